"""The command line: what is written, where, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.cli.main import VERBS, run
from onrecord.cli.main import cli as group
from onrecord.rooms import Rooms

REPORTS = """\
{"text": "Atlantis struck Lemuria in Poseidonis. 3 died.", "date": "2024-03-01", "source": "Gazette"}
{"text": "Atlantis struck Lemuria. 5 died.", "date": "2024-03-01", "source": "Herald"}
{"text": "Lemuria will have met Mu in Hiva. If Mu refuses, Lemuria will march.", "date": "2024-03-02"}
"""
Told = tuple[int, str, str]
Say = Callable[..., Told]


@pytest.fixture
def say(tmp_path: Path, rooms: Rooms, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command in an empty folder with a small crisis in reports.jsonl; exit code, output, errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("onrecord.rooms.OURS", rooms)
    monkeypatch.setenv("COLUMNS", "80")
    Path("reports.jsonl").write_text(REPORTS)

    def said(*args: str) -> Told:
        code = run(list(args))
        out, err = capsys.readouterr()
        return code, out, err

    return said


@pytest.fixture
def crisis(say: Say) -> Say:
    assert say("add", "crisis.db", "reports.jsonl")[0] == 0
    return say


# --- help ------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", VERBS)
def test_each_help_ends_in_an_example(say: Say, verb: str) -> None:
    code, out, _ = say(verb, "--help")
    assert code == 0
    last = out.rstrip().rpartition("Example:")[2].splitlines()[1:]
    assert last
    assert all(f"onrecord {verb}" in line for line in last)


def test_help_lists_all_verbs_in_the_order_of_a_days_work(say: Say) -> None:
    code, out, _ = say("--help")
    assert code == 0
    listed = [line.split()[0] for line in out.split("Commands:")[1].splitlines() if line.strip()]
    assert listed == list(VERBS)


def test_the_designs_verbs_are_all_there() -> None:
    wanted = "demo add events figures conditions stories search explain judge brief export serve code evaluate"
    assert set(wanted.split()) <= set(VERBS)


def test_every_list_has_the_four_formats() -> None:
    for verb in ("events", "claims", "figures", "conditions", "stories", "doubts", "skipped", "search"):
        command = group.get_command(None, verb)  # type: ignore[arg-type]
        assert command is not None
        (option,) = [p for p in command.params if p.name == "format"]
        assert list(option.type.choices) == ["table", "json", "jsonl", "csv"]  # type: ignore[attr-defined]


# --- what goes wrong is one line ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["evnts", "crisis.db"], 2, "no verb 'evnts': did you mean events?"),
        (["xyzzy"], 2, "no verb 'xyzzy': see onrecord --help"),
        (["events", "crisis.db", "--actr", "X"], 2, "no such option"),
        (["events"], 2, "missing argument 'RECORD'"),
        (["events", "none.db"], 1, "none.db: no such record: make it with onrecord add none.db REPORTS"),
        (["events", "reports.jsonl"], 1, "not a record of onrecord, or damaged"),
        (["events", "crisis.db", "--type", "ASALT"], 1, "perhaps ASSAULT?"),
        (["events", "crisis.db", "--since", "spring"], 1, "'spring' is no day: write it as YYYY-MM-DD"),
        (["add", "crisis.db", "nowhere.txt"], 1, "nowhere.txt: no such file or folder: check the path"),
        (["add", "crisis.db", "reports.jsonl", "--column", "text"], 2, "--column wants OURS=THEIRS"),
        (["explain", "crisis.db", "zz"], 1, "no event or claim 'zz'"),
        (["evaluate", "taste", "reports.jsonl"], 2, "'taste' is not one of"),
        (["evaluate", "times", "nowhere.jsonl"], 1, "nowhere.jsonl: no such file"),
        (["serve", "nowhere.db"], 1, "no such record"),
        (["serve", "crisis.db", "--host", "0.0.0.0"], 1, "onrecord users crisis.db add NAME"),
    ],
)
def test_what_goes_wrong_is_told_in_one_line(crisis: Say, args: list[str], code: int, words: str) -> None:
    got, out, err = crisis(*args)
    assert got == code
    assert out == ""
    assert err.startswith("onrecord: ")
    assert err.count("\n") == 1
    assert words in err


def test_a_fault_of_ours_is_told_without_a_traceback(crisis: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.record.Record.events", lambda *_, **__: 1 / 0)
    code, _, err = crisis("events", "crisis.db")
    assert code == 1
    assert err.startswith("onrecord: a fault of ours, ZeroDivisionError")
    assert err.count("\n") == 1
    monkeypatch.setenv("ONRECORD_TRACE", "1")
    with pytest.raises(ZeroDivisionError):
        crisis("events", "crisis.db")


def test_stopping_by_hand_says_that_nothing_is_lost(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("onrecord.record.Record.add", stop)
    code, _, err = say("add", "crisis.db", "reports.jsonl")
    assert code == 130
    assert "the same command goes on from there" in err


# --- add ---------------------------------------------------------------------------------------


def test_add_tells_what_it_did(say: Say) -> None:
    assert say("add", "crisis.db", "reports.jsonl") == (
        0,
        "crisis.db: 3 reports added from reports.jsonl, 0 known already, 0 skipped\n",
        "",
    )
    assert "0 reports added from reports.jsonl, 3 known already" in say("add", "crisis.db", "reports.jsonl")[1]


def test_add_tells_each_skip_in_a_line_and_goes_on(say: Say) -> None:
    Path("bad.jsonl").write_text('{"text": "Mu met Lemuria."}\n{bad\n{"text": "x", "date": "2023-02-30"}\n')
    code, out, err = say("add", "crisis.db", "nowhere.txt", "bad.jsonl", "reports.jsonl")
    assert code == 1  # something asked for by name was not there
    assert [line.split(",")[0] for line in out.splitlines()] == [
        "crisis.db: 1 report added from bad.jsonl",
        "crisis.db: 3 reports added from reports.jsonl",
    ]
    lines = err.splitlines()
    assert lines[0].startswith("onrecord: nowhere.txt: no such file")
    assert lines[1].startswith("bad.jsonl:2: not JSON")
    assert lines[2] == "bad.jsonl:3: the date 2023-02-30 does not exist: correct it and add the file again"
    assert lines[3].startswith("onrecord: 1 report without a date (the first: 'Mu met Lemuria.')")
    assert len(lines) == 4
    assert "bad.jsonl:2" in say("skipped", "crisis.db")[1]


def test_many_skips_are_counted_not_poured_out(say: Say) -> None:
    Path("bad.jsonl").write_text("{bad\n" * 500)
    _, out, err = say("add", "crisis.db", "bad.jsonl")
    assert "500 skipped" in out
    assert len(err.splitlines()) == 21
    assert "onrecord skipped" in err


def test_add_maps_columns(say: Say) -> None:
    Path("wire.csv").write_text("body,day\nAtlantis met Mu.,2024-03-01\n")
    assert say("add", "crisis.db", "wire.csv", "--column", "text=body", "--column", "date=day")[0] == 0
    assert "Atlantis > Mu" in say("events", "crisis.db")[1]


# --- lists -------------------------------------------------------------------------------------


def test_events_as_a_table_of_80_columns(crisis: Say) -> None:
    _, out, _ = crisis("events", "crisis.db")
    assert max(map(len, out.splitlines())) <= 80
    lines = out.splitlines()
    assert lines[0].split() == ["id", "day", "what", "who", ">", "whom", "reports"]
    wanted = ["2024-03-01", "ASSAULT/aerial", "Atlantis", ">", "Lemuria,", "at", "2"]  # and the place under it
    assert lines[2].split()[1:] == wanted
    assert lines[3].strip() == "Poseidonis"
    assert "CONSULT/visit" in lines[4]
    assert lines[5].strip() == "planned"


def test_events_for_programs(crisis: Say) -> None:
    listed = json.loads(crisis("events", "crisis.db", "--format", "json")[1])
    lines = [json.loads(line) for line in crisis("events", "crisis.db", "--format", "jsonl")[1].splitlines()]
    rows = list(csv.DictReader(io.StringIO(crisis("events", "crisis.db", "--format", "csv")[1])))
    assert listed == lines
    assert [e["id"] for e in lines] == [r["id"] for r in rows]
    assert (rows[0]["actors"], rows[0]["first_day"], rows[0]["geonames_id"]) == ("Atlantis", "2024-03-01", "")
    assert crisis("events", "crisis.db", "--format", "json")[1] == crisis("events", "crisis.db", "--format", "json")[1]


@pytest.mark.parametrize("verb", ["events", "claims", "figures", "conditions", "stories", "doubts", "skipped"])
@pytest.mark.parametrize("format", ["table", "json", "jsonl", "csv"])
def test_every_list_in_every_format(crisis: Say, verb: str, format: str) -> None:
    code, out, err = crisis(verb, "crisis.db", "--format", format)
    assert (code, err) == (0, "")
    if format == "json":
        assert isinstance(json.loads(out), list)
    if format == "table":
        assert out.strip()
        assert max(map(len, out.splitlines())) <= 80


def test_an_empty_list_is_told_to_a_person_and_is_empty_for_a_program(crisis: Say) -> None:
    assert crisis("events", "crisis.db", "--actor", "Hyperborea")[1] == "no events with actor Hyperborea\n"
    assert crisis("events", "crisis.db", "--actor", "Hyperborea", "--format", "json")[1] == "[]\n"
    assert crisis("events", "crisis.db", "--actor", "Hyperborea", "--format", "jsonl")[1] == ""
    assert crisis("events", "crisis.db", "--actor", "Hyperborea", "--format", "csv")[1].startswith("id,type")


def test_as_of(crisis: Say) -> None:
    assert "CONSULT" not in crisis("events", "crisis.db", "--as-of", "2024-03-01")[1]


def test_figures_and_search(crisis: Say) -> None:
    out = crisis("figures", "crisis.db", "--what", "killed")[1]
    assert {tuple(line.split()) for line in out.splitlines()[2:]} == {
        ("killed", "2024-03-01", "3", "Gazette"),
        ("killed", "2024-03-01", "5", "Herald"),
    }
    assert "If Mu refuses, Lemuria will march." in " ".join(crisis("search", "crisis.db", "march")[1].split())


# --- explain, judge ----------------------------------------------------------------------------


def test_explain_and_judge(crisis: Say) -> None:
    events = json.loads(crisis("events", "crisis.db", "--format", "json")[1])
    one, other = events[0], events[1]
    assert "why these claims are one event:" in crisis("explain", "crisis.db", one["id"][:8])[1]
    assert json.loads(crisis("explain", "crisis.db", one["id"], "--format", "json")[1])["event"]["id"] == one["id"]
    code, out, _ = crisis("judge", "crisis.db", one["id"][:8], other["id"][:8], "--by", "ada")
    assert code == 0
    assert "are the same event, says ada" in out
    assert len(json.loads(crisis("events", "crisis.db", "--format", "json")[1])) == 1


def test_correct_puts_right_and_takes_back(crisis: Say) -> None:
    (claim, *_) = json.loads(crisis("claims", "crisis.db", "--format", "json")[1])
    code, out, _ = crisis("correct", "crisis.db", claim["id"], "--type", "COERCE", "--by", "ada", "--why", "page 2")
    assert (code, out) == (0, f"the type of {claim['id'][:7]} is COERCE, says ada: page 2\n")
    assert len(json.loads(crisis("events", "crisis.db", "--type", "COERCE", "--format", "json")[1])) == 1
    code, out, _ = crisis("correct", "crisis.db", claim["id"], "--take-back", "type", "--by", "ada")
    assert "as onrecord read it again" in out
    assert json.loads(crisis("events", "crisis.db", "--type", "COERCE", "--format", "json")[1]) == []


def test_correct_wants_to_know_what_is_wrong(crisis: Say) -> None:
    code, _, err = crisis("correct", "crisis.db", "c0ffee1")
    assert (code, "say what is wrong" in err) == (2, True)


# --- code --------------------------------------------------------------------------------------


def test_code_writes_one_claim_a_line(
    say: Say, rooms: Rooms, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO((REPORTS + "{bad\n").encode())))
    code, out, err = say("code")
    assert code == 0
    claims = [json.loads(line) for line in out.splitlines()]
    assert [c["type"] for c in claims] == ["ASSAULT", "ASSAULT", "CONSULT"]
    assert err.startswith("<stdin>:4: not JSON")


def test_code_dates_a_plain_text(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Atlantis met Mu.")))
    (line,) = say("code", "--published", "2024-05-02")[1].splitlines()
    assert json.loads(line)["when"]["earliest"] == "2024-05-02"


# --- as a program ------------------------------------------------------------------------------


def test_the_program_answers_quickly_and_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "onrecord", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("onrecord 0.")


# --- code: explained, and with a vocabulary of one's own --------------------------------------


def test_code_explains_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path(tmp_path / "a.txt").write_text("Norway urged Mali to free the crew.")
    assert run(["code", "--explain", str(tmp_path / "a.txt")]) == 0
    out = capsys.readouterr().out
    assert "Norway urged Mali to free the crew." in out
    assert "REQUEST/yield happened" in out
    assert "no other" in out


def test_own_actors_outrank_ours(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path(tmp_path / "a.txt").write_text("The Harbour Watch condemned Norway.")
    Path(tmp_path / "own.csv").write_text("name,country,sectors\nHarbour Watch,MDG,CVL\n")
    assert run(["code", str(tmp_path / "a.txt"), "--actors", str(tmp_path / "own.csv")]) == 0
    claim = json.loads(capsys.readouterr().out)
    assert (claim["actors"][0]["country"], claim["actors"][0]["sectors"]) == ("MDG", ["CVL"])


def test_own_types_label_claims(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path(tmp_path / "a.txt").write_text("Soldiers evicted thirty families from the barracks. The team lost its match.")
    Path(tmp_path / "own.toml").write_text(
        '[[type]]\nname = "EVICT"\nlike = "COERCE/deport"\n'
        'examples = ["Police [evicted] 40 families from the camp.", "Troops [evicted] squatters from a farm."]\n'
    )
    assert run(["code", str(tmp_path / "a.txt"), "--types", str(tmp_path / "own.toml")]) == 0
    claims = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(c["trigger"], c["labels"]) for c in claims] == [("evicted", ["EVICT"])]


def test_a_bad_file_of_types_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path(tmp_path / "own.toml").write_text('[[type]]\nname = "EVICT"\nlike = "COERSE"\nexamples = ["a [b]", "c [d]"]\n')
    Path(tmp_path / "a.txt").write_text("Nothing.")
    assert run(["code", str(tmp_path / "a.txt"), "--types", str(tmp_path / "own.toml")]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "no PLOVER type 'COERSE'" in err


def test_a_bad_file_of_types_leaves_no_record_behind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path(tmp_path / "own.toml").write_text("x")
    Path(tmp_path / "a.txt").write_text("Norway praised Ghana.")
    assert run(["add", str(tmp_path / "a.db"), str(tmp_path / "a.txt"), "--types", str(tmp_path / "own.toml")]) == 1
    assert "not TOML" in capsys.readouterr().err
    assert not (tmp_path / "a.db").exists()


def test_the_help_of_evaluate_names_every_kind(capsys: pytest.CaptureFixture[str]) -> None:
    from onrecord.evaluate import KINDS

    assert run(["evaluate", "--help"]) == 0
    shown = capsys.readouterr().out
    assert [kind for kind in KINDS if kind not in shown] == []


# --- for newcomers -----------------------------------------------------------------------------


@pytest.mark.parametrize("verb", VERBS)
def test_each_option_says_what_it_is_for(verb: str) -> None:
    command = group.get_command(None, verb)  # type: ignore[arg-type]
    assert command is not None
    silent = [p.name for p in command.params if p.param_type_name == "option" and not p.help]  # type: ignore[attr-defined]
    assert silent == []


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["events", "crisis.db", "--actor", "Atlantus"], "no events with actor Atlantus: did you mean Atlantis?\n"),
        (
            ["claims", "crisis.db", "--recipient", "lemurya"],
            "no claims with recipient lemurya: did you mean Lemuria?\n",
        ),
        (["positions", "crisis.db", "--toward", "Lemurya"], "no position is told: did you mean Lemuria?\n"),
        (["events", "crisis.db", "--actor", "Atlantis", "--type", "AID"], "no events with actor Atlantis, type AID\n"),
        (["events", "crisis.db", "--actor", "Zanzibar"], "no events with actor Zanzibar\n"),
    ],
)
def test_a_name_that_nobody_goes_by_is_answered_with_the_nearest(crisis: Say, args: list[str], says: str) -> None:
    assert crisis(*args) == (0, says, "")


@pytest.mark.parametrize(
    "args", [["missing/"], ["missing/", "gone.txt"], ["reports.jsonl", "--column", "taste=body"]], ids=" ".join
)
def test_an_add_of_nothing_leaves_no_record(say: Say, args: list[str]) -> None:
    code, out, err = say("add", "my.db", *args)
    assert (code, out) == (1, "")
    assert err.startswith("onrecord: ")
    assert [path.name for path in Path().iterdir()] == ["reports.jsonl"]


def test_what_is_there_is_added_beside_what_is_not(say: Say) -> None:
    code, out, err = say("add", "my.db", "missing/", "reports.jsonl")
    assert code == 1
    assert out.startswith("my.db: 3 reports added")
    assert "missing: no such file or folder" in err


@pytest.mark.parametrize("verb", ["positions", "events", "claims"])
def test_a_reader_of_our_output_may_go(crisis: Say, verb: str) -> None:
    """As in  onrecord positions crisis.db | head."""
    command = [sys.executable, "-m", "onrecord", verb, "crisis.db"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


def test_an_unknown_sector_is_called_one(say: Say) -> None:
    Path("own.csv").write_text("name,sectors\nFree Port League,CVL.NGO\n")
    code, _, err = say("code", "reports.jsonl", "--actors", "own.csv")
    assert code == 1
    assert err.startswith("onrecord: own.csv:2: no sector called 'CVL.NGO'; there are: ")
