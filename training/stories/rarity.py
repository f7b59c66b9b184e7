"""Count how rare each word is, in openly licensed text only, for `onrecord.stories`.

    python training/stories/rarity.py ../shared

Counts, for each stem, the stretches of `STRETCH` words that it stands in: of the items of
running/current_events (Wikipedia, CC BY-SA), one after another, and of each document of the
treebanks' training files (UD English EWT and GUM).  These are no crime reports, so the words of
`everyday.tsv`, a list of our own, count as standing in one stretch of `EVERYDAY` at least.  Only
counts are kept, of single stems that stand in at least `LEAST` stretches.
"""

from __future__ import annotations

import collections
import itertools
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.errors import DataError
from onrecord.stories.words import stems

STRETCH = 300
"""In words: the length of a report, for a word is met oftener in a longer text."""

EVERYDAY = 10
LEAST = 2
HERE = Path(__file__).parent
OUT = HERE.parents[1] / "src/onrecord/data/stories/rarity.tsv"
HEAD = """\
# In how many stretches of 300 words each stem stands; made by training/stories/rarity.py from Wikipedia, Current Events
# (CC BY-SA 4.0), the training files of UD English EWT and GUM, and everyday words listed by hand.
"""


def texts(shared: Path) -> Iterator[str]:
    """Stretches of about the length of a report."""
    yield from stretches(row["text"] for row in rows(shared / "gold/running/current_events.jsonl"))
    for name in ("ewt_train", "gum_train"):
        for _, document in itertools.groupby(rows(shared / f"treebanks/{name}.jsonl"), key=lambda row: row["doc"]):
            yield from stretches(row["text"] for row in document)


def stretches(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces joined until they have `STRETCH` words; the last may have fewer.

    >>> [len(s.split()) for s in stretches(["one two"] * 200)]
    [300, 100]
    """
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece.split())
        if size >= STRETCH:
            yield "\n".join(held)
            held, size = [], 0
    if held:
        yield "\n".join(held)


def everyday(content: str) -> set[str]:
    """The stems of the list; raises `DataError` that names the line that is malformed."""
    found: set[str] = set()
    for number, line in enumerate(content.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            kind, _, listed = line.partition("\t")
            if not kind.strip() or not listed.strip():
                raise DataError(f"everyday.tsv:{number}: expected a kind, a tab and words, not {line!r}")
            found.update(stems(listed))
    return found


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def main(shared: Path) -> None:
    """Write the table."""
    counts: collections.Counter[str] = collections.Counter()
    total = 0
    for text in texts(shared):
        total += 1
        counts.update(set(stems(text)))
    for stem in everyday((HERE / "everyday.tsv").read_text(encoding="utf-8")):
        counts[stem] = max(counts[stem], total // EVERYDAY)
    by_count: dict[int, list[str]] = collections.defaultdict(list)
    for stem, count in counts.items():
        if count >= LEAST:
            by_count[count].append(stem)
    lines = [f"{count}\t{' '.join(sorted(by_count[count]))}\n" for count in sorted(by_count, reverse=True)]
    OUT.write_text(HEAD + f"{total}\n" + "".join(lines), encoding="utf-8")
    print(f"{OUT}: {sum(map(len, by_count.values()))} stems of {total} texts, {OUT.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
