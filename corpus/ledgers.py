"""Figures and conditions in short reports of our own: take in rows written with strings, check those with offsets.

``python corpus/ledgers.py`` checks ``figures.jsonl`` and ``conditions.jsonl``; ``--append figures FILE`` (or
``conditions``) adds rows that are written with strings, under new ids.  ``ledgers.md`` says what is marked.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from compact import locate

Row = dict[str, Any]
HERE = Path(__file__).resolve().parent
RELATIONS = ("exactly", "at least", "more than", "at most", "fewer than", "about", "nearly", "range")
LINKS = ("part of", "added to", "total", "replaces")
KINDS = ("if", "should", "unless", "until", "or else", "provided", "in case", "counterfactual")


def part(name: str) -> str:
    """Development for four in ten, test for the rest: nothing is trained on these rows, rules are made on the first."""
    return "dev" if int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10 < 4 else "test"


def figure(text: str, given: Row) -> Row:
    """A figure with offsets; `to` stays a span."""
    made: Row = {"span": locate(text, given["span"]), "what": given["what"], "unit": given.get("unit")}
    made |= {"relation": given["relation"], "low": given["low"], "high": given["high"]}
    for key in ("claimant", "as_of"):
        made[key] = locate(text, given[key]) if given.get(key) else None
    made |= {"link": given.get("link"), "to": locate(text, given["to"]) if given.get("to") else None}
    return made


def condition(text: str, given: Row) -> Row:
    """A condition with offsets."""
    made: Row = {"kind": given["kind"], "cue": locate(text, given["cue"])}
    made |= {key: [locate(text, s) for s in given[key]] for key in ("trigger", "consequence")}
    return made | {key: locate(text, given[key]) if given.get(key) else None for key in ("speaker", "deadline")}


def figure_faults(row: Row) -> Iterator[str]:
    """What is wrong with a row of figures."""
    spans = [f["span"] for f in row["figures"]]
    for f in row["figures"]:
        low, high, relation = f["low"], f["high"], f["relation"]
        if relation not in RELATIONS or f["link"] not in (None, *LINKS):
            yield f"unknown relation or link: {relation}, {f['link']}"
        if low is None and high is None:
            yield f"no bounds: {f['span']}"
        if relation in ("exactly", "about", "nearly") and low != high:
            yield f"{relation} with two bounds: {f['span']}"
        if relation in ("at least", "more than") and high is not None:
            yield f"{relation} with a high: {f['span']}"
        if relation in ("at most", "fewer than") and low is not None:
            yield f"{relation} with a low: {f['span']}"
        if relation == "range" and not (low is not None and high is not None and low < high):
            yield f"range without bounds: {f['span']}"
        if f["to"] is not None and f["to"] not in spans:
            yield f"linked to no figure: {f['to']}"


def condition_faults(row: Row) -> Iterator[str]:
    """What is wrong with a row of conditions."""
    for c in row["conditions"]:
        if c["kind"] not in KINDS:
            yield f"unknown kind: {c['kind']}"
        if not c["trigger"] or not c["consequence"]:
            yield f"a side is missing: {c['cue']}"
        for a, b in (*c["trigger"], *c["consequence"]):
            if not 0 <= a < b <= len(row["text"]):
                yield f"outside the text: {[a, b]}"


FORMS = {"figures": (figure, figure_faults), "conditions": (condition, condition_faults)}


def read(kind: str) -> list[Row]:
    """The rows that are there."""
    path = HERE / f"{kind}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def take_in(kind: str, files: list[Path]) -> int:
    """Append the rows of the files; nothing is written where one is unsound."""
    form, faults = FORMS[kind]
    rows = read(kind)
    texts, made, wrong = {r["text"] for r in rows}, list[Row](), 0
    for path in files:
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                given = json.loads(line)
                name = f"{kind[0]}{len(rows) + len(made) + 1:04d}"
                row = {"id": name, "part": part(name), "text": given["text"]}
                row[kind] = [form(given["text"], one) for one in given[kind]]
                found = list(faults(row)) + (["the text is there already"] if given["text"] in texts else [])
            except (ValueError, KeyError, TypeError) as error:
                found = [f"{type(error).__name__}: {error}"]
            if found:
                wrong += 1
                print(f"{path}:{n}: {'; '.join(found)}")
            else:
                texts.add(row["text"])
                made.append(row)
    if not wrong:
        with (HERE / f"{kind}.jsonl").open("a", encoding="utf-8") as out:
            out.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in made)
    print(f"{len(made)} sound rows, {wrong} wrong")
    return int(bool(wrong))


def check() -> int:
    """Check what is there and count it."""
    wrong = 0
    for kind, (_, faults) in FORMS.items():
        rows = read(kind)
        for n, row in enumerate(rows, 1):
            for fault in faults(row):
                wrong += 1
                print(f"{kind}.jsonl:{n}: {fault}")
        parts = Counter(r["part"] for r in rows)
        print(f"{kind}: {len(rows)} rows, {sum(len(r[kind]) for r in rows)} marked, {dict(parts)}")
    return int(bool(wrong))


def main() -> int:
    """Check, or take in."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--append", choices=tuple(FORMS), help="what the files hold")
    options.add_argument("files", nargs="*", type=Path)
    given = options.parse_args()
    return take_in(given.append, given.files) if given.append else check()


if __name__ == "__main__":
    sys.exit(main())
