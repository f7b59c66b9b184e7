"""How good is it: gold readers, metrics and the mistakes that tell most.

Each kind is a module of that name with `evaluate(path) -> Result`.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from onrecord.errors import InputError, MalformedInput
from onrecord.evaluate.result import Result, scores

KINDS = (
    "syntax", "relation", "events", "incidents", "status", "actors", "times", "dates", "places", "figures", "quotes",
    "conditions", "stories", "copies", "disputes", "coref", "mentions", "crisis", "chronicle",
)  # fmt: skip

FOLDERS = ("chronicle",)
"""Kinds that are measured on a folder."""

__all__ = ["KINDS", "Result", "evaluate", "scores"]


def evaluate(kind: str, path: str | Path) -> Result:
    """Measure one kind of answer on one gold file.

    Raises `InputError` for an unknown kind, a folder where a file is wanted, or a file that is not of that kind.
    """
    if kind not in KINDS:
        raise InputError(f"no measurement called {kind!r}; there are: {', '.join(KINDS)}")
    if Path(path).is_dir() and kind not in FOLDERS:
        raise InputError(f"{path}: a folder: name the file in it that is to be measured on")
    module = import_module(f"onrecord.evaluate.{kind}")
    try:
        result: Result = module.evaluate(Path(path))
    except UnicodeDecodeError:
        raise MalformedInput(f"{path}: not UTF-8 text: give a file of gold rows (JSON Lines)") from None
    return result
