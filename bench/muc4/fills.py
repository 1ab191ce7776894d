"""Single fills in the keys' own spelling: dates, places, numbers, instruments."""

import re
from datetime import date

from bench.muc4.reading import Mention, Reading
from bench.muc4.words import load_words
from onrecord.model import Place

_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_NUMBERS = {
    w: n
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}
_KINDS = [
    "NEIGHBORHOOD",
    "DEPARTMENT",
    "TOWN",
    "MUNICIPALITY",
    "VILLAGE",
    "PROVINCE",
    "DISTRICT",
    "REGION",
    "CANTON",
    "SUBURB",
]
_BEFORE = re.compile(rf"\b({'|'.join(_KINDS)})\s+(?:OF\s+)?(?:THE\s+)?$")
_AFTER = re.compile(rf",?\s+({'|'.join(_KINDS)})\b")


def day(value: date) -> str:
    """A day as the keys write it."""
    return f"{value.day:02d} {_MONTHS[value.month - 1]} {value.year % 100:02d}"


def date_of(text: str) -> date:
    """The day that a fill of the keys names."""
    number, month, year = text.split()
    return date(1900 + (int(year) or 100), _MONTHS.index(month) + 1, int(number))


def place_part(place: Place, text: str) -> str:
    """One level of a place: its name in the report's words and what it is."""
    mention = place.mention
    name = " ".join(mention.text.upper().split()) if mention else place.name.upper()
    kind = next((k for k in _KINDS if k in name), None)
    if kind is None and mention:
        before = _BEFORE.search(text[max(0, mention.span.start - 30) : mention.span.start].upper())
        after = _AFTER.match(text[mention.span.end : mention.span.end + 20].upper())
        kind = next((found[1] for found in (after, before) if found), None)
    if kind is None:
        kind = "DEPARTMENT" if place.precision in ("admin1", "region") else "CITY"
    name = re.sub(rf"\s*\b(?:{'|'.join(_KINDS)})\b\s*", " ", name).strip()
    return f"{name} ({kind})"


def number_fill(reading: Reading, mention: Mention) -> str:
    """How many a phrase speaks of: its number, one for a singular, else PLURAL."""
    doc = reading.parsed.doc
    head = doc[mention.head]
    for token in reversed(list(doc.char_span(mention.start, mention.end, alignment_mode="expand") or [])):
        if token.like_num and token.i < head.i:
            word = token.lower_.replace(",", "")
            if word.isdigit():
                return word
            if word in _NUMBERS:
                return str(_NUMBERS[word])
    if mention.name or head.tag_ in ("NN", "NNP"):
        return "1"
    return "PLURAL"


def instrument_type(reading: Reading, mention: Mention) -> str | None:
    """The kind of instrument that a phrase names."""
    words = load_words().instruments
    tokens = reading.parsed.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    lemmas = [t.lemma_.lower() for t in tokens or ()]
    if "bomb" in lemmas and {"car", "truck", "vehicle"} & set(lemmas):
        return "VEHICLE BOMB"
    return next((words[x] for x in reversed(lemmas) if x in words), None)


def nation(reading: Reading, mention: Mention, place: str | None) -> str | None:
    """The country that a phrase itself names ("U.S. embassy"), if it is not the one that the incident is in."""
    tokens = reading.parsed.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    named = any(t.ent_type_ in ("NORP", "GPE") for t in tokens or ())
    country = load_words().countries.get(mention.actor.country or "") if mention.actor and named else None
    return country if country and not (place or "").startswith(country) else None
