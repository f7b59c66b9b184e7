"""What a rule found out about a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from onrecord.coding.when.calendar import bounds
from onrecord.model import Precision, When


@dataclass(frozen=True, slots=True)
class Found:
    """A time's TIMEX3 value, type and mod, and the day it was resolved on; `days` where the value does not say them."""

    value: str
    type: str = "DATE"
    mod: str | None = None
    anchor: date | None = None
    anchored_on: str | None = None
    days: tuple[date, date] | None = None
    precision: Precision | None = None

    def on(self, anchor: date | None, anchored_on: str | None) -> Found:
        """The same, resolved on that day."""
        return self if anchor is None else replace(self, anchor=anchor, anchored_on=anchored_on)

    def when(self, text: str) -> When:
        """The days it means."""
        first, last, precision = bounds(self.value, self.mod)
        if self.days is not None:
            first, last = self.days
        if first is not None and precision == "unknown":
            precision = "range"
        return When(
            earliest=first,
            latest=last,
            precision=self.precision or precision,
            timex=self.value,
            text=text,
            anchor=self.anchor,
            anchored_on=self.anchored_on,
        )
