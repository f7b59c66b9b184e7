"""The tables of a record, and how a file of an older version becomes one of this version."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path

from onrecord.errors import MissingInput, NewerRecord, NotARecord, RecordError
from onrecord.store.faults import WAIT, not_a_record, translated

OURS = 0x6F6E7265
"""`application_id` of the file: "onre"."""

VERSION = 3
"""`user_version` of the file; goes up by one with each entry in `STEPS`."""

TABLES = """
CREATE TABLE report (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    title TEXT,
    source TEXT,
    url TEXT,
    language TEXT NOT NULL,
    stated TEXT,
    published TEXT,
    published_how TEXT,
    published_confidence REAL NOT NULL,
    recorded TEXT NOT NULL,
    day TEXT NOT NULL,   -- published, else stated, else recorded: the day from which the report was known
    coded TEXT           -- the coder that read it; NULL while it has not been read
);
CREATE INDEX report_day ON report (day);

CREATE VIRTUAL TABLE words USING fts5 (
    title, text, content = 'report', content_rowid = 'seq', tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TABLE claim (
    id TEXT PRIMARY KEY,
    report TEXT NOT NULL REFERENCES report (id),
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    first TEXT,          -- earliest and latest day of the event
    last TEXT,
    trigger TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    noun TEXT NOT NULL
);
CREATE INDEX claim_report ON claim (report);
CREATE INDEX claim_type ON claim (type, status);
CREATE INDEX claim_first ON claim (first);

CREATE TABLE condition (
    id TEXT PRIMARY KEY,
    report TEXT NOT NULL REFERENCES report (id),
    state TEXT NOT NULL,
    noun TEXT NOT NULL
);
CREATE INDEX condition_report ON condition (report);

CREATE TABLE figure (
    report TEXT NOT NULL REFERENCES report (id),
    start INTEGER NOT NULL,
    what TEXT NOT NULL,
    as_of TEXT,
    noun TEXT NOT NULL
);
CREATE INDEX figure_report ON figure (report);
CREATE INDEX figure_what ON figure (what);

CREATE TABLE doubt (
    report TEXT NOT NULL REFERENCES report (id),
    noun TEXT NOT NULL
);
CREATE INDEX doubt_report ON doubt (report);

CREATE TABLE verdict (
    seq INTEGER PRIMARY KEY,
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    a_mark TEXT NOT NULL,   -- report, type, sentence and trigger of the claim, so that the verdict
    b_mark TEXT NOT NULL,   -- finds it again when the report has been coded anew
    noun TEXT NOT NULL
);

CREATE TABLE skipped (
    report TEXT NOT NULL,
    stage TEXT NOT NULL,
    reason TEXT NOT NULL,
    file TEXT,              -- the whole path of the file it stands in
    at TEXT NOT NULL,
    mended TEXT,            -- when it was read after all; NULL while it is not
    PRIMARY KEY (report, stage)
);
CREATE INDEX skipped_file ON skipped (file);

CREATE TABLE derived (
    key TEXT PRIMARY KEY,
    revision INTEGER NOT NULL,
    made BLOB NOT NULL
);

CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
INSERT INTO state VALUES ('revision', 0);
"""

DERIVATIONS = """
CREATE TABLE derivation (        -- the events as known on a day, of one revision of the record
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    revision INTEGER NOT NULL
);

CREATE TABLE derived_event (
    derivation INTEGER NOT NULL,
    place INTEGER NOT NULL,      -- in the order in which events are listed
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    mode TEXT,
    status TEXT NOT NULL,
    wide INTEGER NOT NULL,       -- 1: its days are more than a month apart
    first INTEGER,               -- earliest and latest day, as ordinals; of its first report where none is known
    last INTEGER,
    noun TEXT NOT NULL,
    outline TEXT NOT NULL,       -- score, actors, recipients, places: for counting and drawing many
    PRIMARY KEY (derivation, place)
);
CREATE INDEX derived_event_id ON derived_event (derivation, id);
CREATE INDEX derived_event_kind ON derived_event (derivation, type, mode, status, place);
CREATE INDEX derived_event_status ON derived_event (derivation, status, place);
CREATE INDEX derived_event_day ON derived_event (derivation, wide, first, last);

CREATE TABLE derived_member (
    derivation INTEGER NOT NULL,
    claim TEXT NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (derivation, claim)
) WITHOUT ROWID;

CREATE TABLE derived_term (      -- words and codes by which events are found
    derivation INTEGER NOT NULL,
    role TEXT NOT NULL,
    term TEXT NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (derivation, role, term, place)
) WITHOUT ROWID;

CREATE TABLE derived_verdict (
    seq INTEGER PRIMARY KEY,
    derivation INTEGER NOT NULL,
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    noun TEXT NOT NULL
);
CREATE INDEX derived_verdict_a ON derived_verdict (derivation, a);
CREATE INDEX derived_verdict_b ON derived_verdict (derivation, b);
DELETE FROM derived;
"""

CORRECTIONS = """
CREATE TABLE correction (
    seq INTEGER PRIMARY KEY,
    claim TEXT NOT NULL,
    mark TEXT NOT NULL,      -- as for a verdict
    noun TEXT NOT NULL
);
"""

STEPS: dict[int, str] = {1: DERIVATIONS, 2: CORRECTIONS}
"""From version n to n + 1: the statements."""


def connect(path: Path, *, create: bool = True) -> sqlite3.Connection:
    """The record at `path`, made if it is absent and `create` allows.

    Raises `MissingInput`, `NotARecord`, `NewerRecord` or `RecordError`, each with the next step.
    """
    if path.is_dir():
        raise RecordError(f"{path}: a folder, not a record: name a file in it, {path / 'crisis.db'}")
    if not path.exists():
        if not create:
            raise MissingInput(f"{path}: no such record: make it with  onrecord add {path} REPORTS")
        if not path.parent.is_dir():
            raise RecordError(f"{path}: there is no folder {path.parent}: make it first")
    elif not _looks_ours(path):
        raise not_a_record(path)
    with translated(path):
        connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
        try:
            _prepare(connection, path, create)
        except BaseException:
            connection.close()
            raise
    with _LOOKING:
        _LOOKED_AT.add(_identity(path))
    return connection


_LOOKED_AT: set[tuple[int, int]] = set()
"""The files that this process has looked into, or made."""

_LOOKING = threading.Lock()


def _looks_ours(path: Path) -> bool:
    """Whether a file is empty or begins as SQLite does (which takes a file of a few bytes for an empty one).

    A file is looked into once in a process: to close it gives up all locks that the process holds on it (POSIX), also
    those of its open connections, and another process might then clear away the log that they are reading.
    """
    try:
        with _LOOKING:
            if _identity(path) in _LOOKED_AT:
                return True
            with path.open("rb") as file:
                head = file.read(16)
            if head == b"SQLite format 3\0":
                _LOOKED_AT.add(_identity(path))
    except OSError as error:
        raise RecordError(f"{path}: it cannot be read ({error.strerror}): change its mode, or copy it") from None
    return head in (b"", b"SQLite format 3\0")


def _identity(path: Path) -> tuple[int, int]:
    """What tells one file from another, whatever its name."""
    told = path.stat()
    return told.st_dev, told.st_ino


def _prepare(connection: sqlite3.Connection, path: Path, create: bool) -> None:
    """Settings of a connection, and the tables if the file has none yet."""
    connection.execute("PRAGMA foreign_keys = ON")
    if _version(connection, path) == VERSION:
        connection.execute("PRAGMA synchronous = FULL")
        return
    if not create and _blank(connection):
        raise NotARecord(f"{path}: an empty file, not a record: make it with  onrecord add {path} REPORTS")
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection, path)  # another process may have been quicker
        if version == 0:
            _run(connection, TABLES)
        for step in range(version or 1, VERSION):
            _run(connection, STEPS[step])
        connection.execute(f"PRAGMA application_id = {OURS}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Write-ahead logging; SQLite does not wait by itself where two processes that make one file turn it on at once."""
    until = time.monotonic() + WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            if time.monotonic() > until:
                raise
            time.sleep(0.01)


def _run(connection: sqlite3.Connection, statements: str) -> None:
    """Several statements inside the transaction that is open (`executescript` would end it)."""
    statement = ""
    for line in statements.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


def _blank(connection: sqlite3.Connection) -> bool:
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return bool(tables == 0)


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the file: 0 if it is new; raises for a file that is not ours or newer than we are."""
    mine = not connection.in_transaction
    if mine:
        connection.execute("BEGIN")  # one look at the three, for another process may be making the tables
    try:
        (owner,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        blank = _blank(connection)
    finally:
        if mine:
            connection.execute("COMMIT")
    if owner == OURS and version > VERSION:
        raise NewerRecord(
            f"{path}: made by a newer onrecord (its version is {version}, this one knows {VERSION}): "
            "update onrecord and try again"
        )
    if owner == OURS and version > 0:
        return int(version)
    if not blank:
        raise not_a_record(path)
    return 0
