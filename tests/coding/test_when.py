"""A text, the words that tell a time, and the value or days they mean; all sentences are ours."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coding.when import attach, reanchor, times
from onrecord.coding.when.calendar import bounds, holiday, moved, weekday_from
from onrecord.coding.when.cues import direction
from onrecord.coding.when.told import narrates
from onrecord.coding.when.words import listed, table
from onrecord.errors import DataError
from onrecord.model import Argument, Frame, Reading, Sentence, Time, When

THURSDAY = date(2023, 11, 9)


def values(text: str, published: date | None = THURSDAY, reading: Reading | None = None) -> list[tuple[str, str]]:
    return [(t.span.of(text), t.value) for t in times(text, published, reading)]


def only(text: str, published: date | None = THURSDAY) -> Time:
    found = times(text, published)
    assert len(found) == 1, [t.when.text for t in found]
    return found[0]


# --- days named in full, in every news style ---------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The bridge fell on 4 May 2021.", "2021-05-04"),
        ("The bridge fell on May 4, 2021.", "2021-05-04"),
        ("The bridge fell on Tuesday, May 4, 2021.", "2021-05-04"),
        ("The bridge fell on the 4th of May 2021.", "2021-05-04"),
        ("The bridge fell on Sept. 4, 2021.", "2021-09-04"),
        ("The bridge fell on 2021-05-04.", "2021-05-04"),
        ("The bridge fell on 25/12/2021.", "2021-12-25"),
        ("The bridge fell on 12/25/2021.", "2021-12-25"),
        ("The bridge fell on 25.12.2021.", "2021-12-25"),
        ("THE BRIDGE FELL ON 4 MAY 2021.", "2021-05-04"),
        ("QUITO, 4 MAY 91 -- THE BRIDGE FELL.", "1991-05-04"),
        ("The bridge fell in May 2021.", "2021-05"),
        ("The bridge fell in early May 2021.", "2021-05"),
        ("The bridge fell in the summer of 2021.", "2021-SU"),
        ("The bridge fell in the third quarter of 2021.", "2021-Q3"),
        ("The bridge fell in the first half of 2021.", "2021-H1"),
        ("The bridge fell in 2021.", "2021"),
        ("The bridge fell in nineteen ninety-six.", "1996"),
        ("The bridge fell in the year two thousand.", "2000"),
        ("The bridge fell in the late 1970s.", "197"),
        ("The bridge fell in the '70s.", "197"),
        ("The bridge fell in the nineteenth century.", "18"),
        ("The bridge fell in 312 BC.", "BC0312"),
        ("The bridge fell on the last Monday of May 2021.", "2021-05-31"),
    ],
)
def test_a_time_named_in_full_needs_no_anchor(text: str, value: str) -> None:
    for published in (None, THURSDAY):
        time = only(text, published)
        assert time.value == value
        assert time.when.anchor is None


def test_figures_that_may_be_day_or_month_give_the_year_only() -> None:
    assert only("Filed 03/04/2021 at the court.", None).value == "2021-XX-XX"
    assert only("Filed 03/04/2021 at the court.", None).when.earliest is None


def test_an_impossible_day_is_no_time() -> None:
    assert values("It rained on 31 February 2021.") == [("31", "XXXX")] or not any(
        v.startswith("2021-02-31") for _, v in values("It rained on 31 February 2021.")
    )


@pytest.mark.parametrize(
    "text",
    [
        "Some 2000 soldiers marched.",
        "It cost $1995 to mend.",
        "About 1,998 people came.",
        "Ms May may march on the second floor.",
        "He wrote for the Daily Sun.",
        "In his 40s he took up chess.",
        "A six-year-old boy was rescued.",
        "Three-quarters of the vote was counted.",
        "USA Today ran the story.",
        "The fall of the city shocked them.",
        "They won 4:07.64 to spare.",
    ],
)
def test_what_looks_like_a_time_and_is_none(text: str) -> None:
    assert values(text) == []


# --- told from the day of writing --------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The council met on Monday.", "2023-11-06"),  # past tense: the Monday before
        ("The council will meet on Monday.", "2023-11-13"),  # modal: the Monday after
        ("The council meets on Monday.", "2023-11-13"),  # scheduled present
        ("The council is due to meet on Monday.", "2023-11-13"),
        ("The council had been due to meet on Monday.", "2023-11-06"),  # a plan told as past
        ("The report will be published on Monday.", "2023-11-13"),  # the participle belongs to the modal
        ("Protests broke out following Monday's verdict.", "2023-11-06"),  # "following" is no adjective here
        ("The council met on Thursday.", "2023-11-09"),  # the day of writing itself
        ("The council met last Thursday.", "2023-11-02"),
        ("The council will meet next Thursday.", "2023-11-16"),
        ("The council met late Monday.", "2023-11-06"),
        ("The council met on Monday night.", "2023-11-06TNI"),
        ("The council met at noon Monday.", "2023-11-06T12:00"),
        ("The council met at 3:30 p.m. on Monday.", None),
        ("The council met today.", "2023-11-09"),
        ("The council met yesterday morning.", "2023-11-08TMO"),
        ("The council met the day before yesterday.", "2023-11-07"),
        ("The council met last night.", "2023-11-08TNI"),
        ("The council met overnight.", "2023-11-08TNI"),
        ("The council met this morning.", "2023-11-09TMO"),
        ("The council met last week.", "2023-W44"),
        ("The council met over the weekend.", None),
        ("The council met earlier this month.", "2023-11"),
        ("The council met last month.", "2023-10"),
        ("The council met last year.", "2022"),
        ("The council met three days ago.", "2023-11-06"),
        ("The council met two weeks ago.", "2023-W43"),
        ("The council met five months ago.", "2023-06"),
        ("The council met ten years ago.", "2013"),
        ("The council met on October 7.", "2023-10-07"),
        ("The council met on Dec. 20.", "2023-12-20"),  # near: news dates a far day by its year
        ("The council met in March.", "2023-03"),
        ("The council will meet in March.", "2024-03"),
        ("The council met last December.", "2022-12"),
        ("The council met last winter.", "2022-WI"),
        ("The council met on Christmas Eve.", "2022-12-24"),
        ("The council will meet on Christmas Eve.", "2023-12-24"),
        ("The council will meet on Thanksgiving.", "2023-11-23"),
        ("The council met on Good Friday.", "2023-04-07"),
        ("Sales fell in the third quarter.", "2023-Q3"),
        ("The January 8 riots shook the capital.", "2023-01-08"),
    ],
)
def test_a_relative_time_is_resolved_on_the_day_of_writing(text: str, value: str | None) -> None:
    found = times(text, THURSDAY)
    if value is not None:
        assert [t.value for t in found] == [value]
    for time in found:
        assert (time.when.anchor, time.when.anchored_on) in ((THURSDAY, "published"), (None, None))
        assert time.when.earliest is not None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The council met on Saturday.", "XXXX-WXX-6"),
        ("The council met on Saturday night.", "XXXX-WXX-6TNI"),
        ("The council met yesterday.", "XXXX-XX-XX"),
        ("The council met last week.", "XXXX-WXX"),
        ("The council met last year.", "XXXX"),
        ("The council met on October 7.", "XXXX-10-07"),
        ("The council met in October.", "XXXX-10"),
        ("The council met in the third quarter.", "XXXX-Q3"),
        ("The council met two days ago.", "XXXX-XX-XX"),
        ("The council met on Christmas Day.", "XXXX-12-25"),
        ("The council met at 3:30 p.m.", "XXXX-XX-XXT15:30"),
        ("The council met recently.", "PAST_REF"),
    ],
)
def test_without_a_day_of_writing_a_relative_time_has_no_days(text: str, value: str) -> None:
    time = only(text, None)
    assert time.value == value
    assert (time.when.earliest, time.when.latest, time.when.anchor) == (None, None, None)


def test_a_time_of_day_takes_the_day_beside_it_or_told_before() -> None:
    assert values("They struck at 3:30 p.m. on Monday.")[0] == ("3:30 p.m.", "2023-11-06T15:30")
    assert values("They struck on Monday. The guards fled at 4 a.m.")[1] == ("4 a.m.", "2023-11-06T04:00")
    assert values("ON 6 MAY 1990 AT 1830 THEY STRUCK.")[1] == ("1830", "1990-05-06T18:30")


def test_earlier_and_later_end_and_begin_on_the_day_of_writing() -> None:
    earlier, later = only("They met earlier this month.").when, only("They will meet later this month.").when
    assert (earlier.earliest, earlier.latest) == (date(2023, 11, 1), THURSDAY)
    assert (later.earliest, later.latest) == (THURSDAY, date(2023, 11, 30))


def test_a_length_tied_to_the_day_of_writing_has_days() -> None:
    when = only("Prices doubled in the past two years.").when
    assert (when.timex, when.earliest, when.latest, when.precision) == ("P2Y", date(2021, 11, 9), THURSDAY, "range")


# --- told from a time before -------------------------------------------------------------------


def test_the_next_day_and_its_like_count_from_the_time_last_told() -> None:
    text = (
        "Rebels took the fort on 3 June 2019. The next day they left. "
        "Two weeks later the army came. By that time it was empty."
    )
    assert [v for _, v in values(text)] == ["2019-06-03", "2019-06-04", "2019-06-18", "2019-06-18"]
    assert times(text, THURSDAY)[1].when.anchored_on == "mention"


def test_a_year_earlier_in_results_is_the_same_quarter() -> None:
    text = "The bank lost $2m in the third quarter, against $1m a year earlier and $3m a year ago."
    assert [v for _, v in values(text)] == ["2023-Q3", "2022-Q3", "2022-Q3"]


HISTORY = (
    "In 1911 the dock was built. In March 1912 a fire broke out. On 4 April the walls fell. In 1913 it was mended. "
    "By June 1914 ships came again; in July they stopped. In 1915, after the 1899 treaty lapsed, trade died. "
    "On 2 May the last crane left. In 1916 and 1917 nothing moved."
)


def test_a_history_takes_the_year_last_told() -> None:
    assert narrates(HISTORY, THURSDAY)
    found = dict(values(HISTORY))
    assert found["4 April"] == "1912-04-04"
    assert found["July"] == "1914-07"
    assert found["2 May"] == "1915-05-02"  # the treaty of 1899 is told in passing
    assert found == dict(values(HISTORY, None))


def test_news_is_no_history() -> None:
    assert not narrates("On Monday the court, founded in 1911, freed a man held since 2019.", THURSDAY)


def test_the_first_of_two_dates_takes_the_year_of_the_second() -> None:
    assert values("The strike ran from May 3 to August 6, 1988.") == [
        ("May 3", "1988-05-03"),
        ("August 6, 1988", "1988-08-06"),
    ]
    assert values("It rained on 6-7 February.") == [("6", "2023-02-06"), ("7 February", "2023-02-07")]
    assert values("It rained from 3 May to 9 May.") == [("3 May", "2023-05-03"), ("9 May", "2023-05-09")]


# --- lengths, repeated times, now and then -----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "span", "kind", "value"),
    [
        ("The siege lasted two years.", "two years", "DURATION", "P2Y"),
        ("The siege lasted at least 30 days.", "at least 30 days", "DURATION", "P30D"),
        ("A three-week siege ended.", "three-week", "DURATION", "P3W"),
        ("The siege lasted half an hour.", "half an hour", "DURATION", "PT30M"),
        ("The siege lasted several months.", "several months", "DURATION", "PXM"),
        ("The siege lasted a couple of days.", "a couple of days", "DURATION", "P2D"),
        ("The siege lasted a decade.", "a decade", "DURATION", "P1DE"),
        ("The siege lasted about 740 million years.", "about 740 million years", "DURATION", "P740000000Y"),
        ("They meet every Monday.", "every Monday", "SET", "XXXX-WXX-1"),
        ("They meet on Mondays.", "Mondays", "SET", "XXXX-WXX-1"),
        ("They meet daily.", "daily", "SET", "P1D"),
        ("They meet every two weeks.", "every two weeks", "SET", "P2W"),
        ("They meet each July.", "each July", "SET", "XXXX-07"),
        ("They are now free.", "now", "DATE", "PRESENT_REF"),
        ("They may meet in the near future.", "the near future", "DATE", "FUTURE_REF"),
        ("They were free in the past.", "the past", "DATE", "PAST_REF"),
        ("They met several years ago.", "several years ago", "DATE", "PAST_REF"),
    ],
)
def test_lengths_and_repeated_times(text: str, span: str, kind: str, value: str) -> None:
    time = only(text)
    assert (time.span.of(text), time.type, time.value) == (span, kind, value)


def test_spans_hold_modifiers_and_no_preposition() -> None:
    text = "In the past two years, and until early next week, the August 2021 truce held."
    assert [t.span.of(text) for t in times(text, THURSDAY)] == ["the past two years", "early next week", "August 2021"]


# --- days, weeks, feasts -----------------------------------------------------------------------


def test_bounds_of_values() -> None:
    assert bounds("2021-W05")[:2] == (date(2021, 2, 1), date(2021, 2, 7))
    assert bounds("2021-W05-WE")[:2] == (date(2021, 2, 6), date(2021, 2, 7))
    assert bounds("1989-SU")[2] == "season"
    assert bounds("2021-02-30") == (None, None, "unknown")
    assert bounds("1990", "START")[1] == date(1990, 7, 2)
    assert bounds("P2Y") == (None, None, "unknown")


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("easter+0", 2000, "2000-04-23"),
        ("orthodox+0", 2022, "2022-04-24"),
        ("rosh-hashanah+0", 2023, "2023-09-16"),
        ("yom-kippur+0", 1973, "1973-10-06"),
        ("passover+0", 2024, "2024-04-23"),
        ("hanukkah+0", 2022, "2022-12-19"),
        ("lunar+0", 1968, "1968-01-30"),
        ("05/-1/1", 2023, "2023-05-29"),
        ("11/1/1+1", 2024, "2024-11-05"),
    ],
)
def test_feasts_fall_where_calendars_have_them(rule: str, year: int, day: str) -> None:
    assert holiday(rule, year) == date.fromisoformat(day)


def test_an_islamic_feast_may_be_a_day_off_and_says_so() -> None:
    when = only("Crowds gathered for Eid al-Fitr.", date(2024, 4, 12)).when
    assert (when.earliest, when.latest, when.precision) == (date(2024, 4, 9), date(2024, 4, 11), "range")


def test_an_unknown_holiday_rule_is_refused() -> None:
    with pytest.raises(DataError, match="nowhere"):
        holiday("nowhere+1", 2020)


def test_a_list_that_is_not_there_is_refused() -> None:
    with pytest.raises(DataError, match="no list called 'clouds'"):
        listed("clouds")
    with pytest.raises(DataError, match="3 columns"):
        table("lists.tsv", 3)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 7), st.sampled_from([-1, 1]))
def test_a_weekday_is_within_a_week_on_its_side(day: date, weekday: int, side: int) -> None:
    found = weekday_from(day, weekday, side)
    assert found.isoweekday() == weekday
    assert 0 <= (found - day).days * side <= 6


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from("DWMQY"), st.integers(-40, 40))
def test_a_moved_value_reads_back(day: date, unit: str, number: int) -> None:
    first, last, precision = bounds(moved(day, unit, number) or "")
    assert first is not None
    assert last is not None
    assert first <= last
    assert precision == {"D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year"}[unit]
    if number == 0:
        assert first <= day <= last


WORDS = """
on in since
Monday may May March 3 12 1998 30 Oct. the last next of week years ago a.m. 10:30 , . - 's later two hundred
first quarter fiscal BC every early mid end noon '98 90s 25/12/98 2023-10-07 ( ) x € Überraschung Ramadan half
quarters 99999999999 2.5
"""
PIECES = st.sampled_from([*WORDS.split(), "\n"])


@given(st.lists(PIECES, max_size=14), st.sampled_from([None, THURSDAY, date(2024, 2, 29), date(1, 1, 1)]))
def test_any_text_gives_ordered_disjoint_spans_of_itself(pieces: list[str], published: date | None) -> None:
    text = " ".join(pieces)
    end = 0
    for time in times(text, published):
        assert end <= time.span.start < time.span.end <= len(text)
        assert time.when.text == time.span.of(text)
        assert time.when.timex == time.value
        if time.when.earliest and time.when.latest:
            assert time.when.earliest <= time.when.latest
        end = time.span.end


def test_direction_stops_at_the_sentence() -> None:
    text = "They will march. Police arrested two men Monday."
    assert direction(text, text.index("Monday"), len(text) - 1) == -1


# --- syntax ------------------------------------------------------------------------------------

UPOS = {
    "V": "VERB",
    "N": "NOUN",
    "P": "PROPN",
    "A": "ADP",
    "X": "AUX",
    "T": "PART",
    "D": "DET",
    "C": "CCONJ",
    "S": "SCONJ",
}


def sentence(rows: str, frames: tuple[Frame, ...] = ()) -> Sentence:
    """A sentence from rows of "word lemma UPOS head relation", words parted by one blank."""
    cells = [row.split() for row in rows.strip().splitlines()]
    starts, at = [], 0
    for cell in cells:
        starts.append(at)
        at += len(cell[0]) + 1
    words = tuple(c[0] for c in cells)
    return Sentence(
        start=0,
        end=at - 1,
        words=words,
        starts=tuple(starts),
        ends=tuple(s + len(w) for s, w in zip(starts, words, strict=True)),
        lemmas=tuple(c[1] for c in cells),
        upos=tuple(UPOS[c[2]] for c in cells),
        heads=tuple(int(c[3]) for c in cells),
        relations=tuple(c[4] for c in cells),
        frames=frames,
    )


def text_of(s: Sentence) -> str:
    return " ".join(s.words)


TWO_VERBS = """
Rebels rebel N 2 nsubj
attacked attack V 0 root
forts fort N 2 obj
Friday Friday P 2 obl:tmod
after after S 7 mark
troops troop N 7 nsubj
shelled shell V 2 advcl
ports port N 7 obj
Tuesday Tuesday P 7 obl:tmod
"""


def attached(s: Sentence, word: str) -> str | None:
    found = attach(s, s.words.index(word), times(text_of(s), THURSDAY))
    return None if found is None else found.when.text


def test_a_time_goes_to_its_own_verb() -> None:
    s = sentence(TWO_VERBS)
    assert attached(s, "attacked") == "Friday"
    assert attached(s, "shelled") == "Tuesday"
    assert attached(s, "forts") is None


def test_the_argument_of_the_frame_comes_first() -> None:
    rows = """
Guards guard N 2 nsubj
died die V 0 root
Friday Friday P 2 obl:tmod
in in A 5 case
June June P 2 obl
"""
    plain = sentence(rows)
    framed = sentence(rows, (Frame(predicate=1, arguments=(Argument(role="ARGM-TMP", head=4, first=3, last=4),)),))
    assert attached(plain, "died") == "Friday"  # the finer one
    assert attached(framed, "died") == "June"  # the frame says which


def test_a_time_hung_on_a_noun_below_serves_the_verb_unless_the_noun_owns_it() -> None:
    hung = sentence(
        "They they N 2 nsubj\nkilled kill V 0 root\nmen man N 2 obj\non on A 5 case\nMonday Monday P 3 nmod"
    )
    assert attached(hung, "killed") == "Monday"
    owned = sentence("They they N 2 nsubj\ncondemned condemn V 0 root\nMonday Monday P 4 nmod:poss\nraids raid N 2 obj")
    assert attached(owned, "condemned") is None
    assert attached(owned, "raids") == "Monday"


def test_a_carried_event_has_the_time_of_its_verb_and_the_other_way_about() -> None:
    done = sentence("They they N 2 nsubj\nlaunched launch V 0 root\nraids raid N 2 obj\nMonday Monday P 2 obl:tmod")
    assert attached(done, "raids") == "Monday"
    seen = sentence(
        "They they N 2 nsubj\ncriticised criticise V 0 root\nraids raid N 2 obj\nMonday Monday P 2 obl:tmod"
    )
    assert attached(seen, "raids") is None
    toll = sentence(
        "Monday Monday P 3 nmod:poss\n's 's T 1 case\nraid raid N 4 nsubj\nkilled kill V 0 root\ntwo two N 4 obj"
    )
    assert attached(toll, "killed") == "Monday"


SINCE = "Trucks truck N 2 nsubj\ncrossed cross V 0 root\n{} {} A 4 case\nSaturday Saturday P 2 obl"


@pytest.mark.parametrize(
    ("word", "first", "last"),
    [
        ("since", date(2023, 11, 4), THURSDAY),
        ("until", None, date(2023, 11, 11)),
        ("before", None, date(2023, 11, 10)),
        ("on", date(2023, 11, 4), date(2023, 11, 4)),
    ],
)
def test_prepositions_widen_the_days_of_the_claim(word: str, first: date | None, last: date) -> None:
    s = sentence(SINCE.format(word, word))
    found = attach(s, 1, times(text_of(s), THURSDAY))
    assert found is not None
    assert (found.when.earliest, found.when.latest, found.when.anchor) == (first, last, THURSDAY)


def test_from_one_day_to_another_is_one_stretch() -> None:
    s = sentence(
        "Fighting fighting N 2 nsubj\nraged rage V 0 root\nfrom from A 4 case\nMonday Monday P 2 obl\n"
        "to to A 6 case\nWednesday Wednesday P 2 obl"
    )
    found = attach(s, 1, times(text_of(s), THURSDAY))
    assert found is not None
    assert (found.value, found.when.precision) == ("2023-11-06/2023-11-08", "range")
    assert found.span.of(text_of(s)) == "Monday to Wednesday"


def test_a_verb_is_asked_by_syntax_where_the_words_before_mislead() -> None:
    # "said" is the nearest verb before, but the day belongs to "resume"
    rows = """
Talks talk N 6 nsubj
, , N 1 punct
he he N 4 nsubj
said say V 6 parataxis
will will X 6 aux
resume resume V 0 root
here here N 6 advmod
in in A 9 case
Oslo Oslo P 6 obl
where where N 11 advmod
met meet V 9 acl:relcl
ambassadors ambassador N 11 nsubj
Saturday Saturday P 6 obl:tmod
"""
    s = sentence(rows)
    text = text_of(s)
    assert [v for _, v in values(text)] == ["2023-11-04"]
    assert [v for _, v in values(text, THURSDAY, Reading(sentences=(s,)))] == ["2023-11-11"]


# --- another day of writing --------------------------------------------------------------------

NEW = date(2023, 10, 23)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("It began on Saturday.", date(2023, 10, 21), date(2023, 10, 21)),
        ("It will begin on Saturday.", date(2023, 10, 28), date(2023, 10, 28)),
        ("It began last week.", date(2023, 10, 16), date(2023, 10, 22)),
        ("It began two days ago.", date(2023, 10, 21), date(2023, 10, 21)),
        ("It began on October 7.", date(2023, 10, 7), date(2023, 10, 7)),
        ("It began on 3 May 2021.", date(2021, 5, 3), date(2021, 5, 3)),
        ("It began overnight.", date(2023, 10, 22), date(2023, 10, 23)),
    ],
)
def test_a_relative_time_moves_with_its_anchor(text: str, first: date, last: date) -> None:
    again = reanchor(only(text), THURSDAY, NEW)
    assert (again.earliest, again.latest) == (first, last)
    assert again.text == only(text).when.text


def test_since_keeps_its_end_on_the_day_of_writing() -> None:
    s = sentence(SINCE.format("since", "since"))
    found = attach(s, 1, times(text_of(s), THURSDAY))
    assert found is not None
    again = reanchor(found, THURSDAY, NEW)
    assert (again.earliest, again.latest, again.anchor) == (date(2023, 10, 21), NEW, NEW)


def test_losing_the_anchor_loses_the_days_and_finding_one_gives_them() -> None:
    lost = reanchor(only("It began on Saturday."), THURSDAY, None)
    assert (lost.timex, lost.earliest, lost.anchor) == ("XXXX-WXX-6", None, None)
    assert reanchor(lost, None, NEW).earliest == date(2023, 10, 21)


def test_a_time_resolved_on_a_mention_stays() -> None:
    text = "Rebels took the fort on 3 June 2019. The next day they left."
    after = times(text, THURSDAY)[1]
    assert reanchor(after, THURSDAY, NEW) == after.when


def test_upper_case_reads_as_lower_case_does() -> None:
    text = "The council met on Monday, after two weeks of talks that began in late September."
    assert [v for _, v in values(text)] == [v for _, v in values(text.upper())]


def test_every_rule_of_the_grammar_has_its_builder() -> None:
    from onrecord.coding.when.find import BUILDERS
    from onrecord.coding.when.grammar import rules

    assert {rule.name for rule in rules()} == set(BUILDERS)


@pytest.mark.parametrize(
    "text", ["last " * 30_000 + "May", "9" * 50_000 + " years", "the " * 30_000, "12 " * 30_000 + "May"]
)
def test_a_hostile_text_takes_no_longer_than_its_length(text: str) -> None:
    import time

    begun = time.perf_counter()
    times(text, THURSDAY)
    assert time.perf_counter() - begun < 5  # 0.2 s on an idle laptop; what is square in the length takes minutes


def test_opening_the_data_is_quick() -> None:
    import subprocess
    import sys

    code = (
        "import onrecord.model, time; t = time.perf_counter(); from onrecord.coding.when import times; "
        "times('It rained on Monday.'); print(time.perf_counter() - t)"
    )
    took = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert re.match(r"\d+\.\d+", took)
    assert float(took) < 1.0  # 0.1 s on an idle laptop; the margin is for a busy one


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The dock workers were set free on Tuesday.", "2023-11-07"),
        ("Two barns were set alight on Tuesday.", "2023-11-07"),
        ("Shells hit the hospital of Merano on Tuesday and killed two people.", "2023-11-07"),
        ("The mayor quit on Tuesday.", "2023-11-07"),
        ("The court was set to rule on Tuesday.", "2023-11-14"),
        ("The vote was set for Tuesday.", "2023-11-14"),
        ("Another 50 carts are to follow on Tuesday.", "2023-11-14"),
    ],
)
def test_set_free_looks_back_and_set_to_leave_ahead(text: str, day: str) -> None:
    from onrecord.coding.when import times as with_reading
    from onrecord.model import Report
    from onrecord.reading import read

    (time,) = with_reading(text, THURSDAY, read(Report(text=text)))
    assert time.value == day


@pytest.mark.parametrize(
    "text",
    [
        "The miller died after being stabbed at his mill Tuesday.",
        "On Tuesday, however, police say the man stabbed his brother inside a mill.",
        "The sheriff says deputies were called to a barn on Tuesday.",
        "Police are investigating the stabbing of a miller in a barn on Tuesday.",
        "The miller was seized by a man who'd broken into his barn on Tuesday.",
        "The judge asked anyone who may have seen the van on Tuesday to call.",
        "The indictment alleges that last Tuesday the miller burned the barn.",
        "Police said several boys were hurt in what appears to be a brawl at the mill around 3:40 p.m. Tuesday.",
    ],
)
def test_what_is_told_of_a_deed_now_looks_back(text: str) -> None:
    assert [t.value[:10] for t in _read(text)] == ["2023-11-07"]


def test_small_hours_belong_to_the_day_after_the_night() -> None:
    night, hour = _read("Four people were hurt on Tuesday night. Officers were called at 3:30 a.m. to the mill.")
    assert (night.value, hour.value) == ("2023-11-07TNI", "2023-11-08T03:30")


def test_a_time_of_day_belongs_to_the_day_of_the_deed_and_not_to_that_of_the_speech() -> None:
    times = _read("The miller was stabbed Tuesday, an officer said Wednesday. It happened about 5:30 p.m. near a barn.")
    assert [t.value for t in times] == ["2023-11-07", "2023-11-08", "2023-11-07T17:30"]


def test_a_time_of_day_beside_no_day_may_be_of_the_day_before() -> None:
    (time,) = _read("The miller was stabbed about 5:30 p.m. near a barn.")
    assert (time.value, time.when.earliest, time.when.latest, time.when.precision) == (
        "2023-11-09T17:30",
        date(2023, 11, 8),
        date(2023, 11, 9),
        "range",
    )


def _read(text: str) -> list[Time]:
    from onrecord.coding.when import times as with_reading
    from onrecord.model import Report
    from onrecord.reading import read

    return with_reading(text, THURSDAY, read(Report(text=text)))


def test_an_item_of_a_chronicle_moves_with_its_day() -> None:
    day = date(2024, 3, 5)
    told = When(earliest=day, latest=day, precision="day", timex=day.isoformat(), anchor=day, anchored_on="published")
    moved = reanchor(told, day, date(2024, 2, 5))
    assert (moved.earliest, moved.latest) == (date(2024, 2, 5), date(2024, 2, 5))
    assert reanchor(told, day, None).earliest is None
