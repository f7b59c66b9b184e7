"""What an `add` or `rebuild` tells other processes while it runs: a small hidden file beside the record.

The file is gone when the work is done.  One that was killed leaves its file behind; nobody takes it for work, and the
next `add` clears it away.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from onrecord.model import Added, Noun

FRESH = timedelta(minutes=10)
"""How long work is believed to go on of which nothing is heard."""

OFTEN = 0.25
"""Seconds between one telling and the next, at least."""


class UnderWay(Noun):
    """An `add` or `rebuild` that runs: when it began, when it was last heard of, and what is on the disk so far.

    `what` is the name of the file or folder that is read, as far as it has one.
    """

    verb: Literal["add", "rebuild"]
    what: str = ""
    began: datetime
    heard: datetime
    so_far: Added = Added()

    @property
    def words(self) -> str:
        """The same in a line."""
        n = self.so_far
        done = "read anew" if self.verb == "rebuild" else "added"
        whence = f" from {self.what}" if self.what else ""
        known = f", {n.known:,} known" if n.known else ""
        return f"{n.added:,} report{'' if n.added == 1 else 's'} {done}{whence}{known}, {n.skipped:,} skipped so far"


@contextmanager
def telling(
    record: Path, verb: Literal["add", "rebuild"], what: str, now: Callable[[], datetime]
) -> Iterator[Callable[[Added], None]]:
    """A function that hears of each step of the work, and tells it to whoever asks `under_way`.

    Where the file cannot be written nothing is told, and the work goes on.
    """
    _clear(record, now())
    file = record.with_name(f".{record.name}.working-{os.getpid()}-{next(_NUMBERS)}")
    state = UnderWay(verb=verb, what=what, began=now(), heard=now())
    last = time.monotonic()
    _write(file, state)

    def told(more: Added) -> None:
        nonlocal state, last
        state = state.model_copy(update={"so_far": state.so_far + more, "heard": now()})
        if time.monotonic() - last >= OFTEN:
            last = time.monotonic()
            _write(file, state)

    try:
        yield told
    finally:
        with suppress(OSError):
            file.unlink()


def under_way(record: Path, now: datetime) -> list[UnderWay]:
    """The work on a record that runs now, the longest first."""
    found = [state for file in _files(record) if (state := _read(file)) and _lives(file, state, now)]
    return sorted(found, key=lambda state: state.began)


_NUMBERS = count()


def _files(record: Path) -> list[Path]:
    start = f".{record.name}.working-"
    try:
        return sorted(p for p in record.parent.iterdir() if p.name.startswith(start) and p.suffix != ".new")
    except OSError:
        return []


def _write(file: Path, state: UnderWay) -> None:
    """Write a state whole, or not at all."""
    new = file.with_name(file.name + ".new")
    with suppress(OSError):
        try:
            new.write_text(state.model_dump_json(), encoding="utf-8")
            os.replace(new, file)
        except OSError:
            new.unlink(missing_ok=True)


def _read(file: Path) -> UnderWay | None:
    try:
        return UnderWay.model_validate(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError):
        return None


def _lives(file: Path, state: UnderWay, now: datetime) -> bool:
    """Whether the process that wrote a file still runs, as far as can be told from here."""
    if now - state.heard > FRESH:
        return False
    if os.name != "posix":
        return True
    number = file.name.rpartition("working-")[2].partition("-")[0]
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _clear(record: Path, now: datetime) -> None:
    """Delete what killed work has left behind."""
    for file in _files(record):
        state = _read(file)
        if state is None or not _lives(file, state, now):
            with suppress(OSError):
                file.unlink()
