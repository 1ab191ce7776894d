"""How far apart two places are, in km; a place that lies within the other is not apart from it."""

from math import asin, cos, radians, sin, sqrt

from onrecord.model import Place

_EARTH_KM = 6371.0
_RADIUS_KM = {"settlement": 5.0, "near": 15.0, "admin2": 40.0, "admin1": 150.0, "region": 200.0}


def apart(left: Place, right: Place) -> float:
    """The km between the edges of two places; 0 where one may lie within the other.

    A country holds all that lies in it; other areas are taken as round, with a radius by their precision.
    """
    if left.geonameid is not None and left.geonameid == right.geonameid:
        return 0.0
    if "country" in (left.precision, right.precision):
        same = left.country == right.country and left.country is not None
        return 0.0 if same else great_circle(left, right)
    wide = {left.precision, right.precision} & {"admin1", "region"}
    if wide and left.admin1 is not None and (left.country, left.admin1) == (right.country, right.admin1):
        return 0.0
    reach = _RADIUS_KM.get(left.precision, 5.0) + _RADIUS_KM.get(right.precision, 5.0)
    return max(0.0, great_circle(left, right) - reach)


def great_circle(left: Place, right: Place) -> float:
    """The km between the points of two places on the sphere."""
    a, b = radians(left.lat), radians(right.lat)
    d = radians(right.lon - left.lon)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(d / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))
