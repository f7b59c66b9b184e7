"""Fit what each sign of likeness weighs, for `onrecord.stories`.

    python training/stories/alike.py ../shared

Logistic regression on the pairs that meet, within the tuning half of stories/gva and stories/basil
(chosen by a hash of the incident); a pair of basil, of which there are few, counts `FEW` times.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import numpy as np

from onrecord.model import Report
from onrecord.stories.alike import FEATURES, features
from onrecord.stories.fingerprint import Fingerprint, fingerprint
from onrecord.stories.group import meetings

FEW = 5.0
RIDGE = 1.0
OUT = Path(__file__).parents[2] / "src/onrecord/data/stories/alike.tsv"


def tuning(key: str) -> bool:
    """Whether an incident or story belongs to the half that we tune on."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2 == 0


def read(shared: Path) -> tuple[dict[str, Fingerprint], dict[str, tuple[str, str]]]:
    """Fingerprints and (set, incident) of the reports of the tuning half."""
    marks, gold = {}, {}
    for name in ("gva", "basil"):
        with (shared / f"gold/stories/{name}.jsonl").open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                incident = row.get("incident") or row["story"]
                if tuning(incident):
                    report = Report(text=row["text"], title=row["title"], source=row["source"], stated=row["date"][:10])
                    marks[report.id] = fingerprint(report)
                    gold[report.id] = (name, incident)
    return marks, gold


def fit(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Weights (the first of them the bias) in the units of the features."""
    mean, spread = x.mean(0), x.std(0)
    spread[spread == 0] = 1
    z = np.hstack([np.ones((len(x), 1)), (x - mean) / spread])
    w = np.zeros(z.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-z @ w))
        gradient = z.T @ (weight * (p - y)) + RIDGE * w
        curve = (z * (weight * p * (1 - p))[:, None]).T @ z + RIDGE * np.eye(len(w))
        step = np.linalg.solve(curve, gradient)
        w -= step
        if abs(step).max() < 1e-8:
            break
    plain = w[1:] / spread
    return np.concatenate([[w[0] - plain @ mean], plain])


def main(shared: Path) -> None:
    marks, gold = read(shared)
    pairs = list(meetings(marks))
    x = np.array([features(marks[a], marks[b]) for a, b in pairs])
    y = np.array([float(gold[a] == gold[b]) for a, b in pairs])
    weight = np.array([FEW if gold[a][0] == gold[b][0] == "basil" else 1.0 for a, b in pairs])
    weights = fit(x, y, weight)
    lines = ["# What each sign of likeness weighs (log odds); made by training/stories/alike.py"]
    lines += [f"{name}\t{value:.4f}" for name, value in zip(("bias", *FEATURES), weights, strict=True)]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines), f"\n{len(pairs)} pairs, {int(y.sum())} of one story")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
