"""Viterbi against all lawful sequences of tags."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.spans import best_tags, spans_of


def lawful(tags: tuple[int, ...]) -> bool:
    """Inside follows only the beginning or the inside of its kind."""
    return all(t == 0 or t % 2 == 1 or (i > 0 and tags[i - 1] in {t, t - 1}) for i, t in enumerate(tags))


@given(st.integers(1, 4), st.integers(0, 10_000))
@settings(deadline=None, max_examples=60)
def test_the_best_lawful_sequence_is_found(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(1, words + 2, 5)).astype(np.float32)
    found = best_tags(scores, np.array([words]))[0]
    assert found[words:].tolist() == [0, 0]
    options = [t for t in product(range(5), repeat=words) if lawful(t)]
    best = max(options, key=lambda t: float(scores[0, np.arange(words), list(t)].sum()))
    assert tuple(found[:words].tolist()) == best


def test_no_rows_and_no_words() -> None:
    assert best_tags(np.zeros((0, 4, 3), dtype=np.float32), np.zeros(0, dtype=np.int64)).shape == (0, 4)
    assert spans_of(np.zeros((0, 4), dtype=np.int64)) == []
