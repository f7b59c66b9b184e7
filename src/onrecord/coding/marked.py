"""Marked: what is told at words that somebody else marked as telling an event.

    marked(report, reading, spans) -> a claim for each span, None where it holds no word

For measuring what is made of claims apart from how they are found (`evaluate mentions`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.coding import learnt
from onrecord.coding.clause import Clauses
from onrecord.coding.coder import Desk, claim_of, listed_in, shared_out
from onrecord.coding.hit import Hit
from onrecord.coding.needs import IsParty
from onrecord.model import Claim, Reading, Report, Sentence, Span
from onrecord.ontology import Code

UNKNOWN = Code("ASSAULT")
"""What an event is taken for whose type nobody knows, while its parties are looked for."""


def marked(report: Report, reading: Reading, spans: Sequence[Span]) -> list[Claim | None]:
    """What is told at each span, by the coder where it tells an event there, and no two by one event of the coder.

    Elsewhere a claim has the parties, day, place and figures around the word, even if nobody is named, and the type
    that lists or reader come nearest to; "" where they know none.
    """
    desk = Desk(report, reading)
    found: dict[int, Claim] = {}
    for number, sentence in enumerate(reading.sentences):
        inside = {k: words for k, span in enumerate(spans) if (words := words_in(sentence, span))}
        if not inside:
            continue
        clauses, listed, is_party = listed_in(desk, number, sentence)
        told = learnt.weigh(clauses, listed, is_party)
        believed = {word for h in told for word in h.trigger}
        doubted = [h for h in listed if not believed & {*h.trigger}]
        hits = _hits(clauses, inside, (told, doubted), is_party)
        others = [h for h in told if not any(h is mine for mine in hits.values())]
        shared = shared_out(desk, sentence, [*hits.values(), *others])
        for k, hit in hits.items():
            claim = claim_of(desk, number, clauses, hit, shared, anyone=True)
            if claim is not None:
                known = hit.code is not UNKNOWN
                found[k] = claim if known else claim.model_copy(update={"type": "", "mode": None})
    return [found.get(k) for k in range(len(spans))]


def words_in(sentence: Sentence, span: Span) -> list[int]:
    """The words of a sentence that a span holds, the one that the others hang on first."""
    words = [i for i in range(len(sentence)) if sentence.starts[i] < span.end and span.start < sentence.ends[i]]
    return sorted(words, key=lambda i: (sentence.parent(i) in words, i))


def _hits(
    clauses: Clauses, inside: dict[int, list[int]], tellers: Iterable[Sequence[Hit]], is_party: IsParty
) -> dict[int, Hit]:
    """An event for each span: one that is told at its head, or at another of its words, and at no earlier span."""
    found: dict[int, Hit] = {}
    for hits in tellers:
        for k, words in inside.items():
            for word in words:
                free = [h for h in hits if word in h.trigger and not any(h is taken for taken in found.values())]
                if k not in found and free:
                    found[k] = free[0]
    for k, words in inside.items():
        if k not in found:
            found[k] = learnt.unlisted(clauses, words[0], _nearest(clauses, words), is_party)
    return {k: found[k] for k in inside}


def _nearest(clauses: Clauses, words: Sequence[int]) -> Code:
    """The type that the reader thinks likeliest at the first of the words of which it thinks anything."""
    for word in words:
        for told in clauses.sentence.told:
            if told.word == word and told.types:
                return Code(max(told.types, key=lambda t: told.types[t]))
    return UNKNOWN
