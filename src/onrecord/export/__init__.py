"""The door out: what the field's users already load.

Each format is a function of events and reports (by id) to the lines of a file; the same record gives
the same lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from onrecord.errors import InputError
from onrecord.export.plover_jsonl import plover
from onrecord.export.polecat_tsv import polecat
from onrecord.model import Event, Report

Writer = Callable[[Iterable[Event], Mapping[str, Report]], Iterator[str]]

FORMATS: Mapping[str, Writer] = {"plover": plover, "polecat": polecat}


def export(events: Iterable[Event], reports: Mapping[str, Report], *, format: str) -> Iterator[str]:
    """The lines of a file of that format; raises `InputError` for one that we do not write."""
    if format not in FORMATS:
        raise InputError(f"no export called {format!r}; there are: {', '.join(FORMATS)}")
    return FORMATS[format](events, reports)


__all__ = ["FORMATS", "export", "plover", "polecat"]
