"""The names of a report, each with the places that may be meant."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.coding.where.candidates import Candidate
from onrecord.coding.where.gazetteer import Gazetteer
from onrecord.coding.where.words import Words, classes, peoples


@dataclass(slots=True)
class Group:
    """The mentions of one name that mean one place, and its bearers as weighed."""

    key: str
    mentions: list[int]
    container: frozenset[int | str] = frozenset()
    numbers: list[int] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)


def groups_of(words: Words, found: list[Candidate], gazetteer: Gazetteer) -> list[Group]:
    """One group a name; a name with two containers ("Paris, Texas ... Paris, France") makes two."""
    by_name: dict[str, list[Group]] = {}
    starts = {c.first: c for c in found}
    for n, c in enumerate(found):
        if not c.bearers:
            continue
        container = _container(words, c, starts, gazetteer)
        same = by_name.setdefault(c.key, [])
        if not same:
            same.append(Group(c.key, [n], container))
        else:
            home = next((g for g in same if g.container == container or not container), None)
            if home is None:
                home = next((g for g in same if not g.container), None)
            if home is None:
                same.append(Group(c.key, [n], container))
            else:
                home.mentions.append(n)
                home.container = home.container or container
        kind = _kind_beside(words, c)
        if kind:
            next(g for g in same if n in g.mentions).kinds.add(kind)
    return [g for same in by_name.values() for g in same]


def _container(words: Words, c: Candidate, starts: dict[int, Candidate], gazetteer: Gazetteer) -> frozenset[int | str]:
    """The region (number) or country (code) that stands after the name: "Paris, Texas"; "Ayr, in Scotland"."""
    i = c.last + 1
    if i >= len(words):
        return frozenset()
    if words.gaps[i].startswith(", ") or words.gaps[i] == " (":
        # "in northern Idlib", "a town in Syria": up to four words may stand between the comma and the container.
        pass
    elif words.gaps[i] != " " or words.low[i] != "in":
        return frozenset()
    # "In Lebanon, U.S. officials said": no country stands for its namesake in another.
    own = any(gazetteer.entry(b.number).feature == "PCLI" for b in c.bearers)
    lists = classes()
    for j in range(i, min(i + 4, len(words))):
        if j > i and words.gaps[j] != " ":
            break
        other = starts.get(j)
        if other is not None:
            held = as_container(other, gazetteer, only_regions=own)
            if held and c.key != other.key:
                return held
            # "Elkton, Cecil County, Maryland": the district between town and region.
            k = other.last + 1
            after = starts.get(k) if k < len(words) and words.gaps[k] == ", " else None
            return as_container(after, gazetteer, only_regions=own) if after is not None else frozenset()
        if words.low[j] not in lists["in"] | lists["side"] | lists["direction"] | {
            "the",
            "in",
            "state",
            "province",
            "of",
        }:
            break
    return frozenset()


def as_container(c: Candidate, gazetteer: Gazetteer, *, only_regions: bool = False) -> frozenset[int | str]:
    """The regions (numbers) and countries (codes) that a name may stand for as the container of another."""
    held: set[int | str] = set()
    for b in c.bearers:
        if b.number < gazetteer.first_order:
            held.add(b.number)
        elif b.number >= gazetteer.size and not only_regions:
            e = gazetteer.entry(b.number)
            if e.feature == "PCLI" and e.country:
                held.add(e.country)
    return frozenset(held)


def _kind_beside(words: Words, c: Candidate) -> str:
    """What the text calls the place: "the city of Idlib", "Idlib province", "Mayor ... of"."""
    beside = set()
    i = c.last + 1
    if i < len(words) and words.gaps[i] in (" ", "-"):
        beside.add(words.low[i])
    if c.first > 1 and words.low[c.first - 1] == "of":
        beside.add(words.low[c.first - 2])
    elif c.first > 0 and words.gaps[c.first] == " ":
        beside.add(words.low[c.first - 1])
    for kind in ("town", "region", "district"):
        if not beside.isdisjoint(classes()[kind]):
            return kind
    return ""


def named_in(words: Words, found: list[Candidate], gazetteer: Gazetteer) -> dict[int | str, set[str]]:
    """Regions and countries that the report names, each with the names that do; "" where its people are named."""
    named: dict[int | str, set[str]] = {}
    names = peoples()
    for k, capital in zip(words.keys, words.capital, strict=True):
        if capital and k in names:
            named.setdefault(names[k], set()).add("")
    for c in found:
        for code in as_container(c, gazetteer):
            named.setdefault(code, set()).add(c.key)
    return named


def foremost(c: Candidate, g: Group, gazetteer: Gazetteer, named: dict[int | str, set[str]], most: int) -> list[int]:
    """The bearers worth weighing: the largest, and those within what the report names."""
    numbers = [b.number for b in c.bearers]
    if g.container:
        held = [n for n in numbers if not {n, *gazetteer.lies(n)}.isdisjoint(g.container)]
        numbers = held or numbers
    numbers = _without_lesser(c, numbers, gazetteer)
    if len(numbers) <= most:
        return numbers
    size = dict(zip(numbers, gazetteer.weights(numbers), strict=True))
    lies = gazetteer.lies
    inside = {n for n in numbers if not {*lies(n)}.isdisjoint(named) or not {*lies(n)}.isdisjoint(g.container)}
    ranked = sorted(numbers, key=lambda n: (-(size[n] + (6 if n in inside else 0)), n))
    return ranked[:most]


def _without_lesser(c: Candidate, numbers: list[int], gazetteer: Gazetteer) -> list[int]:
    """The bearers but those to which the name is a second one while a larger place of their country has it as its own.

    "Durban" is Durban, also in a report from Cape Town, though people there may call Durbanville so.
    """
    second = {b.number for b in c.bearers if b.other}
    if not second or len(numbers) < 2:
        return numbers
    size = dict(zip(numbers, gazetteer.weights(numbers), strict=True))
    chief: dict[str | None, float] = {}
    for n in numbers:
        if n not in second:
            home = gazetteer.lies(n)[1]
            chief[home] = max(chief.get(home, 0.0), size[n])
    return [n for n in numbers if n not in second or size[n] >= chief.get(gazetteer.lies(n)[1], -1.0)]
