"""In which order events leave, and what is said of each by its first report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from onrecord.model import Event, Report


def ordered(events: Iterable[Event]) -> list[Event]:
    """Events by their first possible day, then by first report and id; those of no known day last."""
    return sorted(events, key=lambda e: (_day(e) or date.max, e.first_published or date.max, e.id))


def _day(event: Event) -> date | None:
    return event.when.earliest if event.when else None


def first_report(event: Event, reports: Mapping[str, Report]) -> Report | None:
    """The report that told the event first, of those at hand."""
    known = [reports[r] for r in event.reports if r in reports]
    return min(known, key=lambda r: (published(r) or date.max, r.id), default=None)


def published(report: Report) -> date | None:
    """The day of publication as far as it is known."""
    return report.published or report.stated
