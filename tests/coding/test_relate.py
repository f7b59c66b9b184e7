"""What one marked party did to another."""

import pytest

import onrecord
from onrecord.coding import relate as room
from onrecord.errors import InputError
from onrecord.reading import between, read


def marks(text: str, actor: str, recipient: str) -> tuple[tuple[int, int], tuple[int, int]]:
    a, r = text.index(actor), text.index(recipient)
    return (a, a + len(actor)), (r, r + len(recipient))


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "type"),
    [
        ("Norway praised Ghana for its elections.", "Norway", "Ghana", "SUPPORT"),
        ("Rebels shelled the Malian army near Tyrna.", "Rebels", "Malian army", "ASSAULT"),
        ("The police detained twelve fishermen on Monday.", "The police", "twelve fishermen", "COERCE"),
        ("Chad rejected a proposal by Niger.", "Chad", "Niger", "REJECT"),
        ("Chad promised to free the hostages.", "Chad", "the hostages", "AGREE"),  # as the older scheme files it
    ],
)
def test_the_likeliest_type_comes_first(text: str, actor: str, recipient: str, type: str) -> None:
    assert onrecord.relate(text, *marks(text, actor, recipient))[0][0] == type


def test_the_pair_decides_between_two_events_of_a_sentence() -> None:
    text = "Norway praised Ghana and condemned Togo."
    assert onrecord.relate(text, *marks(text, "Norway", "Ghana"))[0][0] == "SUPPORT"
    assert onrecord.relate(text, *marks(text, "Norway", "Togo"))[0][0] == "ACCUSE"


def test_probabilities_of_all_types_add_up_to_one() -> None:
    text = "Norway praised Ghana."
    ranked = onrecord.relate(text, *marks(text, "Norway", "Ghana"))
    assert len(ranked) == 16
    assert sum(p for _, p in ranked) == pytest.approx(1)
    assert [p for _, p in ranked] == sorted((p for _, p in ranked), reverse=True)


def test_one_mark_is_enough_and_none_is_not() -> None:
    text = "Norway praised Ghana."
    assert onrecord.relate(text, actor=(0, 6))[0][0] == "SUPPORT"
    with pytest.raises(InputError, match="needs the span"):
        onrecord.relate(text)
    with pytest.raises(InputError, match="does not lie in the text"):
        onrecord.relate(text, actor=(0, 99))


def test_what_the_reader_says_of_the_pair_is_heard() -> None:
    text = "Norway met Ghana."
    actor, recipient = marks(text, "Norway", "Ghana")
    sure = dict(room.relate(text, read(text), actor, recipient, learnt={"CONSULT": 1.0}))
    unsure = dict(room.relate(text, read(text), actor, recipient, learnt={"AID": 1.0}))
    assert sure["CONSULT"] > unsure["CONSULT"]
    assert unsure["AID"] > sure["AID"]


def test_the_reader_alone_gives_each_type_a_chance() -> None:
    chances = between("Norway praised Ghana.", (0, 6), (15, 20))
    assert sum(chances.values()) == pytest.approx(1, abs=1e-5)
    assert between("Norway praised Ghana.", (90, 96), None) == {}
