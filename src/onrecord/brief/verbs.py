"""The verb phrase that retells an event, and its forms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.errors import DataError
from onrecord.ontology import read_table

R, T, I, B = "R", "T", "I", "B"  # noqa: E741
"""In a pattern: those acted upon, what the act was about, and the same where it is no object ("to wait") or
has a subject of its own ("both sides to wait")."""

Patterns = tuple[str, ...]
_KILLING = frozenset({"kill", "kills", "killed", "killing", "dead", "died"})
_WOUNDING = frozenset({"wound", "wounds", "wounded", "wounding", "injure", "injured", "injuring", "hurt", "hurting"})


@dataclass(frozen=True)
class Verb:
    """A verb phrase, in which only the first word is inflected."""

    base: str

    def past(self) -> str:
        """As in "held talks"."""
        return self._form("past")

    def participle(self) -> str:
        """As in "having held talks"."""
        return self._form("participle")

    def gerund(self) -> str:
        """As in "is holding talks"."""
        return self._form("gerund")

    def _form(self, form: str) -> str:
        word, blank, rest = self.base.partition(" ")
        return inflected(word, form) + blank + rest


def inflected(word: str, form: str) -> str:
    """A form of a verb: past, participle or gerund.

    >>> [inflected(w, "past") for w in ("urge", "meet", "deny", "shell", "ban")]
    ['urged', 'met', 'denied', 'shelled', 'banned']
    """
    if word in irregular():
        return irregular()[word][form]
    if form == "gerund":
        return (word[:-1] if word.endswith("e") and not word.endswith("ee") else word) + "ing"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ied"
    return word + ("d" if word.endswith("e") else "ed")


@cache
def irregular() -> dict[str, dict[str, str]]:
    """The verbs whose forms do not follow the rules."""
    return {row["base"]: row for row in read_table("brief/verbs.tsv", ("base", "past", "participle", "gerund"))}


@cache
def by_word() -> dict[str, list[tuple[frozenset[str], Patterns]]]:
    """For each word that tells an event the patterns that retell it, with the types that they are for."""
    found: dict[str, list[tuple[frozenset[str], Patterns]]] = {}
    for row in read_table("brief/words.tsv", ("words", "types", "patterns")):
        types = frozenset() if row["types"] == "-" else frozenset(row["types"].split(","))
        for word in row["words"].split():
            found.setdefault(word.replace("+", " "), []).append((types, _patterns(row["patterns"])))
    return found


@cache
def by_type() -> dict[tuple[str, str], Patterns]:
    """For each type and mode the patterns that retell it where its word is not known."""
    rows = read_table("brief/types.tsv", ("type", "mode", "patterns"))
    return {(r["type"], r["mode"].removeprefix("-")): _patterns(r["patterns"]) for r in rows}


def _patterns(cell: str) -> Patterns:
    patterns = tuple(cell.split("|"))
    if not patterns[-1] or letters(patterns[-1]):
        raise DataError(f"data/brief: the last pattern must do without R, T and I: {cell!r}")
    return patterns


def letters(pattern: str) -> frozenset[str]:
    """Which of R and T a pattern asks for."""
    return frozenset(pattern.split()) & {R, T, I, B}


def pattern(type: str, mode: str | None, trigger: str, known: frozenset[str]) -> str:
    """The fullest pattern for what is known of an event; of two as full, the first.

    >>> pattern("REQUEST", "yield", "urged", frozenset({R})), pattern("ASSAULT", "aerial", "pounded", frozenset({T}))
    ('urge R', 'strike T from the air')
    """
    fit = [p for p in patterns(type, mode, trigger) if letters(p) <= known]
    return max(fit, key=lambda p: len(letters(p)))


def patterns(type: str, mode: str | None, trigger: str) -> Patterns:
    """The patterns of a word for that type, or else of its type and mode.

    Words that tell of dead and of wounded together are told by neither alone.
    """
    told = set(trigger.lower().split())
    if told & _KILLING and told & _WOUNDING:
        trigger = "killed-and-wounded"
    known = [e for word in (trigger, *trigger.split()) for e in by_word().get(word.lower(), ())]
    for types, found in known:
        if not types or type in types:
            return found
    if known and type in ("AGREE", "CONCEDE"):  # "will visit", "will send": a promise, told by the word of its deed
        return known[0][1]
    return by_type().get((type, mode or "")) or by_type()[type, ""]
