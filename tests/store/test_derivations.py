"""Events kept in tables answer as the events themselves would, and are gone when the record changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.model import Event, Party, Place, PlaceMention, Report, Span, Verdict, When, content_id
from onrecord.pipeline import Known
from onrecord.record import Record
from onrecord.record.filters import Filter
from onrecord.record.known import Kept, Made
from onrecord.store import Packed, Store
from onrecord.store.schema import STEPS, TABLES

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
START = date(2024, 1, 1)
SPAN = Span(start=0, end=1)
NAMES = {
    "Red Cross": None,
    "Chad": "TCD",
    "crossing guards": None,
    "Reds": None,
    "Chadian Army": "TCD",
    "Côte d'Ivoire": "CIV",
}


def party(name: str) -> Party:
    return Party(span=SPAN, text=name, name=name, country=NAMES[name])


@st.composite
def events(draw: st.DrawFn) -> Event:
    first = START + timedelta(draw(st.integers(0, 90)))
    last = first + timedelta(draw(st.sampled_from([0, 0, 1, 7, 40, 400])))
    when = draw(st.sampled_from([None, When(earliest=first, latest=last), When(latest=last), When(earliest=first)]))
    type, mode = draw(st.sampled_from([("ASSAULT", "aerial"), ("ASSAULT", None), ("AID", None)]))
    place = Place(name="Abéché", country="TCD", region="TCD.15", precision="city")
    number = draw(st.integers(0, 10**9))
    return Event(
        id=content_id("e", number),
        type=type,
        mode=mode,
        quad=4,
        score=-9,
        status=draw(st.sampled_from(["happened", "planned"])),
        trigger="struck",
        actors=tuple(party(n) for n in draw(st.lists(st.sampled_from(sorted(NAMES)), max_size=2))),
        places=draw(st.sampled_from([(), (PlaceMention(span=SPAN, text="the town", place=place),)])),
        labels=draw(st.sampled_from([(), ("Strike wave",)])),
        when=when,
        claims=(content_id("c", number),),
        origins=("o1",),
        reports=("r1",),
        first_published=draw(st.sampled_from([None, first])),
    )


days = st.one_of(st.none(), st.integers(-5, 500).map(lambda n: START + timedelta(n)))


@st.composite
def questions(draw: st.DrawFn) -> Filter:
    since, until = draw(days), draw(days)
    if since and until and since > until:
        since, until = until, since
    who = st.sampled_from([None, "Red Cross", "cross", "Chad", "TCD", "Reds", "Cote", "Côte d'Ivoire", "nobody", "!"])
    return Filter(
        since=since,
        until=until,
        actor=draw(who),
        type=draw(st.sampled_from([None, "ASSAULT", "ASSAULT/aerial"])),
        place=draw(st.sampled_from([None, "Abéché", "Chad", "TCD.15", "the town", "Mali"])),
        status=draw(st.sampled_from([None, "planned"])),
        label=draw(st.sampled_from([None, "Strike wave"])),
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "crisis.db")
    yield opened
    opened.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.lists(events(), max_size=12, unique_by=lambda e: e.id), questions())
def test_the_tables_answer_every_question_as_the_events_do(store: Store, told: list[Event], asked: Filter) -> None:
    store.keep_events("all", store.revision, told, [])
    derivation = store.derivation("all")
    assert derivation is not None
    kept, made = Kept(derivation, []), Made(Known(told, [], [], []))
    assert list(kept.events(asked)) == list(made.events(asked))
    for event in told:
        assert kept.named(event.id) == made.named(event.id) == [event]
        assert kept.named(event.claims[0]) == [event]
        assert kept.named(event.id[:2]) == made.named(event.id[:2])
    assert kept.named("x") == made.named("x") == []


def test_verdicts_are_found_by_either_claim_in_the_order_given(store: Store) -> None:
    given_ = [
        Verdict(a="a", b="c", same=True),
        Verdict(a="b", b="c", same=False),
        Verdict(a="a", b="c", same=None, by="ada"),
    ]
    store.keep_events("all", store.revision, [], given_)
    derivation = store.derivation("all")
    assert derivation is not None
    assert derivation.verdicts(["c"]) == given_
    assert derivation.verdicts(["a"]) == [given_[0], given_[2]]


def test_a_derivation_is_gone_when_the_record_has_changed(store: Store) -> None:
    store.keep_events("all", store.revision, [], [])
    assert store.derivation("all")
    store.add([Packed(Report(text="News."))], now=NOW)
    assert store.derivation("all") is None


def test_only_so_many_days_are_kept(store: Store) -> None:
    for n in range(40):
        store.keep_events(f"day {n}", store.revision, [], [])
    assert store.derivation("day 0") is None
    assert store.derivation("day 39")


def test_a_record_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old = sqlite3.connect(path)
    old.executescript(TABLES + f"PRAGMA application_id = {0x6F6E7265}; PRAGMA user_version = 1;")
    old.execute(
        "INSERT INTO report (id, text, language, published_confidence, recorded, day) "
        "VALUES ('r1', 'Chad freed two.', 'en', 1.0, '2024-05-02T00:00:00+00:00', '2024-05-02')"
    )
    old.execute("INSERT INTO derived VALUES ('events None', 0, 'of an older make')")
    old.commit()
    old.close()
    with Record(path) as record:
        assert [r.text for r in record.reports()] == ["Chad freed two."]
        assert record.events() == []
    (version,) = sqlite3.connect(path).execute("PRAGMA user_version").fetchone()
    assert version == 1 + len(STEPS)
