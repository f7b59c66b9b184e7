"""What several formats say of an event in the same way: days, place, parties, figures, quotes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache

from onrecord import ontology
from onrecord.model import Event, Figure, Party, Place, Report

DONE = frozenset({"happened", "ongoing"})
"""What a format that holds deeds only is given: a plan, a fear, a denial or a memory of long ago is none."""

BETWEEN = "; "


def deed(event: Event) -> bool:
    """Whether an event was done, as news."""
    return event.status in DONE


def day(event: Event) -> date | None:
    """The day of an event where it is one day."""
    when = event.when
    return when.earliest if when and when.earliest and when.earliest == when.latest else None


def span(event: Event) -> tuple[date | None, date | None]:
    """The first and last day that it can have been."""
    when = event.when
    return (when.earliest or when.latest, when.latest or when.earliest) if when else (None, None)


def place(event: Event) -> Place | None:
    """The finest place of an event that is known."""
    order = ("point", "city", "town", "district", "region", "country", "area", "sea", "continent")
    known = [m.place for m in event.places if m.place]
    return min(known, key=lambda p: order.index(p.precision) if p.precision in order else 9, default=None)


def number(value: float | None) -> str:
    """A number as short as it can be written; nothing for none."""
    return "" if value is None else f"{value:.6f}".rstrip("0").rstrip(".")


def tolls(event: Event, what: str) -> list[float]:
    """All values that are told of a toll, the one to be shown first; hedged ones by their lowest."""
    told = [v for f in event.fields if f.field.split(":")[:2] == ["figures", what] for v in f.values]
    shown = [f for f in event.figures if f.what == what]
    numbers = [n for v in told if (n := _first_number(v.value)) is not None]
    first = [n for f in shown if (n := f.low if f.best is None else f.best) is not None]
    return [*first[:1], *(n for n in numbers if n not in first[:1])]


def _first_number(words: str) -> float | None:
    for word in words.replace(",", "").split():
        try:
            return float(word)
        except ValueError:
            continue
    return None


def figure(event: Event, what: str) -> Figure | None:
    """The figure of a kind that is shown."""
    return next((f for f in event.figures if f.what == what), None)


def sentence(event: Event, reports: Mapping[str, Report]) -> str:
    """The sentence of the report that told it first, of those at hand."""
    for citation in event.evidence.get("sentence", ()):
        if citation.report in reports:
            return " ".join(citation.span.of(reports[citation.report].text).split())
    return ""


def sources(event: Event, reports: Mapping[str, Report]) -> list[str]:
    """Who published it, each once, in order."""
    return sorted({r.source for i in event.reports if (r := reports.get(i)) and r.source})


def names(parties: Iterable[Party]) -> str:
    """The names of parties in one cell."""
    return BETWEEN.join(p.name for p in parties)


def countries(parties: Iterable[Party]) -> str:
    """The countries of parties, each once, in one cell."""
    return BETWEEN.join(dict.fromkeys(p.country for p in parties if p.country))


@cache
def _country_names() -> dict[str, str]:
    columns = ("code", "name", "names", "adjectives", "people", "capital", "start", "end")
    return {row["code"]: row["name"] for row in ontology.read_table("actors/countries.tsv", columns)}


def country(code: str | None) -> str:
    """The name of a country by its code; nothing for what is none.

    >>> country("QAT"), country("UNO")
    ('Qatar', '')
    """
    return _country_names().get(code or "", "")


def line(cells: Sequence[str], *, delimiter: str = ",", quoting: bool = True) -> str:
    """Cells as a line; without quoting, tabs and line ends within cells become blanks, and `"` becomes `'`.

    pandas and Polars take a `"` that opens a cell for quoting even where a format has none, and a `\\r` that is not
    quoted (Python leaves it so) for the end of a row.
    """
    if not quoting:
        return delimiter.join(" ".join(c.replace('"', "'").split()) for c in cells) + "\n"
    written = io.StringIO()
    plain = [c.replace("\r\n", "\n").replace("\r", "\n") for c in cells]
    csv.writer(written, delimiter=delimiter, lineterminator="\n").writerow(plain)
    return written.getvalue()
