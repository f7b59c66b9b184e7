"""Learnt: what the trained reader sees in a sentence, weighed against what the word lists find.

    weigh(clauses, hits, is_party) -> the events of the sentence that the two together believe, each with its chance

The word lists know senses and rulings that no small corpus holds ("gave way", "put under arrest"); the reader knows
from the whole sentence whether a word tells anything ("the striker was attacked by boos") and words that no list has.
Each is a witness; how much weight each has was fitted on the development part of the corpus (`training/coder.py`),
never on what is reported, and lies in `data/coding/weights.json`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import cast

from onrecord import ontology
from onrecord.coding import whether
from onrecord.coding.clause import Clauses
from onrecord.coding.harm import HARM
from onrecord.coding.hit import Hit
from onrecord.coding.lexicon import classes
from onrecord.coding.needs import IsParty, authors, someone
from onrecord.coding.rulings import in_future
from onrecord.coding.told import swallowed
from onrecord.coding.whether import signs, status
from onrecord.errors import DataError
from onrecord.model import Reading, Status, Told
from onrecord.ontology import Code

FILE = Path(__file__).parent.parent / "data" / "coding" / "weights.json"
LEAST = 0.02
"""The chance below which the reader does not name a word (`training/export.py`)."""

ALONE = 0.5
"""What only the reader sees is claimed where it is likelier than not."""
PARTY_SURE = 0.7
"""The chance from which on a word is a party even where no table knows what it names ("the cultural sector")."""
TARGET = 0.3
"""The chance of a place from which on it may be what a state presses."""
_NAMING = frozenset({"NOUN", "PROPN", "NUM"})
_NOMINAL = frozenset({"nmod", "appos", "compound", "flat", "amod", "nummod", "det"})


@dataclass(frozen=True)
class Weights:
    """How much each witness counts.

    `event` are the weights of `features` for whether there is an event at all; `threshold` the chance from which on it
    is claimed; `type`, `status`, `mode` and `party` what the word lists add, in log-odds, to what they say; `second`
    what a party loses that they do not have; `context` the chance from which on a context is told; `alone` how often
    the type is right where only the lists speak.
    """

    event: Mapping[str, float]
    threshold: float
    type: float
    status: float
    mode: float
    party: float
    second: float
    context: float
    alone: float


@cache
def weights() -> Weights:
    """The weights in the package; `DataError` where one is missing."""
    try:
        return Weights(**json.loads(FILE.read_text(encoding="utf-8")))
    except (TypeError, ValueError, FileNotFoundError) as error:
        raise DataError(f"{FILE}: {error}; make it with `python -m training.coder`") from error


@dataclass(frozen=True)
class Candidate:
    """A word that may tell an event: what the lists make of it, what the reader makes of it; one may be silent."""

    hit: Hit | None
    told: Told | None

    @property
    def word(self) -> int:
        """The word that stands for the event: that of the reader, which knows how far a trigger reaches."""
        if self.told is not None and (self.hit is None or self.told.word in self.hit.trigger):
            return self.told.word
        return cast(Hit, self.hit).word


def candidates(clauses: Clauses, hits: Sequence[Hit]) -> list[Candidate]:
    """Each hit with what the reader makes of its words, and what only the reader has."""
    left = {t.word: t for t in clauses.sentence.told}
    found: list[Candidate] = []
    for hit in hits:
        near = [left[i] for i in dict.fromkeys((*hit.trigger, *hit.told_with)) if i in left]
        near = [t for t in near if t.word in hit.trigger or _may_be(t, hit.code.type)]
        best = _best(near, hit.word)
        near = [t for t in near if best and (t is best or _may_be(t, _likely_type(best)))]
        for t in near:
            del left[t.word]
        found.append(Candidate(hit, _one(near, hit.word) if near else None))
    found += [Candidate(None, t) for t in _joined(clauses, left)]
    return sorted(found, key=lambda c: c.word)


def _may_be(told: Told, type_: str) -> bool:
    """Whether a word's likeliest type is this, or becomes this by what is still to come ("will hold talks")."""
    likely = _likely_type(told)
    return type_ in (likely, in_future(Code(likely)).type)


def _best(told: Sequence[Told], first: int) -> Told | None:
    return max(told, key=lambda t: t.chance + 0.2 * (t.word == first), default=None)


def _one(told: Sequence[Told], first: int) -> Told:
    """Words that tell one event ("held talks", "announced a truce") as one: the chance that either does.

    Everything else is as the likeliest word has it.
    """
    best = cast(Told, _best(told, first))
    if len(told) == 1:
        return best
    types = {k: 1 - math.prod(1 - t.types.get(k, 0.0) for t in told) for t in told for k in t.types}
    total = sum(types.values())
    either = 1 - math.prod(1 - min(t.chance, 1.0) for t in told)
    return best.model_copy(update={"types": {k: v * either / total for k, v in types.items()}})


def _joined(clauses: Clauses, told: Mapping[int, Told]) -> list[Told]:
    """Two doubtful words of which one hangs on the other, alike in type, are one event that the reader cannot place."""
    found = dict(told)
    for i, t in told.items():
        above = clauses.parent(i)
        other = found.get(above)
        if i not in found or other is None or clauses.base(i) not in _HELD:
            continue
        if max(t.chance, other.chance) < ALONE and _likely_type(t) == _likely_type(other):
            one = _one((t, other), above)
            del found[i], found[above]
            found[one.word] = one
    return list(found.values())


_HELD = frozenset({"obj", "obl", "xcomp", "compound", "nmod", "flat", "fixed"})


def _likely_type(told: Told) -> str:
    return max(told.types, key=lambda t: told.types[t])


def features(c: Candidate) -> dict[str, float]:
    """What bears on whether there is an event, as numbers near 1."""
    chance = c.told.chance if c.told else LEAST / 2
    value = {"one": 1.0, "reader": max(-5.0, min(5.0, logit(chance)))}
    if c.told:
        value["sure of type"] = max(c.told.types.values()) / chance
    if c.hit:
        value["lists"] = 1.0
        value["lists, demanding"] = min(c.hit.specific, 4) / 4
        value["lists, noun"] = float(c.hit.nominal)
        value["lists, both parties"] = float(bool(c.hit.actors and c.hit.recipients))
        value["lists, noun with both"] = float(bool(c.hit.nominal and c.hit.actors and c.hit.recipients))
        if c.told:
            value["same type"] = c.told.types.get(c.hit.code.type, 0.0) / chance
    return value


def logit(p: float) -> float:
    """The log-odds of a probability."""
    p = min(max(p, 1e-6), 1 - 1e-6)
    return math.log(p / (1 - p))


def chance(c: Candidate, w: Weights) -> float:
    """The chance that there is an event, calibrated on the development part."""
    return 1 / (1 + math.exp(-sum(w.event.get(k, 0.0) * v for k, v in features(c).items())))


@cache
def lists_suffice() -> bool:
    """Whether a word that the reader does not name can be claimed at all, by whatever the lists make of it."""
    w = weights()
    best = sum(max(0.0, v) for k, v in w.event.items() if k.startswith("lists"))
    least = w.event.get("one", 0.0) + w.event.get("reader", 0.0) * max(-5.0, logit(LEAST / 2))
    return 1 / (1 + math.exp(-(least + best))) >= w.threshold


def in_reach(clauses: Clauses) -> set[int] | None:
    """The words that bear on an event: those that the reader names, what stands above them and what hangs on them.

    None where the lists alone can claim something, so that every word must be asked.
    """
    if lists_suffice():
        return None
    found: set[int] = set()
    for told in clauses.sentence.told:
        near = {told.word, *clauses.ancestors(told.word)}
        below = {c for i in near for c in clauses.children(i)}
        found |= near | below | {g for c in clauses.children(told.word) for g in clauses.children(c)}
    return found


def weigh(clauses: Clauses, hits: Sequence[Hit], is_party: IsParty) -> list[Hit]:
    """The events that lists and reader together believe, in order of their words."""
    w = weights()
    judged = [(c, chance(c, w)) for c in candidates(clauses, hits)]
    found = [settled(clauses, c, p, w, is_party) for c, p in judged if p >= asked(c, w)]
    by_word = {hit.word: hit for hit in found}
    # what the lists find has been asked already what the words above make of it
    told = [hit for hit in found if hit.listed or not swallowed(clauses, hit, by_word)]
    return _once(hit for hit in told if hit.listed or not _completes(clauses, hit, told))


def _completes(clauses: Clauses, hit: Hit, others: Sequence[Hit]) -> bool:
    """ "took 22 people into custody", "placed the town under siege": the bare noun completes what the verb tells."""
    i = hit.word
    if clauses.base(i) not in _HELD or clauses.is_verb(i) or len(clauses.children(i)) > len(clauses.cases(i)):
        return False
    above = clauses.parent(i)
    return any(above in other.trigger and other.code.type == hit.code.type for other in others if other is not hit)


def asked(c: Candidate, w: Weights) -> float:
    """The chance from which on a candidate is claimed."""
    return w.threshold if c.hit else ALONE


def _once(hits: Iterable[Hit]) -> list[Hit]:
    """Of two events of one type on words that stand beside one another ("opened fire"), the likelier."""
    kept: list[Hit] = []
    for hit in hits:
        twin = next((k for k in kept if k.code.type == hit.code.type and _words(k) & _words(hit)), None)
        if twin is None:
            kept.append(hit)
        elif (hit.chance or 0.0) > (twin.chance or 0.0):
            kept[kept.index(twin)] = hit
    return kept


def _words(hit: Hit) -> set[int]:
    """The words that tell an event: "facilitated the entry of 54 trucks" is one, on two words."""
    return {*hit.trigger, *hit.told_with}


def settled(clauses: Clauses, c: Candidate, believed: float, w: Weights, is_party: IsParty) -> Hit:
    """The event with each field as the two witnesses together have it."""
    hit = c.hit or _bare(clauses, cast(Told, c.told))
    if c.told is None:
        return replace(hit, chance=believed)
    type_ = best_type(c, w)
    rivals = ranked(type_scores(c, w))
    same = c.hit is not None and c.hit.code.type == type_
    mode = best_mode(c, type_, w)
    contexts = tuple(sorted(k for k, p in c.told.contexts.items() if p >= w.context))
    if same and not contexts:
        contexts = hit.code.contexts
    sure, words = best_status(replace(c, hit=hit), w)
    if sure == "hypothetical" and hit.status == "planned" and any(_prepares(clauses, i) for i in hit.status_words):
        sure, words = "planned", hit.status_words
    if sure == "happened" and hit.status == "hypothetical" and whether.goes_with(clauses, hit.word):
        sure, words = hit.status, hit.status_words  # "may call the king, urging him to wait": no surer than the call
    hit = _with_parties(clauses, replace(hit, code=Code(type_, mode, contexts)), c, w, is_party)
    trigger = hit.trigger if c.word in hit.trigger else (c.word, *hit.trigger)
    if hit.code.type == "COERCE" and _harmed(clauses, hit):
        above = clauses.parent(hit.word)
        harmed = tuple(j for j in hit.recipients if any(_same(clauses, j, k) for k in clauses.heads_in(above, "obj")))
        return replace(
            hit,
            code=Code("ASSAULT", None, contexts),
            recipients=harmed,
            trigger=(above, c.word),
            status=sure,
            chance=believed,
            told=c.told,
        )
    if trigger[0] != c.word:
        trigger = (c.word, *(i for i in trigger if i != c.word))
    return replace(hit, trigger=trigger, status=sure, status_words=words, chance=believed, rivals=rivals, told=c.told)


def _harmed(clauses: Clauses, hit: Hit) -> bool:
    """ "Five guards were killed in the seizure of the ships": what kills is an assault, whatever it is called."""
    above = clauses.parent(hit.word)
    if not hit.nominal or above < 0 or clauses.lemma(above) not in HARM:
        return False
    return any(_same(clauses, j, k) for j in hit.recipients for k in clauses.heads_in(above, "obj"))


def _bare(clauses: Clauses, told: Told) -> Hit:
    """An event that only the reader sees."""
    i = told.word
    nominal = not clauses.is_verb(i)
    content = None if nominal else next(iter(clauses.complements(i)), None)
    found, words = status(clauses, i, signs(clauses, i))
    return Hit((i,), Code("ASSAULT"), (), (), found, words, nominal=nominal, content=content, listed=False)


def unlisted(clauses: Clauses, word: int, code: Code, is_party: IsParty) -> Hit:
    """An event of a user's own type on a word of which neither lists nor reader make one of ours."""
    i = word
    found, words = status(clauses, i, signs(clauses, i))
    told = next((t for t in clauses.sentence.told if t.word == i), None)
    nominal = not clauses.is_verb(i)
    doers, others = (("by", "poss"), ("of",)) if nominal else (("subj",), ("obj",))
    return Hit(
        trigger=(i,),
        code=code,
        actors=tuple(j for s in doers for j in clauses.heads_in(i, s) if is_party(j)),
        recipients=tuple(j for s in others for j in clauses.heads_in(i, s) if is_party(j)),
        status=found,
        status_words=words,
        nominal=nominal,
        because=("a type of your own",),
        chance=0.5,
        told=told,
    )


def type_scores(c: Candidate, w: Weights) -> dict[str, float]:
    """The log-odds of each type: the reader's chance, and the word of the lists where they have one."""
    if c.told is None:
        return {cast(Hit, c.hit).code.type: 0.0}
    total = c.told.chance
    scores = {t: math.log(c.told.types.get(t, 0.0) / total + 0.003) for t in ontology.types()}
    if c.hit:
        scores[c.hit.code.type] += w.type
    return scores


def ranked(scores: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Names with their shares of 1, best first."""
    top = max(scores.values())
    raised = {k: math.exp(v - top) for k, v in scores.items()}
    total = sum(raised.values())
    return tuple(sorted(((k, v / total) for k, v in raised.items()), key=lambda p: (-p[1], p[0])))


def best_type(c: Candidate, w: Weights) -> str:
    """The type that both together find likeliest."""
    return ranked(type_scores(c, w))[0][0]


def best_mode(c: Candidate, type_: str, w: Weights) -> str | None:
    """The mode, among those that the type has; None where none is told."""
    lawful = ontology.modes(type_)
    if not lawful:
        return None
    told = c.told.modes if c.told else {}
    scores = {m: math.log(told.get(m, 0.0) + 0.003) for m in ("", *lawful)}
    if c.hit and c.hit.code.type == type_ and c.hit.code.mode:
        scores[c.hit.code.mode] += w.mode
    return max(scores, key=lambda m: (scores[m], m)) or None


def _prepares(clauses: Clauses, i: int) -> bool:
    """Whether somebody prepares for it now: "is still preparing to storm the port"; not "had been preparing to"."""
    past = {"was", "were", "been", "had"} & {clauses.sentence.words[a].lower() for a in clauses.auxiliaries(i)}
    return clauses.lemma(i) == "prepare" and clauses.sentence.words[i].lower() != "prepared" and not past


def best_status(c: Candidate, w: Weights) -> tuple[Status, tuple[int, ...]]:
    """The status, and the words that carry it where the lists agree."""
    hit, told = c.hit, cast(Told, c.told)
    scores = {s: math.log(told.statuses.get(s, 0.0) + 0.003) for s in _STATUSES}
    if hit:
        scores[hit.status] += w.status
    best = max(scores, key=lambda s: (scores[s], s))
    return cast(Status, best), (hit.status_words if hit and hit.status == best else ())


def statuses(reading: Reading, spans: Sequence[tuple[int, int]]) -> list[Status]:
    """The status of whatever happens at each span (offsets into the report), whether or not we would code it."""
    found = whether.statuses(reading, spans)
    for n, (start, end) in enumerate(spans):
        for s in reading.sentences:
            if s.start < end and start < s.end:
                told = [t for t in s.told if s.starts[t.word] < end and start < s.ends[t.word]]
                if told:
                    best = max(told, key=lambda t: t.chance)
                    hit = Hit((best.word,), Code("ASSAULT"), (), (), status=found[n])
                    found[n] = best_status(Candidate(hit, best), weights())[0]
    return found


_STATUSES = ("happened", "ongoing", "planned", "hypothetical", "conditional", "denied", "historical")


# --- parties ---------------------------------------------------------------------------------


def _with_parties(clauses: Clauses, hit: Hit, c: Candidate, w: Weights, is_party: IsParty) -> Hit:
    """Actors and recipients: words that either witness names, where both together believe it."""
    told = cast(Told, c.told)
    given = {"actor": hit.actors, "recipient": hit.recipients}
    named = {role: _named(clauses, told, role, is_party) for role in given}
    if hit.code.type == "CONSULT" and hit.code.mode != "visit":  # whoever meets, meets: sides are told apart by nobody
        given = {"actor": (*hit.actors, *hit.recipients)}
        given |= {"recipient": ()}
        named = {"actor": _either(named["actor"], named["recipient"]), "recipient": {}}
    chosen = {role: _believed(clauses, c, role, given, named, w) for role in ("actor", "recipient")}
    actors, recipients = _one_side(clauses, chosen)
    recipients = tuple(
        j for j in recipients if named["recipient"].get(j, 1.0) >= PARTY_SURE or not _beside(clauses, c.word, j)
    )
    if clauses.is_verb(c.word) and clauses.is_passive(c.word) and clauses.children(c.word, "nsubj"):
        # "six people have died since the ships were taken": whom a passive names as its subject is whom it hit
        recipients = tuple(j for j in recipients if j in clauses.sentence.subtree(c.word))
        if hit.code.type == "MOBILIZE":  # "two carrier groups have been dispatched": they are what was sent
            actors = tuple(j for j in actors if j not in clauses.heads_in(c.word, "obj"))
    if not actors and c.hit is not None:
        actors = tuple(j for j in hit.actors if j not in recipients)
    if not actors:
        actors = tuple(j for j in _subject(clauses, c.word, named, is_party) if j not in recipients)
    if not recipients and c.hit is not None:
        recipients = tuple(j for j in hit.recipients if j not in actors and _only_target(clauses, c, hit.code.type, j))
    if hit.code.type == "AID":  # "the entry of 40 trucks with flour from Kenya": who gives is not who gets
        recipients = tuple(j for j in recipients if "from" not in clauses.cases(j))
    if _braced_for(clauses, c.word):
        above = clauses.heads_in(clauses.parent(c.word), "subj")
        recipients = recipients or tuple(j for j in actors if j in above)
        actors = tuple(j for j in actors if j not in above)
    if hit.code.type == "CONSULT" and hit.code.mode != "visit":
        actors, recipients = tuple(dict.fromkeys((*actors, *recipients))), ()
        if hit.code.mode == "third-party":
            actors, recipients = _between(clauses, c.word, actors)
    actors = _inside_relative(clauses, c.word, actors)
    if _deal(clauses, hit) and len(actors) > 1 and not recipients:
        actors, recipients = actors[:1], actors[1:]
    sure = frozenset(j for j, p in (*named["actor"].items(), *named["recipient"].items()) if p >= PARTY_SURE)
    return replace(hit, actors=actors, recipients=recipients, sure=sure)


def _between(clauses: Clauses, i: int, all_: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """ "Kenya is mediating between the two": who mediates acts, and those between whom are the others."""
    above = clauses.parent(i)
    verb = i if clauses.is_verb(i) or above < 0 or not clauses.is_verb(above) else above
    first = [*clauses.heads_in(verb, "subj"), *clauses.heads_in(i, "by"), *clauses.heads_in(i, "poss")]
    mediators = tuple(j for j in all_ if any(_same(clauses, j, k) for m in first for k in clauses.conjuncts(m)))
    others = tuple(j for j in all_ if j not in mediators)
    return (mediators, others) if mediators and others else (all_, ())


def _inside_relative(clauses: Clauses, i: int, actors: tuple[int, ...]) -> tuple[int, ...]:
    """ "Kenya is in contact with the Front, which seized two ships": whom the relative clause is about acts in it."""
    if not clauses.is_verb(i) or clauses.sentence.relations[i] != "acl:relcl":
        return actors
    subjects = [k for j in clauses.heads_in(i, "subj") for k in clauses.conjuncts(j)]
    inside = set(clauses.sentence.subtree(i))
    kept = tuple(j for j in actors if j in inside or any(_same(clauses, j, k) for k in subjects))
    return kept or actors


def _beside(clauses: Clauses, i: int, j: int) -> bool:
    """ "While Israel prepares for an assault, officials are urging": whom the main clause is about stands beside."""
    if clauses.base(j) != "nsubj":
        return False
    below = i
    for above in clauses.ancestors(i):
        if above == clauses.parent(j):
            return clauses.base(below) == "advcl"
        below = above
    return False


def _subject(clauses: Clauses, i: int, named: Mapping[str, Mapping[int, float]], is_party: IsParty) -> Iterator[int]:
    """ "It is now appealing": who is the subject of an active verb acts, unless the reader says otherwise."""
    if not clauses.is_verb(i) or clauses.is_passive(i):
        return
    for j in clauses.heads_in(i, "subj"):
        who = someone(clauses, j, is_party)
        if who is not None and named["recipient"].get(who, 0.0) <= max(named["actor"].get(who, 0.0), 0.1):
            yield who


def _believed(
    clauses: Clauses,
    c: Candidate,
    role: str,
    given: Mapping[str, Sequence[int]],
    named: Mapping[str, Mapping[int, float]],
    w: Weights,
) -> list[tuple[float, int]]:
    """The words of a role with their log-odds, where lists and reader believe that they are a party at all.

    Of a word that may be on either side ("agreed with his counterpart") the chances count together; the side is the
    likelier one.
    """
    found = []
    words = list(named[role])
    words += [j for j in given[role] if not any(_same(clauses, j, k) for k in words)]
    for j in words:
        chances = {r: max((p for k, p in named[r].items() if _same(clauses, j, k)), default=0.02) for r in named}
        listed = {r: any(_same(clauses, j, k) for k in given[r]) for r in given}
        either = logit(1 - math.prod(1 - p for p in chances.values()))
        score = logit(chances[role])
        if c.hit is not None:
            rival = bool(given[role])  # where the lists name nobody, they speak against nobody
            either += w.party if any(listed.values()) else -w.second * rival
            score += w.party if listed[role] else -w.second * rival
        if either > 0:
            found.append((score, next((k for k in given[role] if _same(clauses, j, k)), j)))
    return found


def _braced_for(clauses: Clauses, i: int) -> bool:
    """ "The U.S. is preparing for attacks on its interests": who braces for a deed is not who does it."""
    above = clauses.parent(i)
    if above < 0 or clauses.lemma(above) not in ("prepare", "brace", "ready") or "for" not in clauses.cases(i):
        return False
    own = [c for c in clauses.children(i, "nmod", "obl") if {"on", "against"} & set(clauses.cases(c))]
    return any(clauses.lemma(p) in ("its", "their", "his", "her") for c in own for p in clauses.children(c, "nmod"))


def _either(some: Mapping[int, float], others: Mapping[int, float]) -> dict[int, float]:
    """The chances that a word is one of two things."""
    return {j: 1 - (1 - some.get(j, 0.0)) * (1 - others.get(j, 0.0)) for j in (*some, *others)}


def _author(clauses: Clauses, c: Candidate, i: int) -> bool:
    """ "rejected a plan drawn up by the council": who refuses something refuses whoever made it."""
    return any(i in authors(clauses, o) for o in clauses.heads_in(c.word, "obj"))


def _deal(clauses: Clauses, hit: Hit) -> bool:
    """ "India and Pakistan agreed on a truce": each deals with the other; of those who offer or praise, none does."""
    return hit.code.type in ("AGREE", "SUPPORT") and any(
        (clauses.lemma(i), "") in classes()["DEALING"] for i in hit.trigger
    )


def _only_target(clauses: Clauses, c: Candidate, type_: str, i: int) -> bool:
    """Whether what the lists have as recipient stands where the reader has none: a type that needs one, or a place that
    is pressed or attacked as a body ("the blockade of Gaza")."""
    told = cast(Told, c.told)
    hit = type_ in ("ASSAULT", "COERCE") and told.parts.get(("place", i), 0.0) >= TARGET
    return hit or ontology.needs_recipient(type_) or (type_ == "REJECT" and _author(clauses, c, i))


def _one_side(
    clauses: Clauses, chosen: Mapping[str, Sequence[tuple[float, int]]]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Each party on the side where it is likelier."""
    kept: dict[str, list[int]] = {}
    for role, other in (("actor", "recipient"), ("recipient", "actor")):
        kept[role] = [
            j
            for score, j in chosen[role]
            if not any(_same(clauses, j, k) and rival > score for rival, k in chosen[other])
        ]
    actors = tuple(dict.fromkeys(sorted(kept["actor"])))
    return actors, tuple(dict.fromkeys(j for j in sorted(kept["recipient"]) if j not in actors))


def _named(clauses: Clauses, told: Told, role: str, is_party: IsParty) -> dict[int, float]:
    """The words that name a party of the role, with their chances: of "hundreds of protesters" the protesters."""
    found: dict[int, float] = {}
    for (part, word), p in told.parts.items():
        if part != role or p < 0.1:
            continue
        j = someone(clauses, word, is_party)
        if j is None and p >= PARTY_SURE and clauses.sentence.upos[word] in _NAMING:
            j = word
        if j is None and role == "recipient":
            j = _owner(clauses, word, is_party)
        if j is not None:
            found[j] = max(p, found.get(j, 0.0))
    return found


def _owner(clauses: Clauses, i: int, is_party: IsParty) -> int | None:
    """ "struck Islamic Jihad positions", "burned the mayor's house": of a thing that is hit, whose it is."""
    own = [c for c in clauses.children(i, "nmod") if clauses.sentence.relations[c] == "nmod:poss"]
    own += [c for c in clauses.children(i, "amod", "compound") if clauses.sentence.upos[c] in ("ADJ", "PROPN")]
    return next((c for c in own if is_party(c)), None)


def _same(clauses: Clauses, a: int, b: int) -> bool:
    """Whether two words belong to one nominal: "hundreds" and "protesters" of "hundreds of protesters"."""
    return a == b or a in _up(clauses, b) or b in _up(clauses, a)


def _up(clauses: Clauses, i: int) -> Iterator[int]:
    """The words above within the nominal; coordination ends it."""
    while clauses.base(i) in _NOMINAL and clauses.parent(i) >= 0:
        i = clauses.parent(i)
        yield i
