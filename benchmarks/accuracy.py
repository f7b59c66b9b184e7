"""`python -m benchmarks accuracy [GOLD]`: all measurements of floors.toml, and docs/accuracy.md, the page of them.

    python -m benchmarks accuracy ../shared/gold                   measure all (a quarter of an hour), write the page
    python -m benchmarks accuracy ../shared/gold --only times      measure one kind anew, keep the other figures
    python -m benchmarks accuracy                                  write the page anew from the figures kept

The figures are kept in accuracy.json as they were measured, never edited; the page is made of them and of the rows,
floors, goals and peers in floors.toml.  The texts of the gold sets go nowhere.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.evaluate import evaluate

HERE = Path(__file__).parent
ROOT = HERE.parent
FLOORS, KEPT, PAGE = HERE / "floors.toml", HERE / "accuracy.json", ROOT / "docs" / "accuracy.md"


@dataclass(frozen=True)
class Row:
    """A figure of a measurement: what it says, its least (`most`: greatest) value, its goal, what others reach."""

    figure: str
    says: str
    floor: float | None = None
    most: float | None = None
    goal: float | None = None
    peer: float | None = None
    by: str = ""

    def holds(self, value: float) -> bool:
        """Whether it is no worse than its floor."""
        return (self.floor is None or value >= self.floor) and (self.most is None or value <= self.most)

    def lacks(self, value: float, than: float | None) -> bool:
        """Whether a value, as it is printed, is worse than another one."""
        if than is None:
            return False
        return round(value, 3) > than if self.most is not None else round(value, 3) < than


@dataclass(frozen=True)
class Measurement:
    """What `onrecord evaluate KIND FILE` is asked for."""

    kind: str
    file: str
    title: str
    tuned: str
    rows: tuple[Row, ...]
    texts: str = ""
    command: str = ""

    @property
    def name(self) -> str:
        """By which its figures are kept."""
        return f"{self.kind} {self.file}"

    def path(self, gold: Path) -> Path:
        """Its file: ours, or one in the folder of gold sets, or in that of treebanks beside it."""
        if self.file.startswith("corpus/"):
            return ROOT / self.file
        return gold / self.file.removeprefix("gold/") if self.file.startswith("gold/") else gold.parent / self.file

    def shown(self) -> str:
        """The command that prints its figures."""
        file = self.file if self.file.startswith("corpus/") else f"../shared/{self.file}"
        return self.command or f"onrecord evaluate {self.kind} {file}"


def measurements(floors: Path = FLOORS) -> list[Measurement]:
    """The measurements of floors.toml, in order.  Raises `TypeError` for a key that is none of ours."""
    told = tomllib.loads(floors.read_text(encoding="utf-8"))["accuracy"]
    return [Measurement(**(m | {"rows": tuple(Row(**row) for row in m["rows"])})) for m in told]


def missing(measurement: Measurement, gold: Path) -> Path | None:
    """The first of the files that it needs which is not there."""
    needed = [measurement.path(gold), *([gold / measurement.texts] if measurement.texts else [])]
    return next((path for path in needed if not path.exists()), None)


def measured(measurement: Measurement, gold: Path) -> dict[str, float]:
    """The number of rows and the figures that it asks for.  Raises `KeyError` for a figure that is not printed."""
    path = measurement.path(gold)
    with tempfile.TemporaryDirectory() as folder:
        if measurement.texts:
            path = _with_texts(path, gold / measurement.texts, Path(folder) / path.name)
        result = evaluate(measurement.kind, path)
    if absent := [r.figure for r in measurement.rows if r.figure not in result.figures]:
        raise KeyError(f"{measurement.name} prints no figure called {absent[0]!r}")
    return {"rows": result.rows} | {r.figure: round(result.figures[r.figure], 4) for r in measurement.rows}


def _with_texts(path: Path, texts: Path, to: Path) -> Path:
    """Rows whose text is that of the line with their number in another file, which is not ours to keep."""
    lines = [json.loads(line)["text"] for line in texts.read_text(encoding="utf-8").split("\n") if line]
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    to.write_text("".join(json.dumps(row | {"text": lines[row["id"]]}) + "\n" for row in rows), encoding="utf-8")
    return to


# --- the page ------------------------------------------------------------------------------------


def page(asked: Iterable[Measurement], kept: Mapping[str, Any]) -> str:
    """The page of the figures: what falls short first, then every measurement."""
    asked = list(asked)
    figures = kept["figures"]
    told = [(m, row, figures[m.name][row.figure]) for m in asked if m.name in figures for row in m.rows]
    parts = [
        "# How accurate it is\n",
        "*Printed by `python -m benchmarks accuracy ../shared/gold`; a change by hand is lost.* Each figure is that of "
        "the command above its table, and each floor is checked by `make bench`. Order, floors, goals and what others "
        "reach stand in `benchmarks/floors.toml`, the figures as measured in `benchmarks/accuracy.json` "
        f"(onrecord at {kept['at']}).\n",
        "Files under `../shared` are the work of others; their texts are not in this repository. They are the "
        "development sides of the sets: what is kept for others to measure on may come out lower. Shares and F1 are "
        "better the higher they are, but where the floor says *at most*. What others reach is quoted from what they "
        "published; where it is of other texts it stands in words, and does not compare.\n",
        "## What falls short\n",
        "\n".join(_short(told, asked, figures)) + "\n",
        *(_section(m, figures.get(m.name)) for m in asked),
    ]
    return "\n".join(parts)


def _short(
    told: list[tuple[Measurement, Row, float]], asked: Iterable[Measurement], figures: Mapping[str, Any]
) -> Iterator[str]:
    """What is below its floor, short of its goal, behind others, or not measured."""
    below = [_line(m, r, v, f"floor {_floor(r)}") for m, r, v in told if not r.holds(v)]
    short = [_line(m, r, v, f"goal {limit(r.goal)}") for m, r, v in told if r.goal is not None and r.lacks(v, r.goal)]
    behind = [
        _line(m, r, v, f"others {limit(r.peer)}") for m, r, v in told if r.peer is not None and r.lacks(v, r.peer)
    ]
    absent = [f"- {m.title}: `{m.shown()}`" for m in asked if m.name not in figures]
    for title, lines in (
        ("Below its floor", below),
        ("Short of its goal", short),
        ("Behind others on the same set", behind),
        ("Not measured, for the data were not there", absent),
    ):
        if lines:
            yield f"**{title}** ({len(lines)}):\n\n" + "\n".join(lines) + "\n"
    if not below:
        yield "All floors hold."


def _line(measurement: Measurement, row: Row, value: float, than: str) -> str:
    says = row.says if not row.says.startswith(("and ", "the same")) else f"{row.says} ({row.figure})"
    return f"- {measurement.title}: {says} **{number(value)}**, {than}"


def _section(measurement: Measurement, figures: Mapping[str, float] | None) -> str:
    head = f"## {measurement.title}\n\n"
    if figures is None:
        return head + f"Not measured. `{measurement.shown()}`\n"
    lines = [f"| {figures['rows']:,.0f} rows | figure | floor | goal | others |", "| --- | --- | --- | --- | --- |"]
    for row in measurement.rows:
        peer = " ".join(filter(None, (f"{limit(row.peer)}:" if row.peer is not None else "", row.by)))
        cells = (row.says, number(figures[row.figure]), _floor(row), limit(row.goal), peer)
        lines.append("| " + " | ".join(cells) + " |")
    return head + f"`{measurement.shown()}`\n\n{measurement.tuned}\n\n" + "\n".join(lines) + "\n"


def _floor(row: Row) -> str:
    return f"at most {limit(row.most)}" if row.most is not None else limit(row.floor)


def number(value: float) -> str:
    """A measured share as the pages write it.

    >>> number(0.8077), number(0.9), number(1.0), number(0.0)
    ('.808', '.900', '1.0', '0')
    """
    shown = f"{value:.3f}"
    return {"1.000": "1.0", "0.000": "0"}.get(shown, shown.removeprefix("0"))


def limit(value: float | None) -> str:
    """A floor, goal or peer's figure, with no more digits than it has; nothing for none.

    >>> limit(0.8), limit(0.005), limit(None)
    ('.80', '.005', '')
    """
    return "" if value is None else number(value).removesuffix("0") if value < 1 else number(value)


# --- the command ---------------------------------------------------------------------------------


def main(arguments: list[str]) -> int:
    """Measure, keep the figures, write the page; 1 where a floor is missed, 2 where there is nothing to measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks accuracy", description=__doc__.split("\n")[0])
    parser.add_argument(
        "gold", nargs="?", type=Path, help="the folder of gold sets; without it only the page is written"
    )
    parser.add_argument("--only", metavar="KIND", help="measure this kind alone, keep the other figures")
    given = parser.parse_args(arguments)
    asked = measurements()
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {"at": "", "figures": {}}
    if given.gold is not None:
        if not given.gold.is_dir():
            print(f"{given.gold}: no such folder: give the folder of gold sets, as ../shared/gold", file=sys.stderr)
            return 2
        wanted = [m for m in asked if given.only in (None, m.kind)]
        if not wanted:
            kinds = ", ".join(dict.fromkeys(m.kind for m in asked))
            print(f"nothing of kind {given.only!r} is measured; there are: {kinds}", file=sys.stderr)
            return 2
        at = _at()
        _measure(wanted, given.gold, kept)
        names = {m.name for m in asked}
        kept = {"at": at, "figures": {name: told for name, told in sorted(kept["figures"].items()) if name in names}}
        KEPT.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    PAGE.write_text(page(asked, kept), encoding="utf-8", newline="\n")
    print(f"{PAGE} written")
    figures = kept["figures"]
    missed = [(m, r) for m in asked if m.name in figures for r in m.rows if not r.holds(figures[m.name][r.figure])]
    for m, r in missed:
        print(f"BELOW  {m.name}: {r.figure} = {number(figures[m.name][r.figure])} (floor {_floor(r)})")
    return 1 if missed else 0


def _measure(wanted: Iterable[Measurement], gold: Path, kept: Mapping[str, Any]) -> None:
    """Measure each, and keep its figures at once: a run that is stopped has lost one measurement at most."""
    for m in wanted:
        if absent := missing(m, gold):
            kept["figures"].pop(m.name, None)
            print(f"skipped  {m.name}: {absent} is not there", flush=True)
            continue
        started = time.monotonic()
        kept["figures"][m.name] = measured(m, gold)
        KEPT.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        print(f"{time.monotonic() - started:6.1f} s  {m.name}", flush=True)


def _at() -> str:
    """The commit that is measured, asked for before figures are written beside it."""
    asked = ["git", "describe", "--always", "--dirty=, changed"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True)
    return done.stdout.strip() or "an unknown commit"
