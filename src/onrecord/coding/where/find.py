"""Which candidates name a place: the sum of their signs, each with its weight.

The weights stand in `data/places/detector.tsv`, fitted by `training/places.py`: one column for a text alone, one for a
text that has been read (names and parts of speech known).
"""

from __future__ import annotations

from functools import lru_cache

from onrecord.coding.where.candidates import Candidate
from onrecord.coding.where.lists import rows
from onrecord.errors import DataError


def read_weights(name: str, text: str | None = None) -> dict[str, tuple[float, float]]:
    """A list of weights: sign, weight for a text alone, weight for a text that has been read."""
    found: dict[str, tuple[float, float]] = {}
    for where, (sign, alone, with_reading) in rows(name, 3, text=text):
        if sign in found:
            raise DataError(f"{where}: {sign!r} stands in the list already")
        try:
            found[sign] = float(alone), float(with_reading)
        except ValueError:
            raise DataError(f"{where}: weights must be numbers, not {alone!r}, {with_reading!r}") from None
    return found


@lru_cache(maxsize=2)
def detector(read: bool) -> dict[str, float]:
    """The weights of the signs, for a text that has been read or not."""
    return {sign: w[read] for sign, w in read_weights("detector.tsv").items() if w[read]}


def weigh(found: list[Candidate], weights: dict[str, float]) -> None:
    """Gives each candidate the sum of the weights of its signs."""
    get = weights.get
    for c in found:
        c.score = sum([get(f, 0.0) for f in c.features])


def choose(found: list[Candidate], *, floor: float = 0.0) -> list[Candidate]:
    """The candidates above the floor that do not overlap, the best first where they do; in order of the text."""
    taken: set[int] = set()
    chosen = []
    for c in sorted(
        (c for c in found if c.score > floor and not _barred(c)),
        key=lambda c: (-c.score, c.first - c.last, c.first),
    ):
        span = range(c.first, c.last + 1)
        if taken.isdisjoint(span):
            taken.update(span)
            chosen.append(c)
    return sorted(chosen, key=lambda c: c.first)


def _barred(c: Candidate) -> bool:
    """Whether the name is a newspaper's ("the Hartford Courant") or a body's ("Hamas"; but "in Toyota, Japan")."""
    signs = c.features
    return "before press" in signs or ("body" in signs and "before comma and country" not in signs)
