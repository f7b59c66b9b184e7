"""Coreference scores against values worked out by hand, and the match of clusters against trying all."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.evaluate.conll import assignment, ceaf_e, conll, muc
from onrecord.evaluate.stories import b_cubed

GOLD = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2}
FOUND = {"a": 1, "b": 1, "c": 2, "d": 2, "e": 2}


def test_by_hand() -> None:
    # MUC: of abc's two links one is kept, of de's one link one; of ab's one, of cde's two one
    assert muc(GOLD, FOUND) == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    # B-cubed recall: 2/3, 2/3, 1/3, 1, 1; precision: 1, 1, 1/3, 2/3, 2/3
    assert b_cubed(GOLD, FOUND) == pytest.approx((11 / 15, 11 / 15, 11 / 15))
    # CEAF-e: abc with ab 4/5, de with cde 4/5, of two clusters each
    assert ceaf_e(GOLD, FOUND) == pytest.approx((0.8, 0.8, 0.8))
    assert conll(GOLD, FOUND) == pytest.approx(11 / 15)


def test_each_alone() -> None:
    alone = {i: i for i in GOLD}
    assert muc(GOLD, alone) == (0, 0, 0)
    # abc with one of its own 2/4, de with one of its own 2/3
    assert ceaf_e(GOLD, alone) == pytest.approx(((1 / 2 + 2 / 3) / 5, (1 / 2 + 2 / 3) / 2, 1 / 3))


def test_all_together() -> None:
    one = dict.fromkeys(GOLD, 0)
    assert muc(GOLD, one) == pytest.approx((3 / 4, 1, 6 / 7))
    assert ceaf_e(GOLD, one) == pytest.approx((3 / 4, 3 / 8, 1 / 2))


def test_nothing() -> None:
    assert conll({}, {}) == 0


@given(st.integers(1, 4).flatmap(lambda m: st.lists(st.lists(st.integers(0, 9), min_size=m, max_size=m), max_size=m)))
def test_the_match_is_the_best_there_is(cost: list[list[int]]) -> None:
    if not cost:
        assert assignment(cost) == []
        return
    columns = assignment(cost)
    assert len(set(columns)) == len(cost)
    best = min(sum(cost[r][c] for r, c in enumerate(p)) for p in permutations(range(len(cost[0])), len(cost)))
    assert sum(cost[r][c] for r, c in enumerate(columns)) == best


LABELS = st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1)


@given(LABELS)
def test_scores_are_shares_and_turn_round(labels: dict[str, tuple[int, int]]) -> None:
    gold, found = {i: g for i, (g, _) in labels.items()}, {i: f for i, (_, f) in labels.items()}
    for measure in (muc, b_cubed, ceaf_e):
        precision, recall, f1 = measure(gold, found)
        assert 0 <= min(precision, recall, f1) <= max(precision, recall, f1) <= 1 + 1e-9
        assert measure(found, gold)[:2] == pytest.approx((recall, precision))
    assert b_cubed(gold, gold)[2] == pytest.approx(1)
    assert ceaf_e(gold, gold)[2] == pytest.approx(1)
