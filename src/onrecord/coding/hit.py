"""A hit: an event told in a sentence, as words of it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import Status, Told
from onrecord.ontology import Code


@dataclass(frozen=True)
class Hit:
    """An event told in a sentence, as words: `trigger` first the word that stands for it, then its helpers.

    `chance` is how likely there is such an event at all, `rivals` the types with their shares, and `told` what the
    trained reader saw; each empty where the lists spoke alone.  `sure` are words that the reader is sure are parties,
    whatever we know of them; `listed` is whether the word lists found it, or the reader alone.
    """

    trigger: tuple[int, ...]
    code: Code
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    status: Status = "happened"
    status_words: tuple[int, ...] = ()
    content: int | None = None
    nominal: bool = False
    needs_actor: bool = False
    because: tuple[str, ...] = ()
    specific: int = 0
    uses: tuple[int, ...] = ()
    told_with: tuple[int, ...] = ()
    of_crowd: bool = False
    chance: float | None = None
    rivals: tuple[tuple[str, float], ...] = ()
    told: Told | None = None
    labels: tuple[str, ...] = ()
    sure: frozenset[int] = frozenset()
    listed: bool = True

    @property
    def word(self) -> int:
        """The word that stands for the event."""
        return self.trigger[0]
