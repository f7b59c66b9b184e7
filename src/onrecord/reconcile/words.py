"""Whether two words tell the same act, and which words tell what an act was about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise

from onrecord.ontology import read_table

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]*[a-z]\w*|(?<=[a-z,;] [A-Z]\. )[A-Z]\w+|(?<=[A-Z][a-z]{2} )[A-Z][a-z]\w+")


@cache
def empty() -> frozenset[str]:
    """Words that say nothing of what an act was about."""
    return frozenset(w for row in read_table("reconcile/empty.tsv", ("words",)) for w in row["words"].split())


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its common endings.

    >>> [stem(w) for w in ("released", "releases", "hostages", "striking", "denied", "carrier")]
    ['releas', 'releas', 'hostag', 'strik', 'deny', 'carrier']
    """
    word = word.lower().replace("’", "'").removesuffix("'s")
    if len(word) <= 3:
        return word
    if word.endswith(("ies", "ied")):
        return word[:-3] + "y"
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl" else word


@cache
def acts() -> dict[str, frozenset[str]]:
    """For each stem the acts that it can tell; a phrase stands under its stems joined by `+`."""
    found: dict[str, set[str]] = {}
    for row in read_table("reconcile/words.tsv", ("act", "words")):
        for word in row["words"].split():
            found.setdefault("+".join(stem(w) for w in word.split("+")), set()).add(row["act"])
    return {s: frozenset(a) for s, a in found.items()}


@lru_cache(maxsize=20_000)
def told(trigger: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of a trigger, and the acts that it can tell.

    >>> sorted(told("released")[1] & told("let go")[1])
    ['free']
    """
    stems = [stem(w) for w in WORD.findall(trigger)]
    phrases = [*stems, *(f"{a}+{b}" for a, b in pairwise(stems))]
    return frozenset(stems) - empty(), frozenset(act for p in phrases for act in acts().get(p, ()))


@lru_cache(maxsize=50_000)
def about(words: str) -> frozenset[str]:
    """The stems that tell what a phrase is about.

    >>> sorted(about("to hold off on a ground offensive"))
    ['ground', 'hold', 'offensiv']
    """
    return frozenset(stem(w) for w in WORD.findall(words.lower()) if w not in empty())


@lru_cache(maxsize=4096)
def names(title: str, text: str) -> frozenset[str]:
    """The words that stand with a capital inside sentences: whom and where a report is about.

    >>> sorted(names("", "Talks began in Oslo. The envoy of Chad met Ada Lund."))
    ['ada', 'chad', 'lund', 'oslo']
    """
    inside = (m[0] for m in NAME.finditer(f"{title}\n{text}"))
    return frozenset(stem(w) for w in inside) - empty()


def shared(a: Iterable[str], b: Iterable[str]) -> float:
    """The share of the smaller set that stands in the larger; 0 where one is empty."""
    a, b = frozenset(a), frozenset(b)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
