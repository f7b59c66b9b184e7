"""Words become a parse: parts of speech, a tree, predicates with their arguments, names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from onrecord.model import Told
from onrecord.reading.spans import Tagged, best_tags, spans_of
from onrecord.reading.trees import are_trees, best_tree
from onrecord.reading.weights import Array, Labels, Weights, sigmoid, softmax

LONGEST = 120
"""Longer sentences are read in windows of at most so many words."""

PIECES = 254
"""At most so many word pieces to a window: longer ones were not seen in training."""

PART_FLOOR = 0.05
"""A word that belongs to an event with a smaller chance is left out."""

BATCH = 1024
"""Padded pieces to a pass."""

Role = tuple[str, int, int, int]
"""A role, its head word, first and last word."""


@dataclass(slots=True)
class Parse:
    """What the reader says of a sentence; `heads` 1-based, 0 for the root, all other word indices 0-based."""

    upos: list[str]
    heads: list[int]
    relations: list[str]
    frames: list[tuple[int, list[Role]]]
    names: list[tuple[str, int, int]]
    told: list[Told] = field(default_factory=list)


def parse(
    sentences: Sequence[Sequence[str]], weights: Weights, *, asked: Sequence[Sequence[int]] | None = None
) -> list[Parse]:
    """A parse for each sentence, in order; sentences of like length share a pass.

    With `asked`, the predicates of each sentence are given; only those get arguments.
    """
    windows = [(n, first, last) for n, words in enumerate(sentences) for first, last in _windows(words, weights)]
    found: dict[tuple[int, int], Parse] = {}
    sizes = [sum(len(p) for p, _ in weights.pieces.of(sentences[n][a:b])) + 2 for n, a, b in windows]

    def one(batch: list[int]) -> None:
        chosen = [windows[i] for i in batch]
        wish = None
        if asked is not None:
            wish = [[p - a for p in asked[n] if a <= p < b] for n, a, b in chosen]
        out = weights.run([sentences[n][a:b] for n, a, b in chosen], asked=wish)
        for (n, a, _), parsed in zip(chosen, decode(out, weights), strict=True):
            found[n, a] = parsed

    side_by_side(one, list(batches(sizes)), weights.threads)
    parts: list[list[tuple[int, Parse]]] = [[] for _ in sentences]
    for n, a, _ in windows:
        parts[n].append((a, found[n, a]))
    return [stitch(p) for p in parts]


def side_by_side(work: Callable[[list[int]], None], parts: list[list[int]], threads: int) -> None:
    """Does the work on every part, on so many threads; the passes of onnxruntime leave Python free meanwhile."""
    if threads == 1 or len(parts) == 1:
        for part in parts:
            work(part)
        return
    with ThreadPoolExecutor(min(threads, len(parts))) as pool:
        list(pool.map(work, parts))


def batches(sizes: Sequence[int]) -> Iterator[list[int]]:
    """Indices of sentences of like size, so many that the padded pieces stay within `BATCH`; longest first."""
    batch: list[int] = []
    for i in sorted(range(len(sizes)), key=lambda i: -sizes[i]):
        if batch and (len(batch) + 1) * sizes[batch[0]] > BATCH:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def _windows(words: Sequence[str], weights: Weights) -> Iterator[tuple[int, int]]:
    """First and one past the last word of each window: all, or cuts after a mark where that is too long."""
    if len(words) <= 20:
        if words:
            yield (0, len(words))
        return
    sizes = [len(p) for p, _ in weights.pieces.of(words)]
    begin = 0
    while begin < len(words):
        end, size = begin, 0
        while end < len(words) and end - begin < LONGEST and (end == begin or size + sizes[end] <= PIECES):
            size += sizes[end]
            end += 1
        if end < len(words):
            half = begin + (end - begin) // 2
            end = next((i + 1 for i in range(end - 1, half, -1) if words[i] in {";", ",", ":", "-", "–", "—"}), end)
        yield (begin, end)
        begin = end


def stitch(parts: list[tuple[int, Parse]]) -> Parse:
    """One parse out of the windows of a sentence: the roots of later windows hang on the first root."""
    if len(parts) == 1:
        return parts[0][1]
    whole = Parse([], [], [], [], [])
    root = 0
    for offset, p in parts:
        whole.upos += p.upos
        for head, relation in zip(p.heads, p.relations, strict=True):
            if head:
                whole.heads.append(head + offset)
                whole.relations.append(relation)
            else:
                whole.heads.append(root)
                whole.relations.append("parataxis" if root else "root")
                root = root or len(whole.heads)
        whole.frames += [
            (v + offset, [(r, h + offset, a + offset, b + offset) for r, h, a, b in roles]) for v, roles in p.frames
        ]
        whole.names += [(k, a + offset, b + offset) for k, a, b in p.names]
        whole.told += [
            t.model_copy(
                update={"word": t.word + offset, "parts": {(k, w + offset): v for (k, w), v in t.parts.items()}}
            )
            for t in p.told
        ]
    return whole


def decode(out: dict[str, Array], weights: Weights) -> list[Parse]:
    """The outputs of one pass as parses."""
    labels, lengths = weights.labels, out["lengths"]
    heads, relations = _trees(out, weights)
    spans = spans_of(best_tags(out["names"], lengths))
    frames = _frames(out, labels, heads)
    told = _told(out, labels)
    upos, head_rows, relation_rows = out["upos"].tolist(), heads.tolist(), relations.tolist()
    found = []
    for i, n in enumerate(lengths.tolist()):
        found.append(
            Parse(
                upos=[labels.upos[t] for t in upos[i][:n]],
                heads=head_rows[i][:n],
                relations=[labels.relations[t] for t in relation_rows[i][:n]],
                frames=frames[i],
                names=[(labels.names[k], a, b) for k, a, b in spans[i]],
                told=told[i],
            )
        )
    return found


def _told(out: dict[str, Array], labels: Labels) -> list[list[Told]]:
    """For each sentence the words that may tell an event, in order."""
    found: list[list[Told]] = [[] for _ in range(len(out["lengths"]))]
    if not len(out["events"]):
        return found
    types, modes, statuses = (softmax(out[k]) for k in ("types", "modes", "statuses"))
    contexts, parts = sigmoid(out["contexts"]), sigmoid(out["parts"])
    lengths = out["lengths"]
    for n, (row, word) in enumerate(out["events"].tolist()):
        near = parts[n, : lengths[row]]
        found[row].append(
            Told.model_construct(
                word=word,
                types=_likely(types[n, 1:], labels.types, 0.001),
                modes=_likely(modes[n], labels.modes),
                statuses=_likely(statuses[n], labels.statuses),
                contexts=_likely(contexts[n], labels.contexts, 0.1),
                parts={(labels.parts[k], w): float(near[w, k]) for w, k in np.argwhere(near > PART_FLOOR).tolist()},
            )
        )
    return found


def _likely(chances: Array, names: Sequence[str], floor: float = 0.005) -> dict[str, float]:
    """The names whose chance reaches the floor."""
    return {names[k]: float(chances[k]) for k in np.flatnonzero(chances >= floor).tolist()}


def _trees(out: dict[str, Array], weights: Weights) -> tuple[Array, Array]:
    """Heads and relations, with the sentences mended whose greedy heads are no tree."""
    lengths = out["lengths"]
    heads, relations = out["heads"].copy(), out["relations"].copy()
    changed: list[tuple[int, int]] = []
    for i in np.flatnonzero(~are_trees(heads, lengths)):
        n = lengths[i]
        tree = best_tree(out["arcs"][i, :n, : n + 1])
        changed += [(int(i), w) for w in np.flatnonzero(tree != heads[i, :n]).tolist()]
        heads[i, :n] = tree
    if changed:
        rows, words = np.array(changed).T
        relations[rows, words] = weights.relation(
            out["label_words"][rows, words], out["label_heads"][rows, heads[rows, words]]
        )
    root = weights.labels.relations.index("root")
    parataxis = weights.labels.relations.index("parataxis")
    relations[(heads != 0) & (relations == root)] = parataxis
    relations[heads == 0] = root
    return heads, relations


def _frames(out: dict[str, Array], labels: Labels, heads: Array) -> list[list[tuple[int, list[Role]]]]:
    """For each sentence its predicates with their arguments, in order."""
    found: list[list[tuple[int, list[Role]]]] = [[] for _ in range(len(out["lengths"]))]
    predicates = out["predicates"]
    if not len(predicates):
        return found
    rows = predicates[:, 0]
    lengths = out["lengths"][rows]
    scores = out["role_heads"]
    chosen = scores.argmax(axis=2)
    chosen[np.arange(chosen.shape[1])[None, :] >= lengths[:, None]] = 0
    best = scores.max(axis=2)
    spans = spans_of(best_tags(out["role_tags"], lengths))
    sure: list[list[tuple[int, int, float]]] = [[] for _ in range(len(predicates))]
    where, at = np.nonzero(chosen)
    for p, w, r, s in zip(
        where.tolist(), at.tolist(), chosen[where, at].tolist(), best[where, at].tolist(), strict=True
    ):
        sure[p].append((w, r - 1, s))
    for n, (row, verb) in enumerate(predicates.tolist()):
        found[row].append((verb, _roles(sure[n], spans[n], verb, heads[row, : lengths[n]], labels)))
    return found


def _roles(
    sure: list[tuple[int, int, float]], spans: list[Tagged], verb: int, heads: Array, labels: Labels
) -> list[Role]:
    """The arguments of a predicate: their heads as found, each with the tagged span around it, else its subtree."""
    found: list[Role] = []
    once: dict[str, tuple[float, int]] = {}
    for head, role, score in sure:
        name = labels.roles[role]
        around = [s for s in spans if s[1] <= head <= s[2]]
        first, last = around[0][1:] if around else _stretch(head, verb, heads)
        if name in _ONCE:
            if name in once and once[name][0] >= score:
                continue
            if name in once:
                found = [f for f in found if f[0] != name]
            once[name] = (score, head)
        found.append((name, head, first, last))
    return sorted(found, key=lambda f: (f[2], f[3], f[1]))


_ONCE = frozenset({"ARG0", "ARG1", "ARG2", "ARG3", "ARG4"})


def _stretch(head: int, verb: int, heads: Array) -> tuple[int, int]:
    """First and last word of the unbroken stretch of a word's subtree around it, without the predicate."""
    inside = {head}
    grown = True
    while grown:
        below = {i for i, h in enumerate(heads.tolist()) if h - 1 in inside} - inside - {verb}
        inside |= below
        grown = bool(below)
    first = last = head
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    return first, last
