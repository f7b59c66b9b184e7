"""Times that name a day, month, season, quarter, year, decade or century, with or without their year."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.coding.when.calendar import bounds, first_day, holiday, moved, quarter, week, weekday_from
from onrecord.coding.when.found import Found
from onrecord.coding.when.grammar import Match
from onrecord.coding.when.told import Told

JOINTS = ("to", "and", "or", "hyphen", "comma", "prep", "slash")
PAST, AHEAD = ("last", "past"), ("next", "coming")
MODS = ("early", "late", "mid", "middle", "begin", "end", "earlier", "later")
HORIZON = 75
"""Days ahead that news tells without a year even where the verb looks back ("the offer was extended to Jan. 9")."""


def mod(m: Match) -> str | None:
    """START, MID or END where the words say early, mid, late, and so on; else what "about" or "at least" say."""
    return m.value(*MODS) or m.value("about")


def stamp(m: Match, told: Told) -> Found | None:
    """ "2023-10-07", "07/10/2023": figures whose order is not certain are no date."""
    iso = m.value("isodate")
    if iso:
        day = _day(iso[:10])
        return None if day is None else Found(iso[:10] if len(iso) == 10 else iso[:16].upper(), "DATE")
    a, b, year = (int(n) for n in re.findall(r"\d+", m.value("slashdate") or "0/0/0"))
    year = year if year > 99 else _century(year, told)
    if a > 12 or a == b or "." in m.text:
        a, b = b, a  # 25/12/1998 and 25.12.1998 are day first; 12/25/1998 is month first
    elif b <= 12 and told.published is not None:
        sure = [d for d in (_day(f"{year}-{x:02d}-{y:02d}") for x, y in ((a, b), (b, a))) if d and d <= told.published]
        if len(sure) != 1:
            return Found(f"{year}-XX-XX")
        return Found(sure[0].isoformat())
    elif b <= 12:
        return Found(f"{year}-XX-XX")
    found = _day(f"{year}-{a:02d}-{b:02d}")
    return None if found is None else Found(found.isoformat())


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _century(year: int, told: Told) -> int:
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
    if short is None and m.rule == "date" and m.kinds[-2:-1] == ["month"] and m.kinds[-1] in ("small", "big"):
        short = m.words.values[m.last - 1]  # "SAN JOSE, 3 JAN 90 --"
        short = short if len(m.word(m.last - 1)) == 2 and len(m.kinds) > 2 else None
    return None if short is None else _century(int(short), told)


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
    """ "3 May 1968", "Oct. 7", "Friday, May 3"."""
    unit = m.value("unit", "units")
    if unit is not None:
        return _day_of_this(m, told)
    month, day = m.number("month"), _number_of_day(m)
    year = year_of(m, told)
    text = str(year) if year is not None else year_ahead(m)
    if text is not None:
        made = f"{text}-{month:02d}-{day:02d}"
        return None if _day(made) is None else Found(made)
    if day > 29 and _day(f"2024-{month:02d}-{day:02d}") is None:
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

    In a narrative the year is the one last told.  In news it is the nearest, unless the verb looks back and the day would
    lie months ahead, or the other way about.
    """
    if told.narrative or told.published is None:
        if told.year is None or not told.narrative or not told.year.isdigit():
            return Found(f"XXXX-{rest}")
        return Found(f"{told.year}-{rest}").on(told.anchor(), "mention")
    published = told.published
    days = [d for d in (_day(f"{published.year + n}-{rest}") for n in (-1, 0, 1)) if d is not None]
    if not days:
        return Found(f"XXXX-{rest}")
    return Found(_nearest(days, m, told, published).isoformat()).on(published, "published")


def _nearest(days: list[date], m: Match, told: Told, published: date) -> date:
    """The day nearest to publication, but not months on the other side of where the words look."""
    best = min(days, key=lambda d: (abs((d - published).days), d))
    away = (best - published).days
    if abs(away) <= HORIZON:
        return best
    look = told.direction(m.start, m.end)
    if look == 0 and m.before() == "the":  # "the January 8 riots"
        look = -1
    back, ahead = [d for d in days if d <= published], [d for d in days if d >= published]
    if look < 0 and away > 0 and back:
        return back[-1]
    return ahead[0] if look > 0 and away < 0 and ahead else best


def _day_of_this(m: Match, told: Told) -> Found | None:
    """ "the 5th of this month", "the 12th of the same month"."""
    if m.value("unit") != "M":
        return None
    day = m.number("small", "ord", "second")
    told_based = m.has("the") and m.kinds[-2] in ("same", "the")
    base = first_day(told.month) if told_based and told.month else told.published
    if base is None:
        return Found(f"XXXX-XX-{day:02d}")
    month = moved(base, "M", -1 if m.has("last") else 1 if m.has("next") else 0)
    made = _day(f"{month}-{day:02d}")
    return None if made is None else Found(made.isoformat()).on(base, "mention" if told_based else "published")


def day_of_list(m: Match, told: Told) -> Found | None:
    """A day whose month stands with its neighbour: "6-7 February", "the 3rd and 4th of May", "May 6 and 7"."""
    kinds, values = m.words.kinds, m.words.values
    day = m.number("small", "ord", "second")
    if day > 31 or not day:
        return None
    after = [i for i in range(m.last, min(m.last + 6, len(kinds))) if kinds[i] == "month"]
    if after and m.after() in JOINTS:
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
        return None if _day(f"{year}-{rest}") is None else Found(f"{year}-{rest}")
    return None if _day(f"2024-{rest}") is None else yearless(rest, m, told)


def month(m: Match, told: Told) -> Found | None:
    """ "early May 1968", "last October", "the previous April", "March"."""
    number = m.value("month")
    if number is None:
        return None
    year = year_of(m, told)
    named = str(year) if year is not None else year_ahead(m)
    if named is not None:
        return Found(f"{named}-{int(number):02d}", mod=mod(m))
    return _in_year(m, told, f"{int(number):02d}", lambda d: f"{d.year}-{d.month:02d}")


def season(m: Match, told: Told) -> Found | None:
    """ "the summer of 1955", "last fall", "this spring", "winter"."""
    code = m.value("season", "fall")
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
    found = _in_year(m, told, code, lambda d: f"{d.year}-{_season_of(d)}")
    return found


def _season_of(day: date) -> str:
    return ("WI", "WI", "SP", "SP", "SP", "SU", "SU", "SU", "FA", "FA", "FA", "WI")[day.month - 1]


def _in_year(m: Match, told: Told, part: str, same: object) -> Found:
    """A month or season without its year, by "last", "next", "this", the verb, or in a narrative the year last told."""
    unit = m.value("unit")
    if told.narrative and told.year and told.year.isdigit() and unit is None:
        return _in_told_year(m, told, part)
    if told.published is None:
        return Found(f"XXXX-{part}", mod=mod(m))
    published = told.published
    years = [published.year + n for n in (-1, 0, 1)]
    if unit == "Y":
        year = years[0 if m.has("last") else 2 if m.has("next") else 1]
        return Found(f"{year}-{part}", mod=mod(m)).on(published, "published")
    spans = [(y, *bounds(f"{y}-{part}")[:2]) for y in years]
    gone = [y for y, first, last in spans if last is not None and last < published]
    begun = [y for y, first, last in spans if first is not None and first <= published]
    open_ = [y for y, first, last in spans if last is not None and last >= published]
    fresh = [y for y, first, last in spans if first is not None and first > published]
    if part == "WI":
        gone = begun = [published.year - 1] if published.month > 2 else [published.year - 2, published.year - 1]
        begun = [published.year if published.month == 12 else published.year - 1]
        open_ = fresh = [published.year]
    if m.has("last") or (m.has("past") and not m.has("this")):
        year = gone[-1]
    elif m.has("next", "coming"):
        year = fresh[0]
    elif m.has("this") and not m.has("past"):
        year = published.year
    elif told.direction(m.start, m.end) > 0:
        year = open_[0]
    else:
        year = begun[-1]
    return Found(f"{year}-{part}", mod=mod(m)).on(published, "published")


def _in_told_year(m: Match, told: Told, part: str) -> Found:
    """ "In March" of a history: the year last told, or the one before or after for "the previous April", "the next May"."""
    year = int(told.year or 0)
    before = f"{year}-{part}" >= (told.last or "") if told.last and len(told.last) >= 7 else False
    if m.has("prev") and before:
        year -= 1
    elif m.has("following", "next") and not before:
        year += 1
    return Found(f"{year}-{part}", mod=mod(m)).on(told.anchor(), "mention")


def year(m: Match, told: Told) -> Found | None:
    """ "1968", "early 1990", "fiscal 1989", "the year 2000"; not "2000 troops"."""
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


NOUN = re.compile(r"[a-z]")
COUNTED = ("about", "few", "money", "percent", "num")


def _is_year(m: Match, number: int) -> bool:
    """Whether four figures are a year: by what stands before, by size, and by whether a counted noun follows."""
    before, after = m.before(), m.after()
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
        bool(NOUN.match(following)) and following.endswith("s") and following not in ("was", "is", "has", "as", "its")
    )
    if 1900 <= number <= 2050:
        return not (counted and not timely) and not (counted and before in ("to", "and", "of", "comma"))
    return timely and not counted and before not in ("the", "comma", "small", "ord") and not _number_context(m)


def _clause_end(m: Match) -> bool:
    return m.word(m.last) in ("", ".", ",", ";", ")", "when", "until", "and")


def _number_context(m: Match) -> bool:
    """ "of 1200 men": a lower-case noun right after an early number counts it."""
    following = m.word(m.last)
    return bool(NOUN.match(following)) and following not in FUNCTION


FUNCTION = frozenset(
    "and or to in on at by the a an of for with when until till while but as was were is had has it he they she who which that "
    "after before from under over during".split()
)


def year_tail(m: Match, told: Told) -> Found | None:
    """The "63" of "1955-63"."""
    digits = m.value("small", "big") or ""
    head = m.words.values[m.first - 2]
    if len(m.text) != 2 or not digits.isdigit() or int(m.text) <= int(head[2:]):
        return None
    return Found(head[:2] + m.text)


def decade(m: Match, told: Told) -> Found | None:
    """ "the 1990s", "the late '80s", "the sixties"; not "in his 40s"."""
    value = m.value("decade") or ""
    if len(value) == 1:
        if not m.has("the") and not m.text.startswith(("'", "’")):
            return None
        value = str(_century(int(value) * 10, told))[:3]
    return None if m.before() == "own" else Found(value, mod=mod(m))


def era(m: Match, told: Told) -> Found | None:
    """ "264 BC", "the 9th century BC", "the nineteenth century"."""
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


def half(m: Match, told: Told) -> Found | None:
    """ "the first half of 1990", "the last half of the '80s"."""
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
    return Found(f"{told.published.year + _shift(m)}-H{which}").on(told.published, "published")


def _shift(m: Match) -> int:
    if m.has(*PAST, "prev"):
        return -1
    return 1 if m.has(*AHEAD, "following") else 0


def in_quarter(m: Match, told: Told) -> Found | None:
    """ "the third quarter", "the year-ago quarter", "last quarter"."""
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
        return published.year + _shift(m)
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
    shift = _shift(m) or (0 if m.has("this", "current") else -1)
    value = moved(told.published, "Q", shift) or quarter(told.published)
    return Found(value, mod=mod(m)).on(told.published, "published")


def on_holiday(m: Match, told: Told) -> Found | None:
    """ "Christmas Eve", "Thanksgiving", "Good Friday 1998"."""
    rule = m.value("holiday") or ""
    part = m.value("part")
    tail = f"T{part}" if part else ""
    number = year_of(m, told)
    if number is None and told.narrative and told.year and told.year.isdigit():
        number = int(told.year)
    if number is not None:
        day = holiday(rule, number)
        return None if day is None else Found(day.isoformat() + tail, "TIME" if part else "DATE")
    if told.published is None:
        return Found((f"XXXX-{rule}" if re.fullmatch(r"\d\d-\d\d", rule) else "XXXX-XX-XX") + tail)
    days = [d for d in (holiday(rule, told.published.year + n) for n in (-1, 0, 1)) if d is not None]
    if m.has("last", "past"):
        best = max((d for d in days if d < told.published), default=days[0])
    elif m.has("next", "coming"):
        best = min((d for d in days if d > told.published), default=days[-1])
    else:
        best = _nearest(days, m, told, told.published)
    return Found(best.isoformat() + tail, "TIME" if part else "DATE").on(told.published, "published")


def nth_of(m: Match, told: Told) -> Found | None:
    """ "the first week of October", "the last Monday of May 1994", "the first two months of 1939"."""
    from onrecord.coding.when.lengths import length, quantity

    if (
        m.has("count", "few")
        or (m.has("small", "big") and not m.has("month"))
        or sum(k in ("unit", "units") for k in m.kinds) > 1
    ):
        unit = m.value("unit", "units") or "D"
        return Found(length(quantity(m), unit), "DURATION")
    whole = month(m, told) if m.has("month") else Found(str(year_of(m, told))) if m.has("year") else None
    if whole is None:
        return None
    first, last, _ = bounds(whole.value)
    nth = -1 if m.has("last", "final") else m.number("ord", "second")
    if first is None or last is None:
        return Found(whole.value)
    weekday = m.value("weekday")
    if weekday:
        day = (
            weekday_from(last, int(weekday), -1)
            if nth < 0
            else weekday_from(first, int(weekday), 1) + timedelta(7 * (nth - 1))
        )
        return Found(day.isoformat(), anchor=whole.anchor, anchored_on=whole.anchored_on)
    unit = m.value("unit", "units", "weekend")
    if unit == "W" and nth <= 5:
        begin = last - timedelta(6) if nth < 0 else first + timedelta(7 * (nth - 1))
        days = (begin, min(begin + timedelta(6), last))
        return Found(
            week(begin + timedelta(3)), anchor=whole.anchor, anchored_on=whole.anchored_on, days=days, precision="week"
        )
    if unit == "D":
        day = last if nth < 0 else first + timedelta(nth - 1)
        return Found(day.isoformat(), anchor=whole.anchor, anchored_on=whole.anchored_on)
    return Found(whole.value, mod="END" if nth < 0 else "START" if nth == 1 else None)
