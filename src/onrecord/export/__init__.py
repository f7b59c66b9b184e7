"""The door out: what the field's users already load.

Each format is a function of events and reports (by id) to the lines of a file; the same record gives
the same lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from onrecord.errors import InputError
from onrecord.export.acled_csv import acled, kind
from onrecord.export.cells import deed, tolls
from onrecord.export.flat_csv import flat
from onrecord.export.gdelt import gdelt_events, gdelt_mentions
from onrecord.export.geojson import geojson
from onrecord.export.graphml import graphml, ties
from onrecord.export.hxl_csv import hxl
from onrecord.export.icews_tsv import icews
from onrecord.export.plover_jsonl import plover
from onrecord.export.polecat_tsv import polecat
from onrecord.export.ucdp_csv import ucdp
from onrecord.model import DEEDS, Event, Report

Writer = Callable[[Iterable[Event], Mapping[str, Report]], Iterator[str]]

FORMATS: Mapping[str, Writer] = {
    "plover": plover,
    "polecat": polecat,
    "icews": icews,
    "gdelt-events": gdelt_events,
    "gdelt-mentions": gdelt_mentions,
    "acled": acled,
    "ucdp": ucdp,
    "hxl": hxl,
    "geojson": geojson,
    "graphml": graphml,
    "csv": flat,
}


def export(events: Iterable[Event], reports: Mapping[str, Report], *, format: str) -> Iterator[str]:
    """The lines of a file of that format; raises `InputError` for one that we do not write."""
    if format not in FORMATS:
        raise InputError(f"no export called {format!r}; there are: {', '.join(FORMATS)}")
    return FORMATS[format](events, reports)


def holds(event: Event, format: str) -> bool:
    """Whether a format has a place for an event."""
    if format in ("plover", "geojson", "csv"):
        return True
    if format == "polecat":
        return event.status in DEEDS
    if format == "acled":
        return deed(event) and kind(event) is not None
    if format == "ucdp":
        return event.type == "ASSAULT" and deed(event) and any(n > 0 for n in tolls(event, "killed"))
    if format == "graphml":
        return deed(event) and any(ties(event))
    return deed(event)


__all__ = ["FORMATS", "export", "holds", "plover", "polecat"]
