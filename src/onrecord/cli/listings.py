"""Verbs that list what a record holds: events, claims, figures, conditions, stories, doubts, skipped, search."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from onrecord.cli import options
from onrecord.cli.show import Column, listing
from onrecord.model import Claim, Condition, Doubt, Event, Figure, Noun, Skipped, Story
from onrecord.record import Found, Record, explanation, frames

SHORT = 7
"""Characters of an id in a table; any verb takes them for the whole, as long as they are unambiguous."""


@options.verb
@options.record
@options.asked
@options.values
@options.listed
def events(record: str, format: str, values: str, **asked: Any) -> None:
    """What happened, is planned or denied: one line an event, by day.

    A day in brackets is that of the first report, where no day of the event is known.  REPORTS counts
    those that tell of it; 3/2 are three reports of two origins.

    \b
    Example:
      onrecord events crisis.db --actor Qatar --type RETREAT/release
      onrecord events crisis.db --as-of 2024-05-02 --format jsonl
      onrecord events crisis.db --values range --format csv
    """
    with Record(record, create=False) as open_record:
        found = open_record.events(values=values, **asked)
        none = "" if found else _none("events", asked, open_record)
    listing(
        found,
        format,
        [Column("id", SHORT), Column("day", 12), Column("what", 20), Column("who > whom"), Column("reports", 7, True)],
        _event_row,
        flat=frames.event_row,
        names=frames.names("events"),
        none=none,
    )


def _event_row(event: Event) -> list[str]:
    told = f"{len(event.reports)}" + (f"/{len(event.origins)}" if len(event.origins) != len(event.reports) else "")
    reported = f"({event.first_published})" if event.first_published else ""
    return [event.id[:SHORT], _day(event) or reported, _what(event), _who(event), told]


@options.verb
@options.record
@options.asked
@click.option("--report", metavar="ID", help="Of this report only.")
@options.listed
def claims(record: str, format: str, **asked: str | None) -> None:
    """What each report says, by the day of the report.

    \b
    Example:
      onrecord claims crisis.db --actor Qatar --format csv
    """
    with Record(record, create=False) as open_record:
        found = open_record.claims(**asked)
        none = "" if found else _none("claims", asked, open_record)
    listing(
        found,
        format,
        [Column("id", SHORT), Column("day", 10), Column("what", 20), Column("who > whom"), Column("report", SHORT)],
        lambda claim: [claim.id[:SHORT], _day(claim), _what(claim), _who(claim), claim.report[:SHORT]],
        flat=frames.claim_row,
        names=frames.names("claims"),
        none=none,
    )


@options.verb
@options.record
@click.option("--what", metavar="WHAT", help="What is counted: killed, injured, trucks ...")
@options.as_of
@options.since
@options.until
@options.listed
def figures(record: str, format: str, **asked: str | None) -> None:
    """The numbers that reports give, as a series: by what is counted, then by day.

    \b
    Example:
      onrecord figures crisis.db --what killed
    """
    with Record(record, create=False) as open_record:
        found = open_record.figures(**asked)
        reports = {r.id: r for r in open_record.reports()} if format == "table" else {}

    def row(figure: Figure) -> list[str]:
        report = reports.get(figure.report or "")
        day = figure.as_of or (report.published if report else None)
        source = (report.source or report.title or report.id) if report else ""
        return [figure.what, str(day or ""), _number(figure), _said(figure.said_by), source]

    listing(
        found,
        format,
        [Column("what", 16), Column("as of", 10), Column("number", 22), Column("says", 20), Column("in")],
        row,
        flat=frames.figure_row,
        names=frames.names("figures"),
        none=_none("figures", asked),
    )


@options.verb
@options.record
@click.option("--actor", metavar="WHO", help="Who would act.")
@click.option("--state", metavar="STATE", help="open, fired, averted or lapsed.")
@options.as_of
@options.listed
def conditions(record: str, format: str, **asked: str | None) -> None:
    """If this, then that: what was threatened, promised or expected on a condition.

    Each stands once, with the number of REPORTS that tell it, and in the state of the end of the day asked for.

    \b
    Example:
      onrecord conditions crisis.db --actor USA
    """
    with Record(record, create=False) as open_record:
        found = open_record.conditions(**asked)
        none = "" if found else _none("conditions", asked, open_record)
    listing(
        found,
        format,
        [
            Column("who would", 14),
            Column("do this"),
            Column("if"),
            Column("says", 12),
            Column("state", 7),
            Column("reports", 7, True),
        ],
        _condition_row,
        flat=_plain,
        names=list(Condition.model_fields),
        none=none,
    )


def _condition_row(told: Condition) -> list[str]:
    who = ", ".join(p.name for p in told.actors)
    return [who, told.consequence, told.trigger, _said(told.said_by), told.state, str(len(told.reports))]


@options.verb
@options.record
@options.as_of
@options.since
@options.until
@options.listed
def stories(record: str, format: str, **asked: str | None) -> None:
    """The developments that reports follow, newest first.

    \b
    Example:
      onrecord stories crisis.db --since 2024-05-01
    """
    with Record(record, create=False) as open_record:
        found = open_record.stories(**asked)
    listing(
        found,
        format,
        [Column("id", SHORT), Column("first", 10), Column("last", 10), Column("title"), Column("reports", 7, True)],
        lambda s: [s.id[:SHORT], str(s.first or ""), str(s.last or ""), s.title, str(len(s.reports))],
        flat=_plain,
        names=list(Story.model_fields),
        none=_none("stories", asked),
    )


@options.verb
@options.record
@options.as_of
@options.listed
def doubts(record: str, format: str, as_of: str | None) -> None:
    """Dates of reports that are not believed as stated, and why.

    \b
    Example:
      onrecord doubts crisis.db
    """
    with Record(record, create=False) as open_record:
        found = open_record.doubts(as_of=as_of)
    listing(
        found,
        format,
        [Column("report", SHORT), Column("field", 9), Column("stated", 10), Column("better", 13), Column("why")],
        lambda d: [d.report[:SHORT], d.field, d.stated or "", _better(d), "; ".join(d.reasons)],
        flat=_plain,
        names=list(Doubt.model_fields),
        none="no date is doubted",
    )


def _better(doubt: Doubt) -> str:
    """The better day, or the first and last it can have been."""
    return (doubt.better or "").replace("/", " to ")


@options.verb
@options.record
@options.listed
def skipped(record: str, format: str) -> None:
    """What could not be read, why, and what to do; what has been mended since is left out.

    \b
    Example:
      onrecord skipped crisis.db
    """
    with Record(record, create=False) as open_record:
        found = open_record.skipped()
    listing(
        found,
        format,
        [Column("what", 28), Column("at", 7), Column("why")],
        lambda s: [s.report, s.stage, s.reason],
        flat=_plain,
        names=list(Skipped.model_fields),
        none="nothing was skipped",
    )


@options.verb
@options.record
@click.argument("words", nargs=-1, required=True)
@options.as_of
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="How many at most.")
@options.listed
def search(record: str, words: tuple[str, ...], as_of: str | None, limit: int, format: str) -> None:
    """The reports that hold all these WORDS, best first, each with a sentence.

    A phrase stands in quotes, the beginning of a word ends in a star.

    \b
    Example:
      onrecord search crisis.db hostages releas*
      onrecord search crisis.db '"carrier group"'
    """
    with Record(record, create=False) as open_record:
        found = open_record.search(" ".join(words), as_of=as_of, limit=limit)
    listing(
        found,
        format,
        [Column("report", SHORT), Column("day", 10), Column("source", 16), Column("sentence")],
        lambda f: [f.report[:SHORT], f.published or "", f.source or "", _quote(f)],
        flat=_plain,
        names=list(Found.model_fields),
        none=f"no report holds {' and '.join(words)}",
    )


def _quote(found: Found) -> str:
    text = found.quote.of(found.text) if found.quote else found.title or ""
    return " ".join(text.split())


def _what(told: Event | Claim) -> str:
    """Type and mode, with the status unless it happened, and a word where values contradict."""
    status = "" if told.status == "happened" else f" {told.status}"
    disputed = ", disputed" if isinstance(told, Event) and told.disputes else ""
    return explanation.kind(told) + status + disputed


def _who(told: Event | Claim) -> str:
    """Who to whom, and where."""
    who = ", ".join(p.name for p in told.actors) or "?"
    whom = ", ".join(p.name for p in told.recipients)
    where = ", ".join(dict.fromkeys(p.place.name if p.place else p.text for p in told.places))
    return who + (f" > {whom}" if whom else "") + (f", at {where}" if where else "")


def _day(told: Event | Claim) -> str:
    """The first day that it can have been, if one is known."""
    when = told.when
    day = (when.earliest or when.latest) if when else None
    return str(day) if day else ""


def _number(figure: Figure) -> str:
    """A number as it is hedged: "at least 12", "10 to 15"."""
    low, high = (f"{n:,.10g}" if n is not None else "" for n in (figure.low, figure.high))
    if figure.relation == "range" and low and high:
        return f"{low} to {high}"
    number = low or high
    unit = f" {figure.unit}" if figure.unit else ""
    return f"{'' if figure.relation == 'exactly' else figure.relation + ' '}{number}{unit}"


def _said(party: Any) -> str:
    return party.name if party else ""


def _plain(noun: Noun) -> dict[str, Any]:
    return noun.model_dump(mode="json")


def _none(what: str, asked: Mapping[str, str | None], record: Record | None = None) -> str:
    """What to tell where a list is empty; names of the `record` that are near to those asked for."""
    given = [f"{name} {value}" for name, value in asked.items() if value]
    told = f"no {what}" + (f" with {', '.join(given)}" if given else " in this record")
    return told + (near(asked, record) if record else "")


def near(asked: Mapping[str, str | None], record: Record) -> str:
    """ ": did you mean Norway?", or nothing."""
    found = [
        name
        for option in ("actor", "recipient", "toward", "place")
        if (who := asked.get(option))
        for name in record.near(who, places=option == "place", as_of=asked.get("as_of"))
    ]
    return f": did you mean {' or '.join(dict.fromkeys(found))}?" if found else ""
