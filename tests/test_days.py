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
from onrecord.model import Agreement, Dispute, Event, Report, Status, Value
from onrecord.record.diff import diff
from onrecord.record.snapshot import Snapshot

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


def test_two_events_of_one_paper_are_one_voice(tmp_path: Path) -> None:
    praise = "Norway praised Mali's reform plan on Saturday. Norway voiced support for Mali in the council on Sunday."
    blame = (
        "Norway condemned Mali on Saturday for the arrest of two journalists. "
        "Norway accused Mali of shelling a village near Gao."
    )
    with Record(tmp_path / "one.db") as record:
        record.add([Report(text=praise, stated=date(2024, 3, 4)), Report(text=blame, stated=date(2024, 3, 10))])
        (position,) = record.positions(actor="Norway", toward="MLI")
        assert [len(s.events) for s in position.stretches] == [2, 2]
        assert position.turns == ()


BRIDGE = [
    ("2024-03-02", "Wire", "A bridge in Mopti was shelled on Saturday, killing six people, the hospital said."),
    ("2024-03-03", "Post", "Shells hit a bridge in Mopti on Saturday and killed nine people, the police said."),
    ("2024-03-04", "Gazette", "The army denied that it had shelled the bridge in Mopti on Saturday."),
]


def of(rows: list[tuple[str, str, str]]) -> list[Report]:
    return [Report(text=text, stated=date.fromisoformat(day), source=source) for day, source, text in rows]


def test_what_is_disputed_the_first_time_it_is_told(tmp_path: Path) -> None:
    with Record(tmp_path / "crisis.db") as record:
        record.add(of(BRIDGE))
        found = record.diff("2024-03-01", "2024-03-03")
        (event,) = found.learnt
        assert [(c.event, c.field, c.before) for c in found.contradicted] == [(event.id, "figures:killed", "")]
        assert set(found.contradicted[0].after.split(" | ")) == {"6", "9"}


def test_a_dispute_of_a_field_that_was_not_told_before() -> None:
    old = event(fields=())
    new = event(fields=(field("figures:killed", "contradict", six=("a",), nine=("b",)),))
    found = diff(date(2024, 3, 1), date(2024, 3, 2), [old], [new])
    assert [(c.field, c.before, c.after) for c in found.contradicted] == [("figures:killed", "", "six | nine")]
    assert [(c.field, c.after) for c in found.corrected] == [("figures:killed", "six")]


def test_a_denial_contradicts_and_does_not_confirm() -> None:
    told = field("status", "agree", happened=("a",))
    denied = field("status", "contradict", happened=("a",), denied=("b", "c"))
    found = diff(date(2024, 3, 1), date(2024, 3, 2), [event(fields=(told,))], [event(fields=(denied,))])
    assert found.confirmed == ()
    assert [(c.field, c.before, c.after) for c in found.contradicted] == [("status", "happened", "happened | denied")]
    again = field("status", "contradict", happened=("a", "d"), denied=("b", "c"))
    found = diff(date(2024, 3, 1), date(2024, 3, 2), [event(fields=(denied,))], [event(fields=(again,))])
    assert [(c.field, c.before, c.after) for c in found.confirmed] == [("origins", "1", "2")]


def test_a_deed_confirms_no_plan() -> None:
    plan = event(status="planned", fields=(field("status", "agree", planned=("a",)),))
    deed = event(fields=(field("status", "refine", happened=("b",), planned=("a",)),))
    found = diff(date(2024, 3, 1), date(2024, 3, 2), [plan], [deed])
    assert found.confirmed == ()
    assert [(c.before, c.after) for c in found.corrected] == [("planned", "happened")]


def field(name: str, agreement: Agreement, **values: tuple[str, ...]) -> Dispute:
    told = tuple(Value(value=v, claims=origins, origins=origins) for v, origins in values.items())
    return Dispute(field=name, values=told, agreement=agreement)


def event(*, fields: tuple[Dispute, ...], status: Status = "happened") -> Event:
    origins = tuple(sorted({o for f in fields for v in f.values for o in v.origins} | {"a"}))
    return Event(
        id="e1",
        type="ASSAULT",
        quad=4,
        score=-9.0,
        status=status,
        trigger="shelled",
        claims=("c1", *origins),
        origins=origins,
        reports=origins,
        fields=fields,
    )


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('"version": "', '"version": "9'),
        ('"as_of": null', '"as_of": "2024-03-05"'),
        ('"coder": "', '"coder": "other '),
        ('"reports": [', '"reports": [\n  "r0000000000000000",'),
    ],
)
def test_a_snapshot_that_was_changed_is_refused(path: Path, tmp_path: Path, was: str, now: str) -> None:
    file = tmp_path / "frozen.json"
    with Record(path) as record:
        frozen = record.snapshot()
        file.write_text(frozen.model_dump_json(indent=1))
        assert record.verify(file).same
        assert was in file.read_text()
        file.write_text(file.read_text().replace(was, now, 1))
        with pytest.raises(MalformedInput, match="was changed after it was made"):
            record.verify(file)
        changed = frozen.model_copy(update={"events": dict.fromkeys(frozen.events, "0" * 16)})
        file.write_text(changed.model_dump_json(indent=1))
        with pytest.raises(MalformedInput, match="sha256"):
            record.verify(file)


def test_another_version_that_tells_the_same_is_named_and_the_same(path: Path) -> None:
    with Record(path) as record:
        frozen = record.snapshot()
        older = freeze_as(frozen, version="0.0.9")
        assert older.digest != frozen.digest
        found = record.verify(older)
    assert found.same
    assert found.version is not None
    assert found.version[0].startswith("0.0.9")


def freeze_as(frozen: Snapshot, **changed: object) -> Snapshot:
    changed_ = frozen.model_copy(update=changed)
    return changed_.model_copy(update={"digest": changed_.covers()})
