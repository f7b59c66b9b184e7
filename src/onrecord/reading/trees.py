"""Scores of arcs become trees: the greedy choice where it is one, else the best tree with one root."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]


def are_trees(heads: Ints, lengths: Ints) -> Bools:
    """For each row of `heads` [B, W] (0: the root, words from 1) whether it is a tree with one root.

    >>> are_trees(np.array([[2, 0, 2], [2, 1, 0], [0, 0, 1]]), np.array([3, 3, 3])).tolist()
    [True, False, False]
    """
    count, width = heads.shape
    within = np.arange(width)[None, :] < lengths[:, None]
    real = np.where(within, heads, 0)
    one_root = ((real == 0) & within).sum(axis=1) == 1
    up = np.concatenate([np.zeros((count, 1), dtype=np.int64), real], axis=1)
    for _ in range(max(1, int(np.ceil(np.log2(width + 1))))):
        up = np.take_along_axis(up, up, axis=1)
    return np.asarray(one_root & (up == 0).all(axis=1))


def best_tree(scores: Floats) -> Ints:
    """The heads of the best tree with one root, for `scores` [W, 1 + W] of each word under each head.

    >>> scores = np.array([[0.0, -9.0, 5.0], [1.0, 5.0, -9.0]], dtype=np.float32)
    >>> best_tree(scores).tolist()
    [2, 0]
    """
    words = scores.shape[0]
    if words == 1:
        return np.zeros(1, dtype=np.int64)
    full = np.full((words + 1, words + 1), -1e9)
    full[1:] = scores
    np.fill_diagonal(full, -1e9)
    heads = _arborescence(full)
    roots = np.flatnonzero(heads[1:] == 0) + 1
    if len(roots) == 1:
        return heads[1:]
    best, best_score = heads, -np.inf
    for root in roots:
        only = full.copy()
        only[:, 0] = -1e9
        only[root, 0] = full[root, 0]
        tried = _arborescence(only)
        score = only[np.arange(1, words + 1), tried[1:]].sum()
        if score > best_score:
            best, best_score = tried, score
    return best[1:]


def _arborescence(scores: npt.NDArray[np.float64]) -> Ints:
    """Chu-Liu/Edmonds: `scores` [n, n], dependent by head, node 0 the root; its own entry in the answer is 0."""
    heads = scores.argmax(axis=1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return np.asarray(heads, dtype=np.int64)
    inside = np.zeros(len(heads), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    held = scores[cycle, heads[cycle]]
    entering = scores[np.ix_(cycle, outside)] - held[:, None]
    leaving = scores[np.ix_(outside, cycle)]
    size = len(outside) + 1
    smaller = np.full((size, size), -1e9)
    smaller[:-1, :-1] = scores[np.ix_(outside, outside)]
    smaller[-1, :-1] = entering.max(axis=0)
    smaller[:-1, -1] = leaving.max(axis=1)
    smaller[0, :] = -1e9
    above = _arborescence(smaller)
    solved = np.zeros(len(heads), dtype=np.int64)
    solved[cycle] = heads[cycle]
    for n, node in enumerate(outside[1:], 1):
        solved[node] = cycle[int(leaving[n].argmax())] if above[n] == size - 1 else outside[above[n]]
    broken = int(entering[:, above[-1]].argmax())
    solved[cycle[broken]] = outside[above[-1]]
    return solved


def _cycle(heads: Ints) -> Ints | None:
    """The nodes of one cycle, if there is any."""
    seen = np.zeros(len(heads), dtype=np.int64)
    for start in range(1, len(heads)):
        node = start
        while node and not seen[node]:
            seen[node] = start
            node = int(heads[node])
        if node and seen[node] == start:
            cycle = [node]
            while int(heads[cycle[-1]]) != node:
                cycle.append(int(heads[cycle[-1]]))
            return np.array(cycle, dtype=np.int64)
    return None
