"""Each format is read back by what people load it with, and says of each event what the record says."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import networkx
import polars
import pytest
from click.testing import CliRunner

from onrecord import Record
from onrecord.cli.main import cli
from onrecord.export import FORMATS, holds
from onrecord.export.acled_csv import COLUMNS as ACLED
from onrecord.export.gdelt import EVENTS, MENTIONS
from onrecord.export.hxl_csv import COLUMNS as HXL
from onrecord.export.icews_tsv import COLUMNS as ICEWS
from onrecord.export.ucdp_csv import COLUMNS as UCDP
from onrecord.model import Event, Report

TOLD = [
    ("2024-03-02", "Wire", "Shells hit a market in Gao on Friday, killing six people, the army of Mali said."),
    ("2024-03-03", "Gazette", "Shells hit the market in Gao on Friday and killed nine people, the hospital said."),
    ("2024-03-03", "Wire", "Norway praised Mali on Sunday. About 2,000 people demonstrated in Bamako on Saturday."),
    ("2024-03-04", "Post", "Police arrested 12 people in Bamako on Monday. Norway plans to send aid to Mali."),
    ("2024-03-05", "Post", "Chad denied on Tuesday that its troops had attacked a village in Mali."),
]


def reports() -> list[Report]:
    return [Report(text=x, source=s, stated=date.fromisoformat(d), url=f"https://{s}.example/{d}") for d, s, x in TOLD]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "crisis.db"
    with Record(path) as record:
        record.add(reports())
    return path


@pytest.fixture
def events(path: Path) -> list[Event]:
    with Record(path) as record:
        return record.events()


@pytest.fixture
def written(path: Path) -> Callable[[str], str]:
    def text(format: str) -> str:
        with Record(path) as record:
            return "".join(record.export(format))

    return text


def rows(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def shelling(events: list[Event]) -> Event:
    (found,) = [e for e in events if e.type == "ASSAULT" and e.status == "happened"]
    return found


def test_columns_are_those_of_the_field() -> None:
    assert [len(c) for c in (ICEWS, EVENTS, MENTIONS, ACLED)] == [20, 61, 16, 31]
    assert len(set(EVENTS)) == 61
    assert {"best", "high", "low", "where_prec", "date_prec"} <= set(UCDP)
    assert all(tag.startswith("#") and tag == tag.lower() for tag in HXL.values())


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_any_order_gives_the_same_bytes(format: str, path: Path, tmp_path: Path) -> None:
    shuffled = reports()
    random.Random(3).shuffle(shuffled)
    with Record(tmp_path / "other.db") as other, Record(path) as record:
        for report in shuffled:
            other.add([report])
        assert "".join(other.export(format)) == "".join(record.export(format))


@pytest.mark.parametrize("format", ["acled", "csv", "gdelt-events", "hxl", "icews", "ucdp"])
def test_what_was_not_done_is_no_row_where_rows_are_deeds(format: str, events: list[Event], path: Path) -> None:
    with Record(path) as record:
        lines = "".join(record.export(format)).splitlines()
        left = record.left_out(format)
    head = {"gdelt-events": 0, "hxl": 2}.get(format, 1)
    assert len(lines) - head == len(events) - left == sum(holds(e, format) for e in events)
    if format != "csv":
        assert left >= 2  # a plan and a denial
        assert not any(holds(e, format) for e in events if e.status in ("planned", "denied"))


def test_acled_counts_as_acled_does(written: Callable[[str], str], events: list[Event]) -> None:
    told = {r["event_id_cnty"]: r for r in rows(written("acled"))}
    row = told[shelling(events).id]
    assert row["fatalities"] == "6"  # reports say six and nine: the most conservative
    assert "Reports differ on killed: " in row["notes"]
    assert row["event_type"] == "Explosions/Remote violence"
    assert row["sub_event_type"] == "Shelling/artillery/missile attack"
    assert (row["event_date"], row["time_precision"]) == ("2024-03-01", "1")
    assert (row["location"], row["country"], row["geo_precision"]) == ("Gao", "Mali", "1")
    assert {r["event_type"] for r in told.values()} >= {"Protests", "Strategic developments"}


def test_ucdp_gives_low_best_and_high(written: Callable[[str], str], events: list[Event]) -> None:
    (row,) = rows(written("ucdp"))
    assert row["id"] == shelling(events).id
    assert (row["low"], row["high"]) == ("6", "9")
    assert row["best"] in ("6", "9")
    assert (row["date_start"], row["date_prec"], row["where_prec"]) == ("2024-03-01", "1", "1")
    assert row["number_of_sources"] == "2"


def test_icews_and_gdelt_in_cameo(written: Callable[[str], str], events: list[Event]) -> None:
    icews = {r["Event ID"]: r for r in rows(written("icews"), "\t")}
    code = icews[shelling(events).id]["CAMEO Code"]
    lines = [dict(zip(EVENTS, line.split("\t"), strict=True)) for line in written("gdelt-events").splitlines()]
    (row,) = [r for r in lines if r["EventCode"] == code]
    assert code[:2] in ("18", "19")
    assert (row["SQLDATE"], row["QuadClass"], row["NumSources"], row["NumArticles"]) == ("20240301", "4", "2", "2")
    assert row["ActionGeo_FullName"] == "Gao, Mali"
    assert len({r["GLOBALEVENTID"] for r in lines}) == len(lines)
    mentions = [dict(zip(MENTIONS, line.split("\t"), strict=True)) for line in written("gdelt-mentions").splitlines()]
    mine = [m for m in mentions if m["GLOBALEVENTID"] == row["GLOBALEVENTID"]]
    assert len(mine) == 2
    texts = {r.url: r.text for r in reports()}
    for mention in mine:
        assert texts[mention["MentionIdentifier"]][int(mention["ActionCharOffset"]) :].startswith("Shells")


def test_hxl_has_its_hashtags_under_the_header(written: Callable[[str], str]) -> None:
    header, tags, *lines = csv.reader(io.StringIO(written("hxl")))
    assert len(header) == len(tags)
    assert all(tag.startswith("#") for tag in tags)
    killed = tags.index("#affected +killed")
    assert {line[killed] for line in lines} & {"6", "9"}


def test_geojson_is_a_point_only_where_the_place_is_one(written: Callable[[str], str], events: list[Event]) -> None:
    found = json.loads(written("geojson"))
    assert found["type"] == "FeatureCollection"
    features = {f["id"]: f for f in found["features"]}
    assert features.keys() == {e.id for e in events}
    lon, lat = features[shelling(events).id]["geometry"]["coordinates"]
    assert (round(lon), round(lat)) == (0, 16)
    for feature in features.values():
        if feature["properties"].get("geo_precision") == "country":
            assert feature["geometry"] is None
    assert {f["properties"]["status"] for f in features.values()} >= {"happened", "planned", "denied"}


def test_graphml_is_a_network(written: Callable[[str], str], tmp_path: Path) -> None:
    (tmp_path / "who.graphml").write_text(written("graphml"), encoding="utf-8")
    graph = networkx.read_graphml(tmp_path / "who.graphml", force_multigraph=True)
    assert graph.is_directed()
    (edge,) = graph.get_edge_data("NOR", "MLI").values()
    assert edge["type"] == "SUPPORT"
    assert edge["score"] > 0
    assert graph.nodes["MLI"]["name"] == "Mali"


def test_csv_and_parquet_hold_every_event(written: Callable[[str], str], path: Path, tmp_path: Path) -> None:
    frame = polars.read_csv(io.StringIO(written("csv")))
    with Record(path) as record:
        assert set(frame["event"]) == {e.id for e in record.events()}
    made = CliRunner().invoke(cli, ["export", str(path), "--to", "parquet", "-o", str(tmp_path / "e.parquet")])
    assert made.exit_code == 0
    assert polars.read_parquet(tmp_path / "e.parquet").height == frame.height


def test_from_the_command_line_what_is_left_out_is_told(path: Path, tmp_path: Path) -> None:
    made = CliRunner().invoke(cli, ["export", str(path), "--to", "acled", "-o", str(tmp_path / "a.csv")])
    assert "left out, which acled has no place for" in made.stderr
    assert made.stdout == ""
    assert (tmp_path / "a.csv").read_text().startswith("event_id_cnty,")
