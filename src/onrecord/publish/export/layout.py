"""The columns of each export: their order, kind and meaning, and which of them may never be empty."""

from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple, cast

from onrecord.knowledge.files import read_table

Kind = Literal["text", "int", "float", "bool", "date", "json"]


class Field(NamedTuple):
    """A column: its name, the kind of its values, what they mean, and whether every row has one."""

    name: str
    kind: Kind
    meaning: str
    required: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """One table of an export."""

    name: str
    fields: tuple[Field, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(field.name for field in self.fields)


@cache
def layouts(family: str) -> tuple[Layout, ...]:
    """The tables of a family of exports (tables, geojson, plover, ucdp, acled, gdelt, polecat, timemap)."""
    found: dict[str, list[Field]] = {}
    for row in read_table("export_columns.tsv"):
        if row["format"] == family:
            field = Field(row["column"], cast(Kind, row["kind"]), row["meaning"], row["required"] == "yes")
            found.setdefault(row["table"], []).append(field)
    return tuple(Layout(name, tuple(fields)) for name, fields in found.items())
