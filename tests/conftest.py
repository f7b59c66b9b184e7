"""Small rooms for tests of what lies around them: a reader that cuts at full stops, a coder of two verbs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pytest

from onrecord.model import (
    Claim,
    Coded,
    Condition,
    Dispute,
    Doubt,
    Event,
    Figure,
    Party,
    PlaceMention,
    Reading,
    Report,
    Sentence,
    Span,
    Story,
    Value,
    Verdict,
    When,
)
from onrecord.rooms import Rooms

COUNTRIES = {"Atlantis": "ATL", "Lemuria": "LEM", "Mu": "MUU"}
VERBS = {"struck": ("ASSAULT", "aerial", 4, -9.5), "met": ("CONSULT", "visit", 1, 2.5)}
TELLS = re.compile(r"(\w+)( will have)? (struck|met) (\w+)(?: in (\w+))?")


def read_many(reports: Sequence[Report], threads: int | None = None) -> Iterator[Reading]:
    for report in reports:
        if "unreadable" in report.text:
            raise ValueError("a word that this reader cannot stand")
        yield Reading(report=report.id, sentences=tuple(map(_sentence, re.finditer(r"[^.]+\.?", report.text))))


def _sentence(found: re.Match[str]) -> Sentence:
    return Sentence(
        start=found.start(), end=found.end(), words=(), starts=(), ends=(), lemmas=(), upos=(), heads=(), relations=()
    )


def code(report: Report, reading: Reading) -> Coded:
    if "uncodable" in report.text:
        raise KeyError("uncodable")
    claims = []
    for sentence in reading.sentences:
        for found in TELLS.finditer(report.text, sentence.start, sentence.end):
            claims.append(_claim(report, sentence, found))
    figures = tuple(
        Figure(
            what="killed",
            low=float(n[0]),
            high=float(n[0]),
            span=Span(start=n.start(), end=n.end()),
            text=n[0],
            report=report.id,
        )
        for n in re.finditer(r"\d+(?= died)", report.text)
    )
    conditions = tuple(
        Condition(
            report=report.id,
            trigger=found[1],
            consequence=found[2],
            sentence=Span(start=found.start(), end=found.end()),
            evidence={"trigger": (Span(start=found.start(1), end=found.end(1)),)},
        )
        for found in re.finditer(r"If ([^,]+), ([^.]+)", report.text)
    )
    return Coded(report=report.id, claims=tuple(claims), conditions=conditions, figures=figures)


def _claim(report: Report, sentence: Sentence, found: re.Match[str]) -> Claim:
    type, mode, quad, score = VERBS[found[3]]

    def span(group: int) -> Span:
        return Span(start=found.start(group), end=found.end(group))

    def party(group: int) -> Party:
        return Party(span=span(group), text=found[group], name=found[group], country=COUNTRIES.get(found[group]))

    return Claim(
        report=report.id,
        type=type,
        mode=mode,
        quad=quad,
        score=score,
        status="planned" if found[2] else "happened",
        trigger=found[3],
        actors=(party(1),),
        recipients=(party(4),),
        places=(PlaceMention(span=span(5), text=found[5]),) if found[5] else (),
        when=When(earliest=report.published, latest=report.published, precision="day") if report.published else None,
        sentence=sentence.span,
        evidence={"type": (span(3),), "actors": (span(1),), "recipients": (span(4),)},
        coder="fake-1",
    )


def verdicts(
    claims: Sequence[Claim], reports: Mapping[str, Report], origins: Mapping[str, str], stories: Mapping[str, str]
) -> list[Verdict]:
    ordered = sorted(claims, key=lambda c: c.id)
    return [
        Verdict(a=a.id, b=b.id, same=True, score=0.9, reasons=("the same parties on the same day",))
        for n, a in enumerate(ordered)
        for b in ordered[n + 1 :]
        if _key(a) == _key(b)
    ]


def _key(claim: Claim) -> tuple[object, ...]:
    return claim.type, claim.actors[0].name, claim.recipients[0].name, claim.when


def events(
    claims: Sequence[Claim], verdicts: Sequence[Verdict], reports: Mapping[str, Report], origins: Mapping[str, str]
) -> list[Event]:
    latest: dict[tuple[str, str], Verdict] = {}
    for verdict in sorted(verdicts, key=lambda v: v.by != "machine"):
        latest[verdict.a, verdict.b] = verdict
    home = {claim.id: claim.id for claim in claims}
    for verdict in latest.values():
        if verdict.same:
            one, other = home[verdict.a], home[verdict.b]
            home = {id: min(one, other) if at in (one, other) else at for id, at in home.items()}
    groups: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: c.id):
        groups.setdefault(home[claim.id], []).append(claim)
    return [_event(group, reports, origins) for group in groups.values()]


def _event(group: list[Claim], reports: Mapping[str, Report], origins: Mapping[str, str]) -> Event:
    first = group[0]
    days = sorted(day for c in group if (day := reports[c.report].published))
    ids = tuple(c.id for c in group)
    sources = tuple(sorted({origins[c.report] for c in group}))
    names = first.actors[0].name
    return Event(
        id="e" + first.id[1:],
        claims=ids,
        origins=sources,
        reports=tuple(sorted({c.report for c in group})),
        fields=(Dispute(field="actors", agreement="agree", values=(Value(value=names, claims=ids, origins=sources),)),),
        first_published=days[0] if days else None,
        last_published=days[-1] if days else None,
        **{
            name: getattr(first, name)
            for name in ["type", "mode", "quad", "score", "status", "trigger", "actors", "recipients", "places", "when"]
        },
    )


def group(reports: Iterable[Report]) -> list[Story]:
    stories: dict[str, list[Report]] = {}
    for report in reports:
        stories.setdefault(report.text.split()[0], []).append(report)
    return [
        Story(
            id="s" + word,
            reports=tuple(sorted(r.id for r in members)),
            title=word,
            first=min((r.published for r in members if r.published), default=None),
            last=max((r.published for r in members if r.published), default=None),
        )
        for word, members in stories.items()
    ]


def origins(reports: Iterable[Report]) -> dict[str, str]:
    return {report.id: "o" + report.id[1:] for report in reports}


def published(report: Report) -> Report:
    return report


def doubts(report: Report, reading: Reading) -> list[Doubt]:
    if "misdated" not in report.text:
        return []
    return [Doubt(report=report.id, field="stated", stated=str(report.stated), better=None, reasons=("it says so",))]


def coder() -> str:
    return "fake-1"


@pytest.fixture
def rooms() -> Rooms:
    return Rooms(
        published=published,
        read_many=read_many,
        code=code,
        coder=coder,
        origins=origins,
        group=group,
        verdicts=verdicts,
        events=events,
        doubts=doubts,
    )
