"""How rare a word is in the news at large, from a fixed table of ours.

The table (`data/stories/rarity.tsv`) is counted once by `training/stories/rarity.py`; it does not
depend on the reports at hand, so that what is said of two reports never changes when a third
comes.
"""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files

from onrecord.errors import DataError

TABLE = "data/stories/rarity.tsv"

RAREST = 6.0
"""No word weighs more: the name of a small town, which the table does not know, is still one word."""


@cache
def table() -> tuple[int, dict[str, int]]:
    """The number of texts counted, and in how many of them each stem stands.

    The file: remarks ("# ..."), `<number of texts>` on a line, then on each line a count, a tab and
    the stems of that count, parted by blanks.
    """
    return parse(files("onrecord").joinpath(TABLE).read_text(encoding="utf-8"))


def parse(content: str) -> tuple[int, dict[str, int]]:
    """The table in a file's content; raises `DataError` that names the line that is malformed."""
    lines = [(n, line) for n, line in enumerate(content.splitlines(), 1) if not line.startswith("#")]
    if not lines or not lines[0][1].isdigit():
        raise DataError(f"{TABLE}:1: expected the number of texts; make the table again (training/stories/rarity.py)")
    counts: dict[str, int] = {}
    for number, line in lines[1:]:
        count, tab, stems = line.partition("\t")
        if not tab or not count.isdigit() or not stems.split():
            raise DataError(f"{TABLE}:{number}: expected a count, a tab and stems, not {line[:40]!r}")
        for stem in stems.split():
            counts[stem] = int(count)
    return int(lines[0][1]), counts


@cache
def rarity(stem: str) -> float:
    """The weight of a stem: the logarithm of one in how many texts has it (0: every text)."""
    texts, counts = table()
    return min(RAREST, math.log((texts + 1) / (counts.get(stem, 0) + 1)))
