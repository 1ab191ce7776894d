"""States and territories: what they are called, and which one a phrase speaks of."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.knowledge.files import read_table

# The apostrophe is part of a word ("Cote d'Ivoire"), the possessive ending is not.
_WORD = re.compile(r"[^\W_]+(?:[.'’‘-][^\W_]+)*\.?")
_POSSESSIVE = re.compile(r"['’]s?$")
_HEAD_ENDS = frozenset(
    [
        "in",
        "at",
        "near",
        "from",
        "to",
        "against",
        "with",
        "between",
        "by",
        "on",
        "for",
        "over",
        "who",
        "that",
        "which",
        "whose",
        "where",
        "after",
        "before",
        "during",
    ]
)
_HOMES = frozenset({"in", "at", "near", "from", "inside", "across"})
_ONLY_IN_CAPITALS = frozenset({"us", "car", "roc", "rp", "uae", "rok", "fry", "gdr", "frg"})


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory: its codes, its words, the middle of its land, and its size in square kilometres.

    `names` begins with the usual English name and holds former ones; `adjectives` and `people` are its nationality
    words; `seats` are buildings and bodies that stand for its government ("the White House").
    """

    iso3: str
    iso2: str
    geonameid: int
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]
    lat: float
    lon: float
    area: int
    population: int
    neighbours: tuple[str, ...]


def fold(text: str) -> str:
    """A spelling that ignores case, diacritics and the shape of apostrophes."""
    if text.isascii():
        return text.replace("`", "'").casefold()
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'").replace("`", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.split("|") if word)


@cache
def countries() -> dict[str, Country]:
    """Every state and territory by its ISO 3166 alpha-3 code."""
    return {row["iso3"]: _country(row) for row in read_table("countries.tsv")}


def _country(row: dict[str, str]) -> Country:
    return Country(
        iso3=row["iso3"],
        iso2=row["iso2"],
        geonameid=int(row["geonameid"]),
        name=row["name"],
        names=(row["name"], *_listed(row["names"])),
        adjectives=_listed(row["adjectives"]),
        people=_listed(row["people"]),
        capitals=_listed(row["capitals"]),
        seats=_listed(row["seats"]),
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        area=int(row["area"]),
        population=int(row["population"]),
        neighbours=_listed(row["neighbours"]),
    )


@cache
def by_name() -> dict[str, Country]:
    """Countries by each of their names, folded."""
    return {fold(name): country for country in countries().values() for name in country.names}


@cache
def nationality_words() -> dict[str, str]:
    """The country's code by each nationality word, folded ("egyptian", "egyptians": EGY)."""
    return {fold(w): c.iso3 for c in countries().values() for w in (*c.people, *c.adjectives)}


@cache
def _lexicon() -> dict[tuple[str, ...], str | None]:
    """Word sequences that point to one country; None for those that only look as if they did."""
    found: dict[tuple[str, ...], str | None] = {}
    for country in countries().values():
        for words in (country.seats, country.capitals, country.people, country.adjectives, country.names):
            found |= dict.fromkeys(map(_key, words), country.iso3)
    return found | {_key(row["phrase"]): None for row in read_table("not_countries.tsv")}


@cache
def _longest() -> int:
    return max(map(len, _lexicon()))


def _key(name: str) -> tuple[str, ...]:
    words = tuple(_bare(word) for word in _WORD.findall(name))
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", fold(word)).rstrip(".")


def _hits(words: list[str]) -> Iterator[tuple[int, str]]:
    """The countries named in a row of words, each with the place of its first word; longest names first."""
    bare = [_bare(word) for word in words]
    lexicon, longest = _lexicon(), _longest()
    i = 0
    while i < len(words):
        for size in range(min(longest, len(words) - i), 0, -1):
            key = tuple(bare[i : i + size])
            if key in lexicon and _spelt_as_name(words[i : i + size]):
                iso3 = lexicon[key]
                if iso3 is not None:
                    yield i, iso3
                i += size - 1
                break
        i += 1


def _spelt_as_name(words: list[str]) -> bool:
    if _bare(words[0]) in _ONLY_IN_CAPITALS:
        return words[0].rstrip("'’s").isupper()
    return words[0][0].isupper() or words[-1][0].isupper()


@lru_cache(maxsize=8192)
def country_of(phrase: str) -> str | None:
    """The ISO 3166 alpha-3 code of the one country that a noun phrase speaks of; None if none or several.

    Its name, a nationality word, its capital or a seat of its government may carry it: "Egyptian security sources" is
    EGY, "Moscow" RUS, "the White House" USA.  What stands before the first preposition counts before what follows:
    "a US official in Baghdad" is USA, "militants in Egypt" EGY.
    """
    words = _WORD.findall(phrase)
    if not words:
        return None
    end = next((i for i, word in enumerate(words) if word.lower() in _HEAD_ENDS), len(words))
    hits = list(_hits(words))
    before = {iso3 for i, iso3 in hits if i < end}
    if before:
        return before.pop() if len(before) == 1 else None
    if end < len(words) and words[end].lower() in _HOMES:
        after = {iso3 for _, iso3 in hits}
        return after.pop() if len(after) == 1 else None
    return None


def countries_in(phrase: str) -> tuple[str, ...]:
    """The codes of all countries that a phrase names, in order, each once."""
    return tuple(dict.fromkeys(iso3 for _, iso3 in _hits(_WORD.findall(phrase))))
