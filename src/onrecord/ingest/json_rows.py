"""JSON Lines, and JSON files that hold an array or one object after another."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date

from onrecord.ingest.door import LONGEST_LINE, Door
from onrecord.ingest.row import kind, report
from onrecord.model import Report, Skipped

_NEXT = re.compile(r"\}\s*,?\s*(?=\{)")
_BLANK = re.compile(r"[\s,]*")
_PIECE = 1 << 20
_TAIL = 256
_UNDECODED = re.compile("[\udc80-\udcff]")
_DECODER = json.JSONDecoder()
_MEND = "correct it and add the file again"


def read_lines(door: Door, columns: Mapping[str, str], today: date) -> Iterator[Report | Skipped]:
    """One report a line; a line that is not JSON is skipped and the next one read."""
    for line in door.lines():
        if not line.whole:
            yield door.skipped("a line of more than 16 MB: no report is that long, split it", line.number)
            continue
        try:
            text = line.data.decode()
            value = json.loads(text) if text.strip() else None
        except UnicodeDecodeError as error:
            yield door.skipped(
                f"not UTF-8 (byte {error.start + 1} of the line): convert it and add it again", line.number
            )
        except (ValueError, RecursionError) as error:
            yield door.skipped(f"not JSON ({_why(error)}): {_MEND}", line.number)
        else:
            if text.strip():
                yield _row(value, columns, f"{door.name}:{line.number}", today)


def read_values(door: Door, columns: Mapping[str, str], today: date) -> Iterator[Report | Skipped]:
    """The objects of an array, or one after another, read piece by piece so that size does not matter.

    After a value that is not JSON reading goes on at the next `}, {`.
    """
    pieces = _Pieces(door)
    array = False
    while pieces.more():
        if pieces.now() == ("]" if array else "["):
            array = not array
            pieces.on(1)
            continue
        line = pieces.line
        try:
            value, raw = pieces.value()
        except (ValueError, RecursionError) as error:
            yield door.skipped(f"not JSON ({_why(error)}): {_MEND}", line)
            pieces.resume()
            continue
        if _UNDECODED.search(raw):
            yield door.skipped("not UTF-8: convert the file, iconv -f LATIN1 -t UTF-8, and add it again", line)
        else:
            yield _row(value, columns, f"{door.name}:{line}", today)
    if array:
        reason = "the array is not closed: the file may have been cut short; mend it and add it again"
        yield door.skipped(reason, pieces.line)


class _Pieces:
    """A window on a stream of JSON values: no more of it is held than one value needs."""

    def __init__(self, door: Door) -> None:
        self._door, self._text, self._at, self._ended = door, "", 0, False
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self.line = 1

    def more(self) -> bool:
        """Move to the next value, past blanks and commas; False at the end."""
        while True:
            found = _BLANK.match(self._text, self._at)
            self.on((found.end() if found else self._at) - self._at)
            if self._at < len(self._text):
                return True
            if not self._fill():
                return False

    def now(self) -> str:
        """The character that comes next."""
        return self._text[self._at]

    def on(self, count: int) -> None:
        """Go on by `count` characters."""
        self.line += self._text.count("\n", self._at, self._at + count)
        self._at += count
        self._door.at = self.line

    def value(self) -> tuple[object, str]:
        """The next value and how it is written; raises `ValueError` where it is none."""
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except ValueError:
                if len(self._text) - self._at > LONGEST_LINE:
                    raise ValueError("a value of more than 16 MB") from None
                if not self._fill():
                    raise
            else:
                raw = self._text[self._at : end]
                self.on(end - self._at)
                return value, raw

    def resume(self) -> None:
        """Go on behind the next `}, {`, or to the end, without holding what lies between."""
        while (found := _NEXT.search(self._text, self._at)) is None:
            held = len(self._text) - self._at
            self.on(max(0, held - _TAIL))
            if not self._fill():
                self.on(len(self._text) - self._at)
                return
        self.on(found.end() - self._at)

    def _fill(self) -> bool:
        """Hold more of the stream: twice what is held, so that long values are not tried too often."""
        if self._ended:
            return False
        held = self._text[self._at :]
        piece = self._door.stream.read(max(_PIECE, len(held)))
        self._ended = not piece
        self._text, self._at = held + self._decoder.decode(piece, final=self._ended), 0
        return bool(piece)


def _row(value: object, columns: Mapping[str, str], at: str, today: date) -> Report | Skipped:
    """The report of one JSON value."""
    if not isinstance(value, dict):
        reason = f"{kind(value)}, not an object with a text: {_MEND}"
        return Skipped(report=at, stage="ingest", reason=reason)
    return report(renamed(value, columns), at, today)


def renamed(row: Mapping[str, object], columns: Mapping[str, str]) -> Mapping[str, object]:
    """The row with the columns that the user named under our names."""
    if not columns:
        return row
    return {**row, **{ours: row.get(theirs) for ours, theirs in columns.items()}}


def _why(error: Exception) -> str:
    """The fault in a phrase."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg[0].lower()}{error.msg[1:]} at character {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:80]
