"""A condition beside what was told after it, and where it then stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from onrecord import Record
from onrecord.model import Condition, Report

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
