"""The verb phrase that retells an event, and its forms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord import ontology
from onrecord.ontology import read_table


@dataclass(frozen=True)
class Verb:
    """A verb phrase with how those acted upon, and what it was about, are joined to it."""

    base: str
    object: str = ""
    topic: str = ""
    after: str = ""

    def past(self) -> str:
        """As in "held talks"."""
        return self._form("past")

    def participle(self) -> str:
        """As in "having held talks"."""
        return self._form("participle")

    def gerund(self) -> str:
        """As in "is holding talks"."""
        return self._form("gerund")

    def third(self) -> str:
        """As in "holds talks"."""
        word, blank, rest = self.base.partition(" ")
        return (word + ("es" if word.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")) + blank + rest

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
def by_word() -> dict[str, list[tuple[frozenset[str], Verb]]]:
    """For each word that tells an event the verbs that retell it, with the types that they are for."""
    found: dict[str, list[tuple[frozenset[str], Verb]]] = {}
    for row in read_table("brief/words.tsv", ("words", "types", "verb", "object", "topic")):
        types = frozenset() if row["types"] == "-" else frozenset(row["types"].split(","))
        verb = Verb(row["verb"], _given(row["object"]), _given(row["topic"]))
        for word in row["words"].split():
            found.setdefault(word.replace("+", " "), []).append((types, verb))
    return found


@cache
def by_type() -> dict[tuple[str, str], Verb]:
    """For each type and mode the verb that retells it where its word is not known."""
    rows = read_table("brief/types.tsv", ("type", "mode", "verb", "object", "after"))
    return {
        (r["type"], r["mode"].removeprefix("-")): Verb(r["verb"], _given(r["object"]), "", _given(r["after"]))
        for r in rows
    }


def _given(cell: str) -> str:
    return "" if cell == "-" else cell


def verb(type: str, mode: str | None, trigger: str) -> Verb:
    """The verb that retells an event, by the word that tells it or else by its type and mode.

    >>> verb("RETREAT", "release", "freed").past(), verb("ASSAULT", "aerial", "hit").past()
    ('freed', 'struck')
    """
    ontology.quad(type)
    for types, found in by_word().get(trigger.lower(), ()):
        if not types or type in types:
            return found
    return by_type().get((type, mode or "")) or by_type()[type, ""]
