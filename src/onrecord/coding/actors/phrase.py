"""What a noun phrase says of an actor: "senior Biden administration officials" is USA GOV.

The head tells what the actor is; the words before it, an of-phrase, or for civilians the place, tell of
which country.  A name in the tables outranks everything; what no table knows keeps its words and
says nothing more.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from onrecord.coding.actors import choose
from onrecord.coding.actors.choose import Clues
from onrecord.coding.actors.entries import GROUPS, Body, Noun, Person, Standing
from onrecord.coding.actors.fold import Piece, pieces, words
from onrecord.coding.actors.scan import Match, scan
from onrecord.coding.actors.tables import Actors, tables


class Resolved(NamedTuple):
    """Who an actor is.  `kind` is person, body, country, seat, people, place, noun (by its part: "police"),
    name (a name that no table knows) or "" (nothing that the tables know)."""

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


def lookup(name: str, day: date | None = None, *, extra: Actors | None = None) -> Resolved:
    """Who a name or description means on a day; without a day, by the end of all that we know.

    >>> from datetime import date
    >>> lookup("U.S. Defense Secretary Lloyd Austin", date(2023, 10, 21))[:3]
    ('Lloyd Austin', 'USA', ('GOV', 'MIL'))
    >>> lookup("the rain").known
    False
    """
    actors = extra.over(tables()) if extra else tables()
    return describe(words(name), actors, day, whispering=name == name.lower()) or Resolved(name)


def describe(
    phrase: Sequence[str],
    actors: Actors,
    day: date | None,
    *,
    head: int | None = None,
    about: Collection[str] | None = None,
    person: bool = False,
    whispering: bool = False,
) -> Resolved | None:
    """What the words of a noun phrase say; `head` is the index of its head word where syntax tells it.

    `about` are the countries of the whole report, which settle names borne in several ("Senate");
    `person` tells that the reader took the head for a person's name, `whispering` that the text has no
    capitals.  None where there is nothing to resolve.
    """
    found = pieces(phrase)
    if not found:
        return None
    return _Phrase(found, actors, day, about, person, whispering).resolve(head)


class _Phrase:
    """One noun phrase being read: its pieces and the names and nouns found in them."""

    def __init__(
        self,
        found: list[Piece],
        actors: Actors,
        day: date | None,
        about: Collection[str] | None,
        person: bool = False,
        whispering: bool = False,
    ) -> None:
        self.pieces, self.actors, self.day, self.about = found, actors, day, about
        self.named, self.whispering = person, whispering
        self.lists = actors.lists
        self.matches = scan(actors, found, day.isoformat() if day else "9999", whispering=whispering)
        self.covering = {i: m for m in self.matches for i in range(m.start, m.end)}

    # --- the head -----------------------------------------------------------------------------

    def resolve(self, head: int | None) -> Resolved | None:
        """What the phrase says, by the kind of its head."""
        at = self._bare_head() if head is None else self._given_head(head)
        if head is not None and (close := self._named_behind()) is not None:
            at = close
        if at is None:
            return self._of_many()
        match = self.covering.get(at)
        first = self.matches[0] if self.matches else None
        if first and first.bodies and self.pieces[first.start].raw in self.lists["ships"]:
            return Resolved(self._text(), first.bodies[0].country, ("MIL",), None, None, None, "body")
        if match is None or not self._usable(match):
            many = self.pieces[at].key in self.lists["quantity"]
            return self._of_many() if many else self._unknown(at)
        behind = self.covering.get(match.end)
        if match.noun and match.noun.kind in ("title", "member", "rank") and behind and behind.persons:
            match = behind  # "chief of staff Abu Test", whatever syntax makes of it
        person = self._person(match)
        if person:
            return person
        if self.named and self._misread(match):
            return self._unknown(at)
        if match.bodies and match.bodies[0].kind == "none":
            return None
        if match.bodies and self._proper(match):
            return self._body(match)
        if match.noun:
            return self._noun(match, match.noun)
        return self._unknown(at)

    def _given_head(self, head: int) -> int | None:
        return next((i for i, p in enumerate(self.pieces) if p.word == head and p.key[0].isalnum()), None)

    def _bare_head(self) -> int | None:
        """The last piece of the head zone: of its last known name or noun, else its last capitalised word.

        "police officers in Kano" -> officers; "several of the largest unions" -> nothing before "of",
        so the head is in the of-phrase.
        """
        named = self._named_at_end()
        if named is not None:
            return named
        zone = self._zone(0)
        last = None
        for i in range(zone):
            match = self.covering.get(i)
            if match and (self._usable(match) or match.named):
                if last is not None and match.bodies and not match.persons and self._locates(match, last):
                    continue
                last = i
        tail = self._trailing_name(zone)
        if tail is not None and (last is None or tail > last):
            return tail
        return last

    def _named_at_end(self) -> int | None:
        """A person's full name that closes a phrase begun by a title: "president of the Commission Jean Monnet"."""
        if len(self.matches) < 2 or (not self.matches[0].noun and not self.matches[-2].named):
            return None
        last = self.matches[-1]
        titled = any(m.noun and m.noun.kind in ("title", "member", "rank") for m in self.matches[:-1])
        return last.start if last.persons and last.end == len(self.pieces) and titled else None

    def _named_behind(self) -> int | None:
        """A person named right behind what they head: "leader of the Front Abu Test", where syntax cannot tell."""
        for before, match in zip(self.matches, self.matches[1:], strict=False):
            if match.persons and match.end - match.start > 1 and before.bodies and before.end == match.start:
                titled = self.matches[0].noun
                if titled and titled.kind in ("title", "member") and self.matches[0].end < before.start:
                    return match.start
        return None

    def _locates(self, match: Match, last: int) -> bool:
        """A place that follows the head only says where: "Medical Alliance Northern Territory"."""
        before = self.covering[last]
        return all(b.kind in ("place", "country") for b in match.bodies) and bool(before.noun) and not before.named

    def _trailing_name(self, zone: int) -> int | None:
        i = zone - 1
        if i < 0 or i in self.covering or self.pieces[i].key in self.lists["skip"] | self.lists["quantity"]:
            return None
        if self.pieces[i].raw[0].isupper():
            return i
        return None

    def _zone(self, start: int) -> int:
        """Where the head zone ends: at the first preposition, comma or clause word outside a name."""
        for i in range(start, len(self.pieces)):
            p = self.pieces[i]
            if p.key in "(),;:" or (p.key in self.lists["prepositions"] and i not in self.covering and i > start):
                return i
        return len(self.pieces)

    def _usable(self, match: Match) -> bool:
        return bool(match.noun or match.bodies or match.persons or match.short)

    def _proper(self, match: Match) -> bool:
        """A noun of the tables that is also a weak name ("Congress") is a name only where the report bears it out."""
        if match.noun is None:
            return True
        body, before = choose.body(match.bodies, head=True), self._countries(match.start)
        if before and body.country not in before:
            return False
        return not body.weak or self._weak_country(body, before) is not None

    def _misread(self, match: Match) -> bool:
        """A person called like a place ("Chad Miller", "Paris"): the name goes on, or the place is a small one."""
        if not match.bodies or match.noun or any(b.kind not in _SITES for b in match.bodies):
            return False
        around = (match.start - 1, match.end)
        goes_on = any(
            0 <= i < len(self.pieces) and i not in self.covering and self.pieces[i].raw[0].isupper() for i in around
        )
        return goes_on or all(b.kind == "place" for b in match.bodies)

    # --- persons ------------------------------------------------------------------------------

    def _person(self, match: Match) -> Resolved | None:
        clues = self._clues(match.start)
        held = choose.full_name(match.persons, self.day, clues) if match.persons else None
        if held is None and match.short and self._alone(match):
            if match.bodies and clues.title is None and not self._only_short(match):
                return None
            surname = self.pieces[match.end - 1].key
            held = choose.short_name(match.short, surname, self.day, clues, self.lists)
        return self._held(*held, clues) if held else None

    def _only_short(self, match: Match) -> bool:
        return (
            all(b.kind == "place" for b in match.bodies)
            and self.pieces[match.start].key not in self.lists["word_surnames"]
        )

    def _held(self, person: Person, now: Standing, clues: Clues) -> Resolved:
        """The person as of the day; a report that still gives the title knows better than the table ("Minister X")."""
        sectors, office = now.sectors, now.office
        title = clues.title
        if title and title.sectors and title.kind == "title" and not now.serving and not clues.former:
            sectors, office = title.sectors, clues.title_text
        return Resolved(person.name, now.country, sectors, person.id, office, person.wikidata, "person", person.sex)

    def _alone(self, match: Match) -> bool:
        """Whether a surname stands without a given name that is somebody else's ("Mark Austin")."""
        i = match.start - 1
        given = []
        while i >= 0 and i not in self.covering and self.pieces[i].raw[0].isupper():
            given.append(self.pieces[i].key)
            i -= 1
        after = self.pieces[match.end] if match.end < len(self.pieces) else None
        if after and match.end not in self.covering and after.raw[0].isupper() and after.key not in _SUFFIXES:
            return False
        if not given:
            return True
        return any(p.name.lower().startswith(given[-1] + " ") for p in match.short)

    def _clues(self, start: int) -> Clues:
        title, text = None, ""
        i = start - 1
        while i >= 0 and i not in self.covering and self.pieces[i].raw[0].isupper():
            i -= 1
        before = self.covering.get(i)
        if before and before.noun and not before.named and before.noun.kind != "thing":
            title = before.noun
            text = " ".join(p.key for p in self.pieces[before.start : before.end])
            start = before.start
        return Clues(self._countries(start), title, text, self._former(start), self.about)

    # --- names and nouns ----------------------------------------------------------------------

    def _body(self, match: Match) -> Resolved | None:
        body = choose.body(match.bodies, head=True)
        if body.kind == "none":
            return None
        before = self._countries(match.start)
        country = body.country
        if body.kind in ("body", "user", "people") and before and country not in _ABOVE and not body.weak:
            country = before[0]
        if body.weak:
            country = self._weak_country(body, before)
        sectors = body.sectors or (("CVL",) if body.kind == "place" else ())
        same = country == body.country
        return Resolved(
            body.name if same and body.kind != "people" else self._text(),
            country,
            sectors,
            body.id if same else None,
            None,
            body.wikidata if same else None,
            body.kind,
            "",
            body.kind == "people" and self.pieces[match.end - 1].key.endswith("s"),
        )

    def _weak_country(self, body: Body, before: tuple[str, ...]) -> str | None:
        if before:
            return before[0]
        return body.country if self.about is not None and body.country in self.about else None

    def _noun(self, match: Match, noun: Noun) -> Resolved | None:
        if noun.kind in ("honorific", "mod"):
            return None
        owner = self._owner(match, noun)
        before = self._countries(match.start)
        country = before[0] if before else owner.country if owner else None
        words = " ".join(p.key for p in self.pieces[match.start : match.end])
        if words in self.lists["apart"] and (owner or self.pieces[match.start - 1].key == "'s"):
            country = None  # "Chad's allies" are not Chadian
        elif country is None:
            country = self._located(match, noun) or noun.country
        sectors = self._sectors(match, noun, owner)
        if noun.kind == "thing" and country is None and (owner is None or not sectors):
            return None
        return Resolved(self._text(), country, sectors, None, None, None, "noun", "", noun.plural)

    def _sectors(self, match: Match, noun: Noun, owner: Resolved | None) -> tuple[str, ...]:
        """The head's own sectors, or those of what it belongs to; "former" makes an elite, "opposition" adds OPP."""
        before = [m for m in self.matches if m.end <= match.start]
        sectors = noun.sectors
        if owner and owner.kind == "country" and self.pieces[match.start].key == "bank":
            return ("GOV",)  # "Bank of Ghana"
        borne = owner.sectors if owner and owner.kind in ("body", "noun", "user") else ()
        nearest = next((s for m in reversed(before) if (s := self._borne(m)) and s != ("ELI",)), ())
        if noun.kind in ("member", "thing", "rank"):
            lent = borne or nearest
            sectors = (
                noun.sectors if noun.sectors == ("UAF",) and not _ARMS.intersection(lent) else lent or noun.sectors
            )
        elif noun.kind == "title" and borne and not self._titled_by(match):
            sectors = borne if set(borne) & {"LEG", "JUD", "PTY", "REB", "LAB", "REL", "BUS", "EDU", "MED"} else sectors
        elif sectors[:1] == ("MIL",) and _ARMED.intersection(nearest or borne):
            sectors = nearest or borne
        if "ELI" in {s for m in before if m.mod for s in m.mod.sectors} and _LEFT.intersection(sectors):
            return ("ELI",)
        against = any(m.mod and m.mod.sectors == ("OPP",) for m in before)
        return (*sectors, "OPP") if against and "OPP" not in sectors and sectors else sectors

    def _titled_by(self, match: Match) -> bool:
        return any(m.named for m in self.matches if m.end <= match.start)

    def _borne(self, match: Match) -> tuple[str, ...]:
        """The sectors that a word before the head lends to a member."""
        if self._skewed(match):
            return ()
        if match.bodies:
            body = choose.body(match.bodies, head=False)
            if body.kind in ("body", "user"):
                return body.sectors
            return ("GOV",) if body.kind == "seat" else ()
        if match.persons or match.short:
            held = self._person(match)
            return tuple(s for s in held.sectors if s != "ELI") if held else ()
        if match.mod:
            return match.mod.sectors
        return match.noun.sectors if match.noun and match.noun.kind in ("own", "title", "rank") else ()

    def _unknown(self, at: int) -> Resolved | None:
        """A head that no table knows: a person by title or trade before the name, else only a name."""
        raw = self.pieces[at].raw
        if not raw[0].isupper():
            return self._trade(at)
        first = at
        while first > 0 and self._part_of_name(first - 1):
            first -= 1
        before = [m for m in self.matches if m.end <= first]
        name = self._text(first, self._name_end(at))
        title = next((m for m in reversed(before) if m.noun and not m.named), None)
        countries = self._countries(first)
        if title is None or title.noun is None:
            return Resolved(name, countries[0] if countries else None, (), None, None, None, "name")
        if title.noun.kind == "honorific":
            return Resolved(name, None, (), None, None, None, "person", _sex(self.pieces[title.start].key))
        told = self._noun(title, title.noun)
        if told is None:
            return Resolved(name, None, (), None, None, None, "name")
        office = self._text(title.start, title.end)
        return Resolved(name, told.country, told.sectors, None, office, None, "person")

    def _trade(self, at: int) -> Resolved | None:
        """People of a trade that no table has, if their country is told: "Malian weavers"."""
        key, countries = self.pieces[at].key, self._countries(at)
        ends = self.lists["agent_ends"]
        if not countries or key.removesuffix("s") in self.lists["not_people"]:
            return None
        if not any(key.endswith(end) and len(key) > len(end) + 2 for end in ends):
            return None
        return Resolved(self._text(), countries[0], ("CVL",), None, None, None, "noun", "", key.endswith("s"))

    def _name_end(self, at: int) -> int:
        end = at + 1
        while end < len(self.pieces) and self._part_of_name(end):
            end += 1
        return end

    def _part_of_name(self, i: int) -> bool:
        """Whether a piece may belong to an unknown name: capitalised, and in the tables at most as a surname or town."""
        match = self.covering.get(i)
        small = match is None or (not match.noun and all(b.kind == "place" for b in match.bodies) and not match.persons)
        return small and self.pieces[i].raw[0].isupper() and (match is None or match.mod is None)

    # --- what stands around the head ----------------------------------------------------------

    def _countries(self, end: int) -> tuple[str, ...]:
        """The countries named before piece `end`, in order; "Iran-backed" and "anti-Israel" name none."""
        found: list[str] = []
        for match in self.matches:
            if match.end > end:
                break
            country = None if self._skewed(match) else self._country_of(match)
            if country and country not in found:
                found.append(country)
        return tuple(found)

    def _country_of(self, match: Match) -> str | None:
        if match.bodies:
            body = choose.body(match.bodies, head=False)
            if body.weak:
                return body.country if self.about is not None and body.country in self.about else None
            return body.country
        if match.persons or (match.short and self._has_entourage(match)):
            held = self._person(match)
            return held.country if held else None
        return None

    def _has_entourage(self, match: Match) -> bool:
        """Whether a surname before a noun is its owner: "the Biden administration", no "Moro commander"."""
        after = self.pieces[match.end].key if match.end < len(self.pieces) else ""
        return after == "'s" or after in self.lists["entourage"]

    def _skewed(self, match: Match) -> bool:
        before = self.pieces[match.start - 1].key if match.start else ""
        if before in self.lists["against"]:
            return True
        after = self.pieces[match.end] if match.end < len(self.pieces) else None
        return after is not None and after.joined and after.key in self.lists["skewed"]

    def _former(self, end: int) -> bool:
        return any(m.mod and m.mod.sectors == ("ELI",) for m in self.matches if m.end <= end)

    def _owner(self, match: Match, noun: Noun) -> Resolved | None:
        """What the head belongs to, by an of-phrase (or for, from, with)."""
        i = self._zone(match.end - 1) if match.end else 0
        while i < len(self.pieces) and self.pieces[i].key not in self.lists["owning"]:
            if self.pieces[i].key in self.lists["prepositions"] or self.pieces[i].key in "(),;:":
                return None
            i += 1
        if i + 1 >= len(self.pieces):
            return None
        owner = self._rest(i + 1)
        loose = (
            self.pieces[i].key in ("for", "with") and noun.kind not in ("member", "rank") and "MIL" not in noun.sectors
        )
        return owner if owner is None or not loose or owner.kind in ("person", "body", "user") else None

    def _rest(self, start: int) -> Resolved | None:
        rest = _Phrase(self.pieces[start:], self.actors, self.day, self.about, whispering=self.whispering)
        return rest.resolve(None)

    def _located(self, match: Match, noun: Noun) -> str | None:
        """The country of "in X" for organs, bodies and residents; soldiers, envoys and protesters may act abroad."""
        after = self.covering.get(match.end)
        if after and after.bodies and all(b.kind in ("place", "country") for b in after.bodies):
            return self._country_of(after)
        words = " ".join(p.key for p in self.pieces[match.start : match.end])
        native = words in self.lists["residents"] or words.removesuffix("s") in self.lists["residents"]
        if words in self.lists["abroad"] or not (native or _NATIVE.intersection(noun.sectors[:1])):
            return None
        for i in range(match.end, len(self.pieces) - 1):
            if self.pieces[i].key in self.lists["place_of"] and i not in self.covering:
                told = self._rest(i + 1)
                return told.country if told and told.country not in GROUPS else None
        return None

    def _of_many(self) -> Resolved | None:
        """No head before the preposition: "dozens of villagers", "the capital of Chad"."""
        zone = self._zone(0)
        if zone + 1 >= len(self.pieces) or self.pieces[zone].key not in self.lists["owning"]:
            return None
        told = self._rest(zone + 1)
        many = any(p.key in self.lists["quantity"] for p in self.pieces[:zone])
        return told if told is None or many else Resolved(self._text(), told.country)

    def _text(self, start: int = 0, end: int | None = None) -> str:
        """The words from piece to piece, without the determiner."""
        chosen = self.pieces[start:end]
        while len(chosen) > 1 and chosen[0].key in _DETERMINERS:
            chosen = chosen[1:]
        out = ""
        for before, piece in zip([None, *chosen], chosen, strict=False):
            joined = not out or piece.key in ("'s", ",")
            out += ("" if joined else "-" if piece.joined and before else " ") + piece.raw
        return out


def _sex(honorific: str) -> str:
    return {"mr": "m", "sir": "m", "mrs": "f", "ms": "f", "miss": "f", "dame": "f", "madame": "f", "lady": "f"}.get(
        honorific, ""
    )


_NATIVE = frozenset({"GOV", "COP", "JUD", "LEG", "LAB", "BUS", "PTY", "JRN"})
_SITES = frozenset({"place", "country", "seat"})
_ABOVE = frozenset({"UNO", "EUR", "IGO"})
_ARMED = frozenset({"REB", "PRM", "UAF", "CRM"})
_ARMS = _ARMED | {"MIL", "GOV", "COP"}
_LEFT = frozenset({"GOV", "LEG", "MIL", "JUD", "PTY", "SPY", "COP"})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "some"})
_cached = lru_cache(maxsize=1)
