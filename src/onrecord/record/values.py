"""Which value of a disputed field an event shows: `choose(events, how, claims, days)`, pure.

    origins         the value of most independent origins (what `reconcile` shows; nothing is done)
    latest          the value that was told last, in every field
    conservative    of figures the lowest, as ACLED counts; else as `origins`
    range           of figures the `low`est, the `best` and the `high`est, as UCDP counts; else as `origins`

An origin that told another number later has corrected itself: its earlier one is neither the lowest nor the highest.
All values stay in `fields`, the one shown first.  Type, mode and status, by which events are found, stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal, cast, get_args

from onrecord.errors import InputError
from onrecord.model import Claim, Dispute, Event, Figure, Value, When
from onrecord.reconcile import fields, numbers

Values = Literal["origins", "latest", "conservative", "range"]
WAYS: tuple[str, ...] = get_args(Values)

Days = Mapping[str, date]
"""The day of publication of each report, as well as it is known; a report of unknown day is the oldest."""

READ: Mapping[str, Callable[[Claim], tuple[Any, str] | None]] = {
    "actors": fields.actors,
    "recipients": fields.recipients,
    "places": fields.where,
    "when": fields.when,
}


def way(asked: str) -> Values:
    """The way that is asked for.  Raises `InputError` with those that there are."""
    if asked not in WAYS:
        raise InputError(f"no values by {asked!r}; there are: {', '.join(WAYS)}")
    return cast("Values", asked)


def wanted(events: Iterable[Event], how: Values) -> list[str]:
    """The claims that are needed to choose: those behind fields of several values."""
    return [c for e in events for f in e.fields if _open(f, how) for v in f.values for c in v.claims]


def choose(events: Iterable[Event], how: Values, claims: Mapping[str, Claim], days: Days) -> list[Event]:
    """The events with the values of that way; those without a field of several values are as they were."""
    return [_chosen(e, how, claims, days) if any(_open(f, how) for f in e.fields) else e for e in events]


def _open(field: Dispute, how: Values) -> bool:
    """Whether another value of a field can be shown."""
    counted = field.field.startswith("figures:")
    return len(field.values) > 1 and (counted or (how == "latest" and field.field in READ))


def _chosen(event: Event, how: Values, claims: Mapping[str, Claim], days: Days) -> Event:
    told: list[Dispute] = []
    update: dict[str, Any] = {}
    figures: dict[str, Figure | None] = {_field_of(f): f for f in event.figures}
    for field in event.fields:
        if _open(field, how):
            first = _best(field, how, claims, days)
            things = [t for id in first.claims if id in claims and (t := _thing(field.field, first.value, claims[id]))]
            thing: Any = things[0] if things else _days_of(first.value) if field.field == "when" else None
            if how == "range":
                figures[field.field] = _range(field, figures.get(field.field), claims, days)
            elif thing is not None:
                field = field.model_copy(update={"values": (first, *(v for v in field.values if v != first))})
                if field.field in READ:
                    update[field.field] = thing
                else:
                    figures[field.field] = thing
        told.append(field)
    return event.model_copy(
        update={
            **update,
            "figures": tuple(figures[f.field] for f in told if figures.get(f.field)),
            "fields": tuple(told),
            "disputes": tuple(f for f in told if f.agreement == "contradict"),
        }
    )


def _best(field: Dispute, how: Values, claims: Mapping[str, Claim], days: Days) -> Value:
    """The value to be shown; of equals the one that stood first."""
    if how == "latest":
        return max(field.values, key=lambda v: _last(v, claims, days))
    if how == "conservative":
        return min(_standing(field, claims, days), key=lambda v: _bounds(field, v, claims)[0])
    return field.values[0]


def _last(value: Value, claims: Mapping[str, Claim], days: Days) -> date:
    return max((days.get(claims[c].report, date.min) for c in value.claims if c in claims), default=date.min)


def _standing(field: Dispute, claims: Mapping[str, Claim], days: Days) -> list[Value]:
    """The values that their origins have not corrected since."""
    told: dict[str, list[tuple[date, int]]] = {}
    for n, value in enumerate(field.values):
        for origin in value.origins:
            own = [days.get(claims[c].report, date.min) for c in value.claims if _is(claims.get(c), origin)]
            told.setdefault(origin, []).append((max(own, default=_last(value, claims, days)), -n))
    kept = {-max(said)[1] for said in told.values()}
    return [v for n, v in enumerate(field.values) if n in kept] or list(field.values)


def _is(claim: Claim | None, origin: str) -> bool:
    """Whether a claim stands in the very report that an origin is named by."""
    return claim is not None and claim.report == origin


def _bounds(field: Dispute, value: Value, claims: Mapping[str, Claim]) -> tuple[float, float]:
    """The lowest and highest number of a value; a hedge ("at least 9") is its number."""
    figure = next((f for c in value.claims if c in claims and (f := _thing(field.field, value.value, claims[c]))), None)
    if figure is None or (figure.low is None and figure.high is None):
        return float("inf"), float("-inf")
    low = figure.low if figure.low is not None else figure.high
    return low, figure.high if figure.high is not None else low


def _range(field: Dispute, best: Figure | None, claims: Mapping[str, Claim], days: Days) -> Figure | None:
    """The figure that is shown, between the lowest and the highest that stand."""
    bounds = [_bounds(field, v, claims) for v in _standing(field, claims, days)]
    low, high = min(b[0] for b in bounds), max(b[1] for b in bounds)
    if best is None or low >= high:
        return best
    number = best.low if best.low is not None else best.high
    text = f"{numbers.number(low)} to {numbers.number(high)}"
    return best.model_copy(update={"relation": "range", "low": low, "best": number, "high": high, "text": text})


# --- what a claim gives ------------------------------------------------------------------------------


def _thing(field: str, words: str, claim: Claim) -> Any:
    """What a claim gives for a field, if it is the value of these words."""
    if field in READ:
        read = READ[field](claim)
        return read[0] if read and read[1] == words else None
    return next((f for f in _figures(field, claim) if numbers.shown(f) == words), None)


def _figures(field: str, claim: Claim) -> Iterator[Figure]:
    """The figures of a claim for one thing counted."""
    told: Sequence[Figure] = claim.figures
    return (f.model_copy(update={"report": claim.report}) for f in told if _field_of(f) == field)


def _field_of(figure: Figure) -> str:
    what, unit = numbers.subject(figure)
    return f"figures:{what}" if unit in ("", what) else f"figures:{what}:{unit}"


def _days_of(words: str) -> When | None:
    """The days that the words of a field tell; for claims whose report was dated by others.

    >>> _days_of("2024-05-01 to 2024-05-03").latest
    datetime.date(2024, 5, 3)
    """
    begin, _, end = words.removeprefix("since ").partition(" to ")
    first = date.fromisoformat(begin)
    last = None if words.startswith("since ") else date.fromisoformat(end or begin)
    return When(earliest=first, latest=last, precision="day" if first == last else "range", anchored_on="settled")
