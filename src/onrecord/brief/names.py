"""What parties, places and days are called in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from onrecord.model import Party, PlaceMention, When
from onrecord.ontology import read_table

PRONOUN = re.compile(r"^(?:it|he|she|they|we|who|which|that|them|him|her|its|their|his)$", re.IGNORECASE)
NOBODY = re.compile(r"^(?:no|not an?|not a single|none of the)\s+", re.IGNORECASE)
"""How a report says that it was nobody: "no tanker was attacked" is retold as a denial, without its "no"."""
LONGEST = 8
"""In words: a longer phrase for a party gives way to its name."""

PARTED = re.compile(r",(?!\d)|\s(?:of|from|in|at|on|with|near|for|to|off|who|that|which|against)\s")
"""Where the part of a phrase ends that holds its noun."""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def parties(told: Sequence[Party]) -> str:
    """A list of parties: "Norway, France and the Coral Front"."""
    return listed([party(p) for p in told])


def party(told: Party) -> str:
    """A party as a reader knows it: its name where we know who it is, else the words of the report."""
    text = NOBODY.sub("", " ".join(told.text.split()))
    known = told.actor_id or told.wikidata
    if known or PRONOUN.match(text) or len(text.split()) > LONGEST or "\n" in told.text:
        text = " ".join(told.name.split())
    return determined(text)


def determined(text: str) -> str:
    """A phrase for a party with the article that it may have lost.

    >>> [determined(t) for t in ("army", "Army of Chad", "Red Cross", "Norway", "dock workers", "French minister")]
    ['the army', 'the army of Chad', 'the Red Cross', 'Norway', 'dock workers', 'the French minister']
    """
    first = text.partition(" ")[0]
    head = noun(text)
    if first.lower() in articles()["determiner"] or first[:1].isdigit() or not head[:1].islower():
        return small(text)
    return small(text) if is_plural(head) else f"the {small(text)}"


def noun(text: str) -> str:
    """The word that a phrase is about: "minister" in "the foreign minister of Kenya"."""
    words = PARTED.split(text, maxsplit=1)[0].split()
    if not words:
        return ""
    last = words[-1]
    return last.lower() if len(words) == 1 and last.lower() in articles()["common"] else last


def is_plural(head: str) -> bool:
    """Whether a noun stands in the plural."""
    if head.lower() in articles()["plural"]:
        return True
    return head.endswith("s") and not head.endswith(("ss", "us", "is"))


def small(text: str) -> str:
    """A phrase as it stands inside a sentence: "The army" and "Gunmen" lose their capitals, names do not.

    >>> small("The army of Chad"), small("Gunmen"), small("Red Cross"), small("Norway")
    ('the army of Chad', 'gunmen', 'the Red Cross', 'Norway')
    """
    first, blank, rest = text.partition(" ")
    common = first.lower() in articles()["common"] or first.lower() in articles()["determiner"]
    if first in ("The", "A", "An") or (common and not rest[:1].isupper()):
        return first.lower() + blank + rest
    return with_article(text) if first[:1].isupper() else text


def with_article(name: str) -> str:
    """A name with "the" where English wants it.

    >>> with_article("United States"), with_article("Norway"), with_article("the army")
    ('the United States', 'Norway', 'the army')
    """
    words = name.split()
    if not words or words[0].lower() in ("the", "a", "an") or name in articles()["never"]:
        return name
    lists = articles()
    takes = name in lists["whole"] or words[0] in lists["first"] or words[-1] in lists["last"]
    return f"the {name}" if takes and words[0][0].isupper() else name


@cache
def articles() -> dict[str, frozenset[str]]:
    """The names and words of names that take "the", and those that do not."""
    rows = read_table("brief/articles.tsv", ("kind", "words"))
    return {r["kind"]: frozenset(w.replace("+", " ") for w in r["words"].split()) for r in rows}


def is_many(told: Sequence[Party]) -> bool:
    """Whether a verb after these parties stands in the plural."""
    if len(told) != 1:
        return True
    head = noun(party(told[0]))
    return head[:1].islower() and is_plural(head)


def places(told: Sequence[PlaceMention], before: str = "in") -> str:
    """ "in Toamasina", or nothing; a country goes without saying where a place in it is named."""
    exact = {m.place.country for m in told if m.place and m.place.precision != "country"}
    told = [m for m in told if not (m.place and m.place.precision == "country" and m.place.country in exact)]
    names = list(dict.fromkeys(with_article(m.place.name if m.place else " ".join(m.text.split())) for m in told))
    return f"{before} {listed(names)}" if names else ""


def days(told: When | None) -> str:
    """ "on 2 March 2024", "between 2 and 5 March 2024", "in March 2024", or nothing."""
    if not told or not (told.earliest or told.latest):
        return ""
    first, last = told.earliest or told.latest, told.latest
    if first is None:
        return ""
    if last is None:
        return f"since {day(first)}"
    if first == last:
        return f"on {day(first)}"
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"in {MONTHS[first.month - 1]} {first.year}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"in {first.year}"
    return f"between {span(first, last)}"


def span(first: date, last: date) -> str:
    """Two days with what they share said once: "2 and 5 March 2024"."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} and {day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} and {day(last)}"
    return f"{day(first)} and {day(last)}"


def day(told: date) -> str:
    """ "2 March 2024"."""
    return f"{told.day} {MONTHS[told.month - 1]} {told.year}"


def listed(names: Sequence[str]) -> str:
    """A list in words.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    names = list(dict.fromkeys(names))
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def capital(text: str) -> str:
    """A text with a capital at its head."""
    return text[:1].upper() + text[1:]
