"""What and whether: a sentence beside the events that it tells, as type/mode and status."""

import pytest

from onrecord.coding.clause import Clauses
from onrecord.coding.what import hits
from onrecord.reading import read

_PEOPLE = frozenset(
    [
        "officials",
        "police",
        "troops",
        "soldiers",
        "protesters",
        "gunmen",
        "rebels",
        "villagers",
        "workers",
        "army",
        "government",
        "ministry",
        "court",
        "hostages",
        "journalists",
        "fishermen",
        "doctors",
        "militants",
        "residents",
        "people",
    ]
)


def told(text: str) -> list[str]:
    """`TYPE/mode status` of each event, in order of its words."""
    found = []
    for sentence in read(text).sentences:
        clauses = Clauses(sentence)

        def is_party(i: int, s=sentence) -> bool:  # type: ignore[no-untyped-def]
            return s.upos[i] == "PROPN" or s.words[i].lower() in _PEOPLE or s.words[i].lower() in ("he", "she", "they")

        for hit in hits(clauses, is_party):
            found.append(f"{hit.code.type}{'/' + hit.code.mode if hit.code.mode else ''} {hit.status}")
    return found


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # plain deeds
        ("Norway condemned the raid.", ["ACCUSE/disapprove happened"]),
        ("Chilean police arrested twelve protesters in Valparaiso.", ["COERCE/arrest happened"]),
        ("The rebels released four hostages.", ["RETREAT/release happened"]),
        ("Four hostages were released by the rebels.", ["RETREAT/release happened"]),
        ("The foreign minister of Ghana visited Togo.", ["CONSULT/visit happened"]),
        ("Japan sent medical supplies to Fiji.", ["AID happened"]),
        ("Kenya deployed troops along the border with Somalia.", ["MOBILIZE/troops happened"]),
        ("Two warships were sent to Oman by France.", ["MOBILIZE/weapons happened"]),
        ("Thousands of workers protested against the government.", ["PROTEST/demo happened"]),
        ("Canada expelled two diplomats of Belarus.", ["SANCTION/expel happened"]),
        # one word, several senses
        ("The rebels fired rockets at Tyrna.", ["ASSAULT/heavy-weapons happened"]),
        ("The company fired its director.", []),
        ("The studio released a film.", []),
        ("Peru and Chile signed a treaty.", ["SUPPORT happened"]),
        # status before type
        ("Britain urged Sudan not to attack the town.", ["REQUEST/yield happened"]),
        ("The army denied attacking the villagers.", ["ASSAULT denied"]),
        ("Sudan plans to arrest the journalists.", ["COERCE/arrest planned"]),
        ("The army did not kill the hostages.", ["ASSAULT denied"]),
        ("The rebels threatened to attack Tyrna.", ["THREATEN/violence happened"]),
        ("Rebels may attack Tyrna.", ["ASSAULT hypothetical"]),
        ("If the rebels attack Tyrna, residents will suffer.", ["ASSAULT conditional"]),
        ("Russia is massing troops near the border.", ["MOBILIZE/troops ongoing"]),
        # rulings
        ("Japan will send medical supplies to Fiji.", ["AGREE planned"]),
        ("Mali will release the hostages.", ["CONCEDE planned"]),
        ("Denmark suspended its aid to Mali.", ["SANCTION/withdraw happened"]),
        ("Mali refused to release the hostages.", ["REJECT/yield happened"]),
        ("Spain would not lift the ban on Morocco.", ["REJECT/yield happened"]),
        ("Spain will not lift the ban on Morocco.", ["CONCEDE denied"]),
        ("Egypt called for a ceasefire between Chad and Libya.", ["REQUEST/yield happened"]),
        ("Egypt prepared for an attack on Chad.", ["MOBILIZE happened"]),
        ("The minister said that Chad must withdraw its troops.", []),
        ("Egypt said that Chad must withdraw its troops.", ["REQUEST/yield happened"]),
        # harm and what did it
        ("A strike by Chad killed nine soldiers.", ["ASSAULT happened"]),
        ("Nine soldiers were killed when gunmen attacked the post.", ["ASSAULT happened"]),
        ("Nine people were killed when a bus overturned near Lima.", []),
        ("The storm killed nine people.", []),
        # what stands under a right or an aim is no event
        ("Chad stressed its right to attack Libya.", ["SUPPORT happened"]),
        ("The goal of arresting journalists was never stated.", []),
        ("The river flows through the town.", []),
    ],
)
def test_a_sentence_tells(text: str, events: list[str]) -> None:
    assert told(text) == events
