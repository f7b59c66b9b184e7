"""The coder: a report beside the claims that it makes, and the promise that no field lacks its span."""

from datetime import date

import pytest

from onrecord.coding import code
from onrecord.model import Claim, Coded, Report
from onrecord.reading import read

DAY = date(2024, 3, 8)
REPORT = """NAIROBI (Savanna Wire) - Gunmen seized two cargo ships off Toamasina on Saturday and took 23 sailors
hostage, the government of Madagascar said on Monday. Norway has privately urged Madagascar to hold back from an
assault on the port. "We will not negotiate," the president of Madagascar said. France will send medical supplies to
Madagascar if the blockade is lifted. Shipping companies fear that rebels could attack tankers. Thirty trucks of food
have reached Toamasina since Wednesday, the United Nations said."""


def coded(text: str, day: date | None = DAY) -> Coded:
    report = Report(text=text, stated=day, published=day)
    return code(report, read(text))


def told(text: str, day: date | None = DAY) -> list[tuple[str, str, list[str | None], list[str | None]]]:
    """Type, status, countries of actors, countries of recipients."""
    return [
        (c.type, c.status, [p.country for p in c.actors], [p.country for p in c.recipients])
        for c in coded(text, day).claims
    ]


def _spans(claim: Claim) -> list[tuple[str, int, int]]:
    return [(name, s.start, s.end) for name, spans in claim.evidence.items() for s in spans]


def test_no_field_without_a_span_and_each_span_is_a_quote() -> None:
    found = coded(REPORT)
    assert found.claims
    for claim in found.claims:
        for _, start, end in _spans(claim):
            assert 0 <= start < end <= len(REPORT)
        for name in ("actors", "recipients", "places", "when", "figures", "topic", "manner", "said_by"):
            assert bool(getattr(claim, name)) <= (name in claim.evidence), f"{name} of {claim.trigger} has no span"
        for party in (*claim.actors, *claim.recipients):
            assert party.span.of(REPORT) == party.text
        assert claim.sentence.of(REPORT).find(claim.trigger.split()[0]) >= 0
    for figure in found.figures:
        assert figure.span.of(REPORT) == figure.text
    for condition in found.conditions:
        assert all(span.of(REPORT) for spans in condition.evidence.values() for span in spans)


def test_the_same_report_is_coded_the_same_twice() -> None:
    assert coded(REPORT) == coded(REPORT)


def test_an_appeal_in_private_is_told_as_such() -> None:
    (urged,) = [c for c in coded(REPORT).claims if c.trigger == "urged"]
    assert (urged.type, urged.mode, urged.manner) == ("REQUEST", "yield", "private")
    assert ([p.country for p in urged.actors], [p.country for p in urged.recipients]) == (["NOR"], ["MDG"])
    assert urged.topic is not None
    assert "hold back" in urged.topic


def test_days_are_counted_from_the_day_of_the_report() -> None:
    (taken,) = [c for c in coded(REPORT).claims if c.mode == "abduct"]
    assert taken.when is not None
    assert taken.when.earliest == date(2024, 3, 2)
    assert taken.when.anchor == DAY
    assert [(f.what, f.low) for f in taken.figures] == [("abducted", 23)]


def test_a_condition_has_its_actor_and_its_promise() -> None:
    (condition,) = coded(REPORT).conditions
    assert "blockade is lifted" in condition.trigger
    assert "send medical supplies" in condition.consequence
    assert [p.country for p in condition.actors] == ["FRA"]


def test_without_a_day_relative_times_have_no_days() -> None:
    for claim in coded("Rebels freed nine teachers on Saturday.", day=None).claims:
        assert claim.when is None or claim.when.earliest is None


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Egypt denied that it had attacked Libya.", [("ASSAULT", "denied", ["EGY"], ["LBY"])]),
        # who braces for a deed is not who does it
        (
            "Norway is preparing for possible retaliatory attacks on its ships.",
            [("ASSAULT", "hypothetical", [], ["NOR"])],
        ),
        ("Israel is blockading Gaza.", [("COERCE", "ongoing", ["ISR"], ["PSE"])]),
        ("Qatari officials met Turkish diplomats in Doha.", [("CONSULT", "happened", ["QAT", "TUR"], [])]),
        ("The price of copper rose by four percent.", []),
        ("Chelsea beat the league champions on penalties in the cup final.", []),
        ("", []),
    ],
)
def test_a_sentence_makes_these_claims(text: str, claims: list[tuple[str, str, list[str], list[str]]]) -> None:
    assert told(text) == claims


def test_an_office_and_the_name_behind_it_are_one_party() -> None:
    """A parse that hangs both on the verb makes no two of them."""
    claims = coded("On May 2, Swedish Secretary of State Ann Roe called the Danish premier to discuss fish.").claims
    names = [p.text for c in claims for p in (*c.actors, *c.recipients)]
    assert "Swedish Secretary of State Ann Roe" in names
    assert "Ann Roe" not in names


def test_the_letters_of_a_name_belong_to_it() -> None:
    (claim,) = coded("The Lake Farmers Union (LFU) accused Kenya of theft on Monday.").claims
    assert [p.text for p in claim.actors] == ["The Lake Farmers Union (LFU)"]


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        # who mediates acts; between whom, are the others
        ("Kenya is mediating between Madagascar and Norway.", ["KEN"], ["MDG", "NOR"]),
        # whom a relative clause is about acts in it
        ("Kenya is in contact with Norway, which seized two ships on Monday.", ["NOR"], []),
        # who was killed in a seizure was hit, not what was seized
        ("Five Norwegian guards were killed in the seizure of the ships on Monday.", [], ["NOR"]),
    ],
)
def test_parties_stand_where_the_sentence_has_them(
    text: str, actors: list[str | None], recipients: list[str | None]
) -> None:
    claim = max(coded(text).claims, key=lambda c: c.confidence)
    assert ([p.country for p in claim.actors], [p.country for p in claim.recipients]) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        (
            "Two militants were killed and six injured in air strikes on camps of the Coral Front in Mali.",
            {("killed", 2.0), ("injured", 6.0)},
        ),
        (
            "Gunmen of the Coral Front shelled a market in Gao, and the hospital said that nine had died.",
            {("killed", 9.0)},
        ),
    ],
)
def test_the_toll_in_the_sentence_of_one_assault_is_that_of_the_assault(
    text: str, tolls: set[tuple[str, float]]
) -> None:
    report = Report(text=text, stated=date(2024, 3, 5))
    told = {(f.what, f.low) for c in code(report, read(text)).claims if c.type == "ASSAULT" for f in c.figures}
    assert tolls <= told


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("Brazil asked for the delay in confidence, a diplomat said.", "private"),
        ("Kenya urged Mali behind closed doors to wait.", "private"),
        ("France criticised Mali on television.", "public"),
        ("Norway condemned Mali for its lack of confidence.", None),
    ],
)
def test_in_private_or_in_public_by_a_phrase(text: str, manner: str | None) -> None:
    report = Report(text=text, stated=date(2024, 3, 5))
    assert [c.manner for c in code(report, read(text)).claims][:1] == [manner]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The army of Madagascar is preparing to storm the harbour bridge, a senior officer said.", "planned"),
        ("The army of Madagascar may storm the harbour bridge, a senior officer said.", "hypothetical"),
    ],
)
def test_who_prepares_plans(text: str, status: str) -> None:
    report = Report(text=text, stated=date(2024, 3, 5))
    assert [c.status for c in code(report, read(text)).claims] == [status]


@pytest.mark.parametrize(
    "text", ["Police took 22 people into custody in Lamu on Monday.", "Five people were killed in clashes in Gao."]
)
def test_a_bare_noun_that_completes_the_verb_is_no_second_event(text: str) -> None:
    report = Report(text=text, stated=date(2024, 3, 5))
    assert len(code(report, read(text)).claims) == 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Rebels free two nurses in Goma after talks in Nairobi.", date(2024, 3, 5)),
        ("Four people are killed in clashes in Gao.", date(2024, 3, 5)),
        ("Rebels freed two nurses in Goma.", None),  # a newspaper: on a day before
        ("Rebels free two nurses\n\nRebels freed two nurses in Goma. Kenya thanked them.", None),  # a headline
        ("Rebels will free two nurses in Goma.", None),
        ("Rebels free two nurses in Goma on Monday.", date(2024, 3, 4)),
    ],
)
def test_an_item_of_a_chronicle_means_the_day_under_which_it_stands(text: str, day: date | None) -> None:
    report = Report(text=text, stated=date(2024, 3, 5))
    first = code(report, read(text)).claims[0]
    assert (first.when.earliest if first.when and first.when.precision == "day" else None) == day


def test_a_participle_is_no_surer_than_the_verb_it_goes_with() -> None:
    text = "The king could visit Mali next week, asking it to free the crew."
    asked = [c for c in code(Report(text=text, stated=date(2024, 3, 5)), read(text)).claims if c.type == "REQUEST"]
    assert [c.status for c in asked] == ["hypothetical"]


def test_who_gives_aid_is_not_who_gets_it() -> None:
    text = "The United Nations facilitated the entry of 40 trucks carrying aid from Egypt."
    (claim,) = code(Report(text=text, stated=date(2024, 3, 5)), read(text)).claims
    assert (claim.type, claim.recipients) == ("AID", ())
