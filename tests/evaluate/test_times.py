"""Scores of times on rows of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.errors import MalformedInput, MissingInput
from onrecord.evaluate.times import Tally, align, compare, evaluate

TEXT = "The bridge fell on Monday. It will be mended by May 2025, some say in two years."


def row(**changes: object) -> str:
    def timex(words: str, kind: str, value: str | None) -> dict[str, object]:
        start = TEXT.index(words)
        return {"start": start, "end": start + len(words), "mention": words, "type": kind, "value": value}

    made: dict[str, object] = {
        "text": TEXT,
        "dct": "2024-03-06",
        "timex": [timex("Monday", "DATE", "2024-03-04"), timex("2025", "DATE", "2025"), timex("two", "DURATION", None)],
    }
    return json.dumps({**made, **changes})


def gold(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_relaxed_strict_and_value(tmp_path: Path) -> None:
    figures = evaluate(gold(tmp_path, row())).figures
    assert (figures["found"], figures["gold"]) == (3, 3)
    assert figures["relaxed F1"] == 1
    assert figures["strict F1"] == pytest.approx(1 / 3)  # "Monday" alone is marked as in the gold
    assert figures["type F1"] == 1
    assert figures["value F1"] == pytest.approx(1 / 3)


def test_mistakes_name_the_words(tmp_path: Path) -> None:
    mistakes = evaluate(gold(tmp_path, row(), row())).mistakes
    assert mistakes[0] == "'2025' is 2025, not 2025-05 (2 times)"


def test_missed_and_invented_times_are_told() -> None:
    tally = Tally()
    compare("a b c", [(0, 1, "DATE", "x")], [(4, 5, "DATE", "y")], tally)
    assert (tally.relaxed, tally.found, tally.gold) == (0, 1, 1)
    assert set(tally.mistakes) == {"'a' (x) is no time here", "'c' (y) was not found"}


def test_each_gold_time_is_matched_once() -> None:
    one = (0, 9, "DATE", "x")
    assert align([(0, 4, "DATE", "x"), (5, 9, "DATE", "x")], [one]) == [((0, 4, "DATE", "x"), one)]


def test_a_row_without_a_day_of_writing_is_read(tmp_path: Path) -> None:
    assert evaluate(gold(tmp_path, row(dct=None))).figures["value F1"] == 0


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "not JSON"),
        ('{"text": "x"}', "missing: dct, timex"),
        (row(dct="March"), "dct as YYYY-MM-DD"),
        (row(timex=[{"start": 0}]), "timex as"),
        (row(timex=[{"start": 5, "end": 999, "type": "DATE", "value": "x"}]), "outside its text"),
        (row(timex=[{"start": 0, "end": 3, "mention": "Tue", "type": "DATE", "value": "x"}]), "not 'Tue'"),
    ],
)
def test_a_malformed_row_is_refused_with_its_line(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(MalformedInput, match=r"gold\.jsonl:2") as caught:
        evaluate(gold(tmp_path, row(), line))
    assert says in str(caught.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match=r"nowhere\.jsonl"):
        evaluate(tmp_path / "nowhere.jsonl")
