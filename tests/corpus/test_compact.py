import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, CORPUS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


check_events = load("check_events")
compact = load("compact")


@pytest.mark.parametrize(
    ("text", "words", "span"),
    [
        ("it fell and it rose", "it", [0, 2]),
        ("it fell and it rose", "it#2", [12, 14]),
        ("a bandit met it", "it", [13, 15]),  # not inside a word
        ("U.S. troops left", "U.S.", [0, 4]),  # a mark at the edge
    ],
)
def test_words_are_found_on_word_boundaries(text: str, words: str, span: list[int]) -> None:
    assert compact.locate(text, words) == span


def test_words_that_are_not_there_are_refused() -> None:
    with pytest.raises(ValueError, match="does not stand 2 times"):
        compact.locate("it fell", "it#2")


def test_a_row_becomes_one_that_the_checker_accepts() -> None:
    row = compact.row(
        {
            "text": "Norway urged Mali to free nine men.",
            "events": [
                {"type": "REQUEST", "mode": "yield", "trigger": "urged", "cameo": "1053",
                 "parties": [["Mali", "recipient", "MLI", "GOV"], ["Norway", "actor", "NOR", "GOV"]]}
            ],
        },
        12,
    )  # fmt: skip
    assert list(check_events.faults(row, "sentences")) == []
    (event,) = row["events"]
    assert (row["id"], row["kind"], event["trigger"], event["status"]) == ("s0012", "event", [7, 12], "happened")
    assert [p[:3] for p in event["parties"]] == [[0, 6, "actor"], [13, 17, "recipient"]]


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValueError, match="moode"):
        compact.event("Norway urged Mali.", {"type": "REQUEST", "trigger": "urged", "moode": "yield"})


def test_a_code_of_the_older_scheme_has_two_to_four_digits() -> None:
    row = compact.row(
        {"text": "Norway urged Mali.", "events": [{"type": "REQUEST", "trigger": "urged", "cameo": "x"}]}, 1
    )
    assert any("cameo 'x'" in fault for fault in check_events.faults(row, "sentences"))
