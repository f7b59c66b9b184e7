"""Times that name a day of a month, with or without the year."""

from __future__ import annotations

import re
from datetime import date

from onrecord.coding.when.calendar import first_day, moved
from onrecord.coding.when.found import Found
from onrecord.coding.when.grammar import Match
from onrecord.coding.when.told import Told

HORIZON = 75
"""Days ahead that news tells without a year even where the verb looks back ("the offer was extended to Jan. 9")."""
FOLLOWS = 300
"""Days within which the second of two joined dates follows the first; else they are told the other way about."""
NOUN = 21
"""The same where the day stands before a noun ("the January 8 riots")."""


def stamp(m: Match, told: Told) -> Found | None:
    """A time in figures: "2023-10-07", "25/12/1998"; where day and month may be either, only the year is certain."""
    iso = m.value("isodate")
    if iso:
        day = day_of(iso[:10])
        return None if day is None else Found(iso[:10] if len(iso) == 10 else iso[:16].upper(), "DATE")
    a, b, year = (int(n) for n in re.findall(r"\d+", m.value("slashdate") or "0/0/0"))
    year = year if year > 99 else century(year, told)
    if a > 12 or a == b or "." in m.text:
        a, b = b, a  # 25/12/1998 and 25.12.1998 are day first; 12/25/1998 is month first
    elif b <= 12 and told.published is not None:
        sure = [
            d for d in (day_of(f"{year}-{x:02d}-{y:02d}") for x, y in ((a, b), (b, a))) if d and d <= told.published
        ]
        if len(sure) != 1:
            return Found(f"{year}-XX-XX")
        return Found(sure[0].isoformat())
    elif b <= 12:
        return Found(f"{year}-XX-XX")
    found = day_of(f"{year}-{a:02d}-{b:02d}")
    return None if found is None else Found(found.isoformat())


def day_of(value: str) -> date | None:
    """The day that a value names; None where there is no such day."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def century(year: int, told: Told) -> int:
    """The full year of one in two figures: the latest that is not well after publication."""
    limit = told.published.year + 5 if told.published else 2030
    return year + (limit - year) // 100 * 100


def year_of(m: Match, told: Told) -> int | None:
    """The year that the words name."""
    full = m.last_value("year")
    if full is None and m.has("count") and m.has("unit"):  # "the year two thousand"
        full = m.value("count") if 1000 <= m.number("count") <= 2100 else None
    if full is not None:
        return int(full)
    short = m.value("yy")
    if short is None and len(m.kinds) == 3 and m.kinds[1] == "month" and m.kinds[2] in ("small", "big"):
        short = m.words.values[m.last - 1]  # "SAN JOSE, 3 JAN 90 --"
        short = short if len(m.word(m.last - 1)) == 2 else None
    return None if short is None else century(int(short), told)


def year_ahead(m: Match) -> str | None:
    """The year named after the second of two dates: "from May 3 to August 6, 1988", "April and June 1955"."""
    if m.after() not in ("to", "and", "or", "hyphen", "prep", "slash"):
        return None
    second = False
    for i in range(m.last + 1, min(m.last + 6, len(m.words.kinds))):
        kind = m.words.kinds[i]
        if kind == "year":
            return m.words.values[i] if second else None
        if kind not in ("month", "small", "ord", "comma", "the", "of", "season", "fall", "early", "late", "end"):
            return None
        second = second or kind in ("month", "season", "fall")
    return None


def day_month(m: Match, told: Told) -> Found | None:
    """A time like "3 May 1968", "Oct. 7", "Friday, May 3"."""
    unit = m.value("unit", "units")
    if unit is not None:
        return _day_of_this(m, told)
    found = _day_month(m, told)
    part = m.value("part")
    if found is None or part is None or m.rule != "date":
        return found
    return Found(f"{found.value}T{part}", "TIME", None, found.anchor, found.anchored_on)  # "Monday night, May 3"


def _day_month(m: Match, told: Told) -> Found | None:
    month, day = m.number("month"), _number_of_day(m)
    year = year_of(m, told)
    text = str(year) if year is not None else year_ahead(m)
    if text is not None:
        made = f"{text}-{month:02d}-{day:02d}"
        return None if day_of(made) is None else Found(made)
    if day > 29 and day_of(f"2024-{month:02d}-{day:02d}") is None:
        return None
    return yearless(f"{month:02d}-{day:02d}", m, told)


def _number_of_day(m: Match) -> int:
    """The figure or ordinal beside the month."""
    kinds, values = m.words.kinds, m.words.values
    for i in range(m.first, m.last):
        if kinds[i] == "month":
            for j in (i + 1, i - 1, i - 2):
                if m.first <= j < m.last and kinds[j] in ("small", "ord", "second"):
                    return int(values[j])
    return int(m.value("small", "ord", "second") or 0)


def yearless(rest: str, m: Match, told: Told) -> Found:
    """The value of a month and day whose year the text leaves out.

    In a narrative the year is the one last told.  In news it is the nearest, unless the verb looks back and the day
    would lie months ahead, or the other way about.
    """
    if told.narrative or told.published is None:
        if told.year is None or not told.narrative or not told.year.isdigit():
            return Found(f"XXXX-{rest}")
        return Found(f"{told.year}-{rest}").on(told.anchor(), "mention")
    published = told.published
    days = [d for d in (day_of(f"{published.year + n}-{rest}") for n in (-1, 0, 1)) if d is not None]
    if not days:
        return Found(f"XXXX-{rest}")
    first = told.joined(m)
    after = [d for d in days if first is not None and 0 <= (d - first).days < FOLLOWS]
    return Found((after[0] if after else nearest(days, m, told, published)).isoformat()).on(published, "published")


def nearest(days: list[date], m: Match, told: Told, published: date, horizon: int = HORIZON) -> date:
    """The day nearest to publication, but not more than `horizon` days on the other side of where the words look."""
    noun = m.before() == "the" and m.after() == "x"  # "the January 8 riots"
    weekday = m.value("weekday")
    fitting = [d for d in days if weekday is not None and d.isoweekday() == int(weekday)]
    best = min(fitting or days, key=lambda d: (abs((d - published).days), d))
    if fitting:  # "Sunday, Jan. 8": the weekday says of which year
        return best
    away = (best - published).days
    if abs(away) <= (min(horizon, NOUN) if noun else horizon):
        return best
    look = told.direction(m.start, m.end) or (-1 if noun else 0)
    back, ahead = [d for d in days if d <= published], [d for d in days if d >= published]
    if look < 0 and away > 0 and back:
        return back[-1]
    return ahead[0] if look > 0 and away < 0 and ahead else best


def _day_of_this(m: Match, told: Told) -> Found | None:
    """A time like "the 5th of this month", "the 12th of the same month"."""
    if m.value("unit") != "M":
        return None
    day = m.number("small", "ord", "second")
    told_based = m.has("the") and m.kinds[-2] in ("same", "the")
    base = first_day(told.month) if told_based and told.month else told.published
    if base is None:
        return Found(f"XXXX-XX-{day:02d}")
    month = moved(base, "M", -1 if m.has("last") else 1 if m.has("next") else 0)
    made = day_of(f"{month}-{day:02d}")
    return None if made is None else Found(made.isoformat()).on(base, "mention" if told_based else "published")


def day_of_list(m: Match, told: Told) -> Found | None:
    """A day whose month stands with its neighbour: "6-7 February", "the 3rd and 4th of May", "May 6 and 7"."""
    kinds, values = m.words.kinds, m.words.values
    day = m.number("small", "ord", "second")
    if day > 31 or not day:
        return None
    after = [i for i in range(m.last, min(m.last + 6, len(kinds))) if kinds[i] == "month"]
    if after and m.after() in ("to", "and", "or", "hyphen", "comma", "prep", "slash"):
        year = next(
            (values[i] for i in range(after[0] + 1, after[0] + 3) if i < len(kinds) and kinds[i] == "year"), None
        )
        month = values[after[0]]
    else:
        month, year = values[m.first - 3] if kinds[m.first - 3] == "month" else "", None
        if not month:
            return None
        if kinds[m.last : m.last + 2] == ["comma", "year"]:
            year = values[m.last + 1]
        elif m.after() == "year":
            year = values[m.last]
    rest = f"{int(month):02d}-{day:02d}"
    if year is not None:
        return None if day_of(f"{year}-{rest}") is None else Found(f"{year}-{rest}")
    return None if day_of(f"2024-{rest}") is None else yearless(rest, m, told)
