"""ACLED-shaped: 31 columns, CSV; political violence, protest, and strategic developments, one deed a row.

Fatalities by ACLED's rule: where reports differ the most conservative figure, the dispute in `notes`; the wounded are
not counted.  `data/export/acled.tsv` says which type and mode is which event; others are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from onrecord.export import cells
from onrecord.export.order import ordered
from onrecord.model import Event, Party, Report
from onrecord.ontology import read_table

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
INTER = {
    "MIL": "State forces",
    "COP": "State forces",
    "GOV": "State forces",
    "SPY": "State forces",
    "REB": "Rebel group",
}
INTER |= {"PRM": "Political militia", "UAF": "Political militia", "CRM": "Political militia"}
CIVILIANS = frozenset({"CVL", "REF", "JRN", "MED", "EDU", "BUS", "AGR", "LAB", "REL", "SOC", "ELI"})


def acled(events: Iterable[Event], reports: Mapping[str, Report]) -> Iterator[str]:
    """The header, and a line for each deed that ACLED has a place for, in order of their days."""
    yield cells.line(COLUMNS)
    for event in ordered(events):
        if cells.deed(event) and kind(event):
            told = row(event, reports)
            yield cells.line([told.get(c, "") for c in COLUMNS])


@cache
def _kinds() -> dict[tuple[str, str, str], tuple[str, str, str]]:
    columns = ("type", "mode", "against", "disorder", "event", "sub_event")
    rows = read_table("export/acled.tsv", columns)
    return {(r["type"], r["mode"], r["against"]): (r["disorder"], r["event"], r["sub_event"]) for r in rows}


def kind(event: Event) -> tuple[str, str, str] | None:
    """Disorder, event and sub-event type; None for what ACLED does not hold."""
    against = "civilians" if _civilians(event.recipients) else ""
    keys = [(event.type, m, a) for m in (event.mode or "", "") for a in (against, "")]
    return next((_kinds()[k] for k in keys if k in _kinds()), None)


def _civilians(parties: Sequence[Party]) -> bool:
    return bool(parties) and all(_inter(p) == "Civilians" for p in parties)


def _inter(party: Party, protest: str = "") -> str:
    for sector in party.sectors:
        if sector in INTER:
            return INTER[sector]
        if sector in CIVILIANS:
            return protest or "Civilians"
    if party.country and not party.sectors:
        return "State forces"
    return protest or ("Civilians" if not party.country else "External/Other forces")


def row(event: Event, reports: Mapping[str, Report]) -> dict[str, str]:
    """An event as cells by column."""
    disorder, type, sub = kind(event) or ("", "", "")
    first, last = cells.span(event)
    where = cells.place(event)
    dead = cells.tolls(event, "killed")
    protest = {"Protests": "Protesters", "Riots": "Rioters"}.get(type, "")
    one = _inter(event.actors[0], protest) if event.actors else ""
    two = _inter(event.recipients[0]) if event.recipients else ""
    days = (last - first).days if first and last else None
    told = {
        "event_id_cnty": event.id,
        "event_date": str(first or ""),
        "year": str(first.year) if first else "",
        "time_precision": "" if days is None else "1" if days == 0 else "2" if days <= 7 else "3",
        "disorder_type": disorder,
        "event_type": type,
        "sub_event_type": sub,
        "actor1": event.actors[0].name if event.actors else "",
        "assoc_actor_1": cells.names(event.actors[1:]),
        "inter1": one,
        "actor2": event.recipients[0].name if event.recipients else "",
        "assoc_actor_2": cells.names(event.recipients[1:]),
        "inter2": two,
        "interaction": f"{one}-{two}" if one and two else f"{one} only" if one else "",
        "civilian_targeting": "Civilian targeting" if _civilians(event.recipients) and type != "Protests" else "",
        "source": "; ".join(cells.sources(event, reports)),
        "notes": _notes(event, reports),
        "fatalities": cells.number(min(dead)) if dead else "",
        "timestamp": str(event.last_published or ""),
    }
    if where:
        precision = {"point": "1", "city": "1", "town": "1", "district": "2", "region": "3", "country": "3"}
        told |= {
            "country": cells.country(where.country),
            "admin1": where.region or "",
            "location": where.name,
            "latitude": cells.number(where.lat),
            "longitude": cells.number(where.lon),
            "geo_precision": precision.get(where.precision, "3"),
        }
    return told


def _notes(event: Event, reports: Mapping[str, Report]) -> str:
    """The first sentence, and what reports dispute."""
    disputes = [f"{d.field.replace('figures:', '')}: {' or '.join(v.value for v in d.values)}" for d in event.disputes]
    told = cells.sentence(event, reports)
    return told + (f" [Reports differ on {'; '.join(disputes)}.]" if disputes else "")
