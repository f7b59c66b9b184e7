"""Which value of a disputed field is shown: of most origins, the latest, the most conservative, or the range."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord import Record, pipeline
from onrecord.cli.main import cli
from onrecord.errors import InputError
from onrecord.model import Claim, Dispute, Event, Figure, Report, Span, Value
from onrecord.record.values import choose

BUS = [
    ("2024-03-02", "Wire", "A bus was bombed in Gao on Saturday, killing six people, the army of Mali said."),
    ("2024-03-03", "Gazette", "The bomb on a bus in Gao on Saturday killed six people, the hospital said."),
    ("2024-03-04", "Post", "The bomb on a bus in Gao on Saturday killed two people, the governor said."),
    ("2024-03-05", "Echo", "Nine people were killed by the bomb on a bus in Gao on Saturday, a doctor said."),
]
WAYS = {
    "origins": (6.0, None, 6.0),
    "latest": (9.0, None, 9.0),
    "conservative": (2.0, None, 2.0),
    "range": (2.0, 6.0, 9.0),
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("values") / "crisis.db"
    with Record(path) as record:
        record.add([Report(text=t, source=s, stated=date.fromisoformat(d)) for d, s, t in BUS])
    return path


@pytest.mark.parametrize("how", WAYS)
def test_four_ways_to_count_the_dead(path: Path, how: str) -> None:
    with Record(path) as record:
        (event,) = record.events(values=how)
        (plain,) = record.events()
    (killed,) = (f for f in event.figures if f.what == "killed")
    assert (killed.low, killed.best, killed.high) == WAYS[how]
    (field,) = (f for f in event.fields if f.field == "figures:killed")
    assert field in event.disputes
    assert {v.value for v in field.values} == {"2", "6", "9"}  # nothing is hidden
    assert field.values[0].value == {"latest": "9", "conservative": "2"}.get(how, "6")
    assert (event == plain) == (how == "origins")
    if how != "range":
        report = next(
            t for d, s, t in BUS if Report(text=t, source=s, stated=date.fromisoformat(d)).id == killed.report
        )
        assert killed.span.of(report) == killed.text


def test_as_of_a_day_the_latest_is_that_of_the_day(path: Path) -> None:
    with Record(path) as record:
        (event,) = record.events(as_of="2024-03-04", values="latest")
    assert [f.low for f in event.figures if f.what == "killed"] == [2.0]


def test_other_ways_derive_nothing_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Record(path) as record:
        record.events()
        monkeypatch.setattr(pipeline, "reconcile", lambda *_: pytest.fail("derived again"))
        assert all(record.events(values=how) for how in WAYS)


def test_a_way_that_there_is_not(path: Path) -> None:
    with Record(path) as record, pytest.raises(InputError, match="there are: origins, latest, conservative, range"):
        record.events(values="median")


def test_from_the_command_line(path: Path) -> None:
    run = CliRunner()
    asked = ["--values", "range"]
    assert "killed: 2 to 9, best 6" in run.invoke(cli, ["events", str(path), *asked, "--format", "csv"]).output
    ucdp = run.invoke(cli, ["export", str(path), "--to", "ucdp", *asked]).output.splitlines()
    row = dict(zip(ucdp[0].split(","), ucdp[1].split(","), strict=True))
    assert (row["low"], row["best"], row["high"]) == ("2", "6", "9")
    told = [run.invoke(cli, ["brief", str(path), "--values", how]).output for how in ("latest", "conservative")]
    assert ["9 (a doctor" in t.partition(" or ")[0] for t in told] == [True, False]
    assert run.invoke(cli, ["events", str(path), "--values", "median"]).exit_code == 2


def claim(report: str, number: float) -> Claim:
    span = Span(start=0, end=4)
    return Claim(
        report=report,
        type="ASSAULT",
        quad=4,
        score=-9.0,
        trigger="bombed",
        figures=(Figure(what="killed", low=number, high=number, span=span, text=f"{number:g}"),),
        sentence=span,
        evidence={},
        coder="hand",
    )


def made(*told: tuple[Claim, str]) -> Event:
    """An event of claims, each with its origin."""
    values = tuple(Value(value=f"{c.figures[0].low:g}", claims=(c.id,), origins=(origin,)) for c, origin in told)
    return Event(
        id="e1",
        type="ASSAULT",
        quad=4,
        score=-9.0,
        status="happened",
        trigger="bombed",
        figures=told[0][0].figures,
        claims=tuple(c.id for c, _ in told),
        origins=tuple(sorted({o for _, o in told})),
        reports=tuple(c.report for c, _ in told),
        fields=(Dispute(field="figures:killed", values=values),),
    )


@pytest.mark.parametrize(("second", "low", "high"), [("r1", 8.0, 11.0), ("r2", 3.0, 11.0)])
def test_who_corrected_himself_is_counted_by_his_last_word(second: str, low: float, high: float) -> None:
    """8 of the agency r1 stands for its earlier 3; where another tells the 8, both stand."""
    three, eight, eleven = claim("r1", 3), claim("r2", 8), claim("r3", 11)
    event = made((eleven, "r3"), (three, "r1"), (eight, second))
    claims = {c.id: c for c in (three, eight, eleven)}
    days = {"r1": date(2024, 3, 1), "r2": date(2024, 3, 4), "r3": date(2024, 3, 2)}
    (ranged,) = choose([event], "range", claims, days)
    assert (ranged.figures[0].low, ranged.figures[0].best, ranged.figures[0].high) == (low, 11.0, high)
    (lowest,) = choose([event], "conservative", claims, days)
    assert lowest.figures[0].low == low


def test_the_latest_day_and_place(tmp_path: Path) -> None:
    rows = [
        ("2024-03-04", "Wire", "Shells hit the market of Mopti on Saturday, killing four people, the police said."),
        ("2024-03-05", "Post", "Four people were killed when shells hit the market of Mopti on Sunday, a nurse said."),
    ]
    with Record(tmp_path / "crisis.db") as record:
        record.add([Report(text=t, source=s, stated=date.fromisoformat(d)) for d, s, t in rows])
        a, b = (c.id for c in record.claims(type="ASSAULT"))
        if len(record.events(type="ASSAULT")) > 1:
            record.judge(a, b, by="Ada")
        (event,) = record.events(type="ASSAULT", values="latest")
    assert event.when
    assert event.when.earliest == date(2024, 3, 3)
    (when,) = (f for f in event.fields if f.field == "when")
    assert [v.value for v in when.values] == ["2024-03-03", "2024-03-02"]
