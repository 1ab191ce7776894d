"""What an input holds before it is accepted: its text, and what it says of itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from onrecord.errors import SkipReport
from onrecord.spans import OffsetMap


class Unreadable(SkipReport):
    """This input cannot be used: why not, and what to do about it.

    `left_out` marks an input that is no report in English by its nature, rather than one that is broken.
    """

    def __init__(self, reason: str, advice: str | None = None, *, left_out: bool = False) -> None:
        super().__init__(f"{reason}; {advice}" if advice else reason)
        self.reason = reason
        self.advice = advice
        self.left_out = left_out


@dataclass(frozen=True, slots=True)
class About:
    """What the person who hands in the inputs says of them, for want of a word from the inputs themselves.

    A record of JSON Lines speaks for itself: these fill only the fields that it leaves out.  Over what was gathered
    from a web page the person's word prevails.  `force` has texts coded that are not in English.
    """

    published: date | None = None
    publisher: str | None = None
    language: str | None = None
    force: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader of the results should know of an input that was read all the same."""

    where: str
    text: str


Notify = Callable[[Notice], None]


@dataclass(frozen=True, slots=True)
class Draft:
    """A text as it was found, with what the input says of it; not yet known to be a usable report.

    `where` names the input for messages ("reports.jsonl:7"); `is_record` is true if the fields are statements of a
    record and not gathered from a page; `passed_over` names fields of a record without a date of publication that may
    hold one under another name.
    """

    where: str
    text: str
    id: str | None = None
    url: str | None = None
    publisher: str | None = None
    byline: str | None = None
    published: date | None = None
    title: str | None = None
    language: str | None = None
    offsets: OffsetMap | None = field(default=None, repr=False)
    is_record: bool = False
    passed_over: tuple[str, ...] = ()
