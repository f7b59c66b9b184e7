"""Makes `src/onrecord/data/web/world.json`, the outline of the map, from Natural Earth's public-domain data.

    npm pack world-atlas && tar xzf world-atlas-*.tgz
    python -m training.world package/countries-110m.json

The file holds one SVG path: the borders of countries in degrees (x = longitude, y = -latitude), one decimal.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

OUT = Path(__file__).parent.parent / "src/onrecord/data/web/world.json"


def main(source: Path) -> None:
    topology = json.loads(source.read_text())
    arcs = [list(_degrees(arc, topology["transform"])) for arc in topology["arcs"]]
    path = "".join(_path(_ring(ring, arcs)) for ring in _rings(topology["objects"]["countries"]["geometries"]))
    OUT.write_text(json.dumps({"source": "Natural Earth 1:110m, by world-atlas 2.0.2 (public domain)", "path": path}))
    print(f"{OUT}: {OUT.stat().st_size // 1000} kB")


def _degrees(arc: list[list[int]], transform: dict[str, Any]) -> Iterator[tuple[float, float]]:
    """An arc of delta-encoded steps as longitudes and latitudes."""
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield (
            x * transform["scale"][0] + transform["translate"][0],
            y * transform["scale"][1] + transform["translate"][1],
        )


def _rings(geometries: list[dict[str, Any]]) -> Iterator[list[int]]:
    for shape in geometries:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        yield from (ring for polygon in polygons for ring in polygon)


def _ring(indices: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points


def _path(points: list[tuple[float, float]]) -> str:
    rounded = [(round(x, 1), round(-y, 1)) for x, y in points]
    kept = [p for n, p in enumerate(rounded) if not n or p != rounded[n - 1]]
    if len(kept) < 3:
        return ""
    steps = [f"M{kept[0][0]:g},{kept[0][1]:g}"]
    for (before, _), (x, y) in pairwise(kept):
        steps.append(f"{'M' if abs(x - before) > 180 else 'L'}{x:g},{y:g}")  # around the date line, no line across
    return "".join(steps) + ("" if "M" in "".join(steps)[1:] else "Z")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
