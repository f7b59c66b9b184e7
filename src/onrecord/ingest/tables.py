"""CSV and TSV: a header row names the columns, each row after it is a report."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date

from onrecord.ingest.door import LONGEST_LINE, LONGEST_REPORT, Door, Line
from onrecord.ingest.json_rows import renamed
from onrecord.ingest.row import KEYS, report
from onrecord.model import Report, Skipped

_MEND = "correct it and add the file again"


def read_table(door: Door, columns: Mapping[str, str], today: date, tab: bool) -> Iterator[Report | Skipped]:
    """The rows of a table; a row that cannot be read is skipped and the next one read.

    A header cell matches whatever its case.  The separator of a CSV is a comma, or the semicolon or
    tab that its header has more of.
    """
    names: list[str] | None = None
    for number, cells in _rows(door, "\t" if tab else None):
        if isinstance(cells, str):
            yield door.skipped(cells, number)
        elif names is None:
            names = [cell.strip().lower() if cell.strip().lower() in KEYS else cell.strip() for cell in cells]
            if fault := _header_fault(names, columns):
                yield door.skipped(fault, number)
                return
        elif fault := _row_fault(names, cells):
            yield door.skipped(fault, number)
        elif any(cell.strip() for cell in cells):
            row = {name: cell for name, cell in zip(names, cells, strict=False) if name}
            yield report(renamed(row, columns), f"{door.name}:{number}", today)


def _header_fault(names: list[str], columns: Mapping[str, str]) -> str | None:
    """Why the header will not do, with the next step."""
    for ours in ("text", *columns):
        theirs = columns.get(ours, ours)
        if theirs not in names:
            there = ", ".join(name for name in names[:12] if name)
            return f"no column called {theirs} (there are: {there}): name the right one, --column {ours}=NAME"
    return None


def _row_fault(names: list[str], cells: list[str]) -> str | None:
    """Why a row does not fit under the header.

    A row with too few cells is as wrong as one with too many: it may be a piece of a row that a
    stray quote has broken.
    """
    blank = not any(cell.strip() for cell in cells)
    if blank or (len(cells) >= len(names) and not any(cell.strip() for cell in cells[len(names) :])):
        return None
    return f"a row of {len(cells)} cells under a header of {len(names)} (a cell with a comma wants quotes): {_MEND}"


def _rows(door: Door, mark: str | None) -> Iterator[tuple[int, list[str] | str]]:
    """Each row with its first line: its cells, or why it cannot be read.

    A row may run over lines inside quotes.  A quote that is never closed must not swallow the rows
    after it, so its line is given up and reading goes on with the next.
    """
    lines = _Again(door.lines())
    for line in lines:
        text = _text(line)
        if isinstance(text, str) and mark is None:
            mark = max(",;\t", key=text.count)
        cells = _cells(text, mark or ",") if isinstance(text, str) else text.args[0]
        if cells is None and isinstance(text, str):
            taken, cells = _over_lines(text, lines, mark or ",")
            if cells is None:
                lines.back(taken)
                cells = f"a quote is opened here and never closed: {_MEND}"
        if cells:
            yield line.number, cells


def _over_lines(text: str, lines: _Again, mark: str) -> tuple[list[Line], list[str] | None]:
    """The cells of a row that goes on over the next lines; None and the lines taken if it never ends."""
    taken: list[Line] = []
    pieces, quotes, size = [text], text.count('"'), len(text)
    for line in lines:
        taken.append(line)
        more = _text(line)
        if not isinstance(more, str):
            break
        pieces.append(more)
        quotes += more.count('"')
        size += len(more) + 1
        if quotes % 2 == 0 and (cells := _cells("\n".join(pieces), mark)) is not None:
            return taken, cells if isinstance(cells, list) else None
        if size > LONGEST_REPORT:
            break
    return taken, None


def _text(line: Line) -> str | ValueError:
    """The line decoded, or the fault that forbids it."""
    if not line.whole:
        return ValueError("a line of more than 16 MB: no report is that long, split it")
    try:
        return line.data.decode()
    except UnicodeDecodeError as error:
        return ValueError(f"not UTF-8 (byte {error.start + 1} of the line): convert the file and add it again")


def _cells(text: str, mark: str) -> list[str] | str | None:
    """The cells of a row, a fault in words, or None where a quote is still open."""
    csv.field_size_limit(LONGEST_LINE)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            return None
        return f"not a row of this table ({error}; a quote inside quotes is doubled): {_MEND}"
    return rows[0] if len(rows) == 1 else [] if not rows else f"not one row but {len(rows)}: {_MEND}"


class _Again:
    """Lines that can be put back."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._back: list[Line] = []

    def __iter__(self) -> _Again:
        return self

    def __next__(self) -> Line:
        return self._back.pop() if self._back else next(self._lines)

    def back(self, lines: list[Line]) -> None:
        """Have these lines come again, before the rest."""
        self._back.extend(reversed(lines))
