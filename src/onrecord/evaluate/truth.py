"""The true record of a made-up crisis, as somebody wrote it down who invented what happened.

A folder holds `reports/` and `truth.json`; a report is called by the last part of its address.  Every event has the
phrases that tell it, by their offsets; `half` says which half of the truth may be looked at to make the program better.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from onrecord import read_reports
from onrecord.errors import MalformedInput, MissingInput
from onrecord.model import Manner, Report, Span, State, Status

Half = Literal["tuned", "reported"]
Asked = Literal["status", "figure", "figures", "day", "disputed"]
HALVES: tuple[Half, Half] = ("tuned", "reported")


class _Noun(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


class Phrase(_Noun):
    """A phrase of a report: `quote` stands letter for letter at its offsets."""

    report: str
    start: int
    end: int
    quote: str

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(start=self.start, end=self.end)


class Count(_Noun):
    """A figure as it was told first on a day: on whose word."""

    what: str
    day: date
    value: float
    by: str


class Contest(_Noun):
    """A field with several values: rivals (`disputed`) or one count that was corrected (`revised`).

    `fields` names the fields of a record under which it may be shown: what is counted, or `status`, `actors`.
    """

    fields: tuple[str, ...]
    kind: Literal["disputed", "revised"]
    values: tuple[float | str, ...]


class Change(_Noun):
    """What was told of an event from a day on: `planned`, `called off` ..."""

    day: date
    status: str


class Happening(_Noun):
    """An event of the true record; `types` are all that a careful coder could give it, with or without a mode.

    `status` holds what a record may show once all reports are in; a plan that was called off may be planned or denied.
    """

    id: str
    types: tuple[str, ...]
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: str = ""
    first: date | None = None
    last: date | None = None
    status: tuple[Status, ...]
    history: tuple[Change, ...] = ()
    manner: Manner | None = None
    figures: tuple[Count, ...] = ()
    disputes: tuple[Contest, ...] = ()
    anchors: Annotated[tuple[Phrase, ...], Field(min_length=1)]

    def takes(self, type: str, mode: str | None) -> bool:
        """Whether a claim of this type and mode can tell it; a mode that is not known is not held against a claim."""
        return any(
            kind == type and (not wanted or mode is None or wanted == mode)
            for kind, _, wanted in (t.partition("/") for t in self.types)
        )


class Standing(_Noun):
    """Where a condition stands on a day; more than one state where either is a fair reading."""

    day: date
    state: Annotated[tuple[State, ...], Field(min_length=1)]


class Told(_Noun):
    """A condition as a report tells it."""

    report: str
    trigger: Phrase
    consequence: Phrase


class If(_Noun):
    """A condition of the true record, with its state on some days."""

    id: str
    states: Annotated[tuple[Standing, ...], Field(min_length=1)]
    anchors: Annotated[tuple[Told, ...], Field(min_length=1)]


class Question(_Noun):
    """What was known of an event on a day.

    `status`: any of the answers, null where the record need not know the event yet; `figure`: the value shown;
    `figures`: all values held; `day`: first and last day between which it is dated; `disputed`: whether its status is.
    """

    id: str
    event: str
    as_of: date
    asks: Asked
    what: str | None = None
    answer: bool | tuple[float | str | None, ...]
    in_words: str


class Dated(_Noun):
    """A report whose header cannot be right, with the first and last day on which it can have been written."""

    report: str
    first: date
    last: date


class Truth(_Noun):
    """All that is true of a crisis; claims on the phrases `beside` count neither for nor against a record."""

    first: date
    last: date
    events: tuple[Happening, ...]
    beside: tuple[Phrase, ...]
    conditions: tuple[If, ...]
    beside_conditions: tuple[Phrase, ...]
    questions: tuple[Question, ...]
    origins: tuple[tuple[str, ...], ...]
    stories: dict[str, tuple[str, ...]]
    doubts: tuple[Dated, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Happening]:
        """The events by their ids."""
        return {event.id: event for event in self.events}

    def origin(self, report: str) -> str:
        """The report that a report goes back to."""
        return next((group[0] for group in self.origins if report in group), report)

    def phrases(self) -> Iterator[Phrase]:
        """Every phrase that the truth points to."""
        for event in self.events:
            yield from event.anchors
        yield from self.beside
        yield from self.beside_conditions
        for condition in self.conditions:
            for told in condition.anchors:
                yield from (told.trigger, told.consequence)


def half(id: str) -> Half:
    """The half of the truth that an event, condition or day falls in: odd numbers are tuned on, even ones reported.

    >>> half("e15"), half("e02"), half("2016-09-08")
    ('tuned', 'reported', 'reported')
    """
    return "tuned" if int("".join(c for c in id if c.isdigit())) % 2 else "reported"


def read(folder: Path) -> tuple[Truth, dict[str, Report]]:
    """The truth of a folder, and its reports by the names that the truth gives them.

    Raises `MissingInput` where a file is not there, `MalformedInput` where it does not hold what is expected.
    """
    path = folder / "truth.json"
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise MissingInput(f"{path}: {problem.strerror}; give a folder with truth.json and reports/") from problem
    except json.JSONDecodeError as problem:
        raise MalformedInput(f"{path}:{problem.lineno}: not JSON ({problem.msg})") from problem
    try:
        truth = Truth.model_validate(raw)
    except ValidationError as problem:
        first = problem.errors()[0]
        raise MalformedInput(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from problem
    reports = {name(r): r for r in read_reports(folder / "reports")}
    for phrase in truth.phrases():
        if phrase.report not in reports:
            raise MalformedInput(f"{path}: no report called {phrase.report!r}; there are: {_few(sorted(reports))}")
        text = reports[phrase.report].text
        if text[phrase.start : phrase.end] != phrase.quote:
            raise MalformedInput(f"{path}: {phrase.report}[{phrase.start}:{phrase.end}] is not {phrase.quote!r}")
    return truth, reports


def name(report: Report) -> str:
    """What the truth calls a report."""
    return (report.url or "").rsplit("/", 1)[-1]


def _few(names: Sequence[Any]) -> str:
    return ", ".join(names[:5]) + (" ..." if len(names) > 5 else "")
