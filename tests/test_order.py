"""The same reports in any order and in any batches give the same record: ten shuffles of the made-up crisis."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord import Record
from onrecord.ingest import read
from onrecord.model import Report
from onrecord.pipeline import work
from onrecord.store import Packed, Store

CRISIS = Path(__file__).parents[1] / "corpus" / "crisis" / "reports.jsonl"
NOW = datetime(2024, 6, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def packed() -> list[Packed]:
    """The reports, read and coded once."""
    return work([r for r in read(CRISIS) if isinstance(r, Report)]).packed


def told(path: Path, batches: list[list[Packed]]) -> str:
    """All that a record tells, as text."""
    store = Store(path)
    for batch in batches:
        store.add(batch, now=NOW)
    store.close()
    with Record(path) as record:
        parts = [
            *("".join(record.export(format)) for format in ("plover", "csv", "gdelt-mentions")),
            *(c.model_dump_json() for c in record.conditions()),
            *(s.model_dump_json() for s in record.stories()),
            *(d.model_dump_json() for d in record.doubts()),
            record.brief(),
            record.snapshot().digest,
        ]
    return "\n".join(parts)


def test_ten_shuffles_in_batches_of_one_of_seven_and_all(packed: list[Packed], tmp_path: Path) -> None:
    first = told(tmp_path / "first.db", [packed])
    assert len(first) > 50_000
    for n in range(10):
        shuffled = list(packed)
        random.Random(n).shuffle(shuffled)
        size = (1, 7, len(packed))[n % 3]
        batches = [shuffled[i : i + size] for i in range(0, len(shuffled), size)]
        assert told(tmp_path / f"{n}.db", batches) == first, f"shuffle {n} in batches of {size}"
