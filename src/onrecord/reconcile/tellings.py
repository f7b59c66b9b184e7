"""One condition told by several reports: `told_as_one(conditions, reports)`, pure.

Two tellings are of one condition where both hang the same way (a promise does not meet an "unless"), within a week,
tell the same acts of the same parties with the same numbers and most of the same words, and name no other places,
people or deadline; "will strike again" is another time.  The first published stands for it and keeps its id; the others
are in `also`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from onrecord.model import Condition, Party, Report
from onrecord.reconcile.days import published
from onrecord.reconcile.meeting import one_name
from onrecord.reconcile.parties import name_words, same_party
from onrecord.reconcile.sides import AVERTING, Field, Side, keys_of, lists, not_done, sides
from onrecord.reconcile.words import WORD, about, shared, stem

APART = 7
"""Days after which the same words are a threat made anew."""

MOST = 0.6
"""The share of the words of the shorter telling that the other must have."""

SIDES: tuple[Field, Field] = ("trigger", "consequence")


def told_as_one(conditions: Iterable[Condition], reports: Mapping[str, Report]) -> list[Condition]:
    """The conditions, each once, in the order in which they were first told; those without their report as they are.

    A telling joins the first condition of which it is like some telling; it never joins two.
    """
    given = list(conditions)
    groups: list[list[_Telling]] = []
    by_act: dict[str, list[list[_Telling]]] = defaultdict(list)
    for telling in sorted((_telling(c, reports[c.report]) for c in given if c.report in reports), key=_order):
        near = (g for key in sorted(telling.acts) for g in by_act.get(key, ()))
        group = min((g for g in near if any(_alike(telling, t) for t in g)), key=lambda g: _order(g[0]), default=None)
        if group is None:
            groups.append(group := [])
        group.append(telling)
        for key in telling.acts:
            if not any(g is group for g in by_act[key]):
                by_act[key].append(group)
    rest = [c for c in given if c.report not in reports]
    return [*(_one(group) for group in groups), *rest]


class _Telling:
    """A condition as one report tells it, with what it is compared by."""

    def __init__(self, condition: Condition, report: Report) -> None:
        self.condition = condition
        self.day = published(report)
        self.sides: Mapping[Field, Sequence[Side]] = {f: tuple(sides(condition, f, report)) for f in SIDES}
        self.acts = frozenset(k for s in self.sides["consequence"] for k in s.keys) or keys_of(condition.consequence)
        self.averts = (condition.kind in AVERTING) != not_done(condition, "trigger", report)
        parties = (*condition.actors, *((condition.said_by,) if condition.said_by else ()))
        self.parties = frozenset(stem(w) for p in parties for w in name_words(p.name))


def _telling(condition: Condition, report: Report) -> _Telling:
    return _Telling(condition, report)


def _order(told: _Telling) -> tuple[date, str, int, str]:
    condition = told.condition
    return told.day or date.max, condition.report, condition.sentence.start, condition.id


def _one(group: Sequence[_Telling]) -> Condition:
    first, *others = (t.condition for t in group)
    return first.model_copy(update={"also": tuple(others)}) if others else first


def _alike(a: _Telling, b: _Telling) -> bool:
    if a.averts != b.averts or (a.day and b.day and abs((a.day - b.day).days) > APART):
        return False
    if not _same_time(a.condition, b.condition) or not _same_actors(a.condition.actors, b.condition.actors):
        return False
    known = a.parties | b.parties
    return all(_alike_side(a, b, field, known) for field in SIDES)


def _same_time(a: Condition, b: Condition) -> bool:
    """Whether their deadlines can be one; one without is silent on it."""
    x, y = a.deadline, b.deadline
    if not (x and y and x.latest and y.latest):
        return True
    return max(x.earliest or x.latest, y.earliest or y.latest) <= min(x.latest, y.latest)


def _same_actors(mine: Sequence[Party], yours: Sequence[Party]) -> bool:
    """Whether those who would act can be one; a telling that does not say who is silent on it."""
    return not mine or not yours or any(same_party(p, q) > 0.5 for p in mine for q in yours)


def _alike_side(a: _Telling, b: _Telling, field: Field, parties: frozenset[str]) -> bool:
    """Whether two tellings say the same on one side: act, numbers, names, and most of the other words."""
    texts = [c.trigger if field == "trigger" else c.consequence for c in (a.condition, b.condition)]
    if texts[0].casefold() == texts[1].casefold():
        return True
    mine, yours = a.sides[field], b.sides[field]
    if not mine or not yours or not any(x.keys & y.keys for x in mine for y in yours):
        return False
    x, y = mine[0], yours[0]
    if x.numbers != y.numbers or x.whole != y.whole or _anew(x) != _anew(y):
        return False
    if not (_named(x.names - parties, y) and _named(y.names - parties, x)):
        return False
    rest = [s.rest - parties for s in (x, y)]
    return rest[0] == rest[1] or shared(*rest) >= MOST


def _anew(side: Side) -> bool:
    """Whether it is to be done another time: "strike again", "a second port"."""
    return not lists()["anew"].isdisjoint(w.lower() for w in WORD.findall(side.said))


def _named(names: Iterable[str], side: Side) -> bool:
    """Whether all these names are among the words of a side: "Uganda" is in "Ugandan troops"."""
    there = about(side.said) | side.names
    return all(any(one_name(n, t) for t in there) for n in names)
