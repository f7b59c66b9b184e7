"""Which of those who bear a name is meant: by the day, the title, the country, the report."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from onrecord.coding.actors.entries import Body, Noun, Person, Standing, begun, standing
from onrecord.coding.actors.fold import bare
from onrecord.ontology import read_table


class Clues(NamedTuple):
    """What stands around a name: the countries named before it, the title, whether "former"; `about` are the
    countries of the whole report (None where there is no report)."""

    countries: tuple[str, ...] = ()
    title: Noun | None = None
    title_text: str = ""
    former: bool = False
    about: Collection[str] | None = None


Held = tuple[Person, Standing]
Lists = dict[str, frozenset[str]]


def full_name(persons: Sequence[Person], day: date | None, clues: Clues) -> Held | None:
    """Who bears this full name: nearly always one; else the one who serves on the day, by country and title.

    A lesser known person whose title or country is another is a namesake.
    """
    held = [(p, standing(p, day)) for p in ([p for p in persons if not p.minor] or persons)]
    if len(held) > 1 or held[0][0].minor:
        held = [h for h in held if _fits_country(h, clues) and _fits_title(h, clues)]
    if len(held) > 1:
        held = [h for h in held if h[1].serving]
    if len(held) != 1 or (held[0][0].minor and not _borne_out(held[0], clues)):
        return None
    return held[0]


def _borne_out(held: Held, clues: Clues) -> bool:
    """Whether more than the name speaks for a lesser known person: in office on the day, title, or country."""
    return held[1].serving or bool(clues.countries or clues.title) or held[1].country in (clues.about or ())


def short_name(persons: Sequence[Person], surname: str, day: date | None, clues: Clues, lists: Lists) -> Held | None:
    """Who is meant by a surname: the only one in office who fits; else nobody.

    CASE 1: "President Kennedy" in 1962: one serves, and the title fits.
    CASE 2: "Kennedy" alone in 1962: the president and the attorney general serve; heads come first.
    CASE 3: "former Chancellor Merkel": among those who have left.
    CASE 4: "Smith" alone: too common to be told without title or country, whoever serves.
    CASE 5: "Clinton" alone in 2010: out of office, so the report must tell of his country.
    Left open: several serve, none of them a head of state or government.
    """
    held = [(p, standing(p, day)) for p in persons if not day or begun(p.tenures[0].start, day.isoformat())]
    held = [h for h in held if _fits_country(h, clues) and _fits_title(h, clues)]
    if clues.former:
        return _only([h for h in held if not h[1].serving], surname)
    placed = bool(clues.countries or clues.title)
    if not placed:
        held = [h for h in held if not h[0].minor or (clues.about and h[1].country in clues.about)]
    serving = [h for h in held if h[1].serving]
    if not placed and (surname in lists["common_surnames"] or surname in lists["word_surnames"]):
        about = clues.about
        held = serving = [h for h in serving if (_head(h, lists) if about is None else h[1].country in about)]
    if len(serving) > 1:
        serving = _of_report([h for h in serving if _head(h, lists)] or serving, clues)
    if serving or not (placed or day):
        return _only(serving if serving else held, surname) if placed or len(serving or held) == 1 else None
    past = placed or (len(held) == 1 and (clues.about is None or held[0][1].country in clues.about))
    return _only(held, surname) if past else None


def _only(held: list[Held], surname: str) -> Held | None:
    """The one who is left; of several of one country and one sector no name, only what they share."""
    if len(held) < 2:
        return held[0] if held else None
    now = held[0][1]
    if any((h[1].country, h[1].sectors) != (now.country, now.sectors) for h in held):
        return None
    return Person(surname.title(), held[0][0].sex, ()), Standing(now.country, now.sectors, None, now.serving)


def body(bodies: Sequence[Body], *, head: bool, about: Collection[str] | None = None) -> Body:
    """The row that a name means: as a party the seat of power, before a noun the state or place.

    An acronym of bodies in two countries ("PTI") means that of the country the report is about; else it
    is weak, like a name borne in many.
    """
    order = _AS_HEAD if head else _AS_MODIFIER
    chosen = min(bodies, key=lambda b: (b.weak, order.get(b.kind, 2)))
    rivals = [b for b in bodies if b.kind == chosen.kind == "body" and b.country != chosen.country and not b.weak]
    if not rivals or chosen.weak:
        return chosen
    told = [b for b in (chosen, *rivals) if about is not None and b.country in about]
    return told[0] if len({b.country for b in told}) == 1 else chosen._replace(weak=True)


_AS_HEAD = {"user": -1, "none": 0, "seat": 1, "country": 2, "body": 3, "people": 4, "place": 5}
_AS_MODIFIER = {"user": -1, "none": 0, "country": 1, "people": 2, "body": 3, "place": 4, "seat": 5}


def _fits_country(held: Held, clues: Clues) -> bool:
    if not clues.countries:
        return True
    person, now = held
    return now.country in clues.countries or any(t.country in clues.countries for t in person.tenures)


def _fits_title(held: Held, clues: Clues) -> bool:
    """Whether the title before the name is one the person holds (or, "former", held)."""
    title, now = clues.title, held[1]
    if title is None or title.kind == "honorific" or not title.sectors:
        return True
    words = _offices().get(bare(clues.title_text).replace("defense", "defence"))
    if words:
        return any(_called(t.office, words) for t in held[0].tenures)
    sectors = {s for t in held[0].tenures for s in t.sectors} if clues.former or not now.serving else set(now.sectors)
    return bool(sectors.intersection(title.sectors)) or not sectors


def _called(office: str, words: tuple[str, ...]) -> bool:
    """Whether an office goes by one of these words; a vice president is no president."""
    told = bare(office).replace("defense", "defence")
    told = told.replace("vice president", "deputy") if "vice president" not in words else told
    return any(word in told for word in words)


@cache
def _offices() -> dict[str, tuple[str, ...]]:
    """Title in a report -> words by which our tables call the office."""
    rows = read_table("actors/titles.tsv", ("title", "offices"))
    return {row["title"]: tuple(row["offices"].split("|")) for row in rows}


def _head(held: Held, lists: Lists) -> bool:
    """Whether the person is the head of a state or government, or of the United Nations."""
    office = bare(held[1].office or "").replace("-", " ")
    return any(office.startswith(words) for words in lists["heads_of_state"])


def _of_report(held: list[Held], clues: Clues) -> list[Held]:
    """Of several who serve, those of the countries that the report is about, if that leaves one."""
    if len(held) > 1 and clues.about:
        told = [h for h in held if h[1].country in clues.about]
        return told if len(told) == 1 else held
    return held
