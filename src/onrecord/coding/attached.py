"""Which figures belong to which predicate."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.coding.counted import children, head_word, lemma, near
from onrecord.coding.no_count import words_between
from onrecord.model import Figure, Sentence


def attach(sentence: Sentence, predicate: int, figures: Sequence[Figure]) -> list[Figure]:
    """The figures that belong to a predicate (index of its word): those that it tells, and those of its arguments.

    Where predicates stand one within the other, a figure goes to the nearest: in "police said 12 died", to "died".
    What came of a deed belongs to the deed too: "opened fire, killing six", "six died in the raid".
    """
    here = [f for f in figures if sentence.start <= f.span.start < sentence.end]
    if not here:
        return []
    word = sentence.words_span(predicate, predicate)
    heads = {f.predicate for f in sentence.frames} | {predicate}
    heads |= {k for k, u in enumerate(sentence.upos) if u == "VERB"}
    above = sentence.parent(predicate)
    modifies = above >= 0 and sentence.relations[predicate].split(":")[0] in ("acl", "amod")
    noun = sentence.words_span(above, above) if modifies else None
    kept = []
    for figure in here:
        tells = figure.evidence.get("what", ())
        governor = _governor(sentence, figure, heads)
        lent = governor == above and lemma(sentence, above) in near("light") and sentence.relations[predicate] == "obj"
        if word in tells or noun in tells or governor == predicate or lent or predicate in _deeds(sentence, governor):
            kept.append(figure)
    return kept


def _deeds(s: Sentence, verb: int) -> set[int]:
    """The predicates whose outcome a verb tells: what it hangs on, what "killed" has as subject, cause or occasion."""
    found: set[int] = set()
    for _ in range(4):
        if verb < 0 or lemma(s, verb) not in near("outcome"):
            break
        beside = [k for k in children(s, verb, "conj") if lemma(s, k) in near("outcome")]
        for c in (c for k in (verb, *beside) for c in s.children[k]):  # "nine killed and six injured in the raid"
            base = s.relations[c].split(":")[0]
            if base in ("nsubj", "obl", "advcl") and s.relations[c] != "nsubj:pass":
                found.add(c)
                found.update(k for k in s.children[c] if s.relations[k] in ("nmod", "conj"))
        if s.relations[verb].split(":")[0] not in ("advcl", "conj", "parataxis", "acl"):
            break
        verb = s.parent(verb)
        found.update((verb, *children(s, verb, "obj", "nsubj")))  # "launched a strike, killing nine"
    return found


def _governor(s: Sentence, figure: Figure, heads: set[int]) -> int:
    """The nearest predicate above a figure, or -1."""
    first, stop = words_between(s, figure.evidence["number"][0].start, figure.evidence["number"][0].end)
    if first > stop:
        return -1
    i, seen = head_word(s, first, stop), 0
    while i >= 0 and seen < len(s):
        i, seen = s.parent(i), seen + 1
        if i in heads:
            return i
    return -1
