"""The demo: a record and a brief of the reports that come with onrecord."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import click

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
        counts = len(record.events()), len(record.stories()), len(record.doubts())
        markdown = record.brief()
        (folder / "brief.md").write_text(markdown, encoding="utf-8")
        (folder / "brief.html").write_text(record.brief(format="html"), encoding="utf-8")
    _remove(done)
    os.replace(making, done)
    doubted = "1 doubted date" if counts[2] == 1 else f"{counts[2]} doubted dates"
    click.echo(f"{added.added} reports, {counts[0]} events, {counts[1]} stories, {doubted}\n")
    click.echo("\n".join(markdown.splitlines()[:SHOWN]))
    click.echo(_next(folder, done))


def _next(folder: Path, record: Path) -> str:
    """What to try next."""
    name = shlex.quote(str(record))
    return f"""
... the rest is in {folder / "brief.md"}, and for a browser in {folder / "brief.html"}

Next:
  onrecord events {name}
  onrecord figures {name} --what killed
  onrecord explain {name} ID        (an id from the first column of events)
  onrecord doubts {name}
  onrecord serve {name}                        (the desk, in your browser)
  onrecord add my.db your-reports/"""


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
