"""How many: figures against those marked in our own corpus.

`corpus/figures.jsonl` marks all figures of a text: one is found where one of ours overlaps it, and right where what is
counted, its bounds and their relation are told alike.  `corpus/sentences.jsonl` marks those that count an event: one is
attached where `attach` gives it to the word that tells its event.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.errors import MalformedInput, MissingInput
from onrecord.evaluate.gold import keys_of, rows
from onrecord.evaluate.result import Result, scores
from onrecord.model import Figure, Reading, Report, Sentence

Row = dict[str, Any]

EXPECTED = 'a JSON object with "text" and "events", each with a "trigger" and a list of "figures" as [start, end]'


def evaluate(path: Path) -> Result:
    """The figures of each text, by what the file marks."""
    return _ledger(path) if "figures" in keys_of(path) else _of_events(path)


def _ledger(path: Path) -> Result:
    """All figures of short reports: found, right, on whose word, and tied to which other; by part."""
    from onrecord.coding import code
    from onrecord.reading import read_many

    gold = [row for _, row in rows(path, ("text", "figures"))]
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    mistakes: list[str] = []
    for row, reading in zip(gold, read_many(r["text"] for r in gold), strict=True):
        mine = list(code(Report(text=row["text"]), reading).figures)
        part = f"{row['part']} part, " if "part" in row else ""
        for wanted, given in _pairs(_as_ours(row["figures"]), mine):
            for key in ("", part) if part else ("",):
                counts[key].update(_compared(wanted, given))
            if wanted is None or given is None or not _right(wanted, given):
                mistakes.append(_mistake(row, wanted, given))
    figures: dict[str, float] = {}
    for key in sorted(counts):
        c = counts[key]
        for name in ("found", "right"):
            p, r, f = scores(c["mine"], c["gold"], c[name])
            figures[f"{key}{name} F1"] = f
            if name == "right":
                figures |= {f"{key}{name} precision": p, f"{key}{name} recall": r}
        for name in ("what", "bounds", "relation"):
            figures[f"{key}{name}, of those found"] = c[name] / max(1, c["found"])
        for name in ("claimant", "link"):
            figures[f"{key}{name} F1"] = scores(c[f"{name} mine"], c[f"{name} gold"], c[name])[2]
    return Result("figures", len(gold), figures, tuple(mistakes[:: max(1, len(mistakes) // 10)][:10]))


def _as_ours(gold: list[Row]) -> list[Row]:
    """The marked figures with "replaces" on the older of two, where we say it ("up from 12")."""
    older = [f["to"] for f in gold if f["link"] == "replaces"]
    return [
        f | {"link": "replaces" if f["span"] in older else None if f["link"] == "replaces" else f["link"]} for f in gold
    ]


def _pairs(gold: list[Row], mine: list[Figure]) -> Iterator[tuple[Row | None, Figure | None]]:
    """Each marked figure with the one of ours that overlaps it, best first; what is left over stands alone."""
    left = list(mine)
    for wanted in gold:
        start, end = wanted["span"]
        near = [f for f in left if f.span.start < end and start < f.span.end]
        best = max(near, key=lambda f: (_right(wanted, f), f.low == wanted["low"]), default=None)
        if best is not None:
            left.remove(best)
        yield wanted, best
    yield from ((None, f) for f in left)


def _right(wanted: Row, given: Figure) -> bool:
    return _bounds(wanted) == (given.low, given.high) and _same_things(wanted["what"], given)


def _bounds(wanted: Row) -> tuple[float | None, float | None]:
    return wanted["low"], wanted["high"]


def _same_things(wanted: str, given: Figure) -> bool:
    """Whether two count the same.

    The marking has one word where a figure has two: of "600 tonnes of rice" it says tonnes, we rice with the unit
    tonnes; people of any trade may be people; "votes for" are votes.
    """
    what = given.what.removesuffix("s")
    if wanted == "people" and given.unit == "people":
        return given.what not in _BEFELL
    return wanted.removesuffix("s") in (what, (given.unit or "").removesuffix("s")) or (
        wanted == "votes" and what.startswith("votes")
    )


_BEFELL = frozenset(
    [
        "killed",
        "injured",
        "missing",
        "displaced",
        "abducted",
        "released",
        "arrested",
        "evacuated",
        "rescued",
        "infected",
    ]
)


_LINKS = {"part of": "part_of", "added to": "added_to", "total": "total", "replaces": "replaces"}


def _compared(wanted: Row | None, given: Figure | None) -> Counter[str]:
    """What is counted of a pair."""
    c: Counter[str] = Counter(gold=wanted is not None, mine=given is not None)
    said = given.evidence.get("said_by", ()) if given else ()
    links = {k for k in _LINKS.values() if given and k in given.evidence}
    c["claimant gold"] = bool(wanted and wanted["claimant"])
    c["claimant mine"] = bool(said)
    c["link gold"] = bool(wanted and wanted["link"])
    c["link mine"] = bool(links)
    if wanted is None or given is None:
        return c
    c["found"] = 1
    c["right"] = _right(wanted, given)
    c["what"] = _same_things(wanted["what"], given)
    c["bounds"] = _bounds(wanted) == (given.low, given.high)
    c["relation"] = wanted["relation"] == given.relation
    if wanted["claimant"]:
        start, end = wanted["claimant"]
        c["claimant"] = any(s.start < end and start < s.end for s in said)
    c["link"] = bool(wanted["link"]) and _LINKS[wanted["link"]] in links
    return c


def _mistake(row: Row, wanted: Row | None, given: Figure | None) -> str:
    text = row["text"]
    told = f"{given.what} {given.low}..{given.high} {given.text!r}" if given else "nothing"
    asked = (
        f"{wanted['what']} {wanted['low']}..{wanted['high']} {text[slice(*wanted['span'])]!r}" if wanted else "nothing"
    )
    return f"marked {asked}, found {told}: {text}"


def _of_events(path: Path) -> Result:
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
