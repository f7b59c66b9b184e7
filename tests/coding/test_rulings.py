"""Rulings: what a future, an end, a refusal, a promise and an older scheme make of a code."""

import pytest

from onrecord import ontology
from onrecord.coding import rulings
from onrecord.ontology import Code

FREE, FEED, BOMB, JAIL = Code("RETREAT", "release"), Code("AID"), Code("ASSAULT", "aerial"), Code("COERCE", "arrest")


def test_the_future_of_cooperation_is_a_promise() -> None:
    assert rulings.in_future(FEED) == Code("AGREE")
    assert rulings.in_future(FREE) == Code("CONCEDE")
    assert rulings.in_future(BOMB) == BOMB


def test_contexts_survive() -> None:
    military = Code("AID", None, ("military",))
    for code in (rulings.in_future(military), rulings.refused(military), rulings.at_end(military)):
        assert code is not None
        assert code.contexts == ("military",)


def test_only_what_is_cooperative_can_be_refused_and_only_conflict_threatened() -> None:
    assert rulings.refused(FREE) == Code("REJECT", "yield")
    assert rulings.refused(BOMB) is None
    assert rulings.threatened(JAIL) == Code("THREATEN", "arrest")
    assert rulings.threatened(FEED) is None


def test_an_oath_to_strike_is_a_threat_and_a_promise_to_free_a_concession() -> None:
    assert rulings.promised(BOMB, sworn=True) == Code("THREATEN", "violence")
    assert rulings.promised(BOMB, sworn=False) is None
    assert rulings.promised(FREE, sworn=False) == Code("CONCEDE")
    assert rulings.promised(Code("RETREAT", "ceasefire"), sworn=False) is None


@pytest.mark.parametrize(
    ("code", "ended"),
    [
        (FEED, Code("SANCTION", "withdraw")),
        (Code("SANCTION", "discontinue"), Code("RETREAT")),
        (Code("COERCE", "curfew"), Code("CONCEDE")),
        (BOMB, Code("RETREAT", "ceasefire")),
        (FREE, None),
    ],
)
def test_the_end_of_an_event(code: Code, ended: Code | None) -> None:
    assert rulings.at_end(code) == ended


@pytest.mark.parametrize(
    ("code", "status", "lemma", "filed"),
    [
        (Code("CONCEDE"), "planned", "release", "AGREE"),
        (Code("CONCEDE"), "denied", "lift", "REJECT"),
        (Code("AGREE"), "happened", "reach", "SUPPORT"),
        (Code("SANCTION", "discontinue"), "happened", "impose", "COERCE"),
        (Code("SANCTION", "withdraw"), "happened", "suspend", "SANCTION"),
        (BOMB, "denied", "bomb", "ASSAULT"),
    ],
)
def test_the_older_scheme_files_it_elsewhere(code: Code, status: str, lemma: str, filed: str) -> None:
    assert rulings.filed(code, status, lemma) == filed


def test_every_ruling_makes_a_code_that_the_scheme_knows() -> None:
    for kind in ontology.types():
        for made in (
            rulings.in_future(Code(kind)),
            rulings.refused(Code(kind)),
            rulings.threatened(Code(kind)),
            rulings.at_end(Code(kind)),
            rulings.promised(Code(kind), sworn=True),
        ):
            if made is not None:
                ontology.check(*made)
