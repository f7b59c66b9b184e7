"""Times told from another: from the day of writing ("last week"), or from a time told before ("the next day")."""

from __future__ import annotations

import re
from datetime import date

from onrecord.coding.when.calendar import first_day, moved, moved_date
from onrecord.coding.when.found import Found
from onrecord.coding.when.grammar import Match
from onrecord.coding.when.lengths import length, quantity, unit_of
from onrecord.coding.when.told import FULL, Told
from onrecord.coding.when.years import mod

UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX"}
UNKNOWN |= {"DE": "XXX", "CE": "XX", "2W": "XXXX-WXX"}
NEAR = 300
"""Characters within which results are still compared with the quarter told before."""


def rel_unit(m: Match, told: Told) -> Found | None:
    """A time like "last week", "this year", "the same month", "earlier this month", "the day before"."""
    if m.has("period"):
        same = m.has("same", "latest", "comparable") and told.quarter
        return Found(told.quarter or "").on(first_day(told.quarter or ""), "mention") if same else None
    unit = m.value("unit", "weekend") or "D"
    if unit in ("TH", "TM") or _title(m) or (unit == "D" and m.has("last")):  # "the last day of school" is no yesterday
        return None
    if m.after() == "ended" and unit in ("Y", "M", "W"):
        return Found(length("1", unit), "DURATION")
    if m.has("before", "after", "earlier", "later") and m.kinds[-1] in ("before", "after", "earlier", "later"):
        return _beside_told(m, told, unit)
    if m.has("past", "last") and m.has("the") and not m.has("that", "same"):
        return _last_stretch(m, told, unit)
    if _from_told(m, told):
        return _at_told(m, told, unit)
    if told.published is None or told.narrative:
        return Found(UNKNOWN.get(unit, "XXXX"), mod=mod(m))
    shift = -1 if m.has("last", "past", "latest") else 1 if m.has("next", "coming") else 0
    if unit == "WE" and m.kinds[0] == "the" and told.published.isoweekday() < 5 and told.direction(m.start, m.end) <= 0:
        shift = -1  # "over the weekend", written on a Monday
    value = moved(told.published, unit, shift)
    if value is None:
        return None
    found = Found(value, mod=mod(m)).on(told.published, "published")
    return _until_now(found, m, told.published) if shift == 0 else found


def _title(m: Match) -> bool:
    """Whether the words are the name of a programme or paper: "on This Week"."""
    last = m.words.text[m.words.starts[m.last - 1] :][:1]
    return last.isupper() and not m.text.isupper()


def _from_told(m: Match, told: Told) -> bool:
    """Whether a unit counts from a time told before: "that day" always, "the year" only in a narrative."""
    if m.has("that", "same", "following", "prev"):
        return True
    if m.has("next") and m.has("the"):
        return told.narrative or m.value("unit") == "D"
    return told.narrative and not m.has("this", "last", "next", "past", "coming", "current")


def _at_told(m: Match, told: Told, unit: str) -> Found | None:
    """The unit that holds the time last told, or the one before or after it."""
    base = told.anchor()
    shift = -1 if m.has("prev") else 1 if m.has("following", "next") else 0
    if told.last and told.last.startswith("BC") and unit == "Y":
        return Found(f"BC{int(told.last[2:6].ljust(4, '0')) - shift:04d}")
    if base is None or not _fine_enough(told.last or "", unit):
        return Found(UNKNOWN.get(unit, "XXXX"), mod=mod(m))
    value = moved(base, unit, shift)
    return None if value is None else Found(value, mod=mod(m)).on(base, "mention")


def _fine_enough(value: str, unit: str) -> bool:
    """Whether a value is told finely enough to count units from: no day can be counted from "1975"."""
    if unit in ("D", "W", "WE", "2W"):
        return bool(FULL.match(value)) or (unit != "D" and "-W" in value)
    if unit == "M":
        return bool(re.match(r"\d{4}-\d\d", value))
    return bool(re.match(r"\d{4}", value))


def _until_now(found: Found, m: Match, published: date) -> Found:
    """The days of "earlier this month", which end, and of "later this month", which begin, on the day of writing."""
    first, last = found.when("").earliest, found.when("").latest
    whole = Found(found.value).when("")
    if m.has("earlier") and whole.earliest is not None:
        first, last = whole.earliest, published
    elif m.has("later") and whole.latest is not None:
        first, last = published, whole.latest
    else:
        return found
    return Found(found.value, "DATE", found.mod, found.anchor, found.anchored_on, (first, last))


def _last_stretch(m: Match, told: Told, unit: str) -> Found:
    """The stretch that ends on the day of writing: "the past year", "the last week"."""
    value = length("1", unit)
    if told.published is None or told.narrative:
        return Found(value, "DURATION")
    begin = moved_date(told.published, "D" if unit == "WE" else unit, -1)
    if begin is None:
        return Found(value, "DURATION")
    return Found(value, "DURATION", None, told.published, "published", (begin, told.published), "range")


def _beside_told(m: Match, told: Told, unit: str) -> Found | None:
    """One unit from the time last told: "the day before", "a year earlier"."""
    return _stepped(told, unit, -1 if m.kinds[-1] in ("before", "earlier") else 1, m)


def step(m: Match, told: Told) -> Found | None:
    """A time like "two days later", "a few weeks earlier"."""
    back = m.has("earlier", "before")
    number = "X" if m.kinds[0] == "units" else quantity(m)
    if not number.isdigit():
        return Found("PAST_REF" if back else "FUTURE_REF")
    return _stepped(told, unit_of(m), -int(number) if back else int(number), m)


def _stepped(told: Told, unit: str, number: int, m: Match) -> Found | None:
    """So many units from the time last told; of a quarter, a year before is a quarter ("a year earlier" in results)."""
    about = m.value("about")
    if unit == "Y" and told.quarter and abs(number) == 1 and m.start - told.quarter_end < NEAR:
        same = f"{int(told.quarter[:4]) + number}{told.quarter[4:]}"
        return Found(same, mod=about).on(first_day(told.quarter), "mention")
    if told.last and told.last.startswith("BC") and unit == "Y":
        return Found(f"BC{max(int(told.last[2:6].ljust(4, '0')) - number, 1):04d}", mod=about)
    base = told.anchor()
    if base is None or not _fine_enough(told.last or "", unit):
        return Found(UNKNOWN.get(unit, "XXXX-XX-XX"), mod=about)
    if unit in ("D", "W", "2W"):
        day = moved_date(base, unit, number)
        if day is None:
            return None
        value = day.isoformat() if FULL.match(told.last or "") else moved(base, unit, number)
    else:
        value = moved(base, "Y" if unit in ("DE", "CE") else unit, number * {"DE": 10, "CE": 100}.get(unit, 1))
    return None if value is None else Found(value, mod=about).on(base, "mention")


def ago(m: Match, told: Told) -> Found | None:
    """A time like "two weeks ago", "a year ago", "three months from now"; "months ago" says no day."""
    unit = unit_of(m)
    ahead = m.has("hence", "from")
    number = "X" if not m.has("a", "another", "few", "small", "big", "count", "year", "half") else quantity(m)
    if not number.isdigit():
        return Found("FUTURE_REF" if ahead else "PAST_REF").on(told.published, "published")
    count = int(number) if ahead else -int(number)
    if unit == "Y" and count == -1 and told.quarter and m.start - told.quarter_end < NEAR:
        return _stepped(told, unit, count, m)
    about = m.value("about")
    if told.published is None or told.narrative:
        return Found(UNKNOWN.get(unit, "XXXX-XX-XX"), mod=about)
    if unit in ("TH", "TM", "TS"):
        return Found(told.published.isoformat(), mod="APPROX").on(told.published, "published")
    if unit in ("DE", "CE"):
        unit, count = "Y", count * (10 if unit == "DE" else 100)
    value = moved(told.published, unit, count)
    return None if value is None else Found(value, mod=about).on(told.published, "published")


def edge_of(m: Match, told: Told) -> Found | None:
    """A time like "year-end", "the year's end", "the turn of the century"."""
    unit = m.value("unit") or "Y"
    if unit not in ("Y", "M") or told.published is None or told.narrative:
        return None
    value = moved(told.published, unit, 0) or ""
    days = (date(told.published.year, 12, 1), date(told.published.year, 12, 31)) if unit == "Y" else None
    return Found(value, "DATE", "END", told.published, "published", days)


def that_time(m: Match, told: Told) -> Found | None:
    """A time like "at the time", "by that time": when the text was last telling of."""
    if told.last is None:
        return Found("PAST_REF")
    return Found(told.last).on(told.anchor(), "mention")
