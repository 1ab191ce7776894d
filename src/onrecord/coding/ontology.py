"""The event ontology: which types, modes and contexts there are, and how they stand to CAMEO."""

from dataclasses import dataclass
from functools import cache

from onrecord.errors import StopRun, UnknownName
from onrecord.knowledge.files import read_toml
from onrecord.model import PLOVER_TYPES, Status

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


@dataclass(frozen=True, slots=True)
class EventType:
    """One PLOVER type.

    `cameo` are the CAMEO root codes it takes in and `goldstein` the score of the sternest of them; `recipient` are the
    grammatical places where its recipient stands, best first; `governs` is the status of an act that it is about.
    """

    name: str
    meaning: str
    quad: str
    modes: tuple[str, ...]
    cameo: tuple[str, ...]
    goldstein: float
    recipient: tuple[str, ...]
    governs: Status | None = None

    def __post_init__(self) -> None:
        if self.quad not in QUADS:
            raise UnknownName("quad class", self.quad, QUADS)
        if not -10.0 <= self.goldstein <= 10.0:
            raise StopRun(f"{self.name}: a Goldstein score lies in -10..10, got {self.goldstein}")


@dataclass(frozen=True, slots=True)
class Ontology:
    """All types, in the order of the quad classes, all contexts, and the sectors that an actor may be of."""

    types: tuple[EventType, ...]
    contexts: tuple[str, ...]
    sectors: tuple[str, ...]

    def type(self, name: str) -> EventType:
        """The type of that name.

        Raises:
            UnknownName: there is none.
        """
        found = next((t for t in self.types if t.name == name), None)
        if found is None:
            raise UnknownName("event type", name, (t.name for t in self.types))
        return found

    def mode(self, type_name: str, mode: str) -> str:
        """The mode itself if the type has it.

        Raises:
            UnknownName: it has not.
        """
        known = self.type(type_name).modes
        if mode not in known:
            raise UnknownName(f"mode of {type_name}", mode, known)
        return mode


@cache
def load_ontology() -> Ontology:
    """The ontology of the package.

    Raises:
        StopRun: its file does not hold exactly the sixteen types.
    """
    table = read_toml("ontology.toml")
    if set(table["types"]) != PLOVER_TYPES:
        raise StopRun(f"ontology.toml: the types differ from PLOVER's: {sorted(set(table['types']) ^ PLOVER_TYPES)}")
    types = tuple(
        EventType(
            name=name,
            meaning=row["meaning"],
            quad=row["quad"],
            modes=tuple(row["modes"]),
            cameo=tuple(row["cameo"]),
            goldstein=row["goldstein"],
            recipient=tuple(row["recipient"]),
            governs=Status(row["governs"]) if "governs" in row else None,
        )
        for name, row in table["types"].items()
    )
    return Ontology(types, tuple(table["contexts"]), tuple(table["sectors"]))
