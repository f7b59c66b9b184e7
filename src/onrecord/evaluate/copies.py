"""Copies: are edited texts of ours found, and are two hands on one incident told apart.

Found ones are measured on the reports of `examples/`, edited as agencies' clients do (`edits`); false ones on a gold
file's pairs of reports of one incident by different sources.  Some of these are copies in truth: where two texts share
`VERBATIM` words in a row outside of quotes, one was made from the other, or both from a third; such pairs are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from onrecord.evaluate.edits import EDITS
from onrecord.evaluate.result import Result, scores
from onrecord.evaluate.stories import different_sources, read
from onrecord.ingest import examples
from onrecord.ingest import read as read_reports
from onrecord.model import Report
from onrecord.stories import duplicates
from onrecord.stories.words import words

VERBATIM = 20
"""Words in a row, outside of quotes, that two hands do not write by chance."""

TURNS = 10
"""So often each report is edited in each way, with another text to take paragraphs and words from."""

QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")


def evaluate(path: Path) -> Result:
    """Measure `duplicates`: F1 over edited pairs and pairs of different hands."""
    reports, gold = read(path)
    by_id = {r.id: r for r in reports}
    hits = {name: list(_edited(name)) for name in EDITS}
    found, made = sum(map(sum, hits.values())), sum(map(len, hits.values()))
    pairs = list(different_sources(reports, gold))
    copies = _numbered(duplicates(reports))
    called = [(a, b) for a, b in pairs if copies.get(a) is not None and copies.get(a) == copies.get(b)]
    reused = {pair for pair in pairs if verbatim(by_id[pair[0]].text) & verbatim(by_id[pair[1]].text)}
    false = [pair for pair in called if pair not in reused]
    hands = len(pairs) - len(reused)
    figures = {f"found, {name}": sum(these) / len(these) for name, these in hits.items()}
    precision, recall, f1 = scores(found + len(false), made, found)
    figures |= {
        "edited pairs": float(made),
        "precision": precision,
        "recall": recall,
        "F1": f1,
        "pairs of one incident, two sources": float(len(pairs)),
        "called copies": len(called) / len(pairs) if pairs else 0.0,
        f"of them with {VERBATIM} words in a row in common": float(len(called) - len(false)),
        "pairs of two hands": float(hands),
        "false copies": len(false) / hands if hands else 0.0,
    }
    return Result("copies", len(reports), figures, tuple(_line(by_id[a], by_id[b]) for a, b in false))


def _edited(name: str) -> Iterator[bool]:
    """For each of our reports, and turn, whether its edited copy is found to be one."""
    own = [r for r in read_reports(examples()) if isinstance(r, Report)]
    for turn in range(1, TURNS + 1):
        pairs = [(r, _changed(r, name, own[(n + turn) % len(own)])) for n, r in enumerate(own)]
        copies = _numbered(duplicates(r for pair in pairs for r in pair))
        yield from (copies.get(a.id) is not None and copies.get(a.id) == copies.get(b.id) for a, b in pairs)


def _changed(report: Report, name: str, other: Report) -> Report:
    text = EDITS[name](report.text, other.text)
    return report.model_copy(update={"id": "~" + report.id, "text": text, "title": None})


def _numbered(groups: Sequence[Sequence[str]]) -> Mapping[str, int]:
    return {i: n for n, ids in enumerate(groups) for i in ids}


@lru_cache(maxsize=10_000)
def verbatim(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of `VERBATIM` words of a text, outside of quotes."""
    found: set[tuple[str, ...]] = set()
    for piece in QUOTED.split(text):
        told = words(piece)
        found |= {tuple(told[i : i + VERBATIM]) for i in range(len(told) - VERBATIM + 1)}
    return frozenset(found)


def _line(a: Report, b: Report) -> str:
    return f"called copies: “{(a.title or a.text)[:50]}” ({a.source}) and “{(b.title or b.text)[:50]}” ({b.source})"
