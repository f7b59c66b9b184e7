"""The words of a text with what stands between them, and the lists of words that tell a place from its namesake."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onrecord.coding.where.keys import split, word_key
from onrecord.coding.where.lists import countries, regions, rows
from onrecord.errors import DataError

CLASSES = frozenset(
    {
        *("in", "at", "from", "to", "of", "between", "and", "the", "by", "direction", "side", "kind", "kindafter"),
        *("title", "say", "person", "orghead", "press", "team", "street", "numbered", "feature", "before", "month"),
        *("particle", "town", "region", "district"),
    }
)
KINDS_OF_WORD = frozenset({"common", "given", "family", "body"})


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in columns; `gaps[i]` is what stands before word `i`.

    `low` is the word in small letters, without its dots; `capital` whether its first letter is one.
    """

    text: str
    shouted: bool
    words: list[str]
    starts: list[int]
    ends: list[int]
    keys: list[str]
    low: list[str]
    capital: list[bool]
    gaps: list[str]

    def __len__(self) -> int:
        return len(self.words)

    def opens(self, i: int) -> bool:
        """Whether word `i` stands first in its sentence or line, so that its capital says nothing."""
        gap = self.gaps[i]
        if i == 0 or any(c in gap for c in ".!?\n:;•") or '"' in gap or "“" in gap:
            return True
        return "—" in gap or "–" in gap or "--" in gap


def cut(text: str) -> Words:
    """The words of a text.

    >>> cut("Shots were heard in St. Paul.").keys
    ['shots', 'were', 'heard', 'in', 'st', 'paul']
    """
    words, starts, ends, keys, low, capital, gaps = [], [], [], [], [], [], []
    last = 0
    for w, s, e in split(text):
        words.append(w)
        starts.append(s)
        ends.append(e)
        keys.append(word_key(w))
        low.append(w.lower().rstrip("."))
        capital.append(w[0].isupper() or (len(w) > 2 and w[1] in "'’" and w[2].isupper()))  # d'Ivoire
        gaps.append(text[last:s])
        last = e
    return Words(text, _shouted(text), words, starts, ends, keys, low, capital, gaps)


def _shouted(text: str) -> bool:
    """Whether the text is all in capitals, as old wires are, so that capitals tell nothing."""
    small = sum(map(str.islower, text))
    return small * 3 < sum(map(str.isupper, text)) and len(text) > 20


def read_classes(text: str | None = None) -> dict[str, frozenset[str]]:
    """context.tsv: words by class; raises `DataError` for a class that nobody asks for."""
    found: dict[str, frozenset[str]] = {}
    for where, (name, words) in rows("context.tsv", 2, text=text):
        if name not in CLASSES or name in found:
            raise DataError(f"{where}: {name!r} is no class of words, or stands twice; classes: {sorted(CLASSES)}")
        found[name] = frozenset(words.split())
    return found


def read_common(text: str | None = None) -> dict[str, frozenset[str]]:
    """common.tsv: common words, given names and family names; raises `DataError` for another kind."""
    found: dict[str, set[str]] = {k: set() for k in KINDS_OF_WORD}
    for where, (name, words) in rows("common.tsv", 2, text=text):
        if name not in KINDS_OF_WORD:
            raise DataError(f"{where}: {name!r} is none of {sorted(KINDS_OF_WORD)}")
        found[name].update(words.split())
    return {k: frozenset(v) for k, v in found.items()}


@lru_cache(maxsize=1)
def classes() -> dict[str, frozenset[str]]:
    """The classes of words that stand beside names."""
    return read_classes()


@lru_cache(maxsize=1)
def common() -> dict[str, frozenset[str]]:
    """Words that are also names of places."""
    return read_common()


@lru_cache(maxsize=1)
def peoples() -> dict[str, int | str]:
    """Adjectives and names of peoples by their key: ISO alpha-2 of a country, or the GeoNames id of a region."""
    found: dict[str, int | str] = {}
    for c in countries():
        for p in c.people:
            found.setdefault(" ".join(word_key(w) for w in p.split()), c.iso2)
    for r in regions():
        for p in r.people:
            found.setdefault(" ".join(word_key(w) for w in p.split()), r.geonames_id)
    return found
