"""The columns of each export, in order."""

from __future__ import annotations

import json
import re
from datetime import date
from importlib import import_module

from docs.writing.markdown import FROM, contents, fenced, prose, table
from onrecord.export import (
    FORMATS,
    acled_csv,
    flat_csv,
    gdelt,
    hxl_csv,
    icews_tsv,
    plover_jsonl,
    polecat_tsv,
    ucdp_csv,
)
from onrecord.export.geojson import feature
from onrecord.export.graphml import HEAD
from onrecord.model import Citation, Event, Figure, Party, Place, PlaceMention, Report, Span, When
from onrecord.record import frames

HOMES = {
    "polecat": (polecat_tsv, polecat_tsv.COLUMNS),
    "icews": (icews_tsv, icews_tsv.COLUMNS),
    "gdelt-events": (gdelt, gdelt.EVENTS),
    "gdelt-mentions": (gdelt, gdelt.MENTIONS),
    "acled": (acled_csv, acled_csv.COLUMNS),
    "ucdp": (ucdp_csv, ucdp_csv.COLUMNS),
    "csv": (flat_csv, flat_csv.COLUMNS),
}

KINDS = ("events", "claims", "reports", "figures")


def page() -> str:
    """The page of the formats."""
    parts = [
        "# Reference: exports and their columns\n",
        FROM
        + " What each format can carry, and how it is read, is in [export](../export.md). An unknown cell is empty.\n",
        contents([*FORMATS, "parquet", "frames"]),
    ]
    for format in FORMATS:
        parts.append(f"## {format}\n")
        parts.extend(_format(format))
    parts += ["## parquet\n", 'The frame of events, as `record.frame("events")`.\n', "## frames\n"]
    parts.append("`record.frame(kind)`: a Polars frame.\n")
    parts.append(table(("kind", "columns"), ((f"`{k}`", _typed(k)) for k in KINDS)))
    return "\n".join(parts)


def _format(format: str) -> list[str]:
    if format == "hxl":
        return [prose(hxl_csv), table(("column", "hashtag"), ((c, f"`{tag}`") for c, tag in hxl_csv.COLUMNS.items()))]
    if format == "geojson":
        event, reports = full()
        properties = feature(event, reports)["properties"]
        return [_about("geojson"), table(("property", "type"), ((f"`{p}`", _kind(v)) for p, v in properties.items()))]
    if format == "graphml":
        keys = re.findall(r'for="(\w+)" attr.name="(\w+)" attr.type="(\w+)"', HEAD)
        return [_about("graphml"), table(("of", "key", "type"), keys)]
    if format == "plover":
        event, reports = full()
        told = plover_jsonl.record(event, reports)
        return [
            prose(plover_jsonl),
            table(("key", "as in"), ((f"`{k}`", f"`{json.dumps(v)}`") for k, v in told.items())),
        ]
    home, columns = HOMES[format]
    return [prose(home), fenced(_wrapped(columns))]


def _about(module: str) -> str:
    """What the module of a format says; two of them bear the name of their function, which hides them."""
    return prose(import_module(f"onrecord.export.{module}"))


def _wrapped(columns: tuple[str, ...]) -> str:
    """Columns with their numbers, five a line."""
    return "\n".join(
        ", ".join(f"{n} {c}" for n, c in enumerate(columns[i : i + 5], i + 1)) for i in range(0, len(columns), 5)
    )


def _kind(value: object) -> str:
    return {int: "whole number", float: "number"}.get(type(value), "text")


def _typed(kind: str) -> str:
    """The columns of a frame with their types; the schema is the same for an empty one."""
    return ", ".join(f"`{name}` {type}" for name, type in frames.frame(kind, []).schema.items())


def full() -> tuple[Event, dict[str, Report]]:
    """An invented event of which everything is known, for formats that leave out what is not."""
    text = "Rebels shelled a mill in Gao on Sunday and killed four people, the army of Mali said."
    report = Report(text=text, source="Wire", title="Mill shelled", stated=date(2024, 6, 3), published=date(2024, 6, 3))

    def at(words: str) -> Span:
        return Span(start=text.index(words), end=text.index(words) + len(words))

    def cited(words: str) -> tuple[Citation, ...]:
        return (Citation(report=report.id, span=at(words)),)

    gao = Place(name="Gao", geonames_id=2457161, country="MLI", region="Gao", lat=16.27, lon=-0.04, precision="city")
    event = Event(
        id="e0123456789abcdef", type="ASSAULT", mode="artillery", contexts=("military",), quad=4, score=-9.0,
        status="happened", trigger="shelled", topic="mill", manner="public",
        actors=(Party(span=at("Rebels"), text="Rebels", name="Rebels", sectors=("REB",), office="captain"),),
        recipients=(Party(span=at("a mill"), text="a mill", name="mill", country="MLI", sectors=("BUS",)),),
        places=(PlaceMention(span=at("Gao"), text="Gao", place=gao),),
        when=When(earliest=date(2024, 6, 1), latest=date(2024, 6, 2), precision="range"),
        figures=(Figure(what="killed", low=4, high=4, span=at("four"), text="four people"),),
        said_by=Party(span=at("the army of Mali"), text="the army of Mali", name="army of Mali", country="MLI"),
        evidence={"sentence": cited(text), "type": cited("shelled")},
        claims=("c1",), origins=("o1",), reports=(report.id,), first_published=date(2024, 6, 3),
        last_published=date(2024, 6, 3),
    )  # fmt: skip
    return event, {report.id: report}
