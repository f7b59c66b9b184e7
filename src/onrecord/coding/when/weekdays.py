"""Times that name a weekday, or a day seen from the day of writing."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.coding.when.calendar import weekday_from
from onrecord.coding.when.days import day_month
from onrecord.coding.when.found import Found
from onrecord.coding.when.grammar import Match
from onrecord.coding.when.told import Told, day_told
from onrecord.coding.when.words import listed


def weekday(m: Match, told: Told) -> Found | None:
    """A time like "Saturday", "late Monday", "next Friday", "Wednesday night", "the early hours of 30 April"."""
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
    if m.has("prev", "following", "same", "that") and not m.has("last"):  # "it says that last Friday ..."
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
    first = told.joined(m)
    look = told.direction(m.start, m.end) if first is None else 1 if first > published else -1
    if m.has("this"):
        look = look or 1
    return weekday_from(published, number, 1 if look > 0 else -1)


def _weekday_told(m: Match, told: Told, number: int, tail: str, kind: str) -> Found:
    base = day_told(told)
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
    """A time like "today", "yesterday morning", "late yesterday", "overnight", "the day before yesterday"."""
    if m.first and m.kinds[0] == "deictic" and m.text[0].isupper() and _after_name(m):
        return None
    part = m.value("part", "tonight")
    shift = -1 if m.has("overnight") else 0 if m.has("tonight") else m.number("deictic")
    if m.has("overnight"):
        part = "NI"
        if m.after() in ("x",) and m.word(m.last) in listed("overnight"):
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
