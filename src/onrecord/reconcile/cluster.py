"""Which claims are one event, given all verdicts on pairs of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from onrecord.model import Verdict

MACHINE = "machine"
Pair = tuple[str, str]


def standing(verdicts: Iterable[Verdict]) -> dict[Pair, Verdict]:
    """For each pair the verdict that stands: a person's over the machine's, a later one over an earlier.

    One that was taken back (`same` None) leaves what else was said of the pair by others.  Verdicts
    without a time count as given in order.
    """
    latest: dict[tuple[Pair, str], tuple[tuple[float, int], Verdict]] = {}
    for n, verdict in enumerate(verdicts):
        who = ((min(verdict.a, verdict.b), max(verdict.a, verdict.b)), verdict.by)
        rank = (_moment(verdict.at), n)
        if who not in latest or latest[who][0] <= rank:
            latest[who] = (rank, verdict)
    best: dict[Pair, tuple[tuple[bool, float, int], Verdict]] = {}
    for (pair, by), ((moment, n), verdict) in latest.items():
        if verdict.same is None:
            continue
        standing_rank = (by != MACHINE, moment, n)
        if pair not in best or best[pair][0] < standing_rank:
            best[pair] = (standing_rank, verdict)
    return {pair: verdict for pair, (_, verdict) in best.items()}


def _moment(at: datetime | None) -> float:
    return at.timestamp() if at else 0.0


def cluster(ids: Iterable[str], verdicts: Iterable[Verdict]) -> list[list[str]]:
    """The claims in groups of one event each, ids and groups in order.

    A person's verdicts are followed first, then the machine's from the surest down.  Two groups are never joined
    across a person's "not the same"; nor by the machine where, of all that it judged between the two, the doubts
    weigh more.
    """
    groups = _Groups(sorted(set(ids)))
    stands = {p: v for p, v in standing(verdicts).items() if p[0] in groups.of and p[1] in groups.of and p[0] != p[1]}
    persons = {p: v for p, v in stands.items() if v.by != MACHINE}
    groups.apart = [p for p, v in persons.items() if not v.same]
    scores = {p: _score(v) for p, v in stands.items() if v.by == MACHINE}
    # later persons' verdicts first: where two cannot both be followed, the later one is
    said = sorted((p for p, v in persons.items() if v.same), key=lambda p: (-_moment(persons[p].at), p))
    for pair in said:
        groups.join(pair)
    between = groups.between(scores)
    for pair in sorted((p for p, v in stands.items() if p in scores and v.same), key=lambda p: (-scores[p], p)):
        groups.join(pair, between)
    return sorted(sorted(members) for members in groups.members.values())


def _score(verdict: Verdict) -> float:
    """How sure the machine is that the two are one event."""
    if verdict.score is not None:
        return verdict.score
    return 1.0 if verdict.same else 0.0


class _Groups:
    """Claims on their way into events."""

    def __init__(self, ids: Sequence[str]) -> None:
        self.of = {i: i for i in ids}
        self.members = {i: [i] for i in ids}
        self.apart: list[Pair] = []

    def between(self, scores: Mapping[Pair, float]) -> dict[str, dict[str, list[float]]]:
        """For each group, and each other that the machine judged it against, the scores."""
        found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        for (a, b), score in scores.items():
            x, y = self.of[a], self.of[b]
            if x != y:
                found[x][y].append(score)
                found[y][x].append(score)
        return found

    def join(self, pair: Pair, between: dict[str, dict[str, list[float]]] | None = None) -> None:
        """Make the groups of two claims one, unless something keeps them apart."""
        x, y = sorted((self.of[pair[0]], self.of[pair[1]]))
        if x == y or any({self.of[a], self.of[b]} == {x, y} for a, b in self.apart):
            return
        if between is not None:
            judged = between[x][y]
            if sum(judged) < 0.5 * len(judged):
                return
        for i in self.members[y]:
            self.of[i] = x
        self.members[x] += self.members.pop(y)
        if between is not None:
            for other, scores in between.pop(y).items():
                between[other].pop(y, None)
                if other != x:
                    between[x][other] += scores
                    between[other][x] = between[x][other]
