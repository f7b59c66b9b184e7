"""The events as known on a day, as they are asked for: just derived, or kept in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from onrecord.model import Doubt, Event, Verdict, event_id
from onrecord.pipeline import Known
from onrecord.record import filters
from onrecord.record.filters import Filter
from onrecord.store import Derivation, Outline, outline


class AsKnown(Protocol):
    """The events as known on a day."""

    @property
    def doubts(self) -> list[Doubt]:
        """The doubts about dates."""

    def events(self, asked: Filter) -> Iterator[Event]:
        """Those that pass, in order of their days."""

    def outlines(self, asked: Filter) -> Iterator[Outline]:
        """Those that may pass (by words, not by phrases), in outline."""

    def but(self, other: AsKnown) -> list[Event]:
        """Those that do not stand in `other` as they stand here; it may hold more, of those that do."""

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

    def outlines(self, asked: Filter) -> Iterator[Outline]:
        """See `AsKnown`."""
        return map(outline, self.events(asked))

    def but(self, other: AsKnown) -> list[Event]:
        """See `AsKnown`."""
        return list(self.known.events)

    def named(self, beginning: str) -> list[Event]:
        """See `AsKnown`."""
        exact = [e for e in self.known.events if beginning in _names(e)]
        begun = (e for e in self.known.events if any(i.startswith(beginning) for i in _names(e)))
        return (exact or list(begun))[:9]

    def verdicts(self, claims: Sequence[str]) -> list[Verdict]:
        """See `AsKnown`."""
        mine = set(claims)
        return [v for v in self.known.verdicts if v.a in mine or v.b in mine]


def _names(event: Event) -> list[str]:
    """The ids by which an event is found: its own, those of its claims, and those that it had before it was joined."""
    return [event.id, *event.claims, *map(event_id, event.claims)]


@dataclass
class Kept:
    """Events kept in the file."""

    derivation: Derivation
    doubts: list[Doubt]

    def events(self, asked: Filter) -> Iterator[Event]:
        """See `AsKnown`."""
        return filters.select(self.derivation.events(asked.lookup()), asked)

    def outlines(self, asked: Filter) -> Iterator[Outline]:
        """See `AsKnown`."""
        return self.derivation.outlines(asked.lookup())

    def but(self, other: AsKnown) -> list[Event]:
        """See `AsKnown`."""
        if isinstance(other, Kept):
            return self.derivation.but(other.derivation)
        return list(self.events(Filter()))

    def named(self, beginning: str) -> list[Event]:
        """See `AsKnown`."""
        return self.derivation.named(beginning)

    def verdicts(self, claims: Sequence[str]) -> list[Verdict]:
        """See `AsKnown`."""
        return self.derivation.verdicts(claims)
