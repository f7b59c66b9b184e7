"""Names near to one that nobody goes by."""

from __future__ import annotations

from onrecord.model import Event, Party, Place, PlaceMention, Span
from onrecord.record.near import near

AT = Span(start=0, end=1)


def party(name: str, country: str | None = None) -> Party:
    return Party(text=name, name=name, country=country, span=AT)


def told(id: str, actor: Party, recipient: Party) -> Event:
    place = Place(name="Toamasina", country="MDG", lat=-18.1, lon=49.4, precision="place")
    return Event(
        id=id,
        type="AID",
        quad=2,
        score=7.0,
        claims=("c1",),
        origins=("o1",),
        reports=("r1",),
        status="happened",
        trigger="sent",
        actors=(actor,),
        recipients=(recipient,),
        places=(PlaceMention(text="Toamasina", place=place, span=AT),),
    )


TOLD = [
    told("e1", party("the navy of Norway", "NOR"), party("Coral Front")),
    told("e2", party("Niger", "NER"), party("Free Port League")),
]


def test_a_country_by_its_name() -> None:
    assert near(TOLD, "Norwai")[0] == "Norway"
    assert near(TOLD, " norwey")[0] == "Norway"


def test_a_word_of_a_name_leads_to_the_whole() -> None:
    assert near(TOLD, "Corral") == ["Coral Front"]
    assert near(TOLD, "Coral Frint") == ["Coral Front"]


def test_places_stand_apart_from_parties() -> None:
    assert near(TOLD, "Toamasena") == []
    assert near(TOLD, "Toamasena", places=True) == ["Toamasina"]
    assert near(TOLD, "Corral", places=True) == []


def test_who_is_there_has_no_near_names() -> None:
    """Where Norway passes no other filter, Niger would be the wrong thing to say."""
    assert near(TOLD, "Norway") == []
    assert near(TOLD, "NER") == []
    assert near(TOLD, "Front") == []
    assert near(TOLD, "MDG", places=True) == []


def test_what_is_near_to_nothing() -> None:
    assert near(TOLD, "Zanzibar") == []
    assert near([], "Norwai") == []
