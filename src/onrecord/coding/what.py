"""What: the words of a sentence that tell an event, and what the scheme calls it.

    hits(clauses, is_party) -> the events of one sentence, each with its code, the head words of
    its parties, and the row of the word list that decided

A verb or an event noun gives a *find* (this file, over `needs.py`); a support verb lends a noun its
subject ("launched an attack").  Then the words above speak (`told.py`), harm is joined to what did
it (`harm.py`), and the rulings of the scheme turn one code into another (`rulings.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from onrecord.coding import harm, rulings
from onrecord.coding.clause import Clauses
from onrecord.coding.hit import Hit
from onrecord.coding.lexicon import NO_EVENT, NounEntry, VerbEntry, classes, noun_senses, verb_senses
from onrecord.coding.needs import IsParty, fits, lent, noun_fits, parties_at, someone
from onrecord.coding.told import tell
from onrecord.coding.whether import operator
from onrecord.ontology import Code

_OUGHT = frozenset({"must", "should", "ought"})
_HOLDING = frozenset({"in", "into", "on", "under", "to", "with", "of", "through", "from", "at"})
_HITTING = frozenset({"COERCE", "SANCTION"})
_BY_MEANS = frozenset({"by", "with", "in", "from"})
_TOGETHER = frozenset({"jointly", "together"})


def hits(clauses: Clauses, is_party: IsParty, words: Collection[int] | None = None) -> list[Hit]:
    """The events that a sentence tells, in order of their words; a title without a verb tells none.

    With `words`, only these are asked.
    """
    if not any(upos in ("VERB", "AUX") for upos in clauses.sentence.upos):
        return []
    asked = range(len(clauses)) if words is None else sorted(words)
    finds = [hit for i in asked for hit in _find(clauses, i, is_party)]
    told_at = {hit.word for hit in finds}
    finds += [hit for i in asked if i not in told_at for hit in _fallback(clauses, i, is_party)]
    finds = [_two_sided(hit) for hit in finds]
    used = {word for hit in finds if not hit.nominal for word in hit.uses}
    finds = [hit for hit in finds if not (hit.nominal and hit.word in used) or _supposed(clauses, hit.word)]
    finds = [hit for hit in finds if hit.code.type != NO_EVENT]
    finds = [hit for hit in harm.settle(clauses, finds) if _has_parties(hit)]
    by_word = {hit.word: hit for hit in finds}
    told = [tell(clauses, hit, by_word, is_party) for hit in finds]
    return sorted((hit for hit in told if hit is not None), key=lambda h: h.word)


def _two_sided(hit: Hit) -> Hit:
    """ "clashed with the rebels": of a fight whose sides are known all are actors; only victims are recipients."""
    if hit.code.mode != "sideAB":
        return hit
    return replace(hit, actors=_distinct((*hit.actors, *hit.recipients)), recipients=())


def _has_parties(hit: Hit) -> bool:
    """A noun tells an event of someone; a blast may be an accident unless someone is named who did it."""
    if not hit.nominal or hit.of_crowd:
        return True
    return bool(hit.actors) if hit.needs_actor else bool(hit.actors or hit.recipients)


def _supposed(clauses: Clauses, i: int) -> bool:
    """ "is preparing for possible attacks": the attacks are a supposition of their own."""
    return any(operator(clauses, c) == "possible" for c in clauses.children(i, "amod"))


def _find(clauses: Clauses, i: int, is_party: IsParty) -> list[Hit]:
    upos, lemma = clauses.sentence.upos[i], clauses.lemma(i)
    if upos == "VERB" and lemma in verb_senses() and clauses.base(i) not in ("amod", "compound", "case"):
        for entry in verb_senses()[lemma]:
            hit = _verb_hit(clauses, i, entry, is_party)
            if hit:
                return [hit]
    elif upos in ("NOUN", "PROPN") and lemma in noun_senses() and clauses.base(i) != "compound":
        sense = next(
            (e for e in noun_senses()[lemma] if all(noun_fits(clauses, i, n, is_party) for n in e.needs)), None
        )
        if sense and sense.code.type != NO_EVENT:
            return _noun_hits(clauses, i, sense, is_party)
    return []


# --- verbs -----------------------------------------------------------------------------------


def _verb_hit(clauses: Clauses, i: int, entry: VerbEntry, is_party: IsParty) -> Hit | None:
    if entry.particles and not set(entry.particles) <= clauses.particles(i):
        return None
    if not all(fits(clauses, i, need, is_party) for need in entry.needs):
        return None
    told_with = tuple(
        j
        for n in entry.needs
        if n.noun_class not in ("", "none", "some", "PARTY", "PERSON", "PLACE") and not n.negated
        for j in clauses.heads_in(i, n.slot)
    )
    return Hit(
        trigger=(i, *_particle_words(clauses, i, entry.particles)),
        told_with=tuple(j for j in told_with if j > i or clauses.is_passive(i)),
        code=entry.code,
        actors=parties_at(clauses, i, entry.actor, is_party),
        recipients=parties_at(clauses, i, entry.recipient, is_party, inner=bool(entry.recipient)),
        because=(f"{entry.lemma} ({entry.row})",),
        specific=entry.weight,
        uses=(
            *told_with,
            *_particle_words(clauses, i, entry.particles),
            *(c for j in told_with for c in clauses.children(j, "nmod") if "of" in clauses.cases(c)),
            *(j for n in entry.needs if n.negated for j in clauses.heads_in(i, n.slot)),
        ),
        content=next(iter(clauses.complements(i)), None),
    )


def _particle_words(clauses: Clauses, i: int, particles: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(c for c in clauses.children(i) if clauses.lemma(c) in particles and clauses.base(c) != "mark")


def _fallback(clauses: Clauses, i: int, is_party: IsParty) -> list[Hit]:
    """What no row of the lists tells: a demand in "must", and a deed done together."""
    if not clauses.is_verb(i):
        return []
    return _demand(clauses, i, is_party) or _together(clauses, i, is_party)


def _demand(clauses: Clauses, i: int, is_party: IsParty) -> list[Hit]:
    """ "said that the army must leave": what a speaker says that another must do is a request."""
    if operator(clauses, i) != "say":
        return []
    for c in clauses.children(i, "ccomp", "parataxis"):
        ought = [a for a in clauses.auxiliaries(c) if clauses.lemma(a) in _OUGHT]
        actors = tuple(j for j in clauses.heads_in(i, "subj") if is_party(j))
        named = (j for j in clauses.heads_in(c, "subj") if clauses.sentence.upos[j] == "PROPN")
        recipients = tuple(j for j in named if is_party(j) and j not in actors)
        if ought and actors and recipients:
            because = (f"{clauses.lemma(i)} that ... {clauses.lemma(ought[0])}",)
            code = Code("REQUEST")
            return [Hit((i, ought[0]), code, actors, recipients, because=because, specific=1, content=c)]
    return []


def _together(clauses: Clauses, i: int, is_party: IsParty) -> list[Hit]:
    """ "rangers from Chad and Niger patrolled the lake together": what two parties do jointly is cooperation."""
    sign = next((c for c in clauses.children(i, "advmod") if clauses.lemma(c) in _TOGETHER), None)
    sign = next((c for c in clauses.children(i, "obl") if "alongside" in clauses.cases(c) and is_party(c)), sign)
    if sign is None or clauses.base(i) in ("amod", "acl"):
        return []
    actors = [j for j in clauses.heads_in(i, "subj") if is_party(j)]
    partners = [j for j in clauses.heads_in(i, "alongside") if is_party(j)]
    two_sided = [
        j for j in actors for c in (j, *clauses.children(j, "nmod", "amod", "compound")) if clauses.children(c, "conj")
    ]
    if not actors or not (partners or two_sided):
        return []
    code = Code("COOPERATE")
    because = (f"{clauses.lemma(i)} ... {clauses.lemma(sign)}",)
    return [Hit((i,), code, tuple(actors), tuple(partners), because=because, specific=1, told_with=(sign,))]


# --- nouns -----------------------------------------------------------------------------------


def _noun_hits(clauses: Clauses, i: int, entry: NounEntry, is_party: IsParty) -> list[Hit]:
    above = clauses.parent(clauses.first_conjunct(i))
    support = _support(clauses, i)
    actors = tuple(j for s in entry.actor for j in _owners(clauses, i, s, is_party))
    recipients = tuple(j for s in entry.recipient for j in _owners(clauses, i, s, is_party) if j not in actors)
    if not _counts(clauses, i, entry, support, bool(actors), bool(recipients)):
        return []
    trigger: tuple[int, ...] = (i, above) if support and support != "cause" else (i,)
    if support and support != "occur":
        actors, recipients = _lend(clauses, i, entry, support, (actors, recipients), is_party)
    code = entry.code
    if support == "announce" and code.type != "SUPPORT":
        code = rulings.in_future(code)
    elif support == "approve":
        code = Code("AGREE")
    return [
        Hit(
            trigger=trigger,
            code=code,
            actors=_distinct(actors),
            recipients=_distinct(j for j in recipients if j not in actors),
            nominal=True,
            needs_actor=entry.kind == "deed",
            of_crowd=code.type == "PROTEST" and _stands_alone(clauses, i, support),
            because=(f"{entry.lemma} ({entry.row})", *((f"{clauses.lemma(above)} ({support})",) if support else ())),
            specific=2 if support else 0,
        )
    ]


def _stands_alone(clauses: Clauses, i: int, support: str | None) -> bool:
    """ "protests continued in Lima": a crowd that nobody names; not "after the protests"."""
    if any(clauses.lemma(c) in ("the", "his", "her", "their", "its") for c in clauses.children(i, "det", "nmod")):
        return False
    return support is not None or bool(
        {"in", "across", "outside"} & {w for c in clauses.children(i, "nmod", "obl") for w in clauses.cases(c)}
    )


def _counts(
    clauses: Clauses, i: int, entry: NounEntry, support: str | None, has_actor: bool, has_recipient: bool
) -> bool:
    """Whether a noun of this kind tells an event where it stands."""
    if support == "cause" and entry.code.type not in ("ASSAULT", "PROTEST"):
        return False
    if support == "approve" and entry.code.type not in ("AID", "COOPERATE", "CONSULT", "RETREAT", "MOBILIZE", "AGREE"):
        return False
    if entry.kind == "light":
        return support is not None
    if entry.kind == "means":
        return _did_harm(clauses, i)
    if entry.kind == "word":
        about = has_recipient or (entry.code.type not in _HITTING and bool(clauses.children(i, "acl", "nmod")))
        return support is not None or (has_actor and about)
    if entry.kind == "background":
        return support not in (None, "occur") or _feared(clauses, i)
    return True


def _did_harm(clauses: Clauses, i: int) -> bool:
    """ "killed by a mine", "the bomb tore through the market": a weapon that is told to have struck."""
    harming = classes()["HARMING"]
    if any((clauses.lemma(c), "") in harming or _went_off(clauses, c) for c in clauses.children(i, "acl")):
        return True
    above = clauses.parent(i)
    if above < 0 or not clauses.is_verb(above):
        return False
    if (clauses.lemma(above), "") not in harming and not _went_off(clauses, above):
        return False
    relation = clauses.base(i)
    return relation == "nsubj" or (relation == "obl" and bool(_BY_MEANS & set(clauses.cases(i))))


def _went_off(clauses: Clauses, i: int) -> bool:
    return clauses.lemma(i) == "go" and "off" in clauses.particles(i)


def _lend(
    clauses: Clauses,
    i: int,
    entry: NounEntry,
    support: str,
    own: tuple[tuple[int, ...], tuple[int, ...]],
    is_party: IsParty,
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Actors and recipients of a noun under a support verb: "Chad launched a raid", "the town came under fire"."""
    above = clauses.parent(clauses.first_conjunct(i))
    actors, recipients = own
    slots = ("subj", "obj") if support == "light" and clauses.is_passive(above) else ("subj",)
    there = (someone(clauses, j, is_party) for s in slots for j in clauses.heads_in(above, s) if j != i)
    given = tuple(j for j in there if j is not None)
    if support == "approve":
        return given, actors
    if support == "reverse":
        return actors, given or recipients
    if support == "cause":
        return actors or given, recipients
    others = tuple(
        j
        for s in (*entry.recipient, "iobj")
        for j in clauses.heads_in(above, s)
        if is_party(j) and j not in given and j != i
    )
    return given or actors, recipients or others


def _owners(clauses: Clauses, i: int, slot: str, is_party: IsParty) -> list[int]:
    """The parties at a slot of a noun; for "attacks on its bases" the owner of what stands there.

    Of words before the noun only names and nationalities count: "Elbonian raid", not "hostage talks".
    A noun under a fear takes the parties of the verb above: "fears of war grow between A and B".
    """
    if slot in ("lent", "lentobj"):
        return [j for j in lent(clauses, i, slot) if j != i and is_party(j)]
    found = []
    for j in clauses.heads_in(i, slot):
        if slot == "poss" and clauses.sentence.upos[j] == "NOUN" and clauses.sentence.relations[j] != "nmod:poss":
            continue
        named = someone(clauses, j, is_party)
        if named is not None:
            found.append(named)
        elif slot != "poss":
            found.extend(
                c for c in clauses.children(j, "nmod") if clauses.sentence.relations[c] == "nmod:poss" and is_party(c)
            )
    if not found and slot in ("between", "with", "against", "by") and clauses.base(i) == "nsubj":
        above = clauses.parent(i)
        if above >= 0 and operator(clauses, above) in ("occur", "start"):
            found = [j for j in clauses.heads_in(above, slot) if is_party(j)]
    if not found and slot in ("between", "with"):
        above = clauses.parent(clauses.parent(i)) if clauses.base(i) == "nmod" else -1
        if above >= 0 and clauses.is_verb(above) and operator(clauses, clauses.parent(i)) in ("feared", "fear"):
            found = [j for j in clauses.heads_in(above, slot) if is_party(j)]
    return found


def _feared(clauses: Clauses, i: int) -> bool:
    """ "fears of a wider war": a war that is feared is told as such; "since the war began" is but a date."""
    return any(
        operator(clauses, a) in ("fear", "feared", "threaten", "prevent") for a in list(clauses.ancestors(i))[:2]
    )


_SUPPORTS = frozenset({"light", "start", "announce", "approve", "halt", "reverse", "cause", "agree", "refuse", "plan"})


def _support(clauses: Clauses, i: int) -> str | None:
    """The kind of the verb that has this noun as its object and lends it its subject; `occur` where the noun is
    itself the subject ("the protests went on")."""
    first = clauses.first_conjunct(i)
    above = clauses.parent(first)
    if above < 0 or not clauses.is_verb(above):
        return None
    kind = operator(clauses, above)
    if clauses.sentence.relations[first] == "nsubj":
        return "occur" if kind in ("occur", "start", "halt") else None
    held = first in clauses.heads_in(above, "obj") or (
        clauses.base(first) == "obl" and bool(_HOLDING & set(clauses.cases(first)))
    )
    return kind if held and kind in _SUPPORTS else None


def _distinct(words: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(words))
