"""Deadly incidents in UCDP GED's columns: organised violence between named sides, or against civilians."""

import math

from onrecord.display import words as say
from onrecord.display.accounts import words
from onrecord.incidents import AccountToll, Incident, Party, TollRange
from onrecord.knowledge.sectors import sector_of
from onrecord.model import Outcome, Place
from onrecord.publish.export import codes, wording
from onrecord.publish.export.calendar import UNDATED, Days, days_of
from onrecord.publish.export.crosswalk import categories
from onrecord.publish.export.layout import layouts
from onrecord.publish.export.material import Entry, LeftOut, Material, Row, Rows
from onrecord.publish.export.names import Names
from onrecord.publish.export.settings import Classify, Settings

_PRECISION = {"settlement": 1, "near": 2, "admin2": 3, "admin1": 4, "region": 5, "country": 6}
_STATE = frozenset({"GOV", "MIL", "COP", "SPY"})
_ARMED = frozenset({"REB", "PRM", "UAF", "CRM"})
_GOVERNMENT = "Government of "
_ONE_SIDED = "3"
_YEAR = 366
_CELLS = 720  # of PRIO-GRID in a row: half a degree each


def rows(material: Material, names: Names, settings: Settings) -> Rows:
    """A row for each incident that UCDP would take in."""
    classify = settings.codebooks["ucdp"]
    for entry in material.entries():
        row = _row(entry, names, classify)
        yield row if isinstance(row, LeftOut) else ("events", row)


def _row(entry: Entry, names: Names, classify: Classify) -> Row | LeftOut:
    incident, days, place = entry.incident, days_of(entry.incident.time), entry.incident.place
    if not entry.deed:
        return LeftOut(f"{wording.standing(entry)}: no deed")
    killed = incident.tolls.get(Outcome.KILLED)
    figures = _figures(killed) if killed else None
    if figures is None or figures["high"] < 1:
        return LeftOut("nobody is said to have been killed")
    if days is None or days.length > _YEAR:
        return LeftOut(UNDATED if days is None else "the time is known to no year")
    if place is None or not codes.state(place.country).ucdp_region:
        return LeftOut("no place is known")
    found = categories(entry, entry.deeds, classify)
    if found is None:
        return LeftOut("UCDP does not code such acts")
    kind = found["type_of_violence"]
    sides = _sides(incident, kind, names)
    if sides is None:
        return LeftOut("a side is not known")
    empty = dict.fromkeys(layouts("ucdp")[0].columns)
    return {
        **empty,
        "id": codes.number(incident.id),
        "relid": incident.id,
        "code_status": "Clear" if incident.accepted else "Machine coded, not checked",
        "type_of_violence": int(kind),
        **sides,
        **_sources(entry, names),
        **_where(place),
        **_when(days),
        "event_clarity": _clarity(incident),
        **figures,
        **_deaths(incident, kind, figures["best"], sides),
    }


def _figures(killed: TollRange) -> dict[str, int] | None:
    """Low, best and high, in this order of size; an open lower side is 0, an open upper side the best figure."""
    best = next((n for n in (killed.best, killed.low, killed.high) if n is not None), None)
    if best is None:
        return None
    return {
        "best": best,
        "low": min(best, killed.low if killed.low is not None else 0),
        "high": max(best, killed.high if killed.high is not None else best),
    }


def _sides(incident: Incident, kind: str, names: Names) -> Row | None:
    """Side a and side b: the government first in state-based conflict, else the attacker."""
    attacker = next((a for a in incident.actor if a.sector in _STATE | _ARMED), None)
    hit = next((a for a in incident.recipient if a.sector in _STATE | _ARMED), None)
    if attacker is None or (hit is None and kind != _ONE_SIDED):
        return None
    first, second = attacker, None if kind == _ONE_SIDED else hit
    if kind == "1" and first.sector not in _STATE and second is not None:
        first, second = second, first
    home = incident.place.country if incident.place else None
    one, other = _name(first, home, names), "Civilians" if second is None else _name(second, home, names)
    if one == other and one.startswith(_GOVERNMENT):
        return None
    return {
        "side_a": one,
        "side_b": other,
        "conflict_name": f"{one} - {other}",
        "dyad_name": f"{one} - {other}",
        "gwnoa": _state_number(first),
        "gwnob": _state_number(second) if second else None,
    }


def _name(party: Party, home: str | None, names: Names) -> str:
    """A side under UCDP's name for it; a group that is told of by no name is an unidentified one of its country."""
    nation = codes.state(party.country or home).name
    if party.sector in _STATE and nation:
        return f"{_GOVERNMENT}{nation}"
    name = names.actor(party)
    return name if any(word[:1].isupper() for word in name.split()) else f"Unidentified armed group ({nation})"


def _state_number(party: Party) -> int | None:
    found = codes.state(party.country).gw if party.sector in _STATE else ""
    return int(found) if found else None


def _deaths(incident: Incident, kind: str, best: int, sides: Row) -> dict[str, int]:
    """The best figure, put to one side if every figure given is of that side's people, else to none."""
    counted = {_of_side(toll, kind, sides) for toll in _killed(incident)}
    chosen = "deaths_civilians" if kind == _ONE_SIDED else counted.pop() if len(counted) == 1 else "deaths_unknown"
    columns = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    return {column: best if column == chosen else 0 for column in columns}


def _of_side(toll: AccountToll, kind: str, sides: Row) -> str:
    sector = sector_of(toll.of) if toll.of else None
    if sector is None:
        return "deaths_unknown"
    if sector not in _STATE | _ARMED:
        return "deaths_civilians"
    if kind != "1" or sides["gwnob"] is not None:  # two groups, or two states: the sector does not tell them apart
        return "deaths_unknown"
    return "deaths_a" if sector in _STATE else "deaths_b"


def _killed(incident: Incident) -> list[AccountToll]:
    """The figures of people killed that the range is made of."""
    return [
        toll
        for account in incident.accounts
        if account.polarity
        for toll in account.tolls
        if toll.outcome is Outcome.KILLED and toll.part_of is None and not (toll.superseded or toll.cumulative)
    ]


def _clarity(incident: Incident) -> int:
    told = any(t.outcome is Outcome.KILLED for a in incident.accounts for t in a.tolls)
    return 1 if _killed(incident) or not told else 2


def _sources(entry: Entry, names: Names) -> Row:
    reports = [coded.report for coded in entry.reports]
    whose = (names.account(a, entry) for a in entry.incident.accounts if a.polarity)
    titles = [names.words(r.title) or "" for r in reports]
    articles = [
        ",".join(f'"{part}"' if "," in part else part for part in (r.publisher or "", str(r.published or ""), title))
        for r, title in zip(reports, titles, strict=True)
    ]
    return {
        "number_of_sources": len(reports),
        "source_article": ";".join(a.replace(";", ",") for a in articles),
        "source_office": ";".join((r.publisher or "").replace(";", ",") for r in reports),
        "source_date": ";".join(str(r.published or "") for r in reports),
        "source_headline": ";".join(title.replace(";", ",") for title in titles),
        "source_original": "; ".join(dict.fromkeys(w.replace(";", ",") for w in whose if w)),
    }


def _where(place: Place) -> Row:
    state = codes.state(place.country)
    precision: str = words()["precision"].get(place.precision, place.precision)
    return {
        "where_prec": _PRECISION.get(place.precision, 5),
        "where_coordinates": place.name,
        "where_description": f"{say.place(place)}; {precision}",
        "adm_1": place.admin1,
        "latitude": place.lat,
        "longitude": place.lon,
        "geom_wkt": f"POINT ({place.lon:f} {place.lat:f})",
        "priogrid_gid": prio_grid(place.lat, place.lon),
        "country": state.name,
        "country_id": int(state.gw) if state.gw else None,
        "region": state.ucdp_region,
    }


def prio_grid(lat: float, lon: float) -> int:
    """The PRIO-GRID cell of a point: half degrees, numbered from 90° south, 180° west along the parallels."""
    row = min(math.floor((lat + 90) * 2), 359)
    return row * _CELLS + min(math.floor((lon + 180) * 2), _CELLS - 1) + 1


def _when(days: Days) -> Row:
    return {
        "year": days.start.year,
        "date_prec": date_precision(days.length),
        "date_start": f"{days.start} 00:00:00.000",
        "date_end": f"{days.end} 00:00:00.000",
    }


def date_precision(length: int) -> int:
    """UCDP's code for how exact a time of so many days is."""
    return next(code for code, longest in ((1, 1), (2, 6), (3, 7), (4, 31), (5, _YEAR)) if length <= longest)
