"""Whose word it is in the end: sources of many reports brought back to the voices they come from."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from onrecord.ids import stable_id
from onrecord.incidents import Told
from onrecord.knowledge.files import read_toml
from onrecord.model import Report, Source
from onrecord.reconcile.copies import CONTAINED, Copies, share_of_words
from onrecord.reconcile.union import Union

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_NUMBER = re.compile(r"\d+")  # by which "Channel 4" and "Channel 5" differ
_POSSESSIVE = re.compile(r"['’]s?$")
_DATELINE = 160  # characters of a text's beginning and end in which an agency is named
_PASSAGE = 220  # characters around an event by which its telling is known as a copy
_PLURALS = re.compile(r"(?<=[a-z]{3})s$")


@dataclass(frozen=True, slots=True)
class Word:
    """One source's word on one event: the source is None where the report speaks in its own voice."""

    told: Told
    source: Source | None


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice: its id, what it is called, why its words are taken as one, and all of them."""

    root: str
    name: str | None
    reason: str
    words: tuple[Word, ...]


def voices_of(told: Sequence[Told], copies: Copies) -> tuple[Voice, ...]:
    """The voices behind some events, each with its words; two words that may be one voice's are taken as one."""
    words = [word for one in told for word in _words(one)]
    joined = Union[str]()
    keys = [_keys(word, copies) for word in words]
    for mine in keys:
        for key in mine:
            joined.join(mine[0], key)
    for left, right in _same_passages(words, keys):
        joined.join(left, right)
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for i, mine in enumerate(keys):
        groups[joined.find(mine[0])].append(i)
    return tuple(_voice([words[i] for i in members], [keys[i] for i in members], copies) for members in groups.values())


def _words(told: Told) -> list[Word]:
    sources = told.sources or tuple(told.said_by.values())
    return [Word(told, s) for s in dict.fromkeys(sources)] or [Word(told, None)]


def _keys(word: Word, copies: Copies) -> list[str]:
    if word.source is None:
        return own_keys(word.told.report, copies)
    return source_keys(word.source)


def own_keys(report: Report, copies: Copies) -> list[str]:
    """What a report's own voice is known by: its text's cluster, the agency it names, its publisher."""
    origin = copies.origin.get(report.id)
    found = [f"text {origin}"] if origin else []
    if agency := agency_of(report):
        found.append(f"name {_plain(agency)}")
    elif report.publisher and not origin:
        found.append(f"name {_plain(report.publisher)}")
    return found or [f"report {report.id}"]


def source_keys(source: Source) -> list[str]:
    """What a source is known by in every report: its name, and the body that it speaks for."""
    found: list[str] = []
    name = _tokens(source.name or "")
    bare = [w for w in name if w not in _list("titles")] or name
    if source.name:
        found.append(f"name {' '.join(bare[-2:])}")
    body = [w for w in _tokens(source.description) if w not in bare]
    if not source.name or _list("spokes") & set(body):
        kept = sorted({_PLURALS.sub("", w) for w in body} - _list("spokes") - _list("small") - _list("titles"))
        if kept:
            found.append(f"body {source.country or ''} {' '.join(kept[:4])}")
    return found or [f"unnamed {source.sector} {source.country or ''}"]


def agency_of(report: Report) -> str | None:
    """The agency whose text a report says it carries, in its byline, its first or its last words."""
    places = (report.byline or "", report.text[:_DATELINE], report.text[-_DATELINE:])
    for agency in read_toml("reconcile/voices.toml")["agencies"]:
        if any(_agency_pattern(agency).search(place) for place in places):
            return str(agency)
    return None


@cache
def _agency_pattern(agency: str) -> re.Pattern[str]:
    name = re.escape(agency)
    return re.compile(rf"\({name}\)|(?:^|by |©\s*|\d\s){name}(?=$|[\s.,—-]*$|\s[—-])", re.MULTILINE)


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(read_toml("reconcile/voices.toml")[name])


def _tokens(text: str) -> list[str]:
    return [_POSSESSIVE.sub("", w).rstrip(".") for w in _WORD.findall(text.lower())]


def _plain(name: str) -> str:
    words = [w for w in _tokens(name) if w not in _list("small")]
    return " ".join((*words[-2:], *_NUMBER.findall(name))) or name.casefold()


def _same_passages(words: Sequence[Word], keys: Sequence[list[str]]) -> Iterable[tuple[str, str]]:
    """Own voices whose passages share their wording: an excerpt of one text in two pieces."""
    own = [i for i, w in enumerate(words) if w.source is None]
    for i, j in combinations(own[:40], 2):
        left, right = words[i].told, words[j].told
        if left.report.id != right.report.id and share_of_words(_passage(left), _passage(right)) >= CONTAINED:
            yield keys[i][0], keys[j][0]


def _passage(told: Told) -> str:
    span = told.event.anchor.span
    return told.report.text[max(0, span.start - _PASSAGE) : span.end + _PASSAGE]


def _voice(words: Sequence[Word], keys: Sequence[list[str]], copies: Copies) -> Voice:
    known = sorted({key for mine in keys for key in mine})
    named = Counter(w.source.name or w.source.description for w in words if w.source)
    name = min(named, key=lambda n: (-named[n], -len(n), n), default=None)
    return Voice(_root(known), name, _reason(words, name, copies), tuple(words))


def _root(keys: Sequence[str]) -> str:
    first = min(keys, key=lambda k: (not k.startswith("name "), k))
    return stable_id("voice", first)


def _reason(words: Sequence[Word], name: str | None, copies: Copies) -> str:
    reports = list(dict.fromkeys(w.told.report.id for w in words))
    if name is None:
        return _own_reason([w.told.report for w in words], copies)
    called = sorted({w.source.name or w.source.description for w in words if w.source} - {name})
    parts = [name + (f" (also as {', '.join(called[:3])})" if called else "")]
    if len(reports) > 1:
        parts.append(f"in {len(reports)} reports, counted once")
    if carriers := _carriers(words):
        parts.append(f"carried by {', '.join(carriers[:3])}")
    return ", ".join(parts)


def _own_reason(reports: Iterable[Report], copies: Copies) -> str:
    unique = {r.id: r for r in reports}
    publishers = sorted({r.publisher for r in unique.values() if r.publisher})
    agency = next((a for r in unique.values() if (a := agency_of(r))), None)
    voice = f"the reporting of {agency or ', '.join(publishers[:4]) or 'an unnamed publisher'}"
    copied = any(r in copies.origin for r in unique)
    if len(unique) == 1:
        return voice
    return f"{voice}: {len(unique)} reports{' that carry one text' if copied else ''}, counted once"


def _carriers(words: Sequence[Word]) -> list[str]:
    found: set[str] = set()
    for word in words:
        carrier = word.told.relays.get(word.source.relays or "") if word.source else None
        while carrier is not None:
            found.add(carrier.name or carrier.description)
            carrier = word.told.relays.get(carrier.relays or "")
    return sorted(found)
