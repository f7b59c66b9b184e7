"""How well times are found and resolved, against TimeML annotations.

Spans are matched as in TempEval-3: a found span and a gold span match when they share a character (relaxed) or are the
same (strict), each used once.  Value F1 counts matches whose value is the same too, over all found and all gold.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.errors import MalformedInput
from onrecord.evaluate.gold import rows as rows_of
from onrecord.evaluate.result import Result, scores
from onrecord.reading import read_many

Gold = tuple[int, int, str, str]
"""Start, end, type and value of a time."""


@dataclass
class Tally:
    """What was counted over the documents so far."""

    found: int = 0
    gold: int = 0
    relaxed: int = 0
    strict: int = 0
    typed: int = 0
    valued: int = 0
    mistakes: Counter[str] = field(default_factory=Counter)

    def figures(self) -> dict[str, float]:
        """The tally as shares."""
        named = {"relaxed": self.relaxed, "strict": self.strict, "type": self.typed, "value": self.valued}
        figures: dict[str, float] = {"found": self.found, "gold": self.gold}
        for name, right in named.items():
            precision, recall, f1 = scores(self.found, self.gold, right)
            figures |= {f"{name} precision": precision, f"{name} recall": recall, f"{name} F1": f1}
        return figures


def evaluate(path: Path) -> Result:
    """Measure times on a file of documents with `text`, `dct` and `timex`.

    The texts are read first, as the coder does: the verb over a weekday says which of two it is.
    Raises `MalformedInput` with the file and line where a row is not of that form.
    """
    from onrecord.coding.when import times

    tally, halves, rows = Tally(), (Tally(), Tally()), 0
    given = list(documents(path))
    for (text, published, gold), reading in zip(given, read_many([text for text, _, _ in given]), strict=True):
        rows += 1
        found = [(t.span.start, t.span.end, t.type, t.value) for t in times(text, published, reading)]
        for part in (tally, halves[half(text)]):
            compare(text, found, gold, part)
    mistakes = tuple(f"{line} ({count} times)" if count > 1 else line for line, count in tally.mistakes.most_common(10))
    apart = {
        f"{name}, {side} half": part.figures()[name]
        for side, part in zip(("even", "odd"), halves, strict=True)
        for name in ("relaxed F1", "strict F1", "type F1", "value F1")
        if part.gold and rows > 1
    }
    return Result("times", rows, tally.figures() | apart, mistakes)


def half(text: str) -> int:
    """0 for the half of the documents that rules are tuned on, 1 for the half kept apart: by SHA-256 of the text."""
    return hashlib.sha256(text.encode()).digest()[0] & 1


def documents(path: Path) -> Iterator[tuple[str, date | None, list[Gold]]]:
    """Text, day of writing and gold times of each row."""
    for number, row in rows_of(path, ("text", "dct", "timex")):
        where = f"{path}:{number}"
        try:
            published = date.fromisoformat(row["dct"][:10]) if row["dct"] else None
            gold = [_gold(timex, row["text"], where) for timex in row["timex"]]
        except (KeyError, TypeError, ValueError) as error:
            raise MalformedInput(
                f"{where}: expected dct as YYYY-MM-DD and timex as [{{start, end, type, value}}]; found {error!r}"
            ) from error
        yield row["text"], published, sorted(gold)


def _gold(timex: dict[str, Any], text: str, where: str) -> Gold:
    start, end = timex["start"], timex["end"]
    if not 0 <= start < end <= len(text):
        raise MalformedInput(f"{where}: the time at {start}-{end} lies outside its text of {len(text)} characters")
    if timex.get("mention") not in (None, text[start:end]):
        raise MalformedInput(f"{where}: the text at {start}-{end} is {text[start:end]!r}, not {timex['mention']!r}")
    return start, end, timex["type"], timex["value"] or ""


def compare(text: str, found: Sequence[Gold], gold: Sequence[Gold], tally: Tally) -> None:
    """Add one document to the tally."""
    tally.found += len(found)
    tally.gold += len(gold)
    pairs = align(found, gold)
    for f, g in pairs:
        strict = f[:2] == g[:2]
        tally.relaxed += 1
        tally.strict += strict
        tally.typed += f[2] == g[2]
        tally.valued += f[3] == g[3]
        if f[3] != g[3]:
            tally.mistakes[f"{text[g[0] : g[1]]!r} is {g[3]}, not {f[3]}"] += 1
    matched_found, matched_gold = {f for f, _ in pairs}, {g for _, g in pairs}
    for f in found:
        if f not in matched_found:
            tally.mistakes[f"{text[f[0] : f[1]]!r} ({f[3]}) is no time here"] += 1
    for g in gold:
        if g not in matched_gold:
            tally.mistakes[f"{text[g[0] : g[1]]!r} ({g[3]}) was not found"] += 1


def align(found: Sequence[Gold], gold: Sequence[Gold]) -> list[tuple[Gold, Gold]]:
    """Pairs of a found and a gold time that share a character: the same spans first, then from left to right.

    >>> align([(0, 5, "DATE", "a"), (5, 9, "DATE", "b")], [(3, 9, "DATE", "b")])
    [((0, 5, 'DATE', 'a'), (3, 9, 'DATE', 'b'))]
    """
    left, pairs = list(gold), []
    rest = []
    for f in found:
        same = next((g for g in left if g[:2] == f[:2]), None)
        if same is None:
            rest.append(f)
        else:
            left.remove(same)
            pairs.append((f, same))
    for f in rest:
        near = next((g for g in left if f[0] < g[1] and g[0] < f[1]), None)
        if near is not None:
            left.remove(near)
            pairs.append((f, near))
    return sorted(pairs)
