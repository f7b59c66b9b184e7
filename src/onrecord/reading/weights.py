"""The trained reader as it lies in `data/reader`, opened once per process."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.errors import DataError
from onrecord.reading.pieces import Pieces, table

FOLDER = Path(__file__).parent.parent / "data" / "reader"

Array = npt.NDArray[Any]

PARSED = (
    "upos", "arcs", "heads", "relations", "label_words", "label_heads",
    "predicates", "role_heads", "role_tags", "names", "events", "types", "modes", "statuses", "contexts", "parts",
)  # fmt: skip


@dataclass(frozen=True)
class Labels:
    """What the outputs stand for, in the order of the outputs."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    relations: tuple[str, ...]
    roles: tuple[str, ...]
    names: tuple[str, ...]
    types: tuple[str, ...]
    modes: tuple[str, ...]
    statuses: tuple[str, ...]
    contexts: tuple[str, ...]
    parts: tuple[str, ...]


class Weights:
    """One ONNX session with its vocabulary and labels; safe to share between threads.

    A pass uses one core: `threads` passes side by side, each decoded where it ran, use the cores better than one pass
    spread over them.
    """

    def __init__(self, folder: Path, threads: int | None) -> None:
        import onnxruntime

        try:
            facts = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise DataError(f"{folder}: the reader's weights are missing; make them with `make train`") from error
        self.labels = Labels(**{f.name: tuple(facts[f.name]) for f in fields(Labels)})
        self.pieces = Pieces(folder / "vocab.txt")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._folder = folder
        self.threads = threads or os.cpu_count() or 1
        self._relations: dict[str, Array] | None = None
        self._pair: dict[str, Array] | None = None

    def run(
        self,
        sentences: Sequence[Sequence[str]],
        outputs: Sequence[str] = PARSED,
        *,
        asked: Sequence[Sequence[int]] | None = None,
    ) -> dict[str, Array]:
        """One pass over sentences of words; `asked` settles which words are predicates, else the reader finds them.

        `vectors` [B, 1 + W, 384] may be asked for: the sentence's own vector, then that of each word's first piece.
        """
        rows = [self.pieces.row(words) for words in sentences]
        lengths = np.array([len(words) for words in sentences], dtype=np.int64)
        wish = np.zeros((len(rows), int(lengths.max())), dtype=np.float32)
        if asked is not None:
            wish[:] = -1e4
            for i, predicates in enumerate(asked):
                wish[i, list(predicates)] = 1e4
        given = {
            "ids": table([r[0] for r in rows]),
            "shapes": table([r[1] for r in rows]),
            "first": table([r[2] for r in rows]),
            "lengths": lengths,
            "asked": wish,
        }
        found = self._session.run(list(outputs), given)
        return dict(zip(outputs, found, strict=True)) | {"lengths": lengths}

    def relation(self, words: Array, heads: Array) -> Array:
        """The relation of words to heads whose projections [n, 128] are given; for arcs that a tree changed."""
        if self._relations is None:
            with np.load(self._folder / "relations.npz") as stored:
                self._relations = {k: stored[k].astype(np.float32) for k in stored.files}
        r = self._relations
        mixed = (words @ r["mixed"].T + r["mixed_bias"]).reshape(len(words), -1, words.shape[1])
        scores = np.einsum("nrk,nk->nr", mixed, heads)
        scores += words @ r["word"].T + r["word_bias"] + heads @ r["head"].T + r["head_bias"]
        return np.asarray(scores.argmax(axis=1))

    def between(self, sides: Array) -> Array:
        """[P, types]: how probable each type is between the two parties of which `sides` [P, 1152] holds the vectors:
        the sentence, the mean of the actor's words, the mean of the recipient's (zeros where there is none)."""
        if self._pair is None:
            with np.load(self._folder / "pair.npz") as stored:
                self._pair = {k: stored[k].astype(np.float32) for k in stored.files}
        p = self._pair
        hidden = gelu(sides @ p["wide_weight"].T + p["wide_bias"])
        return softmax(hidden @ p["narrow_weight"].T + p["narrow_bias"])


def softmax(scores: Array) -> Array:
    """Scores as shares of 1 along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def sigmoid(scores: Array) -> Array:
    """Each score as a probability of its own."""
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -60, 60))))


def gelu(x: Array) -> Array:
    """The activation of the heads, by the approximation of Abramowitz and Stegun 7.1.26 (error below 2e-7)."""
    z = np.abs(x) / np.sqrt(2.0)
    t = 1 / (1 + 0.3275911 * z)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    half = 0.5 * series * np.exp(-z * z)
    return np.asarray(x * np.where(x >= 0, 1 - half, half))


@cache
def weights(threads: int | None = None) -> Weights:
    """The reader's weights, opened at the first call; `threads` passes may run at once (None: one a core)."""
    return Weights(FOLDER, threads)
