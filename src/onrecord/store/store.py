"""The store: reports, what they say, what persons ruled, and what was skipped."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from onrecord.errors import UnknownId
from onrecord.model import Added, Claim, Condition, Correction, Doubt, Event, Figure, Report, Skipped, Verdict
from onrecord.store import derivations, rows
from onrecord.store.derivations import Derivation
from onrecord.store.faults import translated
from onrecord.store.rows import Packed, Row
from onrecord.store.schema import connect
from onrecord.store.search import CLOSE, OPEN, Found, around, query, spans

KEPT = 72
"""Derived results kept: stories, doubts and conditions as known on so many days."""


class Store:
    """A record file, open.  One transaction a batch; what a call has returned from is on the disk.

    Raises `NotARecord`, `NewerRecord`, `MissingInput` (with `create=False`) and `RecordError`.
    """

    def __init__(self, path: str | Path, *, create: bool = True) -> None:
        self.path = Path(path)
        self._connection = connect(self.path, create=create)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    # --- writing -----------------------------------------------------------------------------

    def add(self, batch: Sequence[Packed], *, now: datetime) -> Added:
        """Write reports with what was found in them, all or none.

        A report that is known already changes nothing, unless it has not been read till now and is
        read in `batch`.  One that could not be read is kept, and counted neither as added nor as known.
        """
        added = known = 0
        with self._writing():
            for packed in batch:
                coded = self._coded(packed.report.id)
                if coded is None:
                    self._insert(packed, now)
                    added += bool(packed.coder)
                elif not coded and packed.coder:
                    self._write_coded(packed, now)
                    added += 1
                else:
                    known += bool(coded)
        return Added(added=added, known=known)

    def recode(self, batch: Sequence[Packed], *, now: datetime) -> None:
        """Replace what was found in reports, and their dates, by what `batch` holds; verdicts stay."""
        with self._writing():
            for packed in batch:
                for table in ("claim", "condition", "figure", "doubt"):
                    self._run(f"DELETE FROM {table} WHERE report = ?", (packed.report.id,))
                self._write_coded(packed, now)

    def skip(self, items: Iterable[Skipped], *, now: datetime, file: str | None = None) -> None:
        """Note what could not be read; `file` is the whole path of the file it stands in."""
        with self._writing():
            self._connection.executemany(
                "INSERT INTO skipped VALUES (?, ?, ?, ?, ?, NULL) ON CONFLICT (report, stage) "
                "DO UPDATE SET reason = excluded.reason, file = excluded.file, at = excluded.at, mended = NULL",
                [(s.report, s.stage, s.reason, file, _stamp(now)) for s in items],
            )

    def settle(self, file: str, still: Iterable[str], *, now: datetime) -> None:
        """A file has been read to its end: whatever was skipped in it before, and is not `still`, has been mended."""
        kept = set(still)
        open_ = self._rows("SELECT report FROM skipped WHERE file = ? AND mended IS NULL", (file,))
        done = [(_stamp(now), report) for (report,) in open_ if report not in kept]
        if done:
            with self._writing():
                self._connection.executemany("UPDATE skipped SET mended = ? WHERE report = ?", done)

    def judge(self, verdicts: Sequence[Verdict]) -> None:
        """Append verdicts of a person, all or none.  Raises `UnknownId` for a claim that is not in the record."""
        with self._writing():
            for verdict in verdicts:
                marks = [rows.mark(self._mark(claim)) for claim in (verdict.a, verdict.b)]
                self._run(
                    "INSERT INTO verdict (a, b, a_mark, b_mark, noun) VALUES (?, ?, ?, ?, ?)",
                    (verdict.a, verdict.b, *marks, verdict.model_dump_json(exclude_defaults=True)),
                )

    def correct(self, corrections: Sequence[Correction]) -> None:
        """Append corrections of a person, all or none.  Raises `UnknownId` for a claim that is not in the record."""
        with self._writing():
            for one in corrections:
                self._run(
                    "INSERT INTO correction (claim, mark, noun) VALUES (?, ?, ?)",
                    (one.claim, rows.mark(self._mark(one.claim)), one.model_dump_json(exclude_defaults=True)),
                )

    # --- reading -----------------------------------------------------------------------------

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside is of one moment, whatever others write meanwhile."""
        if self._connection.in_transaction:
            yield
            return
        with translated(self.path):
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("COMMIT")

    @property
    def reading(self) -> bool:
        """Whether this is inside a `snapshot`."""
        return self._connection.in_transaction

    @property
    def revision(self) -> int:
        """A number that goes up with every change."""
        return int(self._rows("SELECT value FROM state WHERE name = 'revision'")[0][0])

    def counts(self) -> dict[str, int]:
        """How much of each noun there is."""
        tables = ("report", "claim", "condition", "figure", "verdict")
        found = {table: int(self._rows(f"SELECT count(*) FROM {table}")[0][0]) for table in tables}
        return found | {"skipped": len(self.skipped())}

    def known(self, ids: Iterable[str]) -> set[str]:
        """Those of the reports that have been read and need no reading again."""
        listed = json.dumps(list(ids))
        found = self._rows(
            "SELECT id FROM report WHERE coded IS NOT NULL AND id IN (SELECT value FROM json_each(?))", (listed,)
        )
        return {id for (id,) in found}

    def reports(self, *, as_of: date | None = None, coder: str | None = None) -> list[Report]:
        """The reports known by the end of `as_of`, in order of their day and id; or those that `coder` has not read."""
        where, values = _where(("day <= ?", as_of), ("coded IS NOT ?", coder))
        found = self._rows(f"SELECT {rows.REPORT_COLUMNS} FROM report {where} ORDER BY day, id", values)
        return [rows.to_report(row) for row in found]

    def days(self, *, as_of: date | None = None, reports: Iterable[str] | None = None) -> dict[str, date]:
        """For each report (or each of these) the day on which it was published, as well as we know it."""
        listed = None if reports is None else json.dumps(sorted(reports))
        where, values = _where(("day <= ?", as_of), ("id IN (SELECT value FROM json_each(?))", listed))
        found = self._rows(f"SELECT id, coalesce(published, stated) FROM report {where}", values)
        return {id: date.fromisoformat(day) for id, day in found if day}

    def counted(self, *, as_of: date | None = None) -> dict[str, int]:
        """How many figures there are of each kind, most first."""
        where, values = _where(("r.day <= ?", as_of))
        sql = f"SELECT what, count(*) FROM figure t JOIN report r ON r.id = t.report {where} GROUP BY what"
        return dict(sorted(self._rows(sql, values), key=lambda row: (-row[1], row[0])))

    def undated(self, *, since: datetime) -> list[Report]:
        """The reports recorded since that moment of which no day is known."""
        found = self._rows(
            f"SELECT {rows.REPORT_COLUMNS} FROM report "
            "WHERE recorded >= ? AND published IS NULL AND stated IS NULL ORDER BY id",
            (_stamp(since),),
        )
        return [rows.to_report(row) for row in found]

    def report(self, id: str) -> Report:
        """One report.  Raises `UnknownId`."""
        found = self._rows(f"SELECT {rows.REPORT_COLUMNS} FROM report WHERE id = ?", (id,))
        if not found:
            raise UnknownId(f"no report {id} in {self.path}: search for it with  onrecord search")
        return rows.to_report(found[0])

    def claims(
        self,
        *,
        as_of: date | None = None,
        type: str | None = None,
        status: str | None = None,
        since: date | None = None,
        until: date | None = None,
        report: str | None = None,
    ) -> list[Claim]:
        """Claims in order of their report's day, report and place in it.

        `since` and `until` bound the event's days; a claim whose event has no day goes by its report's.
        """
        where, values = _where(
            ("r.day <= ?", as_of),
            ("c.type = ?", type),
            ("c.status = ?", status),
            ("coalesce(c.last, c.first, r.day) >= ?", since),
            ("coalesce(c.first, c.last, r.day) <= ?", until),
            ("c.report = ?", report),
        )
        found = self._rows(
            f"SELECT c.noun FROM claim c JOIN report r ON r.id = c.report {where} ORDER BY r.day, r.id, c.start, c.id",
            values,
        )
        return [Claim.model_validate_json(noun) for (noun,) in found]

    def claims_by_id(self, ids: Iterable[str]) -> dict[str, Claim]:
        """Those of these claims that are in the record."""
        listed = json.dumps(list(ids))
        found = self._rows("SELECT id, noun FROM claim WHERE id IN (SELECT value FROM json_each(?))", (listed,))
        return {id: Claim.model_validate_json(noun) for id, noun in found}

    def claim_ids(self, beginning: str) -> list[str]:
        """The claims whose id begins so."""
        found = self._rows(
            "SELECT id FROM claim WHERE id >= ? AND id < ? ORDER BY id", (beginning, beginning + "\uffff")
        )
        return [id for (id,) in found]

    def conditions(self, *, as_of: date | None = None) -> list[Condition]:
        """Conditions in order of their report's day, report and place in it."""
        found = self._of_reports("condition", as_of)
        conditions = [(day, Condition.model_validate_json(noun)) for day, noun in found]
        return [c for _, c in sorted(conditions, key=lambda d: (d[0], d[1].report, d[1].sentence.start, d[1].id))]

    def figures(self, *, as_of: date | None = None, what: str | None = None, report: str | None = None) -> list[Figure]:
        """Figures in order of their report's day, report and place in it."""
        found = self._of_reports("figure", as_of, ("t.what = ? COLLATE NOCASE", what), ("t.report = ?", report))
        figures = [(day, Figure.model_validate_json(noun)) for day, noun in found]
        return [f for _, f in sorted(figures, key=lambda d: (d[0], d[1].report or "", d[1].span.start, d[1].what))]

    def doubts(self, *, as_of: date | None = None) -> list[Doubt]:
        """Doubts in order of their report's day and id."""
        found = [(day, Doubt.model_validate_json(noun)) for day, noun in self._of_reports("doubt", as_of)]
        return [d for _, d in sorted(found, key=lambda d: (d[0], d[1].report, d[1].field))]

    def verdicts(self) -> list[Verdict]:
        """What persons ruled, in the order they ruled; on the claims as they are now called.

        A verdict on a claim that nothing resembles any more is kept in the file and left out here.
        """
        found = []
        for a, b, a_mark, b_mark, noun in self._rows("SELECT a, b, a_mark, b_mark, noun FROM verdict ORDER BY seq"):
            verdict = Verdict.model_validate_json(noun)
            now = [self._living(a, a_mark), self._living(b, b_mark)]
            if None not in now and now[0] != now[1]:
                a, b = sorted(str(id) for id in now)
                found.append(verdict.model_copy(update={"a": a, "b": b}))
        return found

    def corrections(self) -> list[Correction]:
        """What persons corrected, in the order they did; of the claims as they are now called, as `verdicts`."""
        found = []
        for claim, mark, noun in self._rows("SELECT claim, mark, noun FROM correction ORDER BY seq"):
            now = self._living(claim, mark)
            if now is not None:
                found.append(Correction.model_validate_json(noun).model_copy(update={"claim": now}))
        return found

    def skipped(self, *, since: datetime | None = None) -> list[Skipped]:
        """What could not be read (`since` that moment) and has not been mended, in order of its address."""
        where, values = _where(("at >= ?", since and _stamp(since)))
        found = self._rows(
            f"SELECT report, stage, reason FROM skipped {where or 'WHERE true'} AND mended IS NULL "
            "ORDER BY file, length(report), report, stage",
            values,
        )
        return [Skipped(report=report, stage=stage, reason=reason) for report, stage, reason in found]

    def search(self, words: str, *, as_of: date | None = None, limit: int = 20) -> list[Found]:
        """The reports in whose title or text all the words stand, best first."""
        wanted = query(words)
        if not wanted:
            return []
        found = self._rows(
            "SELECT r.id, r.title, r.source, r.published, r.text, bm25(words, 2.0, 1.0) AS rank, "
            f"highlight(words, 1, '{OPEN}', '{CLOSE}') FROM words JOIN report r ON r.seq = words.rowid "
            "WHERE words MATCH ? AND r.day <= ? ORDER BY rank, r.id LIMIT ?",
            (wanted, (as_of or date.max).isoformat(), limit),
        )
        return [_found(row) for row in found]

    # --- derived -----------------------------------------------------------------------------

    def derived(self, key: str, *, late: bool = False) -> bytes | None:
        """What was derived under `key` from the record as it now is, if it is still kept; or, `late`, as it was."""
        now = "(SELECT value FROM state WHERE name = 'revision')"
        found = self._rows(f"SELECT made FROM derived WHERE key = ? AND (? OR revision = {now})", (key, late))
        return bytes(found[0][0]) if found else None

    def keep(self, key: str, revision: int, made: bytes) -> None:
        """Keep what was derived at `revision`, in the place of what was kept under this key; it may be dropped.

        A record that cannot be written to, or is being written to, keeps nothing.
        """

        def write(connection: sqlite3.Connection) -> None:
            connection.execute("INSERT OR REPLACE INTO derived VALUES (?, ?, ?)", (key, revision, made))
            connection.execute(
                "DELETE FROM derived WHERE rowid NOT IN (SELECT rowid FROM derived ORDER BY rowid DESC LIMIT ?)",
                (KEPT,),
            )

        self._keep(write)

    def keep_events(self, key: str, revision: int, events: Sequence[Event], verdicts: Iterable[Verdict]) -> None:
        """Keep the events and verdicts derived at `revision`, likewise; the events in the order of listings."""
        self._keep(lambda connection: derivations.write(connection, key, revision, events, verdicts))

    def derivation(self, key: str, *, late: bool = False) -> Derivation | None:
        """The events kept under `key`, if they are still those of the record as it now is, or `late`."""
        with translated(self.path):
            return derivations.find(self._connection, key, late=late)

    def _keep(self, write: Callable[[sqlite3.Connection], None]) -> None:
        """Write what may as well not be kept."""
        if self._connection.in_transaction:
            return
        try:
            self._connection.execute("PRAGMA busy_timeout = 200")
            self._connection.execute("BEGIN IMMEDIATE")
            write(self._connection)
            self._connection.execute("COMMIT")
        except sqlite3.OperationalError:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        finally:
            self._connection.execute("PRAGMA busy_timeout = 30000")

    # --- inside ------------------------------------------------------------------------------

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction that is on the disk when the block ends, or has never been."""
        with translated(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("UPDATE state SET value = value + 1 WHERE name = 'revision'")
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _run(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        return self._connection.execute(sql, values)

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        with translated(self.path):
            return self._connection.execute(sql, values).fetchall()

    def _coded(self, id: str) -> str | None:
        """None for a report that is not there, "" for one that has not been read, else its coder."""
        found = self._run("SELECT coalesce(coded, '') FROM report WHERE id = ?", (id,)).fetchone()
        return str(found[0]) if found else None

    def _insert(self, packed: Packed, now: datetime) -> None:
        report = packed.report
        places = ", ".join("?" * 12)
        cursor = self._run(
            f"INSERT INTO report ({rows.REPORT_COLUMNS}, day) VALUES ({places})", rows.report_row(report, now)
        )
        self._run(
            "INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", (cursor.lastrowid, report.title, report.text)
        )
        if packed.coder:
            self._write_coded(packed, now)

    def _write_coded(self, packed: Packed, now: datetime) -> None:
        """What was found in a report, and its dates; its being skipped before is mended."""
        id = packed.report.id
        _, _, _, _, _, _, stated, published, how, sure, _, _ = rows.report_row(packed.report, now)
        self._run(
            "UPDATE report SET coded = ?, published = ?, published_how = ?, published_confidence = ?, "
            "day = coalesce(?, ?, date(recorded)) WHERE id = ?",
            (packed.coder, published, how, sure, published, stated, id),
        )
        self._connection.executemany(f"INSERT OR IGNORE INTO claim VALUES ({_marks(10)})", packed.claims)
        self._connection.executemany(f"INSERT OR IGNORE INTO condition VALUES ({_marks(4)})", packed.conditions)
        self._connection.executemany(f"INSERT INTO figure VALUES ({_marks(5)})", packed.figures)
        self._connection.executemany(f"INSERT INTO doubt VALUES ({_marks(2)})", packed.doubts)
        self._run("UPDATE skipped SET mended = ? WHERE report = ? AND mended IS NULL", (_stamp(now), id))

    def _of_reports(self, table: str, as_of: date | None, *tests: tuple[str, object]) -> list[Row]:
        where, values = _where(("r.day <= ?", as_of), *tests)
        return self._rows(f"SELECT r.day, t.noun FROM {table} t JOIN report r ON r.id = t.report {where}", values)

    def _mark(self, claim: str) -> Row:
        found = self._run("SELECT report, type, trigger, start, end FROM claim WHERE id = ?", (claim,)).fetchone()
        if not found:
            raise UnknownId(f"no claim {claim} in {self.path}: list them with  onrecord explain {self.path} EVENT")
        row: Row = found
        return row

    def _living(self, claim: str, mark: str) -> str | None:
        """The claim that a verdict means now: itself, or the one in its place after its report was coded anew."""
        if self._rows("SELECT 1 FROM claim WHERE id = ?", (claim,)):
            return claim
        report, type, trigger, start, end = json.loads(mark)
        found = self._rows(
            "SELECT id FROM claim WHERE report = ? AND start < ? AND end > ? AND (type = ? OR trigger = ?) "
            "ORDER BY (type = ?) + (trigger = ?) DESC, abs(start - ?), id LIMIT 1",
            (report, end, start, type, trigger, type, trigger, start),
        )
        return str(found[0][0]) if found else None


def _where(*tests: tuple[str, object]) -> tuple[str, list[str]]:
    """The conditions whose value is given, and the values."""
    given = [(test, value.isoformat() if isinstance(value, date) else str(value)) for test, value in tests if value]
    return ("WHERE " + " AND ".join(test for test, _ in given) if given else ""), [value for _, value in given]


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _stamp(now: datetime) -> str:
    """A moment as it is written: to the second, in UTC, so that moments can be compared as text."""
    now = now.astimezone(UTC)
    return now.isoformat(timespec="microseconds")


def _found(row: Row) -> Found:
    id, title, source, published, text, rank, marked = row
    words = spans(marked)
    return Found(
        report=id,
        title=title,
        source=source,
        published=published,
        text=text,
        quote=around(text, words[0]) if words else None,
        words=words,
        score=round(-rank, 4),
    )
