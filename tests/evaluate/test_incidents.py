"""Recall of violence at a precision; on two invented reports."""

import json
from pathlib import Path

import pytest

from onrecord.errors import MalformedInput
from onrecord.evaluate import evaluate
from onrecord.evaluate.incidents import recall_at


def test_recall_stops_where_precision_falls() -> None:
    answers = [(0.9, True), (0.8, True), (0.7, False), (0.6, False), (0.5, True), (0.0, True)]
    assert recall_at(0.8, answers) == 0.5  # the two surest of four
    assert recall_at(0.6, answers) == 0.75  # three of the first five are right


def test_equal_confidence_is_taken_together() -> None:
    assert recall_at(0.9, [(0.5, True), (0.5, False)]) == 0.0


def test_sentences_with_force_by_police(tmp_path: Path) -> None:
    text = "Police shot dead three protesters in Lima. The mayor opened a school."
    end = text.index(".") + 1
    row = {
        "text": text,
        "sentences": [
            {"start": 0, "end": end, "labels": ["FORCE", "KILL"]},
            {"start": end + 1, "end": len(text), "labels": []},
        ],
    }
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    figures = evaluate("incidents", path).figures
    assert figures["force by police: recall at precision 0.80"] == 1.0
    assert figures["force by police: precision of all claims"] == 1.0


def test_documents_with_incidents(tmp_path: Path) -> None:
    target = {"hum_tgt_name": [], "hum_tgt_description": [{"alts": [{"string": "SOLDIERS"}]}], "phys_tgt_id": []}
    rows = [
        {"text": "REBELS KILLED FOUR SOLDIERS NEAR COLINA ON MONDAY.", "templates": [{"optional": False, **target}]},
        {"text": "THE MINISTER OPENED A SCHOOL IN COLINA ON MONDAY.", "templates": []},
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    figures = evaluate("incidents", path).figures
    assert figures["documents with violence: recall at precision 0.80"] == 1.0
    assert figures["incidents whose victim or target a claim names"] == 1.0


def test_another_gold_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"text": "x"}', encoding="utf-8")
    with pytest.raises(MalformedInput, match="templates or incident"):
        evaluate("incidents", path)


def test_reports_of_one_incident_each(tmp_path: Path) -> None:
    fact = {
        "incident": "7",
        "date": "2024-05-10",
        "city_or_county": "Leeds",
        "lat_lon": None,
        "killed": 2,
        "injured": 0,
    }
    row = {
        "id": "a",
        "incident": "7",
        "date": "2024-05-14",
        "title": "Two dead",
        "text": "Two men were shot dead in Leeds on Friday.",
    }
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    (tmp_path / "gold_incidents.jsonl").write_text(json.dumps(fact), encoding="utf-8")
    figures = evaluate("incidents", path).figures
    assert (figures["day"], figures["city"]) == (1.0, 1.0)
    assert figures["killed exact, 2 days after or more"] == 1.0
