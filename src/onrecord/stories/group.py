"""Reports that tell of one development: `group(reports)` gives the stories.

Two reports are compared on their own (`alike.likeness`); reports are then joined while the mean
likeness between the two sides stays above `JOINED` (average link).  One look-alike can so not
chain two incidents together.  The outcome is a function of the set of reports, not of their order.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from onrecord.model import Report, Story, content_id
from onrecord.stories.alike import FEW_WORDS, likeness
from onrecord.stories.fingerprint import Fingerprint, fingerprint
from onrecord.stories.rarity import rarity
from onrecord.stories.title import title

JOINED = 0.4
"""The mean likeness from which on two groups of reports are one story."""

WORTH = 0.05
"""A likeness below this counts as none."""

TELLING = 3.9
"""The rarity from which on a stem that two reports share makes them worth comparing (one text in fifty)."""

MET = 0.06
"""The least overlap (part of a cosine) in telling stems of two reports worth comparing; more for short
texts, in which one word weighs much."""

COMMON = 400
"""A telling stem that more reports than this share brings none of them together."""


def group(reports: Iterable[Report]) -> list[Story]:
    """The stories that the reports tell, a report alone being a story of one; newest first."""
    unique = {r.id: r for r in reports}
    marks = {i: fingerprint(unique[i]) for i in sorted(unique)}
    together = join(marks, {(a, b): likeness(marks[a], marks[b]) for a, b in meetings(marks)})
    stories = [story([unique[i] for i in ids]) for ids in together]
    return sorted(stories, key=lambda s: (-(s.last.toordinal() if s.last else 0), s.id))


def story(reports: list[Report]) -> Story:
    """The story that these reports tell."""
    days = [d for r in reports if (d := r.published or r.stated)]
    ids = tuple(sorted(r.id for r in reports))
    return Story(
        id=content_id("s", *ids),
        reports=ids,
        title=title(reports),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def meetings(marks: Mapping[str, Fingerprint]) -> Iterator[tuple[str, str]]:
    """The pairs (smaller id first) that share enough telling stems to be worth comparing."""
    holders: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for i in sorted(marks):
        for stem, weight in marks[i].weights.items():
            if rarity(stem) >= TELLING:
                holders[stem].append((i, weight))
    seen: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for i in sorted(marks):
        shared: dict[str, float] = defaultdict(float)
        for stem, weight in marks[i].weights.items():
            if 1 < len(holders.get(stem, ())) <= COMMON:
                for other, its in seen[stem]:
                    shared[other] += weight * its
                seen[stem].append((i, weight))
        size = len(marks[i].weights)
        for other, overlap in shared.items():
            if overlap >= MET and overlap * min(size, len(marks[other].weights)) >= MET * FEW_WORDS:
                yield other, i


def join(ids: Iterable[str], likenesses: Mapping[tuple[str, str], float]) -> list[list[str]]:
    """Groups by average link: the likest two are joined first, ties by the smaller ids.

    >>> join("abc", {("a", "b"): 0.9, ("b", "c"): 0.5})
    [['a', 'b'], ['c']]
    """
    members = {i: [i] for i in ids}
    links: dict[str, dict[str, float]] = defaultdict(dict)
    heap: list[tuple[float, str, str]] = []
    for (a, b), score in likenesses.items():
        if score >= WORTH:
            links[a][b] = links[b][a] = score
            heap.append((-score, min(a, b), max(a, b)))
    heapq.heapify(heap)
    while heap and -heap[0][0] >= JOINED:
        score, a, b = heapq.heappop(heap)
        if a not in members or b not in members or -score != _mean(links, members, a, b):
            continue
        members[a] = sorted(members[a] + members.pop(b))
        for other, total in links.pop(b).items():
            if other != a:
                links[a][other] = links[a].get(other, 0.0) + total
                links[other][a] = links[a][other]
                del links[other][b]
        del links[a][b]
        for other in links[a]:
            heapq.heappush(heap, (-_mean(links, members, a, other), min(a, other), max(a, other)))
    return sorted(members.values())


def _mean(links: Mapping[str, Mapping[str, float]], members: Mapping[str, list[str]], a: str, b: str) -> float:
    """The mean likeness of the reports of one group with those of the other."""
    return links[a].get(b, 0.0) / (len(members[a]) * len(members[b]))
