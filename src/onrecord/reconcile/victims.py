"""Which class of people a toll is of, so that figures of the same people are compared and others added up."""

from functools import lru_cache

from onrecord.knowledge.files import read_toml
from onrecord.knowledge.sectors import sector_of

PEOPLE, CIVILIANS = "people", "CVL"
COMBATANTS = frozenset({"MIL", "REB", "UAF", "PRM", "COP", "SPY"})
_AS_ONE = {"PRM": "REB", "UAF": "REB", "SPY": "COP"}
_CIVIL = frozenset({"CVL", "REF", "JRN", "MED", "EDU", "BUS", "LAB", "REL", "SOC", "NGO"})
_GENERIC = frozenset(
    {
        "people",
        "persons",
        "person",
        "others",
        "other",
        "dead",
        "victims",
        "victim",
        "casualties",
        "deaths",
        "lives",
        "fatalities",
        "bodies",
        "",
    }
)


@lru_cache(maxsize=8192)
def victim_class(of: str) -> str:
    """The class of people that a toll's words name: a sector, "CVL" for all civil ones, or "people" for anyone."""
    words = [w.strip(".,") for w in of.casefold().split()]
    if not words or words[-1] in _GENERIC:
        return PEOPLE
    sector = sector_of(of)
    if sector is None:
        return PEOPLE
    return CIVILIANS if sector in _CIVIL else _AS_ONE.get(sector, sector)


def in_words(people: str) -> str:
    """The people of a class in words, for those who read ranges and disagreements."""
    return str(read_toml("reconcile/victims.toml")["called"].get(people, people))
