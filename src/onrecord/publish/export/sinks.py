"""Files that rows are written to, one format each; every value in them is text that no reader can take for markup."""

import csv
import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import IO, Any, Protocol

from onrecord.display.safe import encodable, one_line
from onrecord.errors import StopRun
from onrecord.publish.export.layout import Layout
from onrecord.publish.rows import cell

Row = Mapping[str, Any]
MAX_INTEGER = 2**63 - 1
_BATCH = 5_000  # rows in memory before they are written


class Sink(Protocol):
    """Where the rows of one table go."""

    def write(self, row: Row) -> None:
        """Take a row."""
        ...

    def close(self) -> None:
        """Write what is left, and let go of the file."""
        ...


class Csv:
    """Comma-separated values with a header (UTF-8); words that a spreadsheet would run get an apostrophe in front."""

    def __init__(self, path: Path, layout: Layout) -> None:
        self._file: IO[str] = path.open("w", encoding="utf-8", newline="")
        self._columns = layout.columns
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow(self._columns)

    def write(self, row: Row) -> None:
        """Take a row."""
        self._writer.writerow([cell(row[name]) for name in self._columns])

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class Tabbed:
    """Tab-separated values as GDELT and POLECAT have them: no quotation marks, a row a line, whatever is in a cell."""

    def __init__(self, path: Path, layout: Layout, *, header: bool, encoding: str, missing: str = "") -> None:
        self._file: IO[str] = path.open("w", encoding=encoding, newline="")
        self._columns, self._encoding, self._missing = layout.columns, encoding, missing
        if header:
            self._file.write("\t".join(self._columns) + "\n")

    def write(self, row: Row) -> None:
        """Take a row."""
        self._file.write("\t".join(self._cell(row[name]) for name in self._columns) + "\n")

    def _cell(self, value: Any) -> str:
        if value is None or value == "":
            return self._missing
        return _encoded(one_line(str(value).replace("\0", " ").replace('"', "'")), self._encoding)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class Lines:
    """JSON Lines."""

    def __init__(self, path: Path, layout: Layout) -> None:
        self._file: IO[str] = path.open("w", encoding="utf-8", newline="")
        self._columns = layout.columns

    def write(self, row: Row) -> None:
        """Take a row."""
        self._file.write(_json({name: row[name] for name in self._columns}) + "\n")

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class Items:
    """One JSON value that holds every row: a list, or an object of them by `key`."""

    def __init__(self, path: Path, layout: Layout, key: str | None = None) -> None:
        self._file: IO[str] = path.open("w", encoding="utf-8", newline="")
        self._columns, self._key = layout.columns, key
        self._before = "[" if key is None else "{"

    def write(self, row: Row) -> None:
        """Take a row."""
        found = {name: row[name] for name in self._columns if row[name] is not None}
        name = "" if self._key is None else f"{_json(str(row[self._key]))}: "
        self._file.write(f"{self._before}\n{name}{_json(found)}")
        self._before = ","

    def close(self) -> None:
        """Close the value, and let go of the file."""
        begun = self._before == ","
        ends = "]" if self._key is None else "}"
        self._file.write(f"\n{ends}\n" if begun else f"{self._before}{ends}\n")
        self._file.close()


class Features:
    """A GeoJSON feature collection: a point for each row with `lat` and `lon`, no geometry for the others."""

    def __init__(self, path: Path, layout: Layout) -> None:
        self._file: IO[str] = path.open("w", encoding="utf-8", newline="")
        self._columns = layout.columns
        self._file.write('{"type": "FeatureCollection", "features": [')
        self._between = "\n"

    def write(self, row: Row) -> None:
        """Take a row."""
        known = row["lat"] is not None and row["lon"] is not None
        feature = {
            "type": "Feature",
            "id": row["incident_id"],
            "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]} if known else None,
            "properties": {name: row[name] for name in self._columns},
        }
        self._file.write(self._between + _json(feature))
        self._between = ",\n"

    def close(self) -> None:
        """Close the collection, and let go of the file."""
        self._file.write("\n]}\n")
        self._file.close()


class Parquet:
    """Parquet with typed columns, each with its meaning in the file's schema."""

    def __init__(self, path: Path, layout: Layout) -> None:
        self._arrow, parquet = _pyarrow()
        self._schema = self._arrow.schema([self._field(*field) for field in layout.fields])
        self._writer = parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[Row] = []

    def _field(self, name: str, kind: str, meaning: str, required: bool) -> Any:
        pa = self._arrow
        types = {"int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(), "date": pa.date32()}
        return pa.field(name, types.get(kind, pa.string()), nullable=not required, metadata={"meaning": meaning})

    def write(self, row: Row) -> None:
        """Take a row."""
        self._rows.append({name: _storable(row[name]) for name in self._schema.names})
        if len(self._rows) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._arrow.Table.from_pylist(self._rows, schema=self._schema))
        self._rows = []

    def close(self) -> None:
        """Write what is left, and let go of the file."""
        self._flush()
        self._writer.close()


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ModuleNotFoundError as err:
        raise StopRun("Parquet needs pyarrow; run: pip install 'onrecord[tables]'") from err
    return pyarrow, pyarrow.parquet


def _storable(value: Any) -> Any:
    """A value as Arrow takes it: half a character as its escape, a count beyond all bounds as the greatest integer."""
    if isinstance(value, int):
        return min(value, MAX_INTEGER)
    return encodable(value, "utf-8") if isinstance(value, str) else value


def _encoded(text: str, encoding: str) -> str:
    """The text in a narrower character set: without marks on letters where those are not in it, then as escapes."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        return encodable(plain, encoding)
    return text


def _json(value: Any) -> str:
    """A value as JSON in ASCII: no character of it can break a line or a script."""
    return json.dumps(value, default=_plain, allow_nan=False)


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def dictionary(path: Path, tables: Sequence[Layout]) -> None:
    """Write the data dictionary: what each column of each table means."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("table", "column", "kind", "required", "meaning"))
        for layout in tables:
            for name, kind, meaning, required in layout.fields:
                writer.writerow((layout.name, name, kind, "yes" if required else "no", meaning))
