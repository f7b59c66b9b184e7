"""Compare the second reading of 450 rows with the first: how far two readers of ``guidelines.md`` agree.

Run from anywhere: ``python corpus/agreement.py [SECOND]``. The first reading is what ``events.jsonl`` and
``sentences.jsonl`` say of the same ids; the second, ``second.jsonl``, holds offsets only. No text is needed.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

HERE = Path(__file__).resolve().parent
FIRST = (HERE / "events.jsonl", HERE / "sentences.jsonl")
SECOND = HERE / "second.jsonl"

NONE = "none"
ROLES = ("actor", "recipient", "visitor", "host", "mediator", "topic")
FIELDS = ("place", "time", "figures", "speaker")

Span: TypeAlias = Sequence[int]
Event: TypeAlias = Mapping[str, Any]
Rows: TypeAlias = dict[int | str, list[Event]]
Pair: TypeAlias = tuple[Event | None, Event | None]
"""An event of the first reading beside the same event of the second; None where a reader has none."""


class Tally(NamedTuple):
    """How many things both readers marked, and how many each did; tallies add up."""

    both: int = 0
    first: int = 0
    second: int = 0

    def plus(self, other: Tally) -> Tally:
        """The two tallies as one."""
        return Tally(self.both + other.both, self.first + other.first, self.second + other.second)

    @property
    def f1(self) -> float:
        """Shared things over the mean of the two counts; 1.0 where neither reader marked any."""
        return 2 * self.both / (self.first + self.second) if self.first + self.second else 1.0


def read(paths: Iterable[Path]) -> Rows:
    """The events of each row, by id."""
    lines = (line for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    return {row["id"]: row["events"] for row in map(json.loads, lines)}


def overlap(a: Span, b: Span) -> float:
    """Shared characters over all characters of two spans: 1.0 is the same span.

    >>> overlap([0, 4], [2, 6])
    0.3333333333333333
    """
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared > 0 else 0.0


def align(first: Sequence[Event], second: Sequence[Event]) -> list[Pair]:
    """Every event of a row once, beside the other reader's event on an overlapping trigger.

    The greater overlap is paired first; of two events on one trigger, those of one type.
    """
    near = sorted(
        (-share, a["type"] != b["type"], i, j)
        for i, a in enumerate(first)
        for j, b in enumerate(second)
        if (share := overlap(a["trigger"], b["trigger"]))
    )
    beside: dict[int, int] = {}
    for _, _, i, j in near:
        if i not in beside and j not in beside.values():
            beside[i] = j
    pairs: list[Pair] = [(a, second[beside[i]] if i in beside else None) for i, a in enumerate(first)]
    pairs.extend((None, b) for j, b in enumerate(second) if j not in beside.values())
    return pairs


def detection(pairs: Iterable[Pair]) -> Tally:
    """How many events both readers found, whatever they called them."""
    tally = Tally()
    for a, b in pairs:
        tally = tally.plus(Tally(a is not None and b is not None, a is not None, b is not None))
    return tally


def elsewhere(pairs: Sequence[Pair]) -> int:
    """How many events of a row both readers have by type, on triggers that do not touch."""
    first = Counter(a["type"] for a, b in pairs if a is not None and b is None)
    second = Counter(b["type"] for a, b in pairs if a is None and b is not None)
    return (first & second).total()


def kappa(labels: Sequence[tuple[Hashable, Hashable]]) -> float:
    """Cohen's kappa of two readers' labels; 1.0 if they agree where chance could not but agree.

    >>> kappa([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")])
    0.5
    """
    if not labels:
        return 1.0
    count = len(labels)
    seen = sum(a == b for a, b in labels) / count
    first, second = Counter(a for a, _ in labels), Counter(b for _, b in labels)
    chance = sum(n * second[label] for label, n in first.items()) / count**2
    return 1.0 if chance == 1.0 else (seen - chance) / (1 - chance)


def labels(pairs: Iterable[Pair], field: str) -> list[tuple[str, str]]:
    """What each reader put into a field, ``none`` for an event that the reader does not have."""
    return [(NONE if a is None else a[field], NONE if b is None else b[field]) for a, b in pairs]


def matched(pairs: Iterable[Pair]) -> list[tuple[Event, Event]]:
    """The events that both readers have."""
    return [(a, b) for a, b in pairs if a is not None and b is not None]


def mode_agreement(both: Iterable[tuple[Event, Event]]) -> float:
    """The share of events of one type that carry one mode, or none twice."""
    same = [a["mode"] == b["mode"] for a, b in both if a["type"] == b["type"]]
    return sum(same) / len(same) if same else 1.0


def same_spans(first: Sequence[Span], second: Sequence[Span], least: float) -> Tally:
    """How many spans of two lists go together, one to one, at ``least`` this overlap (0: any)."""
    left = list(second)
    for a in first:
        best = max(left, key=lambda b: overlap(a, b), default=None)
        if best is not None and overlap(a, best) and overlap(a, best) >= least:
            left.remove(best)
    return Tally(len(second) - len(left), len(first), len(second))


def spans(event: Event, field: str) -> list[Span]:
    """The spans of a role or of a field of an event."""
    return [p[:2] for p in event["parties"] if p[2] == field] if field in ROLES else list(event[field])


def span_tally(both: Iterable[tuple[Event, Event]], field: str, least: float) -> Tally:
    """How far the spans of one role or field agree over events that both readers have."""
    tally = Tally()
    for a, b in both:
        tally = tally.plus(same_spans(spans(a, field), spans(b, field), least))
    return tally


def codes(both: Iterable[tuple[Event, Event]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Country and first sector as each reader gave them to a party of one span and role."""
    countries, sectors = [], []
    for a, b in both:
        other = {(*p[:2], p[2]): p[3] for p in b["parties"]}
        for start, end, role, who in a["parties"]:
            twin = other.get((start, end, role))
            if twin is not None:
                countries.append((who["country"] or NONE, twin["country"] or NONE))
                sectors.append(("".join(who["sectors"][:1]) or NONE, "".join(twin["sectors"][:1]) or NONE))
    return countries, sectors


def same_types(first: Rows, second: Rows) -> float:
    """The share of rows to which both readers give the same types, each as often."""
    same = [sorted(e["type"] for e in first[i]) == sorted(e["type"] for e in second[i]) for i in second]
    return sum(same) / len(same) if same else 1.0


def share(both: Sequence[tuple[str, str]]) -> float:
    """The share of labels on which both readers agree."""
    return sum(a == b for a, b in both) / len(both) if both else 1.0


def figures(first: Rows, second: Rows) -> list[str]:
    """The figures of a set of rows, in lines."""
    by_row = [align(first[i], second[i]) for i in second]
    pairs = [pair for row in by_row for pair in row]
    both, found = matched(pairs), detection(pairs)
    apart = sum(map(elsewhere, by_row))
    countries, sectors = codes(both)
    head = [
        f"{len(second)} rows; events: {found.first} first reading, {found.second} second, {found.both} in both",
        f"event detection   F1 {found.f1:.3f}",
        f"                  F1 {found.plus(Tally(both=apart)).f1:.3f} with {apart} of one type on triggers apart",
        f"trigger           equal {share([(str(a['trigger']), str(b['trigger'])) for a, b in both]):.3f}",
        f"type              kappa {kappa(labels(both, 'type')):.3f} where both have the event, "
        f"{kappa(labels(pairs, 'type')):.3f} with none (equal {share(labels(both, 'type')):.3f})",
        f"status            kappa {kappa(labels(both, 'status')):.3f} (equal {share(labels(both, 'status')):.3f})",
        f"mode              equal {mode_agreement(both):.3f} where the type is",
        f"country, sector   equal {share(countries):.3f}, {share(sectors):.3f} over {len(countries)} parties",
        f"rows              {same_types(first, second):.3f} with the same list of types",
        "spans             overlap exact  (F1 over shared events)",
    ]
    return head + [line for field in (*ROLES, *FIELDS) if (line := span_line(both, field))]


def span_line(both: Sequence[tuple[Event, Event]], field: str) -> str:
    """The figures of one role or field; empty where neither reader marked any."""
    loose, strict = span_tally(both, field, 0.0), span_tally(both, field, 1.0)
    counts = f"{loose.first} and {loose.second} spans"
    return f"  {field:15s} {loose.f1:.3f}   {strict.f1:.3f}  {counts}" if loose.first + loose.second else ""


def confusions(first: Rows, second: Rows, top: int = 20) -> list[str]:
    """The commonest pairs of types on which the readers differ, the first reading's type first."""
    pairs = labels([pair for i in second for pair in align(first[i], second[i])], "type")
    return [f"  {n:3d}  {a} / {b}" for (a, b), n in Counter(p for p in pairs if p[0] != p[1]).most_common(top)]


def main(arguments: list[str]) -> int:
    """Print the figures of all rows, of the news and of our own sentences; 1 if an id has no first reading."""
    second = read([Path(arguments[0]) if arguments else SECOND])
    first = read(FIRST)
    lost = [str(i) for i in second if i not in first]
    if lost:
        print(f"no first reading of {', '.join(lost)}: {FIRST[0].name} and {FIRST[1].name} must hold every id")
        return 1
    for name, kinds in (("all", (int, str)), ("news", (int,)), ("own sentences", (str,))):
        rows = {i: events for i, events in second.items() if isinstance(i, kinds)}
        print(f"{name}: " + "\n".join(figures(first, rows)))
    print("types that differ (first / second)", *confusions(first, second), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
