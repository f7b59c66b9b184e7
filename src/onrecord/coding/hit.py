"""A hit: an event told in a sentence, as words of it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import Status
from onrecord.ontology import Code


@dataclass(frozen=True)
class Hit:
    """An event told in a sentence, as words: `trigger` first the word that stands for it, then its helpers."""

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

    @property
    def word(self) -> int:
        """The word that stands for the event."""
        return self.trigger[0]
