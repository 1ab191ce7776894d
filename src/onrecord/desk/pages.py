"""The pages of the desk: what each shows of a ledger, by what an address asks for."""

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

from onrecord.desk import incident as incidents
from onrecord.desk.cards import card
from onrecord.desk.links import reader
from onrecord.desk.query import PAGE_SIZE, View, parse
from onrecord.desk.reading import report_view, span_of_event
from onrecord.desk.sourced import compared, incident_cards, said_in
from onrecord.desk.store import Store
from onrecord.desk.tallies import tally
from onrecord.display.accounts import words
from onrecord.filters import Filter
from onrecord.knowledge.towns import largest
from onrecord.model import PLOVER_TYPES, Outcome, Status

Shown = dict[str, Any]
_MARK = re.compile(r"(\d{1,9})-(\d{1,9})")
_FOUND = 50  # reports, sources and actors that a search shows
_COMPARED = 300  # incidents in which a source's figures are compared
_SPOKEN = 10  # reports on one page of a source
_TOWNS = 60  # names on a map at most
_LIST = 50  # reports and sources on one page of their lists


class Nothing(LookupError):
    """There is nothing at an address; the message says what was looked for."""


def incident_list(store: Store, params: Mapping[str, str]) -> Shown:
    """The list of incidents with its map and timeline.

    Raises:
        ValueError: the text to search for holds no word.
    """
    view = parse(params)
    around = tally(store.outlines(view.anywhere_anytime), view.filter)
    rows = [card(i) for i in store.incidents(view.here)]
    return {
        "view": view,
        "params": dict(view.params),
        "around": around,
        "rows": rows,
        "there": store.count(),
        "pages": max(1, -(-around.found // PAGE_SIZE)),
        "first": (view.page - 1) * PAGE_SIZE + 1,
        "chips": chips(view),
        "types": sorted(PLOVER_TYPES),
        "statuses": [s.value for s in Status],
        "outcomes": [o.value for o in Outcome],
    }


def chips(view: View) -> list[Shown]:
    """The conditions in words, each with the address that is without it."""
    said: dict[str, str | dict[str, str]] = {
        "text": "told with “{}”",
        "actor": "actor {}",
        "source": "by the word of {}",
        "place": "at {}",
        "country": "in {}",
        "type": "{}",
        "status": "{}",
        "denied": {"yes": "denied", "no": "affirmed"},
        "toll": f"at least {{}} {view.filter.outcome.value}",
        "from": "on or after {}",
        "until": "on or before {}",
        "box": "inside the box on the map",
        "placed": {"yes": "with a place", "no": "without a place"},
        "timed": {"yes": "with a time", "no": "without a time"},
        "report": "told by report {}",
    }
    found = []
    for name, value in view.params:
        how = said.get(name)
        if how:
            text = how[value] if isinstance(how, dict) else how.format(value)
            found.append({"said": text, "without": view.href("/", **{name: None})})
    return found


def incident_page(store: Store, id: str) -> Shown:
    """An incident with its accounts.

    Raises:
        Nothing: there is no such incident.
    """
    found = store.incident(id)
    if found is None:
        raise Nothing(f"There is no incident {id!r}. It may have been made anew since; look for it in the list.")
    quoted = dict.fromkeys(ref.report for ref in found.events[: incidents.QUOTED])
    coded = {c.report.id: c for c in store.reports(quoted)}
    headings = {h.id: h for h in store.headings(found.reports)}
    shown = incidents.incident_view(found, headings, coded)
    parts = [card(p) for id in islice(found.parts, _FOUND) if (p := store.incident(id))]
    return {"i": shown | {"contained": parts}}


def report_page(store: Store, params: Mapping[str, str]) -> Shown:
    """A report in the reader.

    Raises:
        Nothing: there is no such report.
    """
    id = params.get("id", "")
    coded = store.report(id)
    if coded is None:
        raise Nothing(f"There is no report {id!r} in this ledger.")
    marked = _marked(params.get("mark", ""), len(coded.report.text))
    if not marked and params.get("event"):
        marked = span_of_event(coded, params["event"])
    return {"r": report_view(coded, marked), "told": store.count(Filter(report=id))}


def _marked(said: str, length: int) -> tuple[int, int] | None:
    found = _MARK.fullmatch(said)
    if not found:
        return None
    start, end = int(found[1]), min(int(found[2]), length)
    return (start, end) if start < end else None


def reports_page(store: Store, page: int) -> Shown:
    """The reports of the ledger, a page of them."""
    there = store.counts().reports
    rows = [
        {
            "href": reader(h.id),
            "title": h.title or f"“{' '.join(h.begins.split()[:10])} …”",
            "publisher": h.publisher,
            "published": h.published,
            "events": h.events,
            "claims": h.claims,
        }
        for h in store.headings(limit=_LIST, offset=(page - 1) * _LIST)
    ]
    return {"rows": rows, "there": there, "page": page, "pages": max(1, -(-there // _LIST))}


def sources_page(store: Store, name: str, page: int) -> Shown:
    """The sources of the ledger, or those whose names' words begin so."""
    found = list(store.sources(name or None))
    rows = found[(page - 1) * _LIST : page * _LIST]
    return {
        "rows": rows,
        "there": len(found),
        "page": page,
        "pages": max(1, -(-len(found) // _LIST)),
        "name": name,
        "sectors": words()["sectors"],
    }


def source_page(store: Store, name: str, page: int) -> Shown:
    """What a source said in which reports, and how its figures compare.

    Raises:
        Nothing: no report passes on the word of such a source.
    """
    ids = store.speaking(name)
    if not ids:
        raise Nothing(f"No report of this ledger passes on the word of {name!r}.")
    here = ids[(page - 1) * _SPOKEN : page * _SPOKEN]
    by_id = {coded.report.id: said_in(coded, name) for coded in store.reports(here)}
    known = list(store.incidents(Filter(source=name, limit=_COMPARED)))
    facts = [f for said in by_id.values() for found in said["facts"] for f in found]
    return {
        "name": name,
        "reports": [by_id[id] for id in here if id in by_id],
        "there": len(ids),
        "page": page,
        "pages": max(1, -(-len(ids) // _SPOKEN)),
        "abouts": list(dict.fromkeys(a for said in by_id.values() for a in said["about"]))[:8],
        "facts": list(dict.fromkeys(facts))[:8],
        "compared": compared(known, name),
        "incidents": incident_cards(known, name),
        "most": _COMPARED,
    }


def search_page(store: Store, words: str) -> Shown:
    """Reports that hold the words, and sources and actors that are called so."""
    found: Shown = {"words": words, "hits": [], "sources": [], "actors": [], "most": _FOUND, "wrong": None}
    if not words:
        return found
    try:
        found["hits"] = [
            {"href": reader(h.report), "title": h.title or h.report, "snippet": _pieces(h.snippet)}
            for h in store.search(words, _FOUND)
        ]
    except ValueError:
        found["wrong"] = "There is no word in this to search for."
        return found
    found["sources"] = list(islice(store.sources(words), _FOUND))
    found["actors"] = list(islice(store.actors(words), _FOUND))
    return found


def _pieces(snippet: str) -> list[tuple[str, bool]]:
    """A snippet in pieces: what was found, and what stands around it."""
    pieces: list[tuple[str, bool]] = []
    for part in re.split("([«»])", snippet):
        if part not in ("«", "»"):
            pieces.append((part, len(pieces) % 2 == 1))
    return pieces


def about_page(store: Store) -> Shown:
    """How much is in the ledger, and what could not be taken in."""
    return {"counts": store.counts(), "failures": list(islice(store.failures(), 200))}


def towns(params: Mapping[str, str]) -> list[tuple[str, float, float]]:
    """The largest towns in a box, for a map to name."""
    box = parse({"box": params.get("box", "")}).filter.box
    return [(t.name, t.lat, t.lon) for t in largest(box, _TOWNS)] if box else []
