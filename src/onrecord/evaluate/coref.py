"""Coreference: do claims that tell of one event fall into one event, from bare text.

Gold rows have `text`, `topic` and `mentions` (`kind` event, with offsets and a `chain`).  A claim stands
for the mention that its trigger overlaps; scored are such claims within a topic, in validated sentences, by CoNLL F1
(`conll`) and by pairs.  What the coder does not find is not scored here.  Beside it stand two answers that need no
reading: every claim alone, and all claims of a topic whose triggers have a word in common as one.  The topics fall into
two halves, so that what is tuned on one can be reported on the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from onrecord.coding import clocks, code
from onrecord.errors import MalformedInput
from onrecord.evaluate.conll import conll
from onrecord.evaluate.gold import rows
from onrecord.evaluate.result import Result, scores
from onrecord.model import Claim, Report
from onrecord.reading import read_many
from onrecord.reconcile import events, verdicts
from onrecord.reconcile.words import told as acts
from onrecord.stories import group, origins


def evaluate(path: Path) -> Result:
    """Measure the events of a file's texts against its chains, topic by topic."""
    topics: dict[str, list[tuple[Report, list[dict[str, Any]]]]] = defaultdict(list)
    for number, row in rows(path, ("id", "text", "topic", "mentions")):
        topics[str(row["topic"])].append((_report(row, path, number), list(_mentions(row, path, number))))
    halves = [_Labels(), _Labels()]
    told: dict[str, tuple[Claim, Report]] = {}
    for n, topic in enumerate(sorted(topics)):
        documents = topics[topic]
        claims, by_id = _claims(documents), {r.id: r for r, _ in documents}
        gold = {r.id: mentions for r, mentions in documents}
        on = {c.id: m for c in claims if (m := _chain(c, gold[c.report]))}
        source = origins(by_id.values())
        stories = {i: story.id for story in group(by_id.values()) for i in story.reports}
        made = events(claims, verdicts(claims, by_id, source, stories), by_id, source)
        event_of = {i: event.id for event in made for i in event.claims}
        half = halves[n % 2]
        half.chain |= on
        half.found |= {i: event_of[i] for i in on}
        half.word |= {c.id: f"{topic} {' '.join(sorted(acts(c.trigger)[0]))}" for c in claims if c.id in on}
        told |= {c.id: (c, by_id[c.report]) for c in claims if c.id in on}
    return _result(halves, told, sum(map(len, topics.values())))


@dataclass
class _Labels:
    """For each claim the chain it tells of, the event it is in, and topic and word of its trigger."""

    chain: dict[str, str] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)
    word: dict[str, str] = field(default_factory=dict)

    def __add__(self, other: _Labels) -> _Labels:
        return _Labels(self.chain | other.chain, self.found | other.found, self.word | other.word)


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


def _result(halves: Sequence[_Labels], told: Mapping[str, tuple[Claim, Report]], count: int) -> Result:
    whole = halves[0] + halves[1]
    figures: dict[str, float] = {
        "claims on gold mentions": float(len(whole.chain)),
        "chains": float(len(set(whole.chain.values()))),
    }
    for name, labels in (("", whole), ("first half, ", halves[0]), ("second half, ", halves[1])):
        pairs, gold = _pairs(labels.found), _pairs(labels.chain)
        precision, recall, f1 = scores(len(pairs), len(gold), len(pairs & gold))
        score = conll(labels.chain, labels.found)
        figures |= {
            f"{name}CoNLL F1": score.f1,
            f"{name}MUC F1": score.muc.f1,
            f"{name}B-cubed F1": score.b_cubed.f1,
            f"{name}CEAF-e F1": score.ceaf_e.f1,
            f"{name}pairs, precision": precision,
            f"{name}pairs, recall": recall,
            f"{name}pairs, F1": f1,
            f"{name}CoNLL F1, each alone": conll(labels.chain, {i: i for i in labels.chain}).f1,
            f"{name}CoNLL F1, one word": conll(labels.chain, labels.word).f1,
        }
    wrong = sorted(_pairs(whole.found) - _pairs(whole.chain))
    missed = sorted(_pairs(whole.chain) - _pairs(whole.found))
    lines = [f"merged: {_name(told[a])} + {_name(told[b])}" for a, b in wrong[:: max(1, len(wrong) // 5)][:5]]
    lines += [f"apart: {_name(told[a])} | {_name(told[b])}" for a, b in missed[:: max(1, len(missed) // 5)][:5]]
    return Result(kind="coref", rows=count, figures=figures, mistakes=tuple(lines))


def _pairs(labels: Mapping[str, str]) -> set[tuple[str, str]]:
    together: dict[str, list[str]] = defaultdict(list)
    for i, label in sorted(labels.items()):
        together[label].append(i)
    return {pair for ids in together.values() for pair in combinations(ids, 2)}


def _name(told: tuple[Claim, Report]) -> str:
    claim, report = told
    return f"“{' '.join(claim.sentence.of(report.text).split())[:60]}” ({claim.trigger}, {report.id})"
