import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("agreement", CORPUS / "agreement.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


agreement = load()


def event(start: int, end: int, kind: str = "ASSAULT", **changes: Any) -> dict[str, Any]:
    """An event on a trigger, with changes."""
    empty: dict[str, Any] = {key: [] for key in ("contexts", "parties", "place", "time", "figures", "speaker")}
    return {"type": kind, "mode": None, "status": "happened", "trigger": [start, end], **empty, **changes}


def party(start: int, end: int, role: str, country: str | None = None, *sectors: str) -> list[Any]:
    return [start, end, role, {"country": country, "sectors": list(sectors)}]


@pytest.mark.parametrize(
    ("a", "b", "share"),
    [([0, 4], [0, 4], 1.0), ([0, 4], [2, 6], 1 / 3), ([0, 4], [4, 6], 0.0), ([0, 12], [6, 12], 0.5)],
)
def test_overlap_is_shared_over_all_characters(a: list[int], b: list[int], share: float) -> None:
    assert agreement.overlap(a, b) == pytest.approx(share)


def test_an_event_is_paired_with_the_one_it_overlaps_most() -> None:
    first, near, far = event(0, 12), event(6, 12), event(0, 2)
    assert agreement.align([first], [far, near]) == [(first, near), (None, far)]


def test_two_events_on_one_trigger_are_paired_by_type() -> None:
    first = [event(0, 9, "SANCTION"), event(0, 9, "COERCE")]
    second = [event(0, 9, "COERCE"), event(0, 9, "SANCTION")]
    assert [(a["type"], b["type"]) for a, b in agreement.align(first, second)] == [
        ("SANCTION", "SANCTION"),
        ("COERCE", "COERCE"),
    ]


def test_detection_counts_both_readers() -> None:
    pairs = agreement.align([event(0, 4), event(10, 14)], [event(2, 4, "COERCE")])
    assert agreement.detection(pairs) == (1, 2, 1)
    assert agreement.detection(pairs).f1 == pytest.approx(2 / 3)


def test_one_deed_on_two_triggers_is_counted_apart() -> None:
    pairs = agreement.align([event(0, 4), event(20, 24, "AID")], [event(10, 14), event(20, 24, "AID")])
    assert agreement.elsewhere(pairs) == 1
    assert agreement.elsewhere(agreement.align([event(0, 4)], [event(10, 14, "AID")])) == 0


def test_kappa_of_a_table_worked_out_by_hand() -> None:
    # 20 + 15 of 50 agree; the readers say "a" 25 and 30 times: chance (25 * 30 + 25 * 20) / 2500 = 0.5
    labels = [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15
    assert agreement.kappa(labels) == pytest.approx(0.4)


def test_kappa_of_one_label_alone_is_one() -> None:
    assert agreement.kappa([("a", "a")] * 3) == 1.0
    assert agreement.kappa([]) == 1.0


def test_mode_is_compared_where_the_type_is_the_same() -> None:
    both = [
        (event(0, 4, mode="aerial"), event(0, 4, mode="aerial")),
        (event(0, 4, mode="aerial"), event(0, 4)),
        (event(0, 4, "COERCE", mode="seize"), event(0, 4, "SANCTION", mode="expel")),
    ]
    assert agreement.mode_agreement(both) == 0.5


def test_spans_are_counted_by_role_loose_and_exact() -> None:
    a = event(20, 24, parties=[party(0, 5, "actor"), party(6, 10, "actor"), party(30, 34, "recipient")])
    b = event(20, 24, parties=[party(0, 5, "actor"), party(4, 10, "recipient")])
    assert agreement.span_tally([(a, b)], "actor", 0.0) == (1, 2, 1)
    assert agreement.span_tally([(a, b)], "recipient", 0.0) == (0, 1, 1)
    c = event(20, 24, parties=[party(1, 5, "actor")])
    assert agreement.span_tally([(b, c)], "actor", 0.0) == (1, 1, 1)
    assert agreement.span_tally([(b, c)], "actor", 1.0) == (0, 1, 1)


def test_one_span_is_not_shared_twice() -> None:
    assert agreement.same_spans([[0, 4], [5, 9]], [[0, 9]], 0.0) == (1, 2, 1)


def test_codes_are_compared_where_the_party_is_the_same() -> None:
    a = event(20, 24, parties=[party(0, 5, "actor", "TCD", "MIL"), party(6, 9, "recipient", None, "CVL")])
    b = event(20, 24, parties=[party(0, 5, "actor", "TCD", "GOV", "MIL"), party(6, 8, "recipient", "NER", "CVL")])
    assert agreement.codes([(a, b)]) == ([("TCD", "TCD")], [("MIL", "GOV")])


def test_rows_agree_if_their_types_do_each_as_often() -> None:
    first = {1: [event(0, 4), event(5, 9)], 2: [], 3: [event(0, 4, "AID")]}
    second = {1: [event(0, 4)], 2: [], 3: [event(6, 8, "AID")]}
    assert agreement.same_types(first, second) == pytest.approx(2 / 3)


def test_confusions_put_the_commonest_first() -> None:
    first = {1: [event(0, 4)], 2: [event(0, 4)], 3: [event(0, 4, "AGREE")]}
    second = {1: [], 2: [], 3: [event(0, 4, "AID")]}
    assert agreement.confusions(first, second) == ["    2  ASSAULT / none", "    1  AGREE / AID"]


def test_a_row_without_a_first_reading_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "second.jsonl"
    path.write_text(json.dumps({"id": "s99999", "events": []}) + "\n", encoding="utf-8")
    assert agreement.main([str(path)]) == 1
    assert "s99999" in capsys.readouterr().out


def test_the_second_reading_has_a_first_and_a_sound_form(capsys: pytest.CaptureFixture[str]) -> None:
    second = agreement.read([agreement.SECOND])
    assert len(second) == 450
    for events in second.values():
        for found in events:
            assert set(found) == set(event(0, 1))
    assert agreement.main([]) == 0
    assert "450 rows" in capsys.readouterr().out


def test_second_reading_holds_no_text() -> None:
    for line in agreement.SECOND.read_text(encoding="utf-8").splitlines():
        assert set(json.loads(line)) == {"id", "events"}
