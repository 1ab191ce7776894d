"""Codebooks: an event put into the categories of another scheme by rules that stand in a file.

The crosswalks of the package (CAMEO, ACLED, UCDP) are such files, and a user's own codebook is one too: no code is
needed to add one.  `docs/codebook.md` tells how they are written.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord.coding.ontology import load_ontology
from onrecord.errors import StopRun, UnknownName
from onrecord.model import Event, Status
from onrecord.terms import Outcome

SHIPPED = ("acled", "cameo", "ucdp")
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: an event that meets every condition gets the categories of `gives`; an empty condition always holds.

    `type`, `mode` ("none" for no mode), `status` list what the event may be; `actor`, `recipient` the sectors that one
    of its actors or recipients must have ("none" where there is none, "unknown" where their sector is not known);
    `words` are words or beginnings of words ("bomb*") in the anchor, its other mentions or the instrument; `toll` the
    outcomes of which one must be counted.
    """

    gives: Mapping[str, str]
    type: frozenset[str] = frozenset()
    mode: frozenset[str] = frozenset()
    status: frozenset[str] = frozenset()
    polarity: bool | None = None
    actor: frozenset[str] = frozenset()
    recipient: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    toll: frozenset[str] = frozenset()

    def fits(self, event: Event) -> bool:
        """Whether the event meets every condition."""
        return (
            (not self.type or event.type in self.type)
            and (not self.mode or (event.mode or "none") in self.mode)
            and (not self.status or event.status.value in self.status)
            and (self.polarity is None or event.polarity is self.polarity)
            and (not self.actor or bool(self.actor & _sectors(event.actor)))
            and (not self.recipient or bool(self.recipient & _sectors(event.recipient)))
            and (not self.toll or any(t.outcome.value in self.toll for t in event.tolls))
            and (not self.words or self._says(event))
        )

    def _says(self, event: Event) -> bool:
        quotes = (event.anchor, *event.also, *event.instrument)
        said = {w for quote in quotes for w in _WORD.findall(quote.text.lower())}
        begins = tuple(w[:-1] for w in self.words if w.endswith("*"))
        return bool(said & self.words) or any(w.startswith(begins) for w in said if begins)


@dataclass(frozen=True)  # no slots, which would leave cached properties no room
class Codebook:
    """A scheme of categories: its name, the fields that an event gets, and rules; the first rule that fits decides."""

    name: str
    about: str
    fields: tuple[str, ...]
    rules: tuple[Rule, ...]

    def code(self, event: Event) -> dict[str, str] | None:
        """The categories of an event, by field; None if no rule takes it in: the scheme does not code such acts."""
        for rule in self._by_type.get(event.type, ()):
            if rule.fits(event):
                return dict(rule.gives) or None
        return None

    @cached_property
    def _by_type(self) -> Mapping[str, tuple[Rule, ...]]:
        known = (t.name for t in load_ontology().types)
        return {name: tuple(r for r in self.rules if not r.type or name in r.type) for name in known}


def _sectors(actors: tuple[Any, ...]) -> frozenset[str]:
    return frozenset(a.sector or "unknown" for a in actors) or frozenset({"none"})


def load_codebook(name: str) -> Codebook:
    """A codebook of the package by its name, or one from a TOML file by its path.

    Raises:
        StopRun: the file cannot be read, or something in it makes no sense; the message says which rule.
    """
    return _shipped(name) if name in SHIPPED else _read(Path(name))


@cache
def _shipped(name: str) -> Codebook:
    text = (files("onrecord") / "data" / "codebooks" / f"{name}.toml").read_text(encoding="utf-8")
    return parse_codebook(text, f"{name}.toml")


def _read(path: Path) -> Codebook:
    try:
        return parse_codebook(path.read_text(encoding="utf-8"), str(path))
    except OSError as err:
        known = ", ".join(SHIPPED)
        raise StopRun(
            f"the codebook {path} cannot be read ({err.strerror}); give a TOML file, or one of: {known}"
        ) from err
    except UnicodeDecodeError as err:
        raise StopRun(f"the codebook {path} is not UTF-8 text; save it as UTF-8") from err


def parse_codebook(text: str, where: str) -> Codebook:
    """A codebook from the text of its file; `where` names it in messages.

    Raises:
        StopRun: something in it makes no sense.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as err:
        raise StopRun(f"{where} is not TOML: {err}") from err
    gets = table.get("fields")
    if (
        not isinstance(table.get("name"), str)
        or not isinstance(gets, list)
        or not _strings(gets)
        or not isinstance(table.get("rule"), list)
    ):
        raise StopRun(f"{where}: a codebook has a `name`, a list `fields` of names, and at least one [[rule]]")
    rules = tuple(_rule(row, tuple(gets), f"{where}, rule {n}") for n, row in enumerate(table["rule"], 1))
    return Codebook(table["name"], str(table.get("about", "")), tuple(gets), rules)


def _strings(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, str) for v in value)


def _rule(row: Any, gets: tuple[str, ...], where: str) -> Rule:
    if not isinstance(row, dict):
        raise StopRun(f"{where} is not a table")
    known = [f.name for f in fields(Rule)]
    for name in row:
        if name not in known:
            raise StopRun(f"{where}: unknown condition {name!r}; known: {', '.join(known)}")
    gives = row.get("gives")
    if not isinstance(gives, dict) or set(gives) - set(gets) or not all(isinstance(v, str) for v in gives.values()):
        raise StopRun(f"{where}: `gives` is a table of texts for some of the fields {', '.join(gets)}")
    if not isinstance(row.get("polarity", True), bool):
        raise StopRun(f"{where}: `polarity` is true or false")
    lists = {name: _list(row[name], name, where) for name in row if name not in ("gives", "polarity")}
    _check(lists, where)
    return Rule(gives=gives, polarity=row.get("polarity"), **lists)


def _list(value: Any, name: str, where: str) -> frozenset[str]:
    if isinstance(value, str):
        value = [value]
    if not _strings(value):
        raise StopRun(f"{where}: `{name}` is a text or a list of texts")
    return frozenset(v.lower() if name == "words" else v for v in value)


def _check(lists: Mapping[str, frozenset[str]], where: str) -> None:
    """Refuse types, modes and so on that no event can have: a rule with a typing error would be silent for ever."""
    ontology = load_ontology()
    types = {t.name for t in ontology.types}
    chosen = [t for t in ontology.types if t.name in lists.get("type", types)]
    possible = {
        "type": types,
        "mode": {"none", *(m for t in chosen for m in t.modes)},
        "status": {s.value for s in Status},
        "actor": {"none", "unknown", *ontology.sectors},
        "recipient": {"none", "unknown", *ontology.sectors},
        "toll": {o.value for o in Outcome},
    }
    for name, values in possible.items():
        for wrong in sorted(lists.get(name, frozenset()) - values):
            raise StopRun(f"{where}: {UnknownName(name, wrong, values)}")
