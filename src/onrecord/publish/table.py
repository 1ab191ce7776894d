"""Coded reports as text for people: sources with their claims, then events by how real they are said to be."""

import re
from collections.abc import Iterable
from typing import TextIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from onrecord.display import words as say
from onrecord.display.accounts import Account, Lookup, groups, rivals, words
from onrecord.display.safe import encodable, one_line, shorten, visible
from onrecord.display.tolls import phrases
from onrecord.model import Claim, CodedReport, Event, Source

CLAIM_LIMIT = 150
WIDE = 120
REAL = "bold"
_TRAILING = re.compile(r"[ ]+$", re.MULTILINE)
UNREAL = "italic"


def write_table(coded: Iterable[CodedReport], out: TextIO, *, width: int | None = None) -> int:
    """Write each report for a person to read; the number of reports written."""
    console = Console(file=out, width=width, highlight=False, markup=False, emoji=False)
    encoding = getattr(out, "encoding", None) or "utf-8"
    written = 0
    for report in coded:
        with console.capture() as captured:
            _print(console, report)
        out.write(encodable(_TRAILING.sub("", captured.get()), encoding))
        written += 1
    return written


def _print(console: Console, coded: CodedReport) -> None:
    lookup = Lookup(coded)
    _header(console, coded)
    _sources(console, lookup)
    _events(console, lookup)
    _relations(console, lookup)
    _unresolved(console, coded)
    console.print()


def _header(console: Console, coded: CodedReport) -> None:
    console.print(Rule(characters="=", style="dim"))
    console.print(_text(say.title(coded), "bold"))
    console.print(_text(say.byline(coded)))
    for label, value in (("id ", coded.report.id), ("url", coded.report.url)):
        if value:  # whole on a line of its own, however long: it is there to be copied
            line = Text.assemble((f"{label} ", "dim"), visible(value))
            console.print(line, no_wrap=True, overflow="ignore", crop=False)


def _heading(console: Console, title: str, note: str = "") -> None:
    console.print()
    head = Text(title, "bold reverse") if console.is_terminal else Text(title)
    console.print(Text.assemble(head, (f"  {note}" if note else "", "dim")))


def _sources(console: Console, lookup: Lookup) -> None:
    coded = lookup.coded
    counts = f"{_count(len(coded.sources), 'source')}, {_count(len(coded.claims), 'claim')}"
    _heading(console, "SOURCES AND THEIR CLAIMS", counts)
    if not coded.sources and not coded.claims:
        console.print(_text("  none found: whatever the report says, it says in its own voice"))
    for source in coded.sources:
        _source(console, lookup, source, source.id)
    if lookup.claims_of(None):
        _source(console, lookup, None, "--")
    if any(_shortened(c) for c in coded.claims):
        console.print(_text("  … claims shortened here for reading; html, jsonl and csv give them whole", "dim"))


def _source(console: Console, lookup: Lookup, source: Source | None, label: str) -> None:
    console.print()
    grid = _grid()
    name = say.source_name(source)
    head = _text(name, "bold")
    if source and (about := say.source_about(source)):
        head.append(visible(f", {shorten(about, CLAIM_LIMIT)}"))
    grid.add_row(_text(label, "dim"), head)
    if source:
        grid.add_row("", _text(" · ".join(say.source_facts(source)), "dim"))
        for relay in lookup.relays(source):
            grid.add_row("", _text(f"relayed by {say.source_name(relay)} ({relay.id})"))
    console.print(grid)
    for claim in lookup.claims_of(source):
        console.print(Padding(_claim(claim, lookup), (0, 0, 0, 4 + 3 * lookup.depth(claim))))


def _claim(claim: Claim, lookup: Lookup) -> RenderableType:
    grid = _grid()
    content = shorten(claim.content.text, CLAIM_LIMIT)
    said = f"“{content}”" if claim.quote.value == "direct" else content
    within = f" (inside {claim.within})" if claim.within else ""
    line = Text.assemble((visible(say.cue(claim)), "italic"), f"{within}: ", visible(said))
    grid.add_row(_text(claim.id, "dim"), line)
    return grid


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _shortened(claim: Claim) -> bool:
    return shorten(claim.content.text, CLAIM_LIMIT) != one_line(claim.content.text)


def _events(console: Console, lookup: Lookup) -> None:
    found = groups(lookup.coded.events)
    counts = ", ".join(f"{len(g.events)} {g.title[0].lower()}{g.title[1:]}" for g in found)
    _heading(console, "EVENTS", counts or "none found")
    for group in found:
        console.print()
        console.print(_text(f"{group.title.upper()} ({len(group.events)})", "bold"))
        for event in group.events:
            console.print()
            _event(console, lookup, event)


def _event(console: Console, lookup: Lookup, event: Event) -> None:
    given = lookup.accounts(event)
    act, voices = _act(event), _voices(event, given, lookup)
    if console.width < WIDE:
        grid = _grid()
        grid.add_row(_text(event.id, "dim"), act)
        grid.add_row("", voices)
    else:
        grid = Table.grid(padding=(0, 2), expand=True)
        grid.add_column(min_width=4, no_wrap=True, overflow="ignore")
        grid.add_column(ratio=5)
        grid.add_column(ratio=6)
        grid.add_row(_text(event.id, "dim"), act, voices)
    console.print(Padding(grid, (0, 0, 0, 2)))


def _act(event: Event) -> Text:
    style = REAL if event.status.real and event.polarity else UNREAL
    lines = [
        Text.assemble(
            (say.kind(event), style),
            "  ",
            visible(say.dyad(event)),
        ),
        Text.assemble((_reality(event), style), visible(f" · “{one_line(event.anchor.text)}”")),
    ]
    if event.instrument:
        lines.append(_text(f"with {', '.join(q.text for q in event.instrument)}"))
    lines += [
        _text(f"{label} {found}") for label, found in (("where", _where(event)), ("when ", _when(event))) if found
    ]
    return Text("\n").join(lines)


def _reality(event: Event) -> str:
    plain = event.polarity and event.status.value == "occurred"
    shown = say.reality(event) if plain else say.reality(event).upper()
    return f"{shown}{', hedged by the report' if event.hedged else ''}"


def _where(event: Event) -> str | None:
    return say.place(event.place)


def _when(event: Event) -> str | None:
    found = say.time(event.time)
    return one_line(found) if found else None


def _voices(event: Event, given: tuple[Account, ...], lookup: Lookup) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1, no_wrap=True)
    grid.add_column()
    disputed = rivals(event, given)
    for account in given:
        grid.add_row(">", _voice(event, account, lookup))
    if disputed:
        grid.add_row("!", _text(f"rival figures: {', '.join(disputed)}", "bold"))
    return grid


def _voice(event: Event, account: Account, lookup: Lookup) -> Text:
    """One account on its lines: whose word, then each count of people it gives."""
    denial = f"{say.reality(event)}, says " if not event.polarity else ""
    ids = " ".join(c.id for c in account.claims)
    label = f"{account.source.id}: {ids}" if account.source else ids
    who = visible(one_line(f"{denial}{say.account_name(account)}"))
    line = Text.assemble((who, "italic" if account.own_voice else "bold"))
    if label:
        line.append(f" [{label}]", "dim")
    for relay in lookup.relays(account.source):
        line.append(visible(f", relayed by {say.source_name(relay)}"))
    for phrase in phrases(event.tolls, account.tolls):
        line.append(f"\n  {visible(phrase)}", "bold")
    return line


def _relations(console: Console, lookup: Lookup) -> None:
    if not lookup.coded.relations:
        return
    _heading(console, "RELATIONS")
    for relation in lookup.coded.relations:
        name = relation.kind.value.replace("-", " ")
        held = words()["status"][relation.status.value]["yes" if relation.polarity else "no"]
        real = "" if relation.status.value == "occurred" and relation.polarity else f" ({held})"
        voices = [say.source_name(lookup.coded.source_of(c)) for c in relation.claims] or [say.OWN_VOICE]
        grid = _grid()
        both = f"{relation.subject.name} · {name} · {relation.object.name}{real}"
        grid.add_row(_text(relation.id, "dim"), _text(f"{both}: {', '.join(dict.fromkeys(voices))}"))
        console.print(Padding(grid, (0, 0, 0, 2)))


def _unresolved(console: Console, coded: CodedReport) -> None:
    found = say.unresolved_in(coded)
    if not found:
        return
    _heading(console, "UNRESOLVED", "places and times that could not be pinned down")
    for line in found:
        console.print(Padding(_text(line), (0, 0, 0, 2)))


def _grid() -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(min_width=3, no_wrap=True, overflow="ignore")
    grid.add_column()
    return grid


def _text(words_: str, style: str = "") -> Text:
    return Text(visible(one_line(words_) if not words_.startswith(" ") else words_), style)
