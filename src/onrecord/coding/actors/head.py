"""Which word of a noun phrase is its head, where no syntax tells it."""

from __future__ import annotations

from itertools import pairwise

from onrecord.coding.actors.scan import Match
from onrecord.coding.actors.surroundings import Surroundings

_LEADING = frozenset({"title", "member", "rank"})


def find_head(phrase: Surroundings) -> int | None:
    """The last piece of the head zone: of its last known name or noun, else its last capitalised word.

    "police officers in Kano" -> officers; "several of the largest unions" -> nothing before "of",
    so the head is in the of-phrase.
    """
    named = _named_at_end(phrase)
    if named is not None:
        return named
    zone = phrase.zone(0)
    last = None
    for i in range(zone):
        match = phrase.covering.get(i)
        if match and (match.noun or match.named) and not (last is not None and _locates(phrase, match, last)):
            last = i
    if last is not None and last < zone - 1 and _adjective(phrase.covering[last]) and zone - 1 not in phrase.covering:
        return zone - 1
    tail = _trailing_name(phrase, zone)
    return tail if tail is not None and (last is None or tail > last) else last


def named_behind(phrase: Surroundings) -> int | None:
    """A person named right behind what they head: "leader of the Front Abu Test", where syntax cannot tell."""
    for before, match in pairwise(phrase.matches):
        if match.persons and match.end - match.start > 1 and before.bodies and before.end == match.start:
            first = phrase.matches[0]
            if first.noun and first.noun.kind in _LEADING and first.end < before.start:
                return match.start
    return None


def _named_at_end(phrase: Surroundings) -> int | None:
    """A person's full name that closes a phrase begun by a title: "president of the Commission Jean Monnet"."""
    if len(phrase.matches) < 2:
        return None
    last = phrase.matches[-1]
    titled = any(m.noun and m.noun.kind in _LEADING for m in phrase.matches[:-1])
    return last.start if last.persons and last.end == len(phrase.pieces) and titled else None


def _locates(phrase: Surroundings, match: Match, last: int) -> bool:
    """A place that follows the head only says where: "Medical Alliance Northern Territory"."""
    if not match.bodies or match.persons or any(b.kind not in ("place", "country") for b in match.bodies):
        return False
    before = phrase.covering[last]
    return bool(before.noun) and not before.named


def _adjective(match: Match) -> bool:
    """Whether a name is a nation's adjective: what follows it is the head, known or not ("Malian weavers")."""
    return bool(match.bodies) and all(b.kind == "people" for b in match.bodies) and not match.noun


def _trailing_name(phrase: Surroundings, zone: int) -> int | None:
    i = zone - 1
    known = phrase.lists["skip"] | phrase.lists["quantity"]
    return i if phrase.capital(i) and phrase.pieces[i].key not in known else None
