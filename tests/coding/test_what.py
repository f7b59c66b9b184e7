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
        "nurses",
        "rangers",
        "editor",
        "farmers",
        "officer",
        "suspects",
        "leader",
        "navy",
        "company",
        "minister",
        "cabinet",
        "president",
        "bishop",
        "judge",
        "council",
        "villager",
        "pilots",
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
        ("Spain will not lift the ban on Morocco.", ["REJECT/yield happened"]),
        ("Egypt called for a ceasefire between Chad and Libya.", ["REQUEST/yield happened"]),
        ("Egypt prepared for an attack on Chad.", ["MOBILIZE happened"]),
        ("A poem said that Chad must withdraw its troops.", []),
        ("Egypt said that Chad must withdraw its troops.", ["REQUEST/yield happened"]),
        # harm and what did it
        ("A strike by Chad killed nine soldiers.", ["ASSAULT happened"]),
        ("Nine soldiers were killed when gunmen attacked the post.", ["ASSAULT happened"]),
        ("Nine people were killed when a bus overturned near Lima.", []),
        ("The storm killed nine people.", []),
        ("Nine people were killed and four others wounded in a rebel attack on Tyrna.", ["ASSAULT happened"]),
        (
            "Soldiers shelled the town, killing nine people and wounding four.",
            ["ASSAULT/heavy-weapons happened"],
        ),
        ("A roadside bomb killed three soldiers near Tyrna.", ["ASSAULT/explosives happened"]),
        ("Lightning strikes killed nine people.", []),
        ("Three soldiers were ambushed and shot dead near Tyrna.", ["ASSAULT/firearms happened"]),
        # light verbs and idioms, also in the passive
        ("Canada granted asylum to two Belarusian pilots.", ["AID happened"]),
        ("Chile lodged a protest with Peru over the patrol boats.", ["ACCUSE/disapprove happened"]),
        ("A protest was lodged with Peru by Chile over the patrol boats.", ["ACCUSE/disapprove happened"]),
        ("Ghana cut ties with Togo.", ["SANCTION/discontinue happened"]),
        ("Ghana broke off talks with Togo.", ["REJECT/meet happened"]),
        ("Nurses went on strike against the government.", ["PROTEST/strike happened"]),
        ("Kenya put its army on high alert.", ["MOBILIZE happened"]),
        ("Police put the opposition leader under house arrest.", ["COERCE/arrest happened"]),
        ("The government gave way to the farmers over the fuel tax.", ["CONCEDE happened"]),
        ("Togo declared war on Benin.", ["THREATEN/violence happened"]),
        ("Police fired tear gas at the protesters in Lima.", ["ASSAULT/crowd-control happened"]),
        ("Norway called the raid a disgrace.", ["ACCUSE/disapprove happened"]),
        ("Latvia handed over two suspects to Finland.", ["COOPERATE happened"]),
        ("Ghana and Togo reached a deal on fishing.", ["AGREE happened"]),
        ("Hackers crippled the website of the ministry.", ["COERCE/cyber happened"]),
        # nouns with a doer of their own, or as the subject of what happens
        ("Calls by France for a ceasefire in Mali fell on deaf ears.", ["REQUEST/yield happened"]),
        ("Fighting broke out between Chad and Libya.", ["ASSAULT/sideAB happened"]),
        ("Israel's refusal to release the hostages angered Egypt.", ["REJECT/yield happened"]),
        (
            "The judge sentenced the editor to nine years in prison.",
            ["SANCTION/convict happened", "COERCE/arrest happened"],
        ),
        # words shared by two verbs
        ("Police intercepted and detained nine fishermen.", ["COERCE/arrest happened"]),
        ("The officer was shot and arrested by police.", ["ASSAULT/firearms happened", "COERCE/arrest happened"]),
        ("Rangers from Chad and Niger patrolled the lake together.", ["COOPERATE happened"]),
        # promises, threats and their conditions
        ("Chad promised to free the hostages.", ["CONCEDE happened"]),
        ("Both sides agreed to free the hostages.", ["AGREE happened"]),
        ("Chad vowed to attack Libya.", ["THREATEN/violence happened"]),
        ("Chad will close the border unless Libya pays.", ["THREATEN/restrict happened"]),
        ("Kenya warned that it would close the border unless Somalia paid.", ["THREATEN/restrict happened"]),
        ("Kenya said it would expel the ambassador of Chad if the raids went on.", ["THREATEN/expel happened"]),
        ("Chad gave the rebels until Monday to leave Tyrna.", ["THREATEN happened"]),
        (
            "France would send medical supplies to Mali if Mali asked for them.",
            ["AGREE conditional", "REQUEST conditional"],
        ),
        ("Chad suggested that Niger withdraw its troops.", ["REQUEST/yield happened"]),
        ("Chad suggested that Niger had withdrawn its troops.", ["RETREAT/withdraw happened"]),
        ("The council voted to arrest the editor.", ["COERCE/arrest happened"]),
        # what tells nothing
        ("The company declared war on waste.", []),
        ("The cabinet meets on Tuesdays.", []),
        ("Under the constitution the president may dissolve parliament.", []),
        ("A rebel attack on an army post near Tyrna", []),
        # what stands under a right or an aim is no event
        ("Chad stressed its right to attack Libya.", ["SUPPORT happened"]),
        ("The goal of arresting journalists was never stated.", []),
        ("The river flows through the town.", []),
        # spelling and capitals
        ("Ghana criticised Togo.", ["ACCUSE/disapprove happened"]),
        ("Ghana criticized Togo.", ["ACCUSE/disapprove happened"]),
        ("RUSSIAN TROOPS SHELLED TYRNA.", ["ASSAULT/heavy-weapons happened"]),
    ],
)
def test_a_sentence_tells(text: str, events: list[str]) -> None:
    assert told(text) == events


def sides(text: str) -> tuple[list[str], list[str]]:
    """The words of the actors and of the recipients of the only event."""
    (sentence,) = read(text).sentences
    clauses = Clauses(sentence)
    (hit,) = hits(clauses, lambda i: sentence.upos[i] == "PROPN" or sentence.words[i].lower() in _PEOPLE)
    return [sentence.words[i] for i in hit.actors], [sentence.words[i] for i in hit.recipients]


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Police clashed with protesters in Lima.", ["Police", "protesters"], []),
        ("Hundreds of protesters marched against the government.", ["protesters"], ["government"]),
        ("Norway accused the rebels of torture.", ["Norway"], ["rebels"]),
        ("The minister of Ghana visited Togo.", ["minister"], ["Togo"]),
        ("Chad called on Libya to free the hostages.", ["Chad"], ["Libya"]),
        ("Norway granted asylum to nine journalists on Friday.", ["Norway"], ["journalists"]),
    ],
)
def test_the_sides_of_an_event(text: str, actors: list[str], recipients: list[str]) -> None:
    assert sides(text) == (actors, recipients)


def test_a_day_completes_no_verb() -> None:
    """ "called him on Friday" is not "called on him"."""
    assert "REQUEST happened" not in told("The premier called the king of Sweden on Friday to thank him.")
    assert told("The premier called on the king of Sweden to free the poet.") == ["REQUEST/yield happened"]
