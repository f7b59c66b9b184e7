"""What each page shows: plain functions of a record and a question; the API answers with the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from onrecord.errors import UnknownId
from onrecord.model import DEEDS, Claim, Doubt, Event, Figure, Report, Span, Story
from onrecord.record import Diff, Explanation, Found, Position, Record
from onrecord.web import marks

PAGE = 50
"""Events on a page."""

MANY = 2000
"""Reports with the words of a search among which events are looked for."""

FIELDS = ("actor", "recipient", "type", "place", "status", "label", "since", "until")
ASKED = re.compile(r'(\w+):("[^"]*"|\S+)')


@dataclass(frozen=True)
class Clock:
    """The day as of which the desk is read; None: all that is known."""

    as_of: date | None = None

    def __bool__(self) -> bool:
        return self.as_of is not None


@dataclass
class Today:
    """A day at the desk: what is known at its end and was not the day before."""

    day: date | None
    before: date | None
    after: date | None
    diff: Diff | None
    stories: list[Story] = field(default_factory=list)
    plans: list[Event] = field(default_factory=list)


def today(record: Record, clock: Clock, day: date | None) -> Today:
    """The page of a day: by default the last on which a report was published."""
    days = record.days(as_of=clock.as_of)
    if not days:
        return Today(None, None, None, None)
    shown = day or days[-1]
    diff = record.diff(shown - timedelta(1), shown)
    stories = record.stories(as_of=shown, since=shown)
    plans = [e for e in record.events(as_of=shown, status="planned") if _ahead(e, shown)]
    before = max((d for d in days if d < shown), default=None)
    after = min((d for d in days if d > shown), default=None)
    return Today(shown, before, after, diff, stories, plans)


def _ahead(event: Event, day: date) -> bool:
    when = event.when
    last = when.latest or when.earliest if when else None
    return last is None or last >= day


@dataclass
class Listing:
    """One page of a list of events."""

    events: list[Event]
    asked: dict[str, str]
    offset: int
    more: bool


def events(record: Record, clock: Clock, asked: dict[str, str], offset: int = 0, limit: int = PAGE) -> Listing:
    """A page of events; `asked` holds filters as for `Record.events`."""
    known = {k: v for k, v in asked.items() if k in FIELDS and v}
    found = record.events(as_of=clock.as_of, limit=limit + 1, offset=offset, **known)
    return Listing(found[:limit], known, offset, len(found) > limit)


@dataclass
class EventPage:
    """An event with all that it rests on."""

    explanation: Explanation
    story: Story | None
    reports: dict[str, Report]

    @property
    def event(self) -> Event:
        """The event."""
        return self.explanation.event


def event(record: Record, clock: Clock, id: str) -> EventPage:
    """The page of an event."""
    found = record.explain(id, as_of=clock.as_of)
    mine = set(found.event.reports)
    story = max(
        (s for s in record.stories(as_of=clock.as_of) if mine & set(s.reports)),
        key=lambda s: (len(mine & set(s.reports)), s.id),
        default=None,
    )
    return EventPage(found, story, {id: record.report(id) for id in found.event.reports})


@dataclass
class StoryPage:
    """A story: its reports, events, figures and disputes."""

    story: Story
    reports: list[Report]
    events: list[Event]
    disputed: list[Event]
    figures: list[tuple[Figure, Report]]
    origins: dict[str, str]


def story(record: Record, clock: Clock, id: str) -> StoryPage:
    """The page of a story, by its id or that of a report in it (which it keeps as it grows)."""
    found = _one(record.stories(as_of=clock.as_of), id, "story", record)
    reports = sorted((record.report(r) for r in found.reports), key=lambda r: (r.published or date.max, r.id))
    told = record.events(as_of=clock.as_of, reports=found.reports)
    figures = [(f, r) for r in reports for f in record.figures(as_of=clock.as_of, report=r.id)]
    origins = record.origins(reports)
    return StoryPage(found, reports, told, [e for e in told if e.disputes], figures, origins)


def _one(stories: Iterable[Story], id: str, noun: str, record: Record) -> Story:
    stories = list(stories)
    found = [s for s in stories if s.id == id or id in s.reports] or [s for s in stories if s.id.startswith(id)]
    if len(found) != 1:
        raise UnknownId(f"no {noun} {id!r} in {record.path}: it may have grown; look in the list of stories")
    return found[0]


@dataclass
class ReportPage:
    """A report: its text with all that was read in it, its claims with their events, its clocks."""

    report: Report
    stretches: list[marks.Stretch]
    claims: list[Claim]
    events: dict[str, Event]
    doubts: list[Doubt]
    shown: Span | None


def report(record: Record, clock: Clock, id: str, shown: Span | None = None) -> ReportPage:
    """The page of a report; `shown` is a quote in it to be pointed out."""
    found = record.report(id)
    claims = record.claims(report=id)
    figures = record.figures(report=id)
    home = {c: told for told in record.events(as_of=clock.as_of, reports=[id]) for c in told.claims}
    cut = marks.stretches(found, list(marks.marks(claims, figures)))
    doubts = [d for d in record.doubts(as_of=clock.as_of) if d.report == id]
    return ReportPage(found, cut, claims, home, doubts, shown)


@dataclass
class ActorsPage:
    """Who acts on whom: for each two, how many events and their mean score."""

    ties: dict[tuple[str, str], tuple[int, float]]
    names: list[str]
    matrix: list[tuple[str, list[tuple[str, int, float]]]]
    counts: list[tuple[str, int, int]]


def actors(record: Record, clock: Clock) -> ActorsPage:
    """The network and the matrix of those who act most; events that were not done are left out."""
    scores: dict[tuple[str, str], list[float]] = defaultdict(list)
    acts: Counter[str] = Counter()
    suffered: Counter[str] = Counter()
    for e in record.outlines(as_of=clock.as_of):
        if e.status in DEEDS and e.status != "historical":
            acts.update(e.actors)
            suffered.update(e.recipients)
            for a in e.actors:
                for b in e.recipients:
                    scores[a, b].append(e.score)
    ties = {pair: (len(s), sum(s) / len(s)) for pair, s in scores.items()}
    weight: Counter[str] = Counter()
    for (a, b), (count, _) in ties.items():
        weight.update({a: count, b: count})
    names = [n for n, _ in sorted(weight.items(), key=lambda t: (-t[1], t[0]))[:12]]
    matrix = [(a, [(b, *ties.get((a, b), (0, 0.0))) for b in names]) for a in names]
    everyone = sorted({*acts, *suffered}, key=lambda n: (-acts[n] - suffered[n], n))
    return ActorsPage(ties, names, matrix, [(n, acts[n], suffered[n]) for n in everyone[:200]])


@dataclass
class ActorPage:
    """What one actor did and what was done to it."""

    name: str
    did: list[Event]
    suffered: list[Event]
    positions: list[Position]


def actor(record: Record, clock: Clock, name: str) -> ActorPage:
    """The page of an actor, by country code or name."""
    did = record.events(as_of=clock.as_of, actor=name, limit=200)
    suffered = record.events(as_of=clock.as_of, recipient=name, limit=200)
    return ActorPage(name, did, suffered, record.positions(as_of=clock.as_of, actor=name))


@dataclass
class DyadPage:
    """How one actor stands to another: the events, a series by week, the positions and their turns."""

    actor: str
    toward: str
    events: list[Event]
    weeks: list[tuple[date, float, float]]
    positions: list[Position]


def dyad(record: Record, clock: Clock, name: str, toward: str) -> DyadPage:
    """The page of two actors."""
    found = record.events(as_of=clock.as_of, actor=name, recipient=toward)
    weeks: dict[date, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for e in found:
        day = (e.when.earliest or e.when.latest if e.when else None) or e.first_published
        if day and e.status in DEEDS and e.status != "historical":
            weeks[day - timedelta(day.weekday())][0 if e.score > 0 else 1] += e.score
    series = [(week, weeks[week][0], weeks[week][1]) for week in sorted(weeks)]
    positions = record.positions(as_of=clock.as_of, actor=name, toward=toward)
    return DyadPage(name, toward, found, series, positions)


@dataclass
class SearchPage:
    """What a line of words and filters finds: events by its filters, sentences by its words."""

    line: str
    words: str
    asked: dict[str, str]
    events: list[Event]
    found: list[Found]


def search(record: Record, clock: Clock, line: str) -> SearchPage:
    """The results of a line such as `hostages actor:QAT since:2024-05-01`."""
    asked = {k: v.strip('"') for k, v in ASKED.findall(line) if k in FIELDS}
    words = ASKED.sub(lambda m: "" if m[1] in FIELDS else m[0], line).strip()
    found = record.search(words, as_of=clock.as_of, limit=MANY if asked else 40) if words else []
    hits = [f.report for f in found] if words else None
    told = record.events(as_of=clock.as_of, limit=PAGE, reports=hits, **asked) if asked else []
    return SearchPage(line, words, asked, told, found[:40])


@dataclass
class FigurePage:
    """Figures as series: by what is counted, in order of days."""

    what: str | None
    kinds: list[tuple[str, int]]
    series: list[tuple[Figure, Report]]


def figures(record: Record, clock: Clock, what: str | None) -> FigurePage:
    """The ledger of figures; of one kind, or the kinds there are."""
    kinds = list(record.counted(as_of=clock.as_of).items())
    shown = record.figures(as_of=clock.as_of, what=what)[:500] if what else []
    reports = {id: record.report(id) for id in {f.report for f in shown if f.report}}
    return FigurePage(what, kinds, [(f, reports[f.report]) for f in shown if f.report in reports])


def plain(noun: Any) -> Any:
    """A view as JSON holds it."""
    if hasattr(noun, "model_dump"):
        return noun.model_dump(mode="json")
    if hasattr(noun, "__dataclass_fields__"):
        return {name: plain(getattr(noun, name)) for name in noun.__dataclass_fields__}
    if isinstance(noun, dict):
        return {(" > ".join(k) if isinstance(k, tuple) else str(k)): plain(v) for k, v in noun.items()}
    if isinstance(noun, Sequence) and not isinstance(noun, str):
        return [plain(one) for one in noun]
    return noun.isoformat() if isinstance(noun, date) else noun
