"""If: a sentence beside its conditions, as kind, trigger, consequence and who would act."""

from __future__ import annotations

import pytest

from onrecord.coding.conditions import conditions, in_condition
from onrecord.coding.who_says import quotes
from onrecord.model import Span
from onrecord.reading import read


def quote(spans: tuple[Span, ...], text: str) -> str:
    return " / ".join(s.of(text) for s in spans)


def told(text: str) -> list[tuple[str, str, str, str | None]]:
    reading = read(text)
    found = []
    for c in conditions(text, reading):
        actor = reading.sentences[c.sentence].words[c.actor] if c.actor is not None else None
        found.append((c.kind, quote(c.trigger, text), quote(c.consequence, text), actor))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Turkey will close the strait if Greece extends its waters.",
            ("if", "Greece extends its waters", "Turkey will close the strait", "Turkey"),
        ),
        (
            "If the talks collapse, rebels will resume attacks on the capital, a commander said.",
            ("if", "the talks collapse", "rebels will resume attacks on the capital", "rebels"),
        ),
        # the clause with "if" hangs on the verb of saying, the act is below it
        (
            "The general warned that his troops would storm the town unless the gunmen surrendered.",
            ("unless", "the gunmen surrendered", "his troops would storm the town", "troops"),
        ),
        (
            "Kenya threatened to expel the envoy if the tapes were not returned.",
            ("if", "the tapes were not returned", "to expel the envoy", "Kenya"),
        ),
        # the warning was given, what it warned of hangs
        (
            "The premier warned of a boycott if the bill passes.",
            ("if", "the bill passes", "of a boycott", "premier"),
        ),
        # two triggers, one condition
        (
            "It is expected that Chad will withdraw its envoys if the border closes or if the raids go on.",
            ("if", "the border closes / the raids go on", "Chad will withdraw its envoys", "Chad"),
        ),
        # other words than "if"
        (
            "Should the ceasefire fail, the mission would be withdrawn.",
            ("should", "the ceasefire fail", "the mission would be withdrawn", None),
        ),
        (
            "The premier would consider leaving the bloc should the vote be annulled.",
            ("should", "the vote be annulled", "The premier would consider leaving the bloc", "premier"),
        ),
        (
            "The bank agreed to lend the money on condition that the state sells its airline.",
            ("on condition that", "the state sells its airline", "to lend the money", "bank"),
        ),
        (
            "In the event of an invasion, Poland would close its border.",
            ("in case", "an invasion", "Poland would close its border", "Poland"),
        ),
        (
            "The union will strike until wages are raised.",
            ("until", "wages are raised", "The union will strike", "union"),
        ),
        (
            "Leave the town or face the consequences, the militia told villagers.",
            ("or else", "Leave the town", "face the consequences", None),
        ),
        (
            "France would have sent troops if the council had asked.",
            ("counterfactual", "the council had asked", "France would have sent troops", "France"),
        ),
        ("The truce ends if parliament rejects it.", ("if", "parliament rejects it", "The truce ends", "truce")),
        ("If elected, Morales will raise taxes.", ("if", "elected", "Morales will raise taxes", "Morales")),
        ("The loan hinges on a new budget.", ("provided", "a new budget", "The loan", None)),
        (
            "Norway would free the crew in exchange for three hostages.",
            ("provided", "three hostages", "Norway would free the crew", "Norway"),
        ),
        (
            "Once the siege ends, the mission will return.",
            ("if", "the siege ends", "the mission will return", "mission"),
        ),
        ("Police told the crowd to leave or be arrested.", ("or else", "to leave", "be arrested", "Police")),
        (
            "The minister ordered the crews to sail; otherwise he would dock their pay.",
            ("or else", "to sail", "he would dock their pay", "he"),
        ),
        (
            "Guards are to close the bridge in the event of a flood.",
            ("in case", "a flood", "Guards are to close the bridge", None),
        ),
    ],
)
def test_condition(text: str, expected: tuple[str, str, str, str | None]) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Reporters asked if the minister would resign.",  # whether
        "He walked as if he were drunk.",
        "Even if it rains, the march will go ahead.",  # either way
        "Few soldiers, if any, returned.",
        "If necessary, the police will use force.",
        "An official spoke on condition of anonymity.",
        "If you like soup, you will love this place.",
        "If the river rose, the road flooded.",  # habit
        "I wonder whether they will attack if we leave.",
        "The army will send trucks or buses to the port.",
        "He waited until the rain stopped.",
        "The envoy left without naming anyone.",
    ],
)
def test_no_condition(text: str) -> None:
    assert told(text) == []


def test_a_condition_knows_its_words_and_its_deadline() -> None:
    text = "The general warned that his troops would storm the town unless the gunmen surrendered within 48 hours."
    reading = read(text)
    (found,) = conditions(text, reading)
    words = reading.sentences[found.sentence].words
    assert [words[i] for i in found.trigger_heads] == ["surrendered"]
    assert [words[i] for i in found.consequence_heads] == ["storm"]
    assert found.cue.of(text) == "unless"
    assert found.deadline is not None
    assert found.deadline.of(text) == "within 48 hours"


def test_what_there_is_may_be_the_trigger() -> None:
    text = "The mission will leave if there is another attack on its camp."
    reading = read(text)
    (found,) = conditions(text, reading)
    assert "attack" in [reading.sentences[0].words[i] for i in found.trigger_heads]


def test_a_condition_knows_the_quote_that_holds_it() -> None:
    text = "Ministers met on Monday. The president said Chad would withdraw its envoys if the border stayed shut."
    reading = read(text)
    said = quotes(text, reading)
    (found,) = conditions(text, reading, said)
    assert found.speaker is not None
    assert quote(said[found.speaker].source, text) == "The president"


@pytest.mark.parametrize(
    ("word", "expected"),
    [("returns", "trigger"), ("disarmed", "consequence"), ("hired", None), ("shelled", None)],
)
def test_in_condition_leaves_relative_clauses_outside(word: str, expected: str | None) -> None:
    (sentence,) = read(
        "The militia that shelled the port will be disarmed if the group that hired it returns."
    ).sentences
    assert in_condition(sentence, sentence.words.index(word)) == expected


def test_in_condition_of_a_plain_sentence() -> None:
    (sentence,) = read("Rebels attacked the port.").sentences
    assert in_condition(sentence, 1) is None


@pytest.mark.parametrize(
    "text", ["", "if", "IF", "IF THEY COME WE LEAVE", "unless unless if or else", "Or else.", "If, if, if."]
)
def test_odd_texts_do_no_harm(text: str) -> None:
    for found in conditions(text, read(text)):
        assert found.trigger
        assert found.consequence


def test_a_clause_beside_the_act_has_its_own_condition() -> None:
    found = told("Chad will send troops if asked, but the deal lapses if Niger objects.")
    assert [f[1:3] for f in found] == [("asked", "Chad will send troops"), ("Niger objects", "the deal lapses")]


def test_what_is_decided_is_no_condition() -> None:
    assert told("The judge will decide on Monday if he can stand trial.") == []
