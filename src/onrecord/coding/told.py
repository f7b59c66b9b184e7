"""Told: what the words above an event make of it, before it is a claim.

A verbal act swallows its content ("urged them to attack" is REQUEST alone), an end turns an event
round ("suspended aid" is SANCTION), the future of a cooperative deed is a promise (AGREE), and
conflict that is announced under a condition is a threat.  The rulings are PLOVER's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from onrecord.coding import rulings
from onrecord.coding.clause import Clauses
from onrecord.coding.hit import Hit
from onrecord.coding.lexicon import classes
from onrecord.coding.needs import IsParty
from onrecord.coding.whether import Sign, signs, status
from onrecord.model import Status
from onrecord.ontology import Code

_SWALLOWING = frozenset({"REQUEST", "THREATEN", "REJECT", "AGREE"})
_VERBAL_ACTS = _SWALLOWING | {"ACCUSE"}
_AHEAD = frozenset({"modal:maybe", "modal:would"})
_BESIDE_CLAUSE = frozenset({"after", "as", "while", "when", "because", "since", "although", "though"})
_BESIDE_PHRASE = frozenset({"after", "following", "amid", "during", "since", "over"})

_CHARGED = frozenset({"of", "for", "with"})
_WEEKDAYS = frozenset(["mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays"])
_USUALLY = frozenset({"usually", "typically", "traditionally", "normally", "annually"})
_LAWS = frozenset({"constitution", "law", "treaty", "convention", "charter", "statute", "rule"})
_BOTH = frozenset({"side", "party", "country", "neighbour", "neighbor", "nation", "leader"})
_SWEARING = frozenset({"vow", "promise", "pledge", "swear"})

ByWord = Mapping[int, Hit]


def tell(clauses: Clauses, hit: Hit, by_word: ByWord, is_party: IsParty) -> Hit | None:
    """The find as the sentence tells it; None where another event has swallowed it."""
    above = signs(clauses, hit.word)
    kinds = {s.kind for s in above}
    if kinds & {"void", "purpose", "modal:ought"} or swallowed(clauses, hit, by_word) or _standing(clauses, hit):
        return None
    if _habit(clauses, hit.word):
        return None
    hit = _halted(clauses, hit, above)
    with_content = _with_content(clauses, hit, by_word, is_party)
    if with_content is None:
        return None
    hit = with_content
    told, words = status(clauses, hit.word, above)
    if "past" in kinds and told == "happened":
        told = "historical"
    refused = rulings.refused(hit.code)
    if refused and told == "denied" and kinds & {"modal:would", "modal:future", "fail", "refuse"}:
        return replace(hit, code=refused, status="happened", status_words=words)
    threat = _threat(clauses, hit, above, told, is_party)
    if threat is not None:
        return replace(threat, status="happened", status_words=words)
    code = rulings.in_future(hit.code) if _looks_ahead(clauses, hit.word, kinds, told) else hit.code
    if told == "denied" and any(s.kind == "prevent" for s in above):
        told = "hypothetical"
    return replace(hit, code=code, status=told, status_words=words)


def _looks_ahead(clauses: Clauses, i: int, kinds: set[str], told: Status) -> bool:
    """ "will send", "might send", "would send if asked"; not "if they send", not "may have sent"."""
    if told == "planned":
        return True
    if told == "conditional":
        return "condition" in kinds and "if" not in kinds
    perfect = any(clauses.lemma(a) == "have" for a in clauses.auxiliaries(i))
    return told == "hypothetical" and bool(_AHEAD & kinds) and not perfect


def _threat(clauses: Clauses, hit: Hit, above: list[Sign], told: Status, is_party: IsParty) -> Hit | None:
    """ "said that it would close the border unless ...": conflict that somebody announces is a threat."""
    code = rulings.threatened(hit.code)
    if code is None or told not in ("planned", "hypothetical", "conditional"):
        return None
    kinds = {s.kind for s in above}
    speaker = next((s.word for s in above if s.kind in ("say", "threaten", "announce")), None)
    sure = bool(kinds & {"modal:future", "modal:would"})
    warned = any(s.kind == "threaten" for s in above)
    doubted = bool(kinds & {"modal:maybe", "fear", "feared", "forecast"})
    announced = speaker is not None and hit.code.type == "ASSAULT" and not doubted
    if hit.code.type == "PROTEST" and not warned:
        return None
    if "if" in kinds or not sure or not ("condition" in kinds or warned or announced):
        return None
    actors = hit.actors
    recipients = hit.recipients
    if speaker is not None:
        named = tuple(j for j in clauses.heads_in(speaker, "subj") if is_party(j))
        told_to = tuple(j for j in clauses.heads_in(speaker, "obj") if is_party(j)) if warned else ()
        only_pronouns = all(clauses.sentence.upos[j] == "PRON" for j in actors)
        actors = named if named and only_pronouns else actors
        recipients = told_to or recipients
    recipients = tuple(j for j in recipients if j not in actors)
    told_with = (*hit.told_with, speaker) if speaker is not None else hit.told_with
    return replace(hit, code=code, actors=actors, recipients=recipients, told_with=told_with)


def _standing(clauses: Clauses, hit: Hit) -> bool:
    """ "a militia backed by Elbonia", "which finances the army": who stands behind whom, and no event."""
    if hit.nominal or hit.code.type not in ("SUPPORT", "AID", "COOPERATE"):
        return False
    relation, word = clauses.sentence.relations[hit.word], clauses.sentence.words[hit.word].lower()
    present = word == clauses.lemma(hit.word) or word.endswith("s")
    return relation == "acl" or (relation == "acl:relcl" and present and not clauses.auxiliaries(hit.word))


def _habit(clauses: Clauses, i: int) -> bool:
    """ "meets on Tuesdays", "usually strikes in June", "under the constitution the president may ...": no deed."""
    for c in clauses.children(i, "obl", "advmod"):
        if clauses.sentence.words[c].lower() in _WEEKDAYS or clauses.lemma(c) in _USUALLY:
            return True
        if clauses.lemma(c) in _LAWS and "under" in clauses.cases(c):
            return any(clauses.lemma(a) in ("may", "can", "must") for a in clauses.auxiliaries(i))
    if clauses.base(i) == "conj":
        return _habit(clauses, clauses.first_conjunct(i))
    return False


def swallowed(clauses: Clauses, hit: Hit, by_word: ByWord) -> bool:
    """Whether the event is but the content of a request, threat, refusal, agreement or charge."""
    below = hit.word
    for above in clauses.ancestors(hit.word):
        over = by_word.get(above)
        relation = clauses.sentence.relations[below]
        if relation in ("acl:relcl", "conj") and above != hit.word:
            below = above
            continue
        if over and over.code.type == "PROTEST" and hit.code.type == "REQUEST" and clauses.base(below) == "advcl":
            return True
        if over and over is not hit and over.code.type in _VERBAL_ACTS and not over.nominal:
            if _adjunct(clauses, below):
                return False
            if over.code.type == "AGREE" and hit.code.type == "PROTEST":
                return False
            if over.code.type in _SWALLOWING:
                return True
            return over.code.mode == "allege" and (not hit.nominal or bool(_CHARGED & set(clauses.cases(below))))
        if over and over.nominal and over.code.type in _SWALLOWING and relation in ("acl", "nmod"):
            return True
        below = above
    return False


def _adjunct(clauses: Clauses, i: int) -> bool:
    """A clause or phrase that stands beside the main one ("after the army shelled ..."), not inside it."""
    if clauses.base(i) == "advcl":
        return bool(_BESIDE_CLAUSE & set(clauses.marks(i)))
    if clauses.base(i) == "obl":
        return bool(_BESIDE_PHRASE & set(clauses.cases(i)))
    return clauses.base(i) in ("parataxis", "nsubj")


def _halted(clauses: Clauses, hit: Hit, above: list[Sign]) -> Hit:
    """ "suspended its aid", "halted the strikes": the end of an event is another event."""
    sign = next((s for s in above if s.kind == "halt"), None)
    if sign is None or sign.word == hit.word:
        return hit
    code = rulings.at_end(hit.code)
    if code is None:
        return hit
    actors = tuple(clauses.heads_in(sign.word, "subj"))
    return replace(
        hit, code=code, actors=actors or hit.actors, because=(*hit.because, f"{clauses.lemma(sign.word)} (halt)")
    )


def _with_content(clauses: Clauses, hit: Hit, by_word: ByWord, is_party: IsParty) -> Hit | None:
    """A verbal act takes its mode from what it is about: "refused to meet" is REJECT/meet.

    None where the word of the act adds nothing ("vowed to boycott the vote" is the boycott, planned).
    """
    if hit.code.type not in _SWALLOWING or hit.code.mode is not None:
        return hit
    inside = _content(clauses, hit, by_word)
    if hit.code.type == "AGREE" and not _mutual(clauses, hit) and _yields(clauses, hit):
        return replace(hit, code=Code("CONCEDE"))
    if inside and hit.code.type == "AGREE" and not _mutual(clauses, hit):
        if inside.code.type == "PROTEST":
            return None
        promised = rulings.promised(inside.code, sworn=clauses.lemma(hit.word) in _SWEARING)
        if promised:
            hit = replace(hit, code=promised)
    mode = hit.code.mode or rulings.mode_of_content(hit.code.type, inside.code if inside else None)
    if not inside or (mode is None and hit.recipients):
        return replace(hit, code=hit.code._replace(mode=mode))
    recipients = hit.recipients
    if not recipients:
        others = (*inside.recipients, *inside.actors)
        recipients = tuple(j for j in others if j not in hit.actors and is_party(j))
    because = (*hit.because, f"about: {inside.because[0]}")
    return replace(hit, code=hit.code._replace(mode=mode), recipients=recipients, because=because)


def _mutual(clauses: Clauses, hit: Hit) -> bool:
    """ "both sides agreed to reopen the road": what two agree on is no concession."""
    if clauses.lemma(hit.word) not in ("agree", "accept", "agreement", "deal", "accord"):
        return False
    actors = clauses.heads_in(hit.word, "subj")
    return any(clauses.lemma(j) in _BOTH or clauses.children(j, "conj") for j in actors) or any(
        clauses.children(c, "conj") for j in actors for c in clauses.children(j, "nmod")
    )


def _yields(clauses: Clauses, hit: Hit) -> bool:
    """ "offered to ease the terms": what is promised is to give way."""
    inside = (*clauses.complements(hit.word), *clauses.children(hit.word, "acl"))
    return any((clauses.lemma(c), "") in classes()["YIELDING"] for c in inside if clauses.negation(c) is None)


def _content(clauses: Clauses, hit: Hit, by_word: ByWord) -> Hit | None:
    starts = [
        *clauses.complements(hit.word),
        *clauses.heads_in(hit.word, "obj"),
        *clauses.children(hit.word, "obl", "nmod", "acl"),
        *(c for c in clauses.children(hit.word, "advcl") if clauses.marks(c)[:1] == ["to"]),
    ]
    for start in starts:
        for j in [start, *_nearest_events(clauses, start)]:
            if j in by_word and j != hit.word:
                return by_word[j]
    return None


def _nearest_events(clauses: Clauses, top: int) -> list[int]:
    found, level = [], [top]
    for _ in range(3):
        level = [c for j in level for c in clauses.children(j, "xcomp", "ccomp", "obj", "nmod", "acl", "conj", "obl")]
        found.extend(level)
    return found
