"""How well a name or description becomes country, sector and person.

Two forms of gold.  Rows of expectations have a `text` and `expect`: checks such as `["country", "==", "SAU"]`, in
which "" is unknown; the day of a question stands in `args` or `kwargs`; rules were tuned on the even half (by SHA-256
of the text), the odd half is reported apart.  Rows of our corpus have a `text` and `events` whose parties carry
country and sectors; there the reader finds the phrase, and parts (train, dev, test) are reported apart.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from onrecord.errors import MalformedInput
from onrecord.evaluate.gold import keys_of
from onrecord.evaluate.gold import rows as rows_of
from onrecord.evaluate.result import Result

FIELDS = {"country": "country", "cc": "country", "code_1": "sector", "wiki": "name", "title": "name"}
"""Which of our answers each check is about; checks of anything else are another tool's inner matters."""


@dataclass
class Tally:
    """Right answers and questions, by field; and what went wrong."""

    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    asked: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    mistakes: list[str] = field(default_factory=list)

    def figures(self, suffix: str = "") -> dict[str, float]:
        """Shares of right answers."""
        return {f"{name}{suffix}": self.right[name] / self.asked[name] for name in sorted(self.asked)}


def evaluate(path: Path) -> Result:
    """Measure actors on a file of expectations, or on annotated events of the corpus.

    Raises `MalformedInput` with the file and line where a row is of neither form.
    """
    return _of_corpus(path) if "events" in keys_of(path) else _of_expectations(path)


def _of_expectations(path: Path) -> Result:
    from onrecord.coding.actors import lookup

    tally, halves, count = Tally(), (Tally(), Tally()), 0
    for number, row in rows_of(path, ("text", "expect")):
        if row.get("skipped"):
            continue
        count += 1
        text, day = row["text"], _day(row)
        found = lookup(text, day)
        answers = {
            "country": found.country or "",
            "sector": found.sectors[0] if found.sectors else "",
            "name": found.name,
        }
        for name, operator, expected in _checks(row["expect"], f"{path}:{number}"):
            for part in (tally, halves[half(text)]):
                _check(part, name, operator, expected, answers, text)
    figures = tally.figures() | halves[0].figures(", even half") | halves[1].figures(", odd half")
    counts = {f"{name} asked": float(n) for name, n in sorted(tally.asked.items())}
    return Result("actors", count, figures | counts, tuple(tally.mistakes))


def _of_corpus(path: Path) -> Result:
    """Country and first sector of each annotated party, asked at the top word of its span."""
    from onrecord.coding.where import places
    from onrecord.coding.who import Resolver
    from onrecord.model import Span
    from onrecord.reading import read

    tallies: dict[str, Tally] = {"": Tally()}
    count = 0
    for number, row in rows_of(path, ("text", "events")):
        parties = dict.fromkeys(_annotated(row["events"], f"{path}:{number}"))
        if not parties:
            continue
        reading = read(row["text"])
        resolver = Resolver(reading, _dateline(row["text"]), places=places(row["text"], reading))
        for start, end, country, sector in parties:
            count += 1
            found = resolver.party_at(Span(start=start, end=end))
            answers = (found.country or "", found.sectors[0] if found and found.sectors else "") if found else None
            for name in ("", f", {row.get('part', 'all')}"):
                _score(tallies.setdefault(name, Tally()), answers, (country, sector), row["text"][start:end])
    figures = {k: v for suffix, tally in tallies.items() for k, v in tally.figures(suffix).items()}
    return Result("actors", count, figures, tuple(tallies[""].mistakes))


def _dateline(text: str) -> date | None:
    """The middle of a year that a dateline gives ("BUDAPEST, Nov. 6, 1956 - "), for the offices of the time."""
    year = re.search(r"\b(19\d\d)\b", text[:60])
    return date(int(year[1]), 7, 1) if year else None


def _annotated(events: Any, where: str) -> list[tuple[int, int, str, str]]:
    """Start, end, country and first sector of the parties of a row's events."""
    try:
        return [
            (start, end, told["country"] or "", (told["sectors"] or [""])[0])
            for event in events
            for start, end, _, told in event["parties"]
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise MalformedInput(
            f"{where}: expected parties as [start, end, role, {{country, sectors}}] ({error})"
        ) from error


def _score(part: Tally, answers: tuple[str, str] | None, gold: tuple[str, str], text: str) -> None:
    part.asked["found"] += 1
    part.right["found"] += answers is not None
    told, sector = answers or ("", "")
    part.asked["country"] += 1
    part.right["country"] += told == gold[0]
    if told:
        part.asked["country, where we give one"] += 1
        part.right["country, where we give one"] += told == gold[0]
    if gold[0]:
        part.asked["country, where there is one"] += 1
        part.right["country, where there is one"] += told == gold[0]
    part.asked["sector"] += 1
    part.right["sector"] += sector == gold[1]
    if told != gold[0]:
        part.mistakes.append(f"country of {text!r}: {told or 'unknown'}, not {gold[0] or 'unknown'}")


def half(text: str) -> int:
    """0 for the half that rules are tuned on, 1 for the half kept apart: by SHA-256 of the text."""
    return hashlib.sha256(text.encode()).digest()[-1] & 1


def _checks(expect: Any, where: str) -> list[tuple[str, str, Any]]:
    """The checks of a row that are about our answers."""
    if not isinstance(expect, list) or not all(isinstance(c, list) and len(c) == 3 for c in expect):
        raise MalformedInput(f"{where}: expected `expect` as a list of [field, operator, value], found {expect!r}")
    if any(name == "code" and value is None for name, _, value in expect):
        return [("unknown", "==", "")]
    return [(FIELDS[name], operator, value) for name, operator, value in expect if name in FIELDS]


def _check(part: Tally, name: str, operator: str, expected: Any, answers: dict[str, str], text: str) -> None:
    if name == "name" and (not expected or operator != "=="):
        return  # whether another tool has an article of it
    found = answers["country"] + answers["sector"] if name == "unknown" else answers[name]
    if name == "name":
        right = _plain(found) == _plain(str(expected))
    else:
        right = {"==": found == expected, "!=": found != expected, "in": found in expected}.get(operator, True)
    part.asked[name] += 1
    part.right[name] += right
    if not right:
        part.mistakes.append(f"{name} of {text!r}: {found or 'unknown'}, not {expected or 'unknown'}")


def _plain(name: str) -> str:
    from onrecord.coding.actors.fold import key

    return key(name)


def _day(row: dict[str, Any]) -> date | None:
    """The day that the row asks about; None where it gives none, or today."""
    args, kwargs = row.get("args") or [], row.get("kwargs") or {}
    asked = kwargs.get("query_date") or (args[1] if len(args) > 1 else "")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", asked or ""):
        return date.fromisoformat(asked)
    try:
        return datetime.strptime(asked.title(), "%d %B %Y").date()
    except (ValueError, AttributeError):
        return None
