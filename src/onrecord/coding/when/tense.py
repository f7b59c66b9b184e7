"""Whether the verb over a time looks back or ahead, by syntax."""

from __future__ import annotations

from bisect import bisect_right

from onrecord.coding.when.words import listed
from onrecord.model import Reading, Sentence

LIMIT = 12
"""Steps up a tree; no sentence of news nests deeper, and a broken parse may have a loop."""


def look(reading: Reading, start: int, end: int) -> int:
    """-1 where the verb over the words from `start` to `end` looks back, 1 where it looks ahead, else 0."""
    n = bisect_right(reading.sentences, start, key=lambda s: s.start) - 1
    if n < 0:
        return 0
    sentence = reading.sentences[n]
    head = head_word(sentence, start, end)
    if head is None:
        return 0
    return -1 if _of_blow(sentence, head) else _look(sentence, head)


def _of_blow(sentence: Sentence, i: int) -> bool:
    """ "are investigating a Friday night shooting": what is said of such a thing now came after it."""
    above = sentence.parent(i)
    modifies = sentence.relations[i].split(":")[0] in ("compound", "amod", "nmod") and above >= 0
    return modifies and sentence.lemmas[above].lower() in listed("blow")


def head_word(sentence: Sentence, start: int, end: int) -> int | None:
    """The word between two offsets of the report whose parent lies outside them."""
    inside = [i for i in range(len(sentence)) if sentence.starts[i] < end and start < sentence.ends[i]]
    if not inside:
        return None
    return next((i for i in inside if sentence.parent(i) not in inside), inside[-1])


def verb_over(sentence: Sentence, i: int) -> int | None:
    """The nearest verb above a word."""
    for _ in range(LIMIT):
        i = sentence.parent(i)
        if i < 0:
            return None
        if sentence.upos[i] == "VERB" or any(_aux(sentence, c) for c in sentence.children[i]):
            return i
    return None


def _aux(sentence: Sentence, i: int) -> bool:
    return sentence.relations[i].split(":")[0] in ("aux", "cop")


def _look(sentence: Sentence, i: int) -> int:
    for _ in range(LIMIT):
        verb = verb_over(sentence, i)
        if verb is None:
            return 0
        found = _tense(sentence, verb)
        if found:
            return found
        i = verb
    return 0


def _tense(sentence: Sentence, verb: int) -> int:
    """What the form of one verb says; 0 sends the question to the verb above it."""
    auxiliaries = [sentence.words[c].lower() for c in sentence.children[verb] if _aux(sentence, c)]
    if any(a in listed("ahead_aux") for a in auxiliaries):
        return 1
    infinitive = any(
        sentence.words[c].lower() == "to" and sentence.relations[c] == "mark" for c in sentence.children[verb]
    )
    if infinitive:
        return _infinitive(sentence, verb)
    if any(a in listed("back_aux") for a in auxiliaries):
        return 1 if _plans(sentence, verb) and "had" not in auxiliaries and "been" not in auxiliaries else -1
    word, lemma = sentence.words[verb].lower(), sentence.lemmas[verb].lower()
    if word.endswith("ing"):
        return 1 if auxiliaries else 0
    if auxiliaries:  # "is", "are": "is due Monday", "are expected"
        return 1
    if word != lemma and not word.endswith("s"):
        return 0 if sentence.relations[verb].split(":")[0] == "acl" and lemma in listed("planning") else -1
    if lemma in listed("same_past"):  # "shells hit the town on Saturday", "the mayor quit on Monday"
        return -1
    if sentence.relations[verb].split(":")[0] == "acl":  # "a statement read Wednesday"
        return -1
    return 1 if sentence.upos[verb] == "VERB" else 0


def _plans(sentence: Sentence, verb: int) -> bool:
    """Whether a verb tells a plan: "were due on Tuesday", "was set to leave", not "were set free on Tuesday"."""
    lemma = sentence.lemmas[verb].lower()
    if lemma not in listed("planning"):
        return False
    told = [c for c in sentence.children[verb] if sentence.relations[c].split(":")[0] in ("xcomp", "obl", "advmod")]
    words = {
        sentence.words[m].lower()
        for c in told
        for m in sentence.children[c]
        if sentence.relations[m] in ("mark", "case")
    }
    return lemma != "set" or bool(words & {"to", "for"})


def _infinitive(sentence: Sentence, verb: int) -> int:
    """What an infinitive says: "expected to resume" looks ahead, "had been due to expire" back; else ask above."""
    above = sentence.parent(verb)
    if above < 0:
        return 0
    auxiliaries = [sentence.words[c].lower() for c in sentence.children[above] if _aux(sentence, c)]
    if sentence.lemmas[above].lower() in listed("planning"):
        return (
            -1
            if {"had", "been", "was", "were"} & set(auxiliaries) and sentence.lemmas[above] in ("due", "suppose")
            else 1
        )
    return 0
