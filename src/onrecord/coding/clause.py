"""What stands around a word: its subject, object, obliques and clause, seen through the syntax of a `Sentence`.

All words are 0-based indices.  Logical, not surface, positions: the object of a passive is its
subject, the subject of "those detained by police" is "police".  Roles of the reader (PropBank)
are asked where the syntax is silent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from functools import cached_property

from onrecord.model import Sentence

_CONTENT_CLAUSES = ("xcomp", "ccomp", "advcl", "acl")
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_MONTHS = "january february march april may june july august september october november december"
CALENDAR = frozenset(f"{_DAYS} {_MONTHS}".split())
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})


class Clauses:
    """The clauses of one sentence: a view that remembers what it was asked; `kinds` of the words in names."""

    def __init__(self, sentence: Sentence, kinds: Mapping[int, str] | None = None) -> None:
        self.sentence = sentence
        self.kinds = kinds or {}
        self._slots: dict[int, dict[str, tuple[int, ...]]] = {}

    def __len__(self) -> int:
        return len(self.sentence)

    def base(self, i: int) -> str:
        """The universal relation of word `i`, without its subtype."""
        return self._bases[i]

    def lemma(self, i: int) -> str:
        """The lemma of word `i`, lower case."""
        return self._lemmas[i]

    @cached_property
    def _bases(self) -> tuple[str, ...]:
        return tuple(relation.partition(":")[0] for relation in self.sentence.relations)

    @cached_property
    def _lemmas(self) -> tuple[str, ...]:
        return tuple(m.lower() for m in self.sentence.lemmas)

    def has_any(self, words: Set[tuple[str, str]]) -> bool:
        """Whether a word of the sentence stands in a class of words."""
        return any((lemma, "") in words for lemma in self._lemmas)

    def children(self, i: int, *relations: str) -> list[int]:
        """The dependents of `i` that stand in one of these universal relations (all, if none is given)."""
        below = self.sentence.children[i]
        if not below or not relations:
            return list(below)
        bases = self._bases
        return [c for c in below if bases[c] in relations]

    def parent(self, i: int) -> int:
        """The head of `i`, -1 for the root."""
        return self.sentence.parent(i)

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above `i`, nearest first."""
        i = self.parent(i)
        for _ in range(len(self.sentence)):
            if i < 0:
                return
            yield i
            i = self.parent(i)

    def first_conjunct(self, i: int) -> int:
        """The word that `i` is coordinated to, or itself."""
        for _ in range(len(self.sentence)):
            if self.base(i) != "conj":
                return i
            i = self.parent(i)
        return i

    def conjuncts(self, i: int) -> list[int]:
        """`i` and the words coordinated to it."""
        return [i, *self.children(i, "conj")]

    def is_verb(self, i: int) -> bool:
        """Whether the word is a verb (also a participle used as one)."""
        return self.sentence.upos[i] == "VERB"

    def is_passive(self, i: int) -> bool:
        """Whether the verb is passive: "was freed", "those freed by the army"."""
        relations = [self.sentence.relations[c] for c in self.sentence.children[i]]
        if "aux:pass" in relations or "nsubj:pass" in relations:
            return True
        return self._bare_participle(i) or self._shares_passive(i)

    def _shares_passive(self, i: int) -> bool:
        """ "was shot and arrested": a second participle under one "was"."""
        first = self.first_conjunct(i)
        if first == i or self.children(i, "aux", "nsubj", "obj", "ccomp") or not self.is_verb(first):
            return False
        word = self.sentence.words[i].lower()
        past = word != self.lemma(i) and not word.endswith(("ing", "s"))
        return past and any(self.sentence.relations[c] == "aux:pass" for c in self.sentence.children[first])

    def _bare_participle(self, i: int) -> bool:
        """ "the journalists detained in May", with no auxiliary of its own."""
        word = self.sentence.words[i].lower()
        if not self.is_verb(i) or word.endswith("ing") or word == self.lemma(i):
            return False
        if self.sentence.relations[i] == "acl":
            return not self.children(i, "mark", "nsubj")
        return self.sentence.relations[i] == "amod"

    def cases(self, i: int) -> list[str]:
        """The prepositions of a nominal, lower case: ["against"]; several are joined too: ["out", "of"]."""
        return [self.sentence.words[c].lower() for c in self.children(i, "case")]

    def heads_in(self, i: int, slot: str) -> tuple[int, ...]:
        """The head words that stand in `slot` of the predicate `i`; conjuncts are left to the reader of names."""
        slots = self._slots.get(i)
        if slots is None:
            slots = self._slots[i] = self._fill(i)
        return slots.get(slot, ())

    def _fill(self, i: int) -> dict[str, tuple[int, ...]]:
        slots: dict[str, list[int]] = {}
        for c in self.children(i, "obl", "nmod", "advmod"):
            relation = self.sentence.relations[c]
            if relation == "nmod:poss":
                slots.setdefault("poss", []).append(c)
            for case in self.cases(c):
                slots.setdefault(case, []).append(c)
        for c in self.children(i, "compound", "amod", "det"):
            slots.setdefault("poss", []).append(c)
        slots["iobj"] = self.children(i, "iobj")
        if self.is_verb(i):
            slots["subj"] = self._subject(i)
            slots["obj"] = self._object(i)
            complements = self.complements(i)
            slots["comp"] = [s for c in complements for s in self._subject(c, shared=False)]
            slots["within"] = [o for c in complements for o in (c, *self.children(c, "obj", "nsubj"))]
            for o in slots["obj"]:
                for c in self.children(o, "nmod", "acl"):
                    for case in self.cases(c):
                        slots.setdefault(case, []).append(c)
        else:
            slots["subj"] = self._surface_subject(i)
            if self.base(i) == "appos":
                slots["subj"].append(self.parent(i))
        return {name: tuple(found) for name, found in slots.items() if found}

    def complements(self, i: int) -> list[int]:
        """The clauses that say what was urged, agreed or said."""
        return self.children(i, "xcomp", "ccomp") + (self.children(i, "csubj") if self._progressive(i) else [])

    def _subject(self, i: int, *, shared: bool = True) -> list[int]:
        if self.is_passive(i):
            agents = [c for c in self.children(i, "obl") if "by" in self.cases(c)]
            return agents or self._role(i, "ARG0", but=self._surface_subject(i))
        own = self._surface_subject(i)
        if own or not shared:
            return own
        return self._shared_subject(i) or self._role(i, "ARG0")

    def _surface_subject(self, i: int) -> list[int]:
        found = []
        for c in self.children(i, "nsubj"):
            if self.lemma(c) in _RELATIVE and self.sentence.relations[i].startswith("acl"):
                c = self.parent(i)
            found.append(c)
        if not found and self.is_verb(i) and (self._progressive(i) or not self.children(i, "ccomp", "csubj")):
            found = self.children(i, "expl")
        return found

    def _progressive(self, i: int) -> bool:
        """ "it is appealing to them to wait": read as "to wait is appealing" by syntax, and meant as a deed of "it"."""
        return self.sentence.words[i].lower().endswith("ing") and bool(self.children(i, "aux"))

    def _shared_subject(self, i: int) -> list[int]:
        """The subject that a clause borrows: of its first conjunct, its controller, or the noun it modifies."""
        head, relation = self.parent(i), self.base(i)
        if head < 0:
            return []
        if relation == "conj":
            first = self.first_conjunct(i)
            if self.is_verb(first):
                return self._surface_subject(first) if self.is_passive(first) else self._subject(first)
            return []
        if relation == "acl" and not self.is_passive(i):
            if self.children(i, "mark"):
                return list(self.heads_in(head, "poss")) or self._controller(head)
            return [head]
        if relation in ("xcomp", "ccomp", "advcl", "parataxis") and self.is_verb(head):
            objects = self.children(head, "obj", "iobj") if relation == "xcomp" else []
            if objects:
                return objects
            return self._surface_subject(head) or self._subject(head)
        return []

    def _controller(self, noun: int) -> list[int]:
        """ "made a promise to leave": the subject of the verb above the noun."""
        above = self.parent(noun)
        return self._subject(above) if above >= 0 and self.is_verb(above) and self.base(noun) == "obj" else []

    def _object(self, i: int) -> list[int]:
        if self.is_passive(i):
            if self._bare_participle(i):
                return [self.parent(i)]
            found = self._surface_subject(i)
            if not found and self.base(i) == "conj":
                found = self._surface_subject(self.first_conjunct(i))
            if not found and self.base(i) in ("advcl", "xcomp"):
                found = self._shared_subject(i)
            return found
        own = self.children(i, "obj") or self.children(i, "iobj")
        if own:
            return [
                self.parent(i) if self.lemma(c) in _RELATIVE and self.sentence.relations[i].startswith("acl") else c
                for c in own
            ]
        if self.sentence.relations[i].startswith("acl:relcl") and self.children(i, "nsubj"):
            subjects = self._surface_subject(i)
            return [] if self.parent(i) in subjects else self._role(i, "ARG1", but=subjects)
        return self._shared_object(i)

    def _shared_object(self, i: int) -> list[int]:
        """ "intercept and detain the migrants": the object of two verbs in a row, whichever the reader gave it to."""
        others = [self.parent(i)] if self.base(i) == "conj" else self.children(i, "conj")
        for other in others:
            first, last = min(i, other), max(i, other)
            near = last - first <= 3 and self.is_verb(other)
            after = [o for o in self.children(other, "obj") if o > last]
            if near and after:
                return after
        return []

    def _role(self, i: int, role: str, but: list[int] | None = None) -> list[int]:
        for frame in self._frames.get(i, ()):
            argument = frame.get(role)
            if argument and argument.head not in (but or ()) and argument.head != i:
                return [argument.head]
        return []

    @cached_property
    def _frames(self) -> dict[int, list]:  # type: ignore[type-arg]
        found: dict[int, list] = {}  # type: ignore[type-arg]
        for frame in self.sentence.frames:
            found.setdefault(frame.predicate, []).append(frame)
        return found

    def auxiliaries(self, i: int) -> list[int]:
        """ "will", "may", "has", "been": also of the first conjunct, where the verb has none of its own."""
        own = self.children(i, "aux")
        if not own and self.base(i) == "conj" and not self.children(i, "nsubj"):
            own = self.children(self.first_conjunct(i), "aux")
        return own

    def marks(self, i: int) -> list[str]:
        """ "if", "to", "that", "before"."""
        return [self.lemma(c) for c in self.children(i, "mark")] + [
            self.lemma(c) for c in self.children(i, "advmod") if self.lemma(c) in ("when", "if")
        ]

    def negation(self, i: int) -> int | None:
        """The word that negates `i`: "not", "never", "no"."""
        for c in self.children(i, "advmod", "det", "cc", "aux"):
            if self.lemma(c) in ("not", "never", "no", "n't", "neither", "nor", "without"):
                return c
        for c in self.children(i, "mark", "case"):
            if self.lemma(c) == "without":
                return c
        return None

    def particles(self, i: int) -> set[str]:
        """The lemmas that can complete a verb: "out", "on" (of "called on them"), "fire" (of "opened fire")."""
        found: set[str] = set()
        for c in self.children(i, "compound", "advmod", "obl", "obj", "xcomp", "case", "mark", "advcl", "ccomp"):
            if self.base(c) != "mark":
                found.add(self.lemma(c))
            if self.lemma(c) not in CALENDAR:  # "called him on Friday" is not "called on him"
                found.update(self.lemma(g) for g in self.children(c, "case", "mark"))
        for c in self.children(i, "obj"):
            for m in self.children(c, "nmod"):
                found.update(self.cases(m))
        return found

    def span_of(self, i: int) -> tuple[int, int]:
        """First and last word below `i`; relative clauses, asides and punctuation at the edges are left out."""
        aside = {"acl:relcl", "appos", "parataxis"}
        left_out = {
            j
            for c in self.sentence.subtree(i)
            if c != i and self.sentence.relations[c] in aside
            for j in self.sentence.subtree(c)
        }
        words = [j for j in self.sentence.subtree(i) if j not in left_out] or [i]
        while len(words) > 1 and self.base(words[-1]) in ("punct", "cc"):
            words.pop()
        while len(words) > 1 and self.base(words[0]) in ("punct", "cc"):
            words.pop(0)
        return words[0], words[-1]
