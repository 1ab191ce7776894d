"""Incidents in ACLED's columns: deeds only, one row an incident, with ACLED's precision codes and lowest fatalities."""

from onrecord.incidents import Incident, Party
from onrecord.model import Outcome, Place
from onrecord.publish.export import codes, wording
from onrecord.publish.export.calendar import UNDATED, Days, days_of
from onrecord.publish.export.crosswalk import categories
from onrecord.publish.export.material import Entry, LeftOut, Material, Row, Rows
from onrecord.publish.export.names import Names
from onrecord.publish.export.settings import Classify, Settings

_WEEK, _MONTH = 7, 31
_GEO = {"settlement": 1, "near": 2, "admin2": 2, "admin1": 3, "region": 3}
_KINDS = (
    "State forces",
    "Rebel group",
    "Political militia",
    "Identity militia",
    "Rioters",
    "Protesters",
    "Civilians",
    "External/Other forces",
)  # in the order of ACLED's codes 1 to 8
_CIVILIANS = "Civilians"
_PUBLIC_ACTS = {"Protests": "Protesters", "Riots": "Rioters"}
_EXCESSIVE = "Excessive force against protesters"
_VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})


def rows(material: Material, names: Names, settings: Settings) -> Rows:
    """A row for each incident that ACLED would take in."""
    classify = settings.codebooks["acled"]
    stamp = int(settings.at.timestamp())
    for entry in material.entries():
        row = _row(entry, names, classify)
        yield row if isinstance(row, LeftOut) else ("events", row | {"timestamp": stamp})


def _row(entry: Entry, names: Names, classify: Classify) -> Row | LeftOut:
    incident, days, place = entry.incident, days_of(entry.incident.time), entry.incident.place
    if not entry.deed:
        return LeftOut(f"{wording.standing(entry)}: no deed")
    if days is None:
        return LeftOut(UNDATED)
    if days.length > _MONTH:
        return LeftOut("the time is known to no month")
    if place is None or place.precision not in _GEO or not codes.state(place.country).acled_region:
        return LeftOut("the place is known to no more than a country")
    found = categories(entry, entry.deeds, classify)
    if found is None:
        return LeftOut("ACLED does not code such acts")
    event_type, sub_type = found["event_type"], found["sub_event_type"]
    return {
        "disorder_type": disorder(event_type, sub_type),
        "event_type": event_type,
        "sub_event_type": sub_type,
        **_when(days),
        **_where(place),
        **_sides(incident, event_type, sub_type, names),
        **_provenance(entry, names),
        "event_id_cnty": f"{place.country}{codes.number(incident.id)}",
        "fatalities": fatalities(incident),
    }


def disorder(event_type: str, sub_type: str) -> str:
    """ACLED's disorder type of an event type."""
    if sub_type == _EXCESSIVE:
        return "Political violence; Demonstrations"
    if event_type in _VIOLENT or sub_type == "Mob violence":
        return "Political violence"
    return "Demonstrations" if event_type in _PUBLIC_ACTS else "Strategic developments"


def fatalities(incident: Incident) -> int:
    """The lowest figure of people killed, as ACLED takes where reports differ; 0 where none is given."""
    found = incident.tolls.get(Outcome.KILLED)
    if found is None:
        return 0
    return next((n for n in (found.low, found.best) if n is not None), 0)


def _when(days: Days) -> Row:
    precision = 1 if days.length == 1 else 2 if days.length <= _WEEK else 3
    return {"event_date": days.middle, "year": days.middle.year, "time_precision": precision}


def _where(place: Place) -> Row:
    state = codes.state(place.country)
    return {
        "iso": int(state.numeric),
        "region": state.acled_region,
        "country": state.name,
        "admin1": place.admin1,
        "admin2": None,
        "admin3": None,
        "location": place.name,
        "latitude": round(place.lat, 4),
        "longitude": round(place.lon, 4),
        "geo_precision": _GEO[place.precision],
    }


def _sides(incident: Incident, event_type: str, sub_type: str, names: Names) -> Row:
    home = incident.place.country if incident.place else None
    crowd = _PUBLIC_ACTS.get(event_type)
    hit_crowd = sub_type == _EXCESSIVE
    first = [_side(a, home, names, None if hit_crowd else crowd) for a in incident.actor if _acts(a) or crowd]
    second = [_side(a, home, names, crowd if hit_crowd else None) for a in incident.recipient if _acts(a)]
    if event_type == "Violence against civilians":
        second = [s for s in second if s[1] == _CIVILIANS] or [(f"Civilians ({_nation(home)})", _CIVILIANS)]
    if not first and crowd and not hit_crowd:
        first = [(f"{crowd} ({_nation(home)})", crowd)]
    elif not first and event_type in _VIOLENT:
        first = [(f"Unidentified Armed Group ({_nation(home)})", "Political militia")]
    (actor1, inter1), (actor2, inter2) = first[0] if first else ("", ""), second[0] if second else ("", "")
    targeted = (event_type in _VIOLENT or event_type == "Riots") and inter2 == _CIVILIANS
    return {
        "actor1": actor1,
        "assoc_actor_1": "; ".join(dict.fromkeys(name for name, _ in first[1:] if name != actor1)),
        "inter1": inter1,
        "actor2": actor2,
        "assoc_actor_2": "; ".join(dict.fromkeys(name for name, _ in second[1:] if name != actor2)),
        "inter2": inter2,
        "interaction": interaction(inter1, inter2),
        "civilian_targeting": "Civilian targeting" if targeted or hit_crowd else "",
    }


def interaction(first: str, second: str) -> str:
    """Both kinds of actor, the one with the lower code first; "… only" for one alone."""
    known = sorted(filter(None, (first, second)), key=_KINDS.index)
    return f"{known[0]} only" if len(known) == 1 else "-".join(known)


def _side(party: Party, home: str | None, names: Names, crowd: str | None) -> tuple[str, str]:
    """A party under ACLED's name for it, and its kind."""
    country = party.country or home
    kind = codes.sector(party.sector).acled
    if crowd and kind in ("", _CIVILIANS):
        return f"{crowd} ({_nation(country)})", crowd
    if kind == "State forces":
        kind = kind if country == home else "External/Other forces"
        title = {"MIL": "Military Forces of", "COP": "Police Forces of"}.get(party.sector or "", "Government of")
        return (f"{title} {_nation(country)}" if country else names.actor(party)), kind
    if kind == _CIVILIANS and not party.id.startswith("group:"):
        return f"Civilians ({_nation(country)})", kind
    if kind in ("Rebel group", "Political militia") and not _is_name(party.name):
        return f"Unidentified Armed Group ({_nation(country)})", "Political militia"
    return names.actor(party), kind


def _acts(party: Party) -> bool:
    """False for what no sector is known of: most often a thing, which is no actor of ACLED's."""
    return bool(codes.sector(party.sector).acled)


def _is_name(name: str) -> bool:
    return any(word[:1].isupper() for word in name.split()[1:]) or (name[:1].isupper() and " " not in name)


def _nation(iso3: str | None) -> str:
    return codes.state(iso3).name or "International"


def _provenance(entry: Entry, names: Names) -> Row:
    incident = entry.incident
    denying = [names.account(a, entry) or wording.OWN_VOICE for a in incident.accounts if not a.polarity]
    tags = [f"independent sources={incident.independent_sources}"]
    tags += [f"grade={incident.grade}"] if incident.grade else []
    tags += [f"denied by={name.replace(';', ',')}" for name in denying]
    publishers = dict.fromkeys(c.report.publisher for c in entry.reports if c.report.publisher)
    return {
        "source": "; ".join(p.replace(";", ",") for p in publishers),
        "source_scale": None,
        "notes": f"{wording.summary(entry, names)}. Accounts: {wording.said(entry, names)}.",
        "tags": "; ".join(tags),
    }
