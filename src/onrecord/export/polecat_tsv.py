"""POLECAT: 40 columns, parted by tabs, with a header; one deed a row.

POLECAT has no column for what is planned, feared or denied, so that only deeds are written: events that
happened, are under way or are told as history.  An unknown cell stays empty; several actors stand in one
cell, parted by `; `, never in several rows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord import ontology
from onrecord.export.cow import cow
from onrecord.export.order import first_report, ordered, published
from onrecord.model import DEEDS, Event, Party, PlaceMention, Report

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip

BETWEEN = "; "


def polecat(events: Iterable[Event], reports: Mapping[str, Report]) -> Iterator[str]:
    """The header, and a line for each deed in order of their days."""
    yield _line(COLUMNS)
    for event in ordered(events):
        if event.status in DEEDS:
            cells = row(event, reports)
            yield _line([cells.get(column, "") for column in COLUMNS])


def row(event: Event, reports: Mapping[str, Report]) -> dict[str, str]:
    """An event as cells by column; what is not known has none."""
    when = event.when
    day = when.earliest if when and when.earliest == when.latest else None
    report = first_report(event, reports)
    published_on = published(report) if report else None
    told = {
        "Event ID": event.id,
        "Event Date": day.isoformat() if day else "",
        "Event Type": event.type,
        "Event Mode": event.mode or "",
        "Intensity": f"{event.score:g}",
        "Quad Code": ontology.QUADS[event.quad].upper(),
        "Contexts": BETWEEN.join(event.contexts),
        **_parties("Actor", event.actors),
        **_parties("Recipient", event.recipients),
        **(_place(event.places[0]) if event.places else {}),
        "Source": (report.source or "") if report else "",
        "Publication Date": published_on.isoformat() if published_on else "",
        "Language": report.language if report else "",
        "Version": _version(),
    }
    return {column: " ".join(cell.split()) for column, cell in told.items() if cell.strip()}


def _parties(role: str, parties: Sequence[Party]) -> dict[str, str]:
    """The cells of actors or recipients, in one order in each."""
    if not parties:
        return {}
    return {
        f"{role} Name": _joined([p.name for p in parties]),
        f"{role} Country": _joined([p.country or "" for p in parties]),
        f"{role} COW": _joined([cow(p.country) for p in parties]),
        f"Primary {role} Sector": _joined([p.sectors[0] if p.sectors else "" for p in parties]),
        f"{role} Sectors": BETWEEN.join(dict.fromkeys(s for p in parties for s in p.sectors)),
        f"{role} Title": _joined([p.office or "" for p in parties]),
        f"{role} Name Raw": _joined([p.text for p in parties]),
    }


def _joined(cells: Sequence[str]) -> str:
    """Cells of several parties: in their order, an empty one for who has none, nothing where nobody has one."""
    return BETWEEN.join(cells) if any(cells) else ""


def _place(mention: PlaceMention) -> dict[str, str]:
    place = mention.place
    if not place:
        return {"Raw Placename": mention.text}
    level = {"point": "City", "city": "City", "district": "District", "region": "Province"}.get(place.precision)
    return {
        **({level: place.name} if level else {}),
        "Placename": place.name,
        "Country": place.country or "",
        "Latitude": f"{place.lat:g}" if place.lat is not None else "",
        "Longitude": f"{place.lon:g}" if place.lon is not None else "",
        "GeoNames ID": str(place.geonames_id) if place.geonames_id is not None else "",
        "Raw Placename": mention.text,
        "Feature Type": place.feature or "",
        **({"Province": place.region} if place.region and level != "Province" else {}),
    }


def _line(cells: Sequence[str]) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter="\t", lineterminator="\n").writerow(cells)
    return written.getvalue()


def _version() -> str:
    from onrecord import __version__

    return f"onrecord {__version__}"
