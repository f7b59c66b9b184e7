"""How well a name or description becomes country, sector and person, on rows of expectations.

Each row has a `text` and `expect`: checks such as `["country", "==", "SAU"]`, in which "" is unknown.  The day of a
question stands in `args` or `kwargs`.  Rules were tuned on the even half (by SHA-256 of the text); the odd half is
reported apart.
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
    """Measure look-ups on a file of expectations.

    Raises `MalformedInput` with the file and line where a row is not of that form.
    """
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
