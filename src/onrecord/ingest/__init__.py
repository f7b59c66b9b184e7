"""The door in: files, folders and streams become `Report`s, and what cannot be read becomes `Skipped`.

read(path_or_stream, format=None, columns=None) -> Iterator[Report | Skipped]
"""

from __future__ import annotations

from onrecord.ingest.entry import FORMATS, files, read

__all__ = ["FORMATS", "files", "read"]
