"""Read a tab-separated data file of ours, refusing what is malformed."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from onrecord.errors import DataError


def data_file(name: str) -> Traversable:
    """A file of the package's `data` folder, by its path there ("ontology/types.tsv")."""
    return files("onrecord").joinpath("data", *name.split("/"))


def read_table(source: str | Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a table with exactly these columns; `#` starts a line of comment.

    Raises `DataError` naming file and line where the header or a row has other columns, where a
    row repeats another, or where a cell has blanks around it.
    """
    where = data_file(source) if isinstance(source, str) else source
    try:
        lines = where.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise DataError(f"{source}: cannot be read ({error.strerror}); reinstall onrecord") from error
    rows: list[dict[str, str]] = []
    header: list[str] | None = None
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            if header != list(columns):
                raise DataError(f"{source}:{number}: columns {header}, expected {list(columns)}")
            continue
        if len(cells) != len(header):
            raise DataError(f"{source}:{number}: {len(cells)} cells, expected {len(header)}: {line!r}")
        if any(cell != cell.strip() for cell in cells):
            raise DataError(f"{source}:{number}: blanks around a cell: {line!r}")
        if line in seen:
            raise DataError(f"{source}:{number}: the row stands twice: {line!r}")
        seen.add(line)
        rows.append(dict(zip(header, cells, strict=True)))
    if header is None:
        raise DataError(f"{source}: the file is empty, expected columns {list(columns)}")
    return rows
