"""Fit the weights of `data/who_says/weights.tsv` on the tuning half of annotated attributions.

    python -m training.who_says /work/shared/gold/quotes/polnear.jsonl            # fit, print, write
    python -m training.who_says /work/shared/gold/quotes/polnear.jsonl --folds 4  # cross-validate only

Logistic regression on the features of `onrecord.coding.cues`, by AdaGrad, seeded.  A proposal is right where its
content shares half of the union with a marked content whose cue holds its cue word; one that only shares the content
is left out of the fit.  What is written are features (lemmas, relations) and their weights: no text.
"""

from __future__ import annotations

import argparse
import pickle
import random
from collections import Counter
from pathlib import Path

import numpy as np

from onrecord.coding import cues as cue_room
from onrecord.coding import who_says
from onrecord.coding.attribution import classes
from onrecord.coding.cues import BIAS, Cues, features
from onrecord.coding.proposals import Proposal, proposals
from onrecord.evaluate.quotes import Counts, Marked, count, marked, overlap, rows, tuned_on
from onrecord.evaluate.result import scores
from onrecord.model import Reading, Sentence

OUT = Path(cue_room.__file__).parent.parent / "data" / "who_says" / "weights.tsv"
Row = tuple[str, Reading, list[Marked]]


def label(p: Proposal, s: Sentence, gold: list[Marked]) -> int | None:
    """1 for an attribution, 0 for none, None where only the content fits."""
    cue = p.cue or (s.starts[p.candidate.cue], s.ends[p.candidate.cue])
    found: int | None = 0
    for g in gold:
        apart = g.content[0][0] >= p.content[-1][1] or p.content[0][0] >= g.content[-1][1]
        if apart or overlap(p.content, g.content)[0] < 0.5:
            continue
        if overlap([cue], g.cue)[0] > 0:
            return 1
        found = None
    return found


def fit(docs: list[Row], *, l2: float, least: int, epochs: int = 12, seed: int = 0) -> dict[str, float]:
    """Weights of features seen at least `least` times."""
    seen: list[tuple[list[str], int]] = []
    for text, reading, gold in docs:
        for p in proposals(text, reading):
            y = label(p, reading.sentences[p.sentence], gold)
            if y is not None:
                seen.append((list(features(p, reading.sentences[p.sentence])), y))
    counts = Counter(f for fs, _ in seen for f in set(fs))
    index = {f: i for i, f in enumerate(f for f, n in counts.items() if n >= least)}
    data = [(np.array([index[f] for f in fs if f in index]), y) for fs, y in seen]
    w, g2, b = np.zeros(len(index)), np.full(len(index), 1e-3), 0.0
    order = random.Random(seed)
    for _ in range(epochs):
        order.shuffle(data)
        for ix, y in data:
            error = 1 / (1 + np.exp(-(w[ix].sum() + b))) - y
            gradient = error + l2 * w[ix]
            g2[ix] += gradient * gradient
            w[ix] -= 0.15 * gradient / np.sqrt(g2[ix])
            b -= 0.005 * error
    found = {f: round(float(w[i]), 2) for f, i in index.items()}
    return {BIAS: round(float(b), 2)} | {f: v for f, v in sorted(found.items()) if abs(v) >= 0.03}


def use(weights: dict[str, float]) -> None:
    """Let the room judge by these weights."""
    known = classes()
    learnt = {f[2:] for f, w in weights.items() if f.startswith("L=") and w > 0}
    named = {lemma for lemma, groups in known.items() if set(groups) - {"act", "person"}}
    held = Cues(weights, known, frozenset(learnt | named))
    for room in (cue_room, who_says):
        setattr(room, "cues", lambda: held)  # noqa: B010 - mypy knows the function as one that is cached


def measure(docs: list[Row], least: float) -> Counts:
    """The counts of the room on some reports."""
    who_says.LEAST = least
    whole = Counts()
    for text, reading, gold in docs:
        whole.add(count([marked(q) for q in who_says.quotes(text, reading)], gold))
    return whole


def show(name: str, c: Counts) -> None:
    """Counts in a line."""
    p, r, f = scores(c.found, c.gold, c.right)
    source, loose = scores(c.found, c.gold, c.sourced)[2], scores(c.found, c.gold, c.loose)[2]
    print(
        f"{name}: P {p:.3f} R {r:.3f} F1 {f:.3f}; with source {source:.3f}; half of the longer {loose:.3f}", flush=True
    )


def load(path: Path, cache: Path | None) -> list[Row]:
    """The gold with its readings, from a cache where one is given."""
    from onrecord.reading import read_many

    gold = list(rows(path))
    if cache and cache.exists():
        with cache.open("rb") as stream:
            readings: list[Reading] = pickle.load(stream)
    else:
        readings = list(read_many((text for text, _ in gold), threads=1))
        if cache:
            with cache.open("wb") as stream:
                pickle.dump(readings, stream)
    return [(text, reading, g) for (text, g), reading in zip(gold, readings, strict=True)]


def main() -> None:
    """Fit and write, or cross-validate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--cache", type=Path, help="where to keep the readings (they hold the gold's text)")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--l2", type=float, default=0.02)
    parser.add_argument("--least", type=int, default=3)
    options = parser.parse_args()
    docs = load(options.gold, options.cache)
    tune = [d for d in docs if tuned_on(d[0])]
    if options.folds:
        for least in (-1.1, -0.9, -0.7, -0.5):
            whole = Counts()
            for fold in range(options.folds):
                weights = fold_weights(tune, fold, options)
                use(weights)
                whole.add(measure([d for n, d in enumerate(tune) if n % options.folds == fold], least))
            show(f"{options.folds} folds, least {least}", whole)
        return
    weights = fit(tune, l2=options.l2, least=options.least)
    lines = [f"{f}\t{v:g}" for f, v in weights.items() if "\t" not in f and f == f.strip()]
    OUT.write_text("feature\tweight\n" + "\n".join(lines) + "\n", encoding="utf-8")
    use(weights)
    show(f"{len(lines)} weights; tuning half", measure(tune, who_says.LEAST))
    show("other half", measure([d for d in docs if not tuned_on(d[0])], who_says.LEAST))


_FOLDS: dict[int, dict[str, float]] = {}


def fold_weights(tune: list[Row], fold: int, options: argparse.Namespace) -> dict[str, float]:
    """The weights without one fold, fitted once."""
    if fold not in _FOLDS:
        rest = [d for n, d in enumerate(tune) if n % options.folds != fold]
        _FOLDS[fold] = fit(rest, l2=options.l2, least=options.least)
    return _FOLDS[fold]


if __name__ == "__main__":
    main()
