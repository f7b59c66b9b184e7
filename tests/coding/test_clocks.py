"""A report, its day of writing and what speaks against its header; all texts are ours."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from onrecord.coding.clocks import doubts, published, weekday_window
from onrecord.coding.when import times
from onrecord.model import Doubt, Reading, Report

TODAY = date(2024, 6, 1)
UNREAD = Reading(sentences=())
"""No syntax: the words around a time decide."""


def report(text: str, stated: str | None = None, url: str | None = None) -> Report:
    return Report(
        text=text, url=url, stated=date.fromisoformat(stated) if stated else None, recorded=datetime(2024, 6, 1, 8)
    )


def doubted(made: Report) -> list[Doubt]:
    return doubts(made, UNREAD, times(made.text, made.stated))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Posted: Tuesday, March 5, 2024 8:18 PM\n\nA bridge fell in Oslo.", "2024-03-05"),
        ("A bridge fell - Oslo Post\nPublished on 5 March 2024\nNobody was hurt.", "2024-03-05"),
        ("OSLO, March 5, 2024 (Agency) -- A bridge fell.", "2024-03-05"),
        ("OSLO, 5 MAR 91 (RADIO ONE) -- A BRIDGE FELL.", "1991-03-05"),
        ("A bridge fell\nMarch 5, 2024\nA bridge fell in Oslo, police said.", "2024-03-05"),
    ],
)
def test_without_a_header_the_text_dates_itself(text: str, day: str) -> None:
    made = published(report(text))
    assert made.published == date.fromisoformat(day)
    assert made.published_confidence >= 0.8
    assert made.published_how is not None


@pytest.mark.parametrize(
    "text",
    [
        "A bridge fell in Oslo on Tuesday, police said.",
        "Mr Berg, who died on 5 March 2009, built the bridge.",  # a date in a sentence dates what it tells
        "OSLO, March 5 (Agency) -- A bridge fell.",  # of which year?
    ],
)
def test_a_text_that_does_not_date_itself_stays_undated(text: str) -> None:
    made = published(report(text))
    assert (made.published, made.published_confidence) == (None, 0.0)


def test_the_address_of_the_page_dates_it() -> None:
    made = published(report("A bridge fell.", url="https://post.example/2024/03/05/bridge"))
    assert (made.published, made.published_how) == (date(2024, 3, 5), "the date in its address")


def test_a_header_alone_is_believed_and_one_that_is_borne_out_more() -> None:
    alone = published(report("A bridge fell.", "2024-03-05"))
    both = published(report("OSLO, March 5 (Agency) -- A bridge fell.", "2024-03-05"))
    assert alone.published == both.published == date(2024, 3, 5)
    assert alone.published_confidence < both.published_confidence


def test_a_dateline_weeks_before_the_header_wins_and_says_so() -> None:
    made = published(report("OSLO, March 5, 2024 (Agency) -- A bridge fell.", "2024-04-20"))
    assert made.published == date(2024, 3, 5)
    assert made.published_how == 'its dateline "March 5, 2024"; the stated date is 46 days later'


def test_a_page_updated_later_keeps_its_header() -> None:
    assert published(report("Updated: March 28, 2024\n\nA bridge fell.", "2024-03-05")).published == date(2024, 3, 5)


def test_a_day_in_the_future_is_not_believed() -> None:
    made = published(report("A bridge fell.", "2031-03-05"))
    assert made.published is None
    assert "future" in (made.published_how or "")
    assert published(Report(text="A bridge fell.", stated=date(2031, 3, 5)), today=TODAY).published is None
    assert published(report("OSLO, March 5, 2031 (Agency) -- A bridge fell.", "2024-03-05")).published == date(
        2024, 3, 5
    )


def test_a_line_whose_weekday_is_wrong_dates_nothing() -> None:
    assert published(report("Posted: Monday, March 5, 2024\n\nA bridge fell.")).published is None  # a Tuesday


def test_published_is_idempotent_and_keeps_the_id() -> None:
    made = report("OSLO, March 5, 2024 (Agency) -- A bridge fell.", "2024-04-20")
    once = published(made)
    assert published(once) == once
    assert once.id == made.id


# --- doubts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "A bridge fell in Oslo on Tuesday. The mayor will speak on Friday.",
        "OSLO, March 4 (Agency) -- A bridge fell. On March 2 cracks were seen; work is due to begin on 9 April 2024.",
        "The 1999 treaty, signed on 4 May 1999, was a relief.",
        "The trial over the fire of 12 January ended, the judge said.",  # weeks old, but nothing goes on or lies ahead
        "",
    ],
)
def test_a_sound_header_is_not_doubted(text: str) -> None:
    made = Report(text=text or "-", stated=date(2024, 3, 5), recorded=datetime(2024, 6, 1))
    assert doubted(made) == []


def test_no_header_no_doubt() -> None:
    assert doubted(report("OSLO, March 5, 2024 (Agency) -- A bridge fell.")) == []


def test_a_header_in_the_future_is_doubted() -> None:
    (doubt,) = doubted(report("A bridge fell.", "2031-03-05"))
    assert (doubt.field, doubt.stated, doubt.better) == ("stated", "2031-03-05", None)
    assert "lies after 2024-06-01" in doubt.reasons[0]


def test_a_dateline_far_from_the_header_is_doubted_with_the_better_day() -> None:
    (doubt,) = doubted(report("OSLO, March 5, 2024 (Agency) -- A bridge fell.", "2024-04-20"))
    assert doubt.better == "2024-03-05"
    assert "46 days before" in doubt.reasons[0]


def test_a_weekday_that_the_day_was_not_is_doubted() -> None:
    # 12 March was a Sunday in 2023, a Tuesday in 2024
    (doubt,) = doubted(report("A bridge fell on Sunday, March 12, killing two.", "2024-03-14"))
    assert "does not fit" in doubt.reasons[0]
    assert "it fits 2023" in doubt.reasons[0]
    assert doubt.better is None  # one weekday may be a slip of the pen


def test_two_weekdays_of_one_other_year_give_a_better_day() -> None:
    text = "A bridge fell on Sunday, March 12. Divers searched until Monday, March 13."
    (doubt,) = doubted(report(text, "2024-03-14"))
    assert doubt.better == "2023-03-13"


def test_a_past_after_the_header_is_doubted() -> None:
    (doubt,) = doubted(report("The bridge fell on 9 April 2024 and killed two.", "2024-03-05"))
    assert 'tells "9 April 2024" as past' in doubt.reasons[0]
    assert doubt.better == "2024-04-09/2024-06-01"


def test_a_plan_after_the_header_is_no_doubt() -> None:
    assert doubted(report("The bridge will be opened on 9 April 2024.", "2024-03-05")) == []


CURRENT = (
    "The army is massing tanks at the border; mediators are asking the general to wait before sending troops across. "
    "Since Saturday nine lorries have passed. Rebels took the customs post on {} and still hold it."
)


def test_current_news_with_only_old_dates_is_doubted() -> None:
    made = report(CURRENT.format("February 3"), "2024-03-20")
    (doubt,) = doubted(made)
    assert doubt.better == "2024-02-03/2024-02-27"
    assert "6 weeks before" in doubt.reasons[0]
    assert "before sending troops" in doubt.reasons[0]


def test_current_news_with_a_fresh_date_is_not_doubted() -> None:
    assert doubted(report(CURRENT.format("March 11"), "2024-03-20")) == []


def test_a_later_month_named_takes_the_doubt_away() -> None:
    text = CURRENT.format("February 3") + " A truce in early March failed."
    assert doubted(report(text, "2024-03-20")) == []


def test_a_doubted_anchor_stays_visible() -> None:
    made = report(CURRENT.format("February 3"), "2024-03-20")
    saturday = next(t for t in times(made.text, made.stated) if t.when.text == "Saturday")
    assert (saturday.when.anchor, saturday.when.anchored_on) == (made.stated, "published")


def test_the_saturdays_of_an_interval() -> None:
    first = date(2024, 2, 3)
    assert weekday_window(6, (first, first + timedelta(8))) == [first, first + timedelta(7)]
    assert weekday_window(5, (first, first + timedelta(3))) == []
