"""What a brief is made of: sentences, each with the numbers of its sources."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from pydantic import model_validator

from onrecord.model import Event, Noun, Span


class Source(Noun):
    """A quote in a report: `number` is what citations give; `quote` the words at `span`."""

    number: int
    report: str
    span: Span
    quote: str
    title: str | None = None
    source: str | None = None
    published: date | None = None
    url: str | None = None


class Sentence(Noun):
    """A sentence of a brief with the sources that it rests on; there is none without one."""

    text: str
    sources: tuple[int, ...]

    @model_validator(mode="after")
    def _cited(self) -> Sentence:
        if not self.sources:
            raise ValueError(f"a sentence of a brief needs a source: {self.text!r}")
        return self


class Part(Noun):
    """A heading with its sentences."""

    heading: str
    sentences: tuple[Sentence, ...]


class Chapter(Noun):
    """A story: what happened, its figures, what is planned, feared or bound to a condition, what is disputed."""

    title: str
    first: date | None
    last: date | None
    reports: int
    parts: tuple[Part, ...]


class Changed(NamedTuple):
    """A field of an event that is told otherwise than before: "killed" from "3" to "6", by these reports."""

    event: Event
    field: str
    before: str
    after: str
    reports: tuple[str, ...]


class Brief(Noun):
    """A cited brief: chapters newest first, doubts about dates, and the sources of all."""

    title: str
    as_of: date | None = None
    reports: int = 0
    chapters: tuple[Chapter, ...] = ()
    doubts: tuple[Sentence, ...] = ()
    sources: tuple[Source, ...] = ()

    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences of the brief, in order."""
        told = (s for chapter in self.chapters for part in chapter.parts for s in part.sentences)
        return (*told, *self.doubts)
