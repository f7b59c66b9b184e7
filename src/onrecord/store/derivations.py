"""What was derived from the record for a day, in tables that answer in milliseconds; it can be made anew at any time.

A derivation is the events as known on one day, with the verdicts that they rest on.  It holds for one revision of
the record; it stays until another of that day takes its place, for whoever would rather see it than wait.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.model import Event, Party, PlaceMention, Verdict, event_id

WIDE = 31
"""Days from which on an event is looked for apart: "since 1945" must not be met on the way to every week."""

KEPT = 24
"""Derivations kept: the events as known on so many days."""

WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Lookup:
    """What the tables narrow a search down to; what they let through may still want a closer look.

    `terms` has for each role ("actor", "recipient", "place", "label") the terms of which an event must have one;
    `reports` are ids of reports of which one must tell it.
    """

    since: date | None = None
    until: date | None = None
    type: str | None = None
    mode: str | None = None
    status: str | None = None
    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    reports: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Outline:
    """An event in its outline, for counting and drawing many: codes or names, places as name, country, latitude,
    longitude and precision; `day` and `last` are its first and last day, or that of its first report."""

    id: str
    status: str
    score: float
    day: date | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[tuple[str, str | None, float, float, str], ...]
    last: date | None = None


def outline(event: Event) -> Outline:
    """The outline of an event."""
    first, last = _days(event)
    spots = (m.place for m in event.places if m.place)
    return Outline(
        event.id,
        event.status,
        event.score,
        date.fromordinal(first) if first else None,
        tuple(sorted({p.country or p.name for p in event.actors})),
        tuple(sorted({p.country or p.name for p in event.recipients})),
        tuple((p.name, p.country, p.lat, p.lon, p.precision) for p in spots if p.lat is not None and p.lon is not None),
        date.fromordinal(last) if last else None,
    )


def term(word: str) -> str:
    """A word as it is looked up."""
    return word.casefold()


# --- writing -------------------------------------------------------------------------------------


def write(
    connection: sqlite3.Connection, key: str, revision: int, events: Sequence[Event], verdicts: Iterable[Verdict]
) -> None:
    """Keep a derivation, the events in their order; inside a transaction of the caller's."""
    same = "SELECT id FROM derivation WHERE key = ?"
    crowd = "SELECT id FROM derivation ORDER BY id DESC LIMIT -1 OFFSET ?"
    for old in [id for (id,) in connection.execute(f"{same} UNION SELECT * FROM ({crowd})", (key, KEPT - 1))]:
        for table in ("derived_event", "derived_member", "derived_term", "derived_verdict"):
            connection.execute(f"DELETE FROM {table} WHERE derivation = ?", (old,))
        connection.execute("DELETE FROM derivation WHERE id = ?", (old,))
    id = connection.execute("INSERT INTO derivation (key, revision) VALUES (?, ?)", (key, revision)).lastrowid
    places = list(enumerate(events))
    connection.executemany(
        f"INSERT INTO derived_event VALUES ({', '.join('?' * 11)})", (_row(id, place, e) for place, e in places)
    )
    connection.executemany(
        "INSERT OR IGNORE INTO derived_member VALUES (?, ?, ?)",
        ((id, name, place) for place, e in places for claim in e.claims for name in (claim, event_id(claim))),
    )
    connection.executemany(
        "INSERT INTO derived_term VALUES (?, ?, ?, ?)",
        ((id, role, word, place) for place, e in places for role, word in sorted(set(_terms(e)))),
    )
    connection.executemany(
        "INSERT INTO derived_verdict (derivation, a, b, noun) VALUES (?, ?, ?, ?)",
        ((id, v.a, v.b, v.model_dump_json(exclude_defaults=True)) for v in verdicts),
    )


def _row(derivation: int | None, place: int, event: Event) -> tuple[Any, ...]:
    first, last = _days(event)
    wide = int(bool(first and last and last - first > WIDE))
    noun = event.model_dump_json(exclude_defaults=True)
    o = outline(event)
    drawn = json.dumps([o.score, o.actors, o.recipients, o.places], ensure_ascii=False, separators=(",", ":"))
    return derivation, place, event.id, event.type, event.mode, event.status, wide, first, last, noun, drawn


def _days(event: Event) -> tuple[int | None, int | None]:
    """The days that an event is looked for on; one without a day goes by its first report."""
    when = event.when
    first = (when.earliest or when.latest if when else None) or event.first_published
    last = (when.latest or when.earliest if when else None) or event.first_published
    return first.toordinal() if first else None, last.toordinal() if last else None


def _terms(event: Event) -> Iterator[tuple[str, str]]:
    for role, parties in (("actor", event.actors), ("recipient", event.recipients)):
        for party in parties:
            yield from ((role, word) for word in _of_party(party))
    for mention in event.places:
        yield from (("place", word) for word in _of_place(mention))
    yield from (("label", term(label)) for label in event.labels)


def _of_party(party: Party) -> Iterator[str]:
    yield from (term(code) for code in (party.country, party.actor_id, party.wikidata) if code)
    yield from (term(word) for word in WORD.findall(f"{party.name} {party.text}"))


def _of_place(mention: PlaceMention) -> Iterator[str]:
    place = mention.place
    yield from (term(code) for code in ((place.country, place.region) if place else ()) if code)
    yield from (term(word) for word in WORD.findall(f"{mention.text} {place.name if place else ''}"))


# --- reading -------------------------------------------------------------------------------------


def find(connection: sqlite3.Connection, key: str, *, late: bool = False) -> Derivation | None:
    """The derivation that is kept under a key and still holds; or, `late`, the last that did."""
    now = "(SELECT value FROM state WHERE name = 'revision')"
    sql = f"SELECT id FROM derivation WHERE key = ? AND (? OR revision = {now})"
    found = connection.execute(sql, (key, late)).fetchone()
    return Derivation(connection, int(found[0])) if found else None


class Derivation:
    """The events as known on a day, kept; each answer is of the moment in which it is asked for."""

    def __init__(self, connection: sqlite3.Connection, id: int) -> None:
        self._connection = connection
        self.id = id

    def events(self, asked: Lookup) -> Iterator[Event]:
        """The events that a lookup lets through, in their order, read as they are asked for."""
        tests, values = _tests(self.id, asked)
        sql = f"SELECT noun FROM derived_event e WHERE {' AND '.join(tests)} ORDER BY place"
        cursor = self._connection.execute(sql, values)
        while some := cursor.fetchmany(64):
            yield from (Event.model_validate_json(noun) for (noun,) in some)

    def outlines(self, asked: Lookup) -> Iterator[Outline]:
        """The outlines of the events that a lookup lets through, in their order."""
        tests, values = _tests(self.id, asked)
        sql = f"SELECT id, status, first, last, outline FROM derived_event e WHERE {' AND '.join(tests)} ORDER BY place"
        for id, status, first, last, drawn in self._connection.execute(sql, values):
            score, actors, recipients, places = json.loads(drawn)
            day, end = (date.fromordinal(d) if d else None for d in (first, last))
            yield Outline(id, status, score, day, tuple(actors), tuple(recipients), tuple(map(tuple, places)), end)

    def but(self, other: Derivation) -> list[Event]:
        """The events that do not stand in another derivation as they stand in this one."""
        found = self._connection.execute(
            "SELECT a.noun FROM derived_event a LEFT JOIN derived_event b "
            "ON b.derivation = ? AND b.id = a.id AND b.noun = a.noun WHERE a.derivation = ? AND b.id IS NULL "
            "ORDER BY a.place",
            (other.id, self.id),
        )
        return [Event.model_validate_json(noun) for (noun,) in found]

    def named(self, beginning: str) -> list[Event]:
        """The events whose id, or the id of a claim in them, is this or begins so; at most nine.

        An event that was joined to another is found by the id that it had.
        """
        for high in (beginning + "\0", beginning + "\uffff"):
            found = self._connection.execute(
                "SELECT noun FROM derived_event WHERE derivation = :d AND place IN ("
                " SELECT place FROM derived_event WHERE derivation = :d AND id >= :low AND id < :high UNION"
                " SELECT place FROM derived_member WHERE derivation = :d AND claim >= :low AND claim < :high"
                ") ORDER BY place LIMIT 9",
                {"d": self.id, "low": beginning, "high": high},
            ).fetchall()
            if found:
                return [Event.model_validate_json(noun) for (noun,) in found]
        return []

    def verdicts(self, claims: Iterable[str]) -> list[Verdict]:
        """The verdicts on these claims, in the order in which they were given."""
        found: dict[int, str] = {}
        for claim in claims:
            for side in ("a", "b"):
                sql = f"SELECT seq, noun FROM derived_verdict WHERE derivation = ? AND {side} = ?"
                found.update(self._connection.execute(sql, (self.id, claim)))
        return [Verdict.model_validate_json(found[seq]) for seq in sorted(found)]


def _tests(derivation: int, asked: Lookup) -> tuple[list[str], list[Any]]:
    tests, values = ["e.derivation = ?"], [derivation]
    for column, value in (("type", asked.type), ("mode", asked.mode), ("status", asked.status)):
        if value is not None:
            tests.append(f"e.{column} = ?")
            values.append(value)  # type: ignore[arg-type]
    if asked.since or asked.until:
        inside, bounds = _inside(derivation, asked.since or date.min, asked.until or date.max)
        tests.append(f"e.place IN ({inside})")
        values += bounds
    if asked.reports is not None:
        tests.append(
            "e.place IN (SELECT m.place FROM claim c JOIN derived_member m ON m.derivation = ? AND m.claim = c.id "
            "WHERE c.report IN (SELECT value FROM json_each(?)))"
        )
        values += [derivation, json.dumps(asked.reports)]  # type: ignore[list-item]
    for role, words in asked.terms:
        marks = ", ".join("?" * len(words))
        tests.append(
            f"e.place IN (SELECT place FROM derived_term WHERE derivation = ? AND role = ? AND term IN ({marks}))"
        )
        values += [derivation, role, *words]  # type: ignore[list-item]
    return tests, values


def _inside(derivation: int, since: date, until: date) -> tuple[str, list[int]]:
    """The places of the events whose days touch a span of days."""
    first, last = since.toordinal(), until.toordinal()
    narrow = "wide = 0 AND first BETWEEN ? AND ? AND last >= ?"
    wide = "wide = 1 AND first <= ? AND last >= ?"
    sql = " UNION ALL ".join(
        f"SELECT place FROM derived_event INDEXED BY derived_event_day WHERE derivation = ? AND {test}"
        for test in (narrow, wide)
    )
    return sql, [derivation, first - WIDE, last, first, derivation, last, first]
