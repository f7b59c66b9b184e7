"""How much speaks for two claims telling of one event, with the reasons in words.

Each feature is a small claim about the two; it gives a weight (log odds) and a phrase.  The weights
are judged, not fitted: no data of the kind is free of the terms of others; `docs/reconcile.md` gives
what they do on the examples and on coreference gold.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from onrecord.model import DEEDS, Claim, Figure, Report
from onrecord.ontology import read_table
from onrecord.reconcile import numbers
from onrecord.reconcile.days import Window, gap, window
from onrecord.reconcile.parties import agreement
from onrecord.reconcile.places import best, finest, is_wide
from onrecord.reconcile.words import about, names, shared, told

PRIOR = -3.2
"""The log odds that two claims of compatible types with a party in common are one event, before all else."""

ALIKE_ONLY = -0.2
"""The most that two claims reach which share type and parties, but too little that only one event has."""

ENOUGH = 2.0
"""How telling the signs must be together."""

HEAD = 1500
"""Characters of a report in which it says whom and what it is about."""

RUNNING = 25
"""A story of more reports than this tells many deeds: a war, a strike wave."""

FEW, NAMES = 4, 6
"""In words: a sentence, or a report, that tells no more than so many beside the act is too bare to compare."""

DONE = frozenset({"ASSAULT", "COERCE", "PROTEST", "RETREAT", "AID", "SANCTION"})
"""Types of deeds to which a report comes back in other words."""

ANOTHER = re.compile(
    r"\b(?:another|separate|second|third|other|earlier|previous|later|also|meanwhile|unrelated)\b", re.IGNORECASE
)
"""Words that set one deed of a report apart from another."""

VERBAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


class InStory(NamedTuple):
    """The story that a report follows, and how many reports follow it."""

    id: str
    size: int


@dataclass(frozen=True)
class Side:
    """A claim with what is known of its report."""

    claim: Claim
    window: Window | None
    origin: str
    quote: str
    published: int
    story: InStory | None = None
    context: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The id of the claim."""
        return self.claim.id


@dataclass(frozen=True)
class Sign:
    """What one feature found: how much it says, in words, and how seldom two events would share it.

    `telling` is 2 where that alone makes one event of two claims (a number, a topic), 1 where it needs
    another beside it (the day, the town): armies shell one town day after day, and many towns in a day.
    """

    weight: float
    reason: str
    telling: float = 0.0


@dataclass(frozen=True)
class Comparison:
    """The probability that two claims tell of one event, and why."""

    score: float
    reasons: tuple[str, ...]


Feature = Callable[[Side, Side], Sign | None]


def side(claim: Claim, report: Report | None, origin: str | None = None, story: InStory | None = None) -> Side:
    """A claim made ready for comparison."""
    quote = " ".join(claim.sentence.of(report.text).split()) if report else ""
    day = (report.published or report.stated) if report else None
    return Side(
        claim,
        window(claim, report),
        origin or claim.report,
        quote,
        day.toordinal() if day else 0,
        story,
        _context(claim, quote),
        names(report.title or "", report.text[:HEAD]) if report else frozenset(),
    )


def _context(claim: Claim, quote: str) -> frozenset[str]:
    """What a sentence tells beside the act, its parties and its places, which other features compare."""
    parties = " ".join(f"{p.text} {p.name}" for p in (*claim.actors, *claim.recipients))
    places = " ".join(f"{m.text} {m.place.name if m.place else ''}" for m in claim.places)
    return about(quote) - about(f"{claim.trigger} {parties} {places}")


# --- the features ------------------------------------------------------------------------------


def same_type(a: Side, b: Side) -> Sign | None:
    """They are of one type, and of one mode where both have one."""
    x, y = a.claim, b.claim
    if x.type != y.type:
        return Sign(-0.3, f"one promises what the other tells as done ({x.type}, {y.type})")
    if x.mode and y.mode:
        kind = f"{x.type}/{x.mode}"
        return Sign(0.8, f"both {kind}") if x.mode == y.mode else Sign(-1.0, f"{kind} against {y.type}/{y.mode}")
    return Sign(0.4, f"both {x.type}")


def same_act(a: Side, b: Side) -> Sign | None:
    """They tell the act with the same word or one that means the same."""
    words_a, acts_a = told(a.claim.trigger)
    words_b, acts_b = told(b.claim.trigger)
    pair = f"“{a.claim.trigger}” and “{b.claim.trigger}”"
    if words_a & words_b:
        return Sign(0.9, f"the same word, “{a.claim.trigger}”")
    if acts_a & acts_b:
        return Sign(0.7, f"{pair} can tell one act")
    if a.claim.type != b.claim.type:
        return None  # "will fly", "delivered": a promise seldom names the deed
    # a right is "affirmed", "stressed" and "asserted": what was said tells more than the word for saying it
    return Sign(-0.2 if a.claim.type in VERBAL else -0.6, f"{pair} tell different acts")


def same_actors(a: Side, b: Side) -> Sign | None:
    """Those who act can be one."""
    return _parties(agreement(a.claim.actors, b.claim.actors), "actors", 1.2, 3.5)


def same_recipients(a: Side, b: Side) -> Sign | None:
    """Those acted upon can be one."""
    return _parties(agreement(a.claim.recipients, b.claim.recipients), "recipients", 1.0, 2.5)


def _parties(agree: float | None, field: str, gain: float, loss: float) -> Sign | None:
    if agree is None:
        return None
    if agree > 0.3:
        return Sign(gain * agree, f"the {field} agree" if agree > 0.75 else f"the {field} can be the same")
    reason = f"the {field} differ" if agree < -0.3 else f"the {field} need not be the same"
    return Sign(loss * min(agree, -0.15), reason)


def same_days(a: Side, b: Side) -> Sign | None:
    """They happened, or are to happen, on the same days."""
    if not a.window or not b.window:
        return Sign(-0.2, "the day of one is not known")
    both_stated = a.window.stated and b.window.stated
    apart = gap(a.window, b.window)
    if apart:
        plan = "planned" in (a.claim.status, b.claim.status)
        vague = plan or not both_stated or (apart == 1 and _of_chronicle(a) != _of_chronicle(b))
        return Sign(max(-4.5, -1.2 - apart) * (0.5 if vague else 1.0), f"{_count(apart)} apart")
    if a.window.exact and b.window.exact and (_of_chronicle(a) or _of_chronicle(b)):
        return _published(0)
    if a.window.exact and b.window.exact:
        plan = "planned" in (a.claim.status, b.claim.status) and a.claim.status != b.claim.status
        return Sign(1.5, "on the same day", telling=2 if plan else 1)
    if not both_stated and a.published and b.published and a.claim.status == b.claim.status:
        return _published(abs(a.published - b.published))
    width = min(a.window.last, b.window.last) - max(a.window.first, b.window.first)
    if both_stated and width <= 7:
        return Sign(0.8, "at the same time")
    return Sign(0.4 if width <= 7 else 0.1, "they can be of the same day")


def _of_chronicle(side: Side) -> bool:
    """Whether its day is that of the item which tells it in the present, not one that its words name."""
    return side.claim.when is not None and side.claim.when.text is None


def _published(apart: int) -> Sign:
    """Where a day is not stated, news is of the day of the report or the one before."""
    if apart == 0:
        return Sign(0.5, "reported on the same day", telling=0.5)
    if apart == 1:
        return Sign(0.3, "reported within a day", telling=0.5)
    return Sign(max(-4.5, 0.2 - 0.25 * apart), f"reported {_count(apart)} apart, the day of one not stated")


def same_place(a: Side, b: Side) -> Sign | None:
    """They are told of the same place, or one place lies within the other."""
    if not a.claim.places or not b.claim.places:
        return None
    verbal = a.claim.type in VERBAL - {"CONSULT"}  # "urged calm in Chad": the place of words is often their topic
    how = best(a.claim.places, b.claim.places)
    if how == "near":
        return Sign(0.3, "at places near one another")
    if how == "same":
        if any(is_wide(m) for c in (a.claim, b.claim) for m in finest(c.places)):
            return Sign(0.4, "in the same region")
        return Sign(0.6 if verbal else 1.0, "at the same place", telling=0 if verbal else 1)
    if how == "within":
        return Sign(0.3, "one place lies within the other")
    return Sign(-0.7 if verbal else -2.2, "at different places") if how == "apart" else None


def same_figures(a: Side, b: Side) -> Sign | None:
    """They count the same, and can both be right."""
    one_day = bool(a.window and b.window and a.window.exact and a.window == b.window)
    rises = _rises(a, b)
    signs = [s for f, g in _common(a.claim, b.claim) if (s := _figure(f, g, one_day, rises))]
    # "freed 13 hostages, Israel 39 prisoners" and "14 hostages, 39 prisoners": what differs tells more
    against = [s for s in signs if s.weight <= AGAINST]
    return max(against or signs, key=lambda s: abs(s.weight), default=None)


RISEN = re.compile(
    r"\b(?:risen|rises|rose|climb(?:s|ed)|increased|jump(?:s|ed)|revised|lowered|up from|toll)\b", re.IGNORECASE
)
"""Words by which a report says that a number has changed."""

AGAINST = -1.0
"""A figure that speaks so much against one event is heard before those that agree."""


def _common(a: Claim, b: Claim) -> Iterator[tuple[Figure, Figure]]:
    return ((f, g) for f in a.figures for g in b.figures if numbers.subject(f) == numbers.subject(g))


def _rises(a: Side, b: Side) -> bool:
    """Whether the later report says that a toll has changed: "has risen to four", "the death toll rises"."""
    later = a if (a.published, a.id) > (b.published, b.id) else b
    return RISEN.search(later.quote) is not None


def _figure(f: Figure, g: Figure, one_day: bool, rises: bool = False) -> Sign | None:
    what = f.unit or f.what
    how = numbers.relation(f, g)
    if how == "same":
        few = f.low is not None and f.low < 3  # "two people" are killed every day
        return Sign(0.8 if few else 1.3, f"both count {numbers.shown(f)} {what}", telling=1 if few else 2)
    pair = f"{numbers.shown(f)} and {numbers.shown(g)} {what}"
    if how == "compatible":
        return Sign(0.4, f"{pair} can both be right", telling=1)
    if how == "unknown":
        return None
    if f.what in numbers.TOLLS and rises:
        return Sign(0.3, f"{pair}: the later report says that the number has changed", telling=1)
    if f.what in numbers.TOLLS:
        return Sign(-0.4 if one_day else -2.0, f"{pair}: a toll changes, or these are two")
    if f.what in ("released", "abducted", "arrested"):  # "freed four on Thursday", "freed 19 on Friday"
        return Sign(-1.2, pair)
    return Sign(0.3, f"both count {what}, {numbers.shown(f)} and {numbers.shown(g)}", telling=1.5)


def same_topic(a: Side, b: Side) -> Sign | None:
    """They are about the same."""
    x, y = a.claim.topic, b.claim.topic
    if not x or not y:
        return None
    part = shared(about(x), about(y))
    if part >= 0.5:
        return Sign(1.2, f"about the same: “{_cut(x)}”, “{_cut(y)}”", telling=2)
    if part > 0:
        return Sign(0.3, f"about much the same: “{_cut(x)}”, “{_cut(y)}”")
    return Sign(-1.0 if a.claim.type in VERBAL else -0.4, f"about different things: “{_cut(x)}”, “{_cut(y)}”")


def same_manner(a: Side, b: Side) -> Sign | None:
    """What is said in private and what is said in public are two acts."""
    x, y = a.claim.manner, b.claim.manner
    if x and y:
        return Sign(0.3, f"both in {x}") if x == y else Sign(-3.0, "one in private, one in public")
    return Sign(-2.5, f"only one is told as in {x or y}") if "private" in (x, y) else None


def same_text(a: Side, b: Side) -> Sign | None:
    """The one report is a copy of the other, and says it in the same sentence."""
    if a.claim.report == b.claim.report:
        if a.claim.sentence == b.claim.sentence:
            return Sign(-3.0, "told apart in one sentence")
        return _told_again(a, b)
    if a.origin != b.origin:
        return None
    alike = shared(about(a.quote), about(b.quote))
    if alike >= 0.8 and told(a.claim.trigger)[0] & told(b.claim.trigger)[0]:
        return Sign(4.0, "the same sentence in two copies of one text", telling=2)
    return Sign(-1.0, "told apart in two copies of one text")


def _told_again(a: Side, b: Side) -> Sign:
    """A report comes back to its deed: "the shooting", "the boy was shot", unless it says that it was another."""
    x, y = a.claim, b.claim
    if x.type not in DONE or x.type != y.type or not {x.status, y.status} <= DEEDS:
        return Sign(-0.6, "told apart in one report")
    if ANOTHER.search(a.quote) or ANOTHER.search(b.quote):
        return Sign(-0.8, "told apart in one report, as another")
    if x.mode == y.mode and _one_act(x, y) and not _conflict(x, y):
        return Sign(1.6, "the report comes back to it", telling=2)
    return Sign(-0.6, "told apart in one report")


def _conflict(x: Claim, y: Claim) -> bool:
    """Whether two claims of one report count the same thing and cannot both be right."""
    return any(numbers.relation(f, g) == "other" for f, g in _common(x, y))


def same_sentence(a: Side, b: Side) -> Sign | None:
    """They are told in much the same words."""
    if a.claim.report == b.claim.report:
        return None
    if min(len(a.context), len(b.context)) < FEW:
        return None
    part = shared(a.context, b.context)
    if part >= 0.5:
        return Sign(1.2, "told in much the same words", telling=1)
    return Sign(0.6, "told in some of the same words", telling=0.5) if part >= 0.3 else None


def same_names(a: Side, b: Side) -> Sign | None:
    """Their reports name the same people and places."""
    if a.claim.report == b.claim.report or min(len(a.named), len(b.named)) < NAMES:
        return None
    part = shared(a.named, b.named)
    if part >= 0.5:
        return Sign(1.0, "their reports name the same people and places", telling=1)
    if part >= 0.3:
        return Sign(0.5, "their reports share names", telling=0.5)
    return Sign(-0.5, "their reports name others") if part < 0.1 else None


def same_story(a: Side, b: Side) -> Sign | None:
    """Their reports follow one development; deeds of two developments are seldom one.

    A short report is placed in a story by few words; that it stands in another says nothing.
    """
    if a.story is None or b.story is None or a.claim.report == b.claim.report:
        return None
    if a.story.id == b.story.id:
        if a.story.size > RUNNING:
            return Sign(0.6, "their reports follow one long story", telling=0.5)
        if a.claim.type in VERBAL:  # in one story a minister refuses to meet, to yield, and to answer
            return Sign(0.8, "their reports follow one story", telling=0.5)
        if not _one_act(a.claim, b.claim):  # the seizure of a ship, and the killing of its guards
            return Sign(0.6, "their reports follow one story", telling=0.5)
        if _near(a, b):
            return Sign(2.0, "their reports follow one story", telling=2)
        return Sign(1.0, "their reports follow one story", telling=1)
    strangers = min(len(a.named), len(b.named)) >= NAMES and shared(a.named, b.named) < 0.3
    if a.claim.type == b.claim.type == "ASSAULT" and strangers:
        return Sign(-1.5, "their reports follow two stories")
    return None


def _one_act(x: Claim, y: Claim) -> bool:
    """Whether the words of two claims can tell one act."""
    (words_x, acts_x), (words_y, acts_y) = told(x.trigger), told(y.trigger)
    return bool(words_x & words_y or acts_x & acts_y)


def _near(a: Side, b: Side) -> bool:
    """Whether two claims are of the same days: by what they state, or reported within a day of one another."""
    if a.window and b.window and a.window.exact and b.window.exact:
        return a.window == b.window
    return abs(a.published - b.published) <= 1 if a.published and b.published else True


def same_status(a: Side, b: Side) -> Sign | None:
    """What the one fears or sets a condition for is not yet what the other tells as done."""
    x, y = a.claim.status, b.claim.status
    if x == y:
        return Sign(0.2, f"both {x}") if x not in DEEDS else None
    if "denied" in (x, y):
        return Sign(0.0, "one denies what the other tells")
    if "hypothetical" in (x, y) or "conditional" in (x, y):
        return Sign(-1.8, f"one is {x}, the other {y}")
    if "planned" in (x, y):
        planned, deed = sorted((a, b), key=lambda s: s.claim.status != "planned")
        late = planned.published and deed.published and planned.published > deed.published
        return Sign(-1.0, "planned after it was told as done") if late else Sign(0.1, "planned, and then told as done")
    return None


FEATURES: tuple[Feature, ...] = (
    same_type,
    same_act,
    same_actors,
    same_recipients,
    same_days,
    same_place,
    same_figures,
    same_topic,
    same_manner,
    same_text,
    same_sentence,
    same_names,
    same_story,
    same_status,
)


def compare(a: Side, b: Side) -> Comparison:
    """How probable it is that two claims tell of one event, the strongest reason first.

    Two claims that share no more than a type, a word and parties stay apart: armies shell and
    ministers meet again and again.
    """
    signs = [s for feature in FEATURES if (s := feature(a, b))]
    odds = PRIOR + sum(s.weight for s in signs)
    if odds > ALIKE_ONLY and sum(s.telling for s in signs) < ENOUGH:
        odds = ALIKE_ONLY
        signs.append(Sign(-0.5, "too little that only one event can have is told by both"))
    signs.sort(key=lambda s: -abs(s.weight))
    return Comparison(round(1 / (1 + math.exp(-odds)), 4), tuple(s.reason for s in signs))


@cache
def promised() -> frozenset[tuple[str, str]]:
    """The types under which one event can be told before and after it was done."""
    return frozenset((r["before"], r["after"]) for r in read_table("reconcile/types.tsv", ("before", "after")))


def compatible(a: Claim, b: Claim) -> bool:
    """Whether the types of two claims can tell of one event: the same, or a plan and its deed."""
    if a.type == b.type:
        return True
    before = {"planned", "conditional"}
    return ((a.type, b.type) in promised() and a.status in before and b.status in DEEDS) or (
        (b.type, a.type) in promised() and b.status in before and a.status in DEEDS
    )


def _count(days: int) -> str:
    return f"{days} day" + ("" if days == 1 else "s")


def _cut(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 50 else words[:50].rsplit(" ", 1)[0] + " …"
