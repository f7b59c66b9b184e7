"""How well places are found and resolved, on gold in the form of `place/*.jsonl`.

A row: `text`, `toponyms` [{start, end, mention, lat, lon, geonameid, type}].  What counts as a place to be found: every
toponym but the types that GeoWebNews sets apart (expressions, demonyms, languages, homonyms, names of bodies), and but
adjectives and names of peoples ("Kenyan", "Kenyans"), which a `PlaceMention` is not: those are left open, neither
missed nor wrong.  Found: the spans overlap, each span counted once.  Resolution is measured on what was found.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from onrecord.errors import MalformedInput, MissingInput
from onrecord.evaluate.result import Result, scores
from onrecord.model import PlaceMention

NEAR = 161.0  # kilometres, the customary hundred miles
_NO_PLACE = frozenset({"Non_Lit_Expression", "Literal_Expression", "Non_Toponym", "Demonym", "Homonym", "Language"})


@dataclass(frozen=True)
class Gold:
    """A toponym of the gold; `open` where it may be found or not."""

    start: int
    end: int
    mention: str
    lat: float | None
    lon: float | None
    geonames_id: int | None
    open: bool = False
    country: str | None = None

    def distance(self, lat: float | None, lon: float | None) -> float:
        """Kilometres from here; infinite where either has no coordinates."""
        if self.lat is None or self.lon is None or lat is None or lon is None:
            return math.inf
        a, b, c, d = map(math.radians, (self.lat, self.lon, lat, lon))
        h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
        return 12742 * math.asin(math.sqrt(min(1.0, h)))


def half_of(text: str) -> int:
    """0 for the half of the texts on which weights are tuned, 1 for the half on which they are reported."""
    return sha256(text.encode()).digest()[0] % 2


def is_people(name: str) -> bool:
    """Whether the name is an adjective or the name of a people, which is no place."""
    from onrecord.coding.where.keys import key
    from onrecord.coding.where.words import peoples

    return key(name) in peoples()


def read_gold(path: Path) -> Iterator[tuple[str, list[Gold]]]:
    """Each text of the file with its toponyms.  Raises `MalformedInput` with file, line and what was expected."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        raise MissingInput(f"{path}: no such file; give a JSON Lines file of place gold") from None
    except UnicodeDecodeError as error:
        raise MalformedInput(f"{path}: not UTF-8 ({error})") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _row(f"{path}:{number}", line)


def _row(where: str, line: str) -> tuple[str, list[Gold]]:
    try:
        row = json.loads(line)
        text, marks = row["text"], row["toponyms"]
        found = {(m["start"], m["end"]): _mark(m, text) for m in marks if m.get("type") not in _NO_PLACE}
    except json.JSONDecodeError as error:
        raise MalformedInput(f"{where}: not JSON ({error})") from None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        expected = "expected text and toponyms [{start, end, mention, lat, lon}]"
        raise MalformedInput(f"{where}: {expected}; {type(error).__name__}: {error}") from None
    return text, [found[span] for span in sorted(found)]


def _mark(m: dict[str, Any], text: str) -> Gold:
    start, end = int(m["start"]), int(m["end"])
    if not 0 <= start < end <= len(text):
        raise ValueError(f"span [{start}, {end}) is not within the text")
    mention = text[start:end]
    people = m.get("modifier") == "Adjective" or is_people(mention)
    number = int(m["geonameid"]) if m.get("geonameid") else None
    return Gold(start, end, mention, m.get("lat"), m.get("lon"), number, people, m.get("country"))


@dataclass
class _Tally:
    found: int = 0
    gold: int = 0
    open: int = 0
    right: int = 0
    ids: int = 0
    exact: int = 0
    located: int = 0
    near: int = 0
    countries: int = 0
    country: int = 0

    def __add__(self, other: _Tally) -> _Tally:
        return _Tally(**{name: count + getattr(other, name) for name, count in vars(self).items()})


def evaluate(
    path: Path, *, places: Callable[[str], list[PlaceMention]] | None = None, half: int | None = None
) -> Result:
    """Detection, exact GeoNames id, within 161 km and country, of the places in one gold file.

    Printed for all texts and for the other half, on which nothing was tuned; `half` asks for the texts of one only.
    """
    if places is None:
        from onrecord.coding.where import places as _places
        from onrecord.reading import read

        def places(text: str) -> list[PlaceMention]:
            return _places(text, read(text))

    tallies, mistakes, rows = (_Tally(), _Tally()), Counter[str](), 0
    for text, gold in read_gold(path):
        if half is None or half_of(text) == half:
            rows += 1
            _count(text, gold, places(text), tallies[half_of(text)], mistakes)
    told = tuple(f"{what} ({n} times)" if n > 1 else what for what, n in mistakes.most_common(10))
    figures = _figures(tallies[0] + tallies[1])
    if half is None:
        figures |= {f"other half: {name}": value for name, value in _figures(tallies[1]).items()}
    return Result("places", rows, figures, told)


def _count(text: str, gold: list[Gold], found: list[PlaceMention], tally: _Tally, mistakes: Counter[str]) -> None:
    taken: set[Gold] = set()
    for m in found:
        over = [g for g in gold if g.start < m.span.end and m.span.start < g.end]
        hit = next((g for g in over if not g.open and g not in taken), None)
        if hit is not None:
            taken.add(hit)
            tally.right += 1
            tally.found += 1
            _resolved(hit, m, tally, mistakes)
        elif not any(g.open for g in over):
            tally.found += 1
            mistakes[f"no place: {_around(text, m.span.start, m.span.end)}"] += 1
    for g in gold:
        tally.open += g.open
        if not g.open:
            tally.gold += 1
            if g not in taken:
                mistakes[f"missed: {g.mention!r}"] += 1


def _resolved(g: Gold, m: PlaceMention, tally: _Tally, mistakes: Counter[str]) -> None:
    place = m.place
    near = place is not None and g.distance(place.lat, place.lon) <= NEAR
    exact = place is not None and place.geonames_id == g.geonames_id
    if g.geonames_id is not None:
        tally.ids += 1
        tally.exact += exact
    if g.lat is not None:
        tally.located += 1
        tally.near += near
        if not near and not exact:
            said = (
                "nothing" if place is None else f"{place.name}, {place.region or place.country} ({place.geonames_id})"
            )
            mistakes[f"resolved: {g.mention!r} to {said}, not {g.geonames_id or (g.lat, g.lon)}"] += 1
    if g.country:
        from onrecord.coding.where import country_of

        code = country_of(g.country)
        if code:
            tally.countries += 1
            tally.country += place is not None and place.country == code


def _around(text: str, start: int, end: int) -> str:
    return " ".join(f"{text[max(0, start - 20) : start]}[{text[start:end]}]{text[end : end + 20]}".split())


def _figures(t: _Tally) -> dict[str, float]:
    precision, recall, f1 = scores(t.found, t.gold, t.right)
    figures = {"found precision": precision, "found recall": recall, "found F1": f1}
    if t.open:
        figures["found F1, were peoples places too"] = scores(t.found, t.gold + t.open, t.right)[2]
    figures["places in the gold"] = float(t.gold)
    for name, part, whole in (
        ("exact GeoNames id of found", t.exact, t.ids),
        (f"within {NEAR:.0f} km of found", t.near, t.located),
        ("country of found", t.country, t.countries),
    ):
        if whole:
            figures[name] = part / whole
    return figures
