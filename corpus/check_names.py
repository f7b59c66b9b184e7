"""Check ``names.jsonl``: the form of every row, and the offsets wherever the texts are at hand.

Run from anywhere: ``python corpus/check_names.py [NAMES [TEXTS]]``. The exit code is 1 at the first malformed row.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

KINDS = ("person", "place", "organization", "other")
HERE = Path(__file__).resolve().parent
NAMES = HERE / "names.jsonl"
TEXTS = HERE.parents[1] / "shared" / "gold" / "running" / "current_events.jsonl"


def fault(row: Any, after: int = -1) -> str | None:
    """Say what is wrong with the form of one row, or None; ``after`` is the id of the row before."""
    if not isinstance(row, dict) or set(row) != {"id", "names"}:
        return "a row holds id and names, and nothing else"
    if type(row["id"]) is not int or row["id"] <= after:
        return f"id {row['id']!r} does not ascend from {after}"
    if not isinstance(row["names"], list):
        return "names is not a list"
    reached = 0
    for name in row["names"]:
        if not isinstance(name, list) or len(name) != 3:
            return f"{name!r} is not [start, end, kind]"
        start, end, kind = name
        if type(start) is not int or type(end) is not int or not reached <= start < end:
            return f"{name!r} is empty, out of order or overlaps the one before"
        if kind not in KINDS:
            return f"{name!r} has an unknown kind"
        reached = end
    return None


def misfit(row: dict[str, Any], texts: list[str]) -> str | None:
    """Say which span of a well-formed row does not sit on whole words of its text, or None."""
    if row["id"] >= len(texts):
        return f"no text has the number {row['id']}"
    text = texts[row["id"]]
    for start, end, _ in row["names"]:
        if end > len(text):
            return f"[{start}, {end}] runs past the end of the text"
        span = text[start:end]
        if span != span.strip():
            return f"[{start}, {end}] {span!r} begins or ends in white space"
        opens_inside = start > 0 and text[start - 1].isalnum() and span[0].isalnum()
        ends_inside = end < len(text) and text[end].isalnum() and span[-1].isalnum()
        if opens_inside or ends_inside:
            return f"[{start}, {end}] {span!r} cuts a word"
    return None


def main(arguments: list[str]) -> int:
    """Check the file and print its counts."""
    path = Path(arguments[0]) if arguments else NAMES
    source = Path(arguments[1]) if len(arguments) > 1 else TEXTS
    texts: list[str] | None = None
    if source.exists():
        texts = [json.loads(line)["text"] for line in source.read_text(encoding="utf-8").split("\n") if line]
    after, counts, rows = -1, Counter[str](), 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            print(f"{path}:{number}: not JSON: {error}")
            return 1
        wrong = fault(row, after) or (misfit(row, texts) if texts is not None else None)
        if wrong:
            print(f"{path}:{number}: {wrong}")
            return 1
        after, rows = row["id"], rows + 1
        counts.update(kind for _, _, kind in row["names"])
    told = ", ".join(f"{kind} {counts[kind]}" for kind in KINDS)
    print(f"{rows} rows, {counts.total()} names: {told}; offsets {'checked' if texts is not None else 'not checked'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
