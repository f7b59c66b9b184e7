"""Check ``events.jsonl`` and ``sentences.jsonl``: form, scheme, and offsets where the text is at hand.

Run from anywhere: ``python corpus/check_events.py [FILE ...]``. The exit code is 1 where a row is wrong; every wrong
row is named. ``guidelines.md`` says what the fields mean. ``events.jsonl`` holds no text: its offsets are checked
against ``../shared/gold/running/current_events.jsonl`` if that is there.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

from onrecord import ontology
from onrecord.model import Status

HERE = Path(__file__).resolve().parent
FILES = (HERE / "events.jsonl", HERE / "sentences.jsonl")
TEXTS = HERE.parents[1] / "shared" / "gold" / "running" / "current_events.jsonl"

ROLES = ("actor", "recipient", "host", "visitor", "mediator", "topic")
STATUSES = frozenset(get_args(Status))
SPANS = ("place", "time", "figures", "speaker")
KEYS = {"type", "mode", "contexts", "status", "trigger", "parties", *SPANS}
PROMISED = {"AID", "SUPPORT", "CONSULT", "COOPERATE"}
TOPICS = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"}
BOTH_SIDES = {"COOPERATE"}


def part(file: str, row_id: int | str) -> str:
    """The part a row belongs to, for good: 6 in 10 train, 2 dev, 2 test, by a hash of file and id."""
    stem = "current_events" if file == "events" else "sentences"
    tenth = int(hashlib.sha256(f"{stem}:{row_id}".encode()).hexdigest()[:8], 16) % 10
    return "train" if tenth < 6 else "dev" if tenth < 8 else "test"


def faults(row: Any, file: str, text: str | None = None) -> Iterator[str]:
    """Say what is wrong with one row of ``events`` or ``sentences``; nothing if it is sound."""
    head = {"id", "part", "events"} if file == "events" else {"id", "part", "text", "kind", "events"}
    if not isinstance(row, dict) or not head <= set(row) or set(row) - head - {"fiction"}:
        yield f"a row holds {', '.join(sorted(head))}, and nothing else"
        return
    if file == "events" and type(row["id"]) is not int:
        yield f"id {row['id']!r} is not a row number"
    if file == "sentences":
        text = row["text"]
        yield from _sentence_faults(row)
    if row["part"] != part(file, row["id"]):
        yield f"part {row['part']!r} is not the {part(file, row['id'])!r} of its id"
    if not isinstance(row["events"], list):
        yield "events is not a list"
        return
    for event in row["events"]:
        for wrong in event_faults(event, text):
            yield f"{event.get('type') if isinstance(event, dict) else event!r}: {wrong}"
    yield from _clashes(row["events"])


def _sentence_faults(row: dict[str, Any]) -> Iterator[str]:
    if not isinstance(row["text"], str) or not row["text"] or row["text"] != row["text"].strip():
        yield "text is empty or has white space at an end"
    if row["kind"] not in ("event", "negative"):
        yield f"kind {row['kind']!r} is neither event nor negative"
    elif (row["kind"] == "negative") is bool(row["events"]):
        yield f"kind {row['kind']!r} contradicts {len(row['events'])} events"
    if row.get("fiction", True) is not True:
        yield "fiction is given only where it is true"


def event_faults(event: Any, text: str | None = None) -> Iterator[str]:
    """Say what is wrong with one event: its form, its code, its spans, its parties."""
    if not isinstance(event, dict) or set(event) - {"cameo"} != KEYS:
        yield f"an event holds {', '.join(sorted(KEYS))}, may hold cameo, and nothing else"
        return
    if not re.fullmatch(r"[0-9]{2,4}", event.get("cameo", "00")):
        yield f"cameo {event['cameo']!r} is not a code of two to four digits"
    try:
        ontology.check(event["type"], event["mode"], tuple(event["contexts"]))
    except Exception as error:  # any refusal of the ontology is a fault of the row
        yield str(error)
        return
    if len(set(event["contexts"])) != len(event["contexts"]):
        yield "a context stands twice"
    if event["status"] not in STATUSES:
        yield f"unknown status {event['status']!r}"
    spans = [event["trigger"], *(p[:2] for p in event["parties"]), *(s for key in SPANS for s in event[key])]
    bad = [wrong for s in spans for wrong in _span_faults(s, text)]
    yield from bad
    for key in SPANS:
        if not bad and any(b[0] < a[1] for a, b in pairwise(event[key])):
            yield f"{key}: spans overlap or are out of order"
    yield from _party_faults(event)
    yield from _scheme_faults(event)


def _span_faults(span: Any, text: str | None) -> Iterator[str]:
    if (
        not isinstance(span, list)
        or len(span) != 2
        or any(type(n) is not int for n in span)
        or not 0 <= span[0] < span[1]
    ):
        yield f"{span!r} is not [start, end] with start before end"
        return
    if text is None:
        return
    start, end = span
    words = text[start:end]
    if end > len(text):
        yield f"{span} runs past the end of the text"
    elif words != words.strip():
        yield f"{span} {words!r} begins or ends in white space"
    elif (start and text[start - 1].isalnum() and words[0].isalnum()) or (
        text[end : end + 1].isalnum() and words[-1].isalnum()
    ):
        yield f"{span} {words!r} cuts a word"


def _party_faults(event: dict[str, Any]) -> Iterator[str]:
    seen: dict[tuple[int, int], str] = {}
    for party in event["parties"]:
        if (
            len(party) != 4
            or party[2] not in ROLES
            or not isinstance(party[3], dict)
            or set(party[3]) != {"country", "sectors"}
        ):
            yield f"{party!r} is not [start, end, role, {{country, sectors}}]"
            continue
        start, end, role, who = party
        country = who["country"]
        if country is not None and not (isinstance(country, str) and len(country) == 3 and country.isupper()):
            yield f"country {country!r} is neither null nor three capital letters"
        for sector in who["sectors"]:
            if sector not in ontology.sectors():
                yield f"unknown sector {sector!r}"
        other = seen.setdefault((start, end), role)
        if other != role and not (event["type"] in BOTH_SIDES and {other, role} == {"actor", "recipient"}):
            yield f"[{start}, {end}] is {other} and {role} of one event"


def _scheme_faults(event: dict[str, Any]) -> Iterator[str]:
    kind, mode, status = event["type"], event["mode"], event["status"]
    roles = {party[2] for party in event["parties"] if len(party) == 4}
    if ontology.needs_recipient(kind) and "recipient" not in roles:
        yield "needs a recipient"
    if status in ("planned", "conditional") and kind in PROMISED:
        yield f"a {status} {kind} is AGREE"
    if status == "planned" and kind == "RETREAT":
        yield "a planned RETREAT is CONCEDE"
    if roles & {"visitor", "host"} and (kind, mode) != ("CONSULT", "visit"):
        yield "visitor and host belong to CONSULT/visit"
    if (kind, mode) == ("CONSULT", "visit") and roles & {"actor", "recipient"}:
        yield "CONSULT/visit has a visitor and a host, not an actor and a recipient"
    if "mediator" in roles and kind not in ("CONSULT", "AGREE", "RETREAT", "CONCEDE", "SUPPORT"):
        yield f"{kind} has no mediator"
    if "topic" in roles and kind not in TOPICS:
        yield f"{kind} is no act of words and has no topic"
    if mode == "sideAB" and "recipient" in roles:
        yield "in two-sided fighting all sides are actors"


def _clashes(events: list[Any]) -> Iterator[str]:
    """One trigger tells two events only if their types differ."""
    told = Counter(
        (tuple(e["trigger"]), e["type"]) for e in events if isinstance(e, dict) and isinstance(e.get("trigger"), list)
    )
    for (trigger, kind), times in told.items():
        if times > 1:
            yield f"{kind} stands {times} times on trigger {list(trigger)}"


def check(path: Path, texts: list[str] | None) -> tuple[list[dict[str, Any]], list[str]]:
    """The rows of a file, with a line for each thing that is wrong with it."""
    file = "events" if path.name.startswith("events") else "sentences"
    rows: list[dict[str, Any]] = []
    wrong: list[str] = []
    before: int | str = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            wrong.append(f"{path}:{number}: not JSON: {error}")
            continue
        text = None
        if file == "events" and texts is not None and isinstance(row, dict) and type(row.get("id")) is int:
            if not 0 <= row["id"] < len(texts):
                wrong.append(f"{path}:{number}: no text has the number {row['id']}")
                continue
            text = texts[row["id"]]
        found = list(faults(row, file, text))
        if not found and not _place(before) < _place(row["id"]):
            found.append(f"id {row['id']!r} does not ascend from {before!r}")
        wrong.extend(f"{path}:{number}: {fault}" for fault in found)
        if not found:
            before = row["id"]
            rows.append(row)
    return rows, wrong


def _place(name: int | str) -> tuple[int, str]:
    """Where an id stands: s9999 before s10000."""
    return len(str(name)), str(name)


def summary(rows: list[dict[str, Any]]) -> str:
    """Counts by part, type and status, in lines."""
    events = [event for row in rows for event in row["events"]]
    lines = [f"{len(rows)} rows, {sum(not r['events'] for r in rows)} without an event, {len(events)} events"]
    for name, values in (
        ("part", [r["part"] for r in rows]),
        ("type", [e["type"] for e in events]),
        ("status", [e["status"] for e in events]),
    ):
        lines.append(f"  {name}: " + ", ".join(f"{k} {n}" for k, n in Counter(values).most_common()))
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Check the files and print their counts."""
    texts: list[str] | None = None
    if TEXTS.exists():
        texts = [json.loads(line)["text"] for line in TEXTS.read_text(encoding="utf-8").split("\n") if line]
    failed = False
    for path in [Path(a) for a in arguments] or FILES:
        rows, wrong = check(path, texts)
        for line in wrong:
            print(line)
        failed = failed or bool(wrong)
        if not wrong:
            print(f"{path.name}: {summary(rows)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
