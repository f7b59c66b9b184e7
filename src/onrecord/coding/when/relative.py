"""Times told from another: from the day of writing ("last week"), or from a time told before ("the next day")."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.coding.when.calendar import first_day, moved, moved_date, weekday_from
from onrecord.coding.when.dates import day_month, mod, on_holiday
from onrecord.coding.when.found import Found
from onrecord.coding.when.grammar import Match
from onrecord.coding.when.lengths import length, quantity, unit_of
from onrecord.coding.when.told import FULL, Told

UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX"}
UNKNOWN |= {"DE": "XXX", "CE": "XX", "2W": "XXXX-WXX"}
ZONES = frozenset({"gmt", "utc", "hours", "hrs", "local time", "est", "edt", "cet"})
NEAR = 300
"""Characters within which a time of day still belongs to the day told before it."""


def weekday(m: Match, told: Told) -> Found | None:
    """ "Saturday", "late Monday", "next Friday", "Wednesday night", "the early hours of 30 April"."""
    part = m.value("part")
    if part is None and m.has("units"):
        part = "MO" if m.has("early") else None
    tail = f"T{part}" if part else ""
    kind = "TIME" if part else "DATE"
    if m.has("month"):
        of = m.first + m.kinds.index("of")
        found = day_month(Match(m.words, "date", of + 1, m.last), told) if part or m.has("units") else None
        return found and Found(found.value + tail, kind, None, found.anchor, found.anchored_on)
    if m.has("of") and not part:
        return None
    number = m.number("weekday")
    edge = None if part else m.value("early", "late", "earlier", "later", "mid")
    if m.has("prev", "following", "same", "that"):
        return _weekday_told(m, told, number, tail, kind)
    if told.published is None or (told.narrative and not m.has("last", "next", "this")):
        return Found(f"XXXX-WXX-{number}{tail}", kind, edge)
    day = _weekday(m, told, told.published, number)
    return Found(day.isoformat() + tail, kind, edge).on(told.published, "published")


def _weekday(m: Match, told: Told, published: date, number: int) -> date:
    """The day of a weekday in news: by "last" and "next", else by the verb; looking back where nothing says."""
    if m.has("last") or (m.has("past") and not m.has("next", "coming")):
        return weekday_from(published, number, -1, itself=False)
    if m.has("next", "coming"):
        return weekday_from(published, number, 1, itself=False)
    look = told.direction(m.start, m.end)
    if m.has("this"):
        look = look or 1
    return weekday_from(published, number, 1 if look > 0 else -1)


def _weekday_told(m: Match, told: Told, number: int, tail: str, kind: str) -> Found:
    base = _day_told(told)
    if base is None:
        return Found(f"XXXX-WXX-{number}{tail}", kind)
    if m.has("following"):
        day = weekday_from(base, number, 1, itself=False)
    elif m.has("prev"):
        day = weekday_from(base, number, -1, itself=False)
    else:
        day = weekday_from(base, number, -1) if base.isoweekday() == number else weekday_from(base, number, 1)
    return Found(day.isoformat() + tail, kind).on(base, "mention")


def deictic(m: Match, told: Told) -> Found | None:
    """ "today", "yesterday morning", "late yesterday", "tonight", "overnight", "the day before yesterday"."""
    if m.first and m.kinds[0] == "deictic" and m.text[0].isupper() and _after_name(m):
        return None
    part = m.value("part", "tonight")
    shift = -1 if m.has("overnight") else 0 if m.has("tonight") else m.number("deictic")
    if m.has("overnight"):
        part = "NI"
        if m.after() in ("x",) and m.word(m.last) in (
            "stay",
            "guest",
            "bag",
            "train",
            "delivery",
            "lows",
            "accommodation",
        ):
            return None
    if m.has("before"):
        shift -= 1
    elif m.has("after"):
        shift += 1
    tail = f"T{part}" if part else ""
    kind = "TIME" if part else "DATE"
    if told.published is None or told.narrative:  # in a history "today" is a word of its sources
        return Found(f"XXXX-XX-XX{tail}", kind)
    day = told.published + timedelta(days=shift)
    days = (day, day + timedelta(1)) if m.has("overnight") else None
    edge = None if part else m.value("early", "late", "earlier", "later")
    return Found(day.isoformat() + tail, kind, edge, told.published, "published", days)


def _after_name(m: Match) -> bool:
    """Whether a capital before a capital makes it a name: "USA Today"."""
    before = m.words.text[m.words.starts[m.first - 1] : m.words.ends[m.first - 1]]
    return before[:1].isupper() and not m.text.isupper() and m.before() == "x"


def part_of_day(m: Match, told: Told) -> Found | None:
    """ "this morning", "last night", "that afternoon", "the next morning"."""
    part = m.value("part", "tonight", "noon") or "MO"
    tail = f"T{part}"
    if part in ("12:00", "24:00"):
        return clocked(m, told)
    base, on, shift = None if told.narrative else told.published, "published", 0
    before = _day_told(told)
    if m.has("next", "following"):
        base, on, shift = before, "mention", 1
    elif m.has("prev"):
        base, on, shift = before, "mention", -1
    elif m.has("last"):
        shift = -1
        if m.has("the"):
            base, on, shift = before, "mention", 0
    elif (
        not m.has("this")
        and before is not None
        and (told.narrative or m.has("that", "same") or m.start - told.end < NEAR)
    ):
        base, on = before, "mention"
    elif m.has("that", "same") or (told.narrative and not m.has("this")):
        base = None
    if not m.has("this", "that", "same", "last", "next", "following", "prev", "the") and m.before() != "prep":
        base = base if on == "mention" else None
    if base is None:
        return Found(f"XXXX-XX-XX{tail}", "TIME")
    return Found((base + timedelta(days=shift)).isoformat() + tail, "TIME").on(base, on)


def _day_told(told: Told) -> date | None:
    """The day last told, if what was told last is a day."""
    if told.last is not None and FULL.match(told.last) and told.day is not None:
        return first_day(told.day)
    return None


def clocked(m: Match, told: Told) -> Found | None:
    """ "10:35 a.m.", "noon Saturday", "11 o'clock", "0900 GMT"; on the day named beside it, or told just before."""
    hour = _hour(m)
    if hour is None or m.word(m.first - 1) == "high":
        return None
    beside = _day_beside(m, told) if m.has("weekday", "month", "deictic", "tonight", "part") else _day_after(m, told)
    if beside is not None and FULL.match(beside.value):
        return Found(f"{beside.value[:10]}T{hour}", "TIME", None, beside.anchor, beside.anchored_on)
    if beside is not None:
        return Found(f"{beside.value.split('T')[0]}T{hour}", "TIME")
    before = _day_told(told)
    if before is not None and (told.narrative or m.start - told.end < NEAR):
        return Found(f"{before.isoformat()}T{hour}", "TIME").on(before, "mention")
    if told.published is None or told.narrative:
        return Found(f"XXXX-XX-XXT{hour}", "TIME")
    return Found(f"{told.published.isoformat()}T{hour}", "TIME").on(told.published, "published")


def _hour(m: Match) -> str | None:
    hour = m.value("clock", "noon")
    if hour is not None:
        return hour if int(hour[:2]) <= 24 and int(hour[3:5] or 0) < 60 else None
    number = m.value("small", "count", "big", "year") or ""
    if m.has("oclock"):
        late = m.has("part") and m.value("part") in ("AF", "EV", "NI") and int(number) < 12
        return f"{int(number) + 12 * late:02d}:00" if number.isdigit() and int(number) <= 12 else None
    if len(number) == 4 and m.word(m.first + 1) in ZONES and int(number[:2]) < 24 and int(number[2:]) < 60:
        return f"{number[:2]}:{number[2:]}"
    return None


def _day_beside(m: Match, told: Told) -> Found | None:
    """The day that stands with a time of day."""
    if m.has("month"):
        at = m.first + m.kinds.index("month")
        figures = ("small", "ord", "second", "of", "comma", "year", "yy")
        first = at - 1 if at > m.first and m.words.kinds[at - 1] in figures[:3] else at
        last = at + 1
        while last < m.last and m.words.kinds[last] in figures:
            last += 1
        return day_month(Match(m.words, "date", first, last), told)
    if m.has("weekday"):
        return weekday(Match(m.words, "weekday", m.first + m.kinds.index("weekday"), m.last), told)
    return deictic(m, told) if m.has("deictic", "tonight") else part_of_day(m, told)


def _day_after(m: Match, told: Told) -> Found | None:
    """The day after a preposition: "at 3 p.m. on Friday", "at 5 a.m. on 12 May"."""
    if m.after() not in ("prep", "comma", "lparen") or told.ahead is None:
        return None
    following = told.ahead
    if following.first - m.last > 1 or following.rule not in ("weekday", "date", "deictic", "holiday"):
        return None
    if following.rule == "holiday":
        return on_holiday(following, told)
    return _day_beside(following, told)


def rel_unit(m: Match, told: Told) -> Found | None:
    """ "last week", "this year", "the same month", "the following year", "earlier this month", "the day before"."""
    if m.has("period"):
        same = m.has("same", "latest", "comparable") and told.quarter
        return Found(told.quarter or "").on(first_day(told.quarter or ""), "mention") if same else None
    unit = m.value("unit", "weekend") or "D"
    if unit in ("TH", "TM") or _title(m):
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
    """ "Earlier this month" ends, and "later this month" begins, on the day of writing."""
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
    """ "the past year", "the last week": the stretch that ends on the day of writing."""
    value = length("1", unit)
    if told.published is None or told.narrative:
        return Found(value, "DURATION")
    begin = moved_date(told.published, "D" if unit == "WE" else unit, -1)
    if begin is None:
        return Found(value, "DURATION")
    return Found(value, "DURATION", None, told.published, "published", (begin, told.published), "range")


def _beside_told(m: Match, told: Told, unit: str) -> Found | None:
    """ "The day before", "a year earlier": one unit from the time last told."""
    return _stepped(told, unit, -1 if m.kinds[-1] in ("before", "earlier") else 1, m)


def step(m: Match, told: Told) -> Found | None:
    """ "two days later", "a few weeks earlier"."""
    back = m.has("earlier", "before")
    number = "X" if m.kinds[0] == "units" else quantity(m)
    if not number.isdigit():
        return Found("PAST_REF" if back else "FUTURE_REF")
    return _stepped(told, unit_of(m), -int(number) if back else int(number), m)


def _stepped(told: Told, unit: str, number: int, m: Match) -> Found | None:
    """So many units from the time last told; of a quarter, a year before is a quarter ("a year earlier" in results)."""
    about = m.value("about")
    if unit == "Y" and told.quarter and abs(number) == 1 and m.start - told.quarter_end < NEAR:
        value = f"{int(told.quarter[:4]) + number}{told.quarter[4:]}"
        return Found(value, mod=about).on(first_day(told.quarter), "mention")
    if told.last and told.last.startswith("BC") and unit == "Y":
        return Found(f"BC{max(int(told.last[2:6].ljust(4, '0')) - number, 1):04d}", mod=about)
    base = told.anchor()
    if base is None or not _fine_enough(told.last or "", unit):
        return Found(UNKNOWN.get(unit, "XXXX-XX-XX"), mod=about)
    if unit in ("D", "W", "2W"):
        day = moved_date(base, unit, number)
        if day is None:
            return None
        value: str | None = day.isoformat() if FULL.match(told.last or "") else moved(base, unit, number)
    else:
        value = moved(base, "Y" if unit in ("DE", "CE") else unit, number * {"DE": 10, "CE": 100}.get(unit, 1))
    return None if value is None else Found(value, mod=about).on(base, "mention")


def ago(m: Match, told: Told) -> Found | None:
    """ "two weeks ago", "a year ago", "three months from now"; "months ago" says no day."""
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
    """ "year-end", "the year's end", "the turn of the century"."""
    unit = m.value("unit") or "Y"
    if unit not in ("Y", "M") or told.published is None or told.narrative:
        return None
    value = moved(told.published, unit, 0) or ""
    days = (date(told.published.year, 12, 1), date(told.published.year, 12, 31)) if unit == "Y" else None
    return Found(value, "DATE", "END", told.published, "published", days)


def that_time(m: Match, told: Told) -> Found | None:
    """ "at the time", "by that time": when the text was last telling of."""
    if told.last is None:
        return Found("PAST_REF")
    return Found(told.last).on(told.anchor(), "mention")
