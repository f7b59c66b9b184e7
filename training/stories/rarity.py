"""Count how rare each word is in the news, for `onrecord.stories`.

    python training/stories/rarity.py ../shared

Counts, for each stem, the texts that it stands in: the items of running/current_events, the
documents of the treebanks, and the tuning half of stories/gva and stories/basil (the half is
chosen by a hash of the incident, so that the other half stays unseen).  Only counts are kept, of
single stems that stand in at least `LEAST` texts.
"""

from __future__ import annotations

import collections
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from onrecord.stories.words import stems

LEAST = 3
KEPT = 30_000
OUT = Path(__file__).parents[2] / "src/onrecord/data/stories/rarity.tsv"


def tuning(key: str) -> bool:
    """Whether an incident or story belongs to the half that we tune on."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2 == 0


def texts(shared: Path) -> Iterator[str]:
    for row in rows(shared / "gold/running/current_events.jsonl"):
        yield row["text"]
    for name in ("gva", "basil"):
        for row in rows(shared / f"gold/stories/{name}.jsonl"):
            if tuning(row.get("incident") or row["story"]):
                yield row["title"] + "\n" + row["text"]
    for name in ("ewt_train", "gum_train"):
        documents: dict[str, list[str]] = collections.defaultdict(list)
        for row in rows(shared / f"treebanks/{name}.jsonl"):
            documents[row["doc"]].append(row["text"])
        yield from ("\n".join(d) for d in documents.values())


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def main(shared: Path) -> None:
    counts: collections.Counter[str] = collections.Counter()
    total = 0
    for text in texts(shared):
        total += 1
        counts.update(set(stems(text)))
    by_count: dict[int, list[str]] = collections.defaultdict(list)
    for stem, count in counts.most_common(KEPT):
        if count >= LEAST:
            by_count[count].append(stem)
    lines = [f"{count}\t{' '.join(sorted(by_count[count]))}" for count in sorted(by_count, reverse=True)]
    OUT.write_text("\n".join([str(total), *lines]) + "\n", encoding="utf-8")
    print(f"{OUT}: {sum(map(len, by_count.values()))} stems of {total} texts, {OUT.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
