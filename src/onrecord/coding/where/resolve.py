"""Which of the places that bear a name is meant: all names of a report are weighed together.

Each bearer gets a score, the weighed sum of signs: how large it is and of what sort, what stands beside the name ("the
province of Idlib"), how many other names of the report have a bearer in the same region or near by, and, in two further
rounds, how likely those bearers are.  Where the text itself names the region or country ("Paris, Texas"), only bearers
within it are weighed.  The weights stand in `data/places/resolver.tsv`: settings made by hand, each with its reason.
One name means one place throughout a report, unless the text says otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from onrecord.coding.where.candidates import Candidate
from onrecord.coding.where.gazetteer import Entry, Gazetteer
from onrecord.coding.where.groups import Group, foremost, groups_of, named_in
from onrecord.coding.where.lists import rows
from onrecord.coding.where.words import Words
from onrecord.errors import DataError

ROUNDS = 2
_MOST = 24  # bearers of one name that are weighed
_ALL = 500  # bearers of all names of a report that are weighed
_NEAR, _VERY_NEAR = 120.0, 40.0  # kilometres

SIGNS = (
    "size",
    "first-order region",
    "second-order region",
    "area or continent",
    "its region named",
    "its people named",
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
    "largest by far",
    "other name beside chief ones",
    "capital of a country named",
    "customary",
)
_AT = {s: i for i, s in enumerate(SIGNS)}
Matrix = NDArray[np.float64]


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
    groups = groups_of(words, found, gazetteer)
    spoken = {g.key for g in groups}
    silent: dict[str, Candidate] = {c.key: c for c in voices if c.bearers and c.key not in spoken}
    most = max(4, min(_MOST, _ALL // max(1, len(groups))))
    named = named_in(words, found, gazetteer)
    for g in groups:
        g.numbers = foremost(found[g.mentions[0]], g, gazetteer, named, most)
    first = [found[g.mentions[0]] for g in groups] + list(silent.values())
    for c in silent.values():
        groups.append(Group(c.key, []))
        groups[-1].numbers = foremost(c, groups[-1], gazetteer, named, 8)
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
            row += 1
    _votes(signs, table)
    return groups, table, signs


# --- signs -----------------------------------------------------------------------------------------


def _plain_signs(
    row: NDArray[np.float64], e: Entry, g: Group, named: dict[int | str, set[str]], gazetteer: Gazetteer
) -> None:
    """The signs of one bearer that ask nothing of the others."""
    row[_AT["size"]] = e.weight / 10
    sort = {"ADM1": "first-order region", "ADM2": "second-order region"}.get(e.feature)
    if sort:
        row[_AT[sort]] = 1
    elif e.number >= gazetteer.size and e.feature != "PCLI":
        row[_AT["area or continent"]] = 1
    by_region = named.get(e.region, set()) - {g.key}
    by_country = named.get(e.country or "", set()) - {g.key}
    if e.feature != "PCLI":
        row[_AT["its region named"]] = bool(by_region)
        row[_AT["its people named"]] = "" in by_country or "" in named.get(e.region, ())
    else:
        row[_AT["its people named"]] = "" in by_country
    row[_AT["customary"]] = _is_customary(e, g.key, gazetteer)
    if e.feature == "PPLC" and by_country:
        row[_AT["capital of a country named"]] = 1
    told = {"ADM1": "region", "ADM2": "district"}.get(e.feature, "town" if e.feature[:3] == "PPL" else "")
    for kind in g.kinds:
        if kind == told:
            row[_AT[f"kind says {kind}"]] = 1


def _is_customary(e: Entry, name: str, gazetteer: Gazetteer) -> bool:
    """Whether the name by itself means this place: by senses.tsv, or because it is a country's."""
    custom = gazetteer.customary.get(name)
    return e.feature == "PCLI" if custom is None else custom == e.geonames_id


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
    """resolver.tsv: the weight of each sign, with a reason; raises `DataError` for an unknown or a missing one."""
    found: dict[str, float] = {}
    for where, (sign, weight, _) in rows("resolver.tsv", 3, text=text):
        if sign not in _AT or sign in found:
            raise DataError(f"{where}: {sign!r} is no sign of the resolver, or stands twice")
        try:
            found[sign] = float(weight)
        except ValueError:
            raise DataError(f"{where}: a weight must be a number, not {weight!r}") from None
    missing = sorted(set(SIGNS) - set(found))
    if missing:
        raise DataError(f"resolver.tsv: no weight for {', '.join(missing)}; set one and say why")
    return np.array([found[s] for s in SIGNS])


@lru_cache(maxsize=1)
def weights() -> NDArray[np.float64]:
    """The weights of the resolver's signs."""
    return read_resolver()
