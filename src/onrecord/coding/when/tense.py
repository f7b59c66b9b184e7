"""Whether the verb over a time looks back or ahead, by syntax."""

from __future__ import annotations

from bisect import bisect_right

from onrecord.coding.when.digest import tells_now
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


def over_present(reading: Reading, start: int, end: int) -> bool:
    """Whether the verb over some words is in the simple present."""
    n = bisect_right(reading.sentences, start, key=lambda s: s.start) - 1
    head = head_word(reading.sentences[n], start, end) if n >= 0 else None
    verb = verb_over(reading.sentences[n], head) if head is not None else None
    return verb is not None and tells_now(reading.sentences[n], verb)


def of_speech(reading: Reading, start: int, end: int) -> bool:
    """Whether words hang on a verb of saying: "was killed Thursday, an officer said Friday"."""
    n = bisect_right(reading.sentences, start, key=lambda s: s.start) - 1
    head = head_word(reading.sentences[n], start, end) if n >= 0 else None
    verb = verb_over(reading.sentences[n], head) if head is not None else None
    return verb is not None and reading.sentences[n].lemmas[verb].lower() in listed("saying")


def _of_blow(sentence: Sentence, i: int) -> bool:
    """ "are investigating a Friday night shooting": what is said of such a thing now came after it."""
    for _ in range(LIMIT):  # "the shooting of a guard in a park Friday night"
        above = sentence.parent(i)
        if above < 0 or sentence.relations[i].split(":")[0] not in ("compound", "amod", "nmod"):
            return False
        if sentence.lemmas[above].lower() in listed("blow"):
            return True
        i = above
    return False


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
    for step in range(LIMIT):
        verb = verb_over(sentence, i)
        if verb is None or (step and sentence.upos[verb] != "VERB"):  # "are on the hunt for the one who fled Monday"
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
        return -1 if "have" in auxiliaries else 1  # "anyone who may have seen him on Monday"
    if {"'d", "’d"} & set(auxiliaries) and sentence.words[verb].lower() != sentence.lemmas[verb].lower():
        return -1  # "who'd broken into his home on Saturday"
    infinitive = any(
        sentence.words[c].lower() == "to" and sentence.relations[c] == "mark" for c in sentence.children[verb]
    )
    if infinitive:
        own = {"is", "are", "was", "were", "'re", "’re"} & set(auxiliaries)  # "50 trucks are to follow on Thursday"
        return 1 if own else _infinitive(sentence, verb)
    if any(a in listed("back_aux") for a in auxiliaries):
        return 1 if _plans(sentence, verb) and "had" not in auxiliaries and "been" not in auxiliaries else -1
    word, lemma = sentence.words[verb].lower(), sentence.lemmas[verb].lower()
    if word.endswith("ing"):
        if sentence.lemmas[verb].lower() in listed("inquiring"):  # "are investigating a blast at a mill on Saturday"
            return -1
        return 1 if auxiliaries else 0
    if auxiliaries:  # "is", "are": "is due Monday", "are expected"; "after being hurt Thursday" asks above
        return 0 if set(auxiliaries) == {"being"} else 1
    if word != lemma and not word.endswith("s"):
        return 0 if sentence.relations[verb].split(":")[0] == "acl" and lemma in listed("planning") else -1
    if lemma in listed("same_past"):  # "shells hit the town on Saturday", "the mayor quit on Monday"
        return -1
    if sentence.relations[verb].split(":")[0] == "acl":  # "a statement read Wednesday"
        return -1
    if lemma in listed("saying"):  # "On Sunday, police say, the man shot a guard": what they say took place then
        told = [_tense(sentence, c) for c in sentence.children[verb] if sentence.relations[c] == "ccomp"]
        return next((look for look in told if look), 1)
    return 1 if sentence.upos[verb] == "VERB" else 0


def _plans(sentence: Sentence, verb: int) -> bool:
    """Whether a verb tells a plan: "were due on Tuesday", "was set to leave", not "were set free on Tuesday"."""
    lemma = sentence.lemmas[verb].lower()
    if lemma not in listed("planning"):
        return False
    if any(sentence.relations[c] == "aux:pass" for c in sentence.children[verb]) and lemma not in listed("fixing"):
        return False  # "deputies were called on Sunday", "he was told on Sunday to leave"
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
