"""Whether an event took place, of all that is said of it over time.

The rule, in this order:

1. No claim tells it as done: it is what was said last of it, and of what was said that day the
   firmest (planned before conditional before hypothetical); *denied* if a denial is the last word.
   A plan that no report says was carried out stays a plan.
2. Some tell it as done and none denies it: it is done; *ongoing* if that is the last word,
   *historical* if all tell it as history.
3. Some tell it as done and some deny it: the side with more independent origins is shown, the
   deed where they are even, and `status` is disputed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from onrecord.model import DEEDS, Agreement, Claim, Status

FIRMEST: tuple[Status, ...] = ("happened", "ongoing", "historical", "denied", "planned", "conditional", "hypothetical")
"""Of two statuses told on one day, the one that comes first here is listed last: it is the later word."""

History = tuple[tuple[date | None, Status], ...]


def history(claims: Sequence[Claim], days: Mapping[str, date | None]) -> History:
    """The statuses in order of publication, each when it was first told after another.

    Claims without a day stand first.
    """
    told = sorted({(days.get(c.id), c.status) for c in claims}, key=lambda t: (t[0] or date.min, -FIRMEST.index(t[1])))
    changes: list[tuple[date | None, Status]] = []
    for day, status in told:
        if not changes or changes[-1][1] != status:
            changes.append((day, status))
    return tuple(changes)


def status(claims: Sequence[Claim], days: Mapping[str, date | None], origins: Mapping[str, str]) -> Status:
    """The status that an event is shown with."""
    told = {c.status for c in claims}
    if not told & DEEDS:
        return _last(claims, days)
    if "denied" in told:
        done = {origins.get(c.report, c.report) for c in claims if c.status in DEEDS}
        denying = {origins.get(c.report, c.report) for c in claims if c.status == "denied"}
        if len(denying) > len(done):
            return "denied"
    deeds = [c for c in claims if c.status in DEEDS]
    if {c.status for c in deeds} == {"historical"}:
        return "historical"
    news = [c for c in deeds if c.status != "historical"]
    return _last(news, days)


def _last(claims: Sequence[Claim], days: Mapping[str, date | None]) -> Status:
    """What was told last; of one day, the firmest."""
    last = max(days.get(c.id) or date.min for c in claims)
    return min((c.status for c in claims if (days.get(c.id) or date.min) == last), key=FIRMEST.index)


def agreement(told: set[Status]) -> Agreement:
    """A denial contradicts a deed; a plan and its deed, or a fear and a plan, refine one another."""
    if len({"deed" if s in DEEDS else s for s in told}) == 1:
        return "agree"
    return "contradict" if "denied" in told and told & DEEDS else "refine"
