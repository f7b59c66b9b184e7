"""Events, conditions, stories and doubts become a brief."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from onrecord.brief import retell
from onrecord.brief.names import capital, day, party
from onrecord.brief.nouns import Brief, Changed, Chapter, Part, Sentence, Source
from onrecord.model import Citation, Claim, Condition, Dispute, Doubt, Event, Figure, Report, Span, Story, Value

SAID = {
    "happened": "told as done",
    "ongoing": "told as under way",
    "historical": "told as history",
    "planned": "told as planned",
    "hypothetical": "told as possible",
    "conditional": "told as bound to a condition",
}
"""What a status is called in a sentence."""

QUOTED = 4
"""So many independent sources are cited for a sentence; the record has the others."""

FIRST_WORDS = 200
"""Characters of a report that are quoted where no sentence is meant in particular."""

COUNTED = frozenset({"killed", "injured", "missing", "displaced", "abducted", "hostages", "released", "arrested"})
"""What is listed among the figures of a story even where no event accounts for it."""

HAPPENED, FIGURES, PLANNED, FEARED, DENIED, CONDITIONS, DISPUTED = (
    "What happened", "Figures", "Planned or announced", "Feared or thought possible", "Denied", "Conditions",
    "Disputed",
)  # fmt: skip
PART_OF = {
    "happened": HAPPENED,
    "ongoing": HAPPENED,
    "historical": HAPPENED,
    "planned": PLANNED,
    "hypothetical": FEARED,
    "conditional": CONDITIONS,
    "denied": DENIED,
}


def brief(
    events: Iterable[Event],
    conditions: Iterable[Condition] = (),
    stories: Iterable[Story] = (),
    reports: Mapping[str, Report] | Iterable[Report] = (),
    *,
    claims: Mapping[str, Claim] | Iterable[Claim] = (),
    figures: Iterable[Figure] = (),
    doubts: Iterable[Doubt] = (),
    title: str = "Brief",
    as_of: date | None = None,
    since: date | None = None,
    changed: Iterable[Changed] = (),
) -> Brief:
    """A brief of what the reports tell, story by story, newest first.

    Every sentence cites the sentences of the reports that it rests on.  An event stands in the story that
    most of its reports belong to; what belongs to no story stands in a last chapter.  `claims` lets each
    side of a dispute be cited by itself.  `changed` is what is told otherwise than at the end of the day `since`; it
    stands first.
    """
    by_id = dict(reports) if isinstance(reports, Mapping) else {r.id: r for r in reports}
    claims_by_id = dict(claims) if isinstance(claims, Mapping) else {c.id: c for c in claims}
    desk = _Desk(by_id, claims_by_id)
    told = sorted(stories, key=lambda s: (-(s.last or date.min).toordinal(), s.id))
    home = {report: story.id for story in told for report in story.reports}
    shares = _shares(events, conditions, figures, home)
    first = desk.changes(since, changed) if since else None
    chapters = [c for story in told if (c := desk.chapter(story, shares[story.id]))]
    if "" in shares and (rest := desk.chapter(None, shares[""])):
        chapters.append(rest)
    return Brief(
        title=title,
        as_of=as_of,
        reports=len(by_id),
        chapters=(first, *chapters) if first else tuple(chapters),
        doubts=tuple(s for d in sorted(doubts, key=lambda d: (d.report, d.field)) if (s := desk.doubt(d))),
        sources=tuple(desk.sources),
    )


class _Share:
    """What belongs to one story."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.conditions: list[Condition] = []
        self.figures: list[Figure] = []


def _shares(
    events: Iterable[Event], conditions: Iterable[Condition], figures: Iterable[Figure], home: Mapping[str, str]
) -> dict[str, _Share]:
    found: dict[str, _Share] = defaultdict(_Share)
    for event in events:
        homes = Counter(home.get(r, "") for r in event.reports)
        best = min(homes, key=lambda h: (-homes[h], h == "", h)) if homes else ""
        found[best].events.append(event)
    for condition in conditions:
        found[home.get(condition.report, "")].conditions.append(condition)
    for figure in figures:
        if figure.report and figure.what in COUNTED:
            found[home.get(figure.report, "")].figures.append(figure)
    return found


class _Desk:
    """Where a brief is written: it numbers the sources as they are first cited."""

    def __init__(self, reports: Mapping[str, Report], claims: Mapping[str, Claim]) -> None:
        self.reports = reports
        self.claims = claims
        self.sources: list[Source] = []
        self._numbers: dict[tuple[str, int, int], int] = {}

    # --- citations ---------------------------------------------------------------------------

    def cite(self, citations: Iterable[Citation], most: int = QUOTED) -> tuple[int, ...]:
        """The numbers of quotes, one a report, at most `most`; quotes of unknown reports are left out."""
        chosen: dict[str, Citation] = {}
        for citation in citations:
            report = self.reports.get(citation.report)
            if report and citation.span.end <= len(report.text):
                chosen.setdefault(citation.report, citation)
        return tuple(sorted(self._number(c) for c in list(chosen.values())[:most]))

    def _number(self, citation: Citation) -> int:
        report = self.reports[citation.report]
        span = _trimmed(report.text, citation.span)
        key = (citation.report, span.start, span.end)
        if key not in self._numbers:
            self._numbers[key] = len(self.sources) + 1
            self.sources.append(
                Source(
                    number=self._numbers[key],
                    report=report.id,
                    span=span,
                    quote=span.of(report.text),
                    title=report.title,
                    source=report.source,
                    published=report.published or report.stated,
                    url=report.url,
                )
            )
        return self._numbers[key]

    def quotes_of(self, event: Event) -> Sequence[Citation]:
        """The sentences that tell an event, the earliest first."""
        return event.evidence.get("sentence") or [c for cited in event.evidence.values() for c in cited]

    def quotes_for(self, event: Event, value: Value) -> Sequence[Citation]:
        """The sentences that give one value of a field; those of the event where the claims are not at hand."""
        known = [self.claims[i] for i in value.claims if i in self.claims]
        return [Citation(report=c.report, span=c.sentence) for c in known] or self.quotes_of(event)

    # --- chapters ----------------------------------------------------------------------------

    def chapter(self, story: Story | None, share: _Share) -> Chapter | None:
        """One story; None where it tells nothing."""
        parts: dict[str, list[Sentence]] = {
            name: [] for name in (HAPPENED, FIGURES, PLANNED, FEARED, CONDITIONS, DENIED, DISPUTED)
        }
        bound = {(t.report, t.sentence.start) for c in share.conditions for t in c.tellings}
        for event in sorted(share.events, key=_order):
            if event.status in ("conditional", "hypothetical") and self._bound(event, bound):
                continue  # the condition tells it
            self._add(parts[PART_OF[event.status]], retell.sentence(event), self.quotes_of(event))
            self._event_figures(parts[FIGURES], event)
            for dispute in event.disputes:
                if not dispute.field.startswith("figures:"):
                    self._dispute(parts[DISPUTED], event, dispute)
        self._other_figures(parts[FIGURES], share)
        for condition in sorted(share.conditions, key=lambda c: (c.report, c.sentence.start, c.id)):
            quotes = [Citation(report=t.report, span=t.sentence) for t in condition.tellings]
            if condition.report in self.reports:
                self._add(parts[CONDITIONS], retell.condition(condition, self.reports[condition.report]), quotes)
        made = tuple(Part(heading=name, sentences=tuple(told)) for name, told in parts.items() if told)
        if not made:
            return None
        if story is None:
            return Chapter(title="Other reports", first=None, last=None, reports=0, parts=made)
        return Chapter(title=story.title, first=story.first, last=story.last, reports=len(story.reports), parts=made)

    def changes(self, since: date, changed: Iterable[Changed]) -> Chapter | None:
        """What is told otherwise than before; None where nothing is."""
        parts: dict[str, list[Sentence]] = {"Revised": [], "Corrected": []}
        for event, field, before, after, reports in changed:
            name = "Revised" if field.startswith("figures:") else "Corrected"
            cited = [q for q in self.quotes_of(event) if q.report in reports] or self.quotes_of(event)
            self._add(parts[name], retell.change(event, field, before, after), cited)
        made = tuple(Part(heading=name, sentences=tuple(told)) for name, told in parts.items() if told)
        title = f"What changed since {day(since)}"
        return Chapter(title=title, first=None, last=None, reports=0, parts=made) if made else None

    def _bound(self, event: Event, bound: set[tuple[str, int]]) -> bool:
        """Whether an event is told in nothing but the sentences of conditions."""
        return all((c.report, c.span.start) in bound for c in self.quotes_of(event))

    def _add(self, part: list[Sentence], text: str, quotes: Iterable[Citation], most: int = QUOTED) -> None:
        """A sentence with its sources; one that rests on nothing at hand is not written.

        One that stands there already gains the sources.
        """
        sources = self.cite(quotes, most)
        if not sources:
            return
        same = next((n for n, s in enumerate(part) if s.text == text), None)
        if same is None:
            part.append(Sentence(text=text, sources=sources))
        else:
            part[same] = Sentence(text=text, sources=tuple(sorted({*part[same].sources, *sources})))

    def _event_figures(self, part: list[Sentence], event: Event) -> None:
        """The tolls of an event, and whatever else is counted differently."""
        for field in event.fields:
            name = retell_name(field.field)
            if not field.field.startswith("figures:") or (len(field.values) == 1 and name not in COUNTED):
                continue
            told = [self._who_says(event, v) for v in field.values]
            if len(told) == 1 and retell.sentence(event).find(field.values[0].value) >= 0:
                continue  # the sentence of the event tells it
            text = retell.toll(event, name, told, field.agreement == "contradict")
            quotes = [q for v in field.values for q in self.quotes_for(event, v)[:1]]
            self._add(part, text, dict.fromkeys(quotes), most=len(quotes))

    def _who_says(self, event: Event, value: Value) -> str:
        """A value with the papers that give it: "7 (Wire, 10 March 2024)"."""
        given: dict[str, date | None] = {}
        for claim in (self.claims[i] for i in value.claims if i in self.claims):
            report = self.reports.get(claim.report)
            if report:
                speaker = next((f.said_by for f in claim.figures if f.said_by), claim.said_by)
                name = party(speaker) if speaker else report.source or "an unnamed source"
                given.setdefault(name, report.published or report.stated)
        told = [f"{name}, {day(when)}" if when else name for name, when in sorted(given.items())][:QUOTED]
        words = SAID.get(value.value, value.value)
        return f"{words} ({'; '.join(told)})" if told else words

    def _other_figures(self, part: list[Sentence], share: _Share) -> None:
        """Figures that stand in no sentence of an event."""
        used = {(c.report, c.span.start) for e in share.events for c in e.evidence.get("figures", ())}
        for figure in sorted(share.figures, key=self._figure_order):
            report = self.reports.get(figure.report or "")
            if not report or (report.id, figure.span.start) in used:
                continue
            quote = Citation(report=report.id, span=_sentence(report.text, figure.span))
            said = f", according to {party(figure.said_by)}" if figure.said_by else ""
            when = report.published or report.stated
            paper = ", ".join(filter(None, (report.source, day(when) if when else "")))
            self._add(part, f"{capital(retell.count(figure))}{said}{f' ({paper})' if paper else ''}.", [quote])

    def _figure_order(self, figure: Figure) -> tuple[str, date, str, int]:
        report = self.reports.get(figure.report or "")
        when = (report.published or report.stated) if report else None
        return figure.what, when or date.max, figure.report or "", figure.span.start

    def _dispute(self, part: list[Sentence], event: Event, dispute: Dispute) -> None:
        quotes = [q for v in dispute.values for q in self.quotes_for(event, v)[:1]]
        told = [self._who_says(event, v) for v in dispute.values]
        self._add(part, retell.disagreement(event, dispute.field, told), quotes, most=len(quotes))

    def doubt(self, doubt: Doubt) -> Sentence | None:
        """A date of a report that is not believed, and why."""
        report = self.reports.get(doubt.report)
        if not report or not report.text.strip():
            return None
        quote = Citation(report=report.id, span=_opening(report.text))
        name = f"“{report.title}”" if report.title else "A report"
        source = f" ({report.source})" if report.source else ""
        stated = f"gives {doubt.stated} as its {doubt.field}" if doubt.stated else f"gives no {doubt.field}"
        better = f"; more likely is {doubt.better}" if doubt.better else ""
        reasons = "; ".join(doubt.reasons).rstrip(".")
        return Sentence(text=f"{name}{source} {stated}{better}: {reasons}.", sources=self.cite([quote]))


def retell_name(field: str) -> str:
    """What a field of figures counts: "killed", "frigates"."""
    what, _, unit = field.removeprefix("figures:").partition(":")
    return (f"{what}, {unit}" if unit else what).replace("_", " ")


def _order(event: Event) -> tuple[date, date, str, int, str]:
    """Events in order of their days (of their first report where no day is known), then as they are told there."""
    reported = event.first_published or date.max
    when = event.when
    known = (when.earliest or when.latest) if when else None
    first = next(iter(event.evidence.get("sentence", ())), None)
    return known or reported, reported, first.report if first else "", first.span.start if first else 0, event.id


def _trimmed(text: str, span: Span) -> Span:
    """A span without blanks at its ends, if anything is left."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - (len(words) - len(words.rstrip()))
    return Span(start=start, end=end) if start < end else span


def _sentence(text: str, inside: Span) -> Span:
    """The sentence around a figure, as near as it can be told without a reading."""
    start = max(text.rfind(". ", 0, inside.start) + 2, text.rfind("\n", 0, inside.start) + 1, 0)
    start = 0 if start == 1 else start
    ends = [e for e in (text.find(". ", inside.end), text.find("\n", inside.end)) if e >= 0]
    return Span(start=min(start, inside.start), end=min(ends) + 1 if ends else len(text))


def _opening(text: str) -> Span:
    """The first words of a report."""
    start = len(text) - len(text.lstrip())
    end = min(len(text), start + FIRST_WORDS)
    stop = text.find(". ", start, end)
    if stop > start:
        end = stop + 1
    elif end < len(text) and (blank := text.rfind(" ", start + 1, end)) > start:
        end = blank
    return Span(start=start, end=end)
