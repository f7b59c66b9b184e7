"""A brief in plain text, for a mail or a terminal: lines of at most 78 characters, sources at the end."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from onrecord.brief.markdown import SAFE, subtitle
from onrecord.brief.names import day
from onrecord.brief.nouns import Brief, Sentence, Source

WIDTH = 78


def text(brief: Brief) -> str:
    """The brief as plain text; [3] leads to the quote under that number."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield from _headed(brief.title, "=")
    if brief.as_of:
        yield f"As known on {day(brief.as_of)}"
    for chapter in brief.chapters:
        yield ""
        yield from _headed(chapter.title, "-")
        if about := subtitle(chapter):
            yield about
        for part in chapter.parts:
            yield f"\n{part.heading.upper()}"
            yield from map(_sentence, part.sentences)
    if brief.doubts:
        yield ""
        yield from _headed("Doubted dates", "-")
        yield from map(_sentence, brief.doubts)
    if brief.sources:
        yield ""
        yield from _headed("Sources", "-")
        yield from map(_source, brief.sources)


def _headed(title: str, line: str) -> Iterator[str]:
    wrapped = textwrap.wrap(" ".join(title.split()), WIDTH) or [""]
    yield from wrapped
    yield line * max(map(len, wrapped))


def _sentence(sentence: Sentence) -> str:
    told = f"{' '.join(sentence.text.split())} {''.join(f'[{n}]' for n in sentence.sources)}"
    return textwrap.fill(told, WIDTH, initial_indent="- ", subsequent_indent="  ", break_long_words=False)


def _source(source: Source) -> str:
    where = ", ".join(
        filter(None, (source.title, source.source, day(source.published) if source.published else "undated"))
    )
    link = f" <{source.url}>" if source.url and SAFE.match(source.url) else ""
    told = f"[{source.number}] “{' '.join(source.quote.split())}” ({where}){link}"
    return textwrap.fill(told, WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
