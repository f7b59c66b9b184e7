"""Whether two parties can be one: "the army" and "Israel", "Austin" and "Lloyd Austin"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from onrecord.model import Party

STATE = frozenset({"GOV", "MIL", "SPY", "COP", "LEG", "JUD"})
"""Sectors that act for a state: what its army does, the state does."""

ARMED = frozenset({"REB", "UAF", "PRM", "CRM"})
TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "gen",
        "col",
        "maj",
        "lt",
        "sgt",
        "sir",
        "president",
        "minister",
        "secretary",
        "the",
        "of",
    ]
)
WORD = re.compile(r"[^\W_]+")

SURE, LIKELY, UNKNOWN, OTHER = 1.0, 0.7, 0.0, -1.0


def same_party(a: Party, b: Party) -> float:
    """From 1 (the same) over 0 (cannot say) to -1 (another)."""
    if a.actor_id and b.actor_id:
        if a.actor_id == b.actor_id:
            return SURE
    elif a.wikidata and a.wikidata == b.wikidata:
        return SURE
    mine, yours = name_words(a.name), name_words(b.name)
    if mine and mine == yours:
        return SURE
    if a.country and b.country:
        return _by_country(a, b, mine, yours)
    if mine and yours and (mine <= yours or yours <= mine):
        return LIKELY
    if not (a.country or b.country or a.actor_id or b.actor_id) and (common := len(mine & yours)):
        return LIKELY if 2 * common >= min(len(mine), len(yours)) else UNKNOWN  # "the office party", "the firm's party"
    if not (is_known(a) and is_known(b)):
        return UNKNOWN
    return OTHER


def _by_country(a: Party, b: Party, mine: frozenset[str], yours: frozenset[str]) -> float:
    if a.country != b.country:
        return OTHER
    side, other = side_of(a), side_of(b)
    if side == other == "state":
        return LIKELY if a.sectors[:1] != b.sectors[:1] else SURE * 0.9
    if side == other and mine & yours:
        return LIKELY
    if side == other == "civilians":
        return UNKNOWN
    return UNKNOWN if "" in (side, other) else OTHER


def side_of(party: Party) -> str:
    """Whom a party acts for: its state, an armed group, or nobody but itself ("" where we do not know)."""
    sectors = party.sectors
    if not sectors:
        return "state" if party.country else ""
    if sectors[0] in STATE:
        return "state"
    return "armed" if sectors[0] in ARMED else "civilians"


def is_known(party: Party) -> bool:
    """Whether a party has a country, an id or a proper name: "Coral Front", "Seleka"; not "Gunmen", "officials"."""
    first, *more = party.name.split() or [""]
    named = any(w[:1].isupper() for w in more) or (first[:1].isupper() and not more and not party.sectors)
    return bool(party.country or party.actor_id or party.wikidata or named)


@lru_cache(maxsize=50_000)
def name_words(name: str) -> frozenset[str]:
    """The words of a name that tell whose it is."""
    return frozenset(w for w in WORD.findall(name.lower()) if w not in TITLES)


def agreement(mine: Sequence[Party], yours: Sequence[Party]) -> float | None:
    """How well two lists of parties agree, from 1 to -1; None where one is empty.

    Each of the shorter list finds its best in the longer one: "Norway and France" with "Norway" agree.
    """
    if not mine or not yours:
        return None
    short, long = sorted((mine, yours), key=len)
    return sum(max(same_party(p, q) for q in long) for p in short) / len(short)


def key(party: Party) -> str:
    """What a party is looked up by: its country, or its name where it has none."""
    return party.country or " ".join(sorted(name_words(party.name)))
