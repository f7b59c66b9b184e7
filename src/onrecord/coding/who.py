"""Who takes part: the parties of a report, with country and sectors.

Names, titles, demonyms, capitals and descriptions by the tables of actors as of the report's day; pronouns and
short forms by what the report said before; unknown rather than wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onrecord.coding.actors import Actors, Resolved, spans, tables
from onrecord.coding.actors.antecedents import PRONOUNS
from onrecord.coding.actors.fold import pieces
from onrecord.coding.actors.naming import Naming, written
from onrecord.coding.actors.scan import scan
from onrecord.model import Party, PlaceMention, Reading, Sentence, Span

_ALONE = frozenset({"cc", "conj", "punct", "acl", "nmod"})


class Resolver:
    """The parties of one report.

    `day` is the day of writing, by which offices are told; `extra` are a user's own actors, which
    outrank ours; `places` the places found in the report, which tell whose police and villagers these
    are.  Nothing is read before it is asked for.
    """

    def __init__(
        self,
        reading: Reading,
        day: date | None,
        *,
        extra: Actors | None = None,
        places: Sequence[PlaceMention] = (),
    ) -> None:
        self.reading, self.day = reading, day
        self.actors = extra.over(tables()) if extra else tables()
        self._naming = Naming(reading, day, self.actors, places)

    def party(self, sentence: int, head: int) -> Party | None:
        """The party that the word `head` (0-based) of a sentence names; None for what can be no actor.

        Its span is the compact noun phrase: name or noun, what stands before it, its of-phrase.  A
        pronoun keeps its own span, and its `name` is the antecedent's.
        """
        s = self.reading.sentences[sentence]
        who = self._naming.resolve(sentence, head)
        if who is None:
            return None
        if s.upos[head] == "PRON" or s.words[head].lower() in PRONOUNS:
            return _party(s, head, head, who)
        found = spans.phrase(s, head)
        return _party(s, found.first, found.last, who)

    def parties(self, sentence: int, head: int) -> tuple[Party, ...]:
        """All parties of a coordinated argument: "Chad and Niger", "U.S. and British forces", "leaders of A and B"."""
        s = self.reading.sentences[sentence]
        heads = spans.coordinated(s, head)
        pair = self._both(sentence, head)
        if pair:
            return pair
        whole = self._one_name(s, heads) if len(heads) > 1 else None
        if whole:
            return (whole,)
        found: list[Party] = []
        for h in heads:
            for party in self._shared(sentence, h) or (self.party(sentence, h),):
                if party is not None:
                    found.append(_as_first(s, found[0], h, party) if found else party)
        return tuple(found)

    def party_at(self, span: Span) -> Party | None:
        """The party named by a span of the report (a quote's source): of its topmost word that names one."""
        for number, s in enumerate(self.reading.sentences):
            if not s.start <= span.start < s.end:
                continue
            inside = [i for i in range(len(s)) if s.starts[i] < span.end and s.ends[i] > span.start]
            tops = [i for i in inside if s.parent(i) not in inside]
            for i in sorted(tops, key=lambda i: (s.upos[i] not in ("NOUN", "PROPN", "PRON"), i)):
                named = self.parties(number, i)
                if named:
                    return max(named, key=lambda p: min(p.span.end, span.end) - max(p.span.start, span.start))
        return None

    # --- several in one -----------------------------------------------------------------------

    def _both(self, n: int, head: int) -> tuple[Party, ...]:
        """ "The two countries", "both sides": the two that the report has just named, if they are two."""
        s = self.reading.sentences[n]
        if s.lemmas[head].lower() not in self.actors.lists["sides"]:
            return ()
        if not any(s.words[c].lower() in ("two", "both") for c in s.children[head] if c < head):
            return ()
        near = [m for m in self._naming.mentions(n) if n - m.sentence <= 1 and (m.sentence, m.head) < (n, head)]
        states = {m.who.country: m.who for m in reversed(near) if m.who.country and not m.located}
        if len(states) != 2:
            return ()
        whole = spans.phrase(s, head)
        return tuple(_party(s, whole.first, whole.last, who) for who in reversed(states.values()))

    def _one_name(self, s: Sentence, heads: Sequence[int]) -> Party | None:
        """A name with "and" in it that the tables know: "Trinidad and Tobago"."""
        if s.upos[heads[0]] != "PROPN":
            return None
        first, last = spans.phrase(s, heads[0]).first, spans.phrase(s, heads[-1]).last
        found = pieces(s.words[first : last + 1])
        for match in scan(self.actors, found, self.day.isoformat() if self.day else "9999"):
            covered = {found[i].word + first for i in range(match.start, match.end)}
            if match.bodies and covered.issuperset(heads):
                who = self._naming.describe(s.words[first : last + 1], heads[0] - first)
                return _party(s, first, last, who) if who else None
        return None

    def _shared(self, n: int, head: int) -> tuple[Party, ...]:
        """The parties of one head with several modifiers or owners, each a party; () where it is one."""
        s = self.reading.sentences[n]
        return self._by_modifier(s, head) or self._by_owner(s, head)

    def _by_modifier(self, s: Sentence, head: int) -> tuple[Party, ...]:
        """ "U.S. and British forces": U.S. [forces], British forces."""
        modifiers, last = spans.shared_modifiers(s, head), spans.phrase(s, head).last
        found = []
        for m in modifiers:
            later = {i for o in modifiers if o > m for i in s.subtree(o)}
            own = [i for i in s.subtree(m) if i not in later and s.upos[i] not in ("PUNCT", "CCONJ")]
            if not own:
                return ()
            words = [*(s.words[i] for i in own), *s.words[modifiers[-1] + 1 : last + 1]]
            who = self._naming.describe(words, len(own) + head - modifiers[-1] - 1)
            if who is None or who.country is None:
                return ()
            end = last if m == modifiers[-1] else own[-1]
            found.append(_party(s, own[0], end, who._replace(name=" ".join(words))))
        return tuple(found)

    def _by_owner(self, s: Sentence, head: int) -> tuple[Party, ...]:
        """ "The leaders of Chad and Niger": the leaders of Chad, [the leaders of] Niger."""
        owners, whole = spans.shared_owners(s, head), spans.phrase(s, head)
        found = []
        for o in owners:
            own = spans.phrase(s, o)
            words = [*s.words[whole.first : spans.phrase(s, owners[0]).first], *s.words[own.first : own.last + 1]]
            who = self._naming.describe(words, head - whole.first)
            if who is None or who.country is None:
                return ()
            first = whole.first if o == owners[0] else own.first
            found.append(_party(s, first, own.last, who._replace(name=" ".join(words))))
        return tuple(found)


def _as_first(s: Sentence, first: Party, head: int, party: Party) -> Party:
    """ "Chadian women and children": the second, bare, is of the country of the first."""
    bare = all(spans.relation(s, c) in _ALONE for c in s.children[head])
    if not bare or party.country or party.actor_id or s.upos[head] != "NOUN":
        return party
    return party.model_copy(update={"country": first.country})


def _party(s: Sentence, first: int, last: int, who: Resolved) -> Party:
    """The party in the model's form; a state as such acts by its government, "two Belgians" are civilians."""
    sectors = who.sectors
    if not sectors and (who.kind == "country" or (who.kind == "people" and s.upos[last] == "ADJ")):
        sectors = ("GOV",)
    elif not sectors and who.kind == "people" and first < last and s.words[first].lower() != "the":
        sectors = ("CVL",)
    return Party(
        span=s.words_span(first, last),
        text=written(s, first, last, article=True),
        name=who.name,
        country=who.country,
        sectors=sectors,
        actor_id=who.actor_id,
        office=who.office,
        wikidata=who.wikidata,
    )
