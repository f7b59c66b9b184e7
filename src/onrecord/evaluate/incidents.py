"""Incidents: violence found in reports that tell of a month or a war, whatever else they tell.

Two gold sets, told apart by their keys: sentences labelled with what the police did (`sentences`; KILL, FORCE,
ARREST ...), a complete month, so that recall is real; and documents with the incidents that they tell (`templates`).
Each answer is a sentence or a document with the confidence of its best claim; recall is read where precision is .80.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from onrecord.coding import code
from onrecord.errors import MalformedInput
from onrecord.evaluate.gold import keys_of, rows
from onrecord.evaluate.result import Result, scores
from onrecord.model import DEEDS, Claim, Report
from onrecord.reading import read_many

PRECISION = 0.80
_ARMED = frozenset({"COP", "MIL", "PRM"})


def evaluate(path: Path) -> Result:
    """Measure on one of the two gold sets."""
    keys = keys_of(path)
    if {"text", "sentences"} <= keys:
        return _by_sentence(path)
    if {"text", "templates"} <= keys:
        return _by_document(path)
    raise MalformedInput(f"{path}: expected rows with text and sentences or templates; the first has {sorted(keys)}")


def recall_at(precision: float, answers: Iterable[tuple[float, bool]]) -> float:
    """The highest recall at which the surest answers are right at least so often.

    >>> recall_at(0.5, [(0.9, True), (0.8, False), (0.7, False), (0.6, True)])
    1.0
    """
    ordered = sorted(answers, key=lambda a: -a[0])
    gold = sum(right for _, right in ordered)
    best = right_so_far = 0
    for n, (confidence, right) in enumerate(ordered, 1):
        if confidence <= 0:
            break
        right_so_far += right
        last = n == len(ordered) or ordered[n][0] != confidence
        if last and right_so_far >= precision * n:
            best = right_so_far
    return best / gold if gold else 0.0


def _claims(texts: Sequence[str]) -> Iterable[tuple[Claim, ...]]:
    for text, reading in zip(texts, read_many(texts), strict=True):
        yield code(Report(text=text), reading).claims


def _by_sentence(path: Path) -> Result:
    gold = [row for _, row in rows(path, ("text", "sentences"))]
    force: list[tuple[float, bool]] = []
    arrests: list[tuple[float, bool]] = []
    mistakes: list[tuple[float, str]] = []
    for row, claims in zip(gold, _claims([r["text"] for r in gold]), strict=True):
        for sentence in row["sentences"]:
            start, end = sentence["start"], sentence["end"]
            if start is None:  # a sentence that the gold's makers could not find again in the text
                continue
            here = [c for c in claims if start <= c.evidence["type"][0].start < end and c.status in DEEDS]
            by_police = [c for c in here if c.type == "ASSAULT" and any(_ARMED & {*p.sectors} for p in c.actors)]
            held = [c for c in here if (c.type, c.mode) == ("COERCE", "arrest")]
            force.append((_surest(by_police), "FORCE" in sentence["labels"]))
            arrests.append((_surest(held), "ARREST" in sentence["labels"]))
            if by_police and "FORCE" not in sentence["labels"]:
                mistakes.append((_surest(by_police), f"no force by police: {row['text'][start:end][:120]}"))
    figures = {**_figures("force by police", force), **_figures("arrests", arrests)}
    return Result("incidents", len(force), figures, tuple(m for _, m in sorted(mistakes, reverse=True)[:10]))


def _surest(claims: Sequence[Claim]) -> float:
    return max((c.confidence for c in claims), default=0.0)


def _figures(name: str, answers: Sequence[tuple[float, bool]]) -> dict[str, float]:
    found, gold = sum(c > 0 for c, _ in answers), sum(r for _, r in answers)
    precision, recall, _ = scores(found, gold, sum(c > 0 and r for c, r in answers))
    return {
        f"{name}: recall at precision {PRECISION:.2f}": recall_at(PRECISION, answers),
        f"{name}: precision of all claims": precision,
        f"{name}: recall of all claims": recall,
    }


def _by_document(path: Path) -> Result:
    gold = [row for _, row in rows(path, ("text", "templates"))]
    documents: list[tuple[float, bool]] = []
    met = told = 0
    mistakes: list[tuple[float, str]] = []
    for row, claims in zip(gold, _claims([r["text"] for r in gold]), strict=True):
        violent = [c for c in claims if c.type == "ASSAULT" and c.status in DEEDS]
        wanted = [t for t in row["templates"] if not t["optional"]]
        if wanted or not row["templates"]:
            documents.append((_surest(violent), bool(wanted)))
        for template in wanted:
            strings = _victims(template)
            if strings:
                told += 1
                met += any(_meets(c, strings) for c in violent)
        if violent and not row["templates"]:
            best = max(violent, key=lambda c: c.confidence)
            quote = row["text"][best.sentence.start : best.sentence.end]
            mistakes.append((best.confidence, f"no incident of the gold: {quote[:120]}"))
    figures = _figures("documents with violence", documents)
    figures["incidents whose victim or target a claim names"] = met / told if told else 0.0
    return Result("incidents", len(gold), figures, tuple(m for _, m in sorted(mistakes, reverse=True)[:10]))


def _victims(template: dict[str, Any]) -> list[str]:
    """The words for who or what was hit, as the gold quotes them."""
    fields = ("hum_tgt_name", "hum_tgt_description", "phys_tgt_id")
    return [
        a["string"].lower() for field in fields for target in template[field] for a in target["alts"] if "string" in a
    ]


def _meets(claim: Claim, strings: Sequence[str]) -> bool:
    named = [p.text.lower() for p in claim.recipients] + [f.text.lower() for f in claim.figures]
    return any(s in n or n in s for s in strings for n in named)
