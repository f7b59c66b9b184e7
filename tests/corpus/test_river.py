"""The true record of the crisis fits its reports, and the checker sees what does not."""

import importlib.util
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from onrecord.errors import MalformedInput, MissingInput
from onrecord.evaluate.truth import read

RIVER = Path(__file__).resolve().parents[2] / "corpus" / "river"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_river", RIVER / "check.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


check = load()


def test_the_truth_is_faultless_and_large_enough() -> None:
    truth, reports = read(RIVER)
    assert list(check.faults(truth, reports)) == []
    assert len(reports) >= 40
    assert len({r.source for r in reports.values()}) == 7
    assert (truth.last - truth.first).days >= 20
    assert len(truth.questions) >= 30


def test_every_report_tells_something() -> None:
    truth, reports = read(RIVER)
    assert {p.report for e in truth.events for p in e.anchors} == set(reports)


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Callable[[dict[str, Any]], None]], Path]:
    """A copy of the folder, its truth changed by a function."""

    def make(change: Callable[[dict[str, Any]], None]) -> Path:
        shutil.copytree(RIVER / "reports", tmp_path / "reports")
        truth = json.loads((RIVER / "truth.json").read_text(encoding="utf-8"))
        change(truth)
        (tmp_path / "truth.json").write_text(json.dumps(truth), encoding="utf-8")
        return tmp_path

    return make


def event(truth: dict[str, Any], id: str) -> dict[str, Any]:
    return next(e for e in truth["events"] if e["id"] == id)


def shorter(truth: dict[str, Any]) -> None:
    anchor = event(truth, "e01")["anchors"][0]
    anchor |= {"end": anchor["end"] - 1, "quote": anchor["quote"][:-1]}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (shorter, "cuts a word"),
        (lambda t: event(t, "e01").update(types=["SEIZE"]), "e01: no type called 'SEIZE'"),
        (lambda t: event(t, "e01").update(types=["COERCE/grab"]), "no mode of COERCE called 'grab'"),
        (lambda t: event(t, "e01").update(first="2016-09-09"), "are no range"),
        (lambda t: event(t, "e04").update(first="2016-09-20", last="2016-09-21"), "before its day"),
        (lambda t: event(t, "e02").update(types=["COERCE", "ASSAULT", "RETREAT"], id="e01"), "e01 stands 2 times"),
        (lambda t: event(t, "e22").update(anchors=event(t, "e21")["anchors"], types=["ASSAULT"]), "are both ASSAULT"),
        (lambda t: event(t, "e15")["history"].reverse(), "does not follow"),
        (lambda t: event(t, "e52")["figures"][0].update(day="2016-09-30"), "no report was published"),
        (lambda t: event(t, "e52")["disputes"][0].update(values=[24, 15]), "nobody counts 15"),
        (lambda t: event(t, "e52")["disputes"][0].update(values=[24]), "needs two values"),
        (lambda t: t["conditions"][0]["states"].reverse(), "does not follow"),
        (lambda t: t["conditions"][3]["states"][0].update(day="2016-09-05"), "before it is told"),
        (lambda t: t["questions"][0].update(event="e999"), "no event called 'e999'"),
        (lambda t: t["questions"][0].update(as_of="2017-01-01"), "a day outside"),
        (lambda t: t["questions"][3].update(answer=[4]), "had not been told of e01 by 2016-09-06"),
        (lambda t: t["questions"][3].update(what=None), "does not say what is counted"),
        (lambda t: t["origins"].append(["w01"]), "w01 stands 2 times"),
        (lambda t: t["stories"]["dam"].pop(), "stands in none"),
    ],
)
def test_a_fault_is_seen(changed: Callable[..., Path], change: Callable[[dict[str, Any]], None], says: str) -> None:
    faults = list(check.faults(*read(changed(change))))
    assert any(says in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda t: event(t, "e01")["anchors"][0].update(quote="seized the Arapey bridge"), "is not 'seized the Arapey"),
        (lambda t: event(t, "e01")["anchors"][0].update(report="w99"), "no report called 'w99'"),
        (lambda t: event(t, "e01").update(status=["done"]), "events.0.status.0"),
    ],
)
def test_what_is_not_there_is_refused(
    changed: Callable[..., Path], change: Callable[[dict[str, Any]], None], says: str
) -> None:
    with pytest.raises(MalformedInput, match=says):
        read(changed(change))


def test_a_folder_without_truth_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match=r"truth\.json"):
        read(tmp_path)
