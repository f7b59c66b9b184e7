"""Verbs that lead out of a record, and the one that measures: brief, export, serve, evaluate."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from onrecord.cli import options
from onrecord.errors import InputError, MissingInput
from onrecord.evaluate import KINDS
from onrecord.record import Record

EXPORTS = (
    "plover", "polecat", "icews", "gdelt-events", "gdelt-mentions", "acled", "ucdp", "hxl", "geojson", "graphml", "csv",
    "parquet",
)  # fmt: skip


BRIEFS = {".html": "html", ".htm": "html", ".txt": "text", ".pdf": "pdf"}
"""The format that the name of a file tells."""


@options.verb
@options.record
@options.as_of
@click.option("--since", metavar="DAY", help="Only what became known after this day (or: yesterday); changes first.")
@click.option("--story", "stories", multiple=True, metavar="ID", help="Only this story (again for more).")
@click.option(
    "--format", "format", type=click.Choice(("markdown", "html", "text", "pdf")), help="Told by the name of the output."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file; the terminal by default."
)
@click.option("--title", default="Brief", help="What stands above it.")
@options.values
def brief(
    record: str,
    as_of: str | None,
    since: str | None,
    stories: tuple[str, ...],
    format: str | None,
    output: Path | None,
    title: str,
    values: str,
) -> None:
    """A brief of RECORD: what happened, story by story, every sentence with the quote that it rests on.

    \b
    Example:
      onrecord brief crisis.db
      onrecord brief crisis.db --as-of 2024-05-02 -o brief.html
      onrecord brief crisis.db --since yesterday -o morning.pdf
    """
    chosen = format or BRIEFS.get(output.suffix.lower() if output else "", "markdown")
    if since == "yesterday":
        since = (date.today() - timedelta(1)).isoformat()
    asked: dict[str, Any] = {"as_of": as_of, "since": since, "stories": stories, "title": title, "values": values}
    with Record(record, create=False) as open_record:
        if chosen == "pdf":
            _bytes(open_record.brief_pdf(**asked), output)
            return
        text = open_record.brief(format=chosen, **asked)
    _write([text if text.endswith("\n") else text + "\n"], output)


def _bytes(made: bytes, output: Path | None) -> None:
    if output is None:
        raise InputError("a PDF is no text for a terminal: name a file with -o brief.pdf")
    try:
        output.write_bytes(made)
    except OSError as error:
        raise InputError(f"{output}: cannot be written ({error.strerror}): name another file") from None


@options.verb
@options.record
@click.option("--to", "format", type=click.Choice(EXPORTS), default="plover", show_default=True, help="Whose format.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file; the terminal by default."
)
@options.asked
@options.values
def export(record: str, format: str, output: Path | None, **asked: str | None) -> None:
    """The events of RECORD in a format that other programs load.

    Formats that hold deeds only (all but plover, geojson, csv and parquet) leave out what is planned, feared or
    denied, and say how many events that is.  docs/export.md tells what each can carry.

    \b
    Example:
      onrecord export crisis.db --to polecat -o events.tsv
      onrecord export crisis.db --since 2024-05-01 > events.jsonl
    """
    with Record(record, create=False) as open_record:
        if format == "parquet":
            _parquet(open_record, asked, output)
            return
        _write(open_record.export(format, **asked), output)
        left = open_record.left_out(format, **asked)
    if left:
        click.echo(
            f"onrecord: {left} event{'' if left == 1 else 's'} left out, which {format} has no place for", err=True
        )


def _parquet(record: Record, asked: dict[str, str | None], output: Path | None) -> None:
    """The frame of events as Parquet."""
    if output is None:
        raise InputError("parquet is no text for a terminal: name a file with -o events.parquet")
    try:
        record.frame("events", **asked).write_parquet(output)
    except OSError as error:
        raise InputError(f"{output}: cannot be written ({error.strerror}): name another file") from None


def _write(lines: Iterable[str], output: Path | None) -> None:
    """Lines to a file or the terminal, byte for byte the same wherever they are written."""
    if output is None:
        for line in lines:
            click.echo(line, nl=False)
        return
    try:
        with output.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
    except OSError as error:
        raise InputError(f"{output}: cannot be written ({error.strerror}): name another file") from None


@options.verb
@click.argument("kind", metavar="KIND", type=click.Choice(KINDS))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How to write it.",
)
def evaluate(kind: str, file: Path, format: str) -> None:
    """Measure KIND of answers on the gold FILE: precision, recall, F1, and the most telling mistakes.

    KIND is one of syntax, relation, events, incidents, status, actors, times, dates, places, figures,
    quotes, conditions, stories, copies, disputes, coref, mentions, crisis, chronicle.

    \b
    Example:
      onrecord evaluate times timebank.jsonl
    """
    from onrecord.evaluate import evaluate as measured

    if not file.exists():
        raise MissingInput(f"{file}: no such file: check the path")
    result = measured(kind, file)
    if format == "json":
        shown = {"kind": result.kind, "rows": result.rows, "figures": result.figures, "mistakes": result.mistakes}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        for line in result.lines():
            click.echo(line)
