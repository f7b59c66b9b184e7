"""Text becomes words as the treebanks cut them: "don't" is "do" and "n't", "$4.5bn" is "$", "4.5" and "bn"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

Word = tuple[int, int]
"""Half-open offsets into the text."""

_LETTER = r"[^\W\d_\u0300-\u036f]"
_CHAR = r"(?:[^\W_]|[\u0300-\u036f\u200d])"
_TOKEN = re.compile(
    rf"""
      (?P<address> (?:https?://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?)\]'’]
                 | [\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{{2,}}
                 | [\#@][A-Za-z_]\w*
                 | \b[\w-]+\.(?:com|org|net|gov|edu|info)\b )
    | (?P<figure>  \d{{1,2}}:\d\d(?::\d\d)?(?!\d)
                 | \d+/\d+(?:/\d+)?(?![\w/])
                 | \+?\d{{1,4}}(?:-\d{{3,5}})+(?![\w-]) | \d{{4}}-\d\d?-\d\d?(?!\w) | \d\d?-\d\d?-\d\d(?:\d\d)?(?!\w)
                 | (?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)*(?:(?:st|nd|rd|th|s|ST|ND|RD|TH)\b(?!['’]))? )
    | (?P<letters> (?:{_LETTER}\.){{2,}}{_LETTER}?(?!{_CHAR}) | Ph\.D\.? )
    | (?P<word>    {_CHAR}(?:(?:['’&]|\.(?![A-Z]))?{_CHAR})*(?:[-‐‑]{_CHAR}(?:['’&]?{_CHAR})*)* )
    | (?P<run>     \.{{2,}} | -{{2,}} | [!?]{{2,}} | \*{{2,}} | ={{2,}} | _+ | ''|`` )
    | (?P<mark>    \S )
    """,
    re.VERBOSE,
)
_CLITIC = re.compile(r"(?i)(?:n['’]t|['’](?:s|re|ve|ll|d|m))$")
_UNIT = re.compile(
    r"(?i)(\d[\d.,]*)(am|pm|bn|mn|tn|[kmbt]|mm|cm|km|kms|ft|in|kg|kgs|lb|lbs|mph|kph|hz|mw|gw|ha|hrs?|mins?|yrs?|p|c|f|x)$"
)
_GLUED = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "gimme": 3, "lemme": 3}
_HYPHENS = re.compile("[-‐‑]")


@cache
def listed(name: str) -> frozenset[str]:
    """The entries of a list in `data/reader`, one a line, `#` for remarks."""
    path = Path(__file__).parent.parent / "data" / "reader" / f"{name}.txt"
    lines = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return frozenset(line for line in lines if line)


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of a stretch of text, as offsets into the text.

    >>> text = "Police didn't say who shot the U.S.-born U.N. worker's aide at 5pm."
    >>> " ".join(text[s:e] for s, e in words(text))
    "Police did n't say who shot the U.S. - born U.N. worker 's aide at 5 pm ."
    """
    found: list[Word] = []
    stop = len(text) if end is None else end
    at = start
    scan = _TOKEN.match
    while at < stop:
        match = scan(text, at, stop)
        if match is None:
            at += 1
            continue
        at = match.end()
        kind = match.lastgroup
        if kind == "word":
            at = _word(text, match.start(), at, stop, found)
        elif kind == "letters":
            at = _letters(text, match.start(), at, found)
        elif kind == "figure" and at < stop and text[at].isalpha():
            joined = re.compile(r"\w+").match(text, at, stop)
            at = joined.end() if joined else at
            found.extend(_cut(text, match.start(), at))
        else:
            found.append((match.start(), at))
    return found


def _word(text: str, start: int, end: int, stop: int, found: list[Word]) -> int:
    """Adds a word, or the words that it is made of, with the full stop that belongs to it; the offset after it."""
    word = text[start:end]
    if word.isalpha() and word.lower() not in _GLUED and (end >= stop or text[end] != "."):
        found.append((start, end))
        return end
    if end < stop and text[end] == "." and _abbreviated(text, start, end, stop):
        dot = max(word.rfind(c) for c in "-‐‑") + 1
        if dot and word[dot:].lower() + "." in listed("abbreviations"):
            found.extend(_cut(text, start, start + dot))
            start += dot
        found.append((start, end + 1))
        return end + 1
    found.extend(_cut(text, start, end))
    return end


def _letters(text: str, start: int, end: int, found: list[Word]) -> int:
    """Adds "U.S.", "a.m.": letters with stops; "U.S.A" without its last stop is one word too."""
    found.append((start, end))
    return end


def _abbreviated(text: str, start: int, end: int, stop: int) -> bool:
    """Whether the full stop after a word is part of it: a listed abbreviation, or an initial before a name."""
    word = text[start:end]
    tail = _HYPHENS.split(word)[-1].lower() + "."
    if tail in listed("abbreviations"):
        return True
    if tail in listed("abbreviations_before_numbers"):
        after = re.compile(r"\.\s*\d").match(text, end, stop)
        return after is not None
    if len(word) == 1 and word.isalpha() and word.isupper():
        before_name = re.compile(r"\.\s+[A-Z]").match(text, end, stop) or re.compile(r"\.[A-Z]").match(text, end, stop)
        return before_name is not None and (word != "I" or _initial_before(text, start))
    return False


def _initial_before(text: str, start: int) -> bool:
    """Whether a capital I stands as an initial ("George I. Norman"), not at the end of a sentence ("he and I.")."""
    before = text[max(0, start - 30) : start].split()
    return bool(before) and before[-1][:1].isupper()


def _cut(text: str, start: int, end: int) -> Iterator[Word]:
    """The words inside a word: hyphens, clitics and units part them."""
    word = text[start:end]
    clitic = _CLITIC.search(word)
    if clitic and clitic.start() > 0 and not word[: clitic.start()].endswith(("-", "‐", "‑")):
        yield from _cut(text, start, start + clitic.start())
        yield (start + clitic.start(), end)
        return
    if word.lower() in _GLUED:
        at = start + _GLUED[word.lower()]
        yield from ((start, at), (at, end))
        return
    unit = _UNIT.fullmatch(word)
    if unit:
        yield from ((start, start + unit.end(1)), (start + unit.end(1), end))
        return
    hyphens = [m.start() for m in _HYPHENS.finditer(word)]
    if not hyphens or _kept(word, hyphens):
        yield (start, end)
        return
    at = 0
    for n, h in enumerate(hyphens):
        if n == 0 and word[:h].lower() in listed("prefixes"):
            continue
        if h > at:
            yield (start + at, start + h)
        yield (start + h, start + h + 1)
        at = h + 1
    if at < len(word):
        yield (start + at, end)


def _kept(word: str, hyphens: list[int]) -> bool:
    """Whether the hyphens are inside a word: "anti-Russian", "mid-July"; not "Polish-born"."""
    return len(hyphens) == 1 and word[: hyphens[0]].lower() in listed("prefixes")
