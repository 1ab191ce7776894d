"""People whom reports name without saying who they are: heads of state and government, chiefs of armed groups."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.knowledge.files import read_table
from onrecord.knowledge.spelling import fold


@dataclass(frozen=True, slots=True)
class Leader:
    """What a person is best known as: the PLOVER sector, and the country (ISO 3166 alpha-3) if it is one's."""

    sector: str
    country: str | None


@cache
def _leaders() -> Mapping[str, Leader]:
    return {fold(row["name"]): Leader(row["sector"], row["country"] or None) for row in read_table("leaders.tsv")}


def leader_of(name: str) -> Leader | None:
    """The leader of this very name, whatever its case and accents; None if it is no known one's."""
    return _leaders().get(fold(name))
