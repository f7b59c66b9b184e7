"""The nouns keep their word: content ids, round trips, refusals."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from onrecord.model import (
    Added,
    Claim,
    Coded,
    Condition,
    Dispute,
    Event,
    Figure,
    Party,
    PlaceMention,
    Reading,
    Report,
    Sentence,
    Span,
    Value,
    When,
)

days = st.dates(date(1945, 1, 1), date(2030, 1, 1))
words = st.text(min_size=1, max_size=12)
spans = st.integers(0, 500).flatmap(lambda s: st.integers(s + 1, s + 60).map(lambda e: Span(start=s, end=e)))
whens = st.builds(When, earliest=st.none() | days, latest=st.none() | days, timex=st.none() | words)
parties = st.builds(Party, span=spans, text=words, name=words, country=st.none() | st.just("NOR"))
figures = st.builds(
    Figure, what=words, span=spans, text=words, low=st.none() | st.integers(0, 10**6), said_by=st.none() | parties
)
claims = st.builds(
    Claim,
    id=st.just(""),
    report=words,
    type=st.sampled_from(["AID", "REQUEST"]),
    quad=st.integers(1, 4),
    score=st.floats(-10, 10),
    trigger=words,
    actors=st.lists(parties, max_size=2).map(tuple),
    figures=st.lists(figures, max_size=2).map(tuple),
    places=st.lists(st.builds(PlaceMention, span=spans, text=words), max_size=1).map(tuple),
    when=st.none() | whens,
    sentence=spans,
    evidence=st.dictionaries(words, st.lists(spans, max_size=2).map(tuple), max_size=3),
    confidence=st.floats(0, 1),
    coder=words,
)


@given(claims)
def test_a_claim_survives_json(claim: Claim) -> None:
    assert Claim.model_validate_json(claim.model_dump_json()) == claim


@given(claims)
def test_the_id_of_a_claim_is_made_of_what_it_says(claim: Claim) -> None:
    again = Claim.model_validate({**claim.model_dump(), "id": ""})
    unsure = Claim.model_validate({**claim.model_dump(), "id": "", "confidence": 0.123})
    other = Claim.model_validate({**claim.model_dump(), "id": "", "trigger": claim.trigger + "x"})
    assert again.id == claim.id == unsure.id != other.id


@given(st.text(), st.none() | words, st.none() | days)
def test_a_report_survives_json_and_keeps_its_id(text: str, title: str | None, day: date | None) -> None:
    report = Report(text=text, title=title, stated=day)
    assert Report.model_validate_json(report.model_dump_json()) == report
    assert Report(text=text, title=title, stated=day, published=day).id == report.id


def test_reports_that_say_other_things_have_other_ids() -> None:
    one = Report(text="The ferry sailed.")
    assert one.id != Report(text="The ferry sank.").id
    assert one.id != Report(text="The ferry sailed.", source="The Herald").id
    assert one.id != Report(text="The ferry sailed.", stated=date(2024, 5, 1)).id


@given(claims)
def test_conditions_events_and_codings_survive_json(claim: Claim) -> None:
    condition = Condition(
        report="r", trigger="if it rains", consequence="they leave", sentence=claim.sentence, evidence={}
    )
    event = Event(
        id="e1", type=claim.type, quad=claim.quad, score=claim.score, status="planned", trigger="t", claims=(claim.id,),
        origins=("r1",), reports=("r1",), when=claim.when, figures=claim.figures,
        disputes=(Dispute(field="type", values=(Value(value="AID", claims=(claim.id,), origins=("r1",)),)),),
        history=((None, "planned"), (date(2024, 5, 1), "happened")),
    )  # fmt: skip
    coded = Coded(report="r", claims=(claim,), conditions=(condition,), figures=claim.figures)
    for noun in (condition, event, coded):
        assert type(noun).model_validate_json(noun.model_dump_json()) == noun


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3)])
def test_a_span_holds_at_least_one_character(start: int, end: int) -> None:
    with pytest.raises(ValidationError):
        Span(start=start, end=end)


def test_nouns_are_frozen_and_refuse_unknown_fields() -> None:
    span = Span(start=0, end=1)
    with pytest.raises(ValidationError, match="frozen"):
        span.start = 1
    with pytest.raises(ValidationError, match="extra"):
        Span(start=0, end=1, middle=0)  # type: ignore[call-arg]


def test_a_reading_shows_its_columns_as_tokens() -> None:
    sentence = Sentence(
        start=2, end=12, words=("Dogs", "bark"), starts=(2, 7), ends=(6, 11), lemmas=("dog", "bark"),
        upos=("NOUN", "VERB"), heads=(2, 0), relations=("nsubj", "root"),
    )  # fmt: skip
    reading = Reading(sentences=(sentence,))
    assert [(t.text, t.head, t.relation, t.sentence) for t in reading.tokens] == [
        ("Dogs", 2, "nsubj", 0),
        ("bark", 0, "root", 0),
    ]
    assert sentence.parent(0) == 1
    assert sentence.parent(1) == -1
    assert sentence.subtree(1) == [0, 1]
    assert sentence.words_span(0, 1) == Span(start=2, end=11)


def test_counts_of_an_add_add_up() -> None:
    assert sum([Added(added=1, skipped=2), Added(known=3)], Added()) == Added(added=1, known=3, skipped=2)
