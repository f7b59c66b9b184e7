"""What: the words of a sentence that tell an event, and what the scheme calls it.

    hits(clauses, is_party) -> the events of one sentence, each with its code, the head words of
    its parties, and the row of the word list that decided

A verb or an event noun gives a *find*.  Then the words above it speak: a support verb lends a noun
its subject ("launched an attack"), a verbal act swallows its content ("urged them to attack" is
REQUEST alone), an end turns an event round ("suspended aid" is SANCTION), and the future of a
cooperative deed is a promise (AGREE).  The rulings are PLOVER's; `rulings.py` holds them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from onrecord.coding import harm, rulings
from onrecord.coding.clause import Clauses
from onrecord.coding.hit import Hit
from onrecord.coding.lexicon import Need, NounEntry, VerbEntry, classes, nouns, verbs
from onrecord.coding.whether import Sign, operator, signs, status
from onrecord.ontology import Code

IsParty = Callable[[int], bool]

_SWALLOWING = frozenset({"REQUEST", "THREATEN", "REJECT", "AGREE"})
_VERBAL_ACTS = _SWALLOWING | {"ACCUSE"}


def hits(clauses: Clauses, is_party: IsParty) -> list[Hit]:
    """The events that a sentence tells, in order of their words."""
    finds = [hit for i in range(len(clauses)) for hit in _find(clauses, i, is_party)]
    told_at = {hit.word for hit in finds}
    finds += [hit for i in range(len(clauses)) if i not in told_at for hit in _demand(clauses, i, is_party)]
    used = {word for hit in finds if not hit.nominal for word in hit.uses}
    finds = [hit for hit in finds if not (hit.nominal and hit.word in used) or _supposed(clauses, hit.word)]
    finds = [hit for hit in harm.settle(clauses, finds) if _has_parties(hit)]
    by_word = {hit.word: hit for hit in finds}
    told = [_told(clauses, hit, by_word, is_party) for hit in finds]
    return sorted((hit for hit in told if hit is not None), key=lambda h: h.word)


def _has_parties(hit: Hit) -> bool:
    """A noun tells an event of someone; a blast may be an accident unless someone is named who did it."""
    if not hit.nominal:
        return True
    return bool(hit.actors) if hit.needs_actor else bool(hit.actors or hit.recipients)


def _supposed(clauses: Clauses, i: int) -> bool:
    """ "is preparing for possible attacks": the attacks are a supposition of their own."""
    return any(operator(clauses, c) == "possible" for c in clauses.children(i, "amod"))


def _find(clauses: Clauses, i: int, is_party: IsParty) -> list[Hit]:
    upos, lemma = clauses.sentence.upos[i], clauses.lemma(i)
    if upos == "VERB" and lemma in verbs() and clauses.base(i) != "amod":
        for entry in verbs()[lemma]:
            hit = _verb_hit(clauses, i, entry, is_party)
            if hit:
                return [hit]
    elif upos in ("NOUN", "PROPN") and lemma in nouns() and clauses.base(i) != "compound":
        sense = next((e for e in nouns()[lemma] if all(_noun_fits(clauses, i, n, is_party) for n in e.needs)), None)
        return _noun_hits(clauses, i, sense, is_party) if sense else []
    return []


def _noun_fits(clauses: Clauses, i: int, need: Need, is_party: IsParty) -> bool:
    if need.slot == "mod":
        beside = clauses.children(i, "compound", "amod", "nmod")
        return any(need.noun_class in (clauses.lemma(c), clauses.sentence.words[c].lower()) for c in beside)
    if need.slot == "case":
        return need.noun_class in clauses.cases(i)
    if need.slot == "lent":
        above = clauses.parent(i)
        lenders = clauses.heads_in(above, "subj") if above >= 0 else ()
        return any(in_class(clauses, j, need.noun_class, lambda _: False) for j in lenders)
    return _fits(clauses, i, need, is_party)


def _demand(clauses: Clauses, i: int, is_party: IsParty) -> list[Hit]:
    """ "said that the army must leave": what a speaker says that another must do is a request."""
    if not clauses.is_verb(i) or operator(clauses, i) != "say":
        return []
    for c in clauses.children(i, "ccomp", "parataxis"):
        ought = [a for a in clauses.auxiliaries(c) if clauses.lemma(a) in ("must", "should")]
        actors = tuple(j for j in clauses.heads_in(i, "subj") if is_party(j))
        named = (j for j in clauses.heads_in(c, "subj") if clauses.sentence.upos[j] == "PROPN")
        recipients = tuple(j for j in named if is_party(j) and j not in actors)
        if ought and actors and recipients:
            because = (f"{clauses.lemma(i)} that ... {clauses.lemma(ought[0])}",)
            code = Code("REQUEST")
            return [Hit((i, ought[0]), code, actors, recipients, because=because, specific=1, content=c)]
    return []


# --- verbs -----------------------------------------------------------------------------------


def in_class(clauses: Clauses, i: int, name: str, is_party: IsParty) -> bool:
    """Whether word `i`, or a word coordinated to it, belongs to a class of nouns."""
    if name in ("PARTY", "PLACE"):
        return is_party(i)
    members = classes()[name]
    for j in clauses.conjuncts(i):
        lemma = clauses.lemma(j)
        if (lemma, "") in members:
            return True
        around = [clauses.lemma(c) for c in clauses.children(j, "compound", "amod", "nmod")]
        if any((lemma, modifier) in members for modifier in around):
            return True
        counts = lemma in _COUNTING or clauses.sentence.upos[j] in ("NUM", "SYM")
        if counts and any((clauses.lemma(c), "") in members for c in clauses.children(j, "nmod")):
            return True
    return name == "PERSON" and is_party(i) and _may_be_person(clauses, i)


_COUNTING = frozenset(
    ["number", "group", "dozen", "lot", "package", "shipment", "hundred", "thousand", "million", "billion", "rest"]
)


def _may_be_person(clauses: Clauses, i: int) -> bool:
    """A name that the reader takes for no place and no body, a pronoun, or people counted ("two", "Americans")."""
    upos = clauses.sentence.upos[i]
    if upos == "PROPN":
        return clauses.kinds.get(i, "person") in ("person", "other")
    return upos in ("PRON", "ADJ", "NUM")


def _fits(clauses: Clauses, i: int, need: Need, is_party: IsParty) -> bool:
    if need.slot == "comp":
        return bool(clauses.complements(i)) or (not need.noun_class and _noun_complement(clauses, i))
    if need.slot == "inf":
        return any("to" in clauses.marks(c) for c in clauses.children(i, "xcomp", "ccomp", "advcl"))
    if need.slot == "noxcomp":
        return not clauses.complements(i) and len(clauses.children(i, "obj", "iobj")) < 2
    there = clauses.heads_in(i, need.slot)
    if need.noun_class == "none":
        return not there
    if not need.noun_class or need.noun_class == "some":
        return bool(there)
    match = any(in_class(clauses, j, need.noun_class, is_party) for j in there)
    return bool(there) and not match if need.negated else match


def _noun_complement(clauses: Clauses, i: int) -> bool:
    """ "agreed a withdrawal": an event noun says what was agreed."""
    return any(clauses.lemma(o) in nouns() for o in clauses.heads_in(i, "obj"))


def _verb_hit(clauses: Clauses, i: int, entry: VerbEntry, is_party: IsParty) -> Hit | None:
    if entry.particles and not set(entry.particles) <= clauses.particles(i):
        return None
    if not all(_fits(clauses, i, need, is_party) for need in entry.needs):
        return None
    uses = tuple(
        j
        for n in entry.needs
        if n.noun_class not in ("", "none", "PARTY", "PERSON")
        for j in clauses.heads_in(i, n.slot)
    )
    return Hit(
        trigger=(i, *_particle_words(clauses, i, entry.particles)),
        told_with=uses if operator(clauses, i) == "light" else (),
        code=entry.code,
        actors=_parties_at(clauses, i, entry.actor, is_party),
        recipients=_parties_at(clauses, i, entry.recipient, is_party, inner=bool(entry.recipient)),
        because=(f"{entry.lemma} ({entry.row})",),
        specific=entry.weight,
        uses=uses,
        content=next(iter(clauses.complements(i)), None),
    )


def _particle_words(clauses: Clauses, i: int, particles: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(c for c in clauses.children(i) if clauses.lemma(c) in particles and clauses.base(c) != "mark")


def _parties_at(
    clauses: Clauses, i: int, slots: tuple[str, ...], is_party: IsParty, *, inner: bool = False
) -> tuple[int, ...]:
    """The first slot that holds a party; then, for a recipient, a party inside the object or complement."""
    for slot in slots:
        if slot == "inner":
            inner = True
            continue
        found = tuple(j for j in clauses.heads_in(i, slot) if is_party(j))
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


_CONCERNING = frozenset(
    {"against", "of", "with", "to", "for", "on", "upon", "over", "toward", "towards", "between", "by"}
)


def _concerns(clauses: Clauses, i: int) -> bool:
    """Whether a phrase can hold whom an event was aimed at: "against", "with", "of", but not "in", "off", "near"."""
    return clauses.base(i) != "obl" or bool(_CONCERNING & set(clauses.cases(i)))


def _nearest(clauses: Clauses, top: int, depth: int = 3) -> list[int]:
    """Nominal words below `top`, possessors and agents before others, nearer before farther."""
    order = {"nmod:poss": 0, "nsubj": 1, "nmod": 2, "obj": 3, "obl": 4, "compound": 5, "amod": 5}
    level, found = [top], []
    for _ in range(depth):
        below = [
            c for j in level for c in clauses.children(j, "nmod", "nsubj", "obj", "obl", "compound", "amod", "xcomp")
        ]
        below.sort(key=lambda c: order.get(clauses.sentence.relations[c], order.get(clauses.base(c), 6)))
        found.extend(below)
        level = below
    return found


# --- nouns -----------------------------------------------------------------------------------


def _noun_hits(clauses: Clauses, i: int, entry: NounEntry, is_party: IsParty) -> list[Hit]:
    above = clauses.parent(i)
    support = _support(clauses, i)
    actors = tuple(j for s in entry.actor for j in _owners(clauses, i, s, is_party))
    recipients = tuple(j for s in entry.recipient for j in _owners(clauses, i, s, is_party) if j not in actors)
    trigger: tuple[int, ...] = (i,)
    lent: tuple[int, ...] = ()
    if support:
        slots = ("subj", "obj") if support == "light" and clauses.is_passive(above) else ("subj",)
        lent = tuple(j for s in slots for j in clauses.heads_in(above, s) if j != i and is_party(j))
        trigger = (i,) if support == "cause" else (i, above)
        if support in ("light", "start", "announce", "halt", "agree", "refuse"):
            actors = lent or actors
            recipients = recipients or tuple(
                j
                for s in (*entry.recipient, "iobj")
                for j in clauses.heads_in(above, s)
                if is_party(j) and j not in lent
            )
        elif support == "reverse":
            recipients = lent or recipients
        elif support == "cause":
            actors = actors or lent
    if support == "cause" and entry.code.type not in ("ASSAULT", "PROTEST"):
        return []
    if not support and (entry.kind == "light" or (entry.kind == "background" and not _feared(clauses, i))):
        return []
    code = entry.code
    if support == "announce":
        code = rulings.in_future(code)
    elif support == "approve":
        code, recipients = Code("AGREE"), actors
    if support == "approve":
        actors = lent
    return [
        Hit(
            trigger=trigger,
            code=code,
            actors=_distinct(actors),
            recipients=_distinct(recipients),
            nominal=True,
            needs_actor=entry.kind == "deed",
            because=(f"{entry.lemma} ({entry.row})", *((f"{clauses.lemma(above)} ({support})",) if support else ())),
            specific=2 if support else 0,
        )
    ]


def _owners(clauses: Clauses, i: int, slot: str, is_party: IsParty) -> list[int]:
    """The parties at a slot of a noun; for "attacks on its bases" the owner of what stands there.

    Of words before the noun only names and nationalities count: "Elbonian raid", not "hostage talks".
    A noun under a fear takes the parties of the verb above: "fears of war grow between A and B".
    """
    found = []
    for j in clauses.heads_in(i, slot):
        if slot == "poss" and clauses.sentence.upos[j] == "NOUN" and clauses.sentence.relations[j] != "nmod:poss":
            continue
        if is_party(j):
            found.append(j)
        elif slot != "poss":
            found.extend(
                c for c in clauses.children(j, "nmod") if clauses.sentence.relations[c] == "nmod:poss" and is_party(c)
            )
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


_SUPPORTS = frozenset({"light", "start", "announce", "approve", "halt", "reverse", "cause", "agree", "refuse"})


def _support(clauses: Clauses, i: int) -> str | None:
    """The kind of the verb that has this noun as its object, where that verb lends the noun its subject."""
    above = clauses.parent(i)
    first = clauses.first_conjunct(i)
    above = clauses.parent(first)
    if above < 0 or not clauses.is_verb(above):
        return None
    held = first in clauses.heads_in(above, "obj") or (clauses.base(first) == "obl" and clauses.cases(first))
    kind = operator(clauses, above)
    return kind if held and kind in _SUPPORTS else None


def _distinct(words: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(words))


# --- what the words above make of a find -------------------------------------------------------


def _told(clauses: Clauses, hit: Hit, by_word: dict[int, Hit], is_party: IsParty) -> Hit | None:
    """The find as the sentence tells it; None where another event has swallowed it."""
    above = signs(clauses, hit.word)
    kinds = {s.kind for s in above}
    if kinds & {"void", "purpose", "modal:ought"} or _swallowed(clauses, hit, by_word) or _standing(clauses, hit):
        return None
    hit = _halted(clauses, hit, above)
    hit = _with_content(clauses, hit, by_word, is_party)
    told, words = status(clauses, hit.word, above)
    if "past" in kinds and told == "happened":
        told = "historical"
    if told == "denied" and kinds & {"modal:future", "fail", "refuse"} and rulings.refused(hit.code):
        return replace(hit, code=rulings.refused(hit.code) or hit.code, status="happened", status_words=words)
    if "modal:future" in kinds and "say" in kinds and told == "planned" and rulings.threatened(hit.code):
        return replace(hit, code=rulings.threatened(hit.code) or hit.code, status="happened", status_words=words)
    code = rulings.in_future(hit.code) if told == "planned" else hit.code
    if told == "denied" and any(s.kind == "prevent" for s in above):
        told = "hypothetical"
    return replace(hit, code=code, status=told, status_words=words)


def _standing(clauses: Clauses, hit: Hit) -> bool:
    """ "a militia backed by Elbonia": a participle that tells who stands behind whom, and no event."""
    return hit.code.type in ("SUPPORT", "AID") and clauses.sentence.relations[hit.word] == "acl" and not hit.nominal


def _swallowed(clauses: Clauses, hit: Hit, by_word: dict[int, Hit]) -> bool:
    """Whether the event is but the content of a request, threat, refusal, agreement or charge."""
    below = hit.word
    for above in clauses.ancestors(hit.word):
        over = by_word.get(above)
        relation = clauses.sentence.relations[below]
        if relation in ("acl:relcl", "conj") and above != hit.word:
            below = above
            continue
        if over and over is not hit and over.code.type in _VERBAL_ACTS and not over.nominal:
            if _adjunct(clauses, below):
                return False
            if over.code.type in _SWALLOWING:
                return True
            return over.code.mode == "allege" and not hit.nominal
        if over and over.nominal and over.code.type in _SWALLOWING and relation in ("acl", "nmod"):
            return True
        below = above
    return False


def _adjunct(clauses: Clauses, i: int) -> bool:
    """A clause or phrase that stands beside the main one ("after the army shelled ..."), not inside it."""
    if clauses.base(i) == "advcl":
        return bool({"after", "as", "while", "when", "because", "since", "although", "though"} & set(clauses.marks(i)))
    if clauses.base(i) == "obl":
        return bool({"after", "following", "amid", "during", "since", "over"} & set(clauses.cases(i)))
    return clauses.base(i) in ("parataxis", "nsubj")


def _halted(clauses: Clauses, hit: Hit, above: list[Sign]) -> Hit:
    """ "suspended its aid", "halted the strikes": the end of an event is another event."""
    sign = next((s for s in above if s.kind == "halt"), None)
    if sign is None or sign.word == hit.word:
        return hit
    code = rulings.at_end(hit.code)
    if code is None:
        return hit
    actors = tuple(clauses.heads_in(sign.word, "subj"))
    return replace(
        hit, code=code, actors=actors or hit.actors, because=(*hit.because, f"{clauses.lemma(sign.word)} (halt)")
    )


def _with_content(clauses: Clauses, hit: Hit, by_word: dict[int, Hit], is_party: IsParty) -> Hit:
    """A verbal act takes its mode from what it is about: "refused to meet" is REJECT/meet."""
    if hit.code.type not in _SWALLOWING or hit.code.mode is not None:
        return hit
    inside = _content(clauses, hit, by_word)
    mode = rulings.mode_of_content(hit.code.type, inside.code if inside else None)
    if not inside or (mode is None and hit.recipients):
        return replace(hit, code=hit.code._replace(mode=mode))
    recipients = hit.recipients
    if not recipients:
        others = (*inside.recipients, *inside.actors)
        recipients = tuple(j for j in others if j not in hit.actors and is_party(j))
    because = (*hit.because, f"about: {inside.because[0]}")
    return replace(hit, code=hit.code._replace(mode=mode), recipients=recipients, because=because)


def _content(clauses: Clauses, hit: Hit, by_word: dict[int, Hit]) -> Hit | None:
    starts = [
        *clauses.complements(hit.word),
        *clauses.heads_in(hit.word, "obj"),
        *clauses.children(hit.word, "obl", "nmod", "acl"),
    ]
    for start in starts:
        for j in [start, *_nearest_events(clauses, start)]:
            if j in by_word and j != hit.word:
                return by_word[j]
    return None


def _nearest_events(clauses: Clauses, top: int) -> list[int]:
    found, level = [], [top]
    for _ in range(3):
        level = [c for j in level for c in clauses.children(j, "xcomp", "ccomp", "obj", "nmod", "acl", "conj", "obl")]
        found.extend(level)
    return found
