"""Events: what `code` makes of sentences annotated with all that they tell.

Rows as in `corpus/sentences.jsonl`: `text`, `events` (type, mode, contexts, status, trigger, parties), and `part`.
Each measure is an F1 over events: a claim is right on *type* where it shares characters with a gold trigger and has
its type; right on *mode*, *status*, *parties* where that field is right too; right on the *whole* where all are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from onrecord.coding import code
from onrecord.evaluate.gold import rows
from onrecord.evaluate.result import Result, scores
from onrecord.model import Claim, Party, Report
from onrecord.reading import read_many

Pair = tuple[dict[str, Any], Claim]
Answer = tuple[float, bool]

FIELDS = ("type", "mode", "status", "actors", "recipients", "whole")
PARTS = ("train", "dev", "test")
BINS = 10


def evaluate(path: Path) -> Result:
    """Measure claims on every row, each part (train, dev, test) apart; the reader has learnt from `train`."""
    gold_rows = [row for _, row in rows(path, ("text", "events"))]
    counts: dict[str, Counter[str]] = {}
    answers: dict[str, list[Answer]] = {}
    mistakes: dict[str, list[str]] = {}
    for row, reading in zip(gold_rows, read_many([r["text"] for r in gold_rows]), strict=True):
        claims = code(Report(text=row["text"]), reading).claims
        part = row.get("part", "all")
        count = counts.setdefault(part, Counter())
        _count(row, claims, count, answers.setdefault(part, []), mistakes.setdefault(part, []))
    figures: dict[str, float] = {}
    for part in sorted(counts, key=lambda p: PARTS.index(p) if p in PARTS else 9):
        figures |= {f"{part}: {name}": value for name, value in _figures(counts[part], answers[part]).items()}
    last = next((p for p in ("test", "all") if p in answers), None)
    if last:
        figures |= {f"{last}: {name}": value for name, value in _reliability(answers[last]).items()}
    shown = mistakes.get("dev") or mistakes.get("all") or next(iter(mistakes.values()), [])
    return Result("events", len(gold_rows), figures, tuple(shown[:: max(1, len(shown) // 10)][:10]))


def _count(
    row: dict[str, Any], claims: Sequence[Claim], count: Counter[str], answers: list[Answer], mistakes: list[str]
) -> None:
    pairs, extra = _matched(row["events"], claims)
    count.update(gold=len(row["events"]), found=len(claims), type=len(pairs), rows=1)
    for event, claim in pairs:
        right = {
            "mode": event.get("mode") == claim.mode,
            "status": event["status"] == claim.status,
            "actors": _same_parties(event, "actor", claim.actors),
            "recipients": _same_parties(event, "recipient", claim.recipients),
        }
        count.update(name for name, value in right.items() if value)
        count["whole"] += all(right.values())
        contexts = set(event.get("contexts", ()))
        count.update({"contexts, gold": len(contexts), "contexts, found": len(claim.contexts)})
        count["contexts, right"] += len(contexts & {*claim.contexts})
        for start, end, _, who in event["parties"]:
            party = next((p for p in (*claim.actors, *claim.recipients) if _meets(p, start, end)), None)
            if party is not None:
                count["parties"] += 1
                count["country"] += party.country == who["country"]
                count["known country"] += party.country is not None and who["country"] is not None
                count["known country, right"] += party.country == who["country"] is not None
                count["sector"] += (party.sectors[:1] or ("",))[0] == (who["sectors"][:1] or [""])[0]
    matched = {id(claim) for _, claim in pairs}
    answers.extend((c.confidence, id(c) in matched) for c in claims)
    if not row["events"]:
        count["nothing"] += 1
        count["nothing, claimed"] += bool(claims)
    missed = len(row["events"]) - len(pairs)
    if missed or extra:
        said = "; ".join(f"{c.type} ({c.trigger})" for c in extra) or "nothing more"
        mistakes.append(f"{missed} of {len(row['events'])} missed, claimed instead: {said}: {row['text'][:110]}")


def _matched(events: Iterable[dict[str, Any]], claims: Sequence[Claim]) -> tuple[list[Pair], list[Claim]]:
    """Each gold event with one claim of its type that shares its trigger; and the claims left over."""
    left, pairs = list(claims), []
    for event in events:
        start, end = event["trigger"]
        for claim in left:
            if claim.type == event["type"] and any(s.start < end and start < s.end for s in claim.evidence["type"]):
                pairs.append((event, claim))
                left.remove(claim)
                break
    return pairs, left


def _meets(party: Party, start: int, end: int) -> bool:
    return party.span.start < end and start < party.span.end


def _same_parties(event: dict[str, Any], role: str, parties: Iterable[Party]) -> bool:
    """Whether each gold party of the role meets a found one, and none is found where there is none."""
    gold = [(p[0], p[1]) for p in event["parties"] if _role(p[2]) == role]
    found = list(parties)
    if not gold or not found:
        return not gold and not found
    return all(any(_meets(p, start, end) for p in found) for start, end in gold)


def _role(name: str) -> str:
    return {"visitor": "actor", "host": "recipient", "mediator": "actor"}.get(name, name)


def _figures(count: Counter[str], answers: Sequence[Answer]) -> dict[str, float]:
    precision, recall, _ = scores(count["found"], count["gold"], count["type"])
    by_field = {f"{name}, F1": scores(count["found"], count["gold"], count[name])[2] for name in FIELDS}
    contexts = scores(count["contexts, found"], count["contexts, gold"], count["contexts, right"])[2]
    return {
        "type, precision": precision,
        "type, recall": recall,
        **by_field,
        "contexts of the right types, F1": contexts,
        "country of a party that both name": count["country"] / max(count["parties"], 1),
        "country, where both give one": count["known country, right"] / max(count["known country"], 1),
        "first sector of a party that both name": count["sector"] / max(count["parties"], 1),
        "rows that tell nothing and got a claim": count["nothing, claimed"] / max(count["nothing"], 1),
        "expected calibration error": calibration_error(answers),
    }


def _reliability(answers: Sequence[Answer]) -> dict[str, float]:
    """The share of right claims in each bin of confidence, named by the bin's mean and how many it holds."""
    return {
        f"right of the {n} claims with confidence near {mean:.2f}": right for n, mean, right in reliability(answers)
    }


def calibration_error(answers: Sequence[Answer]) -> float:
    """How far the confidence of claims lies from how often they are right, over ten bins of equal width.

    >>> calibration_error([(0.75, True), (0.75, True), (0.75, True), (0.75, False)])
    0.0
    """
    return sum(n * abs(mean - right) for n, mean, right in reliability(answers)) / max(1, len(answers))


def reliability(answers: Iterable[Answer]) -> list[tuple[int, float, float]]:
    """For each bin of confidence that holds claims: how many, their mean confidence, the share that is right."""
    bins: dict[int, list[Answer]] = {}
    for confidence, right in answers:
        bins.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
    return [
        (len(inside), sum(c for c, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside))
        for _, inside in sorted(bins.items())
    ]
