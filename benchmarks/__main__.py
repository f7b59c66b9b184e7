"""`python -m benchmarks`: the measurements against the floors in floors.toml; exit 1 where one is missed.

Accuracy is measured on the gold sets where they are there (`../shared`), speed on the running
items there or on `examples/`.  A measurement whose data are missing is named as skipped.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from benchmarks import speed
from onrecord.evaluate import evaluate

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared"


def main() -> int:
    """Run all and print one line a figure."""
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    missed = 0
    for measurement in floors["accuracy"]:
        folder = HERE.parent if measurement["file"].startswith("corpus/") else SHARED
        path = folder / measurement["file"]
        name = f"{measurement['kind']} {measurement['file']}"
        if not path.exists():
            print(f"skipped  {name}: the file is not there")
            continue
        figures = evaluate(measurement["kind"], path).figures
        missed += sum(
            not _holds(name, figure, figures.get(figure), floor) for figure, floor in measurement["floors"].items()
        )
    for figure, value in speed.figures(SHARED / "gold/running/current_events.jsonl"):
        missed += not _holds("speed", figure, value, floors["speed"].get(figure))
    print(f"{missed} below their floors" if missed else "all floors hold")
    return 1 if missed else 0


def _holds(name: str, figure: str, value: float | None, floor: float | None) -> bool:
    """Prints the figure; a floor is a least value, or a greatest one where its name says `at most`."""
    if value is None:
        print(f"MISSING  {name}: no figure called {figure!r}")
        return False
    if floor is None:
        print(f"         {name}: {figure} = {value:.3g}")
        return True
    holds = value <= floor if "at most" in figure else value >= floor
    print(f"{'ok' if holds else 'BELOW':8} {name}: {figure} = {value:.3g} (floor {floor:g})")
    return holds


if __name__ == "__main__":
    sys.exit(main())
