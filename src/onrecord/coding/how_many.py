"""How many: every number that matters, as what it counts, how it is hedged and the words that say so.

Left aside: dates, ages, times of day and durations (`times` has them), distances, scores in sport, ranks, numbers that
name something ("Resolution 1701"), and "the two men" where nothing is told of them but what was told before.
"""

from __future__ import annotations

import re

from onrecord.coding.attached import attach
from onrecord.coding.beside import beside, is_earlier, is_part, participle_key
from onrecord.coding.counted import (
    NOMINAL,
    THINGS,
    Counted,
    case,
    children,
    head_word,
    is_person,
    lemma,
    near,
    phrase,
    tables,
    told,
    verb_key,
    within,
)
from onrecord.coding.no_count import is_no_count, words_between
from onrecord.coding.numerals import LENGTHS, Numeral, grammar, numerals
from onrecord.model import Figure, Reading, Sentence, Span

__all__ = ["attach", "figures"]

PLURALS = {"aircraft": "aircraft", "police": "police officers", "staff": "staff", "crew": "crew", "percent": "percent"}


def figures(text: str, reading: Reading) -> list[Figure]:
    """The numbers of a report that count something, in order; `said_by` is for the coder to fill in.

    A number in a sentence that tells what befell people is keyed by it ("killed", "injured", "released"), else by its
    noun ("trucks").  `evidence` holds the spans of "number", "what" and "relation", and, where the number goes with
    another one, of the words that tie it: "part_of", "added_to", "total", "replaces".
    """
    found: list[Figure] = []
    for sentence in reading.sentences:
        found.extend(_sentence(text, sentence, found[-1] if found else None))
    return found


def _sentence(text: str, s: Sentence, last: Figure | None) -> list[Figure]:
    """The figures of one sentence; `last` is what was counted before, for "bringing the total to 27"."""
    if not len(s):
        return []
    found: list[Figure] = []
    before: Numeral | None = None
    for n in numerals(text, s.start, s.end):
        first, stop = words_between(s, n.start, n.end)
        if first > stop or is_no_count(text, s, n, first, stop):
            continue
        if n.versus:
            found.extend(_ballot(text, s, n, first))
            continue
        figure = _figure(text, s, n, first, stop, found[-1] if found else last) or _against(text, n, found)
        if figure is not None:
            share = _out_of(text, s, before, figure) if before else None
            found += [share, figure] if share else [figure]
        before = n if figure is None else None
    if not tables().singular.isdisjoint(s.lemmas):
        taken = [f.span for f in found]
        found.extend(f for f in _articles(text, s) if not any(f.span.overlaps(t) for t in taken))
        found.sort(key=lambda f: f.span.start)
    return found


_OF = re.compile(r"\s+(of|out of)\s+(?:the\s+|its\s+|their\s+|all\s+)?", re.IGNORECASE)


def _out_of(text: str, s: Sentence, n: Numeral, whole: Figure) -> Figure | None:
    """ "76 of 155 deputies", where the reader hangs the 76 on the verb: a part of the figure that follows."""
    of = _OF.fullmatch(text[n.end : whole.span.start])
    if not of or n.unit or n.low is None:
        return None
    span, mark = Span(start=n.first, end=n.end), Span(start=n.end + of.start(1), end=n.end + of.end(1))
    evidence = {"number": (Span(start=n.start, end=n.end),), "part_of": (mark,)}
    return Figure(
        what=whole.what,
        unit=whole.unit,
        relation=n.relation,
        low=n.low,
        high=n.high,
        span=span,
        text=span.of(text),
        evidence=evidence,
    )


def _ballot(text: str, s: Sentence, n: Numeral, first: int) -> list[Figure]:
    """Both sides of a vote: "voted 52-48", "passed by 217 to 210"; other scores are sport and no figures."""
    ahead = [lemma(s, k) for k in range(max(0, first - 6), first)]
    behind = [lemma(s, k) for k in range(first, min(len(s), first + 5))]
    if not near("ballot") & {*ahead, *behind}:
        return []
    sides = re.findall(r"\d[\d,]*", text[n.start : n.end])
    out: list[Figure] = []
    for what, side in zip(("votes for", "votes against"), sides, strict=False):
        at = text.index(side, out[-1].span.end if out else n.start)
        span = Span(start=at, end=at + len(side))
        value = float(side.replace(",", ""))
        out.append(
            Figure(what=what, low=value, high=value, span=span, text=span.of(text), evidence={"number": (span,)})
        )
    return out


def _against(text: str, n: Numeral, found: list[Figure]) -> Figure | None:
    """The other side of "by 52 votes to 48"; the side before it becomes that of the votes for."""
    if not found or found[-1].what != "votes" or text[found[-1].span.end : n.start].split() != ["to"]:
        return None
    found[-1] = found[-1].model_copy(update={"what": "votes for"})
    span = Span(start=n.start, end=n.end)
    return Figure(
        what="votes against", low=n.low, high=n.high, span=span, text=span.of(text), evidence={"number": (span,)}
    )


# --- one number --------------------------------------------------------------------------------


def _counted(s: Sentence, n: Numeral, first: int, stop: int) -> Counted | None:
    """The noun that a number goes with, and the word whose place in the sentence is theirs; None where it names."""
    h = head_word(s, first, stop)
    head, base = s.parent(h), s.relations[h].split(":")[0]
    for _ in range(2):  # "400 Pakistani soldiers", read as four hundred Pakistanis
        if stop < head < s.parent(head) and s.relations[head].split(":")[0] in ("compound", "amod", "nmod", "det"):
            head = s.parent(head)
    names = base in ("nummod", "appos", "dep", "flat", "compound") or s.relations[h] == "nmod:desc"
    if 0 <= head < first and names and not n.unit:
        return None  # "Resolution 1701", "Petrov, 34,", "day two of the talks"
    of = next(
        (c for k in range(first, stop + 1) for c in children(s, k, "nmod") if c > stop and case(s, c) == "of"), None
    )
    if of is None:
        of = _after_of(s, stop)
    if of is not None and (s.words[of].lower() in ("them", "whom", "which", "these", "those") or n.low == n.high == 1):
        c = Counted(noun=None, function=h)
        c.link("part_of", of)
        c.key, c.told_by = within(s, Counted(function=of))  # "seven of those killed"
        if s.words[of].lower() in near("them"):
            return c
        return None if n.low == n.high == 1 else c
    if of is not None:
        definite = any(s.words[k].lower() in near("definite") for k in s.children[of])
        c = Counted(noun=of, function=h)
        definite = definite or any(s.relations[k] == "nummod" for k in s.children[of])
        if definite and not n.vague and n.unit is None:
            c.link("part_of", next((k for k in s.children[of] if s.relations[k] == "case"), stop + 1))
        return c
    named = next((k for k in children(s, h, "appos") if k > stop and s.upos[k] == "NOUN"), None)
    if named is not None and s.upos[h] == "NUM":
        return Counted(noun=named, function=h if head >= 0 else named)  # a headline, "16 men killed", without a verb
    if head > stop and base in ("nummod", "det", "amod", "compound", "advmod", "dep") and s.upos[head] in NOMINAL:
        return Counted(noun=head, function=head)
    if head > stop and base == "nummod" and s.upos[head] == "ADJ":
        return Counted(noun=None, function=head)  # "three more", "4,000 homeless"
    return Counted(noun=None, function=h)


def _after_of(s: Sentence, stop: int) -> int | None:
    """The noun after the "of" right behind a number, whatever the reader hangs it on: "thousands of Georgians"."""
    if stop + 2 >= len(s) or s.words[stop + 1].lower() != "of":
        return None
    last = None
    for k in range(stop + 2, len(s)):
        if s.upos[k] in ("NOUN", "PROPN"):
            last = k
        elif last is not None or s.upos[k] not in ("DET", "ADJ", "NUM"):
            break
    return last


def _figure(text: str, s: Sentence, n: Numeral, first: int, stop: int, last: Figure | None) -> Figure | None:
    """The figure that a number gives, or None where it counts nothing of matter."""
    c = _counted(s, n, first, stop)
    if c is None:
        return None
    bare_sum = c.noun is None and last is not None and last.what == "sum" and (n.low or n.high or 0) >= 1e6
    if bare_sum and last is not None:  # "nearly double the previous 4.8 billion"
        return _build(text, s, n, c, "sum", last.unit)
    if n.unit:
        return _measured(text, s, n, c, stop)
    kind, key = phrase(s, c.noun)[1:] if c.noun is not None else ("", "")
    if n.attached:
        tail = phrase(s, c.noun)[1] if c.noun is not None else ""
        key, kind = _hyphened(s, stop)
        if not key and tail != "casualty":
            return None
    if c.noun is not None and lemma(s, c.noun) == "member" and near("chamber") & {lemma(s, k) for k in range(len(s))}:
        key = "lawmakers"
    if c.noun is not None and lemma(s, c.noun) == "body" and not _found_dead(s, c.noun):
        kind, key = "thing", "bodies"
    if kind == "skip" and _prison(s, c):
        return _build(text, s, n, c, "prison term", s.words[c.noun or 0].lower().rstrip("s") + "s")
    if kind == "skip" or (kind != "casualty" and _seated(s, c)):
        return None
    c.kind = kind
    what = _key(s, n, c, stop, kind, key, last)
    if what is None:
        return None
    small = n.low == n.high == 1 or _old(s, n, first)
    if small and not c.key and kind not in ("casualty",) and not (c.noun is None and "part_of" in c.links):
        return None
    people = kind in ("person", "casualty") or (c.key and c.kind not in THINGS) or (not kind and _demonym(s, c))
    unit = "people" if people else None
    if kind == "unit":
        goods = (
            next((k for k in children(s, c.noun, "nmod") if case(s, k) == "of"), None) if c.noun is not None else None
        )
        unit, what = key, phrase(s, goods)[2] or s.words[goods].lower() if goods is not None else key
        c.told_by = [goods] if goods is not None else []
    return _build(text, s, n, c, what, unit)


def _found_dead(s: Sentence, noun: int) -> bool:
    """ "recovered two bodies", "13 dead bodies": the dead, not the two bodies of an assembly."""
    head = s.parent(noun)
    return (head >= 0 and lemma(s, head) in near("recovering")) or any(
        lemma(s, k) in ("dead", "lifeless", "burnt", "decomposed") for k in s.children[noun]
    )


def _prison(s: Sentence, c: Counted) -> bool:
    """Whether a length of time is a sentence: "jailed for nine years", "12 years in prison"."""
    if c.noun is None or lemma(s, c.noun) not in near("term"):
        return False
    words = range(max(0, c.noun - 9), min(len(s), c.noun + 4))
    told_by = [k for k in words if lemma(s, k) in near("prison")]
    c.told_by = told_by
    return bool(told_by)


def _old(s: Sentence, n: Numeral, first: int) -> bool:
    """Whether a small number repeats what was told before: "the two soldiers", "both men"."""
    return first > 0 and s.words[first - 1].lower() in near("definite") and n.high is not None and n.high <= 3


def _seated(s: Sentence, c: Counted) -> bool:
    """Whether a noun is counted as a part of a name or of a size: "G7", "the Six-Day War"."""
    return c.noun is not None and s.relations[c.noun] in ("compound", "flat") and s.upos[c.noun] == "PROPN"


def _hyphened(s: Sentence, stop: int) -> tuple[str, str]:
    """What a number tied by a hyphen counts: "a 54-truck convoy"; only things that we know."""
    ahead = [s.words[k] for k in range(stop, min(stop + 3, len(s)))]
    for word in ahead:
        part = word.split("-")[-1].lower()
        kind, key = tables().nouns.get(part, ("", ""))
        if kind in THINGS:
            return key, kind
    return "", ""


def _personal(s: Sentence, c: Counted) -> bool:
    """Whether the noun of a number stands for people."""
    return c.noun is not None and is_person(s, c.noun, "")


def _demonym(s: Sentence, c: Counted) -> bool:
    """Whether the noun is the name of a people: "two Kenyans", not "two Boeings"."""
    if c.noun is None or s.upos[c.noun] != "PROPN":
        return _personal(s, c)
    return s.words[c.noun].lower().endswith(("ans", "ese", "is"))


def _key(s: Sentence, n: Numeral, c: Counted, stop: int, kind: str, key: str, last: Figure | None) -> str | None:
    """What is counted: what befell them where it is people, else the noun; None where neither is known."""
    if kind == "casualty":
        if key == "killed" and c.noun is not None and lemma(s, c.noun) == "life":
            head = s.parent(c.noun)
            if head < 0 or lemma(s, head) not in ("claim", "cost", "take", "lose"):
                return None
        told(s, c)
        if not (c.key in near("human") and s.upos[c.noun or 0] == "ADJ"):  # but "three of the wounded died"
            c.key, c.told_by = key, []
        return c.key
    ahead = stop + 1 if stop + 1 < len(s) and s.words[stop + 1].lower() in near("participle") else -1
    if ahead > 0 and c.noun in (None, ahead):
        c.key, c.told_by = participle_key(s, ahead)  # "31 dead and 207 wounded"
        return c.key
    if c.key is None:
        c.key, c.told_by = _nearer(s, c, n)
    if c.key is None:
        told(s, c)
    whole = s.relations[c.function].startswith("nmod") and s.upos[s.parent(c.function)] == "NUM"
    if c.key is None and kind in ("", "person") and not whole:  # in "twelve of the 40 hostages", not the forty
        c.key, c.told_by = beside(s, c, stop, n)
    before = last.what if last and last.what in near("human") else None
    if c.noun is None and "part_of" in c.links and last and last.unit is None and last.what not in near("human"):
        return last.what  # "61 lorries ... lost nineteen of them"
    if c.key is None and kind == "person" and before and is_part(s, c, n):
        c.key = before  # "among them 60 children"
    if c.key == "" and last:  # "bringing the total to 27": of what was counted before
        return last.what
    person = kind == "person" or (not kind and _personal(s, c))
    if c.key and (person or c.noun is None or (not kind and c.key in near("human"))):
        return c.key
    c.key, c.told_by = None, []
    if c.noun is None and (favour := _for_or_against(s, stop)):
        return favour
    if c.noun is None and last and (is_earlier(s, c, n) or _short(s, c, n, last)):
        return last.what
    if c.noun is None or not s.words[c.noun][:1].isalpha():
        return None
    if not kind and n.high is not None and n.high <= 3 and lemma(s, c.noun).endswith(tuple(near("abstract"))):
        return None  # "two variations", "three weaknesses"
    return key or _name(s, c.noun)


def _nearer(s: Sentence, c: Counted, n: Numeral) -> tuple[str | None, list[int]]:
    """ "killed 7, injured 20", where the reader hung the 20 on "killed": the verb right before a number has it."""
    verb = words_between(s, n.first, n.last)[0] - 1
    head = s.parent(c.function)
    stands = verb >= 0 and s.upos[verb] == "VERB" and s.relations[verb] == "conj" and head == s.parent(verb)
    if not stands or s.relations[c.function] != "obj" or children(s, verb, "obj"):
        return None, []
    return verb_key(s, verb, "patient")


def _short(s: Sentence, c: Counted, n: Numeral, last: Figure) -> bool:
    """ "76 belong to the coalition, 64 to the left", "two of them": a bare number counts what was counted last."""
    if last.unit not in (None, "people") or n.unit or (n.vague and n.low == 12 and last.unit is None):
        return False
    word = s.words[c.function]
    if "part_of" in c.links:
        return True
    bare = s.upos[c.function] == "NUM" and not any(s.relations[k] == "nummod" for k in s.children[c.function])
    placed = s.relations[c.function].split(":")[0] in ("nsubj", "obj", "conj", "root", "appos", "parataxis")
    return bare and placed and n.low != 1 and word[:1] not in "#("


def _for_or_against(s: Sentence, stop: int) -> str | None:
    """ "203 in favour, 11 against": the sides of a vote."""
    after = [w.lower() for w in s.words[stop + 1 : stop + 3]]
    if not near("ballot") & {lemma(s, k) for k in range(len(s))}:
        return None
    if after in (["in", "favour"], ["in", "favor"]) or after[:1] == ["for"]:
        return "votes for"
    return "votes against" if after[:1] == ["against"] else None


def _name(s: Sentence, noun: int) -> str:
    """A noun as a key: lower case, plural."""
    key = phrase(s, noun)[2]
    if key:
        return key
    word, base = s.words[noun].lower(), lemma(s, noun)
    if s.upos[noun] == "PROPN" and is_person(s, noun, ""):
        return "people"
    if word != base or (s.upos[noun] == "PROPN" and word.endswith("s")):
        return word
    if base in PLURALS:
        return PLURALS[base]
    if base.endswith(("s", "x", "ch", "sh")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"


def _measured(text: str, s: Sentence, n: Numeral, c: Counted, stop: int) -> Figure | None:
    """A sum of money, a length of time, or a share: "$4.5bn", "eleven months", "20 percent of voters"."""
    if n.unit in LENGTHS:
        c.told_by, c.noun = (
            [k for k in range(max(0, stop - 12), min(len(s), stop + 4)) if lemma(s, k) in near("prison")],
            None,
        )
        return _build(text, s, n, c, "prison term" if c.told_by else "duration", n.unit)
    if n.unit != "percent":
        if (
            stop + 2 < len(s)
            and s.words[stop + 1].lower() in ("a", "per", "an")
            and lemma(s, stop + 2) in near("measure")
        ):
            return None  # "1,450 rials a litre"
        c.told_by, c.noun = [], None
        return _build(text, s, n, c, "sum", n.unit)
    first = words_between(s, n.start, n.end)[0]
    if _change(s, c, stop):
        return None
    what = "percent"
    inside = [k for k in range(first, stop + 1) if s.upos[k] == "NOUN" and lemma(s, k) not in near("fraction")]
    if n.vague and inside:  # "one household in three"
        c.noun = inside[0]
    if c.noun is not None and c.noun in range(len(s)) and _is_money(s, c.noun):
        c.told_by, c.noun = [c.noun], None
        return _build(text, s, n, c, "sum", "percent")
    if c.noun is not None and s.upos[c.noun] in ("NOUN", "PROPN"):
        what = phrase(s, c.noun)[2] or s.words[c.noun].lower()
    else:
        head = s.parent(c.function)
        subject = next(iter(children(s, head, "nsubj")), None) if head >= 0 else None
        if subject is None:
            subject = next(iter(children(s, c.function, "nsubj")), None)
        if subject is not None and s.upos[subject] == "NOUN" and subject != c.function:
            what = phrase(s, subject)[2] or s.words[subject].lower()
            c.told_by = [subject]
        c.noun = None
    return _build(text, s, n, c, what, "percent")


def _change(s: Sentence, c: Counted, stop: int) -> bool:
    """ "rose by 31 percent", "8 percent more pay": how much something changed, not how much there is."""
    after = s.words[stop + 1].lower() if stop + 1 < len(s) else ""
    head = s.parent(c.function)
    reached = case(s, c.function) in ("to", "at", "above", "below", "of")
    return after in near("compared") or (head >= 0 and lemma(s, head) in near("changing") and not reached)


def _is_money(s: Sentence, noun: int) -> bool:
    return s.words[noun].lower() in grammar().money_after


def _build(text: str, s: Sentence, n: Numeral, c: Counted, what: str, unit: str | None) -> Figure:
    """A figure with its evidence."""
    start, end = n.first, n.last
    stop = words_between(s, n.start, n.end)[1]
    if c.noun is not None and stop < c.noun <= stop + 8:
        end = max(end, s.ends[c.noun])
    evidence: dict[str, tuple[Span, ...]] = {"number": (Span(start=n.start, end=n.end),)}
    words = sorted({k for k in (c.noun, *c.told_by) if k is not None})
    if words:
        evidence["what"] = tuple(s.words_span(k, k) for k in words)
    if n.marks:
        evidence["relation"] = tuple(Span(start=a, end=b) for a, b in sorted(set(n.marks)))
    for k in _more(s, n, c):
        c.link("added_to", k)
        if s.ends[k] < start and s.words[k].lower() == "another":
            start = s.starts[k]
    for name, linked in c.links.items():
        evidence[name] = tuple(s.words_span(k, k) for k in sorted(set(linked)))
    span = Span(start=start, end=end)
    return Figure(
        what=what,
        unit=unit,
        relation=n.relation,
        low=n.low,
        high=n.high,
        span=span,
        text=span.of(text),
        evidence=evidence,
    )


def _more(s: Sentence, n: Numeral, c: Counted) -> list[int]:
    """The words that say a number comes on top of another: "another three", "12 more people"."""
    first, stop = words_between(s, n.first, n.last)
    beside = [first - 1, stop + 1, *(range(stop + 1, c.noun) if c.noun is not None and c.noun > stop else ())]
    return sorted({k for k in beside if 0 <= k < len(s) and s.words[k].lower() in near("more")})


# --- one, and none -----------------------------------------------------------------------------


def _articles(text: str, s: Sentence) -> list[Figure]:
    """One for "a soldier was killed" and "sent a carrier group", none for "no one was hurt".

    People are counted only where we know what befell them, of things only ships, aircraft and units of an army.
    """
    found = []
    for i, word in enumerate(s.words):
        low = word.lower()
        if low in ("a", "an", "no"):
            noun = s.parent(i)
            if noun <= i or s.relations[i] != "det" or s.upos[noun] not in ("NOUN", "PRON"):
                continue
        elif low in near("nobody"):
            noun = i
        else:
            continue
        value = 1.0 if low in ("a", "an") else 0.0
        figure = _article(text, s, i, noun, value)
        if figure:
            found.append(figure)
    return found


def _article(text: str, s: Sentence, i: int, noun: int, value: float) -> Figure | None:
    """The figure of an article and its noun, if people are what it counts."""
    kind, key = phrase(s, noun)[1:]
    word = s.words[noun].lower()
    if kind == "asset" and value == 1 and key.split()[-1] in near("counted"):
        top = noun
        while s.relations[top] == "conj":
            top = s.parent(top)
        placed = s.relations[top] in ("obj", "nsubj", "nsubj:pass") and s.upos[s.parent(top)] == "VERB"
        n = Numeral(s.starts[i], s.ends[i], value, value)
        return _build(text, s, n, Counted(noun=noun, function=noun, kind=kind), key, None) if placed else None
    if not kind and value == 1 and is_person(s, noun, ""):
        kind = "person"
    if kind not in ("person", "casualty") and not (value == 0 and word in ("one", "nobody", "none")):
        return None
    if (kind == "casualty" and value == 1 and key not in ("killed", "injured")) or lemma(s, noun) in ("life", "body"):
        return None
    if value and any(s.relations[k] == "nmod" and case(s, k) == "of" for k in s.children[noun]):
        return None  # "a member of the cabinet", "a number of soldiers"
    c = Counted(noun=noun, function=noun, kind=kind)
    told(s, c)
    what = key if kind == "casualty" else c.key
    if not what or (kind == "casualty" and value and not c.key and s.words[noun].lower() == "death"):
        return None
    n = Numeral(s.starts[i], s.ends[i], value, value)
    return _build(text, s, n, c, what, "people")
