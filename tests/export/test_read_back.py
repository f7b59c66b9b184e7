"""Each format in the hands of the library that people load it with: rows, columns, types, tags.

GeoPandas is no part of the lock (docs/dependencies.md): where it is missing, its tests are skipped and say so.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import networkx
import polars
import pytest

from onrecord import Record
from onrecord.export import FORMATS, export, holds
from onrecord.export.flat_csv import COLUMNS as FLAT
from onrecord.export.hxl_csv import COLUMNS as HXL
from onrecord.model import Citation, Event, Figure, Party, Place, PlaceMention, Report, Span, When

TOLD = [
    ("2024-06-03", "Wire", "Rebels shelled a mill in Gao on Sunday and killed four people, the army of Mali said."),
    ("2024-06-04", "Post", "Norway praised Mali on Monday. About 3,000 people marched in Bamako on Sunday."),
    (
        "2024-06-05",
        "Post",
        "Kenya plans to send aid to Mali. Chad denied on Tuesday that its troops had attacked Mali.",
    ),
]
TABBED = ("polecat", "icews", "gdelt-events", "gdelt-mentions")
HEADLESS = ("gdelt-events", "gdelt-mentions")
TABLES = (*TABBED, "acled", "ucdp", "csv")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with Record(tmp_path_factory.mktemp("back") / "crisis.db") as record:
        record.add([Report(text=x, source=s, stated=date.fromisoformat(d)) for d, s, x in TOLD])
        yield record


@pytest.fixture(scope="module")
def pandas() -> ModuleType:
    return pytest.importorskip("pandas", reason="pandas is not installed: pip install pandas")


@pytest.fixture(scope="module")
def hxl() -> ModuleType:
    return pytest.importorskip("hxl", reason="libhxl is not installed: pip install libhxl six")


@pytest.fixture(scope="module")
def geopandas() -> ModuleType:
    return pytest.importorskip("geopandas", reason="GeoPandas is not installed: pip install geopandas")


def written(record: Record, format: str) -> bytes:
    return "".join(record.export(format)).encode()


def number_of(record: Record, format: str) -> int:
    """Rows that a format should have: mentions one for each sentence of a deed, the others one for each event."""
    held = [e for e in record.events() if holds(e, format)]
    return sum(len(e.evidence["sentence"]) for e in held) if format == "gdelt-mentions" else len(held)


# --- tables in pandas and Polars -----------------------------------------------------------------


@pytest.mark.parametrize("format", TABLES)
def test_pandas_and_polars_read_the_same_rows(format: str, record: Record, pandas: ModuleType) -> None:
    text, tab, head = written(record, format), "\t" if format in TABBED else ",", format not in HEADLESS
    one = pandas.read_csv(io.BytesIO(text), sep=tab, header=0 if head else None)
    two = polars.read_csv(io.BytesIO(text), separator=tab, has_header=head)
    assert one.shape == two.shape
    assert len(one) == number_of(record, format) > 0


def test_types_of_the_csv(record: Record, pandas: ModuleType) -> None:
    days = ["first_day", "last_day", "first_published", "last_published"]
    frame = pandas.read_csv(io.BytesIO(written(record, "csv")), parse_dates=days)
    assert list(frame.columns) == list(FLAT)
    kinds = pandas.api.types
    assert all(kinds.is_datetime64_any_dtype(frame[c]) for c in days)
    assert all(kinds.is_integer_dtype(frame[c]) for c in ("reports", "origins"))
    assert all(kinds.is_float_dtype(frame[c]) for c in ("score", "latitude", "longitude", "confidence"))
    (mill,) = frame[(frame.type == "ASSAULT") & (frame.status == "happened")].itertuples()
    assert (mill.place, mill.country, mill.first_day.date()) == ("Gao", "MLI", date(2024, 6, 2))


def test_types_of_the_parquet_file(record: Record, tmp_path: Path) -> None:
    frame = record.frame("events")
    frame.write_parquet(tmp_path / "e.parquet")
    back = polars.read_parquet(tmp_path / "e.parquet")
    assert back.equals(frame)
    assert back.height == len(record.events())
    assert back.schema["first_day"] == polars.Date
    assert back.schema["geonames_id"] == polars.Int64
    assert back.schema["actors"] == polars.List(polars.String)


def test_codes_that_begin_with_nought_ask_to_be_read_as_text(record: Record, pandas: ModuleType) -> None:
    """What docs/export.md tells: without `dtype`, pandas makes 057 of CAMEO 57."""
    text = written(record, "icews")
    frame = pandas.read_csv(io.BytesIO(text), sep="\t", dtype={"CAMEO Code": str})
    assert any(code.startswith("0") for code in frame["CAMEO Code"])
    assert frame["CAMEO Code"].str.fullmatch(r"\d{2,4}").all()


# --- HXL -----------------------------------------------------------------------------------------


def test_hxl_tags_and_rows(record: Record, hxl: ModuleType) -> None:
    source = hxl.data(io.BytesIO(written(record, "hxl")))
    assert source.tags == [tags.split()[0] for tags in HXL.values()]
    assert source.headers == list(HXL)
    rows = list(source)
    assert len(rows) == number_of(record, "hxl")
    (mill,) = [row for row in rows if row.get("#affected+killed")]
    assert (mill.get("#affected+killed"), mill.get("#loc+name"), mill.get("#country+code")) == ("4", "Gao", "MLI")


def test_hxl_holds_by_the_standard_schema(record: Record, hxl: ModuleType) -> None:
    """Tags that want dates and numbers have them."""
    checked = hxl.validate(io.BytesIO(written(record, "hxl")))
    assert checked["is_valid"], checked["issues"]


def test_hxl_filters_work_on_it(record: Record, hxl: ModuleType) -> None:
    source = hxl.data(io.BytesIO(written(record, "hxl")))
    deadly = list(source.with_rows("#affected+killed > 0"))
    assert [row.get("#event+type") for row in deadly] == ["ASSAULT"]


def test_money_is_a_value_with_its_currency_and_trucks_are_items(hxl: ModuleType) -> None:
    span = Span(start=0, end=2)
    figures = (
        Figure(what="sum", unit="USD", low=5e6, high=5e6, span=span, text="$5 million"),
        Figure(what="trucks", low=14, high=14, span=span, text="14 trucks"),
    )
    event, reports = made("Norway", figures=figures)
    (row,) = hxl.data(io.BytesIO("".join(export([event], reports, format="hxl")).encode()))
    assert (row.get("#value"), row.get("#currency")) == ("5000000", "USD")
    assert (row.get("#item+name"), row.get("#item+num")) == ("trucks", "14")


# --- GeoJSON and GraphML -------------------------------------------------------------------------


def test_geojson_in_geopandas(record: Record, geopandas: ModuleType) -> None:
    frame = geopandas.read_file(io.BytesIO(written(record, "geojson")))
    assert len(frame) == len(record.events())
    assert frame.crs == "EPSG:4326"
    assert {*FLAT} - {"event", "latitude", "longitude"} | {"id", "geometry"} == {*frame.columns}
    (mill,) = frame[(frame["type"] == "ASSAULT") & (frame["status"] == "happened")].itertuples()
    assert (round(mill.geometry.x), round(mill.geometry.y)) == (0, 16)
    assert mill.first_day.date() == date(2024, 6, 2)
    assert frame.origins.dtype.kind == "i"
    assert frame.geometry.isna().any()


def test_geojson_of_no_event_is_an_empty_frame(geopandas: ModuleType) -> None:
    assert len(geopandas.read_file(io.BytesIO("".join(export([], {}, format="geojson")).encode()))) == 0


def test_graphml_in_networkx(record: Record) -> None:
    graph = networkx.parse_graphml(written(record, "graphml").decode(), force_multigraph=True)
    told = [e for e in record.events() if holds(e, "graphml")]
    edges = [data for _, _, data in graph.edges(data=True)]
    assert {e["event"] for e in edges} == {e.id for e in told}
    assert edges
    assert all(isinstance(e["score"], float) and isinstance(e["quad"], int) for e in edges)
    assert all(data.get("name") for _, data in graph.nodes(data=True))


# --- words that break files ----------------------------------------------------------------------


def made(name: str, **more: Any) -> tuple[Event, dict[str, Report]]:
    """An event in Gao by a party of that name, with its report."""
    report = Report(text="It rained\x1b in Gao.", source='The "Daily"\r\nPost', title="a\rb")
    span = Span(start=0, end=2)
    gao = Place(name="Gao", country="MLI", lat=16.27, lon=-0.04, precision="city")
    event = Event(
        id="e1", type="ASSAULT", quad=4, score=-9.0, status="happened", trigger="rained", topic=name,
        actors=(Party(span=span, text=name, name=name),),
        recipients=(Party(span=span, text="Mali", name="Mali", country="MLI"),),
        places=(PlaceMention(span=span, text="Gao", place=gao),),
        when=When(earliest=date(2024, 6, 2), latest=date(2024, 6, 2)),
        claims=("c1",), origins=("o1",), reports=(report.id,),
        evidence={"sentence": (Citation(report=report.id, span=Span(start=0, end=len(report.text))),)},
        **({"figures": (Figure(what="killed", low=4, high=4, span=span, text="four"),)} | more),
    )  # fmt: skip
    return event, {report.id: report}


AWKWARD = [
    '"Lions" of Gao',
    '"Lions of Gao',
    "a\rb",
    "a\r\nb",
    "x\x1by",
    "\x0c",
    "\ufffe",
    "a\tb",
    "NA",
    "<&>",
    "é\u2028b",
]


@pytest.mark.parametrize("name", AWKWARD, ids=ascii)
@pytest.mark.parametrize("format", sorted(FORMATS))
def test_no_name_breaks_a_file(format: str, name: str, pandas: ModuleType, hxl: ModuleType) -> None:
    """Three such events are three rows for all; the name comes back, but for blanks, quotes and what no XML holds."""
    event, reports = made(name)
    events = [event.model_copy(update={"id": f"e{n}"}) for n in range(3)]
    text = "".join(export(events, reports, format=format))
    back = READERS.get(format, _table)(text, format, pandas, hxl)
    assert len(back) == 3
    if format in ("csv", "hxl", "acled", "polecat", "icews", "geojson", "graphml"):
        assert {_plain(n) for n in back} == {_plain(name)}


def _plain(name: str) -> str:
    kept = "".join("\ufffd" if c in "\x1b\x0c\ufffe\ufffd" else c for c in name)
    return " ".join(kept.replace('"', "'").split()) or "\ufffd"


def _table(text: str, format: str, pandas: ModuleType, _: ModuleType) -> list[str]:
    tab, head = "\t" if format in TABBED else ",", format not in HEADLESS
    options = {"sep": tab, "header": 0 if head else None, "dtype": str, "keep_default_na": False}
    frame = pandas.read_csv(io.BytesIO(text.encode()), **options)
    assert len(polars.read_csv(text.encode(), separator=tab, has_header=head, infer_schema=False)) == len(frame)
    column = {"csv": "actors", "acled": "actor1", "polecat": "Actor Name", "icews": "Source Name"}.get(format)
    return list(frame[column or frame.columns[0]])


def _hxl(text: str, _: str, __: ModuleType, hxl: ModuleType) -> list[str]:
    return [row.get("#org+actor") for row in hxl.data(io.BytesIO(text.encode()))]


def _lines(text: str, _: str, pandas: ModuleType, __: ModuleType) -> list[str]:
    return list(pandas.read_json(io.StringIO(text), lines=True)["id"])


def _features(text: str, *_: Any) -> list[str]:
    return list(polars.read_json(text.encode())["features"][0].struct.field("properties").struct.field("actors"))


def _edges(text: str, *_: Any) -> list[str]:
    graph = networkx.parse_graphml(text, force_multigraph=True)
    return [graph.nodes[a]["name"] for a, _, _ in graph.edges]


READERS: dict[str, Callable[..., list[str]]] = {
    "hxl": _hxl,
    "plover": _lines,
    "geojson": _features,
    "graphml": _edges,
}
