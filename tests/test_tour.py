"""What README and tutorial show can be typed, in that order, and prints what they say it prints."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHELL = shutil.which("bash")
OURS = f'onrecord() {{ "{sys.executable}" -m onrecord "$@"; }}; '
SKIPPED = ("alias ", "onrecord serve ", "onrecord add my.db your-reports/")
"""What a test cannot do, or what only a reader can name."""

pytestmark = pytest.mark.skipif(SHELL is None, reason="there is no bash to type the commands into")


def said(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A command typed into a shell in which `onrecord` is ours; `make demo` is what it runs once all is installed."""
    command = "onrecord demo" if command == "make demo" else command
    known = os.pathsep.join(filter(None, (str(ROOT / "src"), os.environ.get("PYTHONPATH"))))
    environment = os.environ | {"PYTHONPATH": known, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}
    asked = [str(SHELL), "-c", OURS + command]
    return subprocess.run(asked, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a newcomer types: with the demo made."""
    folder = tmp_path_factory.mktemp("tour")
    assert said("make demo", folder).returncode == 0
    shutil.copy(folder / "demo" / "crisis.db", folder / "my.db")
    return folder


def readme() -> list[tuple[str, list[str]]]:
    """The commands of the tour, each with the lines that it is said to print."""
    block = (ROOT / "README.md").read_text(encoding="utf-8").partition("## A short tour")[2].split("```")[1]
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines()[1:]:
        if line.startswith("$ "):
            found.append((_bare(line[2:]), []))
        elif line.strip() and line.strip() != "...":
            found[-1][1].append(line)
    return [told for told in found if not told[0].startswith(SKIPPED)]


def tutorial() -> Iterator[str]:
    """The commands of the tutorial in order."""
    for line in (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("    ") and not line.strip().startswith(("make ", *SKIPPED)):
            yield _bare(line.strip())


def _bare(command: str) -> str:
    """A command without the remark behind it."""
    return re.sub(r"\s{2,}#.*|\s+# .*", "", command)


def _plain(text: str) -> str:
    """Text as it is compared: the links of a brief by their numbers, blanks as one."""
    return " ".join(re.sub(r"\[\[(\d+)\]\]\(#[\w-]+\)", r"[\1]", text).split())


@pytest.mark.parametrize(("command", "lines"), readme(), ids=lambda x: x if isinstance(x, str) else "")
def test_the_readme_shows_what_is_printed(command: str, lines: list[str], folder: Path) -> None:
    done = said(_with_ids(command, folder), folder)
    assert done.returncode == 0, done.stderr
    printed = [_plain(line) for line in done.stdout.splitlines()]
    for line in lines:
        assert _plain(line) in printed, f"README.md shows a line that `{command}` does not print: {line!r}"


def test_the_tutorial_can_be_typed(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "demo", tmp_path / "demo")
    typed = 0
    for command in tutorial():
        done = said(_with_ids(command, tmp_path), tmp_path)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        assert done.stdout or "-o " in command or command.startswith(("mkdir", "printf")), f"{command} prints nothing"
        typed += 1
    assert typed > 10


def _with_ids(command: str, folder: Path) -> str:
    """With the ids of two events where the page says ID, ID1 and ID2."""
    if "ID" not in command:
        return command
    ids = re.findall(r"^(e[0-9a-f]{6})\b", said("onrecord events demo/crisis.db", folder).stdout, re.M)
    return re.sub(r"\bID(\d?)\b", lambda m: ids[int(m[1] or 1) - 1], command)


def test_your_own_actors_and_types_can_be_copied_from_their_page(tmp_path: Path) -> None:
    actors, types = re.findall(r"(?:^    \S.*\n|^ {4,}.*\n)+", (ROOT / "docs" / "own.md").read_text(), re.M)
    (tmp_path / "ours.csv").write_text(textwrap.dedent(actors), encoding="utf-8")
    (tmp_path / "ours.toml").write_text(textwrap.dedent(types), encoding="utf-8")
    text = "Harbour Watch condemned the police on Monday. Police evicted 12 families from a camp near Toamasina."
    done = said(f"echo '{text}' | onrecord code --actors ours.csv --types ours.toml", tmp_path)
    assert done.returncode == 0, done.stderr
    accused, evicted = map(json.loads, done.stdout.splitlines())
    assert (accused["actors"][0]["name"], accused["actors"][0]["country"]) == ("Harbour Watch", "MDG")
    assert evicted["labels"] == ["EVICT"]
