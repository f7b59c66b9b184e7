"""CoNLL F1 on clusters small enough to score by hand."""

from __future__ import annotations

import pytest

from onrecord.evaluate.conll import conll


def test_the_same_clusters_score_one() -> None:
    key = {"a": 1, "b": 1, "c": 2, "d": 2, "e": 3}
    assert conll(key, {m: f"x{c}" for m, c in key.items()}).f1 == pytest.approx(1.0)


def test_an_example_by_hand() -> None:
    """Key {a b c} {d e f g}; response {a b} {c d} {f g h i}: the example of Pradhan et al. (2014)."""
    key = {**dict.fromkeys("abc", 1), **dict.fromkeys("defg", 2)}
    response = {**dict.fromkeys("ab", 1), **dict.fromkeys("cd", 2), **dict.fromkeys("fghi", 3)}
    found = conll(key, response)
    # MUC: recall (1 + 1) / (2 + 3), precision (1 + 0 + 1) / (1 + 1 + 3)
    assert (found.muc.recall, found.muc.precision) == pytest.approx((0.4, 0.4))
    # B-cubed recall: a, b 2/3 each, c 1/3, d 1/4, f, g 2/4 each, e 0
    assert found.b_cubed.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 / 4 + 1 / 2 + 1 / 2) / 7)
    # B-cubed precision: a, b 1, c, d 1/2, f, g 2/4, h, i 0
    assert found.b_cubed.precision == pytest.approx((1 + 1 + 0.5 + 0.5 + 0.5 + 0.5) / 8)
    # CEAF-e: {a b c} with {a b} 4/5, {d e f g} with {f g h i} 4/8
    assert found.ceaf_e.recall == pytest.approx((0.8 + 0.5) / 2)
    assert found.ceaf_e.precision == pytest.approx((0.8 + 0.5) / 3)


def test_the_best_matching_is_found_not_the_first() -> None:
    key = {**dict.fromkeys("abcd", 1), **dict.fromkeys("ef", 2)}
    response = {**dict.fromkeys("abef", 1), **dict.fromkeys("cd", 2)}
    # {a b c d} with {c d} 2/3 and {e f} with {a b e f} 2/3, rather than {a b c d} with {a b e f} 1/2 alone
    assert conll(key, response).ceaf_e.recall == pytest.approx(2 / 3)


def test_nothing_scores_nothing() -> None:
    assert conll({}, {}).f1 == 0.0
    assert conll({"a": 1}, {}).f1 == 0.0
