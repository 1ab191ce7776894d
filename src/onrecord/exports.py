"""From a ledger to an export: the one place that gives the exports their incidents and their crosswalks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Protocol

from onrecord.coding.codebook import load_codebook
from onrecord.errors import StopRun
from onrecord.filters import Filter
from onrecord.incidents import Incident
from onrecord.model import CodedReport
from onrecord.publish.export import FORMATS, Classify, Entry, Format, Material, Release, Settings, Telling, release

__all__ = ["FORMATS", "Format", "Release", "Settings", "export"]

_AT_ONCE = 100  # incidents whose reports are fetched together
_KEPT = 1_000  # coded reports in memory, for incidents that follow may be told by them too
_CROSSWALKS = ("acled", "cameo", "ucdp")


class Store(Protocol):
    """What an export asks of a ledger."""

    def incidents(self, chosen: Filter | None = None) -> Iterator[Incident]:
        """The incidents that a filter lets through."""
        ...

    def reports(self, ids: Iterable[str] | None = None) -> Iterator[CodedReport]:
        """The coded reports of these ids, or all."""
        ...

    def count(self, chosen: Filter | None = None) -> int:
        """How many incidents a filter lets through, whatever its limits."""
        ...


def export(
    ledger: Store, format: str, out: str | Path, chosen: Filter | None = None, settings: Settings | None = None
) -> Release:
    """Write the incidents that a filter lets through, and what they rest on, in one of `FORMATS`.

    `out` is a file; for formats of several files a folder, or a file that ends in .zip.  It appears under its name only
    when all of it is written and every check holds.

    Raises:
        UnknownName: there is no such format.
        StopRun: nothing was released; the message says why and what to do.
        ValueError: there is no word in the filter's text that is to be found.
    """
    wanted = settings or Settings()
    return release(
        _Chosen(ledger, chosen or Filter()), format, Path(out), replace(wanted, codebooks=_codebooks(wanted))
    )


def material(ledger: Store, chosen: Filter | None = None) -> Material:
    """The incidents of a ledger that a filter lets through, as exports take them."""
    return _Chosen(ledger, chosen or Filter())


def _codebooks(settings: Settings) -> Mapping[str, Classify]:
    return {name: load_codebook(name).code for name in _CROSSWALKS} | dict(settings.codebooks)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The incidents of a ledger that a filter lets through."""

    ledger: Store
    chosen: Filter

    @property
    def everything(self) -> bool:
        return self.chosen == Filter()

    @property
    def expected(self) -> int:
        after = max(self.ledger.count(self.chosen) - self.chosen.offset, 0)
        return after if self.chosen.limit is None else min(after, self.chosen.limit)

    def entries(self) -> Iterator[Entry]:
        rest = self.ledger.incidents(self.chosen)
        kept: dict[str, dict[str, Telling]] = {}
        while batch := list(islice(rest, _AT_ONCE)):
            ids = dict.fromkeys(ref.report for incident in batch for ref in incident.events)
            for coded in self.ledger.reports([id for id in ids if id not in kept]):
                kept[coded.report.id] = {e.id: Telling(coded, e) for e in coded.events}
            for incident in batch:
                found = (kept.get(ref.report, {}).get(ref.event) for ref in incident.events)
                yield Entry(incident, tuple(t for t in found if t is not None))
            kept |= {id: kept.pop(id) for id in ids if id in kept}  # those just used are let go of last
            for id in list(kept)[: max(len(kept) - _KEPT, 0)]:
                del kept[id]

    def reports(self, ids: Iterable[str] | None) -> Iterator[CodedReport]:
        return self.ledger.reports(ids)


def check_ready(ledger: Store, name: str) -> None:
    """Refuse a ledger without incidents.

    Raises:
        StopRun: there are none yet.
    """
    if not ledger.count():
        raise StopRun(f"{name} has no incidents yet; run: onrecord reconcile {name}")
