"""A user's own actors, from a CSV file or from a dictionary in the PETRARCH format.

PETRARCH dictionaries carry CAMEO codes ("ISRGOV", "~COP", "NGOHLH"); they become PLOVER's country and
sectors.  A code that has neither is skipped, and `skipped` says so, file and line.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from onrecord import ontology
from onrecord.coding.actors.entries import GROUPS, Body, Noun
from onrecord.coding.actors.tables import STATES, Actors
from onrecord.errors import DataError, MalformedInput, MissingInput
from onrecord.ontology import read_table

COLUMNS = ("name", "names", "country", "sectors", "start", "end", "wikidata")
_DATE = re.compile(r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?")
_CODES = re.compile(r"\[([^\]]*)\]")
_SETS = {
    "!PERSON!": (("man", "men"), ("woman", "women"), ("person", "people")),
    "!MINIST!": (("minister", "ministers"), ("ministry", "ministries")),
}


@dataclass
class Entry:
    """One actor of a dictionary: its names, and its codes with the days between which they hold."""

    line: int
    names: list[str]
    codes: list[tuple[str, str, str]] = field(default_factory=list)


def read_own(path: str | Path) -> Actors:
    """The actors of a CSV file or a PETRARCH dictionary, told apart by the name of the file (.csv, .tsv or other)."""
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise MissingInput(f"{path}: cannot be read ({error.strerror}); check the path") from error
    actors = Actors()
    if path.suffix.lower() in (".csv", ".tsv"):
        _csv(actors, path, text)
    else:
        _petrarch(actors, path, text)
    return actors


# --- CSV ---------------------------------------------------------------------------------------


def _csv(actors: Actors, path: Path, text: str) -> None:
    rows = csv.DictReader(text.splitlines(), delimiter="\t" if path.suffix.lower() == ".tsv" else ",")
    header = rows.fieldnames or []
    wrong = [name for name in header if name not in COLUMNS]
    if "name" not in header or wrong:
        raise MalformedInput(f"{path}:1: columns {list(header)}; expected name and any of {', '.join(COLUMNS[1:])}")
    for row in rows:
        where = f"{path}:{rows.line_num}"
        cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
        if None in row or not cells["name"]:
            raise MalformedInput(f"{where}: expected {len(header)} cells and a name, found {row}")
        names = [cells["name"], *filter(None, cells["names"].split("|"))]
        actors.add_body(names, _body(cells, where))


def _body(cells: dict[str, str], where: str) -> Body:
    country, sectors = cells["country"], tuple(filter(None, re.split(r"[;|, ]+", cells["sectors"])))
    if country and not re.fullmatch(r"[A-Z]{3}", country):
        raise MalformedInput(f"{where}: country {country!r}, expected an ISO 3166 alpha-3 or PLOVER group code")
    for sector in sectors:
        if sector not in ontology.sectors():
            raise MalformedInput(f"{where}: no sector called {sector!r}; there are: {', '.join(ontology.sectors())}")
    for edge in ("start", "end"):
        if not _DATE.fullmatch(cells[edge]):
            raise MalformedInput(f"{where}: {edge} {cells[edge]!r}, expected YYYY, YYYY-MM or YYYY-MM-DD")
    return Body(
        cells["name"], "user", country or None, sectors, cells["start"], cells["end"], cells["wikidata"] or None
    )


# --- PETRARCH ----------------------------------------------------------------------------------


def _petrarch(actors: Actors, path: Path, text: str) -> None:
    found = False
    for entry in entries(text):
        found = True
        where = f"{path}:{entry.line}"
        for code, start, end in entry.codes:
            country, sectors = plover(code)
            if start == "?" or (country is None and not sectors):
                actors.skipped.append(f"{where}: {entry.names[0]}: no PLOVER reading of [{code} {start}]")
                continue
            if code.startswith("~"):
                _agent(actors, entry, Noun("own", country, sectors))
                continue
            body = Body(entry.names[0], "user", country, sectors, start, end)
            try:
                actors.add_body(entry.names, body)
            except DataError as error:
                actors.skipped.append(f"{where}: {error}")
    if not found:
        raise MalformedInput(f"{path}: no entry such as NAME_ [CODE]; expected a PETRARCH dictionary or a .csv file")


def _agent(actors: Actors, entry: Entry, noun: Noun) -> None:
    for name in entry.names:
        actors.add_noun(name.lower(), noun)


def entries(text: str) -> Iterator[Entry]:
    """The entries of a dictionary: a name, its synonyms (+), and codes with dates on its own or the next lines.

    >>> [(e.names, e.codes) for e in entries("OLD_FRONT_ [XYZREB 750101-791231]\\n+O.F._\\n")]
    [(['Old Front', 'O.F.'], [('XYZREB', '1975-01-01', '1979-12-31')])]
    """
    entry: Entry | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.partition("#")[0].rstrip()
        if not line.strip() or line.startswith(("!", "&")):
            continue
        if line[0] in "\t [":
            if entry:
                entry.codes += map(_dated, _CODES.findall(line))
            continue
        name, _, codes = line.partition("[")
        if line.startswith("+"):
            if entry:
                entry.names += _names(name[1:])
        else:
            if entry and entry.codes:
                yield entry
            entry = Entry(number, _names(name))
        if codes and entry:
            entry.codes += map(_dated, _CODES.findall("[" + codes))
    if entry and entry.codes:
        yield entry


def _names(text: str) -> list[str]:
    """The names of one line, in our writing: "POLICE!PERSON!" is policeman, policewoman, police person.

    A plural in braces goes with its singular: "THIEF {THIEVES}" -> "Thief/Thieves".
    """
    name, brace, many = text.partition("{")
    name = name.strip().rstrip("_").replace("_", " ")
    written = [name]
    for mark, words in _SETS.items():
        if mark in name:
            written = [f"{name.replace(mark, one)}/{name.replace(mark, more)}" for one, more in words]
    if brace:
        plural = many.partition("}")[0].strip().rstrip("_").replace("_", " ")
        written = [f"{name}/{plural or name}"]
    return [titled(w) for w in written if w.strip()]


def titled(name: str) -> str:
    """A name in capitals as it is written: "JOHN MCCAIN OF THE SENATE" -> "John McCain of the Senate".

    >>> titled("U.N. HIGH COMMISSIONER"), titled("RONALD D'ARC")
    ('U.N. High Commissioner', "Ronald D'Arc")
    """
    words: list[str] = []
    for word in name.split():
        if word.lower() in _SMALL and words:
            words.append(word.lower())
        elif word.count(".") > 1 or (len(name) <= 5 and word.isupper()):
            words.append(word)
        else:
            words.append(re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), word))
    return re.sub(r"\bMc([a-z])", lambda m: "Mc" + m.group(1).upper(), " ".join(words))


_SMALL = frozenset({
    "of", "the", "and", "for", "in", "de", "la", "da", "do", "du", "von", "van", "der", "den", "bin", "ibn", "al",
    "el", "ul"
})  # fmt: skip


def _dated(code: str) -> tuple[str, str, str]:
    """A code with its days: "ISRGOV 960618-990706", ">020101", "<991231"; "?" for a date that is none."""
    plain, _, dates = code.strip().partition(" ")
    dates = dates.strip()
    if not dates:
        return plain, "", ""
    if dates[0] in "<>":
        edge = _day(dates[1:])
        start, end = (edge, "") if dates[0] == ">" else ("", edge)
    else:
        first, _, last = dates.partition("-")
        start, end = _day(first), _day(last)
    return (plain, "?", "") if "?" in (start, end) else (plain, start, end)


def _day(digits: str) -> str:
    """A day of six or eight digits; of two-digit years those over 30 are of the 20th century."""
    digits = digits.strip()
    if len(digits) == 6 and digits.isdigit():
        digits = ("19" if int(digits[:2]) > 30 else "20") + digits
    if len(digits) != 8 or not digits.isdigit() or not 1 <= int(digits[4:6]) <= 12:
        return "?"
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def plover(code: str) -> tuple[str | None, tuple[str, ...]]:
    """The PLOVER country and sectors of a CAMEO actor code.

    >>> plover("ISRGOVMIL"), plover("NGOHLH"), plover("~MED")
    (('ISR', ('GOV', 'MIL')), ('NGO', ('MED',)), (None, ('JRN',)))
    """
    parts = [code.lstrip("~")[i : i + 3].upper() for i in range(0, len(code.lstrip("~")), 3)]
    country: str | None = None
    sectors: list[str] = []
    for part in parts:
        to_country, to_sector = _crosswalk().get(part, ("", ""))
        if not to_country and not to_sector and part in _states():
            to_country = part
        if to_country and (country is None or country in GROUPS):
            country = to_country
        if to_sector and to_sector not in sectors:
            sectors.append(to_sector)
    return country, tuple(sectors)


@cache
def _crosswalk() -> dict[str, tuple[str, str]]:
    rows = read_table("actors/cameo_actors.tsv", ("cameo", "country", "sector"))
    return {row["cameo"]: (row["country"], row["sector"]) for row in rows}


@cache
def _states() -> frozenset[str]:
    return frozenset(row["code"] for row in read_table("actors/countries.tsv", STATES))
