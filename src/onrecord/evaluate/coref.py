"""Coreference: do claims that tell of one event fall into one event, from bare text.

Gold rows have `text`, `topic` and `mentions` (`kind` event, with offsets and a `chain`).  A claim stands
for the mention that its trigger overlaps; scored are the pairs of such claims within a topic, in
validated sentences.  What the coder does not find is not scored here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from onrecord.coding import clocks, code
from onrecord.errors import MalformedInput
from onrecord.evaluate.gold import rows
from onrecord.evaluate.result import Result, scores
from onrecord.evaluate.stories import b_cubed
from onrecord.model import Claim, Report
from onrecord.reading import read_many
from onrecord.reconcile import events, verdicts
from onrecord.stories import origins


def evaluate(path: Path) -> Result:
    """Measure the events of a file's texts against its chains, topic by topic."""
    topics: dict[str, list[tuple[Report, list[dict[str, Any]]]]] = defaultdict(list)
    for number, row in rows(path, ("id", "text", "topic", "mentions")):
        topics[str(row["topic"])].append((_report(row, path, number), list(_mentions(row, path, number))))
    chain: dict[str, str] = {}
    found: dict[str, str] = {}
    told: dict[str, tuple[Claim, Report]] = {}
    for documents in topics.values():
        claims, by_id = _claims(documents), {r.id: r for r, _ in documents}
        gold = {r.id: mentions for r, mentions in documents}
        on = {c.id: m for c in claims if (m := _chain(c, gold[c.report]))}
        source = origins(by_id.values())
        made = events(claims, verdicts(claims, by_id, source), by_id, source)
        event_of = {i: event.id for event in made for i in event.claims}
        chain |= on
        found |= {i: event_of[i] for i in on}
        told |= {c.id: (c, by_id[c.report]) for c in claims if c.id in on}
    return _result(chain, found, told, sum(map(len, topics.values())))


def _report(row: Mapping[str, Any], path: Path, number: int) -> Report:
    try:
        day = date.fromisoformat(row["date"][:10]) if row.get("date") else None
    except (TypeError, ValueError):
        raise MalformedInput(f"{path}:{number}: expected a date as YYYY-MM-DD, not {row['date']!r}") from None
    return clocks.published(Report(id=str(row["id"]), text=row["text"], source=str(row["id"]), stated=day))


def _mentions(row: Mapping[str, Any], path: Path, number: int) -> Iterable[dict[str, Any]]:
    """The event mentions that stand in a chain, in validated sentences."""
    for mention in row["mentions"]:
        if not {"kind", "start", "end"} <= set(mention):
            raise MalformedInput(f"{path}:{number}: expected mentions with kind, start and end, not {sorted(mention)}")
        if mention["kind"] == "event" and mention.get("chain") and mention.get("in_validated_sentence", True):
            yield mention


def _claims(documents: Sequence[tuple[Report, object]]) -> list[Claim]:
    reports = [report for report, _ in documents]
    return [
        c for report, reading in zip(reports, read_many(reports), strict=True) for c in code(report, reading).claims
    ]


def _chain(claim: Claim, mentions: Sequence[Mapping[str, Any]]) -> str | None:
    """The chain of the mention that the trigger of a claim overlaps."""
    spans = claim.evidence.get("type", ())
    return next((m["chain"] for m in mentions if any(m["start"] < s.end and s.start < m["end"] for s in spans)), None)


def _result(
    chain: Mapping[str, str], found: Mapping[str, str], told: Mapping[str, tuple[Claim, Report]], count: int
) -> Result:
    pairs = _pairs(found)
    gold = _pairs(chain)
    precision, recall, f1 = scores(len(pairs), len(gold), len(pairs & gold))
    cubed = b_cubed(chain, found)
    figures = {
        "claims on gold mentions": float(len(chain)),
        "chains": float(len(set(chain.values()))),
        "pairs, precision": precision,
        "pairs, recall": recall,
        "pairs, F1": f1,
        "B-cubed precision": cubed[0],
        "B-cubed recall": cubed[1],
        "B-cubed F1": cubed[2],
    }
    mistakes = tuple(f"merged: {_name(told[a])} + {_name(told[b])}" for a, b in sorted(pairs - gold))
    return Result(kind="coref", rows=count, figures=figures, mistakes=mistakes)


def _pairs(labels: Mapping[str, str]) -> set[tuple[str, str]]:
    together: dict[str, list[str]] = defaultdict(list)
    for i, label in sorted(labels.items()):
        together[label].append(i)
    return {pair for ids in together.values() for pair in combinations(ids, 2)}


def _name(told: tuple[Claim, Report]) -> str:
    claim, report = told
    return f"“{' '.join(claim.sentence.of(report.text).split())[:60]}” ({claim.trigger}, {report.id})"
