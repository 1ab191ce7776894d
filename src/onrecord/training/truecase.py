"""Learn how words are mostly written: the table behind `onrecord.parse.truecase`.

Counts in how many texts of the open corpora each form of a word stands inside a sentence, not at its start; keeps, for
each word seen in at least `MIN_DOCUMENTS` texts, its most frequent form.  No text of the corpora is kept.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

MIN_DOCUMENTS = 3  # rarer words are mostly names of private persons and slips of the pen
CORPORA = (
    "attribution/train.jsonl",
    "bulk/bulk.jsonl",
    "incidents/reports.jsonl",
    "places/lgl.jsonl",
    "times/wikiwars.jsonl",
    "tolls/tolls.jsonl",
    "actors/re3d.jsonl",
)
_INSIDE = re.compile(r"(?<=[a-z0-9,;] )[^\W\d_]+(?:['’][^\W\d_]+)?")


def texts(bench: Path) -> Iterator[str]:
    """The English texts of the corpora."""
    for name in CORPORA:
        for line in (bench / name).open(encoding="utf-8"):
            row = json.loads(line)
            if row.get("language", "en") == "en":
                yield row["text"]


def learn(documents: Iterable[str]) -> tuple[str, ...]:
    """The most frequent form of each word, sorted."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    spread: Counter[str] = Counter()
    for text in documents:
        forms = set(_INSIDE.findall(text))
        for form in forms:
            counts[form.lower()][form] += 1
        spread.update({form.lower() for form in forms})
    known = (c for word, c in counts.items() if spread[word] >= MIN_DOCUMENTS)
    kept = (max(c, key=lambda form: (c[form], form)) for c in known)  # of equals the one in small letters
    return tuple(sorted(kept, key=lambda form: (form.lower(), form)))


def write(forms: Iterable[str], out: Path) -> None:
    """Write the table, with its provenance in the first line."""
    head = (
        "# most frequent form of a word inside a sentence; learned by onrecord.training.truecase from open news corpora"
    )
    out.write_text("\n".join((head, "form", *forms)) + "\n", encoding="utf-8")


def train_truecase(shared: Path, out: Path) -> int:
    """Learn the table from `shared`/bench and write it to `out`; the number of words."""
    forms = learn(texts(shared / "bench"))
    write(forms, out)
    return len(forms)
