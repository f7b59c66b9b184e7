"""Lengths of time, and what happens again and again: "two years", "the past three months", "every Monday"."""

from __future__ import annotations

from datetime import date

from onrecord.coding.when.calendar import moved_date
from onrecord.coding.when.found import Found
from onrecord.coding.when.grammar import NUMBERS, Match
from onrecord.coding.when.told import Told


def length(number: str, unit: str) -> str:
    """A TIMEX3 duration.

    >>> length("3", "M"), length("1.5", "TH"), length("X", "DE"), length("1", "2W")
    ('P3M', 'PT1.5H', 'PXDE', 'P2W')
    """
    if unit == "2W":
        number, unit = (str(2 * int(number)) if number.isdigit() else "X"), "W"
    return f"PT{number}{unit[1]}" if unit in ("TH", "TM", "TS") else f"P{number}{unit}"


def quantity(m: Match) -> str:
    """How many: a number, X for "several", 1 for "a"."""
    number = m.value(*NUMBERS, "num") or m.value("few", "some")
    scale = m.last_value("count") if m.kinds.count("count") and number != m.last_value("count") else None
    if number is not None and scale is not None and int(scale) >= 100:  # "740 million years"
        return f"{float(number) * int(scale):.0f}"
    if number is not None:
        return f"{float(number) + 0.5:g}" if m.has("half") and number != "X" else number
    return "0.5" if m.has("half") else "1"


def unit_of(m: Match) -> str:
    """The unit, as the letter of the lexicon."""
    return m.last_value("unit", "units", "quarter", "weekend") or "D"


def span(m: Match, told: Told) -> Found | None:
    """A time like "two years", "the past three months", "at least 30 days", "half an hour"; not "six years old"."""
    if m.after() == "old" or (m.after() == "hyphen" and m.after(1) == "old") or (m.before() == "age"):
        return None
    if m.has("kind") and m.kinds[-1] == "kind" and m.word(m.last - 1) != "long":
        return None
    number, unit = quantity(m), unit_of(m)
    if unit == "Q" and (m.has("hyphen") or m.after() == "of"):  # "three-quarters of the vote"
        return None
    if unit == "Q" and m.has("some"):  # "in some quarters"
        return None
    if number == "1" and unit == "D" and len(m.kinds) == 2 and m.has("count") and m.before() != "prep":
        return None  # "hopes one day to return"
    if number == "0.5" and unit == "TH":
        number, unit = "30", "TM"
    elif number == "0.5" and unit == "Y":
        number, unit = "6", "M"
    found = Found(
        length(number, unit),
        "DURATION",
        mod=m.value("about") or ("APPROX" if m.has("some") and number != "X" else None),
    )
    return _placed(found, m, told, number, unit)


def _placed(found: Found, m: Match, told: Told, number: str, unit: str) -> Found:
    """With days where "past" or "next" ties the length to the day of writing."""
    if told.published is None or told.narrative or not number.isdigit() or found.mod in ("MORE_THAN", "EQUAL_OR_MORE"):
        return found
    back, ahead = m.has("past", "last"), m.has("next", "coming")
    if back == ahead:
        return found
    hours = unit in ("TH", "TM", "TS")
    days = -(-int(number) // 24) if unit == "TH" else 1
    other = moved_date(told.published, "D" if hours else unit, (days if hours else int(number)) * (-1 if back else 1))
    if other is None:
        return found
    both: tuple[date, date] = (other, told.published) if back else (told.published, other)
    return Found(found.value, "DURATION", found.mod, told.published, "published", both, "range")


def count_of(m: Match, told: Told) -> Found | None:
    """The "two" of "two to six days"."""
    kinds, values = m.words.kinds, m.words.values
    if m.before() == "slash" or "old" in kinds[m.last : m.last + 6]:  # "3 1/2 to 15 years", "2 to 3 years old"
        return None
    unit = next((values[i] for i in range(m.last, min(m.last + 5, len(kinds))) if kinds[i] in ("unit", "units")), "D")
    return Found(length(m.value(*NUMBERS) or "X", unit), "DURATION")


def vague(m: Match, told: Told) -> Found | None:
    """A time like "recent years", "the coming weeks", "future quarters", "years"."""
    unit = m.value("units") or "D"
    if (unit == "Q" and (m.before() == "hyphen" or m.after() == "of")) or m.after() == "old":
        return None
    if m.has("future"):
        return Found("FUTURE_REF")
    if m.has("recent"):
        return Found(length("X", unit))
    if m.has("past", "last", "prev") and m.kinds[0] != "the" and "few" not in m.kinds:
        return Found("PAST_REF")
    if m.before() in ("own", "yy") or m.word(m.first - 1) in ("old", "man", "light"):
        return None
    return Found(length("X", unit), "DURATION")


def each(m: Match, told: Told) -> Found | None:
    """A time like "every Monday", "each July", "daily", "Tuesday nights", "twice a week"."""
    part = m.value("part", "parts")
    tail = f"T{part}" if part else ""
    weekday = m.value("weekday", "weekdays")
    if weekday:
        return Found(f"XXXX-WXX-{weekday}{tail}", "SET")
    month = m.value("month")
    if month:
        return Found(f"XXXX-{int(month):02d}", "SET")
    season = m.value("season", "seasons")
    if season:
        return Found(f"XXXX-{season}", "SET")
    if part:
        return Found(f"XXXX-XX-XX{tail}", "SET")
    if m.has("daily"):
        return Found(m.value("daily") or "P1D", "SET") if _repeats(m) else None
    number = m.value(*NUMBERS) if m.has("each") else "1"
    if m.has("other", "second"):
        number = "2"
    few = m.value("few")
    return Found(length(few or number or "1", unit_of(m)), "SET")


def _repeats(m: Match) -> bool:
    """Whether "daily" is a rhythm, and not part of the name of a newspaper ("the Daily Star")."""
    return m.words.text[m.start].islower() and (m.word(m.last) != "newspaper")


def ref(m: Match, told: Told) -> Found | None:
    """A time like "now", "recently", "the past", "the near future"."""
    if m.has("now"):
        return Found("PRESENT_REF").on(told.published, "published")
    if m.has("lately", "past"):
        return Found("PAST_REF").on(told.published, "published")
    return Found("FUTURE_REF").on(told.published, "published")
