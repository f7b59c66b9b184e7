"""A record frozen under a hash that can be cited, and what has changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from pydantic import Field, ValidationError

from onrecord.errors import MalformedInput, MissingInput
from onrecord.model import Condition, Event, Noun, Report

MADE_BY = "onrecord snapshot 2"


class Snapshot(Noun):
    """What a record told on a day: how much, a hash of the whole, and one of each report and event.

    `digest` is the SHA-256 of all the rest: what made it, the day it was asked for (`as_of`), the version and the
    coder, the ids of the reports (hashes of their texts), and a hash of every event and condition.  So it vouches for
    the whole of `summary`, and a file in which any of it was changed is refused by `load`.  Two records of the same
    reports, rulings, version and coder have the same one on the same day, in whatever order the reports were added;
    the moments at which reports were recorded or rulings given are no part of it.  Another version or coder has
    another digest even where it tells the same: `verify` compares what is told.
    """

    made_by: str = MADE_BY
    as_of: date | None
    version: str
    coder: str
    digest: str
    reports: tuple[str, ...]
    events: Mapping[str, str] = Field(default_factory=dict)
    conditions: Mapping[str, str] = Field(default_factory=dict)

    def covers(self) -> str:
        """The digest that all the rest of it gives, whatever `digest` says."""
        rest = self.model_dump(mode="json", exclude={"digest"})
        packed = json.dumps(rest, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(packed.encode()).hexdigest()

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
    """How a record differs from a snapshot of it; the same if all lists are empty, whatever version made it."""

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
    made = Snapshot(as_of=as_of, version=version, coder=coder, digest="", reports=ids, events=told, conditions=ifs)
    return made.model_copy(update={"digest": made.covers()})


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def verify(then: Snapshot, now: Snapshot) -> Verified:
    """How a record as it is differs from a snapshot."""
    versions = (f"{then.version} ({then.coder})", f"{now.version} ({now.coder})")
    return Verified(
        same=(then.reports, then.events, then.conditions) == (now.reports, now.events, now.conditions),
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
    """A snapshot from its file.

    Raises `MissingInput`, or `MalformedInput` where it is none or was changed after it was made.
    """
    path = Path(path)
    if not path.is_file():
        raise MissingInput(f"{path}: no such snapshot: make it with  onrecord snapshot RECORD -o {path}")
    try:
        found = Snapshot.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first: Sequence[object] = error.errors()[0]["loc"]
        where = ".".join(map(str, first)) or "the whole"
        raise MalformedInput(
            f"{path}: not a snapshot of onrecord ({where}): make one with  onrecord snapshot"
        ) from None
    if found.made_by != MADE_BY:
        raise MalformedInput(
            f"{path}: made by {found.made_by!r}, and this is {MADE_BY!r}: make it anew with  onrecord snapshot"
        )
    if found.covers() != found.digest:
        raise MalformedInput(
            f"{path}: was changed after it was made: it says sha256:{found.digest[:16]}…, and what stands in it gives "
            f"sha256:{found.covers()[:16]}…: get it from whoever made it, or make it anew with  onrecord snapshot"
        )
    return found
