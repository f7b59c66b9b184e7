"""How much speaks for two reports telling of one development, with the reasons.

Each feature is a small claim; its weight is a setting in `data/stories/alike.tsv`, set by hand with
its reason.  What is said of two reports depends on these two alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import TypeVar

from onrecord.errors import DataError
from onrecord.stories.fingerprint import Fingerprint
from onrecord.stories.rarity import rarity

K = TypeVar("K")

TABLE = "data/stories/alike.tsv"

FEW_WORDS = 60
"""A text of fewer different words is judged like one of so many: less than that was not tuned on."""

UNDATED = 3
"""The days that we take to lie between two reports of which one has no date."""


@lru_cache(maxsize=1)
def shared_words(a: Fingerprint, b: Fingerprint) -> float:
    """They use the same rare words (cosine; its root, since the first words in common tell most)."""
    return math.sqrt(cosine(a.weights, b.weights))


def shared_title(a: Fingerprint, b: Fingerprint) -> float:
    """Their titles use the same rare words."""
    return cosine(a.title, b.title)


def shared_words_long(a: Fingerprint, b: Fingerprint) -> float:
    """Even the shorter is long, and they use the same rare words: long texts meet more easily by chance."""
    return shared_words(a, b) * length(a, b)


def length(a: Fingerprint, b: Fingerprint) -> float:
    """Even the shorter is long (logarithm of its different words, in hundreds)."""
    return math.log(max(min(len(a.weights), len(b.weights)), FEW_WORDS) / 100)


def shared_first_names(a: Fingerprint, b: Fingerprint) -> float:
    """They name the same rare names at their head."""
    return min(sum(r for r in map(rarity, a.first_named & b.first_named) if r > 3), 30.0) / 10


def shared_people(a: Fingerprint, b: Fingerprint) -> float:
    """They share full names that are rare in all their parts."""
    return min(sum(1 for p in a.people & b.people if _rare_name(p)), 4)


@cache
def _rare_name(name: str) -> bool:
    return all(rarity(part.strip(".")) > 5.5 for part in name.split())


def shared_ages(a: Fingerprint, b: Fingerprint) -> float:
    """They give people the same ages."""
    return min(len(a.ages & b.ages), 3)


def other_ages(a: Fingerprint, b: Fingerprint) -> float:
    """Both give ages, and none is the same."""
    return float(bool(a.ages and b.ages and not a.ages & b.ages))


def shared_streets(a: Fingerprint, b: Fingerprint) -> float:
    """They name the same street."""
    return min(len(a.streets & b.streets), 3)


def other_streets(a: Fingerprint, b: Fingerprint) -> float:
    """Both name streets, and none is the same."""
    return float(bool(a.streets and b.streets and not a.streets & b.streets))


def days_apart(a: Fingerprint, b: Fingerprint) -> float:
    """They were published days apart (logarithm)."""
    return math.log1p(abs(a.day - b.day) if a.day and b.day else UNDATED)


def same_days(a: Fingerprint, b: Fingerprint) -> float:
    """They speak of the same days (cosine)."""
    return cosine(a.days, b.days)


def other_days(a: Fingerprint, b: Fingerprint) -> float:
    """Both name days, and none lies within a day of another."""
    if not (a.days and b.days):
        return 0.0
    return float(min(abs(x - y) for x in a.days for y in b.days) > 1)


FEATURES: Mapping[str, Callable[[Fingerprint, Fingerprint], float]] = {
    f.__name__: f
    for f in (
        shared_words, shared_words_long, length, shared_title, shared_first_names, shared_people, shared_ages,
        other_ages, shared_streets, other_streets, days_apart, same_days, other_days,
    )
}  # fmt: skip


def features(a: Fingerprint, b: Fingerprint) -> list[float]:
    """The value of each feature, in the order of `FEATURES`."""
    return [f(a, b) for f in FEATURES.values()]


def cosine(a: Mapping[K, float], b: Mapping[K, float]) -> float:
    """The cosine of two weightings of length 1."""
    if len(a) > len(b):
        a, b = b, a
    return sum(w * b[s] for s, w in a.items() if s in b)


@cache
def table() -> tuple[float, tuple[float, ...]]:
    """The bias and the weight of each feature."""
    return parse(files("onrecord").joinpath(TABLE).read_text(encoding="utf-8"))


def parse(content: str) -> tuple[float, tuple[float, ...]]:
    """The weights in a file's content; raises `DataError` where a feature is missing, unknown, unreasoned or no number.

    On each line a feature, its weight and why it weighs so much, parted by tabs.
    """
    found: dict[str, float] = {}
    for number, line in enumerate(content.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, weight, reason = (*line.split("\t"), "", "")[:3]
        if name != "bias" and name not in FEATURES:
            raise DataError(f"{TABLE}:{number}: no feature called {name!r}")
        if not reason.strip():
            raise DataError(f"{TABLE}:{number}: expected {name}, its weight and the reason, parted by tabs")
        try:
            found[name] = float(weight)
        except ValueError:
            raise DataError(f"{TABLE}:{number}: expected a number for {name}, not {weight!r}") from None
    if missing := [name for name in ("bias", *FEATURES) if name not in found]:
        raise DataError(f"{TABLE}: no weight for {', '.join(missing)}")
    return found["bias"], tuple(found[name] for name in FEATURES)


def likeness(a: Fingerprint, b: Fingerprint) -> float:
    """The probability that the two tell of one development."""
    bias, weights = table()
    z = bias + sum(w * x for w, x in zip(weights, features(a, b), strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))
