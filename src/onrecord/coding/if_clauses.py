"""Where a sentence makes one thing hang on another: cue, trigger and consequence by their words.

This finds candidates; `conditions` decides which are real.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.errors import DataError
from onrecord.model import Sentence
from onrecord.ontology.table import read_table

KINDS = ("if", "should", "unless", "in case", "provided", "on condition that", "until", "or else", "counterfactual")
GROUPS = {
    "modal",
    "commissive",
    "perception",
    "idiom",
    "generic",
    "empty",
    "deadline",
    "before",
    "ultimatum",
    "act",
    "lasting",
    "hinging",
}


HINGES = frozenset(
    f"{verb}{end}" for verb in ("depend", "hinge", "rest", "turn") for end in ("", "s", "d", "ed", "ing")
)
"""How "the release hinges on a ceasefire" opens."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """A condition by its words: cue, top of the trigger, top of the consequence."""

    kind: str
    cue: tuple[int, ...]
    trigger: int
    consequence: int


@dataclass(frozen=True, slots=True)
class Lists:
    """The cues by their words and the groups of words."""

    cues: dict[tuple[str, ...], tuple[str, str]]
    openers: frozenset[str]
    groups: dict[str, frozenset[str]]


@cache
def lists() -> Lists:
    """The word lists of `data/conditions`, read once."""
    cues = {}
    for row in read_table("conditions/cues.tsv", ("phrase", "kind", "place")):
        if row["kind"] not in KINDS or row["place"] not in ("mark", "noun"):
            raise DataError(f"conditions/cues.tsv: {row['phrase']}: expected a kind of {KINDS} and mark or noun")
        cues[tuple(row["phrase"].split())] = (row["kind"], row["place"])
    groups = {r["group"]: frozenset(r["words"].split()) for r in read_table("conditions/words.tsv", ("group", "words"))}
    if missing := GROUPS - set(groups):
        raise DataError(f"conditions/words.tsv: no row for {', '.join(sorted(missing))}")
    openers = (
        frozenset(c[0] for c in cues)
        | {"should", "had", "were", "or", "otherwise", "conditional", "contingent"}
        | HINGES
    )
    return Lists(cues, openers, groups)


def hangings(s: Sentence) -> list[Hanging]:
    """The conditions of a sentence by their words."""
    known = lists()
    low = [w.lower() for w in s.words]
    if known.openers.isdisjoint(low):
        return []
    found: list[Hanging] = []
    for i, word in enumerate(low):
        if word not in known.openers:
            continue
        for find in (_marked, _inverted, _else, _otherwise, _hanging, _hinging, _provided):
            one = find(s, low, i)
            if one is not None and not any(one.trigger == f.trigger for f in found):
                found.append(one)
    return [f for f in found if not any(_chained(s, f, g) for g in found)]


def _chained(s: Sentence, f: Hanging, g: Hanging) -> bool:
    """Whether the trigger of `f` is only coordinated to that of `g`: "if A rises or if B falls"."""
    return f is not g and s.relations[f.trigger] == "conj" and s.parent(f.trigger) == g.trigger


def _cue(low: list[str], i: int) -> tuple[tuple[int, ...], str, str] | None:
    """The longest cue of our list that starts at a word: its words, kind and place."""
    for length in (5, 4, 3, 2, 1):
        entry = lists().cues.get(tuple(low[i : i + length]))
        if entry and i + length <= len(low):
            return tuple(range(i, i + length)), *entry
    return None


def _marked(s: Sentence, low: list[str], i: int) -> Hanging | None:
    """A clause or noun after "if", "unless", "in the event of" ..."""
    cue = _cue(low, i)
    if cue is None or (i and low[i - 1] in ("as", "even", "what", "or") and low[i] == "if" and not _second(s, low, i)):
        return None
    words, kind, place = cue
    top = next((s.parent(k) for k in words if s.parent(k) > words[-1]), -1)
    if place == "noun" or top < 0:
        return _nominal(s, words, kind, low) if place == "noun" else None
    relation = s.relations[top].split(":")[0]
    if relation == "conj" and s.upos[top] in ("VERB", "ADJ", "AUX", "NOUN"):
        above = s.parent(top)
        if s.relations[above].split(":")[0] == "advcl":
            return Hanging(kind, words, top, s.parent(above))
        return None
    if relation not in ("advcl", "acl") or s.parent(top) < 0:
        return None
    head = s.parent(top)
    while head in words and s.parent(head) >= 0:
        head = s.parent(head)  # "on condition that": the clause hangs on the noun
    return Hanging(kind, words, top, head)


def _provided(s: Sentence, low: list[str], i: int) -> Hanging | None:
    """ "Provided inspectors are let in", where "provided" was read as a verb."""
    if low[i] not in ("provided", "providing") or s.relations[i] != "advcl" or s.parent(i) < 0:
        return None
    beside = [c for c in s.children[s.parent(i)] if s.relations[c] == "advcl" and c > i and s.subtree(c)[0] == i + 1]
    top = next((c for c in s.children[i] if s.relations[c] == "ccomp" and c > i), beside[0] if beside else None)
    return Hanging("provided", (i,), top, s.parent(i)) if top is not None else None


def _second(s: Sentence, low: list[str], i: int) -> bool:
    """Whether an "or if" joins a second trigger: "if A rises or if B falls"."""
    return low[i - 1] == "or" and "if" in low[: i - 1]


def _nominal(s: Sentence, words: tuple[int, ...], kind: str, low: list[str]) -> Hanging | None:
    """A condition in a noun: "in the event of an invasion", "without a ceasefire"."""
    top = next((s.parent(k) for k in reversed(words) if s.parent(k) > words[-1]), -1)
    if top < 0:
        return None
    head = top
    for _ in range(3):
        head = s.parent(head)
        if head < 0:
            return None
        if head not in words:
            break
    sure = kind == "in case" or low[words[0]] in ("subject", "conditional", "contingent")
    if not modal(s, head) and not (sure and not _told(s, head)) and not _promising(s, head):
        return None
    if low[words[0]] == "without" and s.upos[top] == "VERB":
        return None  # "without naming anyone"
    return Hanging(kind, words, top, head)


def _told(s: Sentence, verb: int) -> bool:
    """Whether a verb tells what was done: a past form, or a past auxiliary."""
    aux = {s.words[c].lower() for c in s.children[verb] if s.relations[c].split(":")[0] in ("aux", "cop")}
    word, lemma = s.words[verb].lower(), s.lemmas[verb].lower()
    if aux:
        return bool(aux & {"was", "were", "had", "did"})
    return s.upos[verb] == "VERB" and word != lemma and not word.endswith(("s", "ing"))


def _promising(s: Sentence, verb: int) -> bool:
    """Whether a verb, or one above it, offers or demands: "proposed to export its stock in exchange for"."""
    for _ in range(4):
        if s.lemmas[verb].lower() in lists().groups["commissive"] | {"propose", "want", "ask"}:
            return True
        if s.relations[verb] not in ("xcomp", "ccomp", "acl", "conj") or s.parent(verb) < 0:
            return False
        verb = s.parent(verb)
    return False


def _hinging(s: Sentence, low: list[str], i: int) -> Hanging | None:
    """ "The release hinges on a ceasefire", "depends on whether": what hangs is the subject."""
    if (
        s.upos[i] != "VERB"
        or s.lemmas[i].lower() not in lists().groups["hinging"]
        or low[i + 1 : i + 2] not in (["on"], ["upon"])
    ):
        return None
    on = next(
        (c for c in s.children[i] if c > i and s.relations[c].split(":")[0] in ("obl", "advcl", "nmod", "obj")), None
    )
    what = next((c for c in s.children[i] if s.relations[c].startswith("nsubj")), None)
    return Hanging("provided", (i, i + 1), on, what) if on is not None and what is not None else None


def _otherwise(s: Sentence, low: list[str], i: int) -> Hanging | None:
    """ "gave them a week to pick a governor; otherwise he would name one": what was demanded before is the trigger."""
    if low[i] not in ("otherwise", "failing") or (low[i] == "failing" and low[i + 1 : i + 2] != ["which"]):
        return None
    cue = (i,) if low[i] == "otherwise" else (i, i + 1)
    top = next((k for k in range(i + 1, len(s)) if s.upos[k] == "VERB" and modal_word(s, k)), None)
    first = next(
        (
            k
            for k in range(i - 1, -1, -1)
            if s.upos[k] == "VERB" and any(low[c] == "to" and s.relations[c] == "mark" for c in s.children[k])
        ),
        None,
    )
    return Hanging("or else", cue, first, top) if top is not None and first is not None else None


def _inverted(s: Sentence, low: list[str], i: int) -> Hanging | None:
    """ "Should the talks fail", "Had they attacked", "Were the army to advance"."""
    if low[i] not in ("should", "had", "were"):
        return None
    top = s.parent(i)
    if top <= i + 1 or s.relations[i].split(":")[0] not in ("aux", "cop") or s.relations[top].split(":")[0] != "advcl":
        return None
    subject = next((c for c in s.children[top] if s.relations[c].startswith("nsubj")), None)
    if subject is None or subject < i or any(s.relations[c] == "mark" and c < i for c in s.children[top]):
        return None
    kind = {"should": "should", "had": "counterfactual", "were": "if"}[low[i]]
    return Hanging(kind, (i,), top, s.parent(top))


def _else(s: Sentence, low: list[str], i: int) -> Hanging | None:
    """ "must withdraw or else be shelled", "leave or face arrest"."""
    if low[i] != "or":
        return None
    top = s.parent(i)
    if i + 1 < top and s.relations[i + 1] == "compound" and low[i + 1] in ("face", "risk"):
        first = next(
            (k for k in range(i, -1, -1) if s.upos[k] == "VERB" and modal_word(s, k) in ("must", "should")), -1
        )
        return Hanging("or else", (i,), first, top) if first >= 0 else None  # "or face arrest", read as a noun
    if top < i or s.relations[top] != "conj" or s.upos[top] not in ("VERB", "AUX", "ADJ"):
        return None
    first = s.parent(top)
    other = i + 1 < len(low) and low[i + 1] in ("else", "otherwise")
    own = any(s.relations[c].startswith("nsubj") for c in s.children[top])
    if imperative(s, first) and (own or s.upos[top] == "VERB"):
        return Hanging(
            "or else", (i, i + 1) if other else (i,), first, top
        )  # "Get off our bridge, or we will block it"
    passive = any(low[c] == "be" and s.relations[c] == "aux:pass" for c in s.children[top])
    if passive and s.relations[first] in ("xcomp", "ccomp", "advcl", "acl"):
        return Hanging("or else", (i,), first, top)  # "told them to stop or be fired upon"
    demands = modal_word(s, first) in ("must", "should") or s.relations[first] == "xcomp" or imperative(s, first)
    if not other and not (s.lemmas[top].lower() in lists().groups["ultimatum"] and demands):
        return None
    return Hanging("or else", (i, i + 1) if other else (i,), first, top)


def _hanging(s: Sentence, low: list[str], i: int) -> Hanging | None:
    """ "The release is conditional on a ceasefire": what hangs is the consequence."""
    if low[i] not in ("conditional", "contingent"):
        return None
    on = next((c for c in s.children[i] if s.relations[c].startswith(("obl", "nmod", "advcl"))), None)
    what = next((c for c in s.children[i] if s.relations[c].startswith("nsubj")), None)
    if on is None or what is None:
        return None
    case = next((c for c in s.children[on] if s.relations[c] == "case" and c == i + 1), i)
    return Hanging("on condition that", (i, case) if case > i else (i,), on, what)


def modal_word(s: Sentence, verb: int) -> str:
    """The modal of a verb, its own or that of the verb that it is coordinated to."""
    for k in (verb, s.parent(verb) if s.relations[verb] == "conj" else -1):
        if k < 0:
            continue
        for c in s.children[k]:
            if s.relations[c].startswith("aux") and s.words[c].lower() in lists().groups["modal"]:
                return s.words[c].lower()
    return ""


def modal(s: Sentence, verb: int) -> bool:
    """Whether a verb is in the future or in a mood: "will strike", "would have to leave", "is to end"."""
    if modal_word(s, verb):
        return True
    words = {s.words[c].lower(): s.relations[c] for c in s.children[verb]}
    if words.get("to") == "mark" and words.keys() & {"is", "are"}:
        return True  # "guards are to clear the road"
    if (
        s.relations[verb] == "xcomp"
        and s.parent(verb) >= 0
        and s.lemmas[s.parent(verb)].lower() in ("go", "have", "need")
    ):
        return True
    head = s.parent(verb)
    return s.relations[verb] in ("xcomp", "advcl") and head >= 0 and bool(modal_word(s, head))


def imperative(s: Sentence, verb: int) -> bool:
    """Whether a verb orders: its base form, with neither subject nor auxiliary."""
    if s.upos[verb] != "VERB" or s.words[verb].lower() != s.lemmas[verb].lower():
        return False
    opens = s.words[verb][:1].isupper() and s.subtree(verb)[0] == verb
    if s.relations[verb] not in ("root", "ccomp", "parataxis") and not opens:
        return False
    return not any(s.relations[c].split(":")[0] in ("nsubj", "aux", "mark", "csubj") for c in s.children[verb])
