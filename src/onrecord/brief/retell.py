"""An event, a condition or a figure in a plain English sentence, made of its fields alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.brief.names import capital, days, is_many, listed, parties, party, places, with_article
from onrecord.brief.verbs import Verb, verb
from onrecord.model import Condition, Dispute, Event, Figure

INFINITIVE = re.compile(r"^(?:not )?to\s", re.IGNORECASE)
BEGINS_WITH = re.compile(
    r"^(?:that|on|over|for|against|about|with|of|in|into|at|from|if|whether|under|after|before|by)\s", re.IGNORECASE
)
LONGEST = 30
"""In words: what an act was about is cut there."""

JOINT = frozenset({"with", "between"})
"""What joins those who act together: it falls away where all of them are actors."""

OF_VERB = {
    "kill": "killed",
    "murder": "killed",
    "wound": "injured",
    "abduct": "abducted",
    "capture": "captured",
    "free": "released",
    "release": "released",
    "let go": "released",
    "arrest": "arrested",
    "evacuate": "evacuated",
    "deport": "deported",
}
"""The figure that counts those whom a verb befalls."""

UNITS = frozenset({"people", "persons"})


def sentence(event: Event) -> str:
    """What happened, is planned, is feared or is denied, hedged as the reports hedge it."""
    told = _clause(event)
    if event.said_by and event.status != "denied":
        told += f", according to {party(event.said_by)}"
    return capital(told) + "."


def _clause(event: Event) -> str:
    phrase = verb(event.type, event.mode, event.trigger)
    if not event.actors and event.recipients and not phrase.object:
        return _passive(event, phrase)
    who = parties(event.actors) if event.actors else "an actor whom no report names"
    many = is_many(event.actors) if event.actors else False
    rest = _rest(event, phrase)
    if event.status == "denied":
        return _denied(event, phrase, who, many, rest)
    return f"{who} {_hedged(event.status, phrase, many)}{rest}"


def _hedged(status: str, phrase: Verb, many: bool) -> str:
    """The verb in the form that says whether it was done.

    >>> _hedged("planned", Verb("hold talks"), True), _hedged("hypothetical", Verb("attack"), False)
    ('plan to hold talks', 'could, it is said or feared, attack')
    """
    if status == "ongoing":
        return f"{'are' if many else 'is'} {phrase.gerund()}"
    if status == "planned":
        return f"{'plan' if many else 'plans'} to {phrase.base}"
    if status == "hypothetical":
        return f"could, it is said or feared, {phrase.base}"
    if status == "conditional":
        return f"would, on a condition, {phrase.base}"
    return phrase.past()


def _denied(event: Event, phrase: Verb, who: str, many: bool, rest: str) -> str:
    """ "The army denied that it had shelled ..." or "It was denied that ..."."""
    if event.said_by is None:
        return f"it was denied that {who} had {phrase.participle()}{rest}"
    speaker = party(event.said_by)
    if speaker.lower() == who.lower():
        return f"{speaker} denied that {'they' if many else 'it'} had {phrase.participle()}{rest}"
    return f"{speaker} denied that {who} had {phrase.participle()}{rest}"


def _passive(event: Event, phrase: Verb) -> str:
    """For an act whose doer nobody names: "three guards were killed"."""
    who, many = parties(event.recipients), is_many(event.recipients)
    done = phrase.participle()
    rest = f"{_about(event, phrase)}{_circumstances(event)}"
    form = {
        "ongoing": f"{'are' if many else 'is'} being {done}",
        "planned": f"{'are' if many else 'is'} to be {done}",
        "hypothetical": f"could, it is said or feared, be {done}",
        "conditional": f"would, on a condition, be {done}",
        "denied": f"{'were' if many else 'was'}, it was denied, {done}",
    }
    return f"{who} {form.get(event.status, ('were ' if many else 'was ') + done)}{rest}"


def _rest(event: Event, phrase: Verb) -> str:
    """Those acted upon, what it was about, how, where, when and how many."""
    joined = ""
    if counted := _counted(event, phrase):
        event = event.model_copy(update={"figures": tuple(f for f in event.figures if f is not counted)})
        joined = f" {whom(counted)}"
    elif event.recipients:
        before = phrase.object
        if before == "between" and len(event.recipients) == 1:
            before = "with"
        joined = f" {before} {parties(event.recipients)}" if before else f" {parties(event.recipients)}"
    about = _about(event, phrase)
    told = f"{about}{joined}" if phrase.topic == "=" and about.startswith(" ") and phrase.object else f"{joined}{about}"
    after = f" {phrase.after}" if phrase.after and not about else ""
    return f"{told}{after}{_circumstances(event)}"


def _counted(event: Event, phrase: Verb) -> Figure | None:
    """The figure that can stand for those acted upon where nobody is named: "abducted 23 people"."""
    if event.recipients or phrase.object:
        return None
    return next((f for f in event.figures if f.what == OF_VERB.get(phrase.base)), None)


def whom(figure: Figure) -> str:
    """A figure as those acted upon: "at least 3 people", "23 sailors"."""
    unit = figure.unit if figure.unit and figure.unit != figure.what else "people"
    return f"{amount(figure)} {unit}"


def _about(event: Event, phrase: Verb) -> str:
    """What the act was about, joined as its words ask for."""
    if not event.topic:
        return ""
    words = " ".join(event.topic.split()).rstrip(".,;:").split()
    topic = " ".join(words[:LONGEST]) + (" …" if len(words) > LONGEST else "")
    if INFINITIVE.match(topic) or BEGINS_WITH.match(topic) or phrase.topic == "=":
        return f" {topic}"
    return f" {phrase.topic} {topic}" if phrase.topic else f" ({topic})"


def _circumstances(event: Event) -> str:
    """In private, where, when, and how many."""
    how = "in private" if event.manner == "private" else ""
    told = [how, places(event.places), days(event.when)]
    counted = ", ".join(count(f) for f in event.figures)
    return "".join(f" {t}" for t in told if t) + (f" ({counted})" if counted else "")


def count(figure: Figure) -> str:
    """A figure in brackets: "killed: at least 3", "trucks: 38"."""
    from_unit = figure.unit if figure.unit and figure.unit not in UNITS else ""
    name = figure.what if not from_unit or from_unit == figure.what else f"{figure.what}, {from_unit}"
    return f"{name.replace('_', ' ')}: {amount(figure)}"


def amount(figure: Figure) -> str:
    """How many: "at least 3", "20 to 30", "about 5,000"."""
    low, high = figure.low, figure.high
    if low is None and high is None:
        return " ".join(figure.text.split())
    if low is not None and high is not None and low != high:
        return f"{number(low)} to {number(high)}"
    value = number(low if low is not None else high or 0.0)
    return value if figure.relation in ("exactly", "range") else f"{figure.relation} {value}"


def number(value: float) -> str:
    """A number as a reader writes it.

    >>> number(1234567.0), number(2.5)
    ('1,234,567', '2.5')
    """
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"


def condition(told: Condition) -> str:
    """A condition in the words of the report: what would follow, and from what."""
    speaker = told.said_by
    begin = f"According to {party(speaker)}" if speaker else "As a report tells it"
    trigger = " ".join(told.trigger.split()).rstrip(".,;:")
    consequence = " ".join(told.consequence.split()).rstrip(".,;:")
    who = f" ({parties(told.actors)})" if told.actors else ""
    state = (
        "" if told.state == "open" else f"; it has {told.state}" if told.state == "lapsed" else f"; it was {told.state}"
    )
    return f"{begin}, “{trigger}” would lead to this{who}: “{consequence}”{state}."


def disagreement(event: Event, dispute: Dispute, reported: Sequence[str]) -> str:
    """What reports say differently of an event; `reported` is each value with who gives it."""
    field = dispute.field
    about = short(event)
    if field == "status":
        return f"Whether {about} is disputed: {listed(reported)}."
    name = field.removeprefix("figures:").split(":")[-1]
    label = {
        "actors": "who did it",
        "recipients": "whom it met",
        "places": "where it was",
        "when": "when it was",
        "type": "what kind of act it was",
    }.get(field, f"how many were {name}" if name.endswith("ed") else f"how many {name}")
    return f"Reports differ on {label} when {about}: {listed(reported)}."


def short(event: Event) -> str:
    """An event in a few words, as a clause in the past: "the army shelled Moramanga"."""
    plain = event.model_copy(
        update={"figures": (), "topic": None, "status": "happened", "manner": None, "said_by": None}
    )
    return _clause(plain)


def thing(name: str) -> str:
    """A name inside a sentence."""
    return with_article(name)
