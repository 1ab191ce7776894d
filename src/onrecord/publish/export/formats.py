"""Which exports there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from onrecord.errors import UnknownName


@dataclass(frozen=True, slots=True)
class Format:
    """An export: what it is for, the name that its file is offered under, and that file's media type.

    `folder` marks an export of several files; where one file is wanted, they come as a ZIP archive.
    """

    name: str
    description: str
    file: str
    media_type: str
    family: str
    folder: bool = False


_ZIP = "application/zip"
_ALL = (
    Format(
        "csv",
        "Tables of reports, sources, claims, events, tolls, incidents and accounts, for spreadsheets, pandas and R",
        "onrecord-csv.zip",
        _ZIP,
        "tables",
        folder=True,
    ),
    Format(
        "parquet",
        "The same tables with typed columns, for pandas, DuckDB, Polars and R's arrow",
        "onrecord-parquet.zip",
        _ZIP,
        "tables",
        folder=True,
    ),
    Format(
        "geojson",
        "Incidents as points with who says what, for QGIS and web maps",
        "onrecord.geojson",
        "application/geo+json",
        "geojson",
    ),
    Format(
        "plover",
        "Events of reports as PLOVER JSON Lines, plans and denials under auxiliary modes",
        "onrecord-plover.jsonl",
        "application/x-ndjson",
        "plover",
    ),
    Format("ucdp", "Deadly incidents in the 49 columns of UCDP GED", "onrecord-ucdp-ged.csv", "text/csv", "ucdp"),
    Format("acled", "Incidents in the 31 columns of ACLED", "onrecord-acled.csv", "text/csv", "acled"),
    Format(
        "gdelt",
        "Incidents and their mentions as GDELT 2.0 tables (61 and 16 columns, no header)",
        "onrecord-gdelt.zip",
        _ZIP,
        "gdelt",
        folder=True,
    ),
    Format(
        "polecat",
        "Events of reports in the 40 columns of POLECAT",
        "onrecord-polecat.txt",
        "text/tab-separated-values",
        "polecat",
    ),
    Format(
        "timemap",
        "Events, sources and associations for TimeMap",
        "onrecord-timemap.zip",
        _ZIP,
        "timemap",
        folder=True,
    ),
)

FORMATS: Mapping[str, Format] = MappingProxyType({format.name: format for format in _ALL})
"""The exports by name."""


def format_of(name: str) -> Format:
    """The export of that name.

    Raises:
        UnknownName: there is none.
    """
    if name not in FORMATS:
        raise UnknownName("format", name, FORMATS)
    return FORMATS[name]
