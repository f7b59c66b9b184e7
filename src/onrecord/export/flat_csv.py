"""CSV: one row an event, whatever its status, with a header; several values stand in one cell, parted by `; `."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from onrecord.export import cells
from onrecord.export.order import ordered
from onrecord.model import Event, Report
from onrecord.ontology import QUADS

COLUMNS = (
    "event", "first_day", "last_day", "first_published", "last_published", "type", "mode", "contexts", "quad", "score",
    "status", "actors", "actor_countries", "recipients", "recipient_countries", "place", "country", "region",
    "latitude", "longitude", "geo_precision", "geonames_id", "figures", "topic", "manner", "said_by", "disputed",
    "reports", "origins", "sources", "confidence", "sentence",
)  # fmt: skip


def flat(events: Iterable[Event], reports: Mapping[str, Report]) -> Iterator[str]:
    """The header, and a line for each event in order of their days."""
    yield cells.line(COLUMNS)
    for event in ordered(events):
        told = row(event, reports)
        yield cells.line([told.get(c, "") for c in COLUMNS])


def row(event: Event, reports: Mapping[str, Report]) -> dict[str, str]:
    """An event as cells by column."""
    first, last = cells.span(event)
    where = cells.place(event)
    return {
        "event": event.id,
        "first_day": str(first or ""),
        "last_day": str(last or ""),
        "first_published": str(event.first_published or ""),
        "last_published": str(event.last_published or ""),
        "type": event.type,
        "mode": event.mode or "",
        "contexts": cells.BETWEEN.join(event.contexts),
        "quad": QUADS[event.quad],
        "score": cells.number(event.score),
        "status": event.status,
        "actors": cells.names(event.actors),
        "actor_countries": cells.countries(event.actors),
        "recipients": cells.names(event.recipients),
        "recipient_countries": cells.countries(event.recipients),
        "place": where.name if where else cells.BETWEEN.join(m.text for m in event.places),
        "country": (where.country or "") if where else "",
        "region": (where.region or "") if where else "",
        "latitude": cells.number(where.lat) if where else "",
        "longitude": cells.number(where.lon) if where else "",
        "geo_precision": where.precision if where else "",
        "geonames_id": str(where.geonames_id or "") if where else "",
        "figures": cells.BETWEEN.join(f"{f.what}: {f.text}" for f in event.figures),
        "topic": event.topic or "",
        "manner": event.manner or "",
        "said_by": event.said_by.name if event.said_by else "",
        "disputed": cells.BETWEEN.join(d.field for d in event.disputes),
        "reports": str(len(event.reports)),
        "origins": str(len(event.origins)),
        "sources": cells.BETWEEN.join(cells.sources(event, reports)),
        "confidence": cells.number(event.confidence),
        "sentence": cells.sentence(event, reports),
    }
