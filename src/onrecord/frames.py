"""The tables of the exports as pandas data frames."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Any

from onrecord.errors import StopRun
from onrecord.model import CodedReport
from onrecord.publish.export import Layout, Material, layouts, report_rows, table_rows

if TYPE_CHECKING:
    from pandas import DataFrame

_TYPES = {"int": "Int64", "float": "float64", "bool": "boolean", "date": "datetime64[s]"}


_GREATEST = 2**63 - 1


@dataclass(frozen=True, slots=True, repr=False)
class Frames:
    """What reports say as tables that join: by `report_id`, `event_id`, `claim_id`, `source_id` and `incident_id`.

    Their columns are those of `onrecord export LEDGER csv`; `incidents` and `accounts` are empty for a single report.
    """

    reports: "DataFrame"
    sources: "DataFrame"
    claims: "DataFrame"
    events: "DataFrame"
    tolls: "DataFrame"
    incidents: "DataFrame"
    accounts: "DataFrame"

    def __repr__(self) -> str:
        return f"Frames({', '.join(f'{name}: {len(getattr(self, name))} rows' for name in self.__slots__)})"


def frames_of(told: Iterable[CodedReport] | Material) -> Frames:
    """Coded reports, or the incidents of a ledger with what they rest on, as tables.

    Raises:
        StopRun: pandas is not installed.
    """
    pandas = _pandas()
    rows: dict[str, list[dict[str, Any]]] = {layout.name: [] for layout in layouts("tables")}
    for table, row in _rows(told):
        rows[table].append(row)
    return Frames(**{layout.name: _frame(pandas, layout, rows[layout.name]) for layout in layouts("tables")})


def _rows(told: Iterable[CodedReport] | Material) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(told, Iterable):
        for coded in told:
            yield from report_rows(coded)
    else:
        yield from table_rows(told)


def _frame(pandas: ModuleType, layout: Layout, rows: list[dict[str, Any]]) -> "DataFrame":
    columns = {
        name: pandas.Series([_storable(row[name]) for row in rows], dtype=_TYPES.get(kind, "object"))
        for name, kind, _, _ in layout.fields
    }
    frame: DataFrame = pandas.DataFrame(columns)
    return frame


def _storable(value: Any) -> Any:
    """A value as a column takes it: a count beyond all bounds becomes the greatest integer."""
    return min(value, _GREATEST) if isinstance(value, int) else value


def _pandas() -> ModuleType:
    try:
        import pandas
    except ModuleNotFoundError as err:
        if err.name != "pandas":
            raise  # installed but broken: show the real error
        raise StopRun("data frames need pandas; run: pip install 'onrecord[tables]'") from err
    return pandas
