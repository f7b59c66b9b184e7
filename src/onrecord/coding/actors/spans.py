"""How far a noun phrase reaches: the name or noun, what stands before it, and its of-phrase.

No relative clause, no apposition, no other prepositional phrase belongs to it; those only help to tell who it is.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from onrecord.model import Sentence

_BEFORE = frozenset({"det", "amod", "compound", "nummod", "nmod", "flat", "obl", "advmod", "dep", "goeswith", "name"})
_AFTER = frozenset({"flat", "fixed", "goeswith", "compound", "name"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM"})


class Phrase(NamedTuple):
    """Words `first` to `last` of a sentence with the head; `far` is the last word that may tell of which country."""

    head: int
    first: int
    last: int
    far: int


def relation(sentence: Sentence, i: int) -> str:
    """The universal relation of a word, without its subtype."""
    return base(sentence.relations[i])


@cache
def base(label: str) -> str:
    """A relation without its subtype ("nmod:poss" -> "nmod")."""
    return label.partition(":")[0]


def phrase(sentence: Sentence, head: int) -> Phrase:
    """The compact noun phrase of a head word."""
    first = last = head
    for c in sentence.children[head]:
        role = relation(sentence, c)
        if c < head and role in _BEFORE and not (role == "advmod" and sentence.upos[c] == "ADV"):
            first = min(first, sentence.subtree(c)[0])
        elif c > head and (role in _AFTER or _beside(sentence, head, c)):
            last = max(last, *sentence.subtree(c)) if role != "appos" else max(last, phrase(sentence, c).last)
    for c in sentence.children[head]:
        if c > last and preposition(sentence, c) == "of":
            last = max(last, phrase(sentence, c).last)
    return Phrase(head, first, last, max(last, _far(sentence, head)))


def name_start(sentence: Sentence, head: int) -> int:
    """The first word of the name that follows a title: "commander Abu Test" -> Abu; else the head."""
    if sentence.upos[head] == "PROPN" and not _titled(sentence, head):
        return head
    for c in sentence.children[head]:
        if c > head and sentence.upos[c] == "PROPN" and (relation(sentence, c) == "flat" or _beside(sentence, head, c)):
            return c
    return head


def _titled(sentence: Sentence, head: int) -> bool:
    """Whether a proper noun is itself a title ("Minister")."""
    return sentence.lemmas[head].lower() in _TITLES


_TITLES = frozenset({
    "minister", "president", "secretary", "general", "ambassador", "governor", "senator", "chancellor", "premier",
    "king", "queen"
})  # fmt: skip


def _beside(sentence: Sentence, head: int, c: int) -> bool:
    """A name put right behind its title without a comma is part of the phrase."""
    return relation(sentence, c) == "appos" and c == head + 1 and sentence.upos[c] == "PROPN"


def preposition(sentence: Sentence, i: int) -> str:
    """The preposition of a nominal modifier, else ""."""
    if relation(sentence, i) not in ("nmod", "obl"):
        return ""
    return next(
        (sentence.words[g].lower() for g in sentence.children[i] if relation(sentence, g) == "case" and g < i), ""
    )


def _far(sentence: Sentence, head: int) -> int:
    """The last word of the prepositional phrases of the head ("police in the capital of Chad")."""
    far = head
    for c in sentence.children[head]:
        if c > head and preposition(sentence, c):
            inner = phrase(sentence, c)
            far = max(far, inner.last, inner.far)
    return far


def coordinated(sentence: Sentence, head: int) -> list[int]:
    """The head and the nominals joined to it by "and" or commas."""
    heads = [head]
    for c in sentence.children[head]:
        if relation(sentence, c) == "conj" and sentence.upos[c] in _NOMINAL:
            heads += coordinated(sentence, c)
    return heads


def shared_modifiers(sentence: Sentence, head: int) -> list[int]:
    """Coordinated modifiers of one head: "U.S. and British forces" -> U.S., British."""
    for c in sentence.children[head]:
        if c < head and relation(sentence, c) in ("amod", "compound", "nmod"):
            joined = [k for k in sentence.subtree(c) if k == c or relation(sentence, k) == "conj"]
            if len(joined) > 1 and max(joined) < head:
                return sorted(joined)
    for cc in sentence.children[head]:
        if cc < head and relation(sentence, cc) == "cc":
            around = [c for c in sentence.children[head] if c < head and relation(sentence, c) in ("amod", "compound")]
            before, after = [c for c in around if c < cc], [c for c in around if c > cc]
            if before and after:
                return [before[-1], after[0]]
    return []


def shared_owners(sentence: Sentence, head: int) -> list[int]:
    """Coordinated heads of the of-phrase: "the leaders of Chad and Niger" -> Chad, Niger."""
    for c in sentence.children[head]:
        if c > head and preposition(sentence, c) == "of":
            joined = coordinated(sentence, c)
            if len(joined) > 1:
                return joined
    return []


def clause_of(sentence: Sentence, i: int) -> int:
    """The nearest predicate above a word (-1 where there is none)."""
    j = sentence.parent(i)
    while j >= 0 and not any(relation(sentence, c) in ("nsubj", "csubj") for c in sentence.children[j]):
        j = sentence.parent(j)
    return j


def subject(sentence: Sentence, predicate: int) -> int | None:
    """The subject of a predicate."""
    found = [c for c in sentence.children[predicate] if relation(sentence, c) == "nsubj"]
    return found[0] if found else None
