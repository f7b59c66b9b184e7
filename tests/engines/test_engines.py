"""One contract for every engine, and what a worker's death costs: nothing."""

from __future__ import annotations

import importlib
import math
import operator
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from onrecord.engines import Engine, Here, Workers


@pytest.fixture(params=["here", "workers"])
def engine(request: pytest.FixtureRequest) -> Engine:
    return Here() if request.param == "here" else Workers(2)


def test_every_chunk_has_its_result(engine: Engine) -> None:
    assert sorted(engine.run(math.factorial, range(40))) == [math.factorial(n) for n in range(40)]


def test_no_chunks_no_results(engine: Engine) -> None:
    assert list(engine.run(math.factorial, [])) == []


def test_an_error_of_the_work_is_raised_as_it_is(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError):
        list(engine.run(partial(operator.truediv, 1), [1, 2, 0, 4]))


def test_chunks_are_asked_for_as_they_are_needed(engine: Engine) -> None:
    asked = []

    def chunks() -> object:
        for n in range(1000):
            asked.append(n)
            yield n

    results = engine.run(abs, chunks())  # type: ignore[arg-type,var-annotated]
    next(results)
    assert len(asked) < 10
    close = getattr(results, "close", None)
    if close:
        close()


def test_a_worker_that_dies_has_its_chunk_done_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dying.py").write_text(
        "import os\nHERE = os.environ['HERE']\n"
        "def double(n):\n    if str(os.getpid()) != HERE and n == 3:\n        os._exit(9)\n"
        "    return 2 * n, os.getpid()\n"
    )
    monkeypatch.setenv("HERE", str(os.getpid()))
    monkeypatch.syspath_prepend(str(tmp_path))
    work = importlib.import_module("dying").double
    done = sorted(Workers(2).run(work, range(6)))
    assert [n for n, _ in done] == [0, 2, 4, 6, 8, 10]
    assert done[3][1] == os.getpid()
    assert len({pid for _, pid in done}) > 1  # the others were done there


def test_work_that_cannot_be_sent_is_done_here(engine: Engine) -> None:
    assert sorted(engine.run(lambda n: n + 1, range(5))) == [1, 2, 3, 4, 5]


def test_workers_do_not_run_the_users_script_again(tmp_path: Path) -> None:
    script = tmp_path / "script.py"  # with no guard around its main part, as scripts are
    script.write_text(
        "print('once')\nfrom onrecord.engines import Workers\nprint(sum(Workers(2).run(abs, range(5))))\n"
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["once", "10"]


def test_what_the_work_prints_does_not_disturb_the_answers(capfd: pytest.CaptureFixture[str]) -> None:
    assert list(Workers(1).run(print, ["a line"])) == [None]
    assert "a line" in capfd.readouterr().err
