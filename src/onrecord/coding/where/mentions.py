"""The places named in a text."""

from __future__ import annotations

from onrecord.coding.where.candidates import Candidate, candidates
from onrecord.coding.where.clues import clues_of
from onrecord.coding.where.find import choose, detector, weigh
from onrecord.coding.where.gazetteer import Bearer, Gazetteer, gazetteer
from onrecord.coding.where.keys import key
from onrecord.coding.where.resolve import resolve
from onrecord.coding.where.signs import describe
from onrecord.coding.where.words import cut
from onrecord.model import PlaceMention, Reading, Span

FLOOR = {True: -1.0, False: -0.5}
"""From this sum of signs on a candidate is a place, in a text that has been read or not; set by hand.

Below even odds, since a name that is missed takes the place of its event with it, and one too many has still to be
attached to an event; less far below where no reader has seen the name."""


def places(text: str, reading: Reading | None = None, *, home: str | None = None) -> list[PlaceMention]:
    """The places named in a text, in order, each resolved to the gazetteer or, where that cannot be, left a name.

    With a `reading` of the text the names and parts of speech of the reader help to tell places from persons and
    bodies.  `home` is a country or region from which the source writes ("Kenya", "Texas"): it tips the scale between
    places of one name, no more.

    >>> [m.place.country for m in places("Police in Nakuru, Kenya, arrested two men.")]
    ['KEN', 'KEN']
    """
    book = gazetteer()
    words = cut(text)
    found = candidates(words, book)
    if not found:
        return []
    describe(words, found, book, clues_of(reading) if reading is not None else None)
    weigh(found, detector(reading is not None))
    chosen = choose(found, floor=FLOOR[reading is not None])
    numbers = resolve(words, chosen, book, _voices(home, book))
    mentions = []
    for c, number in zip(chosen, numbers, strict=True):
        span = Span(start=words.starts[c.first], end=words.ends[c.last])
        place = None if number is None else book.place(number)
        mentions.append(PlaceMention(span=span, text=span.of(text), place=place))
    return mentions


def _voices(home: str | None, book: Gazetteer) -> list[Candidate]:
    """The home of the source as one more name of the report, certain of its place."""
    if home is None:
        return []
    wanted = key(home)
    bearers = book.find([wanted]).get(wanted, ())
    told = [b for b in bearers if book.entry(b.number).feature in ("PCLI", "ADM1") and not b.short]
    listed = next((n for code, n in book.country_numbers.items() if book.iso3[code] == home), None)
    if listed is not None:
        told = [Bearer(listed, False, False)]
    return [Candidate(-1, -1, "known", "home", tuple(told[:1]))] if told else []
