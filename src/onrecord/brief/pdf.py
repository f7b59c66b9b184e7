"""A brief as a PDF, set by Typst (extra: pdf); its fonts are in the wheel, nothing is fetched."""

from __future__ import annotations

import json
from collections.abc import Iterator

from onrecord.brief.markdown import SAFE, subtitle
from onrecord.brief.names import day
from onrecord.brief.nouns import Brief, Sentence, Source
from onrecord.errors import MissingExtra

HEAD = """#set page(paper: "a4", margin: (x: 2.2cm, y: 2.4cm), numbering: "1 / 1")
#set text(size: 10.5pt, lang: "en")
#set par(leading: 0.62em)
#show heading.where(level: 2): set block(above: 1.6em, below: 0.7em)
#show heading.where(level: 3): set text(size: 9pt, fill: luma(90))
#show link: set text(fill: rgb("#0b57a4"))
#let cite_(n) = super(link(label("s" + str(n)), str(n)))
"""


def pdf(brief: Brief) -> bytes:
    """The brief as a PDF; each citation links to its quote.  Raises `MissingExtra` without Typst."""
    try:
        import typst
    except ImportError:
        raise MissingExtra("a PDF wants Typst: pip install 'onrecord[pdf]', or write HTML and print it") from None
    made: bytes = typst.compile(source(brief).encode())
    return made


def source(brief: Brief) -> str:
    """The brief in Typst's language; every text stands in a string, so that none of it is taken for markup."""
    return HEAD + "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield f"#set document(title: {_string(brief.title)})"
    yield f"= #text({_string(brief.title)})"
    if brief.as_of:
        yield _small(f"As known on {day(brief.as_of)}")
    for chapter in brief.chapters:
        yield f"== #text({_string(chapter.title)})"
        if about := subtitle(chapter):
            yield _small(about)
        for part in chapter.parts:
            yield f"=== #upper({_string(part.heading)})"
            yield from map(_sentence, part.sentences)
    if brief.doubts:
        yield "== Doubted dates"
        yield from map(_sentence, brief.doubts)
    if brief.sources:
        yield "== Sources"
        yield from map(_source, brief.sources)


def _sentence(sentence: Sentence) -> str:
    cited = '#super(" ")'.join(f"#cite_({n})" for n in sentence.sources)
    return f"- #text({_string(sentence.text)}){cited}"


def _source(source: Source) -> str:
    where = ", ".join(
        filter(None, (source.title, source.source, day(source.published) if source.published else "undated"))
    )
    told = f"#text({_string(f'“{source.quote}” — {where}')})"
    link = f" #link({_string(source.url)})" if source.url and SAFE.match(source.url) else ""
    return f"#block[#text(weight: 600)[{source.number}]#h(0.6em){told}{link} <s{source.number}>]"


def _small(words: str) -> str:
    return f"#text(size: 9pt, fill: luma(90))[#text({_string(words)})]"


def _string(words: str) -> str:
    """A text as a string of Typst, blanks and new lines as one blank.

    >>> print(_string('He said "5" \\\\ 6'))
    "He said \\"5\\" \\\\ 6"
    """
    return json.dumps(" ".join(words.split()), ensure_ascii=False)
