"""A crisis of our own with its true record: is each event found, one, and as it was; and what was known when.

The file is `truth.json` of `corpus/crisis`; `reports.jsonl` beside it is added to a record of its own, and only what
anyone can ask of a record is asked.  A claim tells a true event where its trigger lies on the words that tell it
and its type is one of those accepted.  Events whose number is odd may be looked at when rules are made; the even
ones are printed apart.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from onrecord.errors import MalformedInput, MissingInput
from onrecord.evaluate.result import Result, scores
from onrecord.model import Claim, Event, Report, Span
from onrecord.record import Record

Truth = dict[str, Any]


def evaluate(path: Path) -> Result:
    """Measure the record made of the reports beside the truth."""
    truth = _truth(path)
    beside = path.with_name("reports.jsonl")
    if not beside.exists():
        raise MissingInput(f"{beside}: no such file: the reports stand beside {path.name}")
    with tempfile.TemporaryDirectory() as folder, Record(Path(folder) / "crisis.db") as record:
        record.add(beside)
        return _measured(record, truth)


def _truth(path: Path) -> Truth:
    try:
        truth = json.loads(path.read_text(encoding="utf-8"))
        missing = {"events", "conditions", "origins", "questions"} - truth.keys()
    except (json.JSONDecodeError, AttributeError, UnicodeDecodeError) as error:
        raise MalformedInput(f"{path}: not a true record in JSON ({error})") from None
    if missing:
        raise MalformedInput(f"{path}: a true record wants {', '.join(sorted(missing))}")
    return truth if isinstance(truth, dict) else {}


def _measured(record: Record, truth: Truth) -> Result:
    by_key = {(r.url or r.id).rpartition("/")[2]: r for r in record.reports()}
    claims = _claims(record, truth, by_key)
    home = {c: e for e in record.events() for c in e.claims}
    figures: dict[str, float] = {}
    mistakes: list[str] = []
    for name, half in (("", None), ("odd events, ", 1), ("even events, ", 0)):
        mine = [e for e in truth["events"] if half is None or int(e["id"][1:]) % 2 == half]
        told = {e["id"]: claims[e["id"]] for e in mine}
        wrong: list[str] = []
        figures |= {f"{name}{k}": v for k, v in _events(mine, told, home, wrong).items()}
        asked = [q for q in truth["questions"] if q["event"] in told]
        right = [_answered(record, q, told[q["event"]], wrong) for q in asked]
        figures[f"{name}as-of answers right"] = sum(right) / len(right) if right else 0.0
        mistakes = mistakes or wrong
    figures |= _conditions(record, truth, by_key, mistakes)
    figures |= _origins(record, truth, by_key)
    return Result("crisis", len(by_key), figures, tuple(mistakes))


def _claims(record: Record, truth: Truth, by_key: Mapping[str, Report]) -> dict[str, list[Claim]]:
    """For each true event the claims that tell it."""
    found: dict[str, list[Claim]] = {}
    told = {key: record.claims(report=report.id) for key, report in by_key.items()}
    for event in truth["events"]:
        mine = []
        for key, words in event["told"].items():
            start = by_key[key].text.index(words)
            anchor = Span(start=start, end=start + len(words))
            mine += [
                c
                for c in told[key]
                if c.type in event["types"] and any(s.overlaps(anchor) for s in c.evidence.get("type", ()))
            ]
        found[event["id"]] = mine
    return found


def _events(
    truth: Sequence[Truth], told: Mapping[str, Sequence[Claim]], home: Mapping[str, Event], wrong: list[str]
) -> dict[str, float]:
    """Tellings and events found, merged right, and right in their fields."""
    tellings = sum(len(e["told"]) for e in truth)
    hit = sum(len({c.report for c in told[e["id"]]}) for e in truth)
    label = {c.id: e["id"] for e in truth for c in told[e["id"]]}
    gold, mine = _pairs(label), _pairs({c: home[c].id for c in label})
    precision, recall, merged = scores(len(mine), len(gold), len(gold & mine))
    wrong += [f"not found: {e['id']} {next(iter(e['told'].values()))!r}" for e in truth if not told[e["id"]]]
    wrong += [f"merged: {label[a]} and {label[b]}" for a, b in sorted(mine - gold)]
    wrong += [f"apart: two claims of {label[a]}" for a, _ in sorted(gold - mine)]
    found = [(e, _main(told[e["id"]], home)) for e in truth if told[e["id"]]]
    checks: dict[str, list[tuple[str, bool, str]]] = {
        "statuses right": [(e["id"], v.status == e["status"], v.status) for e, v in found],
        "days right": [(e["id"], _day_right(e, v), str(v.when)) for e, v in found],
        "figures right": [(e["id"], _figures_right(e, v), str(v.figures)) for e, v in found if e["figures"]],
        "disputes right": [
            (e["id"], _shown(v) >= set(e["disputes"]), str(_shown(v))) for e, v in found if e["disputes"]
        ],
    }
    for name, results in checks.items():
        wrong += [f"{name.split()[0]} of {id}: {value[:110]}" for id, right, value in results if not right]
    undisputed = [v for e, v in found if not e["disputes"]]
    return {
        "tellings found": hit / tellings,
        "events found": len(found) / len(truth),
        "merged right, precision": precision,
        "merged right, recall": recall,
        "merged right, F1": merged,
        **{name: sum(r for _, r, _ in results) / max(1, len(results)) for name, results in checks.items()},
        "events shown as disputed that are not": sum(bool(_shown(v)) for v in undisputed) / max(1, len(undisputed)),
    }


def _main(claims: Sequence[Claim], home: Mapping[str, Event]) -> Event:
    """The event that most claims of a true one are in."""
    counts = Counter(home[c.id].id for c in claims)
    best = min(counts, key=lambda id: (-counts[id], id))
    return next(home[c.id] for c in claims if home[c.id].id == best)


def _pairs(labels: Mapping[str, str]) -> set[tuple[str, str]]:
    together: dict[str, list[str]] = defaultdict(list)
    for claim in sorted(labels):
        together[labels[claim]].append(claim)
    return {pair for ids in together.values() for pair in combinations(ids, 2)}


def _day_right(truth: Truth, event: Event) -> bool:
    """Whether the days of an event touch the true ones; one that states none goes by its first report."""
    when = event.when
    first = (when.earliest or when.latest if when else None) or event.first_published
    last = (when.latest or when.earliest if when else None) or event.first_published
    return bool(first and last and first.isoformat() <= truth["day"][1] and last.isoformat() >= truth["day"][0])


def _figures_right(truth: Truth, event: Event) -> bool:
    """Whether each figure is shown, within what the reports give."""
    return all(_within(event, what, bounds) for what, bounds in truth["figures"].items())


def _within(event: Event, what: str, bounds: Sequence[float]) -> bool:
    return any(
        _is(f.what, f.unit, what) and f.low is not None and bounds[0] <= f.low <= bounds[1] for f in event.figures
    )


def _is(what: str, unit: str | None, wanted: str) -> bool:
    """Whether a figure counts what is asked for; those who march are protesters, people or a crowd."""
    same = {"protesters": {"protesters", "people", "crowd", "marchers"}}
    return bool({what, unit or what} & (same.get(wanted) or {wanted}))


def _shown(event: Event) -> set[str]:
    """The fields that are shown as disputed."""
    return {d.field for d in event.disputes}


def _answered(record: Record, q: Truth, claims: Sequence[Claim], wrong: list[str]) -> bool:
    """Whether the record as known on a day answers a question right."""
    known = {c: e for e in record.events(as_of=q["day"]) for c in e.claims}
    told = [c for c in claims if c.id in known]
    event = _main(told, known) if told else None
    answer: object = event is not None
    if q["field"] == "status":
        answer = event.status if event else None
    elif q["field"] == "disputed":
        answer = bool(event and event.disputes)
    elif q["field"].startswith("figures:"):
        what = q["field"].partition(":")[2]
        answer = next((f.low for f in event.figures if _is(f.what, f.unit, what)), None) if event else None
    right = bool(answer == q["answer"])
    if not right:
        wrong.append(f"as of {q['day']}: {q['field']} of {q['event']} is {answer}, not {q['answer']}")
    return right


def _conditions(record: Record, truth: Truth, by_key: Mapping[str, Report], mistakes: list[str]) -> dict[str, float]:
    asked = right = found = 0
    for c in truth["conditions"]:
        report = by_key[c["report"]]
        start = report.text.index(c["trigger"])
        anchor = Span(start=start, end=start + len(c["trigger"]))
        for day, state in c["states"].items():
            asked += 1
            mine = [
                k
                for k in record.conditions(as_of=day)
                for t in k.tellings
                if t.report == report.id and any(s.overlaps(anchor) for s in t.evidence.get("trigger", ()))
            ]
            found += bool(mine)
            right += any(k.state == state for k in mine)
            if not any(k.state == state for k in mine):
                mistakes.append(f"condition {c['id']} on {day}: {[k.state for k in mine]}, not {state}")
    return {"conditions found": found / max(1, asked), "conditions right": right / max(1, asked)}


def _origins(record: Record, truth: Truth, by_key: Mapping[str, Report]) -> dict[str, float]:
    """Pairs of reports of one origin."""
    mine = _pairs(record.origins())
    gold = {
        tuple(sorted((by_key[a].id, by_key[b].id))) for group in truth["origins"] for a, b in combinations(group, 2)
    }
    precision, recall, _ = scores(len(mine), len(gold), len(mine & gold))
    return {"origins, precision": precision, "origins, recall": recall}
