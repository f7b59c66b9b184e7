"""The rooms that a record is made with, each behind one function, so that tests can furnish others.

Each is imported when it is first used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.model import Claim, Coded, Condition, Doubt, Event, Reading, Report, Story, Verdict, content_id

if TYPE_CHECKING:
    from onrecord.coding.own import Own
    from onrecord.reconcile import Settled


def _published(report: Report) -> Report:
    from onrecord.coding import clocks

    return clocks.published(report)


def _read_many(reports: Sequence[Report], threads: int | None) -> Iterable[Reading]:
    from onrecord import reading

    return reading.read_many(reports, threads=threads)


def _code(report: Report, reading: Reading) -> Coded:
    from onrecord import coding

    return coding.code(report, reading)


@cache
def own_of(actors: str | None, types: str | None) -> Own:
    """A user's actors and types, read once from the files at these paths."""
    from onrecord import reading
    from onrecord.coding.own import own
    from onrecord.reading.lemmas import lemma

    def plain(word: str) -> str:
        return lemma(word, "VERB")

    return own(actors, types, embed=reading.vectors, cut=reading.cut, lemma=plain)


def _code_own(actors: str | None, types: str | None, report: Report, reading: Reading) -> Coded:
    from onrecord import coding

    return coding.code(report, reading, own=own_of(actors, types))


def _coder_own(actors: str | None, types: str | None) -> str:
    files = [Path(p).read_bytes() for p in (actors, types) if p]
    return f"{_coder()}+{content_id('', *map(repr, files))[:8]}"


def _coder() -> str:
    from onrecord.coding import coder

    return coder.CODER


def _origins(reports: Sequence[Report]) -> dict[str, str]:
    from onrecord import stories

    return stories.origins(reports)


def _group(reports: Sequence[Report]) -> list[Story]:
    from onrecord import stories

    return stories.group(reports)


def _verdicts(
    claims: Sequence[Claim], reports: Mapping[str, Report], origins: Mapping[str, str], stories: Mapping[str, str]
) -> list[Verdict]:
    from onrecord import reconcile

    return reconcile.verdicts(claims, reports, origins, stories)


def _settle(
    reports: Mapping[str, Report], claims: Sequence[Claim], doubts: Sequence[Doubt], verdicts: Sequence[Verdict]
) -> Settled:
    from onrecord import reconcile
    from onrecord.coding.when import reanchor

    return reconcile.settle(reports, claims, doubts, verdicts, reanchor)


def _events(
    claims: Sequence[Claim], verdicts: Sequence[Verdict], reports: Mapping[str, Report], origins: Mapping[str, str]
) -> list[Event]:
    from onrecord import reconcile

    return reconcile.events(claims, verdicts, reports, origins)


def _standing(
    conditions: Sequence[Condition],
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    day: date | None,
    events: Sequence[Event],
    doubts: Sequence[Doubt],
) -> list[Condition]:
    from onrecord import reconcile
    from onrecord.coding.when import reanchor

    return reconcile.standing(conditions, claims, reports, day, events=events, doubts=doubts, reanchor=reanchor)


def _doubts(report: Report, reading: Reading) -> list[Doubt]:
    from onrecord.coding import clocks, when

    if report.stated is None:
        return []
    return clocks.doubts(report, reading, when.times(report.text, report.published or report.stated, reading))


@dataclass(frozen=True)
class Rooms:
    """The rooms that a record is made with; functions of modules, so that worker processes can be sent them."""

    published: Callable[[Report], Report] = _published
    read_many: Callable[[Sequence[Report], int | None], Iterable[Reading]] = _read_many
    code: Callable[[Report, Reading], Coded] = _code
    coder: Callable[[], str] = _coder
    origins: Callable[[Sequence[Report]], dict[str, str]] = _origins
    group: Callable[[Sequence[Report]], list[Story]] = _group
    verdicts: Callable[[Sequence[Claim], Mapping[str, Report], Mapping[str, str], Mapping[str, str]], list[Verdict]] = (
        _verdicts
    )
    events: Callable[[Sequence[Claim], Sequence[Verdict], Mapping[str, Report], Mapping[str, str]], list[Event]] = (
        _events
    )
    doubts: Callable[[Report, Reading], list[Doubt]] = _doubts
    settle: Callable[[Mapping[str, Report], Sequence[Claim], Sequence[Doubt], Sequence[Verdict]], Settled] = _settle
    standing: Callable[
        [
            Sequence[Condition],
            Sequence[Claim],
            Mapping[str, Report],
            date | None,
            Sequence[Event],
            Sequence[Doubt],
        ],
        list[Condition],
    ] = _standing

    def fingerprint(self) -> str:
        """Changes when the code does that derives events and stories; what was derived before is then stale."""
        from onrecord import __version__

        rooms = (self.origins, self.group, self.verdicts, self.events, self.settle, self.standing)
        names = [f"{room.__module__}.{getattr(room, '__qualname__', room)}" for room in rooms]
        here = Path(__file__).parent
        files = [
            p
            for folder in ("stories", "reconcile", "data/stories", "data/reconcile")
            for p in sorted((here / folder).glob("*.*"))
        ]
        stats = [(p.name, p.stat().st_size, p.stat().st_mtime_ns) for p in files]
        return content_id("", __version__, names, stats)


OURS = Rooms()


def with_own(actors: str | Path | None, types: str | Path | None) -> Rooms:
    """The rooms with a user's own actors and types (paths); ours where both are None.

    Raises `MissingInput` or `MalformedInput` at once where a file cannot be read.
    """
    if actors is None and types is None:
        return OURS
    ours, theirs = (str(p) if p else None for p in (actors, types))
    own_of(ours, theirs)
    return replace(OURS, code=partial(_code_own, ours, theirs), coder=partial(_coder_own, ours, theirs))
