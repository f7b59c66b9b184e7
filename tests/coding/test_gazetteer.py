"""The gazetteer and its lists: what is found under which name, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coding.where.gazetteer import MAGIC, Gazetteer, country_of, gazetteer
from onrecord.coding.where.keys import key, split, word_key
from onrecord.coding.where.lists import areas, cities, countries, read_areas, read_cities, read_countries, read_regions
from onrecord.coding.where.words import read_classes, read_common
from onrecord.errors import DataError

BOOK = gazetteer()


def bearers(name: str) -> set[int | None]:
    k = key(name)
    return {BOOK.entry(b.number).geonames_id for b in BOOK.find([k]).get(k, ())}


# --- names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Saint-Étienne", "ST. ETIENNE"),
        ("Deir ez-Zor", "deir ez zor"),
        ("Sana‘a", "Sanaa"),
        ("Mount Vernon", "Mt. Vernon"),
        ("Cox’s Bāzār", "Cox's Bazar"),
        ("W. Va.", "W.Va."),
    ],
)
def test_one_key_for_every_spelling(a: str, b: str) -> None:
    assert key(a) == key(b)


@given(st.text(max_size=40))
def test_every_word_stands_where_it_says(text: str) -> None:
    for word, start, end in split(text):
        assert text[start:end] == word


@given(st.lists(st.sampled_from(["Beit", "al", "Łódź", "St.", "Ta'izz", "N'Djamena", "’s"]), min_size=1, max_size=5))
def test_the_key_of_a_run_is_the_keys_of_its_words(words: list[str]) -> None:
    text = " ".join(words)
    assert key(text) == " ".join(word_key(w) for w, _, _ in split(text))


# --- what is found ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "geonames_id"),
    [
        ("Paris", 2988507),
        ("Paris", 4717560),  # Texas
        ("Kiev", 703448),
        ("Khan Younis", 281124),
        ("Qamishli", 173378),
        ("Anderson County", 4670756),
        ("Tartus", 163343),  # short for Tartus District
        ("Gaza Strip", 281132),
        ("Red Sea", 235615),
        ("Ivory Coast", 2287781),
        ("Africa", 6255146),
    ],
)
def test_bears_the_name(name: str, geonames_id: int) -> None:
    assert geonames_id in bearers(name)


def test_nobody_bears_nonsense() -> None:
    assert BOOK.find([key("Xqzzvw"), key("Upper Xqzzvw")]) == {}


def test_a_city_as_a_place() -> None:
    place = BOOK.place(next(b.number for b in BOOK.find(["nakuru"])["nakuru"] if BOOK.entry(b.number).feature == "PPL"))
    assert (place.name, place.country, place.region, place.precision) == ("Nakuru", "KEN", "Nakuru County", "city")
    assert place.lat == pytest.approx(-0.3, abs=0.1)
    assert place.lon == pytest.approx(36.07, abs=0.1)


def test_a_district_without_a_known_seat_says_that_it_stands_at_its_region() -> None:
    unknown = next(
        e for n in range(BOOK.size - 1, 0, -1) if (e := BOOK.entry(n)).feature == "ADM2" and e.precision == "region"
    )
    assert (unknown.lat, unknown.lon) == (BOOK._read(unknown.region).lat, BOOK._read(unknown.region).lon)


def test_abbreviations_are_taken_only_as_written() -> None:
    assert [BOOK.entry(n).name for n in BOOK.exact("US")] == ["United States"]
    assert BOOK.exact("us") == []
    assert [BOOK.entry(n).name for n in BOOK.after_comma("NV")] == ["Nevada"]


def test_the_same_hash_is_not_taken_for_another_name() -> None:
    assert BOOK.find(["nakuru", "nakurv"]).keys() == {"nakuru"}


def test_every_place_of_the_lists_has_its_number() -> None:
    found = {BOOK.entry(n).name for n in range(BOOK.size, BOOK.size + len(countries()) + len(areas()))}
    assert found == {c.name for c in countries()} | {a.name for a in areas()}
    assert all(c.geonames_id in bearers(c.names[0].removesuffix("=")) for c in cities() if not c.names[0].endswith("="))


def test_the_file_keeps_its_promise_of_size() -> None:
    assert BOOK._path.stat().st_size < 15_000_000


# --- countries --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kenya", "KEN"),
        ("the Netherlands", "NLD"),
        ("Côte d'Ivoire", "CIV"),
        ("U.S.", "USA"),
        ("Burma", "MMR"),
        ("North Korea", "PRK"),
        ("Texas", None),
        ("Soviet Union", None),
        ("us", None),
        ("", None),
    ],
)
def test_country_of(name: str, code: str | None) -> None:
    assert country_of(name) == code


def test_every_country_is_found_by_its_own_name() -> None:
    assert [country_of(c.name) for c in countries()] == [c.iso3 for c in countries()]


# --- what is refused --------------------------------------------------------------------------


def test_another_file_is_no_gazetteer(tmp_path: Path) -> None:
    path = tmp_path / "g.bin"
    path.write_bytes(b"something else altogether, and longer than the magic line")
    with pytest.raises(DataError, match="make it anew"):
        Gazetteer(path)


def test_a_damaged_gazetteer_says_so(tmp_path: Path) -> None:
    path = tmp_path / "g.bin"
    path.write_bytes(MAGIC + b"00000005{} xx")
    with pytest.raises(DataError, match="damaged"):
        Gazetteer(path)


def test_no_gazetteer_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"training/gazetteer\.py"):
        Gazetteer(tmp_path / "none.bin")


@pytest.mark.parametrize(
    ("read", "text", "words"),
    [
        (read_countries, "KEN\tKE\t192950\tKenya\t1\n", "5 columns where 8"),
        (read_countries, "Ken\tKE\t192950\tKenya\t1\t38\t\t\n", "capitals"),
        (read_countries, "KEN\tKE\tx\tKenya\t1\t38\t\t\n", "GeoNames id"),
        (read_countries, "KEN\tKE\t1\tKenya\t1\t38\t\t\nKEN\tKE\t1\tKenya\t1\t38\t\t\n", "countries.tsv:2: KEN"),
        (read_regions, "1\tnorth\t38\t\t\t\n", "must be numbers"),
        (read_areas, "Red Sea\t\tSEA\thuge\t\t19\t39\t\n", "precision 'huge'"),
        (read_areas, "Red Sea\t\tSEA\tarea\t\t190\t39\t\n", "no such place on earth"),
        (read_cities, "Nakuru\tNakuru\n", "GeoNames id"),
        (read_classes, "weather\train\n", "no class of words"),
        (read_common, "weather\train\n", "none of"),
    ],
)
def test_a_malformed_row_is_refused_with_its_line(read, text: str, words: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(DataError, match=words):
        read(text)
