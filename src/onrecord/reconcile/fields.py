"""What the claims of one event say of each field, and whether they agree.

The value shown is the one with the most independent origins, those of values that it makes more exact counted in
("the Coral Front" has those of "gunmen" too); of those the more exact, then the one told last, then the
one whose first claim has the smallest id.  `refine` is what need not quarrel: a town and its country,
"at least 10" and 14, a list of parties and one of them, a week and a day in it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Generic, TypeVar

from onrecord.model import Agreement, Claim, Dispute, Figure, Party, PlaceMention, Value, When
from onrecord.reconcile import numbers, places, status
from onrecord.reconcile.parties import agreement as parties_agree
from onrecord.reconcile.parties import is_known

T = TypeVar("T")
PRONOUN = re.compile(r"^(?:it|its|he|she|they|we|who|that|which|this|these|those|them|him|her)$", re.IGNORECASE)


@dataclass(frozen=True)
class Said(Generic[T]):
    """One value of a field: as a thing, in words, and the claims that say so."""

    thing: T
    words: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Ledger:
    """What is needed of reports to weigh their claims: the day of each claim, the origin of each report."""

    days: Mapping[str, date | None]
    origins: Mapping[str, str]

    def origins_of(self, claims: Iterable[Claim]) -> tuple[str, ...]:
        """The independent origins of claims, in order."""
        return tuple(sorted({self.origins.get(c.report, c.report) for c in claims}))

    def rank(self, said: Said[T], coarser: Sequence[Said[T]] = ()) -> tuple[int, int, int, str]:
        """The order in which values are shown, best first; `coarser` are the values that it makes more exact."""
        last = max((self.days.get(c.id) or date.min).toordinal() for c in said.claims)
        origins = self.origins_of(c for s in (said, *coarser) for c in s.claims)
        return -len(origins), -len(coarser), -last, min(c.id for c in said.claims)


def gather(
    claims: Sequence[Claim],
    read: Callable[[Claim], tuple[T, str] | None],
    ledger: Ledger,
    finer: Callable[[T, T], bool] | None = None,
) -> list[Said[T]]:
    """The different values (by their words) that claims give, the one to be shown first.

    `finer(a, b)` tells whether a says the same as b, and more exactly.
    """
    by_words: dict[str, list[tuple[T, Claim]]] = defaultdict(list)
    for claim in claims:
        if (value := read(claim)) is not None:
            by_words[value[1]].append((value[0], claim))
    values = [
        Said(min(told, key=lambda t: t[1].id)[0], words, tuple(sorted((c for _, c in told), key=lambda c: c.id)))
        for words, told in by_words.items()
    ]
    if finer is None or len(values) < 2:
        return sorted(values, key=ledger.rank)
    coarser = {id(v): [o for o in values if o is not v and finer(v.thing, o.thing)] for v in values}
    return sorted(values, key=lambda v: ledger.rank(v, coarser[id(v)]))


def dispute(field: str, values: Sequence[Said[T]], ledger: Ledger, agree: Agreement) -> Dispute:
    """A field with its values, as it stands in an event."""
    return Dispute(
        field=field,
        values=tuple(
            Value(value=v.words, claims=tuple(c.id for c in v.claims), origins=ledger.origins_of(v.claims))
            for v in values
        ),
        agreement=agree,
    )


def agreed(values: Sequence[Said[T]], quarrel: Callable[[T, T], bool]) -> Agreement:
    """Whether values agree (there is one), refine or contradict one another."""
    if len(values) <= 1:
        return "agree"
    return "contradict" if any(quarrel(a.thing, b.thing) for a, b in combinations(values, 2)) else "refine"


# --- each field: how it is read from a claim, and what makes two values quarrel --------------------


def kind(claim: Claim) -> tuple[tuple[str, str | None], str]:
    """Type and mode."""
    return (claim.type, claim.mode), f"{claim.type}/{claim.mode}" if claim.mode else claim.type


def kinds_quarrel(a: tuple[str, str | None], b: tuple[str, str | None]) -> bool:
    """Two modes of one type quarrel; a promise and its deed do not."""
    return a[0] == b[0] and bool(a[1] and b[1] and a[1] != b[1])


def actors(claim: Claim) -> tuple[tuple[Party, ...], str] | None:
    """Those who act."""
    return _parties(claim.actors)


def recipients(claim: Claim) -> tuple[tuple[Party, ...], str] | None:
    """Those acted upon."""
    return _parties(claim.recipients)


def _parties(told: Sequence[Party]) -> tuple[tuple[Party, ...], str] | None:
    named = {p.name: p for p in told if not PRONOUN.match(p.name)}
    if not named:
        return None
    return tuple(named[n] for n in sorted(named)), ", ".join(sorted(named))


def parties_quarrel(a: tuple[Party, ...], b: tuple[Party, ...]) -> bool:
    """They quarrel where one of the shorter list is none of the longer."""
    agree = parties_agree(a, b)
    return agree is not None and agree < -0.3


def parties_finer(a: tuple[Party, ...], b: tuple[Party, ...]) -> bool:
    """A list of parties with names is more exact than "gunmen", "it" or "the group" that can be one of them."""
    return not parties_quarrel(a, b) and any(map(is_known, a)) and not any(map(is_known, b))


def where(claim: Claim) -> tuple[tuple[PlaceMention, ...], str] | None:
    """The places."""
    named = {(m.place.name if m.place else m.text): m for m in claim.places}
    return (tuple(named[n] for n in sorted(named)), ", ".join(sorted(named))) if named else None


def places_quarrel(a: tuple[PlaceMention, ...], b: tuple[PlaceMention, ...]) -> bool:
    """They quarrel where no place of the one can be, or hold, a place of the other."""
    return places.best(a, b) == "apart"


def places_finer(a: tuple[PlaceMention, ...], b: tuple[PlaceMention, ...]) -> bool:
    """A town is more exact than the country that it lies in."""
    wide = [all(places.is_wide(m) for m in told) for told in (a, b)]
    return wide == [False, True] and places.best(a, b) == "within"


def when(claim: Claim) -> tuple[When, str] | None:
    """The days, where the report states them."""
    told = claim.when
    if not told or not (told.earliest or told.latest):
        return None
    first, last = told.earliest or told.latest, told.latest
    if first == last:
        return told, str(first)
    return told, f"{first} to {last}" if last else f"since {first}"


def days_quarrel(a: When, b: When) -> bool:
    """They quarrel where no day is in both."""
    first = max(a.earliest or date.min, b.earliest or date.min)
    return first > min(a.latest or date.max, b.latest or date.max)


def days_finer(a: When, b: When) -> bool:
    """A day is more exact than the week that it lies in."""
    if not (a.earliest and a.latest and b.earliest and b.latest):
        return bool(a.earliest and a.latest) and not days_quarrel(a, b) and not (b.earliest and b.latest)
    return b.earliest <= a.earliest <= a.latest <= b.latest and (a.earliest, a.latest) != (b.earliest, b.latest)


def figures(claims: Sequence[Claim], ledger: Ledger) -> list[tuple[str, list[Said[Figure]], Agreement]]:
    """For each thing counted its figures.

    Different numbers of one origin are its own revision; they quarrel only with another's.
    """
    subjects: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        for subject in {numbers.subject(f) for f in claim.figures}:
            subjects[subject].append(claim)
    found = []
    for (what, unit), told in sorted(subjects.items()):
        values = gather(told, lambda c, s=(what, unit): _figure(c, s), ledger)  # type: ignore[misc]
        name = f"figures:{what}" if unit in ("", what) else f"figures:{what}:{unit}"
        found.append((name, values, _figures_agree(values, ledger)))
    return found


def _figure(claim: Claim, subject: tuple[str, str]) -> tuple[Figure, str] | None:
    """The largest figure that a claim gives for a subject: a total stands over its parts."""
    told = [f for f in claim.figures if numbers.subject(f) == subject]
    best = max(told, key=lambda f: (f.high or f.low or 0.0, -f.span.start), default=None)
    return (best.model_copy(update={"report": claim.report}), numbers.shown(best)) if best else None


def _figures_agree(values: Sequence[Said[Figure]], ledger: Ledger) -> Agreement:
    if len(values) <= 1:
        return "agree"
    for a, b in combinations(values, 2):
        apart = set(ledger.origins_of(a.claims)) != set(ledger.origins_of(b.claims))
        if apart and numbers.relation(a.thing, b.thing) == "other":
            return "contradict"
    return "refine"


def standing(claims: Sequence[Claim], ledger: Ledger) -> Dispute:
    """The statuses, in the order in which values are shown."""
    values = gather(claims, lambda c: (c.status, c.status), ledger)
    return dispute("status", values, ledger, status.agreement({c.status for c in claims}))
