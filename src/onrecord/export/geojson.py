"""GeoJSON (RFC 7946): a feature an event; a country, a sea or a region without a point has no geometry.

Every event is there, with its status; whoever draws deeds only asks for `status` happened or ongoing.  Every feature
has the same properties, null where nothing is known, so that each becomes a column even if no event has it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onrecord.export import cells
from onrecord.export.flat_csv import COLUMNS, row
from onrecord.export.order import ordered
from onrecord.model import Event, Report

POINTS = frozenset({"point", "city", "town", "district"})
"""Precisions at which a point tells where it was."""

WHOLE = ("reports", "origins", "geonames_id")


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
    cells_of = row(event, reports)
    told: dict[str, Any] = {c: cells_of[c] or None for c in COLUMNS if c not in ("event", "latitude", "longitude")}
    told |= {c: int(told[c]) for c in WHOLE if told[c]}
    told |= {c: float(told[c]) for c in ("score", "confidence")}
    return {"type": "Feature", "id": event.id, "geometry": geometry, "properties": told}
