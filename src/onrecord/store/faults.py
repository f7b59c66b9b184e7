"""What SQLite complains of, said in our words with the next step."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import NotARecord, RecordError

WAIT = 30.0
"""Seconds to wait for another process that writes to the same record."""

_SAID = {
    sqlite3.SQLITE_BUSY: f"another program has been writing to it for {WAIT:.0f} seconds: try again when it is done",
    sqlite3.SQLITE_LOCKED: "another program is writing to it: try again when it is done",
    sqlite3.SQLITE_FULL: "the disk is full; what was reported as added is kept: make room and add the rest again",
    sqlite3.SQLITE_READONLY: "it may not be written to: change its mode, or copy it",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened: check that its folder exists and may be written to",
    sqlite3.SQLITE_IOERR: "the disk failed; what was reported as added is kept: check the disk and try again",
    sqlite3.SQLITE_PERM: "it may not be opened: change its mode, or copy it",
}
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn a fault of the file into a `RecordError`; a fault of ours goes through as it is."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _DAMAGED:
            raise not_a_record(path) from error
        if code in _SAID:
            raise RecordError(f"{path}: {_SAID[code]}") from error
        raise


def not_a_record(path: Path) -> NotARecord:
    """The file is damaged or somebody else's."""
    return NotARecord(
        f"{path}: not a record of onrecord, or damaged: give another name, "
        "or restore it from a copy, or make it again from the reports"
    )
