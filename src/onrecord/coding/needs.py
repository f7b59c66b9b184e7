"""Needs: whether what stands around a word is what one of its senses asks for, and which parties stand there."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.coding.clause import CALENDAR, Clauses
from onrecord.coding.lexicon import Need, classes, nouns

IsParty = Callable[[int], bool]

_CONCERNING = frozenset(
    {"against", "of", "with", "to", "for", "on", "upon", "over", "toward", "towards", "between", "by"}
)
_PERSONAL = frozenset({"he", "she", "him", "her", "they", "them", "who", "whom", "we", "us", "i", "me", "himself"})
_NEAREST = {"nmod:poss": 0, "nsubj": 1, "nmod": 2, "obj": 3, "obl": 4, "compound": 5, "amod": 5}


def in_class(clauses: Clauses, i: int, name: str, is_party: IsParty) -> bool:
    """Whether word `i`, or a word coordinated to it, belongs to a class of nouns."""
    if name == "PARTY":
        return someone(clauses, i, is_party) is not None
    if name == "TWO":
        return any(clauses.children(j, "conj") for j in (i, *clauses.children(i, "nmod", "amod", "compound")))
    if name == "NAME":
        return clauses.sentence.upos[i] == "PROPN" and clauses.kinds.get(i, "person") == "person"
    if name == "PLACE":
        return clauses.kinds.get(i) == "place" or (not clauses.kinds and is_party(i))
    return any(_is_member(clauses, j, name, is_party) for j in clauses.conjuncts(i))


def _is_member(clauses: Clauses, i: int, name: str, is_party: IsParty) -> bool:
    members, lemma = classes()[name], clauses.lemma(i)
    if (lemma, "") in members or (lemma.endswith("s") and (lemma[:-1], "") in members):
        return True
    around = [clauses.lemma(c) for c in clauses.children(i, "compound", "amod", "nmod")]
    if any((lemma, modifier) in members for modifier in around):
        return True
    if _counts(clauses, i) and any(_is_member(clauses, c, name, is_party) for c in clauses.children(i, "nmod")):
        return True
    if name == "LAND":
        return clauses.kinds.get(i) == "place"
    return name == "PERSON" and _is_person(clauses, i, is_party)


def _counts(clauses: Clauses, i: int) -> bool:
    """ "dozens of", "two of", "a group of": a word that stands for what follows its "of"."""
    return clauses.sentence.upos[i] in ("NUM", "SYM", "DET") or (clauses.lemma(i), "") in classes()["COUNTING"]


def _is_person(clauses: Clauses, i: int, is_party: IsParty) -> bool:
    """A name that the reader takes for no place and no body, a pronoun, people counted ("300 were held"), or an
    agent noun that the tables of parties know ("propagandist") and that names no body and no thing."""
    upos, lemma = clauses.sentence.upos[i], clauses.lemma(i)
    if upos == "PROPN":
        return is_party(i) and clauses.kinds.get(i, "person") in ("person", "other")
    if upos == "PRON":
        return lemma in _PERSONAL
    if upos == "NUM":
        return not any((clauses.lemma(c), "") in classes()["MONEY"] for c in clauses.children(i))
    if upos == "NOUN":
        return is_party(i) and (lemma, "") not in classes()["IMPERSONAL"]
    return upos == "ADJ" and is_party(i)


def someone(clauses: Clauses, i: int, is_party: IsParty) -> int | None:
    """The word at `i` that names a party: itself, or of "hundreds of protesters" the protesters."""
    if clauses.lemma(i) in CALENDAR:
        return None
    if is_party(i):
        return i
    if _counts(clauses, i):
        return next((c for c in clauses.children(i, "nmod") if "of" in clauses.cases(c) and is_party(c)), None)
    if (clauses.lemma(i), "") in classes()["SOMEONE"]:
        return next((c for c in clauses.children(i, "amod", "compound", "nmod") if _names(clauses, c, is_party)), None)
    return None


def _names(clauses: Clauses, i: int, is_party: IsParty) -> bool:
    """ "Indian sappers", "rangers from Chad": where nothing more is known of people, whose they are."""
    if not is_party(i) or clauses.sentence.upos[i] not in ("ADJ", "PROPN"):
        return False
    return clauses.base(i) != "nmod" or bool({"of", "from"} & set(clauses.cases(i)))


def fits(clauses: Clauses, i: int, need: Need, is_party: IsParty) -> bool:
    """Whether one need of a sense is met around the word `i`."""
    if need.slot == "comp":
        return any(c > i for c in clauses.complements(i)) or (not need.noun_class and _noun_complement(clauses, i))
    if need.slot == "ownwill":
        return any(_own_will(clauses, c) for c in clauses.complements(i) if c > i)
    if need.slot == "wish":
        return any(wished(clauses, c) for c in clauses.complements(i) if c > i)
    if need.slot == "inf":
        return any("to" in clauses.marks(c) for c in clauses.children(i, "xcomp", "ccomp", "advcl"))
    if need.slot == "noxcomp":
        return not clauses.complements(i) and len(clauses.children(i, "obj", "iobj")) < 2
    if need.slot == "sentence":
        return clauses.has_any(classes()[need.noun_class]) is not need.negated
    there = clauses.heads_in(i, need.slot)
    if need.noun_class == "none":
        return not there
    if not need.noun_class or need.noun_class == "some":
        return bool(there)
    match = any(in_class(clauses, j, need.noun_class, is_party) for j in there)
    return bool(there) and not match if need.negated else match


def _own_will(clauses: Clauses, i: int) -> bool:
    """ "warned that it would hit back": what the speaker's own side will do, unlike "warned that rain would fall"."""
    ahead = any(clauses.sentence.words[a].lower() in ("will", "would", "'ll") for a in clauses.auxiliaries(i))
    return ahead and any(clauses.sentence.upos[j] in ("PROPN", "PRON") for j in clauses.children(i, "nsubj"))


def wished(clauses: Clauses, i: int) -> bool:
    """ "suggested that he leave", "proposed to meet"; not "suggested that he had left", which is a statement."""
    auxiliaries = {clauses.sentence.words[a].lower() for a in clauses.auxiliaries(i)}
    if "to" in clauses.marks(i) or auxiliaries & {"should", "must", "be"}:
        return True
    return not auxiliaries and clauses.sentence.words[i].lower() in (clauses.lemma(i), clauses.lemma(i) + "ing")


def noun_fits(clauses: Clauses, i: int, need: Need, is_party: IsParty) -> bool:
    """Whether one need of an event noun is met: beside it, before it, or in the verb that it stands under."""
    if need.slot == "mod":
        beside = clauses.children(i, "compound", "amod", "nmod")
        return any(need.noun_class in (clauses.lemma(c), clauses.sentence.words[c].lower()) for c in beside)
    if need.slot == "case":
        return need.noun_class in clauses.cases(i)
    if need.slot == "above":
        above = verb_above(clauses, i)
        return above is not None and ((clauses.lemma(above), "") in classes()[need.noun_class]) is not need.negated
    if need.slot == "lent":
        return any(in_class(clauses, j, need.noun_class, lambda _: False) for j in lent(clauses, i, "lent"))
    return fits(clauses, i, need, is_party)


def verb_above(clauses: Clauses, i: int) -> int | None:
    """The verb that a nominal stands under, at most three phrases up: of "nine years in prison" the "sentenced"."""
    for number, above in enumerate(clauses.ancestors(i)):
        if clauses.is_verb(above) or number > 2:
            return above if clauses.is_verb(above) else None
    return None


def lent(clauses: Clauses, i: int, slot: str) -> tuple[int, ...]:
    """The subject (`lent`) or object (`lentobj`) of the verb above a noun: "placed the editor under arrest"."""
    above = verb_above(clauses, i)
    if above is None:
        return ()
    if slot == "lent":
        return clauses.heads_in(above, "subj")
    return tuple(j for j in (*clauses.heads_in(above, "iobj"), *clauses.heads_in(above, "obj")) if j != i)


def _noun_complement(clauses: Clauses, i: int) -> bool:
    """ "agreed a withdrawal": an event noun says what was agreed."""
    return any(clauses.lemma(o) in nouns() for o in clauses.heads_in(i, "obj"))


def parties_at(
    clauses: Clauses, i: int, slots: tuple[str, ...], is_party: IsParty, *, inner: bool = False
) -> tuple[int, ...]:
    """The first slot that holds a party; then, for a recipient, a party inside the object or complement."""
    for slot in slots:
        if slot == "inner":
            inner = True
            continue
        there = (someone(clauses, j, is_party) for j in clauses.heads_in(i, slot))
        found = tuple(j for j in there if j is not None)
        if found:
            return found
    return _inner_party(clauses, i, is_party) if inner else ()


def _inner_party(clauses: Clauses, i: int, is_party: IsParty) -> tuple[int, ...]:
    """ "condemned the shelling of the town by Elbonia": the party inside what was condemned."""
    tops = [*clauses.heads_in(i, "obj"), *clauses.complements(i), *clauses.children(i, "obl")]
    subjects = set(clauses.heads_in(i, "subj"))
    for top in tops:
        if top in subjects or top == i or not _concerns(clauses, top):
            continue
        for j in _nearest(clauses, top):
            common = clauses.sentence.upos[j] == "NOUN" and clauses.base(j) in ("compound", "amod")
            if j not in subjects and not common and is_party(j):
                return (j,)
    return ()


def _concerns(clauses: Clauses, i: int) -> bool:
    """Whether a phrase can hold whom an event was aimed at: "against", "with", "of", but not "in", "off", "near"."""
    return clauses.base(i) != "obl" or bool(_CONCERNING & set(clauses.cases(i)))


def authors(clauses: Clauses, i: int) -> list[int]:
    """ "rejected a law put forward by the opposition": whoever made, filed or carried out what is told of."""
    return [
        a
        for c in clauses.children(i, "acl")
        if clauses.is_verb(c) and not clauses.sentence.relations[c].startswith("acl:relcl")
        for a in clauses.children(c, "obl")
        if clauses.sentence.relations[a] == "obl:agent" or "by" in clauses.cases(a)
    ]


def _nearest(clauses: Clauses, top: int, depth: int = 3) -> list[int]:
    """Nominal words below `top`, possessors and agents before others, nearer before farther."""
    level, found = [top], authors(clauses, top)
    for _ in range(depth):
        below = [
            c for j in level for c in clauses.children(j, "nmod", "nsubj", "obj", "obl", "compound", "amod", "xcomp")
        ]
        below.sort(key=lambda c: _NEAREST.get(clauses.sentence.relations[c], _NEAREST.get(clauses.base(c), 6)))
        found.extend(below)
        level = below
    return found
