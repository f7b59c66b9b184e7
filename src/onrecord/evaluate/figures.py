"""How many: figures against those marked in our own corpus (`corpus/sentences.jsonl`).

A marked figure is found where one of ours overlaps it, and attached where `attach` gives it to the word that tells its
event.  The corpus marks only figures that count an event, so precision is of the attached alone.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from onrecord.errors import MalformedInput, MissingInput
from onrecord.evaluate.result import Result, scores
from onrecord.model import Figure, Reading, Sentence

EXPECTED = 'a JSON object with "text" and "events", each with a "trigger" and a list of "figures" as [start, end]'


def evaluate(path: Path) -> Result:
    """The figures of each text with events, found and attached, and those missed."""
    from onrecord.coding.how_many import figures
    from onrecord.reading import read_many

    gold = _rows(path)
    total = found = attached = given = 0
    mistakes: list[str] = []
    for row, reading in zip(gold, read_many(r["text"] for r in gold), strict=True):
        text = row["text"]
        mine = figures(text, reading)
        for event in row["events"]:
            belonging = _attached(reading, event["trigger"], mine)
            given += len(belonging) if event["figures"] else 0
            for start, end in event["figures"]:
                total += 1
                hit = any(f.span.start < end and start < f.span.end for f in mine)
                found += hit
                attached += any(f.span.start < end and start < f.span.end for f in belonging)
                if not hit:
                    mistakes.append(f"missed {text[start:end]!r} in: {text}")
    precision, recall, f1 = scores(given, total, attached)
    shares = {"figures": float(total), "found": found / total if total else 0.0}
    shares |= {"attached precision": precision, "attached recall": recall, "attached F1": f1}
    return Result("figures", len(gold), shares, tuple(mistakes[:10]))


def _attached(reading: Reading, trigger: list[int], mine: list[Figure]) -> list[Figure]:
    """The figures that belong to a trigger: to the word of it that the rest of it hangs on."""
    from onrecord.coding.how_many import attach

    sentence: Sentence | None = next((s for s in reading.sentences if s.start <= trigger[0] < s.end), None)
    if sentence is None:
        return []
    words = [k for k in range(len(sentence)) if sentence.starts[k] < trigger[1] and trigger[0] < sentence.ends[k]]
    head = next((k for k in words if sentence.parent(k) not in words), None)
    return attach(sentence, head, mine) if head is not None else []


def _rows(path: Path) -> list[dict[str, Any]]:
    """The rows of the corpus; raises `MalformedInput` naming file and line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as problem:
        raise MissingInput(f"{path}: cannot be read ({problem.strerror}); give corpus/sentences.jsonl") from problem
    rows = []
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            spans = [s for e in row["events"] for s in (e["trigger"], *e["figures"])]
            fits = all(0 <= a < b <= len(row["text"]) for a, b in spans)
        except (ValueError, TypeError, KeyError) as problem:
            raise MalformedInput(f"{path}:{number}: expected {EXPECTED} ({problem!r})") from problem
        if not fits:
            raise MalformedInput(f"{path}:{number}: a span lies outside its text; expected {EXPECTED}")
        rows.append(row)
    return rows
