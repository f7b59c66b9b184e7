"""The door in: files, folders and streams become `Report`s, and what cannot be read becomes `Skipped`.

read(path_or_stream, format=None, columns=None) -> Iterator[Report | Skipped]
"""

from __future__ import annotations

from onrecord.ingest.entry import FORMATS, files, read
from onrecord.ingest.examples import examples

__all__ = ["FORMATS", "examples", "files", "read"]
