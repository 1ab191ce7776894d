"""Coded reports as one self-contained web page: the text with highlights, its sources with claims, its events.

The page needs no network and no script: without one, text, ids and tables are all there.  Everything that comes from
a report is escaped, hidden characters are shown, and the page's security policy runs no script but its own.
"""

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, TextIO
from urllib.parse import urlsplit

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from onrecord.display import words as say
from onrecord.display.accounts import Account, Lookup, groups, rivals
from onrecord.display.marked import marked_text
from onrecord.display.safe import encodable, visible
from onrecord.display.segments import LAYERS
from onrecord.display.tolls import phrases
from onrecord.model import Claim, CodedReport, Event, Source

View = dict[str, Any]


def write_html(coded: Iterable[CodedReport], out: TextIO) -> int:
    """Write one page of all the reports, which are held in memory until then; the number of reports written."""
    views = [_report(report, f"r{n}") for n, report in enumerate(coded, start=1)]
    page = _template().render(
        reports=views,
        layers=LAYERS,
        style=Markup(_asset("page.css")),
        script=Markup(_asset("page.js")),
        policy=_policy(),
    )
    out.write(page if (getattr(out, "encoding", None) or "utf-8").lower() in ("utf-8", "utf8") else _ascii(page))
    return len(views)


@cache
def _template() -> Any:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, finalize=_shown, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_asset("page.html"))


@cache
def _asset(name: str) -> str:
    return (files("onrecord.publish") / "assets" / name).read_text(encoding="utf-8")


def _shown(value: Any) -> Any:
    """What a template writes for a value: no word of a report gets past this with hidden characters in it."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _ascii(page: str) -> str:
    return encodable(page.encode("ascii", "xmlcharrefreplace").decode("ascii"), "ascii")


@cache
def _policy() -> str:
    """The page may run and look like nothing but its own script and style, and may fetch nothing."""
    style, script = (_digest(_asset(name)) for name in ("page.css", "page.js"))
    return f"default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _report(coded: CodedReport, key: str) -> View:
    lookup = Lookup(coded)
    return {
        "key": key,
        "title": say.title(coded),
        "byline": say.byline(coded),
        "dated": coded.report.published is not None,
        "author": coded.report.byline,
        "id": coded.report.id,
        "url": coded.report.url,
        "link": _link(coded.report.url),
        "coder": f"{coded.coder.name} {coded.coder.version}",
        "text": marked_text(coded),
        "sources": _sources(lookup),
        "claims": len(coded.claims),
        "groups": [
            {"id": g.id, "title": g.title, "events": [_event(e, lookup) for e in g.events]}
            for g in groups(coded.events)
        ],
        "relations": [_relation(lookup, i) for i in range(len(coded.relations))],
        "unresolved": say.unresolved_in(coded),
    }


def _link(url: str | None) -> str | None:
    """An address that may be followed: only the web's own schemes."""
    return url if url and urlsplit(url).scheme in ("http", "https") else None


def _sources(lookup: Lookup) -> list[View]:
    found = [_source(s, lookup) for s in lookup.coded.sources]
    return [*found, _source(None, lookup)] if lookup.claims_of(None) else found


def _source(source: Source | None, lookup: Lookup) -> View:
    name = say.source_name(source)
    return {
        "id": source.id if source else None,
        "name": name,
        "description": say.source_about(source) if source else "",
        "facts": say.source_facts(source) if source else (),
        "relays": [{"id": s.id, "name": say.source_name(s)} for s in lookup.relays(source)],
        "claims": [_claim(c, name, lookup) for c in lookup.claims_of(source)],
    }


def _claim(claim: Claim, source: str, lookup: Lookup) -> View:
    by = lookup.sources.get(claim.source) if claim.source else None
    return {
        "id": claim.id,
        "source": source,
        "source_id": claim.source,
        "channel": by.channel.value if by else None,
        "relays": [say.source_name(s) for s in lookup.relays(by)],
        "cue": say.cue(claim),
        "content": claim.content.text,
        "direct": claim.quote.value == "direct",
        "kind": claim.quote.value,
        "within": claim.within,
        "depth": min(lookup.depth(claim), 3),
        "confidence": f"{claim.confidence:.2f}",
    }


def _event(event: Event, lookup: Lookup) -> View:
    given = lookup.accounts(event)
    return {
        "id": event.id,
        "kind": say.kind(event),
        "badge": say.badge(event),
        "reality": say.reality(event),
        "state": "denied" if not event.polarity else ("real" if event.status.real else "unreal"),
        "anchor": event.anchor.text,
        "actor": say.actors(event.actor),
        "recipient": say.actors(event.recipient) if event.recipient else None,
        "instrument": ", ".join(q.text for q in event.instrument),
        "place": say.place(event.place),
        "time": say.time(event.time),
        "hedged": event.hedged,
        "confidence": f"{event.confidence:.2f}",
        "accounts": [_account(event, a, lookup) for a in given],
        "rivals": ", ".join(rivals(event, given)),
    }


def _account(event: Event, account: Account, lookup: Lookup) -> View:
    return {
        "own": account.own_voice,
        "name": say.account_name(account),
        "id": account.source.id if account.source else None,
        "claims": [c.id for c in account.claims],
        "relays": [say.source_name(s) for s in lookup.relays(account.source)],
        "denial": say.reality(event) if not event.polarity else None,
        "tolls": phrases(event.tolls, account.tolls),
    }


def _relation(lookup: Lookup, index: int) -> View:
    relation = lookup.coded.relations[index]
    real = relation.polarity and relation.status.value == "occurred"
    return {
        "id": relation.id,
        "subject": relation.subject.name,
        "kind": relation.kind.value.replace("-", " "),
        "object": relation.object.name,
        "status": None if real else f"{'' if relation.polarity else 'denied: '}{relation.status.value}",
        "voices": [say.source_name(lookup.coded.source_of(c)) for c in relation.claims] or [say.OWN_VOICE],
    }
