import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_names", CORPUS / "check_names.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


check = load()


def test_form_of_the_whole_file() -> None:
    after = -1
    for number, line in enumerate((CORPUS / "names.jsonl").read_text(encoding="utf-8").splitlines(), start=1):
        row = json.loads(line)
        assert check.fault(row, after) is None, f"names.jsonl:{number}"
        after = row["id"]
    assert after > 0


def test_rows_hold_no_text() -> None:
    for line in (CORPUS / "names.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        words = {value for name in row["names"] for value in name if isinstance(value, str)}
        assert words <= set(check.KINDS)


@pytest.mark.parametrize(
    "row",
    [
        {"id": 3},
        {"id": True, "names": []},
        {"id": 2, "names": []},
        {"id": 3, "names": [[0, 4]]},
        {"id": 3, "names": [[4, 4, "place"]]},
        {"id": 3, "names": [[0, 4, "town"]]},
        {"id": 3, "names": [[5, 9, "place"], [0, 4, "person"]]},
        {"id": 3, "names": [[0, 6, "place"], [5, 9, "person"]]},
    ],
)
def test_malformed_rows_are_named(row: dict[str, object]) -> None:
    assert check.fault(row, 2)


def test_spans_sit_on_whole_words() -> None:
    texts = ["Ana Brek left Tarnow."]
    assert check.misfit({"id": 0, "names": [[0, 8, "person"], [14, 20, "place"]]}, texts) is None
    assert check.misfit({"id": 0, "names": [[14, 19, "place"]]}, texts)
    assert check.misfit({"id": 0, "names": [[13, 20, "place"]]}, texts)
    assert check.misfit({"id": 0, "names": [[14, 40, "place"]]}, texts)
    assert check.misfit({"id": 1, "names": []}, texts)


def test_first_malformed_row_ends_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = tmp_path / "names.jsonl"
    names.write_text('{"id": 0, "names": []}\n{"id": 0, "names": []}\n', encoding="utf-8")
    assert check.main([str(names), str(tmp_path / "absent.jsonl")]) == 1
    assert "names.jsonl:2:" in capsys.readouterr().out
