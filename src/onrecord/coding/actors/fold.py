"""Words are compared in folded form: lower case, no accents, no inner marks, hyphens as blanks.

So "al-Qa'ida", "Al Qaida" and "AL-QAIDA" are one name, and "U.S." is the acronym "US".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

_SPLIT = re.compile(r"[-‐‑–—/]")
_MARKS = re.compile(r"[.'’`ʻʼ‘]")
_EDGES = " \t\n.,;:!?()[]{}<>\"'“”„«»‘’`*_…"
_POSSESSIVE = ("'s", "’s", "'S", "’S")
_SIMPLE = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
_TOKEN = re.compile(r"\w[\w.'’&+/-]*|['’]s\b|[,;:()\"“”]|['’]")


class Piece(NamedTuple):
    """A folded piece of a word: its key, its text, the index of the word, and whether a hyphen precedes."""

    key: str
    raw: str
    word: int
    joined: bool = False


def bare(text: str) -> str:
    """Lower case without accents.

    >>> bare("Sánchez")
    'sanchez'
    """
    if text.isascii():
        return text.lower()
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return plain.lower().translate(_LETTERS)


_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae"})


def words(text: str) -> list[str]:
    """A bare string cut into words, as the reader would: possessives and commas stand alone.

    >>> words("Chile's Defense Ministry, Santiago")
    ['Chile', "'s", 'Defense', 'Ministry', ',', 'Santiago']
    """
    found: list[str] = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        if len(word) > 2 and word.endswith(_POSSESSIVE):
            found += [word[:-2], "'s"]
        elif len(word) > 2 and word[-1] in "'’" and word[-2] in "sS":
            found += [word[:-1], "'"]
        else:
            found.append(word)
    return found


def pieces(words: Iterable[str]) -> list[Piece]:
    """The folded pieces of words; marks keep their own key, hyphens fall away.

    >>> [p.key for p in pieces(["Kim", "Jong-un", "'s", "U.S.", "visit", ","])]
    ['kim', 'jong', 'un', "'s", 'us', 'visit', ',']
    """
    found: list[Piece] = []
    joined = False
    for i, word in enumerate(words):
        if word.isalpha() and word.isascii():
            found.append(Piece(word.lower(), word, i, joined))
        elif word in _POSSESSIVE or word in ("'", "’"):
            found.append(Piece("'s", word, i))
        elif _SPLIT.fullmatch(word):
            joined = bool(found)
            continue
        else:
            _split(word, i, joined, found)
        joined = False
    return found


def _split(word: str, i: int, joined: bool, found: list[Piece]) -> None:
    """Append the pieces of a word with marks in it."""
    before = len(found)
    for part in _SPLIT.split(word):
        core = part.strip(_EDGES)
        if core:
            found.append(Piece(_MARKS.sub("", bare(core)) or core, part, i, joined or len(found) > before))
    if len(found) == before:
        found.append(Piece(word, word, i))


def key(name: str) -> str:
    """The folded form of a whole name, as it stands in the index, without a leading "the".

    >>> key("The Al-Aqsa Martyrs' Brigades")
    "al aqsa martyrs 's brigades"
    """
    if _SIMPLE.fullmatch(name):
        folded = name.lower()
    else:
        folded = " ".join(p.key for p in pieces(words(name)) if p.key[0].isalnum() or p.key == "'s")
    return folded[4:] if folded.startswith("the ") else folded


def acronym(raw: str) -> str | None:
    """The acronym that a word is ("U.S." -> "US"), if it is one.

    >>> acronym("U.N."), acronym("Nato"), acronym("I")
    ('UN', None, None)
    """
    plain = raw.replace(".", "").strip(_EDGES)
    return plain if 2 <= len(plain) <= 8 and plain.isupper() and plain[0].isalpha() else None
