"""What a report can be recognised by: its rare words, its names, ages, streets and days."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from onrecord.model import Report
from onrecord.stories.boilerplate import without_boilerplate
from onrecord.stories.rarity import rarity
from onrecord.stories.words import WORD, stem, stems

K = TypeVar("K")

BODY = 4000
"""Characters of the text that are looked at: what comes later is background."""

LEAD = 600
"""Characters in which a report says where it is and whom it is about."""

MONTH = r"(Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:uary|ruary|ch|il|ust|ember|tember|ober)?\.?"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SMALL = {
    w: str(n)
    for n, w in enumerate(
        reversed(("twelve", "eleven", "ten", "nine", "eight", "seven", "six", "five", "four", "three", "two", "one")), 1
    )
}

CALENDAR = re.compile(
    rf"\b{MONTH} (\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (\d{{4}}))?|\b(\d{{1,2}})(?:st|nd|rd|th)? {MONTH}(?: (\d{{4}}))?"
)
RELATIVE = re.compile(
    r"\b(?:(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(yesterday|last night|overnight)"
    r"|(today|tonight|this (?:morning|afternoon|evening)))\b",
    re.IGNORECASE,
)
AGE = re.compile(
    r"\b(\d{1,3}|" + "|".join(SMALL) + r")[- ](year|month)s?[- ]olds?\b"
    r"|\baged? (\d{1,3})\b|\b[A-Z][\w’'-]+, (\d{1,3})(?=[,.;)])|\b[A-Z][\w’'-]+ \((\d{1,3})\)"
)
STREET = re.compile(
    r"\b((?:[A-Z][\w’'.-]+ |\d+(?:st|nd|rd|th) ){1,3}?)"
    r"(?:Street|St\b|Avenue|Ave\b|Road|Rd\b|Drive|Dr\b|Lane|Ln\b|Boulevard|Blvd\b|Court|Highway|Parkway|Square|Bridge|Circle|Terrace|Pike)"
)
CAPITALS = re.compile(r"\b[A-Z][\w’'-]*[a-z](?:\.? (?:[A-Z]\. )?[A-Z][\w’'-]*[a-z])*")
SITE = re.compile(r"\s+[-–—|]{1,2}\s+[^-–—|]{2,80}$")
SITE_WORDS = re.compile(
    r"\.(?:com|net|org|co|tv)\b|\b(?:News|TV|Times|Post|Herald|Tribune|Radio|Weather|Gazette|Online|Press|Daily)\b"
)


OPENING = re.compile(r"(?<=[a-z\d”\"’)][.!?])\s|\n")


@dataclass(frozen=True, eq=False)
class Fingerprint:
    """A report as it is compared with others; `day` is the ordinal of its publication, 0 if unknown."""

    id: str
    day: int
    weights: dict[str, float]
    title: dict[str, float]
    first_named: frozenset[str]
    people: frozenset[str]
    ages: frozenset[str]
    streets: frozenset[str]
    days: dict[int, float]


def fingerprint(report: Report) -> Fingerprint:
    """The marks of one report; depends on nothing but the report."""
    title = headline(report)
    body = without_boilerplate(report.text[:BODY])
    whole = f"{title}. {body}" if title else body
    day = (report.published or report.stated or date.min).toordinal()
    day = 0 if day == 1 else day
    capitals = [m[0] for m in CAPITALS.finditer(whole)]
    start = f"{title}. {body[:LEAD]}"
    return Fingerprint(
        id=report.id,
        day=day,
        weights=weighted(Counter(stems(whole))),
        title=weighted(Counter(stems(title or _opening(body)))),
        first_named=frozenset(stem(w) for m in CAPITALS.finditer(start) for w in WORD.findall(m[0])),
        people=frozenset(c.lower() for c in capitals if " " in c),
        ages=frozenset(ages(whole)),
        streets=frozenset(m[1].strip().lower() for m in STREET.finditer(whole)),
        days=_unit(Counter(days(whole, day))) if day else {},
    )


def _opening(body: str) -> str:
    """The first sentence of a long text, which stands for the title where there is none."""
    return OPENING.split(body.strip(), maxsplit=1)[0] if len(body) > LEAD else ""


def headline(report: Report) -> str:
    """The title without the name of the site that some pages put behind it."""
    title = (report.title or "").strip()
    while (site := SITE.search(title)) and (SITE_WORDS.search(site[0]) or _is_source(site[0], report.source)):
        title = title[: site.start()]
    return title


def _is_source(words: str, source: str | None) -> bool:
    plain = re.sub(r"\W|^www|com$", "", words.lower())
    return bool(source and plain and plain in re.sub(r"\W", "", source.lower()))


def weighted(counts: Counter[str]) -> dict[str, float]:
    """Stems with their share in what the text is about: of length 1, rare words heavy."""
    return _unit({s: (1 + math.log(n)) * rarity(s) for s, n in counts.items()})


def _unit(raw: Mapping[K, float]) -> dict[K, float]:
    length = math.sqrt(sum(w * w for w in raw.values())) or 1.0
    return {s: w / length for s, w in raw.items()}


def ages(text: str) -> Iterator[str]:
    """The ages of people in a text: "15-year-old", "aged 15", "Ana Ruiz, 15,"."""
    for m in AGE.finditer(text):
        age = m[1] or m[3] or m[4] or m[5]
        yield SMALL.get(age, age) + ("m" if m[2] == "month" else "")


def days(text: str, published: int) -> Iterator[int]:
    """The days that a text names, as ordinals: dates, and weekdays as those last before publication."""
    day = date.fromordinal(published)
    for m in CALENDAR.finditer(text):
        month = MONTHS.index((m[1] or m[5])[:3].lower()) + 1
        number, year = int(m[2] or m[4]), m[3] or m[6]
        if found := _date(int(year) if year else day.year, month, number):
            if not year and found.toordinal() > published + 30:
                found = _date(day.year - 1, month, number) or found
            yield found.toordinal()
    for m in RELATIVE.finditer(text):
        if m[1]:
            yield published - (day.weekday() - WEEKDAYS.index(m[1][:3].lower())) % 7
        else:
            yield published - bool(m[2])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
