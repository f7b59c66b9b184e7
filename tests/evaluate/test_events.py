"""What counts as a right event, mode and party; on our own sentences."""

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.evaluate import evaluate
from onrecord.evaluate.events import calibration_error, reliability


def row(text: str, *events: dict[str, Any]) -> dict[str, Any]:
    return {"text": text, "part": "test", "events": list(events)}


def event(text: str, trigger: str, kind: str, *parties: tuple[str, str, str]) -> dict[str, Any]:
    start = text.index(trigger)
    spans = [(text.index(w), text.index(w) + len(w), role, country) for w, role, country in parties]
    return {
        "type": kind,
        "mode": None,
        "contexts": [],
        "status": "happened",
        "trigger": [start, start + len(trigger)],
        "parties": [[a, b, role, {"country": c, "sectors": ["GOV"]}] for a, b, role, c in spans],
    }


def test_an_event_is_right_in_type_and_whole(tmp_path: Path) -> None:
    text = "Norway praised Ghana."
    path = tmp_path / "gold.jsonl"
    right = event(text, "praised", "SUPPORT", ("Norway", "actor", "NOR"), ("Ghana", "recipient", "GHA"))
    path.write_text(json.dumps(row(text, right)), encoding="utf-8")
    figures = evaluate("events", path).figures
    assert figures["test: type, F1"] == figures["test: whole, F1"] == 1.0
    assert figures["test: country of a party that both name"] == 1.0


def test_a_wrong_party_spoils_the_whole_but_not_the_type(tmp_path: Path) -> None:
    text = "Norway praised Ghana."
    path = tmp_path / "gold.jsonl"
    path.write_text(
        json.dumps(row(text, event(text, "praised", "SUPPORT", ("Ghana", "actor", "GHA")))), encoding="utf-8"
    )
    figures = evaluate("events", path).figures
    assert (figures["test: type, F1"], figures["test: whole, F1"]) == (1.0, 0.0)


def test_a_claim_where_nothing_is_told_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row("Norway praised Ghana.")), encoding="utf-8")
    assert evaluate("events", path).figures["test: rows that tell nothing and got a claim"] == 1.0


def test_confidence_that_keeps_its_word_has_no_error() -> None:
    assert calibration_error([(0.5, True), (0.5, False)]) == 0.0
    assert calibration_error([(0.9, False)]) == pytest.approx(0.9)
    assert reliability([(1.0, True), (0.05, False)]) == [(1, 0.05, 0.0), (1, 1.0, 1.0)]
