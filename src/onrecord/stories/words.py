"""The words of a report, in the form in which reports are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
"""A run of letters and digits; an apostrophe inside it belongs to it."""


def words(text: str) -> list[str]:
    """The words of a text in lower case.

    >>> words("The U.N.’s 54 trucks")
    ['the', 'u', 'n', 's', '54', 'trucks']
    """
    return [w.lower() for w in WORD.findall(text)]


def stems(text: str) -> Iterator[str]:
    """The words of a text without the endings that say number, tense and owner.

    >>> list(stems("The ministers' meetings delayed"))
    ['the', 'minister', 'meet', 'delay']
    """
    return (stem(w) for w in WORD.findall(text))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A word without its plural, past or possessive ending.

    A light stemmer: it only has to bring the forms of one word together, not to find its root.

    >>> [stem(w) for w in ("Cities", "attacked", "attacking", "Minister’s", "crisis")]
    ['city', 'attack', 'attack', 'minister', 'crisis']
    """
    word = word.lower().replace("’", "'")
    if word.endswith("'s"):
        word = word[:-2]
    word = word.strip("'")
    if len(word) <= 4:
        return word
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith("es") and word[-3] in "sxzh":
        word = word[:-2]
    elif word.endswith("s") and word[-2] not in "siu":
        word = word[:-1]
    if word.endswith("ing") and len(word) > 5:
        return word[:-3]
    if word.endswith("ed") and len(word) > 4:
        return word[:-2]
    return word
