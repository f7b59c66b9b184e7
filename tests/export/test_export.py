"""What leaves can be read back, cell by cell, and is the same for the same record."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.export import export, plover, polecat
from onrecord.export.polecat_tsv import COLUMNS
from onrecord.model import Event, Party, Report, Span


def raid(desk: Any) -> Any:
    one = desk.report(
        'The Coral Front, a "movement",\ttook 23 sailors hostage in Toamasina on Saturday and killed three guards.',
        "2024-03-04",
    )
    two = desk.report(
        "Norway urged Madagascar to hold back. The army plans to storm Toamasina.", "2024-03-06", source="Post"
    )
    desk.claim(
        one, "took", "ASSAULT", "abduct", actors=["The Coral Front"], places=["Toamasina"],
        contexts=["military", "crime"], when=("Saturday", "2024-03-02"),
        figures=[("23 sailors", "abducted", 23), ("three guards", "killed", 3)],
    )  # fmt: skip
    desk.claim(two, "urged", "REQUEST", "yield", actors=["Norway"], recipients=["Madagascar"], topic="to hold back")
    desk.claim(two, "storm", "ASSAULT", actors=["The army"], places=["Toamasina"], status="planned")
    return desk


def rows(desk: Any) -> list[dict[str, str]]:
    text = "".join(polecat(desk.events(), desk.reports))
    return list(csv.DictReader(io.StringIO(text), delimiter="\t"))


def lines(desk: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in plover(desk.events(), desk.reports)]


def test_polecat_row(desk):
    told, request = rows(raid(desk))
    assert told == {
        **dict.fromkeys(COLUMNS, ""),
        "Event ID": told["Event ID"],
        "Event Date": "2024-03-02",
        "Event Type": "ASSAULT",
        "Event Mode": "abduct",
        "Intensity": "-8.5",
        "Quad Code": "MATERIAL CONFLICT",
        "Contexts": "crime; military",
        "Actor Name": "Coral Front",
        "Primary Actor Sector": "REB",
        "Actor Sectors": "REB",
        "Actor Name Raw": "The Coral Front",
        "Placename": "Toamasina",
        "City": "Toamasina",
        "Country": "MDG",
        "Latitude": "-18.15",
        "Longitude": "49.4",
        "GeoNames ID": "1053384",
        "Raw Placename": "Toamasina",
        "Feature Type": "PPLA",
        "Source": "Wire",
        "Publication Date": "2024-03-04",
        "Language": "en",
        "Version": told["Version"],
    }
    assert (request["Actor COW"], request["Recipient COW"]) == ("385", "580")
    assert request["Event Date"] == ""


def test_polecat_has_its_forty_columns(desk):
    header = next(iter(polecat(raid(desk).events(), desk.reports)))
    assert header.rstrip("\n").split("\t") == list(COLUMNS)
    assert len(COLUMNS) == len(set(COLUMNS)) == 40


def test_a_plan_is_no_row(desk):
    assert "planned" not in {e.status for e in desk.events()}
    assert len(rows(raid(desk))) == 2


def test_polecat_in_polars(desk):
    text = "".join(polecat(raid(desk).events(), desk.reports))
    frame = pl.read_csv(io.StringIO(text), separator="\t", infer_schema=False)
    assert frame.shape == (2, 40)
    assert frame["GeoNames ID"].to_list() == ["1053384", None]


def test_plover_line(desk):
    told, planned, request = sorted(lines(raid(desk)), key=lambda r: (r["event"], r["mode"]), reverse=False)
    assert told["mode"] == ["abduct"]
    assert told["date"] == "2024-03-02"
    assert told["actor"] == [{"sector": "REB", "entity_text": "The Coral Front", "identifier_text": "Coral Front"}]
    assert told["event_loc"]["geonames_id"] == 1053384
    assert told["size"] == {"dead": 3}
    assert told["text_info"]["start"] == 0
    assert told["cite_info"]["publication"] == "Wire"
    assert planned["mode"] == ["future"]
    assert planned["date"] is None
    assert (request["quad_code"], request["recipient"][0]["code"]) == (3, "MDG")


def test_plover_lines_have_what_the_scheme_requires(desk):
    for line in lines(raid(desk)):
        assert {"id", "date", "actor", "event"} <= set(line)
        assert not [
            name for name, value in line.items() if value in (None, "", [], {}) and name not in ("date", "actor")
        ]


def test_the_same_for_any_order(desk):
    raid(desk)
    events = desk.events()
    for write in (plover, polecat):
        first = "".join(write(events, desk.reports))
        assert "".join(write(list(reversed(events)), dict(reversed(desk.reports.items())))) == first


def test_an_unknown_format():
    with pytest.raises(InputError, match="there are: plover, polecat"):
        export([], {}, format="petrarch")


WORDS = st.text(min_size=1, max_size=30).filter(lambda t: t.strip() and not any("\ud800" <= c <= "\udfff" for c in t))


@settings(max_examples=80, deadline=None)
@given(WORDS, WORDS)
def test_any_words_come_back(name, source):
    report = Report(text="It rained.", source=source)
    party = Party(span=Span(start=0, end=2), text=name, name=name)
    event = Event(
        id="e1", type="PROTEST", quad=4, score=-5.0, status="happened", trigger="rained", actors=(party,),
        claims=("c1",), origins=("o1",), reports=(report.id,),
    )  # fmt: skip
    reports = {report.id: report}
    text = "".join(polecat([event], reports))
    (row,) = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t")
    assert row["Actor Name"] == " ".join(name.split())
    assert row["Source"] == " ".join(source.split())
    frame = pl.read_csv(io.BytesIO(text.encode()), separator="\t", infer_schema=False)
    assert frame["Actor Name"][0] == " ".join(name.split())
    (line,) = plover([event], reports)
    assert json.loads(line)["actor"][0]["identifier_text"] == name
