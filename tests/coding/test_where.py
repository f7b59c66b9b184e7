"""Where: text beside the places that it names, and the places at which its event took place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coding.where import attach, places
from onrecord.coding.where.attach import read_events
from onrecord.coding.where.find import detector, read_weights
from onrecord.coding.where.resolve import SIGNS, read_resolver
from onrecord.errors import DataError
from onrecord.model import Argument, Frame, Name, PlaceMention, Reading, Sentence, Span


def named(text: str, **options: str) -> list[tuple[str, str | None, str | None]]:
    """Each mention with the name and the region or country of its place."""
    return [
        (m.text, m.place.name if m.place else None, (m.place.region or m.place.country) if m.place else None)
        for m in places(text, **options)
    ]


# --- which place is meant ---------------------------------------------------------------------


def test_a_region_after_a_comma_decides() -> None:
    assert named("Two men were held in Paris, Texas, police said.") == [
        ("Paris", "Paris", "Texas"),
        ("Texas", "Texas", "USA"),
    ]


def test_one_name_means_one_place_throughout() -> None:
    found = named("A fire broke out in Springfield, Illinois, on Monday. Crews in Springfield put it out.")
    assert [place for _, *place in found] == [
        ["Springfield", "Illinois"],
        ["Illinois", "USA"],
        ["Springfield", "Illinois"],
    ]


def test_unless_the_text_says_otherwise() -> None:
    found = named("Trains stopped in Birmingham, England, and later in Birmingham, Alabama.")
    assert [region for name, _, region in found if name == "Birmingham"] == ["England", "Alabama"]


def test_the_capital_beside_it_tells_the_country() -> None:
    assert named("TBILISI, Georgia (Wire) - Voters queued in the rain.")[:2] == [
        ("TBILISI", "Tbilisi", "Tbilisi"),
        ("Georgia", "Georgia", "GEO"),
    ]


def test_other_places_of_the_report_tell_the_state() -> None:
    found = named("The bridge between Georgia and Alabama was closed, and drivers from Atlanta were sent to Columbus.")
    assert ("Georgia", "Georgia", "USA") in found
    assert ("Columbus", "Columbus", "Georgia") in found


def test_a_second_name_yields_to_the_larger_place_of_its_country() -> None:
    # All around Durbanville, which has "Durban" as a second name, but Durban is larger and has it as its own.
    found = named("Crane drivers in Cape Town, Bellville, Parow, Kraaifontein, Brackenfell and Durban stopped work.")
    assert ("Durban", "Durban", "KwaZulu-Natal") in found
    assert named("They met in Durbanville, near Cape Town.")[0] == ("Durbanville", "Durbanville", "Western Cape")


def test_a_people_is_evidence_but_no_place() -> None:
    assert named("Kenyan and Somali officers met in Garissa.") == [("Garissa", "Garissa", "Garissa County")]


def test_the_home_of_the_source_tips_the_scale() -> None:
    text = "The council of Richmond voted on Monday."
    assert {named(text, home=home)[0][2] for home in ("Virginia", "British Columbia")} == {
        "Virginia",
        "British Columbia",
    }


def test_a_place_that_is_in_no_list_stays_a_name() -> None:
    assert named("Floods cut off the village near the Qorzan River, in Somalia.")[0] == ("Qorzan River", None, None)


def test_counties_in_a_row() -> None:
    found = places("Schools in Butler, Warren and Preble counties in Ohio were shut.")
    assert [m.place and m.place.name for m in found] == ["Butler County", "Warren County", "Preble County", "Ohio"]


def test_a_country_is_not_in_the_country_that_begins_the_clause() -> None:
    assert named("In Lebanon, U.S. envoys met the speaker.")[0] == ("Lebanon", "Lebanon", "LBN")


def test_a_division_that_the_gazetteer_names_without_its_kind() -> None:
    assert named("Drones fell in Sumy Oblast, Ukraine.")[0] == ("Sumy Oblast", "Sumy", "UKR")


def test_seas_crossings_camps_and_countries_of_the_past() -> None:
    text = "A ship left the Red Sea. Aid came through Kerem Shalom and reached Zaatari. The Soviet Union was no more."
    assert [m.place and m.place.precision for m in places(text)] == ["area", "point", "point", "country"]


# --- what is no place -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Kent thanked Judge Lincoln and Paris Holloway for the cake.",
        "They had a nice time reading on the mobile in March.",
        "The Hartford Courant and the Boston Globe wrote of it.",
        "He told us it is not theirs.",
        "Hamas and NATO said nothing, nor did Toyota.",
        "",
    ],
)
def test_no_place(text: str) -> None:
    assert named(text) == []


def test_capitals_throughout_are_no_names_by_themselves() -> None:
    text = "REBELS SHELLED THE TOWN OF BAKHMUT IN UKRAINE ON MONDAY. TELL US MORE OF IT, HE SAID IN KYIV."
    assert [name for name, _, _ in named(text)] == ["BAKHMUT", "UKRAINE", "KYIV"]


def test_the_article_is_no_part_of_the_mention() -> None:
    assert [m.text for m in places("Trucks crossed the Gaza Strip and the Netherlands.")] == [
        "Gaza Strip",
        "Netherlands",
    ]


# --- properties -------------------------------------------------------------------------------


PIECES = [
    "Nakuru",
    "the Gulf",
    "Paris",
    ", Texas",
    "in",
    "al-Qaim",
    "St. Paul's",
    "U.S.",
    "MOSUL",
    ".",
    "\n\n",
    "é",
    "—",
    "said",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_mentions_stand_where_they_say_in_order_without_overlap(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = places(text)
    assert all(m.text == m.span.of(text) for m in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert found == places(text)


def test_what_the_reader_calls_a_person_weighs() -> None:
    text = "Later Marlow spoke."
    sentence = tree("Later ADV 3 advmod / Marlow PROPN 3 nsubj / spoke VERB 0 root / . PUNCT 3 punct")
    span = Span(start=6, end=12)
    person = Reading(sentences=(sentence,), names=(Name(span=span, kind="person", sentence=0),))
    place = Reading(sentences=(sentence,), names=(Name(span=span, kind="place", sentence=0),))
    assert places(text, person) == []
    assert [m.text for m in places(text, place)] == ["Marlow"]


# --- where an event took place ----------------------------------------------------------------


def tree(rows: str, frames: tuple[Frame, ...] = ()) -> Sentence:
    """A sentence from `word PART head relation [lemma]` rows, parted by slashes; words are parted by single blanks."""
    cells = [row.split() for row in rows.split(" / ")]
    words = tuple(c[0] for c in cells)
    starts, at = [], 0
    for w in words:
        starts.append(at)
        at += len(w) + (0 if w == "." else 1)
    ends = tuple(s + len(w) for s, w in zip(starts, words, strict=True))
    return Sentence(
        start=0,
        end=ends[-1],
        words=words,
        starts=tuple(starts),
        ends=ends,
        lemmas=tuple(c[4] if len(c) > 4 else c[0].lower() for c in cells),
        upos=tuple(c[1] for c in cells),
        heads=tuple(int(c[2]) for c in cells),
        relations=tuple(c[3] for c in cells),
        frames=frames,
    )


def where(sentence: Sentence, predicate: str, *mentioned: str) -> list[str]:
    """The words of the places attached to the word `predicate`; `mentioned` are the words that name places."""
    mentions = []
    for name in mentioned:
        i = sentence.words.index(name)
        span = sentence.words_span(i, i)
        found = places(f"Fighters were in {name}.")
        mentions.append(PlaceMention(span=span, text=name, place=found[0].place if found else None))
    return [m.text for m in attach(sentence, sentence.words.index(predicate), mentions)]


def test_an_oblique_of_the_verb() -> None:
    s = tree(
        "Gunmen NOUN 2 nsubj / killed VERB 0 root kill / five NUM 4 nummod / men NOUN 2 obj"
        " / in ADP 6 case / Homs PROPN 2 obl"
    )
    assert where(s, "killed", "Homs") == ["Homs"]


def test_the_role_of_the_frame() -> None:
    loc = Frame(predicate=1, arguments=(Argument(role="ARGM-LOC", head=4, first=3, last=4),))
    s = tree(
        "Crowds NOUN 2 nsubj / gathered VERB 0 root gather / today NOUN 2 obl"
        " / downtown ADJ 5 amod / Lagos PROPN 2 dep",
        (loc,),
    )
    assert where(s, "gathered", "Lagos") == ["Lagos"]


def test_the_finest_comes_first() -> None:
    s = tree(
        "Bombs NOUN 2 nsubj / fell VERB 0 root fall / in ADP 4 case / Yemen PROPN 2 obl"
        " / near ADP 6 case / Hodeidah PROPN 4 nmod"
    )
    assert where(s, "fell", "Yemen", "Hodeidah") == ["Hodeidah", "Yemen"]


def test_what_a_territorial_event_happens_to() -> None:
    s = tree("Artillery NOUN 2 nsubj / shelled VERB 0 root shell / Avdiivka PROPN 2 obj")
    assert where(s, "shelled", "Avdiivka") == ["Avdiivka"]
    blockade = tree("The DET 2 det / blockade NOUN 0 root / of ADP 4 case / Gaza PROPN 2 nmod")
    assert where(blockade, "blockade", "Gaza") == ["Gaza"]
    before = tree("the DET 3 det / Gaza PROPN 3 compound / blockade NOUN 0 root")
    assert where(before, "blockade", "Gaza") == ["Gaza"]


def test_a_place_named_by_its_kind_first() -> None:
    s = tree(
        "Rebels NOUN 2 nsubj / captured VERB 0 root capture / the DET 4 det / town NOUN 2 obj"
        " / of ADP 6 case / Azaz PROPN 4 nmod"
    )
    assert where(s, "captured", "Azaz") == ["Azaz"]


def test_but_no_country_that_is_accused() -> None:
    s = tree("Berlin PROPN 2 nsubj / accused VERB 0 root accuse / Iran PROPN 2 obj")
    assert where(s, "accused", "Berlin", "Iran") == []


def test_never_where_an_actor_comes_from() -> None:
    s = tree(
        "Envoys NOUN 4 nsubj / from ADP 3 case / Qatar PROPN 1 nmod / met VERB 0 root meet"
        " / in ADP 6 case / Cairo PROPN 4 obl"
    )
    assert where(s, "met", "Qatar", "Cairo") == ["Cairo"]


def test_never_a_place_in_another_clause() -> None:
    s = tree(
        "Troops NOUN 2 nsubj / attacked VERB 0 root attack / militants NOUN 2 obj"
        " / who PRON 5 nsubj / trained VERB 3 acl:relcl train"
        " / in ADP 7 case / Libya PROPN 5 obl"
    )
    assert where(s, "attacked", "Libya") == []
    assert where(s, "trained", "Libya") == ["Libya"]


def test_the_verb_that_carries_an_event_noun() -> None:
    s = tree(
        "Forces NOUN 2 nsubj / carried VERB 0 root carry / out ADP 2 compound:prt / a DET 5 det"
        " / raid NOUN 2 obj / in ADP 7 case"
        " / Nablus PROPN 2 obl"
    )
    assert where(s, "raid", "Nablus") == ["Nablus"]


def test_coordinated_verbs_share_what_stands_in_front_of_both_or_after_both() -> None:
    front = tree(
        "In ADP 2 case / Jenin PROPN 4 obl / troops NOUN 4 nsubj / raided VERB 0 root raid"
        " / homes NOUN 4 obj / and CCONJ 7 cc"
        " / arrested VERB 4 conj arrest / five NUM 7 obj"
    )
    assert where(front, "arrested", "Jenin") == ["Jenin"]
    after = tree(
        "Police NOUN 2 nsubj / killed VERB 0 root kill / two NUM 2 obj / and CCONJ 5 cc / wounded VERB 2 conj wound"
        " / ten NUM 5 obj / in ADP 8 case / Khartoum PROPN 5 obl"
    )
    assert where(after, "killed", "Khartoum") == ["Khartoum"]


def test_the_place_of_what_was_hit_but_not_of_what_was_condemned() -> None:
    rows = (
        "It PRON 2 nsubj / {0} VERB 0 root {1} / a DET 4 det / market NOUN 2 obj / in ADP 6 case / Idlib PROPN 4 nmod"
    )
    assert where(tree(rows.format("hit", "hit")), "hit", "Idlib") == ["Idlib"]
    assert where(tree(rows.format("condemned", "condemn")), "condemned", "Idlib") == []


def test_where_a_movement_goes() -> None:
    s = tree(
        "He PRON 2 nsubj / flew VERB 0 root fly / from ADP 4 case / Rome PROPN 2 obl / to ADP 6 case / Doha PROPN 2 obl"
    )
    assert where(s, "flew", "Rome", "Doha") == ["Doha"]


def test_where_the_actor_is_when_nothing_else_tells() -> None:
    s = tree(
        "Protesters NOUN 4 nsubj / in ADP 3 case / Tunis PROPN 1 nmod / burned VERB 0 root burn / tyres NOUN 4 obj"
    )
    assert where(s, "burned", "Tunis") == ["Tunis"]


def test_no_mention_no_place() -> None:
    assert where(tree("They PRON 2 nsubj / left VERB 0 root leave"), "left") == []


# --- lists and weights ------------------------------------------------------------------------


def test_weights_are_refused_where_malformed() -> None:
    with pytest.raises(DataError, match=r"detector.tsv:2: 'bias' stands"):
        read_weights("detector.tsv", "bias\t1\t1\nbias\t1\t1\n")
    with pytest.raises(DataError, match="must be numbers"):
        read_weights("detector.tsv", "bias\tone\t1\n")
    with pytest.raises(DataError, match="no sign of the resolver"):
        read_resolver("colour\t1\twhy\n")
    with pytest.raises(DataError, match="no weight for"):
        read_resolver("size\t1\twhy\n")
    with pytest.raises(DataError, match=r"must be a number, not 'x'"):
        read_resolver("size\tx\twhy\n")
    with pytest.raises(DataError, match="3 are expected"):
        read_resolver("size\t6\n")
    with pytest.raises(DataError, match="lacks"):
        read_events("motion\tgo\n")


def test_every_sign_of_the_resolver_has_its_setting_in_few_magnitudes() -> None:
    settings = read_resolver()
    assert len(settings) == len(SIGNS)
    assert {abs(w) for w in settings} <= {0.5, 1, 2, 4, 6}


def test_every_sign_of_the_detector_has_its_weight() -> None:
    assert detector(True)["inside a longer name"] < 0 < detector(False)["exact:1"]
