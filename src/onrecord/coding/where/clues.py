"""What the reader says of each word of a name."""

from __future__ import annotations

from onrecord.coding.where.candidates import Candidate
from onrecord.coding.where.words import Words
from onrecord.model import Reading

Clues = dict[int, tuple[str, ...]]
"""For each character offset at which a word of the reading starts: part of speech, relation, and where the word is
within a name its kind ("in person" from the second word on) and the offset at which the name ends."""


def clues_of(reading: Reading) -> Clues:
    """What the reader says of each word, by the offset at which the word starts."""
    clues: Clues = {}
    for s in reading.sentences:
        for start, upos, relation in zip(s.starts, s.upos, s.relations, strict=True):
            clues[start] = (upos, relation)
    for n in reading.names:
        at = n.span.start
        clues[at] = (*clues.get(at, ("", "")), n.kind, str(n.span.end))
        for s in (reading.sentences[n.sentence],):
            for start in s.starts:
                if at < start < n.span.end:
                    clues[start] = (*clues.get(start, ("", ""))[:2], "in " + n.kind, str(n.span.end))
    return clues


def persons_read(words: Words, clues: Clues) -> set[str]:
    """Keys of the last words of the persons that the reader found by more than one name."""
    found = set()
    for i, start in enumerate(words.starts):
        clue = clues.get(start, ())
        if len(clue) == 4 and clue[2] == "in person" and int(clue[3]) == words.ends[i]:
            found.add(words.keys[i])
    return found


def reader_signs(c: Candidate, words: Words, clues: Clues, f: list[str]) -> None:
    """Adds what the reader says of the candidate: part of speech, and the name that it is, or is part of."""
    first = clues.get(words.starts[c.first])
    last = clues.get(words.starts[c.last])
    if last is not None and last[0]:
        f.append("upos " + last[0])
    if first is None or len(first) < 3:
        f.append("no name")
        return
    inside, kind = first[2].startswith("in "), first[2].removeprefix("in ")
    end = int(first[3])
    exact = "part of" if inside or end > words.ends[c.last] else "is" if end == words.ends[c.last] else "holds"
    f.append(f"{exact} {kind}")
