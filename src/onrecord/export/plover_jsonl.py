"""PLOVER JSON lines: one event a line, with the fields of the manual (draft 0.8).

What the scheme calls auxiliary modes carries the status: a plan has `future` among its modes, a fear
or a condition `hypothetical`, a denial `negation`, an old event `historical`; a line without one of
these is a deed.  Unknown fields are left out, but for `date`, which the scheme requires: it is null.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onrecord.export.order import first_report, ordered, published
from onrecord.model import Event, Figure, Party, PlaceMention, Report

AUXILIARY = {
    "planned": "future",
    "hypothetical": "hypothetical",
    "conditional": "hypothetical",
    "denied": "negation",
    "historical": "historical",
}
SIZES = {"killed": "dead", "injured": "injured", "arrested": "arrested"}
CODEBOOK = "PLOVER 0.8"


def plover(events: Iterable[Event], reports: Mapping[str, Report]) -> Iterator[str]:
    """One line of JSON for each event, in order of their days."""
    for event in ordered(events):
        yield json.dumps(record(event, reports), ensure_ascii=False, separators=(", ", ": ")) + "\n"


def record(event: Event, reports: Mapping[str, Report]) -> dict[str, Any]:
    """An event as a PLOVER record."""
    when = event.when
    first, last = (when.earliest, when.latest) if when else (None, None)
    told = {
        "id": event.id,
        "date": first.isoformat() if first else None,
        "enddate": last.isoformat() if last and last != first else None,
        "actor": [entity(p) for p in event.actors],
        "recipient": [entity(p) for p in event.recipients],
        "event": [event.type],
        "event_loc": place(event.places[0]) if event.places else None,
        "event_text": _quotes(event, "type", reports),
        "quad_code": event.quad,
        "event_scale": event.score,
        "mode": [m for m in (event.mode, AUXILIARY.get(event.status)) if m],
        "context": list(event.contexts),
        **_source(event, reports),
        "size": _size(event),
        "coder": _coder(),
        "comment": _comment(event),
    }
    kept = {name: value for name, value in told.items() if value not in (None, [], {}, "")}
    return {"id": event.id, "date": told["date"], "actor": told["actor"], **kept}


def entity(party: Party) -> dict[str, str]:
    """A party as a PLOVER entity."""
    told = {
        "code": party.country,
        "sector": " ".join(party.sectors),
        "entity_text": " ".join(party.text.split()),
        "identifier_id": party.wikidata,
        "identifier_text": party.name,
        "office": party.office,
    }
    return {name: value for name, value in told.items() if value}


def place(mention: PlaceMention) -> dict[str, Any]:
    """A place by its name, and what the gazetteer knows of it."""
    known = mention.place
    told = {
        "text": " ".join(mention.text.split()),
        "name": known.name if known else None,
        "geonames_id": known.geonames_id if known else None,
        "country": known.country if known else None,
        "latitude": known.lat if known else None,
        "longitude": known.lon if known else None,
    }
    return {name: value for name, value in told.items() if value not in (None, "")}


def _quotes(event: Event, field: str, reports: Mapping[str, Report]) -> list[str]:
    """The different words that carry a field."""
    cited = event.evidence.get(field, ())
    words = (" ".join(c.span.of(reports[c.report].text).split()) for c in cited if c.report in reports)
    return list(dict.fromkeys(w for w in words if w))


def _source(event: Event, reports: Mapping[str, Report]) -> dict[str, Any]:
    """The first report: the sentence that tells the event, where it stands, and how to cite it."""
    report = first_report(event, reports)
    if not report:
        return {}
    day = published(report)
    cite = {
        "url": report.url,
        "title": report.title,
        "language": report.language,
        "publication": report.source,
        "codebook": CODEBOOK,
        "version": day.isoformat() if day else None,
    }
    told: dict[str, Any] = {"cite_info": {name: value for name, value in cite.items() if value}}
    if sentence := next((c for c in event.evidence.get("sentence", ()) if c.report == report.id), None):
        told["text"] = sentence.span.of(report.text)
        told["text_info"] = {"start": sentence.span.start, "end": sentence.span.end}
    return told


def _size(event: Event) -> dict[str, float]:
    """The dead, injured and arrested where the number is exact and undisputed."""
    disputed = {d.field for d in event.disputes}
    return {
        SIZES[f.what]: _whole(f)
        for f in event.figures
        if f.what in SIZES and f.relation == "exactly" and f.low is not None and f"figures:{f.what}" not in disputed
    }


def _whole(figure: Figure) -> float:
    low = figure.low or 0.0
    return int(low) if float(low).is_integer() else low


def _comment(event: Event) -> str:
    """What has no field of its own: disputes, and how many independent origins tell the event."""
    origins = len(event.origins)
    told = [f"status: {event.status}", f"{origins} independent origin{'' if origins == 1 else 's'}"]
    told += [f"disputed {d.field}: {' / '.join(v.value for v in d.values)}" for d in event.disputes]
    return "; ".join(told)


def _coder() -> str:
    from onrecord import __version__

    return f"onrecord {__version__}"
