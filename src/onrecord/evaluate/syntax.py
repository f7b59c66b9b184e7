"""How well sentences are read: against a treebank's test set, with its words given and from raw text.

A line of the file is a sentence: `words`, `upos`, `head` (1-based, 0 the root), `rel`, `relx`, `text`, `doc`; where
present `srl` (predicates with their arguments) and `ner` (names).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from pathlib import Path
from typing import Any

from onrecord.errors import MalformedInput, MissingInput
from onrecord.evaluate.result import Result, scores
from onrecord.reading.parse import Parse, parse
from onrecord.reading.sentences import sentences
from onrecord.reading.weights import weights
from onrecord.reading.words import listed

Row = dict[str, Any]
Things = list[set[Hashable]]

NAMES = ("person", "place", "organization")
"""The kinds of names that are scored; a treebank's "time", "abstract" and the like are no names to the desk."""

MARKS = frozenset({"'", "’", '"', "“", "”"})
ARTICLES = frozenset({"the", "a", "an", "his", "her", "their", "our", "my", "its"}) | MARKS
ASIDES = frozenset({",", "(", "-LRB-", ";", ":", "who", "which", "that"})


def evaluate(path: Path) -> Result:
    """Parts of speech, trees, roles and names on gold words, sentences and words from raw text, as shares of 1.

    `role heads F1` is for given predicates; `predicates F1`, `names F1` and the rest are what the reader finds.
    """
    rows = read(path)
    words = [r["words"] for r in rows]
    parsed = parse(words, weights())
    figures = syntax(rows, parsed)
    with_roles = [r for r in rows if "srl" in r]
    if with_roles:
        figures |= roles(with_roles, [p for r, p in zip(rows, parsed, strict=True) if "srl" in r])
    if any("ner" in r for r in rows):
        gold = [tidy(r) for r in rows]
        found = [{n for n in p.names if n[0] in NAMES} for p in parsed]
        figures |= {"names F1": f1(found, gold)}
        for kind in NAMES:
            figures[f"names F1, {kind}"] = f1(only(found, kind), only(gold, kind))
    figures |= raw(rows)
    return Result("syntax", len(rows), figures, tuple(mistakes(rows, parsed)))


def read(path: Path) -> list[Row]:
    """The sentences of a treebank file; raises `MissingInput` or `MalformedInput` with the line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise MissingInput(f"{path}: cannot be read ({error.strerror}); give a treebank as JSON Lines") from error
    rows: list[Row] = []
    for n, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            if not len(row["words"]) == len(row["upos"]) == len(row["head"]) == len(row["relx"]):
                raise ValueError("columns of different length")
        except (ValueError, KeyError, TypeError) as error:
            raise MalformedInput(f"{path}, line {n}: no sentence of a treebank ({error})") from error
        rows.append(row)
    return rows


def syntax(rows: list[Row], parsed: list[Parse]) -> dict[str, float]:
    """Shares of words with the right part of speech, head, head and universal relation, and relation with subtype."""
    right: Counter[str] = Counter()
    for r, p in zip(rows, parsed, strict=True):
        right["words"] += len(r["words"])
        for u, h, x, pu, ph, px in zip(r["upos"], r["head"], r["relx"], p.upos, p.heads, p.relations, strict=True):
            right["UPOS"] += u == pu
            right["UAS"] += h == ph
            right["LAS"] += h == ph and x.split(":")[0] == px.split(":")[0]
            right["LAS with subtypes"] += h == ph and x == px
    return {name: right[name] / max(1, right["words"]) for name in ("UPOS", "UAS", "LAS", "LAS with subtypes")}


def roles(rows: list[Row], parsed: list[Parse]) -> dict[str, float]:
    """F1 of predicates found, and of arguments (head and role; span and role) where the predicates are given."""
    gold_predicates: Things = [{f["p"] for f in r["srl"]} for r in rows]
    found_predicates: Things = [{v for v, _ in p.frames} for p in parsed]
    given = parse([r["words"] for r in rows], weights(), asked=[sorted({f["p"] for f in r["srl"]}) for r in rows])
    gold: Things = [
        {(f["p"], role, head_of(first, last, r["head"])) for f in r["srl"] for role, first, last in f["args"]}
        for r in rows
    ]
    found: Things = [{(v, role, head) for v, args in p.frames for role, head, _, _ in args} for p in given]
    gold_spans: Things = [{(f["p"], *a) for f in r["srl"] for a in f["args"]} for r in rows]
    found_spans: Things = [{(v, role, a, b) for v, args in p.frames for role, _, a, b in args} for p in given]
    figures = {
        "predicates F1": f1(found_predicates, gold_predicates),
        "role heads F1": f1(found, gold),
        "role spans F1": f1(found_spans, gold_spans),
    }
    for role in ("ARG0", "ARG1", "ARG2", "ARGM-TMP", "ARGM-LOC", "ARGM-MOD", "ARGM-NEG"):
        figures[f"role heads F1, {role}"] = f1(only(found, role, 1), only(gold, role, 1))
    return figures


def raw(rows: list[Row]) -> dict[str, float]:
    """F1 of our own sentences and words, on each document's sentences joined by blanks."""
    documents: dict[str, list[Row]] = defaultdict(list)
    for r in rows:
        documents[r["doc"]].append(r)
    found_sentences, gold_sentences, found_words, gold_words = [], [], [], []
    for parts in documents.values():
        text = " ".join(r["text"] for r in parts)
        ours = sentences(text)
        found_words.append({w for s in ours for w in s})
        found_sentences.append({(s[0][0], s[-1][1]) for s in ours})
        theirs = list(aligned(parts))
        gold_words.append({w for s in theirs for w in s})
        gold_sentences.append({(s[0][0], s[-1][1]) for s in theirs})
    return {
        "sentences F1, raw text": f1(found_sentences, gold_sentences),
        "words F1, raw text": f1(found_words, gold_words),
    }


def aligned(parts: Iterable[Row]) -> Iterator[list[tuple[int, int]]]:
    """The offsets of each sentence's words in the document's text."""
    offset = 0
    for r in parts:
        at, found = 0, []
        for word in r["words"]:
            at = max(at, r["text"].find(word, at))
            found.append((offset + at, offset + at + len(word)))
            at += len(word)
        yield found
        offset += len(r["text"]) + 1


def tidy(row: Row) -> set[tuple[str, int, int]]:
    """The row's names as the desk marks them."""
    words = row["words"]
    given = ((kind, *tidied(kind, first, last, words)) for kind, first, last in row.get("ner", ()) if kind in NAMES)
    return {(k, a, b) for k, a, b in given if any(c.isupper() for w in words[a : b + 1] for c in w)}


def tidied(kind: str, first: int, last: int, words: list[str]) -> tuple[int, int]:
    """First and last word of a name without article, title, possessive or aside, as `corpus/names.md` has it.

    The treebank marks whole phrases ("the Labour Party", "France 's", "Antwerp , at that time in the Netherlands").

    >>> tidied("person", 0, 4, "Ambassador Rahel Brandt of Tarnow".split())
    (1, 2)
    """
    last = next((i - 1 for i in range(first + 1, last + 1) if words[i] in ASIDES), last)
    if kind == "person":
        last = next((i - 1 for i in range(first + 1, last + 1) if words[i] == "of"), last)
    outside = ARTICLES | listed("honorifics") if kind == "person" else ARTICLES
    while first < last and words[first].lower() in outside:
        first += 1
    while last > first and words[last] in MARKS | {"'s", "’s"}:
        last -= 1
    return first, last


def head_of(first: int, last: int, heads: list[int]) -> int:
    """The word of a span whose own head lies outside it; the first where there are several."""
    return next((i for i in range(first, last + 1) if not first <= heads[i] - 1 <= last), first)


def f1(found: Iterable[set[Any]], gold: Iterable[set[Any]]) -> float:
    """F1 over sets that stand side by side."""
    counts = [(len(f), len(g), len(f & g)) for f, g in zip(found, gold, strict=True)]
    return scores(sum(c[0] for c in counts), sum(c[1] for c in counts), sum(c[2] for c in counts))[2]


def only(things: Iterable[set[Any]], kind: str, place: int = 0) -> list[set[Any]]:
    """Of each set those whose entry at `place` is `kind`."""
    return [{t for t in one if t[place] == kind} for one in things]


def mistakes(rows: list[Row], parsed: list[Parse]) -> Iterator[str]:
    """The commonest confusions that change who did what: each with its count and one example."""
    count: Counter[str] = Counter()
    example: dict[str, str] = {}
    telling = {"nsubj", "obj", "obl", "nsubj:pass", "obl:agent", "root", "ccomp", "xcomp", "advcl", "conj", "nmod"}
    for r, p in zip(rows, parsed, strict=True):
        words = [*r["words"], "(root)"]
        for i, (h, x, ph, px) in enumerate(zip(r["head"], r["relx"], p.heads, p.relations, strict=True)):
            if x not in telling or (h, x) == (ph, px):
                continue
            key = f"{x} read as {px}" if x != px else f"{x} on the wrong word"
            count[key] += 1
            example.setdefault(key, f"{words[i]!r} under {words[ph - 1]!r}, not {words[h - 1]!r}")
    for key, n in count.most_common(10):
        yield f"{key}: {n} times, as {example[key]}"
