"""A record killed, crowded, starved of disk or old: what was acknowledged is there, the rest is whole or absent."""

from __future__ import annotations

import importlib.util
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from onrecord import Record
from onrecord.model import Claim, Coded, Reading, Report
from onrecord.rooms import Rooms
from onrecord.store.schema import STEPS, VERSION

HERE = Path(__file__)
REPORTS = 40
PADDING = "Nothing of note was seen there. " * 350
"""Three reports fill a chunk, so that one add has some dozen transactions."""

SCRIPT = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("reliability", sys.argv[1])
it = importlib.util.module_from_spec(spec)
spec.loader.exec_module(it)
getattr(it, "do_" + sys.argv[2])(*sys.argv[3:])
"""


def reports(first: int = 0, end: int = REPORTS) -> list[Report]:
    sides = ("Atlantis", "Lemuria", "Mu")
    return [
        Report(
            text=f"{sides[n % 3]} struck {sides[(n + 1) % 3]} in Town{n}. {n} died. {PADDING}",
            stated=(day := date(2024, 3, 1 + n % 28)),
            published=day,
            source=f"Gazette {n}",
        )
        for n in range(first, end)
    ]


def small_rooms() -> ModuleType:
    """The reader and coder of `tests/conftest.py`, which a process of its own must load by their file."""
    spec = importlib.util.spec_from_file_location("small_rooms", HERE.with_name("conftest.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rooms(coder: str = "fake-1", rest: float = 0.0) -> Rooms:
    """The small rooms; `rest` seconds over each report, so that a death finds it at work."""
    small = small_rooms()

    def code(report: Report, reading: Reading) -> Coded:
        time.sleep(rest)
        coded: Coded = small.code(report, reading)
        claims = [Claim(**c.model_dump(exclude={"id", "coder"}), coder=coder) for c in coded.claims]
        return coded.model_copy(update={"claims": tuple(claims)})

    return Rooms(
        **{
            n: getattr(small, n) for n in ("published", "read_many", "origins", "group", "verdicts", "events", "doubts")
        },
        code=code,
        coder=lambda: coder,
    )


def opened(path: Path | str, **asked: object) -> Record:
    return Record(path, rooms=rooms(**asked))  # type: ignore[arg-type]


# --- what other processes do ---------------------------------------------------------------------------


def do_add(path: str, first: str, end: str, rest: str) -> None:
    from onrecord import pipeline

    record = opened(path, rest=float(rest))
    pipeline.add(
        record._store,
        reports(int(first), int(end)),
        now=record._now(),
        rooms=record._rooms,
        told=lambda added: print(added.added, flush=True),
    )
    record.close()


def do_rebuild(path: str, coder: str, rest: str) -> None:
    from onrecord import pipeline

    record = opened(path, coder=coder, rest=float(rest))
    print("begun", flush=True)
    pipeline.recode(
        record._store,
        now=record._now(),
        rooms=record._rooms,
        told=lambda added: print(added.added, flush=True),
    )


def do_judge(path: str, a: str, b: str) -> None:
    with opened(path) as record:
        for n in range(10_000):
            print(len(record.judge(a, b, same=False, by=f"Ada {n}")), flush=True)


def do_starve(path: str, verb: str, limit: str) -> None:
    """Do something on a disk on which no file may grow beyond `limit` bytes."""
    from onrecord.errors import OnRecordError

    with opened(path, coder="fake-2" if verb == "rebuild" else "fake-1") as record:
        ids = [e.claims[0] for e in record.events()][:2]
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
        verbs: dict[str, Callable[[], object]] = {
            "add": lambda: record.add(reports()),
            "rebuild": record.rebuild,
            "judge": lambda: [record.judge(*ids, by=f"Ada {n}" * 500) for n in range(500)],
        }
        try:
            verbs[verb]()
        except OnRecordError as error:
            print(f"said: {error}")
        print(len(record.events()), "events are told all the same")


def start(verb: str, *args: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SCRIPT, str(HERE), verb, *map(str, args)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def killed(process: subprocess.Popen[str], lines: int, more: float) -> list[str]:
    """What a process said before it was killed, `more` seconds after it had said so many lines."""
    assert process.stdout
    assert process.stderr
    said = [process.stdout.readline() for _ in range(lines)]
    time.sleep(more)
    assert process.poll() is None, "it was done before it could be killed"
    process.send_signal(signal.SIGKILL)
    said += process.stdout.readlines()
    assert process.wait() == -signal.SIGKILL
    process.stdout.close()
    process.stderr.close()
    return [line.strip() for line in said if line.endswith("\n")]


def whole(path: Path) -> Iterator[str]:
    """What is half there in a record."""
    with sqlite3.connect(path) as file:
        if file.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            yield "the file is damaged"
        if file.execute("PRAGMA foreign_key_check").fetchall():
            yield "something belongs to no report"
        for table in ("claim", "figure"):
            join = f"report r LEFT JOIN {table} t ON t.report = r.id"
            sql = f"SELECT r.id FROM {join} GROUP BY r.id HAVING count(t.report) <> 1"
            yield from (f"{id} has not its one {table}" for (id,) in file.execute(sql))
        sql = (
            "SELECT r.id FROM report r JOIN claim c ON c.report = r.id WHERE json_extract(c.noun, '$.coder') <> r.coded"
        )
        yield from (f"{id} is half coded" for (id,) in file.execute(sql))
        found = file.execute("SELECT count(*) FROM words WHERE words MATCH 'struck'").fetchone()
        if found != file.execute("SELECT count(*) FROM report").fetchone():
            yield "a report is not found by its words"
    file.close()


@pytest.fixture(scope="module")
def complete(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The events of a record that nobody killed."""
    path = tmp_path_factory.mktemp("complete") / "crisis.db"
    with opened(path) as record:
        assert record.add(reports()).added == REPORTS
        return [e.model_dump_json() for e in record.events()]


# --- death -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_death_in_the_middle_of_an_add(tmp_path: Path, complete: list[str], seed: int) -> None:
    path, draw = tmp_path / "crisis.db", random.Random(seed)
    said = killed(start("add", path, 0, REPORTS, 0.01), draw.randrange(2, 6), draw.random() * 0.03)
    assert list(whole(path)) == []
    with opened(path) as record:
        there = record.counts()["report"]
        assert sum(map(int, said)) <= there < REPORTS
        assert len(record.events()) == there
        added = record.add(reports())
        assert (added.added, added.known) == (REPORTS - there, there)
        assert [e.model_dump_json() for e in record.events()] == complete
    assert list(whole(path)) == []


@pytest.mark.parametrize("seed", range(3))
def test_death_in_the_middle_of_a_rebuild(tmp_path: Path, seed: int) -> None:
    path, draw = tmp_path / "crisis.db", random.Random(seed)
    with opened(path) as record:
        record.add(reports())
        a, b, *_ = record.events()
        record.judge(a.id, b.id, by="Ada")
    said = killed(start("rebuild", path, "fake-2", 0.01), draw.randrange(2, 6), draw.random() * 0.03)
    assert list(whole(path)) == []
    with opened(path, coder="fake-2") as record:
        by = Counter(c.coder for c in record.claims())
        assert by["fake-2"] >= sum(map(int, said[1:]))
        assert by["fake-1"] > 0
        assert sum(by.values()) == REPORTS
        assert len(record.events()) == REPORTS - 1  # Ada's ruling holds on claims old and new
        record.rebuild()
        assert {c.coder for c in record.claims()} == {"fake-2"}
        assert len(record.events()) == REPORTS - 1
    assert list(whole(path)) == []


def test_death_in_the_middle_of_judging(tmp_path: Path) -> None:
    path, draw = tmp_path / "crisis.db", random.Random(5)
    with opened(path) as record:
        record.add(reports())
        ids = [e.claims[0] for e in record.events()]
        for n in (*range(2, 20, 2), *range(3, 20, 2)):
            record.judge(ids[n % 2], ids[n], by="Ada")
        a, b = (e.id for e in record.events() if len(e.claims) > 1)
        before = len(record.verdicts())
    acknowledged = 0
    for _ in range(3):
        said = killed(start("judge", path, a, b), draw.randrange(1, 6), draw.random() * 0.01)
        assert set(said) == {"100"}  # each of ten claims from each of ten
        acknowledged += 100 * len(said)
        with opened(path) as record:
            ruled = len(record.verdicts()) - before
            assert ruled >= acknowledged
            assert ruled % 100 == 0
            assert record.judge(a, b, same=False, by="Bea")
            acknowledged = ruled + 100
    assert list(whole(path)) == []


# --- a crowd ---------------------------------------------------------------------------------------------


def test_two_processes_add_the_same_at_once(tmp_path: Path, complete: list[str]) -> None:
    path = tmp_path / "crisis.db"
    both = [start("add", path, 0, 30, 0.002), start("add", path, 10, REPORTS, 0.002)]
    for process in both:
        out, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, "")
        assert out
    assert list(whole(path)) == []
    with opened(path) as record:
        assert record.counts()["report"] == REPORTS
        assert [e.model_dump_json() for e in record.events()] == complete


# --- no room on the disk ---------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["add", "rebuild", "judge"])
def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path, complete: list[str], verb: str) -> None:
    path = tmp_path / "crisis.db"
    begun = 9 if verb == "add" else REPORTS
    with opened(path) as record:
        record.add(reports(0, begun))
        record.events()
    limit = path.stat().st_size + 100_000 if verb == "add" else 60_000
    out, err = start("starve", path, verb, limit).communicate(timeout=60)
    assert err == ""
    said = [line for line in out.splitlines() if line.startswith("said: ")]
    assert len(said) == 1
    assert str(path) in said[0]
    assert "what was reported as added is kept" in said[0]
    assert "events are told all the same" in out
    assert list(whole(path)) == []
    coder = "fake-2" if verb == "rebuild" else "fake-1"
    with opened(path, coder=coder) as record:
        assert record.counts()["report"] >= begun
        record.add(reports())
        if verb == "rebuild":
            record.rebuild()
            assert {c.coder for c in record.claims()} == {"fake-2"}
        elif verb == "add":
            assert [e.model_dump_json() for e in record.events()] == complete
        assert record.counts()["report"] == REPORTS


# --- age -------------------------------------------------------------------------------------------------


def test_a_record_of_the_version_before_tells_the_same(tmp_path: Path, complete: list[str]) -> None:
    path = tmp_path / "crisis.db"
    with opened(path) as record:
        record.add(reports())
        conditions = record.conditions()
        a, b, *_ = (e.claims[0] for e in record.events())
        record.judge(a, b, by="Ada")
    with sqlite3.connect(path) as old:
        for (table,) in old.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND (name LIKE 'deriv%' OR name = 'correction') "
            "AND name <> 'derived'"
        ).fetchall():
            old.execute(f"DROP TABLE {table}")
        old.execute("INSERT OR REPLACE INTO derived VALUES ('events None', 1, 'of an older make')")
        old.execute("PRAGMA user_version = 1")
    old.close()
    with opened(path) as record:
        assert record.counts()["report"] == REPORTS
        assert len(record.events()) == REPORTS - 1
        assert [v.by for v in record.verdicts()] == ["Ada"]
        record.judge(a, b, same=None, by="Ada")
        assert [e.model_dump_json() for e in record.events()] == complete
        assert record.conditions() == conditions
        assert record.add(reports()).known == REPORTS
    with sqlite3.connect(path) as now:
        assert now.execute("PRAGMA user_version").fetchone() == (VERSION,)
    now.close()
    assert set(STEPS) == set(range(1, VERSION))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
@pytest.mark.parametrize(
    "verb",
    [
        ("snapshot", "-o", "/dev/full"),
        ("brief", "-o", "/dev/full"),
        ("export", "-o", "/dev/full"),
        ("events",),  # its output goes there
    ],
)
def test_what_leads_out_says_that_the_disk_is_full(tmp_path: Path, verb: tuple[str, ...]) -> None:
    path = tmp_path / "crisis.db"
    with opened(path) as record:
        record.add(reports(0, 3))
    command = [sys.executable, "-m", "onrecord", verb[0], str(path), *verb[1:]]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "fault of ours" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
