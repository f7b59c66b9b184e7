"""What stands around the head of a noun phrase: titles, countries, persons, "former"."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from onrecord.coding.actors import choose
from onrecord.coding.actors.choose import Clues
from onrecord.coding.actors.entries import Body, Person, Standing
from onrecord.coding.actors.fold import Piece
from onrecord.coding.actors.scan import Match, scan
from onrecord.coding.actors.tables import Actors

_ARTICLES = frozenset({"the", "a", "an", "this", "that"})


class Resolved(NamedTuple):
    """Who an actor is.  `kind` is person, body, country, seat, people, place, noun (by its part: "police"),
    name (a name that no table knows), user (of a user's own) or "" (nothing that the tables know)."""

    name: str
    country: str | None = None
    sectors: tuple[str, ...] = ()
    actor_id: str | None = None
    office: str | None = None
    wikidata: str | None = None
    kind: str = ""
    sex: str = ""
    plural: bool = False

    @property
    def known(self) -> bool:
        """Whether the tables say anything of it."""
        return self.country is not None or bool(self.sectors)


class Surroundings:
    """One noun phrase being read: its pieces and the names and nouns found in them."""

    def __init__(
        self,
        found: list[Piece],
        actors: Actors,
        day: date | None,
        about: Collection[str] | None,
        person: bool = False,
        whispering: bool = False,
        sites: Collection[int] = (),
    ) -> None:
        self.pieces, self.actors, self.day, self.about = found, actors, day, about
        self.named, self.whispering, self.sites = person, whispering, sites
        self.lists = actors.lists
        self.matches = scan(actors, found, day.isoformat() if day else "9999", whispering=whispering)
        self.covering = {i: m for m in self.matches for i in range(m.start, m.end)}

    def words(self, match: Match) -> str:
        """The folded words of a match."""
        return " ".join(p.key for p in self.pieces[match.start : match.end])

    def text(self, start: int = 0, end: int | None = None) -> str:
        """The words from piece to piece as they are written, without the determiner."""
        chosen = self.pieces[start:end]
        while len(chosen) > 1 and chosen[0].key in _DETERMINERS:
            chosen = chosen[1:]
        out = ""
        for piece in chosen:
            close = not out or piece.key in ("'s", ",")
            out += ("" if close else "-" if piece.joined else " ") + piece.raw
        return out

    def zone(self, start: int) -> int:
        """Where the head zone ends: at the first preposition, comma or clause word outside a name."""
        for i in range(start, len(self.pieces)):
            p = self.pieces[i]
            if p.key in "(),;:" or (p.key in self.lists["prepositions"] and i not in self.covering and i > start):
                return i
        return len(self.pieces)

    def capital(self, i: int) -> bool:
        """Whether piece `i` is there, capitalised, no article ("The Biden administration"), and in no table."""
        if not 0 <= i < len(self.pieces) or i in self.covering:
            return False
        return self.pieces[i].raw[0].isupper() and self.pieces[i].key not in _ARTICLES

    # --- countries ----------------------------------------------------------------------------

    def countries(self, end: int) -> tuple[str, ...]:
        """The countries named before piece `end`, in order; "Iran-backed" and "anti-Israel" name none."""
        found: list[str] = []
        for match in self.matches:
            if match.end > end:
                break
            country = None if self.skewed(match) else self.country_of(match)
            if country and country not in found:
                found.append(country)
        return tuple(found)

    def country_of(self, match: Match) -> str | None:
        """The country that a name before a noun lends to it."""
        if match.bodies:
            body = choose.body(match.bodies, head=False, about=self.about)
            return self.weak_country(body, ()) if body.weak else body.country
        if match.persons or (match.short and self._has_entourage(match)):
            held = self.person(match)
            return held.country if held else None
        return None

    def weak_country(self, body: Body, before: tuple[str, ...]) -> str | None:
        """The country of a body whose name others bear: one named before it, or its own if the report is about it."""
        if before:
            return before[0]
        return body.country if self.about is not None and body.country in self.about else None

    def _has_entourage(self, match: Match) -> bool:
        """Whether a surname before a noun is its owner: "the Biden administration", no "Moro commander"."""
        after = self.pieces[match.end].key if match.end < len(self.pieces) else ""
        return after == "'s" or after in self.lists["entourage"]

    def skewed(self, match: Match) -> bool:
        """Whether a hyphen turns the name into somebody else's quality: "Iran-backed", "anti-Israel"."""
        before = self.pieces[match.start - 1].key if match.start else ""
        if before in self.lists["against"]:
            return True
        after = self.pieces[match.end] if match.end < len(self.pieces) else None
        return after is not None and after.joined and after.key in self.lists["skewed"]

    def former(self, end: int) -> bool:
        """Whether "former" or the like stands before piece `end`."""
        return any(m.mod and m.mod.sectors == ("ELI",) for m in self.matches if m.end <= end)

    # --- persons ------------------------------------------------------------------------------

    def person(self, match: Match) -> Resolved | None:
        """The person whom a name means on the day, if the tables know one who fits."""
        clues = self._clues(match.start)
        held = choose.full_name(match.persons, self.day, clues) if match.persons else None
        if held is None and match.short and self._alone(match):
            if match.bodies and clues.title is None and not self._only_town(match):
                return None
            surname = self.pieces[match.end - 1]
            if surname.word in self.sites and clues.title is None:
                return None  # "the governor of Lagos"
            held = choose.short_name(match.short, surname.key, self.day, clues, self.lists)
        return _as_of(*held, clues) if held else None

    def _only_town(self, match: Match) -> bool:
        """Whether the name is, besides, only that of a town, and is no word."""
        word = self.pieces[match.start].key
        return all(b.kind == "place" for b in match.bodies) and word not in self.lists["word_surnames"]

    def _alone(self, match: Match) -> bool:
        """Whether a surname stands without a given name that is somebody else's ("Mark Austin")."""
        given, i = "", match.start - 1
        if self.capital(i):
            given = self.pieces[i].key
        if self.capital(match.end) and self.pieces[match.end].key not in _SUFFIXES:
            return False
        return not given or any(p.name.lower().startswith(given + " ") for p in match.short)

    def _clues(self, start: int) -> Clues:
        """The title and the countries before a name, over a given name that no table has."""
        i = start - 1
        while self.capital(i):
            i -= 1
        before = self.covering.get(i)
        if before is None or before.noun is None or before.named or before.noun.kind == "thing":
            return Clues(self.countries(start), None, "", self.former(start), self.about)
        end = before.start
        return Clues(self.countries(end), before.noun, self.words(before), self.former(end), self.about)


def _as_of(person: Person, now: Standing, clues: Clues) -> Resolved:
    """The person as of the day; a report that still gives the title knows better than the table ("Minister X")."""
    sectors, office, title = now.sectors, now.office, clues.title
    if title and title.sectors and title.kind == "title" and not now.serving and not clues.former:
        sectors, office = title.sectors, clues.title_text
    known = person.id if person.tenures else None
    return Resolved(person.name, now.country, sectors, known, office, person.wikidata, "person", person.sex)


_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "some"})
