"""If this, then that: the conditions that a report tells, with trigger, consequence, who would act and until when.

A condition is a promise, a threat or an expectation that hangs on something yet open.  What is none: "asked if"
(whether), "as if", "even if" (it happens either way), "if any", and rules of habit ("if it rains, the road floods").
Triggers joined by "and" or "or" make one condition with several heads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from onrecord.coding.if_clauses import Hanging, hangings, imperative, lists, modal, modal_word
from onrecord.model import Quote, Reading, Sentence, Span

YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class RawCondition:
    """A condition as its sentence tells it; word indices are of sentence number `sentence`.

    `kind` is one of `KINDS`.  With "unless" and "until" the consequence holds as long as the trigger has not come;
    with "or else" it comes if the trigger does not.  `speaker` is the index of the quote that it stands in.
    """

    sentence: int
    kind: str
    cue: Span
    trigger: tuple[Span, ...]
    consequence: tuple[Span, ...]
    trigger_heads: tuple[int, ...]
    consequence_heads: tuple[int, ...]
    actor: int | None = None
    speaker: int | None = None
    deadline: Span | None = None


def conditions(text: str, reading: Reading, quotes: list[Quote] | None = None) -> list[RawCondition]:
    """The conditions of a report, in order; with `quotes`, each knows the quote that holds it."""
    found = []
    for number, s in enumerate(reading.sentences):
        for f in hangings(s):
            raw = _raw(s, number, f)
            if raw is not None:
                found.append(raw if not quotes else _with_speaker(raw, quotes))
    return found


def in_condition(sentence: Sentence, word: int) -> str | None:
    """Whether a word stands in the trigger or in the consequence of a condition, or in none.

    What a relative clause tells stands outside: in "if the group that shelled the town returns", the town was shelled.
    """
    for f in hangings(sentence):
        raw = _raw(sentence, 0, f)
        if raw is None:
            continue
        if _under(sentence, word, raw.trigger_heads):
            return "trigger"
        if word in raw.consequence_heads or _under(sentence, word, raw.consequence_heads, nominal=True):
            return "consequence"
    return None


# --- reading ----------------------------------------------------------------------------------------


def _raw(s: Sentence, number: int, f: Hanging) -> RawCondition | None:
    """The condition with its spans, or None where it is none after all."""
    consequence = _act(s, f)
    if not _real(s, f, consequence):
        return None
    triggers = [f.trigger, *(c for c in s.children[f.trigger] if s.relations[c] == "conj" and s.upos[c] != "PUNCT")]
    triggers += [c for c in s.children[consequence] if s.relations[c] == "conj" and _has_if(s, c)]
    triggers = [t for t in triggers if t not in f.cue and t != consequence]
    kind = f.kind
    if kind in ("if", "should") and _perfect(s, consequence):
        kind = "counterfactual"
    heads = tuple(h for h in _chain(s, consequence, f.trigger) if h not in triggers)
    trigger_words = [_clause(s, t, [k for k in triggers if k != t], f.cue) for t in triggers]
    apart = [c for c in s.children[consequence] if _apart(s, consequence, c)]
    told = _clause(s, consequence, [*triggers, *_phrase_of_cue(s, f), *apart], f.cue)
    if f.kind == "or else":
        told = _clause(s, consequence, [], f.cue)
        trigger_words = [_clause(s, f.trigger, [consequence], f.cue)]
        triggers = [f.trigger]
    trigger_spans = tuple(p for words in trigger_words for p in _spans(s, words))
    consequence_spans = _spans(s, told)
    if not trigger_spans or not consequence_spans:
        return None
    return RawCondition(
        sentence=number,
        kind=kind,
        cue=s.words_span(f.cue[0], f.cue[-1]),
        trigger=trigger_spans,
        consequence=consequence_spans,
        trigger_heads=tuple(h for t in triggers for h in _event_heads(s, t)),
        consequence_heads=heads,
        actor=None if _suffers(s, f, consequence) else _actor(s, consequence),
        deadline=_until(s, kind, [w for words in trigger_words for w in words], told),
    )


def _has_if(s: Sentence, c: int) -> bool:
    """ "... or if the raids go on", which the reader hung on the act."""
    return any(s.relations[k] == "mark" and s.words[k].lower() == "if" for k in s.children[c])


def _apart(s: Sentence, act: int, c: int) -> bool:
    """ "... will order doses, but the deal is void": a clause beside the act with its own subject, or who said it."""
    relation = s.relations[c].split(":")[0]
    if relation == "parataxis":
        return True
    own = any(s.relations[k].startswith("nsubj") for k in s.children[c])
    return relation == "conj" and own and c > act


def _act(s: Sentence, f: Hanging) -> int:
    """The word that tells what would be done.

    The clause with "if" often hangs on the verb of saying: in "warned that it would strike if attacked" the act is
    the striking.
    """
    top = f.consequence
    for _ in range(4):
        inner = [c for c in s.children[top] if s.relations[c] in ("ccomp", "xcomp") and c != f.trigger]
        inner = [c for c in inner if s.upos[c] in ("VERB", "ADJ", "NOUN", "AUX")]
        if not inner or modal(s, top):
            break
        if s.lemmas[top].lower() not in lists().groups["commissive"] and not modal(s, inner[0]):
            break
        top = inner[0]
    while s.relations[top] == "xcomp" and s.parent(top) >= 0 and modal_word(s, s.parent(top)):
        top = s.parent(top)  # "would consider leaving"
    if s.lemmas[top].lower() in lists().groups["act"] and not modal(s, top):
        told = [c for c in s.children[top] if s.relations[c] in ("obj", "obl") and c != f.trigger and c > top]
        return told[-1] if told else top  # "warned of strikes if ...": the warning was given, the strikes hang
    return top


def _phrase_of_cue(s: Sentence, f: Hanging) -> list[int]:
    """The noun of a cue, which is no part of the consequence: "in the event of", "on condition that"."""
    return [k for k in f.cue if s.upos[k] == "NOUN"]


def _real(s: Sentence, f: Hanging, act: int) -> bool:
    """Whether it is a condition that is open: something would follow, and it is neither idiom nor habit."""
    groups = lists().groups
    if f.kind in ("on condition that", "or else", "in case", "provided"):
        return not _anonymous(s, f)
    asks = s.words[f.cue[0]].lower() == "if" and s.lemmas[act].lower() in groups["perception"]
    if asks and s.words[f.cue[0] - 1] != "," and f.cue[0] > act:
        return False  # "would decide next week if he ran again"
    subject = next((c for c in s.children[f.trigger] if s.relations[c].startswith("nsubj")), None)
    if subject is not None and s.words[subject].lower() in groups["idiom"] | groups["generic"]:
        return False
    if s.upos[f.trigger] in ("ADJ", "ADV", "DET", "PRON") and subject is None:
        return False  # "if necessary", "if so", "if any"
    if s.words[f.trigger].lower() in groups["empty"] and subject is None:
        return False
    if any(s.relations[c] == "mark" and s.words[c].lower() in ("whether", "if") for c in s.children[act]):
        return False  # "wonders whether they will attack if ..."
    if f.kind == "until":
        lasting = s.lemmas[act].lower() in groups["lasting"] and not _past(s, act)
        return modal(s, act) or _committed(s, f, act) or lasting
    if modal(s, act) or _committed(s, f, act) or imperative(s, act):
        return True
    return _general(s, f, act)


def _anonymous(s: Sentence, f: Hanging) -> bool:
    """ "On condition of anonymity" is no condition; nor is a case at law."""
    return s.lemmas[f.trigger].lower() == "anonymity"


def _committed(s: Sentence, f: Hanging, act: int) -> bool:
    """Whether the act is threatened, promised, demanded: "threatened to strike if ...", "a vow to leave unless ..."."""
    group = lists().groups["commissive"]
    top = act
    while s.relations[top] in ("xcomp", "acl", "ccomp", "advcl", "obj", "obl") and s.parent(top) >= 0:
        top = s.parent(top)
        if s.lemmas[top].lower() in group:
            return True  # "vowed to keep fighting until", "its threat to leave if"
    return s.lemmas[act].lower() in group


def _general(s: Sentence, f: Hanging, act: int) -> bool:
    """Whether a rule in the present tense is about someone certain: "the truce lapses if Chad objects"."""
    if s.upos[act] != "VERB" or _past(s, act) or _past(s, f.trigger):
        return False
    for verb in (act, f.trigger):
        subject = next((c for c in s.children[verb] if s.relations[c].startswith("nsubj")), None)
        if subject is None:
            return False
        if s.upos[subject] == "PROPN":
            return True  # "a terminal makes sense if Israel sends its gas"
        certain = any(
            s.relations[c] in ("det", "nmod:poss") and s.words[c].lower() not in ("a", "an")
            for c in s.children[subject]
        )
        indefinite = any(s.relations[c] == "det" for c in s.children[subject]) and not certain
        one = s.upos[subject] == "NOUN" and s.words[subject].lower() == s.lemmas[subject].lower() and not indefinite
        if not certain and not one and s.upos[subject] != "PROPN":
            return False  # "if rains fail, farmers leave"
    return True


def _past(s: Sentence, verb: int) -> bool:
    """Whether a verb stands in the past."""
    aux = [s.words[c].lower() for c in s.children[verb] if s.relations[c].split(":")[0] in ("aux", "cop")]
    if aux:
        return bool({"was", "were", "had", "did"} & set(aux))
    word, lemma = s.words[verb].lower(), s.lemmas[verb].lower()
    return word != lemma and not word.endswith(("s", "ing"))


def _perfect(s: Sentence, verb: int) -> bool:
    """ "would have struck": it did not come to pass."""
    words = [s.words[c].lower() for c in s.children[verb] if s.relations[c].startswith("aux")]
    return bool({"would", "could", "might", "'d", "’d"} & set(words)) and bool({"have", "'ve", "’ve"} & set(words))


def _chain(s: Sentence, act: int, trigger: int) -> tuple[int, ...]:
    """The act, what it is coordinated with and what it consists in: "would consider striking", "will arm and train"."""
    heads = [act]
    for k in heads:
        for c in s.children[k]:
            if (
                c != trigger
                and c not in heads
                and s.relations[c] in ("conj", "xcomp")
                and s.upos[c] in ("VERB", "NOUN", "ADJ")
            ):
                heads.append(c)
    return tuple(heads)


def _event_heads(s: Sentence, top: int) -> tuple[int, ...]:
    """The words of a trigger that may tell an event: the verb, and what there is or was: "if there is an attack"."""
    if any(s.relations[c] == "expl" for c in s.children[top]):
        return (top, *(c for c in s.children[top] if s.relations[c].startswith("nsubj")))
    return (top,)


def _clause(s: Sentence, top: int, without: list[int], cue: tuple[int, ...]) -> list[int]:
    """The words below `top` but for other clauses and the cue, with punctuation and conjunctions trimmed."""
    below = set(s.subtree(top))
    for other in without:
        if other != top and other in below:
            below -= set(s.subtree(other))
    words = sorted(
        k for k in below - set(cue) if not (s.relations[k] == "mark" and s.words[k].lower() in ("if", "that"))
    )
    while words and (s.upos[words[-1]] == "PUNCT" or s.relations[words[-1]] == "cc"):
        words.pop()
    while words and (s.upos[words[0]] == "PUNCT" or s.relations[words[0]] == "cc"):
        words.pop(0)
    return words


def _spans(s: Sentence, words: list[int]) -> tuple[Span, ...]:
    """The words as spans, one for each unbroken run; runs of punctuation alone are left out."""
    runs: list[list[int]] = []
    for k in words:
        if runs and k == runs[-1][-1] + 1:
            runs[-1].append(k)
        else:
            runs.append([k])
    trimmed = []
    for run in runs:
        while run and s.upos[run[-1]] == "PUNCT":
            run.pop()
        while run and s.upos[run[0]] == "PUNCT":
            run.pop(0)
        if run:
            trimmed.append(s.words_span(run[0], run[-1]))
    return tuple(trimmed)


def _suffers(s: Sentence, f: Hanging, act: int) -> bool:
    """Whether the consequence is what someone would suffer, at hands that go unnamed: "leave or face arrest"."""
    return f.kind == "or else" and (s.upos[act] != "VERB" or s.lemmas[act].lower() in lists().groups["ultimatum"])


def _actor(s: Sentence, act: int) -> int | None:
    """Who would act: the subject of the act, or of the verb that governs it; the agent of a passive."""
    for _ in range(5):
        agent = [c for c in s.children[act] if s.relations[c] == "obl:agent"]
        if agent:
            return agent[0]
        if any(s.relations[c] == "nsubj:pass" for c in s.children[act]):
            return None
        subject = next((c for c in s.children[act] if s.relations[c] in ("nsubj", "nmod:poss")), None)
        if subject is not None:
            return subject
        above, relation = s.parent(act), s.relations[act]
        if above < 0 or relation not in ("xcomp", "conj", "acl", "ccomp", "advcl", "obj", "obl"):
            return None
        control = [c for c in s.children[above] if s.relations[c] == "obj"]
        if relation == "xcomp" and control:
            return control[0]
        act = above
    return None


def _until(s: Sentence, kind: str, trigger: list[int], consequence: list[int]) -> Span | None:
    """The time until which a condition stands open: that of its trigger; with "unless" that of the consequence."""
    if kind == "counterfactual":
        return None
    found = _deadline(s, trigger)
    return found or (_deadline(s, consequence) if kind == "unless" else None)


def _deadline(s: Sentence, words: list[int]) -> Span | None:
    """ "by Friday", "within 48 hours": the time until which the trigger must come, if told."""
    before = lists().groups["before"]
    for k in words:
        if s.upos[k] not in ("NOUN", "PROPN", "NUM", "ADV", "ADJ") or not _is_time(s.lemmas[k].lower()):
            continue
        if s.upos[k] in ("NUM", "ADJ") and k + 1 < len(s.words) and s.upos[k + 1] in ("NOUN", "ADJ", "PROPN"):
            continue  # "within six miles", "within ten days": the noun tells
        start = next((i for i in range(k - 1, max(-1, k - 4), -1) if s.upos[i] in ("ADP", "SCONJ", "VERB")), None)
        if start is not None and s.words[start].lower() in before:
            last = max((w for w in s.subtree(k) if w <= k + 2), default=k)
            return s.words_span(start, max(k, last))
    return None


def _is_time(lemma: str) -> bool:
    """Whether a word names a time: "Friday", "mid-April", "2030", "the tenth"."""
    return lemma.removeprefix("mid-") in lists().groups["deadline"] or bool(YEAR.fullmatch(lemma))


def _under(s: Sentence, word: int, heads: tuple[int, ...], *, nominal: bool = False) -> bool:
    """Whether a word is one of the heads or hangs on one as part of what it tells."""
    if word in heads:
        return True
    allowed = ("obj", "nmod", "xcomp", "compound", "conj") if nominal else None
    for _ in range(len(s)):
        relation = s.relations[word]
        if relation.startswith(("acl:relcl", "appos", "parataxis")):
            return False
        if allowed and relation.split(":")[0] not in allowed:
            return False
        word = s.parent(word)
        if word in heads:
            return True
        if word < 0:
            return False
    return False


def _with_speaker(raw: RawCondition, quotes: list[Quote]) -> RawCondition:
    """The condition with the innermost quote that holds its consequence."""

    holding = [
        (sum(c.end - c.start for c in q.content), n)
        for n, q in enumerate(quotes)
        if any(c.contains(raw.consequence[0]) for c in q.content)
    ]
    return replace(raw, speaker=min(holding)[1]) if holding else raw
