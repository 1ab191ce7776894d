"""Annotated documents keep their annotation however their text is varied."""

import json
import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from onrecord.training.data import FACTS, Attributed, Document, common_words, read_bench, read_facts, read_gold, varied

TEXT = 'Mayor Tana Obri said "the bridge is safe," and left.\n\nThe Guild denied it.'


def _at(quote: str) -> tuple[int, int]:
    start = TEXT.index(quote)
    return start, start + len(quote)


DOCUMENT = Document(
    "d1",
    TEXT,
    (
        Attributed((_at("Mayor Tana Obri"),), (_at("said"),), (_at('"the bridge is safe,"'),)),
        Attributed((_at("The Guild"),), (_at("denied"),), (_at("it"),)),
    ),
)


@given(st.integers(0, 500))
def test_cues_stay_the_same_words_in_a_varied_text(seed: int) -> None:
    made = varied(DOCUMENT, random.Random(seed), frozenset({"the", "mayor", "guild"}))
    cues = [made.text[a:b] for item in made.attributions or () for a, b in item.cue]
    assert cues == ["said", "denied"]
    assert "the bridge is safe" in made.text[slice(*(made.attributions or ())[0].content[0])]


def test_some_variants_rename_people() -> None:
    known = common_words([DOCUMENT]) | {"the", "mayor", "guild"}
    texts = {varied(DOCUMENT, random.Random(seed), known).text for seed in range(40)}
    assert any("Tana" not in text for text in texts)


def test_a_benchmark_row_becomes_a_document(tmp_path: Path) -> None:
    row = {
        "id": "r",
        "text": "He said so.",
        "attributions": [{"source": [[0, 2]], "cue": [[3, 7]], "content": [[8, 10]]}],
    }
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (document,) = read_bench(path)
    assert document.flat
    assert document.attributions == (Attributed(((0, 2),), ((3, 7),), ((8, 10),)),)


def test_a_gold_record_becomes_a_document_with_its_nested_claims(tmp_path: Path) -> None:
    text = "Radio Lom said that the miners said the pit had flooded."
    record = {
        "id": "g",
        "sources": [{"id": "S1", "mention": "Radio Lom"}, {"id": "S2", "mention": "the miners"}],
        "claims": [
            {
                "id": "C1",
                "source": "S1",
                "cue": {"text": "said", "near": "said that"},
                "content": text[20:-1],
                "within": None,
            },
            {
                "id": "C2",
                "source": "S2",
                "cue": {"text": "said", "near": "miners said"},
                "content": text[36:-1],
                "within": "C1",
            },
            {"id": "C3", "source": "S2", "cue": None, "content": "the pit", "within": None},
        ],
    }
    (tmp_path / "g.json").write_text(json.dumps(record), encoding="utf-8")
    (tmp_path / "g.txt").write_text(text, encoding="utf-8")
    (document,) = read_gold(tmp_path)
    assert [item.nested for item in document.attributions or ()] == [False, True]
    assert not document.flat


def test_factuality_is_read_as_the_scorer_reads_it(tmp_path: Path) -> None:
    text = "He did not leave but may have called ."
    targets = [(text.index(w), w, f) for w, f in (("leave", -3.0), ("called", 0.5), ("did", 0.6))]
    row = {
        "id": "f",
        "text": text,
        "targets": [{"start": at, "end": at + len(w), "text": w, "factuality": f} for at, w, f in targets],
    }
    path = tmp_path / "facts.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (document,) = read_facts(path)
    assert document.attributions is None
    read = [(text[slice(*f.word)], FACTS[f.happened]) for f in document.facts]
    assert read == [("leave", "did not"), ("called", "uncertain"), ("did", "happened")]
