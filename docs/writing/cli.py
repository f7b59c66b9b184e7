"""Every verb of the command line with its arguments and options."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

from docs.writing.markdown import FROM, contents, fenced, table
from onrecord.cli.main import VERBS, cli


def page() -> str:
    """The page of the verbs."""
    parts = [
        "# Reference: the command line\n",
        FROM + " What holds for all verbs (ids, lists, exit codes, errors) is in [cli](../cli.md).\n",
        contents(f"onrecord {v}" for v in VERBS),
        *(_verb(command) for command in commands()),
    ]
    return "\n".join(parts)


def commands() -> Iterator[click.Command]:
    """The verbs, in the order of `onrecord --help`."""
    context = click.Context(cli, info_name="onrecord")
    assert isinstance(cli, click.Group)
    for verb in VERBS:
        command = cli.get_command(context, verb)
        assert command is not None
        yield command


def _verb(command: click.Command) -> str:
    context = click.Context(command, info_name=f"onrecord {command.name}")
    help, example = command.help or "", (command.epilog or "").replace("\b\nExample:\n", "")
    rows = [(_names(option), _says(option, context)) for option in command.params if isinstance(option, click.Option)]
    usage = " ".join(command.collect_usage_pieces(context))
    parts = [f"## onrecord {command.name}\n", fenced(f"onrecord {command.name} {usage}"), inspect.cleandoc(help) + "\n"]
    if rows:
        parts.append(table(("option", ""), rows))
    parts.append(fenced(inspect.cleandoc(example).rstrip(), "console"))
    return "\n".join(parts)


def _names(option: click.Option) -> str:
    """The option as it is typed, with what it takes."""
    names = ", ".join((*option.opts, *option.secondary_opts))
    if option.is_flag:
        return f"`{names}`"
    if isinstance(option.type, click.Choice):
        return f"`{names}` " + ", ".join(f"`{c}`" for c in option.type.choices)
    return f"`{names} {option.metavar or option.type.name.upper()}`"


def _says(option: click.Option, context: click.Context) -> str:
    """Its help; the default, and whether it can be said again or must be said."""
    default = option.get_default(context, call=False)
    told = [option.help or ""]
    if option.show_default and default is not None and re.fullmatch(r"[\w./:-]+", str(default)):
        told.append(f"Default: `{default}`.")
    if option.multiple:
        told.append("Can be given again.")
    if option.required:
        told.append("Must be given.")
    return " ".join(t for t in told if t)
