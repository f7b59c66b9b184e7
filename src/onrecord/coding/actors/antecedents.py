"""Whom a pronoun means, from what the report said before; rather nobody than the wrong one.

CASE 1: the subject of the clause that the pronoun's clause hangs on ("The army said it ...").
CASE 2: the only candidate of the right number and sex in this sentence and the two before.
CASE 3: of several, the one that stands out: subject and named in the sentence before, all others neither.
Left open: everything else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from onrecord.coding.actors.spans import clause_of, relation, subject
from onrecord.coding.actors.surroundings import Resolved
from onrecord.model import Sentence

REACH, MARGIN = 2, 2
"""How many sentences back a pronoun reaches, and by how much the best candidate must stand out."""

PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
    "they": "p", "them": "p", "their": "p", "theirs": "p", "themselves": "p",
    "it": "n", "its": "n", "itself": "n",
}  # fmt: skip
"""Third person: masculine, feminine, plural, neuter."""

SPEAKERS = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
RELATIVES = frozenset({"who", "which", "whom", "whose", "that"})
_HANGING = frozenset({"ccomp", "advcl", "parataxis", "conj", "xcomp"})

Lists = Mapping[str, frozenset[str]]


class Mention(NamedTuple):
    """An actor named in the report: where, who, whether as subject, as several, or only as a place ("in X")."""

    sentence: int
    head: int
    who: Resolved
    subject: bool
    several: bool
    located: bool = False

    @property
    def identity(self) -> str:
        """What two mentions of one actor share."""
        return self.who.actor_id or self.who.name.lower()


def fits(mention: Mention, form: str, lists: Lists) -> bool:
    """Whether the mention has the number and sex of the pronoun."""
    who, last = mention.who, _last(mention.who)
    if mention.located:
        return False
    human = who.kind == "noun" and last not in lists["bodies"]
    if form in ("m", "f"):
        if who.plural or not (human or who.kind == "person"):
            return False
        return form in (who.sex or _sex(last, lists) or form)
    if form == "p":
        return mention.several or who.kind in ("people", "body", "user") or last in lists["crowds"]
    return not mention.several and (
        who.kind in ("body", "user", "country", "seat") or (who.kind == "noun" and last in lists["bodies"])
    )


def _last(who: Resolved) -> str:
    """The last word of the name, before an of-phrase: what kind of thing it is."""
    words = who.name.partition(" of ")[0].split()
    return words[-1].lower() if words else ""


def _sex(last: str, lists: Lists) -> str:
    return "f" if last in lists["female"] else "m" if last in lists["male"] else ""


def governor(sentence: Sentence, i: int) -> int | None:
    """The subject of the clause above the pronoun's own: "The army said it ..." -> army.

    For a possessive, the subject of its own clause: "Chad recalled its envoy" -> Chad.
    """
    own = clause_of(sentence, i)
    if own < 0:
        return None
    if sentence.relations[i] == "nmod:poss":
        found = subject(sentence, own)
        if found is not None and i not in sentence.subtree(found):
            return found
    if relation(sentence, own) not in _HANGING:
        return None
    above = clause_of(sentence, own)
    return subject(sentence, above) if above >= 0 else None


def speaker(sentence: Sentence, i: int, lists: Lists) -> int | None:
    """Who says the words that "we" stands in: the subject of the verb of saying above it."""
    j = sentence.parent(i)
    while j >= 0:
        if sentence.lemmas[j].lower() in lists["saying"]:
            found = subject(sentence, j)
            if found is not None and found != i and i not in sentence.subtree(found):
                return found
        j = sentence.parent(j)
    return None


def head_of_relative(sentence: Sentence, i: int) -> int | None:
    """The noun that a relative pronoun stands for."""
    j = sentence.parent(i)
    while j >= 0 and sentence.relations[j] != "acl:relcl":
        j = sentence.parent(j)
    return sentence.parent(j) if j >= 0 else None


def best(mentions: Sequence[Mention], at: tuple[int, int], form: str, lists: Lists) -> Mention | None:
    """The one earlier mention that stands out, if one does."""
    scores: dict[str, tuple[float, Mention]] = {}
    for mention in mentions:
        back = at[0] - mention.sentence
        if back > REACH or (mention.sentence, mention.head) >= at or not fits(mention, form, lists):
            continue
        score = 3.0 - back + 2.0 * mention.subject + (mention.who.kind != "noun")
        old = scores.get(mention.identity)
        scores[mention.identity] = (max(score, old[0]) + 0.5 if old else score, mention)
    ranked = sorted(scores.values(), key=lambda s: -s[0])
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN):
        return None
    return ranked[0][1]
