"""CAMEO codes of PLOVER events, by the manual's crosswalk read backwards, for the formats of ICEWS and GDELT."""

from __future__ import annotations

from functools import cache

from onrecord.model import Event
from onrecord.ontology import read_table

SECTORS = {
    "COP": "COP", "GOV": "GOV", "JUD": "JUD", "LEG": "LEG", "MIL": "MIL", "PRM": "UAF", "REB": "REB", "SPY": "SPY",
    "UAF": "UAF", "AGR": "AGR", "BUS": "BUS", "CRM": "CRM", "CVL": "CVL", "EDU": "EDU", "ELI": "ELI", "JRN": "MED",
    "LAB": "LAB", "MED": "HLH", "REF": "REF", "OPP": "OPP",
}  # fmt: skip
"""CAMEO's role codes for PLOVER's sectors; those that CAMEO has not are left out."""


@cache
def _codes() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    rows = read_table("ontology/cameo.tsv", ("cameo", "type", "mode", "contexts"))
    for row in sorted(rows, key=lambda r: (bool(r["contexts"]), len(r["cameo"]), r["cameo"])):
        found.setdefault((row["type"], row["mode"]), row["cameo"])
    return found


def cameo(event: Event) -> str:
    """The plainest CAMEO code of the PLOVER type and mode of an event; that of the type where none has the mode.

    COOPERATE, which CAMEO 1.1 knows as material cooperation, is 06.
    """
    codes = _codes()
    code = codes.get((event.type, event.mode or "")) or codes.get((event.type, ""))
    return code or min(
        (c for (type, _), c in codes.items() if type == event.type), key=lambda c: (len(c), c), default=""
    )


def role(sectors: tuple[str, ...]) -> list[str]:
    """CAMEO's role codes, at most three."""
    return list(dict.fromkeys(SECTORS[s] for s in sectors if s in SECTORS))[:3]
