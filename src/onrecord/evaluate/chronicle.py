"""A made-up crisis: a record of its reports against what happened, by those who invented it (`corpus/river`).

A claim tells the true event on whose phrase its trigger lies, if its type is one that the event can be given.  Of six
things the share that is right is told, for the half of the truth that may be tuned on and for the half that is
reported; mistakes are named for the tuned half only.

- *found*: events of the record that tell a true event, and true events that are told;
- *merged*: B-cubed over the claims that tell true events;
- *statuses*, *disputes*: of the event of the record that tells most of a true event;
- *conditions*: found by trigger and consequence, and their states on the days that the truth names;
- *answers*: what the record knew on a day.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import chain, zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

from onrecord.evaluate.result import Result, scores
from onrecord.evaluate.stories import b_cubed
from onrecord.evaluate.truth import HALVES, Contest, Half, Happening, If, Phrase, Question, Truth, half, name, read
from onrecord.model import DEEDS, Claim, Condition, Dispute, Event, Report
from onrecord.record import Record

BESIDE = "beside"
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def evaluate(path: Path) -> Result:
    """Add the reports of a folder to a fresh record and measure it against the truth beside them."""
    truth, reports = read(path)
    with TemporaryDirectory() as folder, Record(Path(folder) / "chronicle.db") as record:
        record.add(reports.values())
        return measure(truth, Known(record, truth))


class Known:
    """What a record knows of a crisis, with the true event that each claim tells."""

    def __init__(self, record: Record, truth: Truth) -> None:
        self.record = record
        self.names = {r.id: name(r) for r in record.reports()}
        self.reports: Mapping[str, Report] = {r.id: r for r in record.reports()}
        self.claims = {c.id: c for c in record.claims()}
        self.tells = {c.id: tells(c, self.names[c.report], truth) for c in self.claims.values()}
        self.claims_on = {e.id: next((c for c in self.claims if self._on(c, e.anchors[0])), "") for e in truth.events}
        self.events = cache(lambda day: record.events(as_of=day))
        self.conditions = cache(lambda day: record.conditions(as_of=day))

    def _on(self, claim: str, phrase: Phrase) -> bool:
        spans = self.claims[claim].evidence.get("type", ())
        return self.names[self.claims[claim].report] == phrase.report and any(s.overlaps(phrase.span) for s in spans)

    def best(self, event: str, day: date | None = None) -> Event | None:
        """The event of the record that tells most of a true event by a day; of two, the one with its first phrase."""
        told = [(n, self.claims_on[event] in e.claims, e) for e in self.events(day) if (n := self.labels(e)[event])]
        return max(told, key=lambda t: (t[0], t[1], t[2].id))[2] if told else None

    def labels(self, event: Event) -> Counter[str]:
        """The true events that an event of the record tells, by the number of claims; `beside`: not asked for."""
        return Counter(label for c in event.claims if (label := self.tells.get(c)))

    def label(self, event: Event) -> str | None:
        """The true event that most of its claims tell; `beside` where all that is true of it is not asked for."""
        told = self.labels(event)
        true = {k: n for k, n in told.items() if k != BESIDE}
        return max(sorted(true), key=lambda k: true[k]) if true else BESIDE if told else None

    def said(self, claim: str) -> str:
        """A claim in a few words: its trigger, its report, its sentence."""
        c = self.claims[claim]
        sentence = " ".join(c.sentence.of(self.reports[c.report].text).split())
        return f"“{c.trigger}” {c.type} ({self.names[c.report]}: {sentence[:70]})"


def tells(claim: Claim, report: str, truth: Truth) -> str | None:
    """The true event that a claim tells: of those phrases that its trigger lies on, the shortest decides."""
    spans = claim.evidence.get("type", ())
    on = [
        (len(p.quote), event.id)
        for event in truth.events
        if event.takes(claim.type, claim.mode)
        for p in event.anchors
        if p.report == report and any(p.span.overlaps(s) for s in spans)
    ]
    if on:
        return min(on)[1]
    beside = any(p.report == report and p.span.overlaps(s) for p in truth.beside for s in spans)
    return BESIDE if beside else None


@dataclass
class Tally:
    """What is counted, by half, and the mistakes of the tuned half, by what went wrong."""

    counts: dict[Half, Counter[str]] = field(default_factory=lambda: {h: Counter() for h in HALVES})
    mistakes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, where: Half, mistake: str | None = None, **counts: bool | int) -> None:
        """Count in one half; a mistake is "kind: words"."""
        self.counts[where].update({k: int(n) for k, n in counts.items()})
        if mistake and where == "tuned":
            self.mistakes[mistake.partition(":")[0]].append(mistake)

    def in_turn(self) -> tuple[str, ...]:
        """The mistakes, one of each kind in turn."""
        return tuple(m for m in chain.from_iterable(zip_longest(*self.mistakes.values())) if m)


def measure(truth: Truth, known: Known) -> Result:
    """All figures of a record against the truth."""
    tally = Tally()
    for step in (_found, _statuses, _disputes, _conditions, _answers):
        step(truth, known, tally)
    figures: dict[str, float] = {"true events": float(len(truth.events)), "events": float(len(known.events(None)))}
    for where in HALVES:
        merged = _merged(known, where, tally)
        figures |= {f"{where} half: {k}": v for k, v in (_shares(tally.counts[where]) | merged).items()}
    figures |= _sources(truth, known)
    return Result("chronicle", len(known.reports), figures, tally.in_turn())


def _shares(c: Counter[str]) -> dict[str, float]:
    """The figures of one half out of its counts."""

    def f1(what: str) -> dict[str, float]:
        precision = c[f"{what}_right"] / c[f"{what}_shown"] if c[f"{what}_shown"] else 0.0
        recall = c[f"{what}_told"] / c[f"{what}_true"] if c[f"{what}_true"] else 0.0
        both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {"precision": precision, "recall": recall, "F1": both}

    def share(right: str, of: str) -> float:
        return c[right] / c[of] if c[of] else 0.0

    return {
        **{f"events found, {k}": v for k, v in f1("event").items()},
        "events found one to one, F1": scores(c["event_shown"], c["event_true"], c["event_told"])[2],
        "statuses right, of those found": share("status_right", "event_told"),
        "plans and their deeds in one event": share("history_right", "history_true"),
        **{f"disputes, {k}": v for k, v in f1("dispute").items()},
        **{f"conditions found, {k}": v for k, v in f1("condition").items()},
        "states of conditions right, of all days": share("state_right", "state_true"),
        "states right, where no longer open": share("closed_right", "closed_true"),
        "as-of answers right": share("answer_right", "answer_true"),
    }


# --- found, merged, status ---------------------------------------------------------------------------


def _found(truth: Truth, known: Known, tally: Tally) -> None:
    for event in truth.events:
        told = known.best(event.id) is not None
        tally.add(
            half(event.id), None if told else f"missed: {event.id} {_phrase(event)}", event_true=True, event_told=told
        )
    for shown in known.events(None):
        label = known.label(shown)
        if label == BESIDE:
            continue
        if label:
            tally.add(half(label), event_shown=True, event_right=True)
            continue
        day = half(str(shown.first_published or truth.first)[-2:])
        tally.add(day, f"false: {known.said(shown.claims[0])}", event_shown=True)


def _phrase(event: Happening) -> str:
    first = event.anchors[0]
    return f"({'|'.join(event.types)}) {first.report} “{first.quote}”"


def _merged(known: Known, where: Half, tally: Tally) -> dict[str, float]:
    """B-cubed of the claims that tell true events of a half; what is apart or wrongly together is a mistake."""
    event_of = {c: e.id for e in known.events(None) for c in e.claims}
    gold = {c: t for c, t in sorted(known.tells.items()) if t and t != BESIDE and half(t) == where}
    found = {c: event_of[c] for c in gold}
    precision, recall, f1 = b_cubed(gold, found)
    parts: dict[str, dict[str, str]] = defaultdict(dict)
    for claim, true in gold.items():
        parts[true].setdefault(found[claim], claim)
    for true, apart in parts.items():
        if len(apart) > 1:
            said = " + ".join(known.said(c) for c in list(apart.values())[:2])
            tally.add(where, f"apart: {true} is told by {len(apart)} events: {said}")
    for shown in known.events(None):
        labels = known.labels(shown)
        wrong = sorted(k for k in labels if k != BESIDE)
        if len(wrong) > 1 and half(known.label(shown) or "0") == where:
            said = " + ".join(known.said(next(c for c in shown.claims if known.tells.get(c) == k)) for k in wrong[:2])
            tally.add(where, f"merged: {' and '.join(wrong)}: {said}")
    return {"merged right, B-cubed precision": precision, "merged right, recall": recall, "merged right, F1": f1}


def _statuses(truth: Truth, known: Known, tally: Tally) -> None:
    for event in truth.events:
        shown = known.best(event.id)
        where = half(event.id)
        if shown:
            right = shown.status in event.status
            wrong = f"status: {event.id} is {' or '.join(event.status)}, not {shown.status}: {_phrase(event)}"
            tally.add(where, None if right else wrong, status_right=right)
        if {"planned"} < {c.status for c in event.history} and {"happened", "ongoing"} & set(event.status):
            told = {status for _, status in shown.history} if shown else set()
            right = "planned" in told and bool(told & DEEDS)
            wrong = f"history: {event.id} was planned, then done, and is told as {sorted(told)}: {_phrase(event)}"
            tally.add(where, None if right else wrong, history_true=True, history_right=right)


# --- disputes ----------------------------------------------------------------------------------------


def _disputes(truth: Truth, known: Known, tally: Tally) -> None:
    for event in truth.events:
        shown = known.best(event.id)
        for contest in event.disputes:
            told = any(shows(d, contest) for d in (shown.fields if shown else ()))
            wrong = f"dispute: {event.id} {'/'.join(contest.fields)} {contest.values} is not shown: {_phrase(event)}"
            tally.add(half(event.id), None if told else wrong, dispute_true=True, dispute_told=told)
    for shown in known.events(None):
        label = known.label(shown)
        if label == BESIDE:
            continue
        where = half(label or str(shown.first_published or truth.first)[-2:])
        contests = truth.by_id[label].disputes if label else ()
        for dispute in shown.fields:
            right = any(shows(dispute, contest) for contest in contests)
            if not right and dispute.agreement != "contradict":
                continue
            values = ", ".join(v.value for v in dispute.values)
            wrong = f"no dispute: {label} {dispute.field} ({values}): {known.said(shown.claims[0])}"
            tally.add(where, None if right else wrong, dispute_shown=True, dispute_right=right)


def shows(field: Dispute, contest: Contest) -> bool:
    """Whether a field of an event shows a contest of the truth: the same thing, and two of its values or more.

    Rivals must be shown as such; one count that was corrected may stand as a revision.
    """
    subject = field.field.split(":")
    plain = [subject[0]] if len(subject) == 1 else [w for s in subject[1:] for w in s.split()]
    if not set(plain) & set(contest.fields):
        return False
    if field.agreement == "agree" or (contest.kind == "disputed" and field.agreement != "contradict"):
        return False
    if field.field == "actors":
        return True
    told = {v.value for v in field.values} | {n for v in field.values if (n := number(v.value)) is not None}
    return len(told & set(contest.values)) >= 2


def number(words: str) -> float | None:
    """The first number of a value as it is shown.

    >>> number("at least 5,000"), number("20 to 30"), number("happened")
    (5000.0, 20.0, None)
    """
    match = NUMBER.search(words)
    return float(match[0].replace(",", "")) if match else None


# --- conditions --------------------------------------------------------------------------------------


def _conditions(truth: Truth, known: Known, tally: Tally) -> None:
    at_last = {c.id: true for c in known.conditions(None) if (true := _true_condition(c, known, truth))}
    for condition in truth.conditions:
        where = half(condition.id)
        told = condition in at_last.values()
        words = f"{condition.id} “{condition.anchors[0].trigger.quote}”"
        tally.add(where, None if told else f"missed condition: {words}", condition_true=True, condition_told=told)
        for standing in condition.states:
            states = {c.state for c in known.conditions(standing.day) if _true_condition(c, known, truth) == condition}
            right = bool(states) and states <= set(standing.state)
            wrong = f"state: {words} is {' or '.join(standing.state)} on {standing.day}, not {sorted(states) or 'told'}"
            closed = "open" not in standing.state
            tally.add(
                where,
                None if right or not told else wrong,
                state_true=True,
                state_right=right,
                closed_true=closed,
                closed_right=closed and right,
            )
    for shown in known.conditions(None):
        true = at_last.get(shown.id)
        if not true and _beside(shown, known, truth):
            continue
        where = half(true.id if true else str(known.reports[shown.report].published or truth.first)[-2:])
        wrong = f"no condition: “{shown.trigger}” > “{shown.consequence}” ({known.names[shown.report]})"
        tally.add(where, None if true else wrong, condition_shown=True, condition_right=bool(true))


def _true_condition(shown: Condition, known: Known, truth: Truth) -> If | None:
    """The condition of the truth of which trigger and consequence both lie where those of the record do.

    Of one that several reports tell, that of the first telling that is true.
    """
    return next((true for telling in shown.tellings if (true := _true_telling(telling, known, truth))), None)


def _true_telling(shown: Condition, known: Known, truth: Truth) -> If | None:
    report = known.names.get(shown.report)

    def meets(role: str, start: int, end: int) -> bool:
        return any(s.start < end and start < s.end for s in shown.evidence.get(role, ()))

    for condition in truth.conditions:
        for told in condition.anchors:
            t, c = told.trigger, told.consequence
            if told.report == report and meets("trigger", t.start, t.end) and meets("consequence", c.start, c.end):
                return condition
    return None


def _beside(shown: Condition, known: Known, truth: Truth) -> bool:
    spans = [s for spans in shown.evidence.values() for s in spans]
    report = known.names[shown.report]
    return any(p.report == report and p.span.overlaps(s) for p in truth.beside_conditions for s in spans)


# --- what was known on a day -------------------------------------------------------------------------


def _answers(truth: Truth, known: Known, tally: Tally) -> None:
    for question in truth.questions:
        event = known.best(question.event, question.as_of)
        right, given = answered(question, event)
        asked = f"{question.event} as of {question.as_of}, {question.asks} {question.what or ''}".strip()
        wrong = f"answer: {asked} is {_shown(question.answer)}, not {given} ({question.in_words})"
        tally.add(half(question.event), None if right else wrong, answer_true=True, answer_right=right)


def _shown(answer: bool | tuple[float | str | None, ...]) -> str:
    return str(answer) if isinstance(answer, bool) else " or ".join("unknown" if a is None else str(a) for a in answer)


def answered(question: Question, event: Event | None) -> tuple[bool, str]:
    """Whether the event of a record answers a question rightly, and what it answers."""
    answers = question.answer if isinstance(question.answer, tuple) else ()
    if event is None:
        return None in answers, "unknown"
    if question.asks == "status":
        return event.status in answers, event.status
    if question.asks == "day":
        first, last = (event.when.earliest, event.when.latest) if event.when else (None, None)
        given = f"{first} to {last}"
        return bool(first and last) and str(answers[0]) <= str(first) and str(last) <= str(answers[-1]), given
    if question.asks == "disputed":
        disputed = any(d.field in ("status", "actors") for d in event.disputes)
        return disputed == question.answer, str(disputed)
    told = _counts(event, question.what or "")
    given = ", ".join(f"{n:g}" for n in told) or "no figure"
    if question.asks == "figure":
        return told[:1] == [answers[0]], given
    return set(answers) <= set(told), given


def _counts(event: Event, what: str) -> list[float]:
    """The numbers that an event holds of a thing, the one shown first."""
    fields: Iterable[Dispute] = (f for f in event.fields if f.field.startswith("figures:"))
    held = [f for f in fields if what in f.field.split(":")[1:]]
    return [n for f in held for v in f.values if (n := number(v.value)) is not None]


# --- sources -----------------------------------------------------------------------------------------


def _sources(truth: Truth, known: Known) -> dict[str, float]:
    """Whether copies count as one origin, reports of one thread stand together, and wrong headers are doubted."""
    corroborated = [e for e in known.events(None) if len(e.origins) > 1]
    false = [e for e in corroborated if len({truth.origin(known.names[r]) for r in e.reports}) == 1]
    threads = {r: thread for thread, reports in truth.stories.items() for r in reports}
    stories = {known.names[r]: s.id for s in known.record.stories() for r in s.reports}
    stories |= {r: r for r in threads if r not in stories}
    doubts = {known.names[d.report]: d.better for d in known.record.doubts()}
    return {
        "events of two origins that have one": len(false) / len(corroborated) if corroborated else 0.0,
        "reports of one thread together, B-cubed F1": b_cubed(threads, {r: stories[r] for r in threads})[2],
        "wrong headers doubted": _share(d.report in doubts for d in truth.doubts),
        "headers doubted that are right": float(len(doubts.keys() - {d.report for d in truth.doubts})),
        "doubted reports dated right": _share(_within(doubts.get(d.report), d.first, d.last) for d in truth.doubts),
    }


def _share(right: Iterable[bool] | Iterator[bool]) -> float:
    told: Sequence[bool] = list(right)
    return sum(told) / len(told) if told else 0.0


def _within(better: str | None, first: date, last: date) -> bool:
    """Whether the better days of a doubt ("2016-09-12/2016-09-14") touch those that are true."""
    if not better:
        return False
    a, _, b = better.partition("/")
    return date.fromisoformat(a) <= last and first <= date.fromisoformat(b or a)
