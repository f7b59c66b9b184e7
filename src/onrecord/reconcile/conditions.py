"""Where a condition stands, by what was told after it: `standing(conditions, claims, reports, day)`, pure.

    open      nothing that was told since settles it
    fired     what it hangs on has come ("if", "until"), or its consequence was done
    averted   what would have kept the consequence away has come ("unless", "or else"), or, where it hangs on
              something not done ("if the hostages are not freed"), that was done
    lapsed    its deadline has passed, or the day named for its consequence, and no report tells that what it hangs on
              came in time, nor the consequence at all

A condition that is wrongly called fired misleads more than one left open, so a claim meets it only where it tells the
same act of the same parties, with every name, every number and most of the other words that the condition gives; where
it was not known before; and where no more origins tell it than deny it, it does not.  What did not come to pass
("would have left") is no condition that stands anywhere and is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from onrecord.model import DEEDS, Claim, Condition, Doubt, Event, Report, Span, State
from onrecord.reconcile.days import gap, published, window
from onrecord.reconcile.deadlines import Reanchor, dated
from onrecord.reconcile.meeting import tells
from onrecord.reconcile.sides import AVERTING, Side, counterfactual, keys_of, light, sides
from onrecord.reconcile.tellings import told_as_one
from onrecord.reconcile.words import WORD

WITHIN = 120
"""Days after which what is told is no longer taken as the answer to a condition."""

GRACE = 2
"""Days of reports after a deadline from which on silence means that nothing came."""

NEWS = 1
"""A report that names no day tells what happened on its day or so many days before it."""


class Meeting(NamedTuple):
    """A claim that tells what a condition speaks of, and the words for it; `late`: after its deadline."""

    claim: Claim
    day: date
    quote: str
    late: bool = False
    averts: bool = False


def standing(
    conditions: Iterable[Condition],
    claims: Iterable[Claim],
    reports: Mapping[str, Report],
    day: date | None = None,
    *,
    events: Iterable[Event] = (),
    doubts: Iterable[Doubt] = (),
    reanchor: Reanchor | None = None,
) -> list[Condition]:
    """The conditions, each once, with its state, the claims that say so, and the reason; as of the end of `day`.

    A deadline is judged by the earlier of `day` and the last day on which something was reported: nobody knows what
    happened after the reports end.  Reports of doubted date do not count as reports of that day.  `events` are those
    of the claims: they tell what was known before, and what is denied.  `doubts` and `reanchor` (see `deadlines`) are
    about the dates of reports.
    """
    doubts = list(doubts)
    unsure = {d.report for d in doubts if d.field == "stated" and not d.better}
    days = [d for id, r in reports.items() if id not in unsure and (d := published(r))]
    last = max(days, default=None)
    today = min(last, day) if last and day else last
    given = dated(conditions, doubts, reanchor)
    told = _Told(list(claims), reports, list(events), _bound(given))
    real = [c for c in given if not counterfactual(c)]
    return [_stands(c, told, today) for c in told_as_one(real, reports)]


def _bound(conditions: Iterable[Condition]) -> Mapping[str, Sequence[Span]]:
    """For each report the words of its conditions, in which no deed is told."""
    found: dict[str, list[Span]] = defaultdict(list)
    for condition in conditions:
        for side in ("trigger", "consequence"):
            found[condition.report] += condition.evidence.get(side, ())
    return found


def _hangs(claim: Claim, bound: Mapping[str, Sequence[Span]]) -> bool:
    """Whether a claim stands in the words of a condition: another paper that repeats them is no answer."""
    return any(s.overlaps(b) for b in bound.get(claim.report, ()) for s in claim.evidence.get("type", ()))


@dataclass
class _Told:
    """All that was told by a day: the deeds by the words that tell them, and the events that they are part of."""

    claims: list[Claim]
    reports: Mapping[str, Report]
    events: list[Event]
    bound: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    by_key: dict[str, list[Claim]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.by_id = {c.id: c for c in self.claims}
        self.home = {id: e for e in self.events for id in e.claims}
        for claim in self.claims:
            if self.done(claim):
                for key in keys_of(self.act(claim)):
                    self.by_key[key].append(claim)

    def done(self, claim: Claim) -> bool:
        """Whether a claim tells a deed, as news and outside the words of a condition."""
        return claim.status in DEEDS and claim.status != "historical" and not _hangs(claim, self.bound)

    def act(self, claim: Claim) -> str:
        """The words that tell the deed of a claim: of "began a strike", the strike too."""
        if not light(claim.trigger):
            return claim.trigger
        text = self.reports[claim.report].text
        return " ".join((claim.trigger, *(s.of(text) for s in claim.evidence.get("type", ())), claim.topic or ""))

    def deeds(self, event: Event) -> Iterator[Claim]:
        """The claims that tell an event as done."""
        return (c for id in event.claims if (c := self.by_id.get(id)) and self.done(c))

    def known_before(self, claim: Claim, condition: Condition, since: date) -> bool:
        """Whether its deed was told before the condition was set, or with it."""
        event = self.home.get(claim.id)
        others = self.deeds(event) if event else ()
        return any(c.report == condition.report or _before(self.reports.get(c.report), since) for c in others)

    def denied(self, claim: Claim) -> bool:
        """Whether as many origins deny its deed as tell it, or the record shows it as not done."""
        event = self.home.get(claim.id)
        if event is None:
            return False
        told = {v.value: set(v.origins) for f in event.fields if f.field == "status" for v in f.values}
        done = {o for status, origins in told.items() if status in DEEDS for o in origins}
        return event.status not in DEEDS or ("denied" in told and len(told["denied"]) >= len(done))


def _before(report: Report | None, since: date) -> bool:
    day = published(report)
    return day is not None and day < since


# --- the state of one condition --------------------------------------------------------------------


def _stands(condition: Condition, told: _Told, today: date | None) -> Condition:
    """The condition, judged by all tellings of it."""
    tellings = [t for t in condition.tellings if published(told.reports.get(t.report))]
    ends = [t.deadline.latest for t in tellings if t.deadline and t.deadline.latest]
    deadline = min(ends, default=None)
    answers = [m for t in tellings for m in _trigger(t, told, deadline)]
    quarrels = [m for m in answers if told.denied(m.claim)]
    answers = [m for m in answers if not told.denied(m.claim)]
    if met := [m for m in answers if not m.late]:
        best = _first(met)
        return _turned(condition, "averted" if best.averts else "fired", [best], "what it hangs on was told")
    done = [m for t in tellings for m in _consequence(t, told)]
    quarrels += [m for m in done if told.denied(m.claim)]
    if done := [m for m in done if not told.denied(m.claim)]:
        return _turned(condition, "fired", [_first(done)], "its consequence was told as done")
    if answers and deadline:
        best = _first(answers)
        reason = f"its deadline, {deadline}, has passed; what it hangs on was told of after it only, {_told(best)}"
        return condition.model_copy(update={"state": "lapsed", "reason": reason})
    if silent := _passed(tellings, told, deadline, today):
        return condition.model_copy(update={"state": "lapsed", "reason": silent})
    if quarrels:
        reason = f"that it was met is denied by as many as tell it, {_told(_first(quarrels))}"
        return condition.model_copy(update={"reason": reason})
    return condition


def _passed(tellings: Sequence[Condition], told: _Told, deadline: date | None, today: date | None) -> str | None:
    """Why a condition has lapsed in silence, if it has."""
    if today is None:
        return None
    if deadline:
        since = min(d for t in tellings if (d := published(told.reports[t.report])))
        if since <= deadline <= today - timedelta(GRACE):
            return f"its deadline, {deadline}, has passed, and no report tells that it was met"
        return None
    due = min((d for t in tellings if (d := _due(t, told))), default=None)
    if due and due <= today - timedelta(GRACE):
        return f"the day of its consequence, {due}, has passed, and no report tells of it, nor that it was met"
    return None


def _due(condition: Condition, told: _Told) -> date | None:
    """The last day on which the consequence would have come, where the report names one that lay ahead."""
    since = published(told.reports[condition.report])
    if condition.kind == "until" or since is None:
        return None
    spans = condition.evidence.get("consequence", ())
    lasts = []
    for id in condition.consequence_claims:
        claim = told.by_id.get(id)
        named = claim and any(s.contains(t) for s in spans for t in claim.evidence.get("when", ()))
        if claim and named and claim.when and claim.when.latest and claim.when.latest >= since:
            lasts.append(claim.when.latest)
    return max(lasts, default=None)


def _first(met: Sequence[Meeting]) -> Meeting:
    return min(met, key=lambda m: (m.day, m.claim.id))


def _told(met: Meeting) -> str:
    return f"{met.day}: “{_cut(met.quote)}”"


def _turned(condition: Condition, state: State, met: Sequence[Meeting], why: str) -> Condition:
    said = "; ".join(map(_told, met))
    claims = tuple(m.claim.id for m in met)
    return condition.model_copy(update={"state": state, "met_by": claims, "reason": f"{why}, {said}"})


# --- the claims that meet one telling ---------------------------------------------------------------


def _trigger(condition: Condition, told: _Told, deadline: date | None) -> list[Meeting]:
    """The claims that tell the trigger, or what undoes it: of acts joined by "or" one, else the last of all."""
    acts = list(sides(condition, "trigger", told.reports[condition.report]))
    found = [_met(condition, side, told, deadline) for side in acts]
    # CASE 1: one act, or any of several.
    if " or " in condition.trigger or len(acts) <= 1:
        mine = [m for m in found if m]
        ids = condition.trigger_claims if acts and not _lasting(acts[0]) else ()
        joined = _joined(condition, acts[0], ids, told, deadline) if acts else None
        every = [*mine, *([joined] if joined else [])]
        in_time = [m for m in every if not m.late]
        return [_first(in_time or every)] if every else []
    # CASE 2: all of several; one told too late makes all too late.
    if all(found):
        last = max((m for m in found if m), key=lambda m: (m.late, m.day, m.claim.id))
        return [last]
    return []


def _consequence(condition: Condition, told: _Told) -> list[Meeting]:
    """The claims that tell the consequence as done, whenever."""
    acts = [s for s in sides(condition, "consequence", told.reports[condition.report]) if not s.undone]
    found = [m for side in acts if (m := _met(condition, side, told, None))]
    if acts and (joined := _joined(condition, acts[0], condition.consequence_claims, told, None)):
        found.append(joined)
    return found


def _lasting(side: Side) -> bool:
    return bool(side.state)


def _met(condition: Condition, side: Side, told: _Told, deadline: date | None) -> Meeting | None:
    """The first claim that tells the act of a side, rather in time than late."""
    candidates = {c.id: c for key in side.keys for c in told.by_key.get(key, ())}
    return _best(
        condition, side, candidates.values(), told, deadline, lambda c, quote: tells(condition, side, c, quote)
    )


def _joined(condition: Condition, side: Side, ids: Sequence[str], told: _Told, deadline: date | None) -> Meeting | None:
    """The first claim that tells as done the very event that the condition speaks of: they were joined."""
    events = {e.id: e for id in ids if (e := told.home.get(id))}
    candidates = [c for _, e in sorted(events.items()) for c in told.deeds(e)]

    def whole(claim: Claim, quote: str) -> bool:
        words = {w.lower() for w in WORD.findall(quote)}
        return side.whole <= words and all(n in quote for n in side.numbers)

    return _best(condition, side, candidates, told, deadline, whole)


def _best(
    condition: Condition,
    side: Side,
    candidates: Iterable[Claim],
    told: _Told,
    deadline: date | None,
    same: Callable[[Claim, str], bool],
) -> Meeting | None:
    candidates = list(candidates)
    before = list(_before_it(condition, candidates, told, same))
    meetings = (
        m
        for c in candidates
        if (m := _meeting(condition, side, c, told, deadline, same))
        and not any(_overlap(c, b, told.reports) for b in before)
    )
    return min(meetings, key=lambda m: (m.late, told.denied(m.claim), m.day, m.claim.id), default=None)


def _before_it(
    condition: Condition, candidates: Iterable[Claim], told: _Told, same: Callable[[Claim, str], bool]
) -> Iterator[Claim]:
    """The claims that told the like of it before the condition was set, or with it.

    "Shells hit the port.  Kenya will close it if it is hit again": the other paper's account of those shells is no new
    hit, though nothing else makes the two one event.
    """
    since = published(told.reports[condition.report])
    for claim in candidates:
        report = told.reports[claim.report]
        known = claim.report == condition.report or (since is not None and _before(report, since))
        if known and same(claim, " ".join(claim.sentence.of(report.text).split())):
            yield claim


def _overlap(a: Claim, b: Claim, reports: Mapping[str, Report]) -> bool:
    """Whether the days of two claims can be the same."""
    mine, yours = window(a, reports[a.report]), window(b, reports[b.report])
    return bool(mine and yours and gap(mine, yours) == 0)


def _meeting(
    condition: Condition,
    side: Side,
    claim: Claim,
    told: _Told,
    deadline: date | None,
    same: Callable[[Claim, str], bool],
) -> Meeting | None:
    """The claim, if it tells, after the condition was set, what a side of it speaks of."""
    report, since = told.reports[claim.report], published(told.reports[condition.report])
    day = published(report)
    if claim.report == condition.report or day is None or since is None:
        return None
    if not since <= day <= since + timedelta(WITHIN):
        return None
    when = window(claim, report)
    if when is None or when.last < since.toordinal() or (when.stated and when.first < since.toordinal()):
        return None
    quote = " ".join(claim.sentence.of(report.text).split())
    if not same(claim, quote) or told.known_before(claim, condition, since):
        return None
    happened = date.fromordinal(when.first) if when.stated else day - timedelta(NEWS)
    averts = (condition.kind in AVERTING) != side.undone
    return Meeting(claim, day, quote, bool(deadline and happened > deadline), averts)


def _cut(words: str) -> str:
    return words if len(words) <= 120 else words[:120].rsplit(" ", 1)[0] + " …"
