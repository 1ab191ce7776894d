"""Reading the package's data files: tables (TSV) and settings (TOML), each beginning with its provenance."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_toml(name: str) -> dict[str, Any]:
    """A TOML file of the package's `data` folder."""
    return tomllib.loads((files("onrecord") / "data" / name).read_text(encoding="utf-8"))


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a TSV file of the package's `data` folder; lines that begin with # say where it comes from."""
    text = (files("onrecord") / "data" / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    header = lines[0].split("\t")
    return tuple(dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:])
