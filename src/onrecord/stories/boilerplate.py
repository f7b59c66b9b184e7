"""Which parts of a page are no part of its report: cookie notices, subscription lines, "read more"."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from onrecord.errors import DataError

LIST = "data/stories/boilerplate.tsv"
PIECE = re.compile(r"(?:[^\n.!?]|[.!?](?![\s\"”’')\]]))+[.!?]*[\"”’')\]]*[^\S\n]*|\s+|[.!?\"”’')\]]+\s*")
"""A sentence, as near as it can be told without reading it, or a line."""

LINE, SENTENCE, LONGEST = 8, 14, 60
"""In words: a line that needs one hint, a longer line or a sentence that needs more, and the longest notice."""

YOU = re.compile(r"\b(?:you|your|you['’](?:ll|re|ve))\b", re.IGNORECASE)
CLOCK = re.compile(r"\b\d{1,2}:\d\d\b(?! ?(?:[ap]\.?m|hours|hrs|local|GMT|UTC))", re.IGNORECASE)
"""The running time of a video; lists of them stand on top of pages."""

CREDIT = re.compile(r"\W*(?:copyright|©|(?:photo|image|video|graphic)s?\b[^.]{0,12}[:/])")
CLIP = re.compile(r"\s*\d{1,2}:\d\d [A-Z].*[^.?!]\s*$")
"""A line of such a list: "1:27 Mayor opens the new bridge"."""


@cache
def phrases() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The phrases that are sure and those that only hint."""
    return parse(files("onrecord").joinpath(LIST).read_text(encoding="utf-8"))


def parse(content: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The phrases in a file's content; raises `DataError` that names the line that is malformed."""
    kinds: dict[str, list[str]] = {"sure": [], "hint": []}
    for number, line in enumerate(content.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        kind, tab, phrase = line.partition("\t")
        if kind not in kinds or not tab or not phrase.strip():
            raise DataError(f"{LIST}:{number}: expected 'sure' or 'hint', a tab and a phrase, not {line!r}")
        kinds[kind].append(phrase.strip().lower())
    return tuple(sorted(kinds["sure"])), tuple(sorted(kinds["hint"]))


def without_boilerplate(text: str) -> str:
    """The text without its notices; a text that is nothing else is left as it is.

    >>> without_boilerplate("Rain fell in Graz. Sign up for our newsletter. Roads were closed.")
    'Rain fell in Graz. Roads were closed.'
    """
    lower = text.lower().replace("’", "'")
    sure, hints = (tuple(p for p in kind if p in lower) for kind in phrases())
    if not sure and not hints and len(CLOCK.findall(text)) < 2:
        return text
    kept = [piece for piece in PIECE.findall(text) if not _is_notice(piece, sure, hints)]
    return "".join(kept) if any(piece.strip() for piece in kept) else text


def is_boilerplate(piece: str) -> bool:
    """Whether a sentence or line speaks to the reader of the page and not of the news.

    >>> is_boilerplate("We use cookies to improve your visit.")
    True
    >>> is_boilerplate("“You will get your aid by e-mail,” he said.")
    False
    """
    return _is_notice(piece, *phrases())


def _is_notice(piece: str, sure: tuple[str, ...], hints: tuple[str, ...]) -> bool:
    lower = piece.lower().replace("’", "'")
    size = len(lower.split())
    if not size or size > LONGEST:
        return False
    if any(p in lower and _stands(p, lower) for p in sure):
        return True
    if len(CLOCK.findall(piece)) >= 3 or CLIP.match(piece):
        return True
    if any(mark in piece for mark in '“”"'):  # "You will get the list by e-mail," said the envoy
        return False
    found = sum(1 for p in hints if p in lower and _stands(p, lower))
    if not found:
        return False
    if YOU.search(piece):
        return True
    if piece.rstrip().endswith((".", "?", "!")):
        return size <= SENTENCE and (found >= 3 or bool(CREDIT.match(lower)))
    return size <= LINE or (size <= SENTENCE and found >= 2)


def _stands(phrase: str, lower: str) -> bool:
    """Whether the phrase stands there as words ("app" is not in "appeal")."""
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", lower) is not None
