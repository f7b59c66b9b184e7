"""The page of accuracy is printed, not written: from the rows of floors.toml and the figures as they were measured."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from benchmarks import accuracy
from benchmarks.accuracy import Measurement, Row, measurements, page

ROOT = Path(__file__).parent.parent
TEXTS = [("2024-06-03", "The mill burned on Sunday.", "Sunday", "2024-06-02"), ("2024-06-04", "It rained.", "", "")]


def times(path: Path) -> Path:
    """Gold of our own for `evaluate times`."""
    rows = []
    for day, text, word, value in TEXTS:
        mark = {"start": text.find(word), "end": text.find(word) + len(word), "type": "DATE", "value": value}
        rows.append({"text": text, "dct": day, "timex": [mark] if word else []})
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of gold with floors of its own."""
    times(tmp_path / "gold" / "time" / "ours.jsonl")
    (tmp_path / "floors.toml").write_text(
        """
        [[accuracy]]
        kind = "times"
        file = "gold/time/ours.jsonl"
        title = "Times"
        tuned = "On nothing."
        rows = [
            { figure = "relaxed F1", says = "found, F1", floor = 0.9, goal = 1.1, peer = 0.5, by = "somebody" },
            { figure = "value F1", says = "value, F1", most = 0.2 },
        ]
        [[accuracy]]
        kind = "quotes"
        file = "gold/quotes/none.jsonl"
        title = "Quotes"
        tuned = "On nothing."
        rows = [{ figure = "content F1", says = "content, F1", floor = 0.5 }]
        """,
        encoding="utf-8",
    )
    for name, file in (("FLOORS", "floors.toml"), ("KEPT", "kept.json"), ("PAGE", "page.md")):
        monkeypatch.setattr(accuracy, name, tmp_path / file)
    monkeypatch.setattr(accuracy, "measurements", lambda: measurements(tmp_path / "floors.toml"))
    return tmp_path


def test_the_page_is_what_was_measured() -> None:
    kept = json.loads(accuracy.KEPT.read_text(encoding="utf-8"))
    assert accuracy.PAGE.read_text(encoding="utf-8") == page(measurements(), kept), "run  python -m benchmarks accuracy"


def test_every_row_was_measured_and_holds() -> None:
    figures = json.loads(accuracy.KEPT.read_text(encoding="utf-8"))["figures"]
    for m in measurements():
        for row in m.rows:
            value = figures[m.name][row.figure]
            assert row.holds(value), f"{m.name}: {row.figure} = {value}"


def test_the_readme_gives_figures_that_were_measured() -> None:
    """Each share in its table stands, so rounded, among the figures of the kind that its command measures."""
    kept = json.loads(accuracy.KEPT.read_text(encoding="utf-8"))["figures"]
    printed: dict[str, set[str]] = {}
    for name, figures in kept.items():
        printed.setdefault(name.split()[0], set()).update(accuracy.number(v) for v in figures.values() if v <= 1)
    table = (ROOT / "README.md").read_text(encoding="utf-8").partition("| | figure | command |")[2].partition("\n\n")[0]
    known: set[str] = set()
    checked = 0
    for line in table.splitlines()[2:]:
        _, figures, command = line.strip("| ").split(" | ")
        kinds = re.findall(r"evaluate (\w+)|; `(\w+) \w+\.jsonl`", command)
        if kinds or "the same" not in command:
            known = {k for pair in kinds for k in pair if k}
        for share in re.findall(r"(?<![\d.])\.\d{3}\b", figures) if known else ():
            checked += 1
            assert any(share in printed[k] for k in known), f"{share} was not measured: {line}"
    assert checked > 10


def test_measured_kept_and_printed(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert accuracy.main([str(desk / "gold")]) == 1
    told = capsys.readouterr().out
    assert "BELOW  times gold/time/ours.jsonl: value F1 = 1.0 (floor at most .20)" in told
    assert f"skipped  quotes gold/quotes/none.jsonl: {desk / 'gold/quotes/none.jsonl'} is not there" in told
    kept = json.loads((desk / "kept.json").read_text())["figures"]
    assert kept == {"times gold/time/ours.jsonl": {"rows": 2, "relaxed F1": 1.0, "value F1": 1.0}}
    lines = (desk / "page.md").read_text().splitlines()
    assert "| found, F1 | 1.0 | .90 | 1.1 | .50: somebody |" in [x.replace("1.100", "1.1") for x in lines]
    assert "- Times: value, F1 **1.0**, floor at most .20" in lines
    assert "- Quotes: `onrecord evaluate quotes ../shared/gold/quotes/none.jsonl`" in lines
    assert not any("The mill burned" in line for line in lines)


def test_figures_kept_print_the_same_page_again(desk: Path) -> None:
    accuracy.main([str(desk / "gold")])
    before = (desk / "page.md").read_text()
    (desk / "page.md").write_text("by hand")
    accuracy.main([])
    assert (desk / "page.md").read_text() == before


def test_one_kind_anew_keeps_the_others(desk: Path) -> None:
    old = {"at": "x", "figures": {"times gold/time/ours.jsonl": {"rows": 9, "relaxed F1": 0.1, "value F1": 0.1}}}
    (desk / "kept.json").write_text(json.dumps(old))
    assert accuracy.main([str(desk / "gold"), "--only", "quotes"]) == 1
    assert json.loads((desk / "kept.json").read_text())["figures"] == old["figures"]


@pytest.mark.parametrize(("arguments", "words"), [(["gone"], "no such folder"), (["gold", "--only", "song"], "song")])
def test_what_cannot_be_measured_says_so(
    arguments: list[str], words: str, desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk)
    assert accuracy.main(arguments) == 2
    assert words in capsys.readouterr().err


def test_a_figure_that_is_not_printed_is_named(tmp_path: Path) -> None:
    m = Measurement("times", "gold/time/ours.jsonl", "Times", "", (Row("mood", "mood"),))
    times(m.path(tmp_path / "gold"))
    with pytest.raises(KeyError, match="no figure called 'mood'"):
        accuracy.measured(m, tmp_path / "gold")


def test_rows_get_the_text_of_their_number(tmp_path: Path) -> None:
    texts, rows, to = (tmp_path / name for name in ("texts.jsonl", "rows.jsonl", "to.jsonl"))
    texts.write_text('{"text": "no"}\n{"text": "yes\\u2028 no"}\n', encoding="utf-8")
    rows.write_text('{"id": 1, "events": []}\n', encoding="utf-8")
    told = accuracy._with_texts(rows, texts, to).read_text(encoding="utf-8")
    assert json.loads(told) == {"id": 1, "events": [], "text": "yes\u2028 no"}


@pytest.mark.parametrize(
    ("row", "value", "holds"),
    [
        (Row("", "", floor=0.8), 0.8, True),
        (Row("", "", floor=0.8), 0.79, False),
        (Row("", "", most=0.1), 0.1, True),
        (Row("", "", most=0.1), 0.11, False),
        (Row("", ""), 0.0, True),
    ],
)
def test_floors(row: Row, value: float, holds: bool) -> None:
    assert row.holds(value) is holds


def test_a_goal_is_short_by_what_is_printed() -> None:
    assert not Row("", "", floor=0.1).lacks(0.7996, 0.8)
    assert Row("", "", floor=0.1).lacks(0.7994, 0.8)
    assert Row("", "", most=0.1).lacks(0.0906, 0.09)
    assert not Row("", "", floor=0.1).lacks(0.5, None)
