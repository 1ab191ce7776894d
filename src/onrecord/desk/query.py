"""The state of the list in its address: what the parameters ask for, and addresses that ask for something else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from onrecord.filters import Filter, Order
from onrecord.knowledge.countries import by_name, countries, fold
from onrecord.model import PLOVER_TYPES, Outcome, Status

PAGE_SIZE = 25
LONGEST = 300  # characters of a parameter; nobody types more
_YES_NO = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class View:
    """What a reader wants to see: a filter, a page of what it lets through, and the address that says so.

    `params` are the parameters that were understood, in the order of `PARAMETERS`; `wrong` tells of the others.
    """

    filter: Filter
    page: int = 1
    params: tuple[tuple[str, str], ...] = ()
    wrong: tuple[str, ...] = ()

    @property
    def here(self) -> Filter:
        """The filter for this page alone."""
        return replace(self.filter, limit=PAGE_SIZE, offset=(self.page - 1) * PAGE_SIZE)

    @property
    def anywhere_anytime(self) -> Filter:
        """The filter without its box and its days, which a map and a timeline leave to each other."""
        return replace(self.filter, start=None, end=None, box=None, placed=None, timed=None)

    def query(self, **changes: str | None) -> str:
        """The parameters with some changed, added or (None) left out; a change leads to the first page."""
        asked = dict(self.params) | {name.rstrip("_"): value for name, value in changes.items()}
        if "page" not in changes:
            asked.pop("page", None)
        return urlencode([(name, asked[name]) for name in PARAMETERS if asked.get(name)])

    def href(self, path: str, **changes: str | None) -> str:
        """An address with the parameters as `query` gives them."""
        query = self.query(**changes)
        return f"{path}?{query}" if query else path


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("is not a day; write it as YYYY-MM-DD") from None


def _box(value: str) -> tuple[float, ...]:
    try:
        numbers = tuple(float(part) for part in value.split(","))
    except ValueError:
        numbers = ()
    if len(numbers) != 4:
        raise ValueError("is no box; write it as WEST,SOUTH,EAST,NORTH in degrees")
    return numbers


def _country(value: str) -> str:
    if value.upper() in countries():
        return value.upper()
    named = by_name().get(fold(value))
    if named is None:
        raise ValueError("is no country; give its English name or its ISO 3166 code")
    return named.iso3


def _type(value: str) -> str:
    if value.upper() not in PLOVER_TYPES:
        raise ValueError("is no type of event")
    return value.upper()


def _whole(value: str) -> int:
    if not value.isascii() or not value.isdigit() or len(value) > 12:
        raise ValueError("is no number of people")
    return int(value)


def _yes(value: str) -> bool:
    if value not in _YES_NO:
        raise ValueError("is neither yes nor no")
    return _YES_NO[value]


PARAMETERS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "text": ("text", str),
    "actor": ("actor", str),
    "source": ("source", str),
    "place": ("place", str),
    "country": ("country", _country),
    "type": ("type", _type),
    "status": ("status", Status),
    "denied": ("polarity", lambda value: not _yes(value)),
    "toll": ("toll_at_least", _whole),
    "outcome": ("outcome", Outcome),
    "from": ("start", _day),
    "until": ("end", _day),
    "box": ("box", _box),
    "placed": ("placed", _yes),
    "timed": ("timed", _yes),
    "report": ("report", str),
    "order": ("order", Order),
    "page": ("page", _whole),
}
"""The parameters of an address, each with the part of a filter it gives and how it is read."""


def parse(given: Mapping[str, str]) -> View:
    """The view that an address asks for; what cannot be understood is left out and told of."""
    read: dict[str, Any] = {}
    kept: list[tuple[str, str]] = []
    wrong: list[str] = []
    for name, (part, reading) in PARAMETERS.items():
        value = given.get(name, "").strip()[:LONGEST]
        if not value:
            continue
        try:
            read[part] = reading(value)
            kept.append((name, value))
        except ValueError as err:
            wrong.append(f"{name}: “{value}” {_reason(err)}")
    page = max(1, min(read.pop("page", 1), 1_000_000))
    read.setdefault("order", Order.SOURCES)
    try:
        return View(Filter(**read), page, tuple(kept), tuple(wrong))
    except ValueError as err:
        return View(Filter(order=read["order"]), 1, (), (*wrong, str(err)))


def _reason(err: ValueError) -> str:
    said = str(err)
    return said if said.startswith("is ") else "is not known here"
