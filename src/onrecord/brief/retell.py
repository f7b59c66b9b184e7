"""An event or a condition in a plain English sentence, made of its fields alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.brief.names import capital, days, is_many, is_plural, listed, noun, parties, party, places, small
from onrecord.brief.verbs import B, I, R, T, Verb, by_word, letters, pattern, patterns
from onrecord.model import Condition, Event, Figure, Report

INFINITIVE = re.compile(r"^(?:not )?to\s", re.IGNORECASE)
BIDDEN = re.compile(r"^\S+(?:\s\S+){0,5}\s(?:not )?to\s[a-z]", re.IGNORECASE)
"""As in "both sides to hold their fire"."""

PREPOSITION = re.compile(
    r"^(?:that|on|over|for|against|about|with|of|in|into|at|from|if|whether|under|after|before|by|as)\s", re.IGNORECASE
)
INQUIRY = re.compile(r"(?:an?|the|its|their)?\s*(?:\w+\s)?(?:investigation|inquiry|probe)\b", re.IGNORECASE)
LONGEST = 30
"""In words: what an act was about is cut there."""

SAYING = frozenset(
    {"warn", "urge", "ask", "demand", "insist", "agree", "threaten", "promise", "pledge", "deny", "allege"}
)
"""Verbs that "that" can follow."""

MATERIAL = frozenset({"MOBILIZE", "AID"})
"""Types in which what is counted ("two frigates", "38 trucks") is what is sent."""

UNITS = frozenset({"people", "persons"})
TOWARDS = frozenset({"sent", "send", "sending", "moved", "move", "moving", "dispatched"})
NOBODY = "a party that no report names"

OF_VERB = {
    "kill": "killed",
    "murder": "killed",
    "wound": "injured",
    "abduct": "abducted",
    "capture": "captured",
    "free": "released",
    "release": "released",
    "let": "released",
    "arrest": "arrested",
    "evacuate": "evacuated",
    "deport": "deported",
}
"""The figure that counts those whom a verb befalls."""


def sentence(event: Event) -> str:
    """What happened, is planned, is feared or is denied, hedged as the reports hedge it."""
    told = clause(event)
    if event.said_by and event.status != "denied":
        told += f", according to {party(event.said_by)}"
    return capital(told) + "."


def short(event: Event) -> str:
    """An event in a few words, as a clause in the past: "the army shelled Moramanga"."""
    plain = {"figures": (), "disputes": (), "status": "happened", "manner": None, "said_by": None}
    if event.topic and (INFINITIVE.match(event.topic) or PREPOSITION.match(event.topic)):
        plain["topic"] = None
    return clause(event.model_copy(update=plain))


def clause(event: Event) -> str:
    """An event as a clause: who, what, whom, about what, how, where, when, how many."""
    about, rest = _about(event)
    whom = _whom(event)
    if not event.topic and _told(about, whom):
        about = ""  # "evacuated 62 of its citizens": what is counted is whom it befell
    bidden = bool(rest) and _bidden(rest)
    if bidden:
        whom = ""  # "urged both sides to wait": they stand in what it was about
    said = {R: whom, T: about, I: "" if bidden else rest, B: rest if bidden else ""}
    chosen = pattern(
        event.type, event.mode, event.trigger, frozenset(letter for letter, words in said.items() if words)
    )
    if event.mode == "investigate" and INQUIRY.match(about):
        chosen = "open T"  # nobody investigates an investigation
    if _bare_promise(event):
        chosen, event = (
            f"promise to {event.trigger}{' T' if about else ''}",
            event.model_copy(update={"status": "happened"}),
        )
    passive = not event.actors and chosen.split()[1:2] in ([R], [T])
    if passive:
        subject = chosen.split()[1]
        who = said[subject]
        many = is_plural(noun(who)) or " and " in who
        chosen = " ".join(w for n, w in enumerate(chosen.split()) if n != 1)
        said[subject] = ""
    else:
        who, many = (parties(event.actors), is_many(event.actors)) if event.actors else (NOBODY, False)
    if chosen.startswith("mediate between R") and len(event.recipients) == 1:
        chosen = chosen.replace("between", "with", 1)
    phrase = Verb(" ".join(said.get(w, w) for w in chosen.split()))
    left = "".join(_added(letter, said[letter], chosen) for letter in (T, I, B))
    told = f"{_hedged(event, who, phrase, many, passive)}{left}"
    return told + _circumstances(event, told)


def _added(letter: str, words: str, chosen: str) -> str:
    """What the pattern has no room for, put behind it."""
    if not words or letter in letters(chosen):
        return ""
    if letter == T:
        return f" ({words})"
    if words.startswith("that ") and chosen.split()[0] not in SAYING:
        return f", saying {words}"
    return f" {words}"


def _bare_promise(event: Event) -> bool:
    """Whether a plan is told by a word that we cannot retell ("Norway will pay")."""
    word = event.trigger
    base = word.isalpha() and word.islower() and not word.endswith(("ed", "ing", "s", "ion", "ment"))
    return event.type == "AGREE" and event.status == "planned" and base and word not in by_word()


def _about(event: Event) -> tuple[str, str]:
    """What the act was about: as an object, or as what follows ("to lift the blockade", "on a ceasefire")."""
    if not event.topic:
        sent = next((f for f in event.figures if any(c.isalpha() for c in f.text) and event.type in MATERIAL), None)
        return (small(" ".join(sent.text.split())), "") if sent else ("", "")
    words = " ".join(event.topic.split()).rstrip(".,;:").split()
    topic = " ".join(words[:LONGEST]) + (" …" if len(words) > LONGEST else "")
    if {w.lower() for w in words} <= {w.lower() for w in event.trigger.split()}:
        return "", ""
    verbs = {w for p in patterns(event.type, event.mode, event.trigger) for w in p.split() if len(w) > 3}
    if len(words) > 1 and words[0].lower() in verbs | {
        *event.trigger.lower().split()
    }:  # "held talks": "talks with ..."
        topic = " ".join(topic.split()[1:])
    if INFINITIVE.match(topic) or PREPOSITION.match(topic) or (event.type == "REQUEST" and _bidden(topic)):
        return "", topic
    if any(topic in " ".join(p.text.split()) for p in event.recipients):
        return "", ""
    if event.type == "CONSULT" and any(_told(p.text, topic) for p in event.actors):
        return "", ""  # "met leaders of the group": "talks with leaders of the group"
    return small(topic), ""


def _bidden(topic: str) -> bool:
    """Whether a topic tells who is to do what: "both sides to wait", "on the Front to free them"."""
    called = re.match(r"(?:on|upon)\s", topic)
    return bool(BIDDEN.match(topic)) and not INFINITIVE.match(topic) and bool(called or not PREPOSITION.match(topic))


def _whom(event: Event) -> str:
    """Those acted upon; where nobody is named, those whom the figure counts: "23 sailors"."""
    mine = {p.name for p in event.actors}
    told = [p for p in event.recipients if p.name not in mine and not (event.topic and _told(p.text, event.topic))]
    if told:
        return parties(told)
    head = pattern(event.type, event.mode, event.trigger, frozenset({R})).split()
    counted = next((f for f in event.figures if f.what == OF_VERB.get(head[0]) and head[1:2] == [R]), None)
    if not counted or event.topic:
        return ""
    text = " ".join(counted.text.split())
    return small(text) if any(c.isalpha() for c in text) and " " in text else f"{amount(counted)} {_unit(counted)}"


def _unit(figure: Figure) -> str:
    return figure.unit if figure.unit and figure.unit != figure.what else "people"


def _hedged(event: Event, who: str, phrase: Verb, many: bool, passive: bool) -> str:
    """Who and what, in the form that says whether it was done."""
    be, was = ("are", "were") if many else ("is", "was")
    done = phrase.participle()
    if event.status == "denied":
        deed = f"{who} had been {done}" if passive else f"{who} had {done}"
        if event.said_by is None:
            return f"it was denied that {deed}"
        speaker = party(event.said_by)
        if bare(speaker) == bare(who):
            deed = f"{'they' if many else 'it'} had {done}"
        return f"{speaker} denied that {deed}"
    active = {
        "ongoing": f"{be} {phrase.gerund()}",
        "planned": f"{'plan' if many else 'plans'} to {phrase.base}",
        "hypothetical": f"could {phrase.base}",
        "conditional": f"would, on a condition, {phrase.base}",
    }
    endured = {
        "ongoing": f"{be} being {done}",
        "planned": f"{be} to be {done}",
        "hypothetical": f"could be {done}",
        "conditional": f"would, on a condition, be {done}",
    }
    if passive:
        return f"{who} {endured.get(event.status, f'{was} {done}')}"
    return f"{who} {active.get(event.status, phrase.past())}"


def bare(who: str) -> str:
    """Who it is, without the article: "an army spokesman" is "the army spokesman" told again."""
    return re.sub(r"^(?:an?|the)\s", "", who.lower())


def _circumstances(event: Event, told: str) -> str:
    """In private, where, when, and how many, as far as it was not told already."""
    where = [
        m for m in event.places if not _told(m.place.name if m.place else m.text, told) and not _told(m.text, told)
    ]
    to = event.type == "MOBILIZE" and any(w in TOWARDS for w in told.split())
    when = days(event.when)
    if when and event.when and event.when.text and _told(event.when.text, told):
        when = f"({when})"
    found = ["in private" if event.manner == "private" else "", places(where, "to" if to else "in"), when]
    disputed = {numbers_of(d.field) for d in event.disputes if d.field.startswith("figures:")}
    counted = [count(f) for f in event.figures if not _counted(f, told) and f.what not in disputed]
    if disputed:
        counted.append("reports differ on the number")
    return "".join(f" {t}" for t in found if t) + (f" ({', '.join(counted)})" if counted else "")


def numbers_of(field: str) -> str:
    """What a field of figures counts, without its unit."""
    return field.removeprefix("figures:").partition(":")[0]


def _told(words: str, told: str) -> bool:
    return words.casefold() in told.casefold()


def _counted(figure: Figure, told: str) -> bool:
    return " ".join(figure.text.split()).casefold() in told.casefold()


def count(figure: Figure) -> str:
    """A figure in brackets: "killed: at least 3", "trucks: 38"."""
    unit = figure.unit if figure.unit and figure.unit not in UNITS and figure.unit != figure.what else ""
    return f"{figure.what.replace('_', ' ')}: {amount(figure)}{f' {unit}' if unit else ''}"


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


def condition(told: Condition, report: Report) -> str:
    """A condition in the words of the report, with the word that sets it ("if", "unless")."""
    cue = " ".join(s.of(report.text) for s in told.evidence.get("cue", ()) if s.end <= len(report.text)).lower() or "if"
    trigger = " ".join(told.trigger.split()).rstrip(".,;:")
    consequence = " ".join(told.consequence.split()).rstrip(".,;:")
    begin = f"According to {party(told.said_by)}, " if told.said_by else ""
    who = f" (of {parties(told.actors)})" if told.actors and not _names(told, consequence) else ""
    state = {"open": "", "lapsed": "; this has lapsed"}.get(told.state, f"; this was {told.state}")
    return capital(f"{begin}{cue} “{trigger}”, then “{consequence}”{who}{state}.")


def _names(told: Condition, words: str) -> bool:
    return any(_told(p.name, words) or _told(p.text, words) for p in told.actors)


LABELS = {
    "actors": "who acted",
    "recipients": "who was acted upon",
    "places": "where it was",
    "when": "when it was",
    "type": "what kind of act it was",
}


def disagreement(event: Event, field: str, reported: Sequence[str]) -> str:
    """What reports say differently of an event; `reported` is each value with who gives it."""
    if field == "status":
        return f"It is disputed whether {short(event)}: {listed(reported)}."
    return f"Reports differ on {LABELS.get(field, field)} when {short(event)}: {listed(reported)}."


def change(event: Event, field: str, before: str, after: str) -> str:
    """What is told of an event otherwise than before: "Killed when ...: 9, before 6."."""
    name = numbers_of(field).replace("_", " ") if field.startswith("figures:") else LABELS.get(field, field)
    return f"{capital(name)} when {short(event)}: {after}{f', before {before}' if before else ', not told before'}."


def toll(event: Event, name: str, reported: Sequence[str], differ: bool) -> str:
    """How many are counted in an event: "Killed when ...: 7 (Wire) or 11 (Post); the reports differ."."""
    values = " or ".join(reported) if differ else ", ".join(reported)
    return f"{capital(name)} when {short(event)}: {values}{'; the reports differ' if differ else ''}."
