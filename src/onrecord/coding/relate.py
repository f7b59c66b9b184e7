"""Relate: what one marked party did to another, as probabilities over the PLOVER types.

Three witnesses speak, and their shares are multiplied (exponents fitted on the development part of our corpus did no
better on the texts of others, so there are none):

- the head of the reader that sees the sentence and the two marks (`learnt`, from `reading.between`);
- the words that the reader takes for events, each for its types, by how well its parties meet the marks;
- the events that the word lists find, with the two marks known to be parties; without any, words of the lists.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from onrecord import ontology
from onrecord.coding.clause import Clauses
from onrecord.coding.hit import Hit
from onrecord.coding.lexicon import nouns, verbs
from onrecord.coding.rulings import filed
from onrecord.coding.what import hits
from onrecord.errors import InputError
from onrecord.model import Reading, Sentence, Span, Told
from onrecord.ontology import Code

_FLOOR = 0.02


def relate(
    text: str,
    reading: Reading,
    actor: tuple[int, int] | None,
    recipient: tuple[int, int] | None,
    *,
    learnt: Mapping[str, float] | None = None,
) -> list[tuple[str, float]]:
    """Each PLOVER type with its probability, best first; they add up to 1.

    `learnt` is what the reader's own head says of the two marks (`reading.between`); without it the others speak alone.

    `actor` and `recipient` are half-open character offsets into `text`, one of them None where the
    event has no such party.  Raises `InputError` where one lies outside it, or both are None.
    """
    if actor is None and recipient is None:
        raise InputError("relate needs the span of an actor or of a recipient")
    marks = tuple(_mark(text, span) for span in (actor, recipient) if span)
    scores = dict.fromkeys(ontology.types(), 0.0)
    for shares in evidence(reading, marks, actor, recipient, learnt):
        for kind in scores:
            scores[kind] += math.log(shares[kind])
    top = max(scores.values())
    raised = {kind: math.exp(score - top) for kind, score in scores.items()}
    total = sum(raised.values())
    order = list(raised)
    return sorted(((k, v / total) for k, v in raised.items()), key=lambda p: (-p[1], order.index(p[0])))


def evidence(
    reading: Reading,
    marks: Sequence[Span],
    actor: tuple[int, int] | None,
    recipient: tuple[int, int] | None,
    learnt: Mapping[str, float] | None,
) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """The shares of each type by each of the three witnesses; even where one is silent."""
    lists: defaultdict[str, float] = defaultdict(float)
    words: defaultdict[str, float] = defaultdict(float)
    for sentence in reading.sentences:
        if sentence.start < max(m.end for m in marks) and sentence.end > min(m.start for m in marks):
            for kind, weight in _votes(sentence, actor, recipient).items():
                lists[kind] += weight
            for kind, weight in _told(sentence, actor, recipient):
                words[kind] += weight
    return _shares(learnt or {}, 0.001), _shares(words, 0.005), _shares(lists, _FLOOR)


def _shares(votes: Mapping[str, float], floor: float) -> dict[str, float]:
    types = ontology.types()
    total = sum(votes.get(t, 0.0) + floor for t in types)
    return {t: (votes.get(t, 0.0) + floor) / total for t in types}


def _told(
    sentence: Sentence, actor: tuple[int, int] | None, recipient: tuple[int, int] | None
) -> Iterator[tuple[str, float]]:
    """The votes of the words that the reader takes for events."""
    source, target = _inside(sentence, actor), _inside(sentence, recipient)
    for told in sentence.told:
        meets = _part(told, "actor", source) + 0.3 * _part(told, "recipient", source)
        met = max(_part(told, p, target) for p in ("recipient", "topic", "place"))
        met = max(met, 0.5 * (told.word in target), _part(told, "actor", target) * told.types.get("CONSULT", 0.0))
        weight = (0.05 + meets) * (0.1 + met)
        status = max(told.statuses, key=lambda s: told.statuses[s], default="happened")
        mode = max(told.modes, key=lambda m: told.modes[m], default="") or None
        contexts = tuple(k for k, p in told.contexts.items() if p >= 0.4)
        lemma = sentence.lemmas[told.word].lower()
        for kind, chance in told.types.items():
            lawful = mode if mode in ontology.modes(kind) else None
            filed_as = filed(Code(kind, lawful, contexts), status, lemma)
            yield (_SEALED if filed_as == "AGREE" and _sealed(sentence, told.word) else filed_as), weight * chance


_SEALED = "SUPPORT"
_DEALS = frozenset({"deal", "agreement", "accord", "pact", "treaty", "convention", "memorandum"})


def _sealed(sentence: Sentence, i: int) -> bool:
    """ "agreed a landmark trade agreement", "reached a deal": an agreement that stands is SUPPORT there (057)."""
    done = sentence.words[i].lower().endswith(("ed", "uck", "led")) and sentence.upos[i] == "VERB"
    return done and any(
        sentence.lemmas[c].lower() in _DEALS and sentence.relations[c].split(":")[0] in ("obj", "obl")
        for c in sentence.children[i]
    )


def _part(told: Told, part: str, words: frozenset[int]) -> float:
    """The chance that one of the words is that part of the event."""
    return max((p for (name, word), p in told.parts.items() if name == part and word in words), default=0.0)


def _mark(text: str, span: tuple[int, int]) -> Span:
    start, end = span
    if not 0 <= start < end <= len(text):
        raise InputError(f"the span ({start}, {end}) does not lie in the text of {len(text)} characters")
    return Span(start=start, end=end)


def _inside(sentence: Sentence, mark: tuple[int, int] | None) -> frozenset[int]:
    start, end = mark or (0, 0)
    return frozenset(
        i for i, (s, e) in enumerate(zip(sentence.starts, sentence.ends, strict=True)) if s < end and start < e
    )


def _votes(sentence: Sentence, actor: tuple[int, int] | None, recipient: tuple[int, int] | None) -> dict[str, float]:
    clauses = Clauses(sentence)
    source, target = _inside(sentence, actor), _inside(sentence, recipient)
    marked = source | target

    def is_party(i: int) -> bool:
        return i in marked or sentence.upos[i] in ("PROPN", "PRON")

    votes: defaultdict[str, float] = defaultdict(float)
    for hit in hits(clauses, is_party):
        kind = filed(hit.code, hit.status, clauses.lemma(hit.word))
        kind = _SEALED if kind == "AGREE" and _sealed(sentence, hit.word) else kind
        votes[kind] += _meets(clauses, hit, source, target)
    for kind, weight in _words(clauses, source, target):
        votes[kind] += weight
    return votes


def _meets(clauses: Clauses, hit: Hit, source: frozenset[int], target: frozenset[int]) -> float:
    """How well an event fits the marks: its actor is the one, its recipient the other, its trigger above both."""
    value = 0.3
    if source & set(hit.actors):
        value += 2.0
    elif source & set(hit.recipients):
        value += 0.3
    if target & set(hit.recipients):
        value += 1.5
    elif target & _own_words(clauses, hit.word):
        value += 0.8
    elif target and hit.recipients:  # "praised Ghana and condemned [Togo]": done to somebody else
        value -= 1.5
    if source & set(clauses.sentence.subtree(hit.word)):
        value += 0.4
    if set(hit.trigger) & (source | target):
        value -= 1.2
    return max(value, 0.1) * (1 + 0.08 * hit.specific)


def _own_words(clauses: Clauses, i: int) -> set[int]:
    """The words below an event, without those of a second verb beside it."""
    others = (c for c in clauses.children(i, "conj") if clauses.is_verb(c))
    return set(clauses.sentence.subtree(i)) - {j for c in others for j in clauses.sentence.subtree(c)}


def _words(clauses: Clauses, source: frozenset[int], target: frozenset[int]) -> Iterator[tuple[str, float]]:
    """Weak votes of all words that can tell an event, the stronger the nearer they stand between the marks."""
    first, last = min(source | target, default=0), max(source | target, default=0)
    for i in range(len(clauses)):
        lemma = clauses.lemma(i)
        away = max(0, first - i, i - last)
        weight = 0.25 * math.exp(-away / 6)
        if clauses.sentence.upos[i] == "VERB" and lemma in verbs():
            kinds = Counter(entry.code.type for entry in verbs()[lemma])
            for kind, count in kinds.items():
                yield kind, weight * count / kinds.total()
        elif clauses.sentence.upos[i] == "NOUN" and lemma in nouns():
            yield nouns()[lemma][-1].code.type, weight
