"""The day that a header states, or why it states none."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

EARLIEST = 1500
"""No report is older than the printed news sheet; an earlier year is a placeholder or a slip."""

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?![\d])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?$")
_DAY_FIRST = re.compile(r"(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})\b", re.I)
_MONTH_FIRST = re.compile(r"(?:[a-z]{6,9},\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b", re.I)
_AMBIGUOUS = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def stated(value: object, today: date) -> date | None:
    """The day in `value`; None if it is empty.  Raises `ValueError` with the reason and the next step.

    >>> stated("2023-11-09T08:15:00Z", date(2024, 1, 1))
    datetime.date(2023, 11, 9)
    >>> stated("Thu, 09 Nov 2023 08:15:00 GMT", date(2024, 1, 1))
    datetime.date(2023, 11, 9)
    >>> stated("2023-02-30", date(2024, 1, 1))
    Traceback (most recent call last):
    ValueError: the date 2023-02-30 does not exist: correct it and add the file again
    """
    if isinstance(value, datetime):
        value = value.date()
    if value is None:
        return None
    day = value if isinstance(value, date) else _parsed(str(value).strip())
    if day is None:
        return None
    if day.year < EARLIEST:
        raise ValueError(f"no report is of the year {day.year}: correct the date {day} and add the file again")
    if day > today + timedelta(days=1):  # a day's grace: it is tomorrow already east of here
        raise ValueError(
            f"the date {day} lies in the future (this computer's calendar says {today}): "
            "correct it and add the file again"
        )
    return day


def _parsed(text: str) -> date | None:
    """The day that a string means, in the few forms that mean one day only."""
    if not text:
        return None
    if (found := _ISO.match(text)) or (found := _COMPACT.match(text)):
        year, month, day = found.groups()
        return _day(text, int(year), int(month), int(day))
    if found := _DAY_FIRST.match(text):
        day, name, year = found.groups()
        return _day(text, int(year), _month(name), int(day))
    if found := _MONTH_FIRST.match(text):
        name, day, year = found.groups()
        return _day(text, int(year), _month(name), int(day))
    if _AMBIGUOUS.match(text):
        raise ValueError(f"the date {text} can be read in two ways: write it as YYYY-MM-DD and add the file again")
    raise ValueError(f"{text[:40]!r} is no date that can be read: write it as YYYY-MM-DD and add the file again")


def _month(name: str) -> int:
    """The number of a month, 0 for a word that is none."""
    known = name[:3].lower()
    return _MONTHS.index(known) + 1 if known in _MONTHS else 0


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"the date {text[:40]} does not exist: correct it and add the file again") from None
