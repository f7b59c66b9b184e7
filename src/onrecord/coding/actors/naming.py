"""Who each noun phrase of a report names: by its words, by what stands beside it, by what the report said before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import cache, cached_property

from onrecord.coding.actors import antecedents as back
from onrecord.coding.actors import spans
from onrecord.coding.actors.antecedents import Mention
from onrecord.coding.actors.entries import GROUPS, Body
from onrecord.coding.actors.fold import bare, pieces
from onrecord.coding.actors.phrase import describe
from onrecord.coding.actors.scan import scan
from onrecord.coding.actors.spans import Phrase
from onrecord.coding.actors.surroundings import Resolved
from onrecord.coding.actors.tables import Actors
from onrecord.model import Name, PlaceMention, Reading, Sentence
from onrecord.ontology import read_table

_INNER = frozenset({
    "compound", "flat", "fixed", "goeswith", "det", "case", "cc", "mark", "nummod", "nmod:desc", "appos", "amod",
    "punct"
})  # fmt: skip
"""Relations of words inside a noun phrase, or beside one that names the same."""
_AT_HOME = frozenset({"GOV", "COP", "JUD", "LEG", "PTY", "OPP", "LAB", "MED", "EDU", "REL", "AGR", "MIL", "REB", "CVL"})
"""Those who act at home as a rule: of the report's country, if it names only one.  Gunmen and traders need not be."""
_SERVING = frozenset({"GOV", "COP", "JUD", "LEG", "LAB", "PTY"})
_ARMED = frozenset({"REB", "PRM", "CRM"})
_REACH = 4
"""How many sentences back a short form ("the group") reaches."""


class Naming:
    """The actors of one report, each noun phrase asked once."""

    def __init__(self, reading: Reading, day: date | None, actors: Actors, places: Sequence[PlaceMention] = ()) -> None:
        self.reading, self.day, self.actors = reading, day, actors
        self._places = [m for m in places if m.place is not None and m.place.country]
        self.lists = actors.lists
        self._seen: dict[tuple[int, int], Resolved | None] = {}
        self._told: dict[int, list[Mention]] = {}
        self._names: dict[int, list[Name]] = {}
        for name in reading.names:
            self._names.setdefault(name.sentence, []).append(name)

    def resolve(self, sentence: int, head: int) -> Resolved | None:
        """Who the word `head` of a sentence stands for; None for what can be no actor."""
        key = (sentence, head)
        if key not in self._seen:
            self._seen[key] = None  # a phrase that leads back to itself names nobody
            self._seen[key] = self._resolve(sentence, head)
        return self._seen[key]

    def _resolve(self, n: int, head: int) -> Resolved | None:
        s = self.reading.sentences[n]
        word = s.words[head].lower()
        if s.upos[head] == "PRON" or word in back.PRONOUNS:
            return self._pronoun(n, head, word)
        if s.upos[head] not in ("NOUN", "PROPN", "ADJ", "NUM", "X"):
            return None
        found = spans.phrase(s, head)
        who = self._described(n, found) or self._counted(n, found)
        if who is None or (who.kind in ("name", "") and not self._a_name(n, found, who)):
            return None
        return self._completed(n, found, who)

    # --- the phrase itself --------------------------------------------------------------------

    def _described(self, n: int, found: Phrase) -> Resolved | None:
        s = self.reading.sentences[n]
        start = spans.name_start(s, found.head)
        words = s.words[found.first : found.far + 1]
        sites = {i - found.first for i in range(found.first, found.far + 1) if self._is_site(n, i)}
        who = self.describe(words, start - found.first, person=self._kind(n, start) == "person", sites=sites)
        if who is None and start != found.head:
            who = self.describe(words, found.head - found.first, sites=sites)
        if who is None or who.actor_id:
            return who
        if who.country is None and who.kind in ("name", "noun") and (site := self._site(n, found, who)):
            who = who._replace(country=site)
        if who.kind in ("name", "person"):
            whole = self._whole_name(n, start) or who.name
            return who._replace(name=whole, sex=who.sex or self._sex(whole))
        return who._replace(name=written(s, found.first, found.last))

    def _site(self, n: int, found: Phrase, who: Resolved) -> str | None:
        """The country of a place within the phrase: of the place itself, or of those who live or serve there."""
        s = self.reading.sentences[n]
        start, end = s.starts[found.first], s.ends[found.far]
        inside = [m for m in self._places if start <= m.span.start < end]
        if not inside:
            return None
        place = inside[-1].place
        itself = inside[0].span.start <= s.starts[found.head] < inside[0].span.end
        native = _SERVING.intersection(who.sectors[:1]) or s.lemmas[found.head].lower() in self.lists["residents"]
        if place is None or not (itself or (who.kind == "noun" and native)):
            return None
        return place.country

    def _is_site(self, n: int, i: int) -> bool:
        """Whether a word belongs to the name of a place, by the reader, or by the places where the reader is silent."""
        start, kind = self.reading.sentences[n].starts[i], self._kind(n, i)
        return kind == "place" or (not kind and any(m.span.start <= start < m.span.end for m in self._places))

    def describe(
        self, words: Sequence[str], head: int, *, person: bool = False, sites: Collection[int] = ()
    ) -> Resolved | None:
        """What words say in this report, on its day."""
        return describe(
            words,
            self.actors,
            self.day,
            head=head,
            about=self.about,
            person=person,
            whispering=self._whispering,
            sites=sites,
        )

    @cached_property
    def _whispering(self) -> bool:
        """Whether the report has no capitals at all."""
        return not any(w[0].isupper() for s in self.reading.sentences for w in s.words)

    def _a_name(self, n: int, found: Phrase, who: Resolved) -> bool:
        """Whether a name that no table knows is an actor's: the reader took it for one, and it is no event."""
        s = self.reading.sentences[n]
        if who.country is None and s.words[found.head].lower() in self.lists["events"]:
            return False
        kind = self._kind(n, spans.name_start(s, found.head))
        return kind in ("person", "organization", "place") and s.upos[found.head] in ("PROPN", "NOUN", "X")

    def _name_at(self, n: int, i: int) -> Name | None:
        start = self.reading.sentences[n].starts[i]
        return next((m for m in self._names.get(n, ()) if m.span.start <= start < m.span.end), None)

    def _kind(self, n: int, i: int) -> str:
        """The kind of the name that a word belongs to, else ""."""
        name = self._name_at(n, i)
        return name.kind if name else ""

    def _whole_name(self, n: int, i: int) -> str:
        """The name that the reader saw at a word, as it is written; "" where it saw none."""
        s, name = self.reading.sentences[n], self._name_at(n, i)
        if name is None or name.kind not in ("person", "organization"):
            return ""
        inside = [k for k in range(len(s)) if name.span.start <= s.starts[k] < name.span.end]
        return written(s, inside[0], inside[-1])

    def _sex(self, name: str) -> str:
        """The sex that a given name tells, where it does."""
        first, _, rest = name.partition(" ")
        given = bare(first) if rest else ""
        return "f" if given in self.lists["female_names"] else "m" if given in self.lists["male_names"] else ""

    def _counted(self, n: int, found: Phrase) -> Resolved | None:
        """People named by a number only: "nine were arrested", "tens of thousands marched"."""
        s, head = self.reading.sentences[n], found.head
        if (s.upos[head] != "NUM" and s.words[head].lower() not in self.lists["quantity"]) or s.parent(head) < 0:
            return None
        verb, role = s.lemmas[s.parent(head)].lower(), s.relations[head]
        hurt = verb in self.lists["harming"] and role in ("nsubj:pass", "obj")
        if not hurt and not (verb in self.lists["marching"] and role == "nsubj"):
            return None
        return Resolved(written(s, found.first, found.last), None, ("CVL",), kind="noun", plural=True)

    # --- what the report adds -----------------------------------------------------------------

    def _completed(self, n: int, found: Phrase, who: Resolved) -> Resolved | None:
        """The same, with what apposition, earlier mentions and the whole report add."""
        if who.kind in ("name", "body", "person"):
            who = self._introduced(n, found, who)
        beside = self._beside(n, found.head)
        if beside is not None:
            if beside.kind == "person" and who.kind == "noun" and not who.plural:
                return beside
            if (who.kind != "noun" and who.country is None) or not who.known:
                who = who._replace(country=beside.country, sectors=who.sectors or beside.sectors)
        if who.country is None and (who.kind == "noun" or (who.kind == "person" and who.sectors)):
            return self._short_form(n, found, who)
        return who if who.known or who.kind in ("person", "name", "noun", "place") else None

    def _beside(self, n: int, head: int) -> Resolved | None:
        """What an apposition says: "Qatar, a broker"; "the leader, Abu Test"."""
        s = self.reading.sentences[n]
        for c in s.children[head]:
            if c > head and spans.relation(s, c) == "appos" and s.upos[c] in ("NOUN", "PROPN"):
                return self.resolve(n, c)
        return None

    def _introduced(self, n: int, found: Phrase, who: Resolved) -> Resolved:
        """A last name that the report has told the whole name of: "Abu Test ... Test said"."""
        s = self.reading.sentences[n]
        last = s.words[found.head].lower()
        place = self._full_names.get(last)
        alone = found.first == found.last or (found.head - found.first == 1 and s.upos[found.first] == "DET")
        if place is None or not alone or place >= (n, found.head):
            return who
        told = self.resolve(*place)
        if told is None or told.kind not in ("person", "name", "body", "noun"):
            return who
        if who.kind == "body":
            return told if told.kind == "body" and told.sectors == who.sectors else who
        if who.actor_id:  # "Ada Biden ... Biden": not the president, unless the report names him too
            return who if last in self._shared_names else told
        return told if not who.country or who.country == told.country else who

    @cached_property
    def _full_names(self) -> dict[str, tuple[int, int]]:
        """Last word of each full name -> sentence and head where it first stands."""
        found: dict[str, tuple[int, int]] = {}
        for name in self.reading.names:
            s = self.reading.sentences[name.sentence]
            inside = [i for i in range(len(s)) if name.span.start <= s.starts[i] < name.span.end]
            if name.kind not in ("person", "organization") or len(inside) < 2:
                continue
            top = next((i for i in inside if s.parent(i) not in inside), inside[0])
            if spans.relation(s, top) in ("flat", "appos") and top == s.parent(top) + 1:
                top = s.parent(top)
            found.setdefault(s.words[inside[-1]].lower(), (name.sentence, top))
        return found

    @cached_property
    def _shared_names(self) -> frozenset[str]:
        """Last words that several persons of the report bear, by given name or title."""
        given: dict[str, set[str]] = {}
        for name in self.reading.names:
            s = self.reading.sentences[name.sentence]
            inside = [i for i in range(len(s)) if name.span.start <= s.starts[i] < name.span.end]
            if name.kind != "person" or not inside:
                continue
            titled = inside[0] > 0 and s.upos[inside[0] - 1] == "PROPN"
            before = s.words[inside[0]] if len(inside) > 1 else s.words[inside[0] - 1] if titled else ""
            if before:
                given.setdefault(s.words[inside[-1]].lower(), set()).add(before)
        return frozenset(last for last, names in given.items() if len(names) > 1)

    # --- short forms --------------------------------------------------------------------------

    def _short_form(self, n: int, found: Phrase, who: Resolved) -> Resolved:
        """ "The ministry", "the group", "police": of the actor named before, else of the report's only country."""
        s = self.reading.sentences[n]
        definite = any(s.words[c].lower() in ("the", "this", "that") for c in s.children[found.head] if c < found.head)
        if definite and who.kind == "noun" and found.last == found.head and found.head - found.first <= 2:
            named = self._named_before(n, found.head, s.lemmas[found.head].lower(), who)
            if named is not None:
                return named
        owner = self._owner(n, found.head)
        if owner is not None and owner.country:
            lent = _ARMED.intersection(owner.sectors[:1]) and who.sectors[:1] in (("MIL",), ("GOV",), ("UAF",))
            sectors = owner.sectors if lent or not who.sectors else who.sectors
            return who._replace(country=owner.country, sectors=sectors)
        word = s.lemmas[found.head].lower()
        home = _AT_HOME.intersection(who.sectors[:1]) and not (who.plural and word in self.lists["several_states"])
        if (home or word in self.lists["residents"]) and word not in self.lists["apart"] | self.lists["anyone"]:
            return who._replace(country=self.only)
        return who

    def _named_before(self, n: int, head: int, word: str, who: Resolved) -> Resolved | None:
        """The earlier actor that "the group", "the president", "the country" or "the army" means."""
        near = [m for m in self.mentions(n) if (m.sentence, m.head) < (n, head) and m.who.country]
        if word in self.lists["states"]:
            states = [m.who for m in near if m.who.kind == "country"]
            return states[-1] if states else None
        if word in self.lists["titles"]:
            fitting = [m for m in near if m.who.kind == "person" and word in (m.who.office or "").lower()]
        elif word in short_forms() and (not who.sectors or who.sectors[0] in short_forms()[word]):
            fitting = [m for m in near if _such(m.who, word) and not m.several]
        else:
            alike = [m.who for m in near if m.who.sectors[:1] == who.sectors[:1] != () and m.who.kind != "place"]
            told = {w.country for w in alike[-3:]}
            return who._replace(country=told.pop()) if len(told) == 1 else None
        return fitting[-1].who if len({m.identity for m in fitting[-3:]}) == 1 else None

    def _owner(self, n: int, head: int) -> Resolved | None:
        """Whose it is, by a possessive pronoun ("its army") or an of-phrase that is a short form ("of the group")."""
        s = self.reading.sentences[n]
        if s.lemmas[head].lower() in self.lists["apart"]:
            return None
        for c in s.children[head]:
            if s.relations[c] == "nmod:poss" and s.words[c].lower() in back.PRONOUNS:
                return self.resolve(n, c)
            if c > head and spans.preposition(s, c) in ("of", "for"):
                return self.resolve(n, c)
        return None

    # --- pronouns -----------------------------------------------------------------------------

    def _pronoun(self, n: int, i: int, word: str) -> Resolved | None:
        s = self.reading.sentences[n]
        if word in back.RELATIVES:
            above = back.head_of_relative(s, i)
            return self.resolve(n, above) if above is not None else None
        if word in back.SPEAKERS:
            says = back.speaker(s, i, self.lists)
            return self.resolve(n, says) if says is not None else None
        form = back.PRONOUNS.get(word)
        if form is None or spans.relation(s, i) == "expl":
            return None
        before = self._before(n, i)
        mention = self._governor(n, i, form, before) or back.best(before, (n, i), form, self.lists)
        return mention.who if mention else None

    def _governor(self, n: int, i: int, form: str, before: Sequence[Mention]) -> Mention | None:
        """The subject above, unless another subject that fits stands between."""
        s = self.reading.sentences[n]
        above = back.governor(s, i)
        if above is None or above >= i:
            return None
        who = self.resolve(n, above)
        mention = self._mention(n, above, who) if who else None
        if mention is None or not back.fits(mention, form, self.lists):
            return None
        between = [m for m in before if m.sentence == n and above < m.head < i and m.subject]
        rivals = [m for m in between if back.fits(m, form, self.lists) and m.identity != mention.identity]
        return None if rivals else mention

    def _before(self, n: int, i: int) -> list[Mention]:
        """The mentions that a pronoun may mean: none of its own clause's other roles, none that holds it."""
        s = self.reading.sentences[n]
        clause = spans.clause_of(s, i)
        barred = set(s.children[clause]) if clause >= 0 and s.relations[i] != "nmod:poss" else set()
        return [m for m in self.mentions(n) if m.sentence != n or (m.head not in barred and i not in s.subtree(m.head))]

    # --- the report ---------------------------------------------------------------------------

    def mentions(self, n: int) -> list[Mention]:
        """The actors named in sentence `n` and the few before it, in order."""
        return [m for k in range(max(0, n - _REACH), n + 1) for m in self._in_sentence(k)]

    def _in_sentence(self, n: int) -> list[Mention]:
        if n not in self._told:
            s = self.reading.sentences[n]
            self._told[n] = []
            heads = (i for i in range(len(s)) if s.upos[i] in ("NOUN", "PROPN") and s.relations[i] not in _INNER)
            found = [(i, self.resolve(n, i)) for i in heads]
            self._told[n] = [self._mention(n, i, who) for i, who in found if who is not None]
        return self._told[n]

    def _mention(self, n: int, i: int, who: Resolved) -> Mention:
        s = self.reading.sentences[n]
        joined = any(spans.relation(s, c) == "conj" for c in s.children[i])
        top = s.parent(i) if spans.relation(s, i) == "conj" else i
        site = who.kind in ("country", "seat", "place")
        located = site and spans.preposition(s, i) not in ("", "by", "with", "to", "from")
        return Mention(n, i, who, spans.relation(s, top) == "nsubj", who.plural or joined, located)

    @cached_property
    def countries(self) -> Counter[str]:
        """The countries named in the report, and how often."""
        day = self.day.isoformat() if self.day else "9999"
        told: Counter[str] = Counter()
        for s in self.reading.sentences:
            for match in scan(self.actors, pieces(s.words), day, whispering=self._whispering):
                for body in match.bodies[:1]:
                    if body.country and not match.persons and not body.weak and _tells(body):
                        told[body.country] += 1
        told.update(m.place.country for m in self._places if m.place and m.place.country)
        return told

    @cached_property
    def about(self) -> Collection[str]:
        """The countries that the report is about, read when first asked."""
        return _About(self)

    @cached_property
    def only(self) -> str | None:
        """The country of the report, where it names no other."""
        return next(iter(self.countries)) if len(self.countries) == 1 else None


class _About(Collection[str]):
    """The countries named in a report; the report is not searched before somebody asks."""

    def __init__(self, naming: Naming) -> None:
        self._naming = naming

    def __contains__(self, country: object) -> bool:
        return country in self._naming.countries

    def __iter__(self) -> Iterator[str]:
        return iter(self._naming.countries)

    def __len__(self) -> int:
        return len(self._naming.countries)


def _tells(body: Body) -> bool:
    """Whether a name tells what country a report is about: a state, place or state body; no newspaper, no firm."""
    if body.kind in ("body", "user"):
        return body.country not in GROUPS and not {"JRN", "BUS", "EDU"}.intersection(body.sectors)
    return body.kind != "none"


@cache
def short_forms() -> dict[str, frozenset[str]]:
    """Word -> sectors and group codes of the bodies it can stand for: "the group" is no army."""
    rows = read_table("actors/short_forms.tsv", ("words", "sectors", "groups"))
    return {
        word: frozenset(filter(None, [*row["sectors"].split("|"), *row["groups"].split("|")]))
        for row in rows
        for word in row["words"].split("|")
    }


def _such(who: Resolved, word: str) -> bool:
    """Whether a named body is what the word calls it."""
    return who.kind in ("body", "user") and bool(
        short_forms()[word].intersection({*who.sectors[:1], who.country or ""})
    )


def written(s: Sentence, first: int, last: int, *, article: bool = False) -> str:
    """The words from `first` to `last` as they are written; without the article, unless it is asked for."""
    if not article and first < last and s.words[first].lower() in ("the", "a", "an"):
        first += 1
    out = s.words[first]
    for i in range(first + 1, last + 1):
        out += (" " if s.starts[i] > s.ends[i - 1] else "") + s.words[i]
    return out
