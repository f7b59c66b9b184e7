"""GDELT 2.0: Events (61 columns) and Mentions (16), parted by tabs, without a header.

One row a deed in Events, its first actor and recipient; one row a claim of it in Mentions.  An event is counted once,
however many reports tell it: `NumMentions` counts claims, `NumSources` independent origins, `NumArticles` reports.
Cells that GDELT fills and we do not know (ethnic and religious codes, tone, FIPS codes) stay empty.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from onrecord.export import cells
from onrecord.export.cameo import cameo, role
from onrecord.export.order import first_report, ordered, published
from onrecord.model import Citation, Event, Party, Place, Report

ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENTS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{c}" for c in ACTOR), *(f"Actor2{c}" for c in ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{who}Geo_{c}" for who in ("Actor1", "Actor2", "Action") for c in GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTIONS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
    "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip


def gdelt_events(events: Iterable[Event], reports: Mapping[str, Report]) -> Iterator[str]:
    """A line for each deed in order of their days."""
    for event in ordered(events):
        if cells.deed(event):
            told = row(event, reports)
            yield cells.line([told.get(c, "") for c in EVENTS], delimiter="\t", quoting=False)


def gdelt_mentions(events: Iterable[Event], reports: Mapping[str, Report]) -> Iterator[str]:
    """A line for each sentence that tells a deed."""
    for event in ordered(events):
        if cells.deed(event):
            for told in mentions(event, reports):
                yield cells.line([told.get(c, "") for c in MENTIONS], delimiter="\t", quoting=False)


def number(event: Event) -> str:
    """The id of an event as the whole number that GDELT wants."""
    return str(int(hashlib.sha256(event.id.encode()).hexdigest()[:15], 16))


def row(event: Event, reports: Mapping[str, Report]) -> dict[str, str]:
    """An event as cells by column."""
    day, code, report = cells.day(event), cameo(event), first_report(event, reports)
    told = {
        "GLOBALEVENTID": number(event),
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": str(event.quad),
        "GoldsteinScale": cells.number(event.score),
        "NumMentions": str(len(event.claims)),
        "NumSources": str(len(event.origins)),
        "NumArticles": str(len(event.reports)),
        "DATEADDED": _moment(event.first_published),
        "SOURCEURL": (report.url or report.source or "") if report else "",
        **_actor("Actor1", event.actors),
        **_actor("Actor2", event.recipients),
        **_geo("ActionGeo_", cells.place(event)),
    }
    if day:
        fraction = day.year + (day.month * 30 + day.day) / 365
        told |= {
            "SQLDATE": f"{day:%Y%m%d}",
            "MonthYear": f"{day:%Y%m}",
            "Year": f"{day:%Y}",
            "FractionDate": f"{fraction:.4f}",
        }
    return told


def mentions(event: Event, reports: Mapping[str, Report]) -> Iterator[dict[str, str]]:
    """The sentences that tell an event, as cells by column."""
    for sentence in event.evidence.get("sentence", ()):
        report = reports.get(sentence.report)
        if report is None:
            continue
        yield {
            "GLOBALEVENTID": number(event),
            "EventTimeDate": _moment(cells.day(event)),
            "MentionTimeDate": _moment(published(report)),
            "MentionType": "1" if report.url else "",
            "MentionSourceName": report.source or "",
            "MentionIdentifier": report.url or report.id,
            "Actor1CharOffset": _offset(event.evidence.get("actors", ()), sentence),
            "Actor2CharOffset": _offset(event.evidence.get("recipients", ()), sentence),
            "ActionCharOffset": _offset(event.evidence.get("type", ()), sentence),
            "InRawText": "1",
            "Confidence": str(round(event.confidence * 10) * 10),
            "MentionDocLen": str(len(report.text)),
        }


def _offset(cited: Sequence[Citation], sentence: Citation) -> str:
    """Where in its report the first words stand that carry a field in a sentence."""
    inside = [
        c.span.start
        for c in cited
        if c.report == sentence.report and sentence.span.start <= c.span.start < sentence.span.end
    ]
    return str(min(inside)) if inside else ""


def _actor(who: str, parties: tuple[Party, ...]) -> dict[str, str]:
    if not parties:
        return {}
    first = parties[0]
    roles = role(first.sectors)
    country = first.country if cells.country(first.country) else ""
    types = {f"{who}Type{n}Code": code for n, code in enumerate(roles, 1)}
    group = {f"{who}KnownGroupCode": first.country} if first.country and not country else {}
    return {
        f"{who}Code": (first.country or "") + "".join(roles[:1]),
        f"{who}Name": first.name.upper(),
        f"{who}CountryCode": country or "",
        **group,
        **types,
    }


def _geo(prefix: str, where: Place | None) -> dict[str, str]:
    if where is None:
        return {}
    kind = {"country": "1", "region": "5", "district": "5"}.get(where.precision, "4")
    named = ", ".join(filter(None, (where.name, cells.country(where.country) if kind != "1" else "")))
    return {
        f"{prefix}Type": kind,
        f"{prefix}FullName": named,
        f"{prefix}Lat": cells.number(where.lat),
        f"{prefix}Long": cells.number(where.lon),
        f"{prefix}FeatureID": str(where.geonames_id or ""),
    }


def _moment(day: date | None) -> str:
    return f"{day:%Y%m%d}000000" if day else ""
