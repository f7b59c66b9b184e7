"""At which of the named places an event took place, which is not every place in its sentence.

The places of an event are, finest first, those that stand

1. in the ARGM-LOC of its frame ("killed *in Homs*"),
2. in a locative modifier of its word ("a raid *on the edge of Jenin*"),
3. as what a territorial event happens to ("shelled *Avdiivka*", "the siege *of Sarajevo*", "the *Gaza* blockade"),
4. in a locative modifier of its object ("hit a market *in Idlib*").

Only where there is none of these: what the verb that carries an event noun says ("carried out a raid *in Nablus*"), or
a coordinated verb that shares its place; then where a movement goes ("flew *to Doha*"); then where its actor is
("protesters *in Tunis*").  Never: a place after "from" or "against", a people, a place inside another clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from onrecord.coding.where.lists import rows
from onrecord.coding.where.words import classes
from onrecord.errors import DataError
from onrecord.model import PlaceMention, Sentence

_CLASSES = frozenset({"territorial", "country", "motion", "locative", "goal", "barred", "saying"})
_FINEST = ("point", "city", "district", "region", "country", "area", "continent")
_DOWN = frozenset({"nmod", "compound", "appos", "conj", "flat", "obl", "amod"})
_OBJECT = frozenset({"obj", "nsubj:pass", "iobj"})


def attach(sentence: Sentence, predicate: int, mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The mentions at which the event of word `predicate` took place, the finest first.

    Empty where the sentence does not say.
    """
    heads = _heads(sentence, mentions)
    if not heads:
        return []
    for step in (_own, _carrier, _goal, _actor):
        found = dict.fromkeys(step(sentence, predicate, heads))
        if found:
            return sorted((mentions[n] for n in found), key=_fineness)
    return []


def _fineness(mention: PlaceMention) -> int:
    return _FINEST.index(mention.place.precision) if mention.place is not None else 0


class _Heads(dict[int, int]):
    """For each word that heads a mention, the number of the mention."""

    def __init__(self, mentions: Sequence[PlaceMention]) -> None:
        super().__init__()
        self.mentions = mentions

    def acts(self, i: int) -> bool:
        """Whether the place at word `i` may as well be an actor, as countries are."""
        place = self.mentions[self[i]].place
        return place is not None and place.precision in ("country", "area", "continent")


def _heads(s: Sentence, mentions: Sequence[PlaceMention]) -> _Heads:
    heads = _Heads(mentions)
    for n, m in enumerate(mentions):
        inside = [i for i in range(len(s)) if s.starts[i] < m.span.end and m.span.start < s.ends[i]]
        for i in inside:
            if s.parent(i) not in inside:
                heads.setdefault(i, n)
    return heads


# --- the steps -------------------------------------------------------------------------------------


def _own(s: Sentence, predicate: int, heads: _Heads) -> Iterator[int]:
    """Steps 1 to 4: what the event's own clause says."""
    frame = next((f for f in s.frames if f.predicate == predicate), None)
    if frame is not None:
        for a in frame.arguments:
            if a.role == "ARGM-LOC" and not _case(s, a.head) & words()["barred"]:
                yield from _below(s, a.head, heads)
    yield from _locative(s, predicate, heads)
    yield from _undergone(s, predicate, heads)
    if s.lemmas[predicate].lower() in words()["saying"]:
        return  # "condemned the attack in Basra": Basra is where the attack was, not the condemnation
    for child in s.children[predicate]:
        if s.relations[child] in _OBJECT:
            yield from _locative(s, child, heads)


def _locative(s: Sentence, i: int, heads: _Heads) -> Iterator[int]:
    """The places in the locative modifiers of word `i`."""
    locative = words()["locative"]
    if s.upos[i] == "NOUN":
        locative = locative - {"over"}  # "the dispute over Kashmir" is not fought there
    for child in s.children[i]:
        relation = s.relations[child].split(":")[0]
        if relation in ("obl", "nmod", "advmod") and child != i and _case(s, child) & locative:
            yield from _below(s, child, heads)


def _undergone(s: Sentence, predicate: int, heads: _Heads) -> Iterator[int]:
    """The place that a territorial event happens to."""
    lists = words()
    lemma = s.lemmas[predicate].lower()
    if lemma not in lists["territorial"] and lemma not in lists["country"]:
        # "the Brussels summit": a town before any event noun is where it took place.
        if s.upos[predicate] == "NOUN":
            yield from _before_noun(s, predicate, heads)
        return
    for child in s.children[predicate]:
        relation = s.relations[child]
        of = relation.startswith("nmod") and s.upos[predicate] == "NOUN" and _case(s, child) & {"of", "on", "against"}
        if relation in _OBJECT or of or (relation.startswith("obl") and _case(s, child) == {"on"}):
            # "captured the town of Azaz" names the place by its kind first; "shelled a bakery" names none.
            yield from _below(s, child, heads, whole=s.lemmas[child].lower() in classes()["kind"])
    if s.upos[predicate] == "NOUN":
        yield from _before_noun(s, predicate, heads)


def _before_noun(s: Sentence, predicate: int, heads: _Heads) -> Iterator[int]:
    """A place before an event noun; a country only where it is hardly the actor ("the Cuba blockade")."""
    wide = s.lemmas[predicate].lower() in words()["country"]
    for child in s.children[predicate]:
        if (
            child < predicate
            and s.relations[child] == "compound"
            and child in heads
            and (wide or not heads.acts(child))
        ):
            yield heads[child]


def _carrier(s: Sentence, predicate: int, heads: _Heads) -> Iterator[int]:
    """The place told by the verb that carries an event noun, or by a verb coordinated with the event's."""
    above = s.parent(predicate)
    if above >= 0:
        relation = s.relations[predicate]
        if s.upos[predicate] == "NOUN" and relation in _OBJECT | {"nsubj"} and s.upos[above] == "VERB":
            yield from _own(s, above, heads)
        elif relation == "conj":
            # "In Jenin, troops raided homes and arrested five": what stands in front holds for both.
            yield from (n for n in _own(s, above, heads) if _first_of(s, heads, n) < above)
    for child in s.children[predicate]:
        if s.relations[child] == "conj" and s.upos[child] == s.upos[predicate]:
            # "killed five and wounded three in Hama"
            yield from (n for n in _own(s, child, heads) if _first_of(s, heads, n) > child)


def _first_of(s: Sentence, heads: _Heads, n: int) -> int:
    return next(i for i, m in heads.items() if m == n)


def _goal(s: Sentence, predicate: int, heads: _Heads) -> Iterator[int]:
    """Where a movement goes."""
    if s.lemmas[predicate].lower() not in words()["motion"]:
        return
    frame = next((f for f in s.frames if f.predicate == predicate), None)
    for a in frame.arguments if frame else ():
        if a.role in ("ARG4", "ARGM-GOL") and not _case(s, a.head) & words()["barred"]:
            yield from _below(s, a.head, heads)
    for child in s.children[predicate]:
        if s.relations[child].startswith(("obl", "nmod")) and _case(s, child) & words()["goal"]:
            yield from _below(s, child, heads)


def _actor(s: Sentence, predicate: int, heads: _Heads) -> Iterator[int]:
    """Where the actor is: "protesters in Tunis burned tyres"."""
    for child in s.children[predicate]:
        if s.relations[child] == "nsubj" and child not in heads:
            yield from _locative(s, child, heads)


# --- walking ---------------------------------------------------------------------------------------


def _below(s: Sentence, i: int, heads: _Heads, *, whole: bool = True) -> Iterator[int]:
    """The mentions headed by word `i` and by what hangs on it within its phrase: "the town of Azaz near Aleppo".

    Nothing behind "from" and nothing in a clause of its own is entered.  Without `whole` the word must itself be one.
    """
    if i in heads:
        yield heads[i]
    elif not whole:
        return
    barred = words()["barred"]
    for child in s.children[i]:
        if s.relations[child].split(":")[0] in _DOWN and not _case(s, child) & barred:
            yield from _below(s, child, heads)


def _case(s: Sentence, i: int) -> set[str]:
    """The prepositions of a word, in small letters."""
    return {s.words[c].lower() for c in s.children[i] if s.relations[c] in ("case", "mark")}


def read_events(text: str | None = None) -> dict[str, frozenset[str]]:
    """events.tsv: words by class; raises `DataError` for a class that nobody asks for, or one that is missing."""
    found: dict[str, frozenset[str]] = {}
    for where, (name, listed) in rows("events.tsv", 2, text=text):
        if name not in _CLASSES or name in found:
            raise DataError(f"{where}: {name!r} is none of {sorted(_CLASSES)}, or stands twice")
        found[name] = frozenset(listed.split())
    if set(found) != _CLASSES:
        raise DataError(f"events.tsv: lacks {sorted(_CLASSES - set(found))}")
    return found


@lru_cache(maxsize=1)
def words() -> dict[str, frozenset[str]]:
    """Words of events by how they take a place."""
    return read_events()
