"""What runs is told to other processes; what was killed is not taken for work."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from onrecord import Record
from onrecord.model import Added, Report
from onrecord.record import underway

BEGINS = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from onrecord.record import underway
with underway.telling(Path(sys.argv[1]), "add", "wire.jsonl", lambda: datetime.now(UTC)):
    print("begun", flush=True)
    sys.stdin.readline()
"""


def now() -> datetime:
    return datetime.now(UTC)


def begun(record: Path) -> subprocess.Popen[str]:
    """Another process, at work until it reads a line."""
    command = [sys.executable, "-c", BEGINS, str(record)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "begun\n"
    return process


def test_another_process_hears_of_it_until_it_ends(tmp_path: Path) -> None:
    record = tmp_path / "crisis.db"
    process = begun(record)
    (work,) = underway.under_way(record, now())
    assert (work.verb, work.what) == ("add", "wire.jsonl")
    assert underway.under_way(tmp_path / "other.db", now()) == []
    assert underway.under_way(record, now() + timedelta(hours=1)) == []  # nothing was heard of it for long
    process.communicate("\n")
    assert underway.under_way(record, now()) == []
    assert list(tmp_path.iterdir()) == []


def test_what_was_killed_is_no_work_and_is_cleared_away(tmp_path: Path) -> None:
    record = tmp_path / "crisis.db"
    process = begun(record)
    process.kill()
    process.communicate()
    assert len(list(tmp_path.iterdir())) == 1
    assert underway.under_way(record, now()) == []
    with underway.telling(record, "rebuild", "", now):
        assert [work.verb for work in underway.under_way(record, now())] == ["rebuild"]
    assert list(tmp_path.iterdir()) == []


def test_the_counts_add_up(tmp_path: Path) -> None:
    record = tmp_path / "crisis.db"
    with underway.telling(record, "add", "wire.jsonl", now) as told:
        told(Added(known=1))
        underway.time.sleep(underway.OFTEN)
        told(Added(added=1200, skipped=2))
        (work,) = underway.under_way(record, now())
    assert work.so_far == Added(added=1200, known=1, skipped=2)
    assert work.words == "1,200 reports added from wire.jsonl, 1 known, 2 skipped so far"


def test_a_damaged_file_is_no_work(tmp_path: Path) -> None:
    (tmp_path / ".crisis.db.working-1-0").write_text('{"verb": "add"')
    assert underway.under_way(tmp_path / "crisis.db", now()) == []


def test_where_nothing_can_be_written_the_work_goes_on(tmp_path: Path) -> None:
    with underway.telling(tmp_path / "nowhere" / "crisis.db", "add", "", now) as told:
        told(Added(added=1))


def test_a_record_tells_of_its_own_add_and_does_not_read_that_file(tmp_path: Path) -> None:
    seen = []
    (tmp_path / "a.txt").write_text("date: 2024-03-01\n\nNorway praised Mali on Friday.\n")
    with Record(tmp_path / "crisis.db") as record:

        def coming():  # type: ignore[no-untyped-def]
            seen.extend(record.under_way())
            yield Report(text="Chad praised Mali on Friday.")

        record.add(coming())
        assert [work.verb for work in seen] == ["add"]
        added = record.add(tmp_path)
        assert (added.added, added.skipped) == (1, 0)
        assert record.under_way() == []
