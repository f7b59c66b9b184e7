"""The nouns of the desk: what a report is, what it says, and what happened.

Every noun is a frozen pydantic model.  None of them knows a store, a model file or
another room.  Ids are hashes of content, so the same thing has the same id wherever
and whenever it is made.

    Report -> Reading -> Claim, Condition, Figure -> Verdict -> Event
"""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

Status = Literal["happened", "ongoing", "planned", "hypothetical", "conditional", "denied", "historical"]
"""What a claim says of its event: only `happened`, `ongoing` and `historical` are deeds."""

Precision = Literal[
    "time", "day", "week", "month", "season", "quarter", "year", "decade", "century", "range", "unknown"
]
Relation = Literal["exactly", "at least", "more than", "at most", "fewer than", "about", "nearly", "range"]
Correctable = Literal["type", "status", "actor", "recipient", "event"]
State = Literal["open", "fired", "averted", "lapsed"]
Agreement = Literal["agree", "refine", "contradict"]
Manner = Literal["public", "private"]

DEEDS: frozenset[str] = frozenset({"happened", "ongoing", "historical"})


def content_id(prefix: str, *parts: object) -> str:
    """A short, stable id made of what the thing says.

    >>> content_id("r", "text", None) == content_id("r", "text", None)
    True
    """
    packed = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str, separators=(",", ":"))
    return prefix + hashlib.sha256(packed.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Noun(BaseModel):
    """The base of all nouns: frozen, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


class Span(Noun):
    """Half-open character offsets into the text of a report: `text[start:end]` is the quote."""

    start: Annotated[int, Field(ge=0)]
    end: int

    @model_validator(mode="after")
    def _ordered(self) -> Span:
        if self.end <= self.start:
            raise ValueError(f"a span must hold at least one character, not [{self.start}, {self.end})")
        return self

    def of(self, text: str) -> str:
        """The quote that the span marks in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Report(Noun):
    """What one publisher says on one day, with three clocks.

    `stated` is the date that its header or page gives; `published` our best estimate of the day of
    writing, with `published_how` (a phrase) and `published_confidence` (0 to 1); `recorded` the
    moment it entered this record, which is no part of its id.
    """

    id: str = ""
    text: str
    title: str | None = None
    source: str | None = None
    url: str | None = None
    language: str = "en"
    stated: date | None = None
    published: date | None = None
    published_how: str | None = None
    published_confidence: Annotated[float, Field(ge=0, le=1)] = 0.0
    recorded: datetime | None = None

    @model_validator(mode="after")
    def _identify(self) -> Report:
        if not self.id:
            says = (self.text, self.title, self.source, self.url, self.stated)
            object.__setattr__(self, "id", content_id("r", *says))
        return self


# --- a report read ---------------------------------------------------------------------------


class Argument(Noun):
    """One role of a predicate: PropBank label (`ARG0`, `ARGM-TMP`), head word, first and last word."""

    role: str
    head: int
    first: int
    last: int


class Frame(Noun):
    """A predicate (index of its word in the sentence) with its arguments, in order of `first`."""

    predicate: int
    arguments: tuple[Argument, ...] = ()

    def get(self, role: str) -> Argument | None:
        """The first argument of that role, if there is one."""
        return next((a for a in self.arguments if a.role == role), None)


class Told(Noun):
    """A word that may tell an event, as the trained reader sees it.

    `types` gives the chance of each type; what they lack to 1 is the chance that the word tells none.  `modes` (""
    for none), `statuses` and `contexts` are chances given that it does, `parts` those of a word of the sentence to be
    the actor, recipient, topic, place, time, figures or speaker of it.  Small chances are left out.
    """

    word: int
    types: dict[str, float]
    modes: dict[str, float]
    statuses: dict[str, float]
    contexts: dict[str, float]
    parts: dict[tuple[str, int], float]

    @property
    def chance(self) -> float:
        """The chance that the word tells an event at all."""
        return sum(self.types.values())


class Sentence(Noun):
    """A sentence in columns: one entry a word in each of `words`, `starts`, `ends`, `lemmas`, `upos`,
    `heads`, `relations`.

    Offsets are into the text of the report.  `heads` is as in CoNLL-U: 1-based, 0 for the root;
    `relations` are universal dependencies, with subtype where the reader is sure of one
    (`nsubj:pass`); word indices everywhere else (`Frame`, `Argument`, `parent`) are 0-based.
    """

    start: int
    end: int
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    frames: tuple[Frame, ...] = ()
    told: tuple[Told, ...] = ()

    @property
    def span(self) -> Span:
        """Where the sentence stands in the report."""
        return Span(start=self.start, end=self.end)

    def __len__(self) -> int:
        return len(self.words)

    def parent(self, i: int) -> int:
        """The 0-based index of the head of word `i`; -1 for the root."""
        return self.heads[i] - 1

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """The dependents of each word, in order."""
        below: list[list[int]] = [[] for _ in self.words]
        for i, head in enumerate(self.heads):
            if head > 0:
                below[head - 1].append(i)
        return tuple(tuple(b) for b in below)

    def subtree(self, i: int) -> list[int]:
        """Word `i` and all below it, in order."""
        found, todo = [], [i]
        while todo:
            j = todo.pop()
            found.append(j)
            todo.extend(self.children[j])
        return sorted(found)

    def words_span(self, first: int, last: int) -> Span:
        """The characters from word `first` to word `last`, inclusive."""
        return Span(start=self.starts[first], end=self.ends[last])


class Token(Noun):
    """One word of a reading, with its place in the tree; a view on the columns of a `Sentence`."""

    span: Span
    text: str
    lemma: str
    upos: str
    head: int
    relation: str
    sentence: int


class Name(Noun):
    """A named thing: `kind` is person, place, organization, time, event, object or other."""

    span: Span
    kind: str
    sentence: int


class Reading(Noun):
    """A report read: sentences, their words and syntax and roles, and the names.  Nothing changes it."""

    report: str | None = None
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...] = ()

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """All words of the report in order."""
        return tuple(
            Token(span=Span(start=s, end=e), text=w, lemma=m, upos=u, head=h, relation=r, sentence=n)
            for n, sent in enumerate(self.sentences)
            for w, s, e, m, u, h, r in zip(
                sent.words, sent.starts, sent.ends, sent.lemmas, sent.upos, sent.heads, sent.relations, strict=True
            )
        )

    @property
    def heads(self) -> tuple[tuple[int, ...], ...]:
        """For each sentence the heads of its words (CoNLL-U: 1-based, 0 for the root)."""
        return tuple(s.heads for s in self.sentences)

    @property
    def relations(self) -> tuple[tuple[str, ...], ...]:
        """For each sentence the dependency relations of its words."""
        return tuple(s.relations for s in self.sentences)


# --- who, when, where, how many --------------------------------------------------------------


class Office(Noun):
    """An office held from `start` to `end` (None: before or after all that we know)."""

    name: str
    country: str | None = None
    sectors: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None


class Actor(Noun):
    """A known actor: `id` of ours, `country` ISO 3166 alpha-3 or a PLOVER group code, sectors most telling first."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    country: str | None = None
    sectors: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    wikidata: str | None = None


class Party(Noun):
    """Who takes part in an event, as the report names it and as we resolve it.

    `text` is the words at `span`; `name` the canonical name, or for a pronoun its antecedent.
    """

    span: Span
    text: str
    name: str
    country: str | None = None
    sectors: tuple[str, ...] = ()
    actor_id: str | None = None
    office: str | None = None
    wikidata: str | None = None


class Place(Noun):
    """A place of the gazetteer; `precision` is point, city, district, region, country, area or continent."""

    name: str
    geonames_id: int | None = None
    country: str | None = None
    region: str | None = None
    lat: float | None = None
    lon: float | None = None
    feature: str | None = None
    precision: str = "point"


class PlaceMention(Noun):
    """A place named in the text; `place` is None where we cannot say which one it is."""

    span: Span
    text: str
    place: Place | None = None


class When(Noun):
    """When: the earliest and latest day it can have been, and how we know.

    `timex` is the TIMEX3 value; `anchor` the day that a relative time was resolved on and
    `anchored_on` what that day is ("published", "mention").  Without an anchor a relative time
    keeps its `timex` and has no days.
    """

    earliest: date | None = None
    latest: date | None = None
    precision: Precision = "unknown"
    timex: str | None = None
    text: str | None = None
    anchor: date | None = None
    anchored_on: str | None = None


class Time(Noun):
    """A time expression: its span, TIMEX3 `type` (DATE, TIME, DURATION, SET) and `value`, and the days it means."""

    span: Span
    type: str
    value: str
    when: When


class Figure(Noun):
    """A number that matters: what is counted, how it is hedged, and who says so.

    `best` stands between `low` and `high` where these are those of several reports (`Record.events(values="range")`);
    no report gives all three.
    """

    what: str
    unit: str | None = None
    relation: Relation = "exactly"
    low: float | None = None
    high: float | None = None
    best: float | None = None
    span: Span
    text: str
    said_by: Party | None = None
    as_of: date | None = None
    report: str | None = None
    evidence: dict[str, tuple[Span, ...]] = Field(default_factory=dict)


class Quote(Noun):
    """Who says what: the spans of the content, of the cue ("said") and of the source."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()


# --- what a report says ----------------------------------------------------------------------


class Claim(Noun):
    """One report says this.  Never edited; its id is a hash of what it says.

    `type`, `mode`, `contexts`, `quad` (1-4) and `score` are PLOVER's.  `trigger` is the word that
    tells the event, `topic` what it was about ("to hold off on a ground offensive").  `evidence`
    gives for each field that has a value the spans that carry it; `sentence` the sentence(s).  `labels` are a user's
    own types.
    """

    id: str = ""
    report: str
    type: str
    mode: str | None = None
    labels: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    quad: Annotated[int, Field(ge=1, le=4)]
    score: float
    status: Status = "happened"
    trigger: str
    topic: str | None = None
    manner: Manner | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    when: When | None = None
    figures: tuple[Figure, ...] = ()
    said_by: Party | None = None
    sentence: Span
    evidence: dict[str, tuple[Span, ...]]
    confidence: Annotated[float, Field(ge=0, le=1)] = 0.5
    coder: str

    @model_validator(mode="after")
    def _identify(self) -> Claim:
        return _identified(self, "c", {"id", "confidence"})


class Condition(Noun):
    """If this, then that: on whose word, until when, and where it stands.

    `kind` is the word it hangs on ("if", "unless", "until", "or else", "in case", "provided" ...); `trigger` and
    `consequence` are the words of the report; `actors` who would act; `trigger_claims` and `consequence_claims` the
    claims that code them, where they could be coded.  `state`, with the claims that say so (`met_by`) and the
    `reason`, is derived from what was told since, and `also`, the same condition as it is told elsewhere, from the
    other reports; see docs/conditions.md.
    """

    id: str = ""
    report: str
    kind: str = "if"
    trigger: str
    consequence: str
    actors: tuple[Party, ...] = ()
    said_by: Party | None = None
    deadline: When | None = None
    state: State = "open"
    sentence: Span
    evidence: dict[str, tuple[Span, ...]]
    trigger_claims: tuple[str, ...] = ()
    consequence_claims: tuple[str, ...] = ()
    met_by: tuple[str, ...] = ()
    reason: str | None = None
    also: tuple[Condition, ...] = ()

    @model_validator(mode="after")
    def _identify(self) -> Condition:
        return _identified(self, "k", {"id", "state", "met_by", "reason", "also"})

    @property
    def tellings(self) -> tuple[Condition, ...]:
        """The condition as each report tells it, the first published first."""
        return (self, *self.also)

    @property
    def reports(self) -> tuple[str, ...]:
        """The reports that tell it, the first published first."""
        return tuple(dict.fromkeys(t.report for t in self.tellings))


class Coded(Noun):
    """All that the coder found in one report."""

    report: str
    claims: tuple[Claim, ...] = ()
    conditions: tuple[Condition, ...] = ()
    figures: tuple[Figure, ...] = ()


# --- what happened ---------------------------------------------------------------------------


class Citation(Noun):
    """A quote in a report: where a reader can check a field."""

    report: str
    span: Span


class Verdict(Noun):
    """Two claims are, or are not, the same event, says `by` ("machine" or a person's name).

    `a` < `b`.  Append-only: a later verdict on the pair stands over an earlier one, a person's over
    the machine's.  `same` None takes the earlier verdict of that person back.
    """

    a: str
    b: str
    same: bool | None
    score: float | None = None
    reasons: tuple[str, ...] = ()
    by: str = "machine"
    at: datetime | None = None


class Correction(Noun):
    """A person's word on one claim: its `field` is `value`, whatever onrecord read.

    `field` is "type" (`value` a type, or type/mode), "status", "actor" or "recipient" (the name; "" for nobody) or
    "event" (`value` "no": the words tell none).  Append-only: a later one on the field stands over an earlier one;
    `value` None takes back what that person said.
    """

    claim: str
    field: Correctable
    value: str | None
    why: str | None = None
    by: str
    at: datetime | None = None


class Value(Noun):
    """One value of a field, with the claims behind it and their independent origins."""

    value: str
    claims: tuple[str, ...]
    origins: tuple[str, ...]


class Dispute(Noun):
    """A field of an event: its values and whether they agree, refine or contradict one another."""

    field: str
    values: tuple[Value, ...]
    agreement: Agreement = "contradict"


class Event(Noun):
    """What happened: one entry however many reports tell it; derived, never stored as truth.

    `fields` holds every field's values; `disputes` those of them that contradict one another;
    `history` the statuses in order of publication ("planned", then "happened").
    """

    id: str
    type: str
    mode: str | None = None
    labels: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    quad: int
    score: float
    status: Status
    trigger: str
    topic: str | None = None
    manner: Manner | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    when: When | None = None
    figures: tuple[Figure, ...] = ()
    said_by: Party | None = None
    evidence: dict[str, tuple[Citation, ...]] = Field(default_factory=dict)
    confidence: float = 0.5
    claims: tuple[str, ...]
    origins: tuple[str, ...]
    reports: tuple[str, ...]
    fields: tuple[Dispute, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    history: tuple[tuple[date | None, Status], ...] = ()
    first_published: date | None = None
    last_published: date | None = None


class Story(Noun):
    """Reports that tell of one development; `first` and `last` are days of publication."""

    id: str
    reports: tuple[str, ...]
    title: str
    first: date | None = None
    last: date | None = None


class Doubt(Noun):
    """A field of a report that we do not believe as stated, and why."""

    report: str
    field: str
    stated: str | None
    better: str | None
    reasons: tuple[str, ...]


class Skipped(Noun):
    """Something that could not be read: `report` is its id or address (file, line); `reason` says what to do."""

    report: str
    stage: str
    reason: str


class Added(Noun):
    """What an `add` did: reports new to the record, reports it knew, things skipped."""

    added: int = 0
    known: int = 0
    skipped: int = 0

    def __add__(self, other: Added) -> Added:
        return Added(
            added=self.added + other.added, known=self.known + other.known, skipped=self.skipped + other.skipped
        )


def event_id(first: str) -> str:
    """The id of the event whose first claim has the id `first`."""
    return content_id("e", first)


Identified = TypeVar("Identified", "Claim", "Condition")


def _identified(noun: Identified, prefix: str, but: set[str]) -> Identified:
    """The noun with an id made of what it says; `but` names the fields that are no part of that."""
    if not noun.id:
        says = noun.model_dump(mode="json", exclude=but, exclude_defaults=True)
        object.__setattr__(noun, "id", content_id(prefix, says))
    return noun
