"""Check that the true record of the crisis fits its reports and itself.

    python corpus/river/check.py

Prints what is wrong, a line a fault, and ends with 1; else the counts.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path

from onrecord import ontology
from onrecord.errors import OnRecordError
from onrecord.evaluate.truth import Happening, If, Phrase, Question, Truth, read
from onrecord.model import Report

HERE = Path(__file__).resolve().parent
NUMBERS = {"figure", "figures"}


def faults(truth: Truth, reports: Mapping[str, Report]) -> Iterator[str]:
    """What is wrong with a truth whose quotes stand where it says (`read` has seen to that)."""
    days = {k: r.stated for k, r in reports.items()}
    for things in (truth.events, truth.conditions, truth.questions):
        for id, times in Counter(thing.id for thing in things).items():
            if times > 1:
                yield f"{id} stands {times} times"
    for phrase in truth.phrases():
        yield from _cut(phrase, reports[phrase.report].text)
    for event in truth.events:
        for fault in _event(event, days):
            yield f"{event.id}: {fault}"
    yield from _ambiguous(truth.events)
    for condition in truth.conditions:
        for fault in _condition(condition, days):
            yield f"{condition.id}: {fault}"
    for question in truth.questions:
        for fault in _question(question, truth):
            yield f"{question.id}: {fault}"
    yield from _groups(truth, reports)


def _cut(phrase: Phrase, text: str) -> Iterator[str]:
    before, after = text[: phrase.start][-1:], text[phrase.end :][:1]
    if (before.isalnum() and phrase.quote[0].isalnum()) or (after.isalnum() and phrase.quote[-1].isalnum()):
        yield f"{phrase.report}: {phrase.quote!r} cuts a word"


def _event(event: Happening, days: Mapping[str, date | None]) -> Iterator[str]:
    for kind in event.types:
        type, _, mode = kind.partition("/")
        if type not in ontology.types():
            yield f"no type called {type!r}"
        elif mode and mode not in ontology.modes(type):
            yield f"no mode of {type} called {mode!r}"
    if (event.first is None) != (event.last is None) or (event.first and event.last and event.first > event.last):
        yield f"its days {event.first} to {event.last} are no range"
    told = [day for a in event.anchors if (day := days[a.report])]
    done = bool({"happened", "ongoing"} & set(event.status)) and not {"planned", "conditional"} & set(event.status)
    if done and event.first is None:
        yield "was done, but has no day"
    if done and not event.history and event.first and min(told) < event.first:
        yield f"is told on {min(told)} as done, before its day {event.first}"
    published = set(days.values())
    for change, later in pairwise(event.history):
        if change.day >= later.day:
            yield f"history: {later.day} does not follow {change.day}"
    for day in [c.day for c in event.history] + [f.day for f in event.figures]:
        if day not in published:
            yield f"no report was published on {day}"
    for contest in event.disputes:
        if len(set(contest.values)) < 2:
            yield f"a dispute about {', '.join(contest.fields)} needs two values"
        counted = {f.value for f in event.figures}
        for value in contest.values:
            if not isinstance(value, str) and value not in counted:
                yield f"nobody counts {value:g}, which is disputed"


def _ambiguous(events: tuple[Happening, ...]) -> Iterator[str]:
    """No claim may lie on phrases of two events that both accept its type."""
    for a, b in combinations(events, 2):
        types = {t.partition("/")[0] for t in a.types} & {t.partition("/")[0] for t in b.types}
        if not types:
            continue
        for x in a.anchors:
            for y in b.anchors:
                if x.report == y.report and x.span.overlaps(y.span):
                    yield f"{a.id} and {b.id} are both {', '.join(sorted(types))} on {x.report}: {x.quote!r}"


def _condition(condition: If, days: Mapping[str, date | None]) -> Iterator[str]:
    for state, later in pairwise(condition.states):
        if state.day >= later.day:
            yield f"{later.day} does not follow {state.day}"
    if "open" not in condition.states[0].state:
        yield "begins closed"
    first = min(day for a in condition.anchors if (day := days[a.report]))
    if condition.states[0].day < first:
        yield f"has a state on {condition.states[0].day}, before it is told on {first}"
    for told in condition.anchors:
        if {told.trigger.report, told.consequence.report} != {told.report}:
            yield f"{told.report}: trigger and consequence stand in other reports"
        if told.trigger.span.overlaps(told.consequence.span):
            yield f"{told.report}: trigger and consequence overlap"


def _question(question: Question, truth: Truth) -> Iterator[str]:
    event = truth.by_id.get(question.event)
    if event is None:
        yield f"no event called {question.event!r}"
        return
    if not truth.first <= question.as_of <= truth.last:
        yield f"asks of {question.as_of}, a day outside {truth.first} to {truth.last}"
    answers = question.answer if isinstance(question.answer, tuple) else ()
    if (question.asks in NUMBERS) != bool(question.what):
        yield "names what is counted, and asks for no figure" if question.what else "does not say what is counted"
    if question.asks == "disputed":
        if not isinstance(question.answer, bool):
            yield "is answered by true or false"
        return
    if not answers:
        yield "has no answer"
    if question.asks == "day":
        first, last = (str(a) for a in (*answers, *answers)[:2])
        if date.fromisoformat(first) > date.fromisoformat(last):
            yield f"its days {first} to {last} are no range"
    if question.asks in NUMBERS:
        known = {f.value for f in event.figures if f.day <= question.as_of and f.what == question.what}
        for value in answers:
            if value not in known:
                yield f"{value} had not been told of {question.event} by {question.as_of}"


def _groups(truth: Truth, reports: Mapping[str, Report]) -> Iterator[str]:
    for what, groups in (("origins", truth.origins), ("stories", tuple(truth.stories.values()))):
        for report, times in Counter(r for group in groups for r in group).items():
            if report not in reports:
                yield f"{what}: no report called {report!r}"
            if times > 1:
                yield f"{what}: {report} stands {times} times"
    for report in sorted(reports.keys() - {r for group in truth.stories.values() for r in group}):
        yield f"stories: {report} stands in none"


def summary(truth: Truth, reports: Mapping[str, Report]) -> str:
    """Counts, in a line."""
    sources = {r.source for r in reports.values()}
    phrases = sum(len(e.anchors) for e in truth.events)
    contests = sum(len(e.disputes) for e in truth.events)
    return (
        f"{len(reports)} reports of {len(sources)} sources, {len(truth.events)} events with {phrases} phrases, "
        f"{contests} disputes, {len(truth.conditions)} conditions, {len(truth.questions)} questions"
    )


def main() -> int:
    """Check the folder that this file stands in."""
    try:
        truth, reports = read(HERE)
    except OnRecordError as problem:
        print(problem)
        return 1
    wrong = list(faults(truth, reports))
    print("\n".join(wrong) if wrong else summary(truth, reports))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
