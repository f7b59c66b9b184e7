"""The measure of figures: what is found, what is attached, what a broken corpus says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.errors import MalformedInput, MissingInput
from onrecord.evaluate.figures import evaluate

TEXT = "Gunmen killed nine miners near the river."


def corpus(path: Path, row: object) -> Path:
    path.write_text(json.dumps(row), encoding="utf-8")
    return path


def test_a_figure_is_found_and_attached(tmp_path: Path) -> None:
    event = {"trigger": [7, 13], "figures": [[14, 25]]}
    result = evaluate(corpus(tmp_path / "c.jsonl", {"text": TEXT, "events": [event]}))
    assert (result.figures["found"], result.figures["attached F1"]) == (1, 1)


def test_a_missed_figure_is_a_mistake(tmp_path: Path) -> None:
    event = {"trigger": [7, 13], "figures": [[31, 40]]}
    result = evaluate(corpus(tmp_path / "c.jsonl", {"text": TEXT, "events": [event]}))
    assert result.figures["found"] == 0
    assert result.mistakes == ("missed 'the river' in: " + TEXT,)


BAD = {"text": TEXT, "events": [{"trigger": [0, 99], "figures": []}]}


@pytest.mark.parametrize("row", [{}, {"text": TEXT, "events": [{}]}, BAD])
def test_a_broken_row_is_named(tmp_path: Path, row: object) -> None:
    with pytest.raises(MalformedInput, match=r"c\.jsonl:1: .*expected"):
        evaluate(corpus(tmp_path / "c.jsonl", row))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match=r"nothing\.jsonl"):
        evaluate(tmp_path / "nothing.jsonl")
