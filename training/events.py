"""The annotated corpus for training: sentences with the events that they tell, on the syntax that the reader gives.

The rows are those of `corpus/events.jsonl` (stand-off, on running news) and `corpus/sentences.jsonl` (our own text);
`corpus/guidelines.md` says what they mean.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord import ontology
from onrecord.coding.rulings import filed
from onrecord.ontology import Code
from onrecord.reading.lemmas import lemma
from onrecord.reading.parse import Parse, parse
from onrecord.reading.sentences import sentences
from onrecord.reading.weights import Weights
from onrecord.reading.words import Word
from training.news import names_of
from training.sentences import Event, Example, Pair, parsed

ROLE = {"visitor": "actor", "host": "recipient", "mediator": "actor"}
OTHERWISE = {"191": "ASSAULT", "192": "ASSAULT", "1712": "COERCE"}
"""Codes that data sets by the older scheme file under the type of their root: 19 is force, 17 is not."""

FAR = 3
"""So many pairs of parties at most are taken from one event."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Source:
    """A row of the corpus with its text; the names marked in it, where somebody marked them."""

    text: str
    row: Row
    names: list[tuple[int, int, str]] | None = None


def rows(path: Path, parts: Iterable[str]) -> list[Row]:
    """The rows of a corpus file that belong to the parts (train, dev, test)."""
    wanted = set(parts)
    with path.open(encoding="utf-8") as lines:
        return [row for row in map(json.loads, lines) if row["part"] in wanted]


def for_weights(row: Row) -> bool:
    """Whether a row of the development part is kept from the reader, to fit on it what `training.coder` fits."""
    digest = hashlib.sha256(f"weights:{row['id']}".encode()).hexdigest()
    return bool(row["part"] == "dev" and int(digest[:8], 16) % 3 == 0)


def annotated(sources: Sequence[Source], weights: Weights) -> list[Example]:
    """The sentences of the rows, with the syntax and roles that the weights give and the events that people marked."""
    cut = [(source, s) for source in sources for s in sentences(source.text)]
    words = [[source.text[a:b] for a, b in s] for source, s in cut]
    return [
        parsed(
            w,
            p,
            names=None if source.names is None else names_of(s, source.names),
            events=list(events_of(source.row, s, p)),
            pairs=tuple(pairs_of(source.row, s, w, p)),
        )
        for (source, s), w, p in zip(cut, words, parse(words, weights), strict=True)
    ]


def head(span: Sequence[int], words: Sequence[Word], heads: Sequence[int]) -> int | None:
    """The word of a span of characters that stands highest in the tree; None where the sentence has none of it."""
    inside = _inside(span, words)
    return next((i for i in inside if heads[i] - 1 not in inside), None)


def _inside(span: Sequence[int], words: Sequence[Word]) -> list[int]:
    return [i for i, (a, b) in enumerate(words) if a < span[1] and span[0] < b]


def events_of(row: Row, words: Sequence[Word], p: Parse) -> Iterator[Event]:
    """The events whose trigger stands in the sentence, in order; of two on one word the first."""
    seen: set[int] = set()
    for e in row["events"]:
        at = head(e["trigger"], words, p.heads)
        if at is None or at in seen:
            continue
        seen.add(at)
        spans = [(ROLE.get(role, role), (a, b)) for a, b, role, _ in e["parties"]]
        spans += [(part, tuple(s)) for part in ("place", "time", "figures", "speaker") for s in e[part]]
        parts = {(part, word) for part, s in spans if (word := head(s, words, p.heads)) is not None}
        yield Event(at, e["type"], e["mode"], e["status"], tuple(e["contexts"]), tuple(sorted(parts)))


def pairs_of(row: Row, words: Sequence[Word], forms: Sequence[str], p: Parse) -> Iterator[Pair]:
    """Marked parties and the type of what stands between them, as the older scheme files it (see `relate`)."""
    for e in row["events"]:
        at = head(e["trigger"], words, p.heads)
        if at is None:
            continue
        kind = crosswalk(e) or filed_as(e, forms[at], p.upos[at])
        sides: dict[str, list[tuple[int, ...]]] = {"actor": [], "recipient": [], "topic": []}
        for a, b, role, _ in e["parties"]:
            inside = tuple(_inside((a, b), words))
            if inside:
                sides[ROLE.get(role, role)].append(inside)
        if e["type"] == "CONSULT" and not sides["recipient"]:
            sides["recipient"] = sides["actor"][1:]
            sides["actor"] = sides["actor"][:1]
        others = sides["recipient"] or sides["topic"] or _below(at, p)
        found = [(a, r) for a in sides["actor"] or [()] for r in others or [()] if a or r]
        for actor, recipient in found[:FAR]:
            yield Pair(actor, recipient, kind)


def crosswalk(event: Row) -> str | None:
    """The type that the crosswalk gives the event's code of the older scheme, where the row has one."""
    given = event.get("cameo", "")
    code = ontology.from_cameo(given)
    return OTHERWISE.get(given) or (code.type if code else None)


def filed_as(event: Row, word: str, upos: str = "VERB") -> str:
    """The type under which the crosswalk files an event that has no code of the older scheme."""
    code = Code(event["type"], event["mode"], tuple(event["contexts"]))
    return filed(code, event["status"], lemma(word, upos))


def _below(at: int, p: Parse) -> list[tuple[int, ...]]:
    """What hangs on the word as its object, where no party does: a law, an accusation, a plan."""
    for i, h in enumerate(p.heads):
        if h - 1 == at and p.relations[i].split(":")[0] in ("obj", "obl", "nmod"):
            return [tuple(sorted(_subtree(i, p.heads)))]
    return []


def _subtree(at: int, heads: Sequence[int]) -> set[int]:
    inside = {at}
    grown = True
    while grown:
        below = {i for i, h in enumerate(heads) if h - 1 in inside} - inside
        inside |= below
        grown = bool(below)
    return inside
