"""Coded reports and incidents as a notebook shows them: HTML without scripts, every word of a report escaped."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

from onrecord.display import words as say
from onrecord.display.accounts import Lookup
from onrecord.display.safe import visible
from onrecord.display.segments import Segment, marks, segment
from onrecord.display.tolls import phrases
from onrecord.incidents import Account, Incident, TollRange
from onrecord.model import CodedReport, Event, Status
from onrecord.publish.export.wording import OWN_VOICE

SHOWN = 20_000  # characters of a text; more would make a notebook slow
_BOX = "border:1px solid #8888;border-radius:6px;padding:.6em 1em;max-width:60em;line-height:1.5"
_CELL = "text-align:left;vertical-align:top;padding:.15em .6em"
_SMALL = "font-size:85%;opacity:.8"
_STYLES = {
    "content": "background:#3b82f622",
    "cue": "font-style:italic;border-bottom:1px dotted #3b82f6",
    "source": "border-bottom:2px solid #3b82f6",
    "event": "border-bottom:3px double #b91c1c;font-weight:bold",
    "actor": "",
    "recipient": "",
    "place": "border-bottom:1px dashed #15803d",
    "time": "border-bottom:1px dashed #7e22ce",
    "toll": "outline:1px solid #b45309",
}


def report_card(coded: CodedReport) -> str:
    """A report with what was found in it marked, and its events with whose word each is."""
    lookup = Lookup(coded)
    head = Markup('<b>{}</b><br><span style="{}">{} · {} sources, {} claims, {} events</span>').format(
        _safe(say.title(coded)),
        _SMALL,
        _safe(say.byline(coded)),
        len(coded.sources),
        len(coded.claims),
        len(coded.events),
    )
    rows = Markup("").join(_event(event, lookup) for event in coded.events)
    table = _table(("", "event", "status", "who", "where, when", "on whose word"), rows) if coded.events else ""
    return str(_box(head, _text(coded), table))


def incident_card(incident: Incident) -> str:
    """An incident with its accounts side by side, the range of each toll, and what they disagree on."""
    kind = f"{incident.type} {incident.mode}" if incident.mode else incident.type
    doers = ", ".join(a.name for a in incident.actor) or "nobody named"
    hit = ", ".join(a.name for a in incident.recipient)
    where = say.place(incident.place) or "place not known"
    when = say.days(incident.time) if incident.time else "time not known"
    head = Markup('<b>{}</b> <b>{}</b>: {}{}<br>{} · {}<br><span style="{}">{} · {}</span>').format(
        _badge(incident.status, incident.polarity),
        kind,
        _safe(doers),
        _safe(f" → {hit}" if hit else ""),
        _safe(where),
        when,
        _SMALL,
        _count(len(incident.reports), "report"),
        _count(incident.independent_sources, "independent source"),
    )
    tolls = Markup("").join(Markup("<br>{}: {}").format(o.value, _range(r)) for o, r in incident.tolls.items())
    rows = Markup("").join(_account(a) for a in incident.accounts)
    differing = Markup("").join(
        Markup("<br>They disagree on {}: {}").format(d.field, _safe(" / ".join(d.values)))
        for d in incident.disagreements
    )
    table = _table(("account", "affirms or denies", "figures", "when, where", "reports"), rows)
    return str(_box(head, tolls, table, differing))


def ledger_card(name: str, counts: Mapping[str, int]) -> str:
    """How much is in a ledger."""
    told = ", ".join(f"{number:,} {what}" for what, number in counts.items())
    return str(_box(Markup("<b>ledger {}</b><br>{}").format(_safe(name), told)))


def _box(*parts: Markup | str) -> Markup:
    return Markup('<div style="{}">{}</div>').format(_BOX, Markup("").join(parts))


def _safe(text: str) -> Markup:
    """Words of a report, escaped, with hidden characters shown, and kept from turning the direction of the page."""
    return Markup("<bdi>{}</bdi>").format(visible(text))


def _table(heads: Iterable[str], rows: Markup) -> Markup:
    cells = Markup("").join(Markup('<th style="{}">{}</th>').format(_CELL, head) for head in heads)
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(cells, rows)


def _row(*cells: Markup | str) -> Markup:
    made = (Markup('<td style="{}">{}</td>').format(_CELL, cell) for cell in cells)
    return Markup("<tr>{}</tr>").format(Markup("").join(made))


def _text(coded: CodedReport) -> Markup:
    text = coded.report.text[:SHOWN]
    found = [m for m in marks(coded) if m.span.end <= len(text)]
    events = {event.id: event for event in coded.events}
    body = Markup("").join(_segment(s, text, events) for s in segment(len(text), found)) if text else Markup("")
    left = len(coded.report.text) - len(text)
    more = (
        Markup("<p>… {} more characters; onrecord.publish.write(…, 'html', …) shows all</p>").format(left)
        if left
        else ""
    )
    return Markup('<div style="white-space:pre-wrap;margin:.6em 0">{}</div>{}').format(body, more)


def _segment(found: Segment, text: str, events: Mapping[str, Event]) -> Markup:
    words = escape(visible(text[found.start : found.end]))
    layers = dict.fromkeys(m.layer for m in found.marks)
    style = ";".join(s for layer in layers if (s := _STYLES.get(layer)))
    about = ", ".join(dict.fromkeys(f"{m.layer} {m.ref}" if m.ref else m.layer for m in found.marks))
    if about:
        words = Markup('<span style="{}" title="{}">{}</span>').format(style, about, words)
    for mark in found.marks:
        event = events.get(mark.ref or "") if mark.layer == "event" and mark.chip else None
        if event and mark.span.end == found.end:
            note = "" if say.badge(event) == "occurred" else f" {say.badge(event)}"
            words += Markup('<sup style="{}"> {}{}</sup>').format(_SMALL, event.id, note)
    return words


def _event(event: Event, lookup: Lookup) -> Markup:
    said = [
        Markup("{}{}").format(_safe(say.account_name(a)), _safe(f": {'; '.join(found)}" if found else ""))
        for a in lookup.accounts(event)
        for found in (phrases(event.tolls, a.tolls),)
    ]
    where = "; ".join(filter(None, (say.place(event.place), say.time(event.time))))
    return _row(
        event.id,
        Markup("{}<br>{}").format(say.kind(event), _safe(f"“{event.anchor.text}”")),
        _badge(event.status, event.polarity),
        _safe(say.dyad(event)),
        _safe(where),
        Markup("<br>").join(said),
    )


def _badge(status: Status, polarity: bool) -> str:
    if polarity:
        return status.value.upper() if not status.real else status.value
    return "DENIED" if status is Status.OCCURRED else f"DENIED: {status.value}"


def _account(account: Account) -> Markup:
    figures = [_safe(f"{t.text}: {t.outcome.value}{_note(t.superseded, t.cumulative)}") for t in account.tolls]
    where = account.place.name if account.place else ""
    when = say.days(account.time) if account.time else ""
    return _row(
        _safe(account.source or OWN_VOICE),
        ("affirms" if account.polarity else "DENIES") + ("" if account.status.real else f", {account.status.value}"),
        Markup("<br>").join(figures),
        _safe("; ".join(filter(None, (when, where)))),
        _safe(", ".join(account.reports)),
    )


def _note(superseded: bool, cumulative: bool) -> str:
    return " (since replaced)" if superseded else " (a total over several incidents)" if cumulative else ""


def _range(found: TollRange) -> str:
    low, best, high = ("?" if n is None else f"{n:,}" for n in (found.low, found.best, found.high))
    return f"{low} to {high}, best {best} ({found.policy})"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
