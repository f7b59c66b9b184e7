"""Whether: did it happen, is it planned, feared, denied, or only told under an if?

Status comes before type: "if X attacks", "denied attacking", "plans to attack" and "urged X not to
attack" are four different claims, none of them an attack.  This file climbs from the word that
tells an event to the words above it, and says what each makes of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.coding.clause import Clauses
from onrecord.coding.lexicon import classes, operators
from onrecord.coding.needs import wished
from onrecord.model import Reading, Status

_FUTURE = frozenset({"will", "shall", "'ll", "wo", "ll"})
_MAYBE = frozenset({"may", "might", "could", "can"})
_WOULD = frozenset({"would", "'d"})
_OUGHT = frozenset({"should", "must", "ought"})
_CONDITIONAL = frozenset({"if", "unless", "should", "whether", "provided", "once"})
_UNDER = frozenset({"if", "unless", "should", "provided", "once", "providing"})
_LOOKING_AHEAD = _FUTURE | _WOULD | _MAYBE
_NOBODY = frozenset({"nobody", "none", "neither", "nothing", "no-one"})
_ORDERING = frozenset({"order", "direct", "instruct", "command"})
_STATING = frozenset({"suggest", "insist"})
_EMPTY = frozenset({"have", "be", "make", "see", "leave"})
_BEFORE = frozenset({"before", "until", "till"})
_TALKS = frozenset({"negotiation", "talk", "discussion", "call", "demand", "deal", "vote", "debate"})
_TEMPORAL = frozenset({"following", "after", "amid", "over", "during", "since", "despite", "because"})
_HOLDING = """
planned feared fear plan request threaten agree try possible refuse halt want deny void past
"""
_HOLDING_NOUNS = frozenset(_HOLDING.split())


class Sign(NamedTuple):
    """A word that bears on the status of what stands below it: `kind` of operator, or `modal`, `not`, `if` ..."""

    kind: str
    word: int


def operator(clauses: Clauses, i: int) -> str | None:
    """The kind of operator that word `i` is, from its lemma and particles; None for other words."""
    kinds = operators().get(clauses.lemma(i))
    if not kinds:
        return None
    around = clauses.particles(i) if any(kinds) else set()
    for particles, kind in sorted(kinds.items(), key=lambda item: -len(item[0])):
        if all(p in around for p in particles):
            return kind
    return None


def signs(clauses: Clauses, i: int) -> list[Sign]:
    """What bears on the status of the event told at `i`, nearest first."""
    found = list(_own_signs(clauses, i))
    below = i
    for above in clauses.ancestors(i):
        relation = clauses.base(below)
        if relation in ("conj",) and clauses.is_verb(below) == clauses.is_verb(above):
            if clauses.is_verb(above) and relation == "conj" and not clauses.children(below, "nsubj"):
                found.extend(s for s in _own_signs(clauses, above) if s.kind != "not")
            below = above
            continue
        if goes_with(clauses, below):
            found.extend(s for s in _own_signs(clauses, above) if s.kind in ("modal:maybe", "modal:future", "if"))
            below = above
            continue
        if not _embeds(clauses, above, below):
            break
        kind = "void" if clauses.lemma(above) in _TALKS and relation == "nmod" else operator(clauses, above)
        if kind == "request" and clauses.lemma(above) in _ORDERING and _own(clauses, above):
            kind = "plan"
        elif kind == "request" and clauses.lemma(above) in _STATING and not wished(clauses, below):
            kind = "say"
        if kind:
            found.append(Sign(kind, above))
        found.extend(_own_signs(clauses, above))
        below = above
    return found


def _own(clauses: Clauses, i: int) -> bool:
    """ "ordered the army to attack": an order to one's own is that deed, planned, and no request."""
    return any((clauses.lemma(j), "") in classes()["OWNFORCES"] for j in clauses.heads_in(i, "obj"))


def goes_with(clauses: Clauses, i: int) -> bool:
    """ "may meet the minister, urging him to wait": a participle is as sure as the verb it goes with."""
    bare = not clauses.children(i, "mark", "nsubj", "aux")
    return clauses.base(i) == "advcl" and bare and clauses.sentence.words[i].lower().endswith("ing")


def _embeds(clauses: Clauses, above: int, below: int) -> bool:
    """Whether the word above says something of the event below it, rather than having it stand beside."""
    relation = clauses.base(below)
    if relation in ("xcomp", "ccomp", "csubj"):
        return True
    if relation == "advcl" and "from" in (*clauses.marks(below), *clauses.cases(below)):
        return True
    if relation == "advcl" and operator(clauses, above) in ("vote", "plan"):
        return clauses.marks(below)[:1] == ["to"]
    if relation in ("obj", "iobj") and clauses.is_verb(above):
        return True
    if relation == "nsubj" and clauses.is_verb(above):
        ended = operator(clauses, above) == "halt" and not clauses.children(above, "obj")
        return ended or clauses.is_passive(above) or operator(clauses, above) in ("expect", "say")
    if relation == "obl" and clauses.is_verb(above):
        if _TEMPORAL & set(clauses.cases(below)):
            return False
        return operator(clauses, above) in ("plan", "prevent", "fear", "light", "reverse", "want", "deny", "halt")
    if relation == "nmod" and clauses.lemma(above) in _TALKS:
        return bool({"for", "on", "over", "about"} & set(clauses.cases(below)))
    if relation in ("acl", "nmod"):
        return clauses.sentence.relations[below] != "acl:relcl" and operator(clauses, above) in _HOLDING_NOUNS
    return False


def _own_signs(clauses: Clauses, i: int) -> Iterator[Sign]:
    negation = clauses.negation(i)
    if negation is not None:
        yield Sign("not", negation)
    elif clauses.is_verb(i):
        slots = ("nsubj",) if clauses.lemma(i) in _EMPTY else ("nsubj", "obj")
        nobody = next((c for c in clauses.children(i, *slots) if _is_nobody(clauses, c)), None)
        if nobody is not None:
            yield Sign("not", nobody)
    for aux in clauses.auxiliaries(i):
        lemma = clauses.sentence.words[aux].lower()
        if lemma in _FUTURE:
            yield Sign("modal:future", aux)
        elif lemma in _MAYBE:
            yield Sign("modal:maybe", aux)
        elif lemma in _WOULD:
            yield Sign("modal:would", aux)
        elif lemma in _OUGHT:
            yield Sign("modal:ought", aux)
    for mark in clauses.children(i, "mark", "advmod"):
        lemma = clauses.lemma(mark)
        if lemma in _CONDITIONAL and clauses.base(mark) == "mark":
            yield Sign("if", mark)
        elif lemma in _BEFORE and clauses.base(mark) == "mark" and not _came(clauses, i):
            yield Sign("before", mark)
    for subject in clauses.children(i, "nsubj"):
        if clauses.children(i, "cop", "mark") and operator(clauses, subject) in ("want", "planned", "feared", "void"):
            yield Sign("want", subject)
    decided = operator(clauses, clauses.parent(i)) in ("vote", "plan") if clauses.parent(i) >= 0 else False
    if clauses.base(i) == "advcl" and clauses.marks(i)[:1] == ["to"] and not decided:
        yield Sign("purpose", i)
    for c in clauses.children(i, "parataxis"):
        if operator(clauses, c) == "say":
            yield Sign("say", c)
    condition = _condition(clauses, i)
    if condition is not None:
        yield Sign("condition", condition)
    for modifier in clauses.children(i, "amod", "advmod", "compound"):
        if operator(clauses, modifier) == "possible":
            yield Sign("possible", modifier)


def _is_nobody(clauses: Clauses, i: int) -> bool:
    """ "nobody", "none of the rebels", "no agreement", "not a single lorry"."""
    if clauses.lemma(i) in _NOBODY:
        return True
    return any(clauses.lemma(c) in ("no", "not", "neither") for c in clauses.children(i, "det", "advmod"))


def _came(clauses: Clauses, i: int) -> bool:
    """ "thanked them before leaving", "worked there before he was shot": what the past says came after, came."""
    above = clauses.parent(i)
    if above < 0 or not clauses.is_verb(above):
        return False
    word = clauses.sentence.words[above].lower()
    past = word != clauses.lemma(above) and not word.endswith(("ing", "s"))
    ahead = {clauses.sentence.words[a].lower() for a in clauses.auxiliaries(above)} & _LOOKING_AHEAD
    return past and not ahead and not clauses.auxiliaries(i)[1:]


def _condition(clauses: Clauses, i: int) -> int | None:
    """The "if" or "unless" under which what `i` tells would come: "will close the bridge unless ..."."""
    if not any(clauses.sentence.words[a].lower() in _LOOKING_AHEAD for a in clauses.auxiliaries(i)):
        return None
    for c in clauses.children(i, "advcl"):
        for mark in clauses.children(c, "mark", "advmod", "aux"):
            first = mark == min(clauses.children(c), default=mark)
            if clauses.lemma(mark) in _UNDER and (clauses.lemma(mark) != "should" or first):
                return mark
    return None


_STATUS: dict[str, Status] = {
    "not": "denied",
    "deny": "denied",
    "fail": "denied",
    "prevent": "hypothetical",
    "modal:maybe": "hypothetical",
    "modal:would": "hypothetical",
    "modal:ought": "hypothetical",
    "modal:future": "planned",
    "if": "conditional",
    "condition": "conditional",
    "before": "planned",
    "purpose": "planned",
    "plan": "planned",
    "planned": "planned",
    "expect": "happened",
    "forecast": "planned",
    "want": "hypothetical",
    "fear": "hypothetical",
    "feared": "hypothetical",
    "possible": "hypothetical",
    "try": "hypothetical",
    "request": "hypothetical",
    "threaten": "hypothetical",
    "agree": "planned",
    "refuse": "denied",
    "announce": "happened",
    "vote": "happened",
    "approve": "happened",
}
_STRENGTH: tuple[Status, ...] = ("happened", "planned", "hypothetical", "conditional", "denied")


def status(clauses: Clauses, i: int, found: list[Sign]) -> tuple[Status, tuple[int, ...]]:
    """The status of the event at `i` and the words that carry it.

    The strongest sign wins: a denial over an if, an if over a fear, a fear over a plan.  Two
    denials ("denied that it had not") make no fact: the result is hypothetical.
    """
    kinds = [s.kind for s in found]
    words = [s for s in found if s.kind in _STATUS and _STATUS[s.kind] != "happened"]
    if sum(_STATUS.get(k) == "denied" for k in kinds) > 1:
        return "hypothetical", tuple(s.word for s in words)
    best: Status = max((_STATUS.get(k, "happened") for k in kinds), key=_STRENGTH.index, default="happened")
    if best == "happened" and _progressive(clauses, i):
        return "ongoing", ()
    return best, tuple(s.word for s in words if _STATUS[s.kind] == best)


def _progressive(clauses: Clauses, i: int) -> bool:
    """ "is massing troops", "keeps shelling": under way as it is told."""
    if not clauses.is_verb(i):
        return False
    auxiliaries = [clauses.sentence.words[a].lower() for a in (*clauses.auxiliaries(i), *clauses.children(i, "cop"))]
    if clauses.sentence.words[i].lower().endswith("ing") and any(
        a in ("is", "are", "'s", "'re", "am") for a in auxiliaries
    ):
        return True
    above = clauses.parent(i)
    return above >= 0 and clauses.base(i) == "xcomp" and clauses.lemma(above) in ("continue", "keep")


def statuses(reading: Reading, spans: Sequence[tuple[int, int]]) -> list[Status]:
    """The status of whatever happens at each span (offsets into the report), whether or not we would code it.

    "happened" where a span meets no word.
    """
    views: dict[int, Clauses] = {}
    found: list[Status] = []
    for start, end in spans:
        place = _word_at(reading, start, end)
        if place is None:
            found.append("happened")
            continue
        number, i = place
        clauses = views.setdefault(number, Clauses(reading.sentences[number]))
        found.append(status(clauses, i, signs(clauses, i))[0])
    return found


def _word_at(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """The word of a span that stands highest in the tree."""
    for number, sentence in enumerate(reading.sentences):
        if sentence.start < end and start < sentence.end:
            inside = [i for i in range(len(sentence)) if sentence.starts[i] < end and start < sentence.ends[i]]
            for i in inside:
                if sentence.parent(i) not in inside:
                    return number, i
    return None
