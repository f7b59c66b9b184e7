"""One desk: the record, opened once a thread, its users and sessions."""

from __future__ import annotations

import getpass
import subprocess
import sys
import threading
from collections import OrderedDict
from datetime import date
from pathlib import Path

from starlette.requests import Request

from onrecord.errors import InputError
from onrecord.pipeline import as_day
from onrecord.record import Record
from onrecord.web import users
from onrecord.web.guard import Session, Sessions
from onrecord.web.views import Clock

BRING = "import sys; from onrecord import Record; Record(sys.argv[1], create=False).derive(as_of=sys.argv[2] or None)"
"""What the process does that brings a record up to date."""


MOST, LARGEST = 256, 2_000_000
"""Pages that are kept, and the bytes of the largest of them."""


class Pages:
    """The pages that were asked for last, as they were made; a key says of which state of the record they are."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._one = threading.Lock()

    def get(self, key: str) -> bytes | None:
        """A page, if it is kept."""
        with self._one:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: str, page: bytes) -> bytes:
        """Keep a page, and give it back."""
        if len(page) <= LARGEST:
            with self._one:
                self._kept[key] = page
                while len(self._kept) > MOST:
                    self._kept.popitem(last=False)
        return page


class Desk:
    """What the pages and the API share.

    Without users everyone at this machine may judge, by the name of the user of this computer; with users one must
    log in.  `read_only` lets nobody judge.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self.sessions = Sessions()
        self._threads = threading.local()
        self.pages = Pages()
        self._one = threading.Lock()
        self._bringing: subprocess.Popen[bytes] | None = None
        Record(path, create=False).close()  # an error here is one that the command line can tell

    @property
    def record(self) -> Record:
        """The record, as this thread has it open."""
        found: Record | None = getattr(self._threads, "record", None)
        if found is None:
            found = self._threads.record = Record(self.path, create=False, lag=True)
        return found

    def keep_up(self, as_of: date | None = None) -> bool:
        """See to it that the record is brought up to date; True while what is shown is behind.

        A process of its own does that, so that no reader waits; only what was never derived is waited for, once.
        """
        if not self.record.behind(as_of=as_of):
            return False
        with self._one:
            if self._bringing is not None and self._bringing.poll() is None:
                return True
            if not self.record.has_derived(as_of=as_of):
                self.record.derive(as_of=as_of)
                return False
            if self.record.behind(as_of=as_of):
                command = [sys.executable, "-c", BRING, str(self.path), as_of.isoformat() if as_of else ""]
                self._bringing = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return True

    def close(self) -> None:
        """End what still runs for the desk."""
        if self._bringing is not None:
            self._bringing.kill()
            self._bringing.wait()

    @property
    def wants_password(self) -> bool:
        """Whether one must log in."""
        return bool(users.users(self.path))

    def session(self, request: Request) -> Session | None:
        """Who asks; without users everyone has a session, begun with the first page."""
        found: Session | None = getattr(request.state, "session", None) or self.sessions.of(request)
        if found is None and not self.wants_password:
            found = self.sessions.begin(_me(), "judge")
        request.state.session = found
        return found

    def may_judge(self, session: Session | None) -> bool:
        """Whether someone may rule on events."""
        return session is not None and session.role == "judge" and not self.read_only


def clock_of(request: Request) -> Clock:
    """The day as of which a page is asked for.  Raises `InputError`."""
    return Clock(day_of(request, "as_of"))


def day_of(request: Request, name: str) -> date | None:
    """A day in the address.  Raises `InputError`."""
    given = request.query_params.get(name, "").strip()
    return as_day(given) if given else None


def number_of(request: Request, name: str, otherwise: int, most: int) -> int:
    """A number from 0 to `most` in the address.  Raises `InputError`."""
    given = request.query_params.get(name, str(otherwise))
    if not given.isascii() or not given.isdigit() or int(given[:12]) > most:
        raise InputError(f"{name}={given[:40]!r}: give a number from 0 to {most}")
    return int(given)


def _me() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "desk"
