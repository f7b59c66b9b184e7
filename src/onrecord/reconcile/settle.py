"""A report whose date is not believed, dated by what others tell: `settle(reports, claims, doubts, verdicts)`.

A header may bear the day on which a page was crawled.  A deed that such a report tells, and that of all other reports
only one day's news tells likewise, was done by then; news without a day is at most some days old.  So the report was
written in that week, and its "since Saturday" can be read anew.  Pure: nothing of the record is changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from onrecord.model import DEEDS, Claim, Doubt, Report, Verdict, When
from onrecord.reconcile.compare import VERBAL, Comparison, Side, compare, side
from onrecord.reconcile.days import BACK, published, window
from onrecord.reconcile.outdated import outdated
from onrecord.reconcile.parties import key

ALIKE = 0.44
"""How alike two deeds must be, days aside, to be one: all that they tell agrees."""

NEXT = 0.3
"""How alike the next best of another day may be at most: else any of several days could be meant."""

APART = 3
"""Days from which on two deeds are of different days."""

FRESH = 7
"""A report tells as news what happened within so many days before it."""

SHARED = 2
"""So many acts of words that two reports tell alike make them news of the same days; of deeds one is enough."""

MOST = 2 / 3
"""The share of the possible days of writing that must give a relative time the same meaning."""


Reanchor = Callable[[When, date | None, date | None], When]


class Settled(NamedTuple):
    """Reports, claims and doubts as they stand once dates are settled, and verdicts that say why."""

    reports: Mapping[str, Report]
    claims: Sequence[Claim]
    doubts: list[Doubt]
    verdicts: list[Verdict]


class _Span(NamedTuple):
    """The days on which a report can have been written, and why."""

    first: date
    last: date
    reason: str


def settle(
    reports: Mapping[str, Report],
    claims: Sequence[Claim],
    doubts: Sequence[Doubt],
    verdicts: Sequence[Verdict],
    reanchor: Reanchor,
) -> Settled:
    """Reports of doubted date with the day that others give them; the rest as they were.

    `reanchor(when, old, new)` reads a relative time on another day of writing.
    """
    doubted = {d.report: d for d in doubts if d.field == "stated" and d.report in reports}
    late = outdated(reports, claims, doubted)
    doubts = [*doubts, *late]
    doubted |= {d.report: d for d in late}
    if not doubted:
        return Settled(reports, claims, list(doubts), [])
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.report].append(claim)
    spans: dict[str, _Span] = {}
    same: list[Verdict] = []
    for id, doubt in sorted(doubted.items()):
        span, found = _by_deeds(reports[id], by_report[id], doubt, claims, reports, doubted)
        if span:
            spans[id] = span
            same += found
    for id, span in _alike(spans, reports, claims, verdicts):
        spans.setdefault(id, span)
        doubted.setdefault(id, _doubt(reports[id], span))
    now = {id: _settled(r, spans[id]) if id in spans else r for id, r in reports.items()}
    met = {id for v in same for id in (v.a, v.b)}  # their day is that of the other's report
    told = [
        _anew(c, reports[c.report], spans[c.report], reanchor) if c.report in spans and c.id not in met else c
        for c in claims
    ]
    return Settled(now, told, [_better(d, spans.get(d.report)) for d in doubted.values()], same)


def _by_deeds(
    report: Report,
    own: Sequence[Claim],
    doubt: Doubt,
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    doubted: Mapping[str, Doubt],
) -> tuple[_Span | None, list[Verdict]]:
    """The days of writing by the deeds that one day's news alone tells likewise, the latest of which it came after."""
    undated = report.model_copy(update={"published": None, "stated": None})
    latest: date | None = None
    reason = ""
    same = []
    for claim in own:
        if claim.status not in DEEDS or claim.status == "historical" or claim.type in VERBAL or _dated(claim):
            continue  # words are said again and again
        mine = side(claim.model_copy(update={"when": None}), undated)
        rivals = [_met(mine, other, reports) for other in _candidates(claim, claims, reports, doubted)]
        best = max(rivals, key=lambda m: (m.comparison.score, -m.day.toordinal(), m.claim.id), default=None)
        if best is None or best.comparison.score < ALIKE:
            continue
        if any(m.comparison.score >= NEXT and abs((m.day - best.day).days) >= APART for m in rivals):
            continue
        same.append(_verdict(claim, best))
        if latest is None or best.day > latest:
            quote = " ".join(claim.sentence.of(report.text).split())
            latest, reason = best.day, f"it tells what others date to {best.day}: “{_cut(quote)}”"
    if latest is None:
        return None, []
    first, last = _interval(doubt.better)
    first = max(latest, first) if first else latest
    last = min(latest + timedelta(FRESH), last) if last and last >= first else latest + timedelta(FRESH)
    if report.stated and not first <= report.stated:
        return None, []
    return _Span(first, max(first, last), reason), same


class _Met(NamedTuple):
    """A claim of another report, its day, and how alike it is."""

    claim: Claim
    day: date
    comparison: Comparison


def _met(mine: Side, other: Claim, reports: Mapping[str, Report]) -> _Met:
    when = window(other, reports[other.report])
    day = date.fromordinal(when.last) if when else date.min
    return _Met(other, day, compare(mine, side(other, reports[other.report])))


def _candidates(
    claim: Claim, claims: Iterable[Claim], reports: Mapping[str, Report], doubted: Mapping[str, Doubt]
) -> Iterator[Claim]:
    """The deeds of well dated reports that share type and a party with a claim."""
    parties = {key(p) for p in (*claim.actors, *claim.recipients)} - {""}
    for other in claims:
        if other.report in doubted or other.type != claim.type or _one_header(reports, claim.report, other.report):
            continue
        told = other.status in DEEDS and other.status != "historical"
        if (
            told
            and parties & {key(p) for p in (*other.actors, *other.recipients)}
            and window(other, reports[other.report])
        ):
            yield other


def _dated(claim: Claim) -> bool:
    """Whether a claim names its day by itself ("on 7 October"), whenever it was written."""
    return claim.when is not None and claim.when.earliest is not None and claim.when.anchored_on != "published"


def _verdict(claim: Claim, met: _Met) -> Verdict:
    reasons = ("the day of one is settled by the other", *met.comparison.reasons[:4])
    a, b = sorted((claim.id, met.claim.id))
    return Verdict(a=a, b=b, same=True, score=0.75, reasons=reasons)


def _alike(
    spans: Mapping[str, _Span], reports: Mapping[str, Report], claims: Iterable[Claim], verdicts: Iterable[Verdict]
) -> Iterator[tuple[str, _Span]]:
    """Reports that tell several of the same events under the same header day as one that was settled."""
    of = {c.id: c for c in claims}
    common: Counter[tuple[str, str]] = Counter()
    told: Counter[tuple[str, str]] = Counter()
    for v in verdicts:
        if v.same and v.a in of and v.b in of:
            pair = of[v.a].report, of[v.b].report
            told[pair] += 1
            common[pair] += 1 if of[v.a].type in VERBAL else SHARED
    for (a, b), weight in sorted(common.items()):
        for known, other in ((a, b), (b, a)):
            if known in spans and other not in spans and weight >= SHARED and _one_header(reports, known, other):
                number = "one" if told[a, b] == 1 else told[a, b]
                reason = f"it tells {number} of the same events as {known[:8]}, whose date is settled"
                yield other, spans[known]._replace(reason=reason)


def _one_header(reports: Mapping[str, Report], a: str, b: str) -> bool:
    """Whether two reports bear the same day for no better reason than their headers."""
    x, y = reports[a], reports[b]
    return x.stated is not None and x.stated == y.stated and (y.published_how or "").startswith("stated date")


def _settled(report: Report, span: _Span) -> Report:
    how = f"settled between {span.first} and {span.last}: {span.reason}"
    return report.model_copy(update={"published": span.first, "published_how": how, "published_confidence": 0.6})


def _doubt(report: Report, span: _Span) -> Doubt:
    stated = report.stated.isoformat() if report.stated else None
    return Doubt(report=report.id, field="stated", stated=stated, better=None, reasons=(span.reason,))


def _better(doubt: Doubt, span: _Span | None) -> Doubt:
    if span is None:
        return doubt
    better = f"{span.first}/{span.last}" if span.last > span.first else span.first.isoformat()
    return doubt.model_copy(update={"better": better, "reasons": tuple(dict.fromkeys((*doubt.reasons, span.reason)))})


def _interval(better: str | None) -> tuple[date | None, date | None]:
    if not better:
        return None, None
    first, _, last = better.partition("/")
    return date.fromisoformat(first), date.fromisoformat(last or first)


# --- claims on their new days -------------------------------------------------------------------


def _anew(claim: Claim, report: Report, span: _Span, reanchor: Reanchor) -> Claim:
    """The claim with its relative time read on each possible day of writing, or with the days that remain."""
    old = published(report)
    if claim.when is None:
        if claim.status == "historical":
            return claim
        ahead = claim.status not in DEEDS and claim.status != "denied"
        days_before = span.first - timedelta(BACK)
        return claim if ahead else claim.model_copy(update={"when": _range(days_before, span.last, None)})
    if claim.when.anchored_on != "published":
        return claim
    days = [span.first + timedelta(n) for n in range((span.last - span.first).days + 1)]
    read = [reanchor(claim.when, old, day) for day in days]
    votes = Counter((w.earliest, w.latest if w.latest not in days else None) for w in read)
    (first, last), number = votes.most_common(1)[0]
    if first is not None and number >= MOST * len(days):
        best = next(w for w in read if w.earliest == first and (w.latest if w.latest not in days else None) == last)
        return claim.model_copy(update={"when": best})
    firsts, lasts = [w.earliest for w in read if w.earliest], [w.latest for w in read if w.latest]
    if not firsts or not lasts:
        return claim
    return claim.model_copy(update={"when": _range(min(firsts), max(lasts), claim.when.text)})


def _range(first: date, last: date, text: str | None) -> When:
    return When(earliest=first, latest=last, precision="range", text=text, anchored_on="settled")


def _cut(words: str) -> str:
    return words if len(words) <= 70 else words[:70].rsplit(" ", 1)[0] + " …"
