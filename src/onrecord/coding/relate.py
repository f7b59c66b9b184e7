"""Relate: what one marked party did to another, as probabilities over the PLOVER types.

The events of the sentence are found as the coder finds them, with the two marked spans known to be
parties; each votes for its type by how well its own parties meet the marks and by how near its
trigger stands to them.  Without any event, words of the lists vote alone.  The shares are votes,
normalised over all types; they rank well and are not yet calibrated.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator

from onrecord import ontology
from onrecord.coding.clause import Clauses
from onrecord.coding.hit import Hit
from onrecord.coding.lexicon import nouns, verbs
from onrecord.coding.rulings import filed
from onrecord.coding.what import hits
from onrecord.errors import InputError
from onrecord.model import Reading, Sentence, Span

_FLOOR = 0.02


def relate(
    text: str, reading: Reading, actor: tuple[int, int] | None, recipient: tuple[int, int] | None
) -> list[tuple[str, float]]:
    """Each PLOVER type with its share of the votes, best first; shares add up to 1.

    `actor` and `recipient` are half-open character offsets into `text`, one of them None where the
    event has no such party.  Raises `InputError` where one lies outside it, or both are None.
    """
    if actor is None and recipient is None:
        raise InputError("relate needs the span of an actor or of a recipient")
    marks = tuple(_mark(text, span) for span in (actor, recipient) if span)
    votes: defaultdict[str, float] = defaultdict(float)
    for sentence in reading.sentences:
        if sentence.start < max(m.end for m in marks) and sentence.end > min(m.start for m in marks):
            for kind, weight in _votes(sentence, actor, recipient).items():
                votes[kind] += weight
    total = sum(votes.values())
    types = ontology.types()
    share = {t: (votes[t] + _FLOOR) / (total + _FLOOR * len(types)) for t in types}
    return sorted(share.items(), key=lambda pair: (-pair[1], list(types).index(pair[0])))


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
        votes[filed(hit.code, hit.status, clauses.lemma(hit.word))] += _meets(clauses, hit, source, target)
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
    elif target & set(clauses.sentence.subtree(hit.word)):
        value += 0.8
    if source & set(clauses.sentence.subtree(hit.word)):
        value += 0.4
    if set(hit.trigger) & (source | target):
        value -= 1.2
    return max(value, 0.1) * (1 + 0.08 * hit.specific)


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
