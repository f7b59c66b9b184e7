"""Where a condition stands, by what was told after it: `standing(conditions, claims, reports, day)`, pure.

    open      nothing that was told since settles it
    fired     what it hangs on has come ("if", "until"), or its consequence was done
    averted   what would have kept the consequence away has come ("unless", "or else"), or, where it hangs on
              something not done ("if the hostages are not freed"), that was done
    lapsed    its deadline has passed, and no report tells of the trigger or the consequence

A condition that is wrongly called fired misleads more than one left open, so a claim meets it only where it tells the
same act of the same parties, with every name, every number and most of the other words that the condition gives.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from onrecord.model import DEEDS, Claim, Condition, Report, State
from onrecord.ontology import read_table
from onrecord.reconcile.days import published, window
from onrecord.reconcile.parties import same_party
from onrecord.reconcile.words import WORD, about, stem, told

WITHIN = 120
"""Days after which what is told is no longer taken as the answer to a condition."""

ENOUGH = 0.6
"""The share of the other words of a condition that the sentence of a claim must have."""

GRACE = 2
"""Days of reports after a deadline from which on silence means that nothing came."""

AVERTING = frozenset({"unless", "or else"})
"""Kinds whose trigger keeps the consequence away."""

NAME = re.compile(r"\b[A-Z][\w’'-]+")
NUMBER = re.compile(r"\d[\d.,]*")


class Meeting(NamedTuple):
    """A claim that tells what a condition speaks of, and the words for it."""

    claim: Claim
    day: date
    quote: str


def standing(
    conditions: Iterable[Condition],
    claims: Iterable[Claim],
    reports: Mapping[str, Report],
    day: date | None = None,
) -> list[Condition]:
    """The conditions, each with its state, the claims that say so, and the reason; as of the end of `day`.

    `day` None: the day of the last report.
    """
    days = [d for r in reports.values() if (d := published(r))]
    today = day or max(days, default=None)
    index = _index(claims)
    return [_stands(c, index, reports, today) for c in conditions]


def _index(claims: Iterable[Claim]) -> Mapping[str, list[Claim]]:
    """Deeds by the stems and the acts of the words that tell them."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.status in DEEDS and claim.status != "historical":
            for key in _acts(claim.trigger):
                found[key].append(claim)
    return found


def _acts(words: str) -> set[str]:
    stems, acts = told(words)
    return {*stems, *(f"act {a}" for a in acts)}


def _stands(
    condition: Condition, index: Mapping[str, list[Claim]], reports: Mapping[str, Report], today: date | None
) -> Condition:
    report = reports.get(condition.report)
    since = published(report)
    if report is None or since is None or condition.kind == "counterfactual":
        return condition
    if met := _trigger(condition, index, reports, since):
        return _turned(condition, _by_trigger(condition, report), met, "what it hangs on was told")
    done = _met(condition, "consequence", index, reports, since)
    if done and not _negated(condition, "consequence", report):
        return _turned(condition, "fired", done[:1], "its consequence was told as done")
    deadline = condition.deadline.latest if condition.deadline else None
    if deadline and today and since <= deadline < today - timedelta(GRACE):
        reason = f"its deadline, {deadline}, has passed, and no report tells that it was met"
        return condition.model_copy(update={"state": "lapsed", "reason": reason})
    return condition


def _turned(condition: Condition, state: State, met: Sequence[Meeting], why: str) -> Condition:
    told_ = "; ".join(f"{m.day}: “{_cut(m.quote)}”" for m in met)
    claims = tuple(m.claim.id for m in met)
    return condition.model_copy(update={"state": state, "met_by": claims, "reason": f"{why}, {told_}"})


def _by_trigger(condition: Condition, report: Report) -> State:
    """What becomes of a condition whose trigger (the act, denied or not) was told as done."""
    averts = (condition.kind in AVERTING) != _negated(condition, "trigger", report)
    return "averted" if averts else "fired"


def _trigger(
    condition: Condition, index: Mapping[str, list[Claim]], reports: Mapping[str, Report], since: date
) -> list[Meeting]:
    """The claims that tell the trigger: of acts joined by "or" one, else one for each."""
    met = _met(condition, "trigger", index, reports, since)
    acts = len(condition.evidence.get("trigger_act", ()))
    if " or " in condition.trigger or acts <= 1:
        return met[:1]
    return met if len(met) == acts else []


def _met(
    condition: Condition, field: str, index: Mapping[str, list[Claim]], reports: Mapping[str, Report], since: date
) -> list[Meeting]:
    """For each act of a side of the condition that was done since, the first claim that tells it."""
    text = reports[condition.report].text
    said = condition.trigger if field == "trigger" else condition.consequence
    if condition.deadline and condition.deadline.text:
        said = said.replace(condition.deadline.text, " ")  # "by 10 May" is not part of the act
    found = []
    for span in condition.evidence.get(f"{field}_act", ()):
        act = span.of(text)
        candidates = {c.id: c for key in _acts(act) for c in index.get(key, ())}
        meetings = (m for c in candidates.values() if (m := _meeting(condition, said, act, c, reports, since)))
        if first := min(meetings, key=lambda m: (m.day, m.claim.id), default=None):
            found.append(first)
    return found


def _meeting(
    condition: Condition, said: str, act: str, claim: Claim, reports: Mapping[str, Report], since: date
) -> Meeting | None:
    """The claim, if it tells, after the condition was set, what its words `said` speak of."""
    report = reports[claim.report]
    day = published(report)
    if claim.report == condition.report or day is None or not since <= day <= since + timedelta(WITHIN):
        return None
    when = window(claim, report)
    if when is None or when.last < since.toordinal() or (when.stated and when.first < since.toordinal()):
        return None
    quote = " ".join(claim.sentence.of(report.text).split())
    return Meeting(claim, day, quote) if _same(condition, said, act, claim, quote) else None


def _same(condition: Condition, said: str, act: str, claim: Claim, quote: str) -> bool:
    """Whether a sentence tells all that sets apart what a condition speaks of."""
    there = {*about(quote), *(s for p in (*claim.actors, *claim.recipients) for s in about(p.name))}
    there |= {s for m in claim.places if m.place for s in about(m.place.name)}
    named = {stem(n) for n in NAME.findall(said)} - lists()["pronoun"]
    if not all(any(_one(n, t) for t in there) for n in named):
        return False
    if not set(NUMBER.findall(said)) <= set(NUMBER.findall(quote)):
        return False
    words = {w.lower() for w in WORD.findall(said)}
    if words & lists()["whole"] and not words & lists()["whole"] <= {w.lower() for w in WORD.findall(quote)}:
        return False
    rest = about(said) - about(act) - named - lists()["no"] - lists()["pronoun"] - lists()["modal"] - lists()["whole"]
    if not named and not _involved(condition, claim):
        return len(rest) >= 2 and rest <= there  # "all hostages are released by the militia"
    return not rest or len(rest & there) >= ENOUGH * len(rest)


def _involved(condition: Condition, claim: Claim) -> bool:
    """Whether those who would act, or who set the condition, are among the parties of a claim."""
    mine = (*condition.actors, *((condition.said_by,) if condition.said_by else ()))
    return any(same_party(p, q) > 0.5 for p in mine for q in (*claim.actors, *claim.recipients))


def _one(name: str, other: str) -> bool:
    """Whether two stems are of one name: "israel", "israeli".

    >>> _one("israel", "israeli"), _one("mali", "malawi")
    (True, False)
    """
    short, long = sorted((name, other), key=len)
    return short == long or (len(short) >= 4 and long.startswith(short) and len(long) - len(short) <= 3)


def _negated(condition: Condition, field: str, report: Report) -> bool:
    """Whether a side of a condition speaks of something that is not done."""
    words = " ".join(s.of(report.text) for s in condition.evidence.get(field, ()))
    return any(w.lower() in lists()["no"] or w.lower().endswith(("n't", "n’t")) for w in WORD.findall(words))


@cache
def lists() -> Mapping[str, frozenset[str]]:
    """Words that decide what a condition speaks of, by group."""
    rows = read_table("reconcile/conditions.tsv", ("group", "words"))
    return {row["group"]: frozenset(row["words"].split()) for row in rows}


def _cut(words: str) -> str:
    return words if len(words) <= 120 else words[:120].rsplit(" ", 1)[0] + " …"
