"""The measure of coreference: pairs by hand, and what a broken gold file says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.errors import MalformedInput
from onrecord.evaluate.coref import _pairs, _result, evaluate


def test_pairs_by_hand() -> None:
    assert _pairs({"a": "x", "b": "x", "c": "x", "d": "y"}) == {("a", "b"), ("a", "c"), ("b", "c")}


def test_what_is_shared_is_right() -> None:
    result = _result({"a": "1", "b": "1", "c": "1"}, {"a": "e", "b": "e", "c": "f"}, {}, 3)
    assert result.figures["pairs, precision"] == 1
    assert result.figures["pairs, recall"] == 1 / 3


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"id": "1", "text": "x", "topic": 1}, "missing: mentions"),
        ({"id": "1", "text": "x", "topic": 1, "mentions": [{"kind": "event"}]}, "expected mentions with"),
        ({"id": "1", "text": "x", "topic": 1, "mentions": [], "date": "May"}, "YYYY-MM-DD"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, row: object, says: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(MalformedInput, match=says) as error:
        evaluate(path)
    assert ":1:" in str(error.value)
