"""Gates that new weights must pass before they go into the package: on treebanks and on running news."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np

from onrecord.evaluate import syntax
from onrecord.evaluate.result import scores
from onrecord.reading.parse import batches, parse
from onrecord.reading.sentences import sentences
from onrecord.reading.trees import are_trees
from onrecord.reading.weights import PARSED, Weights
from training.news import kept, marked, names_of, texts

CLOSED = {
    "the": {"DET"}, "a": {"DET"}, "an": {"DET"}, "of": {"ADP"}, "in": {"ADP", "ADV"}, "at": {"ADP"}, "from": {"ADP"},
    ",": {"PUNCT"}, ".": {"PUNCT"}, '"': {"PUNCT"}, "(": {"PUNCT"}, ")": {"PUNCT"}, "and": {"CCONJ"}, "or": {"CCONJ"},
    "not": {"PART", "ADV"}, "n't": {"PART"}, "is": {"AUX"}, "was": {"AUX"}, "were": {"AUX"}, "he": {"PRON"},
    "she": {"PRON"}, "they": {"PRON"}, "it": {"PRON"}, "his": {"PRON"}, "their": {"PRON"}, "'s": {"PART", "AUX"},
}  # fmt: skip
"""Words that can hardly be anything else."""

FLOORS = {"closed-class words": 0.985, "greedy trees": 0.92, "arguments per verb": 1.6}


def on_news(weights: Weights, items: list[str]) -> dict[str, float]:
    """Shares that fall where a reader has forgotten its syntax on news; nothing on a treebank shows that."""
    words = [[text[a:b] for a, b in s] for text in items for s in sentences(text)]
    words = [w for w in words if len(w) <= 60]
    right: Counter[bool] = Counter()
    trees: list[bool] = []
    verbs = arguments = 0
    for batch in batches([len(w) * 2 for w in words]):
        out = weights.run([words[i] for i in batch], PARSED)
        trees += are_trees(np.asarray(out["heads"]), out["lengths"]).tolist()
    for w, p in zip(words, parse(words, weights), strict=True):
        right.update(u in CLOSED[x.lower()] for x, u in zip(w, p.upos, strict=True) if x.lower() in CLOSED)
        full = [args for v, args in p.frames if p.upos[v] == "VERB"]
        verbs += len(full)
        arguments += sum(map(len, full))
    return {
        "closed-class words": right[True] / max(1, right.total()),
        "greedy trees": sum(trees) / max(1, len(trees)),
        "arguments per verb": arguments / max(1, verbs),
    }


def names_on_news(weights: Weights, items: list[str], names: dict[int, list[tuple[int, int, str]]]) -> dict[str, float]:
    """F1 of names, kind and words, on the marked items that were kept from training."""
    cut = [(n, items[n], s) for n in sorted(names) if kept(n) for s in sentences(items[n])]
    parsed = parse([[text[a:b] for a, b in s] for _, text, s in cut], weights)
    gold = [set(names_of(s, names[n])) for n, _, s in cut]
    found = [set(p.names) for p in parsed]
    figures = {"names F1, news": syntax.f1(found, gold)}
    for kind in weights.labels.names:
        figures[f"names F1, news, {kind}"] = syntax.f1(syntax.only(found, kind), syntax.only(gold, kind))
    blind = [({x[1:] for x in f}, {x[1:] for x in g}) for f, g in zip(found, gold, strict=True)]
    counts = [sum(len(f) for f, _ in blind), sum(len(g) for _, g in blind), sum(len(f & g) for f, g in blind)]
    return figures | {"names F1, news, any kind": scores(*counts)[2]}


def gate(folder: Path, news: Path, names: Path, log: Callable[[str], None], *, strict: bool = True) -> dict[str, float]:
    """The figures on news of the weights in a folder; if strict, stops where one is below its floor."""
    weights = Weights(folder, 2)
    items = texts(news)
    figures = on_news(weights, items[::3])
    given = marked(names)
    if given:
        figures |= names_on_news(weights, items, given)
    for name, value in figures.items():
        log(f"gate: {name} {value:.4f}")
    low = [f"{n} {figures[n]:.3f} < {floor}" for n, floor in FLOORS.items() if figures[n] < floor]
    if low and strict:
        raise SystemExit(f"the weights in {folder} stay out of the package: {'; '.join(low)}")
    return figures
