"""Whether: a sentence, one of its words, and the status of what that word tells."""

import pytest

from onrecord.coding.whether import statuses
from onrecord.reading import read


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("The rebels attacked the town.", "attacked", "happened"),
        ("The rebels allegedly attacked the town.", "attacked", "happened"),
        ("The rebels are attacking the town.", "attacking", "ongoing"),
        ("The rebels will attack the town.", "attack", "planned"),
        ("The rebels plan to attack the town.", "attack", "planned"),
        ("The rebels decided to attack the town.", "attack", "planned"),
        ("The rebels may attack the town.", "attack", "hypothetical"),
        ("Officials fear that the rebels attacked the town.", "attacked", "hypothetical"),
        ("The army prevented the rebels from attacking the town.", "attacking", "hypothetical"),
        ("If the rebels attack the town, the school will close.", "attack", "conditional"),
        ("The rebels would attack the town if the talks failed.", "attack", "conditional"),
        ("The rebels will attack the town unless they are paid.", "attack", "conditional"),
        ("The rebels did not attack the town.", "attack", "denied"),
        ("The rebels denied attacking the town.", "attacking", "denied"),
        ("The rebels failed to attack the town.", "attack", "denied"),
        ("Nobody attacked the town.", "attacked", "denied"),
        ("None of the rebels attacked the town.", "attacked", "denied"),
        ("Not a single rebel attacked the town.", "attacked", "denied"),
        ("The rebels attacked no town.", "attacked", "denied"),
        ("The rebels have no idea.", "have", "happened"),
        ("The rebels denied that they had not attacked the town.", "attacked", "hypothetical"),
        ("The rebels rested before attacking the town.", "attacking", "happened"),
        ("The rebels will rest before they attack the town.", "attack", "planned"),
        ("The council voted to attack the town.", "attack", "happened"),
        ("The army said that the rebels attacked the town.", "attacked", "happened"),
    ],
)
def test_the_status_of_a_word(text: str, word: str, status: str) -> None:
    start = text.index(word)
    assert statuses(read(text), [(start, start + len(word))]) == [status]


def test_a_span_outside_all_sentences_is_taken_as_told() -> None:
    assert statuses(read("The rebels attacked."), [(900, 905)]) == ["happened"]
