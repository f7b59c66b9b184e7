import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_quotes", CORPUS / "check_quotes.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


check = load()
GOOD = {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 20]]}


def row(**changed: Any) -> dict[str, Any]:
    return {"id": 7, "attributions": [GOOD], "part": "train"} | changed


def test_the_whole_file_is_well_formed_and_fits_our_own_sentences() -> None:
    texts = {r["id"]: r["text"] for r in check.lines(CORPUS / "sentences.jsonl")}
    after: int | str = -1
    for number, line in enumerate((CORPUS / "quotes.jsonl").read_text(encoding="utf-8").splitlines(), start=1):
        found = json.loads(line)
        assert check.fault(found, after) is None, f"quotes.jsonl:{number}"
        after = found["id"]
        if isinstance(after, str):
            assert check.misfit(found, found.get("text") or texts[after]) is None, f"quotes.jsonl:{number}"
    assert after != -1


def test_a_good_row_passes() -> None:
    assert check.fault(row(), 6) is None
    assert check.fault(row(id="s0001"), 6) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": 7},
        row(id=6),
        row(id=True),
        row(id="x0001"),
        row(part="more"),
        row(text="numbers carry none"),
        row(id="q0001"),
        row(attributions=[{"source": [], "cue": [[4, 8]]}]),
        row(attributions=[GOOD | {"cue": []}]),
        row(attributions=[GOOD | {"content": [[9, 9]]}]),
        row(attributions=[GOOD | {"content": [[9, 20], [15, 30]]}]),
    ],
)
def test_a_malformed_row_is_refused(wrong: dict[str, Any]) -> None:
    assert check.fault(wrong, 6) is not None


@pytest.mark.parametrize("content", [[[9, 99]], [[8, 11]], [[10, 14]]])
def test_a_span_off_the_words_is_refused(content: list[list[int]]) -> None:
    assert check.misfit(row(attributions=[GOOD | {"content": content}]), "She says that it rains.") is not None
