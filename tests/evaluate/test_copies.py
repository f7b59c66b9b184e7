"""Copies and disputes are measured right on gold of our own, a few reports long."""

from __future__ import annotations

import json
from pathlib import Path

from onrecord.evaluate import evaluate

LEAD = (
    "Three hikers were found on the ridge above Bergen early on Sunday after a night in the snow, and a helicopter "
    "took them to the hospital, where one of them was treated for frostbite. "
)
ROWS = [
    {"text": LEAD + "The owner of the hut had raised the alarm.", "source": "a", "date": "2024-01-07", "incident": "1"},
    {"text": "Snow fell for days. " + LEAD + "Roads stay shut.", "source": "b", "date": "2024-01-07", "incident": "1"},
    {
        "text": "A night in the snow ended well for three hikers near Bergen: rescuers flew them out on Sunday.",
        "source": "c",
        "date": "2024-01-08",
        "incident": "1",
    },
]


def test_copies_in_truth_are_no_false_copies(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    found = evaluate("copies", path).figures
    assert found["pairs of one incident, two sources"] == 3
    assert found["pairs of two hands"] == 2  # the first two share a run of 20 words
    assert found["called copies"] == 1 / 3
    assert found["false copies"] == 0
    assert found["edited pairs"] == 1050


def test_different_tolls_are_shown(tmp_path: Path) -> None:
    rows = [
        ("Two people were killed in a shooting at a bar in Tampere on Friday, police said.", "a"),
        ("Three people were killed in the shooting at a bar in Tampere on Friday, the hospital said.", "b"),
    ]
    path = tmp_path / "gold.jsonl"
    lines = [{"text": t, "source": s, "date": "2024-05-11", "incident": "1"} for t, s in rows]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    found = evaluate("disputes", path).figures
    assert found["incidents with different tolls"] == 1
    assert found["of these shown"] == found["of those shown real"] == 1
    assert found["false corroboration"] == found["events of two incidents"] == 0
