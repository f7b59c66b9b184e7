"""The lists of names and words that this question of the desk reads, checked row by row."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from onrecord.errors import DataError

PRECISIONS = frozenset({"point", "city", "district", "region", "country", "area", "continent"})


class Country(NamedTuple):
    """A row of countries.tsv."""

    iso3: str
    iso2: str
    geonames_id: int
    name: str
    lat: float
    lon: float
    names: tuple[str, ...]
    people: tuple[str, ...]


class Region(NamedTuple):
    """A row of regions.tsv: what is to be added to a first-order region of the gazetteer."""

    geonames_id: int
    lat: float | None
    lon: float | None
    names: tuple[str, ...]
    after_comma: tuple[str, ...]
    people: tuple[str, ...]


class City(NamedTuple):
    """A row of cities.tsv: further names of a city of the gazetteer."""

    geonames_id: int
    names: tuple[str, ...]


class Area(NamedTuple):
    """A row of areas.tsv."""

    name: str
    geonames_id: int | None
    feature: str
    precision: str
    country: str | None
    lat: float
    lon: float
    names: tuple[str, ...]


def rows(name: str, columns: int, *, text: str | None = None) -> Iterator[tuple[str, list[str]]]:
    """Each row of a tab-separated list with its address ("areas.tsv:12"); comments and blank lines are left out.

    Raises `DataError` for a row of another number of columns.
    """
    if text is None:
        try:
            text = resources.files("onrecord").joinpath("data/places", name).read_text("utf-8")
        except OSError as error:
            raise DataError(f"data/places/{name}: cannot be read ({error}); install onrecord anew") from error
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != columns:
            raise DataError(f"{name}:{number}: {len(cells)} columns where {columns} are expected: {line[:60]!r}")
        yield f"{name}:{number}", [c.strip() for c in cells]


def _names(cell: str) -> tuple[str, ...]:
    return tuple(n.strip() for n in cell.split(";") if n.strip())


def _degrees(where: str, lat: str, lon: str) -> tuple[float, float]:
    try:
        y, x = float(lat), float(lon)
    except ValueError:
        raise DataError(f"{where}: latitude and longitude must be numbers, not {lat!r}, {lon!r}") from None
    if not (-90 <= y <= 90 and -180 <= x <= 180):
        raise DataError(f"{where}: no such place on earth: {lat}, {lon}")
    return y, x


def _id(where: str, cell: str) -> int:
    if not cell.isdigit():
        raise DataError(f"{where}: a GeoNames id is a number, not {cell!r}")
    return int(cell)


def read_countries(text: str | None = None) -> list[Country]:
    """countries.tsv; raises `DataError` for a malformed row or a code used twice."""
    found: dict[str, Country] = {}
    for where, (iso3, iso2, number, name, lat, lon, names, people) in rows("countries.tsv", 8, text=text):
        if not (len(iso3) == 3 and len(iso2) == 2 and iso3.isupper() and iso2.isupper()):
            raise DataError(f"{where}: codes must be of three and two capitals, not {iso3!r}, {iso2!r}")
        if iso3 in found:
            raise DataError(f"{where}: {iso3} stands in the list already")
        y, x = _degrees(where, lat, lon)
        found[iso3] = Country(iso3, iso2, _id(where, number), name, y, x, _names(names), _names(people))
    return list(found.values())


def read_regions(text: str | None = None) -> list[Region]:
    """regions.tsv; raises `DataError` for a malformed row."""
    found = []
    for where, (number, lat, lon, names, after, people) in rows("regions.tsv", 6, text=text):
        y, x = _degrees(where, lat, lon) if lat or lon else (None, None)
        found.append(Region(_id(where, number), y, x, _names(names), _names(after), _names(people)))
    return found


def read_cities(text: str | None = None) -> list[City]:
    """cities.tsv; raises `DataError` for a malformed row."""
    return [City(_id(where, number), _names(names)) for where, (number, names) in rows("cities.tsv", 2, text=text)]


def read_areas(text: str | None = None) -> list[Area]:
    """areas.tsv; raises `DataError` for a malformed row or a precision that there is not."""
    found = []
    for where, (name, number, feature, precision, iso3, lat, lon, names) in rows("areas.tsv", 8, text=text):
        if precision not in PRECISIONS:
            raise DataError(f"{where}: precision {precision!r} is none of {', '.join(sorted(PRECISIONS))}")
        y, x = _degrees(where, lat, lon)
        geonames_id = _id(where, number) if number else None
        found.append(Area(name, geonames_id, feature, precision, iso3 or None, y, x, _names(names)))
    return found


@lru_cache(maxsize=1)
def countries() -> list[Country]:
    """The countries."""
    return read_countries()


@lru_cache(maxsize=1)
def regions() -> list[Region]:
    """What is added to first-order regions."""
    return read_regions()


@lru_cache(maxsize=1)
def cities() -> list[City]:
    """Further names of cities."""
    return read_cities()


@lru_cache(maxsize=1)
def senses() -> dict[str, int]:
    """What a name means by custom: GeoNames id by name as listed."""
    return {name: _id(where, number) for where, (name, number) in rows("senses.tsv", 2)}


@lru_cache(maxsize=1)
def areas() -> list[Area]:
    """Seas, straits, areas, unions, crossings, camps, countries of the past."""
    return read_areas()
