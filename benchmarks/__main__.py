"""`python -m benchmarks`: the measurements against the floors in floors.toml; exit 1 where one is missed.

Accuracy is measured on the gold sets where they are there (`../shared`), speed on the running items there or on
`examples/`.  A measurement whose data are missing is named as skipped.  `python -m benchmarks accuracy GOLD` writes
docs/accuracy.md (accuracy.py).
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from benchmarks import accuracy, speed

SHARED = Path(__file__).parents[2] / "shared"


def main() -> int:
    """Run all and print one line a figure."""
    floors = tomllib.loads(accuracy.FLOORS.read_text(encoding="utf-8"))
    missed = 0
    for m in accuracy.measurements():
        if absent := accuracy.missing(m, SHARED / "gold"):
            print(f"skipped  {m.name}: {absent} is not there")
            continue
        figures = accuracy.measured(m, SHARED / "gold")
        for row in m.rows:
            floor = row.floor if row.most is None else row.most
            missed += not _holds(m.name, row.figure, figures[row.figure], floor, most=row.most is not None)
    for figure, value in speed.figures(SHARED / "gold/running/current_events.jsonl"):
        missed += not _holds("speed", figure, value, floors["speed"].get(figure), most="at most" in figure)
    print(f"{missed} below their floors" if missed else "all floors hold")
    return 1 if missed else 0


def _holds(name: str, figure: str, value: float, floor: float | None, *, most: bool) -> bool:
    """Prints the figure; a floor is a least value, or the greatest one."""
    if floor is None:
        print(f"         {name}: {figure} = {value:.3g}")
        return True
    holds = value <= floor if most else value >= floor
    print(f"{'ok' if holds else 'BELOW':8} {name}: {figure} = {value:.3g} ({'at most' if most else 'floor'} {floor:g})")
    return holds


if __name__ == "__main__":
    sys.exit(accuracy.main(sys.argv[2:]) if sys.argv[1:2] == ["accuracy"] else main())
