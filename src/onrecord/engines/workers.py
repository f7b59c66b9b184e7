"""Chunks shared out to worker processes, one core each.

The workers are started as programs of their own, not by `multiprocessing`: that would run the user's
script again in each of them unless it were guarded, and a fork after the reader has been loaded
would inherit locks that nobody holds.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from onrecord.engines import worker

T = TypeVar("T")
R = TypeVar("R")

MOST = 4
"""Workers at most: each holds the reader (about 300 MB)."""

_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from onrecord.engines.worker import main; main()"


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers:
    """Chunks in processes beside this one; a worker that dies has its chunk done here instead.

    The work and the chunks are sent by pickle; work that cannot be sent (a lambda, a function of a
    script) is done here.
    """

    threads: int | None = 1

    def __init__(self, count: int | None = None) -> None:
        self.count = count or min(cores(), MOST)

    def run(self, work: Callable[[T], R], chunks: Iterable[T]) -> Iterator[R]:
        """The result of each chunk, as soon as it is there; an error of the work is raised here."""
        if not worker.can_be_sent(work):
            yield from map(work, chunks)
            return
        wanted: queue.SimpleQueue[T | None] = queue.SimpleQueue()
        done: queue.SimpleQueue[tuple[T, worker.Answer | None]] = queue.SimpleQueue()
        crew = [_Crew(work, wanted, done) for _ in range(self.count)]
        waiting = 0
        try:
            for chunk in chunks:
                wanted.put(chunk)
                waiting += 1
                if waiting > 2 * self.count:
                    yield _result(work, *done.get())
                    waiting -= 1
            for _ in range(waiting):
                yield _result(work, *done.get())
        finally:
            for one in crew:
                one.stop()
            for _ in crew:
                wanted.put(None)
            for one in crew:
                one.join()


def _result(work: Callable[[T], R], chunk: T, answer: worker.Answer | None) -> R:
    """The result in an answer; without an answer the work is done here."""
    if answer is None:
        return work(chunk)
    if answer.error is not None:
        raise answer.error
    result: R = answer.result
    return result


class _Crew(threading.Thread):
    """One worker process with the thread that talks to it."""

    def __init__(self, work: Callable[[Any], Any], wanted: Any, done: Any) -> None:
        super().__init__(daemon=True)
        self._wanted, self._done = wanted, done
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _START, json.dumps(sys.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            self._send(work)
        except OSError:
            self._process = None  # no more processes to be had: all is done here
        self.start()

    def run(self) -> None:
        """Hand on chunks until told to stop."""
        while (chunk := self._wanted.get()) is not None:
            self._done.put((chunk, self._asked(chunk)))

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        if self._process:
            self._process.kill()

    def join(self, timeout: float | None = None) -> None:
        """Wait for the thread, and free what the process held."""
        super().join(timeout)
        if self._process:
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe:
                    _close(pipe)
            self._process.wait()

    def _asked(self, chunk: object) -> worker.Answer | None:
        """The answer of the process; None if it died."""
        if self._process is None or self._process.stdout is None:
            return None
        try:
            self._send(chunk)
            answer = worker.receive(self._process.stdout)
        except (OSError, EOFError, ValueError):
            return None
        return answer if isinstance(answer, worker.Answer) else None

    def _send(self, thing: object) -> None:
        if self._process and self._process.stdin:
            worker.send(self._process.stdin, thing)


def _close(pipe: Any) -> None:
    """Close a pipe whose other end may be gone already."""
    try:
        pipe.close()
    except OSError:
        return
