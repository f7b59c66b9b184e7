"""One opened source: its name, its first bytes and its lines, none of them longer than we hold in memory."""

from __future__ import annotations

import codecs
import gzip
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

from onrecord.model import Skipped

LONGEST_REPORT = 1_000_000
"""Characters.  The longest news feature has 100,000; what is longer is a dump that wants splitting."""

LONGEST_LINE = 16 * 1024 * 1024
"""Bytes.  A report of the longest kind, with every character escaped, and ten more in columns that we ignore."""

_MAGIC = {
    b"%PDF": "a PDF file: save its text as .txt",
    b"PK\x03\x04": "a zip archive or an office document: unpack it, or save it as text",
    b"SQLite format 3": "a SQLite file, not a report",
    b"\x89PNG": "a picture: there is no text in it to read",
    b"\xff\xd8\xff": "a picture: there is no text in it to read",
    b"BZh": "a bzip2 archive: unpack it first",
    b"\xfd7zXZ": "an xz archive: unpack it first",
    b"\x28\xb5\x2f\xfd": "a zstd archive: unpack it first",
}


class Line(NamedTuple):
    """A line without its end; `whole` is False where it was longer than `LONGEST_LINE` and was dropped."""

    number: int
    data: bytes
    whole: bool = True


@dataclass
class Door:
    """A source of bytes with a name to report by; `at` is the line last read."""

    name: str
    stream: io.BufferedReader
    under: IO[Any]
    at: int = 0

    def head(self, size: int = 8192) -> bytes:
        """The first bytes, left in the stream."""
        return self.stream.peek(size)[:size]

    def lines(self) -> Iterator[Line]:
        """The lines in order, with `\\n` and `\\r\\n` alike; a line too long is passed over in pieces."""
        while data := self.stream.readline(LONGEST_LINE + 1):
            self.at += 1
            if len(data) <= LONGEST_LINE:
                yield Line(self.at, data.removesuffix(b"\n").removesuffix(b"\r"))
                continue
            while data and not data.endswith(b"\n"):
                data = self.stream.readline(LONGEST_LINE)
            yield Line(self.at, b"", whole=False)

    def close(self) -> None:
        """Close the stream, and the one below that it unpacks."""
        self.stream.close()
        self.under.close()

    def skipped(self, reason: str, line: int | None = None) -> Skipped:
        """What stands at `line` (or the whole source) could not be read, and why."""
        return Skipped(report=f"{self.name}:{line}" if line else self.name, stage="ingest", reason=reason)


def open_path(path: Path) -> Door:
    """The file at `path`, unpacked if it is gzip.  Raises `OSError`."""
    return open_stream(path.open("rb"), name=str(path))


def open_stream(stream: IO[Any], name: str | None = None) -> Door:
    """A binary or text stream as a door; gzip and UTF-16 are told by their first bytes."""
    found = getattr(stream, "name", None)
    name = name or (found if isinstance(found, str) else "<stream>")
    buffered = _buffered(stream)
    if buffered.peek(2)[:2] == b"\x1f\x8b":
        buffered = io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=buffered)))
    start = buffered.peek(4)[:4]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        buffered = _as_utf8(buffered)
    elif start.startswith(codecs.BOM_UTF8):
        buffered.read(len(codecs.BOM_UTF8))
    return Door(name, buffered, stream)


def stdin() -> Door:
    """Standard input."""
    return open_stream(sys.stdin.buffer if hasattr(sys.stdin, "buffer") else sys.stdin, name="<stdin>")


def unreadable(door: Door) -> str | None:
    """Why the source is no text at all, with the next step; None if it looks like text."""
    head = door.head()
    if not head:
        return "empty: there is nothing to add"
    for magic, what in _MAGIC.items():
        if head.startswith(magic):
            return what
    if b"\0" in head:
        return "binary, not text: save it as UTF-8 text"
    return None


def _buffered(stream: IO[Any]) -> io.BufferedReader:
    """Any readable stream as one that can be peeked at."""
    inner = getattr(stream, "buffer", stream)
    if isinstance(inner, io.BufferedReader):
        return inner
    if isinstance(inner, (io.RawIOBase, io.BufferedIOBase)):
        return io.BufferedReader(cast("io.RawIOBase", inner))
    content = inner.read()
    return io.BufferedReader(
        cast("io.RawIOBase", io.BytesIO(content.encode("utf-8", "replace") if isinstance(content, str) else content))
    )


def _as_utf8(stream: io.BufferedReader) -> io.BufferedReader:
    """UTF-16 with a byte-order mark, read as UTF-8; a bad half of a pair becomes a replacement character."""
    reader = codecs.getreader("utf-16")(stream, "replace")
    return io.BufferedReader(_Recoded(reader))


class _Recoded(io.RawIOBase):
    """A decoding reader as a raw stream of UTF-8, piece by piece."""

    def __init__(self, reader: codecs.StreamReader) -> None:
        self._reader = reader
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._rest:
            self._rest = self._reader.read(len(buffer)).encode("utf-8", "replace")
        piece, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)
