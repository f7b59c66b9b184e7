"""Check ``truth.json`` against ``reports.jsonl``: words that stand where they should, days and names that make sense.

Run from anywhere: ``python corpus/crisis/check.py``. The exit code is 1 where something is wrong, and it is named.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

from onrecord import ontology
from onrecord.model import State, Status

HERE = Path(__file__).resolve().parent


def reports(folder: Path = HERE) -> dict[str, dict[str, str]]:
    """The reports by the last part of their address."""
    rows = map(json.loads, (folder / "reports.jsonl").read_text(encoding="utf-8").splitlines())
    return {row["url"].rpartition("/")[2]: row for row in rows}


def problems(truth: dict[str, Any], told: dict[str, dict[str, str]]) -> Iterator[str]:
    """All that is wrong, a line each."""
    ids = [e["id"] for e in truth["events"]]
    yield from (f"{id}: twice" for id in sorted(set(ids)) if ids.count(id) > 1)
    for e in truth["events"]:
        yield from (f"{e['id']}: {problem}" for problem in _event(e, told))
    for c in truth["conditions"]:
        if c["trigger"] not in told.get(c["report"], {"text": ""})["text"]:
            yield f"{c['id']}: {c['trigger']!r} is not in {c['report']}"
        yield from (f"{c['id']}: no state {s!r}" for s in c["states"].values() if s not in get_args(State))
    for group in truth["origins"]:
        yield from (f"origins: no report {r}" for r in group if r not in told)
    for n, q in enumerate(truth["questions"], 1):
        date.fromisoformat(q["day"])
        if q["event"] not in ids:
            yield f"question {n}: no event {q['event']}"
        elif q["field"] == "told":
            (event,) = (e for e in truth["events"] if e["id"] == q["event"])
            known = any(told[r]["date"] <= q["day"] for r in event["told"])
            if known != q["answer"]:
                yield f"question {n}: {q['event']} was {'' if known else 'not '}told by {q['day']}"


def _event(e: dict[str, Any], told: dict[str, dict[str, str]]) -> Iterator[str]:
    for report, words in e["told"].items():
        count = told.get(report, {"text": ""})["text"].count(words)
        if count != 1:
            yield f"{words!r} stands {count} times in {report}"
    yield from (f"no type {t}" for t in e["types"] if t not in ontology.types())
    yield from (f"no status {s}" for s in (e["status"], *e["history"]) if s not in get_args(Status))
    first, last = map(date.fromisoformat, e["day"])
    if first > last:
        yield f"{first} is after {last}"
    if e["history"][-1] != e["status"]:
        yield f"ends {e['status']}, but its history {e['history'][-1]}"
    yield from (f"{what}: {low} is above {high}" for what, (low, high) in e["figures"].items() if low > high)


def main() -> int:
    """Print what is wrong."""
    truth = json.loads((HERE / "truth.json").read_text(encoding="utf-8"))
    wrong = list(problems(truth, reports()))
    print(
        "\n".join(wrong)
        or f"{len(reports())} reports, {len(truth['events'])} events, {len(truth['questions'])} questions: all well"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
