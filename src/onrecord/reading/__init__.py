"""Reports are read here: sentences, words, syntax, roles and names, by the trained reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from onrecord.model import Argument, Frame, Name, Reading, Report, Sentence, Span
from onrecord.reading.lemmas import lemma
from onrecord.reading.parse import Parse
from onrecord.reading.parse import parse as parse_all
from onrecord.reading.sentences import sentences as cut_sentences
from onrecord.reading.weights import weights as opened
from onrecord.reading.words import Word

__all__ = ["read", "read_many"]

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
    )


def _frame(verb: int, roles: list[tuple[str, int, int, int]]) -> Frame:
    found = tuple(Argument.model_construct(role=r, head=h, first=a, last=b) for r, h, a, b in roles)
    return Frame.model_construct(predicate=verb, arguments=found)
