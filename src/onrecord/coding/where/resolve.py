"""Which of the places that bear a name is meant: all names of a report are weighed together.

Each bearer gets a score, the weighed sum of signs: how large it is and of what sort, what stands beside the name ("the
province of Idlib"), how many other names of the report have a bearer in the same region or near by, and, in two further
rounds, how likely those bearers are.  Where the text itself names the region or country ("Paris, Texas"), only bearers
within it are weighed.  The weights stand in `data/places/resolver.tsv`, fitted by `training/places.py`.  One name means
one place throughout a report, unless the text says otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from onrecord.coding.where.candidates import Candidate
from onrecord.coding.where.gazetteer import Entry, Gazetteer
from onrecord.coding.where.lists import rows
from onrecord.coding.where.words import Words, classes, peoples
from onrecord.errors import DataError

ROUNDS = 2
_MOST = 24  # bearers of one name that are weighed
_ALL = 500  # bearers of all names of a report that are weighed
_NEAR, _VERY_NEAR = 120.0, 40.0  # kilometres

SIGNS = (
    "size",
    "country",
    "first-order region",
    "second-order region",
    "capital",
    "area or continent",
    "other name",
    "shortened name",
    "its region named",
    "its country named",
    "its people named",
    "none of these named",
    "kind says town",
    "kind says region",
    "kind says district",
    "votes of the region",
    "votes of the country",
    "votes near",
    "votes very near",
    "likely region",
    "likely country",
    "likely near",
    "likely very near",
    "city of its own region",
    "largest by far",
    "other name beside chief ones",
    "size under another name",
    "capital of a country named",
    "customary",
)
CUSTOMARY = 2.0
"""The weight of `customary`, set by hand: the lists of the tuning half hold too few of these names to learn it."""
_AT = {s: i for i, s in enumerate(SIGNS)}
Matrix = NDArray[np.float64]


@dataclass(slots=True)
class Group:
    """The mentions of one name that mean one place, and its bearers as weighed."""

    key: str
    mentions: list[int]
    container: frozenset[int | str] = frozenset()
    numbers: list[int] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)


def resolve(
    words: Words, found: list[Candidate], gazetteer: Gazetteer, voices: Sequence[Candidate] = ()
) -> list[int | None]:
    """For each candidate, in order, the number of the place that it means, or None.

    `voices` are names that have a say but are not asked themselves.
    """
    groups, table, signs = prepare(words, found, gazetteer, voices)
    answer: list[int | None] = [None] * len(found)
    if not groups:
        return answer
    likely = settle(table, signs, weights())
    start = 0
    for g in groups:
        end = start + len(g.numbers)
        best = g.numbers[int(np.argmax(likely[start:end]))]
        for m in g.mentions:
            answer[m] = best
        start = end
    return answer


# --- the names of a report --------------------------------------------------------------------------


@dataclass(slots=True)
class Table:
    """All bearers of all names of a report in columns; `group` is the name to which each belongs.

    `apart` tells which pairs may speak for each other: two names, and not one place under both.
    """

    group: NDArray[np.int64]
    apart: NDArray[np.bool_]
    region: NDArray[np.int64]
    country: NDArray[np.int64]
    near: Matrix
    very_near: Matrix
    share: NDArray[np.float64]


def prepare(
    words: Words, found: list[Candidate], gazetteer: Gazetteer, voices: Sequence[Candidate] = ()
) -> tuple[list[Group], Table, Matrix]:
    """The names as groups, their bearers as a table, and the signs that hold before any round."""
    groups = _groups(words, found, gazetteer)
    spoken = {g.key for g in groups}
    silent: dict[str, Candidate] = {c.key: c for c in voices if c.bearers and c.key not in spoken}
    most = max(4, min(_MOST, _ALL // max(1, len(groups))))
    named = _named(words, found, gazetteer)
    for g in groups:
        g.numbers = _foremost(found[g.mentions[0]], g, gazetteer, named, most)
    first = [found[g.mentions[0]] for g in groups] + list(silent.values())
    for c in silent.values():
        groups.append(Group(c.key, []))
        groups[-1].numbers = _foremost(c, groups[-1], gazetteer, named, 8)
    entries = [[gazetteer.entry(n) for n in g.numbers] for g in groups]
    table = _table(entries)
    signs = np.zeros((len(table.group), len(SIGNS)))
    row = 0
    for g, es, candidate in zip(groups, entries, first, strict=True):
        marks = {b.number: b for b in candidate.bearers}
        chief = any(not b.other for b in candidate.bearers)
        sizes = sorted((e.weight for e in es), reverse=True)
        for e in es:
            _plain_signs(signs[row], e, g, named, gazetteer)
            by_far = e.weight == sizes[0] and (len(sizes) == 1 or sizes[0] - sizes[1] > 2.3)
            signs[row, _AT["largest by far"]] = by_far and not (chief and marks[e.number].other)
            if marks[e.number].other and chief:
                signs[row, _AT["other name beside chief ones"]] = 1
                signs[row, _AT["size under another name"]] = e.weight / 10
            signs[row, _AT["other name"]] = marks[e.number].other
            signs[row, _AT["shortened name"]] = marks[e.number].short
            row += 1
    _votes(signs, table)
    return groups, table, signs


def _groups(words: Words, found: list[Candidate], gazetteer: Gazetteer) -> list[Group]:
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
    lists = classes()
    for j in range(i, min(i + 4, len(words))):
        if j > i and words.gaps[j] != " ":
            break
        other = starts.get(j)
        if other is not None:
            held = _as_container(other, gazetteer)
            if held and c.key != other.key:
                return held
            # "Elkton, Cecil County, Maryland": the district between town and region.
            k = other.last + 1
            after = starts.get(k) if k < len(words) and words.gaps[k] == ", " else None
            return _as_container(after, gazetteer) if after is not None else frozenset()
        if words.low[j] not in lists["in"] | lists["side"] | lists["direction"] | {
            "the",
            "in",
            "state",
            "province",
            "of",
        }:
            break
    return frozenset()


def _as_container(c: Candidate, gazetteer: Gazetteer) -> frozenset[int | str]:
    held: set[int | str] = set()
    for b in c.bearers:
        if b.number < gazetteer.first_order:
            held.add(b.number)
        elif b.number >= gazetteer.size:
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


def _named(words: Words, found: list[Candidate], gazetteer: Gazetteer) -> dict[int | str, set[str]]:
    """Regions and countries that the report names, each with the names that do; "" where its people are named."""
    named: dict[int | str, set[str]] = {}
    names = peoples()
    for k, capital in zip(words.keys, words.capital, strict=True):
        if capital and k in names:
            named.setdefault(names[k], set()).add("")
    for c in found:
        for code in _as_container(c, gazetteer):
            named.setdefault(code, set()).add(c.key)
    return named


def _foremost(c: Candidate, g: Group, gazetteer: Gazetteer, named: dict[int | str, set[str]], most: int) -> list[int]:
    """The bearers worth weighing: the largest, and those within what the report names."""
    numbers = [b.number for b in c.bearers]
    if g.container:
        held = [n for n in numbers if not {n, *gazetteer.lies(n)}.isdisjoint(g.container)]
        numbers = held or numbers
    if len(numbers) <= most:
        return numbers
    size = dict(zip(numbers, gazetteer.weights(numbers), strict=True))
    lies = gazetteer.lies
    inside = {n for n in numbers if not {*lies(n)}.isdisjoint(named) or not {*lies(n)}.isdisjoint(g.container)}
    ranked = sorted(numbers, key=lambda n: (-(size[n] + (6 if n in inside else 0)), n))
    return ranked[:most]


# --- signs -----------------------------------------------------------------------------------------


def _plain_signs(
    row: NDArray[np.float64], e: Entry, g: Group, named: dict[int | str, set[str]], gazetteer: Gazetteer
) -> None:
    """The signs of one bearer that ask nothing of the others."""
    row[_AT["size"]] = e.weight / 10
    sort = {"PCLI": "country", "ADM1": "first-order region", "ADM2": "second-order region", "PPLC": "capital"}.get(
        e.feature
    )
    if sort:
        row[_AT[sort]] = 1
    elif e.number >= gazetteer.size:
        row[_AT["area or continent"]] = 1
    by_region = named.get(e.region, set()) - {g.key}
    by_country = named.get(e.country or "", set()) - {g.key}
    if e.feature != "PCLI":
        row[_AT["its region named"]] = bool(by_region)
        row[_AT["its country named"]] = bool(by_country - {""})
        row[_AT["its people named"]] = "" in by_country or "" in named.get(e.region, ())
        row[_AT["none of these named"]] = not (by_region or by_country)
    else:
        row[_AT["its people named"]] = "" in by_country
    row[_AT["customary"]] = gazetteer.customary.get(g.key) == e.geonames_id and e.geonames_id is not None
    if e.feature == "PPLC" and by_country:
        row[_AT["capital of a country named"]] = 1
    if e.region >= 0 and e.feature.startswith("PPL") and e.region in named and g.key in named[e.region]:
        row[_AT["city of its own region"]] = 1
    told = {"ADM1": "region", "ADM2": "district"}.get(e.feature, "town" if e.feature[:3] == "PPL" else "")
    for kind in g.kinds:
        if kind == told:
            row[_AT[f"kind says {kind}"]] = 1


def _table(entries: list[list[Entry]]) -> Table:
    flat = [e for es in entries for e in es]
    group = np.repeat(np.arange(len(entries)), [len(es) for es in entries])
    codes = {c: n for n, c in enumerate(sorted({e.country for e in flat if e.country}))}
    region = np.array(
        [e.number if e.feature == "ADM1" else e.region if e.region >= 0 else -2 - n for n, e in enumerate(flat)],
        dtype=int,
    )
    country = np.array([codes[e.country] if e.country else -2 - n for n, e in enumerate(flat)], dtype=int)
    pointlike = np.array([e.lat is not None and e.precision in ("city", "district", "point") for e in flat], dtype=bool)
    lat = np.radians(np.array([e.lat or 0.0 for e in flat]))
    lon = np.radians(np.array([e.lon or 0.0 for e in flat]))
    number = np.array([e.number for e in flat], dtype=int)
    apart = (group[:, None] != group[None, :]) & (number[:, None] != number[None, :])
    dy = lat[:, None] - lat[None, :]
    dx = (lon[:, None] - lon[None, :]) * np.cos(lat)[:, None]
    km = 6371.0 * np.sqrt(dy * dy + dx * dx)
    usable = apart & pointlike[:, None] & pointlike[None, :]
    share = 1.0 / np.array([len(es) for es in entries for _ in es]) ** 0.5
    return Table(
        group, apart, region, country, (usable & (km < _NEAR)) * 1.0, (usable & (km < _VERY_NEAR)) * 1.0, share
    )


def _votes(signs: Matrix, t: Table) -> None:
    """How many other names have a bearer in the same region, in the same country, near by."""
    same_region = (t.region[:, None] == t.region[None, :]) & t.apart
    same_country = (t.country[:, None] == t.country[None, :]) & t.apart
    for sign, mask in (
        ("votes of the region", same_region),
        ("votes of the country", same_country),
        ("votes near", t.near),
        ("votes very near", t.very_near),
    ):
        signs[:, _AT[sign]] = np.log1p(_once_a_name(mask * t.share[None, :], t.group))


def _once_a_name(votes: Matrix, group: NDArray[np.int64]) -> NDArray[np.float64]:
    """The sum over names of the best vote of each, so that a name of many bearers has one voice."""
    if not len(group):
        return np.zeros(0)
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    best: NDArray[np.float64] = np.maximum.reduceat(votes, starts, axis=1).sum(axis=1)
    return best


def settle(t: Table, signs: Matrix, weight: NDArray[np.float64], rounds: int = ROUNDS) -> NDArray[np.float64]:
    """How likely each bearer is among those of its name, after some rounds in which the names hear one another."""
    likely = softmax(signs @ weight, t.group)
    for _ in range(rounds):
        hear(t, signs, likely)
        likely = softmax(signs @ weight, t.group)
    return likely


def hear(t: Table, signs: Matrix, likely: NDArray[np.float64]) -> None:
    """Puts in what the other names now most likely are."""
    same_region = (t.region[:, None] == t.region[None, :]) & t.apart
    same_country = (t.country[:, None] == t.country[None, :]) & t.apart
    names = max(1, int(t.group[-1]))
    signs[:, _AT["likely region"]] = np.log1p(same_region @ likely)
    signs[:, _AT["likely country"]] = (same_country @ likely) / names
    signs[:, _AT["likely near"]] = np.log1p(t.near @ likely)
    signs[:, _AT["likely very near"]] = np.log1p(t.very_near @ likely)


def softmax(score: NDArray[np.float64], group: NDArray[np.int64]) -> NDArray[np.float64]:
    """Shares within each group."""
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    top = np.maximum.reduceat(score, starts)[group]
    raised = np.exp(score - top)
    shares: NDArray[np.float64] = raised / np.add.reduceat(raised, starts)[group]
    return shares


# --- weights ---------------------------------------------------------------------------------------


def read_resolver(text: str | None = None) -> NDArray[np.float64]:
    """resolver.tsv: the weight of each sign; raises `DataError` for an unknown or a missing one."""
    found: dict[str, float] = {}
    for where, (sign, weight) in rows("resolver.tsv", 2, text=text):
        if sign not in _AT or sign in found:
            raise DataError(f"{where}: {sign!r} is no sign of the resolver, or stands twice")
        try:
            found[sign] = float(weight)
        except ValueError:
            raise DataError(f"{where}: a weight must be a number, not {weight!r}") from None
    missing = sorted(set(SIGNS) - set(found))
    if missing:
        raise DataError(f"resolver.tsv: no weight for {', '.join(missing)}; run training/places.py")
    return np.array([found[s] for s in SIGNS])


@lru_cache(maxsize=1)
def weights() -> NDArray[np.float64]:
    """The weights of the resolver's signs."""
    return read_resolver()
