"""Fits the weights by which places are found: src/onrecord/data/places/detector.tsv.

    python training/places.py --news TEXTS --treebanks FOLDER

Only our own annotation and an openly licensed treebank are used:

- corpus/names.jsonl, the names that we marked in running news (TEXTS, CC BY-SA 4.0), with training/inside.jsonl, the
  places that we marked within the names of bodies and events ("the [Tarnow] Police Department");
- corpus/sentences.jsonl, sentences of our own whose events tell where they took place;
- the named entities of GUM's openly licensed texts (FOLDER/gum_train.jsonl; annotation CC BY 4.0).

No gold set of places is read: those only measure (`evaluate(path, half=1)`).  The weights are a logistic regression
drawn towards `PRIOR`, what we hold of a sign before any count, because running news has few persons with a title,
datelines and streets.  The reader of the package reads every text once: about ten seconds.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.coding.where import country_of
from onrecord.coding.where.candidates import Candidate, candidates
from onrecord.coding.where.clues import clues_of
from onrecord.coding.where.gazetteer import Gazetteer, gazetteer
from onrecord.coding.where.signs import describe
from onrecord.coding.where.words import Words, cut
from onrecord.evaluate.places import is_people
from onrecord.model import Reading

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent / "corpus"
DATA = HERE.parent / "src/onrecord/data/places"
SHARE = {"news": 1.0, "sentences": 0.5, "gum": 0.5}  # what a candidate of each source weighs
SHOWN = 0.25  # times that with a reading, where the reader was trained on these very names
RIDGE = 3.0
RARE = 6  # a sign that holds for fewer candidates keeps its prior
CAPITALS = 6  # every n-th text once more in capitals, as old wires are

# What a sign means by itself, in the unit of the weights (2 is odds of 7 to 1), before any text was looked at.
PRIOR: dict[str, float] = {
    "month": -4.0,
    **dict.fromkeys(("dateline", "before comma and region", "after kind of"), 2.0),
    **dict.fromkeys(
        ("before comma and country", "after in", "after a place and comma", "exact:1", "comma:1", "before based"), 1.0
    ),
    **dict.fromkeys(("a place elsewhere in the report", "is place", "its region is named"), 1.0),
    **dict.fromkeys(("after from", "after at", "after direction", "before kind", "before body police"), 1.0),
    **dict.fromkeys(("before body sheriff", "before body county", "before body government"), 1.0),
    **dict.fromkeys(("a person bears it here", "after given name", "after initial", "after title"), -3.0),
    **dict.fromkeys(("is person", "part of person", "body", "shouted common", "opens common"), -2.0),
    **dict.fromkeys(("inside a longer name", "before family name", "before month", "is organization"), -2.0),
    **dict.fromkeys(("common", "given", "family", "given name first", "before street", "after street"), -1.0),
    **dict.fromkeys(("only shortened", "after capital", "before capital", "before team", "short word"), -1.0),
}

Span = tuple[int, int]
Answer = Callable[[Span, Candidate, Reading], bool | None]


@dataclass
class Text:
    """A text with what its annotation says of a span: a place, none, or (None) nothing."""

    source: str
    text: str
    answer: Answer
    shown: bool = True


@dataclass
class Row:
    """A text's candidates without and with a reading, each with its answer and what it weighs."""

    alone: list[tuple[Candidate, bool, float]]
    read: list[tuple[Candidate, bool, float]]


def _lines(path: Path) -> Iterator[Any]:
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


# --- our own annotation -------------------------------------------------------------------------------


def news(path: Path) -> Iterator[Text]:
    """The items of names.jsonl: what is not marked is no place, and neither is a person or a body as a whole."""
    texts = [row["text"] for row in _lines(path)]
    inside = {row["id"]: row for row in _lines(HERE / "inside.jsonl")}
    for row in _lines(CORPUS / "names.jsonl"):
        text, marks = texts[row["id"]], {(s, e): kind for s, e, kind in row["names"]}
        within = inside.get(row["id"], {"places": [], "open": []})
        right = {s for s, kind in marks.items() if kind == "place"} | {(s, e) for s, e in within["places"]}
        left_open = [(s, e) for s, e in right if is_people(text[s:e])] + [(s, e) for s, e in within["open"]]
        yield Text("news", text, _marked(right, left_open), not kept(row["id"]))


def kept(item: int) -> bool:
    """Whether the reader has never been shown the names of an item (`training.news.kept`, which needs torch)."""
    return int(hashlib.sha256(str(item).encode()).hexdigest(), 16) % 5 == 0


def _marked(right: set[Span], left_open: Iterable[Span]) -> Answer:
    opened = list(left_open)

    def answer(span: Span, _: Candidate, __: Reading) -> bool | None:
        if any(s < span[1] and span[0] < e for s, e in opened):
            return None
        return span in right

    return answer


def sentences() -> Iterator[Text]:
    """Our own sentences: the names within the place of an event, and the countries of the parties where they stand."""
    for row in _lines(CORPUS / "sentences.jsonl"):
        events = row.get("events", ())
        spans = [(s, e) for event in events for s, e in event["place"]]
        countries = {who["country"] for event in events for *_, who in event["parties"] if who["country"]}
        yield Text("sentences", row["text"], _told(row["text"], spans, countries), shown=False)


def _told(text: str, spans: list[Span], countries: set[str]) -> Answer:
    def answer(span: Span, c: Candidate, reading: Reading) -> bool | None:
        name = text[slice(*span)]
        if is_people(name):
            return None
        if country_of(name) in countries:
            return True
        if c.kind == "known" and any(s <= span[0] and span[1] <= e for s, e in spans):
            return None if "inside a longer name" in c.features else True
        parts = [
            u for s in reading.sentences for u, at in zip(s.upos, s.starts, strict=True) if span[0] <= at < span[1]
        ]
        return None if "PROPN" in parts else False

    return answer


# --- the treebank --------------------------------------------------------------------------------------


def gum(folder: Path, size: int = 8) -> Iterator[Text]:
    """GUM's documents in pieces of some sentences, with their named entities."""
    documents: dict[str, list[Any]] = defaultdict(list)
    for row in _lines(folder / "gum_train.jsonl"):
        documents[row["doc"]].append(row)
    for rows in documents.values():
        for first in range(0, len(rows), size):
            yield _piece(rows[first : first + size])


def _piece(rows: list[Any]) -> Text:
    text, marks, proper = "", [], []
    for row in rows:
        text += " " if text else ""
        base, at = len(text), 0
        starts, ends = [], []
        for w in row["words"]:
            at = row["text"].find(w, at)
            starts.append(base + at)
            at += len(w)
            ends.append(base + at)
        text += row["text"]
        proper += [(starts[i], ends[i]) for i, x in enumerate(row["xpos"]) if x.startswith("NNP")]
        marks += [(kind, *_bare(row["words"], a, b, starts, ends), starts[a], ends[b]) for kind, a, b in row["ner"]]
    return Text("gum", text, _entities(marks, proper))


def _bare(words: list[str], first: int, last: int, starts: list[int], ends: list[int]) -> Span:
    """An entity without its article, its genitive and its commas."""
    while first < last and (words[first].lower() in ("the", "a", "an") or not words[first][0].isalnum()):
        first += 1
    while last > first and (words[last] in ("'s", "’s") or not words[last][-1].isalnum()):
        last -= 1
    return starts[first], ends[last]


def _entities(marks: list[tuple[str, int, int, int, int]], proper: list[Span]) -> Answer:
    def answer(span: Span, c: Candidate, _: Reading) -> bool | None:
        over = [m for m in marks if m[3] < span[1] and span[0] < m[4]]
        if any(kind == "place" and (s, e) == span for kind, s, e, _, _ in over):
            return True
        if not over:
            # A proper noun that no entity covers: the entities were cut down to the named ones.
            return None if any(s < span[1] and span[0] < e for s, e in proper) else False
        kinds = {m[0] for m in over}
        if kinds == {"person"}:
            return None if c.last > c.first or is_people(c.key) else False
        # A country that plays or acts is a body there, and what stands within a body's name is not marked.
        if "place" in kinds or c.last == c.first or c.kind != "known":
            return None
        return False

    return answer


# --- fitting -------------------------------------------------------------------------------------------


def load(texts: Iterable[Text]) -> list[Row]:
    """Every text with its candidates described, and some once more in capitals."""
    from onrecord.reading import read_many

    wanted = list(texts)
    shouted = [
        Text(t.source, t.text.upper(), t.answer, t.shown)
        for t in wanted[::CAPITALS]
        if t.source == "news" and len(t.text.upper()) == len(t.text)
    ]
    wanted += shouted
    book = gazetteer()
    return [_row(t, r, book) for t, r in zip(wanted, read_many([t.text for t in wanted]), strict=True)]


def _row(t: Text, reading: Reading, book: Gazetteer) -> Row:
    words = cut(t.text)
    sides: list[list[tuple[Candidate, bool, float]]] = []
    for clues in (None, clues_of(reading)):
        found = candidates(words, book)
        describe(words, found, book, clues)
        side = []
        for c in found:
            span = _span(words, c)
            right = t.answer(span, c, reading)
            if right is not None:
                side.append((c, right, SHARE[t.source] * (SHOWN if clues is not None and t.shown else 1.0)))
        sides.append(side)
    return Row(*sides)


def _span(words: Words, c: Candidate) -> Span:
    return words.starts[c.first], words.ends[c.last]


def fit(rows: list[list[tuple[Candidate, bool, float]]]) -> dict[str, float]:
    """Logistic regression by Newton's steps, with a ridge that draws every weight towards its prior."""
    flat = [one for row in rows for one in row]
    count = Counter(f for c, _, _ in flat for f in set(c.features))
    names = sorted(f for f, n in count.items() if n >= RARE)
    at = {f: i for i, f in enumerate(names)}
    x = np.zeros((len(flat), len(names)))
    offset = np.zeros(len(flat))  # of the signs too rare to be fitted
    for i, (c, _, _) in enumerate(flat):
        for f in set(c.features):
            if f in at:
                x[i, at[f]] = 1
            else:
                offset[i] += PRIOR.get(f, 0.0)
    prior = np.array([PRIOR.get(f, 0.0) for f in names])
    truth, share = np.array([float(r) for _, r, _ in flat]), np.array([s for _, _, s in flat])
    weight = _newton(x, truth, share, offset, prior)
    fitted = dict(zip(names, weight.tolist(), strict=True))
    return {f: round(w, 2) for f, w in (PRIOR | fitted).items() if abs(w) >= 0.02}


def _newton(x: Any, y: Any, share: Any, offset: Any, prior: Any, steps: int = 12) -> Any:
    w = prior.copy()
    for _ in range(steps):
        p = 1 / (1 + np.exp(-(x @ w + offset)))
        slope = x.T @ (share * (y - p)) - RIDGE * (w - prior)
        bend = (x * (share * p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(w))
        w = w + np.linalg.solve(bend, slope)
    return w


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--news", type=Path, required=True)
    options.add_argument("--treebanks", type=Path, required=True)
    args = options.parse_args()
    rows = load([*news(args.news), *sentences(), *gum(args.treebanks)])
    alone, read = fit([r.alone for r in rows]), fit([r.read for r in rows])
    lines = [
        "# Signs that a name is a place, fitted by training/places.py on our own annotation and on GUM.",
        "# sign\tweight in a text alone\tin a text that has been read",
    ]
    lines += [f"{f}\t{alone.get(f, 0.0):g}\t{read.get(f, 0.0):g}" for f in sorted(alone.keys() | read.keys())]
    (DATA / "detector.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    told = [sum(len(side) for side in (r.alone, r.read)) for r in rows]
    print(f"{len(rows)} texts, {sum(told) // 2} candidates, {len(alone | read)} signs")


if __name__ == "__main__":
    main()
