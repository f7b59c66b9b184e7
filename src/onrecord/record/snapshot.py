"""A record frozen under a hash that can be cited, and what has changed since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from pydantic import Field, ValidationError

from onrecord.errors import MalformedInput, MissingInput
from onrecord.model import Condition, Event, Noun, Report

MADE_BY = "onrecord snapshot 1"


class Snapshot(Noun):
    """What a record told on a day: how much, a hash of the whole, and one of each report and event.

    `digest` is the SHA-256 of all of it; two records of the same reports, rulings and version have the same one, in
    whatever order the reports were added.
    """

    made_by: str = MADE_BY
    as_of: date | None
    version: str
    coder: str
    digest: str
    reports: tuple[str, ...]
    events: Mapping[str, str] = Field(default_factory=dict)
    conditions: Mapping[str, str] = Field(default_factory=dict)

    def summary(self) -> str:
        """The snapshot in a line that can be cited.

        >>> Snapshot(as_of=None, version="1.0", coder="c", digest="ab12", reports=("r1",)).summary()
        'onrecord 1.0 (c), 1 report, 0 events, 0 conditions, sha256:ab12'
        """
        day = f", as of {self.as_of}" if self.as_of else ""
        counts = (
            f"{len(things)} {noun}" + ("" if len(things) == 1 else "s")
            for things, noun in ((self.reports, "report"), (self.events, "event"), (self.conditions, "condition"))
        )
        return f"onrecord {self.version} ({self.coder}){day}, {', '.join(counts)}, sha256:{self.digest}"


class Verified(Noun):
    """How a record differs from a snapshot of it; the same if all lists are empty and the versions are."""

    same: bool
    version: tuple[str, str] | None = None
    reports_missing: tuple[str, ...] = ()
    reports_added: tuple[str, ...] = ()
    events_missing: tuple[str, ...] = ()
    events_added: tuple[str, ...] = ()
    events_changed: tuple[str, ...] = ()
    conditions_changed: tuple[str, ...] = ()


def freeze(
    reports: Iterable[Report],
    events: Iterable[Event],
    conditions: Iterable[Condition],
    *,
    as_of: date | None,
    version: str,
    coder: str,
) -> Snapshot:
    """The snapshot of what a record tells."""
    ids = tuple(sorted(r.id for r in reports))
    told = {e.id: _digest(e.model_dump_json(exclude_defaults=True)) for e in sorted(events, key=lambda e: e.id)}
    ifs = {c.id: _digest(c.model_dump_json(exclude_defaults=True)) for c in sorted(conditions, key=lambda c: c.id)}
    whole = "\n".join((*ids, *(f"{k} {v}" for k, v in told.items()), *(f"{k} {v}" for k, v in ifs.items())))
    return Snapshot(
        as_of=as_of,
        version=version,
        coder=coder,
        digest=hashlib.sha256(whole.encode()).hexdigest(),
        reports=ids,
        events=told,
        conditions=ifs,
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def verify(then: Snapshot, now: Snapshot) -> Verified:
    """How a record as it is differs from a snapshot."""
    versions = (f"{then.version} ({then.coder})", f"{now.version} ({now.coder})")
    return Verified(
        same=then.digest == now.digest,
        version=versions if versions[0] != versions[1] else None,
        reports_missing=_only(then.reports, now.reports),
        reports_added=_only(now.reports, then.reports),
        events_missing=_only(then.events, now.events),
        events_added=_only(now.events, then.events),
        events_changed=tuple(sorted(e for e in then.events if now.events.get(e, then.events[e]) != then.events[e])),
        conditions_changed=tuple(
            sorted(c for c in {*then.conditions, *now.conditions} if then.conditions.get(c) != now.conditions.get(c))
        ),
    )


def _only(these: Iterable[str], those: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(these) - set(those)))


def load(path: str | Path) -> Snapshot:
    """A snapshot from its file.  Raises `MissingInput`, or `MalformedInput` with the next step."""
    path = Path(path)
    if not path.is_file():
        raise MissingInput(f"{path}: no such snapshot: make it with  onrecord snapshot RECORD -o {path}")
    try:
        return Snapshot.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first: Sequence[object] = error.errors()[0]["loc"]
        where = ".".join(map(str, first)) or "the whole"
        raise MalformedInput(
            f"{path}: not a snapshot of onrecord ({where}): make one with  onrecord snapshot"
        ) from None
