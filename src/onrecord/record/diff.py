"""What was learnt, corrected and contradicted between two days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from onrecord.model import DEEDS, Condition, Dispute, Doubt, Event, Noun
from onrecord.record.explanation import headline

PLAIN = frozenset({"topic", "manner"})
"""Fields of words: another wording is no news."""


class Change(Noun):
    """One field of an event, or of a condition, as it stood before and as it stands.

    `field` is "status", "type", "when", "places", "actors", "recipients", "figures:killed" ..., "joined" (events that
    proved one) or "parted" (one that proved several); `event` is the id of the event as it stands (of the condition,
    for "state"); `reports` are those that brought the change.
    """

    event: str
    headline: str
    field: str
    before: str
    after: str
    reports: tuple[str, ...] = ()


class Diff(Noun):
    """What a record told at the end of `until` and did not at the end of `since`.

    `learnt`: events of which nothing was known.  `confirmed`: events of which more independent origins tell what is
    shown (a denial confirms no deed, nor a deed a plan).  `revised`: figures that changed.  `corrected`: other fields
    that changed.  `contradicted`: fields in which values now contradict one another, those of events just learnt
    too.  `settled`: fields in which they no longer do.  `conditions`: those whose state changed.  `doubted`: dates
    newly doubted, or dated better.
    """

    since: date
    until: date
    learnt: tuple[Event, ...] = ()
    confirmed: tuple[Change, ...] = ()
    revised: tuple[Change, ...] = ()
    corrected: tuple[Change, ...] = ()
    contradicted: tuple[Change, ...] = ()
    settled: tuple[Change, ...] = ()
    conditions: tuple[Change, ...] = ()
    doubted: tuple[Doubt, ...] = ()

    def changes(self) -> Iterator[tuple[str, Change]]:
        """All changes, each with the name of its list."""
        for name in ("revised", "corrected", "contradicted", "settled", "confirmed", "conditions"):
            yield from ((name, change) for change in getattr(self, name))


def diff(since: date, until: date, before: Sequence[Event], after: Sequence[Event]) -> Diff:
    """The difference between the events as known on two days; events are one where they share claims.

    Conditions and doubts are not in it, see `conditions_changed` and `newly_doubted`.
    """
    home = {claim: event for event in before for claim in event.claims}
    found: dict[str, list[Change]] = defaultdict(list)
    learnt = []
    for event in after:
        was = {home[c].id: home[c] for c in event.claims if c in home}
        if not was:
            learnt.append(event)
            found["contradicted"] += (_change(None, event, f.field, "", _said(f)) for f in event.disputes)
            continue
        old = max(was.values(), key=lambda e: (len(set(e.claims) & set(event.claims)), e.id))
        for kind, change in _changes(old, event):
            found[kind].append(change)
        if len(was) > 1:
            titles = " | ".join(headline(e) for e in sorted(was.values(), key=lambda e: e.id))
            found["corrected"].append(_change(old, event, "joined", titles, headline(event)))
    found["corrected"] += _parted(before, after)
    return Diff(since=since, until=until, learnt=tuple(learnt), **{k: tuple(v) for k, v in found.items()})


def _parted(before: Iterable[Event], after: Iterable[Event]) -> Iterator[Change]:
    """The events that proved several."""
    home = {claim: event for event in after for claim in event.claims}
    for event in before:
        now = {home[c].id: home[c] for c in event.claims if c in home}
        if len(now) > 1:
            parts = sorted(now.values(), key=lambda e: e.id)
            yield _change(event, parts[0], "parted", headline(event), " | ".join(headline(e) for e in parts))


def _changes(old: Event, new: Event) -> Iterator[tuple[str, Change]]:
    """What differs between an event as it was and as it is."""
    if old.status != new.status:
        yield "corrected", _change(old, new, "status", old.status, new.status)
    was, now = _fields(old), _fields(new)
    for name, field in now.items():
        before = was.get(name)
        if name != "status" and name not in PLAIN and (shown := _shown(before)) != (shows := _shown(field)):
            kind = "revised" if before and name.startswith("figures") else "corrected"
            yield kind, _change(old, new, name, shown, shows)
        quarrels = [bool(f and f.agreement == "contradict") for f in (before, field)]
        if quarrels[0] != quarrels[1]:
            yield "contradicted" if quarrels[1] else "settled", _change(old, new, name, _said(before), _said(field))
    if _side(old) == _side(new) and len(_tellers(new)) > len(_tellers(old)):
        yield "confirmed", _change(old, new, "origins", str(len(_tellers(old))), str(len(_tellers(new))))


def _shown(field: Dispute | None) -> str:
    """The value that is shown; "" where the field was not told."""
    return field.values[0].value if field else ""


def _said(field: Dispute | None) -> str:
    """All values, the one shown first."""
    return " | ".join(v.value for v in field.values) if field else ""


def _side(event: Event, status: str | None = None) -> str:
    """What a status says of an event: that it is a deed, that it was none, or what may yet come."""
    status = status or event.status
    return "deed" if status in DEEDS else "denied" if status == "denied" else "ahead"


def _tellers(event: Event) -> set[str]:
    """The origins that tell of an event what is shown of it."""
    told = _fields(event).get("status")
    if told is None:
        return set(event.origins)
    return {o for v in told.values if _side(event, v.value) == _side(event) for o in v.origins}


def _fields(event: Event) -> Mapping[str, Dispute]:
    return {field.field: field for field in event.fields}


def _change(old: Event | None, new: Event, field: str, before: str, after: str) -> Change:
    reports = tuple(r for r in new.reports if old is None or r not in old.reports)
    return Change(event=new.id, headline=headline(new), field=field, before=before, after=after, reports=reports)


def conditions_changed(before: Iterable[Condition], after: Iterable[Condition]) -> tuple[Change, ...]:
    """The conditions that are new, or whose state changed."""
    was = {c.id: c.state for c in before}
    return tuple(
        Change(
            event=c.id,
            headline=f"{c.consequence}, {c.trigger}",
            field="state",
            before=was.get(c.id, ""),
            after=c.state + (f": {c.reason}" if c.reason else ""),
            reports=(c.report,),
        )
        for c in after
        if was.get(c.id) != c.state
    )


def newly_doubted(before: Iterable[Doubt], after: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """The doubts that are new, or whose better day is."""
    was = {(d.report, d.field, d.better) for d in before}
    return tuple(d for d in after if (d.report, d.field, d.better) not in was)
