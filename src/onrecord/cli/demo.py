"""The demo: a record and a brief of the reports that come with onrecord."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

import click

from onrecord.cli.listings import SHORT
from onrecord.ingest import examples

SHOWN = 40
"""Lines of the brief that are shown."""


def make(folder: Path) -> None:
    """Make `folder` with crisis.db, brief.md and brief.html, and tell what to try next.

    The record is made beside its place and moved there when it is done, so that a demo stopped in the
    middle leaves nothing half made.
    """
    from onrecord.record import Record

    reports = examples()
    folder.mkdir(parents=True, exist_ok=True)
    done, making = folder / "crisis.db", folder / "crisis.db.making"
    _remove(making)
    click.echo(f"reading {_shown(reports)} ...")
    with Record(making) as record:
        added = record.add(reports, progress=True)
        events = record.events()
        counts = len(events), len(record.stories()), len(record.doubts())
        markdown = record.brief()
        (folder / "brief.md").write_text(markdown, encoding="utf-8")
        (folder / "brief.html").write_text(record.brief(format="html"), encoding="utf-8")
    _remove(done)
    os.replace(making, done)
    doubted = "1 doubted date" if counts[2] == 1 else f"{counts[2]} doubted dates"
    click.echo(f"{added.added} reports, {counts[0]} events, {counts[1]} stories, {doubted}\n")
    click.echo("\n".join(markdown.splitlines()[:SHOWN]))
    click.echo(_next(folder, done, events[0].id[:SHORT]))


def _next(folder: Path, record: Path, event: str) -> str:
    """What to try next: commands that run as they are printed."""
    name, onrecord = shlex.quote(str(record)), command()
    commands = [
        f"events {name}",
        f"figures {name} --what killed",
        f"explain {name} {event}",
        f"doubts {name}",
        f"add my.db {shlex.quote(_shown(examples()))}",
        f"serve {name}",
    ]
    return f"""
... the rest is in {folder / "brief.md"}, and for a browser in {folder / "brief.html"}

Next (explain takes any id of the first column of events, add any files or folders of yours, serve opens the desk):
""" + "\n".join(f"  {onrecord} {line}" for line in commands)


def command() -> str:
    """How onrecord is called from here: by its name where that is on the PATH, else by where it lies."""
    started = Path(sys.argv[0])
    if shutil.which("onrecord"):
        return "onrecord"
    if started.stem == "onrecord" and started.is_file():
        return shlex.quote(_shown(started.absolute()))
    return f"{shlex.quote(_shown(Path(sys.executable)))} -m onrecord"


def _remove(record: Path) -> None:
    """Delete a record with what SQLite keeps beside it."""
    for end in ("", "-wal", "-shm"):
        Path(f"{record}{end}").unlink(missing_ok=True)


def _shown(path: Path) -> str:
    """A path as short as it can be said."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
