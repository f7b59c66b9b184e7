"""Who says what: contents and sources of quotes against attributions that people marked.

A quote is right where its content and a marked content share at least half of the characters that either has (their
intersection is at least half of their union); its source is right where the two sources share at least half of the
shorter one, or where both have none.  Each marked attribution is matched once, the best overlaps first.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.errors import MalformedInput, MissingInput
from onrecord.evaluate.result import Result, scores
from onrecord.model import Quote

Stretch = tuple[int, int]
EXPECTED = (
    'a JSON object with "text" and "attributions", each with lists of {"start", "end"} under content, cue, source'
)


@dataclass(frozen=True, slots=True)
class Marked:
    """An attribution as stretches of the text."""

    content: list[Stretch]
    source: list[Stretch] = field(default_factory=list)
    cue: list[Stretch] = field(default_factory=list)


@dataclass(slots=True)
class Counts:
    """How many quotes were found, marked, matched, and matched with the right source."""

    found: int = 0
    gold: int = 0
    right: int = 0
    sourced: int = 0
    loose: int = 0

    def add(self, other: Counts) -> None:
        """Count those of another report too."""
        self.found += other.found
        self.gold += other.gold
        self.right += other.right
        self.sourced += other.sourced
        self.loose += other.loose


def rows(path: Path) -> Iterator[tuple[str, list[Marked]]]:
    """The texts of a gold file with their attributions; raises `MalformedInput` naming file and line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as problem:
        raise MissingInput(f"{path}: cannot be read ({problem.strerror}); give a file of attributions") from problem
    except UnicodeDecodeError as problem:
        raise MalformedInput(f"{path}: is not UTF-8; expected JSON Lines") from problem
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as problem:
            raise MalformedInput(f"{path}:{number}: is not JSON ({problem}); expected {EXPECTED}") from problem
        yield _row(row, f"{path}:{number}")


def _row(row: Any, where: str) -> tuple[str, list[Marked]]:
    """One row, checked."""
    if (
        not isinstance(row, dict)
        or not isinstance(row.get("text"), str)
        or not isinstance(row.get("attributions"), list)
    ):
        raise MalformedInput(f"{where}: expected {EXPECTED}")
    text = row["text"]
    marked = []
    for attribution in row["attributions"]:
        if not isinstance(attribution, dict):
            raise MalformedInput(f"{where}: an attribution is no object; expected {EXPECTED}")
        parts = [_stretches(attribution.get(name) or [], text, where) for name in ("content", "source", "cue")]
        if parts[0]:
            marked.append(Marked(*parts))
    return text, marked


def _stretches(spans: Any, text: str, where: str) -> list[Stretch]:
    """The spans of one part, checked against the text."""
    try:
        found = [(int(s["start"]), int(s["end"])) for s in spans]
    except (TypeError, KeyError, ValueError) as problem:
        raise MalformedInput(f"{where}: a span without start and end; expected {EXPECTED}") from problem
    for a, b in found:
        if not 0 <= a < b <= len(text):
            raise MalformedInput(f"{where}: a span {a}-{b} outside its text of {len(text)} characters")
    return sorted(found)


def overlap(a: Sequence[Stretch], b: Sequence[Stretch]) -> tuple[float, float, float]:
    """The shared characters of two lists of stretches, as shares of their union, of the longer and of the shorter."""
    shared = sum(max(0, min(y, v) - max(x, u)) for x, y in a for u, v in b)
    if not shared:
        return 0.0, 0.0, 0.0
    one, two = sum(y - x for x, y in a), sum(v - u for u, v in b)
    return shared / (one + two - shared), shared / max(one, two), shared / min(one, two)


def marked(quote: Quote) -> Marked:
    """A quote as stretches."""
    content, source, cue = ([(s.start, s.end) for s in part] for part in (quote.content, quote.source, quote.cue))
    return Marked(content, source, cue)


def match(found: Sequence[Marked], gold: Sequence[Marked], *, of: int = 0, least: float = 0.5) -> list[tuple[int, int]]:
    """Which of the found goes with which of the gold, one to one; `of` picks the share that `overlap` gives."""
    pairs = []
    for i, f in enumerate(found):
        for k, g in enumerate(gold):
            if f.content[0][0] < g.content[-1][1] and g.content[0][0] < f.content[-1][1]:
                share = overlap(f.content, g.content)[of]
                if share >= least:
                    pairs.append((share, i, k))
    kept: list[tuple[int, int]] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, i, k in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if i not in taken[0] and k not in taken[1]:
            kept.append((i, k))
            taken[0].add(i)
            taken[1].add(k)
    return kept


def same_source(found: Marked, gold: Marked) -> bool:
    """Whether both have the same source, or both none."""
    if not found.source or not gold.source:
        return not found.source and not gold.source
    return overlap(found.source, gold.source)[2] >= 0.5


def count(found: Sequence[Marked], gold: Sequence[Marked]) -> Counts:
    """The counts of one report."""
    pairs = match(found, gold)
    sourced = sum(same_source(found[i], gold[k]) for i, k in pairs)
    return Counts(len(found), len(gold), len(pairs), sourced, len(match(found, gold, of=1)))


def tuned_on(text: str) -> bool:
    """Whether a text falls in the half whose mistakes may be looked at, by its hash; no weight is fitted on either."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[0] % 2 == 0


def evaluate(path: Path) -> Result:
    """Quotes of each text of a gold file against its attributions; the last figures are of one half."""
    from onrecord.coding.who_says import quotes
    from onrecord.reading import read_many

    gold = list(rows(path))
    whole, other = Counts(), Counts()
    mistakes: list[tuple[int, str]] = []
    for (text, attributions), reading in zip(gold, read_many(text for text, _ in gold), strict=True):
        found = [marked(q) for q in quotes(text, reading)]
        counts = count(found, attributions)
        whole.add(counts)
        if not tuned_on(text):
            other.add(counts)
            mistakes.extend(_mistakes(text, found, attributions))
    mistakes.sort(key=lambda m: -m[0])
    return Result("quotes", len(gold), _figures(whole, other), tuple(m for _, m in mistakes[:10]))


def _figures(whole: Counts, other: Counts) -> dict[str, float]:
    """The counts as shares, of all texts and of one half."""
    figures: dict[str, float] = {}
    for name, c in (("", whole), ("other half: ", other)):
        precision, recall, f1 = scores(c.found, c.gold, c.right)
        figures |= {
            f"{name}attributions": float(c.gold),
            f"{name}content precision": precision,
            f"{name}content recall": recall,
            f"{name}content F1": f1,
            f"{name}content and source F1": scores(c.found, c.gold, c.sourced)[2],
            f"{name}content F1, half of the longer": scores(c.found, c.gold, c.loose)[2],
        }
    return figures


def _mistakes(text: str, found: Sequence[Marked], gold: Sequence[Marked]) -> Iterator[tuple[int, str]]:
    """Missed, invented and wrongly sourced quotes in a line each, with their length as weight."""
    pairs = match(found, gold)
    hit, met = {i for i, _ in pairs}, {k for _, k in pairs}
    for name, part, done in (("invented", found, hit), ("missed", gold, met)):
        for n, m in enumerate(part):
            if n not in done:
                yield sum(b - a for a, b in m.content), f"{name}: {_show(text, m)}"
    for i, k in pairs:
        if not same_source(found[i], gold[k]):
            who = text[slice(*found[i].source[0])] if found[i].source else "nobody"
            yield 60, f"wrong source {who!r}: {_show(text, gold[k])}"


def _show(text: str, m: Marked) -> str:
    """A quote in a line."""
    source = " ".join(text[a:b] for a, b in m.source) or "?"
    cue = " ".join(text[a:b] for a, b in m.cue) or "?"
    content = " ".join(" ".join(text[a:b] for a, b in m.content).split())
    return f"{source} [{cue}] {content[:90]}"
