"""Known groups by name or alias: armed groups, forces, parties, international bodies, agencies, news organisations."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from onrecord.knowledge.added import added_rows
from onrecord.knowledge.bonds import ALWAYS, Years
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

    `sector` is its PLOVER sector; `country` the state where it is at home, None for international ones; `active` the
    years in which it was there, if known.  `origin` and `active_origin` say whence these are: general, ucdp, or a file.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    sector: str
    country: str | None
    active: Years = ALWAYS
    active_origin: str | None = None
    origin: str = "general"


@cache
def groups() -> Mapping[str, Group]:
    """Every known group by its id."""
    known = {row["id"]: _group(row, row["origin"]) for row in read_table("groups.tsv")}
    for row in added_rows("actors.tsv"):
        if row["id"] in known:  # more names for a known group
            old = known[row["id"]]
            known[row["id"]] = replace(old, aliases=(*old.aliases, row["name"], *_listed(row["aliases"])))
        else:
            known[row["id"]] = _group({**row, "active_origin": row["origin"]}, row["origin"])
    return known


def _group(row: Mapping[str, str], origin: str) -> Group:
    first, _, last = row["active"].partition("-")
    return Group(
        id=row["id"],
        name=_TOLD_APART.sub("", row["name"]),
        aliases=_listed(row["aliases"]),
        sector=row["sector"],
        country=row["country"] or None,
        active=Years.read(first, last),
        active_origin=row["active_origin"] or None,
        origin=origin,
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(name for name in cell.split("|") if name)


@cache
def _told_apart() -> frozenset[tuple[str, str]]:
    """Groups, with the names that they share with others: these need their country."""
    rows = (*read_table("groups.tsv"), *added_rows("actors.tsv"))
    names = ((row["id"], name) for row in rows for name in (row["name"], *_listed(row["aliases"])))
    return frozenset((id, _TOLD_APART.sub("", name)) for id, name in names if _TOLD_APART.search(name))


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


def look_anew() -> None:
    """Forget what was looked up before a user's actors came or went."""
    for kept in (groups, _lexicon, _longest, _told_apart, _beginnings, may_name, group_of, mentioned):
        kept.cache_clear()


def _bare(word: str) -> str:
    return fold(_POSSESSIVE.sub("", word)).replace(" ", "-")


@lru_cache(maxsize=32768)
def _parts(word: str) -> tuple[str, ...]:
    return (word,) if _COMPOUND.search(word) else tuple(part for part in _bare(word).split("-") if part)


def _key(name: str) -> Key:
    words = tuple(part for word in _WORD.findall(name) for part in _parts(word))
    return words[1:] if len(words) > 1 and words[0] in {"the", "al"} else words


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(key[0] for key in _lexicon() if key)


@lru_cache(maxsize=32768)
def may_name(phrase: str) -> bool:
    """False if no word of a phrase begins the name of a known group: the quick answer for most phrases."""
    beginnings = _beginnings()
    return any(part in beginnings for word in _WORD.findall(phrase) for part in _parts(word))


@lru_cache(maxsize=8192)
def group_of(phrase: str, country: str | None = None, year: int | None = None) -> Group | None:
    """The known group that a phrase names first; None if there is none.

    Short acronyms count only as written ("IS" is no verb); in upper-case copy those that are also words do not count.
    A name that several groups share names the one that is at home in `country`, if any, and was there in `year`.
    """
    found = mentioned(phrase, country, year) if may_name(phrase) else ()
    return found[0] if found else None


@lru_cache(maxsize=8192)
def mentioned(phrase: str, country: str | None = None, year: int | None = None) -> tuple[Group, ...]:
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
            one = _one_of(tuple(hits.values()), " ".join(written), country, year)
            if one is not None:
                found.append(one)
                i += size - 1
                break
        i += 1
    return tuple(found)


def _one_of(hits: tuple[Group, ...], written: str, country: str | None, year: int | None) -> Group | None:
    """The one group of a shared name that is meant: by its country, then by the year."""
    if len(hits) > 1 and country:
        hits = tuple(g for g in hits if g.country == country)
    if len(hits) > 1 and year is not None:
        hits = tuple(g for g in hits if g.active.hold(year))
    if len(hits) != 1 or ((hits[0].id, written) in _told_apart() and country != hits[0].country):
        return None
    return hits[0]


def _fits(name: str, written: list[str], *, shouted: bool) -> bool:
    """True if words are written as a name may be: acronyms as they are, names with a capital."""
    first = written[0]
    if len(written) == 1 and name.isupper() and len(name) <= _LETTERS:
        return first.rstrip(".").replace(".", "") == name.replace(".", "") and not (shouted and name in _WORDS_TOO)
    if len(written) == 1 and name.istitle() and first.isupper() and len(name) <= _LETTERS and not shouted:
        return False
    return not name[0].isupper() or any(word[:1].isupper() for word in written)
