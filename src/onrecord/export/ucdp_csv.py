"""UCDP-shaped: deadly violence as in the Georeferenced Event Dataset, low, best and high; CSV, one deed a row.

`best` is the value of most independent origins, `low` and `high` the least and the most that any report gives.  Where
the dead are not told apart they stand in `deaths_unknown`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from onrecord.export import cells
from onrecord.export.acled_csv import CIVILIANS
from onrecord.export.order import first_report, ordered, published
from onrecord.model import Event, Report

COLUMNS = (
    "id", "number_of_sources", "source_article", "source_date", "source_headline", "side_a", "side_b", "where_prec",
    "where_coordinates", "country", "latitude", "longitude", "date_prec", "event_clarity", "date_start", "date_end",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low",
)  # fmt: skip


def ucdp(events: Iterable[Event], reports: Mapping[str, Report]) -> Iterator[str]:
    """The header, and a line for each assault that killed, in order of their days."""
    yield cells.line(COLUMNS)
    for event in ordered(events):
        dead = [n for n in cells.tolls(event, "killed") if n > 0]
        if event.type == "ASSAULT" and cells.deed(event) and dead:
            told = row(event, reports, dead)
            yield cells.line([told.get(c, "") for c in COLUMNS])


def row(event: Event, reports: Mapping[str, Report], dead: list[float]) -> dict[str, str]:
    """An event as cells by column."""
    first, last = cells.span(event)
    where, report = cells.place(event), first_report(event, reports)
    civilians = bool(event.recipients) and all(p.sectors and p.sectors[0] in CIVILIANS for p in event.recipients)
    told = {
        "id": event.id,
        "number_of_sources": str(len(event.origins)),
        "source_article": "; ".join(cells.sources(event, reports)),
        "source_date": str(published(report) or "") if report else "",
        "source_headline": (report.title or "") if report else "",
        "side_a": cells.names(event.actors),
        "side_b": "Civilians" if civilians else cells.names(event.recipients),
        "date_prec": _date_prec((last - first).days if first and last else None),
        "event_clarity": "1" if cells.day(event) else "2",
        "date_start": str(first or ""),
        "date_end": str(last or ""),
        "deaths_civilians" if civilians else "deaths_unknown": cells.number(dead[0]),
        "best": cells.number(dead[0]),
        "high": cells.number(max(dead)),
        "low": cells.number(min(dead)),
    }
    if where:
        prec = {"point": "1", "city": "1", "town": "1", "district": "3", "region": "4", "country": "6"}
        told |= {
            "where_prec": prec.get(where.precision, "7"),
            "where_coordinates": where.name,
            "country": cells.country(where.country),
            "latitude": cells.number(where.lat),
            "longitude": cells.number(where.lon),
        }
    return told


def _date_prec(days: int | None) -> str:
    """UCDP's precision of a date: 1 a day, 2 up to six days, 3 a week, 4 a month, 5 more."""
    if days is None:
        return ""
    return "1" if days == 0 else "2" if days < 6 else "3" if days <= 7 else "4" if days <= 31 else "5"
