"""The clocks of a report: when it was written, and whether its header's date can be that day.

`published` takes the best evidence of the day of writing: the header, a "Posted:" line, a dateline, the address of the
page, a date line.  `doubts` says why a stated date cannot be, or is hardly, the day of writing; it settles nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from onrecord.coding.when import times as find_times
from onrecord.coding.when.calendar import weekday_from
from onrecord.coding.when.cues import direction
from onrecord.coding.when.tense import look
from onrecord.coding.when.words import table
from onrecord.model import Doubt, Reading, Report, Time

HEAD = 600
"""Characters at the top of a report in which a page or an agency dates it."""
NEAR = 1
"""Days by which two dates may differ and still bear each other out: time zones, and copy filed before midnight."""
WEEK = 7
STALE = range(21, 181)
"""Days between the last dated happening and the header that make the header doubtful in a report of current news.
Of 1,421 dated reports on hand, 5 fell under the whole rule; below three weeks many more do."""
FAR = 300
"""Days beyond which news names the year of a day."""
REACH = 24
"""Days after the last dated happening in which nearly all reports that look ahead from it were written."""

LABEL = re.compile(
    r"\b(?:(?P<first>posted|published|first published|filed|created|issued|date|dated)|(?:last )?(?:updated|modified))"
    r"\s*(?:on|at|:|\|)?\s*(?:on\s+)?\Z",
    re.I,
)
PLACE = re.compile(r"\A[\W_]*(?:[A-ZÀ-Þ][\w.’'-]*[ ,/.]*(?:de |of |and |al-|el-)?){1,7}\(?\s*\Z")
DASH = re.compile(r"\A[\s,.)]*(?:\([^()\n]{1,40}\)|\[[^][\n]{1,40}\]|[A-Z]{2,12})?[\s.]*(?:--|[-–—:_]|/\S+/)")
LINE_BEFORE = re.compile(r"\A(?:|.{0,60}[|:•·–—(-])\s*\Z")
LINE_AFTER = re.compile(
    r"\A[\s,|@()•·–—-]*(?:(?:at )?\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*[A-Z]{0,4})?[\s|)•·–—-]*(?:by\b.{0,60})?\Z", re.I
)
ADDRESS = re.compile(r"(?<!\d)(19\d\d|20\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Evidence:
    """A day on which the report says, or its address says, that it was written."""

    day: date
    how: str
    weight: float


def published(report: Report, *, today: date | None = None) -> Report:
    """The report with the best estimate of its day of writing, how we know, and how sure we are.

    A day after `today` (or after the report entered the record) is not believed.  Where nothing dates the report,
    `published` is None with confidence 0.
    """
    limit = _limit(report, today)
    found = evidence(report, limit)
    day, how, confidence = _decide(report.stated, found, limit)
    return report.model_copy(
        update={"published": day, "published_how": how, "published_confidence": round(confidence, 2)}
    )


def _limit(report: Report, today: date | None) -> date | None:
    recorded = report.recorded.date() if report.recorded else None
    return recorded or today


def _decide(stated: date | None, found: list[Evidence], limit: date | None) -> tuple[date | None, str | None, float]:
    """The day, how we know, how sure: the header where nothing speaks against it, else what the text says of itself."""
    future = stated is not None and limit is not None and stated > limit + timedelta(NEAR)
    best = found[0] if found else None
    if stated is None or future:
        lead = f"its stated date {stated} lies in the future; " if future else ""
        if best is None:
            return None, f"{lead}nothing in the text dates it" if future else None, 0.0
        return best.day, lead + best.how, best.weight
    if best is None:
        return stated, "stated date", 0.8
    apart = (stated - best.day).days
    if abs(apart) <= NEAR:
        return stated, f"stated date, borne out by {best.how}", 0.95
    if apart < 0 and "updated" in best.how:
        return stated, f"stated date; {best.how} is later", 0.8
    if 0 < apart <= WEEK:
        return best.day, f"{best.how}; the stated date is {_days(apart)} later", min(best.weight, 0.85)
    later = "later" if apart > 0 else "earlier"
    return best.day, f"{best.how}; the stated date is {_days(abs(apart))} {later}", min(best.weight, 0.75)


def _days(number: int) -> str:
    return "a day" if number == 1 else f"{number} days"


def evidence(report: Report, limit: date | None) -> list[Evidence]:
    """What dates the report beside its header, the surest first."""
    base = report.stated  # a dateline without its year says nothing where no header gives one
    head = report.text[:HEAD]
    found = [e for t in find_times(head, base) if (e := _dated(head, t, base))]
    if report.url and (match := ADDRESS.search(report.url)):
        found.append(Evidence(date(*map(int, match.groups())), "the date in its address", 0.85))
    found = [e for e in found if limit is None or e.day <= limit + timedelta(NEAR)]
    return sorted(found, key=lambda e: -e.weight)


def _dated(head: str, time: Time, base: date | None) -> Evidence | None:
    """What one date at the top says of the day of writing, by how it stands there."""
    when = time.when
    if when.precision not in ("day", "time") or when.earliest is None or not re.search(r"\d", when.text or ""):
        return None
    day, yearless = when.earliest, when.anchor is not None
    if _wrong_weekday(when.text or "", day):
        return None
    begin = head.rfind("\n", 0, time.span.start) + 1
    before, after = head[begin : time.span.start], head[time.span.end :]
    if yearless and (base is None or time.type != "DATE" or not re.search(r"[A-Za-z]{3}", when.text or "")):
        return None
    label = LABEL.search(before)
    if label and not yearless:
        return Evidence(
            day, f'its line "{"posted" if label["first"] else "updated"} {when.text}"', 0.9 if label["first"] else 0.7
        )
    if len(before) <= 60 and (PLACE.match(before) or not before.strip()) and DASH.match(after) and begin < HEAD // 2:
        return Evidence(day, f'its dateline "{when.text}"', 0.6 if yearless else 0.9)
    if not yearless and LINE_BEFORE.match(before) and LINE_AFTER.match(after.split("\n")[0]):
        return Evidence(day, f'its date line "{when.text}"', 0.8)
    return None  # "died on 5 March 2009": a full date in a sentence dates what it tells, not the telling


def _names_weekday(text: str) -> int | None:
    """The ISO weekday that the words name."""
    return next((n for n, name in enumerate(WEEKDAYS, 1) if re.search(rf"\b{name}\b", text, re.I)), None)


def _wrong_weekday(text: str, day: date) -> bool:
    """Whether the words name a weekday that the day was not."""
    named = _names_weekday(text)
    return named is not None and named != day.isoweekday()


# --- doubts ------------------------------------------------------------------------------------


def doubts(report: Report, reading: Reading, times: Sequence[Time], *, today: date | None = None) -> list[Doubt]:
    """Why the stated date cannot be, or is hardly, the day of writing; `better` is an ISO day or interval where known.

    `times` are those of the report's text, resolved on its stated or published date.
    """
    stated = report.stated
    if stated is None:
        return []
    checks = (
        _in_future(stated, _limit(report, today)),
        _by_other_evidence(report, stated, _limit(report, today)),
        _by_weekday(stated, times),
        _tells_later(report, reading, stated, times),
        _stale(report, reading, stated, times),
    )
    found = [c for c in checks if c is not None]
    if not found:
        return []
    better = next((b for _, b in found if b), None)
    reasons = tuple(reason for reason, _ in found)
    return [Doubt(report=report.id, field="stated", stated=stated.isoformat(), better=better, reasons=reasons)]


Reason = tuple[str, str | None]


def _in_future(stated: date, limit: date | None) -> Reason | None:
    if limit is None or stated <= limit + timedelta(NEAR):
        return None
    return f"its stated date {stated} lies after {limit}, the day it was recorded", None


def _by_other_evidence(report: Report, stated: date, limit: date | None) -> Reason | None:
    """A dateline or "Posted:" line more than a week away from the header."""
    found = [e for e in evidence(report, limit) if "updated" not in e.how]
    if not found or abs((stated - found[0].day).days) <= WEEK or any(abs((stated - e.day).days) <= WEEK for e in found):
        return None
    side = "before" if found[0].day < stated else "after"
    apart = abs((stated - found[0].day).days)
    return f"{found[0].how} is {apart} days {side} its stated date {stated}", found[0].day.isoformat()


def _by_weekday(stated: date, times: Sequence[Time]) -> Reason | None:
    """A day without its year that is named by a weekday which it was in another year."""
    reasons, years = [], []
    for time in times:
        when = time.when
        if when.anchored_on != "published" or when.earliest is None or not re.search(r"\d", when.text or ""):
            continue
        wrong = _wrong_weekday(when.text or "", when.earliest)
        if when.precision == "day" and _names_weekday(when.text or "") and (wrong or _far(when.earliest, stated)):
            near = _nearest_year(when.earliest, stated)
            fits = _year_that_fits(when.text or "", when.earliest, stated)
            reason = f'"{when.text}" does not fit: {near.day} {near:%B} was a {near:%A} in {near.year}'
            reasons.append(reason + (f"; it fits {fits.year}" if fits else ""))
            years.append(fits)
    if not reasons:
        return None
    sure = len(years) > 1 and len({d.year if d else None for d in years}) == 1  # one alone may be a slip of the pen
    last = max((d for d in years if d), default=None) if sure else None
    return reasons[0], last.isoformat() if last else None


def _far(day: date, stated: date) -> bool:
    """Whether news would have named the year of a day."""
    return abs((day - stated).days) > FAR


def _nearest_year(day: date, stated: date) -> date:
    """The same day of the month in the year in which it lies nearest to the stated date."""
    near = [day + timedelta(365 * n) for n in (-1, 0, 1)]
    same = [day.replace(year=d.year) if (day.month, day.day) != (2, 29) else d for d in near]
    return min(same, key=lambda d: abs((d - stated).days))


def _year_that_fits(text: str, day: date, stated: date) -> date | None:
    """The same day of the latest earlier year in which it had the weekday that the words name."""
    for year in range(stated.year, stated.year - 12, -1):
        try:
            other = day.replace(year=year)
        except ValueError:
            continue
        if other <= stated and not _wrong_weekday(text, other):
            return other
    return None


def _tells_later(report: Report, reading: Reading, stated: date, times: Sequence[Time]) -> Reason | None:
    """A full date after the header's that the text tells as past."""
    late = [
        t
        for t in times
        if t.when.earliest is not None
        and t.when.anchor is None
        and t.when.precision in ("day", "time")
        and t.when.earliest > stated + timedelta(NEAR)
        and _looks(report, reading, t) < 0
    ]
    if not late:
        return None
    last = max(late, key=lambda t: t.when.earliest or stated)
    return f'it tells "{last.when.text}" as past, after its stated date {stated}', _interval(last.when.earliest, report)


def _interval(first: date | None, report: Report) -> str | None:
    if first is None:
        return None
    end = report.recorded.date() if report.recorded else None
    return f"{first}/{end}" if end is not None and end > first else first.isoformat()


def _looks(report: Report, reading: Reading, time: Time) -> int:
    return look(reading, time.span.start, time.span.end) or direction(report.text, time.span.start, time.span.end)


@lru_cache(maxsize=1)
def _looking() -> dict[str, re.Pattern[str]]:
    """The phrases of `looking.tsv`, as patterns."""
    forms: dict[str, list[str]] = {}
    for side, cell in table("looking.tsv", 2):
        forms.setdefault(side, []).extend(
            re.escape(f).replace(r"\*", r"\w+").replace(r"\ ", r"\s+") for f in cell.split("|")
        )
    return {side: re.compile(rf"\b(?:{'|'.join(all_)})\b(?:\s+[\w'’-]+){{0,3}}", re.I) for side, all_ in forms.items()}


def _stale(report: Report, reading: Reading, stated: date, times: Sequence[Time]) -> Reason | None:
    """A report of current news that looks ahead, while its last dated happening is weeks older than its header.

    A header date may be the day on which a page was crawled.  News that is written weeks after the last day it dates
    exists too (a trial, an anniversary), so this asks for words of going on and of looking ahead, and says "may".
    """
    dated = [t for t in times if _dates_a_past_day(report, reading, t, stated)]
    if not dated:
        return None
    last = max(dated, key=lambda t: t.when.latest or date.min)
    day = last.when.latest or stated
    if (stated - day).days not in STALE or any(_between(t, day, stated) for t in times):
        return None
    now, ahead = _looking()["now"].search(report.text), _looking()["ahead"].search(report.text)
    if now is None or ahead is None:
        return None
    first, end = day, min(day + timedelta(REACH), stated - timedelta(1))
    weeks = (stated - day).days // 7
    reason = (
        f'its last dated happening, "{last.when.text}", is {weeks} weeks before its stated date {stated}, '
        f'while it still looks ahead ("{" ".join(ahead.group().split())}"): the stated date may be the day of crawling'
    )
    return reason, f"{first}/{end}"


def _dates_a_past_day(report: Report, reading: Reading, time: Time, stated: date) -> bool:
    """A day that the text names by its date, not by its weekday (which the header resolved), and tells as past."""
    when = time.when
    named = bool(re.search(r"\d", when.text or "")) and bool(re.search(r"[A-Za-z]{3}|\d{4}", when.text or ""))
    if not named or when.precision not in ("day", "time") or when.latest is None or when.latest > stated:
        return False
    return "ago" not in (when.text or "") and _looks(report, reading, time) <= 0


def _between(time: Time, day: date, stated: date) -> bool:
    """A month or day named between the last dated happening and the header: the text does know later times."""
    when = time.when
    named = re.search(
        r"\d|january|february|march|april|june|july|august|september|october|november|december|\bmay\b",
        when.text or "",
        re.I,
    )
    return bool(named) and when.earliest is not None and day < when.earliest <= stated + timedelta(60)


def weekday_window(weekday: int, interval: tuple[date, date]) -> list[date]:
    """The days of that ISO weekday in an interval: what "since Saturday" can mean in a report of uncertain date.

    >>> weekday_window(6, (date(2023, 10, 14), date(2023, 10, 27)))
    [datetime.date(2023, 10, 14), datetime.date(2023, 10, 21)]
    """
    first, last = interval
    day = weekday_from(first, weekday, 1)
    found = []
    while day <= last:
        found.append(day)
        day += timedelta(7)
    return found
