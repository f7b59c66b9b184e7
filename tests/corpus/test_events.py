import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
TEXT = "Jets of the Chadian air force bombed Koro on Monday, killing nine people."


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_events", CORPUS / "check_events.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


check = load()


def at(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def event(**changes: Any) -> dict[str, Any]:
    """A sound event of TEXT, with changes."""
    return {
        "type": "ASSAULT",
        "mode": "aerial",
        "contexts": ["military"],
        "status": "happened",
        "trigger": at("bombed"),
        "parties": [
            [*at("Jets of the Chadian air force"), "actor", {"country": "TCD", "sectors": ["MIL"]}],
            [*at("nine people"), "recipient", {"country": None, "sectors": ["CVL"]}],
        ],
        "place": [at("Koro")],
        "time": [at("Monday")],
        "figures": [at("nine people")],
        "speaker": [],
        **changes,
    }


def row(**changes: Any) -> dict[str, Any]:
    """A sound row of sentences.jsonl, with changes."""
    whole = {
        "id": "s0001",
        "part": check.part("sentences", "s0001"),
        "text": TEXT,
        "kind": "event",
        "events": [event()],
    }
    return {**whole, **changes}


def party(role: str, words: str = "Koro", **who: Any) -> list[Any]:
    return [*at(words), role, {"country": None, "sectors": [], **who}]


@pytest.mark.parametrize("name", ["events.jsonl", "sentences.jsonl"])
def test_the_whole_file_is_sound(name: str) -> None:
    rows, wrong = check.check(CORPUS / name, None)
    assert wrong == []
    assert {r["part"] for r in rows} == {"train", "dev", "test"}


def test_rows_over_the_running_news_hold_no_text() -> None:
    for line in (CORPUS / "events.jsonl").read_text(encoding="utf-8").splitlines():
        assert set(json.loads(line)) == {"id", "part", "events"}


def test_a_sound_row_has_no_fault() -> None:
    assert list(check.faults(row(), "sentences")) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"type": "BOMB"}, "BOMB"),
        ({"mode": "visit"}, "visit"),
        ({"contexts": ["weather"]}, "weather"),
        ({"contexts": ["military", "military"]}, "twice"),
        ({"status": "future"}, "unknown status"),
        ({"trigger": [7, 7]}, "start before end"),
        ({"trigger": [0, 900]}, "past the end"),
        ({"trigger": [5, 9]}, "cuts a word"),
        ({"time": [[*at("on Monday")[:1], at("on Monday")[0] + 3]]}, "white space"),
        ({"place": [at("Koro"), at("Koro")]}, "overlap"),
        ({"type": "AID", "mode": None, "parties": [party("actor")]}, "needs a recipient"),
        ({"type": "COOPERATE", "mode": None, "parties": []}, "needs a recipient"),
        ({"type": "SANCTION", "mode": "convict", "parties": []}, "needs a recipient"),
        ({"type": "AID", "mode": None, "status": "planned", "parties": [party("recipient")]}, "is AGREE"),
        ({"type": "RETREAT", "mode": "withdraw", "status": "planned"}, "is CONCEDE"),
        ({"parties": [party("visitor")]}, "CONSULT/visit"),
        ({"type": "CONSULT", "mode": "visit", "parties": [party("recipient")]}, "visitor and a host"),
        ({"parties": [party("mediator")]}, "no mediator"),
        ({"parties": [party("topic")]}, "no topic"),
        ({"mode": "sideAB", "parties": [party("recipient")]}, "all sides are actors"),
        ({"parties": [party("actor"), party("recipient")]}, "actor and recipient"),
        ({"parties": [party("actor", country="Chad")]}, "three capital letters"),
        ({"parties": [party("actor", sectors=["ARMY"])]}, "unknown sector"),
        ({"parties": [party("victim")]}, "is not [start, end, role"),
    ],
)
def test_a_malformed_event_is_named(changes: dict[str, Any], said: str) -> None:
    assert any(said in fault for fault in check.event_faults(event(**changes), TEXT))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": TEXT + " "}, "white space"),
        ({"kind": "negative"}, "contradicts"),
        ({"events": []}, "contradicts"),
        ({"kind": "maybe"}, "neither"),
        ({"fiction": False}, "only where it is true"),
        ({"part": "spare"}, "is not the"),
        ({"events": [event(), event()]}, "stands 2 times"),
        ({"words": 3}, "nothing else"),
    ],
)
def test_a_malformed_row_is_named(changes: dict[str, Any], said: str) -> None:
    assert any(said in fault for fault in check.faults(row(**changes), "sentences"))


def test_cooperation_may_have_one_phrase_for_both_sides() -> None:
    both = [party("actor", sectors=["MIL"]), party("recipient", sectors=["MIL"])]
    assert list(check.event_faults(event(type="COOPERATE", mode=None, parties=both), TEXT)) == []


def test_parts_are_fixed() -> None:
    assert [check.part("sentences", f"s{n:04d}") for n in range(1, 5)] == ["train", "train", "train", "train"]
    assert [check.part("events", n) for n in (0, 16, 32, 48)] == ["train", "train", "train", "train"]


def test_wrong_rows_fail_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "sentences.jsonl"
    lines = [json.dumps(row()), "{", json.dumps(row())]
    bad.write_text("\n".join(lines), encoding="utf-8")
    assert check.main([str(bad)]) == 1
    said = capsys.readouterr().out
    assert "sentences.jsonl:2: not JSON" in said
    assert "sentences.jsonl:3: id 's0001' does not ascend" in said
