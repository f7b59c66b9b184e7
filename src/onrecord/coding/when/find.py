"""Find the times of a text and resolve them in the order in which they are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from onrecord.coding.when import days, holidays, hours, lengths, quarters, relative, weekdays, years
from onrecord.coding.when.found import Found
from onrecord.coding.when.grammar import Match, matches
from onrecord.coding.when.told import Told, narrates
from onrecord.coding.when.words import words
from onrecord.model import Reading, Span, Time

YEARS = range(1000, 9000)
"""Years of publication that we reckon with; outside them the calendar has no room for "last year"."""

Builder = Callable[[Match, Told], Found | None]

BUILDERS: dict[str, Builder] = {
    "stamp": days.stamp,
    "date": days.day_month,
    "day_of_list": days.day_of_list,
    "month": years.month,
    "season": years.season,
    "quarter": quarters.in_quarter,
    "half": quarters.half,
    "year": years.year,
    "year_tail": years.year_tail,
    "era": years.era,
    "decade": years.decade,
    "nth_of": years.nth_of,
    "holiday": holidays.on_holiday,
    "weekday": weekdays.weekday,
    "deictic": weekdays.deictic,
    "part": hours.part_of_day,
    "clocked": hours.clocked,
    "at_hours": hours.at_hours,
    "rel_unit": relative.rel_unit,
    "edge_of": relative.edge_of,
    "ago": relative.ago,
    "step": relative.step,
    "that_time": relative.that_time,
    "span": lengths.span,
    "count_of": lengths.count_of,
    "vague": lengths.vague,
    "each": lengths.each,
    "ref": lengths.ref,
}


def times(text: str, published: date | None = None, reading: Reading | None = None) -> list[Time]:
    """Every time expression of the text, in order, with its TIMEX3 type and value and the days that it means.

    `published` is the day of writing: without it a relative time keeps its value underspecified ("XXXX-WXX-6") and has
    no days.  With a `reading` the syntax decides whether the verb over a bare weekday looks back or ahead.
    """
    key = (text, published, id(reading) if reading is not None else 0)
    if _LAST and _LAST[0][0] == key and _LAST[0][1] is reading:
        return list(_LAST[0][2])
    found = _times(text, published, reading)
    _LAST[:] = [(key, reading, tuple(found))]
    return found


_LAST: list[tuple[tuple[str, date | None, int], Reading | None, tuple[Time, ...]]] = []
"""The last text asked for: the coder and the doubts about a report ask for the same times, one after the other."""


def _times(text: str, published: date | None, reading: Reading | None) -> list[Time]:
    if published is not None and published.year not in YEARS:
        published = None
    told = Told(text, published, narrates(text, published), reading)
    found = []
    candidates = matches(words(text))
    covered = 0
    for n, match in enumerate(candidates):
        if match.first < covered:
            continue
        told.ahead = _after(candidates, n)
        made = BUILDERS[match.rule](match, told)
        if made is None:
            continue
        covered = match.last
        if made.type in ("DATE", "TIME"):
            told.tell(made.value, match)
        span = Span(start=match.start, end=match.end)
        found.append(Time(span=span, type=made.type, value=made.value, when=made.when(match.text)))
    return found


def _after(candidates: list[Match], n: int) -> Match | None:
    """The first candidate that begins after candidate `n` ends."""
    for i in range(n + 1, len(candidates)):
        if candidates[i].first >= candidates[n].last:
            return candidates[i]
    return None
