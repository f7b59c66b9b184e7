"""Times of day, and the day that they belong to."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.coding.when.days import day_month
from onrecord.coding.when.found import Found
from onrecord.coding.when.grammar import Match
from onrecord.coding.when.holidays import on_holiday
from onrecord.coding.when.told import FULL, Told, day_told
from onrecord.coding.when.weekdays import deictic, weekday
from onrecord.coding.when.words import listed

NEAR = 300
"""Characters within which a time of day still belongs to the day told before it."""
DAWN = "06:00"
"""Until then the hours of a night are those of the day after: "on Friday night ... about 2 a.m." """


def part_of_day(m: Match, told: Told) -> Found | None:
    """A time like "this morning", "last night", "that afternoon", "the next morning"."""
    part = m.value("part", "tonight", "noon") or "MO"
    tail = f"T{part}"
    if part in ("12:00", "24:00"):
        return clocked(m, told)
    base, on, shift = None if told.narrative else told.published, "published", 0
    before = day_told(told)
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


def clocked(m: Match, told: Told) -> Found | None:
    """A time like "10:35 a.m.", "noon Saturday", "0900 GMT": on the day named beside it, or told just before."""
    hour = _hour(m)
    if hour is None or m.word(m.first - 1) == "high":
        return None
    beside = _day_beside(m, told) if m.has("weekday", "month", "deictic", "tonight", "part") else _day_after(m, told)
    if beside is not None and FULL.match(beside.value):
        return Found(f"{beside.value[:10]}T{hour}", "TIME", None, beside.anchor, beside.anchored_on)
    if beside is not None:
        return Found(f"{beside.value.split('T')[0]}T{hour}", "TIME")
    before = day_told(told)
    if before is not None and (told.narrative or m.start - told.end < NEAR):
        return _on_told(m, told, hour, before)
    if told.published is None or told.narrative:
        return Found(f"XXXX-XX-XXT{hour}", "TIME")
    return _about(told.published, hour, ahead=told.direction(m.start, m.end) > 0).on(told.published, "published")


def _on_told(m: Match, told: Told, hour: str, before: date) -> Found:
    """A time of day on the day told before it; where somebody only spoke on that day, on the one before, if near."""
    last = str(told.last)
    if told.said and not told.narrative:
        if told.deed is None or m.start - told.deed_end > NEAR:
            return _about(before, hour).on(before, "mention")
        last, before = told.deed, date.fromisoformat(told.deed[:10])
    day = before + timedelta(days=1) if last.endswith("TNI") and hour < DAWN else before
    return Found(f"{day.isoformat()}T{hour}", "TIME").on(before, "mention")


def _about(day: date, hour: str, *, ahead: bool = False) -> Found:
    """A time of day beside no day, in news of `day`: then or the day before (after, if it looks ahead), rather then."""
    days = (day, day + timedelta(days=1)) if ahead else (day - timedelta(days=1), day)
    return Found(f"{day.isoformat()}T{hour}", "TIME", days=days, precision="range")


def at_hours(m: Match, told: Told) -> Found | None:
    """Four figures after "at" are a time of day, not a year: "at 1830", "at about 0630"."""
    before = m.word(m.first - 1) if m.before() != "about" else m.word(m.first - 2)
    following = m.words.text[m.end :].lstrip()[:1]
    address = following.isupper() and not m.words.text[m.start - 3 : m.start].isupper()  # "at 1700 Harbour Street"
    return clocked(m, told) if before == "at" and not address else None


def _hour(m: Match) -> str | None:
    hour = m.value("clock", "noon")
    if hour is not None:
        return hour if int(hour[:2]) <= 24 and int(hour[3:5] or 0) < 60 else None
    number = m.value("small", "count", "big", "year") or ""
    if m.has("oclock"):
        late = m.has("part") and m.value("part") in ("AF", "EV", "NI") and int(number) < 12
        return f"{int(number) + 12 * late:02d}:00" if number.isdigit() and int(number) <= 12 else None
    zoned = m.word(m.first + 1) in listed("zones") or m.rule == "at_hours"
    if zoned and len(number) == 4 and number.isdigit() and int(number[:2]) < 24 and int(number[2:]) < 60:
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
