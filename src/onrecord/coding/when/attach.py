"""Which time belongs to a predicate.

In order of preference, and never a time that another verb stands between:

1. a time in the ARGM-TMP argument of the predicate's own frame;
2. a time whose head hangs on the predicate itself ("met on Friday", "Friday's attack");
3. a time that hangs, by a preposition, on a noun below the predicate, where no other predicate claims that noun:
   readers often hang "on Friday" on the noun before it ("killed two men in the town on Friday");
4. the time, by 1 and 2, of the verb that only carries a noun ("carried out an attack on Friday"), that opens or closes
   a verb ("began shelling the port on Friday"), or that a verb is joined to ("shot and wounded a guard on Friday");
5. for a verb that only says what an event did, the time of that event ("Friday's attack killed two").

Among times of one rank: one with days before one without, the finer before the coarser, the nearer before the farther.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from onrecord.coding.when.tense import LIMIT, head_word
from onrecord.coding.when.words import listed
from onrecord.model import Sentence, Span, Time, When

FINE = ("time", "day", "range", "week", "month", "season", "quarter", "year", "decade", "century", "unknown")
OWNED = frozenset({"nmod:poss", "compound", "amod", "nummod", "nmod:tmod", "nmod:unmarked"})
BESIDE = {"from": ("to", "until", "till", "through", "-", "–"), "between": ("and",)}


def attach(sentence: Sentence, predicate: int, times: Sequence[Time]) -> Time | None:
    """The time that belongs to the predicate at that word of the sentence; None where none surely does.

    "since", "by", "until", "from ... to" and their like widen its `when` to the stretch they mean.
    """
    here = [t for t in times if sentence.start <= t.span.start < sentence.end and t.type != "SET"]
    if not here:
        return None
    ranked = [(rank, t) for t in here if (rank := _rank(sentence, predicate, t))]
    if not ranked:
        kin = [_carrier(sentence, predicate), _carried(sentence, predicate)]
        ranked = [(rank, t) for k in kin if k is not None for t in here if (rank := _rank(sentence, k, t)) in (1, 2)]
    if not ranked:
        return None
    at = sentence.starts[predicate]
    _, best = min(ranked, key=lambda r: (r[0], *_preference(r[1], at)))
    return _framed(sentence, best, [t for _, t in ranked])


def _preference(time: Time, at: int) -> tuple[bool, bool, int, int]:
    when = time.when
    return when.earliest is None, time.type == "DURATION", FINE.index(when.precision), abs(time.span.start - at)


def _rank(sentence: Sentence, predicate: int, time: Time) -> int:
    """1 to 3 as in the order of preference; 0 where the time does not belong to the predicate."""
    head = head_word(sentence, time.span.start, time.span.end)
    if head is None:
        return 0
    path = _path(sentence, head, predicate)
    if path is None:
        return 0
    frame = next((f for f in sentence.frames if f.predicate == predicate), None)
    temporal = [a for a in frame.arguments if a.role == "ARGM-TMP"] if frame else []
    if not path and any(a.first <= head <= a.last for a in temporal):
        return 1
    if not path:
        return 2
    owned = sentence.relations[head] in OWNED or any(sentence.relations[i] in OWNED for i in path[:-1])
    return 0 if owned or len(path) > 2 else 3


def _path(sentence: Sentence, head: int, predicate: int) -> list[int] | None:
    """The nouns between a time and a predicate above it; None where a verb or another predicate stands between."""
    others = {f.predicate for f in sentence.frames} - {predicate}
    path: list[int] = []
    i = head
    for _ in range(LIMIT):
        i = sentence.parent(i)
        if i == predicate:
            return path
        if i < 0 or sentence.upos[i] in ("VERB", "AUX") or i in others:
            return None
        path.append(i)
    return None


def _carrier(sentence: Sentence, predicate: int) -> int | None:
    """The verb whose time is the predicate's too."""
    above = sentence.parent(predicate)
    if above < 0:
        return None
    relation = sentence.relations[predicate].split(":")[0]
    if relation == "conj" and sentence.upos[above] == sentence.upos[predicate] == "VERB":
        return above
    if relation in ("obj", "nsubj", "xcomp", "obl") and sentence.lemmas[above].lower() in listed("carriers"):
        return above
    return None


def _carried(sentence: Sentence, predicate: int) -> int | None:
    """The event that is the subject of a verb which only says what it did."""
    if sentence.lemmas[predicate].lower() not in listed("carriers") or sentence.upos[predicate] != "VERB":
        return None
    subjects = [c for c in sentence.children[predicate] if sentence.relations[c].startswith("nsubj")]
    return next((c for c in subjects if sentence.upos[c] == "NOUN"), None)


def _framed(sentence: Sentence, time: Time, others: Sequence[Time]) -> Time:
    """The time with the stretch that the words around it mean."""
    before = _word_before(sentence, time.span.start)
    pair = _pair(sentence, time, others)
    if pair is not None:
        return pair
    when, anchor = time.when, time.when.anchor if time.when.anchored_on == "published" else None
    if when.earliest is None or when.latest is None or time.type == "DURATION":
        return time
    if before == "since":
        return _with(time, earliest=when.earliest, latest=anchor if anchor and anchor >= when.earliest else None)
    if before in ("until", "till", "by"):
        return _with(time, earliest=None, latest=when.latest)
    if before == "before":
        return _with(time, earliest=None, latest=when.earliest - timedelta(1))
    if before == "after":
        return _with(time, earliest=when.latest, latest=None)
    return time


def _with(time: Time, **days: object) -> Time:
    return time.model_copy(update={"when": time.when.model_copy(update={**days, "precision": "range"})})


def _word_before(sentence: Sentence, start: int) -> str:
    before = [i for i in range(len(sentence)) if sentence.ends[i] <= start]
    return sentence.words[before[-1]].lower() if before else ""


def _pair(sentence: Sentence, time: Time, others: Sequence[Time]) -> Time | None:
    """ "from Monday to Friday", "between 3 and 5 May": both ends in one."""
    for other in others:
        first, second = sorted((time, other), key=lambda t: t.span.start)
        between = [
            sentence.words[i].lower()
            for i in range(len(sentence))
            if first.span.end <= sentence.starts[i] and sentence.ends[i] <= second.span.start
        ]
        if len(between) != 1 or between[0] not in BESIDE.get(_word_before(sentence, first.span.start), ()):
            continue
        if first.when.earliest is None or second.when.latest is None or second.when.latest < first.when.earliest:
            continue
        when = When(
            earliest=first.when.earliest,
            latest=second.when.latest,
            precision="range",
            timex=f"{first.value}/{second.value}",
            text=f"{first.when.text} {between[0]} {second.when.text}",
            anchor=first.when.anchor or second.when.anchor,
            anchored_on=first.when.anchored_on or second.when.anchored_on,
        )
        span = Span(start=first.span.start, end=second.span.end)
        return Time(span=span, type="DATE", value=f"{first.value}/{second.value}", when=when)
    return None
