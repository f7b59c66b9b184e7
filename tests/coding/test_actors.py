"""Look-ups of names and descriptions, invented or general; the tables and a user's own."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import ontology
from onrecord.coding.actors import Actors, lookup, tables
from onrecord.coding.actors.entries import GROUPS, Person, Tenure, standing
from onrecord.coding.actors.fold import key, pieces, words
from onrecord.coding.actors.own import entries, plover
from onrecord.coding.actors.tables import own_tables
from onrecord.errors import DataError, MalformedInput, MissingInput

NAMED = [
    # who, when, country, first sector, canonical name
    ("Kennedy", date(1962, 10, 22), "USA", "GOV", "John F. Kennedy"),
    ("Austin", date(2023, 10, 21), "USA", "GOV", "Lloyd Austin"),
    ("Johnson", date(1966, 5, 1), "USA", "GOV", "Lyndon B. Johnson"),
    ("Johnson", date(2021, 5, 1), "GBR", "GOV", "Boris Johnson"),
    ("President Bush", date(1990, 8, 2), "USA", "GOV", "George H. W. Bush"),
    ("Bush", date(2003, 3, 20), "USA", "GOV", "George W. Bush"),
    ("former Chancellor Merkel", date(2023, 1, 1), "DEU", "ELI", "Angela Merkel"),
    ("Angela Merkel", date(2016, 1, 1), "DEU", "GOV", "Angela Merkel"),
    ("Jens Stoltenberg", date(2010, 1, 1), "NOR", "GOV", "Jens Stoltenberg"),
    ("NATO chief Stoltenberg", date(2020, 1, 1), "IGO", "GOV", "Jens Stoltenberg"),
    ("North Korean leader Kim", date(2020, 1, 1), "PRK", "GOV", "Kim Jong Un"),
    ("Khrushchev", date(1962, 10, 22), "SUN", "GOV", "Nikita Khrushchev"),
    ("Prime Minister Nehru", date(1955, 1, 1), "IND", "GOV", "Jawaharlal Nehru"),
    ("Israel's Benjamin Netanyahu", date(2024, 1, 1), "ISR", "GOV", "Benjamin Netanyahu"),
    ("Moscow", date(1970, 1, 1), "SUN", "GOV", "Moscow"),
    ("Moscow", date(2020, 1, 1), "RUS", "GOV", "Moscow"),
    ("the Taliban", date(2010, 1, 1), "AFG", "REB", "Taliban"),
    ("the Taliban", date(2022, 1, 1), "AFG", "GOV", "Taliban"),
    ("the Pentagon", None, "USA", "GOV", "Pentagon"),
    ("U.N.", None, "UNO", "", "United Nations"),
    ("Daesh", None, "IMG", "REB", "Islamic State"),
    ("Al-Qa'ida", None, "IMG", "REB", "al-Qaeda"),
    ("Knesset", None, "ISR", "LEG", "Knesset"),
    ("Gaza", None, "PSE", "", "Palestine"),
    ("Côte d’Ivoire", None, "CIV", "", "Ivory Coast"),
    ("TRINIDAD AND TOBAGO", None, "TTO", "", "Trinidad and Tobago"),
]


@pytest.mark.parametrize(("name", "day", "country", "sector", "canonical"), NAMED, ids=lambda v: str(v))
def test_names_as_of_the_day(name: str, day: date | None, country: str, sector: str, canonical: str) -> None:
    found = lookup(name, day)
    assert (found.country, (found.sectors or ("",))[0], found.name) == (country, sector, canonical)


DESCRIBED = [
    ("senior Biden administration officials", "USA", ("GOV",)),
    ("Palestinian militants", "PSE", ("REB",)),
    ("U.S. Defense Secretary Lloyd Austin", "USA", ("GOV", "MIL")),
    ("the Lebanese armed group", "LBN", ("UAF",)),
    ("Hamas fighters", "PSE", ("REB",)),
    ("two Kenyan villagers", "KEN", ("CVL",)),
    ("dozens of Peruvian miners", "PER", ("LAB",)),
    ("police in Kampala", "UGA", ("COP",)),
    ("Danish troops in Mali", "DNK", ("MIL",)),  # soldiers act abroad
    ("a spokeswoman for the Chadian army", "TCD", ("MIL",)),
    ("the president of Ghana's supreme court", "GHA", ("JUD",)),
    ("Iran-backed militia", None, ("PRM",)),  # whose, it does not say
    ("anti-Russian protesters", None, ("CVL",)),
    ("rebel soldiers", None, ("REB",)),
    ("former Bolivian ministers", "BOL", ("ELI",)),
    ("opposition lawmakers in Fiji", "FJI", ("LEG", "OPP")),
    ("Sweden's allies", None, ()),  # are not Swedish
    ("the Bank of Botswana", "BWA", ("GOV",)),
    ("Malian weavers", "MLI", ("CVL",)),  # a trade that no table has
    ("Mongolian Foreign Minister Bat Erdenechimeg", "MNG", ("GOV",)),
    ("the Senate", None, ("LEG",)),  # of which of a dozen countries
    ("the Uruguayan Senate", "URY", ("LEG",)),
    ("USS Cole", "USA", ("MIL",)),
    ("an ambassador", None, ("GOV",)),
    ("the ambassador in Oslo", None, ("GOV",)),  # of whom, it does not say
    ("breakaway region", None, ("PRE",)),
    ("UN peacekeepers", "UNO", ("MIL",)),
    ("rights groups", "NGO", ()),
]


@pytest.mark.parametrize(("text", "country", "sectors"), DESCRIBED, ids=lambda v: str(v))
def test_descriptions(text: str, country: str | None, sectors: tuple[str, ...]) -> None:
    found = lookup(text, date(2022, 3, 1))
    assert (found.country, found.sectors) == (country, sectors)


@pytest.mark.parametrize("text", ["the rain", "Zeb Quorle", "", "42", "South China Sea", "was told", "who", "us"])
def test_what_is_no_actor_or_nobody_known_stays_unknown(text: str) -> None:
    assert not lookup(text).known


def test_a_surname_borne_by_several_at_once_is_nobody() -> None:
    assert lookup("Wang", date(2024, 1, 1)).actor_id is None
    assert lookup("Minister Wang", date(2024, 1, 1)).name == "Wang Yi"  # the title settles it
    assert lookup("Smith", date(1990, 1, 1)).country is None  # Smiths are many, and none of them was a head


def test_a_namesake_with_another_given_name_is_not_the_minister() -> None:
    found = lookup("Sgt. Mark Austin", date(2023, 10, 21))
    assert (found.name, found.country, found.sectors) == ("Mark Austin", None, ("MIL",))


def test_two_who_bear_the_name_share_what_they_share() -> None:
    found = lookup("former President Bush", date(2010, 1, 1))
    assert (found.country, found.sectors, found.actor_id) == ("USA", ("ELI",), None)


def test_capitals_tell_a_name_from_a_word() -> None:
    assert lookup("Turkey").country == "TUR"
    assert lookup("two turkeys for Thanksgiving").country is None
    assert lookup("WHO officials").country == "UNO"
    assert lookup("The officials who").country is None


def test_a_person_with_offices_apart_is_what_they_were_on_the_day() -> None:
    person = Person(
        "A B", "f", (Tenure("Mayor", "FRA", ("GOV",), "2001", "2003-05"), Tenure("MP", "FRA", ("LEG",), "2005", ""))
    )
    assert standing(person, date(2000, 12, 31)).sectors == ()
    assert standing(person, date(2003, 5, 31)).office == "Mayor"
    assert standing(person, date(2004, 1, 1)).sectors == ("ELI",)
    assert standing(person, date(2024, 1, 1)).office == "MP"


def test_a_last_known_day_says_nothing_of_later() -> None:
    person = Person("A B", "", (Tenure("Minister", "FRA", ("GOV",), "2001", "2010?"),))
    assert standing(person, date(2015, 1, 1)).sectors == ()


def test_everyone_in_our_table_is_found_by_full_name_while_in_office() -> None:
    people = {p.name: p for found in own_tables().persons.values() for p in found if not p.minor}
    assert len(people) > 400
    missed = [
        p.name
        for p in people.values()
        for t in p.tenures
        if (day := _first_day(t)) and lookup(p.name, day).country != standing(p, day).country
    ]
    assert missed == ["King Abdullah"]  # of Jordan and of Saudi Arabia, kings at the same time


def _first_day(tenure: Tenure) -> date | None:
    """The first day on which the office was surely held."""
    if not tenure.start:
        return None
    year, month, day = (int(n) for n in (tenure.start + "-12-28"[len(tenure.start) - 4 :]).split("-")[:3])
    return date(year, month, day)


def test_every_row_of_the_generated_tables_can_be_read() -> None:
    actors = tables()
    for name in list(actors.awaited):
        actors.meet(name)
    codes = {b.country for found in actors.bodies.values() for b in found if b.country} - GROUPS
    assert all(len(code) == 3 and code.isupper() for code in codes)
    known = set(ontology.sectors())
    assert all(known.issuperset(b.sectors) for found in actors.bodies.values() for b in found)


def test_no_hand_written_name_means_bodies_of_two_countries() -> None:
    for name, found in own_tables().bodies.items():
        strong = {b.country for b in found if not b.weak and b.kind == "body" and not b.start and not b.end}
        assert len(strong) <= 1, (name, found)


def test_an_acronym_of_two_countries_needs_one_of_them() -> None:
    assert lookup("PTI").country is None
    assert lookup("Pakistan's PTI")[:2] == ("Pakistan Tehreek-e-Insaf", "PAK")


def test_a_malformed_generated_row_is_refused() -> None:
    actors = Actors()
    actors.await_row("front", "front\tFront\tthing\tXYZ")
    with pytest.raises(DataError, match="4 cells"):
        actors.meet("front")


# --- folding -------------------------------------------------------------------------------------


@given(st.text(max_size=40))
def test_any_text_can_be_folded(text: str) -> None:
    assert key(text) == key(text.strip())
    assert all(0 <= p.word < len(words(text)) for p in pieces(words(text)))


def test_folding_joins_spellings() -> None:
    assert key("Al-Qa’ida") == key("al Qaida") == "al qaida"
    assert key("Türkiye") == "turkiye"


# --- a user's own --------------------------------------------------------------------------------


def test_own_actors_from_csv_outrank_ours(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "name,country,sectors,start,end,wikidata\nHamas,XYZ,CVL,,,Q1\nGreen Dawn Front,TCD,REB,2020,2021-06,\n"
    )
    extra = Actors.read(path)
    assert lookup("Hamas", extra=extra)[1:3] == ("XYZ", ("CVL",))
    assert lookup("Green Dawn Front fighters", date(2021, 1, 1), extra=extra)[1:3] == ("TCD", ("REB",))
    assert lookup("Green Dawn Front fighters", date(2022, 1, 1), extra=extra)[1:3] == (None, ("UAF",))
    assert lookup("Hamas")[1:3] == ("PSE", ("REB",))  # ours are untouched


BAD = [
    ("title,country\nX,TCD\n", "columns"),
    ("name,country\n,TCD\n", "a name"),
    ("name,country\nX,Chad\n", "alpha-3"),
    ("name,sectors\nX,SOLDIER\n", "sector"),
    ("name,start\nX,soon\n", "YYYY"),
    ("name,country\nX,TCD,REB\n", "cells"),
]


@pytest.mark.parametrize(("text", "says"), BAD)
def test_a_malformed_csv_is_refused_with_file_and_line(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(text)
    with pytest.raises(MalformedInput, match=says) as error:
        Actors.read(path)
    assert str(path) in str(error.value)


def test_no_such_file() -> None:
    with pytest.raises(MissingInput, match="nowhere"):
        Actors.read("nowhere.csv")


DICTIONARY = """# comment
GREEN_DAWN_FRONT_ [TCDREB]
+GDF_FIGHTERS
ZENO_QUORLE_  # a person
\t[MLIGOV 990101-001231]
\t[MLIELI >010101]
BROKEN_DATE [MLIGOV 2004017-20061201]
NOWHERE_PARTY [ZZQ]
"""


def test_a_petrarch_dictionary(tmp_path: Path) -> None:
    path = tmp_path / "own.actors.txt"
    path.write_text(DICTIONARY)
    extra = Actors.read(path)
    assert lookup("Green Dawn Front", extra=extra)[1:3] == ("TCD", ("REB",))
    assert lookup("GDF fighters", extra=extra)[1:3] == ("TCD", ("REB",))
    assert lookup("Zeno Quorle", date(2000, 6, 1), extra=extra).sectors == ("GOV",)
    assert lookup("Zeno Quorle", date(2005, 6, 1), extra=extra).sectors == ("ELI",)
    assert [line.rpartition(":")[0].split(":")[-2:] for line in extra.skipped] == [
        ["7", " Broken Date"],
        ["8", " Nowhere Party"],
    ]


def test_petrarch_agents_and_sets(tmp_path: Path) -> None:
    path = tmp_path / "agents.txt"
    path.write_text("!PERSON! = MAN, MEN\nGOAT!PERSON! [~AGR]\nTHUG {THUGS} [~CRM]\n")
    extra = Actors.read(path)
    assert lookup("three Chadian goatmen", extra=extra)[1:3] == ("TCD", ("AGR",))
    assert lookup("thugs", extra=extra).sectors == ("CRM",)


def test_a_file_that_is_no_dictionary_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("just some words\n")
    with pytest.raises(MalformedInput, match="PETRARCH"):
        Actors.read(path)


def test_cameo_codes() -> None:
    assert plover("USAGOVMIL") == ("USA", ("GOV", "MIL"))
    assert plover("IGOUNOHLH") == ("UNO", ("MED",))
    assert plover("MNCUSA") == ("USA", ("BUS",))
    assert plover("~HLH") == (None, ("MED",))
    assert plover("ZZQ") == (None, ())


def test_entries_keep_the_line_of_their_name() -> None:
    assert [e.line for e in entries(DICTIONARY)] == [2, 4, 7, 8]
