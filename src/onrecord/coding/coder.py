"""The coder: a report and its reading in, claims and conditions and figures out.

One pass for each question of the desk, in this order: when, where, how many and on whose word are
asked of the whole report; then each sentence is asked what it tells and whether, and each event who.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from onrecord import ontology
from onrecord.coding import conditions as if_room
from onrecord.coding import how_many, learnt, what, when, where, who, who_says
from onrecord.coding.clause import Clauses
from onrecord.coding.hit import Hit
from onrecord.coding.lexicon import classes, manners
from onrecord.coding.needs import IsParty
from onrecord.coding.own import Own
from onrecord.coding.sense import is_play
from onrecord.coding.when import digest
from onrecord.model import (
    DEEDS,
    Claim,
    Coded,
    Condition,
    Figure,
    Manner,
    Party,
    PlaceMention,
    Quote,
    Reading,
    Report,
    Sentence,
    Span,
    Status,
    Time,
    When,
)

CODER = "onrecord-0.4"
SURE = 0.6
"""The chance from which on an event without any party is told, if it has a place."""
HISTORICAL_AFTER = timedelta(days=14)
"""An event whose last possible day lies this long before the report is told as history, not as news."""


class Desk:
    """All that was asked of one report, at hand for each of its events."""

    def __init__(self, report: Report, reading: Reading, own: Own | None = None) -> None:
        self.report = report
        self.reading = reading
        self.day: date | None = report.published or report.stated
        self.places: list[PlaceMention] = where.places(report.text, reading)
        self.own = own or Own()
        self.resolver = who.Resolver(reading, self.day, extra=self.own.actors, places=self.places)
        self.times: list[Time] = when.times(report.text, self.day, reading)
        self.figures: list[Figure] = how_many.figures(report.text, reading)
        self.quotes: list[Quote] = who_says.quotes(report.text, reading)
        self.sources = who_says.source_of(reading, self.quotes)
        self.digest = self.day is not None and digest.digests(reading)
        self._parties: dict[tuple[int, int], tuple[Party, ...]] = {}

    def parties(self, sentence: int, head: int) -> tuple[Party, ...]:
        """The parties named by the noun phrase at `head`."""
        key = (sentence, head)
        if key not in self._parties:
            upos = self.reading.sentences[sentence].upos[head]
            found = self._last_subject(sentence, head) or self.resolver.parties(sentence, head)
            self._parties[key] = tuple(p for p in found if _is_someone(p, upos))
        return self._parties[key]

    def _last_subject(self, sentence: int, word: int) -> tuple[Party, ...]:
        """Whom an "it" or "they" that the report leaves open most likely means: the subject told last.

        "The front demanded money.  It threatened to sink the ships."  "While Elbonia has agreed, it ..."
        """
        s = self.reading.sentences[sentence]
        form = s.words[word].lower()
        if form == "its":
            return self._last_owner(sentence, word)
        if form not in ("it", "they") or not s.relations[word].startswith(("nsubj", "expl")):
            return ()
        own = [i for i in range(word) if s.relations[i].startswith("nsubj")]
        places = [(sentence, i) for i in own] or [
            (n, i)
            for n in range(max(0, sentence - 1), sentence)
            for i, relation in enumerate(self.reading.sentences[n].relations)
            if relation.startswith("nsubj")
        ]
        for n, i in sorted(places, key=lambda place: (-place[0], _depth(self.reading.sentences[place[0]], place[1]))):
            earlier = self.reading.sentences[n]
            plural = earlier.upos[i] == "NOUN" and earlier.words[i].lower() != earlier.lemmas[i].lower()
            found = self.resolver.party(n, i)
            if found is None or earlier.upos[i] == "PRON" or plural != (form == "they") or found.office:
                continue
            span = _word(s, word)
            return (found.model_copy(update={"span": span, "text": s.words[word]}),)
        return ()

    def _last_owner(self, sentence: int, word: int) -> tuple[Party, ...]:
        """ "Elbonia's blockade and the toll of its raids": "its" beside an owner named before is that owner."""
        s = self.reading.sentences[sentence]
        for i in range(word - 1, -1, -1):
            if s.relations[i] == "nmod:poss" and s.upos[i] == "PROPN":
                found = self.resolver.party(sentence, i)
                return (found.model_copy(update={"span": _word(s, word), "text": s.words[word]}),) if found else ()
        return ()


def _depth(sentence: Sentence, i: int) -> int:
    """How many words stand above this one."""
    for depth in range(len(sentence)):
        i = sentence.parent(i)
        if i < 0:
            return depth
    return len(sentence)


def _is_someone(party: Party, upos: str) -> bool:
    """Whether we know enough: "a close ally" is nobody yet, an unresolved "he" nobody at all.

    Of adjectives only a nationality acts ("Israeli").
    """
    known = bool(party.country or party.sectors or party.actor_id)
    if upos == "ADJ":
        return party.country is not None
    if upos == "PRON":
        return known or party.name.lower() != party.text.lower()
    return known or upos == "PROPN"


def code(report: Report, reading: Reading, *, own: Own | None = None) -> Coded:
    """All claims, conditions and figures of one report; `own` are a user's actors and types.

    Claims stand in order of their text; two that say the same of the same words are one.
    """
    desk = Desk(report, reading, own)
    claims: dict[str, Claim] = {}
    by_word: dict[tuple[int, int], Claim] = {}
    for number, sentence in enumerate(reading.sentences):
        for claim, hit in sentence_claims(desk, number, sentence):
            claims.setdefault(claim.id, claim)
            by_word.update({(number, word): claim for word in reversed(hit.trigger)})
    ifs = [_condition(desk, raw, by_word) for raw in if_room.conditions(report.text, reading)]
    ledger = tuple(_in_ledger(desk, figure) for figure in desk.figures)
    return Coded(report=report.id, claims=tuple(claims.values()), conditions=tuple(ifs), figures=ledger)


def listed(report: Report, reading: Reading) -> Iterator[tuple[int, Clauses, list[Hit], IsParty]]:
    """What the word lists alone find, sentence by sentence, with the view that they had; for fitting the weights."""
    desk = Desk(report, reading)
    for number, sentence in enumerate(reading.sentences):
        if not is_play(sentence):
            yield number, *listed_in(desk, number, sentence)


def listed_in(
    desk: Desk, number: int, sentence: Sentence, *, all_words: bool = True
) -> tuple[Clauses, list[Hit], IsParty]:
    """What the word lists alone find in one sentence; without `all_words`, only what could be claimed in the end."""
    clauses = Clauses(sentence, _kinds(desk, number, sentence))
    words = None if all_words else learnt.in_reach(clauses)

    def is_party(i: int) -> bool:
        return bool(desk.parties(number, i))

    return clauses, what.hits(clauses, is_party, words) if words is None or words else [], is_party


def sentence_claims(desk: Desk, number: int, sentence: Sentence) -> Iterable[tuple[Claim, Hit]]:
    """The claims of one sentence, each with the event as words."""
    if is_play(sentence):
        return
    clauses, hits, is_party = listed_in(desk, number, sentence, all_words=bool(desk.own.types))
    found = _labelled(desk, clauses, learnt.weigh(clauses, hits, is_party), is_party)
    shared = shared_out(desk, sentence, found)
    for hit in found:
        claim = claim_of(desk, number, clauses, hit, shared)
        if claim is not None:
            yield claim, hit


def _labelled(desk: Desk, clauses: Clauses, hits: list[Hit], is_party: IsParty) -> list[Hit]:
    """The events with the user's own types; a word that has one tells an event, whatever we make of it."""
    if not desk.own.types:
        return hits
    sentence = clauses.sentence
    tellers = {w: hit for hit in hits for w in hit.trigger[:1]}
    words = sorted({*tellers, *(t.word for t in sentence.told), *desk.own.marked(sentence)})
    found = dict(tellers)
    for word, names in desk.own.labels(sentence, words).items():
        hit = tellers.get(word) or learnt.unlisted(clauses, word, desk.own.code_of(names[0]), is_party)
        found[word] = replace(hit, labels=names)
    return [found[w] for w in sorted(found)]


_ASKED_AT = ("obj", "iobj", "on", "upon", "to", "from", "of", "with", "comp", "for")


def _without_bystanders(clauses: Clauses, hit: Hit) -> Hit:
    """ "urged restraint to spare civilians": those spared are not those urged, who would stand as object."""
    if hit.code.type != "REQUEST" or hit.nominal:
        return hit
    near = {j for slot in _ASKED_AT for j in clauses.heads_in(hit.word, slot)}
    kept = tuple(j for j in hit.recipients if j in near or clauses.sentence.upos[j] != "NOUN")
    return replace(hit, recipients=kept)


def _can_visit(party: Party) -> bool:
    """Visits are of those who speak for someone: "the sailors flew to Oslo" is no consultation."""
    return bool(party.actor_id or party.office or set(party.sectors) - {"CVL", "LAB", "REF", "BUS", "SOC", "CRM"})


def _counted_force(hit: Hit, shared: _Shared) -> bool:
    """ "Two frigates have been sent to the strait": a force that is counted is an event, whoever sent it."""
    return hit.code.type == "MOBILIZE" and bool(shared.figures.get(hit.word))


def _placed(hit: Hit, places: Iterable[PlaceMention]) -> bool:
    """ "Riots broke out in Lima overnight": nobody is named, and the event is told all the same."""
    return hit.told is not None and (hit.chance or 0.0) >= SURE and any(places)


def _parties(desk: Desk, number: int, hit: Hit, i: int) -> tuple[Party, ...]:
    """The parties at a word; one of which the reader is sure is one, though we know neither country nor sector."""
    found = desk.parties(number, i)
    return found or (desk.resolver.parties(number, i) if i in hit.sure else ())


def _kinds(desk: Desk, number: int, sentence: Sentence) -> dict[int, str]:
    """What kind of name each word belongs to."""
    names = [n for n in desk.reading.names if n.sentence == number]
    return {
        i: name.kind
        for name in names
        for i in range(len(sentence))
        if name.span.start <= sentence.starts[i] < name.span.end
    }


class _Shared:
    """The times and figures of a sentence, each with the event that it belongs to."""

    def __init__(self) -> None:
        self.times: dict[int, Time] = {}
        self.figures: dict[int, list[Figure]] = {}


def shared_out(desk: Desk, sentence: Sentence, hits: Sequence[Hit]) -> _Shared:
    """Times and figures by the word of their event; what belongs to no word goes to the event above it.

    "helped 40 trucks carrying grain to enter since Sunday": neither "40 trucks" nor "since Sunday"
    hangs on "helped", but no other event of the sentence could have them.
    """
    shared = _Shared()
    for hit in hits:
        attached = (when.attach(sentence, word, desk.times) for word in hit.trigger)
        time = next((t for t in attached if t and not _of_other_clause(sentence, hit.word, t.span)), None)
        if time:
            shared.times[hit.word] = time
        figures = [f for word in hit.trigger for f in how_many.attach(sentence, word, desk.figures)]
        shared.figures[hit.word] = list({f.span: f for f in figures}.values())
    for hit in hits:
        if (
            hit.word not in shared.times
            and sentence.relations[hit.word] == "conj"
            and not _own_subject(sentence, hit.word)
        ):
            first = shared.times.get(sentence.parent(hit.word))
            if first:
                shared.times[hit.word] = first
    taken = [t.span for t in shared.times.values()] + [f.span for fs in shared.figures.values() for f in fs]
    below = {hit.word: _own_words(sentence, hit.word) for hit in hits}
    items: list[Time | Figure] = [*desk.times, *desk.figures]
    for item in items:
        word = _word_in(sentence, item.span)
        if word is None or any(item.span.overlaps(span) for span in taken):
            continue
        above = [w for w, words in below.items() if word in words]
        if not above:
            blow = _blow(hits, shared.figures)
            if blow is not None and isinstance(item, Figure) and item.what in TOLLS:
                shared.figures[blow].append(item)
            continue
        nearest = min(above, key=lambda w: len(below[w]))
        if isinstance(item, Figure):
            shared.figures[nearest].append(item)
        elif nearest not in shared.times and item.type in ("DATE", "TIME"):
            shared.times[nearest] = item
    return shared


TOLLS = ("killed", "injured")


def _blow(hits: Sequence[Hit], figures: Mapping[int, Sequence[Figure]]) -> int | None:
    """The word of the assault whose toll a sentence tells: the only one, or the only one of which it told one already.

    "Two militants were killed and six injured in strikes on a camp": the six are those of the strikes.
    """
    assaults = [hit.word for hit in hits if hit.code.type == "ASSAULT"]
    told = [w for w in assaults if any(f.what in TOLLS for f in figures.get(w, ()))]
    only = assaults if len(assaults) == 1 else told
    return only[0] if len(only) == 1 else None


def _own_subject(sentence: Sentence, i: int) -> bool:
    return any(sentence.relations[c].startswith("nsubj") for c in sentence.children[i])


def _of_other_clause(sentence: Sentence, i: int, span: Span) -> bool:
    """ "The navy has closed the port since Sunday, and the army is ...": a second subject has a clause of its own."""
    word = _word_in(sentence, span)
    second = sentence.relations[i] == "conj" and _own_subject(sentence, i)
    return second and word is not None and word not in sentence.subtree(i)


def _own_words(sentence: Sentence, i: int) -> set[int]:
    """The words below `i`, without the clauses that tell something else."""
    found, todo = set(), [i]
    while todo:
        j = todo.pop()
        found.add(j)
        todo += [
            c for c in sentence.children[j] if sentence.relations[c] not in ("acl:relcl", "advcl", "parataxis", "conj")
        ]
    return found


def _word_in(sentence: Sentence, span: Span) -> int | None:
    """The first word of a span that lies in the sentence."""
    if not sentence.start <= span.start < sentence.end:
        return None
    return next((i for i, end in enumerate(sentence.ends) if span.start < end), None)


def claim_of(
    desk: Desk, number: int, clauses: Clauses, hit: Hit, shared: _Shared, *, anyone: bool = False
) -> Claim | None:
    """An event as a claim; None where it is nobody's and nowhere, unless `anyone` will do."""
    sentence = clauses.sentence
    hit = _without_bystanders(clauses, hit)
    actors = _distinct(_whole(desk, [p for i in hit.actors for p in _parties(desk, number, hit, i)]))
    named = {(p.name, p.span) for p in actors}
    others = [p for i in hit.recipients for p in _parties(desk, number, hit, i)]
    recipients = _distinct(p for p in _whole(desk, others) if (p.name, p.span) not in named)
    if hit.code.mode == "visit" and not anyone and not any(_can_visit(p) for p in actors):
        return None
    if hit.code.type == "CONSULT" and hit.code.mode not in ("visit", "third-party"):
        actors, recipients = (*actors, *recipients), ()
    places = {p.span: p for word in hit.trigger for p in where.attach(sentence, word, desk.places)}
    somebody = anyone or actors or recipients
    if not somebody and not (_counted_force(hit, shared) or _placed(hit, places.values())):
        return None
    time = shared.times.get(hit.word)
    figures = [_said(desk, number, f) for f in shared.figures.get(hit.word, ())]
    topic, topic_span = _topic(clauses, hit, desk)
    manner, manner_span = _manner(clauses, hit)
    said_by, said_spans = _said_by(desk, number, hit.word)
    status = _status(hit.status, time, desk.day)
    if time and status in DEEDS:
        time = _behind(time, desk.day)
    if time is None and status == "happened" and not shared.times.get(hit.word):
        time = _today(desk, sentence, hit.trigger)
    evidence: dict[str, tuple[Span, ...]] = {
        "type": tuple(_word(sentence, i) for i in sorted({*hit.trigger, *hit.told_with}))
    }
    if hit.status_words:
        evidence["status"] = tuple(_word(sentence, i) for i in sorted(set(hit.status_words)))
    elif status == "historical" and time:
        evidence["status"] = (time.span,)
    evidence |= {
        name: spans
        for name, spans in (
            ("actors", tuple(p.span for p in actors)),
            ("recipients", tuple(p.span for p in recipients)),
            ("places", tuple(places)),
            ("when", (time.span,) if time else ()),
            ("figures", tuple(f.span for f in figures)),
            ("topic", topic_span),
            ("manner", manner_span),
            ("said_by", said_spans),
        )
        if spans
    }
    mode = hit.code.mode
    return Claim(
        report=desk.report.id,
        type=hit.code.type,
        mode=mode,
        labels=hit.labels,
        contexts=hit.code.contexts,
        quad=ontology.quad(hit.code.type),
        score=ontology.score(hit.code.type, mode),
        status=status,
        trigger=" ".join(sentence.words[i] for i in sorted(hit.trigger)),
        topic=topic,
        manner=manner,
        actors=actors,
        recipients=recipients,
        places=tuple(places.values()),
        when=time.when if time else None,
        figures=tuple(figures),
        said_by=said_by,
        sentence=sentence.span,
        evidence=evidence,
        confidence=round(min(max(_confidence(hit), 0.01), 0.99), 3),
        coder=CODER,
    )


def _behind(time: Time, day: date | None) -> Time | None:
    """The time of a deed, unless it lies ahead of the day of writing, as in "agreed to meet on Wednesday".

    Which day it was is then not told; to put it back by a week would be to guess.
    """
    ahead = day is not None and time.when.earliest is not None and time.when.earliest > day
    return None if ahead else time


def _today(desk: Desk, sentence: Sentence, trigger: Sequence[int]) -> Time | None:
    """The day of an item that tells its news in the present: "Rebels free two nurses in Goma"."""
    word = next((i for i in trigger if sentence.upos[i] == "VERB" and digest.tells_now(sentence, i)), None)
    if not desk.digest or desk.day is None or word is None:
        return None
    day = desk.day
    when = When(earliest=day, latest=day, precision="day", timex=day.isoformat(), anchor=day, anchored_on="published")
    return Time(span=_word(sentence, word), type="DATE", value=day.isoformat(), when=when)


def _word(sentence: Sentence, i: int) -> Span:
    return Span(start=sentence.starts[i], end=sentence.ends[i])


def _whole(desk: Desk, parties: Sequence[Party]) -> list[Party]:
    """ "US Secretary of State Rex Roe", which the reader took for two: an office and right behind it the person."""
    found: list[Party] = []
    for party in sorted(parties, key=lambda p: p.span.start):
        first = found[-1] if found else None
        gap = desk.report.text[first.span.end : party.span.start] if first else ","
        if first is None or gap.strip() or first.span.end > party.span.start or not party.text[:1].isupper():
            found.append(party)
            continue
        span = Span(start=first.span.start, end=party.span.end)
        known = party if party.actor_id or not first.actor_id else first
        update = {
            "span": span,
            "text": span.of(desk.report.text),
            "country": known.country or first.country or party.country,
            "sectors": known.sectors or first.sectors or party.sectors,
            "office": known.office or first.office,
        }
        found[-1] = known.model_copy(update=update)
    return [_with_letters(desk, party) for party in found]


_LETTERS = re.compile(r"\s?\([A-Z][A-Za-z-]{1,9}\)")


def _with_letters(desk: Desk, party: Party) -> Party:
    """ "the Kachin Independence Organization (KIO)": its letters belong to a name."""
    letters = _LETTERS.match(desk.report.text, party.span.end)
    if not letters or not party.text[:1].isupper():
        return party
    span = Span(start=party.span.start, end=letters.end())
    return party.model_copy(update={"span": span, "text": span.of(desk.report.text)})


def _distinct(parties: Iterable[Party]) -> tuple[Party, ...]:
    seen: dict[tuple[str, str | None], Party] = {}
    for party in parties:
        seen.setdefault((party.name, party.country), party)
    return tuple(seen.values())


def _status(told: Status, time: Time | None, day: date | None) -> Status:
    """What is told as done long before the report is history: "the hostages taken in the raid of last year"."""
    latest = time.when.latest if time else None
    old = day is not None and latest is not None and latest < day - HISTORICAL_AFTER
    return "historical" if old and told in ("happened", "ongoing") else told


def _topic(clauses: Clauses, hit: Hit, desk: Desk) -> tuple[str | None, tuple[Span, ...]]:
    """What the event was about, in the report's words: object and complement, where these are no party and no time."""
    parties = {*hit.actors, *hit.recipients}
    tops = (
        [o for o in clauses.heads_in(hit.word, "obj") if o not in parties and o not in hit.trigger]
        if clauses.is_verb(hit.word)
        else []
    )
    if hit.code.type == "CONSULT":  # "held talks with the group": the talks are the event, not its topic
        tops = []
    before = [o for o in tops if o < hit.word]
    tops = before or tops + [c for c in clauses.complements(hit.word) if c > hit.word]
    if not tops:
        near = clauses.children(hit.word, "obl", "advcl", "acl")
        near += [c for r in hit.recipients for c in clauses.children(r, "acl") if clauses.marks(c)[:1] == ["to"]]
        tops = [c for c in near if c not in parties and _is_about(clauses, c)]
    tops = [
        c
        for c in tops
        if c not in hit.trigger and not any(_word(clauses.sentence, c).overlaps(t.span) for t in desk.times)
    ]
    if hit.code.mode == "withdraw":  # "the frigate left Durban": where it left is no topic
        tops = [c for c in tops if clauses.kinds.get(c) != "place"]
    edges = [clauses.span_of(c) for c in (tops if len(tops) > 1 and not before else tops[:1])]
    edges = [(first, last) for first, last in edges if not first <= hit.word <= last]
    if not edges:
        return None, ()
    span = clauses.sentence.words_span(min(e[0] for e in edges), max(e[1] for e in edges))
    return " ".join(span.of(desk.report.text).split()), (span,)


def _is_about(clauses: Clauses, i: int) -> bool:
    """ "appealed to them to wait", "prepares for an assault": the phrase or clause that says what for."""
    about = {"for", "of", "about", "over", "on", "against", "to"}
    return bool(about & {*clauses.cases(i), *clauses.marks(i)}) and clauses.parent(i) < i


def _manner(clauses: Clauses, hit: Hit) -> tuple[Manner | None, tuple[Span, ...]]:
    """Said in private or in public: an adverb, "in his speech" or "behind closed doors" beside the verb."""
    beside = clauses.children(hit.word, "advmod", "obl", "amod")
    below = [n for c in clauses.children(hit.word, "obj", "obl") for n in clauses.children(c, "nmod")]
    for c in (*beside, *below):  # "asked for a delay in confidence"
        lemma = clauses.lemma(c)
        forms = (*((lemma,) if c in beside else ()), *(f"{case}:{lemma}" for case in clauses.cases(c)))
        found = next((manners()[form] for form in forms if form in manners()), None)
        if found:
            return ("private" if found == "private" else "public"), (_word(clauses.sentence, c),)
    return None, ()


def _said_by(desk: Desk, number: int, word: int) -> tuple[Party | None, tuple[Span, ...]]:
    """The source whose words hold the event, where the report quotes or reports one."""
    index = desk.sources.get((number, word))
    if index is None:
        return None, ()
    quote = desk.quotes[index]
    party = _source(desk, quote.source[0]) if quote.source else None
    return party, (*quote.source, *quote.cue) if party else ()


def _source(desk: Desk, span: Span) -> Party | None:
    """Whoever is quoted; "a Norway-based monitor", of whom no table knows anything, by the words of the report."""
    found = desk.resolver.party_at(span)
    words = span.of(desk.report.text)
    if found is not None or words.lower() in _NOBODY:
        return found
    return Party(span=span, text=words, name=" ".join(words.split()))


_NOBODY = frozenset(
    {"he", "she", "it", "they", "who", "which", "that", "this", "we", "i", "you", "one", "some", "others"}
)


def _counted_by(desk: Desk, number: int, word: int) -> tuple[Party | None, tuple[Span, ...]]:
    """Who gives a number without being quoted: "the ministry counted eight dead", "the junta puts the toll at 12"."""
    clauses = Clauses(desk.reading.sentences[number])
    counting = classes()["COUNTER"]
    for above in clauses.ancestors(word):
        if (clauses.lemma(above), "") not in counting or (
            clauses.lemma(above) == "put" and "at" not in clauses.particles(above)
        ):
            continue
        for j in clauses.heads_in(above, "subj" if clauses.is_verb(above) else "poss"):
            if word in clauses.sentence.subtree(j) or (clauses.lemma(j), "") in counting:
                continue
            first, last = clauses.span_of(j)
            party = _source(desk, clauses.sentence.words_span(first, last))
            if party is not None:
                return party, (party.span, _word(clauses.sentence, above))
    return None, ()


def _said(desk: Desk, number: int, figure: Figure) -> Figure:
    """The figure with its claimant, report and as-of day."""
    return _in_ledger(desk, figure)


def _in_ledger(desk: Desk, figure: Figure) -> Figure:
    update: dict[str, object] = {"report": desk.report.id}
    place = _place_of(desk.reading.sentences, figure.span)
    if place is not None:
        party, spans = _said_by(desk, *place)
        if party is None:
            party, spans = _counted_by(desk, *place)
        if party is not None:
            update |= {"said_by": party, "evidence": {**figure.evidence, "said_by": spans}}
    return figure.model_copy(update=update)


def _place_of(sentences: Sequence[Sentence], span: Span) -> tuple[int, int] | None:
    """Sentence and word where a span begins."""
    for number, sentence in enumerate(sentences):
        word = _word_in(sentence, span)
        if word is not None:
            return number, word
    return None


def _confidence(hit: Hit) -> float:
    """The chance that the words tell an event of this type; docs/coding.md shows how well it keeps its word."""
    share = hit.rivals[0][1] if hit.rivals else learnt.weights().alone
    return (hit.chance or 0.0) * share


def _condition(desk: Desk, raw: if_room.RawCondition, by_word: dict[tuple[int, int], Claim]) -> Condition:
    """The condition with its parties and claims."""
    text, number = desk.report.text, raw.sentence
    actors = desk.parties(number, raw.actor) if raw.actor is not None else ()
    speaker = None
    spans: tuple[Span, ...] = ()
    if raw.consequence_heads:
        speaker, spans = _said_by(desk, number, raw.consequence_heads[0])
    sentence = desk.reading.sentences[number]
    evidence = {
        "trigger": raw.trigger,
        "consequence": raw.consequence,
        "cue": (raw.cue,),
        "trigger_act": _words(sentence, raw.trigger_heads),
        "consequence_act": _words(sentence, raw.consequence_heads),
    }
    if actors:
        evidence["actors"] = tuple(p.span for p in actors)
    if spans:
        evidence["said_by"] = spans
    deadline = next((t.when for t in desk.times if raw.deadline and t.span.overlaps(raw.deadline)), None)
    return Condition(
        report=desk.report.id,
        kind=raw.kind,
        trigger=_quote(raw.trigger, text),
        consequence=_quote(raw.consequence, text),
        actors=actors,
        said_by=speaker,
        deadline=deadline,
        sentence=sentence.span,
        evidence={k: v for k, v in evidence.items() if v},
        trigger_claims=_claims_at(number, raw.trigger_heads, by_word),
        consequence_claims=_claims_at(number, raw.consequence_heads, by_word),
    )


def _words(sentence: Sentence, indices: Sequence[int]) -> tuple[Span, ...]:
    return tuple(Span(start=sentence.starts[i], end=sentence.ends[i]) for i in indices)


def _quote(spans: Sequence[Span], text: str) -> str:
    return " ... ".join(" ".join(s.of(text).split()) for s in spans)


def _claims_at(number: int, heads: Sequence[int], by_word: dict[tuple[int, int], Claim]) -> tuple[str, ...]:
    return tuple(by_word[(number, h)].id for h in heads if (number, h) in by_word)
