"""Take in sentences annotated by hand in a compact form: strings instead of offsets.

``python corpus/compact.py FILE ...`` checks the rows and names each fault; with ``--append`` sound files are added to
``sentences.jsonl`` under new ids.  One JSON object a line::

    {"text": "Norway urged Mali to free nine fishermen.", "events": [{"type": "REQUEST", "mode": "yield",
     "trigger": "urged", "parties": [["Norway", "actor", "NOR", "GOV"], ["Mali", "recipient", "MLI", "GOV"]]}]}

A string means its first occurrence on word boundaries, ``it#2`` the second.  A party is its words, role, country and
sectors joined by dots.  ``status`` is ``happened`` and a list empty where they are not given.  ``cameo`` may give the
code of the older scheme.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

from check_events import FILES, SPANS, faults, part

Row = dict[str, Any]
FIELDS = {"type", "mode", "contexts", "status", "trigger", "parties", "cameo", *SPANS}


def locate(text: str, words: str) -> list[int]:
    """[start, end] of the words in the text; ``words#n`` asks for the n-th occurrence.  ValueError if it is not there.

    >>> locate("it fell and it rose", "it#2")
    [12, 14]
    """
    numbered = re.fullmatch(r"(.+)#(\d)", words, re.DOTALL)
    wanted, number = (numbered[1], int(numbered[2])) if numbered else (words, 1)
    before = r"(?<!\w)" if wanted[:1].isalnum() else ""
    after = r"(?!\w)" if wanted[-1:].isalnum() else ""
    found = [list(m.span()) for m in re.finditer(before + re.escape(wanted) + after, text)]
    if len(found) < number:
        raise ValueError(f"{wanted!r} does not stand {number} times in the text")
    return found[number - 1]


def party(text: str, given: list[Any]) -> list[Any]:
    """A party in the form of ``sentences.jsonl``."""
    words, role, country, sectors = [*given, None, None][:4]
    codes = re.split(r"[.,]", sectors) if sectors else []
    return [*locate(text, words), role, {"country": country or None, "sectors": codes}]


def event(text: str, given: Row) -> Row:
    """An event in the form of ``sentences.jsonl``; ValueError where a string is not in the text or a key unknown."""
    if set(given) - FIELDS:
        raise ValueError(f"unknown fields: {', '.join(sorted(set(given) - FIELDS))}")
    found: Row = {
        "type": given["type"],
        "mode": given.get("mode") or None,
        "contexts": given.get("contexts") or [],
        "status": given.get("status") or "happened",
        "trigger": locate(text, given["trigger"]),
        "parties": sorted((party(text, p) for p in given.get("parties") or []), key=lambda p: p[:3]),
    }
    for key in SPANS:
        strings = given.get(key) or []
        found[key] = sorted(locate(text, s) for s in ([strings] if isinstance(strings, str) else strings))
    return found | ({"cameo": str(given["cameo"])} if given.get("cameo") else {})


def row(given: Row, number: int) -> Row:
    """A row in the form of ``sentences.jsonl``, with the id of its number."""
    events = sorted((event(given["text"], e) for e in given["events"]), key=lambda e: e["trigger"])
    name = f"s{number:04d}"
    made: Row = {
        "id": name,
        "part": part("sentences", name),
        "text": given["text"],
        "kind": "event" if events else "negative",
        "events": events,
    }
    return made | ({"fiction": True} if given.get("fiction") else {})


def main() -> int:
    """Check, and append where asked and nothing is wrong; the exit code is 1 where something is."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("files", nargs="+", type=Path)
    options.add_argument("--append", action="store_true", help="add the rows to sentences.jsonl")
    given = options.parse_args()
    known = [json.loads(line) for line in FILES[1].read_text(encoding="utf-8").splitlines()]
    texts, number, made, wrong = {r["text"] for r in known}, len(known), [], 0
    for path in given.files:
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                new = row(json.loads(line), number + 1)
                found = list(faults(new, "sentences"))
                if new["text"] in texts:
                    found.append("the text stands in the corpus already")
            except (ValueError, KeyError, TypeError) as error:
                found = [f"{type(error).__name__}: {error}"]
            if found:
                wrong += 1
                print(f"{path}:{n}: {'; '.join(found)}")
                continue
            number += 1
            texts.add(new["text"])
            made.append(new)
    print(f"{len(made)} sound rows, {wrong} wrong")
    if given.append and not wrong:
        with FILES[1].open("a", encoding="utf-8") as out:
            out.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in made)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
