"""Which claims are worth comparing: a compatible type, near days, and a party, town, thing or story in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from onrecord.model import Claim, Report
from onrecord.reconcile import numbers
from onrecord.reconcile.compare import compatible, promised
from onrecord.reconcile.days import published, window
from onrecord.reconcile.parties import key
from onrecord.reconcile.places import finest, is_wide

APART = 7
"""The most days between two claims of one event: a report may be that far off about the day."""

PLANNED = 45
"""The most days between a plan and its deed."""

WIDEST = 62
"""A window of more days is looked for at its end only: "this year" must not meet all of the year."""


class Placed(NamedTuple):
    """A claim in time: the first and last day that it is looked for; 0 where even its report has no day."""

    first: int
    last: int
    claim: Claim


def pairs(
    claims: Iterable[Claim], reports: Mapping[str, Report], stories: Mapping[str, str] | None = None
) -> Iterator[tuple[Claim, Claim]]:
    """Each pair of claims that may tell of one event, once; the smaller id first, in order of ids.

    Claims of reports without a day that state none themselves meet one another only.
    """
    known = {c.id: c for c in claims}
    met: set[tuple[str, str]] = set()
    for block in _blocks(known.values(), reports, stories or {}):
        for i, a in enumerate(block):
            for b in block[i + 1 :]:
                apart = b.first - a.last
                if apart > PLANNED:
                    break
                if apart <= APART or "planned" in (a.claim.status, b.claim.status):
                    met.add((min(a.claim.id, b.claim.id), max(a.claim.id, b.claim.id)))
    for x, y in sorted(met):
        if compatible(known[x], known[y]):
            yield known[x], known[y]


def _blocks(
    claims: Iterable[Claim], reports: Mapping[str, Report], stories: Mapping[str, str]
) -> Iterator[list[Placed]]:
    """Claims by type (a promise also by that of its deed) and party, in order of their first day."""
    found: dict[tuple[str, str], list[Placed]] = defaultdict(list)
    for claim in claims:
        placed = _placed(claim, reports.get(claim.report))
        for kind in _kinds(claim):
            for thing in {*_things(claim), f"in {stories.get(claim.report, claim.report)}"}:
                found[kind, thing].append(placed)
    for _, block in sorted(found.items()):
        if len(block) > 1:
            yield sorted(block, key=lambda p: (p.first, p.claim.id))


def _placed(claim: Claim, report: Report | None) -> Placed:
    """A claim in time; one that tells of an unknown day of the past is looked for where it is told."""
    if when := window(claim, report):
        return Placed(max(when.first, when.last - WIDEST), when.last, claim)
    day = published(report)
    return Placed(day.toordinal() - WIDEST, day.toordinal(), claim) if day else Placed(0, 0, claim)


def _things(claim: Claim) -> set[str]:
    """What claims of one event have in common: a party, a town, or a rare thing that is counted."""
    parties = {key(p) for p in (*claim.actors, *claim.recipients)} - {""}
    towns = {f"at {m.place.name}" for m in finest(claim.places) if m.place and not is_wide(m)}
    counted = {f"of {f.what}" for f in claim.figures if f.what not in numbers.TOLLS}
    return parties | towns | counted


def _kinds(claim: Claim) -> set[str]:
    """The type of a claim and, for a promise, the types of its deed."""
    if claim.status not in ("planned", "conditional"):
        return {claim.type}
    return {claim.type} | {after for before, after in promised() if before == claim.type}
