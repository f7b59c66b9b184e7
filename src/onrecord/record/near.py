"""Names in a record that are near to one that nobody goes by: `near(events, "Norwai")`, pure."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from onrecord.model import Event
from onrecord.record.filters import country_name, is_party, is_place

MOST = 3
"""Names that are given."""

ALIKE = 0.7
"""From 0 to 1, how much of two names must be alike; "Norwai" and "Norway" are .83."""


def near(events: Iterable[Event], asked: str, *, places: bool = False) -> list[str]:
    """Parties (or places) of the events whose name, or a word of it, is near to this one.

    None where somebody goes by it: then it is another filter that nothing passes.
    """
    names: set[str] = set()
    for event in events:
        if _is_there(event, asked, places):
            return []
        names.update(_names(event, places))
    by_words: dict[str, set[str]] = {}
    for name in names:
        for words in (name, *name.split()):
            by_words.setdefault(words.casefold(), set()).add(name)
    found = difflib.get_close_matches(asked.strip().casefold(), sorted(by_words), n=MOST, cutoff=ALIKE)
    # the whole name "Norway" says it better than "the navy of Norway"
    return list(dict.fromkeys(name for words in found for name in sorted(by_words[words], key=lambda n: (len(n), n))))[
        :MOST
    ]


def _is_there(event: Event, asked: str, places: bool) -> bool:
    if places:
        return any(is_place(mention, asked) for mention in event.places)
    return any(is_party(party, asked) for party in (*event.actors, *event.recipients))


def _names(event: Event, places: bool) -> Iterator[str]:
    if places:
        yield from (m.place.name if m.place else m.text for m in event.places)
        return
    for party in (*event.actors, *event.recipients):
        yield party.name
        if party.country:
            yield country_name(party.country)
