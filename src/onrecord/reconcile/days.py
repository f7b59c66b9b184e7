"""When a claim's event can have been: stated by the report, or assumed from its publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onrecord.model import Claim, Report

BACK = 4
"""A report that names no day tells as news what happened at most so many days before it."""

AHEAD = 30
"""What a report says is planned, it expects within so many days."""


@dataclass(frozen=True)
class Window:
    """First and last possible day as ordinals; `stated` where the report says so."""

    first: int
    last: int
    stated: bool

    @property
    def exact(self) -> bool:
        """Whether it is one day, and stated."""
        return self.stated and self.first == self.last


def window(claim: Claim, report: Report | None) -> Window | None:
    """The days on which the event of a claim can have been; None where nothing tells."""
    day = published(report)
    if claim.when and (start := claim.when.earliest or claim.when.latest):
        # "since Saturday" reaches to the day of writing
        end = claim.when.latest or (day if day and claim.status != "planned" else start)
        return Window(start.toordinal(), max(end, start).toordinal(), True)
    if not day or claim.status == "historical":
        return None
    if claim.status in ("happened", "ongoing", "denied"):
        return Window(day.toordinal() - BACK, day.toordinal(), False)
    return Window(day.toordinal(), day.toordinal() + AHEAD, False)


def published(report: Report | None) -> date | None:
    """The day of writing, as well as we know it."""
    return (report.published or report.stated) if report else None


def gap(a: Window, b: Window) -> int:
    """The days that lie between two windows: 0 where they meet.

    >>> gap(Window(10, 12, True), Window(14, 14, True)), gap(Window(10, 12, True), Window(11, 20, False))
    (2, 0)
    """
    return max(0, a.first - b.last, b.first - a.last)
