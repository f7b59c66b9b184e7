"""Which reader a source wants, and the walk through a folder."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

from onrecord.errors import InputError, MissingInput
from onrecord.ingest.door import Door, open_path, open_stream, stdin, unreadable
from onrecord.ingest.json_rows import read_lines, read_values
from onrecord.ingest.row import KEYS
from onrecord.ingest.tables import read_table
from onrecord.ingest.text import read_text
from onrecord.model import Report, Skipped

FORMATS = ("text", "jsonl", "json", "csv", "tsv")

_ENDINGS = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".html": "markup",
    ".htm": "markup",
    ".xml": "markup",
    ".rss": "markup",
}
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<rss", b"<feed")


def read(
    source: str | Path | IO[Any],
    *,
    format: str | None = None,
    columns: Mapping[str, str] | None = None,
    today: date | None = None,
) -> Iterator[Report | Skipped]:
    """The reports of a file, a folder, a stream or standard input ("-"), in order.

    `format` is one of `FORMATS`; without it the name's ending tells, or the first bytes.  `columns`
    maps our names to the file's: `{"text": "body"}`.  Dates after `today` (the computer's) are not
    believed.  Raises `MissingInput` where there is no such file or it may not be read, `InputError`
    for an unknown format or column; all else that goes wrong is a `Skipped` and the rest is read.
    """
    if format is not None and format not in FORMATS:
        raise InputError(f"no format called {format!r}; there are: {', '.join(FORMATS)}")
    columns = dict(columns or {})
    if unknown := sorted(set(columns) - set(KEYS)):
        raise InputError(f"no column of ours is called {unknown[0]!r}; there are: {', '.join(KEYS)}")
    today = today or datetime.now(UTC).date()
    if source == "-":
        return _read_opened(stdin, "<stdin>", format, columns, today)
    if not isinstance(source, (str, Path)):
        return _read_opened(
            lambda: open_stream(source), str(getattr(source, "name", "<stream>")), format, columns, today
        )
    path = Path(source)
    if path.is_dir():
        return _read_folder(path, format, columns, today)
    try:
        path.open("rb").close()
    except OSError as error:
        raise MissingInput(f"{path}: {_why(error)}") from None
    return _read_path(path, format, columns, today)


def files(folder: Path) -> Iterator[Path]:
    """The files below a folder in the order of their paths; hidden ones and a README are left out."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and not name.upper().startswith("README"):
                yield Path(root, name)


def _read_folder(folder: Path, format: str | None, columns: dict[str, str], today: date) -> Iterator[Report | Skipped]:
    """The reports of all files below a folder."""
    found = False
    for path in files(folder):
        found = True
        yield from _read_path(path, format, columns, today)
    if not found:
        yield Skipped(report=str(folder), stage="ingest", reason="an empty folder: there is nothing to add")


def _read_path(path: Path, format: str | None, columns: dict[str, str], today: date) -> Iterator[Report | Skipped]:
    """The reports of a file, which is opened only when the first one is asked for."""
    yield from _read_opened(lambda: open_path(path), str(path), format, columns, today)


def _read_opened(
    opening: Callable[[], Door], name: str, format: str | None, columns: dict[str, str], today: date
) -> Iterator[Report | Skipped]:
    """The reports of a source, or a word on why it cannot be opened (no permission, a gzip that is cut off)."""
    try:
        door = opening()
    except (OSError, EOFError, zlib.error) as error:
        yield Skipped(report=name, stage="ingest", reason=_why(error))
    else:
        yield from _read_door(door, format, columns, today)


def _read_door(door: Door, format: str | None, columns: dict[str, str], today: date) -> Iterator[Report | Skipped]:
    """The reports of one opened source, which is closed at the end."""
    with closing(door):
        try:
            if reason := unreadable(door):
                yield door.skipped(reason)
                return
            yield from _reader(door, format or _format(door), columns, today)
        except (EOFError, zlib.error, OSError) as error:
            reason = f"damaged from here on ({error}); what stood before was read: mend the file and add it again"
            yield door.skipped(reason, door.at + 1)


def _reader(door: Door, format: str, columns: dict[str, str], today: date) -> Iterator[Report | Skipped]:
    if format == "jsonl":
        return read_lines(door, columns, today)
    if format == "json":
        return read_values(door, columns, today)
    if format in ("csv", "tsv"):
        return read_table(door, columns, today, tab=format == "tsv")
    if format == "markup":
        return iter([door.skipped("a web page or feed: save its text as .txt, or its items as JSON Lines")])
    return read_text(door, today)


def _format(door: Door) -> str:
    """The format by the ending of the name, else by the first bytes."""
    name = door.name.lower().removesuffix(".gz")
    if known := _ENDINGS.get(Path(name).suffix):
        return known
    head = door.head().lstrip()
    if head.lower().startswith(_MARKUP):
        return "markup"
    if head.startswith(b"{"):
        return "jsonl" if b"}" in head.split(b"\n", 1)[0] or b"\n" not in head else "json"
    if head.startswith(b"[") and head[1:].lstrip()[:1] in (b"{", b"]"):
        return "json"
    names = {cell.strip().strip('"').lower() for cell in _first_cells(head)}
    if "text" in names and len(names) > 1 and names <= {*KEYS, "id"}:
        return "tsv" if b"\t" in head.split(b"\n", 1)[0] else "csv"
    return "text"


def _first_cells(head: bytes) -> list[str]:
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace")
    return first.replace("\t", ",").replace(";", ",").split(",")


def _why(error: Exception) -> str:
    """What the system says, with the next step."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder: check the path"
    if isinstance(error, PermissionError):
        return "no permission to read it: change its mode, or copy it"
    return f"cannot be opened ({getattr(error, 'strerror', None) or error}): check the path"
