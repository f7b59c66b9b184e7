"""The deadlines of conditions whose reports bear a date that is not believed: `dated(conditions, doubts, reanchor)`.

"By Friday" is a day only where the day of writing is known.  Where other reports settle that day, the deadline is read
on it anew; where nobody does, there is none.  A deadline that names its day ("by 10 May 2024") stays.  Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from onrecord.model import Condition, Doubt, When

Reanchor = Callable[[When, date | None, date | None], When]

LONG = 31
"""A report that can have been written on more days than this gives no deadline."""


def dated(conditions: Iterable[Condition], doubts: Iterable[Doubt], reanchor: Reanchor | None) -> list[Condition]:
    """The conditions, with the deadlines that their reports can give; all else as it was."""
    better = {d.report: d.better for d in doubts if d.field == "stated"}
    return [_dated(c, better[c.report], reanchor) if c.report in better else c for c in conditions]


def _dated(condition: Condition, better: str | None, reanchor: Reanchor | None) -> Condition:
    deadline = condition.deadline
    if deadline is None or deadline.anchored_on != "published":
        return condition
    anew = _anew(deadline, better, reanchor) if better and reanchor else None
    return condition.model_copy(update={"deadline": anew})


def _anew(deadline: When, better: str, reanchor: Reanchor) -> When | None:
    """The deadline read on each day on which the report can have been written: the days that it can mean."""
    begin, _, end = better.partition("/")
    first, last = date.fromisoformat(begin), date.fromisoformat(end or begin)
    if not 0 <= (last - first).days <= LONG:
        return None
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    read = [reanchor(deadline, deadline.anchor, day) for day in days]
    firsts, lasts = [w.earliest for w in read if w.earliest], [w.latest for w in read if w.latest]
    if not firsts or not lasts:
        return None
    update: dict[str, object] = {
        "earliest": min(firsts),
        "latest": max(lasts),
        "anchor": first,
        "anchored_on": "settled",
    }
    if len({w.timex for w in read}) > 1:
        update |= {"timex": None, "precision": "range"}
    return read[0].model_copy(update=update)
