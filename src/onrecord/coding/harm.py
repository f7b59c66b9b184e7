"""Harm: what is told as killed, wounded or wrecked, and by what.

"The strike killed twelve", "twelve were killed in a strike" and "gunmen attacked the post, killing
twelve" tell one assault and its victims, not two.  "Twelve were killed when a bus overturned" tells none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.coding.clause import Clauses
from onrecord.coding.hit import Hit
from onrecord.coding.lexicon import classes

HARM = frozenset(
    [
        "kill",
        "wound",
        "injure",
        "maim",
        "damage",
        "destroy",
        "hit",
        "strike",
        "target",
        "wreck",
        "burn",
        "flatten",
        "level",
    ]
)
_HARMED = HARM | {"hurt", "missing", "injured", "wounded", "dead", "trap", "miss", "lose", "leave", "hospitalize"}
_CAUSE = frozenset(["in", "by", "during", "after", "from", "following", "amid", "when"])


def settle(clauses: Clauses, hits: Sequence[Hit]) -> list[Hit]:
    """The hits with each harm joined to the assault that did it, and without harm that no one did."""
    assaults = {h.word: h for h in hits if h.code.type == "ASSAULT"}
    joined: dict[int, Hit] = {}
    gone: set[int] = set()
    for harm in hits:
        if harm.word not in assaults or clauses.lemma(harm.word) not in HARM or harm.nominal:
            continue
        cause = _cause(clauses, harm, assaults)
        if cause is not None:
            base = joined.get(cause.word, cause)
            joined[cause.word] = _with_victims(base, harm)
            gone.add(harm.word)
        elif (not harm.actors and not _violent(clauses, harm.word)) or _by_accident(clauses, harm.word):
            gone.add(harm.word)
    return _once(clauses, [joined.get(h.word, h) for h in hits if h.word not in gone])


def _once(clauses: Clauses, hits: list[Hit]) -> list[Hit]:
    """ "were ambushed and shot dead": of two verbs for one assault on the same people, the one that tells how."""
    by_word = {h.word: h for h in hits}
    gone: dict[int, int] = {}
    for second in hits:
        first = by_word.get(clauses.first_conjunct(second.word))
        if first is None or first is second or first.nominal or second.nominal:
            continue
        same = first.recipients == second.recipients and bool(first.recipients)
        if same and first.code.type == second.code.type == "ASSAULT" and (first.code.mode is None):
            gone[first.word] = second.word
    kept = [h for h in hits if h.word not in gone]
    for loser, winner in gone.items():
        with_both = replace(by_word[winner], actors=by_word[winner].actors or by_word[loser].actors)
        kept = [with_both if h.word == winner else h for h in kept]
    return kept


def _cause(clauses: Clauses, harm: Hit, assaults: dict[int, Hit]) -> Hit | None:
    """The assault that a harm belongs to: its subject, what it happened in, or the deed that it followed from."""
    i = harm.word
    near = [*clauses.children(i, "nsubj"), *_circumstances(clauses, i)]
    top = clauses.first_conjunct(i)
    for j in dict.fromkeys((i, top)):
        if clauses.base(j) in ("advcl", "conj", "acl", "parataxis", "xcomp"):
            above = clauses.parent(j)
            near += [above, *clauses.children(above, "obj", "nsubj", "obl")]
            if clauses.base(j) == "parataxis":
                near += clauses.conjuncts(clauses.first_conjunct(above))
    near += [g for c in near for g in clauses.children(c, "nmod", "obj", "conj", "acl")]
    beside = set(clauses.conjuncts(top))
    for c in near:
        both_harm = c in beside and clauses.lemma(c) in HARM
        if c in assaults and c != i and not (both_harm and not assaults[c].nominal):
            return assaults[c]
    return None


def _circumstances(clauses: Clauses, i: int) -> list[int]:
    """What a harm happened in or by, also of the harms told beside it.

    "Two were killed and nine others wounded in a raid": the raid hangs on "wounded", or on "others".
    """
    first = clauses.first_conjunct(i)
    group = [j for j in clauses.conjuncts(first) if j == i or clauses.lemma(j) in _HARMED] or [i]
    for j in clauses.conjuncts(first):
        group += [a for s in clauses.children(j, "nsubj") for c in clauses.conjuncts(s) for a in _told_of(clauses, c)]
    found = [c for j in group for c in clauses.children(j, "obl", "advcl") if _CAUSE & _links(clauses, c)]
    return list(dict.fromkeys(c for c in found if c != i))


def _told_of(clauses: Clauses, i: int) -> list[int]:
    """The harm that is told of a victim: "nine others wounded in a raid"."""
    return [c for c in clauses.children(i, "acl", "amod") if clauses.lemma(c) in _HARMED]


def _links(clauses: Clauses, i: int) -> set[str]:
    return {*clauses.cases(i), *clauses.marks(i)}


def _with_victims(cause: Hit, harm: Hit) -> Hit:
    recipients = tuple(dict.fromkeys((*cause.recipients, *(r for r in harm.recipients if r not in cause.actors))))
    actors = cause.actors or tuple(a for a in harm.actors if a != cause.word)
    trigger = tuple(dict.fromkeys((*cause.trigger, harm.word)))
    return replace(
        cause, trigger=trigger, recipients=recipients, actors=actors, because=(*cause.because, *harm.because)
    )


def _lemmas_of(clauses: Clauses, name: str) -> bool:
    members = classes()[name]
    return any((clauses.lemma(i), "") in members for i in range(len(clauses)))


def _violent(clauses: Clauses, i: int) -> bool:
    """Whether the sentence names what violence it was: without a doer, "was killed" alone may be an accident."""
    return _lemmas_of(clauses, "VIOLENCE") and not _by_accident(clauses, i)


def _by_accident(clauses: Clauses, i: int) -> bool:
    """ "killed in a crash", "killed when a boat capsized", "the storm killed ten"."""
    accident, mishap = classes()["ACCIDENT"], classes()["MISHAP"]
    near = [*clauses.children(i, "nsubj", "obl", "advcl"), *_circumstances(clauses, i)]
    near += [g for c in near for g in clauses.children(c, "nmod", "nsubj", "compound", "conj", "acl", "obl")]
    if clauses.base(i) in ("advcl", "conj", "xcomp", "acl"):
        above = clauses.parent(i)
        near += [above, *clauses.children(above, "nsubj")]
    return any(
        (clauses.lemma(c), "") in accident or (clauses.is_verb(c) and (clauses.lemma(c), "") in mishap) for c in near
    )
