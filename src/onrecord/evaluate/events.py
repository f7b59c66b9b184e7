"""Events: what `code` makes of sentences annotated with all that they tell.

Rows as in `corpus/sentences.jsonl`: `text`, `events` (type, mode, status, trigger, parties), and `part`.
A claim is right on type where it shares characters with a gold trigger and has its type; each
further field is counted among those.
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


def evaluate(path: Path) -> Result:
    """Measure claims on every row; the parts (train, dev, test) are measured apart too."""
    gold_rows = [row for _, row in rows(path, ("text", "events"))]
    counts: Counter[str] = Counter()
    parts: dict[str, Counter[str]] = {}
    mistakes: list[str] = []
    for row, reading in zip(gold_rows, read_many([r["text"] for r in gold_rows]), strict=True):
        claims = code(Report(text=row["text"]), reading).claims
        count = _count(row, claims, mistakes)
        counts += count
        parts.setdefault(row.get("part", "all"), Counter()).update(count)
    figures = _figures(counts)
    for part in sorted(parts):
        figures[f"type F1, part {part}"] = _f1(parts[part], "type")
    return Result("events", len(gold_rows), figures, tuple(mistakes[:: max(1, len(mistakes) // 10)][:10]))


def _count(row: dict[str, Any], claims: Sequence[Claim], mistakes: list[str]) -> Counter[str]:
    pairs, extra = _matched(row["events"], claims)
    count: Counter[str] = Counter(gold=len(row["events"]), found=len(claims), type=len(pairs))
    for event, claim in pairs:
        right = {
            "mode": event.get("mode") == claim.mode,
            "status": event["status"] == claim.status,
            "actors": _same_parties(event, "actor", claim.actors),
            "recipients": _same_parties(event, "recipient", claim.recipients),
        }
        count.update(name for name, value in right.items() if value)
        count["whole"] += all(right.values())
    if not row["events"]:
        count["nothing"] += 1
        count["nothing, claimed"] += bool(claims)
    missed = len(row["events"]) - len(pairs)
    if missed or extra:
        said = "; ".join(f"{c.type} ({c.trigger})" for c in extra) or "nothing more"
        mistakes.append(f"{missed} of {len(row['events'])} missed, claimed instead: {said}: {row['text'][:110]}")
    return count


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


def _same_parties(event: dict[str, Any], role: str, parties: Iterable[Party]) -> bool:
    """Whether each gold party of the role meets a found one, and none is found where there is none."""
    gold = [(p[0], p[1]) for p in event["parties"] if _role(p[2]) == role]
    found = [(p.span.start, p.span.end) for p in parties]
    if not gold or not found:
        return not gold and not found
    return all(any(s < end and start < e for s, e in found) for start, end in gold)


def _role(name: str) -> str:
    return {"visitor": "actor", "host": "recipient", "mediator": "actor"}.get(name, name)


def _f1(count: Counter[str], right: str) -> float:
    return scores(count["found"], count["gold"], count[right])[2]


def _figures(count: Counter[str]) -> dict[str, float]:
    precision, recall, f1 = scores(count["found"], count["gold"], count["type"])
    of_typed = {
        f"{name}, share of the right types": count[name] / max(count["type"], 1)
        for name in ("mode", "status", "actors", "recipients")
    }
    return {
        "type and trigger, precision": precision,
        "type and trigger, recall": recall,
        "type and trigger, F1": f1,
        **of_typed,
        "whole event, F1": _f1(count, "whole"),
        "rows that tell nothing and got a claim": count["nothing, claimed"] / max(count["nothing"], 1),
    }
