"""Which claims and events a person asks for."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import get_args

from onrecord import ontology
from onrecord.errors import InputError
from onrecord.model import Claim, Event, Party, PlaceMention, State, Status, When
from onrecord.store import Lookup, term


@dataclass(frozen=True)
class Filter:
    """What is asked for; a field that is None asks nothing.

    `actor` and `recipient` are a name ("Qatar", "Red Cross"), a country code ("QAT") or an id of ours; `place` a
    name or a country code; `type` a PLOVER type with or without a mode ("RETREAT", "RETREAT/release"); `label` a
    type of the user's own; `reports` are ids of reports of which one must tell it.
    """

    since: date | None = None
    until: date | None = None
    actor: str | None = None
    recipient: str | None = None
    type: str | None = None
    place: str | None = None
    status: str | None = None
    label: str | None = None
    reports: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        """Refuse what can match nothing, naming what could."""
        if self.since and self.until and self.since > self.until:
            raise InputError(f"since {self.since} is after until {self.until}: change one of them")
        if self.status:
            known_status(self.status)
        if self.type:
            known_type(self.type)

    def tests(self) -> list[Callable[[Claim | Event], bool]]:
        """What a claim or event must pass."""
        found: list[Callable[[Claim | Event], bool]] = []
        if self.status:
            found.append(lambda e: e.status == self.status)
        if self.type:
            type, mode = known_type(self.type)
            found.append(lambda e: e.type == type and (mode is None or e.mode == mode))
        if self.label:
            found.append(lambda e: self.label in e.labels)
        if self.reports is not None:
            mine = frozenset(self.reports)
            found.append(lambda e: not mine.isdisjoint(e.reports if isinstance(e, Event) else (e.report,)))
        if self.actor:
            found.append(lambda e: any(is_party(p, self.actor or "") for p in e.actors))
        if self.recipient:
            found.append(lambda e: any(is_party(p, self.recipient or "") for p in e.recipients))
        if self.place:
            found.append(lambda e: any(is_place(p, self.place or "") for p in e.places))
        return found

    def lookup(self) -> Lookup:
        """What the tables of the store can narrow it down to; the tests still decide."""
        type, mode = known_type(self.type) if self.type else (None, None)
        roles = (("actor", self.actor), ("recipient", self.recipient), ("place", self.place))
        terms = [(role, found) for role, words in roles if words and (found := _terms(words))]
        if self.label:
            terms.append(("label", (term(self.label),)))
        return Lookup(self.since, self.until, type, mode, self.status, tuple(terms), self.reports)


def _terms(asked: str) -> tuple[str, ...]:
    """The terms of which a party or place asked for has one: a code or id, its country, or the first of its words."""
    words = re.findall(r"\w+", asked)
    found = (asked, _country(asked), words[0] if words else None)
    return tuple(sorted({term(word) for word in found if word})) if words else ()


def select(told: Iterable[Event], asked: Filter) -> Iterator[Event]:
    """Those that pass; one without a day of its own goes by the day of its first report."""
    tests = asked.tests()
    for event in told:
        if all(t(event) for t in tests) and within(event.when, event.first_published, asked.since, asked.until):
            yield event


def within(when: When | None, otherwise: date | None, since: date | None, until: date | None) -> bool:
    """Whether the days of an event touch the days asked for; an open end does not bound."""
    if since is None and until is None:
        return True
    first = when.earliest or when.latest if when else None
    last = when.latest or when.earliest if when else None
    first, last = first or otherwise, last or otherwise
    if first is None or last is None:
        return False
    return (since is None or last >= since) and (until is None or first <= until)


def is_party(party: Party, asked: str) -> bool:
    """Whether a party is the one asked for: by country code, id, or the words of its name.

    "Israel" asks for the country with all who act for it, as its code does; "Red Cross" for whoever's
    name holds these words.
    """
    if asked in (party.country, party.actor_id, party.wikidata):
        return True
    country = _country(asked)
    if country and party.country == country:
        return True
    return _holds(party.name, asked) or _holds(party.text, asked)


def is_named(name: str, asked: str | None) -> bool:
    """Whether a country code or a name is the one asked for, by code, by the name of a country or by its words."""
    return asked is None or name in (asked, _country(asked)) or _holds(name, asked)


def is_place(mention: PlaceMention, asked: str) -> bool:
    """Whether a place is the one asked for, or lies in the country or region asked for."""
    place = mention.place
    if place and asked in (place.country, place.region):
        return True
    country = _country(asked)
    if place and country and place.country == country:
        return True
    return _holds(mention.text, asked) or (place is not None and _holds(place.name, asked))


def known_type(asked: str) -> tuple[str, str | None]:
    """A PLOVER type and its mode as the ontology writes them.  Raises `InputError` with the nearest one.

    >>> known_type("retreat/Release")
    ('RETREAT', 'release')
    """
    type, _, mode = asked.strip().partition("/")
    type, mode = type.strip().upper(), mode.strip().lower()
    if type not in ontology.types():
        raise InputError(_no_such("type", asked, sorted(ontology.types())))
    if not mode:
        return type, None
    modes = {m.lower(): m for m in ontology.modes(type)}
    if mode not in modes:
        raise InputError(_no_such(f"mode of {type}", mode, sorted(modes.values())))
    return type, modes[mode]


def known_status(asked: str) -> None:
    """Refuse a status that no event can have.  Raises `InputError` with the nearest one."""
    if asked not in get_args(Status):
        raise InputError(_no_such("status", asked, get_args(Status)))


def known_state(asked: str | None) -> None:
    """Refuse a state that no condition can have.  Raises `InputError` with the nearest one."""
    if asked and asked not in get_args(State):
        raise InputError(_no_such("state", asked, get_args(State)))


def _no_such(what: str, asked: str, there: Sequence[str]) -> str:
    near = difflib.get_close_matches(asked.upper(), [t.upper() for t in there], n=1)
    meant = next((t for t in there if near and t.upper() == near[0]), None)
    return f"no {what} called {asked!r}" + (f", perhaps {meant}?" if meant else f"; there are: {', '.join(there)}")


def _holds(name: str | None, asked: str) -> bool:
    """Whether the words asked for stand in a name, whole and in any case."""
    return bool(name) and _words(asked).search(name or "") is not None


@lru_cache(maxsize=64)
def _words(asked: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(asked.strip())}(?!\w)", re.IGNORECASE)


def _country(asked: str) -> str | None:
    """The code of a country asked for by its name."""
    return _countries().get(asked.strip().casefold())


def country_name(code: str) -> str:
    """The name of a country by its code; other names as they are.

    >>> country_name("QAT"), country_name("Coral Front")
    ('Qatar', 'Coral Front')
    """
    return _country_names().get(code, code)


@cache
def _country_names() -> dict[str, str]:
    columns = ("code", "name", "names", "adjectives", "people", "capital", "start", "end")
    return {row["code"]: row["name"] for row in ontology.read_table("actors/countries.tsv", columns)}


@cache
def _countries() -> dict[str, str]:
    """Each name of a country, in small letters, with its code."""
    columns = ("code", "name", "names", "adjectives", "people", "capital", "start", "end")
    rows = ontology.read_table("actors/countries.tsv", columns)
    return {
        name.casefold(): row["code"] for row in rows for name in (row["name"], *row["names"].split("|")) if name.strip()
    }
