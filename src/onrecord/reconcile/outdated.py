"""Reports that tell as news what others told weeks before: `outdated(reports, claims, doubted)`.

Nothing in such a page speaks against its date but the other reports: it says that eight hostages were freed "on Sunday"
and two frigates sent, and everyone else wrote so five weeks earlier.  Two deeds of two kinds with the same numbers are
wanted, in two sentences, told by others at least two weeks before and by nobody since: armies shell one town again and
again, and courts give the same man four years twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from onrecord.model import DEEDS, Claim, Doubt, Report
from onrecord.reconcile import numbers
from onrecord.reconcile.compare import VERBAL, compare, side
from onrecord.reconcile.days import published
from onrecord.reconcile.parties import key

WEEKS = timedelta(14)
"""So long before its date others must have told what a report tells as news."""

ENOUGH = 2
"""So many deeds of a report, of so many types, must have been told before."""

ALIKE = 0.44
"""How alike two deeds must be, days aside, to be one: as in `settle`."""


class _News(NamedTuple):
    claim: Claim
    day: date


Key = tuple[str, str, str, str, float]


def outdated(reports: Mapping[str, Report], claims: Iterable[Claim], doubted: Mapping[str, Doubt]) -> list[Doubt]:
    """Doubts about the dates of such reports, in order of their ids."""
    found: dict[Key, list[_News]] = defaultdict(list)
    for claim in claims:
        day = published(reports.get(claim.report))
        if day is not None and claim.report not in doubted:
            for k in _keys(claim):
                found[k].append(_News(claim, day))
    told_before: dict[str, dict[tuple[str, int], _News]] = defaultdict(dict)
    current: set[str] = set()
    for news in found.values():
        if len(news) < 2 or max(n.day for n in news) - min(n.day for n in news) < WEEKS:
            continue
        for one in news:
            before, near = _others(one, news, reports)
            if near:
                current.add(one.claim.report)
            elif before:
                told_before[one.claim.report].setdefault((one.claim.type, one.claim.sentence.start), before)
    return [
        _doubt(reports[id], told)
        for id, told in sorted(told_before.items())
        if min(len({type for type, _ in told}), len({start for _, start in told})) >= ENOUGH
        and id not in current
        and reports[id].stated is not None
    ]


def _keys(claim: Claim) -> Iterator[Key]:
    """What a deed with a number is looked up by; one that names its day itself is no news of the day of writing."""
    named = claim.when and claim.when.earliest and claim.when.anchored_on != "published"
    if claim.status not in DEEDS or claim.status == "historical" or claim.type in VERBAL or named:
        return
    parties = {key(p) for p in (*claim.actors, *claim.recipients)} - {""}
    for figure in claim.figures:
        if figure.low is not None and figure.low > 1:
            what, unit = numbers.subject(figure)
            yield from ((claim.type, party, what, unit, figure.low) for party in sorted(parties))


def _others(one: _News, news: Sequence[_News], reports: Mapping[str, Report]) -> tuple[_News | None, bool]:
    """The last to tell a deed weeks before, if any, and whether others tell one like it in these weeks."""
    mine = side(one.claim.model_copy(update={"when": None}), _undated(reports[one.claim.report]))
    before: _News | None = None
    for other in news:
        if other.claim.report == one.claim.report:
            continue
        if abs(other.day - one.day) < WEEKS:
            return None, True
        if other.day < one.day and (before is None or other.day > before.day):
            theirs = side(other.claim, reports[other.claim.report])
            before = other if compare(mine, theirs).score >= ALIKE else before
    return before, False


def _undated(report: Report) -> Report:
    return report.model_copy(update={"published": None, "stated": None})


def _doubt(report: Report, told: Mapping[tuple[str, int], _News]) -> Doubt:
    """The doubt about a report, with the deeds that others told before."""
    reasons = []
    for before in sorted(told.values(), key=lambda n: (n.day, n.claim.id)):
        reasons.append(f"it tells as news what others told by {before.day} and nobody since: “{before.claim.trigger}”")
    stated = report.stated.isoformat() if report.stated else None
    return Doubt(report=report.id, field="stated", stated=stated, better=None, reasons=tuple(dict.fromkeys(reasons)))
