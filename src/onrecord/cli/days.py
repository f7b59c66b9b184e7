"""Verbs about what was known when: diff, positions, snapshot, verify."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from onrecord.cli import options
from onrecord.cli.listings import SHORT, near
from onrecord.cli.show import Column, listing, table
from onrecord.errors import InputError
from onrecord.record import Record, explanation
from onrecord.record.diff import Diff
from onrecord.record.positions import Position, Stretch


@options.verb
@options.record
@click.option("--from", "since", required=True, metavar="DAY", help="What was known at the end of this day ...")
@click.option("--to", "until", metavar="DAY", help="... against the end of this one; by default what is known now.")
@click.option(
    "--format",
    "format",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How to write it.",
)
def diff(record: str, since: str, until: str | None, format: str) -> None:
    """What was learnt, corrected, contradicted and settled between two days.

    \b
    Example:
      onrecord diff crisis.db --from 2024-05-01 --to 2024-05-04
    """
    with Record(record, create=False) as open_record:
        found = open_record.diff(since, until)
    if format == "json":
        click.echo(found.model_dump_json(indent=1))
    else:
        _show(found)


def _show(found: Diff) -> None:
    click.echo(f"from the end of {found.since} to the end of {found.until}")
    if found.learnt:
        click.echo(f"\nlearnt ({len(found.learnt)})")
        table(
            [Column("id", SHORT), Column("what"), Column("status", 12), Column("reports", 7, True)],
            [[e.id[:SHORT], explanation.headline(e), e.status, str(len(e.reports))] for e in found.learnt],
        )
    lists: dict[str, list[list[str]]] = {}
    for name, c in found.changes():
        lists.setdefault(name, []).append([c.event[:SHORT], c.headline, c.field, c.before or "-", c.after])
    for name, rows in lists.items():
        click.echo(f"\n{name} ({len(rows)})")
        heads = [Column("id", SHORT), Column("what"), Column("field", 16), Column("before", 24), Column("after", 40)]
        table(heads, rows)
    for doubt in found.doubted:
        click.echo(f"\ndoubted: {doubt.report[:SHORT]} {doubt.field} {doubt.stated}: {'; '.join(doubt.reasons)}")
    if not (found.learnt or lists or found.doubted):
        click.echo("nothing changed")


@options.verb
@options.record
@click.option("--actor", metavar="WHO", help="Whose position: a country, by name or code, or a name.")
@click.option("--toward", metavar="WHO", help="Towards whom.")
@options.as_of
@options.listed
def positions(record: str, format: str, **asked: str | None) -> None:
    """How actors stand to one another over time, and where that turned.

    A stretch is one kind of stance after another (support, request, accusation, threat, cooperation, pressure, force);
    a position turns where two stretches differ that each rest on two independent origins.

    \b
    Example:
      onrecord positions crisis.db --actor Norway --toward Madagascar
    """
    with Record(record, create=False) as open_record:
        found = open_record.positions(**asked)
        meant = "" if found else near(asked, open_record)
    if format != "table":
        listing(found, format, [], lambda p: [], flat=_flat, names=list(Position.model_fields), none="")
        return
    for position in found:
        click.echo(f"{position.actor} > {position.toward}")
        for turn in position.turns:
            click.echo(f"  {turn}")
        table(
            [Column("from", 10), Column("to", 10), Column("stance", 24), Column("score", 6, True), Column("events")],
            [_stretch(s) for s in position.stretches],
        )
    if not found:
        click.echo(f"no position is told{meant or '; ask without --actor or --toward'}")


def _stretch(s: Stretch) -> list[str]:
    stance = f"{s.kind} in {s.manner}" if s.manner else s.kind
    return [str(s.first), str(s.last), stance, f"{s.score:.1f}", " ".join(e[:SHORT] for e in s.events)]


def _flat(position: Position) -> dict[str, Any]:
    return position.model_dump(mode="json")


@options.verb
@options.record
@options.as_of
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write the whole snapshot to this file.")
def snapshot(record: str, as_of: str | None, output: str | None) -> None:
    """Freeze what RECORD tells under a hash that can be cited.

    The same reports, rulings, version and day give the same hash, in whatever order the reports were added.

    \b
    Example:
      onrecord snapshot crisis.db --as-of 2024-05-04 -o crisis-4-may.json
    """
    with Record(record, create=False) as open_record:
        frozen = open_record.snapshot(as_of=as_of)
    if output:
        try:
            Path(output).write_text(frozen.model_dump_json(indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            raise InputError(f"{output}: cannot be written ({error.strerror}): name another file") from None
    click.echo(frozen.summary())


@options.verb
@options.record
@click.argument("snapshot", type=click.Path(dir_okay=False))
@click.option(
    "--format",
    "format",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How to write it.",
)
def verify(record: str, snapshot: str, format: str) -> None:
    """Check whether RECORD still tells what SNAPSHOT says; the exit code is 1 where it does not.

    \b
    Example:
      onrecord verify crisis.db crisis-4-may.json
    """
    with Record(record, create=False) as open_record:
        found = open_record.verify(snapshot)
    if format == "json":
        click.echo(found.model_dump_json(indent=1))
    else:
        click.echo("the same" if found.same else "not the same")
        for name, value in json.loads(found.model_dump_json(exclude={"same"}, exclude_defaults=True)).items():
            shown = (
                " -> ".join(value) if name == "version" else f"{len(value)}: {' '.join(v[:SHORT] for v in value[:9])}"
            )
            click.echo(f"  {name.replace('_', ' ')}: {shown}")
    if not found.same:
        click.get_current_context().exit(1)
