"""Times that name a quarter or half of a year, as companies report them."""

from __future__ import annotations

from datetime import date

from onrecord.coding.when.calendar import first_day, moved, quarter
from onrecord.coding.when.days import year_of
from onrecord.coding.when.found import Found
from onrecord.coding.when.grammar import Match
from onrecord.coding.when.told import Told
from onrecord.coding.when.years import decade, mod, month, shift


def half(m: Match, told: Told) -> Found | None:
    """A time like "the first half of 1990", "the last half of the '80s"."""
    which = 2 if m.has("last") else m.number("ord", "second")
    edge = {1: "START", 2: "END"}.get(which)
    if edge is None:
        return None
    if m.has("decade"):
        found = decade(m, told)
        return found and Found(found.value, mod=edge)
    if m.has("month"):
        found = month(m, told)
        return found and Found(found.value, mod=edge, anchor=found.anchor, anchored_on=found.anchored_on)
    number = year_of(m, told)
    if number is not None:
        return Found(f"{number}-H{which}")
    unit = m.value("unit")
    if told.published is None or unit != "Y":
        return None
    return Found(f"{told.published.year + shift(m)}-H{which}").on(told.published, "published")


def in_quarter(m: Match, told: Told) -> Found | None:
    """A time like "the third quarter", "the year-ago quarter", "last quarter"."""
    number = m.value("ord", "second")
    year = year_of(m, told)
    if number is not None and int(number) > 4:
        return None
    ago = m.has("ago", "earlier")
    if number is None:
        return _quarter_told(m, told, year, ago)
    if year is None and told.narrative and told.year:
        return Found(f"{told.year}-Q{number}", mod=mod(m)).on(told.anchor(), "mention")
    if year is None:
        if told.published is None:
            return Found(f"XXXX-Q{number}", mod=mod(m))
        year = _year_of_quarter(m, told, told.published, int(number)) - ago
        return Found(f"{year}-Q{number}", mod=None if ago else mod(m)).on(told.published, "published")
    return Found(f"{year}-Q{number}", mod=mod(m))


def _year_of_quarter(m: Match, told: Told, published: date, number: int) -> int:
    """The year of a bare "third quarter" in news: this one, unless it lies well ahead and nothing looks ahead."""
    if m.has("unit"):
        return published.year + shift(m)
    now = (published.month + 2) // 3
    look = told.direction(m.start, m.end)
    if number < now and look > 0 and now - number > 1:
        return published.year + 1
    if number > now and (number - now > 1 or now == 1) and look <= 0:
        return published.year - 1
    return published.year


def _quarter_told(m: Match, told: Told, year: int | None, ago: bool) -> Found | None:
    """A quarter without its number: the one last told, a year before it, or by "last" and "next" from publication."""
    if year is not None and told.quarter:
        return Found(f"{year}{told.quarter[4:]}")
    if ago and told.quarter:
        return Found(f"{int(told.quarter[:4]) - 1}{told.quarter[4:]}").on(first_day(told.quarter), "mention")
    if told.published is None or (not m.has("last", "past", "next", "coming", "current", "this") and told.quarter):
        return Found(told.quarter).on(first_day(told.quarter), "mention") if told.quarter else None
    if ago:
        return Found(f"{told.published.year - 1}").on(told.published, "published")
    step = shift(m) or (0 if m.has("this", "current") else -1)
    value = moved(told.published, "Q", step) or quarter(told.published)
    return Found(value, mod=mod(m)).on(told.published, "published")
