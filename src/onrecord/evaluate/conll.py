"""CoNLL F1 of clusters: the mean of MUC, B-cubed and CEAF-e, as coreference is scored.

Key and response give for each mention its cluster; a mention that one of them lacks is no part of the other's clusters
there (MUC, B-cubed) and counts against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

Labels = Mapping[str, Hashable]


class Score(NamedTuple):
    """Precision, recall and F1."""

    precision: float
    recall: float
    f1: float


class Conll(NamedTuple):
    """The three measures."""

    muc: Score
    b_cubed: Score
    ceaf_e: Score

    @property
    def f1(self) -> float:
        """The mean of the three F1."""
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf_e.f1) / 3


def conll(key: Labels, response: Labels) -> Conll:
    """The scores of a response against a key.

    >>> round(conll({"a": 1, "b": 1, "c": 2}, {"a": 1, "b": 1, "c": 1}).f1, 3)
    0.638
    """
    keys, responses = _clusters(key), _clusters(response)
    muc = _score(_links(responses, key), _links(keys, response))
    cubed = _score(_cubed(responses, keys, key), _cubed(keys, responses, response))
    total = _alignment(keys, responses)
    ceaf = _score(total / len(responses) if responses else 0.0, total / len(keys) if keys else 0.0)
    return Conll(muc, cubed, ceaf)


def _clusters(labels: Labels) -> list[frozenset[str]]:
    found: dict[Hashable, set[str]] = defaultdict(set)
    for mention, label in labels.items():
        found[label].add(mention)
    return sorted((frozenset(m) for m in found.values()), key=min)


def _score(precision: float, recall: float) -> Score:
    both = precision + recall
    return Score(precision, recall, 2 * precision * recall / both if both else 0.0)


def _links(clusters: Sequence[frozenset[str]], others: Labels) -> float:
    """The share of the links of clusters that the others have (Vilain et al. 1995)."""
    links = sum(len(c) - 1 for c in clusters)
    kept = sum(len(c) - len({others.get(m, ("alone", m)) for m in c}) for c in clusters)
    return kept / links if links else 0.0


def _cubed(clusters: Sequence[frozenset[str]], others: Sequence[frozenset[str]], labels: Labels) -> float:
    """The mean over mentions of the share of their cluster that the other one holds (Bagga and Baldwin 1998)."""
    home = {m: c for c in others for m in c}
    mentions = [(m, c) for c in clusters for m in c]
    shares = (len(c & home.get(m, frozenset())) / len(c) for m, c in mentions)
    return sum(shares) / len(mentions) if mentions else 0.0


def _alignment(keys: Sequence[frozenset[str]], responses: Sequence[frozenset[str]]) -> float:
    """The best one-to-one matching of clusters by phi-4, the Dice of their mentions (Luo 2005)."""
    at = {m: n for n, c in enumerate(responses) for m in c}
    weights: dict[tuple[int, int], float] = {}
    for k, cluster in enumerate(keys):
        for r in {at[m] for m in cluster if m in at}:
            weights[k, r] = 2 * len(cluster & responses[r]) / (len(cluster) + len(responses[r]))
    return sum(_best(part) for part in _parts(weights))


def _parts(weights: Mapping[tuple[int, int], float]) -> list[dict[tuple[int, int], float]]:
    """The edges of each connected part of the graph of overlapping clusters."""
    near: dict[tuple[str, int], set[tuple[str, int]]] = defaultdict(set)
    for k, r in weights:
        near["k", k].add(("r", r))
        near["r", r].add(("k", k))
    parts, seen = [], set()
    for start in near:
        if start in seen:
            continue
        todo, part = [start], {start}
        while todo:
            for other in near[todo.pop()] - part:
                part.add(other)
                todo.append(other)
        seen |= part
        parts.append({(k, r): w for (k, r), w in weights.items() if ("k", k) in part})
    return parts


def _best(weights: Mapping[tuple[int, int], float]) -> float:
    """The weight of the best matching of a bipartite graph: Kuhn and Munkres, on a square of costs."""
    rows, columns = sorted({k for k, _ in weights}), sorted({r for _, r in weights})
    n = max(len(rows), len(columns))
    cost = [[0.0] * (n + 1) for _ in range(n + 1)]
    for (k, r), weight in weights.items():
        cost[rows.index(k) + 1][columns.index(r) + 1] = -weight
    u, v, match, way = [0.0] * (n + 1), [0.0] * (n + 1), [0] * (n + 1), [0] * (n + 1)
    for i in range(1, n + 1):
        match[0], j0 = i, 0
        least, used = [float("inf")] * (n + 1), [False] * (n + 1)
        while True:
            used[j0] = True
            i0, delta, j1 = match[j0], float("inf"), 0
            for j in range(1, n + 1):
                if not used[j]:
                    current = cost[i0][j] - u[i0] - v[j]
                    if current < least[j]:
                        least[j], way[j] = current, j0
                    if least[j] < delta:
                        delta, j1 = least[j], j
            for j in range(n + 1):
                if used[j]:
                    u[match[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            j0 = j1
            if not match[j0]:
                break
        while j0:
            match[j0] = match[way[j0]]
            j0 = way[j0]
    return -sum(cost[match[j]][j] for j in range(1, n + 1))
