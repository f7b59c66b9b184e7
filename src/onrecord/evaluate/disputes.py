"""Disputes and origins: are different tolls of one incident shown, and is one text ever taken for two witnesses.

Gold rows are reports of shootings (`text`, `date`, `source`, `incident`); they are added to a record of their own.
The toll that a report gives is read from it alone (`coding.incident`).  An incident is in dispute, or revised, where
two reports give different numbers of killed or of injured.  It is shown so where an event that these
reports tell has two values for that number.  Printed for the halves of the file by incident.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from onrecord.coding import code
from onrecord.coding.incident import incident
from onrecord.evaluate.copies import verbatim
from onrecord.evaluate.result import Result, scores
from onrecord.evaluate.stories import read
from onrecord.model import Event, Report
from onrecord.reading import read_many
from onrecord.record import Record

TOLLS = ("killed", "injured")


def evaluate(path: Path) -> Result:
    """Measure the events of a record of these reports."""
    numbered, by_number = read(path)
    reports = {r.id: r for r in (_plain(r) for r in numbered)}
    gold = {_plain(r).id: by_number[r.id] for r in numbered}
    with tempfile.TemporaryDirectory() as folder, Record(Path(folder) / "gold.db") as record:
        record.add(reports.values())
        events = record.events()
    tolls = _tolls(list(reports.values()))
    figures: dict[str, float] = {}
    mistakes: list[str] = []
    for name, half in (("", None), ("first half, ", 0), ("second half, ", 1)):
        mine = {i for i in gold.values() if half is None or _half(i) == half}
        found = _disputes(events, tolls, gold, mine)
        figures |= {f"{name}{k}": v for k, v in found.items()}
        figures |= {f"{name}{k}": v for k, v in _origins(events, reports, gold, mine).items()}
        if half is None:
            mistakes = list(_mistakes(events, tolls, gold, reports))
    return Result("disputes", len(reports), figures, tuple(mistakes[:: max(1, len(mistakes) // 10)][:10]))


def _plain(report: Report) -> Report:
    return Report(text=report.text, title=report.title, source=report.source, stated=report.stated)


def _half(incident: str) -> int:
    return hashlib.sha256(incident.encode()).digest()[0] % 2


def _tolls(reports: Sequence[Report]) -> dict[str, dict[str, int]]:
    """The tolls that each report gives."""
    found: dict[str, dict[str, int]] = {}
    for report, reading in zip(reports, read_many(reports), strict=True):
        told = incident(report.text, reading, code(report, reading).claims, report.stated)
        values = {"killed": told.killed, "injured": told.injured}
        found[report.id] = {k: v for k, v in values.items() if v is not None}
    return found


def _differ(ids: Iterable[str], tolls: Mapping[str, Mapping[str, int]]) -> set[str]:
    """The numbers of which these reports give more than one value."""
    return {what for what in TOLLS if len({tolls[i][what] for i in ids if what in tolls[i]}) > 1}


def _shown(event: Event) -> set[str]:
    """The tolls of which an event has more than one value."""
    return {
        what
        for what in TOLLS
        for field in event.fields
        if field.field.split(":")[:2] == ["figures", what] and len(field.values) > 1
    }


def _told(events: Iterable[Event], gold: Mapping[str, str]) -> dict[str, list[Event]]:
    """For each incident the events that its reports tell, those that more than one tells."""
    found: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        for which, count in Counter(gold[r] for r in event.reports).items():
            if count > 1:
                found[which].append(event)
    return found


def _disputes(
    events: Sequence[Event], tolls: Mapping[str, Mapping[str, int]], gold: Mapping[str, str], mine: set[str]
) -> dict[str, float]:
    told = _told(events, gold)
    reports: dict[str, list[str]] = defaultdict(list)
    for id, which in sorted(gold.items()):
        reports[which].append(id)
    differ = {i for i in mine if _differ(reports[i], tolls)}
    shown = {i for i in mine if any(_shown(e) for e in told[i])}
    precision, recall, _ = scores(len(shown), len(differ), len(shown & differ))
    return {
        "incidents told by two reports": float(sum(len(reports[i]) > 1 for i in mine)),
        "of these in one event": float(sum(bool(told[i]) for i in mine)),
        "incidents with different tolls": float(len(differ)),
        "of these shown": recall,
        "of those shown real": precision,
    }


def _origins(
    events: Sequence[Event], reports: Mapping[str, Report], gold: Mapping[str, str], mine: set[str]
) -> dict[str, float]:
    """Of the events with two origins or more: those whose reports go back to one text, and those of two incidents."""
    many = [e for e in events if len(e.origins) > 1 and gold[e.reports[0]] in mine]
    false = [e for e in many if len(_texts([reports[r] for r in e.reports])) == 1]
    mixed = [e for e in many if len({gold[r] for r in e.reports}) > 1]
    return {
        "events with two origins": float(len(many)),
        "false corroboration": len(false) / len(many) if many else 0.0,
        "events of two incidents": len(mixed) / len(many) if many else 0.0,
    }


def _texts(reports: Sequence[Report]) -> list[set[str]]:
    """Reports by the text they go back to: those that have a long run of words in common."""
    groups = [{r.id} for r in reports]
    for a, b in combinations(reports, 2):
        if verbatim(a.text) & verbatim(b.text):
            one = next(g for g in groups if a.id in g)
            other = next(g for g in groups if b.id in g)
            if one is not other:
                one |= other
                groups.remove(other)
    return groups


def _mistakes(
    events: Sequence[Event],
    tolls: Mapping[str, Mapping[str, int]],
    gold: Mapping[str, str],
    reports: Mapping[str, Report],
) -> Iterator[str]:
    told = _told(events, gold)
    ids: dict[str, list[str]] = defaultdict(list)
    for id, which in sorted(gold.items()):
        ids[which].append(id)
    for which in sorted(ids):
        differ, shown = _differ(ids[which], tolls), {w for e in told[which] for w in _shown(e)}
        titles = " | ".join(f"{(reports[i].title or reports[i].text)[:40]} {tolls[i]}" for i in ids[which][:3])
        if differ and not shown:
            yield f"not shown ({len(told[which])} events of two reports): {titles}"
        if shown and not differ:
            yield f"shown, not real {sorted(shown)}: {titles}"
