"""The event lexicon: which words name a political act, on which conditions, and where its sides stand.

A condition (`when`) is a conjunction of tests joined by "&", each of which "!" reverses:
`obj:A,B` the object is of one of the classes (no object: false); `subj:A,B` the same of the subject; `of:A,B` the noun
after "of"; `prep:on,at` a preposition hangs on the verb; `noobj` there is no object; `comp` a clause depends on the
verb; `compl` something is called by a bad name; `participle` the verb stands as one after its noun; `anon` the talk is
of naming or commenting; `hostile` what is vowed is an attack; `deed` what is ended is an act of force; `poss` the noun
is somebody's; `subject` the noun does something; `args` a side is named; `light` a light verb carries the noun;
`violent`, `labour` the sentence speaks of violence, of work.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.coding.classes import check_class
from onrecord.coding.ontology import load_ontology
from onrecord.errors import StopRun, UnknownName
from onrecord.knowledge.files import read_table

TESTS = frozenset(
    [
        *("obj", "subj", "of", "prep", "noobj", "comp", "compl", "participle", "anon", "args", "light"),
        *("violent", "labour", "hostile", "subject", "deed", "poss"),
    ]
)
_BY_CLASS = frozenset({"obj", "subj", "of"})
_ACTOR_PLACES = frozenset({"subj", "both", "none"})


@dataclass(frozen=True, slots=True)
class Test:
    """One test of a condition: what is looked at, for which values, and whether it must fail."""

    key: str
    values: tuple[str, ...]
    reverse: bool

    @classmethod
    def read(cls, text: str) -> "Test":
        """A test as the table writes it.

        Raises:
            UnknownName: no such test or class.
        """
        key, _, values = text.removeprefix("!").partition(":")
        if key not in TESTS:
            raise UnknownName("condition", key, TESTS)
        split = tuple(values.split(",")) if values else ()
        if key in _BY_CLASS:
            split = tuple(check_class(v) for v in split)
        return cls(key, split, text.startswith("!"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase that names an act.

    `words` are lemmas, `verb` tells verbs from nouns; `actor` is "subj", "both" (all sides act) or "none";
    `recipient` lists the places of the recipient, best first.
    """

    words: tuple[str, ...]
    verb: bool
    type: str
    mode: str | None
    actor: str
    recipient: tuple[str, ...]
    when: tuple[Test, ...]

    @property
    def rank(self) -> tuple[int, int, bool]:
        """Longer, more conditional and more precise entries come first."""
        return (len(self.words), len([t for t in self.when if t.key != "args"]), self.mode is not None)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by their first word, best first."""

    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: Mapping[str, tuple[Entry, ...]]

    @property
    def firsts(self) -> frozenset[str]:
        """Every word that an entry begins with."""
        return frozenset((*self.verbs, *self.nouns))


def _entry(row: Mapping[str, str]) -> Entry:
    ontology = load_ontology()
    kind = ontology.type(row["type"])
    if row["actor"] and row["actor"] not in _ACTOR_PLACES:
        raise UnknownName("place of the actor", row["actor"], _ACTOR_PLACES)
    if row["pos"] not in {"v", "n"}:
        raise StopRun(f"lexicon.tsv: {row['entry']!r} is neither v nor n")
    return Entry(
        words=tuple(row["entry"].replace("-", " - ").split()),
        verb=row["pos"] == "v",
        type=kind.name,
        mode=ontology.mode(kind.name, row["mode"]) if row["mode"] else None,
        actor=row["actor"] or "subj",
        recipient=tuple(row["recipient"].split()) or kind.recipient,
        when=tuple(Test.read(t) for t in row["when"].split("&") if t),
    )


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of the package, checked against the ontology and the noun classes."""
    verbs: dict[str, list[Entry]] = defaultdict(list)
    nouns: dict[str, list[Entry]] = defaultdict(list)
    for row in read_table("lexicon.tsv"):
        entry = _entry(row)
        (verbs if entry.verb else nouns)[entry.words[0]].append(entry)
    for index in (verbs, nouns):
        for found in index.values():
            found.sort(key=lambda e: e.rank, reverse=True)
    return Lexicon({k: tuple(v) for k, v in verbs.items()}, {k: tuple(v) for k, v in nouns.items()})


@cache
def governors() -> Mapping[tuple[str, str], str]:
    """The effect of a governing or modifying word, by its part of speech ("v", "n", "a") and lemma."""
    return {(row["pos"], row["lemma"]): row["effect"] for row in read_table("governors.tsv")}


@cache
def light_verbs() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Verbs that only carry an event noun, by their first word: their further words, and the side of their subject."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for row in read_table("light_verbs.tsv"):
        first, *rest = row["verb"].split()
        found[first].append((tuple(rest), row["side"]))
    return {k: tuple(sorted(v, key=lambda x: -len(x[0]))) for k, v in found.items()}
