"""Find the names and nouns of the tables in folded pieces: leftmost, longest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.coding.actors.entries import Body, Noun, Person, begun, ended
from onrecord.coding.actors.fold import Piece, acronym
from onrecord.coding.actors.tables import Actors


class Match(NamedTuple):
    """Pieces [start, end) that stand in the tables, and what they may be there."""

    start: int
    end: int
    bodies: tuple[Body, ...] = ()
    persons: tuple[Person, ...] = ()
    short: tuple[Person, ...] = ()
    noun: Noun | None = None
    mod: Noun | None = None

    @property
    def named(self) -> bool:
        """Whether this is a proper name."""
        return bool(self.bodies or self.persons or self.short)


NOTHING: tuple[()] = ()


def scan(actors: Actors, pieces: Sequence[Piece], day: str, *, whispering: bool = False) -> list[Match]:
    """All names and nouns in the pieces, none overlapping another.

    A proper name must begin with a capital, unless the text has none at all (`whispering`) or the table
    writes it small ("blue helmets").  In a text all of capitals an acronym that is a word ("US", "WHO") is a word.
    """
    raws = [p.raw for p in pieces if p.raw[0].isalpha()]
    shouting = len(raws) > 1 and all(r.isupper() for r in raws)
    found: list[Match] = []
    i, count, longest = 0, len(pieces), actors.longest
    while i < count:
        piece = pieces[i]
        length = longest.get(piece.key, 0)
        match = _acronym(actors, piece, i, day, shouting) if piece.raw.isupper() else None
        if length > 1:
            length = min(length, count - i)
            keys = [p.key for p in pieces[i : i + length]]
        small = not whispering and piece.raw[0].islower()
        for n in range(length, 0, -1):
            folded = " ".join(keys[:n]) if n > 1 else piece.key
            longer = _look_up(actors, folded, i, i + n, day, not small or folded in actors.uncapped)
            if longer and (n > 1 or match is None):
                match = longer
                break
        if match:
            found.append(match)
            i = match.end
        else:
            i += 1
    return found


def _look_up(actors: Actors, folded: str, start: int, end: int, day: str, capital: bool) -> Match | None:
    noun, mod = actors.nouns.get(folded), actors.mods.get(folded)
    if folded in actors.awaited:
        actors.meet(folded)
    if capital:
        bodies = actors.bodies.get(folded, NOTHING)
        if bodies:
            bodies = on(bodies, day)
        persons, short = actors.persons.get(folded, NOTHING), actors.surnames.get(folded, NOTHING)
        if bodies or persons or short or noun or mod:
            return Match(start, end, bodies, persons, short, noun, mod)
    elif noun or mod:
        return Match(start, end, noun=noun, mod=mod)
    return None


def _acronym(actors: Actors, piece: Piece, i: int, day: str, shouting: bool) -> Match | None:
    short = acronym(piece.raw)
    if short is None or short not in actors.acronyms:
        return None
    if shouting and "." not in piece.raw and short in actors.lists["plain_acronyms"]:
        return None
    bodies = on(actors.acronyms[short], day)
    return Match(i, i + 1, bodies) if bodies else None


def on(bodies: tuple[Body, ...], day: str) -> tuple[Body, ...]:
    """The rows that hold on the day; without a day, rows that are over stand in where no other does."""
    if all(not b.start and not b.end for b in bodies):
        return bodies
    held = tuple(b for b in bodies if begun(b.start, day) and not ended(b.end, day))
    return held or (bodies[-1:] if day == "9999" else ())
