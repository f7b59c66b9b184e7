"""Own: a user's actors and types beside ours.

    own(actors="our-actors.csv", types="our-types.toml") -> Own

Actors are read from a CSV file or a PETRARCH dictionary (`actors/own.py`) and outrank ours.  A type is a name, the
PLOVER type that it belongs to, a definition and a few example sentences in which the word that tells it is marked:

    [[type]]
    name = "EVICT"
    like = "COERCE/deport"
    definition = "People are put out of their homes by force or order."
    examples = ["Police [evicted] 40 families from the camp.", "The [eviction] of squatters began."]
    not = ["The team was [evicted] from the cup."]

Nothing is trained: a word that tells an event, or that the examples mark, is compared with the marked words by the
vectors that the reader gives words in their sentences; it bears the type if it is nearer to an example than any
counter-example, and as near as the examples are to one another.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord import ontology
from onrecord.coding.actors import Actors
from onrecord.coding.actors.own import read_own
from onrecord.errors import DataError, MalformedInput, MissingInput
from onrecord.model import Sentence
from onrecord.ontology import Code

Vectors = npt.NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]
"""The words of a sentence in, a vector a word out; each of length 1."""

Cut = Callable[[str], Sequence[tuple[list[str], list[int]]]]
"""A text in, for each of its sentences the words and where they begin."""

_KEYS = {"name", "like", "definition", "examples", "not"}
_MARK = re.compile(r"\[([^\[\]]+)\]")
LEAST = 0.5
"""Words less alike than this never share a type, however far apart its examples are."""
SPREAD = 0.9
"""A word may be this much less near to the examples than they are to one another."""


@dataclass(frozen=True)
class OwnType:
    """A type of the user's: its PLOVER code, the vectors of its examples and counter-examples, and how near is near."""

    name: str
    code: Code
    definition: str
    examples: Vectors
    against: Vectors
    words: frozenset[str]
    near: float

    def likeness(self, vectors: Vectors) -> Vectors:
        """For each word [n, d] how far above the limit its likeness to an example lies; below 0: not of this type."""
        best = (vectors @ self.examples.T).max(axis=1)
        over = best - self.near
        if len(self.against):
            over = np.minimum(over, best - (vectors @ self.against.T).max(axis=1))
        return np.asarray(over)


@dataclass(frozen=True)
class Own:
    """What a user adds: actors, and types with the way to compare words."""

    actors: Actors | None = None
    types: tuple[OwnType, ...] = ()
    embed: Embed | None = None

    def labels(self, sentence: Sentence, words: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """Which of these words tell an event of a type of the user's, and of which."""
        if not self.types or self.embed is None or not words:
            return {}
        vectors = self.embed(sentence.words)[list(words)]
        over = {t.name: t.likeness(vectors) for t in self.types}
        found = {w: tuple(sorted(name for name, o in over.items() if o[n] >= 0)) for n, w in enumerate(words)}
        return {w: names for w, names in found.items() if names}

    def code_of(self, name: str) -> Code:
        """The PLOVER code that a type of the user's belongs to."""
        return next(t.code for t in self.types if t.name == name)

    def marked(self, sentence: Sentence) -> list[int]:
        """The words of a sentence that are those of an example, in whatever form."""
        known = {w for t in self.types for w in t.words}
        return [i for i, lemma in enumerate(sentence.lemmas) if known and lemma.lower() in known]


def read_types(path: str | Path, embed: Embed, cut: Cut, lemma: Callable[[str], str]) -> tuple[OwnType, ...]:
    """The types of a TOML file.  Raises `MissingInput` or `MalformedInput`, naming the type and what it wants."""
    path = Path(path)
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("type", [])
    except OSError as error:
        raise MissingInput(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MalformedInput(f"{path}: not TOML: {error}") from error
    if not isinstance(rows, list) or not rows:
        raise MalformedInput(f"{path}: no [[type]] in it; each wants a name, like, definition and examples")
    return tuple(_type(row, f"{path}: type {n}", embed, cut, lemma) for n, row in enumerate(rows, 1))


def _type(row: Any, where: str, embed: Embed, cut: Cut, lemma: Callable[[str], str]) -> OwnType:
    if not isinstance(row, dict) or set(row) - _KEYS or not {"name", "like", "examples"} <= set(row):
        raise MalformedInput(
            f"{where}: expected name, like, examples, and perhaps definition and not; found {row!r:.80}"
        )
    where = f"{where} ({row['name']})"
    kind, _, mode = str(row["like"]).partition("/")
    try:
        ontology.check(kind, mode or None)
    except DataError as error:
        raise MalformedInput(f"{where}: like: {error}") from error
    examples, words = _vectors(row["examples"], where, embed, cut)
    against, _ = _vectors(row.get("not", []), where, embed, cut)
    if len(examples) < 2:
        raise MalformedInput(f"{where}: wants two examples or more, so that it shows how far it reaches")
    among = examples @ examples.T - 2 * np.eye(len(examples), dtype=np.float32)
    near = max(LEAST, SPREAD * float(among.max(axis=1).mean()))
    lemmas = frozenset(lemma(w.lower()) for w in words)
    code = Code(kind, mode or None)
    return OwnType(str(row["name"]), code, str(row.get("definition", "")), examples, against, lemmas, near)


def _vectors(texts: Any, where: str, embed: Embed, cut: Cut) -> tuple[Vectors, list[str]]:
    """The vectors of the marked words of sentences, and the words."""
    found: list[Vectors] = []
    words: list[str] = []
    for text in texts:
        marks = list(_MARK.finditer(text)) if isinstance(text, str) else []
        if len(marks) != 1:
            raise MalformedInput(f"{where}: mark the one word that tells the event in brackets: {text!r:.80}")
        plain = text[: marks[0].start()] + marks[0][1] + text[marks[0].end() :]
        at = marks[0].start()
        for sentence, starts in cut(plain):
            if starts[0] <= at < starts[-1] + len(sentence[-1]):
                i = max(n for n, start in enumerate(starts) if start <= at)
                found.append(embed(sentence)[i])
                words.append(sentence[i])
    return (np.stack(found) if found else np.zeros((0, 1), dtype=np.float32)), words


def own(
    actors: str | Path | None = None,
    types: str | Path | None = None,
    *,
    embed: Embed | None = None,
    cut: Cut | None = None,
    lemma: Callable[[str], str] = str.lower,
) -> Own:
    """A user's vocabulary, read from files."""
    found = read_types(types, embed, cut, lemma) if types and embed and cut else ()
    return Own(read_own(actors) if actors else None, found, embed)
