"""Whether the sentence of a claim tells what a side of a condition speaks of (`tells`)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.model import Claim, Condition, Party
from onrecord.reconcile.parties import name_words, same_party
from onrecord.reconcile.sides import Side, undated
from onrecord.reconcile.words import WORD, about, stem

ENOUGH = 0.6
"""The share of the other words of a condition that the sentence of a claim must have."""

COUNTED = re.compile(r"(\d[\d.,]*) ([^\W\d_]{3,})")


def tells(condition: Condition, side: Side, claim: Claim, quote: str) -> bool:
    """Whether a sentence tells all that sets apart what a condition speaks of."""
    there = {*about(quote), *(s for p in (*claim.actors, *claim.recipients) for s in about(p.name))}
    there |= {s for m in claim.places if m.place for s in about(m.place.name)}
    if not all(any(one_name(n, t) for t in there) for n in side.names):
        return False
    if not side.numbers <= set(_numbers(quote)):
        return False
    if not _ends(side, claim, quote):
        return False
    if side.names and _same_count(side.said, quote):
        return True  # "80 observers": who sends as many of the same need not send them in the same words
    if side.whole and not side.whole <= {w.lower() for w in WORD.findall(quote)}:
        return False
    met = _met_parties(condition, claim)
    rest = side.rest - met
    if not rest and not met and condition.actors and claim.actors and side.field == "consequence":
        return False  # "she will travel to Salta": another flew there
    if not side.names and not _involved(condition, claim):
        # "all hostages are released by the militia"; what ended is a word of it: "lifted its blockade of the river"
        return len(side.rest) + bool(side.state) >= 2 and side.rest <= there
    return not rest or len(rest & there) >= ENOUGH * len(rest)


def _ends(side: Side, claim: Claim, quote: str) -> bool:
    """Whether a deed that only says that something ended ("lifted") names what ended ("the siege")."""
    if not side.state:
        return True
    if {stem(w) for w in WORD.findall(claim.trigger)} & side.ends:
        return True
    return bool({stem(w) for w in WORD.findall(quote)} & side.state)


def _numbers(words: str) -> Iterable[str]:
    return re.findall(r"\d[\d.,]*\d|\d", words)


def _same_count(said: str, quote: str) -> bool:
    """Whether both give one number of one thing.

    >>> _same_count("send 80 observers to both banks", "Chile sent 80 observers to Salto"), _same_count("a", "80 men")
    (True, False)
    """

    def counted(words: str) -> set[tuple[str, str]]:
        return {(n, stem(noun)) for n, noun in COUNTED.findall(undated(words))}

    return bool(counted(said) & counted(quote))


def _met_parties(condition: Condition, claim: Claim) -> frozenset[str]:
    """The stems of the names of those who would act, where one of the claim's parties can be one of them.

    "Some 1,800 dockers began a strike" need not name the dockers' union again.
    """
    found = set()
    for mine in condition.actors:
        words = _name(mine)
        if any(words & _name(p) or same_party(mine, p) > 0.5 for p in (*claim.actors, *claim.recipients)):
            found |= words
    return frozenset(found)


def _name(party: Party) -> set[str]:
    return {stem(w) for w in name_words(f"{party.name} {party.text}")}


def _involved(condition: Condition, claim: Claim) -> bool:
    """Whether those who would act, or who set the condition, are among the parties of a claim."""
    mine = (*condition.actors, *((condition.said_by,) if condition.said_by else ()))
    return any(same_party(p, q) > 0.5 for p in mine for q in (*claim.actors, *claim.recipients))


def one_name(name: str, other: str) -> bool:
    """Whether two stems are of one name: "israel", "israeli".

    >>> one_name("israel", "israeli"), one_name("mali", "malawi")
    (True, False)
    """
    short, long = sorted((name, other), key=len)
    return short == long or (len(short) >= 4 and long.startswith(short) and len(long) - len(short) <= 3)
