"""Reports are read here: sentences, words, syntax, roles and names, by the trained reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from onrecord.model import Argument, Frame, Name, Reading, Report, Sentence, Span
from onrecord.reading.lemmas import lemma
from onrecord.reading.parse import LONGEST, Parse, batches
from onrecord.reading.parse import parse as parse_all
from onrecord.reading.sentences import sentences as cut_sentences
from onrecord.reading.weights import Array
from onrecord.reading.weights import weights as opened
from onrecord.reading.words import Word

__all__ = ["between", "between_many", "cut", "read", "read_many", "vectors"]


def vectors(words: Sequence[str]) -> Array:
    """A vector of length 1 for each word of a sentence, as it stands there: [words, 384]."""
    found = opened().run([list(words)[:LONGEST]], ("vectors",))["vectors"][0, 1:]
    missing = len(words) - len(found)
    whole = np.concatenate((found, np.zeros((missing, found.shape[1]), found.dtype))) if missing > 0 else found
    return np.asarray(whole / np.maximum(np.linalg.norm(whole, axis=1, keepdims=True), 1e-6))


def cut(text: str) -> list[tuple[list[str], list[int]]]:
    """The sentences of a text: words, and where they begin."""
    return [([text[s:e] for s, e in one], [s for s, _ in one]) for one in cut_sentences(text)]


Mark = tuple[int, int] | None
"""Half-open character offsets of a marked party; None where there is none."""

TOGETHER = 400_000
"""Characters of text whose sentences are sorted by length together."""


def read(report: Report | str, *, threads: int | None = None) -> Reading:
    """What a report says, sentence by sentence.

    `threads` is how many cores may be used (None: all).

    >>> reading = read("Troops left the town on Friday.")
    >>> reading.sentences[0].lemmas
    ('troop', 'leave', 'the', 'town', 'on', 'Friday', '.')
    """
    return next(iter(read_many([report], threads=threads)))


def read_many(reports: Iterable[Report | str], *, threads: int | None = None) -> Iterator[Reading]:
    """The reading of each report, in order; sentences of like length are read together across reports."""
    stream = iter(reports)
    while together := _some(stream):
        texts = [r.text if isinstance(r, Report) else r for r in together]
        cut = [cut_sentences(text) for text in texts]
        words = [[text[s:e] for s, e in one] for text, found in zip(texts, cut, strict=True) for one in found]
        parses = iter(parse_all(words, opened(threads)) if words else [])
        for report, text, found in zip(together, texts, cut, strict=True):
            known = report.id if isinstance(report, Report) else None
            yield _reading(text, found, list(islice(parses, len(found))), known)


def between(text: str, actor: Mark, recipient: Mark, *, threads: int | None = None) -> dict[str, float]:
    """How probable each PLOVER type is for what the marked actor does to the marked recipient, by the reader alone.

    The sentence that holds most of the marks is looked at; {} where none does.
    """
    return between_many([(text, actor, recipient)], threads=threads)[0]


def between_many(marked: Sequence[tuple[str, Mark, Mark]], *, threads: int | None = None) -> list[dict[str, float]]:
    """`between` for many texts, sentences of like length together."""
    weights = opened(threads)
    chosen = {n: m for n, one in enumerate(marked) if (m := _marked(*one)) is not None}
    at = list(chosen)
    found: list[dict[str, float]] = [{} for _ in marked]
    sizes = [sum(len(p) for p, _ in weights.pieces.of(chosen[n].words)) + 2 for n in at]
    for batch in batches(sizes):
        rows = [chosen[at[i]] for i in batch]
        vectors = weights.run([r.words for r in rows], ("vectors",))["vectors"]
        sides = [_sides(v, r.actor, r.recipient) for v, r in zip(vectors, rows, strict=True)]
        for i, chances in zip(batch, weights.between(np.stack(sides)), strict=True):
            found[at[i]] = dict(zip(weights.labels.types, map(float, chances), strict=True))
    return found


class Marked(NamedTuple):
    """The words of a sentence, and which of them the actor and the recipient have."""

    words: list[str]
    actor: list[int]
    recipient: list[int]


def _marked(text: str, actor: Mark, recipient: Mark) -> Marked | None:
    """The sentence with most of the marks; None where none has any."""
    best: Marked | None = None
    most = 0
    for one in cut_sentences(text):
        words = one[:LONGEST]
        a, r = ([i for i, (s, e) in enumerate(words) if m and s < m[1] and m[0] < e] for m in (actor, recipient))
        if bool(a) + bool(r) > most:
            most, best = bool(a) + bool(r), Marked([text[s:e] for s, e in words], a, r)
    return best


def _sides(vectors: Array, actor: list[int], recipient: list[int]) -> Array:
    """The sentence's own vector, the mean of the actor's words, the mean of the recipient's; zeros for none."""
    means = [vectors[1:][w].mean(axis=0) if w else np.zeros_like(vectors[0]) for w in (actor, recipient)]
    return np.concatenate((vectors[0], *means))


def _some(stream: Iterator[Report | str]) -> list[Report | str]:
    """The next reports, up to `TOGETHER` characters of text; at least one while there is one."""
    found: list[Report | str] = []
    size = 0
    for report in stream:
        found.append(report)
        size += len(report.text if isinstance(report, Report) else report)
        if size >= TOGETHER:
            break
    return found


def _reading(text: str, cut: list[list[Word]], parses: list[Parse], report: str | None) -> Reading:
    """A reading out of the sentences of a text and their parses; built without validation, which would take longer."""
    names = tuple(
        Name.model_construct(span=Span.model_construct(start=one[a][0], end=one[b][1]), kind=kind, sentence=n)
        for n, (one, p) in enumerate(zip(cut, parses, strict=True))
        for kind, a, b in p.names
    )
    found = tuple(_sentence(text, one, p) for one, p in zip(cut, parses, strict=True))
    return Reading.model_construct(report=report, sentences=found, names=names)


def _sentence(text: str, cut: list[Word], p: Parse) -> Sentence:
    starts, ends = zip(*cut, strict=True)
    words = tuple(text[s:e] for s, e in cut)
    return Sentence.model_construct(
        start=starts[0],
        end=ends[-1],
        words=words,
        starts=starts,
        ends=ends,
        lemmas=tuple(map(lemma, words, p.upos)),
        upos=tuple(p.upos),
        heads=tuple(p.heads),
        relations=tuple(p.relations),
        frames=tuple(_frame(v, roles) for v, roles in p.frames if roles or not p.relations[v].startswith("aux")),
        told=tuple(p.told),
    )


def _frame(verb: int, roles: list[tuple[str, int, int, int]]) -> Frame:
    found = tuple(Argument.model_construct(role=r, head=h, first=a, last=b) for r, h, a, b in roles)
    return Frame.model_construct(predicate=verb, arguments=found)
