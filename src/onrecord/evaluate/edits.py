"""A text as agencies' clients change it: for measuring whether copies are found.

Every edit is a function of the text and of another text (from which local paragraphs and other
words are taken); chance is seeded by the text, so that a measurement can be repeated.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable

SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])|\n+")
NOTICES = (
    "We use cookies to improve your visit. Subscribe to our newsletter for the day's news in your inbox. "
    "Follow us on Facebook and Twitter. All rights reserved."
)


def sentences(text: str) -> list[str]:
    """The sentences of a text, nearly enough."""
    return [s for s in SENTENCE.split(text) if s and s.strip()]


def cut(text: str, other: str) -> str:
    """Only the first half is printed."""
    told = sentences(text)
    return " ".join(told[: max(2, len(told) // 2)])


def lengthened(text: str, other: str) -> str:
    """A local paragraph is added."""
    return f"{text}\n\n{_paragraph(other)}"


def cut_and_lengthened(text: str, other: str) -> str:
    """The first half is printed, with a local paragraph."""
    return f"{cut(text, other)}\n\n{_paragraph(other)}"


def reworded(text: str, other: str) -> str:
    """One word in twelve is another."""
    chance = random.Random(zlib.crc32(text.encode()))
    words = [w for w in other.split() if w.isalpha() and w.islower()] or ["thus"]
    return " ".join(
        chance.choice(words) if w.isalpha() and w.islower() and chance.random() < 1 / 12 else w for w in text.split()
    )


def reworded_and_cut(text: str, other: str) -> str:
    """The first half is printed, one word in twelve being another."""
    return reworded(cut(text, other), other)


def among_notices(text: str, other: str) -> str:
    """The page puts its notices around it."""
    return f"{NOTICES}\n{text}\n{NOTICES}"


def dropped(text: str, other: str) -> str:
    """Every fourth sentence is left out."""
    return " ".join(s for n, s in enumerate(sentences(text)) if n % 4 != 2)


def _paragraph(text: str) -> str:
    return " ".join(" ".join(sentences(text)[:3]).split()[:60])


EDITS: dict[str, Callable[[str, str], str]] = {
    f.__name__.replace("_", " "): f
    for f in (cut, lengthened, cut_and_lengthened, reworded, reworded_and_cut, among_notices, dropped)
}
