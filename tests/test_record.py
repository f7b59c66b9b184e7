"""The record as its user meets it: what goes in comes out, once, in any order, as of any day."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import polars
import pytest

import onrecord
import onrecord.store
from onrecord.errors import InputError, MissingInput, UnknownId
from onrecord.model import Added, Coded, Event, Reading, Report, Skipped
from onrecord.record import Record
from onrecord.rooms import Rooms

Make = Callable[..., Record]


def report(text: str, day: str | None = None, source: str | None = None) -> Report:
    when = date.fromisoformat(day) if day else None
    return Report(text=text, stated=when, published=when, source=source)


CRISIS = [
    report("Atlantis struck Lemuria in Poseidonis. 3 died.", "2024-03-01", "Gazette"),
    report("Atlantis struck Lemuria. 5 died.", "2024-03-01", "Herald"),
    report("Lemuria will have met Mu in Hiva.", "2024-03-02", "Gazette"),
    report("Lemuria met Mu in Hiva. If Mu refuses, Lemuria will march.", "2024-03-05", "Herald"),
    report("Nothing of note.", "2024-03-06"),
]


@pytest.fixture
def make(tmp_path: Path, rooms: Rooms) -> Make:
    opened = []

    def open_(name: str = "crisis.db", **options: object) -> Record:
        record = Record(tmp_path / name, rooms=options.pop("rooms", rooms), **options)  # type: ignore[arg-type]
        opened.append(record)
        return record

    yield open_  # type: ignore[misc]
    for record in opened:
        record.close()


def told(events: list[Event]) -> list[tuple[str, str, str, int]]:
    return [(str(e.when.earliest) if e.when else "", e.type, e.status, len(e.reports)) for e in events]


# --- add, then ask ---------------------------------------------------------------------------


def test_two_reports_of_one_strike_are_one_event(make: Make) -> None:
    record = make()
    assert record.add(CRISIS) == Added(added=5)
    assert told(record.events()) == [
        ("2024-03-01", "ASSAULT", "happened", 2),
        ("2024-03-02", "CONSULT", "planned", 1),
        ("2024-03-05", "CONSULT", "happened", 1),
    ]


def test_adding_again_changes_nothing(make: Make) -> None:
    record = make()
    record.add(CRISIS)
    before = record.events()
    assert record.add([*CRISIS, *CRISIS[:2]]) == Added(known=7)
    assert record.events() == before


def test_a_report_twice_in_one_batch_is_added_once(make: Make) -> None:
    assert make().add([CRISIS[0], CRISIS[0]]) == Added(added=1, known=1)


@pytest.mark.parametrize("seed", range(4))
def test_order_and_batches_do_not_matter(make: Make, seed: int) -> None:
    shuffled = random.Random(seed).sample(CRISIS, len(CRISIS))
    one, other = make("one.db"), make("other.db")
    one.add(CRISIS)
    for at in range(0, len(shuffled), 2):
        other.add(shuffled[at : at + 2])
        other.events()  # asking in between must leave nothing behind
    for record in (one, other):
        record.judge(*[e.id for e in record.events(type="CONSULT")], by="ada")
    assert one.events() == other.events()
    assert one.stories() == other.stories()
    assert one.figures() == other.figures()
    assert one.conditions() == other.conditions()


def test_as_of_counts_what_was_published_by_then(make: Make) -> None:
    record = make()
    record.add(CRISIS)
    assert told(record.events(as_of="2024-03-02")) == [
        ("2024-03-01", "ASSAULT", "happened", 2),
        ("2024-03-02", "CONSULT", "planned", 1),
    ]
    assert record.events(as_of=date(2024, 2, 28)) == []
    assert [s.title for s in record.stories(as_of="2024-03-01")] == ["Atlantis"]
    assert record.figures(as_of="2024-02-28") == []
    assert record.conditions(as_of="2024-03-04") == []


def test_a_report_without_a_date_is_known_from_the_day_it_was_recorded(make: Make) -> None:
    record = make(now=lambda: datetime(2024, 4, 1, 12, tzinfo=UTC))
    record.add(report("Atlantis met Mu."))
    assert record.events(as_of="2024-03-31") == []
    assert len(record.events(as_of="2024-04-01")) == 1


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"actor": "Atlantis"}, 1),
        ({"actor": "ATL"}, 1),
        ({"actor": "LEM"}, 2),
        ({"actor": "lemuria"}, 2),
        ({"actor": "Lem"}, 0),
        ({"recipient": "MUU"}, 2),
        ({"type": "CONSULT"}, 2),
        ({"type": "consult/Visit"}, 2),
        ({"type": "CONSULT/phone"}, 0),
        ({"status": "planned"}, 1),
        ({"place": "Hiva"}, 2),
        ({"since": "2024-03-02"}, 2),
        ({"until": "2024-03-02"}, 2),
        ({"since": "2024-03-02", "until": "2024-03-03", "actor": "LEM"}, 1),
    ],
)
def test_filters(make: Make, asked: dict[str, str], found: int) -> None:
    record = make()
    record.add(CRISIS)
    assert len(record.events(**asked)) == found  # type: ignore[arg-type]
    claims = record.claims(**asked)  # type: ignore[arg-type]
    assert {c.id for c in claims} == {id for e in record.events(**asked) for id in e.claims}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"type": "ASALT"}, "perhaps ASSAULT"),
        ({"type": "RETREAT/releese"}, "perhaps release"),
        ({"status": "plan"}, "perhaps planned"),
        ({"since": "2024-03-02", "until": "2024-03-01"}, "after until"),
        ({"as_of": "spring"}, "write it as YYYY-MM-DD"),
    ],
)
def test_what_can_match_nothing_is_refused_with_the_nearest(make: Make, asked: dict[str, str], words: str) -> None:
    with pytest.raises(InputError, match=words):
        make().events(**asked)  # type: ignore[arg-type]


def test_figures_are_a_series_by_what_is_counted(make: Make) -> None:
    record = make()
    record.add(CRISIS)
    assert sorted(f.low for f in record.figures(what="killed") if f.low) == [3.0, 5.0]
    assert record.figures(since="2024-03-02") == []


def test_stories_newest_first(make: Make) -> None:
    record = make()
    record.add(CRISIS)
    assert [s.title for s in record.stories()] == ["Nothing", "Lemuria", "Atlantis"]
    assert [s.title for s in record.stories(until="2024-03-01")] == ["Atlantis"]


def test_search_finds_words_and_quotes_their_sentence(make: Make) -> None:
    record = make()
    record.add(CRISIS)
    found = record.search("meet")
    assert found == []  # "met" has another stem; a search is for words
    (hit,) = record.search("march refuses")
    assert hit.quote is not None
    assert hit.quote.of(hit.text) == "If Mu refuses, Lemuria will march."
    assert [w.of(hit.text) for w in hit.words] == ["refuses", "march"]
    assert len(record.search('"met Mu"')) == 2
    assert record.search('"Mu met"') == []
    assert len(record.search("Lemur*")) == 4
    assert record.search('" AND ( -') == []


# --- nothing is lost -------------------------------------------------------------------------


def test_a_report_that_cannot_be_read_costs_no_other(make: Make) -> None:
    record = make()
    assert record.add([CRISIS[0], report("An unreadable page."), report("An uncodable page.")]) == Added(
        added=1, skipped=2
    )
    assert sorted(s.stage for s in record.skipped()) == ["coding", "reading"]
    assert "ValueError: a word that this reader cannot stand" in "".join(s.reason for s in record.skipped())
    assert record.counts()["report"] == 3  # the texts are kept


def test_what_could_not_be_read_is_read_when_the_reader_can(make: Make, rooms: Rooms) -> None:
    page = report("An uncodable page: Atlantis met Mu.")
    record = make()
    record.add(page)
    assert len(record.skipped()) == 1
    record.close()

    def mended(report: Report, reading: Reading) -> Coded:
        return rooms.code(report.model_copy(update={"text": report.text.replace("uncodable", "-" * 9)}), reading)

    again = make(rooms=replace(rooms, code=mended))
    assert again.add(page) == Added(added=1)
    assert again.skipped() == []
    assert len(again.events()) == 1


def test_other_languages_are_kept_and_skipped(make: Make) -> None:
    record = make()
    assert record.add(Report(text="Atlantis met Mu.", language="fr")) == Added(skipped=1)
    assert "only English is read" in record.skipped()[0].reason
    assert record.events() == []


def test_a_mended_file_completes_the_record(make: Make, tmp_path: Path) -> None:
    file = tmp_path / "in" / "wire.jsonl"
    file.parent.mkdir()
    good = '{"text": "Atlantis met Mu.", "date": "2024-03-01"}\n'
    file.write_text(good + '{"text": "Mu struck Atlantis.", "date": "2023-02-30"}\n{"text": "Lemuria me')
    record = make()
    assert record.add(file.parent) == Added(added=1, skipped=2)
    assert [s.report for s in record.skipped()] == [f"{file}:2", f"{file}:3"]
    file.write_text(good + '{"text": "Mu struck Atlantis.", "date": "2023-03-02"}\n{"text": "Lemuria me')
    assert record.add(str(file)) == Added(added=1, known=1, skipped=1)
    assert [s.report for s in record.skipped()] == [f"{file}:3"]
    file.write_text(good)
    record.add(file)
    assert record.skipped() == []
    assert len(record.events()) == 2


def test_skips_of_read_reports_reach_the_record(make: Make, tmp_path: Path) -> None:
    file = tmp_path / "wire.jsonl"
    file.write_text('{"text": "Atlantis met Mu."}\n{bad\n')
    record = make()
    assert record.add(onrecord.read_reports(file)) == Added(added=1, skipped=1)
    assert isinstance(record.skipped()[0], Skipped)


def test_a_missing_path_is_said_and_nothing_is_noted(make: Make, tmp_path: Path) -> None:
    record = make()
    with pytest.raises(MissingInput, match="no such file"):
        record.add(tmp_path / "nowhere.txt")
    assert record.skipped() == []


def test_a_record_in_the_folder_that_is_added_to_it_is_passed_over(make: Make, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("date 2024-03-01 Atlantis met Mu.")
    (tmp_path / "other.db").write_bytes(b"SQLite format 3\0")
    record = make()
    assert record.add(tmp_path) == Added(added=1, skipped=1)
    assert "other.db" in record.skipped()[0].report


def test_several_paths_and_reports_at_once(make: Make, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("date 2024-03-01 Atlantis met Mu.")
    assert make().add([tmp_path / "a.txt", *CRISIS[:1]]) == Added(added=2)  # type: ignore[list-item]


# --- a person rules --------------------------------------------------------------------------


def test_judge_joins_two_events_and_takes_it_back(make: Make) -> None:
    record = make()
    record.add(CRISIS)
    planned, met = record.events(type="CONSULT")
    (verdict,) = record.judge(planned.id, met.id, by="ada")
    assert (verdict.same, verdict.by) == (True, "ada")
    assert len(record.events(type="CONSULT")) == 1
    record.judge(*verdict.model_dump(include={"a", "b"}).values(), same=None, by="ada")
    assert len(record.events(type="CONSULT")) == 2


def test_judge_parts_the_claims_of_an_event(make: Make) -> None:
    record = make()
    record.add(CRISIS)
    (strike,) = record.events(type="ASSAULT")
    record.judge(*strike.claims, same=False, by="ada")
    assert len(record.events(type="ASSAULT")) == 2


def test_a_claim_is_parted_from_its_event(make: Make) -> None:
    record = make()
    record.add(CRISIS)
    (strike,) = record.events(type="ASSAULT")
    (verdict,) = record.judge(strike.claims[0], strike.id, same=False, by="ada")
    assert {verdict.a, verdict.b} == set(strike.claims)


def test_judge_refuses_what_makes_no_sense(make: Make) -> None:
    record = make()
    record.add(CRISIS)
    strike, planned, _ = record.events()
    with pytest.raises(InputError, match="one already"):
        record.judge(strike.id, strike.claims[0], by="ada")
    with pytest.raises(InputError, match="name of the person"):
        record.judge(strike.id, planned.id, by="machine")
    with pytest.raises(UnknownId, match="no event or claim 'e0x'"):
        record.judge("e0x", planned.id, by="ada")


def test_a_person_puts_type_status_and_parties_right(make: Make) -> None:
    record = make()
    record.add(CRISIS)
    (strike,) = record.events(type="ASSAULT")
    claim = strike.claims[0]
    for field, value in (("type", "coerce/seize"), ("status", "denied"), ("actor", "Qatar"), ("recipient", "Mu")):
        (made,) = record.correct(claim, by="ada", field=field, value=value, why="the second page")
    assert (made.claim, made.by, made.why) == (claim, "ada", "the second page")
    (told,) = record.events(type="COERCE/seize")
    assert (told.status, [p.country for p in told.actors], [p.name for p in told.recipients]) == (
        "denied",
        ["QAT"],
        ["Mu"],
    )
    assert [c.id for c in record.claims(type="COERCE", status="denied")] == [claim]
    (put,) = record.claims(type="COERCE")
    assert (put.quad, put.evidence["actors"]) == (4, (put.actors[0].span,))
    assert len(record.events(type="ASSAULT")) == 1  # the other paper's
    lines = list(record.explain(claim).lines())
    assert f"  the type of {claim[:7]} is COERCE/seize, says ada: the second page" in lines


def test_what_tells_no_event_is_left_out_until_it_is_taken_back(make: Make) -> None:
    record = make()
    record.add(CRISIS)
    (strike,) = record.events(type="ASSAULT")
    made = record.correct(strike.id, by="ada", field="event", value="no")
    assert {c.claim for c in made} == set(strike.claims)
    assert record.events(type="ASSAULT") == []
    assert record.claims(type="ASSAULT") == []
    for one in made:
        record.correct(one.claim, by="ada", field="event", value=None)
    assert record.events(type="ASSAULT") == [strike]
    assert len(record.corrections()) == 4


def test_the_last_correction_of_anybody_stands_and_a_taken_back_one_uncovers_the_one_before(make: Make) -> None:
    record = make()
    record.add(CRISIS)
    claim = record.claims(type="ASSAULT")[0].id
    record.correct(claim, by="ada", field="status", value="denied")
    record.correct(claim, by="bo", field="status", value="planned")
    assert record.claims(status="planned")[0].id == claim
    record.correct(claim, by="bo", field="status", value=None)
    assert record.claims(status="denied")[0].id == claim


def test_correct_refuses_what_makes_no_sense(make: Make) -> None:
    record = make()
    record.add(CRISIS)
    claim = record.claims()[0].id
    for field, value, says in (
        ("type", "ASSALT", "perhaps ASSAULT"),
        ("status", "hapened", "perhaps happened"),
        ("colour", "red", "no field 'colour'"),
        ("event", "yes", 'value="no"'),
    ):
        with pytest.raises(InputError, match=says):
            record.correct(claim, by="ada", field=field, value=value)
    with pytest.raises(InputError, match="name of the person"):
        record.correct(claim, by=" ", field="status", value="denied")
    with pytest.raises(UnknownId):
        record.correct("c0x", by="ada", field="status", value="denied")
    assert record.corrections() == []


def test_a_ruling_outlives_a_rebuild_with_another_coder(make: Make, rooms: Rooms) -> None:
    record = make()
    record.add(CRISIS)
    planned, met = record.events(type="CONSULT")
    record.judge(planned.id, met.id, by="ada")
    record.close()

    def other(report: Report, reading: Reading) -> Coded:
        coded = rooms.code(report, reading)
        claims = tuple(c.model_copy(update={"id": "c2" + c.id[2:], "coder": "fake-2"}) for c in coded.claims)
        return coded.model_copy(update={"claims": claims})

    again = make(rooms=replace(rooms, code=other, coder=lambda: "fake-2"))
    assert again.rebuild() == Added(added=5)
    assert {c.coder for c in again.claims()} == {"fake-2"}
    assert len(again.events(type="CONSULT")) == 1
    assert [v.by for v in again.verdicts()] == ["ada"]


def test_explain_leads_to_the_sentences_and_the_verdicts(make: Make) -> None:
    record = make()
    record.add(CRISIS)
    (strike,) = record.events(type="ASSAULT")
    explained = record.explain(strike.id[:9])
    assert explained.event == strike
    assert explained == record.explain(strike.claims[1])
    (field,) = explained.fields
    assert {q.sentence for q in field.values[0].quotes} == {
        "Atlantis struck Lemuria in Poseidonis.",
        "Atlantis struck Lemuria.",
    }
    assert all(q.words == ("Atlantis",) for q in field.values[0].quotes)
    text = "\n".join(explained.lines())
    assert "says onrecord (score 0.90): the same parties on the same day" in text
    assert "“Atlantis” in: Atlantis struck Lemuria in Poseidonis." in text
    assert "Gazette, 2024-03-01" in text


def test_unknown_and_ambiguous_ids_say_what_to_do(make: Make) -> None:
    record = make()
    record.add(CRISIS)
    with pytest.raises(UnknownId, match="could be"):
        record.explain("e")
    with pytest.raises(UnknownId, match="list them with"):
        record.explain("zz")
    with pytest.raises(UnknownId, match="no report r0"):
        record.report("r0")


# --- the rest --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["events", "claims", "reports", "figures"])
def test_frames_have_the_same_columns_empty_or_full(make: Make, kind: str) -> None:
    record = make()
    empty = record.frame(kind)
    record.add(CRISIS)
    full = record.frame(kind)
    assert isinstance(full, polars.DataFrame)
    assert full.schema == empty.schema
    assert full.height > 0


def test_a_frame_of_something_else_is_refused(make: Make) -> None:
    with pytest.raises(InputError, match="there are: events, claims, reports, figures"):
        make().frame("actors")


def test_doubts(make: Make) -> None:
    record = make()
    record.add(report("A misdated page.", "2024-03-01"))
    assert [d.reasons for d in record.doubts()] == [("it says so",)]


def test_what_was_derived_is_derived_anew_when_the_record_changes(make: Make, rooms: Rooms) -> None:
    calls = []

    def counted(*args: object) -> list[Event]:
        calls.append(1)
        return rooms.events(*args)  # type: ignore[arg-type]

    record = make(rooms=replace(rooms, events=counted))
    record.add(CRISIS[:2])
    assert len(record.events()) == len(record.events(type="ASSAULT")) == 1
    record.close()
    record = make(rooms=replace(rooms, events=counted))
    assert len(record.events()) == 1
    assert len(calls) == 1
    record.add(CRISIS)
    assert len(record.events()) == 3
    assert len(calls) == 2


def test_events_are_listed_a_page_at_a_time(make: Make) -> None:
    record = make()
    record.add(CRISIS)
    every = record.events()
    assert [*record.events(limit=2), *record.events(limit=2, offset=2)] == every
    assert record.events(limit=0) == record.events(offset=9) == []


def test_one_event_is_found_by_its_id_its_beginning_or_a_claim(make: Make) -> None:
    record = make()
    record.add(CRISIS)
    for event in record.events():
        assert record.event(event.id) == record.event(event.id[:12]) == record.event(event.claims[0]) == event
    with pytest.raises(UnknownId, match="no event or claim 'zzz'"):
        record.event("zzz")


def test_a_record_that_cannot_be_written_to_answers_all_the_same(make: Make, tmp_path: Path) -> None:
    record = make()
    record.add(CRISIS)
    record.close()
    other = onrecord.store.Store(tmp_path / "crisis.db")
    other._connection.execute("BEGIN IMMEDIATE")  # someone is writing
    reader = make()
    events = reader.events()
    assert len(events) == 3
    assert reader.explain(events[0].id).event == events[0]
    other._connection.execute("ROLLBACK")
    other.close()
    assert reader.events() == events


def test_importing_onrecord_loads_nothing() -> None:
    import subprocess
    import sys

    code = "import sys, onrecord; print(sorted(m for m in sys.modules if 'pydantic' in m or m.startswith('onrecord.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_public_names_are_all_there() -> None:
    for name in onrecord.__all__:
        assert getattr(onrecord, name) is not None
    assert set(onrecord._HOMES) == set(onrecord.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = onrecord.nothing
