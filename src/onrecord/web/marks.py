"""The text of a report cut into stretches, each with the claims and readings that rest on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.model import Claim, Figure, Report, Span


@dataclass(frozen=True)
class Mark:
    """What a span of a text was read as: `kind` is act, party, when, where or figure."""

    span: Span
    kind: str
    says: str
    claim: Claim | None = None


@dataclass
class Stretch:
    """A stretch of text with the marks that cover it; `begins` are the claims whose first word is here."""

    text: str
    marks: list[Mark] = field(default_factory=list)
    begins: list[str] = field(default_factory=list)

    @property
    def act(self) -> Mark | None:
        """The first act that it tells."""
        return next((m for m in self.marks if m.kind == "act"), None)

    @property
    def kinds(self) -> str:
        """The names of what it was read as, as classes of a style sheet."""
        found = sorted({m.kind for m in self.marks})
        if self.act and self.act.claim:
            found += [f"q{self.act.claim.quad}", f"is-{self.act.claim.status}"]
        return " ".join(found)

    @property
    def says(self) -> str:
        """What it was read as, in words."""
        return "; ".join(dict.fromkeys(m.says for m in self.marks))


def marks(claims: Iterable[Claim], figures: Iterable[Figure]) -> Iterator[Mark]:
    """Everything that was read in a report."""
    for claim in claims:
        kind = f"{claim.type}/{claim.mode}" if claim.mode else claim.type
        for span in claim.evidence.get("type", ()):
            yield Mark(span, "act", f"{kind}, {claim.status}", claim)
        for role, parties in (("actor", claim.actors), ("recipient", claim.recipients)):
            for party in parties:
                name = f"{party.name} ({party.country})" if party.country else party.name
                yield Mark(party.span, "party", f"{role}: {name}", claim)
        for mention in claim.places:
            where = mention.place
            says = f"place: {where.name}, {where.country or '?'} ({where.precision})" if where else "place, not found"
            yield Mark(mention.span, "where", says, claim)
        if claim.when:
            first, last = claim.when.earliest, claim.when.latest
            days = str(first or last or "unknown") if first == last else f"{first or '?'} to {last or '?'}"
            for span in claim.evidence.get("when", ()):
                yield Mark(span, "when", f"time: {days}", claim)
    for figure in figures:
        yield Mark(figure.span, "figure", f"figure: {figure.relation} {figure.low or figure.high or ''} {figure.what}")


def stretches(report: Report, found: Sequence[Mark]) -> list[Stretch]:
    """The text, all of it, cut where a mark begins or ends."""
    text = report.text
    whole = [m for m in found if 0 <= m.span.start < m.span.end <= len(text)]
    cuts = sorted({0, len(text), *(m.span.start for m in whole), *(m.span.end for m in whole)})
    first: dict[str, int] = {}
    for mark in sorted((m for m in whole if m.kind == "act" and m.claim), key=lambda m: m.span.start):
        assert mark.claim is not None
        first.setdefault(mark.claim.id, mark.span.start)
    cut = []
    for start, end in pairwise(cuts):
        over = [m for m in whole if m.span.start <= start and end <= m.span.end]
        begins = [claim for claim, at in first.items() if at == start]
        cut.append(Stretch(text[start:end], over, begins))
    return cut
