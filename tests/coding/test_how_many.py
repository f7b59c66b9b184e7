"""How many: a sentence beside its figures, as `what relation low..high`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coding.how_many import attach, figures
from onrecord.coding.numerals import numerals
from onrecord.model import Figure, Reading, Sentence
from onrecord.reading import read


def number(value: float | None) -> str:
    return "?" if value is None else f"{value:g}"


def shown(figure: Figure) -> str:
    """`killed at least 12..?`, with the links to other figures behind it."""
    exact = figure.low == figure.high
    amount = number(figure.low) if exact else f"{number(figure.low)}..{number(figure.high)}"
    hedge = "" if figure.relation == "exactly" else f"{figure.relation} "
    links = "".join(f" {name}" for name in ("part_of", "added_to", "total", "replaces") if name in figure.evidence)
    return f"{figure.what} {hedge}{amount}{links}"


def told(text: str) -> list[str]:
    return [shown(f) for f in figures(text, read(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the number grammar
        ("12 dead", [("12", 12, 12, "exactly", None)]),
        (
            "1,200 men and 2.5 million more",
            [("1,200", 1200, 1200, "exactly", None), ("2.5 million", 2.5e6, 2.5e6, "exactly", None)],
        ),
        ("two hundred and fifty thousand", [("two hundred and fifty thousand", 250000, 250000, "exactly", None)]),
        ("twenty-five or so", [("twenty-five", 25, 25, "about", None)]),
        (
            "half a million; two and a half million",
            [("half a million", 5e5, 5e5, "exactly", None), ("two and a half million", 2.5e6, 2.5e6, "exactly", None)],
        ),
        (
            "$4.5bn, £3m and 400m euros",
            [
                ("$4.5bn", 4.5e9, 4.5e9, "exactly", "USD"),
                ("£3m", 3e6, 3e6, "exactly", "GBP"),
                ("400m euros", 4e8, 4e8, "exactly", "EUR"),
            ],
        ),
        ("20 percent, 3.5%", [("20 percent", 20, 20, "exactly", "percent"), ("3.5%", 3.5, 3.5, "exactly", "percent")]),
        ("no fewer than 30", [("30", 30, None, "at least", None)]),
        ("well over 100", [("100", 100, None, "more than", None)]),
        ("as many as 40", [("40", None, 40, "at most", None)]),
        ("fewer than 50", [("50", None, 50, "fewer than", None)]),
        ("nearly 60", [("60", 60, 60, "nearly", None)]),
        ("between 10 and 20", [("10 and 20", 10, 20, "range", None)]),
        ("three to five thousand", [("three to five thousand", 3000, 5000, "range", None)]),
        ("12 or 13", [("12 or 13", 12, 13, "range", None)]),
        ("200+", [("200+", 200, None, "at least", None)]),
        ("100 or more", [("100", 100, None, "at least", None)]),
        # vague words by their conventions: the lowest reading, no upper bound
        ("dozens", [("dozens", 12, None, "at least", None)]),
        ("several hundred", [("several hundred", 300, None, "at least", None)]),
        ("tens of thousands", [("tens of thousands", 10000, None, "at least", None)]),
        ("a handful", [("a handful", 3, 10, "range", None)]),
        ("about dozens", [("dozens", 12, None, "at least", None)]),
        ("half of them, half an hour", [("half", 50, 50, "about", "percent")]),
        # names, dates, ranks and times are no numbers
        ("F-16, MH17, 9/11, 10:30, 21st, 1990s, two-state, 12-year-old, 7.62mm", []),
    ],
)
def test_numerals(text: str, expected: list[tuple[str, float | None, float | None, str, str | None]]) -> None:
    assert [(text[n.start : n.end], n.low, n.high, n.relation, n.unit) for n in numerals(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what befell them: passive, active, participle, noun, state
        ("Nine miners were killed in Pomor.", ["killed 9"]),
        ("A shell hit a bakery, killing at least 12 people.", ["killed at least 12..?"]),
        ("The flood left 27 dead.", ["killed 27"]),
        ("The deaths of nine miners shocked the valley.", ["killed 9"]),
        ("There were 14 fatalities and 36 injuries.", ["killed 14", "injured 36"]),
        ("Officials said 12 were confirmed dead.", ["killed 12"]),
        ("The attack claimed 14 lives.", ["killed 14"]),
        ("Gunmen shot dead three guards.", ["killed 3"]),
        ("Two men were fatally stabbed.", ["killed 2"]),
        ("Rebels released two Kenyans on Friday.", ["released 2"]),
        ("The release of two Kenyans was welcomed.", ["released 2"]),
        ("Gunmen kidnapped at least 80 schoolgirls.", ["abducted at least 80..?"]),
        ("Militants took 12 tourists hostage.", ["abducted 12"]),
        ("Up to 15,000 people have been displaced by the fighting.", ["displaced at most ?..15000"]),
        ("Twelve soldiers were missing.", ["missing 12"]),
        ("Tens of thousands of people marched in the capital.", ["protesters at least 10000..?"]),
        # two in a row
        ("Seven people were killed and 30 wounded.", ["killed 7", "injured 30"]),
        ("A bomb killed 7, injured 20 and damaged six cars.", ["killed 7", "injured 20", "vehicles 6"]),
        # things
        ("Nearly 200 hostages are held in the camp.", ["hostages nearly 200"]),
        ("A 54-truck convoy crossed the bridge.", ["trucks 54"]),
        ("The navy sent three destroyers to the strait.", ["warships 3"]),
        ("Two aircraft carrier groups were sent to the strait.", ["carrier groups 2"]),
        ("The ship brought 1,200 tonnes of flour.", ["flour 1200"]),
        ("Dozens of homes were destroyed.", ["homes at least 12..?"]),
        ("The bank lent the ministry $4.5bn.", ["sum 4.5e+09"]),
        ("Inflation rose to 12.5% in May.", ["inflation 12.5"]),
        ("Some 60 percent of voters backed the treaty.", ["voters about 60"]),
        ("Parliament voted 217-103 to ratify the pact.", ["votes for 217", "votes against 103"]),
        ("The bill passed by 52 votes to 48.", ["votes for 52", "votes against 48"]),
        # one and none
        ("No one was hurt in the blast.", ["injured 0"]),
        ("There were no casualties.", ["casualties 0"]),
        ("A soldier was killed and two others were injured.", ["killed 1", "injured 2 added_to"]),
        ("The navy sent a carrier strike group to the gulf.", ["carrier groups 1"]),
        ("A minister resigned.", []),
        # figures that lean on another
        ("Twelve people, including five children, were killed.", ["killed 12", "killed 5 part_of"]),
        ("Police arrested 63 protesters and another three were detained.", ["arrested 63", "arrested 3 added_to"]),
        ("A wave killed three more, bringing the total to 41.", ["killed 3 added_to", "killed 41 total"]),
        ("The death toll rose to 27 from 19 on Sunday.", ["killed 27 total", "killed 19 total replaces"]),
        ("The number of injured stood at 88.", ["injured 88 total"]),
        ("Twelve of the 40 hostages were freed after talks.", ["released 12 part_of", "hostages 40"]),
        ("Seven of those killed were guards.", ["killed 7 part_of"]),
        # what else matters
        ("The judge was jailed for nine years.", ["prison term 9"]),
        ("A crowd of 200,000 heard the pope.", ["people 200000"]),
        ("Half of the homes were burnt.", ["homes about 50"]),
        ("Ghana bought 1.1 million rounds of ammunition.", ["ammunition 1.1e+06"]),
        # no figures
        ("The 34-year-old captain served for 12 years.", ["duration 12"]),
        ("Resolution 1701 was adopted in 2006.", []),
        ("The convoy left at 10:30 p.m. on March 7.", []),
        ("The senator, 71, spoke for two hours.", ["duration 2"]),
        ("Rovers won 3-1 on Saturday.", []),
        ("The two sides met on day two of the talks.", []),
        ("Write to 12 Harbour Street.", []),
        ("One of the ministers resigned.", []),
        ("Envoys urged restraint to avoid mass casualties and a disaster.", []),
        ("The strike caused casualties and a fire.", []),
        # upper case, as old agency copy has it
        ("AT LEAST TWELVE SOLDIERS WERE KILLED AND 22 WOUNDED IN THE AMBUSH.", ["killed at least 12..?", "injured 22"]),
    ],
)  # fmt: skip
def test_figures(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_a_figure_quotes_its_evidence() -> None:
    text = "Officials said at least 12 people drowned."
    (figure,) = figures(text, read(text))
    assert figure.text == figure.span.of(text) == "at least 12 people"
    assert figure.unit == "people"
    assert figure.said_by is None
    quotes = {name: [span.of(text) for span in spans] for name, spans in figure.evidence.items()}
    assert quotes == {"number": ["12"], "what": ["people", "drowned"], "relation": ["at least"]}


def test_a_part_names_the_word_that_makes_it_one() -> None:
    text = "Twelve people, including five children, were killed."
    part = figures(text, read(text))[1]
    assert [span.of(text) for span in part.evidence["part_of"]] == ["including"]


def attached(text: str, word: str) -> list[str]:
    reading = read(text)
    (sentence,) = reading.sentences
    found = figures(text, reading)
    return [shown(f) for f in attach(sentence, sentence.words.index(word), found)]


def test_attach_gives_a_figure_to_the_nearest_predicate() -> None:
    text = "Police said 12 people died when rebels fired 30 rockets."
    assert attached(text, "died") == ["killed 12"]
    assert attached(text, "fired") == ["killed 12", "rockets 30"]  # what came of the deed
    assert attached(text, "said") == []


def test_attach_gives_what_came_of_a_deed_to_the_deed() -> None:
    assert attached("Gunmen opened fire on a market, killing six traders.", "opened") == ["killed 6"]
    assert attached("An airstrike killed 14 villagers.", "airstrike") == ["killed 14"]
    assert attached("Nine men were killed in a raid on the mine.", "raid") == ["killed 9"]
    assert attached("Police said that nine men were killed.", "said") == []


def test_attach_gives_a_figure_to_the_noun_that_tells_it() -> None:
    assert attached("The release of two Kenyans was welcomed.", "release") == ["released 2"]
    assert attached("The 12 people killed in the raid were buried.", "killed") == ["killed 12"]


def test_attach_knows_its_sentence() -> None:
    text = "Rebels killed nine men. Troops killed two women."
    reading = read(text)
    found = figures(text, reading)
    first, second = reading.sentences
    assert [shown(f) for f in attach(first, first.words.index("killed"), found)] == ["killed 9"]
    assert [shown(f) for f in attach(second, second.words.index("killed"), found)] == ["killed 2"]


def test_a_sentence_without_words_counts_nothing() -> None:
    empty = Sentence(start=0, end=1, words=(), starts=(), ends=(), lemmas=(), upos=(), heads=(), relations=())
    assert figures("7", Reading(sentences=(empty,))) == []


@given(st.text(alphabet="0123456789,.-$€%+ abdehnorstuy\n", max_size=60))
def test_numerals_stand_in_order_within_the_text(text: str) -> None:
    last = 0
    for n in numerals(text):
        assert 0 <= n.first <= n.start < n.end <= n.last <= len(text)
        assert n.start >= last
        assert n.low is None or n.high is None or n.low <= n.high or n.versus
        last = n.end


@pytest.mark.parametrize(
    "text", ["", " ", "7", "7 7 7", "1,000,000,000", "one two three four", "%%", "$ 5 ( 6 ) + 7 -"]
)
def test_odd_texts_do_no_harm(text: str) -> None:
    for figure in figures(text, read(text)):
        assert figure.text == figure.span.of(text)
