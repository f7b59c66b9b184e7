"""Reports of one development are one story, look-alikes are two; the order does not matter."""

from __future__ import annotations

import random
from datetime import date

import pytest

from onrecord.errors import DataError
from onrecord.model import Report
from onrecord.stories import alike, group, rarity
from onrecord.stories.fingerprint import ages, days, headline
from onrecord.stories.group import join
from onrecord.stories.title import first_sentence


def report(title: str, text: str, day: str | None = None, source: str = "Gazette") -> Report:
    return Report(title=title, text=text, source=source, stated=date.fromisoformat(day) if day else None)


SLIDE = [
    report(
        "Landslide buries market in Vell",
        "A landslide buried the market of Vell on Tuesday and killed at least nine people, the mayor, Ilse Brandow, "
        "said. The road from Tamber is cut in four places. Soldiers from Port Mara are on their way with pumps.",
        "2024-05-15",
    ),
    report(
        "Vell counts its dead after landslide",
        "Fourteen people are now known to have died when a landslide hit the market in Vell on May 14. Ilse Brandow, "
        "the mayor, said that the road from Tamber would stay closed for a week. Pumps from Port Mara arrived on "
        "Thursday.",
        "2024-05-16",
        "Courier",
    ),
    report(
        "Quarry above Vell had been warned, geologist says",
        "The quarry at Tamber was told twice that the slope above the market of Vell would slide, a geologist told a "
        "hearing in Port Mara on Friday. The landslide on May 14 killed fourteen. Mayor Ilse Brandow called for "
        "charges.",
        "2024-05-17",
        "Post",
    ),
]
LOOK_ALIKES = [
    report(
        "Man shot outside bakery on Canal Street",
        "A 31-year-old man was shot in the leg outside a bakery on Canal Street in Hamburg on Saturday afternoon, "
        "police said. Two people fled on a scooter. Anders Holm, who sells newspapers there, heard three shots at "
        "about four o'clock and saw the man fall. Doctors at the harbour clinic took a bullet out of his thigh; he "
        "will walk again. Detectives think that the two knew him from a card game and are looking for a grey scooter "
        "without plates.",
        "2024-06-02",
    ),
    report(
        "Relative held after woman's death on Mill Road",
        "A 58-year-old woman died after she was shot at her home on Mill Road in Hamburg on Saturday night, police "
        "said. A neighbour, Petra Lund, found her in the garden towards midnight. Officers arrested a relative of 60 "
        "at a petrol station early on Sunday. The two had quarrelled over an inheritance for years, a lawyer for the "
        "family said. A hunting rifle was found under a hedge. A judge will decide on Monday whether he stays in "
        "custody.",
        "2024-06-02",
        "Courier",
    ),
]
OTHER = report(
    "Regional bank raises its rate",
    "The central bank of the Harbour Union raised its main rate by a quarter point on Wednesday and said that prices "
    "of food would fall by autumn. The dollar lost ground. Analysts had expected no change.",
    "2024-05-15",
)


def together(reports: list[Report]) -> set[frozenset[str]]:
    return {frozenset(s.reports) for s in group(reports)}


def test_one_development_over_days():
    stories = group([*SLIDE, OTHER])
    assert together([*SLIDE, OTHER]) == {frozenset(r.id for r in SLIDE), frozenset([OTHER.id])}
    story = next(s for s in stories if len(s.reports) == 3)
    assert (story.first, story.last) == (date(2024, 5, 15), date(2024, 5, 17))
    assert story.title in {r.title for r in SLIDE}


def test_two_shootings_in_one_town_on_one_day():
    assert len(group(LOOK_ALIKES)) == 2


def test_reports_without_dates():
    undated = [Report(title=r.title, text=r.text, source=r.source) for r in SLIDE]
    (story, *others) = group(undated)
    assert not others
    assert story.first is None


def test_order_does_not_matter():
    reports = [*SLIDE, *LOOK_ALIKES, OTHER]
    first = group(reports)
    for seed in range(5):
        shuffled = reports * 2
        random.Random(seed).shuffle(shuffled)
        assert group(shuffled) == first


def test_newest_first():
    days_last = [s.last for s in group([*SLIDE, *LOOK_ALIKES, OTHER])]
    assert days_last == sorted(days_last, reverse=True)


def test_nothing():
    assert group([]) == []


def test_join_by_mean_likeness():
    """A look-alike of one report is not drawn in by it where it is unlike the others."""
    likeness = {("a", "b"): 0.9, ("a", "c"): 0.9, ("b", "c"): 0.9, ("c", "d"): 0.8}
    assert join("abcd", likeness) == [["a", "b", "c"], ["d"]]


def test_what_is_recognised():
    assert set(ages("A 15-year-old and Ana Ruiz, 34, with a six-month-old; another aged 70")) == {
        "15",
        "34",
        "6m",
        "70",
    }
    friday = date(2024, 5, 17).toordinal()
    assert set(days("On May 14, on Tuesday, and yesterday; 3 March 2023", friday)) == {
        date(2024, 5, 14).toordinal(),
        friday - 1,
        date(2023, 3, 3).toordinal(),
    }
    assert headline(report("Flood in Vell - Harbour News", "x")) == "Flood in Vell"
    assert headline(report("Flood in Vell - a warning", "x")) == "Flood in Vell - a warning"
    assert first_sentence(report("", "PORT MARA (Wire) - Rain fell on Vell. More is to come.")) == "Rain fell on Vell"


@pytest.mark.parametrize("content", ["", "many", "10\nthe", "10\n3\t", "10\nx\tthe", "# no number\nthe"])
def test_a_malformed_table_of_rarity_is_refused(content):
    with pytest.raises(DataError):
        rarity.parse(content)


@pytest.mark.parametrize("content", ["", "bias\tx\twhy", "likes\t1\twhy", "bias\t1\twhy", "bias\t1", "bias\t1\t "])
def test_malformed_weights_are_refused(content):
    with pytest.raises(DataError):
        alike.parse(content)


def test_the_reason_for_a_weight_is_asked_for():
    with pytest.raises(DataError, match=r":2: expected shared_title, its weight and the reason"):
        alike.parse("# remark\nshared_title\t2")


def test_weights_are_settings():
    """Round magnitudes, set by hand: a table of fitted weights would not pass."""
    bias, weights = alike.table()
    assert bias == -6
    assert {abs(w) for w in weights} <= {0.5, 1, 2, 4, 8}


def test_remarks_in_the_table_of_rarity():
    assert rarity.parse("# counted in\n10\n3\tthe a\n") == (10, {"the": 3, "a": 3})


def test_words_everyday_in_the_police_column_are_not_rare():
    assert max(map(rarity.rarity, ("gunshot", "sheriff", "suspect", "paramedic"))) < 2.5
    assert rarity.rarity("brandow") == rarity.RAREST
