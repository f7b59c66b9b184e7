"""A record: reports go in, what happened comes out, and every answer leads back to a sentence."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from onrecord import pipeline
from onrecord import rooms as furnished
from onrecord.errors import InputError, UnknownId
from onrecord.model import Added, Claim, Condition, Correction, Doubt, Event, Figure, Report, Skipped, Story, Verdict
from onrecord.pipeline import Known, as_day
from onrecord.record import diff as room_diff
from onrecord.record import explanation, filters
from onrecord.record import near as room_near
from onrecord.record import positions as room_positions
from onrecord.record import snapshot as room_snapshot
from onrecord.record import underway as room_underway
from onrecord.record import values as room_values
from onrecord.record.arriving import Coming, arriving, is_of, name_of
from onrecord.record.corrected import checked, corrected
from onrecord.record.diff import Diff
from onrecord.record.explanation import Explanation
from onrecord.record.filters import Filter
from onrecord.record.known import AsKnown, Kept, Made
from onrecord.record.positions import Position
from onrecord.record.snapshot import Snapshot, Verified
from onrecord.record.underway import UnderWay, telling
from onrecord.record.values import Values
from onrecord.rooms import Rooms
from onrecord.store import Found, Outline, Store

if TYPE_CHECKING:
    import polars

    from onrecord.brief import Brief
    from onrecord.engines import Engine

Day = date | str | None

_CONDITIONS: TypeAdapter[list[Condition]] = TypeAdapter(list[Condition])
_DOUBTS: TypeAdapter[list[Doubt]] = TypeAdapter(list[Doubt])
_STORIES: TypeAdapter[list[Story]] = TypeAdapter(list[Story])


class Record:
    """The record in the file `path`, which is made if it is absent (unless `create=False`).

        with Record("crisis.db") as record:
            record.add("reports/")
            for event in record.events(actor="QAT", as_of="2024-05-02"):
                ...

    `as_of` everywhere asks what was known at the end of a day: it counts the reports published by then.
    `actors` and `types` are files of your own by which reports are coded (docs/own.md).
    With `lag` it answers from what was last derived while that is behind (see `behind`, `derive`), for whoever would
    rather not wait.  `now` is the clock (for the moment a report or verdict was recorded).  Raises `NotARecord`,
    `NewerRecord`, `MissingInput` or `RecordError`.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        create: bool = True,
        actors: str | Path | None = None,
        types: str | Path | None = None,
        rooms: Rooms | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        lag: bool = False,
    ) -> None:
        self._rooms = rooms or furnished.with_own(actors, types)  # before the file is made: these may be malformed
        self._store = Store(path, create=create)
        self._now = now
        self._lag = lag
        self._held: tuple[tuple[int, date | None], Known] | None = None

    @property
    def path(self) -> Path:
        """The file."""
        return self._store.path

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # --- in ----------------------------------------------------------------------------------

    def add(
        self,
        reports: Coming,
        *,
        progress: bool = False,
        format: str | None = None,
        columns: Mapping[str, str] | None = None,
        engine: Engine | None = None,
    ) -> Added:
        """Add reports: a file, a folder, "-", a stream, a `Report`, or an iterable of any of them.

        What was added before is known and changes nothing; what cannot be read is in `skipped()`.
        When the call returns, and at each step of `progress` (a bar, on a terminal), what was counted is
        on the disk.  A file added again after it was mended completes the record.
        """
        from onrecord.record.progress import bar

        read_files: dict[str, set[str]] = {}
        own = {os.path.abspath(f"{self.path}{end}") for end in ("", "-wal", "-shm")}
        coming = (item for item in arriving(reports, format, columns, read_files) if not is_of(item, own))
        with bar(progress) as shown, telling(self.path, "add", name_of(reports), self._now) as heard:
            told = _both(shown, heard)
            added = pipeline.add(self._store, coming, now=self._now(), rooms=self._rooms, engine=engine, told=told)
        for file, still in read_files.items():
            self._store.settle(file, still, now=self._now())
        return added

    def rebuild(self, *, progress: bool = False, engine: Engine | None = None) -> Added:
        """Read and code all reports anew, as after an update of onrecord; persons' verdicts stay.

        Stopped in the middle, it leaves every report whole, read by the old coder or the new.
        """
        from onrecord.record.progress import bar

        with bar(progress) as shown, telling(self.path, "rebuild", "", self._now) as heard:
            told = _both(shown, heard)
            return pipeline.recode(self._store, now=self._now(), rooms=self._rooms, engine=engine, told=told)

    def under_way(self) -> list[UnderWay]:
        """The `add`s and `rebuild`s that run now, here or in other processes, with what they have done so far."""
        return room_underway.under_way(self.path, self._now())

    def behind(self, *, as_of: Day = None) -> bool:
        """Whether reports or rulings have come in since the events of a day were last derived."""
        return self._store.derivation(self._key(as_day(as_of))) is None

    def stamp(self, *, as_of: Day = None) -> str:
        """What changes when anything that is told of a day does; with `lag`, when it is told."""
        derivation = self._store.derivation(self._key(as_day(as_of)), late=self._lag)
        return f"{derivation.id if derivation else ''} {self._store.revision}"

    def has_derived(self, *, as_of: Day = None) -> bool:
        """Whether the events of a day were ever derived, however long ago."""
        return self._store.derivation(self._key(as_day(as_of)), late=True) is not None

    def derive(self, *, as_of: Day = None) -> bool:
        """Bring the events, stories and conditions of a day up to date; False where there was nothing to do."""
        day = as_day(as_of)
        if not self.behind(as_of=day):
            return False
        self._keep(self._key(day), day, late=False)
        return True

    def judge(self, a: str, b: str, *, same: bool | None = True, by: str) -> list[Verdict]:
        """Rule that two claims, or events, are the same event (or are not); it stands over the machine's verdict.

        An event stands for its claims: to join two, one claim of each is ruled the same; to part them, each is
        ruled different from each.  A claim can be parted from the event it is in.  `same=None` takes an earlier
        ruling of `by` back.  Ids may be shortened as long as they are unambiguous.  Raises `UnknownId`, or
        `InputError` where the two are one.
        """
        if not by.strip() or by == "machine":
            raise InputError("a verdict wants the name of the person who gives it: by='name'")
        ones, others = self._claims_of(a), self._claims_of(b)
        if ones == others or (same and set(ones) & set(others)):
            raise InputError(f"{a} and {b} are one already: name two events, or two claims")
        if same:
            ones, others = ones[:1], others[:1]
        pairs = sorted({tuple(sorted((x, y))) for x in ones for y in others if x != y})
        at = self._now()
        verdicts = [Verdict(a=x, b=y, same=same, by=by.strip(), at=at) for x, y in pairs]
        self._store.judge(verdicts)
        return verdicts

    def correct(self, id: str, *, by: str, field: str, value: str | None, why: str | None = None) -> list[Correction]:
        """Put right what onrecord read: of a claim, or of all claims of an event; it outlives a `rebuild`.

        `field` is "type" (`value` as in "ASSAULT/aerial"), "status", "actor" or "recipient" (`value` a name, "" for
        nobody) or "event" (`value` "no": the words tell none).  `value=None` takes back what `by` said.  What onrecord
        read stays in `explain`.  Raises `UnknownId`, or `InputError` for a value that no claim can have.
        """
        if not by.strip() or by == "machine":
            raise InputError("a correction wants the name of the person who makes it: by='name'")
        what, put = checked(field, value)
        at = self._now()
        made = [
            Correction(claim=claim, field=what, value=put, why=(why or "").strip() or None, by=by.strip(), at=at)
            for claim in self._claims_of(id)
        ]
        self._store.correct(made)
        return made

    # --- out ---------------------------------------------------------------------------------

    def events(
        self,
        *,
        as_of: Day = None,
        since: Day = None,
        until: Day = None,
        actor: str | None = None,
        recipient: str | None = None,
        type: str | None = None,
        place: str | None = None,
        status: str | None = None,
        label: str | None = None,
        reports: Sequence[str] | None = None,
        limit: int | None = None,
        offset: int = 0,
        values: str = "origins",
    ) -> list[Event]:
        """What happened, is planned, is denied: one entry an event, in order of its day.

        `since` and `until` bound the days of the event; one without a day goes by its first report.
        `reports` are ids of reports of which one must tell it.  At most `limit` events, from the one at `offset`
        (counted from 0) on.  `values` says which value of a disputed field is shown: that of most "origins", the
        "latest", the most "conservative" (the lowest figure) or the "range" (low, best, high), see
        `record/values.py`; filters go by those of most origins.
        """
        how = room_values.way(values)
        told = None if reports is None else tuple(reports)
        asked = Filter(as_day(since), as_day(until), actor, recipient, type, place, status, label, told)
        with self._as_known(as_day(as_of)) as known:
            found = list(islice(known.events(asked), offset, None if limit is None else offset + limit))
            return found if how == "origins" else self._by_values(found, how, known.doubts)

    def outlines(self, *, as_of: Day = None, since: Day = None, until: Day = None) -> list[Outline]:
        """All events in outline, for counting and drawing: a hundredth of the work of `events`."""
        with self._as_known(as_day(as_of)) as known:
            return list(known.outlines(Filter(as_day(since), as_day(until))))

    def near(self, name: str, *, places: bool = False, as_of: Day = None) -> list[str]:
        """Names of parties, or of places, that are near to one that nobody goes by ("Norwai"): at most three."""
        return room_near.near(self.events(as_of=as_of), name, places=places)

    def event(self, id: str, *, as_of: Day = None) -> Event:
        """One event: by its id, the beginning of its id, or the id of a claim in it.  Raises `UnknownId`."""
        with self._as_known(as_day(as_of)) as known:
            return self._event(id, known)

    def claims(
        self,
        *,
        as_of: Day = None,
        since: Day = None,
        until: Day = None,
        actor: str | None = None,
        recipient: str | None = None,
        type: str | None = None,
        place: str | None = None,
        status: str | None = None,
        label: str | None = None,
        report: str | None = None,
    ) -> list[Claim]:
        """What each report says, in order of the reports' days; filters as for `events`."""
        asked = Filter(as_day(since), as_day(until), actor, recipient, type, place, status, label)
        plain = filters.known_type(type)[0] if type else None
        with self._store.snapshot():
            corrections = self._store.corrections()
            if corrections:  # one may have another type or status than the tables know
                plain = status = None
            found = self._store.claims(
                as_of=as_day(as_of), type=plain, status=status, since=asked.since, until=asked.until, report=report
            )
        found = corrected(found, corrections)
        tests = asked.tests()
        return [claim for claim in found if all(test(claim) for test in tests)]

    def figures(
        self,
        *,
        what: str | None = None,
        as_of: Day = None,
        since: Day = None,
        until: Day = None,
        report: str | None = None,
    ) -> list[Figure]:
        """The numbers that reports give, as a series: in order of what is counted and of the day they hold for.

        `what` is what is counted ("killed"); a figure without a day of its own goes by its report's.
        """
        with self._store.snapshot():
            days = self._store.days(as_of=as_day(as_of))
            found = self._store.figures(as_of=as_day(as_of), what=what, report=report)
        first, last = as_day(since) or date.min, as_day(until) or date.max

        def day(figure: Figure) -> date:
            return figure.as_of or days.get(figure.report or "") or date.min

        kept = [f for f in found if first <= day(f) <= last]
        return sorted(kept, key=lambda f: (f.what, day(f), f.report or "", f.span.start))

    def counted(self, *, as_of: Day = None) -> dict[str, int]:
        """What is counted in the figures of the reports, and how often; most first."""
        return self._store.counted(as_of=as_day(as_of))

    def days(self, *, as_of: Day = None) -> list[date]:
        """The days on which reports were published, in order."""
        return sorted(set(self._store.days(as_of=as_day(as_of)).values()))

    def conditions(self, *, as_of: Day = None, actor: str | None = None, state: str | None = None) -> list[Condition]:
        """If this, then that: by the day of the report, each once and as it stood at the end of `as_of`.

        Other reports that tell the same condition are in its `also`.
        `state` is "open", "fired", "averted" or "lapsed" (docs/conditions.md).
        """
        filters.known_state(state)
        return [
            condition
            for condition in self._conditions(as_day(as_of))
            if (state is None or condition.state == state)
            and (actor is None or any(filters.is_party(p, actor) for t in condition.tellings for p in t.actors))
        ]

    def stories(self, *, as_of: Day = None, since: Day = None, until: Day = None) -> list[Story]:
        """The developments that reports follow, newest first; `since` and `until` bound the days of their reports."""
        day = as_day(as_of)
        first, last = as_day(since), as_day(until)
        found = self._stories(day)
        kept = [
            story
            for story in found
            if (first is None or (story.last is not None and story.last >= first))
            and (last is None or (story.first is not None and story.first <= last))
        ]
        return sorted(kept, key=lambda s: (-(s.last or date.min).toordinal(), -(s.first or date.min).toordinal(), s.id))

    def origins(self, reports: Sequence[Report] | None = None, *, as_of: Day = None) -> dict[str, str]:
        """For each report the origin that its text goes back to; copies share one.  Of all reports, or of these."""
        return self._rooms.origins(self.reports(as_of=as_of) if reports is None else reports)

    def doubts(self, *, as_of: Day = None) -> list[Doubt]:
        """Dates of reports that are not believed as stated, and why; with the days that other reports give them."""
        with self._as_known(as_day(as_of)) as known:
            return known.doubts

    def reports(self, *, as_of: Day = None) -> list[Report]:
        """The reports in order of their days."""
        return self._store.reports(as_of=as_day(as_of))

    def report(self, id: str) -> Report:
        """One report.  Raises `UnknownId`."""
        return self._store.report(id)

    def skipped(self, *, since: datetime | None = None) -> list[Skipped]:
        """What could not be read (`since` that moment), with the reason and the next step; mended things left out."""
        return self._store.skipped(since=since)

    def undated(self, *, since: datetime) -> list[Report]:
        """The reports recorded since that moment of which no day is known."""
        return self._store.undated(since=since)

    def verdicts(self) -> list[Verdict]:
        """What persons ruled, in the order they ruled."""
        return self._store.verdicts()

    def corrections(self) -> list[Correction]:
        """What persons put right, in the order they did."""
        return self._store.corrections()

    def search(self, words: str, *, as_of: Day = None, limit: int = 20) -> list[Found]:
        """The reports that hold all these words (or phrases in quotes), best first, each with a quote."""
        return self._store.search(words, as_of=as_day(as_of), limit=limit)

    def explain(self, event: str, *, as_of: Day = None) -> Explanation:
        """Every field of an event, its values, the sentences behind them, and why its claims were joined.

        The id may be shortened; that of a claim stands for its event.  Raises `UnknownId`.
        """
        with self._as_known(as_day(as_of)) as known:
            found = self._event(event, known)
            claims, corrections = self._put_right(found.claims), self._store.corrections()
            reports = {id: self._store.report(id) for id in found.reports}
            return explanation.explain(found, claims, reports, known.verdicts(found.claims), known.doubts, corrections)

    def diff(self, since: Day, until: Day = None) -> Diff:
        """What was learnt, corrected, contradicted and settled between the ends of two days (`until` None: by now).

        Raises `InputError` where the days are in the wrong order.
        """
        first, last = as_day(since), as_day(until)
        if first is None:
            raise InputError("from which day? name it: since='2024-05-01'")
        today = last or self._now().date()
        if first > today:
            raise InputError(f"{first} is after {today}: name the earlier day first")
        for day in (first, last):
            self._keep(self._key(day), day)
        with self._as_known(first) as was, self._as_known(last) as now:
            before, after = was.but(now), now.but(was)
            doubts_before, doubts = was.doubts, now.doubts
        found = room_diff.diff(first, today, before, after)
        return found.model_copy(
            update={
                "conditions": room_diff.conditions_changed(self._conditions(first), self._conditions(last)),
                "doubted": room_diff.newly_doubted(doubts_before, doubts),
            }
        )

    def positions(self, *, actor: str | None = None, toward: str | None = None, as_of: Day = None) -> list[Position]:
        """How actors stand to one another over time, and where that turned (`record/positions.py` gives the rule).

        `actor` and `toward` are countries (name or code) or names.
        """
        # where they meet or agree, `actor` is one of several who act: the filter finds those too
        found = room_positions.positions(self.events(as_of=as_of, actor=actor))
        return [p for p in found if filters.is_named(p.actor, actor) and filters.is_named(p.toward, toward)]

    def snapshot(self, *, as_of: Day = None) -> Snapshot:
        """The record frozen under a hash that can be cited; `verify` says what has changed since."""
        from onrecord import __version__

        day = as_day(as_of)
        with self._as_known(day) as known:
            events, reports = list(known.events(Filter())), self.reports(as_of=day)
        return room_snapshot.freeze(
            reports,
            events,
            self._conditions(day),
            as_of=day,
            version=__version__,
            coder=self._rooms.coder(),
        )

    def verify(self, snapshot: Snapshot | str | Path) -> Verified:
        """Whether the record still tells what a snapshot (or its file) says, and if not, what differs."""
        then = snapshot if isinstance(snapshot, Snapshot) else room_snapshot.load(snapshot)
        return room_snapshot.verify(then, self.snapshot(as_of=then.as_of))

    def brief(
        self,
        *,
        as_of: Day = None,
        since: Day = None,
        stories: Sequence[str] = (),
        format: str = "markdown",
        title: str = "Brief",
        values: str = "origins",
    ) -> str:
        """What happened, story by story, every sentence with the quote that it rests on: "markdown", "html", "text".

        `since`: only what became known after the end of that day, with what changed first.  `stories`: only these, each
        by its id or the id of a report in it.  `values` as for `events`.  Raises `InputError` or `UnknownId`.
        """
        from onrecord import brief as room

        writers = {"markdown": room.markdown, "html": room.html, "text": room.text}
        if format not in writers:
            raise InputError(f"no brief in {format!r}; there are: {', '.join(writers)}")
        return writers[format](self._brief(as_day(as_of), as_day(since), stories, title, values))

    def brief_pdf(
        self,
        *,
        as_of: Day = None,
        since: Day = None,
        stories: Sequence[str] = (),
        title: str = "Brief",
        values: str = "origins",
    ) -> bytes:
        """The same as a PDF.  Raises `MissingExtra` without Typst."""
        from onrecord import brief as room

        return room.pdf(self._brief(as_day(as_of), as_day(since), stories, title, values))

    def _brief(self, as_of: date | None, since: date | None, stories: Sequence[str], title: str, values: str) -> Brief:
        from onrecord import brief as room

        changes = self.diff(since, as_of) if since else None
        with self._as_known(as_of):
            chosen = [self._story(id, as_of) for id in stories] or self.stories(as_of=as_of)
            told = {r for s in chosen for r in s.reports} if stories else None
            events = self.events(as_of=as_of, reports=sorted(told) if told is not None else None, values=values)
            by_id = {e.id: e for e in events}
            if changes:
                learnt = {e.id for e in changes.learnt}
                events = [e for e in events if e.id in learnt]
            new = {id for id, day in self._store.days(as_of=as_of).items() if since is None or day > since}

            def kept(report: str | None) -> bool:
                return report in new and (told is None or report in told)

            return room.brief(
                events,
                [c for c in self.conditions(as_of=as_of) if since is None or kept(c.report)],
                chosen,
                self.reports(as_of=as_of),
                claims=self.claims(as_of=as_of),
                figures=[f for f in self.figures(as_of=as_of) if (since is None and told is None) or kept(f.report)],
                doubts=[d for d in self.doubts(as_of=as_of) if since is None or kept(d.report)],
                title=title,
                as_of=as_of,
                since=since,
                changed=[
                    room.Changed(by_id[c.event], c.field, c.before, c.after, c.reports)
                    for c in (*changes.revised, *changes.corrected)
                    if c.event in by_id and c.field not in ("joined", "parted")
                ]
                if changes
                else (),
            )

    def _story(self, id: str, as_of: date | None) -> Story:
        """A story by its id, the beginning of its id, or the id of a report in it.  Raises `UnknownId`."""
        known = self._stories(as_of)
        found = [s for s in known if s.id == id or id in s.reports] or [s for s in known if s.id.startswith(id)]
        if len(found) != 1 or not id:
            raise UnknownId(f"no story {id!r} in {self.path}: list them with  onrecord stories {self.path}")
        return found[0]

    def export(self, format: str, **asked: Any) -> Iterator[str]:
        """The lines of a file in another program's format; filters as for `events`.

        Formats: "plover", "polecat", "icews", "gdelt-events", "gdelt-mentions", "acled", "ucdp", "hxl", "geojson",
        "graphml", "csv" (docs/export.md).  The same reports give the same bytes, in whatever order they were added.
        Raises `InputError` for another.
        """
        from onrecord import export as room

        reports = {report.id: report for report in self.reports(as_of=asked.get("as_of"))}
        return room.export(self.events(**asked), reports, format=format)

    def left_out(self, format: str, **asked: Any) -> int:
        """How many events a format has no place for: plans, fears and denials, and types that it does not know."""
        from onrecord import export as room

        return sum(not room.holds(event, format) for event in self.events(**asked))

    def frame(self, kind: str, **asked: Any) -> polars.DataFrame:
        """A Polars data frame of "events", "claims", "reports" or "figures"; filters as for the list of that name.

        Raises `MissingExtra` without Polars.
        """
        from onrecord.record.frames import frame

        nouns: dict[str, Callable[..., Sequence[object]]] = {
            "events": self.events,
            "claims": self.claims,
            "reports": self.reports,
            "figures": self.figures,
        }
        return frame(kind, nouns[kind](**asked) if kind in nouns else ())

    def counts(self) -> dict[str, int]:
        """How much of each noun the record holds."""
        return self._store.counts()

    # --- inside ------------------------------------------------------------------------------

    def _by_values(self, events: list[Event], how: Values, doubts: Sequence[Doubt]) -> list[Event]:
        """The events with other values of their disputed fields; only the claims behind these are read."""
        claims = self._put_right(room_values.wanted(events, how))
        days = self._store.days(reports={c.report for c in claims.values()})
        for doubt in doubts:
            if doubt.field == "stated" and doubt.report in days:
                better = (doubt.better or "").partition("/")[0]
                days[doubt.report] = date.fromisoformat(better) if better else date.min
        return room_values.choose(events, how, claims, days)

    def _key(self, as_of: date | None) -> str:
        """What the events of a day are kept under."""
        return f"{as_of} {self._rooms.fingerprint()}"

    @contextmanager
    def _as_known(self, as_of: date | None) -> Iterator[AsKnown]:
        """All events by the end of a day; whatever is read inside is of one moment."""
        key = self._key(as_of)
        if not self._store.reading:
            self._keep(key, as_of)
        with self._store.snapshot():
            yield self._kept(key, late=self._lag) or Made(self._derived(as_of))

    def _kept(self, key: str, *, late: bool) -> AsKnown | None:
        """The events kept in the file, if nothing has changed since, or `late`."""
        derivation, doubts = self._store.derivation(key, late=late), self._store.derived(f"doubts {key}", late=late)
        return Kept(derivation, _DOUBTS.validate_json(doubts)) if derivation and doubts else None

    def _keep(self, key: str, as_of: date | None, *, late: bool | None = None) -> None:
        """Derive the events and keep them in the file, unless they are there."""
        with self._store.snapshot():
            if self._kept(key, late=self._lag if late is None else late):
                return
            revision = self._store.revision
            known = self._derived(as_of)
        self._store.keep(f"doubts {key}", revision, _DOUBTS.dump_json(known.doubts))
        self._store.keep(f"stories {key}", revision, _STORIES.dump_json(known.stories))
        self._store.keep(f"conditions {key}", revision, _CONDITIONS.dump_json(list(known.conditions)))
        self._store.keep_events(key, revision, known.events, known.verdicts)
        if self._store.derivation(key):
            self._held = None  # the file has it

    def _derived(self, as_of: date | None) -> Known:
        """The events by the end of a day, derived; remembered for where they cannot be kept in the file."""
        revision = self._store.revision
        if self._held is None or self._held[0] != (revision, as_of):
            reports, claims = self._store.reports(as_of=as_of), self._store.claims(as_of=as_of)
            claims = corrected(claims, self._store.corrections())
            doubts, conditions = self._store.doubts(as_of=as_of), self._store.conditions(as_of=as_of)
            known = pipeline.reconcile(reports, claims, self._ruled(claims), self._rooms, doubts, conditions, as_of)
            self._held = (revision, as_of), known._replace(events=sorted(known.events, key=_in_order))
        return self._held[1]

    def _conditions(self, as_of: date | None) -> list[Condition]:
        """All conditions as they stood at the end of a day, derived with the events."""
        key = self._key(as_of)
        if not self._store.reading:
            self._keep(key, as_of)
        with self._store.snapshot():
            kept = self._store.derived(f"conditions {key}", late=self._lag)
            return _CONDITIONS.validate_json(kept) if kept else list(self._derived(as_of).conditions)

    def _stories(self, as_of: date | None) -> list[Story]:
        """All stories by the end of a day, derived with the events."""
        key = self._key(as_of)
        if not self._store.reading:
            self._keep(key, as_of)
        with self._store.snapshot():
            kept = self._store.derived(f"stories {key}", late=self._lag)
            return _STORIES.validate_json(kept) if kept else self._derived(as_of).stories

    def _ruled(self, claims: Sequence[Claim]) -> list[Verdict]:
        """The persons' verdicts on these claims."""
        there = {claim.id for claim in claims}
        return [v for v in self._store.verdicts() if v.a in there and v.b in there]

    def _put_right(self, claims: Iterable[str]) -> dict[str, Claim]:
        """These claims as persons corrected them, by id."""
        found = corrected(list(self._store.claims_by_id(claims).values()), self._store.corrections())
        return {claim.id: claim for claim in found}

    def _claims_of(self, id: str) -> list[str]:
        """The claims that an id stands for: a claim for itself, an event for its claims."""
        claims = self._store.claim_ids(id)
        with self._as_known(None) as known:
            events = known.named(id) if id and not claims else []
        if id in claims or len(claims) + len(events) == 1:
            return [id] if id in claims else claims or list(events[0].claims)
        raise UnknownId(_ambiguous(id, [*claims, *(e.id for e in events)], self.path))

    def _event(self, id: str, known: AsKnown) -> Event:
        """The event that an id, or its beginning, or the id of a claim in it, names."""
        found = known.named(id) if id else []
        if len(found) != 1:
            raise UnknownId(_ambiguous(id, [e.id for e in found], self.path))
        return found[0]


def _in_order(event: Event) -> tuple[date, date, str, str]:
    """Events by day, those without a day by their first report; by nothing that depends on when they were added."""
    when = event.when
    first = (when.earliest or when.latest) if when else None
    last = (when.latest or when.earliest) if when else None
    otherwise = event.first_published or date.max
    return first or otherwise, last or otherwise, event.type, event.id


def _ambiguous(id: str, found: Sequence[str], path: Path) -> str:
    """Why an id names nothing, or more than one thing."""
    if found:
        return f"{id!r} could be {', '.join(found[:4])}{' ...' if len(found) > 4 else ''}: give more of it"
    return f"no event or claim {id!r} in {path}: list them with  onrecord events {path}"


def _both(shown: Callable[[Added], None] | None, heard: Callable[[Added], None]) -> Callable[[Added], None]:
    """One function for two that hear of each step."""

    def told(more: Added) -> None:
        heard(more)
        if shown:
            shown(more)

    return told
