"""A condition beside what was told after it, and where it then stands."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from onrecord import Record
from onrecord.coding.when import reanchor
from onrecord.model import Condition, Dispute, Doubt, Event, Report, Value
from onrecord.pipeline import coded
from onrecord.reconcile import standing

BUSIA = "Kenya warned on Monday that it would close the border if Ugandan troops shelled Busia again."
LIMA = "Chile will withdraw its ambassador from Lima unless Peru releases the two fishermen."
ABYEI = "The blockade of Abyei will not end until all hostages are released by the militia, the governor said."
ZAMBIA = "Zambia would send troops if Malawi asked for help, President Chanda Phiri said."
REBELS = "If the rebels are not freed by 10 May 2024, the movement will leave the talks, its spokesman said."
SIEGE = "Norway said it would resume aid to Sudan if the army lifted the siege of El Fasher."


def stands(
    folder: Path, first: str, then: str, *, day: date = date(2024, 5, 10), as_of: str | None = None
) -> Condition:
    with Record(folder / "crisis.db") as record:
        record.add([Report(text=first, stated=date(2024, 5, 6)), Report(text=then, stated=day)])
        (condition,) = record.conditions(as_of=as_of)
    return condition


@pytest.mark.parametrize(
    ("first", "then", "state"),
    [
        (BUSIA, "Ugandan troops shelled Busia on Thursday, killing three people, Kenyan police said.", "fired"),
        (BUSIA, "Ugandan troops shelled Mbale on Thursday, killing three people.", "open"),  # another town
        (LIMA, "Peru released the two fishermen on Friday, the foreign ministry in Santiago said.", "averted"),
        (LIMA, "Chile withdrew its ambassador from Lima on Friday.", "fired"),  # the consequence came
        (ABYEI, "The militia released two of the hostages held near Abyei on Friday.", "open"),  # not all
        (ABYEI, "The militia released all hostages held near Abyei on Friday.", "fired"),
        (ZAMBIA, "Malawi did not ask for help on Friday, an official in Lilongwe said.", "open"),  # a denial
        (ZAMBIA, "Malawi asked Zambia for help on Friday.", "fired"),
        (SIEGE, "The army said it may lift the siege of El Fasher next month.", "open"),  # not yet done
        (SIEGE, "The Sudanese army lifted the siege of El Fasher on Thursday.", "fired"),
        (SIEGE, "The Sudanese army lifted the siege of El Fasher on 2 February 2024.", "open"),  # before it was set
    ],
)
def test_what_was_told_since_settles_a_condition(tmp_path: Path, first: str, then: str, state: str) -> None:
    condition = stands(tmp_path, first, then)
    assert condition.state == state
    assert bool(condition.met_by) == bool(condition.reason) == (state != "open")


def test_the_reason_gives_the_day_and_the_sentence(tmp_path: Path) -> None:
    condition = stands(tmp_path, SIEGE, "The Sudanese army lifted the siege of El Fasher on Thursday.")
    assert condition.reason == (
        "what it hangs on was told, 2024-05-10: “The Sudanese army lifted the siege of El Fasher on Thursday.”"
    )


def test_a_deadline_that_passes_in_silence_lapses(tmp_path: Path) -> None:
    rain = "Rain fell over the capital."
    assert stands(tmp_path, REBELS, rain, day=date(2024, 5, 11)).state == "open"  # reports may still come
    condition = stands(tmp_path, REBELS, rain, day=date(2024, 5, 15))
    assert condition.state == "lapsed"
    assert "2024-05-10" in (condition.reason or "")


def test_a_condition_stands_as_it_was_known(tmp_path: Path) -> None:
    then = "The Sudanese army lifted the siege of El Fasher on Thursday."
    assert stands(tmp_path, SIEGE, then, as_of="2024-05-08").state == "open"
    assert stands(tmp_path, SIEGE, then, as_of="2024-05-10").state == "fired"


def test_its_id_does_not_change_with_its_state(tmp_path: Path) -> None:
    then = "The Sudanese army lifted the siege of El Fasher on Thursday."
    assert stands(tmp_path, SIEGE, then, as_of="2024-05-08").id == stands(tmp_path, SIEGE, then).id


def told(folder: Path, *rows: tuple[str, str], as_of: str | None = None) -> list[Condition]:
    """The conditions of reports, given as day and text."""
    with Record(folder / "crisis.db") as record:
        record.add([Report(text=text, stated=date.fromisoformat(day)) for day, text in rows])
        return record.conditions(as_of=as_of)


RAIN = "Rain fell over the capital."
BY_MAY = "Norway will resume aid to Sudan if the army lifts the siege of El Fasher by 10 May 2024, its minister said."


def test_nobody_knows_what_came_after_the_last_report(tmp_path: Path) -> None:
    rows = [("2024-05-06", REBELS), ("2024-05-08", RAIN)]
    (condition,) = told(tmp_path, *rows, as_of="2024-06-30")
    assert condition.state == "open"
    (condition,) = told(tmp_path, ("2024-05-12", RAIN + " Again."), as_of="2024-06-30")
    assert condition.state == "lapsed"


@pytest.mark.parametrize(
    ("day", "then", "state"),
    [
        ("2024-05-09", "The Sudanese army lifted the siege of El Fasher on Thursday.", "fired"),
        ("2024-05-14", "The Sudanese army lifted the siege of El Fasher on Monday.", "lapsed"),
        (
            "2024-05-14",
            "The Sudanese army lifted the siege of El Fasher on Friday.",
            "fired",
        ),  # told late, done in time
        ("2024-05-11", "The Sudanese army has lifted the siege of El Fasher.", "fired"),  # news of the day before
        ("2024-05-14", "The Sudanese army has lifted the siege of El Fasher.", "lapsed"),
    ],
)
def test_what_it_hangs_on_must_come_in_time(tmp_path: Path, day: str, then: str, state: str) -> None:
    (condition,) = told(tmp_path, ("2024-05-06", BY_MAY), (day, then))
    assert condition.state == state
    if "lifted" in then and state == "lapsed":
        assert "after it only" in (condition.reason or "")


def test_a_consequence_may_come_after_the_deadline(tmp_path: Path) -> None:
    promise = "The Coral Front will free its prisoners if Chad signs the accord by 10 May 2024, a spokesman said."
    rows = [("2024-05-06", promise), ("2024-05-14", "The Coral Front freed its prisoners on Monday.")]
    assert [c.state for c in told(tmp_path, *rows)] == ["fired"]


@pytest.mark.parametrize("denying", [(), ("o2",), ("o2", "o3")])
def test_a_deed_denied_by_as_many_as_tell_it_fires_nothing(denying: tuple[str, ...]) -> None:
    first = Report(text=BUSIA, stated=date(2024, 5, 6), published=date(2024, 5, 6))
    then = Report(text="Ugandan troops shelled Busia on Thursday.", published=date(2024, 5, 10))
    (condition,), deeds = coded(first, "2024-05-06").conditions, coded(then).claims
    (deed,) = (c for c in deeds if c.type == "ASSAULT")
    values = [("happened", ("o1",)), *([("denied", denying)] if denying else [])]
    field = Dispute(field="status", values=tuple(Value(value=v, claims=(deed.id,), origins=o) for v, o in values if o))
    event = Event(
        **deed.model_dump(include={"type", "quad", "score", "trigger"}),
        id="e1",
        status="denied" if len(denying) > 1 else "happened",
        claims=(deed.id,),
        origins=("o1", *denying),
        reports=(then.id,),
        fields=(field,),
    )
    (now,) = standing([condition], deeds, {first.id: first, then.id: then}, events=[event])
    assert now.state == ("open" if denying else "fired")
    assert ("denied by as many" in (now.reason or "")) == bool(denying)


@pytest.mark.parametrize(
    "text",
    [
        "Had the council agreed to the plan, Norway would have withdrawn its ships.",
        "Without the deal the army would have stormed the port, the general said.",
        "If Ghana had signed the treaty, Togo would now be sending its troops.",
    ],
)
def test_what_did_not_come_to_pass_is_no_open_condition(tmp_path: Path, text: str) -> None:
    assert coded(text, "2024-05-06").conditions
    assert told(tmp_path, ("2024-05-06", text)) == []


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("Kenya will close the border if troops from Uganda shell Busia again, its government said.", True),
        ("Kenya said it would close the border unless Ugandan troops shelled Busia again.", False),
        ("Kenya will close the border if troops from Uganda shell Malaba again, its government said.", False),
        ("Ethiopia will close the border if troops from Uganda shell Busia again, its government said.", False),
        ("Kenya will close the border if Ugandan troops shell Busia again by Friday.", True),
        ("Kenya will close the border if Ugandan troops shell Busia.", False),  # not: again
        ("Kenya will close its embassy if Ugandan troops shell Busia again.", False),
    ],
)
def test_one_condition_in_two_papers_is_one(tmp_path: Path, text: str, one: bool) -> None:
    found = told(tmp_path, ("2024-05-06", BUSIA), ("2024-05-07", text))
    assert len(found) == (1 if one else 2)
    if one:
        (condition,) = found
        assert [t.report for t in condition.tellings] == list(condition.reports)
        assert condition.reports[0] == Report(text=BUSIA, stated=date(2024, 5, 6)).id
        assert len(condition.reports) == 2


def test_a_threat_made_anew_weeks_later_is_another(tmp_path: Path) -> None:
    again = "Kenya will close the border if Ugandan troops shell Busia again, its president said."
    assert len(told(tmp_path, ("2024-05-06", BUSIA), ("2024-05-28", again))) == 2


def test_the_tellings_of_one_condition_do_not_depend_on_their_order(tmp_path: Path) -> None:
    other = "Kenya will close the border if troops from Uganda shell Busia again, its government said."
    rows = [("2024-05-06", BUSIA), ("2024-05-07", other), ("2024-05-08", "Kenya: " + other)]
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert told(tmp_path / "a", *rows) == told(tmp_path / "b", *rows[::-1])


def test_a_deadline_of_any_telling_counts(tmp_path: Path) -> None:
    dated_ = "Kenya will close the border if Ugandan troops shell Busia again by 10 May 2024."
    (condition,) = told(tmp_path, ("2024-05-06", BUSIA), ("2024-05-07", dated_), ("2024-05-13", RAIN))
    assert condition.state == "lapsed"


FRIDAY = "Norway will resume aid to Sudan if the army lifts the siege of El Fasher by Friday, its minister said."


@pytest.mark.parametrize(
    ("better", "deadline", "state"),
    [
        (None, None, "open"),  # nobody knows which Friday
        ("2024-04-15", (date(2024, 4, 19), date(2024, 4, 19)), "lapsed"),
        ("2024-04-17/2024-04-20", (date(2024, 4, 19), date(2024, 4, 26)), "lapsed"),
        ("2024-01-01/2024-04-20", None, "open"),
    ],
)
def test_a_deadline_goes_by_the_settled_day_or_there_is_none(
    better: str | None, deadline: tuple[date, date] | None, state: str
) -> None:
    first = Report(text=FRIDAY, stated=date(2024, 5, 6), published=date(2024, 4, 15) if better else date(2024, 5, 6))
    last = Report(text=RAIN, published=date(2024, 5, 30))
    (condition,) = coded(FRIDAY, "2024-05-06").conditions
    assert condition.deadline
    assert condition.deadline.latest == date(2024, 5, 10)
    doubt = Doubt(report=first.id, field="stated", stated="2024-05-06", better=better, reasons=("a later page",))
    mine = condition.model_copy(update={"report": first.id})
    (now,) = standing([mine], [], {first.id: first, last.id: last}, doubts=[doubt], reanchor=reanchor)
    assert now.state == state
    assert (now.deadline and (now.deadline.earliest, now.deadline.latest)) == deadline


def test_a_report_of_doubted_date_does_not_let_a_deadline_pass() -> None:
    first = Report(text=REBELS, published=date(2024, 5, 6))
    late = Report(text=RAIN, stated=date(2024, 6, 20), published=date(2024, 6, 20))
    mine = coded(REBELS, "2024-05-06").conditions[0].model_copy(update={"report": first.id})
    doubt = Doubt(report=late.id, field="stated", stated="2024-06-20", better=None, reasons=("no such day",))
    reports = {first.id: first, late.id: late}
    assert standing([mine], [], reports)[0].state == "lapsed"
    assert standing([mine], [], reports, doubts=[doubt])[0].state == "open"


PORT = "Peru would recall its envoy from Quito if the port of Guayaquil stays closed, the foreign minister said."
PAY = "The teachers' union of Accra has called a strike for Thursday if the ministry has not raised wages by then."
LAKE = "If the truce holds, Ghana will send 60 engineers to both banks of the lake, its defence minister said."
TOGO = "If the roads are safe, the president of Togo will travel to Accra on Saturday."
CORAL = "The Coral Front will free its prisoners if Chad signs the accord, a spokesman said."


@pytest.mark.parametrize(
    ("first", "then", "state"),
    [
        # what lasts is settled by what ends it
        (PORT, "Ecuador lifted its blockade of the port of Guayaquil on Saturday.", "averted"),
        (PORT, "Ecuador reopened the port of Guayaquil on Saturday.", "averted"),
        (PORT, "Ecuador lifted its ban on exports from the port of Guayaquil on Saturday.", "open"),
        # who calls a strike will strike
        (PAY, "Some 300 teachers began a strike in Accra on Saturday.", "fired"),
        (PAY, "The teachers' union of Accra has called a strike for Saturday.", "open"),
        (PAY, "Some 300 nurses began a strike in Kumasi on Saturday.", "open"),
        # the same number of the same thing
        (LAKE, "Ghana sent 60 engineers to Yeji on Saturday.", "fired"),
        (LAKE, "Ghana sent 60 nurses to Yeji on Saturday.", "open"),
        (LAKE, "Ghana sent 40 engineers to Yeji on Saturday.", "open"),
        # another who does the like
        (TOGO, "The president of Niger flew to Accra on Saturday.", "open"),
        # "The" is no name
        (CORAL, "The Coral Front freed its prisoners on Saturday.", "fired"),
    ],
)
def test_rules_of_what_meets_a_condition(tmp_path: Path, first: str, then: str, state: str) -> None:
    (condition,) = told(tmp_path, ("2024-05-06", first), ("2024-05-11", then))
    assert condition.state == state


def test_the_day_of_its_consequence_passes_in_silence(tmp_path: Path) -> None:
    (condition,) = told(tmp_path, ("2024-05-06", TOGO), ("2024-05-12", RAIN))
    assert condition.state == "open"
    (condition,) = told(tmp_path, ("2024-05-13", RAIN + " Again."))
    assert condition.state == "lapsed"
    assert "2024-05-11" in (condition.reason or "")


def test_what_was_known_before_is_no_answer(tmp_path: Path) -> None:
    before = "Ugandan troops shelled Busia on Monday. "
    copies = [
        ("2024-05-07", "Ugandan troops shelled Busia on Monday, killing two farmers, police in Busia said."),
        ("2024-05-07", "Ugandan troops shelled Busia, killing two farmers."),
    ]
    (condition,) = told(tmp_path, ("2024-05-06", before + BUSIA), *copies)
    assert condition.state == "open"
    (condition,) = told(tmp_path, ("2024-05-10", "Ugandan troops shelled Busia on Thursday, Kenyan police said."))
    assert condition.state == "fired"


def test_a_brief_cites_every_paper_that_tells_a_condition(tmp_path: Path) -> None:
    other = "Kenya will close the border if troops from Uganda shell Busia again, its government said."
    told(tmp_path, ("2024-05-06", BUSIA), ("2024-05-07", other))
    with Record(tmp_path / "crisis.db") as record:
        text = record.brief()
    (line,) = (x for x in text.splitlines() if "then “it would close the border”" in x)
    assert len(re.findall(r"\[\^?\d+\]", line)) == 2


def test_the_words_of_a_condition_answer_none(tmp_path: Path) -> None:
    """The act of a threat is coded as done now and then; told again weeks later it is still no deed."""
    sentence = "Estonia will expel four more envoys unless Moscow frees the missing officer, the ministry said."
    first = Report(text=sentence, published=date(2024, 5, 6))
    again = Report(text=sentence + " It rained.", published=date(2024, 5, 20))
    (condition,) = coded(first).conditions
    (other,) = coded(again).conditions
    deeds = [c.model_copy(update={"status": "happened"}) for c in coded(again).claims if c.trigger == "expel"]
    reports_ = {first.id: first, again.id: again}
    assert deeds
    assert [c.state for c in standing([condition], deeds, reports_)] == ["fired"]  # nobody knows that it is a condition
    assert [c.state for c in standing([condition, other], deeds, reports_)] == ["open", "open"]
