"""The nouns with their fields: what a claim and an event hold, and what hangs on them."""

from __future__ import annotations

import csv
import inspect
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, get_args

import onrecord
from docs.writing.markdown import FROM, contents, prose, table
from onrecord import model
from onrecord.model import Noun
from onrecord.record import diff, explanation, positions, snapshot, underway
from onrecord.store import search

FIELDS = Path(__file__).parent / "fields.tsv"
"""What a field means, in words: noun, field, words; only what its noun's docstring leaves open."""

FIRST = ("Report", "Claim", "Event", "Party", "When", "Place", "PlaceMention", "Figure", "Condition")
CHOICES = ("Status", "Precision", "Relation", "State", "Agreement", "Manner")


def page() -> str:
    """The page of the nouns."""
    said, all_nouns = words(), nouns()
    choices = ((f"`{c}`", ", ".join(f"`{v}`" for v in get_args(getattr(model, c)))) for c in CHOICES)
    parts = [
        "# Reference: nouns and their fields\n",
        FROM + " All are frozen pydantic models (`onrecord.model`, and those that `Record` answers with): "
        "`model_dump()`, `model_dump_json()`, `model_validate_json()`. The JSON of the command line and of the "
        "[API](http.md) has the same fields.\n",
        contents(n.__name__ for n in all_nouns),
        "## Choices\n",
        table(("name", "one of"), choices),
        *(_noun(noun, said) for noun in all_nouns),
    ]
    return "\n".join(parts)


def nouns() -> list[type[Noun]]:
    """All nouns that a caller can be given: the chief ones first, then by the file they are told in."""
    homes = (model, explanation, diff, positions, snapshot, underway, search)
    found = [n for home in homes for n in vars(home).values() if _is_noun(n) and n.__module__ == home.__name__]
    return sorted(found, key=lambda n: FIRST.index(n.__name__) if n.__name__ in FIRST else len(FIRST))


def public() -> list[type[Noun]]:
    """Those of them that `import onrecord` names."""
    return [n for n in nouns() if n.__name__ in onrecord.__all__]


def _is_noun(thing: Any) -> bool:
    return inspect.isclass(thing) and issubclass(thing, Noun) and thing is not Noun


def words() -> dict[tuple[str, str], str]:
    """What fields mean; raises `ValueError` for a row that names none."""
    known = {(n.__name__, f) for n in nouns() for f in n.model_fields}
    with FIELDS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    said = {(r["noun"], r["field"]): r["says"] for r in rows}
    if stale := sorted(said.keys() - known):
        raise ValueError(f"{FIELDS}: no such field: {', '.join('.'.join(s) for s in stale)}")
    return said


def _noun(noun: type[Noun], said: dict[tuple[str, str], str]) -> str:
    rows = [
        (f"`{f}`", f"`{type_of(noun, f)}`", default_of(noun, f), said.get((noun.__name__, f), ""))
        for f in noun.model_fields
    ]
    head: Sequence[str] = ("field", "type", "if unknown", "")
    if not any(r[3] for r in rows):
        head, rows = head[:3], [r[:3] for r in rows]
    return "\n".join((f"## {noun.__name__}\n", prose(noun), table(head, rows), *_members(noun)))


def type_of(noun: type[Noun], field: str) -> str:
    """The type as the code has it, with its bounds.

    >>> type_of(model.Claim, "confidence"), type_of(model.Claim, "when")
    ('float, 0 to 1', 'When | None')
    """
    written = noun.__annotations__[field]
    annotated = re.fullmatch(r"Annotated\[(\w+), Field\((.*)\)\]", written)
    if not annotated:
        return str(written)
    bounds = dict(re.findall(r"(ge|le)=(\d+)", annotated[2]))
    return f"{annotated[1]}, {bounds['ge']} " + (f"to {bounds['le']}" if "le" in bounds else "or more")


def default_of(noun: type[Noun], field: str) -> str:
    """What stands there where nothing is known; nothing for a field that must be given."""
    info = noun.model_fields[field]
    if info.is_required():
        return ""
    value = info.get_default(call_default_factory=True)
    return {"": "made of the content"}.get(value, f"`{value!r}`") if isinstance(value, str) else _empty(value)


def _empty(value: Any) -> str:
    return "`None`" if value is None else "empty" if value in ((), {}) else f"`{value}`"


def _members(noun: type[Noun]) -> Iterator[str]:
    """Properties and methods of a noun, in a list."""
    rows = []
    for name, member in vars(noun).items():
        if name.startswith("_") or name in noun.model_fields or not _is_member(member):
            continue
        call = "" if isinstance(member, property | cached_property) else _call(member)
        rows.append((f"`.{name}{call}`", (inspect.getdoc(member) or "").partition("\n\n")[0]))
    if rows:
        yield table(("also", ""), rows)


def _is_member(member: Any) -> bool:
    return isinstance(member, property | cached_property) or inspect.isfunction(member)


def _call(function: Any) -> str:
    return "(" + ", ".join(p for p in inspect.signature(function).parameters if p != "self") + ")"
