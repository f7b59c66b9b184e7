"""`python -m training.coder`: how much word lists and reader each count, fitted on a third of the development part.

Writes `src/onrecord/data/coding/weights.json` (see `coding/learnt.py`); run it after the reader's weights have changed.
  The reader has not learnt from that third; nothing here sees the test part,
nor any gold set of others.
"""

import argparse
import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from onrecord.coding import learnt, relate
from onrecord.coding.clause import Clauses
from onrecord.coding.coder import listed
from onrecord.coding.learnt import Candidate, Weights
from onrecord.coding.needs import IsParty
from onrecord.evaluate.relation import macro_f1
from onrecord.model import Report, Span
from onrecord.reading import between_many, read_many
from training.events import ROLE, crosswalk, filed_as, for_weights, rows
from training.news import texts

ROOT = Path(__file__).parent.parent
NAMES = (
    "one",
    "reader",
    "sure of type",
    "lists",
    "lists, demanding",
    "lists, noun",
    "lists, both parties",
    "lists, noun with both",
    "same type",
)
START = Weights(dict.fromkeys(NAMES, 0.0), 0.5, 2.0, 1.5, 1.0, 1.5, 0.5, 0.5, 0.5)

Row = dict[str, Any]


class Seen(NamedTuple):
    """A candidate of a sentence with the gold event that it meets, if there is one."""

    clauses: Clauses
    is_party: IsParty
    candidate: Candidate
    gold: Row | None


def sources(corpus: Path, news: Path, parts: Sequence[str]) -> list[tuple[str, Row]]:
    """The rows of both corpus files that belong to the parts, with their texts."""
    items = texts(news)
    own = [(row["text"], row) for row in rows(corpus / "sentences.jsonl", parts)]
    return own + [(items[row["id"]], row) for row in rows(corpus / "events.jsonl", parts)]


def seen(pairs: Sequence[tuple[str, Row]]) -> list[Seen]:
    """All candidates of the texts; each gold event goes to the candidate on its trigger that is surest of it."""
    found: list[Seen] = []
    for (text, row), reading in zip(pairs, read_many([t for t, _ in pairs]), strict=True):
        here = []
        for _, clauses, hits, is_party in listed(Report(text=text), reading):
            for c in learnt.candidates(clauses, hits):
                here.append((clauses, is_party, c, spans_of(clauses, c)))
        taken: dict[int, Row] = {}
        for e in row["events"]:
            a, b = e["trigger"]
            near = [n for n, x in enumerate(here) if n not in taken and any(s < b and a < t for s, t in x[3])]
            if near:
                taken[max(near, key=lambda n: sureness(here[n][2], e["type"]))] = e
        found += [Seen(*x[:3], taken.get(n)) for n, x in enumerate(here)]
    return found


def spans_of(clauses: Clauses, c: Candidate) -> list[tuple[int, int]]:
    """The offsets of the words of a candidate."""
    words = {c.word, *(c.hit.trigger if c.hit else ())}
    return [(clauses.sentence.starts[i], clauses.sentence.ends[i]) for i in words]


def sureness(c: Candidate, kind: str) -> float:
    """How much the candidate looks like an event of the type."""
    said = c.hit is not None and c.hit.code.type == kind
    return (c.told.types.get(kind, 0.0) + 0.1 * c.told.chance if c.told else 0.0) + said


def logistic(x: np.ndarray, y: np.ndarray, ridge: float = 1.0) -> np.ndarray:
    """Weights of a logistic regression, by Newton's method."""
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + ridge * w
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(w)), gradient)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    return w


def event_weights(found: Sequence[Seen]) -> dict[str, float]:
    """The weights of the features for whether there is an event."""
    x = np.array([[learnt.features(s.candidate).get(k, 0.0) for k in NAMES] for s in found])
    y = np.array([s.gold is not None for s in found], dtype=float)
    return dict(zip(NAMES, (round(float(v), 3) for v in logistic(x, y)), strict=True))


SLACK = 0.003
"""Scores that differ by less are taken for equal: one or two of the rows that they are measured on."""


def best(values: Iterable[float], score: Callable[[float], float]) -> float:
    """The largest value whose score is as good as the best.

    More weight for the word lists is the safer choice where the rows cannot tell: they do not know our corpus by heart,
    and hold on texts unlike it.
    """
    scored = {v: score(v) for v in values}
    top = max(scored.values())
    return max(v for v, s in scored.items() if s >= top - SLACK)


def share(found: Sequence[Seen], right: Callable[[Seen], bool]) -> float:
    return sum(map(right, found)) / max(1, len(found))


def fitted(found: Sequence[Seen], misses: int) -> Weights:
    """All weights, one after the other; `misses` gold events met no candidate."""
    w = replace(START, event=event_weights(found))
    met = [s for s in found if s.gold]
    both = [s for s in met if s.candidate.hit and s.candidate.told]
    grid = [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0]
    w = replace(
        w,
        type=best(
            grid, lambda v: share(both, lambda s: learnt.best_type(s.candidate, replace(w, type=v)) == s.gold["type"])
        ),
    )
    told = [s for s in both if learnt.best_type(s.candidate, w) == s.gold["type"]]
    w = replace(
        w,
        mode=best(
            grid,
            lambda v: share(
                told, lambda s: learnt.best_mode(s.candidate, s.gold["type"], replace(w, mode=v)) == s.gold["mode"]
            ),
        ),
        status=best(
            grid,
            lambda v: share(
                told, lambda s: learnt.best_status(s.candidate, replace(w, status=v))[0] == s.gold["status"]
            ),
        ),
    )
    lone = [s for s in found if s.candidate.told is None]
    right = sum(s.gold is not None and s.gold["type"] == s.candidate.hit.code.type for s in lone)
    w = replace(w, alone=round(right / max(1, sum(s.gold is not None for s in lone)), 3))
    w = replace(w, context=best([0.2, 0.3, 0.4, 0.5, 0.6], lambda v: context_f1(told, v)))
    pairs = {(p, q): party_f1(told, replace(w, party=p, second=q)) for p in grid[:7] for q in grid[:6]}
    party, second = max(
        (pq for pq, f in pairs.items() if f >= max(pairs.values()) - SLACK), key=lambda pq: (pq[0], -pq[1])
    )
    w = replace(w, party=party, second=second)
    return replace(w, threshold=lowest(lambda v: type_f1(found, w, v, misses)))


LOOSE = 0.01
"""So much F1 is given for events told with little confidence: who reads can leave them out."""


def lowest(score: Callable[[float], float]) -> float:
    """The lowest threshold whose F1 is within `LOOSE` of the best."""
    thresholds = [n / 50 for n in range(15, 36)]
    best_of = max(map(score, thresholds))
    return next(v for v in thresholds if score(v) >= best_of - LOOSE)


def type_f1(found: Sequence[Seen], w: Weights, threshold: float, misses: int) -> float:
    """F1 of the events claimed at a threshold, right by trigger and type."""
    claimed = [s for s in found if learnt.chance(s.candidate, w) >= threshold]
    right = sum(s.gold is not None and learnt.best_type(s.candidate, w) == s.gold["type"] for s in claimed)
    return 2 * right / max(1, len(claimed) + sum(s.gold is not None for s in found) + misses)


def context_f1(found: Sequence[Seen], floor: float) -> float:
    """F1 of the contexts, all events together."""
    gold = [set(s.gold["contexts"]) for s in found if s.gold]
    said = [{k for k, p in s.candidate.told.contexts.items() if p >= floor} for s in found if s.candidate.told]
    return (
        2 * sum(len(g & f) for g, f in zip(gold, said, strict=True)) / max(1, sum(map(len, gold)) + sum(map(len, said)))
    )


def party_f1(found: Sequence[Seen], w: Weights) -> float:
    """F1 of actors and recipients, right where their words meet."""
    gold = said = right = 0
    for s in found:
        hit = learnt.settled(s.clauses, s.candidate, 1.0, w, s.is_party)
        for role, words in (("actor", hit.actors), ("recipient", hit.recipients)):
            marked = [p[:2] for p in s.gold["parties"] if ROLE.get(p[2], p[2]) == role]
            ends = [(s.clauses.sentence.starts[i], s.clauses.sentence.ends[i]) for i in words]
            gold, said = gold + len(marked), said + len(ends)
            right += sum(any(a < e and b < f for b, e in ends) for a, f in marked)
    return 2 * right / max(1, gold + said)


# --- relate ----------------------------------------------------------------------------------


def marked_pairs(pairs: Sequence[tuple[str, Row]]) -> list[tuple[str, tuple[int, int], tuple[int, int], str]]:
    """Actor and recipient of each event that has both, with its type as the older scheme files it."""
    found = []
    for text, row in pairs:
        for e in row["events"]:
            sides: dict[str, list[tuple[int, int]]] = {"actor": [], "recipient": [], "topic": []}
            for a, b, role, _ in e["parties"]:
                sides[ROLE.get(role, role)].append((a, b))
            others = sides["recipient"] or sides["topic"] or (sides["actor"][1:] if e["type"] == "CONSULT" else [])
            if sides["actor"] and others:
                kind = crosswalk(e) or filed_as(e, text[e["trigger"][0] : e["trigger"][1]])
                found.append((text, sides["actor"][0], others[0], kind))
    return found


def relate_alone_and_together(pairs: Sequence[tuple[str, Row]]) -> None:
    """Print what the witnesses of `relate` are worth on the marked pairs."""
    marked = marked_pairs(pairs)
    learnt_of = between_many([(t, a, r) for t, a, r, _ in marked])
    shares = [
        relate.evidence(reading, [Span(start=a[0], end=a[1]), Span(start=r[0], end=r[1])], a, r, known)
        for (_, a, r, _), reading, known in zip(marked, read_many([t for t, *_ in marked]), learnt_of, strict=True)
    ]
    kinds = list(shares[0][0])
    logs = np.array([[[math.log(s[k]) for k in kinds] for s in three] for three in shares])
    gold = [m[3] for m in marked]
    for name, w in (("pair", (1, 0, 0)), ("words", (0, 1, 0)), ("lists", (0, 0, 1)), ("together", (1, 1, 1))):
        best_of = [kinds[k] for k in np.tensordot(logs, np.array(w), (1, 0)).argmax(1)]
        print(f"relate, {name}: macro-F1 {macro_f1(gold, best_of):.3f} on {len(gold)} pairs")


def main() -> None:
    shared = ROOT / "../shared"
    options = argparse.ArgumentParser(prog="python -m training.coder", description=__doc__.splitlines()[0])
    options.add_argument("--news", type=Path, default=shared / "gold/running/current_events.jsonl")
    options.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    options.add_argument("--into", type=Path, default=ROOT / "src/onrecord/data/coding")
    given = options.parse_args()
    pairs = [(t, row) for t, row in sources(given.corpus, given.news, ("dev",)) if for_weights(row)]
    found = seen(pairs)
    misses = sum(len(row["events"]) for _, row in pairs) - sum(s.gold is not None for s in found)
    w = fitted(found, misses)
    for floor in (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55):
        none = [x for x in found if x.gold is None and learnt.chance(x.candidate, w) >= floor]
        print(f"threshold {floor:.2f}: type F1 {type_f1(found, w, floor, misses):.3f}, {len(none)} claims of nothing")
    print(json.dumps(asdict(w)), f"type F1 on dev {type_f1(found, w, w.threshold, misses):.3f}; {misses} events unseen")
    (given.into / "weights.json").write_text(json.dumps(asdict(w), indent=1) + "\n", encoding="utf-8")
    relate_alone_and_together(pairs)


if __name__ == "__main__":
    main()
