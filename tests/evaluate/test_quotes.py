"""The measure of quotes: what matches, what counts, and what a broken gold file says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.errors import MalformedInput, MissingInput
from onrecord.evaluate.quotes import Marked, count, evaluate, match, overlap, same_source

TEXT = "The mayor said that the bridge was shut. Rain fell."


def gold(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows), encoding="utf-8")
    return path


def marks(text: str, **parts: str) -> dict[str, list[dict[str, int]]]:
    return {name: [{"start": text.index(p), "end": text.index(p) + len(p)}] for name, p in parts.items()}


def test_a_right_quote_scores_one(tmp_path: Path) -> None:
    attribution = marks(TEXT, content="that the bridge was shut", cue="said", source="The mayor")
    result = evaluate(gold(tmp_path / "gold.jsonl", {"text": TEXT, "attributions": [attribution]}))
    assert result.rows == 1
    assert result.figures["content F1"] == 1
    assert result.figures["content and source F1"] == 1


def test_a_missed_quote_and_a_wrong_source_are_told(tmp_path: Path) -> None:
    missed = marks(TEXT, content="Rain fell", source="The mayor")
    wrong = marks(TEXT, content="that the bridge was shut", cue="said")
    result = evaluate(gold(tmp_path / "gold.jsonl", {"text": TEXT, "attributions": [missed, wrong]}))
    assert result.figures["content recall"] == 0.5
    assert result.figures["content and source F1"] == 0


def test_half_of_the_union_must_be_shared() -> None:
    assert match([Marked([(0, 10)])], [Marked([(0, 20)])]) == [(0, 0)]
    assert match([Marked([(0, 10)])], [Marked([(0, 21)])]) == []


def test_each_is_matched_once_and_the_best_first() -> None:
    found = [Marked([(0, 12)]), Marked([(0, 10)])]
    assert match(found, [Marked([(0, 10)])]) == [(1, 0)]


def test_overlap_counts_characters_over_gaps() -> None:
    assert overlap([(0, 4), (6, 10)], [(2, 8)]) == (4 / 10, 4 / 8, 4 / 6)


def test_sources_agree_when_both_are_missing() -> None:
    assert same_source(Marked([(0, 1)]), Marked([(0, 1)]))
    assert not same_source(Marked([(0, 1)], [(2, 3)]), Marked([(0, 1)]))
    assert same_source(Marked([(0, 1)], [(2, 8)]), Marked([(0, 1)], [(4, 8)]))


def test_counts_add_up() -> None:
    total = count([Marked([(0, 4)])], [Marked([(0, 4)])])
    total.add(count([], [Marked([(0, 4)])]))
    assert (total.found, total.gold, total.right, total.sourced) == (1, 2, 1, 1)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("{", "gold.jsonl:2: is not JSON"),
        ([], "gold.jsonl:2: expected"),
        ({"text": TEXT}, "gold.jsonl:2: expected"),
        ({"text": TEXT, "attributions": [[]]}, "gold.jsonl:2: an attribution is no object"),
        ({"text": TEXT, "attributions": [{"content": [{"start": 0}]}]}, "gold.jsonl:2: a span without start and end"),
        ({"text": TEXT, "attributions": [{"content": [{"start": 0, "end": 999}]}]}, "gold.jsonl:2: a span 0-999 out"),
    ],
)  # fmt: skip
def test_a_broken_row_is_named(tmp_path: Path, row: object, says: str) -> None:
    with pytest.raises(MalformedInput, match=says):
        evaluate(gold(tmp_path / "gold.jsonl", {"text": TEXT, "attributions": []}, row))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match=r"nothing\.jsonl"):
        evaluate(tmp_path / "nothing.jsonl")
