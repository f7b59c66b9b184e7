"""ICEWS: 20 columns, parted by tabs, with a header; one deed a row, its first actor and recipient.

CAMEO codes come from PLOVER's crosswalk; `Intensity` is PLOVER's score.  Only what happened or is under way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from onrecord import ontology
from onrecord.export import cells
from onrecord.export.cameo import cameo
from onrecord.export.order import first_report, ordered
from onrecord.model import Event, Party, Report

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City",
    "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
LEVELS = {"point": "City", "city": "City", "town": "City", "district": "District", "region": "Province"}


def icews(events: Iterable[Event], reports: Mapping[str, Report]) -> Iterator[str]:
    """The header, and a line for each deed in order of their days."""
    yield cells.line(COLUMNS, delimiter="\t", quoting=False)
    for event in ordered(events):
        if cells.deed(event):
            told = row(event, reports)
            yield cells.line([told.get(c, "") for c in COLUMNS], delimiter="\t", quoting=False)


def row(event: Event, reports: Mapping[str, Report]) -> dict[str, str]:
    """An event as cells by column."""
    where, report = cells.place(event), first_report(event, reports)
    told = {
        "Event ID": event.id,
        "Event Date": str(cells.day(event) or ""),
        "Event Text": f"{event.type.capitalize()}{', ' + event.mode if event.mode else ''}",
        "CAMEO Code": cameo(event),
        "Intensity": cells.number(event.score),
        **_party("Source", event.actors),
        **_party("Target", event.recipients),
        "Story ID": report.id if report else "",
        "Publisher": (report.source or "") if report else "",
    }
    if where:
        told |= {LEVELS[where.precision]: where.name} if where.precision in LEVELS else {}
        told |= {"Province": where.region} if where.region and where.precision != "region" else {}
        told |= {"Country": cells.country(where.country)}
        told |= {"Latitude": cells.number(where.lat), "Longitude": cells.number(where.lon)}
    return told


def _party(role: str, parties: tuple[Party, ...]) -> dict[str, str]:
    if not parties:
        return {}
    first = parties[0]
    sectors = ", ".join(ontology.sectors().get(s, s) for s in first.sectors)
    return {f"{role} Name": first.name, f"{role} Sectors": sectors, f"{role} Country": cells.country(first.country)}
