"""Verbs that lead out of a record, and the one that measures: brief, export, serve, evaluate."""

from __future__ import annotations

import json
from pathlib import Path

import click

from onrecord.cli import options

KINDS = ("syntax", "relation", "times", "places", "status", "stories", "quotes", "actors")


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

    KIND is one of syntax, relation, times, places, status, stories, quotes, actors.

    \b
    Example:
      onrecord evaluate times timebank.jsonl
    """
    from onrecord.errors import MissingInput
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


@options.verb
def brief() -> None:
    """A cited brief.

    \b
    Example:
      onrecord brief crisis.db
    """


@options.verb
def export() -> None:
    """An export.

    \b
    Example:
      onrecord export crisis.db
    """
