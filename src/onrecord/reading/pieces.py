"""Words become numbers: word pieces of the encoder's vocabulary and a shape that keeps the case.

The vocabulary (of MiniLM) knows no capitals; the shape of a word is what remains of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

PAD, UNKNOWN, START, STOP = 0, 100, 101, 102
"""Numbers of [PAD], [UNK], [CLS] and [SEP] in the vocabulary."""

PIECES_A_WORD = 12
"""A word is cut to so many pieces: addresses of web pages would fill the sentence otherwise."""

SHAPES = ("unknown", "lower", "title", "upper", "mixed", "letter", "number", "mark")

PLAIN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'", "–": "-", "—": "-", "…": "."}
)
"""The treebanks write plain quotes and dashes, the papers typographic ones."""

Ints = npt.NDArray[np.int64]


def shape(word: str) -> int:
    """The shape of a word, an index into `SHAPES`.

    >>> [SHAPES[shape(w)] for w in ("troops", "Gaza", "NATO", "McConnell", "U.S.", "A", "54", ",")]
    ['lower', 'title', 'upper', 'mixed', 'upper', 'letter', 'number', 'mark']
    """
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 6 if any(c.isdigit() for c in word) else 7
    if not letters[0].isupper():
        return 1 if not any(c.isupper() for c in letters) else 4
    if len(letters) == 1:
        return 5
    if all(c.isupper() for c in letters):
        return 3
    return 4 if any(c.isupper() for c in letters[1:]) else 2


def caseless(words: Sequence[str]) -> bool:
    """Whether the case of a sentence tells nothing: it is in capitals throughout, or long and without any.

    >>> caseless(["POLICE", "ARREST", "TWO", "IN", "LIMA"]), caseless(["NATO", "agreed", "in", "Lima"])
    (True, False)
    """
    long = [w for w in words if len(w) > 1 and w[0].isalpha()]
    if len(long) > 7 and all(map(str.islower, long)):
        return True
    return len(long) > 1 and sum(map(str.isupper, long)) > 0.7 * len(long)


class Pieces:
    """The vocabulary, with a memory of the words seen."""

    def __init__(self, vocabulary: Path) -> None:
        self._tokenizer = Tokenizer(
            WordPiece.from_file(str(vocabulary), unk_token="[UNK]", max_input_chars_per_word=100)
        )
        self._tokenizer.normalizer = BertNormalizer(lowercase=True)
        self._tokenizer.pre_tokenizer = BertPreTokenizer()
        self._known: dict[str, tuple[list[int], int]] = {}

    def of(self, words: Sequence[str]) -> list[tuple[list[int], int]]:
        """For each word its pieces and its shape."""
        known = self._known
        new = [w for w in dict.fromkeys(words) if w not in known]
        if new:
            if len(known) > 200_000:
                known = self._known = {}  # a new one: another thread may be reading the old
                new = list(dict.fromkeys(words))
            plain = [w.translate(PLAIN) for w in new]
            for word, coded in zip(new, self._tokenizer.encode_batch(plain, add_special_tokens=False), strict=True):
                known[word] = (coded.ids[:PIECES_A_WORD] or [UNKNOWN], shape(word))
        return [known[w] for w in words]

    def row(self, words: Sequence[str], *, blind: bool = False) -> tuple[list[int], list[int], list[int]]:
        """A sentence as piece numbers, shapes of the pieces, and the position of each word's first piece.

        The first position, of [CLS], stands for the root.  `blind` hides the case.
        """
        ids, shapes, first = [START], [0], [0]
        hidden = blind or caseless(words)
        for pieces, form in self.of(words):
            first.append(len(ids))
            ids.extend(pieces)
            shapes.extend([0 if hidden else form] * len(pieces))
        ids.append(STOP)
        shapes.append(0)
        return ids, shapes, first


def table(rows: Sequence[Sequence[int]], fill: int = 0) -> Ints:
    """Rows of different lengths as one table, filled up on the right."""
    width = max(map(len, rows), default=0)
    full = np.full((len(rows), width), fill, dtype=np.int64)
    for i, row in enumerate(rows):
        full[i, : len(row)] = row
    return full
