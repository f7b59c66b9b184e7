"""The pages of `docs/reference`, written from the code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from docs.writing import cli, export, http, nouns, python

FOLDER = Path(__file__).parent.parent / "reference"

PAGES: Mapping[str, Callable[[], str]] = {
    "python.md": python.page,
    "nouns.md": nouns.page,
    "cli.md": cli.page,
    "http.md": http.page,
    "export.md": export.page,
}


def outdated() -> list[str]:
    """The pages that are not what the code says, by name; one that is there and has no writer too."""
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    return [name for name in sorted({*PAGES, *there}) if name not in PAGES or there.get(name) != PAGES[name]()]


def write() -> list[str]:
    """Write the pages that are out of date; returns their names."""
    FOLDER.mkdir(exist_ok=True)
    names = outdated()
    for name in names:
        if name in PAGES:
            (FOLDER / name).write_text(PAGES[name](), encoding="utf-8", newline="\n")
        else:
            (FOLDER / name).unlink()
    return names


__all__ = ["FOLDER", "PAGES", "outdated", "write"]
