"""Coded reports as CSV: one row an event and source, for spreadsheets, pandas and R.

Numbers, dates, codes and ids that onrecord makes are written as they are.  A cell of words that begins with one of
`= + - @`, also behind blanks or hidden characters, gets an apostrophe in front, because spreadsheets would run it as
a formula; the exact words are in the jsonl.  White space inside a cell is single blanks, so that a row is one line.
Several values in a cell are joined by `|`, one that is unknown leaves its place empty, and a `|` inside a value
becomes `¦`.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TextIO

from onrecord.display import words as say
from onrecord.display.accounts import Account, Lookup
from onrecord.display.safe import encodable, one_line
from onrecord.display.tolls import bounds, phrases
from onrecord.model import Actor, CodedReport, Event, Outcome, Place, Time, Unresolved
from onrecord.publish.columns import COLUMNS

Cell = str | int | float | bool | date | None
Row = dict[str, Cell]

_FORMULA = re.compile("[\\s\u200b\u200e\u200f\u2060\ufeff\x00-\x1f]*[=+@＝＋－＠-]")


def write_csv(coded: Iterable[CodedReport], out: TextIO) -> int:
    """Write a header and one row for each event and source; the number of reports written."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(c.name for c in COLUMNS)
    written = 0
    for report in coded:
        writer.writerows([cell(row[c.name]) for c in COLUMNS] for row in rows(report))
        written += 1
    return written


def rows(coded: CodedReport) -> Iterator[Row]:
    """The rows of one report: for each event one a source, and one for the report's own voice where it speaks."""
    lookup = Lookup(coded)
    for event in coded.events:
        shared = _report(coded) | _event(event) | _place(event.place) | _time(event.time)
        for account in lookup.accounts(event):
            yield (
                shared | _tolls(event, account) | _voice(account, lookup) | {"unresolved": _unresolved(event, account)}
            )


def cell(value: Cell) -> str:
    """A value as the CSV has it: nothing for unknown, true or false, and words that no spreadsheet runs."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    text = encodable(one_line(value.replace("\0", " ")), "utf-8")
    return f"'{text}" if _FORMULA.match(text) else text


def _joined(values: Sequence[str | None]) -> str:
    return " | ".join((v or "").replace("|", "¦") for v in values) if any(values) else ""


def _report(coded: CodedReport) -> Row:
    report = coded.report
    return {
        "report_id": report.id,
        "publisher": report.publisher,
        "published": report.published,
        "title": report.title,
        "url": report.url,
    }


def _event(event: Event) -> Row:
    return {
        "event_id": event.id,
        "type": event.type,
        "mode": event.mode,
        "anchor": event.anchor.text,
        "anchor_start": event.anchor.span.start,
        "anchor_end": event.anchor.span.end,
        "status": event.status.value,
        "polarity": event.polarity,
        "hedged": event.hedged,
        "instrument": _joined([q.text for q in event.instrument]),
        "confidence": round(event.confidence, 4),
        **_actors("actor", event.actor),
        **_actors("recipient", event.recipient),
    }


def _actors(role: str, found: Sequence[Actor]) -> Row:
    return {
        role: _joined([a.name for a in found]),
        f"{role}_text": _joined([a.mention.text for a in found]),
        f"{role}_id": _joined([a.id for a in found]),
        f"{role}_sector": _joined([a.sector for a in found]),
        f"{role}_country": _joined([a.country for a in found]),
    }


def _place(found: Place | Unresolved | None) -> Row:
    known = found if isinstance(found, Place) else None
    return {
        "place": known.name if known else None,
        "place_text": found.mention.text if found and found.mention else None,
        "country": known.country if known else None,
        "admin1": known.admin1 if known else None,
        "lat": known.lat if known else None,
        "lon": known.lon if known else None,
        "place_precision": known.precision if known else None,
        "geonameid": known.geonameid if known else None,
    }


def _time(found: Time | Unresolved | None) -> Row:
    known = found if isinstance(found, Time) else None
    return {
        "time_text": found.mention.text if found and found.mention else None,
        "time_start": known.start if known else None,
        "time_end": known.end if known else None,
        "time_precision": known.precision if known else None,
    }


def _tolls(event: Event, account: Account) -> Row:
    row: Row = {}
    summed: list[str] = []
    combined: list[str] = []
    for outcome in Outcome:
        found = bounds(event.tolls, account.tolls, outcome)
        row[f"{outcome.value}_low"] = found.low if found else None
        row[f"{outcome.value}_high"] = found.high if found else None
        row[f"{outcome.value}_approx"] = found.approx if found else None
        summed += [outcome.value] if found and found.summed else []
        combined += [outcome.value] if found and found.combined else []
    row |= {"tolls_summed": _joined(summed), "tolls_combined": _joined(combined)}
    return row | {"tolls_text": "; ".join(phrases(event.tolls, account.tolls))}


def _voice(account: Account, lookup: Lookup) -> Row:
    source = account.source
    return {
        "voice": "report" if account.own_voice else "source",
        "source_id": source.id if source else None,
        "source": say.source_name(source) if source else None,
        "source_description": source.description if source else None,
        "source_sector": source.sector if source else None,
        "source_country": source.country if source else None,
        "source_named": source.named if source else None,
        "channel": source.channel.value if source else None,
        "relayed_by": _joined([say.source_name(s) for s in lookup.relays(source)]),
        "claim_ids": _joined([c.id for c in account.claims]),
        "claim_text": _joined([c.content.text for c in account.claims]),
    }


def _unresolved(event: Event, account: Account) -> str:
    found = [
        f"{name}: {value.reason}"
        for name, value in (("place", event.place), ("time", event.time))
        if isinstance(value, Unresolved)
    ]
    if account.source is None and not account.own_voice:
        found.append("source: the report does not name one")
    return _joined(found)
