"""What the tables of actors hold: bodies, persons with the offices they held, nouns that name a part in events."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Body(NamedTuple):
    """A named actor that is no person: a state, a seat of power, an organisation, a group, a place.

    `kind` is country, people, seat, body or place.  `start` and `end` are the days between which the
    row holds ("Moscow" is SUN until 1991-12-25), as ISO dates cut to what is known, or "".  A `weak`
    name is borne by bodies of several countries ("Senate"): its country holds only where the report
    is about that country.
    """

    name: str
    kind: str
    country: str | None
    sectors: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    wikidata: str | None = None
    weak: bool = False

    @property
    def id(self) -> str:
        """Our id: of the state for states and their capitals, of the body otherwise."""
        if self.kind in ("country", "people", "place") or (self.kind == "seat" and not self.wikidata):
            return f"state:{self.country}"
        return "body:" + self.name.replace(" ", "_")


class Tenure(NamedTuple):
    """An office held; "" for a day before or after all that we know, "?" after a day that is only the last known."""

    office: str
    country: str | None
    sectors: tuple[str, ...]
    start: str
    end: str


class Person(NamedTuple):
    """A person known by name, with the offices they held in order of time.

    A `minor` one comes from a generated table: the name alone, out of office, is not enough.
    """

    name: str
    sex: str
    tenures: tuple[Tenure, ...]
    wikidata: str | None = None
    minor: bool = False

    @property
    def id(self) -> str:
        """Our id."""
        return "person:" + self.name.replace(" ", "_")


class Noun(NamedTuple):
    """A noun that names a part in events ("police", "foreign minister", "villagers").

    `kind` is own (has its sectors whatever it belongs to), member (takes those of what it belongs to:
    "spokesman"), title (stands before a name, too), rank, honorific, or mod (only before a noun).
    """

    kind: str
    country: str | None
    sectors: tuple[str, ...]
    plural: bool = False


class Standing(NamedTuple):
    """What a person was on a day: country, sectors, office (None where they held none)."""

    country: str | None
    sectors: tuple[str, ...]
    office: str | None
    serving: bool


GROUPS = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
"""Codes that stand in the place of a country."""

_ARMED = frozenset({"REB", "PRM", "UAF", "CRM"})
_ELITE = frozenset({"GOV", "LEG", "MIL", "JUD", "PTY", "SPY", "COP", "OPP"})


def begun(start: str, day: str) -> bool:
    """Whether something that began at `start` (a day, month or year, or "" for always) had begun on `day`."""
    return start <= day


def ended(end: str, day: str) -> bool:
    """Whether something that ended at `end` (a day, month or year, or "" for not yet) was over on `day`."""
    return end != "" and end.rstrip("?") + "~" < day


def standing(person: Person, day: date | None) -> Standing:
    """What the person was on that day, by the tables; without a day, what they are at the end of all we know.

    Someone who left office is a former elite (ELI) unless they hold another; someone who had not yet
    begun has a country and no sectors.
    """
    when = day.isoformat() if day else "9999"
    serving = [t for t in person.tenures if begun(t.start, when) and not ended(t.end, when)]
    if serving:
        held = max(serving, key=lambda t: (_weight(t), t.start))
        return Standing(held.country, held.sectors, held.office, True)
    past = [t for t in person.tenures if ended(t.end, when)]
    country = _nationality(person)
    if not past:
        return Standing(country, (), None, False)
    last = max(past, key=lambda t: t.end)
    if last.end.endswith("?"):
        return Standing(country, (), None, False)
    if _ELITE.intersection(last.sectors) or not last.sectors or last.country in GROUPS:
        return Standing(country, ("ELI",), None, False)
    return Standing(country, () if _ARMED.intersection(last.sectors) else last.sectors, None, False)


def _weight(tenure: Tenure) -> int:
    """The office that the report would name: a head of state before a party leader, any office before opposition."""
    if "OPP" in tenure.sectors or (tenure.sectors[:1] == ("PTY",) and "GOV" not in tenure.sectors):
        return 0
    return 2 if tenure.office.startswith(_HEADS) else 1


_HEADS = (
    "President of ",
    "Prime Minister of ",
    "Chancellor of ",
    "King of ",
    "Queen of ",
    "Emir of ",
    "Supreme Leader",
)


def _nationality(person: Person) -> str | None:
    """The state that the person belongs to; None for one known only in the service of several states."""
    states = [t.country for t in person.tenures if t.country not in GROUPS]
    return states[-1] if states else None
