"""Marked words become claims: the coder's where it has one, else with what stands around the word."""

from __future__ import annotations

from datetime import date

from onrecord.coding.marked import marked
from onrecord.model import Claim, Report, Span
from onrecord.reading import read_many

TEXT = "Norway's army shelled Toamasina on Saturday, and Mary Voss baked a cake for the mayor. Rain fell."


def told(*words: str) -> list[Claim | None]:
    report = Report(text=TEXT, stated=date(2016, 9, 5), published=date(2016, 9, 5))
    (reading,) = read_many([report])
    spans = [Span(start=TEXT.index(w), end=TEXT.index(w) + len(w)) for w in words]
    return marked(report, reading, spans)


def test_the_coder_is_asked_first() -> None:
    (claim,) = told("shelled")
    assert claim is not None
    assert (claim.type, claim.mode) == ("ASSAULT", "heavy-weapons")
    assert claim.actors[0].country == "NOR"
    assert claim.when is not None
    assert claim.when.earliest == date(2016, 9, 3)


def test_a_word_of_no_type_has_its_parties_all_the_same() -> None:
    (claim,) = told("baked")
    assert claim is not None
    assert claim.trigger == "baked"
    assert [p.name for p in claim.actors] == ["Mary Voss"]


def test_nobody_is_needed() -> None:
    (claim,) = told("Rain fell")
    assert claim is not None
    assert claim.trigger == "fell"
    assert not claim.actors


def test_two_spans_never_have_one_claim() -> None:
    first, second = told("shelled", "army shelled")
    assert first is not None
    assert second is not None
    assert first.trigger == "shelled"
    assert (first.mode, second.mode) == ("heavy-weapons", None), "the second is made of the words alone"


def test_no_words_no_claim() -> None:
    assert told(" ") == [None]
