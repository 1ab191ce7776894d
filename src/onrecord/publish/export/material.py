"""What exports are made from: incidents, each with the events that tell of it in their reports."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol

from onrecord.incidents import EventRef, Incident
from onrecord.model import CodedReport, Event


@dataclass(frozen=True, slots=True)
class Telling:
    """An event, and the coded report that tells of it."""

    coded: CodedReport
    event: Event

    @property
    def deed(self) -> bool:
        """Whether it is told of as done or tried: neither denied, nor planned, threatened, demanded or supposed."""
        return self.event.polarity and self.event.status.real

    @property
    def ref(self) -> str:
        """The event's name across reports."""
        return f"{self.coded.report.id}#{self.event.id}"


@dataclass(frozen=True, slots=True)
class Entry:
    """An incident with all that tells of it, in the order of its events."""

    incident: Incident
    tellings: tuple[Telling, ...]

    @property
    def deed(self) -> bool:
        """Whether the incident is told of as done or tried, corrections by people heeded."""
        return self.incident.polarity and self.incident.status.real and bool(self.tellings)

    @property
    def deeds(self) -> tuple[Telling, ...]:
        """The tellings that tell of it as done or tried; those that people corrected to a deed, where no other does."""
        if not self.deed:
            return ()
        refs = {ref for a in self.incident.accounts if a.polarity and a.status.real for ref in a.events}
        affirmed = [t for t in self.tellings if EventRef(t.coded.report.id, t.event.id) in refs]
        told = [t for t in affirmed if t.deed] or [t for t in self.tellings if t.deed]
        if told:
            return tuple(told)
        chosen = [t for t in affirmed if t.event.polarity] or affirmed
        status = self.incident.status
        return tuple(Telling(t.coded, replace(t.event, status=status, polarity=True)) for t in chosen)

    @property
    def reports(self) -> tuple[CodedReport, ...]:
        """The reports that tell of it, each once."""
        return tuple({t.coded.report.id: t.coded for t in self.tellings}.values())


class Material(Protocol):
    """A ledger as exports see it; both can be walked through more than once, and neither is ever all in memory."""

    def entries(self) -> Iterator[Entry]:
        """The incidents that were chosen."""
        ...

    def reports(self, ids: Iterable[str] | None) -> Iterator[CodedReport]:
        """The coded reports of these ids; all for None."""
        ...

    @property
    def everything(self) -> bool:
        """Whether no incident was left out by choice, so that what belongs to none is wanted too."""
        ...

    @property
    def expected(self) -> int:
        """How many incidents `entries` must give."""
        ...


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that an export cannot hold, and why; every one is counted and told."""

    reason: str


Row = dict[str, Any]
Rows = Iterator[tuple[str, Row] | LeftOut]
"""What an export writes: a table's name and a row of it, or what it leaves out."""
