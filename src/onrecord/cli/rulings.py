"""Verbs about one event: explain, judge, correct."""

from __future__ import annotations

import getpass

import click

from onrecord.cli import options
from onrecord.record import Record, explanation
from onrecord.record.corrected import checked, in_words


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


@options.verb
@options.record
@click.argument("id")
@click.option("--type", "type", metavar="TYPE", help="Its type, as in ASSAULT or ASSAULT/aerial.")
@click.option("--status", metavar="STATUS", help="Its status: happened, planned, denied, ...")
@click.option("--actor", metavar="NAME", help='Who did it; "" for nobody.')
@click.option("--recipient", metavar="NAME", help='To whom it was done; "" for nobody.')
@click.option("--no-event", is_flag=True, help="The words tell no event.")
@click.option("--take-back", metavar="FIELD", help="Take your word on a field back: type, status, actor, ... or event.")
@click.option("--why", metavar="WORDS", help="Why, in a few words.")
@click.option("--by", metavar="NAME", help="Who says so; by default the name of the user of this computer.")
def correct(
    record: str,
    id: str,
    no_event: bool,
    take_back: str | None,
    why: str | None,
    by: str | None,
    **fields: str | None,
) -> None:
    """Put right what onrecord read: of a claim, or of all claims of an event (ID).

    It stands over the reading and outlives a rebuild; `explain` tells both.

    \b
    Example:
      onrecord correct crisis.db c5ca1ab --type ASSAULT/aerial --by ada
      onrecord correct crisis.db e1c0ffe --no-event --why "a film" --by ada
      onrecord correct crisis.db c5ca1ab --take-back type --by ada
    """
    said: list[tuple[str, str | None]] = [(field, value) for field, value in fields.items() if value is not None]
    said += [("event", "no")] if no_event else []
    said += [(take_back, None)] if take_back else []
    if not said:
        raise click.UsageError("say what is wrong: --type, --status, --actor, --recipient, --no-event or --take-back")
    with Record(record, create=False) as open_record:
        for field, value in said:
            checked(field, value)
        made = [
            one
            for field, value in said
            for one in open_record.correct(id, by=by or _user(), field=field, value=value, why=why)
        ]
    for one in made:
        click.echo(in_words(one))


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        raise click.UsageError("who rules? name yourself with --by NAME") from None
