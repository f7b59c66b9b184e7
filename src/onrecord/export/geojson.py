"""GeoJSON (RFC 7946): a feature an event; a country, a sea or a region without a point has no geometry.

Every event is there, with its status; whoever draws deeds only asks for `status` happened or ongoing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onrecord.export import cells
from onrecord.export.flat_csv import row
from onrecord.export.order import ordered
from onrecord.model import Event, Report

POINTS = frozenset({"point", "city", "town", "district"})
"""Precisions at which a point tells where it was."""


def geojson(events: Iterable[Event], reports: Mapping[str, Report]) -> Iterator[str]:
    """The lines of one feature collection."""
    yield '{"type": "FeatureCollection", "features": [\n'
    before = ""
    for event in ordered(events):
        yield before + json.dumps(feature(event, reports), ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def feature(event: Event, reports: Mapping[str, Report]) -> dict[str, Any]:
    """An event as a feature."""
    where = cells.place(event)
    geometry = None
    if where and where.precision in POINTS and where.lat is not None and where.lon is not None:
        geometry = {"type": "Point", "coordinates": [round(where.lon, 6), round(where.lat, 6)]}
    told: dict[str, Any] = {
        k: v for k, v in row(event, reports).items() if v and k not in ("latitude", "longitude", "event")
    }
    told |= {k: int(told[k]) for k in ("reports", "origins") if k in told}
    told |= {k: float(told[k]) for k in ("score", "confidence") if k in told}
    return {"type": "Feature", "id": event.id, "geometry": geometry, "properties": told}
