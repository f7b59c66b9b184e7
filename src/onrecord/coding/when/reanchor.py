"""A relative time on another day of writing."""

from __future__ import annotations

from datetime import date

from onrecord.coding.when.find import times
from onrecord.model import Time, When

CUES = {-1: "This happened {}.", 0: "{}", 1: "This will happen {}."}
"""The look of the verb that the first resolution saw, put back around the words."""


def reanchor(time: Time | When, old: date | None, new: date | None) -> When:
    """The time as it would have been resolved had the report been written on `new` instead of `old`.

    A time that was not resolved on `old` stays as it is; with `new` None a relative time keeps its value underspecified
    and has no days.  An unresolved time is resolved on `new`, looking back.

    >>> from onrecord.coding.when import times
    >>> saturday = times("It began on Saturday.", date(2023, 11, 9))[0]
    >>> reanchor(saturday, date(2023, 11, 9), date(2023, 10, 23)).earliest
    datetime.date(2023, 10, 21)
    """
    when = time.when if isinstance(time, Time) else time
    unresolved = when.anchor is None and when.earliest is None
    if when.text is None and when.anchored_on == "published" and when.earliest == when.latest == old:
        return _told_in_the_present(new)
    if when.text is None or not (unresolved or (when.anchor == old and when.anchored_on == "published")):
        return when
    frame = CUES[_looked(when, old)]
    again = times(frame.format(when.text), new)
    if not again or len(again[0].when.text or "") < len(when.text) // 2:
        return when
    found = again[0].when
    if found.earliest is None and new is not None and not unresolved:
        return when
    return _stretch(found, when, old, new).model_copy(update={"text": when.text})


def _told_in_the_present(day: date | None) -> When:
    """When an item of a chronicle is of: the day under which it stands."""
    if day is None:
        return When()
    return When(earliest=day, latest=day, precision="day", timex=day.isoformat(), anchor=day, anchored_on="published")


def _looked(when: When, old: date | None) -> int:
    """Whether the first resolution looked back or ahead."""
    if old is None or when.earliest is None or when.latest is None:
        return -1
    return 1 if when.earliest > old else -1 if when.latest < old else 0


def _stretch(found: When, when: When, old: date | None, new: date | None) -> When:
    """Keep the open end, or the end on the day of writing, that "since" and its like gave the first resolution."""
    if when.precision != "range" or found.precision == "range" or found.earliest is None:
        return found
    if when.earliest is None:
        return found.model_copy(update={"earliest": None, "precision": "range"})
    if when.latest is None:
        return found.model_copy(update={"latest": None, "precision": "range"})
    if when.latest == old:
        latest = new if new and new >= found.earliest else None
        return found.model_copy(update={"latest": latest, "precision": "range"})
    return found
