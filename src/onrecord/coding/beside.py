"""What the words right beside a number say of it, where the syntax is silent or short: "12 killed", "up from 9"."""

from __future__ import annotations

from bisect import bisect_right

from onrecord.coding.counted import Counted, children, lemma, near, tables, verb_key
from onrecord.coding.numerals import Numeral
from onrecord.model import Sentence


def beside(s: Sentence, c: Counted, stop: int, n: Numeral) -> tuple[str | None, list[int]]:
    """What the words right beside a number say, where the syntax told nothing: "12 killed", "wounding 30"."""
    after = (c.noun if c.noun is not None and c.noun > stop else stop) + 1
    helped = False
    for k in range(after, min(after + 5, len(s))):
        word = s.words[k].lower()
        if word in near("participle") or (helped and s.upos[k] == "VERB" and lemma(s, k) not in near("reporting")):
            return participle_key(s, k)  # "as many as 40 are feared drowned"
        helped = helped or s.upos[k] == "AUX"
        passed = s.upos[k] in ("AUX", "ADV", "ADJ") or lemma(s, k) in near("reporting")
        if not passed and word not in ("reported", "more", "others", "people", "have"):
            break
    first = bisect_right(s.ends, n.first)
    if first and s.upos[first - 1] == "VERB" and not children(s, first - 1, "obj"):
        return verb_key(s, first - 1, "patient")
    return None, []


def is_part(s: Sentence, c: Counted, n: Numeral) -> bool:
    """Whether a number is told as a part of the one before: "among them 60 children", "including five"."""
    first = bisect_right(s.ends, n.first)
    before = [w.lower() for w in s.words[max(0, first - 2) : first]]
    if before == ["among", "them"] or before[-1:] == ["including"]:
        c.link("part_of", first - 1)
        return True
    return False


def is_earlier(s: Sentence, c: Counted, n: Numeral) -> bool:
    """Whether a bare number is what the one before it was earlier: "5,200 crossed, up from 3,100 in May"."""
    first = bisect_right(s.ends, n.first)
    before = [w.lower() for w in s.words[max(0, first - 4) : first]]
    if before[-1:] in (["the"], ["its"], ["previous"]):
        before.pop()
    if tuple(before[-2:]) in (
        ("up", "from"),
        ("down", "from"),
        ("instead", "of"),
        ("compared", "with"),
        ("rather", "than"),
    ):
        c.link("replaces", first - 1)
        return True
    return False


def participle_key(s: Sentence, k: int) -> tuple[str | None, list[int]]:
    """What a bare participle says befell someone, whatever part of speech the reader gave it."""
    slots = tables().slots
    word = s.words[k].lower()
    for name in (lemma(s, k), word, word[:-2], word[:-1]):
        found = next((slots[slot][name] for slot in ("state", "patient", "any", "agent") if name in slots[slot]), None)
        if found:
            return found, [k]
    return None, []
