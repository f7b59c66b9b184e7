"""Lists as a table for a person, or as JSON, JSON Lines or CSV for a program."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import click

from onrecord.model import Noun

N = TypeVar("N", bound=Noun)


class Column(NamedTuple):
    """A column of a table: its head, its width at most (None: what is left), and how numbers stand."""

    head: str
    width: int | None = None
    right: bool = False


def listing(
    nouns: Sequence[N],
    format: str,
    columns: Sequence[Column],
    row: Callable[[N], Sequence[str]],
    *,
    flat: Callable[[N], Mapping[str, Any]],
    names: Sequence[str],
    none: str,
) -> None:
    """Write a list of nouns.

    `row` gives the cells of the table, `flat` the cells of the CSV under `names`; `none` is what to
    tell a person where the list is empty.
    """
    if format == "json":
        click.echo(json.dumps([noun.model_dump(mode="json") for noun in nouns], ensure_ascii=False, indent=1))
    elif format == "jsonl":
        for noun in nouns:
            click.echo(noun.model_dump_json())
    elif format == "csv":
        click.echo(_csv(names, [flat(noun) for noun in nouns]), nl=False)
    elif nouns:
        table(columns, [row(noun) for noun in nouns])
    else:
        click.echo(none)


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """A table that fits the terminal (80 columns where there is none), long cells broken between words."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)
    for column in columns:
        justify = "right" if column.right else "left"
        drawn.add_column(column.head, justify=justify, max_width=column.width, overflow="fold")  # type: ignore[arg-type]
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))

    class Plain(Console):
        """Leaves a reader that has gone to `onrecord.cli.main`; rich would end the program with 1."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    Plain(highlight=False, soft_wrap=False).print(drawn)


def _csv(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> str:
    """A value as the cell of a CSV: unknown is empty, a list of names is joined by semicolons."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)) and all(isinstance(v, (str, int, float)) for v in value):
        return "; ".join(map(str, value))
    if isinstance(value, (list, tuple, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
