"""What the machine judges of two claims: `verdicts(claims, reports, origins)`.

A wrong merge is worse than a missed one: two events that stand side by side can be joined by a
reader, an event that never was misleads.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from onrecord.model import Claim, Report, Verdict
from onrecord.reconcile.compare import Comparison, InStory, Side, compare, side
from onrecord.reconcile.pairs import pairs

SAME = 0.6
"""The probability from which on two claims are one event."""

NEARLY = 0.25
"""From here on two claims were worth a second look, and it is noted why they stay apart."""

CHAIN = 100
"""Of more claims than this that hang together, only those pairs are judged that were worth comparing."""

SPOKEN = 6
"""The most reasons that a verdict gives."""


def verdicts(
    claims: Iterable[Claim],
    reports: Mapping[str, Report],
    origins: Mapping[str, str],
    stories: Mapping[str, str] | None = None,
) -> list[Verdict]:
    """The machine's verdicts on these claims, in order of their ids; no clock is read.

    `origins` and `stories` give for a report the text it goes back to and the story that it follows.

    Where two claims are alike to a third but not to one another, that too is a verdict, however low
    its score: it keeps the three from becoming one event by way of the third.
    """
    stories = stories or {}
    size = Counter(stories.values())
    known = {c.id: c for c in claims}
    sides: dict[str, Side] = {}

    def ready(claim: Claim) -> Side:
        if claim.id not in sides:
            story = stories.get(claim.report)
            of = InStory(story, size[story]) if story else None
            sides[claim.id] = side(claim, reports.get(claim.report), origins.get(claim.report), of)
        return sides[claim.id]

    compared = {(a.id, b.id): compare(ready(a), ready(b)) for a, b in pairs(known.values(), reports, stories)}
    linked = _linked(pair for pair, c in compared.items() if c.score >= SAME)
    for pair in linked:
        if pair not in compared:
            compared[pair] = compare(ready(known[pair[0]]), ready(known[pair[1]]))
    return [decide(p, c) for p, c in sorted(compared.items()) if c.score >= NEARLY or p in linked]


def _linked(same: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """All pairs of claims that hang together by way of others."""
    parent: dict[str, str] = {}

    def root(i: str) -> str:
        while parent.setdefault(i, i) != i:
            parent[i] = i = parent[parent[i]]
        return i

    for a, b in same:
        parent[root(b)] = root(a)
    chains: dict[str, list[str]] = defaultdict(list)
    for i in sorted(parent):
        chains[root(i)].append(i)
    return {pair for chain in chains.values() if len(chain) <= CHAIN for pair in combinations(chain, 2)}


def decide(pair: tuple[str, str], comparison: Comparison) -> Verdict:
    """The verdict on two claims."""
    return Verdict(
        a=min(pair),
        b=max(pair),
        same=comparison.score >= SAME,
        score=comparison.score,
        reasons=comparison.reasons[:SPOKEN],
    )
