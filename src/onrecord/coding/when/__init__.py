"""When: the times that a text tells, as TIMEX3 values and as days.

times(text, published, reading)  -> list[Time]       every time expression, in order
attach(sentence, predicate, times) -> Time | None    the time that belongs to a predicate
reanchor(time, old, new)         -> When             a relative time on another day of writing
"""

from __future__ import annotations

from onrecord.coding.when.attach import attach
from onrecord.coding.when.find import times
from onrecord.coding.when.reanchor import reanchor

__all__ = ["attach", "reanchor", "times"]
