"""Fits the weights by which places are found and resolved: src/onrecord/data/places/detector.tsv and resolver.tsv.

    .venv/bin/python training/places.py --gold FOLDER [--news TEXTS]

FOLDER holds lgl.jsonl, geowebnews.jsonl and geovirus.jsonl; TEXTS are the texts of corpus/names.jsonl.  Only the tuning
half is used, the rows whose text has a SHA-256 digest that begins with an even byte; the other half is for reporting
(`evaluate(path, half=1)`).  The reader of the package reads every text once: two to four minutes.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.coding.where import resolve as resolving
from onrecord.coding.where.candidates import Candidate, candidates
from onrecord.coding.where.clues import clues_of
from onrecord.coding.where.find import choose, weigh
from onrecord.coding.where.gazetteer import Gazetteer, gazetteer
from onrecord.coding.where.mentions import FLOOR
from onrecord.coding.where.signs import describe
from onrecord.coding.where.words import Words, cut
from onrecord.evaluate.places import Gold, half_of, is_people, read_gold

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "src/onrecord/data/places"
SHARE = {"lgl": 1.0, "geowebnews": 1.0, "geovirus": 0.3, "news": 0.2}  # what a row of each set weighs
RIDGE = 3.0
RARE = 4  # a sign that holds for fewer candidates gets no weight


_FIXED = resolving.SIGNS.index("customary")


@dataclass
class Row:
    """A text of the tuning half, with its candidates as they are without and with a reading."""

    share: float
    gold: list[Gold]
    words: Words
    alone: list[Candidate]
    read: list[Candidate]

    def answer(self, c: Candidate) -> bool | None:
        """Whether the candidate is a place by the gold; None where the gold leaves it open."""
        start, end = self.words.starts[c.first], self.words.ends[c.last]
        over = [g for g in self.gold if g.start < end and start < g.end]
        if any((g.start, g.end) == (start, end) and not g.open for g in over):
            return True
        return None if any(g.open for g in over) else False


def described(words: Words, book: Gazetteer, reading: Any) -> list[Candidate]:
    found = candidates(words, book)
    describe(words, found, book, clues_of(reading) if reading is not None else None)
    return found


def load(gold: Path, news: Path | None) -> list[Row]:
    """The tuning half of every set."""
    from onrecord.reading import read

    book, rows = gazetteer(), []
    for name, text, marks in _shouted(_texts(gold, news)):
        words = cut(text)
        reading = read(text)
        rows.append(Row(SHARE[name], marks, words, described(words, book, None), described(words, book, reading)))
    return rows


def _shouted(texts: Iterator[tuple[str, str, list[Gold]]]) -> Iterator[tuple[str, str, list[Gold]]]:
    """The tuning half, and every eighth of it once more in capitals, as old wires are."""
    for n, (name, text, marks) in enumerate(t for t in texts if half_of(t[1]) == 0):
        yield name, text, marks
        if n % 8 == 0 and len(text.upper()) == len(text):
            yield name, text.upper(), marks


def _texts(gold: Path, news: Path | None) -> Iterator[tuple[str, str, list[Gold]]]:
    for name in ("lgl", "geowebnews", "geovirus"):
        for text, marks in read_gold(gold / f"{name}.jsonl"):
            yield name, text, marks
    if news is None:
        return
    texts = [json.loads(line)["text"] for line in news.read_text("utf-8").splitlines()]
    for line in (HERE.parent / "corpus/names.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        text = texts[row["id"]]
        marks = [
            Gold(s, e, text[s:e], None, None, None, kind != "place" or is_people(text[s:e]))
            for s, e, kind in row["names"]
        ]
        yield "news", text, marks


# --- finding -----------------------------------------------------------------------------------------


def fit_detector(rows: list[Row], read: bool) -> dict[str, float]:
    """Logistic regression with a ridge, by Newton's steps."""
    count: Counter[str] = Counter()
    for r in rows:
        for c in r.read if read else r.alone:
            count.update(set(c.features))
    names = sorted(f for f, n in count.items() if n >= RARE)
    at = {f: i for i, f in enumerate(names)}
    columns, truth, share = [], [], []
    for r in rows:
        for c in r.read if read else r.alone:
            right = r.answer(c)
            if right is None:
                continue
            columns.append([at[f] for f in set(c.features) if f in at])
            truth.append(float(right))
            share.append(r.share)
    x = np.zeros((len(columns), len(names)))
    for i, cs in enumerate(columns):
        x[i, cs] = 1
    weight = _newton(x, np.array(truth), np.array(share))
    return {f: round(float(w), 3) for f, w in zip(names, weight, strict=True) if abs(w) >= 0.01}


def _newton(x: np.ndarray, y: np.ndarray, share: np.ndarray, steps: int = 12) -> np.ndarray:  # type: ignore[type-arg]
    w = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-(x @ w)))
        slope = x.T @ (share * (y - p)) - RIDGE * w
        bend = (x * (share * p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(w))
        w = w + np.linalg.solve(bend, slope)
    return w


# --- resolving ---------------------------------------------------------------------------------------


@dataclass
class Case:
    """The names of one text, and how often each bearer is the right one."""

    table: resolving.Table
    signs: np.ndarray  # type: ignore[type-arg]
    right: np.ndarray  # type: ignore[type-arg]


def cases(rows: list[Row], book: Gazetteer) -> list[Case]:
    """The names that the gold marks as places, with the bearer that has its id, or the only one near it."""
    found = []
    for r in rows:
        marks = {(g.start, g.end): g for g in r.gold if not g.open}
        ours = [c for c in r.alone if (r.words.starts[c.first], r.words.ends[c.last]) in marks]
        groups, table, signs = resolving.prepare(r.words, ours, book)
        right = np.zeros(len(table.group))
        row = 0
        for g in groups:
            for m in g.mentions:
                mark = marks[r.words.starts[ours[m].first], r.words.ends[ours[m].last]]
                for i in _right(mark, g.numbers, book):
                    right[row + i] += 1 if mark.geonames_id else 0.5
            row += len(g.numbers)
        if right.any():
            found.append(Case(table, signs, right))
    return found


def _right(mark: Gold, numbers: list[int], book: Gazetteer) -> list[int]:
    if mark.geonames_id:
        return [i for i, n in enumerate(numbers) if book.entry(n).geonames_id == mark.geonames_id][:1]
    near = [i for i, n in enumerate(numbers) if mark.distance(book.entry(n).lat, book.entry(n).lon) < 80]
    return near if len(near) == 1 else []


def fit_resolver(found: list[Case], ridge: float = 0.5, outer: int = 4, inner: int = 150) -> np.ndarray:  # type: ignore[type-arg]
    """Softmax over the bearers of each name; the rounds in which names hear one another are settled anew each time."""
    w = np.zeros(len(resolving.SIGNS))
    w[resolving.SIGNS.index("size")] = 3
    w[_FIXED] = resolving.CUSTOMARY
    for _ in range(outer):
        for c in found:
            resolving.settle(c.table, c.signs, w)
        x = np.concatenate([c.signs for c in found])
        y = np.concatenate([c.right for c in found])
        groups, last = [], 0
        for c in found:
            groups.append(c.table.group + last)
            last += int(c.table.group[-1]) + 1
        group = np.concatenate(groups)
        mass = np.bincount(group, weights=y)[group]
        share = np.minimum(mass, 3) / np.maximum(mass, 1e-9)  # a name told ten times counts as three
        w = _climb(x, y, group, mass, share, w, ridge, inner)
    return w


def _climb(x: Any, y: Any, group: Any, mass: Any, share: Any, w: Any, ridge: float, steps: int) -> Any:
    """Adam, with a smaller step towards the end."""
    m, v = np.zeros_like(w), np.zeros_like(w)
    for t in range(1, steps + 1):
        p = resolving.softmax(x @ w, group)
        slope = x.T @ ((y - mass * p) * share) - ridge * w
        slope[_FIXED] = 0
        m, v = 0.9 * m + 0.1 * slope, 0.99 * v + 0.01 * slope**2
        rate = 0.3 if t < 0.7 * steps else 0.06
        w = w + rate * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.99**t)) + 1e-8)
    return w


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--gold", type=Path, required=True)
    options.add_argument("--news", type=Path)
    args = options.parse_args()
    rows = load(args.gold, args.news)
    alone, read = fit_detector(rows, False), fit_detector(rows, True)
    lines = [
        "# Signs that a name is a place, made by training/places.py.",
        "# sign\tweight in a text alone\tin a text that has been read",
    ]
    lines += [f"{f}\t{alone.get(f, 0.0):g}\t{read.get(f, 0.0):g}" for f in sorted(alone.keys() | read.keys())]
    (DATA / "detector.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    for r in rows:
        weigh(r.alone, alone)
    weights = fit_resolver(cases(rows, gazetteer()))
    lines = ["# Signs that a bearer of a name is meant, made by training/places.py.", "# sign\tweight"]
    lines += [f"{s}\t{w:.3f}" for s, w in zip(resolving.SIGNS, weights, strict=True)]
    (DATA / "resolver.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    chosen = sum(len(choose(r.alone, floor=FLOOR)) for r in rows)
    print(f"{len(rows)} texts, {chosen} places chosen, {len(alone | read)} signs, {math.fsum(weights):.2f}")


if __name__ == "__main__":
    main()
