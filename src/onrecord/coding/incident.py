"""Incident: what a report says of the one deed of violence that it is about: the day, the place, the toll.

A report of a shooting tells it many times over: "two men were killed", "the victims, Ann Roe and Lee Doe", "the second
death".  This file adds up no claims; it asks which day and place most of them have, and which toll the report gives,
counting named victims where it gives no number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.coding import when as when_room
from onrecord.coding import where
from onrecord.coding.clause import Clauses
from onrecord.coding.how_many import figures
from onrecord.coding.lexicon import classes
from onrecord.model import DEEDS, Claim, Figure, Place, Reading, Sentence, Time, When

LEAD = 12
"""So many sentences from the top tell the news; what comes later is background to it."""
LEAST = 0.3
"""A day of which only hearings and notices tell is not that of the deed."""
_VIOLENT = ("DEADLY", "HURTFUL", "SHOOTING")
_NAMES_OF_PLACES = ("city", "town", "district")


@dataclass(frozen=True, slots=True)
class Incident:
    """Day, place and toll, each None where the report does not tell; `places` best first."""

    day: date | None
    places: tuple[Place, ...]
    killed: int | None
    injured: int | None


def incident(text: str, reading: Reading, claims: Sequence[Claim], day: date | None = None) -> Incident:
    """The incident that a report of `day` is about; its claims say which sentences tell of it."""
    violent = [c for c in claims if c.type == "ASSAULT" and c.status in DEEDS] or list(claims)
    found = figures(text, reading)
    views = [Clauses(s) for s in reading.sentences]
    killed = _killed(views, found, reading)
    return Incident(
        _day(text, reading, when_room.times(text, day, reading), violent) or _fresh(reading, day),
        _places(text, reading, violent),
        killed,
        _injured(views, found, reading, killed or 0),
    )


def _day(text: str, reading: Reading, times: Sequence[Time], claims: Sequence[Claim]) -> date | None:
    """The day that the words of violence have; times of arrests and hearings count little, those near the top more."""
    votes: defaultdict[date, float] = defaultdict(float)
    for n, c in enumerate(claims):
        for day, share in _days(c.when) if c.when else ():
            vague = c.when is not None and c.when.precision == "range"  # "about 5 p.m.", beside no day
            votes[day] += share * (4 if n < 3 else 2) / (2 if vague else 1)
    for number, s in enumerate(reading.sentences):
        near_top = 2.0 if number < 6 else 1.0
        view = Clauses(s)
        for t in times:
            if s.start <= t.span.start < s.end:
                weight = near_top * _weight(text, view, t)
                for day, share in _days(t.when) if weight else ():
                    votes[day] += share * weight
    best = max(votes, key=lambda d: (votes[d], -d.toordinal()), default=None)
    return best if best is not None and votes[best] >= LEAST else None


def _fresh(reading: Reading, day: date | None) -> date | None:
    """The day of a report that tells a deed without saying when, and nothing that comes later: no charge, no name."""
    lead = {lemma.lower() for s in reading.sentences[:5] for lemma in s.lemmas}
    return None if _among(lead, "COURT") or _among(lead, "LATER") else day


def _weight(text: str, view: Clauses, time: Time) -> float:
    """How much a time tells of when the deed took place, by the word that it hangs on.

    "shot on Sunday" much; "officers were called at 2 a.m. Sunday" as much; "died on Monday" less; "was charged on
    Tuesday", "a vigil on Tuesday" and "Posted: Tuesday" nothing; and "at 2 a.m.", with no day beside it, little.
    """
    s = view.sentence
    if _STAMP.search(text[max(0, time.span.start - 40) : time.span.start]):
        return 0.0
    quote = text[time.span.start : time.span.end]
    clocked = bool(_CLOCK.search(quote))
    if quote[:1].isdigit() and ":" in quote and not clocked:  # "4:56", the length of a film
        return 0.0
    inside = [i for i in range(len(view)) if s.starts[i] < time.span.end and time.span.start < s.ends[i]] or [0]
    word = next((i for i in inside if s.parent(i) not in inside), inside[0])
    above = next((a for a in view.ancestors(word) if s.upos[a] in ("VERB", "NOUN", "ADJ")), word)
    lemmas = {view.lemma(above), *(view.lemma(x) for x in view.children(above, "nsubj", "obj", "compound"))}
    if _among(lemmas, "COURT"):
        return 0.0
    if _among({view.lemma(above)}, "AFTERMATH"):
        return 0.1
    weight = 1.0 if any(_has(s, name) for name in _VIOLENT) else 0.2
    if _among(lemmas, "DEADLY"):
        weight = 1.5
    if _among(lemmas, "SHOOTING") or _among(lemmas, "HURTFUL"):
        weight = 3.0
    elif _among(lemmas, "CALLED"):
        weight = max(weight, 2.5)
    if clocked and time.when.earliest != time.when.latest:  # beside no day
        return weight / 2
    return weight + 1.0 if clocked else weight


_STAMP = re.compile(r"\b(?:posted|updated|published|modified|copyright|taken)\b[^.\n]*$|©[^.\n]*$", re.I)
_CLOCK = re.compile(r"\d\s*[ap]\.?\s?m\b|\b(?:noon|midnight)\b", re.I)


def _among(lemmas: Iterable[str], name: str) -> bool:
    return any((m, "") in classes()[name] for m in lemmas)


def _days(when: When) -> tuple[tuple[date, float], ...]:
    """The day that a time names, if it names one; of a night both, the second, of the small hours, a little more."""
    if when.earliest is None or when.latest is None or (when.latest - when.earliest).days > 1:
        return ()
    if when.earliest == when.latest:
        return ((when.earliest, 1.0),)
    return ((when.earliest, 0.45), (when.latest, 0.55))


def _places(text: str, reading: Reading, claims: Sequence[Claim]) -> tuple[Place, ...]:
    """The settlements of the report, those of its violent claims first, then by how often it names them."""
    votes: dict[tuple[str, int | None], tuple[float, Place]] = {}

    def vote(place: Place | None, weight: float) -> None:
        if place is not None and place.precision in _NAMES_OF_PLACES:
            key = (place.name, place.geonames_id)
            votes[key] = (votes.get(key, (0.0, place))[0] + weight, place)

    for n, c in enumerate(claims):
        for mention in c.places:
            vote(mention.place, 3.0 if n < 3 else 1.5)
    for mention in where.places(text, reading):
        vote(mention.place, 2.0 if mention.span.start < 400 else 1.0)
    return tuple(place for _, place in sorted(votes.values(), key=lambda v: -v[0]))


# --- the toll --------------------------------------------------------------------------------


def _given(found: Iterable[Figure], keys: Iterable[str], end: int) -> int | None:
    """The number that the report gives: the largest at its top that stands for itself, else of a part."""
    wanted = set(keys)
    near_top = [f for f in found if f.what in wanted and f.low is not None and f.span.start < end]
    near_top = [f for f in near_top if "replaces" not in f.evidence]
    whole = [f for f in near_top if "part_of" not in f.evidence]
    return max((int(f.low or 0) for f in whole or near_top), default=None)


def _end_of_lead(reading: Reading) -> int:
    sentences = reading.sentences[:LEAD]
    return sentences[-1].end if sentences else 0


def _killed(views: Sequence[Clauses], found: Sequence[Figure], reading: Reading) -> int | None:
    if not any(_died(c.sentence) for c in views):
        return 0
    given = _given(found, ("killed", "executed"), _end_of_lead(reading))
    named = len(_victims(views, reading, "DEADLY"))
    return max(given or 0, min(named, 12)) or 1


def _injured(views: Sequence[Clauses], found: Sequence[Figure], reading: Reading, killed: int) -> int | None:
    end = _end_of_lead(reading)
    whole = reading.sentences[-1].end if reading.sentences else 0
    for reach in (end, whole):
        given = _given(found, ("injured",), reach)
        if given is not None:
            return given
        shot = [f for f in found if f.what in ("shot", "stabbed") and f.low and f.span.start < reach]
        others = [f for f in shot if "added_to" in f.evidence]  # "three others were shot"
        if others:
            return max(int(f.low or 0) for f in others)
        most = max((int(f.low or 0) for f in shot), default=0)
        if most > killed:
            return most - killed
    if killed and not any(_has(c.sentence, "HURTFUL") for c in views[:LEAD]):
        return 0
    named = len(_victims(views, reading, "WOUNDING") - _victims(views, reading, "DEADLY"))
    return named if killed else max(1, named)


def _died(s: Sentence) -> bool:
    """Whether a sentence tells a death; "attempted murder" and "homicide detectives" tell none."""
    for i, lemma in enumerate(s.lemmas):
        word, before = lemma.lower(), s.lemmas[i - 1].lower() if i else ""
        if (word, "") not in classes()["DEADLY"] or before in ("attempted", "attempt", "alleged", "near"):
            continue
        if word == "murder" and before in ("to", "commit", "degree"):
            continue
        if word not in ("homicide", "murder") or before in ("triple", "double", "quadruple", "the"):
            return True
    return False


def _has(s: Sentence, name: str) -> bool:
    return any((lemma.lower(), "") in classes()[name] for lemma in s.lemmas)


def _victims(views: Sequence[Clauses], reading: Reading, name: str) -> set[str]:
    """The last names of persons whom the words of a class befell: "Ann Roe, 34, died", "killed Lee Doe"."""
    found: set[str] = set()
    words = classes()[name]
    for number, c in enumerate(views):
        persons = [n for n in reading.names if n.sentence == number and n.kind == "person"]
        if not persons:
            continue
        for i in range(len(c)):
            if (c.lemma(i), "") not in words:
                continue
            hit = set(c.heads_in(i, "obj")) | (set() if c.heads_in(i, "obj") else set(c.heads_in(i, "subj")))
            reached = {k for j in hit for k in (j, *c.children(j, "conj", "appos", "flat"))}
            for person in persons:
                inside = {k for k in range(len(c)) if person.span.start <= c.sentence.starts[k] < person.span.end}
                if inside & reached:
                    found.add(c.sentence.words[max(inside)].lower())
    return found
