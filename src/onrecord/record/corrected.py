"""Claims as persons corrected them: a wrong type, status or party put right, and what tells no event left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, get_args

from onrecord import ontology
from onrecord.coding.actors import lookup
from onrecord.errors import InputError
from onrecord.model import Claim, Correctable, Correction, Party, Span
from onrecord.record.filters import known_status, known_type

FIELDS: tuple[Correctable, ...] = get_args(Correctable)


def checked(field: str, value: str | None) -> tuple[Correctable, str | None]:
    """A field and a value as they are kept.  Raises `InputError` for what no claim can have.

    >>> checked("type", "assault/aerial"), checked("event", "no")
    (('type', 'ASSAULT/aerial'), ('event', 'no'))
    """
    named = next((known for known in FIELDS if known == field), None)
    if named is None:
        raise InputError(f"no field {field!r} that can be corrected; there are: {', '.join(FIELDS)}")
    if value is None:
        return named, None
    value = " ".join(value.split())
    if field == "type":
        type, mode = known_type(value)
        value = f"{type}/{mode}" if mode else type
    elif field == "status":
        known_status(value)
    elif field == "event" and value != "no":
        raise InputError('an event is corrected by value="no" (it is none), or None to take that back')
    return named, value


def standing(corrections: Iterable[Correction]) -> dict[tuple[str, str], Correction]:
    """For each claim and field the correction that stands: the last of those that nobody took back."""
    latest: dict[tuple[str, str, str], Correction] = {}
    for one in corrections:
        latest.pop((one.claim, one.field, one.by), None)  # to the end, as the last
        latest[one.claim, one.field, one.by] = one
    return {(c.claim, c.field): c for c in latest.values() if c.value is not None}


def corrected(claims: Sequence[Claim], corrections: Sequence[Correction]) -> list[Claim]:
    """The claims with what persons put right; their ids stay, as do the words behind each field."""
    if not corrections:
        return list(claims)
    by_claim: dict[str, list[Correction]] = {}
    for (id, _), one in standing(corrections).items():
        by_claim.setdefault(id, []).append(one)
    found = []
    for claim in claims:
        mine = by_claim.get(claim.id, ())
        if not any(c.field == "event" for c in mine):
            found.append(_put_right(claim, mine) if mine else claim)
    return found


def _put_right(claim: Claim, corrections: Iterable[Correction]) -> Claim:
    changes: dict[str, Any] = {}
    for one in corrections:
        value = str(one.value)
        if one.field == "type":
            type, mode = known_type(value)
            changes |= {"type": type, "mode": mode}
            changes |= {"quad": ontology.quad(type), "score": ontology.score(type, mode)}
        elif one.field == "status":
            changes["status"] = value
        else:
            field = f"{one.field}s"
            changes[field] = _party(claim, field, value)
            evidence = {k: v for k, v in changes.get("evidence", claim.evidence).items() if k != field}
            spans = tuple(party.span for party in changes[field])
            changes["evidence"] = evidence | {field: spans} if spans else evidence
    return claim.model_copy(update=changes)


def _party(claim: Claim, field: str, name: str) -> tuple[Party, ...]:
    """The party of a name, at the words that stood for the one before it, or at those of the event."""
    if not name:
        return ()
    before: tuple[Party, ...] = getattr(claim, field)
    span, text = (before[0].span, before[0].text) if before else (_words(claim), claim.trigger)
    found = lookup(name, _day(claim))
    known = found._asdict() if found.known else {"name": name}
    kept = {k: known[k] for k in ("name", "country", "sectors", "actor_id", "office", "wikidata") if k in known}
    return (Party(span=span, text=text, **kept),)


def _words(claim: Claim) -> Span:
    return next(iter(claim.evidence.get("type", ())), claim.sentence)


def _day(claim: Claim) -> date | None:
    return claim.when.latest if claim.when else None


def in_words(one: Correction) -> str:
    """A correction in a line that a reporter can read.

    >>> in_words(Correction(claim="c0ffee1234", field="event", value="no", by="ada"))
    'c0ffee1 tells no event, says ada'
    """
    why = f": {one.why}" if one.why else ""
    claim = one.claim[:7]
    if one.value is None:
        return f"the {one.field} of {claim} is as onrecord read it again, says {one.by}{why}"
    if one.field == "event":
        return f"{claim} tells no event, says {one.by}{why}"
    return f"the {one.field} of {claim} is {one.value or 'nobody'}, says {one.by}{why}"
