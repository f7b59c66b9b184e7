"""Arguments and options that several verbs share."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, TypeVar

import click

from onrecord.record.values import WAYS

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = ("table", "json", "jsonl", "csv")


class Verb(click.Command):
    """A verb whose help ends in the example that its docstring ends in."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        before, mark, example = inspect.cleandoc(self.help or "").partition("\b\nExample:")
        self.help, self.epilog = before.rstrip(), mark + example


def verb(function: Callable[..., Any]) -> click.Command:
    """Make a function a verb of the command line."""
    return click.command(cls=Verb)(function)


record = click.argument("record", type=click.Path(dir_okay=False))
listed = click.option(
    "--format", "format", type=click.Choice(FORMATS), default="table", show_default=True, help="How to write the list."
)
as_of = click.option("--as-of", metavar="DAY", help="As known at the end of this day (YYYY-MM-DD).")
since = click.option("--since", metavar="DAY", help="From this day on.")
until = click.option("--until", metavar="DAY", help="Up to this day.")
values = click.option(
    "--values",
    type=click.Choice(WAYS),
    default="origins",
    show_default=True,
    help="Which value of a disputed field: of most origins, the latest, the lowest figure, or low, best and high.",
)


def own(verb: F) -> F:
    """A user's own actors and types."""
    file = click.Path(exists=True, dir_okay=False)
    verb = click.option("--types", type=file, metavar="FILE", help="Event types of your own (TOML; docs/own.md).")(verb)
    return click.option("--actors", type=file, metavar="FILE", help="Actors of your own (CSV or PETRARCH).")(verb)


def asked(verb: F) -> F:
    """The filters of events and claims."""
    for option in (
        click.option("--status", metavar="STATUS", help="happened, ongoing, planned, denied, ..."),
        click.option("--place", metavar="PLACE", help="Name of a place, or country code."),
        click.option("--label", metavar="NAME", help="A type of your own (docs/own.md)."),
        click.option("--type", "type", metavar="TYPE", help="PLOVER type, as in RETREAT or RETREAT/release."),
        click.option("--recipient", metavar="WHO", help="To whom it was done."),
        click.option("--actor", metavar="WHO", help="Who did it: name, country code or id."),
        until,
        since,
        as_of,
    ):
        verb = option(verb)
    return verb
