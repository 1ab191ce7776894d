"""The places that a report names, resolved to points with a precision, or left open with the reason."""

import math
import re
from collections.abc import Sequence

from spacy.tokens import Doc

from onrecord.ground.standing import BEARINGS, PLACE_LABELS, located, words
from onrecord.ground.toponyms import Toponym, toponyms
from onrecord.ground.where import decide, home_of
from onrecord.knowledge.gazetteer import Entry, part_of
from onrecord.model import Place, Quote, Unresolved
from onrecord.parsed import Parsed

_PRECISION = {"C": "country", "S": "admin1", "A1": "admin1", "A2": "admin2", "R": "region", "W": "region"}
_FEATURES = {"A.ADM1": "admin1", "A.ADM2": "admin2", "A.PCLI": "country"}
_SMALL_KM = 40.0  # an area with a smaller radius is not worth taking apart
_PART = 0.6  # how far from the middle, in radii, the middle of "the north" lies
_NUMBER = re.compile(r"^\d[\d,.]*$")
_UNITS = {"km": 1.0, "kilometers": 1.0, "kilometres": 1.0, "miles": 1.609, "mile": 1.609, "kms": 1.0, "kilometer": 1.0}


def find_places(parsed: Parsed) -> tuple[Place | Unresolved, ...]:
    """Every mention of a place in the report, in order: a point and its precision, or why there is none.

    Nationality words are no places; names of states are, also where they stand for their governments.
    """
    found = toponyms(parsed.doc)
    report = parsed.report
    choices = decide(parsed.doc, found, home_of(report.publisher, report.url))
    both = zip(found, choices, strict=True)
    return tuple(_place(parsed, t, ranked) for t, ranked in both if ranked or _a_place_all_the_same(parsed.doc, t))


def _a_place_all_the_same(doc: Doc, toponym: Toponym) -> bool:
    """False for words that only far hamlets share and that do not stand as a place does here: another name mostly."""
    if not toponym.candidates or toponym.admin or toponym.settled:
        return True
    return doc[toponym.start].ent_type_ in PLACE_LABELS and located(doc, toponym.start, toponym.end)


def _place(parsed: Parsed, toponym: Toponym, ranked: Sequence[Entry]) -> Place | Unresolved:
    mention = parsed.quote_of(parsed.doc[toponym.start : toponym.end])
    if not ranked:
        far = "; ".join(map(_described, toponym.candidates[:3]))
        return Unresolved(mention, f"only far namesakes: {far}" if far else "no place of this name in the gazetteer")
    best, *rivals = ranked
    if rivals:
        return Unresolved(mention, f"several places: {'; '.join(map(_described, ranked[:4]))}")
    precision = _FEATURES.get(best.feature or "", _PRECISION.get(best.kind, "settlement"))
    lat, lon = best.lat, best.lon
    if best.kind in {"P", "F"} and _nearby(parsed.doc, toponym.start):
        precision = "near"
        lat, lon = _moved(parsed.doc, toponym.start, lat, lon)
    part = _part(parsed.doc, toponym.start) if best.kind in {"C", "S", "A1"} else None
    if part is not None and best.radius > _SMALL_KM:
        first, bearing = part
        mention, precision = parsed.quote_of(parsed.doc[first : toponym.end]), "region"
        known = part_of(best.country, bearing) if best.kind == "C" and best.country else None
        lat, lon = known[:2] if known else _towards(lat, lon, bearing, _PART * best.radius)
    return Place(
        mention=mention,
        name=_name(best, mention),
        lat=round(lat, 4),
        lon=round(lon, 4),
        country=best.country,
        geonameid=best.geonameid,
        admin1=best.admin1,
        feature=best.feature,
        precision=precision,
    )


def _name(place: Entry, mention: Quote) -> str:
    """The gazetteer's name where it is plain English letters, else the report's own spelling."""
    if place.rank == 3 or place.kind == "C" or place.name.isascii():
        return place.name
    return mention.text.title() if mention.text.isupper() else mention.text


def _described(place: Entry) -> str:
    return ", ".join(part for part in (place.name, place.admin1, place.country) if part)


def _nearby(doc: Doc, start: int) -> bool:
    """True after "near", "outside", "30 km north of"."""
    before = doc[start - 1].lower_ if start else ""
    if before in words("near"):
        return True
    if before in {"of", "to", "from"} and start > 1:
        word = doc[start - 2].lower_
        return word in words("compass") or word in {"close", "outskirts"} or word in _UNITS
    return False


def _moved(doc: Doc, start: int, lat: float, lon: float) -> tuple[float, float]:
    """The point that "30 km north of" leads to; the point itself where distance or direction is not told."""
    if start < 4 or doc[start - 1].lower_ != "of" or doc[start - 2].lower_ not in BEARINGS:
        return lat, lon
    unit = _UNITS.get(doc[start - 3].lower_)
    if unit is None or not _NUMBER.match(doc[start - 4].text):
        return lat, lon
    km = float(doc[start - 4].text.replace(",", "").rstrip(".")) * unit
    return _towards(lat, lon, BEARINGS[doc[start - 2].lower_], km)


def _part(doc: Doc, start: int) -> tuple[int, int] | None:
    """Where "northern", "north-east" or "the south of" before a name begins, and its bearing in degrees."""
    first = start - 1
    if first > 0 and doc[first].lower_ == "of":
        first -= 1
    if first < 0:
        return None
    word = doc[first].lower_.removesuffix("ern")
    if first > 1 and doc[first - 1].text == "-":
        first -= 2
        word = doc[first].lower_ + word
    bearing = BEARINGS.get(word.replace("-", "").replace("eastern", "east"))
    return None if bearing is None else (first, bearing)


def _towards(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    angle = math.radians(bearing)
    north, east = km * math.cos(angle) / 111.2, km * math.sin(angle) / 111.2
    return lat + north, lon + east / max(math.cos(math.radians(lat)), 0.05)
