"""Verbs that lead out of a record, and the one that measures: brief, export, serve, evaluate."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import click

from onrecord.cli import options
from onrecord.errors import InputError, MissingInput
from onrecord.evaluate import KINDS

EXPORTS = ("plover", "polecat")


@options.verb
@options.record
@options.as_of
@click.option("--format", "format", type=click.Choice(("markdown", "html")), help="Told by the name of the output.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file; the terminal by default."
)
@click.option("--title", default="Brief", help="What stands above it.")
def brief(record: str, as_of: str | None, format: str | None, output: Path | None, title: str) -> None:
    """A brief of RECORD: what happened, story by story, every sentence with the quote that it rests on.

    \b
    Example:
      onrecord brief crisis.db
      onrecord brief crisis.db --as-of 2024-05-02 -o brief.html
    """
    from onrecord.record import Record

    web = output is not None and output.suffix.lower() in (".html", ".htm")
    with Record(record, create=False) as open_record:
        text = open_record.brief(as_of=as_of, format=format or ("html" if web else "markdown"), title=title)
    _write([text if text.endswith("\n") else text + "\n"], output)


@options.verb
@options.record
@click.option("--to", "format", type=click.Choice(EXPORTS), default="plover", show_default=True, help="Whose format.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file; the terminal by default."
)
@options.asked
def export(record: str, format: str, output: Path | None, **asked: str | None) -> None:
    """The events of RECORD in a format that other programs load: PLOVER JSON lines, or POLECAT columns.

    \b
    Example:
      onrecord export crisis.db --to polecat -o events.tsv
      onrecord export crisis.db --since 2024-05-01 > events.jsonl
    """
    from onrecord.record import Record

    with Record(record, create=False) as open_record:
        _write(open_record.export(format, **asked), output)


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
def serve() -> int:
    """The desk, a page for your browser; it comes in a later version.

    \b
    Example:
      onrecord serve crisis.db
    """
    click.echo("onrecord: the desk comes in a later version; until then: onrecord brief RECORD --format html", err=True)
    return 1


@options.verb
@click.argument("kind", metavar="KIND", type=click.Choice(KINDS))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "format", type=click.Choice(("text", "json")), default="text", show_default=True)
def evaluate(kind: str, file: Path, format: str) -> None:
    """Measure KIND of answers on the gold FILE: precision, recall, F1, and the most telling mistakes.

    KIND is one of syntax, relation, events, incidents, status, actors, times, dates, places, figures,
    quotes, conditions, stories, coref, mentions, chronicle.

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
