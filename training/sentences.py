"""Annotated sentences become batches."""

import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import numpy as np
import torch

from onrecord import ontology
from onrecord.evaluate.syntax import tidied
from onrecord.model import Status
from onrecord.reading.parse import Parse
from onrecord.reading.pieces import STOP, UNKNOWN, Pieces, table
from training.heads import IGNORE, Batch, Labels

NAMES = ("person", "place", "organization", "other")
PARTS = ("actor", "recipient", "topic", "place", "time", "figures", "speaker")
"""What a word can be to an event; a visitor counts as actor, a host as recipient, a mediator as actor."""

HIDE = 0.08
"""The share of word pieces that are hidden in sentences of the annotated corpus."""

UNSURE = "?"
NOWHERE: Counter[str] = Counter()

Row = dict[str, Any]


@dataclass(frozen=True)
class Event:
    """An event that a sentence tells: the word that tells it, its labels, the head words of its parts."""

    word: int
    type: str
    mode: str | None
    status: str
    contexts: tuple[str, ...]
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Pair:
    """Two marked parties, as words, and the type of what the one did to the other."""

    actor: tuple[int, ...]
    recipient: tuple[int, ...]
    type: str


@dataclass
class Example:
    """A sentence with whatever gold it has; absent columns are None."""

    words: list[str]
    upos: list[str]
    xpos: list[str] | None
    heads: list[int]
    relations: list[str]
    frames: list[tuple[int, list[tuple[str, int, int]]]] | None = None
    names: list[tuple[str, int, int]] | None = None
    events: list[Event] | None = None
    pairs: tuple[Pair, ...] = ()
    rows: dict[bool, tuple[list[int], list[int], list[int]]] = field(default_factory=dict)


def gum_names(marked: list[tuple[str, int, int]], row: Row, places: Counter[str]) -> list[tuple[str, int, int]]:
    """The names of GUM by the rules of `corpus/names.md`, as far as a rule can do it; what remains open is UNSURE.

    A country that plays or acts is an organization there and a place here: what is mostly a place elsewhere is one.
    Peoples ("Turks") are persons there and no names here.
    """
    found = []
    words = row["words"]
    for kind, first, last in marked:
        a, b = tidied(kind, first, last, words)
        name = " ".join(words[a : b + 1])
        people = a == b and row["xpos"][a] == "NNPS"
        if kind not in {"person", "place", "organization"} or people or not any(c.isupper() for c in name):
            found.append((UNSURE, first, last))
            continue
        if kind == "organization" and places[name] > 1:
            kind = "place"
        found.append((kind, a, b))
    return found


def places_of(rows: Iterable[Row]) -> Counter[str]:
    """How often each string is marked as a place."""
    marked = ((k, *tidied(k, a, b, r["words"]), r["words"]) for r in rows for k, a, b in r.get("ner", ()))
    return Counter(" ".join(words[a : b + 1]) for kind, a, b, words in marked if kind == "place")


def example(row: Row, places: Counter[str] = NOWHERE) -> Example:
    """An example out of a line of the treebank files."""
    words = row["words"]
    frames = [(f["p"], [tuple(a) for a in f["args"]]) for f in row["srl"]] if "srl" in row else None
    names = gum_names(row["ner"], row, places) if "ner" in row else None
    return Example(words, row["upos"], row.get("xpos"), row["head"], row["relx"], frames, names)


def parsed(words: list[str], p: Parse, **gold: Any) -> Example:
    """An example out of what a reader says of a sentence, with whatever gold people have marked in it."""
    frames = [(v, [(r, a, b) for r, _, a, b in roles]) for v, roles in p.frames]
    return Example(words, p.upos, None, p.heads, p.relations, frames, **gold)


def read(path: Path) -> list[Row]:
    """The lines of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def labels_of(examples: Iterable[Example]) -> Labels:
    """All labels that the examples use; roles only those seen twenty times."""
    upos, xpos, relations, roles = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for e in examples:
        upos.update(e.upos)
        xpos.update(e.xpos or ())
        relations.update(e.relations)
        roles.update(r for _, args in e.frames or () for r, _, _ in args)
    common = sorted(r for r, n in roles.items() if n >= 20)
    modes = sorted({m for t in ontology.types() for m in ontology.modes(t)})
    return Labels(
        upos=tuple(sorted(upos)),
        xpos=tuple(sorted(xpos)),
        relations=tuple(sorted(relations)),
        roles=tuple(common),
        names=NAMES,
        types=tuple(ontology.types()),
        modes=("", *modes),
        statuses=get_args(Status),
        contexts=tuple(sorted(ontology.contexts())),
        parts=PARTS,
    )


def head_of(first: int, last: int, heads: list[int]) -> int:
    """The word of a span whose own head lies outside it; the first where there are several."""
    return next((i for i in range(first, last + 1) if not first <= heads[i] - 1 <= last), first)


def bio(spans: Iterable[tuple[str, int, int]], kinds: tuple[str, ...], length: int) -> list[int]:
    """0 outside; for kind k, 1 + 2k where a span begins and 2 + 2k inside it."""
    tags = [0] * length
    for kind, first, last in spans:
        if kind in kinds:
            k = kinds.index(kind)
            tags[first] = 1 + 2 * k
            tags[first + 1 : last + 1] = [2 + 2 * k] * (last - first)
        elif kind == UNSURE:
            tags[first : last + 1] = [IGNORE] * (last - first + 1)
    return tags


class Batcher:
    """Batches of about `size` padded pieces, sentences of like length together, in an order that the seed settles."""

    def __init__(self, labels: Labels, pieces: Pieces, size: int = 1000) -> None:
        self.labels, self.pieces, self.size = labels, pieces, size
        self._upos = {u: i for i, u in enumerate(labels.upos)}
        self._xpos = {u: i for i, u in enumerate(labels.xpos)}
        self._relations = {r: i for i, r in enumerate(labels.relations)}

    def row(self, e: Example, blind: bool) -> tuple[list[int], list[int], list[int]]:
        if blind not in e.rows:
            e.rows[blind] = self.pieces.row(e.words, blind=blind)
        return e.rows[blind]

    def epoch(self, examples: list[Example], seed: int, blind: float = 0.1, *, hide: bool = False) -> Iterator[Batch]:
        """Each example once; a share of the sentences with their case hidden."""
        dice = random.Random(seed)
        hiding = np.random.default_rng(seed) if hide else None
        usable = [e for e in examples if len(self.row(e, False)[0]) <= 256]
        order = sorted(usable, key=lambda e: len(self.row(e, False)[0]) * (0.9 + 0.2 * dice.random()))
        groups: list[list[Example]] = [[]]
        longest = 0
        for e in order:
            longest = max(longest, len(self.row(e, False)[0]))
            if groups[-1] and longest * (len(groups[-1]) + 1) > self.size:
                groups.append([])
                longest = len(self.row(e, False)[0])
            groups[-1].append(e)
        dice.shuffle(groups)
        for group in groups:
            yield self.batch(group, [dice.random() < blind for _ in group], hiding)

    def batch(self, group: list[Example], blind: list[bool], dice: np.random.Generator | None = None) -> Batch:
        """The tables of a group; with `dice`, some pieces of the annotated corpus are hidden, so that the reader learns
        to tell an event from what stands around its word."""
        rows = [self.row(e, b) for e, b in zip(group, blind, strict=True)]
        width = max(len(e.words) for e in group)
        verbs = [(i, p, args) for i, e in enumerate(group) for p, args in e.frames or ()]
        role_heads = np.full((len(verbs), width), IGNORE, dtype=np.int64)
        role_tags = role_heads.copy()
        for n, (i, _, args) in enumerate(verbs):
            e = group[i]
            role_heads[n, : len(e.words)] = 0
            for role, first, last in args:
                if role in self.labels.roles:
                    role_heads[n, head_of(first, last, e.heads)] = 1 + self.labels.roles.index(role)
            role_tags[n, : len(e.words)] = bio(args, self.labels.roles, len(e.words))

        def gold(columns: Iterable[list[int] | None]) -> torch.Tensor:
            full = np.full((len(group), width), IGNORE, dtype=np.int64)
            for i, column in enumerate(columns):
                if column is not None:
                    full[i, : len(column)] = column
            return torch.from_numpy(full)

        ids = table([r[0] for r in rows])
        if dice is not None:
            for i, e in enumerate(group):
                if e.events is not None:
                    hidden = (dice.random(ids.shape[1]) < HIDE) & (ids[i] > STOP)
                    ids[i, hidden] = UNKNOWN
        return Batch(
            ids=torch.from_numpy(ids),
            shapes=torch.from_numpy(table([r[1] for r in rows])),
            first=torch.from_numpy(table([r[2] for r in rows])),
            lengths=torch.tensor([len(e.words) for e in group]),
            upos=gold([self._upos.get(u, IGNORE) for u in e.upos] for e in group),
            xpos=gold([self._xpos.get(u, IGNORE) for u in e.xpos] if e.xpos else None for e in group),
            heads=gold(e.heads for e in group),
            relations=gold([self._relations.get(r, IGNORE) for r in e.relations] for e in group),
            predicate=gold(
                None if e.frames is None else [int(i in {p for p, _ in e.frames}) for i in range(len(e.words))]
                for e in group
            ),
            names=gold(None if e.names is None else bio(e.names, self.labels.names, len(e.words)) for e in group),
            rows=torch.tensor([v[0] for v in verbs], dtype=torch.long),
            verbs=torch.tensor([v[1] for v in verbs], dtype=torch.long),
            role_heads=torch.from_numpy(role_heads),
            role_tags=torch.from_numpy(role_tags),
            told=gold(None if e.events is None else self._told(e) for e in group),
            **self._events(group, width),
        )

    def _told(self, e: Example) -> list[int]:
        """For each word the type of the event that it tells, 0 for none."""
        column = [0] * len(e.words)
        for event in e.events or ():
            column[event.word] = 1 + self.labels.types.index(event.type)
        return column

    def _events(self, group: list[Example], width: int) -> dict[str, torch.Tensor]:
        """The tables of the events and of the marked pairs of a batch."""
        labels = self.labels
        events = [(i, e) for i, one in enumerate(group) for e in one.events or ()]
        pairs = [(i, p) for i, one in enumerate(group) for p in one.pairs]
        contexts = np.zeros((len(events), len(labels.contexts)), dtype=np.float32)
        parts = np.zeros((len(events), width, len(labels.parts)), dtype=np.float32)
        sides = np.zeros((len(pairs), 2, width), dtype=np.float32)
        for n, (_, e) in enumerate(events):
            contexts[n, [labels.contexts.index(c) for c in e.contexts]] = 1
            for part, word in e.parts:
                parts[n, word, labels.parts.index(part)] = 1
        for n, (_, p) in enumerate(pairs):
            for side, words in enumerate((p.actor, p.recipient)):
                if words:
                    sides[n, side, list(words)] = 1 / len(words)

        def numbers(values: Iterable[int]) -> torch.Tensor:
            return torch.tensor(list(values), dtype=torch.long)

        return {
            "event_rows": numbers(i for i, _ in events),
            "event_words": numbers(e.word for _, e in events),
            "modes": numbers(labels.modes.index(e.mode or "") for _, e in events),
            "statuses": numbers(labels.statuses.index(e.status) for _, e in events),
            "contexts": torch.from_numpy(contexts),
            "parts": torch.from_numpy(parts),
            "pair_rows": numbers(i for i, _ in pairs),
            "pair_sides": torch.from_numpy(sides),
            "pair_types": numbers(labels.types.index(p.type) for _, p in pairs),
        }


def fifth(name: str) -> bool:
    """One in five, settled by the name: what is kept for measuring."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 5 == 0
