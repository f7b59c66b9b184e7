"""The made-up crisis holds together, its checker sees what does not, and the measure is right on it."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import MalformedInput, MissingInput
from onrecord.evaluate import evaluate

FOLDER = Path(__file__).parents[2] / "corpus" / "crisis"
_spec = importlib.util.spec_from_file_location("crisis_check", FOLDER / "check.py")
assert _spec is not None
assert _spec.loader is not None
check = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(check)


@pytest.fixture
def truth() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
    return found


def test_all_is_well(truth: dict[str, Any]) -> None:
    told = check.reports()
    assert list(check.problems(truth, told)) == []
    assert len(told) >= 40
    assert len({r["source"] for r in told.values()}) == 7
    assert len(truth["questions"]) >= 30


def test_what_is_wrong_is_named(truth: dict[str, Any]) -> None:
    first = truth["events"][0]
    first["told"]["r01"] = "words that nobody wrote"
    first["status"] = "planned"
    first["day"] = ["2019-02-03", "2019-02-02"]
    truth["questions"][0]["event"] = "e99"
    wrong = list(check.problems(truth, check.reports()))
    assert len(wrong) == 4
    assert "'words that nobody wrote' stands 0 times in r01" in wrong[0]


def test_the_floors_of_the_crisis() -> None:
    """Figures of the day, less a little: what falls below has lost something."""
    found = evaluate("crisis", FOLDER / "truth.json").figures
    assert found["events found"] >= 0.93
    assert found["merged right, precision"] >= 0.95
    assert found["merged right, F1"] >= 0.87
    assert found["statuses right"] >= 0.95
    assert found["as-of answers right"] >= 0.88
    assert found["conditions right"] >= 0.9
    assert found["origins, precision"] == found["origins, recall"] == 1.0


def test_a_file_that_is_no_truth(tmp_path: Path) -> None:
    (tmp_path / "truth.json").write_text("[]")
    with pytest.raises(MalformedInput):
        evaluate("crisis", tmp_path / "truth.json")
    (tmp_path / "truth.json").write_text(
        json.dumps({key: [] for key in ("events", "conditions", "origins", "questions")})
    )
    with pytest.raises(MissingInput, match=r"reports\.jsonl"):
        evaluate("crisis", tmp_path / "truth.json")
