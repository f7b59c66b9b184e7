"""On whose word: a text beside its attributions, as source, cue and content."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coding.marks import quoted
from onrecord.coding.who_says import quotes, source_of, wire
from onrecord.model import Span
from onrecord.reading import read


def shown(spans: tuple[Span, ...], text: str) -> str:
    return " / ".join(s.of(text) for s in spans)


def told(text: str) -> list[tuple[str, str, str]]:
    return [(shown(q.source, text), shown(q.cue, text), shown(q.content, text)) for q in quotes(text, read(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # reported speech
        (
            "The minister said that the border would stay shut.",
            ("The minister", "said", "that the border would stay shut"),
        ),
        ("The border will stay shut, the minister said.", ("the minister", "said", "The border will stay shut")),
        (
            "According to the Red Cross, nine camps have been closed.",
            ("the Red Cross", "According to", "nine camps have been closed"),
        ),
        (
            "Nine camps have been closed, according to the Red Cross.",
            ("the Red Cross", "according to", "Nine camps have been closed"),
        ),
        (
            "Chad massed tanks near the border, officials in Abuja announced.",
            ("officials in Abuja", "announced", "Chad massed tanks near the border"),
        ),
        # direct speech: the marks say how far it reaches
        ("“We will not leave the valley,” Okafor said.", ("Okafor", "said", "“We will not leave the valley,”")),
        (
            "“We will not leave,” Okafor said. “This valley is ours.”",
            ("Okafor", "said", "“We will not leave,” / “This valley is ours.”"),
        ),
        (
            'The colonel said: "The bridge is down. Nobody can cross."',
            ("The colonel", "said", '"The bridge is down. Nobody can cross."'),
        ),
        # beliefs and intentions too
        ("Analysts believe that the truce will hold.", ("Analysts", "believe", "that the truce will hold")),
        ("The premier vowed to reopen the mine in June.", ("The premier", "vowed", "to reopen the mine in June")),
        ("Sudan denied that it had fired first.", ("Sudan", "denied", "that it had fired first")),
    ],
)  # fmt: skip
def test_quote(text: str, expected: tuple[str, str, str]) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    ["Rebels attacked the port on Sunday.", "The river rose by two metres overnight.", "Trucks carried flour north."],
)
def test_a_sentence_on_no_ones_word(text: str) -> None:
    assert told(text) == []


def holder(text: str, word: str) -> str | None:
    """The source of the quote that holds a word."""
    reading = read(text)
    found = quotes(text, reading)
    held = source_of(reading, found)
    for number, sentence in enumerate(reading.sentences):
        if word in sentence.words:
            index = held.get((number, sentence.words.index(word)))
            return None if index is None else shown(found[index].source, text)
    raise AssertionError(f"no word {word!r} in {text!r}")


def test_a_word_in_reported_speech_stands_on_its_source() -> None:
    text = "The army shelled the town. The governor said that nine people died."
    assert holder(text, "died") == "The governor"
    assert holder(text, "shelled") is None
    assert holder(text, "said") is None


def test_the_innermost_source_holds_and_the_outer_keeps_the_rest() -> None:
    text = "The minister said that the army had told him that the bridge was mined."
    assert holder(text, "mined") == "the army"
    assert holder(text, "told") == "The minister"


def test_what_someone_complains_of_is_on_their_word() -> None:
    assert holder("The gate had been mined, the monks complained.", "mined") == "the monks"


def test_what_someone_wants_or_orders_is_not_on_their_word() -> None:
    assert holder("The premier wants to reopen the mine.", "reopen") is None
    assert holder("The president urged the army to leave the town.", "leave") is None


def test_the_speaker_who_goes_on_is_not_the_one_spoken_of() -> None:
    text = "The mayor said that troops had left the town, adding that nobody was hurt."
    assert holder(text, "hurt") == "The mayor"
    assert holder(text, "left") == "The mayor"


def test_a_quote_over_sentences_holds_them_all() -> None:
    text = "“The bridge is down,” the colonel said. “Nobody crossed it.”"
    assert holder(text, "crossed") == "the colonel"


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("GOMA, March 3 (Reuters) - Rebels entered the town.", "Reuters"),
        ("LIMA, Peru (AP) — Miners blocked a road.", "AP"),
        ("By Ana Duarte, Agence France-Presse\n\nMiners blocked a road.", "AFP"),
        ("Miners blocked a road on Monday.\n\nAssociated Press", "AP"),
        ("The minister told Reuters that talks would go on.", None),
        ("Miners blocked a road on Monday.", None),
        ("", None),
    ],
)
def test_wire(text: str, agency: str | None) -> None:
    assert wire(text) == agency


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" and left.', ['"no"']),
        ("He said ''no'' and left.", ["''no''"]),
        ("“One. Two.” Three.", ["“One. Two.”"]),
        ("“It goes on\n\n“in the next paragraph.”", ["“It goes on", "“in the next paragraph.”"]),
        ("the 6\" gun and the 8\" gun", []),
        ("Nobody said a word.", []),
    ],
)  # fmt: skip
def test_quoted(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in quoted(text)] == expected


@given(st.text(alphabet="“”\"'` ab.\n", max_size=40))
def test_quoted_stretches_stand_apart_and_in_order(text: str) -> None:
    last = 0
    for start, end in quoted(text):
        assert last <= start < end <= len(text)
        last = end


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "“”",
        "“ ” “",
        '"',
        "A: b",
        "SAID: NOTHING WAS SAID",
        "THE ARMY SAID THAT REBELS HAD KILLED TWELVE SOLDIERS.",
        "said said said",
        "MINISTER: NO TALKS BEFORE AUTUMN\n",
    ],
)
def test_odd_texts_do_no_harm(text: str) -> None:
    reading = read(text)
    found = quotes(text, reading)
    for q in found:
        for part in (*q.content, *q.cue, *q.source):
            assert part.end <= len(text)
    source_of(reading, found)
