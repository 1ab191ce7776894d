"""Known groups by name or alias: armed groups, forces, parties, international bodies, agencies, news organisations."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.knowledge.files import read_table
from onrecord.knowledge.spelling import fold

_WORD = re.compile(r"[^\W_]+(?:[.'’‘/-][^\W_]+)*\.?")
_POSSESSIVE = re.compile(r"['’]s?$")
_TOLD_APART = re.compile(r"\s*\([^)]*\)$")
_COMPOUND = re.compile(r"-(?:\w*ed|led|held|run|style|made|born|wide)$", re.IGNORECASE)  # "ISIS-linked" is not ISIS
_LETTERS = 5  # an upper-case alias this short is an acronym, and matched as written
# Acronyms that upper-case copy cannot tell from words of the language.
_WORDS_TOO = frozenset(["WHO", "IS", "GAL", "PLAN", "MEND", "TIP", "JAM", "PAP", "FACT", "PA", "AU", "RED", "ARENA"])

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A group that is known by name, wherever it is met.

    `sector` is its PLOVER sector; `country` the state where it is at home, None for international ones.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    sector: str
    country: str | None


@cache
def groups() -> Mapping[str, Group]:
    """Every known group by its id."""
    return {
        row["id"]: Group(
            id=row["id"],
            name=_TOLD_APART.sub("", row["name"]),
            aliases=tuple(a for a in row["aliases"].split("|") if a),
            sector=row["sector"],
            country=row["country"] or None,
        )
        for row in read_table("groups.tsv")
    }


@cache
def _lexicon() -> dict[Key, tuple[tuple[str, Group], ...]]:
    """Groups by the folded words of each name, with the name as written."""
    found: dict[Key, tuple[tuple[str, Group], ...]] = {}
    for group in groups().values():
        for name in (group.name, *group.aliases):
            plain = _TOLD_APART.sub("", name)
            found[_key(plain)] = (*found.get(_key(plain), ()), (plain, group))
    return found


@cache
def _longest() -> int:
    return max(map(len, _lexicon()))


def _bare(word: str) -> str:
    return fold(_POSSESSIVE.sub("", word)).replace(" ", "-")


@lru_cache(maxsize=32768)
def _parts(word: str) -> tuple[str, ...]:
    return (word,) if _COMPOUND.search(word) else tuple(part for part in _bare(word).split("-") if part)


def _key(name: str) -> Key:
    words = tuple(part for word in _WORD.findall(name) for part in _parts(word))
    return words[1:] if len(words) > 1 and words[0] in {"the", "al"} else words


@lru_cache(maxsize=8192)
def group_of(phrase: str, country: str | None = None) -> Group | None:
    """The known group that a phrase names first; None if there is none.

    Short acronyms count only as written ("IS" is no verb); in upper-case copy those that are also words do not count.
    A name that several groups share names the one that is at home in `country`, if any.
    """
    found = mentioned(phrase, country)
    return found[0] if found else None


@lru_cache(maxsize=8192)
def mentioned(phrase: str, country: str | None = None) -> tuple[Group, ...]:
    """All known groups that a phrase names, in order; longer names win over shorter ones inside them."""
    parts = [(part, word) for word in _WORD.findall(phrase) for part in _parts(word)]
    lexicon, longest, shouted = _lexicon(), _longest(), phrase.isupper() and len(parts) > 1
    found: list[Group] = []
    i = 0
    while i < len(parts):
        for size in range(min(longest, len(parts) - i), 0, -1):
            key = tuple(part for part, _ in parts[i : i + size])
            written = [_POSSESSIVE.sub("", word) for _, word in parts[i : i + size]]
            hits = {g.id: g for name, g in lexicon.get(key, ()) if _fits(name, written, shouted=shouted)}
            if len(hits) > 1 and country:
                hits = {g.id: g for g in hits.values() if g.country == country}
            if len(hits) == 1:
                found += hits.values()
                i += size - 1
                break
        i += 1
    return tuple(found)


def _fits(name: str, written: list[str], *, shouted: bool) -> bool:
    """True if words are written as a name may be: acronyms as they are, names with a capital."""
    first = written[0]
    if len(written) == 1 and name.isupper() and len(name) <= _LETTERS:
        return first.rstrip(".").replace(".", "") == name.replace(".", "") and not (shouted and name in _WORDS_TOO)
    if len(written) == 1 and name.istitle() and first.isupper() and len(name) <= _LETTERS and not shouted:
        return False
    return name[0].islower() or any(word[:1].isupper() for word in written)
