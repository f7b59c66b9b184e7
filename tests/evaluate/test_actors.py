"""Measuring actors, on gold of our own making."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from onrecord.errors import MalformedInput
from onrecord.evaluate import evaluate
from onrecord.evaluate.actors import half


def gold(tmp_path: Path, *rows: object) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def row(text: str, *expect: Sequence[object], **more: object) -> dict[str, object]:
    return {"text": text, "expect": list(expect), **more}


def test_right_and_wrong_answers_are_counted_by_field(tmp_path: Path) -> None:
    path = gold(
        tmp_path,
        row("Kenyan police", ["country", "==", "KEN"], ["code_1", "==", "COP"]),
        row("Chad", ["country", "==", "FRA"]),
        row("Zeb Quorle", ["code", "is", None]),
        row("United Nations", ["title", "==", "United Nations"], ["len(x)", "Gt", 3]),
        row("not asked", ["country", "==", "FRA"], skipped=True),
    )
    result = evaluate("actors", path)
    assert result.rows == 4
    assert (result.figures["country"], result.figures["sector"]) == (0.5, 1.0)
    assert (result.figures["name"], result.figures["unknown"]) == (1.0, 1.0)
    assert result.mistakes == ("country of 'Chad': TCD, not FRA",)


def test_the_day_of_the_question_counts(tmp_path: Path) -> None:
    expect = [["country", "==", "DEU"], ["code_1", "==", "ELI"]]
    by_args = row("Angela Merkel", *expect, args=["", "2023-01-10"])
    by_name = row("Angela Merkel ", *expect, kwargs={"query_date": "10 january 2023"})
    before = row("Angela Merkel", *expect, args=["", "2015-01-10"])
    assert evaluate("actors", gold(tmp_path, by_args, by_name)).figures["sector"] == 1.0
    assert evaluate("actors", gold(tmp_path, before)).figures["sector"] == 0.0


def test_halves_are_told_apart(tmp_path: Path) -> None:
    texts = [f"Kenyan police {n}" for n in range(8)]
    result = evaluate("actors", gold(tmp_path, *(row(t, ["country", "==", "KEN"]) for t in texts)))
    assert {half(t) for t in texts} == {0, 1}
    assert "country, odd half" in result.figures


def test_parties_of_the_corpus(tmp_path: Path) -> None:
    text = "Kenyan soldiers attacked a village."
    party = [0, 15, "actor", {"country": "KEN", "sectors": ["MIL"]}]
    path = gold(tmp_path, {"text": text, "part": "dev", "events": [{"parties": [party]}]})
    figures = evaluate("actors", path).figures
    assert (figures["country"], figures["sector"], figures["found, dev"]) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ({"text": "x"}, "expect"),
        ({"text": "x", "expect": "KEN"}, "list of"),
        ({"text": "x", "events": [{"parties": [[0, 1]]}]}, "parties as"),
    ],
)
def test_another_form_is_refused_with_its_line(bad: dict[str, object], says: str, tmp_path: Path) -> None:
    path = gold(tmp_path, row("Chad", ["country", "==", "TCD"]), bad) if "events" not in bad else gold(tmp_path, bad)
    with pytest.raises(MalformedInput, match=says) as error:
        evaluate("actors", path)
    assert "gold.jsonl:" in str(error.value)
