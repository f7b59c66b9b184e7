"""Whether two places can be one: the same, one within the other, or apart."""

from __future__ import annotations

import math
from typing import Literal

from onrecord.model import Place, PlaceMention

Relation = Literal["same", "within", "near", "apart", "unknown"]
WIDE = frozenset({"country", "continent", "area", "sea"})
REGION = frozenset({"region", "district"})
NEAR_KM = 15.0


def relation(a: PlaceMention, b: PlaceMention) -> Relation:
    """How two places of claims stand to each other."""
    if not a.place or not b.place:
        return "same" if a.text.casefold() == b.text.casefold() else "unknown"
    return _places(a.place, b.place)


def _places(a: Place, b: Place) -> Relation:
    if a.geonames_id is not None and a.geonames_id == b.geonames_id:
        return "same"
    if a.name.casefold() == b.name.casefold() and a.country == b.country:
        return "same"
    if a.country and b.country and a.country != b.country:
        return "apart" if not {a.precision, b.precision} & {"area", "continent", "sea"} else "unknown"
    if "country" in (a.precision, b.precision) and a.country and a.country == b.country:
        return "within"
    if {a.precision, b.precision} & WIDE:
        return "unknown"
    if {a.precision, b.precision} & REGION:
        same_region = a.region and a.region == b.region
        return "within" if same_region else "apart" if a.region and b.region else "unknown"
    distance = km(a, b)
    if distance is None:
        return "unknown"
    return "near" if distance <= NEAR_KM else "apart"


def km(a: Place, b: Place) -> float | None:
    """The distance of two places in kilometres, where both are known."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    d_lon = math.radians(b.lon - a.lon)
    cos = math.sin(lat_a) * math.sin(lat_b) + math.cos(lat_a) * math.cos(lat_b) * math.cos(d_lon)
    return 6371.0 * math.acos(max(-1.0, min(1.0, cos)))


def is_wide(mention: PlaceMention) -> bool:
    """Whether a place is no town: a region, a country, an area, or one that we do not know."""
    return not mention.place or mention.place.precision in WIDE | REGION


def finest(told: tuple[PlaceMention, ...]) -> tuple[PlaceMention, ...]:
    """The towns of a list; all of it where there is none: "Jabalia, Gaza" is in Jabalia."""
    return tuple(m for m in told if not is_wide(m)) or told


def best(mine: tuple[PlaceMention, ...], yours: tuple[PlaceMention, ...]) -> Relation:
    """The closest relation of any two of the finest places of two claims."""
    order: tuple[Relation, ...] = ("same", "near", "within", "unknown", "apart")
    found = [relation(a, b) for a in finest(mine) for b in finest(yours)]
    return min(found, key=order.index) if found else "unknown"
