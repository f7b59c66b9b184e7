"""A page that tells as news what everyone else told weeks before has a date that is not that of its writing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from onrecord import Record
from onrecord.model import Doubt, Report

FREED = "The rebels freed eight sailors in Mombasa on Sunday, the navy of Kenya said."
SENT = "Norway has sent two frigates to Kenya, its defence ministry said on Saturday."
LATE = "The rebels freed eight sailors in Mombasa on Sunday. Norway has sent two frigates to Kenya since Saturday."


def doubts(folder: Path, *told: tuple[str, str]) -> list[Doubt]:
    with Record(folder / "crisis.db") as record:
        record.add([Report(text=t, stated=date.fromisoformat(d), source=f"Paper {n}") for n, (d, t) in enumerate(told)])
        return record.doubts()


def test_two_deeds_of_weeks_ago_told_as_news(tmp_path: Path) -> None:
    (doubt,) = doubts(tmp_path, ("2024-03-04", FREED), ("2024-03-03", SENT), ("2024-04-08", LATE))
    assert doubt.stated == "2024-04-08"
    assert doubt.better
    assert doubt.better.startswith("2024-03-0")
    assert any("what others told by 2024-03-04 and nobody since" in reason for reason in doubt.reasons)


def test_one_deed_is_not_enough(tmp_path: Path) -> None:
    """The rebels may have freed eight others."""
    assert doubts(tmp_path, ("2024-03-04", FREED), ("2024-04-08", LATE)) == []


def test_what_others_tell_in_the_same_week_is_news(tmp_path: Path) -> None:
    again = ("2024-04-07", FREED.replace("Sunday", "Friday"))
    assert doubts(tmp_path, ("2024-03-04", FREED), ("2024-03-03", SENT), again, ("2024-04-08", LATE)) == []


def test_what_names_its_day_is_no_news(tmp_path: Path) -> None:
    told = LATE.replace("on Sunday", "on 3 March 2024").replace("since Saturday", "on 2 March 2024")
    assert doubts(tmp_path, ("2024-03-04", FREED), ("2024-03-03", SENT), ("2024-04-08", told)) == []
