"""Compare the settings that we ship with weights fitted on current_events, on the tuning half of stories/gva.

    python training/stories/choose.py ../shared

The fitted weights learn from the items of running/current_events that stand under a heading (CC
BY-SA): one heading, one story.  They are tried at each level of joining.  Nothing is written, and
nothing is fitted on stories/gva.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import numpy as np

from onrecord.evaluate.stories import b_cubed
from onrecord.model import Report
from onrecord.stories.alike import features, table
from onrecord.stories.fingerprint import fingerprint
from onrecord.stories.group import JOINED, join, meetings

RIDGE = 1.0


def tuning(key: str) -> bool:
    """Whether an incident belongs to the half that settings are chosen on."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2 == 0


def read(path: Path, key: str) -> list[tuple[Report, str]]:
    """The reports of a file that say what they belong to, each with that."""
    with path.open(encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row.get(key)]
    return [
        (Report(text=r["text"], title=r.get("title"), source=r.get("source"), stated=_day(r["date"])), r[key])
        for r in rows
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


class Pairs:
    """The pairs of reports that meet, with the value of each sign and whether they belong together."""

    def __init__(self, told: list[tuple[Report, str]]) -> None:
        marks = {r.id: fingerprint(r) for r, _ in told}
        self.gold = {r.id: label for r, label in told}
        self.pairs = list(meetings(marks))
        self.signs = np.array([features(marks[a], marks[b]) for a, b in self.pairs])
        self.same = np.array([float(self.gold[a] == self.gold[b]) for a, b in self.pairs])

    def score(self, bias: float, weights: np.ndarray, joined: float) -> tuple[float, float, float]:
        """B-cubed precision, recall and F1 where reports are joined from this likeness on.

        The level is moved by the bias, which is the same.
        """
        moved = bias - np.log(joined / (1 - joined)) + np.log(JOINED / (1 - JOINED))
        likeness = 1 / (1 + np.exp(-np.clip(moved + self.signs @ weights, -30, 30)))
        groups = join(sorted(self.gold), dict(zip(self.pairs, map(float, likeness), strict=True)))
        found: Mapping[str, int] = {i: n for n, ids in enumerate(groups) for i in ids}
        return b_cubed(self.gold, found)


def fit(pairs: Pairs) -> tuple[float, np.ndarray]:
    """The bias and the weights by logistic regression; a sign that hardly varies weighs nothing."""
    spread = pairs.signs.std(0)
    varies = spread > 1e-6
    mean = pairs.signs.mean(0)[varies]
    x = np.hstack([np.ones((len(pairs.same), 1)), (pairs.signs[:, varies] - mean) / spread[varies]])
    w = np.zeros(x.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-x @ w))
        curve = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(w))
        w -= np.linalg.solve(curve, x.T @ (p - pairs.same) + RIDGE * w)
    weights = np.zeros(len(spread))
    weights[varies] = w[1:] / spread[varies]
    return float(w[0] - weights[varies] @ mean), weights


def main(shared: Path) -> None:
    """Print both, at each level."""
    news = [(r, label) for r, label in read(shared / "gold/stories/gva.jsonl", "incident") if tuning(label)]
    half = Pairs(news)
    bias, weights = table()
    print("by hand", *(f"{x:.3f}" for x in half.score(bias, np.array(weights), JOINED)))
    fitted = fit(Pairs(read(shared / "gold/running/current_events.jsonl", "story")))
    for tenth in range(1, 10):
        print(f"fitted, joined from {tenth / 10}", *(f"{x:.3f}" for x in half.score(*fitted, tenth / 10)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
