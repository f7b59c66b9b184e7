"""Dated reports in, one sourced record of events out.

    >>> import onrecord
    >>> onrecord.__version__
    '0.1.0'

The names below are loaded when they are first used, so that importing costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.errors import OnRecordError
    from onrecord.model import (
        Actor,
        Added,
        Citation,
        Claim,
        Coded,
        Condition,
        Correction,
        Dispute,
        Doubt,
        Event,
        Figure,
        Name,
        Party,
        Place,
        PlaceMention,
        Quote,
        Reading,
        Report,
        Sentence,
        Skipped,
        Span,
        Story,
        Time,
        Token,
        Value,
        Verdict,
        When,
    )
    from onrecord.pipeline import (
        code,
        duplicates,
        group,
        places,
        quotes,
        read,
        read_reports,
        relate,
        times,
    )
    from onrecord.record import Explanation, Record

__version__ = "0.1.0"

_NOUNS = (
    "Actor Added Citation Claim Coded Condition Correction Dispute Doubt Event Figure Name Party Place PlaceMention "
    "Quote Reading Report Sentence Skipped Span Story Time Token Value Verdict When"
)
_VERBS = "code duplicates group places quotes read read_reports relate times"

_HOMES = {
    **dict.fromkeys(_NOUNS.split(), "onrecord.model"),
    **dict.fromkeys(_VERBS.split(), "onrecord.pipeline"),
    "Record": "onrecord.record",
    "Explanation": "onrecord.record",
    "OnRecordError": "onrecord.errors",
}

__all__ = [
    "Actor",
    "Added",
    "Citation",
    "Claim",
    "Coded",
    "Condition",
    "Correction",
    "Dispute",
    "Doubt",
    "Event",
    "Explanation",
    "Figure",
    "Name",
    "OnRecordError",
    "Party",
    "Place",
    "PlaceMention",
    "Quote",
    "Reading",
    "Record",
    "Report",
    "Sentence",
    "Skipped",
    "Span",
    "Story",
    "Time",
    "Token",
    "Value",
    "Verdict",
    "When",
    "code",
    "duplicates",
    "group",
    "places",
    "quotes",
    "read",
    "read_reports",
    "relate",
    "times",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    found = getattr(import_module(home), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
