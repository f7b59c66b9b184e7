"""The days of feasts that move: Easter, and those of the Hebrew, Islamic and Chinese calendars."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from onrecord.coding.when.words import table

HEBREW_EPOCH, ISLAMIC_EPOCH = -1373427, 227014
"""Ordinals (as of `date.toordinal`) of the day on which each calendar begins to count."""
HEBREW = {"rosh-hashanah": 0, "yom-kippur": 9, "sukkot": 14}
"""Days after the Hebrew new year."""
PASSOVER = {"purim": -30, "passover": 0, "shavuot": 50, "tisha-bav": 112}
"""Days after Passover, which is 163 days before the next new year."""
ISLAMIC = {"islamic-new-year": (1, 1), "ashura": (1, 10), "mawlid": (3, 12), "ramadan": (9, 1)}
ISLAMIC |= {"eid-al-fitr": (10, 1), "eid-al-adha": (12, 10)}
"""Month and day of the Islamic calendar."""


def day_of(name: str, year: int) -> date | None:
    """The day of a feast in a year; None where we do not know it.

    An Islamic feast is computed by the tabular calendar: the sighting of the moon may move it by a day either way.

    >>> day_of("passover", 2023), day_of("eid-al-fitr", 2024)
    (datetime.date(2023, 4, 6), datetime.date(2024, 4, 10))
    """
    if name == "easter":
        return easter(year)
    if name == "orthodox":
        return orthodox_easter(year)
    if name == "lunar":
        return _lunar().get(year)
    if name in ISLAMIC:
        return _islamic(*ISLAMIC[name], year)
    if name == "hanukkah":
        begins, length = _hebrew_year(year + 3761)
        return begins + timedelta(days=83 + (length % 10 == 5))
    if name in HEBREW:
        return _hebrew_year(year + 3761)[0] + timedelta(days=HEBREW[name])
    if name in PASSOVER:
        return _hebrew_year(year + 3761)[0] + timedelta(days=PASSOVER[name] - 163)
    return None


def is_feast(name: str) -> bool:
    """Whether a name stands for a feast that we can look for."""
    return name in {"easter", "orthodox", "lunar", "hanukkah", *ISLAMIC, *HEBREW, *PASSOVER}


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus).

    >>> easter(2024)
    datetime.date(2024, 3, 31)
    """
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the eastern churches (Meeus' Julian computus, in our calendar).

    >>> orthodox_easter(2024)
    datetime.date(2024, 5, 5)
    """
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    late = year // 100 - year // 400 - 2
    return date(year, month, day + 1) + timedelta(days=late)


def _hebrew_year(year: int) -> tuple[date, int]:
    """The first day of a Hebrew year, and how many days the year has (the arithmetic of Dershowitz and Reingold)."""

    def elapsed(y: int) -> int:
        months = (235 * y - 234) // 19
        parts = 12084 + 13753 * months
        day = 29 * months + parts // 25920
        return day + (3 * (day + 1) % 7 < 3)

    def begins(y: int) -> int:
        before, here, after = elapsed(y - 1), elapsed(y), elapsed(y + 1)
        shift = 2 if after - here == 356 else 1 if here - before == 382 else 0
        return HEBREW_EPOCH + here + shift

    first = begins(year)
    return date.fromordinal(first), begins(year + 1) - first


def _islamic(month: int, day: int, year: int) -> date | None:
    """The first such day of the tabular Islamic calendar within a year of ours."""
    lunar = int((year - 622) * 33 / 32)
    for y in (lunar - 1, lunar, lunar + 1, lunar + 2):
        number = day + 29 * (month - 1) + (6 * month - 1) // 11 + (y - 1) * 354 + (3 + 11 * y) // 30
        found = date.fromordinal(number + ISLAMIC_EPOCH)
        if found.year == year:
            return found
    return None


@lru_cache(maxsize=1)
def _lunar() -> dict[int, date]:
    """The first days of the Chinese year, from `lunar.tsv`."""
    days = [date.fromisoformat(day) for (cell,) in table("lunar.tsv", 1) for day in cell.split()]
    return {day.year: day for day in days}
