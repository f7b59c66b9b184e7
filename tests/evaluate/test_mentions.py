"""The measure of coreference with mentions given: its parts by hand, two made-up topics, what a broken file says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import MalformedInput
from onrecord.evaluate.mentions import Answer, _causes, evaluate, joined, linked


def test_links_by_hand() -> None:
    assert linked({"a": "x", "b": "x", "c": "x", "d": "y"}) == {("a", "b"), ("a", "c"), ("b", "c")}


def test_joining_follows_both_sides() -> None:
    assert joined({"a": 1, "b": 1, "c": 2, "d": 2}, {"a": "x", "b": "y", "c": "y", "d": "z"}) == dict.fromkeys(
        "abcd", "a"
    )
    assert joined({"a": 1, "b": 2}, {"a": "x", "b": "y"}) == {"a": "a", "b": "b"}


def test_causes_tell_what_each_mistake_costs() -> None:
    gold = {"a": 1, "b": 1, "c": 2, "d": 2}
    right = _causes(Answer(dict(gold), {"a": "x", "b": "x", "c": "y", "d": "y"}))
    assert right["gained without wrong merges"] == right["gained without missed merges"] == 0
    missed = _causes(Answer(dict(gold), {"a": "x", "b": "x", "c": "y", "d": "z"}, {("c", "d")}))
    assert missed["gained without wrong merges"] == 0
    assert missed["gained without missed merges"] > 0
    assert (missed["pairs compared and kept apart"], missed["pairs never compared"]) == (0.5, 0)
    wrong = _causes(Answer(dict(gold), {"a": "x", "b": "x", "c": "x", "d": "x"}))
    assert wrong["gained without wrong merges"] > 0
    assert wrong["pairs found"] == 1


def row(id: str, topic: int, text: str, *mentions: tuple[str, str | None], day: str = "2016-09-05") -> dict[str, Any]:
    found = [
        {"kind": "event", "start": text.index(w), "end": text.index(w) + len(w), **({"chain": c} if c else {})}
        for w, c in mentions
    ]
    return {"id": id, "topic": topic, "text": text, "date": day, "mentions": found}


SHELLED = (
    "The army of Norway shelled the harbour of Toamasina on Saturday and killed 12 people. Mary Voss baked a cake."
)


def test_two_topics(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    rows = [
        row("a", 1, SHELLED, ("shelled", "s"), ("baked", None)),
        row("b", 1, SHELLED.replace("shelled", "bombarded"), ("bombarded", "s"), day="2016-09-06"),
        row(
            "c",
            2,
            "Kenya condemned Norway on Monday. It was a condemnation.",
            ("condemned", "x"),
            ("condemnation", "x"),
        ),
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    figures = evaluate(path).figures
    assert figures["tuned topics, mentions given: items"] == 3
    assert figures["tuned topics, mentions given: pairs of one chain"] == 1
    assert figures["tuned topics, from bare text: items"] == 2
    assert figures["tuned topics, from bare text: CoNLL F1"] == 1
    assert figures["tuned topics, mentions given: CoNLL F1"] == 1
    assert figures["tuned topics, mentions given: CoNLL F1, same lemma"] < 1
    assert figures["reported topics: mentions in chains"] == 2
    assert figures["reported topics: of these told by no claim"] >= 0.5


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"id": "1", "text": "x", "topic": 1}, "missing: mentions"),
        ({"id": "1", "text": "x", "topic": 1, "mentions": [{"kind": "event"}]}, "expected mentions with"),
        ({"id": "1", "text": "x", "topic": 1, "mentions": [], "date": "May"}, "YYYY-MM-DD"),
        ({"id": "1", "text": "x", "topic": "one", "mentions": []}, "a topic as a number"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, row: object, says: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(MalformedInput, match=says) as error:
        evaluate(path)
    assert ":1:" in str(error.value)
