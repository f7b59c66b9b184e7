"""Where a sentence attributes: every word that could be a cue, with the content and the source that go with it.

This finds candidates; `who_says` decides.  A cue is a verb, noun or adjective of saying, thinking, wanting or
judging; its content is the clause or phrase that it governs, its source the one who says, thinks, wants or judges.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from functools import cache

from onrecord.model import Sentence
from onrecord.ontology.table import read_table

WH = frozenset({"who", "that", "which", "whom"})
CONTENT_PREPOSITIONS = frozenset(
    [
        "for",
        "about",
        "of",
        "on",
        "over",
        "against",
        "to",
        "that",
        "as",
        "with",
        "in",
        "at",
        "into",
        "from",
        "toward",
        "towards",
    ]
)


@cache
def classes() -> dict[str, tuple[str, ...]]:
    """Lemma -> the classes of cues that it belongs to."""
    found: dict[str, list[str]] = {}
    for row in read_table("who_says/classes.tsv", ("group", "words")):
        for word in row["words"].split():
            found.setdefault(word, []).append(row["group"])
    return {word: tuple(groups) for word, groups in found.items()}


@dataclass(slots=True)
class Candidate:
    """A cue word with the words of a content and of a source, by index in their sentence.

    `shape` names the construction: ccomp, parataxis, xcomp, obj, obl:about, subject, according, acl, nmod:of ...
    """

    cue: int
    shape: str
    content: list[int]
    source: list[int] = field(default_factory=list)
    top: int = -1
    preposition: int = -1
    addressee: int = -1


def base(s: Sentence, i: int) -> str:
    """The relation of a word without its subtype."""
    return s.relations[i].partition(":")[0]


def candidates(s: Sentence, nominal: Container[str] | None = None) -> Iterator[Candidate]:
    """Everything in a sentence that could be an attribution.

    Only the lemmas in `nominal` (all, if not given) may have a mere phrase, or any content of a noun, as theirs.
    """
    after = {c.cue: c for c in _postposed(s)} if "," in s.words else {}
    yield from after.values()
    for i, upos in enumerate(s.upos):
        known = nominal is None or s.lemmas[i].lower() in nominal
        if upos == "VERB":
            said = after.get(i)
            for c in _verb(s, i, known):
                if said is None or not set(said.source) & set(c.content):  # the reader took the source for content
                    yield c
        elif upos == "NOUN" and known:
            yield from _noun(s, i)
        elif upos == "ADJ" and known:
            yield from _adjective(s, i)
        if s.words[i].lower() in ("according", "per") and upos != "NOUN":
            yield from _according(s, i)


def _verb(s: Sentence, i: int, known: bool) -> Iterator[Candidate]:
    """What a verb may govern as content; a mere phrase only where it is known as a cue."""
    below = s.children[i]
    if not known and not any(base(s, c) in ("ccomp", "xcomp") for c in below) and s.relations[i] != "parataxis":
        return
    passive = any(s.relations[c] in ("aux:pass", "nsubj:pass") for c in below)
    source = agent(s, i) if passive else subject(s, i)
    objects = [c for c in below if base(s, c) == "obj"]
    clausal = False
    for c in below:
        relation = base(s, c)
        if relation == "ccomp":
            clausal = True
            yield Candidate(i, "ccomp" if not passive else "ccomp:pass", _said(s, c), source, c)
        elif relation == "xcomp":
            clausal = True
            if passive:
                told = passive_subject(s, i)
                yield Candidate(i, "xcomp:pass", sorted([*told, *clause(s, c)]), source, c)
            elif objects and objects[0] < c:
                words = sorted([*clause(s, objects[0]), *clause(s, c)])
                yield Candidate(i, "obj+xcomp", words, source, c, addressee=objects[0])
            elif s.lemmas[i].lower() in SEEMING:
                yield Candidate(i, "seem", sorted([*passive_subject(s, i), *clause(s, c)]), [], c)
            else:
                yield Candidate(i, "xcomp", clause(s, c), source, c)
    if s.relations[i] == "parataxis" and s.parent(i) >= 0 and not clausal:
        own = set(s.subtree(i))
        outer = [k for k in s.subtree(s.parent(i)) if k not in own]
        yield Candidate(i, "parataxis", trim(s, outer), source, s.parent(i))
    if not known:
        return
    if not clausal and not passive:
        for c in objects:
            yield Candidate(i, "obj", clause(s, c), source, c)
    for c in below:
        if base(s, c) in ("obl", "advcl") and c > i:
            case = next((k for k in s.children[c] if s.relations[k] in ("case", "mark")), -1)
            if case >= 0 and s.words[case].lower() in CONTENT_PREPOSITIONS and s.relations[c] != "obl:agent":
                words = [k for k in clause(s, c) if k != case]
                shape = f"{base(s, c)}:{s.words[case].lower()}"
                if objects and not passive:
                    yield Candidate(
                        i, "obj+" + shape, sorted([*clause(s, objects[0]), *words, case]), source, c, case, objects[0]
                    )
                elif passive:
                    yield Candidate(i, shape + ":pass", sorted([*passive_subject(s, i), *words]), source, c, case)
                else:
                    yield Candidate(i, shape, words, source, c, case)
    if passive:
        told = passive_subject(s, i)
        if told and not clausal:
            yield Candidate(i, "subject", told, source, told[0])


def _noun(s: Sentence, i: int) -> Iterator[Candidate]:
    """What a noun may govern: "the claim that", "plans to", "support for"."""
    source = possessor(s, i)
    for c in s.children[i]:
        relation = base(s, c)
        if c < i:
            continue
        if relation in ("acl", "ccomp") and s.relations[c] != "acl:relcl":
            shape = "acl:to" if any(s.words[k].lower() == "to" for k in s.children[c]) else "acl:that"
            if shape == "acl:that" and not any(s.relations[k] == "mark" for k in s.children[c]):
                continue
            yield Candidate(i, "noun+" + shape, clause(s, c), source, c)
        elif relation == "nmod":
            case = next((k for k in s.children[c] if s.relations[k] == "case"), -1)
            if case >= 0:
                words = [k for k in clause(s, c) if k != case]
                yield Candidate(i, f"noun+nmod:{s.words[case].lower()}", words, source, c, case)
    if any(s.relations[c] == "cop" for c in s.children[i]) or base(s, i) == "nsubj":
        head = i if base(s, i) != "nsubj" else s.parent(i)
        for c in s.children[head]:
            if base(s, c) in ("ccomp", "xcomp", "advcl", "csubj") and c > i:
                yield Candidate(i, "noun+be", clause(s, c), source, c)
                break


def _adjective(s: Sentence, i: int) -> Iterator[Candidate]:
    """What an adjective may govern: "sure that", "ready to", "critical of"."""
    source = subject(s, i)
    for c in s.children[i]:
        relation = base(s, c)
        if c < i:
            continue
        if relation in ("ccomp", "xcomp", "advcl"):
            yield Candidate(i, "adj+" + relation, clause(s, c), source, c)
        elif relation in ("obl", "nmod"):
            case = next((k for k in s.children[c] if s.relations[k] == "case"), -1)
            if case >= 0:
                yield Candidate(
                    i, f"adj+obl:{s.words[case].lower()}", [k for k in clause(s, c) if k != case], source, c, case
                )


def _according(s: Sentence, i: int) -> Iterator[Candidate]:
    """ "According to X, S": the content is the clause that it stands in."""
    top = s.parent(i)
    if top < 0:
        return
    if s.upos[top] in ("VERB", "AUX") or top < i:  # the reader hangs the source on "according"
        source = next((c for c in s.children[i] if c > i and base(s, c) in ("obl", "nmod", "obj")), -1)
        head = top
    else:
        source, head = top, s.parent(top)
    if source < 0 or head < 0:
        return
    phrase = set(s.subtree(source)) | set(s.subtree(i))
    words = trim(s, [k for k in s.subtree(head) if k not in phrase])
    told = [
        k
        for k in clause(s, source)
        if k != i and not (s.relations[k] in ("fixed", "case") and k < source and k - i <= 2)
    ]
    yield Candidate(i, "according", words, told, head)
    last = max(phrase)
    rest = [k for k in range(len(s)) if k > last] if i <= 1 else list(range(i))
    if (i <= 1 or last >= len(s) - 2) and rest != words:  # at an end of the sentence, all the rest may be theirs
        yield Candidate(i, "according:all", trim(s, rest), told, head)


SEEMING = frozenset({"seem", "appear", "look"})
SAYING = {"say", "write", "argue", "predict", "believe", "muse", "know", "show", "emotionneg", "accuse"}
BREAKS = frozenset({";", ":", "—", "–", "(", ")"})


def _postposed(s: Sentence) -> Iterator[Candidate]:
    """ "S, X said", "S, said X" and "S1, X said, S2", found by their commas: readers often take X for a part of S."""
    commas = [k for k, w in enumerate(s.words) if w == ","]
    for i in range(4, len(s)):
        if s.upos[i] != "VERB" or s.words[i].lower().endswith("ing"):
            continue
        if not SAYING.intersection(classes().get(s.lemmas[i].lower(), ())):
            continue
        j = max((k for k in commas if k < i), default=-1)
        end = min((k for k in commas if k > i), default=len(s) - (s.upos[-1] == "PUNCT"))
        if j < 3 or any(base(s, c) == "ccomp" and c > i for c in s.children[i]) or BREAKS & set(s.words[j:end]):
            continue
        source = list(range(j + 1, i)) if i > j + 1 else list(range(i + 1, end))
        start = max((k + 1 for k in range(j) if s.words[k] in BREAKS), default=0)
        content = list(range(start, j))
        if not _is_phrase(s, source) or not any(s.upos[k] in ("VERB", "AUX") for k in content) or end - i > 12:
            continue
        rest = list(range(end + 1, len(s)))
        if len(rest) > 2 and s.upos[rest[0]] not in ("SCONJ", "CCONJ") and "VERB" in [s.upos[k] for k in rest]:
            content += rest
        plain = source[-1] == i - 1 and not rest and end - i <= 5 and len(source) <= 8
        yield Candidate(i, "postposed:end" if plain else "postposed", trim(s, content), source, j - 1)


def _is_phrase(s: Sentence, words: list[int]) -> bool:
    """Whether words could be a source: a short phrase, with no finite verb but after "who"."""
    if not words or len(words) > 14 or s.upos[words[0]] not in ("DET", "PROPN", "NOUN", "PRON", "ADJ", "NUM"):
        return False
    if not any(s.upos[k] in ("NOUN", "PROPN", "PRON") for k in words) or s.words[words[0]].lower() in WH:
        return False
    verbs = [k for k in words if s.upos[k] in ("VERB", "AUX")]
    relative = any(s.words[k].lower() in WH for k in words)
    return relative or all(s.words[k].lower().endswith(("ed", "ing", "en")) for k in verbs)


# --- phrases -------------------------------------------------------------------------------------------


def trim(s: Sentence, words: list[int]) -> list[int]:
    """The words without commas, stops and conjunctions at the ends; quotation marks stay."""
    while words and (s.words[words[-1]] in ",.;:-–—―--" or s.relations[words[-1]] == "cc"):
        words = words[:-1]
    while words and (s.words[words[0]] in ",.;:-–—―--" or s.relations[words[0]] == "cc"):
        words = words[1:]
    return words


def clause(s: Sentence, top: int) -> list[int]:
    """The words of a clause or phrase, trimmed."""
    return trim(s, s.subtree(top))


def _said(s: Sentence, top: int) -> list[int]:
    """The words of a reported clause without what the speaker goes on to say: "... fled, adding that all lived"."""
    words = s.subtree(top)
    for c in s.children[top]:
        if _goes_on(s, c):
            cut = set(s.subtree(c))
            words = [k for k in words if k not in cut]
    return trim(s, words)


def _goes_on(s: Sentence, i: int) -> bool:
    """Whether a participle after a comma resumes the speech that its clause is in: ", adding that", ", saying"."""
    if s.relations[i] != "advcl" or not s.words[i].lower().endswith("ing") or s.words[i - 1] != ",":
        return False
    if "adding" not in classes().get(s.lemmas[i].lower(), ()) or base(s, s.parent(i)) != "ccomp":
        return False
    return any(base(s, c) in ("ccomp", "xcomp", "obj") for c in s.children[i])


def noun_phrase(s: Sentence, top: int) -> list[int]:
    """The words of a source: its whole phrase, trimmed."""
    return clause(s, top)


def subject(s: Sentence, i: int) -> list[int]:
    """Who does it: the subject of a verb, or the one that it borrows from the verb or noun that governs it."""
    for _ in range(6):
        own = next((c for c in s.children[i] if s.relations[c] in ("nsubj", "nsubj:outer")), None)
        if own is not None:
            return noun_phrase(s, own)
        passive = next((c for c in s.children[i] if s.relations[c] == "nsubj:pass"), None)
        if passive is not None:
            return noun_phrase(s, passive)
        above, relation = s.parent(i), s.relations[i]
        if above < 0:
            return []
        if _goes_on(s, i) and s.parent(above) >= 0:
            above = s.parent(above)  # the speaker, not who is spoken of
        if relation.startswith("acl"):
            if s.upos[above] in ("NOUN", "PROPN", "PRON") and not any(s.relations[c] == "mark" for c in s.children[i]):
                return _without(s, above, i)
            return possessor(s, above)
        if relation == "xcomp":
            control = next((c for c in s.children[above] if base(s, c) in ("obj", "iobj")), None)
            if control is not None:
                return noun_phrase(s, control)
        elif relation.partition(":")[0] not in ("conj", "advcl", "ccomp", "parataxis"):
            return []
        i = above
    return []


def _without(s: Sentence, top: int, part: int) -> list[int]:
    """A noun phrase without one of its clauses: the source of "an official saying so" is "an official"."""
    cut = set(s.subtree(part))
    return trim(s, [k for k in s.subtree(top) if k not in cut])


def agent(s: Sentence, i: int) -> list[int]:
    """Who does it, where the verb is passive: the phrase with "by"."""
    for c in s.children[i]:
        if s.relations[c] == "obl:agent" or (
            base(s, c) == "obl" and any(s.words[k].lower() == "by" and s.relations[k] == "case" for k in s.children[c])
        ):
            words = clause(s, c)
            return words[1:] if words and s.words[words[0]].lower() == "by" else words
    return []


def passive_subject(s: Sentence, i: int) -> list[int]:
    """The subject of a passive, or the noun that a bare participle modifies."""
    own = next((c for c in s.children[i] if base(s, c) in ("nsubj", "csubj")), None)
    return clause(s, own) if own is not None else []


def possessor(s: Sentence, noun: int) -> list[int]:
    """Whose a noun is: "his claim", "the minister's fear", "the opposition of the left", or the subject of its verb."""
    for c in s.children[noun]:
        if s.relations[c] == "nmod:poss":
            return [k for k in clause(s, c) if s.words[k].lower() not in ("'s", "’s", "'", "’")]
    for c in s.children[noun]:
        if base(s, c) == "nmod" and any(
            s.words[k].lower() in ("by", "among", "from") for k in s.children[c] if s.relations[k] == "case"
        ):
            return clause(s, c)[1:]
    above = s.parent(noun)
    if base(s, noun) in ("obj", "obl") and above >= 0 and s.upos[above] == "VERB":
        return subject(s, above)
    return []
