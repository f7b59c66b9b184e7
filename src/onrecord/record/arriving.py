"""Whatever is given to `Record.add`, as reports and skips."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, cast

from onrecord import pipeline
from onrecord.model import Report, Skipped
from onrecord.pipeline import Reports

Coming = str | Path | Report | IO[Any] | Iterable[Report | Skipped] | Iterable[str | Path]


def arriving(
    coming: Coming,
    format: str | None,
    columns: Mapping[str, str] | None,
    read_files: dict[str, set[str]],
) -> Iterator[Report | Skipped]:
    """Whatever came, as reports and skips; the files read, with what was skipped in them, gather in `read_files`."""
    from onrecord import ingest

    if isinstance(coming, (Report, Skipped)):
        yield coming
    elif isinstance(coming, Reports):
        yield from coming
        yield from coming.skipped
    elif isinstance(coming, (str, Path)) or hasattr(coming, "readline"):
        source = cast("str | Path | IO[Any]", coming)
        _note_files(source, read_files)
        for item in ingest.read(source, format=format, columns=columns):
            if isinstance(item, Skipped) and (file := pipeline.file_of(item)):
                read_files.setdefault(file, set()).add(item.report)
            yield item
    else:
        for one in cast("Iterable[Coming]", coming):
            yield from arriving(one, format, columns, read_files)


def name_of(coming: Coming) -> str:
    """What a person calls that which comes: the last part of a path, or nothing."""
    if coming == "-":
        return "standard input"
    return Path(coming).name if isinstance(coming, (str, Path)) else ""


def is_of(item: Report | Skipped, files: set[str]) -> bool:
    """Whether one of these files was skipped: the record itself may lie in the folder that is added to it."""
    return isinstance(item, Skipped) and pipeline.file_of(item) in files


def _note_files(source: str | Path | IO[Any], read_files: dict[str, set[str]]) -> None:
    """The files that a path stands for, by their whole paths."""
    from onrecord import ingest

    if isinstance(source, (str, Path)) and source != "-":
        path = Path(source)
        for file in ingest.files(path) if path.is_dir() else [path]:
            read_files.setdefault(os.path.abspath(file), set())
