"""The measure of stories: B-cubed by hand, edits that are edits, and what a broken gold file says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.errors import MalformedInput
from onrecord.evaluate.edits import EDITS
from onrecord.evaluate.stories import b_cubed, evaluate

FLOOD = (
    "The river Aske burst its banks at Lund on Sunday and flooded four hundred houses, the fire service said. "
    "Two people were missing. Boats brought families to the school on the hill. The mill, which had stood for two "
    "centuries, was swept away in the night. A bridge at Torp may be next, engineers warned. The county asked the army "
    "for sandbags. Rain is expected to end on Tuesday."
)
STRIKE = (
    "Bus drivers in Halm walked out on Monday over split shifts and left commuters at icy stops. The union said that "
    "nine in ten drivers had joined. The company called the strike unlawful and offered a bonus. Schools opened an "
    "hour late. Talks are to go on at the town hall on Thursday, a mediator said. The last strike in Halm was in "
    "1998."
)


def gold(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows), encoding="utf-8")
    return path


def row(text: str, incident: str, source: str = "A", **more: object) -> dict[str, object]:
    return {"text": text, "incident": incident, "source": source, "date": "2024-02-05", "title": "", **more}


def test_right_stories_score_one(tmp_path: Path) -> None:
    path = gold(tmp_path / "g.jsonl", row(FLOOD, "1"), row(FLOOD[:250], "1", "B"), row(STRIKE, "2"))
    result = evaluate(path)
    assert result.rows == 3
    assert result.figures["B-cubed F1"] == 1
    assert result.figures["copies found, all edits"] > 0.8
    assert result.figures["of these called copies"] == 1
    assert not result.mistakes


def test_mistakes_are_named(tmp_path: Path) -> None:
    path = gold(tmp_path / "g.jsonl", row(FLOOD, "1", title="Flood"), row(FLOOD, "2", title="Water"), row(STRIKE, "1"))
    result = evaluate(path)
    assert result.figures["stories that merge incidents"] == 1
    assert result.figures["incidents that are split"] == 1
    assert [m.split(":")[0] for m in result.mistakes] == ["merged", "split"]


def test_b_cubed_by_hand() -> None:
    gold = {"a": 1, "b": 1, "c": 2}
    assert b_cubed(gold, {"a": "x", "b": "y", "c": "z"})[:2] == (1, 2 / 3)
    assert b_cubed({}, {}) == (0, 0, 0)


@pytest.mark.parametrize("name", EDITS)
def test_edits_change_the_text_and_can_be_repeated(name: str) -> None:
    edited = EDITS[name](FLOOD, STRIKE)
    assert edited != FLOOD
    assert edited == EDITS[name](FLOOD, STRIKE)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "not JSON"),
        ({"text": "x"}, "missing: date, source"),
        ({"text": "x", "date": "2024-02-05", "source": "A"}, "expected an incident"),
        (row("x", "1", date="the fifth"), "YYYY-MM-DD"),
        ({**row("x", "1"), "text": 5}, "expected text"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: object, says: str) -> None:
    with pytest.raises(MalformedInput, match=says) as error:
        evaluate(gold(tmp_path / "g.jsonl", row(FLOOD, "1"), line))
    assert ":2:" in str(error.value)
