"""What was known when: the difference between two days, positions and their turns, snapshots that can be cited."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord import Record
from onrecord.cli.main import cli
from onrecord.errors import InputError, MalformedInput, MissingInput
from onrecord.model import Report

REPORTS = [
    ("2024-03-02", "Wire", "A bus was bombed in Gao on Saturday, killing six people, the army of Mali said."),
    ("2024-03-03", "Gazette", "The bomb on a bus in Gao on Saturday killed nine people, the hospital said."),
    (
        "2024-03-02",
        "Wire",
        "Norway praised Mali's reform plan on Saturday. Norway voiced support for Mali in the council.",
    ),
    ("2024-03-05", "Post", "Norway's foreign minister voiced strong support for Mali on Tuesday."),
    ("2024-03-09", "Wire", "Norway condemned Mali on Saturday for the arrest of two journalists."),
    ("2024-03-10", "Post", "Norway accused Mali of holding two journalists without trial, its foreign ministry said."),
    ("2024-03-04", "Post", "Kenya would send troops if Mali asked for help, its president said."),
    ("2024-03-08", "Wire", "Mali asked Kenya for help on Friday."),
]


def reports() -> list[Report]:
    return [Report(text=text, stated=date.fromisoformat(day), source=source) for day, source, text in REPORTS]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("days") / "crisis.db"
    with Record(path) as record:
        record.add(reports())
    return path


def test_what_was_learnt_and_what_was_revised(path: Path) -> None:
    with Record(path) as record:
        found = record.diff("2024-03-02", "2024-03-03")
        (bomb,) = record.events(type="ASSAULT")
    assert found.learnt == ()
    (change,) = found.revised
    assert (change.event, change.field, change.before, change.after) == (bomb.id, "figures:killed", "6", "9")
    assert change.reports == tuple(r.id for r in reports()[1:2])
    assert [(c.before, c.after) for c in found.confirmed if c.event == bomb.id] == [("1", "2")]
    assert [c.field for c in found.contradicted] == ["figures:killed"]


def test_learnt_and_conditions(path: Path) -> None:
    with Record(path) as record:
        found = record.diff("2024-03-05", "2024-03-09")
    assert {e.type for e in found.learnt} == {"ACCUSE"}
    assert [(c.before, c.after) for c in found.corrected if c.field == "status"] == [("conditional", "happened")]
    (condition,) = found.conditions
    assert (condition.before, condition.after[:5]) == ("open", "fired")


def test_between_a_day_and_itself_nothing_changes(path: Path) -> None:
    with Record(path) as record:
        found = record.diff("2024-03-05", "2024-03-05")
        assert not found.learnt
        assert list(found.changes()) == []
        with pytest.raises(InputError, match="name the earlier day first"):
            record.diff("2024-03-05", "2024-03-01")


def test_a_position_turns(path: Path) -> None:
    with Record(path) as record:
        (position,) = record.positions(actor="Norway", toward="MLI")
        texts = {r.id: r.text for r in record.reports()}
    assert [s.kind for s in position.stretches] == ["support", "accusation"]
    (turn,) = position.turns
    assert str(turn) == "a shift from support to accusation (2024-03-09)"
    assert "condemned" in turn.said_after.span.of(texts[turn.said_after.report])


def test_one_voice_is_no_turn(tmp_path: Path) -> None:
    with Record(tmp_path / "short.db") as record:
        record.add([r for r in reports() if "without trial" not in r.text and "Tuesday" not in r.text])
        assert all(p.turns == () for p in record.positions(actor="Norway"))
        assert record.positions(actor="Peru") == []


def test_a_snapshot_is_the_same_in_any_order(path: Path, tmp_path: Path) -> None:
    shuffled = reports()
    random.Random(5).shuffle(shuffled)
    with Record(tmp_path / "other.db") as other, Record(path) as record:
        for report in shuffled:
            other.add([report])
        assert other.snapshot() == record.snapshot()
        frozen = record.snapshot(as_of="2024-03-05")
        assert other.verify(frozen).same


def test_what_has_changed_since_a_snapshot(tmp_path: Path) -> None:
    with Record(tmp_path / "crisis.db") as record:
        record.add(reports()[:1])
        frozen = record.snapshot()
        record.add(reports()[1:3])
        found = record.verify(frozen)
        assert not found.same
        assert found.reports_added == tuple(sorted(r.id for r in reports()[1:3]))
        assert found.events_changed == tuple(frozen.events)  # the toll rose
        assert found.reports_missing == found.events_missing == ()


def test_from_the_command_line(path: Path, tmp_path: Path) -> None:
    run = CliRunner()
    file = tmp_path / "frozen.json"
    made = run.invoke(cli, ["snapshot", str(path), "-o", str(file)])
    assert "8 reports" in made.output
    assert run.invoke(cli, ["verify", str(path), str(file)]).output == "the same\n"
    assert "learnt" in run.invoke(cli, ["diff", str(path), "--from", "2024-03-05"]).output
    told = run.invoke(cli, ["positions", str(path), "--actor", "Norway", "--toward", "Mali"]).output
    assert "a shift from support to accusation" in told
    assert run.invoke(cli, ["verify", str(path), str(file), "--format", "json"]).exit_code == 0


def test_a_file_that_is_no_snapshot(path: Path, tmp_path: Path) -> None:
    with Record(path) as record:
        with pytest.raises(MissingInput, match="no such snapshot"):
            record.verify(tmp_path / "none.json")
        (tmp_path / "bad.json").write_text("{}")
        with pytest.raises(MalformedInput, match="not a snapshot of onrecord"):
            record.verify(tmp_path / "bad.json")
