"""Stories: are reports of one incident together, look-alikes apart, and are copies told from other hands.

Gold rows have `text`, `date`, `source` and `incident` (or `story`).  B-cubed precision and recall
are means over reports; F1 is also given for the half of the incidents that was not looked at.  Copies are measured on
edits of the file's own texts (`edits`); false ones on the pairs of one incident by different sources, some of which are
copies in truth.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from onrecord.errors import MalformedInput
from onrecord.evaluate.edits import EDITS
from onrecord.evaluate.gold import half_of, rows
from onrecord.evaluate.result import Result
from onrecord.model import Report, Story
from onrecord.stories import duplicates, group

EDITED = 300
"""So many texts of the file are edited to measure how copies are found."""

LONG_ENOUGH = 60
"""In words: a shorter text is not edited."""


def evaluate(path: Path) -> Result:
    """Measure `group` and `duplicates` on a file of reports whose incidents are known."""
    reports, gold = read(path)
    stories = group(reports)
    found = {i: story.id for story in stories for i in story.reports}
    precision, recall, f1 = b_cubed(gold, found)
    merged = [s for s in stories if len({gold[i] for i in s.reports}) > 1]
    split = _split(gold, found)
    figures = {
        "B-cubed precision": precision,
        "B-cubed recall": recall,
        "B-cubed F1": f1,
        "other half: B-cubed F1": b_cubed({i: g for i, g in gold.items() if half_of(g)}, found)[2],
        "incidents": float(len(set(gold.values()))),
        "stories found": float(len(stories)),
        "stories that merge incidents": float(len(merged)),
        "incidents that are split": float(len(split)),
        **_copies(reports, gold),
    }
    by_id = {r.id: r for r in reports}
    mistakes = [*(_merged_line(s, by_id, gold) for s in merged), *(_split_line(ids, by_id) for ids in split)]
    return Result(kind="stories", rows=len(reports), figures=figures, mistakes=tuple(_mixed(mistakes, len(merged))))


def read(path: Path) -> tuple[list[Report], dict[str, str]]:
    """The reports of a gold file, and for each its incident."""
    reports, gold = [], {}
    for number, row in rows(path, ("text", "date", "source")):
        incident = row.get("incident") or row.get("story")
        if not isinstance(incident, str):
            raise MalformedInput(f"{path}:{number}: expected an incident or a story, as a string, not {incident!r}")
        report = Report(
            id=f"{number:06}-{row.get('id', '')}",
            text=_text(row, path, number),
            title=row.get("title") or None,
            source=row["source"],
            stated=_day(row, path, number),
        )
        reports.append(report)
        gold[report.id] = incident
    return reports, gold


def _text(row: Mapping[str, Any], path: Path, number: int) -> str:
    if isinstance(row["text"], str):
        return row["text"]
    raise MalformedInput(f"{path}:{number}: expected text as a string, not {row['text']!r}")


def _day(row: Mapping[str, Any], path: Path, number: int) -> date | None:
    if not row["date"]:
        return None
    try:
        return date.fromisoformat(str(row["date"])[:10])
    except ValueError:
        raise MalformedInput(f"{path}:{number}: expected a date as YYYY-MM-DD, not {row['date']!r}") from None


def b_cubed(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> tuple[float, float, float]:
    """For each item, how pure and how complete its cluster is, and the mean of that; with F1.

    >>> b_cubed({"a": 1, "b": 1, "c": 2}, {"a": "x", "b": "x", "c": "x"})
    (0.5555555555555555, 1.0, 0.7142857142857143)
    """
    right, together = _clusters(gold), _clusters(found)
    if not gold:
        return 0.0, 0.0, 0.0
    both = {i: len(right[gold[i]] & together[found[i]]) for i in gold}
    precision = sum(n / len(together[found[i]]) for i, n in both.items()) / len(gold)
    recall = sum(n / len(right[gold[i]]) for i, n in both.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _clusters(labels: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    found: dict[Hashable, set[str]] = defaultdict(set)
    for i, label in labels.items():
        found[label].add(i)
    return found


def _split(gold: Mapping[str, str], found: Mapping[str, str]) -> list[list[str]]:
    """The reports of each incident that stands in more than one story."""
    return [sorted(ids) for ids in _clusters(gold).values() if len({found[i] for i in ids}) > 1]


def _copies(reports: Sequence[Report], gold: Mapping[str, str]) -> dict[str, float]:
    """How many edits of texts are found to be copies, and how many pairs of different sources are called so."""
    figures: dict[str, float] = {}
    long = [r for r in reports if len(r.text.split()) >= LONG_ENOUGH][:EDITED]
    hits = 0
    for name, edit in EDITS.items():
        other = [*long[1:], *long[:1]]
        pairs = [
            (r, r.model_copy(update={"id": "~" + r.id, "text": edit(r.text, o.text), "title": None}))
            for r, o in zip(long, other, strict=True)
        ]
        copies = _copied(r for pair in pairs for r in pair)
        found = sum(copies.get(a.id) is not None and copies.get(a.id) == copies.get(b.id) for a, b in pairs)
        hits += found
        figures[f"copies found, {name}"] = found / len(pairs) if pairs else 0.0
    figures["copies found, all edits"] = hits / (len(long) * len(EDITS)) if long else 0.0
    apart = list(different_sources(reports, gold))
    copies = _copied(reports)
    false = sum(copies.get(a) is not None and copies.get(a) == copies.get(b) for a, b in apart)
    figures["pairs of one incident, two sources"] = float(len(apart))
    figures["of these called copies"] = false / len(apart) if apart else 0.0
    return figures


def _copied(reports: Sequence[Report] | Iterator[Report]) -> dict[str, int]:
    return {i: n for n, ids in enumerate(duplicates(reports)) for i in ids}


def different_sources(reports: Sequence[Report], gold: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The pairs of reports of one incident that two sources published."""
    by_incident: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        by_incident[gold[report.id]].append(report)
    for told in by_incident.values():
        yield from ((a.id, b.id) for a, b in combinations(told, 2) if a.source != b.source)


def _merged_line(story: Story, reports: Mapping[str, Report], gold: Mapping[str, str]) -> str:
    titles = {gold[i]: _name(reports[i]) for i in story.reports}
    return "merged: " + " + ".join(titles[k] for k in sorted(titles))


def _split_line(ids: Sequence[str], reports: Mapping[str, Report]) -> str:
    return "split: " + " | ".join(_name(reports[i]) for i in ids[:3])


def _name(report: Report) -> str:
    return f"“{(report.title or report.text)[:50].strip()}” ({report.source}, {report.stated or 'undated'})"


def _mixed(mistakes: Sequence[str], merged: int) -> list[str]:
    """Merges and splits in turn, so that the first ten show both."""
    first, second = list(mistakes[:merged]), list(mistakes[merged:])
    both = [m for pair in zip(first, second, strict=False) for m in pair]
    return both + first[len(second) :] + second[len(first) :]
