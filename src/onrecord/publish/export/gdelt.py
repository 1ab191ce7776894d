"""Incidents and their mentions as GDELT 2.0 tables; offsets are those of the words themselves."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlsplit

from onrecord.incidents import Incident, Party
from onrecord.model import Actor, Place, Report
from onrecord.publish.export import codes, wording
from onrecord.publish.export.calendar import UNDATED, Days, days_of
from onrecord.publish.export.crosswalk import categories
from onrecord.publish.export.layout import layouts
from onrecord.publish.export.material import Entry, LeftOut, Material, Row, Rows, Telling
from onrecord.publish.export.names import Names
from onrecord.publish.export.settings import Settings

_MONTH = 31
_WORDS_ONLY = frozenset({"03", "13"})  # CAMEO roots that an act not yet real may have: intention and threat
_SENTENCE_END = re.compile(r"[.!?]+[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n+")
_LEAD = 600  # characters of a first paragraph that has no end
_WEB, _CITATION = 1, 2


def rows(material: Material, names: Names, settings: Settings) -> Rows:
    """A row for each incident that has a CAMEO code, and one for each event of a report that affirms it."""
    classify = settings.codebooks["cameo"]
    for entry in material.entries():
        if not entry.incident.polarity:
            yield LeftOut("denied: no deed")
            continue
        days = days_of(entry.incident.time)
        if days is None or days.length > _MONTH:
            yield LeftOut(UNDATED if days is None else "the time is known to no month")
            continue
        unreal = tuple(t for t in entry.tellings if t.event.polarity and not t.event.status.real)
        told = entry.deeds or unreal
        found = categories(entry, told, classify)
        if found is None or (not entry.deed and found["root"] not in _WORDS_ONLY):
            yield LeftOut("CAMEO does not code such acts" if entry.deed else f"{wording.standing(entry)}: no deed")
            continue
        yield "events", _event(entry, told, days, found, names) | {"DATEADDED": int(f"{settings.at:%Y%m%d%H%M%S}")}
        for telling in told:
            yield "mentions", _mention(telling, entry.incident, days, names)


def _event(entry: Entry, tellings: Sequence[Telling], days: Days, found: Mapping[str, str], names: Names) -> Row:
    incident, reports = entry.incident, list({t.coded.report.id: t.coded.report for t in tellings}.values())
    empty = dict.fromkeys(layouts("gdelt")[0].columns)
    return {
        **empty,
        "GLOBALEVENTID": codes.number(incident.id),
        **_day(days.start),
        **_party(1, incident.actor, names),
        **_party(2, incident.recipient, names),
        "IsRootEvent": int(any(_leads(t) for t in tellings)),
        "EventCode": found["code"],
        "EventBaseCode": found["code"][:3],
        "EventRootCode": found["root"],
        "QuadClass": int(found["quad_class"]),
        "GoldsteinScale": float(found["goldstein"]),
        "NumMentions": len(tellings),
        "NumSources": len({r.publisher or r.id for r in reports}),
        "NumArticles": len(reports),
        **_where(incident.place),
        "SOURCEURL": names.words(reports[0].url) or reports[0].id,
    }


def _day(day: date) -> Row:
    return {
        "SQLDATE": int(f"{day:%Y%m%d}"),
        "MonthYear": int(f"{day:%Y%m}"),
        "Year": day.year,
        "FractionDate": round(day.year + (day.month * 30 + day.day) / 365, 4),
    }


def _party(number: int, parties: Sequence[Party], names: Names) -> Row:
    if not parties:
        return {}
    first, name = parties[0], f"Actor{number}"
    kind = codes.sector(first.sector).cameo
    return {
        f"{name}Code": f"{first.country or ''}{kind}",
        f"{name}Name": names.actor(first).upper(),
        f"{name}CountryCode": first.country,
        f"{name}Type1Code": kind,
    }


def _where(place: Place | None) -> Row:
    if place is None:
        return {}
    state = codes.state(place.country)
    parts = dict.fromkeys(filter(None, (place.name, place.admin1, state.name)))
    country = place.precision == "country"
    return {
        "ActionGeo_Type": _geo_type(place),
        "ActionGeo_FullName": ", ".join(parts),
        "ActionGeo_CountryCode": state.fips,
        "ActionGeo_ADM1Code": state.fips if country else None,
        "ActionGeo_Lat": place.lat,
        "ActionGeo_Long": place.lon,
        "ActionGeo_FeatureID": state.fips if country else None,
    }


def _geo_type(place: Place) -> int:
    american = place.country == "USA"
    if place.precision == "country":
        return 1
    if place.precision in ("admin1", "admin2", "region"):
        return 2 if american else 5
    return 3 if american else 4


def _leads(telling: Telling) -> bool:
    text = telling.coded.report.text
    end = text.find("\n")
    return telling.event.anchor.span.start < (end if 0 <= end < _LEAD else _LEAD)


def _mention(telling: Telling, incident: Incident, days: Days, names: Names) -> Row:
    report, event = telling.coded.report, telling.event
    url = names.words(report.url)
    whose = [s for c in event.claims if (s := telling.coded.source_of(c))]
    said_by = "|".join(dict.fromkeys(names.source(s).replace("|", "¦") for s in whose))
    return {
        "GLOBALEVENTID": codes.number(incident.id),
        "EventTimeDate": int(f"{days.start:%Y%m%d}000000"),
        "MentionTimeDate": int(f"{report.published:%Y%m%d}000000") if report.published else None,
        "MentionType": _WEB if url else _CITATION,
        "MentionSourceName": _host(url) or report.publisher,
        "MentionIdentifier": url or report.id,
        "SentenceID": 1 + len(_SENTENCE_END.findall(report.text, 0, event.anchor.span.start)),
        "Actor1CharOffset": _offset(event.actor),
        "Actor2CharOffset": _offset(event.recipient),
        "ActionCharOffset": event.anchor.span.start,
        "InRawText": 1,
        "Confidence": round(event.confidence * 100),
        "MentionDocLen": _length(report),
        "MentionDocTone": None,
        "MentionDocTranslationInfo": None,
        "Extras": f"said_by={said_by}" if said_by else None,
    }


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:  # an address that is none, such as http://[
        return None


def _offset(actors: Sequence[Actor]) -> int:
    return actors[0].mention.span.start if actors else -1


def _length(report: Report) -> int:
    return len(report.text)
