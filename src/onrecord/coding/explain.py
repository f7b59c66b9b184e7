"""Explain: for each claim of a report the words behind each field, and why no other type was chosen.

    explained(report, reading) -> one `Explanation` a claim, and one for each word that was looked at and left

A claim does not carry this: it is worked out anew when somebody asks (`onrecord code --explain`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.coding import learnt
from onrecord.coding.coder import Desk, listed_in, sentence_claims
from onrecord.coding.hit import Hit
from onrecord.coding.own import Own
from onrecord.model import Claim, Reading, Report, Sentence, Span

LEAST_RIVAL = 0.02
LEFT = 0.15
"""A word whose chance to tell an event is smaller is not worth telling."""


@dataclass(frozen=True)
class Explanation:
    """Why a claim stands, or why a word (`claim` None) made none: lines for a person."""

    sentence: str
    claim: Claim | None
    lines: tuple[str, ...]


def explained(report: Report, reading: Reading, *, own: Own | None = None) -> Iterator[Explanation]:
    """What the report says and why, in order of its sentences; `own` are a user's actors and types."""
    desk = Desk(report, reading, own)
    for number, sentence in enumerate(reading.sentences):
        quote = " ".join(sentence.span.of(report.text).split())
        told: set[int] = set()
        for claim, hit in sentence_claims(desk, number, sentence):
            told |= {*hit.trigger, *hit.told_with}
            yield Explanation(quote, claim, tuple(_lines(report, sentence, claim, hit)))
        for line in _left(desk, number, sentence, told):
            yield Explanation(quote, None, (line,))


def _lines(report: Report, sentence: Sentence, claim: Claim, hit: Hit) -> Iterator[str]:
    yield f"type        {_quotes(report, claim, 'type')}: {_why_type(claim, hit)}"
    if claim.labels:
        yield f"your types  {', '.join(claim.labels)}"
    yield f"no other    {_why_no_other(claim, hit)}"
    yield f"status      {claim.status}: {_why_status(report, claim, hit)}"
    for field, parties in (("actors", claim.actors), ("recipients", claim.recipients)):
        for party in parties:
            code = " ".join(filter(None, (party.country, ".".join(party.sectors)))) or "country and sector unknown"
            means = "" if party.name.lower() == party.text.lower() else f", meaning {party.name}"
            sure = _chance(sentence, hit, field, party.span)
            yield f'{field:<11} "{party.span.of(report.text)}"{means} ({code}){sure}'
    for field in ("places", "when", "figures", "said_by", "topic", "manner"):
        if field in claim.evidence:
            yield f"{field:<11} {_quotes(report, claim, field)}"


def _quotes(report: Report, claim: Claim, field: str) -> str:
    return ", ".join(f'"{" ".join(s.of(report.text).split())}"' for s in claim.evidence.get(field, ()))


def _why_type(claim: Claim, hit: Hit) -> str:
    """Which witness says so."""
    said = []
    if hit.because:
        said.append(f"the word lists have {'; '.join(hit.because)}")
    if hit.told is not None:
        share = hit.told.types.get(claim.type, 0.0)
        said.append(f"the reader sees {claim.type} with a chance of {share:.2f}")
    mode = f"{claim.type}/{claim.mode}" if claim.mode else claim.type
    return f"{mode}, because {' and '.join(said)}; sure to {claim.confidence:.2f}"


def _why_no_other(claim: Claim, hit: Hit) -> str:
    rivals = [(t, p) for t, p in hit.rivals if t != claim.type and p >= LEAST_RIVAL]
    if not hit.rivals:
        return "the reader takes the word for no event; the word lists have no other sense that fits here"
    if not rivals:
        return f"no other type reaches a share of {LEAST_RIVAL:.2f}"
    return (
        ", ".join(f"{t} has a share of {p:.2f}" for t, p in rivals[:3]) + f"; {claim.type} has {hit.rivals[0][1]:.2f}"
    )


def _why_status(report: Report, claim: Claim, hit: Hit) -> str:
    if "status" in claim.evidence:
        return _quotes(report, claim, "status")
    if hit.told is not None and claim.status in hit.told.statuses:
        return f"from the sentence as a whole, with a chance of {hit.told.statuses[claim.status]:.2f}"
    return "no word above the event puts it in doubt"


def _chance(sentence: Sentence, hit: Hit, field: str, span: Span) -> str:
    """How sure the reader is of a party, where it named the same words."""
    if hit.told is None:
        return ""
    part = field.removesuffix("s")
    inside = [i for i, start in enumerate(sentence.starts) if span.start <= start < span.end]
    named = [p for (name, word), p in hit.told.parts.items() if name == part and word in inside]
    return f", {max(named):.2f}" if named else ""


def _left(desk: Desk, number: int, sentence: Sentence, told: set[int]) -> Iterator[str]:
    """Words that look like an event and were left, with the reason."""
    w = learnt.weights()
    clauses, hits, _ = listed_in(desk, number, sentence)
    for c in learnt.candidates(clauses, hits):
        chance = learnt.chance(c, w)
        if c.word in told or chance < LEFT:
            continue
        why = (
            f"its chance to tell an event is {chance:.2f}, and {learnt.asked(c, w):.2f} is asked"
            if chance < learnt.asked(c, w)
            else "it is but the content of another event, or nobody is named who did it or to whom"
        )
        yield f'left        "{sentence.words[c.word]}" ({learnt.best_type(c, w)} if anything): {why}'
