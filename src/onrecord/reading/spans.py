"""Scores of tags become spans: the best lawful sequence of begin, inside and outside, by Viterbi."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

Tagged = tuple[int, int, int]
"""Kind, first word, last word."""


def best_tags(scores: Floats, lengths: Ints) -> Ints:
    """[N, W] tags for `scores` [N, W, 1 + 2K]: 0 outside, 1 + 2k begins kind k, 2 + 2k is inside it.

    A span of kind k is entered by its beginning only.
    """
    count, width, tags = scores.shape
    if not count or not width:
        return np.zeros((count, width), dtype=np.int64)
    beyond = np.arange(width)[:, None] >= lengths[None, :]
    steps = scores.transpose(1, 0, 2).copy()
    steps[beyond] = -1e4
    steps[beyond, 0] = 0
    back = np.empty((width, count, tags), dtype=np.int16)
    best = steps[0].copy()
    best[:, 2::2] = -1e4
    rows = np.arange(count)
    begins, inside = np.arange(1, tags, 2), np.arange(2, tags, 2)
    for t in range(1, width):
        top = best.argmax(axis=1)
        back[t] = top[:, None]
        stays = best[:, 2::2] > best[:, 1::2]
        back[t][:, 2::2] = np.where(stays, inside, begins)
        before = best[rows, top][:, None].repeat(tags, axis=1)
        before[:, 2::2] = np.where(stays, best[:, 2::2], best[:, 1::2])
        best = before + steps[t]
    path = np.empty((width, count), dtype=np.int64)
    path[-1] = best.argmax(axis=1)
    for t in range(width - 1, 0, -1):
        path[t - 1] = back[t, rows, path[t]]
    return path.T


def spans_of(tags: Ints) -> list[list[Tagged]]:
    """For each row its spans, in order.

    >>> spans_of(np.array([[1, 2, 0, 3, 0]]))
    [[(0, 0, 1), (1, 3, 3)]]
    """
    found: list[list[Tagged]] = [[] for _ in range(len(tags))]
    rows, columns = np.nonzero(tags)
    for row, column, tag in zip(rows.tolist(), columns.tolist(), tags[rows, columns].tolist(), strict=True):
        kind = (tag - 1) // 2
        if tag % 2 == 0 and found[row] and found[row][-1][0] == kind and found[row][-1][2] == column - 1:
            found[row][-1] = (kind, found[row][-1][1], column)
        else:
            found[row].append((kind, column, column))
    return found
