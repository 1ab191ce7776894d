"""What the desk asks of a ledger, and of what writes its exports."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from onrecord.catalogue import ActorSummary, Counts, FailureRow, Heading, Hit, Outline, SourceSummary
from onrecord.filters import Filter
from onrecord.incidents import Incident
from onrecord.model import CodedReport


class Store(Protocol):
    """A ledger as the desk sees it: it is read, never written to, and from several threads at once."""

    @property
    def name(self) -> str:
        """Where the ledger is, as people may read it."""

    def incidents(self, chosen: Filter | None = None) -> Iterator[Incident]:
        """The incidents that a filter lets through, in its order and within its limits."""

    def outlines(self, chosen: Filter | None = None) -> Iterator[Outline]:
        """Where and when the incidents are that a filter lets through, whatever its limits."""

    def count(self, chosen: Filter | None = None) -> int:
        """How many incidents a filter lets through, whatever its limits."""

    def incident(self, id: str) -> Incident | None:
        """The incident of this id."""

    def report(self, id: str) -> CodedReport | None:
        """The coded report of this id."""

    def reports(self, ids: Iterable[str] | None = None) -> Iterator[CodedReport]:
        """The coded reports of these ids."""

    def headings(
        self, ids: Iterable[str] | None = None, *, limit: int | None = None, offset: int = 0
    ) -> Iterator[Heading]:
        """The reports without their texts."""

    def search(self, text: str, limit: int = 100) -> tuple[Hit, ...]:
        """The reports that hold these words."""

    def sources(self, name: str | None = None) -> Iterator[SourceSummary]:
        """The sources as the reports call them, those most quoted first."""

    def actors(self, name: str) -> Iterator[ActorSummary]:
        """Those who act or are acted upon, by the beginnings of their names' words."""

    def speaking(self, name: str) -> tuple[str, ...]:
        """The ids of the reports that pass on the word of a source of this very name."""

    def counts(self) -> Counts:
        """How much is in the ledger."""

    def failures(self) -> Iterator[FailureRow]:
        """What could not be taken in."""


@dataclass(frozen=True, slots=True)
class Export:
    """A format in which incidents can be taken away: `write` puts those that a filter lets through into a file.

    `file` is the name that the file is offered under, and its suffix is that of the file to be written.
    """

    name: str
    title: str
    file: str
    media_type: str
    write: Callable[[Filter, Path], object]
