"""The word lists of the coder, read and checked: which verb or noun tells which event.

Lists are data (`onrecord/data/coding`); this file only reads them and refuses what is malformed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord import ontology
from onrecord.errors import DataError
from onrecord.ontology import Code, read_table

_KINDS = """
agree refuse request threaten plan planned fear feared deny prevent try fail start halt announce want expect say
possible light reverse cause void past approve forecast occur vote
"""
_SLOTS = """
subj obj iobj comp within inner lent poss to on upon for from of with against at in into near along toward towards by
between over
about outside out as after under until alongside onto before off lentobj behind through sentence
"""
OPERATORS = frozenset(_KINDS.split())
SLOTS = frozenset(_SLOTS.split())
_FLAGS = frozenset({"comp", "inf", "noxcomp", "wish", "ownwill"})
_WORD_SLOTS = frozenset({"mod", "case"})


@dataclass(frozen=True)
class Need:
    """One condition on a verb's surroundings: what stands in `slot` is of `noun_class` (or is there, or is not)."""

    slot: str
    noun_class: str = ""
    negated: bool = False


@dataclass(frozen=True)
class VerbEntry:
    """One sense of a verb: its code, where its parties stand, and what must stand around it."""

    lemma: str
    particles: tuple[str, ...]
    code: Code
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    needs: tuple[Need, ...]
    row: str

    @property
    def weight(self) -> int:
        """How much this sense demands; the most demanding sense that fits wins."""
        return 2 * sum(n.noun_class not in ("", "none") for n in self.needs) + len(self.needs) + 2 * len(self.particles)


@dataclass(frozen=True)
class NounEntry:
    """An event noun: its code, where its parties stand; `kind` is event, deed, word, light, means or background."""

    lemma: str
    code: Code
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    kind: str
    needs: tuple[Need, ...]
    row: str


NO_EVENT = "-"
"""The type of a sense that tells nothing: "launched a satellite", "declared war on waste"."""


def _code(row: dict[str, str], source: str) -> Code:
    if row["type"] == NO_EVENT:
        return Code(NO_EVENT)
    code = Code(row["type"], row["mode"] or None, tuple(filter(None, row["contexts"].split(";"))))
    try:
        ontology.check(*code)
    except DataError as error:
        raise DataError(f"{source}: {error}") from error
    return code


def _slots(cell: str, source: str) -> tuple[str, ...]:
    slots = tuple(filter(None, cell.split("/")))
    unknown = [slot for slot in slots if slot not in SLOTS]
    if unknown:
        raise DataError(f"{source}: no slot called {', '.join(unknown)}; there are: {', '.join(sorted(SLOTS))}")
    return slots


def _need(text: str, source: str, *, words: bool = False) -> Need:
    slot, _, of = text.partition(":")
    if words and slot in _WORD_SLOTS:
        return Need(slot, of)
    if not of:
        if slot not in _FLAGS | SLOTS:
            raise DataError(f"{source}: cannot read the need {text!r}")
        return Need(slot)
    negated = of.startswith("!")
    of = of.removeprefix("!")
    if slot not in _FLAGS | SLOTS | {"above"}:
        raise DataError(f"{source}: no slot called {slot!r} for the need {text!r}")
    if of not in ("none", "some", "PARTY", "PLACE", "NAME", "TWO") and of not in classes():
        raise DataError(f"{source}: no class {of!r} in coding/classes.tsv")
    return Need(slot, of, negated)


@cache
def classes() -> dict[str, frozenset[tuple[str, str]]]:
    """Classes of words: name -> {(word, modifier that it must have or "")}; `@OTHER` takes in another class."""
    found: dict[str, frozenset[tuple[str, str]]] = {}
    for row in read_table("coding/classes.tsv", ("class", "nouns")):
        members: set[tuple[str, str]] = set()
        for word in row["nouns"].split():
            if word.startswith("@"):
                if word[1:] not in found:
                    raise DataError(
                        f"coding/classes.tsv: {row['class']} takes in {word!r}, which does not stand above it"
                    )
                members |= found[word[1:]]
            else:
                head, _, modifier = word.partition("~")
                members.add((head.lower(), modifier.lower()))
        found[row["class"]] = found.get(row["class"], frozenset()) | members
    return found


@cache
def verbs() -> dict[str, tuple[VerbEntry, ...]]:
    """Senses of each verb that tell an event, the most demanding first."""
    kept = {lemma: tuple(e for e in senses if e.code.type != NO_EVENT) for lemma, senses in verb_senses().items()}
    return {lemma: senses for lemma, senses in kept.items() if senses}


@cache
def nouns() -> dict[str, tuple[NounEntry, ...]]:
    """Senses of each noun that tell an event, the most demanding first."""
    kept = {noun: tuple(e for e in senses if e.code.type != NO_EVENT) for noun, senses in noun_senses().items()}
    return {noun: senses for noun, senses in kept.items() if senses}


@cache
def verb_senses() -> dict[str, tuple[VerbEntry, ...]]:
    """All senses of each verb, also those that tell nothing (`NO_EVENT`), the most demanding first."""
    columns = ("type", "mode", "contexts", "actor", "recipient", "needs", "verbs")
    found: dict[str, list[VerbEntry]] = {}
    for number, row in enumerate(read_table("coding/verbs.tsv", columns), 1):
        source = f"coding/verbs.tsv, row {number}"
        needs = tuple(_need(part, source) for part in row["needs"].split("+") if part)
        for pattern in row["verbs"].split():
            lemma, *particles = pattern.split("+")
            entry = VerbEntry(
                lemma,
                tuple(particles),
                _code(row, source),
                _slots(row["actor"], source),
                _slots(row["recipient"], source),
                needs,
                source,
            )
            found.setdefault(lemma, []).append(entry)
    return {lemma: tuple(sorted(entries, key=lambda e: -e.weight)) for lemma, entries in found.items()}


@cache
def noun_senses() -> dict[str, tuple[NounEntry, ...]]:
    """All senses of each event noun, also those that tell nothing, the most demanding first."""
    columns = ("type", "mode", "contexts", "actor", "recipient", "kind", "needs", "nouns")
    found: dict[str, list[NounEntry]] = {}
    for number, row in enumerate(read_table("coding/nouns.tsv", columns), 1):
        source = f"coding/nouns.tsv, row {number}"
        if row["kind"] not in ("event", "deed", "word", "light", "means", "background"):
            raise DataError(f"{source}: kind {row['kind']!r}, expected event, deed, word, light, means or background")
        for noun in row["nouns"].split():
            entry = NounEntry(
                noun,
                _code(row, source),
                _slots(row["actor"], source),
                _slots(row["recipient"], source),
                row["kind"],
                tuple(_need(part, source, words=True) for part in row["needs"].split("+") if part),
                source,
            )
            if not entry.needs and any(not other.needs for other in found.get(noun, ())):
                raise DataError(f"{source}: {noun!r} has two senses that need nothing")
            found.setdefault(noun, []).append(entry)
    return {noun: tuple(sorted(entries, key=lambda e: -len(e.needs))) for noun, entries in found.items()}


@cache
def operators() -> dict[str, dict[tuple[str, ...], str]]:
    """First word -> {its particles: kind of operator}, for verbs, nouns and adjectives alike."""
    found: dict[str, dict[tuple[str, ...], str]] = {}
    for row in read_table("coding/operators.tsv", ("kind", "words")):
        if row["kind"] not in OPERATORS:
            raise DataError(f"coding/operators.tsv: no operator {row['kind']!r}")
        for word in row["words"].split():
            lemma, *particles = word.split("+")
            found.setdefault(lemma, {}).setdefault(tuple(particles), row["kind"])
    return found


@cache
def manners() -> dict[str, str]:
    """Word, or preposition:word -> "private" or "public"."""
    rows = read_table("coding/manner.tsv", ("manner", "words"))
    return {word: row["manner"] for row in rows for word in row["words"].split()}
