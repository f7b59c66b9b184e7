"""Running news for training: sentences that the reader of the first stage has labelled, names that people marked.

Without them the encoder learns "this looks like news" and forgets its syntax there (docs/reader.md).
"""

import json
from collections.abc import Container
from pathlib import Path

from onrecord.reading.parse import parse
from onrecord.reading.sentences import sentences
from onrecord.reading.weights import Weights
from training.sentences import Example, fifth, parsed


def texts(path: Path) -> list[str]:
    """The items of `current_events.jsonl`, in order; the row number is the id that `names.jsonl` gives."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def marked(path: Path) -> dict[int, list[tuple[int, int, str]]]:
    """The names of each marked item, as (start, end, kind) in its text."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return {r["id"]: [tuple(n) for n in r["names"]] for r in rows}


def kept(item: int) -> bool:
    """Whether the names of an item are for measuring only."""
    return fifth(str(item))


def names_of(words: list[tuple[int, int]], names: list[tuple[int, int, str]]) -> list[tuple[str, int, int]]:
    """Names as (kind, first word, last word): the words that they touch."""
    found = []
    for start, end, kind in names:
        touched = [i for i, (s, e) in enumerate(words) if s < end and start < e]
        if touched:
            found.append((kind, touched[0], touched[-1]))
    return found


def labelled(
    items: list[str], names: dict[int, list[tuple[int, int, str]]], weights: Weights, apart: Container[int] = ()
) -> list[Example]:
    """The sentences of the items with the syntax and roles that the weights give; gold names where an item is marked.

    Items kept for measuring give no sentence, nor do those that are read elsewhere (`apart`).
    """
    cut = [
        (n, text, s)
        for n, text in enumerate(items)
        if n not in apart and not (n in names and kept(n))
        for s in sentences(text)
    ]
    words = [[text[a:b] for a, b in s] for _, text, s in cut]
    return [
        parsed(w, p, names=names_of(s, names[n]) if n in names else None)
        for (n, _, s), w, p in zip(cut, words, parse(words, weights), strict=True)
    ]
