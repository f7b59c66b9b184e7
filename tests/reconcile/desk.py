"""A desk for tests: reports written out, and claims made of them by hand, each span found by its words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onrecord import ontology
from onrecord.model import (
    Claim,
    Condition,
    Event,
    Figure,
    Party,
    Place,
    PlaceMention,
    Relation,
    Report,
    Span,
    Status,
    Verdict,
    When,
)
from onrecord.reconcile import events, verdicts
from onrecord.stories import origins

PLACES = {
    "Madagascar": Place(
        name="Madagascar", geonames_id=1062947, country="MDG", lat=-20.0, lon=47.0, precision="country"
    ),
    "Toamasina": Place(
        name="Toamasina", geonames_id=1053384, country="MDG", lat=-18.15, lon=49.4, precision="city", feature="PPLA"
    ),
    "Moramanga": Place(name="Moramanga", geonames_id=1058381, country="MDG", lat=-18.95, lon=48.23, precision="city"),
    "Nairobi": Place(name="Nairobi", geonames_id=184745, country="KEN", lat=-1.28, lon=36.82, precision="city"),
}
SIDES = {
    "Norway": ("NOR", ("GOV",)),
    "Kenya": ("KEN", ("GOV",)),
    "France": ("FRA", ("GOV",)),
    "South Africa": ("ZAF", ("GOV",)),
    "Madagascar": ("MDG", ("GOV",)),
    "the army": ("MDG", ("MIL",)),
    "the Coral Front": (None, ("REB",)),
    "the United Nations": ("UNO", ()),
    "gunmen": (None, ("UAF",)),
}


class Desk:
    """Reports and the claims made of them."""

    def __init__(self) -> None:
        self.reports: dict[str, Report] = {}
        self.claims: list[Claim] = []
        self.conditions: list[Condition] = []
        self.verdicts: list[Verdict] = []

    def report(self, text: str, day: str | None = None, *, source: str = "Wire", title: str | None = None) -> Report:
        published = date.fromisoformat(day) if day else None
        report = Report(text=text, title=title, source=source, stated=published, published=published)
        self.reports[report.id] = report
        return report

    def claim(
        self,
        report: Report,
        trigger: str,
        type: str,
        mode: str | None = None,
        *,
        actors: Sequence[str] = (),
        recipients: Sequence[str] = (),
        places: Sequence[str] = (),
        when: tuple[str, str] | tuple[str, str, str] | None = None,
        figures: Sequence[tuple[str, str, float]] | Sequence[tuple[str, str, float, Relation]] = (),
        topic: str | None = None,
        manner: str | None = None,
        said_by: str | None = None,
        status: Status = "happened",
        contexts: Sequence[str] = (),
        confidence: float = 0.8,
    ) -> Claim:
        at = find(report.text, trigger)
        sentence = sentence_around(report.text, at)

        def span(words: str) -> Span:
            return find(report.text, words, sentence.start)

        evidence: dict[str, tuple[Span, ...]] = {"type": (at,)}
        told = {"actors": actors, "recipients": recipients, "places": places}
        evidence |= {field: tuple(span(w) for w in words) for field, words in told.items() if words}
        if when:
            evidence["when"] = (span(when[0]),)
        if figures:
            evidence["figures"] = tuple(span(f[0]) for f in figures)
        if topic:
            evidence["topic"] = (span(topic),)
        claim = Claim(
            report=report.id,
            type=type,
            mode=mode,
            contexts=tuple(contexts),
            quad=ontology.quad(type),
            score=ontology.score(type, mode),
            status=status,
            trigger=trigger,
            topic=topic,
            manner=manner,
            actors=tuple(party(w, span(w)) for w in actors),
            recipients=tuple(party(w, span(w)) for w in recipients),
            places=tuple(PlaceMention(span=span(w), text=w, place=PLACES.get(w)) for w in places),
            when=days(when) if when else None,
            figures=tuple(figure(f, span(f[0])) for f in figures),
            said_by=party(said_by, span(said_by)) if said_by else None,
            sentence=sentence,
            evidence=evidence,
            confidence=confidence,
            coder="hand",
        )
        self.claims.append(claim)
        return claim

    def condition(self, report: Report, trigger: str, consequence: str, actor: str) -> Condition:
        start = find(report.text, trigger)
        made = Condition(
            report=report.id,
            trigger=trigger,
            consequence=consequence,
            actors=(party(actor, find(report.text, actor)),),
            sentence=sentence_around(report.text, start),
            evidence={"trigger": (start,), "consequence": (find(report.text, consequence),)},
        )
        self.conditions.append(made)
        return made

    def judge(self, a: Claim, b: Claim, same: bool | None, by: str = "Ada") -> None:
        self.verdicts.append(Verdict(a=min(a.id, b.id), b=max(a.id, b.id), same=same, by=by))

    def origins(self) -> dict[str, str]:
        return origins(self.reports.values())

    def machine(self) -> list[Verdict]:
        return verdicts(self.claims, self.reports, self.origins())

    def events(self) -> list[Event]:
        return events(self.claims, [*self.machine(), *self.verdicts], self.reports, self.origins())

    def event(self, *claims: Claim) -> Event:
        """The event that holds the claims; fails unless one event holds just these."""
        found = [e for e in self.events() if claims[0].id in e.claims]
        assert len(found) == 1
        assert set(found[0].claims) == {c.id for c in claims}
        return found[0]


def find(text: str, words: str, start: int = 0) -> Span:
    at = text.find(words, start)
    if at < 0:
        at = text.index(words)
    return Span(start=at, end=at + len(words))


def sentence_around(text: str, at: Span) -> Span:
    start = text.rfind(". ", 0, at.start) + 2 if ". " in text[: at.start] else 0
    end = text.find(". ", at.start)
    return Span(start=start, end=end + 1 if end >= 0 else len(text))


def party(words: str, at: Span) -> Party:
    country, sectors = SIDES.get(words, SIDES.get(words[:1].lower() + words[1:], (None, ())))
    return Party(
        span=at, text=words, name=words.removeprefix("the ").removeprefix("The "), country=country, sectors=sectors
    )


def days(when: Sequence[str]) -> When:
    first = date.fromisoformat(when[1])
    last = date.fromisoformat(when[2]) if len(when) > 2 else first
    return When(earliest=first, latest=last, precision="day" if first == last else "range", text=when[0])


def figure(told: Sequence[object], at: Span) -> Figure:
    text, what, low, *rest = told
    assert isinstance(text, str)
    assert isinstance(what, str)
    assert isinstance(low, (int, float))
    relation: Relation = rest[0] if rest else "exactly"  # type: ignore[assignment]
    high = None if relation in ("at least", "more than") else float(low)
    return Figure(what=what, relation=relation, low=float(low), high=high, span=at, text=text)
