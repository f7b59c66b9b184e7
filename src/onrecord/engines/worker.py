"""The worker process: receives a function, then chunks, and answers each, until its input ends."""

from __future__ import annotations

import os
import pickle
import struct
import sys
from typing import IO, Any, NamedTuple

_LENGTH = struct.Struct("!Q")


class Answer(NamedTuple):
    """What came of a chunk: a result, or the error that the work raised."""

    result: Any = None
    error: Exception | None = None


def send(pipe: IO[bytes], thing: object) -> None:
    """Write one pickled thing with its length before it."""
    packed = pickle.dumps(thing, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(packed)))
    pipe.write(packed)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """Read one thing; raises `EOFError` where the other end is gone."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    packed = pipe.read(length)
    if len(packed) < length:
        raise EOFError
    return pickle.loads(packed)


def can_be_sent(thing: object) -> bool:
    """Whether another process could receive this."""
    try:
        pickle.dumps(thing, protocol=pickle.HIGHEST_PROTOCOL)
    except (pickle.PicklingError, AttributeError, TypeError):
        return False
    return True


def main() -> None:
    """Answer on what was standard output; whatever the work prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    questions = sys.stdin.buffer
    try:
        work = receive(questions)
    except (EOFError, ImportError, AttributeError):  # what we know nothing of here is done there
        return
    try:
        while True:
            send(answers, _answer(work, receive(questions)))
    except (EOFError, KeyboardInterrupt, BrokenPipeError):
        return


def _answer(work: Any, chunk: Any) -> Answer:
    """The result of one chunk; any error goes back to be raised there, whole if it can be sent."""
    try:
        return Answer(result=work(chunk))
    except Exception as error:
        try:
            pickle.loads(pickle.dumps(error))
        except Exception:
            return Answer(error=RuntimeError(f"{type(error).__name__}: {error}"))
        return Answer(error=error)
