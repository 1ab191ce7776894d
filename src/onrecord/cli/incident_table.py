"""Incidents as text for people: what they are, and the accounts of them side by side."""

from collections.abc import Iterable, Iterator
from typing import TextIO

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from onrecord.display import words as say
from onrecord.display.safe import encodable, one_line, visible
from onrecord.incidents import Account, AccountToll, Disagreement, Incident, Party, TollRange

OWN_VOICE = "the reports' own voice"


def write_table(incidents: Iterable[Incident], out: TextIO, *, width: int | None = None) -> int:
    """Write each incident for a person to read; the number of incidents written."""
    console = Console(file=out, width=width, highlight=False, markup=False, emoji=False)
    encoding = getattr(out, "encoding", None) or "utf-8"
    written = 0
    for incident in incidents:
        with console.capture() as captured:
            _print(console, incident)
        out.write(encodable("\n".join(line.rstrip() for line in captured.get().split("\n")), encoding))
        written += 1
    return written


def _print(console: Console, incident: Incident) -> None:
    console.print(Rule(characters="=", style="dim"))
    kind = f"{incident.type} {incident.mode}" if incident.mode else incident.type
    console.print(Text.assemble((visible(_whom(incident)), "bold"), f" · {kind} · {_reality(incident)}"))
    console.print(_text(" · ".join(_where_when(incident))))
    console.print(_text(f"id {incident.id}", "dim"), no_wrap=True, overflow="ignore", crop=False)
    for outcome, found in incident.tolls.items():
        console.print(_text(f"{outcome.value}: {_range(found)}"))
    console.print()
    console.print(_accounts(incident.accounts))
    for title, lines in _sections(incident):
        if lines:
            console.print(_text(title, "bold"))
            for line in lines:
                console.print(Padding(_text(line), (0, 0, 0, 2)))
    console.print()


def _sections(incident: Incident) -> Iterator[tuple[str, list[str]]]:
    yield "Disagreements", [_disagreement(d) for d in incident.disagreements]
    count = incident.independent_sources
    voices = f"{count} independent {'source' if count == 1 else 'sources'}"
    yield voices, [reason for _, reason in incident.independent]
    if incident.grade:
        yield f"Standing: {incident.grade}", [incident.grounds] if incident.grounds else []
    yield "Contains the incidents", list(incident.parts)
    yield "Taken as one because", list(incident.reasons)


def _whom(incident: Incident) -> str:
    actor, recipient = (_parties(p) for p in (incident.actor, incident.recipient))
    return f"{actor or '(nobody named)'} → {recipient}" if recipient else actor or "(nobody named)"


def _parties(parties: Iterable[Party]) -> str:
    return ", ".join(f"{p.name} [{p.country}]" if p.country else p.name for p in parties)


def _reality(incident: Incident) -> str:
    held = incident.status.value if incident.polarity else f"denied: {incident.status.value}"
    return f"{held}, accepted by a person" if incident.accepted else held


def _where_when(incident: Incident) -> tuple[str, ...]:
    when = say.days(incident.time) if incident.time else "time unknown"
    reports = f"{len(incident.reports)} {'report' if len(incident.reports) == 1 else 'reports'}"
    return when, say.place(incident.place) or "place unknown", reports


def _range(found: TollRange) -> str:
    if found.low is not None and found.low == found.high:
        figure = f"{found.low:,}"
    else:
        low = "?" if found.low is None else f"{found.low:,}"
        high = "or more" if found.high is None else f"to {found.high:,}"
        figure = f"{low} {high}" + ("" if found.best is None else f", best {found.best:,}")
    return f"{figure} ({found.policy}{': ' + found.rule if found.rule else ''})"


def _accounts(accounts: Iterable[Account]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", expand=False)
    for name in ("source", "says", "tolls", "when and where", "who did it", "reports"):
        table.add_column(name, overflow="fold")
    for account in accounts:
        table.add_row(*map(_text, _account(account)))
    return table


def _account(account: Account) -> tuple[str, ...]:
    graded = "".join(code for code in (account.source_grade, account.claim_grade) if code)
    source = f"{account.source or OWN_VOICE}{f' (Admiralty {graded})' if graded else ''}"
    says = f"{'affirms' if account.polarity else 'denies'}: {account.status.value}"
    tolls = "\n".join(_toll(t, account) for t in account.tolls if t.part_of is None)
    when_where = [say.days(account.time) if account.time else None, say.place(account.place)]
    blame = "\n".join(f"{name} ({stance.value})" for stance, name in account.responsibility)
    return (
        source,
        says,
        tolls or "–",
        "\n".join(filter(None, when_where)) or "–",
        blame or "–",
        "\n".join(account.reports),
    )


def _toll(toll: AccountToll, account: Account) -> str:
    marks = (
        (toll.superseded, "replaced by a newer figure"),
        (toll.cumulative, "a total over several incidents"),
        (toll.combined, "a count shared with other outcomes"),
    )
    at = next((i for i, other in enumerate(account.tolls) if other is toll), None)
    parts = [t.text for t in account.tolls if t.part_of is not None and t.part_of == at]
    notes = [note for held, note in marks if held] + ([f"of whom {', '.join(parts)}"] if parts else [])
    figure = f"{toll.outcome.value}: “{one_line(toll.text)}”"
    return f"{figure} ({'; '.join(notes)})" if notes else figure


def _disagreement(found: Disagreement) -> str:
    sides = (f"{value} ({', '.join(who)})" for value, who in zip(found.values, found.sources, strict=True))
    return f"{found.field}: {' | '.join(sides)}"


def _text(words: str, style: str = "") -> Text:
    return Text(visible(words), style)
