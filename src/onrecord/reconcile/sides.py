"""What each side of a condition speaks of: the words, the acts, and whether it is the doing or the undoing of them.

if troops shell the town          the shelling
if the hostages are not freed     the freeing, undone
if the river stays closed         its opening, undone
has called a strike               the strike
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import Literal

from onrecord.model import Condition, Report
from onrecord.ontology import read_table
from onrecord.reconcile.words import WORD, about, acts, empty, stem, told

Field = Literal["trigger", "consequence"]

NAME = re.compile(r"\b[A-Z][\w’'-]+")
NUMBER = re.compile(r"\d[\d.,]*\d|\d")
MONTH = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")
WOULD_HAVE = re.compile(
    r"\b(?:would|could|might|['’]d)(?: not|n['’]t)?(?: \w+ly| never)? have (?:\w+ly )?(\w+)", re.IGNORECASE
)
HAD = re.compile(r"\bhad\b", re.IGNORECASE)
WOULD_NOW = re.compile(r"\b(?:would|could|might)\b.*\bnow\b", re.IGNORECASE)

AVERTING = frozenset({"unless", "or else"})
"""Kinds whose trigger keeps the consequence away."""


@dataclass(frozen=True)
class Side:
    """One act that the trigger or the consequence of a condition speaks of.

    `said` is all that the side says, less the deadline; `act` the words that tell the act; `keys` what a claim that
    tells it is looked up by; `undone` whether the side says that it is not done; `state` the words of which one must
    be named by a deed that only says that something ended ("lifted the siege"), `ends` those that say so by
    themselves ("reopened").
    """

    field: Field
    said: str
    act: str
    keys: frozenset[str]
    undone: bool
    state: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()

    @cached_property
    def names(self) -> frozenset[str]:
        """The stems of its names: countries, towns, people; no days."""
        named = {stem(w) for w in NAME.findall(self.said) if w.lower() not in lists()["calendar"]}
        return frozenset(named - lists()["pronoun"] - empty())

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Its numbers, but for those of dates."""
        return frozenset(NUMBER.findall(undated(self.said)))

    @cached_property
    def whole(self) -> frozenset[str]:
        """Its words for the whole of a thing: "all", "both"."""
        return _words(self.said) & lists()["whole"]

    @cached_property
    def rest(self) -> frozenset[str]:
        """The stems of what else it speaks of."""
        bare = " ".join(w for w in WORD.findall(undated(self.said)) if w.lower() not in _no_thing())
        return about(bare) - about(self.act) - self.names - self.numbers


def sides(condition: Condition, field: Field, report: Report) -> Iterator[Side]:
    """The acts of one side of a condition."""
    said = condition.trigger if field == "trigger" else condition.consequence
    if condition.deadline and condition.deadline.text:
        said = said.replace(condition.deadline.text, " ")  # "by 10 May" is not part of the act
    undone = not_done(condition, field, report)
    for span in condition.evidence.get(f"{field}_act", ()):
        yield _side(field, said, span.of(report.text), undone)


def _side(field: Field, said: str, act: str, undone: bool) -> Side:
    if _words(act) & lists()["lasting"]:
        for opposite in opposites():
            if state := opposite.states & {stem(w) for w in WORD.findall(said)}:
                keys = opposite.ends | opposite.lifts
                words = " ".join((act, *(w for w in WORD.findall(said) if stem(w) in state)))
                return Side(field, said, words, keys, not undone, opposite.states, opposite.ends)
    if _words(act) & lists()["calls"]:
        called = [w for w in WORD.findall(said.partition(act)[2]) if stem(w) in acts()]
        if called:
            return Side(field, said, f"{act} {called[0]}", keys_of(called[0]), undone)
    return Side(field, said, act, keys_of(act), undone)


def not_done(condition: Condition, field: Field, report: Report) -> bool:
    """Whether a side of a condition speaks of something that is not done."""
    words = " ".join(s.of(report.text) for s in condition.evidence.get(field, ()))
    return any(w.lower() in lists()["no"] or w.lower().endswith(("n't", "n’t")) for w in WORD.findall(words))


def light(trigger: str) -> bool:
    """Whether a verb leaves to its object what was done.

    >>> light("began"), light("shelled")
    (True, False)
    """
    return not _words(trigger).isdisjoint(lists()["light"])


def counterfactual(condition: Condition) -> bool:
    """Whether it speaks of what did not come to pass: "would have left", "had they signed, they would now be free"."""
    if condition.kind == "counterfactual":
        return True
    if found := WOULD_HAVE.search(condition.consequence):
        return found[1].lower().endswith("ed") or found[1].lower() in lists()["perfect"]
    return bool(HAD.search(condition.trigger) and WOULD_NOW.search(condition.consequence))


def keys_of(words: str) -> frozenset[str]:
    """What the words of an act are looked up by: their stems, pairs of them, and the acts that they can tell."""
    stems, found = told(words)
    pairs = pairwise(stem(w) for w in WORD.findall(words))
    return frozenset({*stems, *(f"{a}+{b}" for a, b in pairs), *(f"act {a}" for a in found)})


def undated(words: str) -> str:
    """Words without the numbers of dates.

    >>> undated("send 80 observers by 10 May 2024")
    'send 80 observers by  May '
    """
    words = re.sub(rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?= (?:{MONTH.pattern}))", "", words)
    words = re.sub(rf"({MONTH.pattern}) \d{{1,2}}\b", r"\1", words)
    return re.sub(r"\b(?:19|20)\d\d\b", "", words)


def _words(text: str) -> frozenset[str]:
    return frozenset(w.lower() for w in WORD.findall(text))


@cache
def _no_thing() -> frozenset[str]:
    """Words that are no part of what an act is about."""
    groups = ("no", "pronoun", "modal", "whole", "calendar")
    return frozenset(w for g in groups for w in lists()[g])


@cache
def lists() -> Mapping[str, frozenset[str]]:
    """Words that decide what a condition speaks of, by group."""
    rows = read_table("reconcile/conditions.tsv", ("group", "words"))
    return {row["group"]: frozenset(row["words"].split()) for row in rows}


@dataclass(frozen=True)
class Opposite:
    """A state, by its stems, and the deeds that end it: those that say so alone, and those that must name it."""

    states: frozenset[str]
    ends: frozenset[str]
    lifts: frozenset[str]


@cache
def opposites() -> tuple[Opposite, ...]:
    """How what lasts comes to an end."""

    def stems(words: str) -> frozenset[str]:
        return frozenset("+".join(stem(part) for part in w.split("+")) for w in words.split())

    rows = read_table("reconcile/opposites.tsv", ("state", "ends", "lifts"))
    return tuple(Opposite(stems(r["state"]), stems(r["ends"]), stems(r["lifts"])) for r in rows)
