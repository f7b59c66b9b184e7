"""Parties of reports, on sentences with hand-made syntax; every text is invented."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.coding.actors import Actors
from onrecord.coding.actors.entries import Body
from onrecord.coding.who import Resolver
from onrecord.model import Name, Party, Place, PlaceMention, Reading, Sentence, Span

OCTOBER = date(2023, 10, 20)


def reading(*lines: str, names: Sequence[tuple[str, str]] = ()) -> Reading:
    """Sentences from lines of `word/UPOS/head/relation` (head 1-based, 0 for the root); names by their words."""
    sentences, found, at = [], [], 0
    for n, line in enumerate(lines):
        rows = [token.rsplit("/", 3) for token in line.split()]
        starts, ends = [], []
        for word, *_ in rows:
            starts.append(at)
            ends.append(at + len(word))
            at += len(word) + 1
        words = tuple(r[0] for r in rows)
        sentences.append(
            Sentence(
                start=starts[0],
                end=ends[-1],
                words=words,
                starts=tuple(starts),
                ends=tuple(ends),
                lemmas=tuple(_lemma(r[0], r[1]) for r in rows),
                upos=tuple(r[1] for r in rows),
                heads=tuple(int(r[2]) for r in rows),
                relations=tuple(r[3] for r in rows),
            )
        )
        for text, kind in names:
            first = text.split()
            for i in range(len(words)):
                if list(words[i : i + len(first)]) == first:
                    span = Span(start=starts[i], end=ends[i + len(first) - 1])
                    found.append(Name(span=span, kind=kind, sentence=n))
    return Reading(sentences=tuple(sentences), names=tuple(found))


def _lemma(word: str, tag: str) -> str:
    """The lemma, as far as the sentences of these tests ask for one."""
    low = word.lower()
    if tag == "NOUN":
        return low[:-3] + "y" if low.endswith("ies") else low.removesuffix("s")
    return {"said": "say", "arrested": "arrest", "met": "meet"}.get(low, low)


def told(party: Party | None) -> tuple[str, str, str | None, tuple[str, ...]] | None:
    """What the tests look at."""
    return (party.text, party.name, party.country, party.sectors) if party else None


def test_the_span_is_name_with_what_stands_before_it_and_the_title_tells_the_rest() -> None:
    read = reading(
        "Iranian/ADJ/3/amod Foreign/ADJ/3/amod Minister/PROPN/4/nmod:desc "
        "Zal/PROPN/6/nsubj Quorle/PROPN/4/flat left/VERB/0/root",
        names=[("Zal Quorle", "person")],
    )
    party = Resolver(read, OCTOBER).party(0, 3)
    assert told(party) == ("Iranian Foreign Minister Zal Quorle", "Zal Quorle", "IRN", ("GOV",))


def test_no_apposition_and_no_relative_clause_in_the_span_nor_in_the_country() -> None:
    # Hezbollah, a group backed by Iran, fired
    read = reading(
        "Hezbollah/PROPN/9/nsubj ,/PUNCT/4/punct a/DET/4/det group/NOUN/1/appos backed/VERB/4/acl by/ADP/7/case "
        "Iran/PROPN/5/obl:agent ,/PUNCT/1/punct fired/VERB/0/root"
    )
    assert told(Resolver(read, OCTOBER).party(0, 0)) == ("Hezbollah", "Hezbollah", "LBN", ("REB",))


def test_an_unknown_person_is_what_the_apposition_says() -> None:
    read = reading(
        "Amo/PROPN/7/nsubj Tendo/PROPN/1/flat ,/PUNCT/6/punct a/DET/6/det "
        "Ugandan/ADJ/6/amod lawyer/NOUN/1/appos fled/VERB/0/root",
        names=[("Amo Tendo", "person")],
    )
    assert told(Resolver(read, OCTOBER).party(0, 0)) == ("Amo Tendo", "Amo Tendo", "UGA", ("JUD",))


def test_a_known_person_in_apposition_to_a_title() -> None:
    read = reading(
        "the/DET/3/det group/NOUN/3/compound leader/NOUN/7/nsubj "
        ",/PUNCT/5/punct Hassan/PROPN/3/appos Nasrallah/PROPN/5/flat spoke/VERB/0/root"
    )
    party = Resolver(read, OCTOBER).party(0, 2)
    assert party is not None
    assert (party.text, party.name, party.country) == ("the group leader", "Hassan Nasrallah", "LBN")


def test_several_parties() -> None:
    read = reading(
        "Chad/PROPN/6/nsubj ,/PUNCT/3/punct Niger/PROPN/1/conj and/CCONJ/5/cc Mali/PROPN/1/conj agreed/VERB/0/root"
    )
    found = Resolver(read, OCTOBER).parties(0, 0)
    assert [(p.text, p.country, p.sectors) for p in found] == [
        ("Chad", "TCD", ("GOV",)), ("Niger", "NER", ("GOV",)), ("Mali", "MLI", ("GOV",)),
    ]  # fmt: skip


def test_modifiers_and_owners_share_a_head() -> None:
    read = reading(
        "U.S./PROPN/4/compound and/CCONJ/3/cc British/ADJ/1/conj forces/NOUN/5/nsubj struck/VERB/0/root",
        "The/DET/2/det leaders/NOUN/7/nsubj of/ADP/4/case Chad/PROPN/2/nmod "
        "and/CCONJ/6/cc Niger/PROPN/4/conj met/VERB/0/root",
    )
    resolver = Resolver(read, OCTOBER)
    assert [(p.text, p.country, p.sectors) for p in resolver.parties(0, 3)] == [
        ("U.S.", "USA", ("MIL",)), ("British forces", "GBR", ("MIL",)),
    ]  # fmt: skip
    assert [(p.text, p.country, p.sectors) for p in resolver.parties(1, 1)] == [
        ("The leaders of Chad", "TCD", ("GOV",)), ("Niger", "NER", ("GOV",)),
    ]  # fmt: skip


def test_one_name_with_and_in_it() -> None:
    read = reading("Trinidad/PROPN/4/nsubj and/CCONJ/3/cc Tobago/PROPN/1/conj voted/VERB/0/root")
    assert [p.country for p in Resolver(read, OCTOBER).parties(0, 0)] == ["TTO"]


def test_women_and_children_are_of_one_country() -> None:
    read = reading("Chadian/ADJ/2/amod women/NOUN/5/nsubj and/CCONJ/4/cc children/NOUN/2/conj fled/VERB/0/root")
    assert [p.country for p in Resolver(read, OCTOBER).parties(0, 1)] == ["TCD", "TCD"]


@pytest.mark.parametrize("word", ["attack", "talks", "rain", "ceasefire"])
def test_what_can_be_no_actor_is_none(word: str) -> None:
    read = reading(f"the/DET/2/det {word}/NOUN/3/nsubj began/VERB/0/root on/ADP/5/case Monday/PROPN/3/obl")
    resolver = Resolver(read, OCTOBER)
    assert resolver.party(0, 1) is None
    assert resolver.party(0, 4) is None
    assert resolver.party(0, 2) is None


def test_numbers_are_nobody_unless_something_was_done_to_them() -> None:
    read = reading(
        "prices/NOUN/2/nsubj reached/VERB/0/root nine/NUM/2/obj",
        "nine/NUM/3/nsubj:pass were/AUX/3/aux:pass arrested/VERB/0/root",
    )
    resolver = Resolver(read, OCTOBER)
    assert resolver.party(0, 2) is None
    assert told(resolver.party(1, 0)) == ("nine", "nine", None, ("CVL",))


# --- what was said before ----------------------------------------------------------------------------


ARMY = "The/DET/3/det Kenyan/ADJ/3/amod army/NOUN/4/nsubj said/VERB/0/root it/PRON/6/nsubj withdrew/VERB/4/ccomp"


def test_a_pronoun_keeps_its_span_and_takes_the_name() -> None:
    party = Resolver(reading(ARMY), OCTOBER).party(0, 4)
    assert party is not None
    assert (party.text, party.country, party.sectors) == ("it", "KEN", ("MIL",))
    assert "army" in party.name


def test_he_is_the_only_man_and_she_the_only_woman() -> None:
    read = reading(
        "Angela/PROPN/3/nsubj Merkel/PROPN/1/flat met/VERB/0/root Emmanuel/PROPN/3/obj Macron/PROPN/4/flat",
        "She/PRON/2/nsubj left/VERB/0/root",
        "He/PRON/2/nsubj stayed/VERB/0/root",
    )
    resolver = Resolver(read, date(2019, 5, 1))
    she, he = resolver.party(1, 0), resolver.party(2, 0)
    assert (she and she.name, he and he.name) == ("Angela Merkel", "Emmanuel Macron")


def test_of_two_men_he_is_nobody() -> None:
    read = reading(
        "Obama/PROPN/4/nsubj and/CCONJ/3/cc Putin/PROPN/1/conj met/VERB/0/root", "He/PRON/2/nsubj left/VERB/0/root"
    )
    assert Resolver(read, date(2014, 5, 1)).party(1, 0) is None


def test_a_place_is_no_antecedent() -> None:
    read = reading(
        "Rain/NOUN/2/nsubj fell/VERB/0/root in/ADP/4/case Madrid/PROPN/2/obl", "It/PRON/2/nsubj stopped/VERB/0/root"
    )
    assert Resolver(read, OCTOBER).party(1, 0) is None


def test_we_is_who_speaks() -> None:
    read = reading("We/PRON/3/nsubj will/AUX/3/aux act/VERB/5/ccomp Qatar/PROPN/5/nsubj said/VERB/0/root")
    party = Resolver(read, OCTOBER).party(0, 0)
    assert party is not None
    assert (party.text, party.name, party.country) == ("We", "Qatar", "QAT")


def test_who_is_the_noun_it_stands_for() -> None:
    read = reading("Danish/ADJ/2/amod nurses/NOUN/5/nsubj who/PRON/4/nsubj marched/VERB/2/acl:relcl left/VERB/0/root")
    party = Resolver(read, OCTOBER).party(0, 2)
    assert party is not None
    assert (party.country, party.sectors) == ("DNK", ("MED",))


def test_short_forms_mean_what_was_named() -> None:
    read = reading(
        "Hezbollah/PROPN/2/nsubj fired/VERB/0/root at/ADP/6/case the/DET/6/det Israeli/ADJ/6/amod army/NOUN/2/obl",
        "The/DET/2/det group/NOUN/3/nsubj withdrew/VERB/0/root",
        "The/DET/2/det army/NOUN/3/nsubj advanced/VERB/0/root",
    )
    resolver = Resolver(read, OCTOBER)
    group, army = resolver.party(1, 1), resolver.party(2, 1)
    assert group is not None
    assert army is not None
    assert (group.text, group.name, group.country) == ("The group", "Hezbollah", "LBN")
    assert (army.country, army.sectors) == ("ISR", ("MIL",))


def test_a_surname_means_whom_the_report_introduced() -> None:
    read = reading(
        "Kenyan/ADJ/2/amod nurse/NOUN/3/nmod:desc Ada/PROPN/5/nsubj Biden/PROPN/3/flat spoke/VERB/0/root",
        "Biden/PROPN/2/nsubj left/VERB/0/root",
        names=[("Ada Biden", "person"), ("Biden", "person")],
    )
    party = Resolver(read, OCTOBER).party(1, 0)
    assert party is not None
    assert (party.name, party.country) == ("Ada Biden", "KEN")


def test_police_are_of_the_only_country_and_of_none_where_there_are_two() -> None:
    one = reading("Police/NOUN/2/nsubj fired/VERB/0/root in/ADP/4/case Nairobi/PROPN/2/obl")
    two = reading("Police/NOUN/2/nsubj fired/VERB/0/root", "Chad/PROPN/2/nsubj left/VERB/0/root Niger/PROPN/2/obj")
    assert told(Resolver(one, OCTOBER).party(0, 0)) == ("Police", "Police", "KEN", ("COP",))
    assert told(Resolver(two, OCTOBER).party(0, 0)) == ("Police", "Police", None, ("COP",))


def test_both_sides_are_the_two_just_named() -> None:
    read = reading(
        "Chad/PROPN/2/nsubj warned/VERB/0/root Niger/PROPN/2/obj",
        "The/DET/3/det two/NUM/3/nummod countries/NOUN/4/nsubj met/VERB/0/root",
    )
    assert [p.country for p in Resolver(read, OCTOBER).parties(1, 2)] == ["TCD", "NER"]


def test_a_person_called_like_a_town_is_a_person() -> None:
    read = reading("Jackson/PROPN/2/nsubj resigned/VERB/0/root", names=[("Jackson", "person")])
    party = Resolver(read, OCTOBER).party(0, 0)
    assert party is None or party.country is None


def test_a_surname_that_is_a_town_here_is_nobody() -> None:
    line = "The/DET/2/det governor/NOUN/5/nsubj of/ADP/4/case Lagos/PROPN/2/nmod resigned/VERB/0/root"
    read = reading(line, names=[("Lagos", "place")])
    assert told(Resolver(read, OCTOBER).party(0, 1)) == (
        "The governor of Lagos",
        "governor of Lagos",
        "NGA",
        ("GOV",),
    )


def test_places_tell_whose_mayor() -> None:
    read = reading(
        "The/DET/2/det mayor/NOUN/5/nsubj of/ADP/4/case Qorle/PROPN/2/nmod resigned/VERB/0/root",
        names=[("Qorle", "place")],
    )
    at = read.sentences[0].words_span(3, 3)
    place = PlaceMention(span=at, text="Qorle", place=Place(name="Qorle", country="SOM"))
    assert told(Resolver(read, OCTOBER).party(0, 1)) == ("The mayor of Qorle", "mayor of Qorle", None, ("GOV",))
    assert told(Resolver(read, OCTOBER, places=[place]).party(0, 1)) == (
        "The mayor of Qorle",
        "mayor of Qorle",
        "SOM",
        ("GOV",),
    )


def test_own_actors() -> None:
    extra = Actors()
    extra.add_body(["Green Dawn Front"], Body("Green Dawn Front", "user", "TCD", ("REB",)))
    read = reading("Green/PROPN/3/compound Dawn/PROPN/3/compound Front/PROPN/4/nsubj attacked/VERB/0/root")
    assert told(Resolver(read, OCTOBER, extra=extra).party(0, 2)) == (
        "Green Dawn Front",
        "Green Dawn Front",
        "TCD",
        ("REB",),
    )


def test_a_source_is_found_by_its_span() -> None:
    read = reading("the/DET/3/det Kenyan/ADJ/3/amod army/NOUN/4/nsubj said/VERB/0/root")
    party = Resolver(read, OCTOBER).party_at(Span(start=0, end=15))
    assert party is not None
    assert party.country == "KEN"
    assert Resolver(read, OCTOBER).party_at(Span(start=16, end=20)) is None


# --- whatever the syntax -------------------------------------------------------------------------------

WORDS = """
    the Kenyan army of Chad and his group police it Biden President
    said who nine dozens attack , Hamas 's two sides
"""
ARCS = """
    nsubj obj nmod nmod:poss compound amod flat appos conj cc
    case det acl:relcl ccomp obl punct nummod nmod:desc
"""
VOCABULARY, RELATIONS = WORDS.split(), ARCS.split()
TAGS = ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "VERB", "ADP", "PUNCT")


@st.composite
def trees(draw: st.DrawFn) -> str:
    size = draw(st.integers(1, 9))
    order = draw(st.permutations(range(size)))
    heads = [0] * size
    for place, i in enumerate(order[1:], 1):
        heads[i] = order[draw(st.integers(0, place - 1))] + 1
    row = zip(
        draw(st.lists(st.sampled_from(VOCABULARY), min_size=size, max_size=size)),
        draw(st.lists(st.sampled_from(TAGS), min_size=size, max_size=size)),
        heads,
        draw(st.lists(st.sampled_from(RELATIONS), min_size=size, max_size=size)),
        strict=True,
    )
    return " ".join(f"{w}/{u}/{h}/{r}" for w, u, h, r in row)


@settings(max_examples=150, deadline=None)
@given(st.lists(trees(), min_size=1, max_size=3))
def test_every_party_lies_within_its_sentence_whatever_the_syntax(lines: list[str]) -> None:
    read = reading(*lines)
    resolver = Resolver(read, OCTOBER)
    for n, s in enumerate(read.sentences):
        for i in range(len(s)):
            for party in resolver.parties(n, i):
                assert s.span.contains(party.span)
                assert party.text
