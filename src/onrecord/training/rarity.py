"""Learn how rare words are in news: the table behind `onrecord.reconcile.profile`.

Counts in how many texts of the open corpora each word stands; keeps, for each word of at least `MIN_DOCUMENTS` texts,
the logarithm (base 2, rounded) of one in how many.  No text of the corpora is kept.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.reconcile.profile import words_of

MIN_DOCUMENTS = 8  # rarer words are mostly names of private persons
CORPORA = (
    "attribution/train.jsonl",
    "bulk/bulk.jsonl",
    "incidents/reports.jsonl",
    "muc4/dev.docs.jsonl",
    "places/lgl.jsonl",
    "tolls/tolls.jsonl",
)
HEAD = "# how rare a word is in news: met in one of 2^band texts; learned by onrecord.training.rarity from open corpora"


def texts(bench: Path) -> Iterator[str]:
    """The English texts of the corpora."""
    for name in CORPORA:
        with (bench / name).open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row.get("language", "en") == "en":
                    yield row["text"]


def learn(documents: Iterable[str]) -> dict[str, int]:
    """The band of each word that is not rare."""
    spread: Counter[str] = Counter()
    total = 0
    for text in documents:
        total += 1
        spread.update(set(words_of(text)))
    return {w: round(math.log2(total / n)) for w, n in sorted(spread.items()) if n >= MIN_DOCUMENTS and w.isalpha()}


def train_rarity(shared: Path, out: Path) -> int:
    """Learn the table from `shared`/bench and write it to `out`; the number of words."""
    bands = learn(texts(shared / "bench"))
    rows = (f"{word}\t{band}" for word, band in bands.items())
    out.write_text("\n".join((HEAD, "word\tband", *rows)) + "\n", encoding="utf-8")
    return len(bands)
