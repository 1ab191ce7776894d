"""How words are mostly written, learned from texts."""

from pathlib import Path

from onrecord.training.truecase import MIN_DOCUMENTS, learn, write


def test_the_most_frequent_form_is_kept_and_rare_words_are_not() -> None:
    texts = ["She met the Mayor, then the mayor of Sorel."] + ["They saw the mayor of Sorel."] * (MIN_DOCUMENTS - 1)
    assert learn(texts) == ("mayor", "of", "Sorel", "the")


def test_of_forms_as_frequent_the_small_one_is_kept() -> None:
    texts = ["Go to the Front now", "go to the front now"] * MIN_DOCUMENTS
    assert "front" in learn(texts)


def test_the_table_tells_where_it_comes_from(tmp_path: Path) -> None:
    out = tmp_path / "truecase.tsv"
    write(("mayor", "Sorel"), out)
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert lines[1:] == ["form", "mayor", "Sorel"]
