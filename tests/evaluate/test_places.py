"""The measurement of places, on gold of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.errors import MalformedInput, MissingInput
from onrecord.evaluate.places import evaluate, half_of
from onrecord.model import Place, PlaceMention, Span

TEXT = "Kenyan police left Nakuru for Eldoret and Main Street."


def gold(tmp_path: Path, *marks: dict[str, object], text: str = TEXT) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"text": text, "toponyms": list(marks)}) + "\n", "utf-8")
    return path


def mark(word: str, **more: object) -> dict[str, object]:
    start = TEXT.index(word)
    return {"start": start, "end": start + len(word), "mention": word, "lat": None, "lon": None, **more}


def mention(word: str, **place: object) -> PlaceMention:
    start = TEXT.index(word)
    found = Place(name=word, **place) if place else None  # type: ignore[arg-type]
    return PlaceMention(span=Span(start=start, end=start + len(word)), text=word, place=found)


NAKURU = mark("Nakuru", geonameid="184622", lat=-0.3, lon=36.07, country="Kenya")
ELDORET = mark("Eldoret", geonameid="198629", lat=0.52, lon=35.27, country="Kenya")


def test_found_and_resolved(tmp_path: Path) -> None:
    ours = [
        mention("Nakuru", geonames_id=184622, lat=-0.3, lon=36.07, country="KEN"),
        mention("Eldoret", geonames_id=1, lat=50.0, lon=8.0, country="DEU"),
        mention("police", geonames_id=2),
        mention("Kenyan"),
    ]
    path = gold(tmp_path, NAKURU, ELDORET, mark("Main Street"), mark("Kenyan", geonameid="192950", lat=1, lon=38))
    result = evaluate(path, places=lambda _: ours)
    assert {k: v for k, v in result.figures.items() if not k.startswith("other half")} == pytest.approx(
        {
            "found precision": 2 / 3,  # "police" is wrong, "Kenyan" is left open
            "found recall": 2 / 3,
            "found F1": 2 / 3,
            "found F1, were peoples places too": 4 / 7,  # "Kenyan" asked for, and not counted where we said it
            "places in the gold": 3.0,
            "exact GeoNames id of found": 0.5,
            "within 161 km of found": 0.5,
            "country of found": 0.5,
        }
    )
    assert sorted(m.split(":")[0] for m in result.mistakes) == ["missed", "no place", "resolved"]


def test_one_mention_answers_for_one_gold_place(tmp_path: Path) -> None:
    wide = PlaceMention(span=Span(start=0, end=len(TEXT)), text=TEXT)
    assert evaluate(gold(tmp_path, NAKURU, ELDORET), places=lambda _: [wide]).figures["found recall"] == 0.5


@pytest.mark.parametrize("kind", ["Demonym", "Non_Toponym", "Language"])
def test_what_geowebnews_sets_apart_is_not_asked_for(tmp_path: Path, kind: str) -> None:
    result = evaluate(gold(tmp_path, mark("police", type=kind)), places=lambda _: [])
    assert result.figures["places in the gold"] == 0


def test_halves_share_the_rows(tmp_path: Path) -> None:
    path = gold(tmp_path, NAKURU)
    rows = [evaluate(path, places=lambda _: [], half=h).rows for h in (0, 1)]
    assert rows[half_of(TEXT)] == 1
    assert sum(rows) == 1


def test_the_other_half_is_printed_apart(tmp_path: Path) -> None:
    texts = [f"Police left Nakuru on day {n}." for n in range(8)]
    rows = [{"text": t, "toponyms": [{"start": 12, "end": 18, "lat": None, "lon": None}]} for t in texts]
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    told = {t: [PlaceMention(span=Span(start=12, end=18), text="Nakuru")] if half_of(t) else [] for t in texts}
    figures = evaluate(path, places=told.__getitem__).figures
    assert 0 < figures["found recall"] < 1
    assert figures["other half: found recall"] == 1
    assert figures["other half: places in the gold"] == sum(map(half_of, texts))
    assert not any(k.startswith("other half") for k in evaluate(path, places=lambda _: [], half=1).figures)


def test_the_package_itself_is_measured(tmp_path: Path) -> None:
    from onrecord.coding.where import places

    figures = evaluate(gold(tmp_path, NAKURU, ELDORET), places=places).figures
    assert figures["found recall"] == 1
    assert figures["exact GeoNames id of found"] == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "gold.jsonl:1: not JSON"),
        ("[]", "expected text and toponyms"),
        ('{"text": "x"}', "KeyError: 'toponyms'"),
        ('{"text": "x", "toponyms": [{"start": 0, "end": 9}]}', "not within the text"),
    ],
)
def test_a_malformed_row_names_file_and_line(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(line + "\n", "utf-8")
    with pytest.raises(MalformedInput, match=words.replace("[", r"\[")):
        evaluate(path, places=lambda _: [])


def test_a_missing_file_says_what_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="no such file"):
        evaluate(tmp_path / "none.jsonl", places=lambda _: [])
