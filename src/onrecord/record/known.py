"""The events as known on a day, as they are asked for: just derived, or kept in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from onrecord.model import Doubt, Event, Verdict
from onrecord.pipeline import Known
from onrecord.record import filters
from onrecord.record.filters import Filter
from onrecord.store import Derivation


class AsKnown(Protocol):
    """The events as known on a day."""

    @property
    def doubts(self) -> list[Doubt]:
        """The doubts about dates."""

    def events(self, asked: Filter) -> Iterator[Event]:
        """Those that pass, in order of their days."""

    def named(self, beginning: str) -> list[Event]:
        """Those whose id, or the id of a claim in them, is this or, if there is none, begins so; at most nine."""

    def verdicts(self, claims: Sequence[str]) -> list[Verdict]:
        """The verdicts on these claims, in the order in which they were given."""


@dataclass
class Made:
    """Events just derived."""

    known: Known

    @property
    def doubts(self) -> list[Doubt]:
        """The doubts about dates."""
        return self.known.doubts

    def events(self, asked: Filter) -> Iterator[Event]:
        """See `AsKnown`."""
        return filters.select(self.known.events, asked)

    def named(self, beginning: str) -> list[Event]:
        """See `AsKnown`."""
        exact = [e for e in self.known.events if e.id == beginning or beginning in e.claims]
        begun = (e for e in self.known.events if any(i.startswith(beginning) for i in (e.id, *e.claims)))
        return (exact or list(begun))[:9]

    def verdicts(self, claims: Sequence[str]) -> list[Verdict]:
        """See `AsKnown`."""
        mine = set(claims)
        return [v for v in self.known.verdicts if v.a in mine or v.b in mine]


@dataclass
class Kept:
    """Events kept in the file."""

    derivation: Derivation
    doubts: list[Doubt]

    def events(self, asked: Filter) -> Iterator[Event]:
        """See `AsKnown`."""
        return filters.select(self.derivation.events(asked.lookup()), asked)

    def named(self, beginning: str) -> list[Event]:
        """See `AsKnown`."""
        return self.derivation.named(beginning)

    def verdicts(self, claims: Sequence[str]) -> list[Verdict]:
        """See `AsKnown`."""
        return self.derivation.verdicts(claims)
