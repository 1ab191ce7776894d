"""Upper-case wire copy put into mixed case, letter for letter, so that a parser of mixed case can read it."""

import re
from functools import cache

from onrecord.knowledge.files import read_table

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE_START = re.compile(
    r"(?:^|(?<!\b[A-Za-z])[.!?][\"'”’)\]]*\s+|\n\s*|--\s*(?:\[TEXT\]\s*)?|[\[(“\"]\s*)$", re.IGNORECASE
)
_NO_VOWEL = re.compile(r"[^aeiouy]+|.*[^aeiouy]{4,}.*")
_INFLECTION = re.compile(r"(?:ied|ies|es|s|ed|d|ing|ly|er|est|['’]s)$")


@cache
def _forms() -> dict[str, str]:
    """Lower-case word -> how it is mostly written inside a sentence."""
    return {row["form"].lower(): row["form"] for row in read_table("truecase.tsv")}


def truecase(text: str) -> str:
    """A text in capitals as it would be written in mixed case; of the same length, so that offsets hold."""
    out = list(text)
    for match in _WORD.finditer(text):
        word = match.group()
        if not word.isupper():
            continue
        starts = _SENTENCE_START.search(text, max(0, match.start() - 12), match.start()) is not None
        form = cased(word, starts=starts or match.start() == 0)
        if len(form) == len(word):
            out[match.start() : match.end()] = form
    return "".join(out)


def cased(word: str, *, starts: bool) -> str:
    """One upper-case word as written in mixed case; `starts` if it begins a sentence."""
    low = word.lower()
    form = _forms().get(low) or _unknown(word, low)
    return form[0].upper() + form[1:] if starts else form


def _unknown(word: str, low: str) -> str:
    stem = _INFLECTION.sub("", low)
    for guess in (stem, stem + "e", stem + "y", stem[:-1]):
        known = _forms().get(guess)
        if guess and known and known.islower() and stem != low:
            return low
    if len(word) <= 3 or (len(word) <= 6 and _NO_VOWEL.fullmatch(low)):
        return word
    return word[0] + low[1:]
