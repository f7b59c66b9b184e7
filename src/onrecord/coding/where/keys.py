"""One spelling for a place name, however it is written.

`key("Saint-Étienne") == key("ST. ETIENNE")`: no accents, no case, no dots, no hyphens, `saint` as `st`.  The words of a
text are cut in the same way as the names of the gazetteer, so the key of a run of words is their keys joined by blanks.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from onrecord.coding.where.lists import rows

_WORD = re.compile(
    r"""
    (?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?          # U.S.  N.M.  P.E.I.
  | W\.\ ?V[aA]\.                               # W.Va. and W. Va.
  | (?<=[\w.])['’][sS]\b                        # the possessive, a word of its own
  | [^\W_]+(?:['’‘`ʻʼʿ](?![sS]\b)[^\W_]+)*      # Sana'a, N'Djamena, Ta'izz
    """,
    re.VERBOSE,
)
_DROPPED = str.maketrans("", "", " .'’‘`ʻʼʿʾ")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th", "ə": "a"}
)
_SHORT = {
    "saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft", "twp": "township", "twps": "townships", "co": "county",
    "n": "north", "s": "south", "e": "east", "w": "west",
}  # fmt: skip


def split(text: str) -> list[tuple[str, int, int]]:
    """The words of a text with their offsets; abbreviations and initials keep their dot, a possessive is a word.

    >>> [w for w, _, _ in split("St. Paul's mayor, J. Lind, left the U.S.")]
    ['St.', 'Paul', "'s", 'mayor', 'J.', 'Lind', 'left', 'the', 'U.S.']
    """
    found = []
    abbreviations = _abbreviations()
    for m in _WORD.finditer(text):
        word, start, end = m.group(), m.start(), m.end()
        if text[end : end + 1] == "." and (
            word in abbreviations or (end - start == 1 and word.isupper() and text[end + 1 : end + 2].isspace())
        ):
            word, end = word + ".", end + 1
        found.append((word, start, end))
    return found


@lru_cache(maxsize=1)
def _abbreviations() -> frozenset[str]:
    """Abbreviations that keep their dot ("St. Paul", "Ft. Hood", "Reno, Nev."): elsewhere a dot ends the sentence."""
    written = {w for _, (words,) in rows("abbreviations.tsv", 1) for w in words.split()}
    return frozenset(written | {w.upper() for w in written})


@lru_cache(maxsize=1 << 15)
def word_key(word: str) -> str:
    """The key of one word.

    >>> word_key("Étienne"), word_key("St."), word_key("Sana'a"), word_key("U.S.")
    ('etienne', 'st', 'sanaa', 'us')
    """
    low = word.casefold()
    if word[0] in "'’":
        return "'s"
    low = low.translate(_DROPPED)
    if not low.isascii():
        spread = unicodedata.normalize("NFKD", low.translate(_LETTERS))
        low = "".join(c for c in spread if not unicodedata.combining(c)).translate(_DROPPED)
    return _SHORT.get(low, low)


def key(name: str) -> str:
    """The key of a name.

    >>> key("Cox’s Bāzār"), key("Deir ez-Zor"), key("Saint Paul's")
    ("cox 's bazar", 'deir ez zor', "st paul 's")
    """
    return " ".join(k for k in (word_key(word) for word, _, _ in split(name)) if k)
