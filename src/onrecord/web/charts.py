"""Charts as SVG, drawn here so that they need no script; each stands beside a table of the same numbers."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files

from markupsafe import Markup, escape

WIDTH, HEIGHT = 720, 220
TALL = 90
"""The height of a time line."""


def bars(weeks: Sequence[tuple[date, float, float]]) -> Markup:
    """For each week what was cooperative above the line, and what was not below it."""
    if not weeks:
        return Markup("")
    most = max(max(up, -down) for _, up, down in weeks) or 1.0
    middle, step = HEIGHT / 2, (WIDTH - 20) / len(weeks)
    parts = [Markup('<line class="axis" x1="10" x2="{}" y1="{}" y2="{}"/>').format(WIDTH - 10, middle, middle)]
    for n, (week, up, down) in enumerate(weeks):
        x = 10 + n * step
        for value, kind in ((up, "good"), (down, "bad")):
            tall = abs(value) / most * (middle - 24)
            y = middle - tall if value > 0 else middle
            bar = (
                '<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}">'
                "<title>{}: {:+.1f}</title></rect>"
            )
            if tall:
                parts.append(Markup(bar).format(kind, x + 1, y, max(1.0, min(step - 2, 40)), tall, week, value))
        if n % max(1, len(weeks) // 8) == 0:
            parts.append(Markup('<text x="{:.1f}" y="{}">{}</text>').format(x, HEIGHT - 4, week.strftime("%d %b")))
    return _svg(WIDTH, HEIGHT, parts, "Cooperation (above the line) and conflict (below) by week")


def network(ties: Mapping[tuple[str, str], tuple[int, float]]) -> Markup:
    """Actors in a circle; a line for each two, as thick as their events are many, coloured by their mean score."""
    weight: dict[str, int] = {}
    for (a, b), (count, _) in ties.items():
        weight[a] = weight.get(a, 0) + count
        weight[b] = weight.get(b, 0) + count
    shown = sorted(weight, key=lambda n: (-weight[n], n))[:16]
    if len(shown) < 2:
        return Markup("")
    at = {
        n: (360 + 210 * math.cos(2 * math.pi * k / len(shown)), 240 + 190 * math.sin(2 * math.pi * k / len(shown)))
        for k, n in enumerate(shown)
    }
    parts = []
    for (a, b), (count, score) in sorted(ties.items(), key=lambda t: t[1][0]):
        if a in at and b in at and a != b:
            line = (
                '<line class="tie {}" x1="{:.0f}" y1="{:.0f}" x2="{:.0f}" y2="{:.0f}" stroke-width="{:.1f}">'
                "<title>{} to {}: {} events, mean score {:+.1f}</title></line>"
            )
            kind = "good" if score > 0 else "bad"
            parts.append(
                Markup(line).format(kind, *at[a], *at[b], min(9, 1 + math.log2(count) * 1.5), a, b, count, score)
            )
    for name, (x, y) in at.items():  # the names stand outside the circle
        side = "start" if x >= 360 else "end"
        dot = (
            '<circle cx="{:.0f}" cy="{:.0f}" r="{:.1f}"/>'
            '<text class="name" x="{:.0f}" y="{:.0f}" text-anchor="{}">{}</text>'
        )
        size = 3 + min(9, math.sqrt(weight[name]))
        parts.append(Markup(dot).format(x, y, size, x + (14 if x >= 360 else -14), y + 4, side, name[:24]))
    return _svg(720, 480, parts, "Who acts on whom")


def timeline(bars: Sequence[tuple[date, date, int, bool, str]]) -> Markup:
    """For each stretch of days how many events, whether it is shown, and the address that shows it alone."""
    if not bars:
        return Markup("")
    most = max(count for _, _, count, _, _ in bars) or 1
    step, foot = (WIDTH - 20) / len(bars), TALL - 18
    named = "%d %b" if (bars[-1][1] - bars[0][0]).days < 300 else "%b %Y"
    parts = []
    for n, (first, last, count, inside, link) in enumerate(bars):
        x, tall = 10 + n * step, count / most * (foot - 6)
        bar = (
            '<a href="{}"><rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}">'
            "<title>{}: {} event{}</title></rect></a>"
        )
        if count:
            days = str(first) if first == last else f"{first} to {last}"
            kind, ends = "in" if inside else "out", "" if count == 1 else "s"
            wide = max(1.0, min(step - 1, 40))
            parts.append(Markup(bar).format(link, kind, x, foot - tall, wide, tall, days, count, ends))
        if n % max(1, -(-len(bars) // 8)) == 0:
            parts.append(Markup('<text x="{:.1f}" y="{}">{}</text>').format(x, TALL - 4, first.strftime(named)))
    return _svg(WIDTH, TALL, parts, "Events by day")


def world(
    points: Sequence[tuple[float, float, str, int, str, str]], around: Sequence[tuple[float, float]] = ()
) -> Markup:
    """The map: for each place latitude, longitude, name, number of events, precision and address.

    `around` are further points that the frame holds, so that it stays where it is while the days change.
    """
    view = frame([*((lat, lon) for lat, lon, *_ in points), *around])
    unit = float(view.split()[2]) / 100  # a hundredth of the width that is shown
    parts = [Markup('<path class="land" d="{}"/>').format(outline())]
    for lat, lon, name, count, precision, link in sorted(points, key=lambda p: (-p[3], p[2])):
        radius = unit * (0.5 + min(1.6, math.sqrt(count) * 0.25))
        wide = precision in ("country", "region", "district", "area", "sea", "continent")
        dot = (
            '<a href="{}"><circle class="{}" cx="{:.2f}" cy="{:.2f}" r="{:.2f}">'
            "<title>{}: {} event{} ({})</title></circle></a>"
        )
        kind = "wide" if wide else "spot"
        size = radius * 1.8 if wide else radius
        parts.append(Markup(dot).format(link, kind, lon, -lat, size, name, count, "" if count == 1 else "s", precision))
    label = '<text x="{:.2f}" y="{:.2f}" font-size="{:.2f}">{}</text>'
    parts += [Markup(label).format(x, y, 1.2 * unit, name) for x, y, name in _labels(points, unit)]
    return Markup('<svg class="world" viewBox="{}" role="img" aria-label="Map of events">{}</svg>').format(
        view, Markup("").join(parts)
    )


def _labels(points: Sequence[tuple[float, float, str, int, str, str]], unit: float) -> list[tuple[float, float, str]]:
    """The names of the places with most events that do not run into one another."""
    shown: list[tuple[float, float, str]] = []
    for lat, lon, name, *_ in sorted(points, key=lambda p: (-p[3], p[2])):
        x, y = lon + 2 * unit, -lat + 0.4 * unit
        free = all(
            abs(y - b) > 1.4 * unit or x > a + 0.75 * unit * len(n) or a > x + 0.75 * unit * len(name)
            for a, b, n in shown
        )
        if free and len(shown) < 12:
            shown.append((x, y, name))
    return shown


def frame(points: Sequence[tuple[float, float]]) -> str:
    """The part of the world that is shown: where the events are, with room around it.

    >>> frame([])
    '-180 -85 360 145'
    """
    if not points:
        return "-180 -85 360 145"
    xs, ys = [lon for _, lon in points], [-lat for lat, _ in points]
    wide = max(max(xs) - min(xs), (max(ys) - min(ys)) * 2, 24) * 1.25
    tall = wide / 2
    middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return f"{middle[0] - wide / 2:.1f} {middle[1] - tall / 2:.1f} {wide:.1f} {tall:.1f}"


@cache
def outline() -> str:
    """The borders of the world as one SVG path, in degrees."""
    found = json.loads((files("onrecord") / "data" / "web" / "world.json").read_text(encoding="utf-8"))
    return str(found["path"])


def _svg(width: int, height: int, parts: Sequence[Markup], label: str) -> Markup:
    return Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        width, height, escape(label), Markup("").join(parts)
    )
