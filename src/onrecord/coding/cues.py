"""Is this word a cue?  Each proposal is described by features, and their weights say how far it is an attribution.

The weights (`data/who_says/weights.tsv`) are fitted by `training/who_says.py` on our own annotation
(`corpus/quotes.jsonl`); classes of cues (`classes.tsv`, our own) let a verb that was not seen be judged by its kin.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.coding.attribution import base, classes
from onrecord.coding.proposals import Proposal
from onrecord.errors import DataError
from onrecord.model import Sentence
from onrecord.ontology.table import read_table

PRONOUNS = frozenset(
    [
        "he",
        "she",
        "they",
        "it",
        "i",
        "we",
        "you",
        "who",
        "that",
        "which",
        "his",
        "her",
        "their",
        "its",
        "my",
        "our",
        "your",
        "this",
        "these",
        "those",
    ]
)
MODALS = frozenset({"would", "will", "should", "could", "must", "might"})
NOT = frozenset({"not", "n't", "n’t", "never"})
SOURCES = ("person", "evidnoun")
BIAS = "BIAS"


@dataclass(frozen=True, slots=True)
class Cues:
    """The weights of features, the classes of lemmas, and the lemmas that may govern a mere noun as content."""

    weights: dict[str, float]
    classes: dict[str, tuple[str, ...]]
    nominal: frozenset[str]


@cache
def cues() -> Cues:
    """The weights and classes of `data/who_says`, read once."""
    weights: dict[str, float] = {}
    for row in read_table("who_says/weights.tsv", ("feature", "weight")):
        try:
            weights[row["feature"]] = float(row["weight"])
        except ValueError as problem:
            raise DataError(f"who_says/weights.tsv: {row['feature']}: {row['weight']!r} is no number") from problem
    known = classes()
    learnt = {f[2:] for f, w in weights.items() if f.startswith("L=") and w > 0}
    named = {lemma for lemma, groups in known.items() if set(groups) - {"act", "person"}}
    return Cues(weights, known, frozenset(learnt | named))


def score(p: Proposal, s: Sentence) -> float:
    """How far a proposal is an attribution: above 0, more likely than not."""
    weights = cues().weights
    get = weights.get
    return get(BIAS, 0.0) + sum(get(f, 0.0) for f in features(p, s))


def features(p: Proposal, s: Sentence) -> Iterator[str]:
    """What describes a proposal: its construction, cue, source and content, alone and in pairs."""
    c, known = p.candidate, classes()
    i, shape = c.cue, c.shape
    lemma = s.lemmas[i].lower()
    groups = known.get(lemma, ("?",))
    yield from (f"S={shape}", f"L={lemma}", f"LS={lemma}|{shape}", f"D={p.direct}", f"SD={shape}|{p.direct}")
    for g in groups:
        yield from (f"C={g}", f"CS={g}|{shape}", f"CD={g}|{p.direct}")
    yield from _of_cue(s, i, shape, lemma, known)
    yield from _of_source(p, s, groups, known)
    yield from _of_content(p, s, known)
    if c.preposition >= 0:
        yield f"LP={lemma}|{s.words[c.preposition].lower()}"
    if c.addressee >= 0:
        yield f"AD={s.upos[c.addressee]}|{shape}"


def _of_cue(s: Sentence, i: int, shape: str, lemma: str, known: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """What describes the cue word: its place in the tree, auxiliaries, negation, form."""
    word, relation, below = s.words[i].lower(), s.relations[i], s.children[i]
    yield from (f"R={relation}", f"RS={relation}|{shape}", f"LU={lemma}|{s.upos[i]}")
    helpers = [s.words[k].lower() for k in below if base(s, k) in ("aux", "cop")]
    yield from [f"A={a}" for a in helpers] or ["A="]
    if any(s.words[k].lower() in NOT for k in below):
        yield from ("NEG", f"NEG|{shape}")
    form = next((e for e in ("ing", "ed", "s") if word.endswith(e)), "b")
    yield from (f"F={form}", f"FS={form}|{shape}")
    above = s.parent(i)
    yield f"PL={known.get(s.lemmas[above].lower(), ('?',))[0]}|{relation}" if above >= 0 else f"ROOT|{shape}"
    yield "END" if i >= len(s) - 3 else "NEND"


def _of_source(p: Proposal, s: Sentence, groups: tuple[str, ...], known: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """What describes the source: a name, a pronoun, a kind of person or document, or none."""
    c = p.candidate
    if not c.source:
        yield from ("SU=0", f"SUS=0|{c.shape}", f"SU0C={groups[0]}")
        return
    inside = set(c.source)
    h = next((k for k in c.source if s.parent(k) not in inside), c.source[0])
    upos, word = s.upos[h], s.words[h].lower()
    yield from (f"SU={upos}", f"SUS={upos}|{c.shape}")
    if word in PRONOUNS:
        yield f"SP={word}"
    elif upos == "NOUN":
        lemma = s.lemmas[h].lower()
        yield f"SN={lemma}"
        yield f"SC={next((g for g in known.get(lemma, ()) if g in SOURCES), '?')}"
    if s.words[c.source[0]].lower() in ("no", "nobody"):
        yield "SNO"


def _of_content(p: Proposal, s: Sentence, known: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """What describes the content: how long it is, how it begins, what its head is, what role the reader gave it."""
    c, shape = p.candidate, p.candidate.shape
    n = len(c.content) or 30
    size = next((str(k) for k in (1, 2, 4, 8, 14, 29) if n <= k), "more")
    yield f"N={size}|{shape.partition(':')[0]}"
    yield from _of_roles(p, s)
    if not c.content:
        return
    first = c.content[0]
    open_class = s.upos[first] in ("NOUN", "PROPN", "VERB", "ADJ", "NUM")
    yield f"U0={s.upos[first]}" if open_class else f"W0={s.words[first].lower()}"
    if c.top >= 0:
        yield from (f"T={s.upos[c.top]}|{shape}", f"TR={base(s, c.top)}")
        yield f"TC={known.get(s.lemmas[c.top].lower(), ('?',))[0]}"
        if s.upos[c.top] == "NOUN":
            yield f"TL={s.lemmas[c.top].lower()}"
        mark = next((k for k in s.children[c.top] if base(s, k) == "mark"), -1)
        if mark >= 0:
            yield f"MK={s.words[mark].lower()}|{shape}"
    if any(s.words[k].lower() in MODALS for k in c.content):
        yield f"CM|{shape}"
    yield f"CV={int(any(s.upos[k] == 'VERB' for k in c.content))}|{shape}"
    if "PROPN" in (s.upos[first], s.upos[c.content[-1]]):
        yield f"CP|{shape}"


def _of_roles(p: Proposal, s: Sentence) -> Iterator[str]:
    """What the reader's roles say: whether the cue has a speaker and which role the content plays."""
    c = p.candidate
    frame = next((f for f in s.frames if f.predicate == c.cue), None)
    if frame is None:
        yield f"FR=0|{c.shape}"
        return
    roles = sorted({a.role for a in frame.arguments if a.role in ("ARG0", "ARG1", "ARG2")})
    yield from (f"FR={'+'.join(roles)}|{c.shape}", f"L0={s.lemmas[c.cue].lower()}|{'ARG0' in roles}")
    inside = set(c.content)
    played = [
        a.role for a in frame.arguments if a.head == c.top or (a.head in inside and s.parent(a.head) not in inside)
    ]
    yield from [f"FA={role}|{c.shape}" for role in played] or [f"FA=0|{c.shape}"]
