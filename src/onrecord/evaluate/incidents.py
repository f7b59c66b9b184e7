"""Incidents: violence found in reports that tell of a month or a war, whatever else they tell.

Three gold sets, told apart by their keys: reports of one shooting each (`incident`), with what it really was in
`gva_incidents.jsonl` beside them; sentences labelled with what the police did (`sentences`; KILL, FORCE,
ARREST ...), a complete month, so that recall is real; and documents with the incidents that they tell (`templates`).
Of the last two each answer is a sentence or a document with the confidence of its best claim; recall is read where
precision is .80.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from onrecord.coding import code
from onrecord.coding.incident import Incident, incident
from onrecord.errors import MalformedInput
from onrecord.evaluate.gold import keys_of, rows
from onrecord.evaluate.result import Result, scores
from onrecord.model import DEEDS, Claim, Place, Report
from onrecord.reading import read_many
from onrecord.reconcile.places import km

PRECISION = 0.80
_ARMED = frozenset({"COP", "MIL", "PRM"})


def evaluate(path: Path) -> Result:
    """Measure on one of the gold sets."""
    keys = keys_of(path)
    if {"text", "incident", "date"} <= keys:
        return _by_report(path)
    if {"text", "sentences"} <= keys:
        return _by_sentence(path)
    if {"text", "templates"} <= keys:
        return _by_document(path)
    raise MalformedInput(
        f"{path}: expected rows with text and sentences, templates or incident; the first has {sorted(keys)}"
    )


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


def _claims(texts: Sequence[str], days: Sequence[date | None] = ()) -> Iterable[tuple[Claim, ...]]:
    for n, (text, reading) in enumerate(zip(texts, read_many(texts), strict=True)):
        yield code(Report(text=text, stated=days[n] if days else None), reading).claims


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
    where_when: Counter[str] = Counter()
    mistakes: list[tuple[float, str]] = []
    days = [date.fromisoformat(r["date"][:10]) if r.get("date") else None for r in gold]
    for row, claims in zip(gold, _claims([r["text"] for r in gold], days), strict=True):
        violent = [c for c in claims if c.type == "ASSAULT" and c.status in DEEDS]
        wanted = [t for t in row["templates"] if not t["optional"]]
        if wanted or not row["templates"]:
            documents.append((_surest(violent), bool(wanted)))
        for template in wanted:
            strings = _victims(template)
            if strings:
                told += 1
                here = [c for c in violent if _meets(c, strings)]
                met += bool(here)
                where_when.update(_placed(template, max(here, key=lambda c: c.confidence)) if here else {})
        if violent and not row["templates"]:
            best = max(violent, key=lambda c: c.confidence)
            quote = row["text"][best.sentence.start : best.sentence.end]
            mistakes.append((best.confidence, f"no incident of the gold: {quote[:120]}"))
    figures = _figures("documents with violence", documents)
    figures["incidents whose victim or target a claim names"] = met / told if told else 0.0
    for name in ("day", "country", "department"):
        asked = where_when[f"{name} asked"]
        figures[f"{name} of these, of those that the claim tells"] = where_when[name] / max(
            1, where_when[f"{name} told"]
        )
        figures[f"{name} of these, of all"] = where_when[name] / max(1, asked)
    return Result("incidents", len(gold), figures, tuple(m for _, m in sorted(mistakes, reverse=True)[:10]))


def _placed(template: dict[str, Any], claim: Claim) -> Counter[str]:
    """Whether the day of a claim lies in the key's range, and its place in the key's country and department."""
    found: Counter[str] = Counter()
    key = template.get("date") or {}
    if key.get("latest"):
        found["day asked"] = 1
        if claim.when and claim.when.earliest:
            found["day told"] = 1
            first, last = date.fromisoformat(key.get("earliest") or key["latest"]), date.fromisoformat(key["latest"])
            found["day"] = first - SLACK <= claim.when.earliest <= last + SLACK
    places = [m.place for m in claim.places if m.place]
    for name, kinds in (("country", (None,)), ("department", ("DEPARTMENT", "PROVINCE", "STATE", "REGION"))):
        keys = {x["name"].lower() for chain in template.get("location") or () for x in chain if x["kind"] in kinds}
        if not keys:
            continue
        found[f"{name} asked"] = 1
        if places:
            found[f"{name} told"] = 1
            found[name] = any(_named(p, name) & keys for p in places)
    return found


SLACK = timedelta(1)
"""A night has two days."""


def _named(place: Place, what: str) -> set[str]:
    if what == "country":
        country = COUNTRIES.get(place.country or "", "")
        return {country.lower(), place.name.lower()}
    return {(place.region or "").lower().removesuffix(" department"), place.name.lower()}


COUNTRIES = {
    "SLV": "El Salvador",
    "COL": "Colombia",
    "PER": "Peru",
    "GTM": "Guatemala",
    "BOL": "Bolivia",
    "CHL": "Chile",
    "HND": "Honduras",
    "NIC": "Nicaragua",
    "PAN": "Panama",
    "ECU": "Ecuador",
    "ARG": "Argentina",
    "VEN": "Venezuela",
    "CRI": "Costa Rica",
    "BRA": "Brazil",
}
"""The countries of the gold, by their codes."""


def _victims(template: dict[str, Any]) -> list[str]:
    """The words for who or what was hit, as the gold quotes them."""
    fields = ("hum_tgt_name", "hum_tgt_description", "phys_tgt_id")
    return [
        a["string"].lower() for field in fields for target in template[field] for a in target["alts"] if "string" in a
    ]


def _meets(claim: Claim, strings: Sequence[str]) -> bool:
    named = [p.text.lower() for p in claim.recipients] + [f.text.lower() for f in claim.figures]
    return any(s in n or n in s for s in strings for n in named)


# --- one incident a report -------------------------------------------------------------------

LATE = 2
"""Days after which a report can know the final toll."""
NEAR_KM = 20.0


def _by_report(path: Path) -> Result:
    """Day, place and toll of the incident that each report is about; tolls only of reports that can know them."""
    truth = {row["incident"]: row for _, row in rows(path.with_name(f"{path.stem}_incidents.jsonl"), ("incident",))}
    gold = [row for _, row in rows(path, ("text", "incident", "date")) if row["incident"] in truth and row["date"]]
    texts = [f"{row.get('title') or ''}\n\n{row['text']}"[:LONGEST] for row in gold]
    counts: Counter[str] = Counter()
    mistakes = []
    for row, text, reading in zip(gold, texts, read_many(texts), strict=True):
        fact, day = truth[row["incident"]], date.fromisoformat(row["date"])
        after = (day - date.fromisoformat(fact["date"])).days
        if after < 0:
            continue
        claims = code(Report(text=text, stated=day), reading).claims
        told = incident(text, reading, claims, day)
        for half in ("", "other half, " if _other_half(row["id"]) else "looked-over half, "):
            counts[f"{half}reports"] += 1
            counts[f"{half}day"] += str(told.day) == fact["date"]
            counts[f"{half}no day"] += told.day is None
            counts[f"{half}city"] += _is_there(told, fact)
            if after >= LATE:
                counts[f"{half}late"] += 1
                counts[f"{half}killed"] += told.killed == fact["killed"]
                counts[f"{half}injured"] += told.injured == fact["injured"]
        if str(told.day) != fact["date"]:
            mistakes.append(f"on {fact['date']}, taken for {told.day}: {text[:110]}")
    figures: dict[str, float] = {}
    for half in ("", "looked-over half, ", "other half, "):
        figures[f"{half}reports"] = counts[f"{half}reports"]
        for name in ("day", "no day", "city"):
            figures[f"{half}{name}"] = counts[half + name] / max(1, counts[f"{half}reports"])
        for name in ("killed", "injured"):
            figures[f"{half}{name} exact, {LATE} days after or more"] = counts[half + name] / max(
                1, counts[f"{half}late"]
            )
    return Result("incidents", counts["reports"], figures, tuple(mistakes[:: max(1, len(mistakes) // 10)][:10]))


LONGEST = 6000
"""Characters of a report that are read: comments and lists of other news follow."""


def _other_half(name: str) -> bool:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 1


def _is_there(told: Incident, fact: dict[str, Any]) -> bool:
    """Whether the first place is the city of the fact, by name or within some kilometres."""
    if not told.places:
        return False
    best, names = told.places[0], {part.strip(" )").lower() for part in fact["city_or_county"].split("(")}
    if best.name.lower() in names:
        return True
    if not fact["lat_lon"]:
        return False
    away = km(Place(name=best.name, lat=fact["lat_lon"][0], lon=fact["lat_lon"][1]), best)
    return away is not None and away <= NEAR_KM
