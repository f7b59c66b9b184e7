"""What a number counts: the noun that it goes with, and what the sentence says became of them.

"Twelve" counts the killed in "twelve people were killed", "killing twelve", "twelve dead", "the deaths of twelve" and
"the toll rose to twelve"; it counts soldiers, whatever became of them, only where no such word governs it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from onrecord.errors import DataError
from onrecord.model import Sentence
from onrecord.ontology.table import read_table

SLOTS = ("patient", "agent", "any", "state", "noun", "total")
CLASSES = ("person", "thing", "asset", "unit", "casualty", "skip")
THINGS = ("thing", "asset")
GROUPS = {"month", "clock", "age", "street", "name", "definite", "more", "nobody"}
GROUPS |= {
    "human",
    "seeking",
    "compared",
    "fraction",
    "changing",
    "measure",
    "chamber",
    "recovering",
    "counted",
    "them",
    "reporting",
    "toll",
    "person",
    "ballot",
    "participle",
    "abstract",
    "prison",
    "term",
    "outcome",
    "light",
}
NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "SYM"})


@dataclass(frozen=True, slots=True)
class Tables:
    """The word lists: noun -> (class, key), slot -> lemma -> key, group -> words; `beside`: (verb, slot) -> pairs.

    `singular` holds the lemmas without one of which "a" and "no" count nothing.
    """

    nouns: dict[str, tuple[str, str]]
    slots: dict[str, dict[str, str]]
    singular: frozenset[str]
    near: dict[str, frozenset[str]]
    endings: tuple[str, ...]
    beside: dict[tuple[str, str], list[tuple[str, str]]]


@cache
def tables() -> Tables:
    """The word lists of `data/how_many`, read once."""
    nouns = {}
    for row in read_table("how_many/nouns.tsv", ("noun", "class", "key")):
        if row["class"] not in CLASSES:
            raise DataError(f"how_many/nouns.tsv: {row['noun']}: no class {row['class']!r}; there are: {CLASSES}")
        nouns[row["noun"]] = (row["class"], row["key"])
    slots: dict[str, dict[str, str]] = {slot: {} for slot in SLOTS}
    beside: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in read_table("how_many/predicates.tsv", ("lemma", "slot", "key")):
        if row["slot"] not in SLOTS:
            raise DataError(f"how_many/predicates.tsv: {row['lemma']}: no slot {row['slot']!r}; there are: {SLOTS}")
        verb, _, word = row["lemma"].partition("+")
        if word:
            beside.setdefault((verb, row["slot"]), []).append((word, row["key"]))
        else:
            slots[row["slot"]][verb] = row["key"]
    assets = {noun.split()[-1] for noun, (kind, _) in nouns.items() if kind == "asset"}
    singular = frozenset(assets | {"no"}).union(*slots.values())
    near = {
        row["group"]: frozenset(row["words"].split()) for row in read_table("how_many/near.tsv", ("group", "words"))
    }
    if missing := GROUPS - set(near):
        raise DataError(f"how_many/near.tsv: no row for {', '.join(sorted(missing))}")
    return Tables(nouns, slots, singular, near, tuple(sorted(near["person"])), beside)


def near(group: str) -> frozenset[str]:
    """The words of a group of `near.tsv`."""
    return tables().near[group]


@dataclass(slots=True)
class Counted:
    """What a number counts: `noun` (a word index), `key` from what befell them, the words that tell it, and links.

    `links` holds words under "part_of", "added_to", "total" and "replaces".
    """

    noun: int | None = None
    function: int = 0
    kind: str = ""
    key: str | None = None
    told_by: list[int] = field(default_factory=list)
    links: dict[str, list[int]] = field(default_factory=dict)

    def link(self, name: str, word: int) -> None:
        """Remember how this number goes with another one."""
        self.links.setdefault(name, []).append(word)


def lemma(s: Sentence, i: int) -> str:
    """The lemma of a word in lower case; upper-case copy is lemmatised badly, so plurals lose their s here too."""
    found = s.lemmas[i].lower()
    if found not in tables().nouns and found.endswith("s") and found[:-1] in tables().nouns:
        return found[:-1]
    return found


def children(s: Sentence, i: int, *relations: str) -> list[int]:
    """The dependents of a word by one of the relations (subtypes aside, unless named)."""
    return [c for c in s.children[i] if s.relations[c] in relations or s.relations[c].split(":")[0] in relations]


def case(s: Sentence, i: int) -> str:
    """The preposition of a nominal, in lower case, or nothing; the "at" of "at least" is none."""
    for c in s.children[i]:
        if s.relations[c] == "case" and s.words[min(c + 1, len(s) - 1)].lower() not in ("least", "most"):
            return s.words[c].lower()
    return ""


def phrase(s: Sentence, noun: int) -> tuple[str, str, str]:
    """The longest noun phrase of our list that ends in this noun, with its class and key; nothing where none does."""
    known, head = tables().nouns, lemma(s, noun)
    for back in (4, 3, 2, 1):
        if noun >= back:
            words = " ".join(s.words[k].lower() for k in range(noun - back, noun)) + " " + head
            if words in known:
                return (words, *known[words])
    return (head, *known.get(head, ("", "")))


def passive(s: Sentence, verb: int) -> bool:
    """Whether a verb is in the passive."""
    return any(s.relations[c] in ("aux:pass", "nsubj:pass", "csubj:pass") for c in s.children[verb])


def verb_key(s: Sentence, verb: int, slot: str) -> tuple[str | None, list[int]]:
    """What befalls the patient (or agent) of a verb, and the words that tell it."""
    slots, name = tables().slots, lemma(s, verb)
    if slot == "patient":
        after = s.words[verb + 1].lower() if verb + 1 < len(s) else ""
        if after == "dead":  # "shot dead three guards"
            return "killed", [verb, verb + 1]
        if after == "down" and name == "shoot":
            return None, []  # aircraft, not people
        for c in s.children[verb]:
            word = s.words[c].lower()
            base = s.relations[c].split(":")[0]
            if base in ("xcomp", "advmod", "amod", "obj", "obl") and word in ("dead", "hostage", "captive", "prisoner"):
                if name == "hold":
                    return "hostages", [verb, c]
                return ("killed" if word == "dead" else "abducted"), [verb, c]  # "shot dead", "took 12 hostage"
            if word == "fatally" or (word == "death" and case(s, c) == "to"):  # "fatally shot", "beaten to death"
                return "killed", [verb, c]
            if base in ("xcomp", "ccomp", "amod", "advcl") and name in near("reporting"):
                key, told = befell(s, c)  # "are feared drowned", "are believed to have died", "left 12 injured"
                if key:
                    return key, [verb, *told]
    key = _with_word(s, verb, slot, name) or slots[slot].get(name) or slots["any"].get(name)
    return (key, [verb]) if key else (None, [])


def _with_word(s: Sentence, verb: int, slot: str, name: str) -> str | None:
    """What befalls by a verb and a word beside it: "round+up", "take+hospital", "pull+from" (a preposition counts)."""
    rows = tables().beside.get((name, slot)) or tables().beside.get((name, "any"))
    if not rows:
        return None
    words = {s.words[c].lower() for c in s.children[verb]} | {lemma(s, c) for c in s.children[verb]}
    words |= {case(s, c) for c in s.children[verb]}
    words |= {lemma(s, g) for c in s.children[verb] if s.relations[c].startswith("obl") for g in s.children[c]}
    return next((key for word, key in rows if word in words), None)


def befell(s: Sentence, i: int) -> tuple[str | None, list[int]]:
    """What a word says befell the ones that it is said of: a state ("missing"), a participle, a verb without object."""
    slots = tables().slots
    state = slots["state"].get(s.words[i].lower()) or slots["state"].get(lemma(s, i))
    if state:
        return state, [i]
    if s.upos[i] not in ("VERB", "AUX", "ADJ"):
        return None, []
    if children(s, i, "obj"):
        return None, []
    return verb_key(s, i, "agent") if not _participle(s, i) else verb_key(s, i, "patient")


def _participle(s: Sentence, i: int) -> bool:
    """Whether a verb stands as a past participle: passive, or without subject and not in -ing."""
    if passive(s, i):
        return True
    return s.relations[i] in ("acl", "xcomp", "amod", "advcl", "ccomp") and not (
        s.words[i].lower().endswith("ing") or any(s.words[c].lower() in ("to", "have") for c in s.children[i])
    )


def told(s: Sentence, c: Counted) -> None:
    """Fill in what befell the counted, from what governs them, then from what is said within their own phrase."""
    f = c.function
    state = tables().slots["state"].get(s.words[f].lower()) if c.noun is None else None
    if state:  # "about 4,000 homeless"
        c.key, c.told_by = state, [f]
        return
    for _ in range(6):
        relation, head = s.relations[f], s.parent(f)
        base = relation.split(":")[0]
        if head < 0:
            break
        if (base == "nmod" and case(s, f) in ("including", "among")) or (base == "obl" and case(s, f) == "including"):
            c.link("part_of", next(k for k in s.children[f] if s.relations[k] == "case"))
            f = head
        elif base in ("conj", "appos", "list") and s.upos[head] in NOMINAL:
            f = head
        else:
            break
    c.key, c.told_by = _governed(s, f, c)
    if c.key is None:
        c.key, c.told_by = within(s, c)
    if c.key is None and c.noun is not None and f != c.function:
        c.key, c.told_by = within(s, Counted(noun=f, function=f))


def _governed(s: Sentence, f: int, c: Counted) -> tuple[str | None, list[int]]:
    """What the governor of a phrase says befell it."""
    head, relation = s.parent(f), s.relations[f]
    base = relation.split(":")[0]
    toll = next((k for k in children(s, f, "nsubj") if lemma(s, k) in near("toll")), None)
    if toll is not None:  # "the death toll is 27"
        return _toll(s, toll, c)
    if head < 0:
        return (None, []) if s.upos[f] not in ("VERB", "ADJ") else befell(s, f)
    if relation in ("nsubj:pass", "obj") or (base == "nsubj" and passive(s, head)):
        key, told = verb_key(s, head, "patient")
        if key:
            return key, told
        return _tolled(s, head, f, c) if relation == "obj" else (None, [])
    if base == "nsubj":
        return befell(s, head) if s.upos[head] != "VERB" else verb_key(s, head, "agent")
    if (
        base in ("nmod", "obl")
        and case(s, f) == "by"
        and lemma(s, head) in ("strike", "walkout", "protest", "march", "rally", "demonstration")
    ):
        return ("strikers" if lemma(s, head) in ("strike", "walkout") else "protesters"), [head]
    if base == "nmod":
        if lemma(s, head) in near("toll"):
            return _toll(s, head, c)
        if case(s, f) == "for" and lemma(s, head) in near("seeking"):  # "the search for 26 sailors"
            return "missing", [head]
        key = tables().slots["noun"].get(lemma(s, head))
        return (key, [head]) if key and (case(s, f) in ("of", "'s", "’s") or relation == "nmod:poss") else (None, [])
    if base == "obl" and head < f and not case(s, f) and not children(s, head, "obj"):
        key, told = verb_key(s, head, "patient")  # "kidnapped at least 80 pupils", read as an oblique
        if key:
            return key, told
    if base in ("obl", "nmod") and case(s, f) == "for" and lemma(s, head) in near("seeking") and c.kind != "thing":
        return "missing", [head]
    if base in ("obl", "advmod", "dep", "xcomp"):
        if base == "xcomp" and lemma(s, head) in ("believe", "fear"):
            return None, []
        return _tolled(s, head, f, c, case(s, f))
    return None, []


def _tolled(s: Sentence, verb: int, f: int, c: Counted, preposition: str = "") -> tuple[str | None, list[int]]:
    """What a toll counts that a verb moves: "the toll rose to 27 from 12", "bringing the number of dead to 27"."""
    if preposition not in ("", "to", "at", "from", "above", "past", "over", "beyond", "by"):
        return None, []
    for k in children(s, verb, "nsubj", "obj"):
        if k in (f, c.noun, c.function):
            continue
        if lemma(s, k) in near("toll"):
            key, told = _toll(s, k, c)
        else:
            kind, named = phrase(s, k)[1:]
            key = tables().slots["total"].get(lemma(s, k)) or (named if kind == "casualty" else None)
            told = [k]
        if key is not None:
            if preposition == "from":
                c.link("replaces", verb)
            elif preposition == "by":
                c.link("added_to", verb)
            return key, [verb, *told]
    return None, []


def _toll(s: Sentence, toll: int, c: Counted) -> tuple[str | None, list[int]]:
    """What a toll is of: "death toll", "the number of injured", "the total" (of what is told before)."""
    c.link("total", toll)
    totals = tables().slots["total"]
    for k in s.children[toll]:
        key = totals.get(lemma(s, k)) or totals.get(s.words[k].lower())
        if not key and s.relations[k].startswith("nmod"):
            key = within(s, Counted(noun=k, function=k))[0]  # "the number of people killed"
            if not key and phrase(s, k)[2]:  # "the number of troops in the city"
                c.kind, key = phrase(s, k)[1:]
        if key:
            return key, [toll, k]
    return ("killed", [toll]) if lemma(s, toll) == "toll" else ("", [toll])


def within(s: Sentence, c: Counted) -> tuple[str | None, list[int]]:
    """What is said of the counted within their own phrase: "12 injured people", "12 people who drowned"."""
    heads = [c.noun, c.function] if c.noun not in (None, c.function) else [c.function]
    for head in heads:
        for k in s.children[head] if head is not None else ():
            relation = s.relations[k]
            if relation in ("amod", "acl", "acl:relcl", "xcomp", "parataxis") or relation == "advcl":
                if relation == "acl:relcl" and children(s, k, "nsubj") and not passive(s, k):
                    who = children(s, k, "nsubj")[0]
                    slot = "agent" if s.words[who].lower() in ("who", "that", "which") else "patient"
                    key, words = verb_key(s, k, slot) if not children(s, k, "cop") else befell(s, k)
                else:
                    key, words = befell(s, k)
                if key:
                    return key, words
    return None, []


def head_word(s: Sentence, first: int, stop: int) -> int:
    """The word of a number on which the rest of it depends."""
    inside = range(first, stop + 1)
    return next((k for k in inside if s.parent(k) not in inside), stop)


def is_person(s: Sentence, noun: int, kind: str) -> bool:
    """Whether a noun stands for people: by our list, or as a plural name ("Kenyans"), or by its ending."""
    if kind:
        return kind == "person"
    word = s.words[noun]
    if s.upos[noun] == "PROPN" or (word[:1].isupper() and not word.isupper()):
        return word.lower().endswith(("s", "ese", "ish", "i"))
    return lemma(s, noun).endswith(tables().endings) and lemma(s, noun) not in near("thing")
