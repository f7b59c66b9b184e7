"""Which reports are copies of one text, and which text a report goes back to.

Two reports are copies where most of the shorter one stands, word for word or nearly so, in the
longer: agencies' clients cut, add a paragraph, change a word, and write their own headline.  Two
reporters on one event share facts, names and a quote, but few runs of five words.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np

from onrecord.model import Report, content_id
from onrecord.stories.boilerplate import PIECE, is_boilerplate, without_boilerplate
from onrecord.stories.words import words

FIVES = 0.45
"""The share of the shorter text's runs of five words from which on it is a copy.

Between reports of one incident by different hands this share is under .4, between copies over .5
(measured on stories/gva: 7 of 2,083 pairs lie between)."""

THREES = 0.62
"""The same for runs of three words: a copy in which one word in eight was changed."""

TWINS = 0.45
"""The share of the shorter text's own sentences that have a twin in the longer from which on it is a copy.

This finds copies that were cut, worded over and lengthened by a local paragraph at once."""

SHORT = 40
"""A text of fewer words needs more: see `_short_copy`."""

NEARLY = 0.7
"""The share of runs of three words that two short texts must have in common."""

MET = 0.15
"""The least share of runs of three words of two reports worth comparing."""

CROWD = 48
"""A run of words that more texts than this share is compared with its neighbours only."""

COUNTED = (
    "ten|nine|eight|seven|six|five|four|three|two|one|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    "nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen|dozens|first|second|"
    "third|fourth|fifth|sixth"
)
TELLING = re.compile(r"\d[\d.,]*|\b(?:" + COUNTED + r")\b|\b[A-Z][\w’'-]+")
"""A number, in figures or words, or a capitalised word."""


@dataclass(frozen=True)
class Told:
    """One sentence: its words, and the numbers and names in it."""

    words: tuple[str, ...]
    telling: frozenset[str]

    def __len__(self) -> int:
        return len(self.words)


@dataclass(frozen=True)
class Shingles:
    """A report as it is compared for copies.

    How many words it has, its runs of five and of three words, its numbers and names, and the words
    of its sentences without those that quote: a quote is the same in every report.
    """

    size: int
    fives: np.ndarray[Any, np.dtype[np.uint64]]
    threes: np.ndarray[Any, np.dtype[np.uint64]]
    telling: frozenset[str]
    sentences: tuple[Told, ...]


def duplicates(reports: Iterable[Report]) -> list[list[str]]:
    """Groups of at least two reports that are copies of one text, ids and groups in order."""
    return [group for group in _groups(reports) if len(group) > 1]


def origins(reports: Iterable[Report]) -> dict[str, str]:
    """For each report the origin that its text goes back to; copies share one.

    The id of an origin is made of the ids of its reports.
    """
    return {i: content_id("o", *group) for group in _groups(reports) for i in group}


def _groups(reports: Iterable[Report]) -> list[list[str]]:
    unique = {r.id: r for r in reports}
    same_text: dict[str, list[str]] = defaultdict(list)
    parent = {i: i for i in unique}
    for i in sorted(unique):
        same_text[" ".join(words(unique[i].text))].append(i)
    firsts = {ids[0]: shingles(unique[ids[0]].text) for ids in same_text.values()}
    for ids in same_text.values():
        for i in ids:
            if firsts[ids[0]].size or (unique[i].title and unique[i].title == unique[ids[0]].title):
                parent[i] = ids[0]  # a page of notices is no text: there only the title can tell
    for a, b in meetings(firsts):
        if is_copy(firsts[a], firsts[b]):
            _unite(parent, a, b)
    found: dict[str, list[str]] = defaultdict(list)
    for i in sorted(unique):
        found[_root(parent, i)].append(i)
    return sorted(found.values())


def is_copy(a: Shingles, b: Shingles) -> bool:
    """Whether one of two texts was made from the other, or both from a third."""
    if min(a.size, b.size) < SHORT:
        return _short_copy(a, b)
    return share(a.fives, b.fives) >= FIVES or share(a.threes, b.threes) >= THREES or _twinned(a, b)


def _twinned(a: Shingles, b: Shingles) -> bool:
    """Whether two or more sentences of the shorter text, nearly half of it, stand in the other, little changed."""
    short, long = sorted((a.sentences, b.sentences), key=lambda s: sum(map(len, s)))
    twins = [s for s in short if any(is_twin(s, other) for other in long)]
    return len(twins) >= 2 and sum(map(len, twins)) >= TWINS * sum(map(len, short))


def is_twin(a: Told, b: Told) -> bool:
    """Whether a sentence is the other with a few words changed: most words, their order, and what it tells.

    Two notes of one police desk ("A 19-year-old man was shot in Graz on Friday night, police said") are
    alike in all but their numbers and names, and are not twins.

    >>> is_twin(told("The convoy reached the border town of Arish late on Monday."),
    ...         told("The convoy reached the frontier town of Arish on Monday."))
    True
    >>> is_twin(told("The convoy reached the border town of Arish late on Monday."),
    ...         told("The convoy reached the border town of Taba late on Friday."))
    False
    """
    least, most = sorted((len(a), len(b)))
    if most > 1.6 * least or not a.telling or 2 * len(a.telling & b.telling) <= min(len(a.telling), len(b.telling)):
        return False
    if {t for t in a.telling ^ b.telling if t[0].isdigit()}:
        return False
    if sum((Counter(a.words) & Counter(b.words)).values()) < 0.72 * least:
        return False
    return sum((Counter(pairwise(a.words)) & Counter(pairwise(b.words))).values()) >= 0.45 * (least - 1)


def told(sentence: str) -> Told:
    """A sentence as it is compared; the capital that begins it tells nothing."""
    telling = (m[0].lower().rstrip(".,") for m in TELLING.finditer(sentence) if m.start() or m[0][0].isdigit())
    return Told(tuple(words(sentence)), frozenset(t.removesuffix("'s").removesuffix("’s") for t in telling))


def _short_copy(a: Shingles, b: Shingles) -> bool:
    """Short texts are copies only where nothing telling differs.

    Two bulletins of one make ("A quake of magnitude 5.1 struck 40 km off Tonga") share nearly all
    their words; the numbers and names in which they differ are their news.
    """
    small, large = sorted((a, b), key=lambda s: s.size)
    return small.telling <= large.telling and share(a.threes, b.threes) >= NEARLY


def share(a: np.ndarray[Any, np.dtype[np.uint64]], b: np.ndarray[Any, np.dtype[np.uint64]]) -> float:
    """The share of the shorter list that stands in the longer."""
    shorter = min(len(a), len(b))
    return len(np.intersect1d(a, b, assume_unique=True)) / shorter if shorter else 0.0


def shingles(text: str) -> Shingles:
    """The runs of words of a text, its boilerplate left out."""
    body = without_boilerplate(text)
    if all(is_boilerplate(piece) for piece in PIECE.findall(body) if piece.strip()):
        body = ""
    codes = np.array([_code(w) for w in words(body)], dtype=np.uint64)
    telling = frozenset(m.lower().rstrip(".,").removesuffix("'s").removesuffix("’s") for m in TELLING.findall(body))
    own = (told(p.strip()) for p in PIECE.findall(body) if not any(mark in p for mark in '“”"'))
    return Shingles(
        size=len(codes),
        fives=_runs(codes, 5),
        threes=_runs(codes, 3),
        telling=telling,
        sentences=tuple(s for s in own if len(s) >= 6),
    )


@lru_cache(maxsize=200_000)
def _code(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) + 1


def _runs(codes: np.ndarray[Any, np.dtype[np.uint64]], n: int) -> np.ndarray[Any, np.dtype[np.uint64]]:
    """A number for each different run of n words; the whole text is one run where it is shorter."""
    n = min(n, len(codes))
    if not n:
        return codes
    total = np.zeros(len(codes) - n + 1, dtype=np.uint64)
    for k in range(n):
        total = (total * np.uint64(0x9E3779B97F4A7C15)) ^ (
            codes[k : len(codes) - n + 1 + k] * np.uint64(0xC2B2AE3D27D4EB4F)
        )
        total ^= total >> np.uint64(29)
    return np.unique(total)


def meetings(firsts: dict[str, Shingles]) -> Iterator[tuple[str, str]]:
    """The pairs of reports that share runs of three words often enough to be worth comparing."""
    ids = sorted(firsts)
    if len(ids) < 2:
        return
    runs = np.concatenate([firsts[i].threes for i in ids])
    owners = np.repeat(np.arange(len(ids)), [len(firsts[i].threes) for i in ids])
    order = np.lexsort((owners, runs))
    runs, owners = runs[order], owners[order]
    starts = np.flatnonzero(np.concatenate([[True], runs[1:] != runs[:-1]]))
    sizes = np.diff(np.append(starts, len(runs)))
    keys = [_pairs(owners, starts, sizes, step) for step in range(1, CROWD)]
    pairs, counts = np.unique(np.concatenate(keys), return_counts=True)
    for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True):
        a, b = ids[pair >> 32], ids[pair & 0xFFFFFFFF]
        if count >= MET * min(len(firsts[a].threes), len(firsts[b].threes)):
            yield a, b


def _pairs(owners: Any, starts: Any, sizes: Any, step: int) -> Any:
    """Of each run that at least step + 1 texts share, its owners `step` places apart, as one number a pair."""
    big = sizes > step
    first = starts[big]
    count = sizes[big] - step
    index = np.repeat(first - np.concatenate([[0], np.cumsum(count)[:-1]]), count) + np.arange(count.sum())
    return (owners[index].astype(np.int64) << 32) | owners[index + step].astype(np.int64)


def _root(parent: dict[str, str], i: str) -> str:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


def _unite(parent: dict[str, str], a: str, b: str) -> None:
    a, b = _root(parent, a), _root(parent, b)
    parent[max(a, b)] = min(a, b)
