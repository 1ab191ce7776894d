"""Which incidents are wanted."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onrecord.model import PLOVER_TYPES, Outcome, Status


class Order(StrEnum):
    """In which order incidents come; by whichever, those of one rank come in the order of their ids."""

    EARLIEST = "earliest"
    LATEST = "latest"
    TOLL = "toll"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Filter:
    """What incidents must be like to be wanted; every condition that is given must hold.

    `start` and `end` are days, both inclusive: an incident is wanted if it may have happened between them, so one
    without a time is not.  `box` is (west, south, east, north) in degrees; with west above east it spans the 180th
    meridian.  `country` is an ISO 3166 alpha-3 code.  `place`, `actor` and `source` are the beginnings of words of a
    name, whatever their case and accents; `actor` may also be an actor's id.  `toll_at_least` is about the best figure
    of `outcome`.  `text` is looked for in the reports that tell of the incident, as in `Ledger.search`.  `report` is
    the id of a report that tells of it.  `placed` and `timed` ask whether it has a place and a time at all.

    `order` is by first day (those without a time last), by the best figure of `outcome`, or by the number of
    independent sources, the greatest first.
    """

    start: date | None = None
    end: date | None = None
    box: tuple[float, float, float, float] | None = None
    country: str | None = None
    place: str | None = None
    actor: str | None = None
    type: str | None = None
    status: Status | None = None
    polarity: bool | None = None
    source: str | None = None
    toll_at_least: int | None = None
    outcome: Outcome = Outcome.KILLED
    text: str | None = None
    report: str | None = None
    placed: bool | None = None
    timed: bool | None = None
    order: Order = Order.EARLIEST
    limit: int | None = None
    offset: int = 0

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"the time begins on {self.start}, after its end on {self.end}")
        if self.box:
            _check_box(self.box)
        if self.type is not None and self.type not in PLOVER_TYPES:
            raise ValueError(f"{self.type!r} is not a PLOVER type; they are {', '.join(sorted(PLOVER_TYPES))}")
        if (self.limit is not None and self.limit < 0) or self.offset < 0:
            raise ValueError("limit and offset must not be negative")


def _check_box(box: tuple[float, float, float, float]) -> None:
    west, south, east, north = box
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError(f"{box} is no box: give west, south, east, north in degrees, south not above north")
