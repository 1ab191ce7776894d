"""The page of a source: what it said in which reports, and how its figures compare with those of others."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, NamedTuple

from onrecord.desk.cards import card
from onrecord.desk.links import incident_page, reader
from onrecord.display import incidents as say
from onrecord.display import words
from onrecord.incidents import Account, AccountToll, Incident
from onrecord.model import Claim, CodedReport, Outcome

View = dict[str, Any]
_WORD = re.compile(r"[^\W_]+")


class Bounds(NamedTuple):
    """The least and the greatest number of people that some figures name."""

    low: int
    high: int


def said_in(coded: CodedReport, name: str) -> View:
    """What a source of this name says in one report."""
    mine = [s for s in coded.sources if same_name(s.name or s.description, name)]
    ids = {s.id for s in mine}
    return {
        "title": words.title(coded),
        "byline": words.byline(coded),
        "href": reader(coded.report.id),
        "about": [about for s in mine if (about := words.source_about(s))],
        "facts": [words.source_facts(s) for s in mine],
        "relays": [words.source_name(x) for s in mine for x in coded.sources if x.id == s.relays],
        "claims": [_claim(c, coded) for c in coded.claims if c.source in ids],
    }


def same_name(one: str, other: str) -> bool:
    """True if two names are the same but for case, accents and punctuation."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> list[str]:
    letters = (c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return _WORD.findall("".join(letters))


def _claim(claim: Claim, coded: CodedReport) -> View:
    return {
        "cue": words.cue(claim),
        "content": claim.content.text,
        "direct": claim.quote.value == "direct",
        "href": reader(coded.report.id, claim.content.span),
    }


def compared(incidents: Iterable[Incident], name: str) -> list[View]:
    """Its figures beside those that other sources give of the same incident, of the same outcome."""
    found: list[View] = []
    for incident in incidents:
        mine = [a for a in incident.accounts if a.source and same_name(a.source, name)]
        others = [a for a in incident.accounts if a not in mine]
        for outcome in Outcome:
            own, rival = _figures(mine, outcome), _figures(others, outcome)
            if own and rival:
                found.append(_comparison(incident, outcome, own, rival))
    return found


def _figures(accounts: Iterable[Account], outcome: Outcome) -> list[AccountToll]:
    return [
        t
        for a in accounts
        for t in a.tolls
        if t.outcome is outcome and t.part_of is None and not t.cumulative and not t.superseded
    ]


def _comparison(incident: Incident, outcome: Outcome, own: list[AccountToll], rival: list[AccountToll]) -> View:
    mine, theirs = _bounds(own), _bounds(rival)
    return {
        "href": incident_page(incident.id),
        "incident": f"{say.when(incident.time) or 'no time'} · {incident.place.name if incident.place else 'no place'}",
        "outcome": outcome.value,
        "mine": mine,
        "theirs": theirs,
        "said": "; ".join(say.toll(t) for t in own),
        "others": "; ".join(dict.fromkeys(say.toll(t) for t in rival)),
        "verdict": _verdict(mine, theirs),
    }


def _bounds(tolls: list[AccountToll]) -> Bounds | None:
    """The least and the greatest number named, whichever side it bounds."""
    named = [n for t in tolls for n in (t.low, t.high) if n is not None]
    return Bounds(min(named), max(named)) if named else None


def _verdict(mine: Bounds | None, theirs: Bounds | None) -> str:
    if mine is None or theirs is None:
        return "not comparable"
    if mine.high < theirs.low:
        return "lower"
    return "higher" if mine.low > theirs.high else "within"


def incident_cards(incidents: Iterable[Incident], name: str) -> list[View]:
    """The incidents that it speaks of, each with what it says of it."""
    found = []
    for incident in incidents:
        mine = [a for a in incident.accounts if a.source and same_name(a.source, name)]
        if mine:
            found.append(card(incident) | {"says": "denies it" if not mine[0].polarity else "affirms it"})
    return found
