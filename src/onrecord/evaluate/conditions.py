"""If: conditions against those marked in `corpus/conditions.jsonl`.

A condition is found where one of ours shares characters with its trigger and its consequence, and right where each of
the two is the marked one by half or more of the characters of both.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from onrecord.coding import code
from onrecord.coding.conditions import RawCondition, conditions
from onrecord.evaluate.gold import rows
from onrecord.evaluate.result import Result, scores
from onrecord.model import Condition, Report, Span
from onrecord.reading import read_many

Row = dict[str, Any]
Pair = tuple[RawCondition, Condition]
HALF = 0.5


def evaluate(path: Path) -> Result:
    """Conditions found and right, their kind, speaker and deadline; by part where rows have one."""
    gold = [row for _, row in rows(path, ("text", "conditions"))]
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    mistakes = []
    for row, reading in zip(gold, read_many(r["text"] for r in gold), strict=True):
        text = row["text"]
        coded = code(Report(text=text), reading).conditions
        mine = list(zip(conditions(text, reading), coded, strict=True))
        for wanted, given in _pairs(row["conditions"], mine):
            found = _compared(wanted, given)
            for key in ("", f"{row['part']} part, ") if "part" in row else ("",):
                counts[key].update(found)
            if not found["right"]:
                mistakes.append(_mistake(text, wanted, given))
    figures: dict[str, float] = {}
    for key in sorted(counts):
        c = counts[key]
        figures[f"{key}found F1"] = scores(c["mine"], c["gold"], c["found"])[2]
        p, r, f = scores(c["mine"], c["gold"], c["right"])
        figures |= {f"{key}right F1": f, f"{key}right precision": p, f"{key}right recall": r}
        figures[f"{key}kind, of those found"] = c["kind"] / max(1, c["found"])
        for name in ("speaker", "deadline"):
            figures[f"{key}{name} F1"] = scores(c[f"{name} mine"], c[f"{name} gold"], c[name])[2]
    return Result("conditions", len(gold), figures, tuple(mistakes[:: max(1, len(mistakes) // 10)][:10]))


def _pairs(gold: Sequence[Row], mine: list[Pair]) -> Iterator[tuple[Row | None, Pair | None]]:
    left = list(mine)
    for wanted in gold:
        near = [
            m
            for m in left
            if _shared(wanted["trigger"], m[0].trigger) and _shared(wanted["consequence"], m[0].consequence)
        ]
        best = max(near, key=lambda m: _agree(wanted["trigger"], m[0].trigger), default=None)
        if best is not None:
            left.remove(best)
        yield wanted, best
    yield from ((None, m) for m in left)


def _characters(spans: Sequence[Any]) -> set[int]:
    return {i for s in spans for i in (range(s.start, s.end) if isinstance(s, Span) else range(*s))}


def _shared(gold: Sequence[Any], mine: Sequence[Span]) -> bool:
    return bool(_characters(gold) & _characters(mine))


def _agree(gold: Sequence[Any], mine: Sequence[Span]) -> float:
    """Shared characters as a share of all."""
    a, b = _characters(gold), _characters(mine)
    return len(a & b) / max(1, len(a | b))


def _compared(wanted: Row | None, given: Pair | None) -> Counter[str]:
    c: Counter[str] = Counter(gold=wanted is not None, mine=given is not None)
    said = given[1].evidence.get("said_by", ()) if given else ()
    deadline = given[0].deadline if given else None
    c["speaker gold"], c["speaker mine"] = bool(wanted and wanted["speaker"]), bool(said)
    c["deadline gold"], c["deadline mine"] = bool(wanted and wanted["deadline"]), deadline is not None
    if wanted is None or given is None:
        return c
    raw = given[0]
    c["found"] = 1
    sides = (_agree(wanted[k], spans) for k, spans in (("trigger", raw.trigger), ("consequence", raw.consequence)))
    c["right"] = all(share >= HALF for share in sides)
    c["kind"] = wanted["kind"] == raw.kind
    c["speaker"] = bool(wanted["speaker"]) and _shared([wanted["speaker"]], said)
    c["deadline"] = bool(wanted["deadline"] and deadline) and _shared(
        [wanted["deadline"]], [deadline] if deadline else []
    )
    return c


def _mistake(text: str, wanted: Row | None, given: Pair | None) -> str:
    def quote(spans: Sequence[Any]) -> str:
        return " ... ".join(s.of(text) if isinstance(s, Span) else text[slice(*s)] for s in spans)

    asked = f"if {quote(wanted['trigger'])!r} then {quote(wanted['consequence'])!r}" if wanted else "none"
    told = f"if {quote(given[0].trigger)!r} then {quote(given[0].consequence)!r}" if given else "none"
    return f"marked {asked}; found {told}: {text}"
