"""The map: where what was done was done, and when; each count is the length of the list that it leads to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.model import DEEDS, Event
from onrecord.record import Record
from onrecord.store import Outline
from onrecord.web.views import PAGE, Clock

STEPS = (1, 7, 28, 91, 364, 3640)
"""Days that one bar of the time line may stand for."""

BARS = 90
"""So many bars at most."""

BEFORE = timedelta(31)
"""How long before the first report the time line may begin; deeds of earlier days count where no first day is set."""

Span = tuple[date | None, date | None]
"""The first and the last day that are shown; None leaves an end open."""


@dataclass
class MapPlace:
    """A place with the events told of it."""

    name: str
    country: str | None
    lat: float
    lon: float
    precision: str
    events: list[str]


@dataclass(frozen=True)
class Bar:
    """Some days of the time line: how many deeds with a place on the map touch them; whether they are shown."""

    first: date
    last: date
    count: int
    inside: bool


@dataclass
class MapPage:
    """The map of a span of days, and the time line of all days."""

    places: list[MapPlace]
    events: int
    bars: list[Bar]
    span: Span
    around: list[tuple[float, float]]

    @property
    def last(self) -> int:
        """The number of the last day of the time line, counted from 0."""
        return (self.bars[-1].last - self.bars[0].first).days if self.bars else 0

    @property
    def low(self) -> int:
        """Where on the time line the days shown begin."""
        return self._at(self.span[0], 0)

    @property
    def high(self) -> int:
        """Where they end."""
        return self._at(self.span[1], self.last)

    def _at(self, day: date | None, otherwise: int) -> int:
        return min(self.last, max(0, (day - self.bars[0].first).days)) if day and self.bars else otherwise

    @property
    def before(self) -> Span | None:
        """The span as long before the one that is shown, where the time line goes on there."""
        first, last = self.span
        if not first or not last or not self.bars or first <= self.bars[0].first:
            return None
        return first - (last - first) - timedelta(1), first - timedelta(1)

    @property
    def after(self) -> Span | None:
        """The span as long after it."""
        first, last = self.span
        if not first or not last or not self.bars or last >= self.bars[-1].last:
            return None
        return last + timedelta(1), last + (last - first) + timedelta(1)


def world(record: Record, clock: Clock, span: Span) -> MapPage:
    """The page of the map.  Raises `InputError` where the days are in the wrong order."""
    shown = _deeds(record, clock, span)
    every = _deeds(record, clock, (None, None))
    around = sorted({(lat, lon) for e in every for _, _, lat, lon, _ in e.places})
    return MapPage(_places(shown), len(shown), _bars(every, record.days(as_of=clock.as_of), span), span, around)


@dataclass
class PlacePage:
    """What was done at one place in a span of days, a page of it."""

    name: str
    country: str | None
    span: Span
    events: list[Event]
    all: int
    offset: int
    more: bool


def place(record: Record, clock: Clock, name: str, country: str | None, span: Span, offset: int) -> PlacePage:
    """The list behind a place on the map.  Raises `InputError` where the days are in the wrong order."""
    places = _places(_deeds(record, clock, span))
    ids = next((p.events for p in places if (p.name, p.country) == (name, country)), [])
    shown = [record.event(id, as_of=clock.as_of) for id in ids[offset : offset + PAGE]]
    return PlacePage(name, country, span, shown, len(ids), offset, len(ids) > offset + PAGE)


def _deeds(record: Record, clock: Clock, span: Span) -> list[Outline]:
    """What was done at a place that can be drawn."""
    found = record.outlines(as_of=clock.as_of, since=span[0], until=span[1])
    return [e for e in found if e.status in DEEDS and e.places]


def _places(deeds: Sequence[Outline]) -> list[MapPlace]:
    """The places, those with most events first; an event counts once at each, however often it is named."""
    found: dict[tuple[str, str | None], MapPlace] = {}
    for e in deeds:
        for name, code, lat, lon, precision in {(p[0], p[1]): p for p in e.places}.values():
            found.setdefault((name, code), MapPlace(name, code, lat, lon, precision, [])).events.append(e.id)
    return sorted(found.values(), key=lambda p: (-len(p.events), p.name))


def _bars(deeds: Sequence[Outline], reported: Sequence[date], span: Span) -> list[Bar]:
    """The time line: from the first deed to the last, as far as reports were written of those days."""
    days = [(e.day, e.last or e.day) for e in deeds if e.day]
    if not days or not reported:
        return []
    first = max(min(day for day, _ in days), reported[0] - BEFORE)
    last = max(first, min(max(end for _, end in days), reported[-1]))
    step = next((s for s in STEPS if (last - first).days < s * BARS), STEPS[-1])
    since, until = span[0] or date.min, span[1] or date.max
    made = []
    for n in range((last - first).days // step + 1):
        begin = first + timedelta(n * step)
        end = begin + timedelta(step - 1)
        count = sum(day <= end and to >= begin for day, to in days)
        made.append(Bar(begin, end, count, begin <= until and end >= since))
    return made
