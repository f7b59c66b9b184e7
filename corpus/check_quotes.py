"""Check ``quotes.jsonl``: the form of every row, and the offsets wherever the texts are at hand.

Run from anywhere: ``python corpus/check_quotes.py [QUOTES [TEXTS]]``. The exit code is 1 at the first malformed row.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

FIELDS = ("source", "cue", "content")
PARTS = ("train", "dev", "test")
HERE = Path(__file__).resolve().parent
QUOTES = HERE / "quotes.jsonl"
SENTENCES = HERE / "sentences.jsonl"
TEXTS = HERE.parents[1] / "shared" / "gold" / "running" / "current_events.jsonl"


def order(key: int | str) -> tuple[int, int]:
    """Where a row stands: numbers first, then s0001 ..., then the reports that carry their own text, q0001 ..."""
    return (0, key) if isinstance(key, int) else (1 + (key[0] == "q"), int(key[1:]))


def fault(row: Any, after: int | str = -1) -> str | None:
    """Say what is wrong with the form of one row, or None; ``after`` is the id of the row before."""
    if not isinstance(row, dict) or set(row) - {"text"} != {"id", "attributions", "part"}:
        return "a row holds id, attributions and part, and a text where it is our own"
    key = row["id"]
    named = isinstance(key, str) and len(key) == 5 and key[0] in "sq" and key[1:].isdigit()
    if not named and type(key) is not int:
        return f"id {key!r} is neither a number nor s0001 nor q0001"
    if order(key) <= order(after):
        return f"id {key!r} does not ascend from {after!r}"
    if ("text" in row) != (named and key[0] == "q"):
        return "reports q0001 ... carry their text, other rows none"
    if row["part"] not in PARTS:
        return f"unknown part {row['part']!r}"
    if not isinstance(row["attributions"], list):
        return "attributions is not a list"
    for attribution in row["attributions"]:
        if not isinstance(attribution, dict) or set(attribution) != set(FIELDS):
            return f"{attribution!r} does not hold source, cue and content"
        if not attribution["cue"] or not attribution["content"]:
            return f"{attribution!r} has no cue or no content"
        for field in FIELDS:
            reached = 0
            for span in attribution[field]:
                if [type(x) for x in span] != [int, int] or not reached <= span[0] < span[1]:
                    return f"{field} {span!r} is empty, out of order or overlaps the one before"
                reached = span[1]
    return None


def misfit(row: dict[str, Any], text: str) -> str | None:
    """Say which span of a well-formed row does not sit on whole words of its text, or None."""
    for attribution in row["attributions"]:
        for start, end in (span for field in FIELDS for span in attribution[field]):
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


def lines(path: Path) -> list[Any]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def main(arguments: list[str]) -> int:
    """Check the file and print its counts."""
    path = Path(arguments[0]) if arguments else QUOTES
    source = Path(arguments[1]) if len(arguments) > 1 else TEXTS
    texts: dict[int | str, str] = {row["id"]: row["text"] for row in lines(SENTENCES)}
    if source.exists():
        texts |= {number: row["text"] for number, row in enumerate(lines(source))}
    after: int | str = -1
    rows = marked = empty = unchecked = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            print(f"{path}:{number}: not JSON: {error}")
            return 1
        wrong = fault(row, after)
        text = None if wrong else row.get("text", texts.get(row["id"]))
        if text is None and not wrong and (isinstance(row["id"], str) or source.exists()):
            wrong = f"no text has the id {row['id']!r}"
        wrong = wrong or (misfit(row, text) if text is not None else None)
        if wrong:
            print(f"{path}:{number}: {wrong}")
            return 1
        after, rows, marked = row["id"], rows + 1, marked + len(row["attributions"])
        empty, unchecked = empty + (not row["attributions"]), unchecked + (text is None)
    print(f"{rows} rows, {marked} attributions, {empty} rows without; offsets of {rows - unchecked} rows checked")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
