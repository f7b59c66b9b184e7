"""Copies are found through edits; two hands on one event, and two bulletins of one make, are no copies."""

from __future__ import annotations

import itertools
import random

import pytest

from onrecord.model import Report
from onrecord.stories import duplicates, origins

WIRE = """\
PORT MARA (Island Wire) - A landslide buried part of a market in the hill town of Vell on Tuesday, killing at
least nine people, the mayor's office said.

Rescue workers dug with their hands through the night because the road to Vell was cut in four places. A
helicopter of the coast guard brought two doctors and a generator on Wednesday morning.

"We heard a roar and then there was no market any more," said a trader who had left his stall a minute
earlier.

Heavy rain has fallen on the island since Sunday. The weather office expects more on Thursday and has warned
villages below the quarry at Tamber to move to higher ground.

The government has sent 120 soldiers to help and has asked its neighbours for pumps. Schools in the district
are closed until Monday.
"""
OTHER_HAND = """\
VELL - Nine bodies lay under blankets in the chapel of Vell on Wednesday, a day after the hillside above the
town's market gave way.

The mayor said that at least nine people were dead and that nobody knew how many stalls had stood there. "We
heard a roar and then there was no market any more," one trader recalled.

With the road broken in four places, only a coast guard helicopter could land. Two doctors stepped out of it
with a generator.

Geologists had told the council twice that the slope would not hold in a wet year, according to minutes seen
by this newspaper. The rain began on Sunday and shows no sign of ending.

A column of 120 soldiers is walking up from the coast.
"""
LOCAL = (
    "\n\nIn Nordhaven, the aid group Open Hand collected blankets on Wednesday. Its depot at the old cannery is open "
    "until eight.\n"
)
NOTICES = (
    "We use cookies to give you a better experience. By continuing you accept our privacy policy.\n"
    "Subscribe to our newsletter and get the morning's news in your inbox.\n"
    "Read more: Ten things to know about the harbour.\n"
    "Copyright Nordhaven Media. All rights reserved.\n"
)


def report(text: str, source: str = "A", title: str | None = None) -> Report:
    return Report(text=text, source=source, title=title)


def alike(a: str, b: str) -> bool:
    return len(duplicates([report(a, "A"), report(b, "B")])) == 1


def paragraphs(text: str) -> list[str]:
    return text.split("\n\n")


@pytest.mark.parametrize(
    "edited",
    [
        pytest.param(WIRE, id="exact"),
        pytest.param(WIRE.upper(), id="in capitals"),
        pytest.param("\n\n".join(paragraphs(WIRE)[:2]), id="cut"),
        pytest.param("\n\n".join(paragraphs(WIRE)[:3]) + LOCAL, id="cut, with a local paragraph"),
        pytest.param(NOTICES + WIRE + NOTICES, id="among notices"),
        pytest.param(WIRE.replace("PORT MARA (Island Wire) - ", "By our staff. "), id="another byline"),
        pytest.param(
            WIRE.replace("buried", "covered")
            .replace("Rescue workers", "Helpers")
            .replace("Heavy rain", "Torrential rain")
            .replace("generator", "power unit")
            .replace("warned", "told")
            .replace("asked its neighbours", "appealed to neighbouring states"),
            id="reworded",
        ),
        pytest.param(" ".join(reversed(paragraphs(WIRE))), id="turned round"),
    ],
)
def test_copies(edited):
    assert alike(WIRE, edited)


def test_a_headline_of_its_own():
    one = report(WIRE, "A", "Landslide buries market")
    two = report(WIRE, "B", "Nine dead in Vell")
    assert duplicates([one, two]) == [sorted([one.id, two.id])]
    assert len(set(origins([one, two]).values())) == 1


def test_another_hand_is_no_copy():
    assert not alike(WIRE, OTHER_HAND)
    assert len(set(origins([report(WIRE), report(OTHER_HAND)]).values())) == 2


def test_notices_make_nobody_alike():
    assert not alike(
        NOTICES + "The tram to the university will run on Sundays.", NOTICES + "A fox was seen in the town hall."
    )
    assert not alike(NOTICES, NOTICES.replace("Ten things", "Nine things"))


SHORT = [
    ("A quake of magnitude 5.1 struck 40 km off Vell on Tuesday.", "of magnitude 5.1", "of magnitude 5.6", False),
    ("The minister of Vell resigned on Tuesday over the quarry.", "Vell", "Vell", True),
    ("The minister of Vell resigned on Tuesday over the quarry.", "on Tuesday", "Tuesday", True),
    ("The minister of Vell resigned on Tuesday over the quarry.", "Tuesday", "Friday", False),
    ("Four people were killed and ten hurt in a strike on Vell.", "ten", "six", False),
    ("The house failed to elect a speaker on the first vote.", "first", "second", False),
    ("Police said.", "Police", "Police", True),
    ("Police said.", "Police said", "Talks failed", False),
]


@pytest.mark.parametrize(("text", "old", "new", "same"), SHORT)
def test_short_texts(text, old, new, same):
    assert alike(text, text.replace(old, new)) is same


def test_two_notes_of_one_desk():
    """A template filled twice tells two things."""
    note = (
        "A {age}-year-old {who} was hurt in a fall from a ladder in {town} on {day} evening, the fire service said. "
        "The call came in at {at}. When the crew arrived at the {farm} farm, neighbours had already carried the "
        "{who} indoors. The {who} was taken to the hospital in {town} with {harm}. The labour inspector has been "
        "told. It was the {nth} such fall in the district this year."
    )
    first = {"age": 52, "who": "man", "town": "Vell", "day": "Monday", "at": "6.40 p.m.", "farm": "Oster"}
    second = {"age": 37, "who": "woman", "town": "Tamber", "day": "Friday", "at": "5.15 p.m.", "farm": "Lind"}
    one = note.format(**first, harm="a broken arm", nth="third")
    two = note.format(**second, harm="bruises", nth="fourth")
    assert not alike(one, two)


def test_order_does_not_matter():
    reports = [report(WIRE, "A"), report(WIRE + LOCAL, "B"), report(OTHER_HAND, "C"), report(paragraphs(WIRE)[0], "D")]
    first = origins(reports)
    for order in itertools.permutations(reports):
        assert origins(order) == first
        assert duplicates([*order, *order]) == duplicates(reports)
    assert sorted(map(len, duplicates(reports))) == [3]


def test_one_wire_in_forty_papers():
    chance = random.Random(7)
    papers = []
    for n in range(40):
        kept = [p for p in paragraphs(WIRE) if chance.random() < 0.8] or [WIRE]
        papers.append(report("\n\n".join(kept), f"Paper {n}", f"Headline {n}"))
    assert len(set(origins(papers).values())) == 1


def test_nothing():
    assert duplicates([]) == []
    assert origins([]) == {}
    assert duplicates([report("..."), report("!!!", "B")]) == []
