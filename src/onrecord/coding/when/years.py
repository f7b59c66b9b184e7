"""Times that name a month, season, year, decade or century."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.coding.when.calendar import bounds, week, weekday_from
from onrecord.coding.when.days import century, year_ahead, year_of
from onrecord.coding.when.found import Found
from onrecord.coding.when.grammar import Match
from onrecord.coding.when.lengths import length, quantity
from onrecord.coding.when.told import Told
from onrecord.coding.when.words import listed

MODS = ("early", "late", "mid", "middle", "begin", "end", "earlier", "later")


def mod(m: Match) -> str | None:
    """START, MID or END where the words say early, mid, late, and so on; else what "about" or "at least" say."""
    return m.value(*MODS) or m.value("about")


def shift(m: Match) -> int:
    """-1 for "last", 1 for "next", else 0."""
    if m.has("last", "past", "prev"):
        return -1
    return 1 if m.has("next", "coming", "following") else 0


def month(m: Match, told: Told) -> Found | None:
    """A time like "early May 1968", "last October", "the previous April", "March"."""
    number = m.value("month")
    if number is None:
        return None
    year = year_of(m, told)
    named = str(year) if year is not None else year_ahead(m)
    if named is not None:
        return Found(f"{named}-{int(number):02d}", mod=mod(m))
    return _in_year(m, told, f"{int(number):02d}")


def season(m: Match, told: Told) -> Found | None:
    """A time like "the summer of 1955", "last fall", "this spring", "winter"."""
    code = m.value("season", "fall")
    if _place(m):
        return None
    year = year_of(m, told)
    if code is None:
        return None
    named = str(year) if year is not None else year_ahead(m)
    if named is not None:
        return Found(f"{named}-{code}", mod=mod(m))
    if (
        m.has("season")
        and len(m.kinds) == 1
        and m.word(m.first)[0].islower()
        and m.before() == "prep"
        and told.last is None
    ):
        return Found(f"XXXX-{code}")
    return _in_year(m, told, code)


def _place(m: Match) -> bool:
    """Whether "Spring" is a place: "in Spring", "the Spring school"; small letters and years make it a season."""
    if m.words.text[m.words.starts[m.last - 1]].islower() or m.text.isupper() or m.value("season") != "SP":
        return False
    return (m.kinds == ["season"] and m.word(m.first - 1) == "in") or (
        m.kinds == ["the", "season"] and m.after() == "x"
    )


def _in_year(m: Match, told: Told, part: str) -> Found:
    """A month or season without its year, by "last", "next", "this", the verb, or in a narrative the year last told."""
    unit = m.value("unit")
    if told.narrative and told.year and told.year.isdigit() and unit is None:
        return _in_told_year(m, told, part)
    if told.published is None:
        return Found(f"XXXX-{part}", mod=mod(m))
    published = told.published
    if unit == "Y":
        year = published.year + shift(m)
    elif m.has("last") or (m.has("past") and not m.has("this")):
        year = _latest(part, published, ended=True)
    elif m.has("this") and not m.has("past"):
        year = published.year
    elif m.has("next", "coming"):
        year = _latest(part, published, ended=False) + 1
    elif told.direction(m.start, m.end) > 0:
        year = _latest(part, published, ended=True) + 1
    else:
        year = _latest(part, published, ended=False)
    days = (date(year, 12, 1), date(year + 1, 3, 20)) if part == "WI" else None
    return Found(f"{year}-{part}", mod=mod(m), days=days).on(published, "published")


def _latest(part: str, published: date, *, ended: bool) -> int:
    """The year of the latest such month or season that had begun, or had `ended`, by the day of publication."""
    for year in (published.year, published.year - 1):
        if part == "WI":  # named by the year in which it begins
            first, last = date(year, 12, 1), date(year + 1, 2, 28)
        else:
            first, last = (day or date.max for day in bounds(f"{year}-{part}")[:2])
        if (last if ended else first) <= published - timedelta(days=ended):
            return year
    return published.year - 2


def _in_told_year(m: Match, told: Told, part: str) -> Found:
    """The year of a month in a history: the one last told, or beside it ("the previous April", "the next May")."""
    year = int(told.year or 0)
    before = f"{year}-{part}" >= (told.last or "") if told.last and len(told.last) >= 7 else False
    if m.has("prev") and before:
        year -= 1
    elif m.has("following", "next") and not before:
        year += 1
    return Found(f"{year}-{part}", mod=mod(m)).on(told.anchor(), "mention")


def year(m: Match, told: Told) -> Found | None:
    """A time like "1968", "early 1990", "fiscal 1989", "the year 2000"; not "2000 troops"."""
    number = year_of(m, told)
    if number is None:
        return _fiscal(m, told)
    if m.kinds[-1:] == ["count"] and m.value("unit") != "Y":
        return None
    if m.kinds == ["year"] and not _is_year(m, number):
        return None
    found = Found(f"{number:04d}", mod=mod(m))
    return found if not m.has("fiscal") else _fiscal_days(found, number)


def _fiscal_days(found: Found, number: int) -> Found:
    """A fiscal year may begin up to a year before the calendar's."""
    return Found(found.value, mod=found.mod, days=(date(number - 1, 4, 1), date(number, 12, 31)), precision="year")


def _fiscal(m: Match, told: Told) -> Found | None:
    if told.published is None or m.value("unit") != "Y":
        return None
    return _fiscal_days(Found(str(told.published.year)), told.published.year).on(told.published, "published")


def _is_year(m: Match, number: int) -> bool:
    """Whether four figures are a year: by what stands before, by size, and by whether a counted noun follows."""
    before, after = m.before(), m.after()
    if m.word(m.last) == "block":  # "the 1900 block of Main Street"
        return False
    if before in ("money", "about") or after in ("percent", "unit", "units", "money"):
        return before == "about" and after not in ("percent", "unit", "units", "money") and _clause_end(m)
    timely = before in (
        "prep",
        "since",
        "of",
        "from",
        "before",
        "after",
        "early",
        "late",
        "mid",
        "the",
        "lparen",
        "last",
    )
    if before in ("month", "season", "hyphen", "to", "and", "or", "comma", "slash", "ord", "small"):
        timely = True
    following = m.word(m.last)
    counted = (
        bool(following[:1].islower()) and following.endswith("s") and following not in ("was", "is", "has", "as", "its")
    )
    if 1900 <= number <= 2050:
        return not (counted and not timely) and not (counted and before in ("to", "and", "of", "comma"))
    return timely and not counted and before not in ("the", "comma", "small", "ord") and not _number_context(m)


def _clause_end(m: Match) -> bool:
    return m.word(m.last) in ("", ".", ",", ";", ")", "when", "until", "and")


def _number_context(m: Match) -> bool:
    """Whether a noun in small letters right after counts the number ("of 1200 men")."""
    following = m.word(m.last)
    return bool(following[:1].islower()) and following not in listed("function")


def year_tail(m: Match, told: Told) -> Found | None:
    """The "63" of "1955-63"."""
    digits = m.value("small", "big") or ""
    head = m.words.values[m.first - 2]
    if len(m.text) != 2 or not digits.isdigit() or int(m.text) <= int(head[2:]):
        return None
    return Found(head[:2] + m.text)


def decade(m: Match, told: Told) -> Found | None:
    """A time like "the 1990s", "the late '80s", "the sixties"; not "in his 40s"."""
    value = m.value("decade") or ""
    if len(value) == 1:
        if not m.has("the") and not m.text.startswith(("'", "’")):
            return None
        value = str(century(int(value) * 10, told))[:3]
    return None if m.before() == "own" else Found(value, mod=mod(m))


def era(m: Match, told: Told) -> Found | None:
    """A time like "264 BC", "the 9th century BC", "the nineteenth century"."""
    bc = m.has("bc")
    if m.has("unit", "units"):
        if m.value("unit", "units") != "CE":
            return None
        number = int(m.value("ord", "second") or 0) - 1
        return Found(f"{'BC' if bc else ''}{number:02d}", mod=mod(m)) if 0 <= number < 100 else None
    number = int(float(m.value("big", "small", "year", "count") or 0))
    if m.has("ad"):
        return Found(f"{number:04d}") if m.text.upper() == m.text else None
    return Found(f"BC{number:04d}")


def nth_of(m: Match, told: Told) -> Found | None:
    """A time like "the first week of October", "the last Monday of May 1994", "the first two months of 1939"."""
    counted = m.has("count", "few") or (m.has("small", "big") and not m.has("month"))
    if counted or sum(k in ("unit", "units") for k in m.kinds) > 1:
        return Found(length(quantity(m), m.value("unit", "units") or "D"), "DURATION")
    whole = month(m, told) if m.has("month") else Found(str(year_of(m, told))) if m.has("year") else None
    if whole is None:
        return None
    first, last, _ = bounds(whole.value)
    nth = -1 if m.has("last", "final") else m.number("ord", "second")
    if first is None or last is None:
        return Found(whole.value)
    weekday = m.value("weekday")
    if weekday:
        of_week = weekday_from(last if nth < 0 else first, int(weekday), nth if nth < 0 else 1)
        found = of_week + timedelta(7 * (nth - 1) if nth > 0 else 0)
        return Found(found.isoformat()).on(whole.anchor, whole.anchored_on)
    unit = m.value("unit", "units", "weekend")
    if unit == "W" and nth <= 5:
        begin = last - timedelta(6) if nth < 0 else first + timedelta(7 * (nth - 1))
        days = (begin, min(begin + timedelta(6), last))
        return Found(week(begin + timedelta(3)), days=days, precision="week").on(whole.anchor, whole.anchored_on)
    if unit == "D":
        day = last if nth < 0 else first + timedelta(nth - 1)
        return Found(day.isoformat()).on(whole.anchor, whole.anchored_on)
    return Found(whole.value, mod="END" if nth < 0 else "START" if nth == 1 else None)
