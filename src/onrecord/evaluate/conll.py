"""Coreference scores: MUC, B-cubed, CEAF-e and their mean, CoNLL F1, of items that both sides have.

`gold` and `found` give a cluster for each item.  The definitions are those of the CoNLL shared task of 2012 for
mentions that are given (Pradhan et al. 2014); an item alone in its cluster counts in B-cubed and CEAF-e, not in MUC.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from math import inf

from onrecord.evaluate.result import scores
from onrecord.evaluate.stories import b_cubed

Labels = Mapping[str, Hashable]
Score = tuple[float, float, float]


def conll(gold: Labels, found: Labels) -> float:
    """The mean F1 of MUC, B-cubed and CEAF-e.

    >>> conll({"a": 1, "b": 1, "c": 2}, {"a": 1, "b": 1, "c": 2})
    1.0
    """
    return (muc(gold, found)[2] + b_cubed(gold, found)[2] + ceaf_e(gold, found)[2]) / 3


def muc(gold: Labels, found: Labels) -> Score:
    """Of the links that hold clusters together, the share that the other side has too: precision, recall, F1.

    >>> muc({"a": 1, "b": 1, "c": 1, "d": 2}, {"a": 1, "b": 1, "c": 2, "d": 2})
    (0.5, 0.5, 0.5)
    """
    kept, links = _kept(found, gold)
    kept_gold, links_gold = _kept(gold, found)
    precision = kept / links if links else 0.0
    recall = kept_gold / links_gold if links_gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _kept(of: Labels, by: Labels) -> tuple[int, int]:
    """Of the links of one side's clusters, how many the other keeps, and how many there are."""
    groups = clusters(of)
    parts = sum(len({by[i] for i in group}) for group in groups)
    size = sum(map(len, groups))
    return size - parts, size - len(groups)


def ceaf_e(gold: Labels, found: Labels) -> Score:
    """How alike the clusters of both sides are, each matched with one at most, and the best way to match them.

    Two clusters are alike by twice what they share over what they hold.

    >>> ceaf_e({"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 1, "c": 2})
    (0.4, 0.8, 0.5333333333333333)
    """
    mine, yours = clusters(gold), clusters(found)
    alike = sum(_matched(rows, columns) for rows, columns in _connected(mine, yours))
    return scores(len(yours), len(mine), alike)  # type: ignore[arg-type]  # a sum of shares, where others have counts


def clusters(labels: Labels) -> list[frozenset[str]]:
    """The items of each cluster, in order."""
    found: dict[Hashable, set[str]] = defaultdict(set)
    for item, label in labels.items():
        found[label].add(item)
    return sorted((frozenset(items) for items in found.values()), key=min)


Clusters = list[frozenset[str]]


def _connected(mine: Clusters, yours: Clusters) -> list[tuple[Clusters, Clusters]]:
    """Clusters that hang together by shared items; no match leads from one such heap to another."""
    whose = {item: n for n, items in enumerate(yours) for item in items}
    holds = {item: n for n, items in enumerate(mine) for item in items}
    heaps, seen = [], set[int]()
    for start in range(len(mine)):
        if start in seen:
            continue
        rows, columns, todo = {start}, set[int](), [start]
        while todo:
            for column in {whose[item] for item in mine[todo.pop()] if item in whose} - columns:
                columns.add(column)
                new = {holds[item] for item in yours[column] if item in holds} - rows
                rows |= new
                todo += new
        seen |= rows
        heaps.append(([mine[r] for r in sorted(rows)], [yours[c] for c in sorted(columns)]))
    return heaps


def _matched(rows: Clusters, columns: Clusters) -> float:
    """The likeness of the best match."""
    if not columns:
        return 0.0
    if len(rows) > len(columns):
        rows, columns = columns, rows
    alike = [[2 * len(r & c) / (len(r) + len(c)) for c in columns] for r in rows]
    return sum(alike[r][c] for r, c in enumerate(assignment([[-v for v in row] for row in alike])))


def assignment(cost: Sequence[Sequence[float]]) -> list[int]:
    """For each row its column, so that the costs sum to the least (Kuhn and Munkres); no more rows than columns.

    >>> assignment([[4, 1, 3], [2, 0, 5]])
    [1, 0]
    """
    n, m = len(cost), len(cost[0]) if cost else 0
    row_price, column_price = [0.0] * (n + 1), [0.0] * (m + 1)
    row_of, way = [0] * (m + 1), [0] * (m + 1)
    for row in range(1, n + 1):
        row_of[0], column = row, 0
        least, used = [inf] * (m + 1), [False] * (m + 1)
        while row_of[column]:
            used[column] = True
            here, step, following = row_of[column], inf, 0
            for j in range(1, m + 1):
                if used[j]:
                    continue
                reduced = cost[here - 1][j - 1] - row_price[here] - column_price[j]
                if reduced < least[j]:
                    least[j], way[j] = reduced, column
                if least[j] < step:
                    step, following = least[j], j
            for j in range(m + 1):
                if used[j]:
                    row_price[row_of[j]] += step
                    column_price[j] -= step
                else:
                    least[j] -= step
            column = following
        while column:
            row_of[column] = row_of[way[column]]
            column = way[column]
    found = [0] * n
    for j in range(1, m + 1):
        if row_of[j]:
            found[row_of[j] - 1] = j - 1
    return found
