"""The tables of actors, read once and indexed by folded name; a malformed row is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from onrecord import ontology
from onrecord.coding.actors.entries import GROUPS, Body, Noun, Person, Tenure
from onrecord.coding.actors.fold import acronym, key, words
from onrecord.errors import DataError
from onrecord.ontology import read_table
from onrecord.ontology.table import data_file

BODIES = ("name", "names", "country", "sectors", "start", "end", "wikidata")
PEOPLE = ("name", "names", "sex", "country", "office", "sectors", "start", "end", "wikidata")
STATES = ("code", "name", "names", "adjectives", "people", "capital", "start", "end")
KINDS = frozenset({"title", "own", "member", "thing", "rank", "honorific", "mod"})
_DATE = re.compile(r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?\??)?")
_COUNTRY = re.compile(r"(?:[A-Z]{3})?")
_WIKIDATA = re.compile(r"(?:Q\d+)?")


class Actors:
    """Names and nouns of actors by folded key.

    `bodies` and `persons` by whole name, `acronyms` by upper case ("UN"), `surnames` by the short
    form that news uses, `nouns` and `mods` by their words.  `longest` gives for a first word how many
    words the longest name that begins with it has, `skipped` what a user's file held that could not be read.
    """

    def __init__(self) -> None:
        self.bodies: dict[str, tuple[Body, ...]] = {}
        self.acronyms: dict[str, tuple[Body, ...]] = {}
        self.persons: dict[str, tuple[Person, ...]] = {}
        self.surnames: dict[str, tuple[Person, ...]] = {}
        self.nouns: dict[str, Noun] = {}
        self.mods: dict[str, Noun] = {}
        self.lists: dict[str, frozenset[str]] = {}
        self.longest: dict[str, int] = {}
        self.uncapped: set[str] = set()
        self.skipped: list[str] = []
        self.awaited: dict[str, tuple[str, ...]] = {}
        self._merged: dict[int, Actors] = {}

    @classmethod
    def read(cls, path: str | Path) -> Actors:
        """A user's own actors: CSV (name, country, sectors, start, end, wikidata) or a PETRARCH dictionary.

        Raises `MalformedInput` naming file and line, `MissingInput` where there is no such file.
        """
        from onrecord.coding.actors.own import read_own

        return read_own(path)

    def add_body(self, names: Iterable[str], body: Body) -> None:
        """Index a body under each of its names."""
        for name in names:
            short = acronym(name) if name.isascii() and " " not in name else None
            if short and body.kind != "user":
                self.acronyms[short] = (*self.acronyms.get(short, ()), body)
                continue
            folded = key(name)
            if not folded:
                raise DataError(f"actors: {name!r} has no letters")
            if body not in self.bodies.get(folded, ()):
                self.bodies[folded] = (*self.bodies.get(folded, ()), body)
            self._note(folded, name)

    def add_person(self, names: Iterable[str], shorts: Iterable[str], person: Person) -> None:
        """Index a person under full names and under the short forms that need a day to tell who it is."""
        for name in names:
            folded = key(name)
            if person not in self.persons.get(folded, ()):
                self.persons[folded] = (*self.persons.get(folded, ()), person)
            self._note(folded, name)
        for short in shorts:
            folded = key(short)
            if person not in self.surnames.get(folded, ()):
                self.surnames[folded] = (*self.surnames.get(folded, ()), person)
            self._note(folded, short)

    def add_noun(self, text: str, noun: Noun) -> None:
        """Index a noun under its singular and plural; "thief/thieves" gives both, else the plural is regular."""
        one, _, many = text.partition("/")
        if noun.kind == "mod":
            self.mods[self._note(key(one))] = noun
            return
        many = many or plural(one)
        several = _several(noun)
        self.nouns[self._note(key(one))] = noun if one != many else several
        self.nouns[self._note(key(many))] = several

    def await_row(self, folded: str, row: str) -> None:
        """Keep a generated row until its name is met, and note how long the name is."""
        if not folded:
            return
        self.awaited[folded] = (*self.awaited[folded], row) if folded in self.awaited else (row,)
        self._note(folded)

    def meet(self, folded: str) -> None:
        """Read the generated rows that wait under this key.

        Raises `DataError` for a malformed one.
        """
        for row in self.awaited.pop(folded, ()):
            cells = row.split("\t")
            if len(cells) == 6:
                _meet_person(self, folded, cells)
            elif len(cells) == 5 and cells[2] in ("place", "body"):
                _meet_body(self, folded, cells)
            else:
                raise DataError(f"actors: generated row of {len(cells)} cells: {row[:80]!r}; run training/actors.py")

    def over(self, base: Actors) -> Actors:
        """These actors laid over others: a name that stands in both means what it means here."""
        if id(base) not in self._merged:
            both = Actors()
            for name in ("bodies", "acronyms", "persons", "surnames", "nouns", "mods", "lists", "awaited"):
                setattr(both, name, {**getattr(base, name), **getattr(self, name)})
            for folded in self.bodies:
                both.persons.pop(folded, None)
                both.nouns.pop(folded, None)
            for folded in self.persons:
                both.bodies.pop(folded, None)
            both.longest = dict(base.longest)
            for first, length in self.longest.items():
                both.longest[first] = max(length, both.longest.get(first, 0))
            both.uncapped = base.uncapped | self.uncapped
            self._merged[id(base)] = both
        return self._merged[id(base)]

    def _note(self, folded: str, name: str = "") -> str:
        if " " in folded:
            first, length = folded.partition(" ")[0], folded.count(" ") + 1
            if self.longest.get(first, 0) < length:
                self.longest[first] = length
        else:
            self.longest.setdefault(folded, 1)
        if name and name[0].islower():
            self.uncapped.add(folded)
        return folded


@cache
def _several(noun: Noun) -> Noun:
    return noun._replace(plural=True)


def plural(noun: str) -> str:
    """The regular plural of a noun phrase's last word.

    >>> plural("deputy"), plural("church"), plural("member of parliament")
    ('deputies', 'churches', 'members of parliament')
    """
    head, of, rest = noun.partition(" of ")
    if head.endswith(("s", "x", "ch", "sh")):
        many = head + "es"
    elif head.endswith("y") and head[-2:-1] not in "aeiou":
        many = head[:-1] + "ies"
    else:
        many = head + "s"
    return many + of + rest


@cache
def own_tables() -> Actors:
    """The tables that we write by hand, without the generated ones."""
    actors = Actors()
    _nouns(actors)
    _countries(actors)
    for file in ("institutions", "organisations", "groups", "parties", "companies"):
        _bodies(actors, file, "body")
    _bodies(actors, "seats", "seat")
    _bodies(actors, "regions", "place")
    _people(actors)
    _lists(actors)
    return actors


@cache
def tables() -> Actors:
    """The package's own actors: the tables written by hand, and behind them the generated ones."""
    actors = own_tables()
    _generated(actors)
    return actors


def _generated(actors: Actors) -> None:
    """Note the generated rows under their keys; a row is read when its name is first met."""
    for file, leaders in (("leaders", True), ("more", False)):
        where = data_file(f"actors/{file}.tsv")
        try:
            _, *rows = where.read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError) as error:
            raise DataError(f"actors/{file}.tsv: cannot be read ({error}); reinstall onrecord") from error
        for row in rows:
            keys, shorts, _ = row.split("\t", 2)
            for folded in keys.split("|"):
                actors.await_row(folded, row)
            if leaders:
                for folded in shorts.split("|"):
                    actors.await_row(folded, row)


def _check(row: dict[str, str], source: str) -> None:
    """Refuse codes and dates that no table of ours may hold."""
    start, end = row["start"], row["end"]
    try:
        _codes(row["country"], row["sectors"])
    except ValueError as error:
        raise DataError(f"{source}: {row['name']!r}: {error}") from error
    if not _DATE.fullmatch(start) or not _DATE.fullmatch(end):
        raise DataError(f"{source}: {row['name']!r} from {start!r} to {end!r}: not dates")
    if start and end and start > end.rstrip("?") + "~":
        raise DataError(f"{source}: {row['name']!r} ends before it starts")
    if not _WIKIDATA.fullmatch(row["wikidata"]):
        raise DataError(f"{source}: {row['name']!r} has Wikidata id {row['wikidata']!r}")


@cache
def _codes(country: str, sectors: str) -> None:
    known = ontology.sectors()
    for sector in filter(None, sectors.split("|")):
        if sector not in known:
            raise ValueError(f"no sector called {sector!r}; there are: {', '.join(known)}")
    if not _COUNTRY.fullmatch(country.removesuffix("?")):
        raise ValueError(f"country {country!r}, expected three capitals")


@cache
def _sectors(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


def _names(row: dict[str, str]) -> list[str]:
    return [row["name"], *filter(None, row["names"].split("|"))]


def _meet_body(actors: Actors, folded: str, cells: list[str]) -> None:
    _, name, kind, country, sectors = cells
    try:
        _codes(country, sectors)
    except ValueError as error:
        raise DataError(f"actors/more.tsv: {name!r}: {error}") from error
    body = Body(name, kind, country or None, _sectors(sectors))
    actors.bodies[folded] = (*actors.bodies.get(folded, ()), body)


def _meet_person(actors: Actors, folded: str, cells: list[str]) -> None:
    keys, _, name, sex, wikidata, held = cells
    tenures = []
    for office in held.split(";"):
        title, country, sectors, start, end = office.split("@")
        row = {"name": name, "country": country, "sectors": sectors, "start": start, "end": end, "wikidata": wikidata}
        _check(row, "actors/leaders.tsv")
        tenures.append(Tenure(title, country or None, _sectors(sectors), start, end))
    person = Person(name, sex, tuple(tenures), wikidata or None, minor=True)
    table = actors.persons if folded in keys.split("|") else actors.surnames
    table[folded] = (*table.get(folded, ()), person)


def _countries(actors: Actors) -> None:
    source = "actors/countries.tsv"
    for row in read_table(source, STATES):
        code, start, end = row["code"], row["start"], row["end"]
        _check({**row, "country": code, "sectors": "", "wikidata": ""}, source)
        if not code or not row["name"]:
            raise DataError(f"{source}: {row['name']!r} has code {code!r}, expected three capitals")
        actors.add_body(_names(row), Body(row["name"], "country", code, (), start, end))
        people = [*row["adjectives"].split("|"), *row["people"].split("|")]
        actors.add_body(filter(None, people), Body(row["name"], "people", code, (), start, end))
        for capital in {key(c): c for c in filter(None, row["capital"].split("|"))}.values():
            actors.add_body([capital], Body(capital, "seat", code, ("GOV",)))


def _bodies(actors: Actors, file: str, kind: str) -> None:
    source = f"actors/{file}.tsv"
    for row in read_table(source, BODIES):
        _check(row, source)
        country, weak = row["country"].removesuffix("?"), row["country"].endswith("?")
        body = Body(
            row["name"],
            kind,
            country or None,
            _sectors(row["sectors"]),
            row["start"],
            row["end"],
            row["wikidata"] or None,
            weak,
        )
        actors.add_body(_names(row), body)


def _people(actors: Actors) -> None:
    source = "actors/people.tsv"
    held: dict[str, list[dict[str, str]]] = {}
    for row in read_table(source, PEOPLE):
        _check(row, source)
        if row["sex"] not in ("m", "f", ""):
            raise DataError(f"{source}: {row['name']!r} has sex {row['sex']!r}, expected m, f or nothing")
        held.setdefault(row["name"], []).append(row)
    for name, rows in held.items():
        tenures = (
            Tenure(r["office"], r["country"] or None, _sectors(r["sectors"]), r["start"], r["end"]) for r in rows
        )
        wikidata = next((r["wikidata"] for r in rows if r["wikidata"]), None)
        person = Person(name, rows[0]["sex"], tuple(sorted(tenures, key=lambda t: t.start)), wikidata)
        names = dict.fromkeys(n for r in rows for n in _names(r))
        short = [n[1:] for n in names if n.startswith("~")]
        actors.add_person([n for n in names if not n.startswith("~")], short or shorts(name), person)


_PARTICLES = frozenset({
    "bin", "ibn", "ben", "van", "von", "de", "da", "der", "den", "di", "del", "della", "dos", "du", "la", "le",
    "abu", "st", "ag", "ould", "ter"
})  # fmt: skip
_SUFFIXES = frozenset({"Jr", "Sr", "I", "II", "III", "IV", "V", "VI"})


def shorts(name: str) -> list[str]:
    """The short forms of a name in news: its last word, with the particles before it, without "Jr." and "al-".

    >>> shorts("Bashar al-Assad"), shorts("Robert F. Kennedy Jr."), shorts("Hans van den Broek")
    (['Assad'], ['Kennedy'], ['Broek', 'van den Broek'])
    """
    whole = name.split() if name.isascii() else words(name)
    parts = [w for w in whole if w.rstrip(".") not in _SUFFIXES] or whole
    head, dash, rest = parts[-1].partition("-")
    last = rest if dash and head.lower() in ("al", "el", "as", "ash", "ad", "ar") else parts[-1]
    first = len(parts) - 1
    while first > 1 and parts[first - 1].lower() in _PARTICLES:
        first -= 1
    return [last] if first == len(parts) - 1 else [last, " ".join([*parts[first:-1], last])]


def _nouns(actors: Actors) -> None:
    source = "actors/agents.tsv"
    for row in read_table(source, ("kind", "country", "sectors", "nouns")):
        if row["kind"] not in KINDS:
            raise DataError(f"{source}: kind {row['kind']!r}; there are: {', '.join(sorted(KINDS))}")
        _check({**row, "name": row["nouns"][:40], "start": "", "end": "", "wikidata": ""}, source)
        noun = Noun(row["kind"], row["country"] or None, _sectors(row["sectors"]))
        for text in row["nouns"].split("|"):
            actors.add_noun(text, noun)


def _lists(actors: Actors) -> None:
    for row in read_table("actors/words.tsv", ("list", "words")):
        if row["list"] in actors.lists:
            raise DataError(f"actors/words.tsv: the list {row['list']!r} stands twice")
        listed = row["words"].split("|")
        actors.lists[row["list"]] = frozenset(w if w.isupper() else key(w) for w in listed)
        if row["list"] == "not_actors":
            for name in listed:
                actors.add_body([name], Body(name, "none", None))


__all__ = ["GROUPS", "Actors", "own_tables", "plural", "shorts", "tables"]
