"""How known groups stood to one another and to states in a year, and what they were called in it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.knowledge.files import read_table
from onrecord.terms import RelationKind


@dataclass(frozen=True, slots=True)
class Years:
    """A stretch of years, both included; None leaves a side open."""

    first: int | None = None
    last: int | None = None

    def hold(self, year: int) -> bool:
        """True if the year lies in it."""
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)

    @classmethod
    def read(cls, first: str, last: str) -> "Years":
        """The stretch between two cells, either of which may be blank."""
        return cls(int(first) if first else None, int(last) if last else None)


ALWAYS = Years()


@dataclass(frozen=True, slots=True)
class Bond:
    """A dated relation of a known group to another group or a state (`state:IRN`).

    `areas` are where the subject is what news calls by the object's name; `origin` says whence the fact is: general
    (general knowledge), ucdp (UCDP's lists of conflicts).
    """

    subject: str
    kind: RelationKind
    object: str
    years: Years
    areas: tuple[str, ...]
    origin: str


@cache
def bonds() -> tuple[Bond, ...]:
    """Every dated relation that is known."""
    return tuple(
        Bond(
            row["subject"],
            RelationKind(row["kind"]),
            row["object"],
            Years.read(row["from"], row["to"]),
            tuple(filter(None, row["areas"].split("|"))),
            row["origin"],
        )
        for row in read_table("group_relations.tsv")
    )


@cache
def _by_actor() -> Mapping[str, tuple[Bond, ...]]:
    found: dict[str, list[Bond]] = defaultdict(list)
    for bond in bonds():
        found[bond.subject].append(bond)
        found[bond.object].append(bond)
    return {actor: tuple(held) for actor, held in found.items()}


def bonds_of(actor: str, year: int | None = None) -> tuple[Bond, ...]:
    """The relations in which an actor (`group:…`, `state:…`) stands, on either side; with a year, those of the year."""
    held = _by_actor().get(actor, ())
    return held if year is None else tuple(bond for bond in held if bond.years.hold(year))


@cache
def _branches() -> Mapping[str, tuple[Bond, ...]]:
    found: dict[str, list[Bond]] = defaultdict(list)
    for bond in bonds():
        if bond.areas:
            found[bond.object].append(bond)
    return {group: tuple(held) for group, held in found.items()}


def has_branches(group: str) -> bool:
    """True if the group's name may mean one of its branches."""
    return group in _branches()


def branch_of(group: str, phrase: str, year: int | None) -> str | None:
    """The branch that a name means in a year where a phrase puts it ("ISIS in Sinai"); None if it means none."""
    for bond in _branches().get(group, ()):
        if any(_in(area, phrase) for area in bond.areas) and (year is None or bond.years.hold(year)):
            return bond.subject
    return None


def _in(area: str, phrase: str) -> bool:
    before, found, after = phrase.partition(area)
    return bool(found) and not before[-1:].isalnum() and not after[:1].isalnum()


@cache
def _names() -> Mapping[str, tuple[tuple[str, Years], ...]]:
    found: dict[str, list[tuple[str, Years]]] = defaultdict(list)
    for row in read_table("group_names.tsv"):
        found[row["group"]].append((row["name"], Years.read(row["from"], row["to"])))
    return {group: tuple(names) for group, names in found.items()}


def name_in(group: str, year: int | None) -> str | None:
    """What a group was called in a year, where that is not its usual name."""
    return next((name for name, years in _names().get(group, ()) if year is not None and years.hold(year)), None)
