"""A bar on a terminal while reports are read; nothing where nobody looks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from onrecord.model import Added


@contextmanager
def bar(wanted: bool) -> Iterator[Callable[[Added], None] | None]:
    """A function that shows the counts so far; None if no bar is wanted or standard error is no terminal."""
    if not wanted or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading ...")
        total = Added()

        def told(more: Added) -> None:
            nonlocal total
            total = total + more
            progress.update(task, description=_words(total))

        yield told


def _words(total: Added) -> str:
    """The counts in a line."""
    return f"{total.added:,} added, {total.known:,} known, {total.skipped:,} skipped"
