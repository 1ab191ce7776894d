"""The task's own words: which lemma names which kind of incident or instrument, and how it spells countries."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("words.toml")


@dataclass(frozen=True, slots=True)
class Words:
    """Look-ups: lemma -> incident type, lemma -> instrument type, ISO-3 -> country as the keys spell it."""

    acts: Mapping[str, str]
    instruments: Mapping[str, str]
    countries: Mapping[str, str]


@cache
def load_words() -> Words:
    """The words of the package's own table."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    acts = {lemma: kind for kind, lemmas in rows["acts"].items() for lemma in lemmas.split()}
    instruments = {lemma: kind for kind, lemmas in rows["instruments"].items() for lemma in lemmas.split()}
    return Words(acts, instruments, rows["countries"])
