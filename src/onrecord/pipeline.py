"""The order of the rooms, written once.

    ingest -> clocks -> reading -> coding -> store          each report, pure and parallel
    stories, reconcile                                      all that is known by a day

This is the only file in which the rooms meet.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple, TypeVar

from onrecord import rooms as furnished
from onrecord.errors import InputError, OnRecordError
from onrecord.model import (
    Added,
    Claim,
    Coded,
    Condition,
    Doubt,
    Event,
    PlaceMention,
    Quote,
    Reading,
    Report,
    Skipped,
    Story,
    Time,
    Verdict,
)
from onrecord.rooms import OURS, Rooms

if TYPE_CHECKING:
    from onrecord.coding.explain import Explanation as CodingExplanation
    from onrecord.engines import Engine
    from onrecord.store import Packed, Store

T = TypeVar("T")

CHUNK = 30_000
"""Characters of text that are read together: enough for the reader's batches, and a second or two of
work between one transaction and the next."""

WORTH_WORKERS = 80_000
"""Characters of new text from which on starting worker processes takes less time than it saves."""

TOGETHER = 256
"""Reports that are looked up in the record at once."""


# --- each report: pure and parallel ------------------------------------------------------------


class Worked(NamedTuple):
    """What came of a chunk of reports."""

    packed: list[Packed]
    skipped: list[Skipped]


def work(reports: Sequence[Report], *, rooms: Rooms = OURS, threads: int | None = None) -> Worked:
    """Date, read and code reports.

    One that cannot be read or coded is kept unread and skipped with the reason; the others go on.
    Faults that would meet every report (`OnRecordError`: weights missing, a malformed data file) are raised.
    """
    from onrecord.store import Packed, pack

    done = Worked([], [])
    dated = [_dated(report, rooms) for report in reports]
    readable = [report for report in dated if report.language.startswith("en")]
    for report in dated:
        if not report.language.startswith("en"):
            reason = f"written in {report.language!r}, and only English is read: translate it and add it again"
            done.packed.append(Packed(report))
            done.skipped.append(Skipped(report=report.id, stage="reading", reason=reason))
    for report, reading in zip(readable, _readings(readable, rooms, threads), strict=True):
        found = reading if isinstance(reading, Skipped) else _found(report, reading, rooms)
        if isinstance(found, Skipped):
            done.packed.append(Packed(report))
            done.skipped.append(found)
        else:
            done.packed.append(pack(report, *found, coder=rooms.coder()))
    return done


def _dated(report: Report, rooms: Rooms) -> Report:
    """The report with its day of publication estimated, unless whoever made it gave that day."""
    if report.published and report.published_how in (None, "given"):
        return report
    return rooms.published(report)


def _found(report: Report, reading: Reading, rooms: Rooms) -> tuple[Coded, list[Doubt]] | Skipped:
    """All that a report says, and the doubts about its date."""
    return _guarded("coding", report, lambda: (rooms.code(report, reading), rooms.doubts(report, reading)))


def _readings(reports: Sequence[Report], rooms: Rooms, threads: int | None) -> list[Reading | Skipped]:
    """The reading of each report; if reading them together fails, each alone, to find which one it is."""

    def alone(report: Report) -> Reading | Skipped:
        return _guarded("reading", report, lambda: next(iter(rooms.read_many([report], threads))))

    try:
        return list(rooms.read_many(reports, threads))
    except (OnRecordError, ImportError):
        raise
    except Exception:  # see `_guarded`
        return [alone(report) for report in reports]


def _guarded(stage: str, report: Report, step: Callable[[], T]) -> T | Skipped:
    """The result of a step, or the skip that says what went wrong with this report."""
    try:
        return step()
    except (OnRecordError, ImportError):
        raise
    except Exception as error:  # a fault of ours that one report brings out must not cost the others
        reason = f"{type(error).__name__}: {error}: this is a fault in onrecord, please report it with the text"
        return Skipped(report=report.id, stage=stage, reason=reason)


def add(
    store: Store,
    arriving: Iterable[Report | Skipped],
    *,
    now: datetime,
    rooms: Rooms = OURS,
    engine: Engine | None = None,
    told: Callable[[Added], None] | None = None,
) -> Added:
    """Read and code what is new and write it, a transaction a chunk; `told` hears of each when it is on the disk.

    `engine` None: worker processes if there is much to do, else this process.
    """
    total = Added()

    def note(more: Added) -> None:
        nonlocal total
        total = total + more
        if told:
            told(more)

    chunks = _chunks(store, arriving, note, now)
    ahead: list[list[Report]] = []
    if engine is None:
        engine, ahead = _engine(chunks)
    job = partial(work, rooms=rooms, threads=engine.threads)
    for worked in engine.run(job, chain(ahead, chunks)):
        added = store.add(worked.packed, now=now)
        if worked.skipped:
            store.skip(worked.skipped, now=now)
        note(added + Added(skipped=len(worked.skipped)))
    return total


def recode(
    store: Store,
    *,
    now: datetime,
    rooms: Rooms = OURS,
    engine: Engine | None = None,
    told: Callable[[Added], None] | None = None,
) -> Added:
    """Read and code all reports of a record anew; what one chunk replaces is replaced in one transaction."""
    total = Added()
    chunks = _by_size(store.reports())
    ahead: list[list[Report]] = []
    if engine is None:
        engine, ahead = _engine(chunks)
    for worked in engine.run(partial(work, rooms=rooms, threads=engine.threads), chain(ahead, chunks)):
        store.recode(worked.packed, now=now)
        if worked.skipped:
            store.skip(worked.skipped, now=now)
        more = Added(added=len(worked.packed) - len(worked.skipped), skipped=len(worked.skipped))
        total = total + more
        if told:
            told(more)
    return total


def _engine(chunks: Iterator[list[Report]]) -> tuple[Engine, list[list[Report]]]:
    """The quicker engine for what is coming, and the chunks looked at to tell."""
    from onrecord.engines import Here, Workers, cores

    ahead: list[list[Report]] = []
    size = 0
    while size < WORTH_WORKERS and cores() > 1 and (chunk := next(chunks, None)):
        ahead.append(chunk)
        size += sum(len(report.text) for report in chunk)
    return (Workers() if size >= WORTH_WORKERS else Here()), ahead


def _chunks(
    store: Store, arriving: Iterable[Report | Skipped], note: Callable[[Added], None], now: datetime
) -> Iterator[list[Report]]:
    """The reports that want reading, `CHUNK` characters at a time; skips and known reports are noted on the way."""
    return _by_size(_unknown(store, arriving, note, now))


def _unknown(
    store: Store, arriving: Iterable[Report | Skipped], note: Callable[[Added], None], now: datetime
) -> Iterator[Report]:
    """The reports that want reading, each once."""
    seen: set[str] = set()
    for together in _together(arriving):
        skipped = [item for item in together if isinstance(item, Skipped)]
        for file in dict.fromkeys(map(file_of, skipped)):
            store.skip([s for s in skipped if file_of(s) == file], now=now, file=file)
        reports = {item.id: item for item in together if isinstance(item, Report)}
        known = store.known(reports) | seen
        fresh = [report for id, report in reports.items() if id not in known]
        seen |= reports.keys()
        note(Added(known=len(together) - len(skipped) - len(fresh), skipped=len(skipped)))
        yield from fresh


def _by_size(reports: Iterable[Report]) -> Iterator[list[Report]]:
    """Reports in chunks of `CHUNK` characters."""
    chunk: list[Report] = []
    size = 0
    for report in reports:
        chunk.append(report)
        size += len(report.text)
        if size >= CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _together(arriving: Iterable[Report | Skipped]) -> Iterator[list[Report | Skipped]]:
    """What arrives, in handfuls: `TOGETHER` items or a chunk of text."""
    handful: list[Report | Skipped] = []
    size = 0
    for item in arriving:
        handful.append(item)
        size += len(item.text) if isinstance(item, Report) else 100
        if len(handful) >= TOGETHER or size >= CHUNK:
            yield handful
            handful, size = [], 0
    if handful:
        yield handful


def file_of(skipped: Skipped) -> str | None:
    """The whole path of the file in which something was skipped; None where it stands in no file."""
    if skipped.stage != "ingest" or skipped.report.startswith("<"):
        return None
    path, _, line = skipped.report.rpartition(":")
    return os.path.abspath(path if path and line.isdigit() else skipped.report)


# --- all that is known by a day ------------------------------------------------------------------


class Known(NamedTuple):
    """Events with the verdicts that they rest on, the doubts as other reports settle them, stories and conditions."""

    events: list[Event]
    verdicts: list[Verdict]
    doubts: list[Doubt]
    stories: list[Story]
    conditions: Sequence[Condition] = ()


def reconcile(
    reports: Sequence[Report],
    claims: Sequence[Claim],
    persons: Sequence[Verdict],
    rooms: Rooms = OURS,
    doubts: Sequence[Doubt] = (),
    conditions: Sequence[Condition] = (),
    day: date | None = None,
) -> Known:
    """The events of these reports and claims, with a person's verdicts over the machine's; pure.

    A report whose date is doubted is dated by the others where they can; its relative times are then read anew.
    The conditions are as they stand at the end of `day`.
    """
    by_id: Mapping[str, Report] = {report.id: report for report in reports}
    origins, stories = rooms.origins(reports), rooms.group(reports)
    follows = {id: story.id for story in stories for id in story.reports}
    verdicts = rooms.verdicts(claims, by_id, origins, follows)
    settled = rooms.settle(by_id, claims, doubts, verdicts)
    if settled.reports is not by_id:
        by_id, claims = settled.reports, settled.claims
        verdicts = rooms.verdicts(claims, by_id, origins, follows)
        known = {(v.a, v.b) for v in settled.verdicts}
        verdicts = [*(v for v in verdicts if (v.a, v.b) not in known), *settled.verdicts]
    verdicts = [*verdicts, *persons]
    events = rooms.events(claims, verdicts, by_id, origins)
    stand = rooms.standing(conditions, claims, by_id, day, events, settled.doubts) if conditions else []
    return Known(events, verdicts, settled.doubts, stories, stand)


# --- the rooms one by one, for whoever wants one answer and no record ----------------------------


class Reports(Iterator[Report]):
    """Reports as they are read; what could not be read gathers in `skipped`."""

    def __init__(self, items: Iterable[Report | Skipped]) -> None:
        self._items = iter(items)
        self.skipped: list[Skipped] = []

    def __next__(self) -> Report:
        for item in self._items:
            if isinstance(item, Report):
                return item
            self.skipped.append(item)
        raise StopIteration


def read_reports(
    path: str | Path | IO[Any], *, format: str | None = None, columns: Mapping[str, str] | None = None
) -> Reports:
    """The reports of a file, a folder, a stream or standard input ("-").

    What cannot be read is in `.skipped` of the result, and `Record.add` notes it from there.
    """
    from onrecord import ingest

    return Reports(ingest.read(path, format=format, columns=columns))


def as_report(text: str | Report, published: date | str | None = None) -> Report:
    """A text as a report of that day; an ISO date may be given as a string."""
    if isinstance(text, Report):
        return text
    day = as_day(published)
    return Report(
        text=text,
        stated=day,
        published=day,
        published_how="given" if day else None,
        published_confidence=1.0 if day else 0.0,
    )


def as_day(day: date | str | None) -> date | None:
    """A day given as a date, as "2024-05-02", or not at all."""
    if isinstance(day, datetime):
        return day.date()
    if day is None or isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day.strip()[:10])
    except ValueError:
        raise InputError(f"{day!r} is no day: write it as YYYY-MM-DD") from None


def read(text: str | Report, published: date | str | None = None) -> Reading:
    """A text read: sentences, words, syntax, roles and names."""
    from onrecord import reading

    return reading.read(as_report(text, published))


def code(
    text: str | Report,
    published: date | str | None = None,
    *,
    actors: str | Path | None = None,
    types: str | Path | None = None,
) -> list[Claim]:
    """What a text says happened, is planned, is denied: its claims.

    `actors` (CSV or a PETRARCH dictionary) and `types` (TOML) are files of your own, see docs/own.md.
    """
    return list(coded(text, published, rooms=furnished.with_own(actors, types)).claims)


def coded(text: str | Report, published: date | str | None = None, *, rooms: Rooms | None = None) -> Coded:
    """Claims, conditions and figures of a text."""
    rooms = rooms or furnished.OURS
    report = as_report(text, published)
    dated = _dated(report, rooms)
    return rooms.code(dated, read(dated))


def code_many(
    reports: Iterable[Report],
    *,
    published: date | None = None,
    skipped: list[Skipped] | None = None,
    rooms: Rooms | None = None,
) -> Iterator[Claim]:
    """The claims of many reports, in their order; `published` is the day of those that state none.

    What cannot be read or coded is appended to `skipped`.
    """
    rooms = rooms or furnished.OURS
    for chunk in _by_size(reports):
        dated = [as_report(r.text, published) if published and not r.published else _dated(r, rooms) for r in chunk]
        for report, reading in zip(dated, _readings(dated, rooms, None), strict=True):
            found = reading if isinstance(reading, Skipped) else _coded(report, reading, rooms)
            if isinstance(found, Coded):
                yield from found.claims
            elif skipped is not None:
                skipped.append(found)


def explain_many(
    reports: Iterable[Report],
    *,
    published: date | None = None,
    actors: str | None = None,
    types: str | None = None,
) -> Iterator[tuple[Report, list[CodingExplanation]]]:
    """Each report with why it was coded as it was: the words behind each field, and why no other type."""
    from onrecord import reading
    from onrecord.coding.explain import explained

    own = furnished.own_of(actors, types)
    for chunk in _by_size(reports):
        dated = [as_report(r.text, published) if published and not r.published else _dated(r, OURS) for r in chunk]
        for report, read_ in zip(dated, reading.read_many(dated), strict=True):
            yield report, list(explained(report, read_, own=own))


def _coded(report: Report, reading: Reading, rooms: Rooms) -> Coded | Skipped:
    return _guarded("coding", report, lambda: rooms.code(report, reading))


def relate(
    text: str, actor: tuple[int, int] | None = None, recipient: tuple[int, int] | None = None
) -> list[tuple[str, float]]:
    """What the actor does to the recipient, marked by offsets: PLOVER types with probabilities, best first.

    One of the two may be None.  Raises `InputError` where both are, or a span lies outside the text.
    """
    from onrecord import reading
    from onrecord.coding import relate as room

    learnt = reading.between(text, actor, recipient) if actor or recipient else None
    return room.relate(text, read(text), actor, recipient, learnt=learnt)


def times(text: str, published: date | str | None = None) -> list[Time]:
    """The time expressions of a text, resolved against the day of publication."""
    from onrecord.coding import when

    return when.times(text, as_day(published), read(text))


def places(text: str) -> list[PlaceMention]:
    """The places named in a text."""
    from onrecord.coding import where

    return where.places(text, read(text))


def quotes(text: str) -> list[Quote]:
    """Who says what in a text."""
    from onrecord.coding import who_says

    return who_says.quotes(text, read(text))


def duplicates(reports: Iterable[Report]) -> list[list[str]]:
    """The ids of reports that are copies of one another, group by group."""
    from onrecord import stories

    return stories.duplicates(list(reports))


def group(reports: Iterable[Report]) -> list[Story]:
    """The stories that reports tell."""
    from onrecord import stories

    return stories.group(list(reports))
