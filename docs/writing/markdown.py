"""The little Markdown that the reference needs."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterable, Sequence

FROM = "*Written from the code by `python -m docs`; a change by hand is lost.*"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; bars and line ends within cells are kept out of its way."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(c) for c in line) + " |" for line in lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def fenced(text: str, language: str = "") -> str:
    """A block of code."""
    return f"```{language}\n{text}\n```\n"


def prose(thing: object) -> str:
    """The docstring of a thing; doctests and indented lines as blocks of code."""
    parts = re.split(r"\n\s*\n", inspect.getdoc(thing) or "")
    return "\n\n".join(fenced(textwrap.dedent(p), "python").rstrip() if _is_code(p) else p for p in parts) + "\n"


def _is_code(part: str) -> bool:
    return part.startswith((">>>", "    "))


def anchor(heading: str) -> str:
    """Where a link to a heading leads.

    >>> anchor("`onrecord add`"), anchor("/api/v1/events/{id}")
    ('onrecord-add', 'apiv1eventsid')
    """
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def contents(headings: Iterable[str]) -> str:
    """Links to headings, in a line."""
    return " · ".join(f"[{h}](#{anchor(h)})" for h in headings) + "\n"
