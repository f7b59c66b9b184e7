"""Events out of claims and verdicts: `events(claims, verdicts, reports, origins)`, pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from onrecord import ontology
from onrecord.model import DEEDS, Citation, Claim, Dispute, Event, Party, Report, Verdict, event_id
from onrecord.reconcile import fields, status
from onrecord.reconcile.cluster import cluster
from onrecord.reconcile.days import published
from onrecord.reconcile.fields import Ledger, Said
from onrecord.reconcile.repeated import shared_origins

SUREST = 0.99
"""However many origins tell it, no event is surer."""


def events(
    claims: Iterable[Claim],
    verdicts: Iterable[Verdict],
    reports: Mapping[str, Report],
    origins: Mapping[str, str],
) -> list[Event]:
    """What happened, in order of id: one event for each group of claims that the verdicts make one.

    The same claims and verdicts in any order give the same events.
    """
    known = {c.id: c for c in claims}
    days = {c.id: published(reports.get(c.report)) for c in known.values()}
    whole = Ledger(days, origins)
    found = []
    for ids in cluster(known, verdicts):
        told = [known[i] for i in ids]
        alone = len(whole.origins_of(told)) < 2
        found.append(event(told, whole if alone else Ledger(days, shared_origins(told, reports, origins))))
    return sorted(found, key=lambda e: e.id)


def event(claims: Sequence[Claim], ledger: Ledger) -> Event:
    """The event that these claims tell, in the words and values of the rule in `fields`."""
    claims = sorted(claims, key=lambda c: c.id)
    days = sorted(d for c in claims if (d := ledger.days.get(c.id)))
    kinds = fields.gather(_deeds_first(claims, ledger), fields.kind, ledger)
    type_, mode = kinds[0].thing
    # "the army denied shelling it": that it was the army is what is denied, not what the others tell
    doing = [c for c in claims if c.status != "denied"] or claims
    actors = fields.gather(doing, fields.actors, ledger, fields.parties_finer)
    recipients = fields.gather(claims, fields.recipients, ledger, fields.parties_finer)
    where = fields.gather(claims, fields.where, ledger, fields.places_finer)
    when = fields.gather(claims, fields.when, ledger, fields.days_finer)
    figures = fields.figures(claims, ledger)
    all_fields = [
        fields.dispute("type", kinds, ledger, fields.agreed(kinds, fields.kinds_quarrel)),
        fields.standing(claims, ledger),
        fields.dispute("actors", actors, ledger, fields.agreed(actors, fields.parties_quarrel)),
        fields.dispute("recipients", recipients, ledger, fields.agreed(recipients, fields.parties_quarrel)),
        fields.dispute("places", where, ledger, fields.agreed(where, fields.places_quarrel)),
        fields.dispute("when", when, ledger, fields.agreed(when, fields.days_quarrel)),
        *(fields.dispute(name, values, ledger, agree) for name, values, agree in figures),
        *(_plain(name, claims, ledger) for name in ("topic", "manner")),
    ]
    told = tuple(d for d in all_fields if d.values)
    return Event(
        id=event_id(_first(claims, ledger)),
        type=type_,
        mode=mode,
        labels=tuple(sorted({x for c in claims for x in c.labels})),
        contexts=tuple(sorted({x for c in claims for x in c.contexts})),
        quad=ontology.quad(type_),
        score=ontology.score(type_, mode),
        status=status.status(claims, ledger.days, ledger.origins),
        trigger=_shown(fields.gather(claims, lambda c: (c.trigger, c.trigger), ledger)) or claims[0].trigger,
        topic=_shown(fields.gather(claims, lambda c: (c.topic, c.topic) if c.topic else None, ledger)),
        manner=_shown(fields.gather(claims, lambda c: (c.manner, c.manner) if c.manner else None, ledger)),
        actors=_shown(actors) or (),
        recipients=_shown(recipients) or (),
        places=_shown(where) or (),
        when=_shown(when) or next((c.when for c in claims if c.when), None),
        figures=tuple(values[0].thing for _, values, _ in figures if values),
        said_by=_speaker(claims, ledger),
        evidence=_evidence(claims, ledger),
        confidence=_confidence(claims, ledger),
        claims=tuple(c.id for c in claims),
        origins=ledger.origins_of(claims),
        reports=tuple(sorted({c.report for c in claims})),
        fields=told,
        disputes=tuple(d for d in told if d.agreement == "contradict"),
        history=status.history(claims, ledger.days),
        first_published=days[0] if days else None,
        last_published=days[-1] if days else None,
    )


def _first(claims: Sequence[Claim], ledger: Ledger) -> str:
    """The claim that names the event: the first published, so that later ones leave its id as it is."""
    return min(claims, key=lambda c: (ledger.days.get(c.id) or date.max, c.id)).id


def _deeds_first(claims: Sequence[Claim], ledger: Ledger) -> Sequence[Claim]:
    """The claims that name the type: once an event is told as done, not those that promised it."""
    told = status.status(claims, ledger.days, ledger.origins)
    same = [c for c in claims if (c.status in DEEDS) == (told in DEEDS)]
    return same or claims


def _shown(values: Sequence[Said[fields.T]]) -> fields.T | None:
    return values[0].thing if values else None


def _plain(name: str, claims: Sequence[Claim], ledger: Ledger) -> Dispute:
    """A field of words, in which two values never quarrel."""
    values = fields.gather(claims, lambda c: (getattr(c, name),) * 2 if getattr(c, name) else None, ledger)
    return fields.dispute(name, values, ledger, "agree" if len(values) <= 1 else "refine")


def _speaker(claims: Sequence[Claim], ledger: Ledger) -> Party | None:
    """On whose word it rests; nobody's where a report tells it on its own."""
    if any(c.said_by is None for c in claims):
        return None
    return _shown(fields.gather(claims, lambda c: (c.said_by, c.said_by.name) if c.said_by else None, ledger))


def _evidence(claims: Sequence[Claim], ledger: Ledger) -> dict[str, tuple[Citation, ...]]:
    """For each field the quotes of all claims, the earliest published first; `sentence` the whole sentences."""
    found: dict[str, list[Citation]] = {"sentence": []}
    for claim in sorted(claims, key=lambda c: (ledger.days.get(c.id) or date.max, c.id)):
        found["sentence"].append(Citation(report=claim.report, span=claim.sentence))
        for field, spans in claim.evidence.items():
            found.setdefault(field, []).extend(Citation(report=claim.report, span=s) for s in spans)
    return {field: tuple(dict.fromkeys(found[field])) for field in sorted(found)}


def _confidence(claims: Sequence[Claim], ledger: Ledger) -> float:
    """How sure we are that it was told at all: each independent origin halves the doubt in its own measure."""
    surest: dict[str, float] = {}
    for claim in claims:
        origin = ledger.origins.get(claim.report, claim.report)
        surest[origin] = max(surest.get(origin, 0.0), claim.confidence)
    doubt = 1.0
    for origin in sorted(surest):
        doubt *= 1 - surest[origin]
    return round(min(SUREST, 1 - doubt), 4)
