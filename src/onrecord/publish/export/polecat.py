"""Events of reports in POLECAT's columns: what was done or tried only, for these columns know nothing else."""

from collections.abc import Iterable, Sequence

from onrecord.model import Actor, CodedReport, Event, Place, Time
from onrecord.publish.export import codes
from onrecord.publish.export.material import LeftOut, Material, Row, Rows, Telling
from onrecord.publish.export.names import Names

_TOLD = {True: "not done yet: no deed", False: "denied: no deed"}


def rows(material: Material, names: Names) -> Rows:
    """A row for each event of a report that is told of as done or tried."""
    for entry in material.entries():
        deeds = entry.deeds
        for telling in deeds:
            yield "events", _row(telling, names)
        refs = {t.ref for t in deeds}
        for telling in entry.tellings:
            if telling.ref not in refs:
                yield LeftOut(_TOLD[telling.event.polarity and entry.incident.polarity])


def _row(telling: Telling, names: Names) -> Row:
    event, coded = telling.event, telling.coded
    time = event.time if isinstance(event.time, Time) else None
    return {
        "Event ID": f"{coded.report.id.replace('_', '-')}_{event.id}",
        "Event Date": _text(time.start if time else None),
        "Event Type": event.type,
        "Event Mode": _text(event.mode),
        "Intensity": codes.scale(event.type),
        "Quad Code": codes.quad(event.type)[1].upper(),
        "Contexts": "None",
        **_party("Actor", event.actor, names),
        **_party("Recipient", event.recipient, names),
        **_place(event, names),
        **_story(coded, names),
        "Source": _text(coded.report.publisher),
        "Publication Date": _text(coded.report.published),
        "Language": _text(coded.report.language),
        "Version": f"onrecord {coded.coder.version}",
    }


def _party(role: str, actors: Sequence[Actor], names: Names) -> Row:
    states = [a.country for a in actors if a.country]
    sectors = list(dict.fromkeys(a.sector for a in actors if a.sector))
    return {
        f"{role} Name": _list(names.actor(a) for a in actors),
        f"{role} Country": _list(states),
        f"{role} COW": _list(codes.state(country).cow for country in states),
        f"Primary {role} Sector": sectors[0] if sectors else "None",
        f"{role} Sectors": _list(sectors),
        f"{role} Title": "None",
        f"{role} Name Raw": _list(names.words(a.mention.text) for a in actors),
        f"Wikipedia {role} ID": "None",
    }


def _place(event: Event, names: Names) -> Row:
    place = event.place if isinstance(event.place, Place) else None
    mention = event.place.mention if event.place else None
    precision = place.precision if place else None
    kind = (place.feature or "").partition(".")[2] if place else None
    return {
        "Placename": _text(place and place.name),
        "City": _text(place and place.name if precision in ("settlement", "near") else None),
        "District": _text(place and place.name if precision == "admin2" else None),
        "Province": _text(place and place.admin1),
        "Country": _text(place and place.country),
        "Latitude": _text(place.lat if place else None),
        "Longitude": _text(place.lon if place else None),
        "GeoNames ID": _text(place.geonameid if place else None),
        "Raw Placename": _text(names.words(mention.text if mention else None)),
        "Feature Type": _text(kind),
    }


def _story(coded: CodedReport, names: Names) -> Row:
    groups = (a.name for a in coded.actors if a.id.startswith("group:"))
    return {
        "Story People": "None",
        "Story Organizations": _list(groups),
        "Story Locations": _list(p.name for p in coded.places if isinstance(p, Place)),
    }


def _list(values: Iterable[str | None]) -> str:
    return "; ".join(dict.fromkeys(v.replace(";", ",") for v in values if v)) or "None"


def _text(value: object) -> str:
    return "None" if value is None or value == "" else str(value)
