"""Verbs about the desk: serve, users."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path

import click

from onrecord.cli import options
from onrecord.errors import InputError
from onrecord.record import Record


@options.verb
@options.record
@click.option("--host", default="127.0.0.1", show_default=True, help="Another one lets others in, and wants users.")
@click.option("--port", default=8321, show_default=True, type=click.IntRange(0, 65535), help="The port to listen at.")
@click.option("--read-only", is_flag=True, help="Nobody can judge.")
@click.option("--open", "show", is_flag=True, help="Open it in your browser.")
def serve(record: str, host: str, port: int, read_only: bool, show: bool) -> None:
    """Open the desk: RECORD in a browser, on this machine alone; Ctrl-C ends it.

    \b
    Example:
      onrecord serve crisis.db
      onrecord serve crisis.db --host 0.0.0.0 --read-only
    """
    from onrecord import web

    shown = f"[{host}]" if ":" in host else host

    def told(at: int) -> None:
        click.echo(f"the desk of {record} is at http://{shown}:{at}/  (Ctrl-C ends it)")
        if show:
            webbrowser.open(f"http://{shown}:{at}/")

    web.serve(record, host=host, port=port, read_only=read_only, told=told)


@options.verb
@options.record
@click.argument("what", type=click.Choice(("list", "add", "remove")), default="list")
@click.argument("name", required=False)
@click.option(
    "--role", type=click.Choice(("read", "judge")), default="read", show_default=True, help="What one may do."
)
def users(record: str, what: str, name: str | None, role: str) -> None:
    """Who may open the desk of RECORD from elsewhere: list them, add one (or give a new password), remove one.

    The password is asked for, or read from standard input where that is no terminal.

    \b
    Example:
      onrecord users crisis.db add ada --role judge
      onrecord users crisis.db
    """
    from onrecord.web import users as room

    Record(record, create=False).close()
    path = Path(record)
    if what == "list":
        known = room.users(path)
        for user in known.values():
            click.echo(f"{user.name}  {user.role}")
        if not known:
            click.echo("no users: the desk serves this machine alone")
        return
    if not name:
        raise InputError(f"whom? name the user: onrecord users {record} {what} NAME")
    if what == "remove":
        room.remove(path, name)
        click.echo(f"{name} is no user any more")
        return
    room.add(path, name, role, _password())  # type: ignore[arg-type]
    click.echo(f"{name} may {'read and judge' if role == 'judge' else 'read'}")


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")
