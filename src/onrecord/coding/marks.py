"""Quotation marks: which stretches of a text stand in them."""

from __future__ import annotations

import re

MARK = re.compile(r"[“”]|(?<!\w)''|''(?!\w)|``|\"|\n\s*\n?")
OPENING = frozenset({"“", "``"})
CLOSING = frozenset({"”"})


def quoted(text: str) -> list[tuple[int, int]]:
    """The quoted stretches with their marks, in order; one that is left open ends with its paragraph.

    Straight marks open and close by turns, and each paragraph begins anew: papers repeat the opening mark where a
    quote runs over several paragraphs.

    >>> [text[a:b] for text in ['He said "no" and “not now.”'] for a, b in quoted(text)]
    ['"no"', '“not now.”']
    """
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for mark in MARK.finditer(text):
        sign = mark.group()
        if "\n" in sign:
            if opened is not None and mark.start() - opened > 2:
                found.append((opened, mark.start()))
            opened = None
        elif sign in OPENING:
            if opened is None:
                opened = mark.start()
        elif sign in CLOSING:
            if opened is not None:
                found.append((opened, mark.end()))
            opened = None
        elif opened is None:
            if mark.end() < len(text) and not text[mark.end()].isspace():
                opened = mark.start()
        else:
            found.append((opened, mark.end()))
            opened = None
    if opened is not None and len(text) - opened > 2:
        found.append((opened, len(text)))
    return found
