"""Times that name a holiday or feast."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.coding.when.calendar import holiday
from onrecord.coding.when.days import nearest, year_of
from onrecord.coding.when.feasts import ISLAMIC
from onrecord.coding.when.found import Found
from onrecord.coding.when.grammar import Match
from onrecord.coding.when.told import Told


def on_holiday(m: Match, told: Told) -> Found | None:
    """A time like "Christmas Eve", "Thanksgiving", "Good Friday 1998", "Ramadan"."""
    rule = m.value("holiday") or ""
    part = m.value("part")
    number = year_of(m, told)
    if number is None and told.narrative and told.year and told.year.isdigit():
        number = int(told.year)
    if number is not None:
        day = holiday(rule, number)
        return None if day is None else _feast(rule, day, part)
    days = [] if told.published is None else [holiday(rule, told.published.year + n) for n in (-1, 0, 1)]
    known = [d for d in days if d is not None]
    if told.published is None or not known:
        fixed = f"XXXX-{rule}" if re.fullmatch(r"\d\d-\d\d", rule) else "XXXX-XX-XX"
        return Found(fixed + (f"T{part}" if part else ""))
    if m.has("last", "past"):
        best = max((d for d in known if d < told.published), default=known[0])
    elif m.has("next", "coming"):
        best = min((d for d in known if d > told.published), default=known[-1])
    else:
        best = nearest(known, m, told, told.published, horizon=0)
    return _feast(rule, best, part).on(told.published, "published")


def _feast(rule: str, day: date, part: str | None) -> Found:
    """The days of a feast; an Islamic one may fall a day earlier or later than the tables have it."""
    if part:
        return Found(f"{day}T{part}", "TIME")
    if rule == "ramadan+0":
        last = day + timedelta(29)
        return Found(f"{day}/{last}", mod="APPROX", days=(day - timedelta(1), last), precision="month")
    if rule.rpartition("+")[0] in ISLAMIC:
        return Found(day.isoformat(), mod="APPROX", days=(day - timedelta(1), day + timedelta(1)), precision="range")
    return Found(day.isoformat())
