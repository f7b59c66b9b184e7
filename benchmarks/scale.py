"""How the cost of reconciling grows with the record, and how quick an answer is from a large one.

    python -m benchmarks.scale FILE.jsonl [REPORTS ...]         add so many reports (1,000 10,000 100,000)
    python -m benchmarks.scale FILE.jsonl --claims 1000000      ask a record of so many claims

The reports of the file are taken in order and then varied: a year later each time, every fourth long word exchanged
for another of the file.  For `--claims` they are read once and what was coded is varied, which is quicker and asks
the same of the record.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from onrecord import Record, read_reports
from onrecord.model import Claim, Coded, Report
from onrecord.rooms import OURS
from onrecord.store import Store, pack

T = TypeVar("T")
LONG = re.compile(r"\b[a-z]{7,}\b")
YEAR = timedelta(days=371)
"""A year and a week's fraction: no variation falls on the days of another."""


def varied(reports: list[Report], number: int) -> Iterator[tuple[int, Report, Report]]:
    """So many reports: the round, the report it was made from, and the report."""
    words = sorted({w for r in reports for w in LONG.findall(r.text)})
    made = 0
    for turn in range(number):
        draw = random.Random(turn)
        for report in reports:
            if made == number:
                return
            made += 1
            if not turn:
                yield turn, report, report
                continue
            text = LONG.sub(lambda m, d=draw: d.choice(words) if d.random() < 0.25 else m[0], report.text)  # type: ignore[misc]
            yield turn, report, Report(text=text, title=report.title, stated=later(report.stated, turn))


def later(day: date | None, turn: int) -> date | None:
    """A day, so many turns later."""
    return day + turn * YEAR if day else None


def timed(what: Callable[[], T]) -> tuple[T, float]:
    """The outcome, and the seconds it took."""
    started = time.perf_counter()
    return what(), time.perf_counter() - started


def growth(reports: list[Report], sizes: list[int]) -> None:
    """Print for each size what adding and reconciling take."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder, Record(Path(folder) / "bench.db") as record:
            _, adding = timed(lambda: record.add(r for _, _, r in varied(reports, size)))  # noqa: B023
            _, reconciling = timed(lambda: record.events(limit=1))
            share = reconciling / (adding + reconciling)
            each = 1000 * reconciling / size
            print(f"{size:>9,} reports: add {adding:.1f} s, reconcile {each:.3f} ms a report, {share:.1%} of all")


def answers(reports: list[Report], claims: int) -> None:
    """Print how long questions take of a record of so many claims."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.db"
        with Record(path) as small:
            small.add(reports)
            told = {r.id: (r, small.claims(report=r.id)) for r in small.reports()}
        store = Store(path)
        fill(store, told, claims)
        store.close()
        with Record(path) as record:
            events, took = timed(lambda: record.events(limit=50))
            print(f"{record.counts()['claim']:,} claims: derived in {took:.0f} s")
        with Record(path) as record:
            day = events[0].when.earliest if events[0].when else None
            ask = {
                "events, the first 50": lambda: record.events(limit=50),
                "events of a week": lambda: record.events(since=date(2024, 8, 1), until=date(2024, 8, 7)),
                "events of an actor, the first 50": lambda: record.events(actor="ISR", limit=50),
                "explain": lambda: record.explain(events[25].id),
                "events of a day": lambda: record.events(since=day, until=day),
            }
            for name, question in ask.items():
                found, took = timed(question)
                number = f" ({len(found)})" if isinstance(found, list) else ""
                print(f"  {name}{number}: {1000 * took:.1f} ms; again {1000 * timed(question)[1]:.1f} ms")


def fill(store: Store, told: dict[str, tuple[Report, list[Claim]]], claims: int) -> None:
    """Write variations of coded reports into a record until it holds so many claims."""
    there = sum(len(c) for _, c in told.values())
    number = len(told) * (claims // max(there, 1)) + len(told)
    batch, now = [], datetime(2026, 1, 1, tzinfo=UTC)
    for turn, old, report in varied([r for r, _ in told.values()], number):
        if turn and there < claims:
            dated = report.model_copy(update={"published": report.stated})
            own = tuple(moved(c, dated.id, turn) for c in told[old.id][1])
            there += len(own)
            batch.append(pack(dated, Coded(report=dated.id, claims=own), coder=OURS.coder()))
        if len(batch) >= 2000:
            store.add(batch, now=now)
            batch = []
    store.add(batch, now=now)


def moved(claim: Claim, report: str, turn: int) -> Claim:
    """The claim as a later report makes it."""
    when = claim.when
    if when:
        update = {"earliest": later(when.earliest, turn), "latest": later(when.latest, turn)}
        when = when.model_copy(update=update)
    return Claim.model_validate(claim.model_dump() | {"id": "", "report": report, "when": when})


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("reports", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--claims", type=int)
    asked = parser.parse_args()
    reports = list(read_reports(asked.file))
    if asked.claims:
        answers(reports, asked.claims)
    else:
        growth(reports, asked.reports)


if __name__ == "__main__":
    main()
