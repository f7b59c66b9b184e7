"""The whole way with the real rooms, on the example reports: what `make demo` shows, in any order the same."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord import Record, read_reports
from onrecord.cli.demo import command, examples
from onrecord.cli.main import run


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "made"
    assert run(["demo", "--folder", str(folder)]) == 0
    return folder


def test_the_demo_leaves_a_record_and_two_briefs_and_nothing_else(demo: Path) -> None:
    assert sorted(path.name for path in demo.iterdir()) == ["brief.html", "brief.md", "crisis.db"]


def test_every_sentence_of_the_brief_cites_a_quote(demo: Path) -> None:
    lines = [line for line in (demo / "brief.md").read_text().splitlines() if line.startswith("- ")]
    sources = {line.partition('"')[2].partition('"')[0] for line in lines if line.startswith("- <a id=")}
    told = [line for line in lines if not line.startswith("- <a id=")]
    assert len(told) > 20
    for line in told:
        cited = re.findall(r"\(#([\w-]+)\)", line)
        assert cited
        assert set(cited) <= sources


def test_the_record_can_be_asked(demo: Path) -> None:
    with Record(demo / "crisis.db", create=False) as record:
        reports = {report.id: report for report in record.reports()}
        events = record.events()
        assert len(reports) == 15
        assert any(event.type == "RETREAT" and event.mode == "release" for event in events)
        for event in events:
            for cited in event.evidence.values():
                for citation in cited:
                    assert citation.span.of(reports[citation.report].text).strip()
        assert record.explain(events[0].id).fields
        assert record.skipped() == []


def test_any_order_and_any_batches_give_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    reports = list(read_reports(examples()))
    with Record(tmp_path / "other.db") as other:
        for at in range(0, len(reports), 4):
            other.add(list(reversed(reports))[at : at + 4])
            other.events()
        with Record(demo / "crisis.db", create=False) as record:
            assert _digest(other) == _digest(record)


def _digest(record: Record) -> str:
    whole = "".join(record.export("plover")) + "".join(record.export("polecat")) + record.brief()
    nouns = [*record.events(), *record.stories(), *record.figures(), *record.conditions(), *record.doubts()]
    return hashlib.sha256((whole + "".join(noun.model_dump_json() for noun in nouns)).encode()).hexdigest()


def test_a_demo_can_be_made_again_over_the_last(demo: Path) -> None:
    before = (demo / "brief.md").read_bytes()
    assert run(["demo", "--folder", str(demo)]) == 0
    assert (demo / "brief.md").read_bytes() == before


def test_what_it_tells_to_do_next_runs_as_printed(tmp_path: Path) -> None:
    """Also where onrecord is not on the PATH: each line is given to a shell as it stands."""
    home = Path(sys.executable).parent
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "bin").symlink_to(home)
    plain = {k: v for k, v in os.environ.items() if k != "PATH"} | {"PATH": "/usr/bin:/bin"}

    def typed(line: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["sh", "-c", line], cwd=tmp_path, env=plain, capture_output=True, text=True, timeout=120)

    assert typed("command -v onrecord").returncode != 0
    made = typed(".venv/bin/onrecord demo --folder 'a demo'")
    assert made.returncode == 0, made.stderr
    lines = [line.strip() for line in made.stdout.partition("\nNext")[2].splitlines()[1:]]
    assert [line.split()[1] for line in lines] == ["events", "figures", "explain", "doubts", "add", "serve"]
    for line in lines[:-1]:
        assert line.startswith(".venv/bin/onrecord ")
        done = typed(line)
        assert (done.returncode, done.stderr) == (0, ""), line
    assert typed(lines[-1] + " --help").returncode == 0


@pytest.mark.parametrize(
    ("on_path", "started", "says"),
    [
        ("/usr/bin/onrecord", ".venv/bin/onrecord", "onrecord"),
        (None, ".venv/bin/onrecord", ".venv/bin/onrecord"),
        (None, "somewhere/__main__.py", f"{sys.executable} -m onrecord"),
    ],
)
def test_how_it_is_called(
    on_path: str | None, started: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".venv/bin").mkdir(parents=True)
    Path(".venv/bin/onrecord").touch()
    monkeypatch.setattr(sys, "argv", [started, "demo"])
    monkeypatch.setattr("shutil.which", lambda _: on_path)
    assert command() == says
