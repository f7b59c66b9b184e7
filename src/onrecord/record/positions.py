"""How an actor stands to another over time, and where that turned: `positions(events)`, pure.

Each deed or word of one towards the other is a stance: support, request, accusation, threat, cooperation, pressure,
force; said in public or in private.  Stances of one kind that follow one another make a stretch.  The position turns
where two neighbouring stretches differ and each of the two rests on two independent origins: one paper, however
many of its sentences tell it, is a voice and not a position.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from onrecord.model import DEEDS, Citation, Event, Manner, Noun, Party
from onrecord.ontology import read_table
from onrecord.reconcile.parties import key

FIRM = 2
"""So many independent origins make a position."""


class Stance(NamedTuple):
    """One event as a stance: its day, kind and manner."""

    day: date
    kind: str
    manner: Manner | None
    event: Event


class Stretch(Noun):
    """Stances of one kind that follow one another.

    `kind` is support, request, accusation, threat, cooperation, pressure or force; `manner` "private" or "public"
    where the reports say so; `score` the mean of the events' PLOVER scores (-10 to 10); `events` their ids in order.
    """

    first: date
    last: date
    kind: str
    manner: Manner | None = None
    score: float
    events: tuple[str, ...]
    origins: tuple[str, ...]
    said: tuple[Citation, ...]


class Turn(Noun):
    """Where a position changed, with the sentences on either side."""

    day: date
    before: str
    after: str
    said_before: Citation
    said_after: Citation

    def __str__(self) -> str:
        return f"a shift from {self.before} to {self.after} ({self.day})"


class Position(Noun):
    """How one actor stands to another: the stretches in order, and the turns.

    `actor` and `toward` are country codes, or names where there is no country.
    """

    actor: str
    toward: str
    stretches: tuple[Stretch, ...]
    turns: tuple[Turn, ...]


def positions(events: Iterable[Event]) -> list[Position]:
    """The positions that events tell, those with most events first; events that were not done tell none."""
    found: dict[tuple[str, str], dict[str, Stance]] = defaultdict(dict)
    for event in events:
        stance = _stance(event)
        if stance:
            for actor in sorted({_named(p) for p in event.actors} - {""}):
                for toward in sorted({_named(p) for p in _towards(event)} - {"", actor}):
                    found[actor, toward][event.id] = stance
    told = [_position(*pair, list(stances.values())) for pair, stances in found.items()]
    return sorted(told, key=lambda p: (-sum(len(s.events) for s in p.stretches), p.actor, p.toward))


def _stance(event: Event) -> Stance | None:
    kind = kinds().get(event.type)
    day = (event.when.earliest or event.when.latest if event.when else None) or event.first_published
    if kind is None or day is None or event.status not in DEEDS or event.status == "historical":
        return None
    return Stance(day, kind, event.manner, event)


def _towards(event: Event) -> Sequence[Party]:
    """Those towards whom it was done or said; those who meet or agree stand to one another."""
    return event.recipients or (event.actors if len(event.actors) > 1 else ())


def _named(party: Party) -> str:
    return party.country or (party.name if key(party) and party.name[:1].isupper() else "")


def _position(actor: str, toward: str, stances: list[Stance]) -> Position:
    stretches = [_stretch(run) for run in _runs(sorted(stances, key=lambda s: (s.day, s.event.id)))]
    firm = [s for s in stretches if len(s.origins) >= FIRM]
    turns = tuple(_turn(a, b) for a, b in pairwise(firm) if _words(a) != _words(b))
    return Position(actor=actor, toward=toward, stretches=tuple(stretches), turns=turns)


def _runs(stances: Sequence[Stance]) -> Iterator[list[Stance]]:
    """Stances of one kind and manner, one after another; those of one day in order of kind."""
    run: list[Stance] = []
    for stance in sorted(stances, key=lambda s: (s.day, s.kind, s.manner or "", s.event.id)):
        if run and (run[-1].kind, run[-1].manner) != (stance.kind, stance.manner):
            yield run
            run = []
        run.append(stance)
    if run:
        yield run


def _stretch(run: Sequence[Stance]) -> Stretch:
    return Stretch(
        first=run[0].day,
        last=run[-1].day,
        kind=run[0].kind,
        manner=run[0].manner,
        score=round(sum(s.event.score for s in run) / len(run), 2),
        events=tuple(s.event.id for s in run),
        origins=tuple(sorted({o for s in run for o in s.event.origins})),
        said=tuple(s.event.evidence["sentence"][0] for s in run if s.event.evidence.get("sentence")),
    )


def _words(stretch: Stretch) -> str:
    return f"{stretch.kind} in {stretch.manner}" if stretch.manner else stretch.kind


def _turn(a: Stretch, b: Stretch) -> Turn:
    return Turn(day=b.first, before=_words(a), after=_words(b), said_before=a.said[-1], said_after=b.said[0])


@cache
def kinds() -> dict[str, str]:
    """The stance that each PLOVER type is."""
    return {row["type"]: row["stance"] for row in read_table("ontology/stances.tsv", ("type", "stance"))}
