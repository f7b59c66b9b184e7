"""Why the record holds an event: every field, its sentences, and why the claims were joined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from onrecord.model import (
    Agreement,
    Claim,
    Correction,
    Dispute,
    Doubt,
    Event,
    Noun,
    Party,
    Report,
    Span,
    Value,
    Verdict,
    When,
)
from onrecord.record import corrected

MOST = 8
"""Verdicts that are told of each kind; the rest is counted."""


class Quoted(Noun):
    """A sentence of a report, and the words in it that carry the field.

    `settled` is the day or interval (ISO) in which a report of doubted date was rather written.
    """

    report: str
    source: str | None = None
    title: str | None = None
    published: date | None = None
    settled: str | None = None
    url: str | None = None
    claim: str
    sentence: str
    words: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


class ExplainedValue(Noun):
    """One value of a field: who says so, and in which words."""

    value: str
    claims: tuple[str, ...]
    origins: tuple[str, ...]
    quotes: tuple[Quoted, ...]


class ExplainedField(Noun):
    """A field with its values and whether they agree, refine or contradict one another."""

    field: str
    agreement: Agreement
    values: tuple[ExplainedValue, ...]


class Explanation(Noun):
    """An event with the words behind each field, and the verdicts that joined its claims or kept others apart."""

    event: Event
    fields: tuple[ExplainedField, ...]
    joined: tuple[Verdict, ...]
    apart: tuple[Verdict, ...]
    corrections: tuple[Correction, ...] = ()

    def lines(self) -> Iterator[str]:
        """The explanation as a person reads it."""
        event = self.event
        yield f"{event.id}  {headline(event)}"
        told = f"told in {_count(len(event.reports), 'report')} of {_count(len(event.origins), 'origin')}"
        yield f"{told}; status: {event.status}; confidence {event.confidence:.2f}"
        for field in self.fields:
            yield ""
            yield from _field_lines(field)
        if self.corrections:
            yield ""
            yield "put right by persons:"
            yield from (f"  {corrected.in_words(one)}" for one in self.corrections)
        yield from _verdict_lines("why these claims are one event", self.joined)
        yield from _verdict_lines("kept apart from", self.apart)


def explain(
    event: Event,
    claims: Mapping[str, Claim],
    reports: Mapping[str, Report],
    verdicts: Sequence[Verdict],
    doubts: Sequence[Doubt] = (),
    corrections: Sequence[Correction] = (),
) -> Explanation:
    """The explanation of an event from the claims, reports, verdicts, doubts and corrections that it rests on."""
    better = {d.report: d.better for d in doubts if d.field == "stated" and d.better}
    mine, verdicts = set(event.claims), _standing(verdicts)
    joined = [v for v in verdicts if v.same and v.a in mine and v.b in mine]
    apart = [v for v in verdicts if v.same is False and (v.a in mine) != (v.b in mine)]
    inside = [v for v in verdicts if v.same is False and v.a in mine and v.b in mine]
    return Explanation(
        event=event,
        fields=tuple(_field(dispute, claims, reports, better) for dispute in _fields(event, claims)),
        joined=tuple(joined),
        apart=(*apart, *inside),
        corrections=tuple(c for c in corrected.standing(corrections).values() if c.claim in mine),
    )


def _standing(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """For each pair what each person ruled last, or where nobody did, what the machine found."""
    latest = {(v.a, v.b, v.by): v for v in verdicts}
    ruled = {(v.a, v.b) for v in latest.values() if v.by != "machine" and v.same is not None}
    return [v for v in latest.values() if v.same is not None and (v.by != "machine" or (v.a, v.b) not in ruled)]


def _fields(event: Event, claims: Mapping[str, Claim]) -> Sequence[Dispute]:
    """The fields of an event; where it gives none, its own values as told by all of its claims."""
    if event.fields:
        return event.fields
    fields: dict[str, dict[str, list[str]]] = {}
    for claim in (claims[id] for id in event.claims if id in claims):
        for field in claim.evidence:
            fields.setdefault(field, {}).setdefault(shown(claim, field), []).append(claim.id)
    return [
        Dispute(
            field=field,
            values=tuple(Value(value=v, claims=tuple(ids), origins=()) for v, ids in values.items()),
            agreement="agree" if len(values) == 1 else "refine",
        )
        for field, values in fields.items()
    ]


def _field(
    dispute: Dispute, claims: Mapping[str, Claim], reports: Mapping[str, Report], better: Mapping[str, str]
) -> ExplainedField:
    return ExplainedField(
        field=dispute.field,
        agreement=dispute.agreement,
        values=tuple(
            ExplainedValue(
                value=value.value,
                claims=value.claims,
                origins=value.origins,
                quotes=tuple(
                    quoted(claims[id], reports[claims[id].report], dispute.field).model_copy(
                        update={"settled": better.get(claims[id].report)}
                    )
                    for id in value.claims
                    if id in claims and claims[id].report in reports
                ),
            )
            for value in dispute.values
        ),
    )


def quoted(claim: Claim, report: Report, field: str) -> Quoted:
    """The sentence of a claim with the words that carry a field ("figures:killed" is carried by figures)."""
    spans = claim.evidence.get(field) or claim.evidence.get(field.partition(":")[0]) or ()
    return Quoted(
        report=report.id,
        source=report.source,
        title=report.title,
        published=report.published,
        url=report.url,
        claim=claim.id,
        sentence=" ".join(claim.sentence.of(report.text).split()),
        words=tuple(" ".join(span.of(report.text).split()) for span in spans),
        spans=spans,
    )


def shown(told: Claim | Event, field: str) -> str:
    """A field's value in a few words.

    >>> from onrecord.model import When
    >>> from datetime import date
    >>> day(When(earliest=date(2024, 5, 1), latest=date(2024, 5, 2)))
    '2024-05-01 to 2024-05-02'
    """
    if field in ("actors", "recipients"):
        return ", ".join(party(p) for p in getattr(told, field))
    if field == "places":
        return ", ".join(p.place.name if p.place else p.text for p in told.places)
    if field == "when":
        return day(told.when)
    if field == "figures":
        return ", ".join(f"{f.text} {f.what}" for f in told.figures)
    if field == "type":
        return kind(told)
    if field == "said_by":
        return party(told.said_by) if told.said_by else ""
    return str(getattr(told, field, ""))


def headline(event: Event | Claim) -> str:
    """An event in a line: kind, who to whom, when and where."""
    who = shown(event, "actors") or "?"
    whom = f" > {shown(event, 'recipients')}" if event.recipients else ""
    where = f" at {shown(event, 'places')}" if event.places else ""
    return f"{kind(event)}: {who}{whom}{where}, {day(event.when) or 'day unknown'}"


def kind(told: Event | Claim) -> str:
    """Type and mode, as in ASSAULT/aerial."""
    return f"{told.type}/{told.mode}" if told.mode else told.type


def party(p: Party) -> str:
    """A party's name with its country, unless that is all it is."""
    return f"{p.name} ({p.country})" if p.country else p.name


def day(when: When | None) -> str:
    """The days of a `When`, as far as they are known."""
    if when is None:
        return ""
    first, last = when.earliest, when.latest
    if first and last:
        return first.isoformat() if first == last else f"{first} to {last}"
    if first or last:
        return f"from {first}" if first else f"until {last}"
    return when.text or when.timex or ""


def in_words(verdict: Verdict) -> str:
    """A verdict in a line that a reporter can read."""
    said = {True: "the same event", False: "different events", None: "taken back"}[verdict.same]
    by = verdict.by if verdict.by != "machine" else "onrecord"
    score = f" (score {verdict.score:.2f})" if verdict.score is not None else ""
    why = f": {'; '.join(verdict.reasons)}" if verdict.reasons else ""
    return f"{verdict.a} and {verdict.b} are {said}, says {by}{score}{why}"


def _field_lines(field: ExplainedField) -> Iterator[str]:
    mark = {"agree": "", "refine": "  (one is more exact)", "contradict": "  (disputed)"}[field.agreement]
    yield f"{field.field}{mark if len(field.values) > 1 else ''}"
    for value in field.values:
        origins = f"  [{_count(len(value.origins), 'origin')}]" if value.origins else ""
        yield f"  {value.value}{origins}"
        for quote in value.quotes:
            words = ", ".join(f"“{w}”" for w in quote.words)
            day = str(quote.published or "")
            if quote.settled:
                day += f" (doubted: rather {quote.settled.replace('/', ' to ')})"
            source = ", ".join(filter(None, (quote.source or quote.title, day)))
            yield f"    {words + ' in: ' if words else ''}{quote.sentence}"
            yield f"      {source + ', ' if source else ''}{quote.report}"


def _verdict_lines(title: str, verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Verdicts under a title: persons' first, then the machine's from the nearest to the farthest."""
    if not verdicts:
        return
    yield ""
    yield f"{title}:"
    ordered = sorted(verdicts, key=lambda v: (v.by == "machine", -(v.score or 0.0), v.a, v.b))
    yield from (f"  {in_words(verdict)}" for verdict in ordered[:MOST])
    if len(ordered) > MOST:
        yield f"  ... and {len(ordered) - MOST} more"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
