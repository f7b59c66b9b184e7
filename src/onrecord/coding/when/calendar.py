"""Days, weeks, seasons and quarters as TIMEX3 values, and the days that a value means."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from onrecord.coding.when.feasts import day_of, is_feast
from onrecord.errors import DataError
from onrecord.model import Precision

SEASONS = {"SP": (3, 1, 6, 21), "SU": (6, 1, 9, 23), "FA": (9, 1, 12, 21)}
"""From the first day that anyone counts to it to the last (meteorological, astronomical), north of the equator."""
PARTS = {"MO": 6, "DT": 8, "AF": 12, "EV": 18, "NI": 20}

VALUE = re.compile(
    r"(?P<year>\d{4})(?:"
    r"-(?P<month>\d\d)(?:-(?P<day>\d\d)(?P<time>T.+)?)?"
    r"|-W(?P<week>\d\d)(?P<weekend>-WE)?"
    r"|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<season>SP|SU|FA|WI))?\Z"
)
Days = tuple[date, date]


def bounds(value: str, mod: str | None = None) -> tuple[date | None, date | None, Precision]:
    """The first and last day that a TIMEX3 value can mean, and how precise it is; no days where it has an unknown part.

    >>> bounds("1998-Q3")
    (datetime.date(1998, 7, 1), datetime.date(1998, 9, 30), 'quarter')
    >>> bounds("XXXX-WXX-6")
    (None, None, 'unknown')
    """
    first, last, precision = _whole(value)
    if first is not None and last is not None and mod in ("START", "MID", "END"):
        first, last = _narrowed(first, last, mod)
    return first, last, precision


def _narrowed(first: date, last: date, mod: str) -> Days:
    """The early or late half, or the middle half, of a stretch of more than three days."""
    length = (last - first).days
    if length < 3:
        return first, last
    if mod == "START":
        return first, first + timedelta(days=length // 2)
    if mod == "END":
        return last - timedelta(days=length // 2), last
    return first + timedelta(days=length // 4), last - timedelta(days=length // 4)


@lru_cache(maxsize=4096)
def _whole(value: str) -> tuple[date | None, date | None, Precision]:
    try:
        return _read(value)
    except ValueError:  # 1998-02-30, or a year that datetime does not hold
        return None, None, "unknown"


def _read(value: str) -> tuple[date | None, date | None, Precision]:
    if re.fullmatch(r"\d{3}", value):
        return date(int(value) * 10, 1, 1), date(int(value) * 10 + 9, 12, 31), "decade"
    if re.fullmatch(r"\d{2}", value):
        return date(int(value) * 100, 1, 1), date(int(value) * 100 + 99, 12, 31), "century"
    match = VALUE.match(value)
    if match is None:
        return None, None, "unknown"
    year = int(match["year"])
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return day, day, "time" if match["time"] else "day"
    if match["month"]:
        month = int(match["month"])
        return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"
    if match["week"]:
        monday = date.fromisocalendar(year, int(match["week"]), 1)
        saturday = monday + timedelta(days=5 if match["weekend"] else 0)
        return saturday, monday + timedelta(days=6), "day" if match["weekend"] else "week"
    return _part_of_year(year, match)


def _part_of_year(year: int, match: re.Match[str]) -> tuple[date, date, Precision]:
    if match["quarter"]:
        month = 3 * int(match["quarter"])
        return date(year, month - 2, 1), date(year, month, monthrange(year, month)[1]), "quarter"
    if match["half"]:
        month = 6 * int(match["half"])
        return date(year, month - 5, 1), date(year, month, monthrange(year, month)[1]), "range"
    if match["season"] == "WI":  # "the winter of 2010" is its first months or its last: both, until the text says which
        return date(year, 1, 1), date(year + 1, 3, 20), "season"
    if match["season"]:
        m1, d1, m2, d2 = SEASONS[match["season"]]
        return date(year, m1, d1), date(year, m2, d2), "season"
    return date(year, 1, 1), date(year, 12, 31), "year"


def first_day(value: str) -> date | None:
    """The first day that a value can mean."""
    return _whole(value)[0]


def week(day: date) -> str:
    """The ISO week of a day as a value.

    >>> week(date(2023, 1, 1))
    '2022-W52'
    """
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02d}"


def quarter(day: date) -> str:
    """The quarter of a day as a value."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def months_on(day: date, months: int) -> date:
    """The day so many months on, or the last of that month where it is shorter."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def moved(day: date, unit: str, number: int) -> str | None:
    """The value so many units from a day, as fine as the unit is; None where no calendar goes that far.

    >>> moved(date(2023, 10, 20), "W", -1), moved(date(2023, 10, 20), "M", 2), moved(date(2023, 10, 20), "DE", -1)
    ('2023-W41', '2023-12', '201')
    """
    try:
        if unit == "D":
            return (day + timedelta(days=number)).isoformat()
        if unit in ("W", "WE", "2W"):
            found = week(day + timedelta(weeks=number * (2 if unit == "2W" else 1)))
            return found + "-WE" if unit == "WE" else found
        if unit == "M":
            return months_on(day, number).isoformat()[:7]
        if unit == "Q":
            return quarter(months_on(day.replace(day=1), 3 * number))
    except (ValueError, OverflowError):
        return None
    year = day.year + number * {"DE": 10, "CE": 100}.get(unit, 1)
    if unit not in ("Y", "DE", "CE") or not 1 <= year <= 9999:
        return None
    return f"{year:04d}"[: {"Y": 4, "DE": 3, "CE": 2}[unit]]


def moved_date(day: date, unit: str, number: int) -> date | None:
    """The day so many days, weeks, months or years from a day."""
    try:
        if unit in ("D", "W", "2W"):
            return day + timedelta(days=number * {"D": 1, "W": 7, "2W": 14}[unit])
        months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}.get(unit)
        return None if months is None else months_on(day, number * months)
    except (ValueError, OverflowError):
        return None


def weekday_from(day: date, weekday: int, direction: int, *, itself: bool = True) -> date:
    """The nearest day of that ISO weekday before (-1) or after (+1) a day; `itself`: the day may be it.

    >>> weekday_from(date(2023, 10, 23), 6, -1)
    datetime.date(2023, 10, 21)
    """
    away = (weekday - day.isoweekday()) % 7 if direction > 0 else -((day.isoweekday() - weekday) % 7)
    if away == 0 and not itself:
        away = 7 * direction
    return day + timedelta(days=away)


def holiday(rule: str, year: int) -> date | None:
    """The day of a holiday in a year, by a rule of `holidays.tsv`.

    >>> holiday("easter-2", 2024), holiday("11/4/4", 2023), holiday("11/1/1+1", 2020)
    (datetime.date(2024, 3, 29), datetime.date(2023, 11, 23), datetime.date(2020, 11, 3))
    """
    if found := re.fullmatch(r"(\d\d)-(\d\d)", rule):
        return date(year, int(found[1]), int(found[2]))
    if found := re.fullmatch(r"(\d\d)/(-?\d)/(\d)(?:\+(\d))?", rule):
        nth = nth_weekday(year, int(found[1]), int(found[2]), int(found[3]))
        return nth + timedelta(days=int(found[4] or 0))
    feast = re.fullmatch(r"([a-z-]+?)([+-]\d+)", rule)
    if feast is None or not is_feast(feast[1]):
        raise DataError(f"data/when/holidays.tsv: no such rule: {rule!r}")
    day = day_of(feast[1], year)
    return None if day is None else day + timedelta(days=int(feast[2]))


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """The n-th such weekday of a month; -1 the last."""
    if nth < 0:
        return weekday_from(date(year, month, monthrange(year, month)[1]), weekday, -1)
    return weekday_from(date(year, month, 1), weekday, 1) + timedelta(weeks=nth - 1)
