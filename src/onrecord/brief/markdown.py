"""A brief in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.brief.names import day
from onrecord.brief.nouns import Brief, Chapter, Sentence, Source

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$])")
AT_START = re.compile(r"^([-+=!]|\d+(?=[.)]))")
SAFE = re.compile(r"^https?://[^\s<>\"]+$", re.IGNORECASE)


def markdown(brief: Brief) -> str:
    """The brief as Markdown; each citation links to its quote under Sources."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {escaped(brief.title)}"
    if brief.as_of:
        yield f"\n*As known on {day(brief.as_of)}*"
    for chapter in brief.chapters:
        yield ""
        yield from _chapter(chapter)
    if brief.doubts:
        yield "\n## Doubted dates\n"
        yield from map(_sentence, brief.doubts)
    if brief.sources:
        yield "\n## Sources\n"
        yield from map(_source, brief.sources)


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield f"## {escaped(chapter.title)}"
    if about := subtitle(chapter):
        yield f"\n*{about}*"
    for part in chapter.parts:
        yield f"\n### {part.heading}\n"
        yield from map(_sentence, part.sentences)


def subtitle(chapter: Chapter) -> str:
    """The days of a story and how many reports tell it."""
    days = [day(d) for d in dict.fromkeys((chapter.first, chapter.last)) if d]
    reports = f"{chapter.reports} report{'' if chapter.reports == 1 else 's'}" if chapter.reports else ""
    return ", ".join(filter(None, (" to ".join(days), reports)))


def _sentence(sentence: Sentence) -> str:
    return f"- {escaped(sentence.text)} {''.join(f'[[{n}]](#source-{n})' for n in sentence.sources)}"


def _source(source: Source) -> str:
    where = [f"*{escaped(source.title)}*" if source.title else "", escaped(source.source or "")]
    told = ", ".join(filter(None, (*where, day(source.published) if source.published else "undated")))
    link = f" ([report](<{source.url}>))" if source.url and SAFE.match(source.url) else ""
    place = f"characters {source.span.start}–{source.span.end} of {source.report}"
    return f'- <a id="source-{source.number}"></a>**{source.number}** “{escaped(source.quote)}” — {told}{link}, {place}'


def escaped(text: str) -> str:
    """A text in which nothing is Markdown or HTML any more; runs of blanks and new lines become one blank.

    >>> escaped("<b>5</b> * 3")
    '\\\\<b\\\\>5\\\\</b\\\\> \\\\* 3'
    """
    plain = " ".join(text.split())
    return AT_START.sub(r"\\\1", SPECIAL.sub(r"\\\1", plain.replace("&", "&amp;")))
