"""Fit the weights of `data/who_says/weights.tsv` on our own annotation, `corpus/quotes.jsonl`.

    python -m training.who_says             # fit on the parts train and dev, measure on the part test, write
    python -m training.who_says --folds 5   # cross-validate on train and dev only

Logistic regression on the features of `onrecord.coding.cues`, by AdaGrad, seeded.  With `--towards` it is drawn to the
weights that were set by hand (`data/who_says/by_hand.tsv`) instead of to nothing: what the corpus shows seldom keeps
them.  A proposal is right where its content shares half of the union with a marked content whose cue holds its cue
word; one that only shares the content is left out of the fit.  No other annotation is read.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.coding import cues as cue_room
from onrecord.coding import who_says
from onrecord.coding.attribution import classes
from onrecord.coding.cues import BIAS, Cues, features
from onrecord.coding.proposals import Proposal, proposals
from onrecord.evaluate.quotes import Counts, Marked, count, marked, overlap
from onrecord.evaluate.result import scores
from onrecord.model import Reading, Sentence
from onrecord.ontology.table import read_table

ROOT = Path(__file__).resolve().parents[1]
OUT = Path(cue_room.__file__).parent.parent / "data" / "who_says" / "weights.tsv"
RUNNING = ROOT.parent / "shared" / "gold" / "running" / "current_events.jsonl"


@dataclass(frozen=True)
class Row:
    """One annotated item, read."""

    part: str
    text: str
    reading: Reading
    gold: list[Marked]


def lines(path: Path) -> list[Any]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def load(corpus: Path, running: Path) -> list[Row]:
    """The annotated items with their texts and readings."""
    from onrecord.reading import read_many

    news = [row["text"] for row in lines(running)]
    own = {row["id"]: row["text"] for row in lines(corpus / "sentences.jsonl")}
    rows = lines(corpus / "quotes.jsonl")
    texts = [row.get("text") or (own[row["id"]] if isinstance(row["id"], str) else news[row["id"]]) for row in rows]
    readings = read_many(texts, threads=1)
    return [
        Row(row["part"], text, reading, [_marked(a) for a in row["attributions"]])
        for row, text, reading in zip(rows, texts, readings, strict=True)
    ]


def _marked(attribution: dict[str, list[list[int]]]) -> Marked:
    """An attribution as stretches."""
    content, source, cue = ([(a, b) for a, b in attribution[name]] for name in ("content", "source", "cue"))
    return Marked(content, source, cue)


def label(p: Proposal, s: Sentence, gold: list[Marked]) -> int | None:
    """1 for an attribution, 0 for none, None where only the content fits."""
    cue = p.cue or (s.starts[p.candidate.cue], s.ends[p.candidate.cue])
    found: int | None = 0
    for g in gold:
        if not p.content or overlap(p.content, g.content)[0] < 0.5:
            continue
        if overlap([cue], g.cue)[0] > 0:
            return 1
        found = None
    return found


def by_hand() -> dict[str, float]:
    """The weights that were set by hand."""
    return {row["feature"]: float(row["weight"]) for row in read_table("who_says/by_hand.tsv", ("feature", "weight"))}


def fit(rows: list[Row], options: argparse.Namespace) -> dict[str, float]:
    """Weights of features seen often enough, drawn to nothing or to those set by hand."""
    start = by_hand() if options.towards else {}
    seen: list[tuple[list[str], int]] = []
    for row in rows:
        for p in proposals(row.text, row.reading):
            y = label(p, row.reading.sentences[p.sentence], row.gold)
            if y is not None:
                seen.append((list(features(p, row.reading.sentences[p.sentence])), y))
    counts = Counter(f for fs, _ in seen for f in set(fs))
    index = {f: i for i, f in enumerate(f for f, n in counts.items() if n >= options.least or f in start)}
    data = [(np.array([index[f] for f in fs if f in index]), y) for fs, y in seen]
    home = np.array([start.get(f, 0.0) for f in index])
    w, g2, b = home.copy(), np.full(len(index), 1e-3), start.get(BIAS, 0.0)
    order = random.Random(0)
    for _ in range(options.epochs):
        order.shuffle(data)
        for ix, y in data:
            error = 1 / (1 + np.exp(-(w[ix].sum() + b))) - y
            gradient = error + options.l2 * (w[ix] - home[ix])
            g2[ix] += gradient * gradient
            w[ix] -= options.rate * gradient / np.sqrt(g2[ix])
            b -= 0.005 * error
    found = start | {f: float(w[i]) for f, i in index.items()}
    kept = {f: round(v, 2) for f, v in sorted(found.items()) if abs(v) >= 0.05 and "\t" not in f and f == f.strip()}
    return {BIAS: round(float(b), 2)} | {f: v for f, v in kept.items() if f != BIAS}


def use(weights: dict[str, float]) -> None:
    """Let the room judge by these weights."""
    known = classes()
    learnt = {f[2:] for f, w in weights.items() if f.startswith("L=") and w > 0}
    named = {lemma for lemma, groups in known.items() if set(groups) - {"act", "person"}}
    held = Cues(weights, known, frozenset(learnt | named))
    for room in (cue_room, who_says):
        setattr(room, "cues", lambda: held)  # noqa: B010 - mypy knows the function as one that is cached


def measure(rows: list[Row]) -> Counts:
    """The counts of the room on some items."""
    whole = Counts()
    for row in rows:
        whole.add(count([marked(q) for q in who_says.quotes(row.text, row.reading)], row.gold))
    return whole


def show(name: str, c: Counts) -> None:
    """Counts in a line."""
    p, r, f = scores(c.found, c.gold, c.right)
    source = scores(c.found, c.gold, c.sourced)[2]
    print(f"{name}: P {p:.3f} R {r:.3f} F1 {f:.3f}; with source {source:.3f}", flush=True)


def cross_validate(rows: list[Row], options: argparse.Namespace) -> None:
    """Print the counts over folds, by threshold, beside those of the weights set by hand."""
    totals: dict[str, Counts] = {}
    fitted = [fit([r for n, r in enumerate(rows) if n % options.folds != k], options) for k in range(options.folds)]
    for least in (-1.0, -0.5, 0.0, 0.5):
        who_says.LEAST = least
        for k in range(options.folds):
            held_out = [r for n, r in enumerate(rows) if n % options.folds == k]
            for name, weights in (("fitted", fitted[k]), ("by hand", by_hand())):
                use(weights)
                totals.setdefault(f"{name}, least {least}", Counts()).add(measure(held_out))
    for name, counts in totals.items():
        show(name, counts)


def main() -> None:
    """Fit and write, or cross-validate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    parser.add_argument("--running", type=Path, default=RUNNING, help="the texts that the row numbers mean")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--towards", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--l2", type=float, default=0.1)
    parser.add_argument("--rate", type=float, default=0.15)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--least", type=int, default=3, help="features seen less often are left out")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    rows = load(options.corpus, options.running)
    own = [row for row in rows if row.part != "test"]
    if options.folds:
        cross_validate(own, options)
        return
    weights = fit(own, options)
    options.out.write_text("feature\tweight\n" + "".join(f"{f}\t{v:g}\n" for f, v in weights.items()), encoding="utf-8")
    for name, table in (("by hand", by_hand()), (f"{len(weights)} weights fitted", weights)):
        use(table)
        show(f"{name}; part test", measure([row for row in rows if row.part == "test"]))


if __name__ == "__main__":
    main()
