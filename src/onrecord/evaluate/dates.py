"""When was it written: the day of writing out of the text (and its address, if given), and doubts about header dates.

Any gold with `text` and `date` (or `dct`) serves.  Asked three times: what day the text itself gives (no header); how
many right headers are doubted (none should be); how many of headers that are `LATE` days late.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from onrecord.coding import when
from onrecord.coding.clocks import doubts, published
from onrecord.errors import MalformedInput
from onrecord.evaluate.gold import keys_of, rows
from onrecord.evaluate.result import Result
from onrecord.model import Report
from onrecord.reading import read_many

LATE = 30
"""Days by which a header is made late: a page crawled a month after it was written."""


def evaluate(path: Path) -> Result:
    """Days of writing found, right headers doubted, late headers doubted and better dated."""
    keys = keys_of(path)
    key = "dct" if "dct" in keys else "date"
    if not {"text", key} <= keys:
        raise MalformedInput(f"{path}: expected rows with text and date (or dct); the first has {sorted(keys)}")
    gold = [(row["text"], row.get("url"), _day(row[key])) for _, row in rows(path, ("text", key))]
    told = [(text, url, day) for text, url, day in gold if day is not None]
    dated = exact = near = false = caught = better = 0
    mistakes = []
    for (text, url, day), reading in zip(told, read_many(text for text, *_ in told), strict=True):
        alone = published(Report(text=text, url=url)).published
        dated += alone is not None
        exact += alone == day
        near += alone is not None and abs((alone - day).days) <= 1
        if alone is not None and abs((alone - day).days) > 1:
            mistakes.append(f"written on {day}, taken for {alone}: {' '.join(text[:110].split())}")
        right = Report(text=text, url=url, stated=day)
        false += bool(doubts(right, reading, when.times(text, day, reading)))
        stated = day + timedelta(LATE)
        late = Report(text=text, url=url, stated=stated)
        found = doubts(late, reading, when.times(text, stated, reading))
        caught += bool(found)
        better += any(_holds(d.better, day) for d in found)
    total = max(1, len(told))
    figures = {
        "dated by the text alone": dated / total,
        "of these on the day": exact / max(1, dated),
        "of these within a day": near / max(1, dated),
        "right headers doubted": false / total,
        f"headers {LATE} days late doubted": caught / total,
        "with the right day among the better ones": better / max(1, caught),
    }
    return Result("dates", len(told), figures, tuple(mistakes[:10]))


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def _holds(interval: str | None, day: date) -> bool:
    """Whether an ISO day or interval holds a day, give or take one."""
    if not interval:
        return False
    first, _, last = interval.partition("/")
    slack = timedelta(1)
    return date.fromisoformat(first) - slack <= day <= date.fromisoformat(last or first) + slack
