"""One incident a report: its day, its place, its toll."""

from datetime import date

import pytest

from onrecord.coding import code
from onrecord.coding.incident import Incident, incident
from onrecord.model import Report
from onrecord.reading import read

TUESDAY = date(2024, 5, 14)


def told(text: str) -> Incident:
    report, reading = Report(text=text, stated=TUESDAY), read(text)
    return incident(text, reading, code(report, reading).claims, TUESDAY)


def test_the_day_is_that_of_the_deed_and_not_of_the_hearing() -> None:
    found = told(
        "A man was charged on Tuesday over a shooting in Leeds. Police said the gunman opened fire outside a cinema on "
        "Friday night, killing two people and wounding four."
    )
    assert (found.day, found.killed, found.injured) == (date(2024, 5, 10), 2, 4)
    assert found.places[0].name == "Leeds"


def test_named_victims_are_counted_where_no_number_is_given() -> None:
    found = told("Ann Roe and Lee Doe were killed in a stabbing in Leeds on Monday. Roe, 34, died at the scene.")
    assert (found.killed, found.injured) == (2, 0)


@pytest.mark.parametrize(
    ("text", "toll"),
    [
        ("Five people were shot in Leeds on Sunday and two of them died.", (2, 3)),
        ("Three men were wounded when shots were fired in Leeds on Sunday.", (0, 3)),
        ("A boy was shot dead in Leeds on Sunday.", (1, 0)),
    ],
)
def test_the_toll(text: str, toll: tuple[int, int]) -> None:
    found = told(text)
    assert (found.killed, found.injured) == toll


def test_a_report_of_hearings_alone_has_no_day() -> None:
    assert told("The gunman pleaded guilty on Tuesday.").day is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "A man was stabbed in Leeds. Officers were called about 2 p.m. Sunday. He was stable Monday.",
            12,
        ),
        ("A boy was shot in Leeds. He died on Monday. The shooting happened on Sunday.", 12),
        ("A boy was shot in Leeds as he left a party. Police are looking for two men.", 14),
        ("Posted: Tuesday, May 14, 2024. A girl was shot in Leeds on Saturday night.", 11),
    ],
)
def test_the_day_by_the_word_that_a_time_hangs_on(text: str, day: int) -> None:
    assert told(text).day == date(2024, 5, day)


def test_a_report_of_what_came_later_has_no_day_where_it_tells_none() -> None:
    assert told("A man was charged over a shooting in Leeds. The judge set bail.").day is None
