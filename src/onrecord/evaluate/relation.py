"""Relations: the PLOVER type of a marked pair, and the quad of a sentence from its bare text.

Two gold sets, told apart by their keys: `plover` rows (a pair is marked, 15 classes, YIELD is
CONCEDE or RETREAT) and `label` rows (quad 1-4, or 0 for a statement; spans of S and T parties).
Of the first the half of the texts that was not looked at is printed apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from onrecord import ontology
from onrecord.coding import code
from onrecord.coding.relate import relate
from onrecord.coding.rulings import filed
from onrecord.errors import MalformedInput
from onrecord.evaluate.gold import half_of, keys_of, rows
from onrecord.evaluate.result import Result, scores
from onrecord.model import Claim, Party, Report
from onrecord.ontology import Code
from onrecord.reading import between_many, read_many
from onrecord.reading.lemmas import lemma

_YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_QUAD_OF_LABEL = {"YIELD": 2, "AGREE": 1}


def evaluate(path: Path) -> Result:
    """Measure `relate` and `code` on one of the two gold sets."""
    keys = keys_of(path)
    if {"plover", "source", "target"} <= keys:
        return _pairs(path)
    if {"label", "actors"} <= keys:
        return _sentences(path)
    raise MalformedInput(
        f"{path}: expected rows with plover, source, target or with label, actors; the first has {sorted(keys)}"
    )


def macro_f1(gold: Sequence[str], found: Sequence[str]) -> float:
    """The mean of the classes' F1, over the classes of the gold.

    >>> macro_f1(["a", "a", "b"], ["a", "b", "b"])
    0.6666666666666666
    """
    right = Counter(g for g, f in zip(gold, found, strict=True) if g == f)
    in_gold, in_found = Counter(gold), Counter(found)
    each = [scores(in_found[c], in_gold[c], right[c])[2] for c in in_gold]
    return sum(each) / len(each) if each else 0.0


def _pairs(path: Path) -> Result:
    gold_rows = [row for _, row in rows(path, ("text", "source", "target", "plover", "quad"))]
    gold = [row["plover"] for row in gold_rows]
    quads = [str(row["quad"]) for row in gold_rows]
    found, found_quads, mistakes = [], [], []
    whole = loose = filed_so = 0
    marks = [(r["text"], _offsets(r["source"]), _offsets(r["target"])) for r in gold_rows]
    readings = read_many([r["text"] for r in gold_rows])
    for row, reading, mark, learnt in zip(gold_rows, readings, marks, between_many(marks), strict=True):
        ranked = _merged(relate(mark[0], reading, mark[1], mark[2], learnt=learnt))
        best, share = max(ranked.items(), key=lambda pair: pair[1])
        found.append(best)
        found_quads.append(str(_quad(best)))
        if best != row["plover"]:
            mistakes.append((share, f"{row['plover']} taken for {best} ({share:.2f}): {row['text'][:110]}"))
        claims = code(Report(text=row["text"]), reading).claims
        whole += _whole(claims, row)
        loose += _whole(claims, row, mutual=True)
        filed_so += _whole(claims, row, mutual=True, crosswalk=True)
    right = sum(g == f for g, f in zip(gold, found, strict=True))
    other = [n for n, row in enumerate(gold_rows) if half_of(row["text"])]
    figures = {
        "accuracy": right / len(gold) if gold else 0.0,
        "macro-F1, classes": macro_f1(gold, found),
        "macro-F1, quads": macro_f1(quads, found_quads),
        "from bare text: type and both parties": whole / len(gold) if gold else 0.0,
        "from bare text: the same, both sides of a deal being actors": loose / len(gold) if gold else 0.0,
        "from bare text: the same, types as the crosswalk files them": filed_so / len(gold) if gold else 0.0,
        "other half: macro-F1, classes": macro_f1([gold[n] for n in other], [found[n] for n in other]),
        "other half: macro-F1, quads": macro_f1([quads[n] for n in other], [found_quads[n] for n in other]),
    }
    return Result("relation", len(gold), figures, tuple(m for _, m in sorted(mistakes, reverse=True)[:10]))


def _offsets(span: dict[str, int] | None) -> tuple[int, int] | None:
    return (span["start"], span["end"]) if span else None


def _merged(ranked: Iterable[tuple[str, float]]) -> dict[str, float]:
    merged: dict[str, float] = {}
    for kind, share in ranked:
        name = _YIELD.get(kind, kind)
        merged[name] = merged.get(name, 0.0) + share
    return merged


def _quad(kind: str) -> int:
    return 2 if kind == "YIELD" else ontology.quad(kind)


def _whole(claims: Iterable[Claim], row: dict[str, Any], *, mutual: bool = False, crosswalk: bool = False) -> bool:
    """Whether a claim has the gold's type, and parties that overlap both marks.

    All who meet are actors; with `mutual` all who agree on a deal or sign it are, too (the guidelines of our corpus);
    with `crosswalk` a claim has the type under which the older scheme's crosswalk files it (`rulings.filed`).
    """
    one_list = ("CONSULT", "AGREE", "SUPPORT") if mutual else ("CONSULT",)
    return any(
        row["plover"] in {_YIELD.get(t, t) for t in (c.type, _filed(c) if crosswalk else c.type)}
        and _overlaps(c.actors, _offsets(row["source"]))
        and _overlaps((*c.recipients, *(c.actors if c.type in one_list else ())), _offsets(row["target"]))
        for c in claims
    )


def _filed(claim: Claim) -> str:
    told = lemma(claim.trigger.split()[0], "VERB").lower()
    return filed(Code(claim.type, claim.mode, claim.contexts), claim.status, told)


def _overlaps(parties: Iterable[Party], span: tuple[int, int] | None) -> bool:
    return span is None or any(p.span.start < span[1] and span[0] < p.span.end for p in parties)


def _sentences(path: Path) -> Result:
    gold_rows = [row for _, row in rows(path, ("text", "label", "actors"))]
    gold, found, mistakes = [], [], []
    spans, touching = Counter[str](), Counter[str]()
    for row, reading in zip(gold_rows, read_many([r["text"] for r in gold_rows]), strict=True):
        claims = code(Report(text=row["text"]), reading).claims
        best = max(claims, key=lambda c: (c.confidence, -c.sentence.start), default=None)
        gold.append(str(row["label"]))
        found.append(str(best.quad) if best else "0")
        if gold[-1] != found[-1]:
            told = f"{best.type} ({best.trigger})" if best else "nothing"
            mistakes.append(
                (
                    best.confidence if best else 0.0,
                    f"quad {gold[-1]} taken for {found[-1]}, {told}: {row['text'][:100]}",
                )
            )
        if any(a["role"] in ("S", "T") for a in row["actors"]):  # a third of the rows have no parties marked
            told_best = [best] if best else []
            _count_spans(spans, told_best, row["actors"])
            _count_touching(touching, told_best, row["actors"])
    events = [(g, f) for g, f in zip(gold, found, strict=True) if g != "0"]
    statements = [f for g, f in zip(gold, found, strict=True) if g == "0"]
    precision, recall, f1 = scores(spans["found"], spans["gold"], spans["right"])
    figures = {
        "macro-F1, quads and statements": macro_f1(gold, found),
        "macro-F1, quads of events": macro_f1([g for g, _ in events], [f for _, f in events]),
        "statements that got a claim": sum(f != "0" for f in statements) / len(statements) if statements else 0.0,
        "events that got a claim": sum(f != "0" for _, f in events) / len(events) if events else 0.0,
        "party spans, precision": precision,
        "party spans, recall": recall,
        "party spans, F1": f1,
        "party spans that overlap, F1": scores(touching["found"], touching["gold"], touching["right"])[2],
    }
    return Result("relation", len(gold), figures, tuple(m for _, m in sorted(mistakes, reverse=True)[:10]))


def _count_spans(spans: Counter[str], claims: Iterable[Claim], actors: list[dict[str, Any]]) -> None:
    """Exact spans of actors (S) and recipients (T), the article aside."""
    gold = {(a["role"], a["end"]) for a in actors if a["role"] in ("S", "T")}
    found = {(role, p.span.end) for c in claims for role, ps in (("S", c.actors), ("T", c.recipients)) for p in ps}
    spans.update(gold=len(gold), found=len(found), right=len(gold & found))


def _count_touching(spans: Counter[str], claims: Iterable[Claim], actors: list[dict[str, Any]]) -> None:
    """The same by overlap: their spans take in appositions and place phrases, ours do not."""
    gold = {(a["role"], a["start"], a["end"]) for a in actors if a["role"] in ("S", "T")}
    parties = {(role, p.span.start, p.span.end) for c in claims for role, ps in _sides(c) for p in ps}
    right = sum(any(r == s and a < e and b < f for s, b, e in parties) for r, a, f in gold)
    spans.update(gold=len(gold), found=len(parties), right=right)


def _sides(claim: Claim) -> tuple[tuple[str, tuple[Party, ...]], ...]:
    return ("S", claim.actors), ("T", claim.recipients)
