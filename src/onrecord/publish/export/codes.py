"""What other data sets call states, sectors and incidents."""

import hashlib
from dataclasses import dataclass
from functools import cache

from onrecord.knowledge.countries import countries
from onrecord.knowledge.files import read_table, read_toml

_QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


@dataclass(frozen=True, slots=True)
class StateCodes:
    """A state's codes elsewhere; empty where it has none. `name` is its usual English name."""

    name: str = ""
    iso2: str = ""
    numeric: str = ""
    fips: str = ""
    gw: str = ""
    cow: str = ""
    acled_region: str = ""
    ucdp_region: str = ""


@dataclass(frozen=True, slots=True)
class SectorCodes:
    """A PLOVER sector's codes elsewhere; `public` if its members speak and act in a public office."""

    cameo: str = ""
    acled: str = ""
    public: bool = False


@cache
def state(iso3: str | None) -> StateCodes:
    """The codes of a state; empty ones for what is no state."""
    known = countries().get(iso3 or "")
    if known is None:
        return StateCodes()
    row = next((r for r in read_table("country_codes.tsv") if r["iso3"] == iso3), {})
    return StateCodes(known.name, known.iso2, **{k: v for k, v in row.items() if k != "iso3"})


@cache
def sector(name: str | None) -> SectorCodes:
    """The codes of a sector; empty ones where it is not known."""
    row = next((r for r in read_table("sector_codes.tsv") if r["sector"] == name), None)
    return SectorCodes(row["cameo"], row["acled"], row["public"] == "yes") if row else SectorCodes()


@cache
def quad(type: str) -> tuple[int, str]:
    """The number and the name of a PLOVER type's quad class."""
    name: str = read_toml("ontology.toml")["types"][type]["quad"]
    return _QUADS.index(name) + 1, name


@cache
def scale(type: str) -> float:
    """The Goldstein-like score of a PLOVER type."""
    return float(read_toml("ontology.toml")["types"][type]["goldstein"])


def number(id: str) -> int:
    """A number for an id: the same on every machine, and exact in spreadsheets and JSON (below 2 to the 52nd)."""
    return int(hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:13], 16)
