"""HXL 1.1: CSV with a hashtag row under the header, one deed a row, for those who bring relief."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from onrecord.export import cells
from onrecord.export.order import ordered
from onrecord.model import Event, Report

COLUMNS = {
    "Event": "#event +id",
    "Type": "#event +type",
    "Mode": "#event +mode",
    "Status": "#status",
    "First day": "#date +start",
    "Last day": "#date +end",
    "Country": "#country +name",
    "Country code": "#country +code",
    "Region": "#adm1 +name",
    "Place": "#loc +name",
    "Latitude": "#geo +lat",
    "Longitude": "#geo +lon",
    "Precision": "#geo +precision",
    "By": "#org +actor",
    "Towards": "#org +recipient",
    "Killed": "#affected +killed",
    "Injured": "#affected +injured",
    "Displaced": "#affected +displaced",
    "Abducted": "#affected +abducted",
    "Items": "#item +name",
    "Number of items": "#item +num",
    "Sum": "#value",
    "Currency": "#currency",
    "Severity": "#severity +score",
    "Description": "#description",
    "Sources": "#meta +source",
    "Origins": "#meta +origins",
}
PEOPLE = ("killed", "injured", "displaced", "abducted")
NO_ITEM = frozenset({*PEOPLE, "released", "arrested", "shot", "duration", "sum"})
"""People, and what is no number of things; money has columns of its own."""


def hxl(events: Iterable[Event], reports: Mapping[str, Report]) -> Iterator[str]:
    """The header, the hashtags, and a line for each deed in order of their days."""
    yield cells.line(tuple(COLUMNS))
    yield cells.line(tuple(COLUMNS.values()))
    for event in ordered(events):
        if cells.deed(event):
            told = row(event, reports)
            yield cells.line([told.get(c, "") for c in COLUMNS])


def row(event: Event, reports: Mapping[str, Report]) -> dict[str, str]:
    """An event as cells by column."""
    first, last = cells.span(event)
    where = cells.place(event)
    things = [f for f in event.figures if f.what not in NO_ITEM and f.low is not None]
    sums = [f for f in event.figures if f.what == "sum" and f.unit != "percent" and f.low is not None]
    told = {
        "Event": event.id,
        "Type": event.type,
        "Mode": event.mode or "",
        "Status": event.status,
        "First day": str(first or ""),
        "Last day": str(last or ""),
        "By": cells.names(event.actors),
        "Towards": cells.names(event.recipients),
        **{what.capitalize(): "".join(map(cells.number, cells.tolls(event, what)[:1])) for what in PEOPLE},
        "Items": things[0].what if things else "",
        "Number of items": cells.number(things[0].low) if things else "",
        "Sum": cells.number(sums[0].low) if sums else "",
        "Currency": (sums[0].unit or "") if sums else "",
        "Severity": cells.number(event.score),
        "Description": cells.sentence(event, reports),
        "Sources": cells.BETWEEN.join(cells.sources(event, reports)),
        "Origins": str(len(event.origins)),
    }
    if where:
        told |= {
            "Country": cells.country(where.country),
            "Country code": where.country or "",
            "Region": where.region or "",
            "Place": where.name,
            "Latitude": cells.number(where.lat),
            "Longitude": cells.number(where.lon),
            "Precision": where.precision,
        }
    return told
