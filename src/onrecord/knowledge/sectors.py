"""Which PLOVER sector does a noun phrase name: government, military, rebels, civilians, …?"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.knowledge.files import read_table
from onrecord.knowledge.groups import group_of

Words = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+(?:[-.’'][^\W_]+)*\.?")
_POSSESSIVE = re.compile(r"[’']s$|[’']$")
_SEGMENT_END = re.compile(r"\s*[,;:()\[\]–—]\s*|\s+--?\s+|\s+(?:who|whom|whose|which|that|where)\s+", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|or|as well as|&)\s+", re.IGNORECASE)
_OFFICES = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "COP", "IGO"})
_LONGEST = 6  # words in the longest phrase of sectors.tsv, with room to spare


@dataclass(frozen=True, slots=True)
class _Lexicon:
    body: Mapping[Words, str]
    head: Mapping[Words, str]
    role: Mapping[Words, str | None]
    title: Mapping[Words, str]
    mod: Mapping[Words, str]
    links: frozenset[str]
    empty: frozenset[str]
    former: frozenset[str]
    surnames: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    kinds: dict[str, dict[Words, str]] = defaultdict(dict)
    for row in read_table("sectors.tsv"):
        kinds[row["kind"]][tuple(_words(row["phrase"]))] = row["sector"]
    single = {kind: frozenset(words[0] for words in kinds[kind]) for kind in ("link", "empty", "former", "surname")}
    return _Lexicon(
        body=kinds["body"],
        head=kinds["head"],
        role={phrase: None if sector == "-" else sector for phrase, sector in kinds["role"].items()},
        title=kinds["title"],
        mod=kinds["mod"],
        links=single["link"],
        empty=single["empty"],
        former=single["former"],
        surnames=single["surname"],
    )


@lru_cache(maxsize=16384)
def sector_of(phrase: str) -> str | None:
    """The PLOVER sector of a noun phrase by its head word, its modifiers and the bodies it names.

    None if nothing in the phrase says; a country's name alone says nothing here.  What a head word says only by
    default ("spokesman") gives way to the sector of a known group in the phrase.
    """
    segments = [part for s in _SEGMENT_END.split(phrase) if s and s.strip() for part in _AND.split(s)[:1]]
    for sure in (True, False):
        for segment in (*segments, *_AND.split(phrase)[1:]) if not sure else segments:
            found = _of_segment(segment, sure=sure)
            if found is not None:
                return found
        if sure and (group := group_of(phrase)) is not None:
            return group.sector
    return None


def _words(phrase: str) -> list[str]:
    found = (_POSSESSIVE.sub("", m.group().lower()) for m in _WORD.finditer(phrase))
    return [w.replace(".", "") for w in found]


def _of_segment(segment: str, *, sure: bool) -> str | None:
    words = _words(segment)
    surname = _ends_in_surname(segment)
    cut = next((i for i, w in enumerate(words) if w in _lexicon().links and i), len(words))
    core, complement = words[:cut], words[cut + 1 :]
    if not core:
        return None
    whole = _ending(words, _lexicon().body) if complement else None
    found = whole or _of_core(core, complement, surname=surname and not complement, sure=sure)
    if found is None and complement and all(w in _lexicon().empty or w.isdigit() for w in core):
        return _of_segment(" ".join(complement), sure=sure)
    return found


def _ends_in_surname(segment: str) -> bool:
    """True for a capitalised name whose last word is also a rank ("Angus King")."""
    parts = segment.split()
    if segment.isupper() or len(parts) < 2:
        return False
    last, before = parts[-1], parts[-2]
    return last[0].isupper() and before[0].isupper() and last.lower() in _lexicon().surnames and before.lower() != "the"


def _of_core(core: list[str], complement: list[str], *, surname: bool, sure: bool) -> str | None:
    """The sector of the longest beginning of `core` that ends in a word that tells one: the rest is a name."""
    for end in range(len(core) - surname, 0, -1):
        found = _of_ending(core[:end], complement, named=end < len(core), sure=sure)
        if found is not None:
            return _unless_former(core, found)
    return None


def _unless_former(core: list[str], sector: str) -> str:
    if sector in _OFFICES and any(w in _lexicon().former or w.startswith("ex-") for w in core):
        return "ELI"
    return sector


def _of_ending(words: list[str], complement: list[str], *, named: bool, sure: bool) -> str | None:
    lexicon = _lexicon()
    if found := _ending(words, lexicon.body):
        return found
    if named and (found := _ending(words, lexicon.title)):
        return found
    if found := _ending(words, lexicon.head):
        return found
    for size in range(min(_LONGEST, len(words)), 0, -1):
        role = tuple(words[-size:])
        if role in lexicon.role:
            return _of_role(words[:-size], complement) or (None if sure else lexicon.role[role])
    return None


def _of_role(modifiers: list[str], complement: list[str]) -> str | None:
    """What a role word's modifiers say ("police officials"), else its complement ("spokesman of the army")."""
    lexicon = _lexicon()
    for end in range(len(modifiers), 0, -1):
        for table in (lexicon.body, lexicon.mod, lexicon.head):
            if found := _ending(modifiers[:end], table):
                return found
    return _of_segment(" ".join(complement), sure=True) if complement else None


def _ending(words: list[str], table: Mapping[Words, str]) -> str | None:
    """The sector of the longest phrase of `table` that `words` end in."""
    for size in range(min(_LONGEST, len(words)), 0, -1):
        if found := table.get(tuple(words[-size:])):
            return found
    return None
