"""Words looked for become a query that cannot fail, and its hits become quotes."""

from __future__ import annotations

import re

from onrecord.model import Noun, Span

OPEN, CLOSE = "\x01", "\x02"
"""Marks that SQLite puts around the words it found; no report holds them but by accident."""

_TERM = re.compile(r'"([^"]+)"|(\S+)')
_UNSEARCHABLE = re.compile("[\x00\ud800-\udfff]")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+|\n\s*\n")


class Found(Noun):
    """A report in which the words stand: a quote around the first of them, and how well it fits (more is better).

    `quote` is in the text; None where only the title has the words.
    """

    report: str
    title: str | None = None
    source: str | None = None
    published: str | None = None
    text: str
    quote: Span | None = None
    words: tuple[Span, ...] = ()
    score: float


def query(words: str) -> str:
    """The full-text query for what a person typed: all words, phrases in quotes, `*` at the end of a beginning.

    >>> query('cease-fire "two hostages" negot*')
    '"cease-fire" "two hostages" "negot" *'
    """
    terms = []
    for phrase, word in _TERM.findall(_UNSEARCHABLE.sub(" ", words)):
        term = (phrase or word).replace('"', " ").strip()
        begins = not phrase and term.endswith("*") and len(term) > 1
        if term.strip("*") and any(c.isalnum() for c in term):
            terms.append(f'"{term.rstrip("*")}"' + (" *" if begins else ""))
    return " ".join(terms)


def spans(marked: str) -> tuple[Span, ...]:
    """The words that SQLite marked, as spans of the text without the marks."""
    found, at, start = [], 0, 0
    for piece in re.split(f"([{OPEN}{CLOSE}])", marked):
        if piece == OPEN:
            start = at
        elif piece == CLOSE:
            if at > start:
                found.append(Span(start=start, end=at))
        else:
            at += len(piece)
    return tuple(found)


def around(text: str, span: Span) -> Span:
    """The sentence around a word, as far as full stops tell it.

    >>> text = "The talks failed. The ferry sailed at noon. All were safe."
    >>> around(text, Span(start=22, end=27)).of(text)
    'The ferry sailed at noon.'
    """
    start = 0
    for end in _SENTENCE_END.finditer(text, 0, span.start):
        start = end.end()
    after = _SENTENCE_END.search(text, span.end)
    stop = after.start() + len(after[0].rstrip()) if after else len(text.rstrip())
    return Span(start=start, end=max(stop, span.end))
