"""When an incident took place, as formats that know no uncertain dates can have it."""

from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.model import Time

UNDATED = "no day is known"


@dataclass(frozen=True, slots=True)
class Days:
    """A time with both its ends: from `start` to `end`, inclusive."""

    start: date
    end: date

    @property
    def length(self) -> int:
        """How many days it may have been, or lasted."""
        return (self.end - self.start).days + 1

    @property
    def middle(self) -> date:
        """The day in the middle, the earlier of two."""
        return self.start + timedelta(days=(self.length - 1) // 2)


def days_of(time: Time | None) -> Days | None:
    """The days of a time; None where one of its ends is open or it has no days."""
    if time is None or time.start is None or time.end is None or time.end < time.start:
        return None
    return Days(time.start, time.end)


def slashed(day: date | None) -> str:
    """A day as M/D/YYYY; nothing for None."""
    return f"{day.month}/{day.day}/{day.year}" if day else ""
