"""Digests: short items that tell the news of their day in the present tense ("Rebels free two nurses in Goma").

    digests(reading) -> whether a report is one
    tells_now(sentence, word) -> whether a verb of it is in the present

A newspaper tells the past ("freed two nurses on Friday") and its headline the present, of today or of yesterday; a
chronicle that is kept day by day tells all of it in the present, and means the day under which it stands.
"""

from __future__ import annotations

from onrecord.model import Reading, Sentence

LONGEST = 4
"""Sentences of an item of a chronicle."""
_NOW = frozenset({"is", "are", "'s", "’s", "'re", "’re", "has", "have", "does", "do"})


def digests(reading: Reading) -> bool:
    """Whether all of a short report is told in the present, by the verbs that its sentences hang on."""
    if not 0 < len(reading.sentences) <= LONGEST:
        return False
    verbs = [(s, i) for s in reading.sentences for i in range(len(s)) if s.parent(i) < 0 and s.upos[i] == "VERB"]
    return bool(verbs) and all(tells_now(s, i) for s, i in verbs)


def tells_now(sentence: Sentence, i: int) -> bool:
    """Whether the verb at `i` is in the simple present: "frees", "are freed"; not "freed", "will free", "freeing"."""
    beside = [sentence.words[c].lower() for c in sentence.children[i] if _aux(sentence, c)]
    word, lemma = sentence.words[i].lower(), sentence.lemmas[i].lower()
    if any(sentence.words[c].lower() == "to" for c in sentence.children[i] if sentence.relations[c] == "mark"):
        return False  # "are to follow"
    if beside:
        return bool({"is", "are", "'s", "’s", "'re", "’re"} & {*beside}) and {*beside} <= _NOW and not _going(word)
    return word == lemma or (word.endswith("s") and word != lemma)


def _aux(sentence: Sentence, i: int) -> bool:
    return sentence.relations[i].split(":")[0] in ("aux", "cop")


def _going(word: str) -> bool:
    """ "is building": under way, on no one day."""
    return word.endswith("ing")
