"""Verbs that bring reports in: demo, add, code, rebuild."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli import options
from onrecord.errors import MissingInput
from onrecord.model import Added, Skipped

if TYPE_CHECKING:
    from onrecord.pipeline import Reports
    from onrecord.record import Record

LINES = 20
"""Skips that are told one by one; the rest is counted."""

_INPUTS = ("text", "jsonl", "json", "csv", "tsv")


@options.verb
@options.record
@click.argument("reports", nargs=-1, required=True)
@click.option("--from", "format", type=click.Choice(_INPUTS), help="What the reports are, if their names do not tell.")
@click.option("--column", "columns", multiple=True, metavar="OURS=THEIRS", help="Our name for a column of theirs.")
@options.own
def add(
    record: str,
    reports: tuple[str, ...],
    format: str | None,
    columns: tuple[str, ...],
    actors: str | None,
    types: str | None,
) -> int:
    """Add REPORTS (files, folders, or - for standard input) to RECORD, which is made if it is absent.

    Text, JSON Lines, JSON, CSV and TSV are read, and gzip of each.  Adding the same report twice
    changes nothing; after a stop, the same command goes on where it stopped.

    \b
    Example:
      onrecord add crisis.db reports/ more.jsonl.gz
      onrecord add crisis.db wire.csv --column text=body --column date=day
    """
    from onrecord.record import Record

    mapped = _columns(columns)
    there = [path for path in reports if _is_there(path, format, mapped)]
    if not there:
        return 1  # before a record is made that would hold nothing
    with Record(record, actors=actors, types=types) as open_record:
        for path in there:
            started = datetime.now(UTC)
            added = open_record.add(path, progress=True, format=format, columns=mapped)
            _tell(open_record, path, added, started)
    return 0 if len(there) == len(reports) else 1


def _is_there(path: str, format: str | None, columns: dict[str, str]) -> bool:
    """Whether there is something to read at a path; says so where there is not.  Raises `InputError`."""
    from onrecord import ingest

    try:
        ingest.read(path, format=format, columns=columns)
    except MissingInput as error:
        click.echo(f"onrecord: {error}", err=True)
        return False
    return True


@options.verb
@options.record
@options.own
def rebuild(record: str, actors: str | None, types: str | None) -> None:
    """Read and code all reports of RECORD anew, as after an update; what persons ruled stays.

    \b
    Example:
      onrecord rebuild crisis.db
    """
    from onrecord.record import Record

    with Record(record, create=False, actors=actors, types=types) as open_record:
        done = open_record.rebuild(progress=True)
    click.echo(f"{record}: {_count(done.added, 'report')} read anew, {done.skipped} skipped")


@options.verb
@click.argument("reports", default="-")
@click.option("--published", metavar="DAY", help="The day of reports that state none (YYYY-MM-DD).")
@click.option("--from", "format", type=click.Choice(_INPUTS), help="What the reports are, if their names do not tell.")
@click.option("--column", "columns", multiple=True, metavar="OURS=THEIRS", help="Our name for a column of theirs.")
@click.option("--explain", is_flag=True, help="Tell for each claim the words behind each field, and why no other type.")
@options.own
def code(
    reports: str,
    published: str | None,
    format: str | None,
    columns: tuple[str, ...],
    explain: bool,
    actors: str | None,
    types: str | None,
) -> None:
    """Write the claims of REPORTS (standard input by default), one JSON object a line; no record is made.

    Text or JSON Lines are told apart by themselves.  What cannot be read is told on standard error.

    \b
    Example:
      echo "Egypt opened the crossing on Monday." | onrecord code --published 2024-05-02
      onrecord code < reports.jsonl > claims.jsonl
      echo "Norway urged Mali to free the crew." | onrecord code --explain
    """
    from onrecord import pipeline
    from onrecord.rooms import with_own

    rooms = with_own(actors, types)
    arriving = pipeline.read_reports(reports, format=format, columns=_columns(columns))
    day = pipeline.as_day(published)
    if explain:
        _explain(arriving, day, actors, types)
        return
    told = 0
    for claim in pipeline.code_many(arriving, published=day, skipped=arriving.skipped, rooms=rooms):
        click.echo(claim.model_dump_json())
        told = _skips(arriving.skipped, told)
    _skips(arriving.skipped, told)


def _explain(arriving: Reports, published: date | None, actors: str | None, types: str | None) -> None:
    """Sentence by sentence: what was claimed and why, what was left and why."""
    from onrecord import pipeline

    for report, explanations in pipeline.explain_many(arriving, published=published, actors=actors, types=types):
        if report.title:
            click.echo(click.style(report.title, bold=True))
        last = None
        for one in explanations:
            if one.sentence != last:
                click.echo(f"\n{one.sentence}")
                last = one.sentence
            if one.claim is not None:
                mode = f"/{one.claim.mode}" if one.claim.mode else ""
                click.echo("  " + click.style(f"{one.claim.type}{mode} {one.claim.status}", bold=True))
            for line in one.lines:
                click.echo(f"    {line}")
        if not explanations:
            click.echo("no event is told")
    _skips(arriving.skipped, 0)


@options.verb
@click.option(
    "--folder",
    default="demo",
    type=click.Path(file_okay=False, path_type=Path),
    show_default=True,
    help="Where to make them; the folder is made if it is absent.",
)
def demo(folder: Path) -> None:
    """Make a record of the reports that come with onrecord, and a cited brief of it.

    \b
    Example:
      onrecord demo
    """
    from onrecord.cli.demo import make

    make(folder)


def _tell(record: Record, path: str, added: Added, started: datetime) -> None:
    """What an add did, in a line; each skip in one; and what wants a date."""
    click.echo(
        f"{record.path}: {_count(added.added, 'report')} added from {path}, "
        f"{added.known} known already, {added.skipped} skipped"
    )
    if added.skipped:
        _skips(record.skipped(since=started), 0)
    undated = record.undated(since=started) if added.added else []
    if undated:
        first = " ".join((undated[0].title or undated[0].text)[:40].split())
        click.echo(
            f"onrecord: {_count(len(undated), 'report')} without a date (the first: {first!r}): times like "
            "“on Monday” stay open in it; put a line  date: YYYY-MM-DD  before the text and add it again",
            err=True,
        )


def _skips(skipped: Sequence[Skipped], told: int) -> int:
    """Tell the skips after the first `told`; returns how many have been told."""
    for skip in skipped[told:LINES]:
        click.echo(f"{skip.report}: {skip.reason}", err=True)
    if told <= LINES < len(skipped):
        click.echo("... and more: list them all with  onrecord skipped RECORD", err=True)
    return len(skipped)


def _columns(pairs: Sequence[str]) -> dict[str, str]:
    """`text=body` as a mapping."""
    found = {}
    for pair in pairs:
        ours, equals, theirs = pair.partition("=")
        if not (ours and equals and theirs):
            raise click.UsageError(f"--column wants OURS=THEIRS, as in text=body, not {pair!r}")
        found[ours.strip()] = theirs.strip()
    return found


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
