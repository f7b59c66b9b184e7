"""Verbs about one event: explain, judge."""

from __future__ import annotations

import getpass

import click

from onrecord.cli import options
from onrecord.record import Record, explanation


@options.verb
@options.record
@click.argument("event")
@options.as_of
@click.option(
    "--format",
    "format",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How to write it.",
)
def explain(record: str, event: str, as_of: str | None, format: str) -> None:
    """Why RECORD holds EVENT: every field, its values, the sentences behind them, and why claims were joined.

    The id may be shortened; that of a claim stands for the event it is in.

    \b
    Example:
      onrecord explain crisis.db e1c0ffe
    """
    with Record(record, create=False) as open_record:
        found = open_record.explain(event, as_of=as_of)
    if format == "json":
        click.echo(found.model_dump_json(indent=1))
    else:
        for line in found.lines():
            click.echo(line)


@options.verb
@options.record
@click.argument("a")
@click.argument("b")
@click.option("--same/--different", "same", default=True, help="One event (the default), or two.")
@click.option("--take-back", is_flag=True, help="Take your earlier ruling on the two back.")
@click.option("--by", metavar="NAME", help="Who rules; by default the name of the user of this computer.")
def judge(record: str, a: str, b: str, same: bool, take_back: bool, by: str | None) -> None:
    """Rule that A and B (events or claims) are one event, or are two; it stands over onrecord's own verdict.

    To part a claim from the event it is in, name the claim and the event.

    \b
    Example:
      onrecord judge crisis.db e1c0ffe e0ddba1 --same --by ada
      onrecord judge crisis.db c5ca1ab e1c0ffe --different --by ada
    """
    with Record(record, create=False) as open_record:
        verdicts = open_record.judge(a, b, same=None if take_back else same, by=by or _user())
    for verdict in verdicts:
        click.echo(explanation.in_words(verdict))


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        raise click.UsageError("who rules? name yourself with --by NAME") from None
