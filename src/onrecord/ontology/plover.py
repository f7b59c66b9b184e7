"""PLOVER's tables, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from onrecord.errors import DataError
from onrecord.ontology.table import read_table

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


class Code(NamedTuple):
    """What the scheme says of an event: type, mode and contexts."""

    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()


@dataclass(frozen=True)
class EventType:
    """One of the 16 types: its quad class, its score without a mode, and whether it needs a recipient."""

    name: str
    quad: int
    score: float
    needs_recipient: bool
    means: str


@cache
def types() -> dict[str, EventType]:
    """The 16 types by name."""
    found = {}
    for row in read_table("ontology/types.tsv", ("type", "quad", "score", "recipient", "means")):
        try:
            quad, score = int(row["quad"]), float(row["score"])
        except ValueError as error:
            raise DataError(f"ontology/types.tsv: {row['type']}: {error}") from error
        if quad not in QUADS or row["recipient"] not in ("yes", "no"):
            raise DataError(f"ontology/types.tsv: {row['type']}: quad {row['quad']}, recipient {row['recipient']!r}")
        found[row["type"]] = EventType(row["type"], quad, score, row["recipient"] == "yes", row["means"])
    return found


@cache
def _mode_scores() -> dict[tuple[str, str], float | None]:
    rows = read_table("ontology/modes.tsv", ("type", "mode", "score"))
    unknown = sorted({row["type"] for row in rows} - set(types()))
    if unknown:
        raise DataError(f"ontology/modes.tsv: no such type: {', '.join(unknown)}")
    return {(row["type"], row["mode"]): float(row["score"]) if row["score"] else None for row in rows}


@cache
def modes(type: str) -> tuple[str, ...]:
    """The modes of a type, in the manual's order; empty for the five that have none."""
    check(type)
    return tuple(mode for of, mode in _mode_scores() if of == type)


@cache
def contexts() -> frozenset[str]:
    """All contexts; any type can have any of them."""
    return frozenset(row["context"] for row in read_table("ontology/contexts.tsv", ("context",)))


@cache
def sectors() -> dict[str, str]:
    """Sector codes and what they mean."""
    return {row["sector"]: row["means"] for row in read_table("ontology/sectors.tsv", ("sector", "means", "order"))}


@cache
def groups() -> dict[str, str]:
    """Codes that stand in the place of a country (UNO, IGO, NGO ...) and what they mean."""
    return {row["code"]: row["means"] for row in read_table("ontology/groups.tsv", ("code", "means"))}


@cache
def _cameo() -> dict[str, Code]:
    found = {}
    for row in read_table("ontology/cameo.tsv", ("cameo", "type", "mode", "contexts")):
        code = Code(row["type"], row["mode"] or None, tuple(filter(None, row["contexts"].split(";"))))
        check(*code)
        found[row["cameo"]] = code
    return found


def from_cameo(code: str) -> Code | None:
    """The PLOVER code of a CAMEO code, by the manual's crosswalk; None for codes that it leaves out."""
    return _cameo().get(code)


def check(type: str, mode: str | None = None, context: tuple[str, ...] = ()) -> None:
    """Raise `DataError` unless the scheme has this type, this mode of it and these contexts."""
    if type not in types():
        raise DataError(f"no PLOVER type {type!r}; there are: {', '.join(types())}")
    if mode is not None and (type, mode) not in _mode_scores():
        raise DataError(f"no mode {mode!r} of {type}; there are: {', '.join(modes(type)) or 'none'}")
    unknown = sorted(set(context) - contexts())
    if unknown:
        raise DataError(f"no PLOVER context {', '.join(unknown)}")


def quad(type: str) -> int:
    """The quad class of a type: 1 and 2 cooperation, 3 and 4 conflict; odd in words, even in deeds."""
    check(type)
    return types()[type].quad


def score(type: str, mode: str | None = None) -> float:
    """The scheme's score of a type in a mode, from -10 to +10; the type's own where the mode has none."""
    check(type, mode)
    of_mode = _mode_scores().get((type, mode)) if mode else None
    return types()[type].score if of_mode is None else of_mode


def needs_recipient(type: str) -> bool:
    """Whether the manual demands a recipient of this type."""
    check(type)
    return types()[type].needs_recipient
