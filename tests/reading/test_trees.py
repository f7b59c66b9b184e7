"""The best tree against all trees of small sentences, and greedy trees told from what is none."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.trees import are_trees, best_tree


def is_tree(heads: tuple[int, ...]) -> bool:
    """One root, and every word reaches it; by walking."""
    if sum(h == 0 for h in heads) != 1:
        return False
    for word in range(1, len(heads) + 1):
        at, steps = word, 0
        while at and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1
        if at:
            return False
    return True


@given(st.lists(st.integers(0, 6), min_size=1, max_size=6))
def test_a_tree_is_told_by_walking_it(drawn: list[int]) -> None:
    heads = tuple(min(h, len(drawn)) for h in drawn)
    padded = np.array([[*heads, 3, 1]])
    assert are_trees(padded, np.array([len(heads)])).tolist() == [is_tree(heads)]


@given(st.integers(1, 5), st.integers(0, 10_000))
@settings(deadline=None, max_examples=150)
def test_the_best_tree_is_the_best_of_all(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words, words + 1)).astype(np.float32)
    trees = [t for t in product(range(words + 1), repeat=words) if is_tree(t)]
    rows = np.arange(words)
    best = max(float(scores[rows, list(t)].sum()) for t in trees)
    found = best_tree(scores)
    assert is_tree(tuple(found.tolist()))
    assert np.isclose(float(scores[rows, found].sum()), best, atol=1e-4)
