"""The gazetteer: which places bear a name, and what each of them is.

One file, `data/places/gazetteer.bin`, mapped into memory and read where it is touched: opening it costs under a
millisecond and worker processes share its pages.  It holds the cities of 500 people and more and the first- and
second-order regions of GeoNames; countries, areas and further names of regions come from small lists beside it, so
that a correction there does not make the big file anew.

    magic line, length of header (8 digits), header (JSON: the arrays with type, length and offset), arrays
    ids, lat, lon       GeoNames id, degrees times 100,000 (a missing place on earth is `NOWHERE`)
    region              index of the first-order region, itself a place of this file; `NO_REGION` where unknown
    country, feature    index into the header's lists
    weight              ten times the natural logarithm of the population
    ends, names         where each name ends in the blob of UTF-8 names
    hashes, checks      first 32 and next 16 bits of the hash of a name's key, in order of the former
    bearers             the place that bears it; the highest bit marks an other name, the next one a shortened name

A name is found by its hash: a wrong hit has a chance of one in 10^9 a look-up, and no name is stored twice.
"""

from __future__ import annotations

import json
import math
import mmap
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from hashlib import blake2b
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.coding.where.keys import key
from onrecord.coding.where.lists import Area, Country, Region, areas, cities, countries, regions, senses
from onrecord.errors import DataError
from onrecord.model import Place

MAGIC = b"onrecord gazetteer 1\n"
NO_REGION = 0xFFFF
NOWHERE = 2**31 - 1
OTHER_NAME = 1 << 31
SHORTENED = 1 << 30
DTYPES = {
    "ids": "<u4", "lat": "<i4", "lon": "<i4", "region": "<u2", "country": "u1", "feature": "u1", "weight": "u1",
    "ends": "<u4", "names": "u1", "hashes": "<u4", "checks": "<u2", "bearers": "<u4",
}  # fmt: skip

_PRECISION = {"ADM1": "region", "ADM2": "district", "PPLX": "district"}


class Entry(NamedTuple):
    """A place of the gazetteer as the resolver weighs it; `region` is the number of its first-order region, or -1."""

    number: int
    name: str
    geonames_id: int | None
    country: str | None
    region: int
    lat: float | None
    lon: float | None
    feature: str
    precision: str
    weight: float


class Bearer(NamedTuple):
    """A place that bears a name: `other` where it is not the chief one, `short` where a part is left out.

    ("Tartus" is short for "Tartus District".)
    """

    number: int
    other: bool
    short: bool


def hash_key(name_key: str) -> tuple[int, int]:
    """The two parts of the hash of a key, as stored."""
    digest = blake2b(name_key.encode(), digest_size=6).digest()
    return int.from_bytes(digest[:4], "little"), int.from_bytes(digest[4:], "little")


class Gazetteer:
    """The places by name and by number; numbers from `len(ids)` on are the countries and areas of the lists."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or _packaged()
        self._header, self._arrays = _open(self._path)
        self.size = len(self._arrays["ids"])
        self.first_order: int = self._header["first_order"]
        self._weights = self._arrays["weight"].data
        self._entries: dict[int, Entry] = {}
        self._names: dict[str, tuple[Bearer, ...]] = {}
        self._exact: dict[str, list[int]] = {}
        self._after_comma: dict[str, list[int]] = {}
        self._listed: dict[str, list[Bearer]] = {}
        self._add_lists()

    # --- looking up -----------------------------------------------------------------------------

    def find(self, keys: Iterable[str]) -> dict[str, tuple[Bearer, ...]]:
        """The bearers of each key that has any, in no order; one vectorised search for all that are new."""
        wanted = dict.fromkeys(keys)
        new = [k for k in wanted if k not in self._names]
        if new:
            if len(self._names) > 200_000:
                self._names.clear()
            self._search(new)
        return {k: found for k in wanted if (found := self._names.get(k))}

    def exact(self, written: str) -> list[int]:
        """Places that go by this very spelling ("US", "UAE"); nothing for "us"."""
        return self._exact.get(written, [])

    def after_comma(self, written: str) -> list[int]:
        """Regions that this abbreviation means after a comma ("Reno, NV")."""
        return self._after_comma.get(written, []) or self._after_comma.get(written.replace(".", ""), [])

    def entry(self, number: int) -> Entry:
        """The place of that number."""
        known = self._entries.get(number)
        if known is None:
            if len(self._entries) > 100_000:
                self._entries = {n: e for n, e in self._entries.items() if n >= self.size}
            known = self._entries[number] = self._read(number)
        return known

    def weights(self, numbers: Sequence[int]) -> list[float]:
        """The weight (logarithm of the population) of each place."""
        stored = self._weights
        return [stored[n] / 10 if n < self.size else self._entries[n].weight for n in numbers]

    @cached_property
    def customary(self) -> dict[str, int]:
        """The GeoNames id that a name means by custom, by key."""
        return {key(name): number for name, number in senses().items()}

    def lies(self, number: int) -> tuple[int, str | None]:
        """The region and the country of a place, without reading the rest of it."""
        if number >= self.size:
            return -1, self._entries[number].country
        return int(self._arrays["region"][number]), self._header["countries"][self._arrays["country"][number]]

    def within(self, numbers: Sequence[int]) -> tuple[set[int], set[str | None]]:
        """The first-order regions and the countries in which any of the places lies."""
        stored = [n for n in numbers if n < self.size]
        codes = self._header["countries"]
        regions = {r for r in self._arrays["region"][stored].tolist() if r not in stored}
        homes = {codes[c] for c in set(self._arrays["country"][stored].tolist())}
        homes.update(self._entries[n].country for n in numbers if n >= self.size and self._entries[n].feature != "PCLI")
        return regions, homes

    def place(self, number: int) -> Place:
        """The place of that number as a noun of the model."""
        e = self.entry(number)
        region = self.entry(e.region).name if e.region >= 0 else None
        country = self.iso3.get(e.country) if e.country else None
        return Place(
            name=e.name, geonames_id=e.geonames_id, country=country, region=region,
            lat=e.lat, lon=e.lon, feature=e.feature, precision=e.precision,
        )  # fmt: skip

    @cached_property
    def iso3(self) -> dict[str, str]:
        """ISO alpha-3 by alpha-2."""
        return {c.iso2: c.iso3 for c in countries()}

    @cached_property
    def country_numbers(self) -> dict[str, int]:
        """The number of each country, by ISO alpha-2."""
        return {e.country: n for n, e in self._entries.items() if n >= self.size and e.feature == "PCLI" and e.country}

    # --- within ---------------------------------------------------------------------------------

    def _search(self, keys: list[str]) -> None:
        parts = [hash_key(k) for k in keys]
        hashes, checks, bearers = (self._arrays[a] for a in ("hashes", "checks", "bearers"))
        wanted = np.array([h for h, _ in parts], dtype=np.uint32)
        first = np.searchsorted(hashes, wanted, "left").tolist()
        last = np.searchsorted(hashes, wanted, "right").tolist()
        for k, (_, check), a, b in zip(keys, parts, first, last, strict=True):
            found = [_bearer(int(bearers[i])) for i in range(a, b) if checks[i] == check]
            listed = self._listed.get(k, ())
            here = {b.number for b in listed}
            self._names[k] = (*(b for b in found if b.number not in here), *listed)

    def _read(self, number: int) -> Entry:
        a = self._arrays
        start = int(a["ends"][number - 1]) if number else 0
        name = bytes(a["names"][start : int(a["ends"][number])]).decode()
        feature = self._header["features"][a["feature"][number]]
        region = int(a["region"][number])
        lat, lon = int(a["lat"][number]), int(a["lon"][number])
        precision = _PRECISION.get(feature, "city")
        if lat == NOWHERE and region != NO_REGION:
            # A district whose seat we do not know stands at the middle of its region, and says so.
            lat, lon, precision = int(a["lat"][region]), int(a["lon"][region]), "region"
        size = int(a["weight"][number]) / 10
        country = self._header["countries"][a["country"][number]]
        around = region if region not in (NO_REGION, number) else -1
        if lat == NOWHERE:
            return Entry(number, name, int(a["ids"][number]), country, around, None, None, feature, precision, size)
        at = lat / 1e5, lon / 1e5
        return Entry(number, name, int(a["ids"][number]), country, around, *at, feature, precision, size)

    def _add_lists(self) -> None:
        """Countries, areas and further names of regions, numbered on from the file's places."""
        iso2 = {c.iso3: c.iso2 for c in countries()}
        population: dict[str, float] = self._header["population"]
        number = self.size
        for c in countries():
            weight = math.log(max(population.get(c.iso2, 1000), 1))
            self._entries[number] = _country_entry(number, c, weight)
            self._name(number, c.name, *c.names)
            number += 1
        for a in areas():
            self._entries[number] = _area_entry(number, a, iso2.get(a.country or ""))
            self._name(number, a.name, *a.names)
            number += 1
        numbers = self._numbers([*(r.geonames_id for r in regions()), *(c.geonames_id for c in cities())])
        for r in regions():
            self._amend(numbers.get(r.geonames_id), r)
        for city in cities():
            if city.geonames_id not in numbers:
                raise DataError(f"cities.tsv: no place with GeoNames id {city.geonames_id}; remove the row")
            self._name(numbers[city.geonames_id], *city.names)

    def _numbers(self, wanted: list[int]) -> dict[int, int]:
        """The numbers of places of the file by their GeoNames id."""
        at = np.flatnonzero(np.isin(self._arrays["ids"], wanted))
        return dict(zip(self._arrays["ids"][at].tolist(), at.tolist(), strict=True))

    def _amend(self, number: int | None, region: Region) -> None:
        if number is None:
            raise DataError(f"regions.tsv: no first-order region with GeoNames id {region.geonames_id}; remove the row")
        if region.lat is not None:
            self._entries[number] = self._read(number)._replace(lat=region.lat, lon=region.lon)
        self._name(number, *region.names)
        for written in region.after_comma:
            self._after_comma.setdefault(written, []).append(number)

    def _name(self, number: int, *names: str) -> None:
        for name in names:
            if name.endswith("="):
                self._exact.setdefault(name[:-1], []).append(number)
            else:
                bearers = self._listed.setdefault(key(name), [])
                if all(b.number != number for b in bearers):
                    bearers.append(Bearer(number, False, False))


def _bearer(stored: int) -> Bearer:
    return Bearer(stored & (SHORTENED - 1), bool(stored & OTHER_NAME), bool(stored & SHORTENED))


def _country_entry(number: int, c: Country, weight: float) -> Entry:
    return Entry(number, c.name, c.geonames_id, c.iso2, -1, c.lat, c.lon, "PCLI", "country", weight)


def _area_entry(number: int, a: Area, iso2: str | None) -> Entry:
    return Entry(number, a.name, a.geonames_id, iso2, -1, a.lat, a.lon, a.feature, a.precision, 14.0)


def _packaged() -> Path:
    return Path(str(resources.files("onrecord").joinpath("data/places/gazetteer.bin")))


def _open(path: Path) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """The header and the arrays, mapped, not read."""
    try:
        with path.open("rb") as file:
            blob = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: cannot be opened ({error}); make it with training/gazetteer.py") from error
    start = len(MAGIC) + 8
    if blob[: len(MAGIC)] != MAGIC:
        raise DataError(f"{path}: not a gazetteer of this version; make it anew with training/gazetteer.py")
    try:
        header = json.loads(blob[start : start + int(blob[len(MAGIC) : start])])
        arrays = {
            name: np.frombuffer(blob, dtype=DTYPES[name], count=count, offset=offset)
            for name, (count, offset) in header["arrays"].items()
        }
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"{path}: damaged ({error}); make it anew with training/gazetteer.py") from error
    if set(arrays) != set(DTYPES):
        raise DataError(f"{path}: lacks {sorted(set(DTYPES) - set(arrays))}; make it anew with training/gazetteer.py")
    return header, arrays


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer of the package, opened once."""
    return Gazetteer()


def country_of(name: str) -> str | None:
    """The ISO alpha-3 code of a country, by any of its names; None for what is no country today.

    >>> country_of("Ivory Coast"), country_of("UK"), country_of("Yugoslavia")
    ('CIV', 'GBR', None)
    """
    return _country_names().get(name.strip()) or _country_names().get(key(name))


@lru_cache(maxsize=1)
def _country_names() -> dict[str, str]:
    """Codes by key, and by spelling for the names that are taken only as written."""
    found: dict[str, str] = {}
    for c in countries():
        for name in (c.iso3, c.name, *c.names):
            if name == c.iso3:
                found[name] = c.iso3
            elif name.endswith("="):
                found[name[:-1]] = c.iso3
            else:
                found.setdefault(key(name), c.iso3)
                found.setdefault(key(name).removeprefix("the "), c.iso3)
    return found
