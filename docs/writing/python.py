"""The functions and the record, with signatures and docstrings."""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Callable, Iterator
from typing import Any

import onrecord
from docs.writing import nouns
from docs.writing.markdown import FROM, contents, fenced, prose
from onrecord import errors
from onrecord.record import arriving, record

WIDE = 100
"""A longer signature stands in lines, one parameter each."""


def page() -> str:
    """The page of `import onrecord`."""
    functions = [n for n in onrecord.__all__ if inspect.isfunction(getattr(onrecord, n))]
    parts = [
        "# Reference: Python\n",
        FROM
        + " A tour with examples is in [python](../python.md), the fields of what comes out in [nouns](nouns.md).\n",
        contents([*functions, "Record", "Nouns", "Errors"]),
        f"`Day` below is `{_alias(record, 'Day')}`: a day, or one written `2024-03-06`. "
        f"`Coming` is `{_alias(arriving, 'Coming')}`.\n",
        *(_function(getattr(onrecord, n), n, f"onrecord.{n}") for n in functions),
        *_record(),
        "## Nouns\n",
        ", ".join(f"[{n.__name__}](nouns.md#{n.__name__.lower()})" for n in nouns.public()) + ".\n",
        "## Errors\n",
        prose(errors),
    ]
    return "\n".join(parts)


def _function(function: Callable[..., Any], heading: str, name: str) -> str:
    return "\n".join((f"## {heading}\n", fenced(signature(function, name), "python"), prose(function)))


def _record() -> Iterator[str]:
    yield "\n".join(
        ("## Record\n", fenced(signature(onrecord.Record, "onrecord.Record"), "python"), prose(onrecord.Record))
    )
    for name, member in vars(onrecord.Record).items():
        if name.startswith("_"):
            continue
        shown = f"record.{name}" if isinstance(member, property) else signature(member, f"record.{name}")
        yield "\n".join((f"### Record.{name}\n", fenced(shown, "python"), prose(member)))


def signature(function: Callable[..., Any], name: str) -> str:
    """The signature as it would be written, without `self`; a default that is a function is `...`."""
    found = inspect.signature(function)
    parameters = [p for p in found.parameters.values() if p.name != "self"]
    told = [_parameter(p) for p in parameters]
    first = next((n for n, p in enumerate(parameters) if p.kind is p.KEYWORD_ONLY), None)
    if first is not None:
        told.insert(first, "*")
    gives = "" if inspect.isclass(function) else f" -> {found.return_annotation}"
    line = f"{name}({', '.join(told)}){gives}"
    return line if len(line) <= WIDE else f"{name}(\n" + "".join(f"    {t},\n" for t in told) + f"){gives}"


def _parameter(parameter: inspect.Parameter) -> str:
    default = parameter.default
    if isinstance(default, types.FunctionType):
        return f"{parameter.name}: {parameter.annotation} = ..."
    return str(parameter).replace("'" + str(parameter.annotation) + "'", str(parameter.annotation))


def _alias(module: types.ModuleType, name: str) -> str:
    """A name for a type as its module has it; Python's own way of showing one changes with its version."""
    (found,) = re.findall(rf"^{name} = (.+)$", inspect.getsource(module), re.M)
    return str(found)
