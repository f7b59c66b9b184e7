"""Nouns as data frames, one plain column a field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from onrecord.errors import InputError, MissingExtra
from onrecord.model import Claim, Event, Figure, Party, Report
from onrecord.reconcile import numbers

if TYPE_CHECKING:
    import polars


def frame(kind: str, nouns: Sequence[Any]) -> polars.DataFrame:
    """A Polars frame of nouns; its columns are the same whether or not there are any.

    Raises `MissingExtra` without Polars and `InputError` for an unknown kind.
    """
    try:
        import polars
    except ImportError:
        raise MissingExtra("frames want Polars, which is not installed: pip install 'onrecord[frames]'") from None
    if kind not in _COLUMNS:
        raise InputError(f"no frame of {kind!r}; there are: {', '.join(_COLUMNS)}")
    schema = _schema(kind, polars)
    return polars.DataFrame([_COLUMNS[kind](noun) for noun in nouns], schema=schema, orient="row")


def _told(told: Event | Claim) -> dict[str, Any]:
    """What claims and events have alike."""
    when, place = told.when, next((p.place for p in told.places if p.place), None)
    return {
        "id": told.id,
        "type": told.type,
        "mode": told.mode,
        "labels": list(told.labels),
        "contexts": list(told.contexts),
        "quad": told.quad,
        "score": told.score,
        "status": told.status,
        "first_day": when.earliest if when else None,
        "last_day": when.latest if when else None,
        "actors": _names(told.actors),
        "actor_countries": _countries(told.actors),
        "recipients": _names(told.recipients),
        "recipient_countries": _countries(told.recipients),
        "place": place.name if place else next((p.text for p in told.places), None),
        "country": place.country if place else None,
        "geonames_id": place.geonames_id if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "trigger": told.trigger,
        "topic": told.topic,
        "said_by": told.said_by.name if told.said_by else None,
        "confidence": told.confidence,
    }


def event_row(event: Event) -> dict[str, Any]:
    """An event in plain columns."""
    return _told(event) | {
        "first_published": event.first_published,
        "last_published": event.last_published,
        "reports": list(event.reports),
        "origins": len(event.origins),
        "figures": [_counted(figure) for figure in event.figures],
        "disputed": [dispute.field for dispute in event.disputes],
    }


def claim_row(claim: Claim) -> dict[str, Any]:
    """A claim in plain columns."""
    return _told(claim) | {
        "report": claim.report,
        "sentence_start": claim.sentence.start,
        "sentence_end": claim.sentence.end,
        "coder": claim.coder,
    }


def report_row(report: Report) -> dict[str, Any]:
    """A report in plain columns; not when it was recorded, which is no part of what it says."""
    return report.model_dump(exclude={"recorded"})


def figure_row(figure: Figure) -> dict[str, Any]:
    """A figure in plain columns."""
    return {
        "report": figure.report,
        "what": figure.what,
        "unit": figure.unit,
        "relation": figure.relation,
        "low": figure.low,
        "high": figure.high,
        "text": figure.text,
        "said_by": figure.said_by.name if figure.said_by else None,
        "as_of": figure.as_of,
        "start": figure.span.start,
        "end": figure.span.end,
    }


_COLUMNS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "events": event_row,
    "claims": claim_row,
    "reports": report_row,
    "figures": figure_row,
}

_SHARED = (
    "id:text type:text mode:text labels:list contexts:list quad:int score:real status:text first_day:day last_day:day "
    "actors:list actor_countries:list recipients:list recipient_countries:list place:text country:text geonames_id:int "
    "latitude:real longitude:real trigger:text topic:text said_by:text confidence:real "
)
_SCHEMAS = {
    "events": _SHARED + "first_published:day last_published:day reports:list origins:int figures:list disputed:list",
    "claims": _SHARED + "report:text sentence_start:int sentence_end:int coder:text",
    "reports": "id:text text:text title:text source:text url:text language:text stated:day published:day "
    "published_how:text published_confidence:real",
    "figures": "report:text what:text unit:text relation:text low:real high:real text:text said_by:text as_of:day "
    "start:int end:int",
}


def names(kind: str) -> list[str]:
    """The columns of a kind, in order."""
    return [column.partition(":")[0] for column in _SCHEMAS[kind].split()]


def _schema(kind: str, polars: Any) -> dict[str, Any]:
    types = {
        "text": polars.String,
        "int": polars.Int64,
        "real": polars.Float64,
        "day": polars.Date,
        "list": polars.List(polars.String),
    }
    return {name: types[type] for name, _, type in (column.partition(":") for column in _SCHEMAS[kind].split())}


def _counted(figure: Figure) -> str:
    """A figure in a few words: "killed: at least 3", "killed: 2 to 9, best 6"."""
    best = f", best {numbers.number(figure.best)}" if figure.best is not None else ""
    return f"{figure.what}: {numbers.shown(figure)}{best}"


def _names(parties: Iterable[Party]) -> list[str]:
    return [p.name for p in parties]


def _countries(parties: Iterable[Party]) -> list[str]:
    return list(dict.fromkeys(p.country for p in parties if p.country))
