"""Words become lemmas: irregular forms from our lists, the rest by the rules of English spelling.

Where spelling leaves two readings ("rated": rate or rat), the vocabulary of the encoder, whose words stand in the order
of their frequency, decides.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "data" / "reader"
RARE = 10**9
_DOUBLED = frozenset("bdgklmnprtv")
_LIKELY_E = ("at", "iz", "is", "dit", "cit", "ys", "as", "os", "us", "rg", "lg")
"""Endings of stems whose verbs are rare in the vocabulary: "criticis-ed", "extradit-ed"."""
_NEEDS_E = ("c", "v", "z", "u", "dg", "bl", "gl", "tl", "pl", "dl", "fl", "kl", "zl")


@cache
def _irregular(name: str) -> dict[str, str]:
    """Form to lemma, from a list `lemma: form form`; the first entry of a form counts."""
    found: dict[str, str] = {}
    for line in (FOLDER / f"irregular_{name}.txt").read_text(encoding="utf-8").splitlines():
        lemma, colon, forms = line.split("#")[0].partition(":")
        if colon:
            for form in forms.split():
                found.setdefault(form, lemma.strip())
    return found


@cache
def _others() -> dict[tuple[str, str], str]:
    lines = (FOLDER / "irregular_others.txt").read_text(encoding="utf-8").splitlines()
    entries = (line.split() for line in lines if line and not line.startswith("#"))
    return {(upos, form): lemma for upos, form, lemma in entries}


@cache
def _rank() -> dict[str, int]:
    """How common a word is: its place in the vocabulary."""
    lines = (FOLDER / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return {word: n for n, word in enumerate(lines) if n > 1000 and word.isalpha()}


@lru_cache(maxsize=1 << 16)
def lemma(word: str, upos: str) -> str:
    """The lemma of a word used as that part of speech; in small letters unless it is a name.

    >>> [lemma(w, "VERB") for w in ("said", "fled", "killed", "bombed", "raped", "seized", "carries", "shelling")]
    ['say', 'flee', 'kill', 'bomb', 'rape', 'seize', 'carry', 'shell']
    >>> [lemma(w, "NOUN") for w in ("Bodies", "wives", "churches", "hostages", "crisis")]
    ['body', 'wife', 'church', 'hostage', 'crisis']
    """
    if upos == "PROPN":
        return word
    low = word.lower().replace("’", "'")
    special = _others().get((upos, low))
    if special:
        return special
    rule = _RULES.get(upos)
    return rule(low) if rule else low


def _verb(word: str) -> str:
    known = _irregular("verbs").get(word)
    if known:
        return known
    if "-" in word:
        front, _, last = word.rpartition("-")
        return f"{front}-{_verb(last)}"
    for prefix in ("re", "over", "under", "mis", "out", "un", "dis"):
        rest = word.removeprefix(prefix)
        if rest != word and rest in _irregular("verbs") and not _rank().get(word):
            return prefix + _irregular("verbs")[rest]
    if word.endswith("ing") and len(word) > 4 and any(c in "aeiouy" for c in word[:-3]):
        return _stem(word[:-3])
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("ed") and len(word) > 3 and any(c in "aeiouy" for c in word[:-2]) and word[-3] != "e":
        return _stem(word[:-2])
    return _singular(word, known="verbs")


def _stem(stem: str) -> str:
    """The verb that a stem without "-ed" or "-ing" belongs to."""
    rank = _rank()
    if len(stem) > 2 and stem[-1] == stem[-2]:
        if stem[-1] in _DOUBLED and rank.get(stem, RARE) >= rank.get(stem[:-1], RARE):
            return stem[:-1]
        return stem
    if stem.endswith(_NEEDS_E):
        return stem + "e"
    plain, full = rank.get(stem, RARE), rank.get(stem + "e", RARE)
    if plain != full:
        return stem if plain < full else stem + "e"
    return stem + "e" if stem.endswith(_LIKELY_E) else stem


def _noun(word: str) -> str:
    known = _irregular("nouns").get(word)
    if known:
        return known
    if "-" in word:
        front, _, last = word.rpartition("-")
        return f"{front}-{_noun(last)}"
    return _singular(word, known="nouns")


def _singular(word: str, *, known: str) -> str:
    """The word without the "-s" of the plural or of the third person."""
    if len(word) < 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return word[:-2]
    if word.endswith("oes"):
        return word[:-2]
    if word.endswith("'s"):
        return word[:-2]
    return word[:-1]


def _same(word: str) -> str:
    return word


_RULES: dict[str, Callable[[str], str]] = {"VERB": _verb, "AUX": _verb, "NOUN": _noun}
