"""What a noun phrase says of an actor: "senior Biden administration officials" is USA GOV.

The head tells what the actor is; the words before it, an of-phrase, or for those at home the place, tell of
which country.  A name in the tables outranks everything; what no table knows keeps its words and
says nothing more.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from onrecord.coding.actors import choose
from onrecord.coding.actors.entries import GROUPS, Noun
from onrecord.coding.actors.fold import pieces, words
from onrecord.coding.actors.head import find_head, named_behind
from onrecord.coding.actors.scan import Match
from onrecord.coding.actors.surroundings import Resolved, Surroundings
from onrecord.coding.actors.tables import Actors, tables

_NATIVE = frozenset({"GOV", "COP", "JUD", "LEG", "LAB", "BUS", "PTY", "JRN"})
_ABROAD = frozenset({"MIL", "UAF", "REB", "PRM", "SPY"})
_SITES = frozenset({"place", "country", "seat"})
_ABOVE = frozenset({"UNO", "EUR", "IGO"})
_ARMED = frozenset({"REB", "PRM", "UAF", "CRM"})
_ARMS = _ARMED | {"MIL", "GOV", "COP"}
_LEFT = frozenset({"GOV", "LEG", "MIL", "JUD", "PTY", "SPY", "COP"})
_PRESIDED = frozenset({"LEG", "JUD", "PTY", "REB", "LAB", "REL", "BUS", "EDU", "MED"})


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
    sites: Collection[int] = (),
) -> Resolved | None:
    """What the words of a noun phrase say; `head` is the index of its head word where syntax tells it.

    `about` are the countries of the whole report, which settle names borne in several ("Senate");
    `person` tells that the reader took the head for a person's name, `whispering` that the text has no
    capitals, `sites` which of the words belong to the name of a place.  None where there is nothing to resolve.
    """
    found = pieces(phrase)
    if not found:
        return None
    return _Phrase(found, actors, day, about, person, whispering, sites).resolve(head)


class _Phrase(Surroundings):
    """One noun phrase being resolved."""

    def resolve(self, head: int | None) -> Resolved | None:
        """What the phrase says, by the kind of its head; `head` is the index of a word, None where nobody told."""
        at = find_head(self) if head is None else self._given_head(head)
        if at is None:
            return self._of_many()
        if ship := self._ship():
            return ship
        match = self.covering.get(at)
        if match is None or not (match.noun or match.named):
            return self._of_many() if self.pieces[at].key in self.lists["quantity"] else self._unknown(at)
        behind = self.covering.get(match.end)
        if match.noun and match.noun.kind in ("title", "member", "rank") and behind and behind.persons:
            match = behind  # "chief of staff Abu Test", whatever syntax makes of it
        person = self.person(match)
        if person:
            return person
        if match.bodies and match.bodies[0].kind == "none":
            return None
        if self.named and self._misread(match):
            return self._unknown(at)
        if match.bodies and self._proper(match):
            return self._body(match)
        return self._noun(match, match.noun) if match.noun else self._unknown(at)

    def _given_head(self, head: int) -> int | None:
        behind = named_behind(self)
        if behind is not None:
            return behind
        return next((i for i, p in enumerate(self.pieces) if p.word == head and p.key[0].isalnum()), None)

    def _ship(self) -> Resolved | None:
        """ "USS Cole": whatever its name, a ship of that navy."""
        first = self.matches[0] if self.matches else None
        if first and first.bodies and self.pieces[first.start].raw in self.lists["ships"]:
            return Resolved(self.text(), first.bodies[0].country, ("MIL",), kind="body")
        return None

    def _proper(self, match: Match) -> bool:
        """A noun of the tables that is also a weak name ("Congress") is a name only where the report bears it out."""
        if match.noun is None:
            return True
        before = self.countries(match.start)
        body = choose.body(match.bodies, head=True, about=before or self.about)
        if before and body.country not in before:
            return False
        return not body.weak or self.weak_country(body, before) is not None

    def _misread(self, match: Match) -> bool:
        """A person called like a place ("Chad Miller", "Paris"): the name goes on, or the place is a small one."""
        if not match.bodies or match.noun or any(b.kind not in _SITES for b in match.bodies):
            return False
        goes_on = self.capital(match.start - 1) or self.capital(match.end)
        return goes_on or all(b.kind == "place" for b in match.bodies)

    # --- names and nouns ----------------------------------------------------------------------

    def _body(self, match: Match) -> Resolved:
        before = self.countries(match.start)
        body = choose.body(match.bodies, head=True, about=before or self.about)
        country = body.country
        if body.weak:
            country = self.weak_country(body, before)
        elif body.kind in ("body", "user", "people") and before and country not in _ABOVE:
            country = before[0]
        people, same = body.kind == "people", country == body.country
        return Resolved(
            body.name if same and not people else self.text(),
            country,
            body.sectors or (("CVL",) if body.kind == "place" else ()),
            body.id if same else None,
            None,
            body.wikidata if same else None,
            body.kind,
            plural=people and self.pieces[match.end - 1].key.endswith("s"),
        )

    def _noun(self, match: Match, noun: Noun) -> Resolved | None:
        if noun.kind in ("honorific", "mod"):
            return None
        owner = self._owner(match, noun)
        before = self.countries(match.start)
        country = before[0] if before else owner.country if owner else None
        if self.words(match) in self.lists["apart"] and (owner or self.pieces[match.start - 1].key == "'s"):
            country = None  # "Chad's allies" are not Chadian
        elif country is None:
            country = self._located(match, noun) or noun.country
        sectors = self._sectors(match, noun, owner)
        if noun.kind == "member" and country in GROUPS and sectors == ("GOV",):
            sectors = ()  # an envoy of the United Nations is of no government
        if noun.kind == "thing" and country is None and (owner is None or not owner.known):
            return None
        return Resolved(self.text(), country, sectors, kind="noun", plural=noun.plural)

    def _sectors(self, match: Match, noun: Noun, owner: Resolved | None) -> tuple[str, ...]:
        """The head's own sectors, or those of what it belongs to; "former" makes an elite, "opposition" adds OPP."""
        if owner and owner.kind == "country" and self.words(match) == "bank":
            return ("GOV",)  # "Bank of Ghana"
        before = [m for m in self.matches if m.end <= match.start]
        borne = owner.sectors if owner and owner.kind in ("body", "noun", "user") else ()
        nearest = next((s for m in reversed(before) if (s := self._lent(m)) and s != ("ELI",)), ())
        sectors, lent = noun.sectors, borne or nearest
        if noun.kind in ("member", "thing", "rank"):
            unarmed = bool(_ARMED.intersection(noun.sectors)) and not _ARMS.intersection(lent)
            sectors = noun.sectors if unarmed else lent or noun.sectors
        elif noun.kind == "title" and _PRESIDED.intersection(borne) and not any(m.named for m in before):
            sectors = borne  # "the president of the court"
        elif sectors[:1] == ("MIL",) and _ARMED.intersection(nearest or borne):
            sectors = nearest or borne  # "rebel soldiers"
        if any(m.mod and "ELI" in m.mod.sectors for m in before) and _LEFT.intersection(sectors):
            return ("ELI",)
        against = any(m.mod and m.mod.sectors == ("OPP",) for m in before)
        return (*sectors, "OPP") if against and "OPP" not in sectors and sectors else sectors

    def _lent(self, match: Match) -> tuple[str, ...]:
        """The sectors that a word before the head lends to a member: "police [spokesman]", "Hamas [fighters]"."""
        if self.skewed(match):
            return ()
        if match.bodies:
            body = choose.body(match.bodies, head=False, about=self.about)
            return body.sectors if body.kind in ("body", "user") else ("GOV",) if body.kind == "seat" else ()
        if match.persons or match.short:
            held = self.person(match)
            return tuple(s for s in held.sectors if s != "ELI") if held else ()
        if match.mod:
            return match.mod.sectors
        if match.noun is None or (match.noun.kind in ("member", "thing") and match.noun.sectors == ("GOV",)):
            return ()
        return match.noun.sectors

    # --- what no table knows ------------------------------------------------------------------

    def _unknown(self, at: int) -> Resolved | None:
        """A head that no table knows: a person by title or trade before the name, else only a name."""
        if not self.pieces[at].raw[0].isupper():
            return self._trade(at)
        first, end = at, at + 1
        while first > 0 and self._part_of_name(first - 1):
            first -= 1
        while end < len(self.pieces) and self._part_of_name(end):
            end += 1
        name, countries = self.text(first, end), self.countries(first)
        title = next((m for m in reversed(self.matches) if m.end <= first and m.noun and not m.named), None)
        if title is None or title.noun is None:
            return Resolved(name, countries[0] if countries else None, kind="name")
        if title.noun.kind == "honorific":
            return Resolved(name, kind="person", sex=_HONORIFICS.get(self.words(title), ""))
        told = self._noun(title, title.noun)
        if told is None:
            return Resolved(name, kind="name")
        office = self.text(title.start, title.end)
        return Resolved(name, told.country, told.sectors, office=office, kind="person")

    def _part_of_name(self, i: int) -> bool:
        """Whether a piece may belong to an unknown name: capitalised, in the tables at most as a surname or town."""
        match = self.covering.get(i)
        if match is None:
            return self.capital(i)
        known = match.noun or match.mod or match.persons or any(b.kind != "place" for b in match.bodies)
        return not known and self.pieces[i].raw[0].isupper()

    def _trade(self, at: int) -> Resolved | None:
        """People of a trade that no table has, if their country is told: "Malian weavers"."""
        key, countries = self.pieces[at].key, self.countries(at)
        trade = any(key.endswith(end) and len(key) > len(end) + 2 for end in self.lists["agent_ends"])
        if not countries or not trade or key.removesuffix("s") in self.lists["not_people"]:
            told = countries and self.about is None  # a bare description was given as an actor's
            return Resolved(self.text(), countries[0]) if told else None
        return Resolved(self.text(), countries[0], ("CVL",), kind="noun", plural=key.endswith("s"))

    # --- prepositional phrases ----------------------------------------------------------------

    def _owner(self, match: Match, noun: Noun) -> Resolved | None:
        """What the head belongs to, by an of-phrase (or for, from, with)."""
        i = self.zone(match.end - 1)
        if i + 1 >= len(self.pieces) or self.pieces[i].key not in self.lists["owning"]:
            return None
        owner = self._rest(i + 1)
        loose = self.pieces[i].key in ("for", "with") and noun.kind not in ("member", "rank")
        if owner is None or not loose or "MIL" in noun.sectors or owner.kind in ("person", "body", "user"):
            return owner
        return None

    def _located(self, match: Match, noun: Noun) -> str | None:
        """The country of "in X" for organs, bodies and residents; soldiers, envoys and protesters may act abroad."""
        after = self.covering.get(match.end)
        if after and after.bodies and all(b.kind in ("place", "country") for b in after.bodies):
            return self.country_of(after)
        words = self.words(match)
        if words in self.lists["abroad"] or _ABROAD.intersection(noun.sectors):
            return None
        native = {words, words.removesuffix("s")} & self.lists["residents"]
        if self.about is not None and not (native or _NATIVE.intersection(noun.sectors[:1])):
            return None  # in a report "protesters in London" need not be British; a bare description has no other clue
        for i in range(match.end, len(self.pieces) - 1):
            if self.pieces[i].key in self.lists["place_of"] and i not in self.covering:
                told = self._rest(i + 1)
                return told.country if told and told.country not in GROUPS else None
        return None

    def _of_many(self) -> Resolved | None:
        """No head before the preposition: "dozens of villagers", "the capital of Chad"."""
        zone = self.zone(0)
        if zone + 1 >= len(self.pieces) or self.pieces[zone].key not in self.lists["owning"]:
            return None
        told = self._rest(zone + 1)
        many = any(p.key in self.lists["quantity"] for p in self.pieces[:zone])
        return told if told is None or many else Resolved(self.text(), told.country)

    def _rest(self, start: int) -> Resolved | None:
        left = self.pieces[start:]
        rest = _Phrase(left, self.actors, self.day, self.about, whispering=self.whispering, sites=self.sites)
        return rest.resolve(None)


_HONORIFICS = {
    "mr": "m", "sir": "m", "mrs": "f", "ms": "f", "miss": "f", "dame": "f", "madame": "f", "mme": "f", "lady": "f"
}  # fmt: skip
