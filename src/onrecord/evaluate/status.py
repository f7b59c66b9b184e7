"""Status: did it happen, or is it planned, feared, supposed or denied?

Two gold sets, told apart by their keys: factuality from -3 to +3 of each event word (`events`),
and actual, generic or other of each event (`hoppers`).  Only words that our coder takes for an event, or that the gold
marks, are asked; the answer is the status that the syntax above the word gives.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from onrecord.coding.learnt import statuses
from onrecord.errors import MalformedInput
from onrecord.evaluate.gold import keys_of, rows
from onrecord.evaluate.result import Result, scores
from onrecord.model import DEEDS
from onrecord.reading import read_many


def evaluate(path: Path) -> Result:
    """Measure the status of marked event words."""
    keys = keys_of(path)
    if "hoppers" in keys:
        return _actual(path)
    if "events" in keys:
        return _factual(path)
    raise MalformedInput(
        f"{path}: expected rows with events (factuality) or hoppers (realis); the first has {sorted(keys)}"
    )


def _class_of(value: float) -> str:
    return "denied" if value <= -1 else "unsure" if value < 1 else "fact"


def _answer(status: str) -> str:
    """The scale rates what is announced ("it will issue warrants") near +2: a plan counts with the facts there."""
    return "denied" if status == "denied" else "unsure" if status in ("hypothetical", "conditional") else "fact"


def _factual(path: Path) -> Result:
    counts: Counter[tuple[str, str]] = Counter()
    mistakes = []
    gold_rows = [row for _, row in rows(path, ("text", "events"))]
    for row, reading in zip(gold_rows, read_many([r["text"] for r in gold_rows]), strict=True):
        marks = [(e["start"], e["end"]) for e in row["events"]]
        for event, status in zip(row["events"], statuses(reading, marks), strict=True):
            gold, found = _class_of(event["factuality"]), _answer(status)
            counts[gold, found] += 1
            if gold != found:
                word = row["text"][event["start"] : event["end"]]
                mistakes.append(
                    (
                        abs(event["factuality"]),
                        f"{word!r} is {gold} ({event['factuality']}), taken for {status}: {row['text'][:90]}",
                    )
                )
    figures = _figures(counts, ("fact", "unsure", "denied"))
    figures["denied or unsure, F1"] = _binary(counts, "fact")
    return Result("status", counts.total(), figures, tuple(m for _, m in sorted(mistakes, reverse=True)[:10]))


def _actual(path: Path) -> Result:
    counts: Counter[tuple[str, str]] = Counter()
    mistakes = []
    gold_rows = [row for _, row in rows(path, ("text", "hoppers"))]
    for row, reading in zip(gold_rows, read_many([r["text"] for r in gold_rows]), strict=True):
        events = [e for h in row["hoppers"] for e in h["events"] if e["realis"] in ("Actual", "Other")]
        for event, status in zip(events, statuses(reading, [(e["start"], e["end"]) for e in events]), strict=True):
            gold, found = event["realis"].lower(), "actual" if status in DEEDS else "other"
            counts[gold, found] += 1
            if gold != found:
                mistakes.append(f"{row['text'][event['start'] : event['end']]!r} is {gold}, taken for {status}")
    return Result("status", counts.total(), _figures(counts, ("actual", "other")), tuple(mistakes[:10]))


def _figures(counts: Counter[tuple[str, str]], classes: tuple[str, ...]) -> dict[str, float]:
    figures = {}
    for name in classes:
        found = sum(n for (_, f), n in counts.items() if f == name)
        gold = sum(n for (g, _), n in counts.items() if g == name)
        figures[f"{name}, precision"], figures[f"{name}, recall"], figures[f"{name}, F1"] = scores(
            found, gold, counts[name, name]
        )
    figures["macro-F1"] = sum(figures[f"{name}, F1"] for name in classes) / len(classes)
    return figures


def _binary(counts: Counter[tuple[str, str]], fact: str) -> float:
    """F1 of telling what is no fact from what is one."""
    found = sum(n for (_, f), n in counts.items() if f != fact)
    gold = sum(n for (g, _), n in counts.items() if g != fact)
    right = sum(n for (g, f), n in counts.items() if g != fact and f != fact)
    return scores(found, gold, right)[2]
