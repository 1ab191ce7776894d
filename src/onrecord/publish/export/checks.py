"""What must hold before an export is released: counts, required values, distinct ids, references, evidence."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from onrecord.errors import EvidenceError, StopRun
from onrecord.model import CodedReport
from onrecord.publish.export.layout import Layout
from onrecord.publish.export.material import Entry, Material, Row
from onrecord.publish.export.names import Names

_KEYS = {
    "reports": ("report_id",),
    "sources": ("report_id", "source_id"),
    "claims": ("report_id", "claim_id"),
    "events": ("report_id", "event_id"),
    "tolls": ("report_id", "event_id", "toll"),
    "incidents": ("incident_id",),
    "accounts": ("incident_id", "account"),
}
_IDS = ("id", "event_id_cnty", "GLOBALEVENTID", "Event ID")
_REFERS = {
    ("sources", "report_id"): "reports",
    ("claims", "report_id"): "reports",
    ("events", "report_id"): "reports",
    ("accounts", "incident_id"): "incidents",
}


class Checks:
    """Watches what goes into an export; `hold` raises unless all of it may be released."""

    def __init__(self, layouts: Sequence[Layout], names: Names) -> None:
        self.rows: Counter[str] = Counter({layout.name: 0 for layout in layouts})
        self.incidents = 0
        self._layouts = {layout.name: layout for layout in layouts}
        self._names = names
        self._filled: Counter[tuple[str, str]] = Counter()
        self._keys: dict[str, set[Any]] = {layout.name: set() for layout in layouts}
        self._problems: Counter[str] = Counter()

    def watched(self, material: Material) -> Material:
        """The material, each incident of it counted and its evidence checked as it passes."""
        return _Watched(material, self)

    def entry(self, entry: Entry) -> None:
        """Take note of an incident: each of its events must be there, and each figure's words stand in their report."""
        self.incidents += 1
        there = {(t.coded.report.id, t.event.id) for t in entry.tellings}
        missing = [ref for ref in entry.incident.events if (ref.report, ref.event) not in there]
        if missing or not there:
            raise StopRun(
                f"nothing was released: {entry.incident.id} rests on events that are not in the ledger; "
                "run: onrecord reconcile LEDGER --whole"
            )
        texts = {coded.report.id: coded.report.text for coded in entry.reports}
        for account in entry.incident.accounts:
            for toll in account.tolls:
                if texts.get(toll.report, "")[toll.span.start : toll.span.end] != toll.text:
                    raise EvidenceError(f"incident {entry.incident.id}: {toll.text!r} is not in report {toll.report}")

    def feed(self, table: str, row: Row) -> None:
        """Take note of a row."""
        self.rows[table] += 1
        for name, _, _, required in self._layouts[table].fields:
            value = row[name]
            if value is not None and value != "" and value != []:
                self._filled[table, name] += 1
            elif required and value in (None, ""):
                self._problems[f"{table}.{name} is empty"] += 1
        self._key(table, row)
        self._names.check(text for value in row.values() for text in _texts(value))

    def _key(self, table: str, row: Row) -> None:
        columns = self._layouts[table].columns
        key = _KEYS.get(table, ()) if set(_KEYS.get(table, ("",))) <= set(columns) else ()
        key = key or tuple(name for name in _IDS if name in columns)[:1]
        if table == "mentions" or not key:
            return
        value = tuple(row[name] for name in key)
        if value in self._keys[table]:
            self._problems[f"{table}: {', '.join(key)} is not distinct"] += 1
        self._keys[table].add(value)
        for (of, name), to in _REFERS.items():
            if of == table and to in self._keys and name in columns and (row[name],) not in self._keys[to]:
                self._problems[f"{table}.{name} leads nowhere"] += 1

    def hold(self, expected: int, left_out: int | None) -> None:
        """Refuse what has a problem.

        `expected` is how many incidents there must be; `left_out` how many have no row, where each has one or none.

        Raises:
            StopRun: something does not hold; the message says what.
        """
        if self.incidents != expected:
            self._problems[
                f"{self.incidents} incidents came of {expected}; the ledger changed meanwhile: try again"
            ] += 1
        if left_out is not None and sum(self.rows.values()) + left_out != self.incidents:
            self._problems["an incident has neither a row nor a reason"] += 1
        if self._problems:
            told = "; ".join(f"{what} ({n} times)" if n > 1 else what for what, n in self._problems.items())
            raise StopRun(f"nothing was released: {told}")

    def filled(self) -> dict[str, float]:
        """The share of rows that have a value, by "table.column"."""
        return {
            f"{layout.name}.{name}": round(self._filled[layout.name, name] / self.rows[layout.name], 4)
            for layout in self._layouts.values()
            if self.rows[layout.name]
            for name in layout.columns
        }


def _texts(value: object) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for inner in value.values() for text in _texts(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in _texts(inner))


class _Watched:
    """Material that tells checks of each incident that is taken from it."""

    def __init__(self, material: Material, checks: Checks) -> None:
        self._material, self._checks = material, checks

    def entries(self) -> Iterator[Entry]:
        for entry in self._material.entries():
            self._checks.entry(entry)
            yield entry

    def reports(self, ids: Iterable[str] | None) -> Iterator[CodedReport]:
        return self._material.reports(ids)

    @property
    def everything(self) -> bool:
        return self._material.everything

    @property
    def expected(self) -> int:
        return self._material.expected
