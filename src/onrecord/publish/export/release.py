"""Writing an export in one pass: to a temporary name, released under its own only if every check holds."""

import json
import os
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.errors import EvidenceError, StopRun
from onrecord.paths import is_database
from onrecord.publish.export import acled, gdelt, geojson, plover, polecat, sinks, tables, timemap, ucdp
from onrecord.publish.export.checks import Checks
from onrecord.publish.export.formats import Format, format_of
from onrecord.publish.export.layout import Layout, layouts
from onrecord.publish.export.material import LeftOut, Material, Rows
from onrecord.publish.export.names import Names
from onrecord.publish.export.settings import Settings

_MARK = "export.json"  # stands in every folder that an export has made


@dataclass(frozen=True, slots=True)
class Release:
    """What an export has written: rows by table, what was left out by reason, and how full the columns are.

    `filled` gives for each "table.column" the share of rows that have a value.
    """

    format: str
    path: Path
    incidents: int
    rows: Mapping[str, int]
    left_out: Mapping[str, int] = field(default_factory=dict)
    filled: Mapping[str, float] = field(default_factory=dict)


def release(material: Material, format: str, out: Path, settings: Settings) -> Release:
    """Write an export; nothing stands under its name until all of it is written and checked.

    `out` is a file, or for formats of several files a folder; a name that ends in .zip gets them as an archive.

    Raises:
        UnknownName: there is no such format.
        StopRun: a check failed, or the export cannot be written there; the message says what to do.
    """
    made = format_of(format)
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        _check_place(made, out)
        part.mkdir()
        done = _write(material, made, part, out, settings)
        _put(made, part, out)
    except EvidenceError as err:
        raise StopRun(
            f"nothing was released: {err}; the ledger is damaged, or was reconciled by another version"
        ) from err
    except OSError as err:
        raise StopRun(f"{out} could not be written: {err.strerror or err}") from err
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return done


def _check_place(made: Format, out: Path) -> None:
    if not out.absolute().parent.is_dir():
        raise StopRun(f"there is no folder {out.absolute().parent}; make it first")
    if out.exists() and not (out.is_file() or out.is_dir()):
        raise StopRun(f"{out} is no ordinary file; name one: an export is put in its place when all of it is checked")
    if is_database(out):
        raise StopRun(f"{out} is a ledger or another database, and would be lost; name another file")
    if not made.folder and out.suffix == ".zip":
        raise StopRun(f"{out}: {made.name} is one file and no archive; give it a name that does not end in .zip")
    if not made.folder or out.suffix == ".zip":
        if out.is_dir():
            raise StopRun(f"{out} is a folder; {made.name} is one file: name a file in it")
    elif out.exists() and not out.is_dir():
        raise StopRun(f"{out} is a file; {made.name} has several files: name a folder, or a file that ends in .zip")
    elif out.is_dir() and any(out.iterdir()) and not (out / _MARK).is_file():
        raise StopRun(f"the folder {out} holds something that no export has made; name another folder")


def _write(material: Material, made: Format, part: Path, out: Path, settings: Settings) -> Release:
    names = Names(withhold=settings.withhold_names)
    if settings.withhold_names:
        _learn(material, names)
    found = layouts(made.family)
    checks = Checks(found, names)
    left: Counter[str] = Counter()
    with ExitStack() as stack:
        files = {layout.name: _sink(made, layout, part) for layout in found}
        for sink in files.values():
            stack.callback(sink.close)
        for item in _rows(made, checks.watched(material), names, settings):
            if isinstance(item, LeftOut):
                left[item.reason] += 1
            else:
                table, row = item
                checks.feed(table, row)
                files[table].write(row)
    checks.hold(material.expected, sum(left.values()) if made.family in _ONE_EACH else None)
    done = Release(made.name, out, checks.incidents, dict(checks.rows), dict(left.most_common()), checks.filled())
    if made.folder:
        sinks.dictionary(part / "dictionary.csv", found)
        (part / _MARK).write_text(_about(done, settings), encoding="utf-8")
    return done


def _learn(material: Material, names: Names) -> None:
    """Who is a victim in one report is one in all: every report is looked at before the first row is written."""
    if material.everything:
        for coded in material.reports(None):
            names.learn(coded)
        return
    for entry in material.entries():
        for coded in entry.reports:
            names.learn(coded)


_ONE_EACH = frozenset({"acled", "ucdp"})  # one row an incident, or one reason why not

_PLAIN: Mapping[str, Callable[[Material, Names], Rows]] = {
    "tables": tables.rows,
    "geojson": geojson.rows,
    "plover": plover.rows,
    "polecat": polecat.rows,
    "timemap": timemap.rows,
}
_CODED: Mapping[str, Callable[[Material, Names, Settings], Rows]] = {
    "acled": acled.rows,
    "ucdp": ucdp.rows,
    "gdelt": gdelt.rows,
}


def _rows(made: Format, material: Material, names: Names, settings: Settings) -> Rows:
    if made.family in _CODED:
        return _CODED[made.family](material, names, settings)
    return _PLAIN[made.family](material, names)


def _sink(made: Format, layout: Layout, part: Path) -> sinks.Sink:
    name = f"{layout.name}{_SUFFIX[made.name]}" if made.folder else "export"
    return _SINKS[made.name](part / name, layout)


_SUFFIX = {"csv": ".csv", "parquet": ".parquet", "gdelt": ".CSV", "timemap": ".json"}


def _timemap(path: Path, layout: Layout) -> sinks.Sink:
    return sinks.Items(path, layout, "id" if layout.name == "sources" else None)


_SINKS: Mapping[str, Callable[[Path, Layout], sinks.Sink]] = {
    "csv": sinks.Csv,
    "parquet": sinks.Parquet,
    "geojson": sinks.Features,
    "plover": sinks.Lines,
    "ucdp": sinks.Csv,
    "acled": sinks.Csv,
    "gdelt": lambda path, layout: sinks.Tabbed(path, layout, header=False, encoding="utf-8"),
    "polecat": lambda path, layout: sinks.Tabbed(path, layout, header=True, encoding="latin-1", missing="None"),
    "timemap": _timemap,
}


def _about(done: Release, settings: Settings) -> str:
    about: dict[str, Any] = {
        "format": done.format,
        "made": settings.at.isoformat(),
        "names_withheld": settings.withhold_names,
        "incidents": done.incidents,
        "rows": done.rows,
        "left_out": done.left_out,
        "filled": done.filled,
    }
    return json.dumps(about, indent=1) + "\n"


def _put(made: Format, part: Path, out: Path) -> None:
    """Give what was written its own name, at one stroke."""
    if not made.folder:
        (part / "export").replace(out)
    elif out.suffix == ".zip":
        archive = part.with_name(f"{part.name}.zip")
        try:
            with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
                for file in sorted(part.iterdir()):
                    packed.write(file, file.name)
            archive.replace(out)
        finally:
            archive.unlink(missing_ok=True)
    else:
        old = part.with_name(f"{part.name}.old")
        if out.exists():
            out.replace(old)
        part.replace(out)
        shutil.rmtree(old, ignore_errors=True)
