"""The file: whole after any death, safe with two writers, clear about files that are not its own."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import MissingInput, NewerRecord, NotARecord, RecordError, UnknownId
from onrecord.model import Added, Claim, Coded, Party, Report, Skipped, Span, Verdict, When
from onrecord.store import Packed, Store, pack
from onrecord.store.search import query, spans

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)


def packed(n: int, day: date | None = date(2024, 3, 1), coder: str = "c-1", trigger: str = "struck") -> Packed:
    report = Report(text=f"Atlantis struck Lemuria, page {n}.", stated=day, published=day, source=f"Gazette {n % 3}")
    span = Span(start=0, end=8)
    claim = Claim(
        report=report.id,
        type="ASSAULT",
        quad=4,
        score=-9.0,
        trigger=trigger,
        actors=(Party(span=span, text="Atlantis", name="Atlantis", country="ATL"),),
        when=When(earliest=day, latest=day, precision="day") if day else None,
        sentence=Span(start=0, end=len(report.text)),
        evidence={"actors": (span,)},
        coder=coder,
    )
    return pack(report, Coded(report=report.id, claims=(claim,)), coder=coder)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "a.db")
    yield made
    made.close()


# --- what goes in comes out ------------------------------------------------------------------


def test_nouns_come_back_as_they_went_in(store: Store) -> None:
    batch = [packed(n) for n in range(3)]
    assert store.add(batch, now=NOW) == Added(added=3)
    assert {c.id for c in store.claims()} == {row[0] for p in batch for row in p.claims}
    back = store.report(batch[0].report.id)
    assert back == batch[0].report.model_copy(update={"recorded": NOW})


def test_adding_twice_is_adding_once(store: Store) -> None:
    store.add([packed(1)], now=NOW)
    before = store.claims()
    assert store.add([packed(1), packed(2), packed(2)], now=NOW) == Added(added=1, known=2)
    assert store.claims()[:1] == before


def test_a_report_kept_unread_is_read_later_and_its_skip_is_mended(store: Store) -> None:
    full = packed(1)
    store.add([Packed(full.report)], now=NOW)
    store.skip([Skipped(report=full.report.id, stage="coding", reason="a fault")], now=NOW)
    assert store.known([full.report.id]) == set()
    assert len(store.skipped()) == 1
    assert store.add([full], now=NOW) == Added(added=1)
    assert store.skipped() == []
    assert len(store.claims()) == 1


def test_as_of_goes_by_publication_else_by_recording(store: Store) -> None:
    store.add([packed(1, date(2024, 3, 1)), packed(2, date(2024, 3, 5)), packed(3, None)], now=NOW)
    for day, count in ((date(2024, 2, 29), 0), (date(2024, 3, 4), 1), (date(2024, 3, 5), 2), (date(2024, 6, 1), 3)):
        assert len(store.reports(as_of=day)) == len(store.claims(as_of=day)) == count


def test_a_batch_is_written_whole_or_not_at_all(store: Store) -> None:
    broken = packed(2)._replace(claims=[("too", "few")])
    with pytest.raises(sqlite3.Error):
        store.add([packed(1), broken], now=NOW)
    assert store.reports() == []
    assert store.add([packed(1)], now=NOW) == Added(added=1)


def test_the_revision_goes_up_with_each_change_and_drops_what_was_derived(store: Store) -> None:
    before = store.revision
    store.keep("events", before, b"made")
    assert store.derived("events") == b"made"
    store.add([packed(1)], now=NOW)
    assert store.revision > before
    assert store.derived("events") is None


def test_what_is_derived_is_dropped_when_there_is_too_much(store: Store) -> None:
    for n in range(120):
        store.keep(f"as of {n}", store.revision, b"made")
    assert store.derived("as of 0") is None
    assert store.derived("as of 119") == b"made"


def test_skips_of_a_file_are_settled_when_it_has_been_mended(store: Store) -> None:
    store.skip([Skipped(report=f"/a.jsonl:{n}", stage="ingest", reason="x") for n in (3, 5)], now=NOW, file="/a.jsonl")
    store.skip([Skipped(report="/b.txt", stage="ingest", reason="x")], now=NOW, file="/b.txt")
    store.settle("/a.jsonl", {"/a.jsonl:5"}, now=NOW)
    assert [s.report for s in store.skipped()] == ["/a.jsonl:5", "/b.txt"]
    store.skip([Skipped(report="/a.jsonl:3", stage="ingest", reason="again")], now=NOW, file="/a.jsonl")
    assert [s.reason for s in store.skipped()] == ["again", "x", "x"]


# --- verdicts --------------------------------------------------------------------------------


def two_claims(store: Store) -> list[str]:
    store.add([packed(1), packed(2)], now=NOW)
    return sorted(c.id for c in store.claims())


def test_verdicts_are_appended_never_edited(store: Store) -> None:
    a, b = two_claims(store)
    rulings = [Verdict(a=a, b=b, same=same, by="ada", at=NOW) for same in (True, False, None)]
    for ruling in rulings:
        store.judge([ruling])
    assert store.verdicts() == rulings


def test_a_verdict_on_an_unknown_claim_is_refused_with_the_whole_batch(store: Store) -> None:
    a, b = two_claims(store)
    with pytest.raises(UnknownId, match="no claim c0"):
        store.judge([Verdict(a=a, b=b, same=True, by="ada"), Verdict(a=a, b="c0", same=True, by="ada")])
    assert store.verdicts() == []


def test_a_verdict_finds_its_claims_again_after_coding_anew(store: Store) -> None:
    a, b = two_claims(store)
    store.judge([Verdict(a=a, b=b, same=True, by="ada", at=NOW)])
    store.recode([packed(1, coder="c-2"), packed(2, coder="c-2")], now=NOW)
    renamed = sorted(c.id for c in store.claims())
    assert set(renamed).isdisjoint({a, b})
    (verdict,) = store.verdicts()
    assert [verdict.a, verdict.b] == renamed


def test_a_verdict_on_what_is_no_longer_claimed_sleeps_until_it_is_claimed_again(store: Store) -> None:
    a, b = two_claims(store)
    store.judge([Verdict(a=a, b=b, same=True, by="ada", at=NOW)])
    store.recode([packed(1)._replace(claims=[])], now=NOW)
    assert store.verdicts() == []
    store.recode([packed(1)], now=NOW)
    assert len(store.verdicts()) == 1


# --- files that are not ours -----------------------------------------------------------------


def test_a_newer_record_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    Store(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(NewerRecord, match=r"made by a newer onrecord .* update onrecord"):
        Store(path)


@pytest.mark.parametrize("content", [b"these are not the bytes of a database" * 100, b"x", b"SQLite format 3\0" * 80])
def test_any_other_file_is_not_a_record_and_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(content)
    with pytest.raises(NotARecord, match="not a record of onrecord, or damaged"):
        Store(path)
    assert path.read_bytes() == content


def test_somebody_elses_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with pytest.raises(NotARecord):
        Store(path)


def test_a_damaged_record_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    store = Store(path)
    store.add([packed(n) for n in range(200)], now=NOW)
    store.close()
    content = bytearray(path.read_bytes())
    content[4096:] = random.Random(1).randbytes(len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(NotARecord, match="restore it from a copy"):
        _use(path)


def test_a_record_cut_short_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    store = Store(path)
    store.add([packed(n) for n in range(200)], now=NOW)
    store.close()
    os.truncate(path, path.stat().st_size // 3)
    with pytest.raises(NotARecord):
        _use(path)


def _use(path: Path) -> None:
    store = Store(path)
    try:
        store.claims()
        store.search("Lemuria")
        store.add([packed(999)], now=NOW)
    finally:
        store.close()


def test_an_empty_file_becomes_a_record_but_is_none_to_read(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.touch()
    with pytest.raises(NotARecord, match="an empty file"):
        Store(path, create=False)
    Store(path).close()
    Store(path, create=False).close()


def test_missing_records_folders_and_places(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match=r"no such record: make it with  onrecord add"):
        Store(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(RecordError, match="a folder, not a record"):
        Store(tmp_path)
    with pytest.raises(RecordError, match="make it first"):
        Store(tmp_path / "no" / "such" / "a.db")


# --- death at any moment, and company ----------------------------------------------------------

ADDER = """
import sys
from datetime import UTC, datetime
import importlib.util
spec = importlib.util.spec_from_file_location("packing", sys.argv[1])
packing = importlib.util.module_from_spec(spec)
spec.loader.exec_module(packing)
store = packing.Store(sys.argv[2])
for n in range(int(sys.argv[3]), int(sys.argv[4]), 2):
    store.add([packing.packed(n), packing.packed(n + 1)], now=packing.NOW)
    print(n, n + 1, flush=True)
"""


def adder(path: Path, first: int, end: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", ADDER, __file__, str(path), str(first), str(end)], stdout=subprocess.PIPE, text=True
    )


def test_what_was_acknowledged_survives_kill_9_and_the_rest_is_whole_or_absent(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    draw = random.Random(7)
    acknowledged: set[int] = set()
    for _ in range(5):
        process = adder(path, 0, 100_000)
        assert process.stdout is not None
        for _ in range(draw.randrange(1, 60)):
            acknowledged.update(map(int, process.stdout.readline().split()))
        time.sleep(draw.random() * 0.01)
        process.send_signal(signal.SIGKILL)
        acknowledged.update(int(n) for n in process.stdout.read().split())
        process.stdout.close()
        process.wait()
        store = Store(path)
        there = {r.id for r in store.reports()}
        assert {packed(n).report.id for n in acknowledged} <= there
        assert {c.report for c in store.claims()} == there
        assert len(store.search("Lemuria", limit=10**6)) == len(there)
        assert store._rows("PRAGMA integrity_check") == [("ok",)]
        store.close()
    assert len(acknowledged) > 50


def test_death_while_the_file_is_made_leaves_something_that_can_be_gone_on_with(tmp_path: Path) -> None:
    draw = random.Random(3)
    code = "import sys; from onrecord.store import Store; print('.', flush=True); Store(sys.argv[1])"
    for n in range(4):
        path = tmp_path / f"{n}.db"
        process = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(draw.random() * 0.02)
        process.kill()
        process.stdout.close()
        process.wait()
        store = Store(path)
        assert store.add([packed(1)], now=NOW) == Added(added=1)
        store.close()


def test_two_processes_add_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    both = [adder(path, 0, 40), adder(path, 20, 60)]  # the middle is added by both
    for process in both:
        assert process.stdout is not None
        process.communicate(timeout=60)
        assert process.returncode == 0
    store = Store(path)
    assert {r.id for r in store.reports()} == {packed(n).report.id for n in range(60)}
    assert len(store.claims()) == 60
    store.close()


def test_a_reader_sees_one_moment_while_another_writes(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    one, other = Store(path), Store(path)
    one.add([packed(1)], now=NOW)
    with one.snapshot():
        assert len(one.reports()) == 1
        other.add([packed(2)], now=NOW)
        assert len(one.reports()) == len(one.claims()) == 1
    assert len(one.reports()) == 2
    one.close()
    other.close()


def test_a_record_that_another_holds_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.db"
    store = Store(path)
    store._connection.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(RecordError, match="another program has been writing"):
        store.add([packed(1)], now=NOW)
    store.keep("events", store.revision, b"nobody minds that this is not kept")
    other.execute("ROLLBACK")
    assert store.add([packed(1)], now=NOW) == Added(added=1)
    other.close()
    store.close()


def test_a_full_disk_says_so_and_keeps_what_there_was(store: Store) -> None:
    store.add([packed(1)], now=NOW)
    (pages,) = store._rows("PRAGMA page_count")[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(RecordError, match="the disk is full"):
        store.add([packed(n) for n in range(2, 200)], now=NOW)
    assert len(store.reports()) == 1


# --- search ----------------------------------------------------------------------------------


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_query(words: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5 (x)")
    wanted = query(words)
    if wanted:
        connection.execute("SELECT * FROM t WHERE t MATCH ?", (wanted,)).fetchall()
    connection.close()


@given(st.lists(st.tuples(st.text("abc .", min_size=1), st.booleans())))
def test_marks_become_spans_of_the_text_without_them(pieces: list[tuple[str, bool]]) -> None:
    marked = "".join(f"\x01{text}\x02" if mark else text for text, mark in pieces)
    plain = "".join(text for text, _ in pieces)
    assert [s.of(plain) for s in spans(marked)] == [text for text, mark in pieces if mark]


def test_search_is_by_stem_without_accents_and_by_day(store: Store) -> None:
    reports = [
        Report(text="The café was closed. Hostages were released at noon.", published=date(2024, 3, 1)),
        Report(text="Nothing.", title="A release", published=date(2024, 3, 2)),
    ]
    store.add([Packed(r) for r in reports], now=NOW)
    (hit,) = store.search("cafe")
    assert hit.quote is not None
    assert hit.quote.of(hit.text) == "The café was closed."
    assert [h.quote is None for h in store.search("release")] == [True, False]  # the title weighs more
    assert len(store.search("release", as_of=date(2024, 3, 1))) == 1


def test_a_second_connection_does_not_give_up_the_locks_of_the_first(tmp_path: Path) -> None:
    """Another process that closes last would otherwise clear away the log that the first is still reading."""
    path = tmp_path / "crisis.db"
    first = Store(path)
    first.add([packed(n) for n in range(20)], now=NOW)
    Store(path).close()  # looks into the file, or not
    other = (
        "import sys; from onrecord.store import Store; from onrecord.store.schema import connect\n"
        "store = Store(sys.argv[1]); store.close()"
    )
    with first.snapshot():
        assert len(first.reports()) == 20
        subprocess.run([sys.executable, "-c", other, str(path)], check=True)
        assert path.with_name("crisis.db-wal").exists()  # still ours
        assert len(first.reports()) == 20
    first.close()
