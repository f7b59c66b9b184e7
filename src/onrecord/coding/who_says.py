"""On whose word: who says, believes, wants or judges what, in direct and in reported speech.

`quotes` finds attributions in the wide sense of annotated news: speech ("X said that ..."), documents ("a poll shows"),
beliefs, intentions and stances ("X criticised Y").  `source_of` keeps to those that put a statement on someone's word,
so that a claim knows its claimant.  Pronouns stay as they stand; the room of parties resolves them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

from onrecord.coding.attribution import base, classes
from onrecord.coding.cues import cues, score
from onrecord.coding.proposals import Proposal, Stretch, proposals
from onrecord.model import Quote, Reading, Sentence, Span
from onrecord.ontology.table import read_table

LEAST = 0.0
"""Quotes scored below are left out: those less likely an attribution than not."""
NESTED = 1.0
"""A bonus for speech within reported speech: annotators often leave it out, a claim needs its nearest source."""
POSTPOSED = {"postposed": 1.0, "postposed:end": 1.5}
"""A bonus for "..., officials in Lagos complained": the commas tell it, and most such verbs were never seen."""
SPOKEN = {"say", "write", "argue", "predict", "believe", "muse", "know", "show", "ask", "attribute", "deny"}
SPOKEN |= {"emotionneg", "speechnoun", "thoughtnoun", "evidnoun"}  # "..., residents complained"; "they fear that ..."
"""Classes of cues by which something is put on someone's word; wishes, orders and judgements are not among them."""


def quotes(text: str, reading: Reading) -> list[Quote]:
    """The attributions of a report, in order of their contents; a cue has one content."""
    kept: list[Quote] = []
    for p in _chosen(text, reading):
        s = reading.sentences[p.sentence]
        kept.append(
            Quote(
                content=tuple(Span(start=a, end=b) for a, b in p.content),
                cue=_cue(p, s),
                source=(Span(start=p.source[0], end=p.source[1]),) if p.source else (),
            )
        )
    kept.sort(key=lambda q: (q.content[0].start, -q.content[-1].end))
    return kept


def _chosen(text: str, reading: Reading) -> list[Proposal]:
    """The proposals that are attributions: the best of each cue, and of those with nearly the same content."""
    scored = []
    for n, p in enumerate(proposals(text, reading, cues().nominal)):
        s = reading.sentences[p.sentence]
        value = score(p, s) + (NESTED if _is_told_on(p, s) else POSTPOSED.get(p.candidate.shape, 0.0))
        if value >= LEAST and not _is_deed(p, s):
            scored.append((value, n, p))
    scored.sort(key=lambda x: (-x[0], x[1]))
    kept: list[Proposal] = []
    sources = {(p.sentence, p.candidate.cue): p.source for _, _, p in reversed(scored) if p.source}
    taken: set[tuple[int, int]] = set()
    near: dict[int, list[Proposal]] = {}
    for _, _, p in scored:
        key = (p.sentence, p.candidate.cue)
        around = [q for n in range(p.sentence - 8, p.sentence + 9) for q in near.get(n, ())]
        if key in taken or any(_alike(p.content, q.content) and not _nested(reading, p, q) for q in around):
            continue
        p.source = p.source or sources.get(key)
        taken.add(key)
        near.setdefault(p.sentence, []).append(p)
        kept.append(p)
    return kept


def _is_told_on(p: Proposal, s: Sentence) -> bool:
    """Whether speech is itself reported: "said that the army had told him that ..."."""
    c = p.candidate
    if c.shape != "ccomp" or not c.source or base(s, c.cue) not in ("ccomp", "conj"):
        return False
    return "say" in classes().get(s.lemmas[c.cue].lower(), ())


def _nested(reading: Reading, p: Proposal, q: Proposal) -> bool:
    """Whether one person's words report another's, so that both contents stand though nearly the same."""
    for outer, inner in ((p, q), (q, p)):
        s = reading.sentences[inner.sentence]
        at = s.starts[inner.candidate.cue]
        if any(a <= at < b for a, b in outer.content):
            return _is_told_on(inner, s) and inner.source != outer.source
    return False


def _is_deed(p: Proposal, s: Sentence) -> bool:
    """Whether a cue with a mere phrase and no quotation marks is a deed: in our reports "rebels attacked the port"."""
    if p.direct or p.candidate.shape.startswith(("ccomp", "xcomp", "noun", "according", "colon", "parataxis")):
        return False
    return "deed" in classes().get(s.lemmas[p.candidate.cue].lower(), ())


def _alike(a: list[Stretch], b: list[Stretch]) -> bool:
    """Whether two contents share at least half of what either has."""
    if a[0][0] >= b[-1][1] or b[0][0] >= a[-1][1]:
        return False
    shared = sum(max(0, min(y, v) - max(x, u)) for x, y in a for u, v in b)
    return shared * 2 >= sum(y - x for x, y in a) + sum(v - u for u, v in b) - shared


def _cue(p: Proposal, s: Sentence) -> tuple[Span, ...]:
    """The cue as one span: its auxiliaries and negation right before it, and the preposition that it takes."""
    if p.cue:
        return (Span(start=p.cue[0], end=p.cue[1]),)
    i = first = last = p.candidate.cue
    while first > 0 and s.parent(first - 1) == i and base(s, first - 1) in ("aux", "advmod", "cop", "mark"):
        first -= 1
    if p.candidate.preposition == last + 1 or (last + 1 < len(s) and s.relations[last + 1] == "compound:prt"):
        last += 1
    if p.candidate.shape.startswith("according") and last + 1 < len(s) and s.words[last + 1].lower() == "to":
        last += 1
    return (s.words_span(first, last),)


# --- whose word a word stands on ---------------------------------------------------------------------


def source_of(reading: Reading, quotes: list[Quote]) -> dict[tuple[int, int], int]:
    """For (sentence, word) the index of the quote that it stands in, the innermost; words on no one's word are absent.

    Only quotes that put a statement on someone's word count: what someone wants, orders or criticises is no statement
    of theirs.  In "the minister said the army had told him", the outer quote still holds the words of the inner cue.
    """
    starts = [s.start for s in reading.sentences]
    spoken = [n for n, q in enumerate(quotes) if _is_spoken(reading, q, starts)]
    spoken.sort(key=lambda n: -sum(c.end - c.start for c in quotes[n].content))
    held: dict[tuple[int, int], int] = {}
    for n in spoken:
        for span in quotes[n].content:
            number = max(bisect_right(starts, span.start) - 1, 0)
            while number < len(starts) and starts[number] < span.end:
                s = reading.sentences[number]
                for k in range(bisect_left(s.starts, span.start), bisect_left(s.starts, span.end)):
                    held[number, k] = n
                number += 1
    return held


def _is_spoken(reading: Reading, q: Quote, starts: list[int]) -> bool:
    """Whether a quote is a statement: by the class of its cue, and by a verb in its content."""
    if not q.cue:
        return False
    number = max(bisect_right(starts, q.cue[0].start) - 1, 0)
    s = reading.sentences[number]
    words = range(bisect_left(s.starts, q.cue[0].start), bisect_left(s.starts, q.cue[0].end))
    if any(s.words[k] == ":" or s.words[k].lower() == "according" for k in words):
        return True
    if any(s.words[k].lower() == "to" and s.relations[k] == "mark" for k in words):
        return False  # "plans to say": nothing was said yet
    groups = {
        g for k in words for g in classes().get(s.lemmas[k].lower(), ()) if g.endswith("noun") == (s.upos[k] == "NOUN")
    }
    return bool(groups & SPOKEN) and "aspect" not in groups and _clausal(reading, q, starts)


def _clausal(reading: Reading, q: Quote, starts: list[int]) -> bool:
    """Whether a content says something: it has a finite verb ("to leave" and "leaving" are none), or "to have left"."""
    for span in q.content:
        number = max(bisect_right(starts, span.start) - 1, 0)
        s = reading.sentences[number]
        for k in range(bisect_left(s.starts, span.start), bisect_left(s.starts, span.end)):
            if s.upos[k] in ("VERB", "AUX") and _finite(s, k) and not _aside(s, k, span):
                return True
    return False


def _aside(s: Sentence, k: int, span: Span) -> bool:
    """Whether a verb only describes something in the content: "declared an emergency that would last a month"."""
    for _ in range(len(s)):
        above = s.parent(k)
        if above < 0 or not span.start <= s.starts[above] < span.end:
            return False
        if s.relations[k].startswith("acl"):
            return True
        k = above
    return False


def _finite(s: Sentence, k: int) -> bool:
    """Whether a verb is finite, or a perfect infinitive: "claims to have taken the town"."""
    below = [s.words[c].lower() for c in s.children[k] if base(s, c) in ("mark", "aux", "cop")]
    if "to" in below:
        return "have" in below
    if s.upos[k] == "AUX":
        return "to" not in [s.words[c].lower() for c in s.children[s.parent(k)]] if s.parent(k) >= 0 else True
    helped = any(base(s, c) in ("aux", "cop") for c in s.children[k])
    return (helped or not s.words[k].lower().endswith("ing")) and base(s, k) not in ("amod", "compound")


# --- agency copy -----------------------------------------------------------------------------------------


@cache
def _agencies() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for the names of agencies where copy carries them, and their short names."""
    names = {row["name"]: row["agency"] for row in read_table("who_says/agencies.tsv", ("name", "agency"))}
    any_name = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    dash = r"\s*(?:-{1,2}|[–—])"
    return (
        re.compile(
            rf"\(\s*(?P<paren>{any_name})\s*\){dash}?"
            rf"|^\s*(?:[A-Z][^\n]{{0,60}}[,.]?\s+)?(?P<lead>{any_name}){dash}\s"
            rf"|^\s*(?:[Bb]y|BY)\b[^\n]{{0,80}}?\b(?P<byline>{any_name})\b"
            rf"|^\s*(?:(?:Source|Credit|Copyright|©)[^\n]{{0,20}}?\b)?(?P<alone>{any_name})\s*(?:news agency)?\s*$",
            re.MULTILINE,
        ),
        names,
    )


def wire(text: str) -> str | None:
    """The agency whose copy a text is, by its byline or dateline; None where it shows none.

    Only the head and the last lines are asked: papers name agencies in their reports too.

    >>> wire("GOMA, March 3 (Reuters) - Rebels entered the town.")
    'Reuters'
    >>> wire("The minister told Reuters that talks would go on.") is None
    True
    """
    pattern, names = _agencies()
    for part, tail in ((text[:500], False), (text[-200:], True)):
        for match in pattern.finditer(part):
            found = match["paren"] or match["lead"] or match["byline"] or match["alone"]
            inside = match["paren"] and part[match.end() - 1 : match.end()] not in "-–—"
            if not tail and inside and match.start() > 120:
                continue  # "the International Olympic Committee (AP) ...": an abbreviation in the running text
            if tail and not (match["alone"] or (inside and match.end() >= len(part.rstrip()) - 1)):
                continue
            return names[found]
    return None
