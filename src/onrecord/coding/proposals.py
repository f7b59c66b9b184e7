"""Attributions proposed: candidates of the syntax and of the quotation marks, with their contents in characters.

A direct quote reaches as far as its marks do, over sentences and paragraphs; what stands in marks right after the
sentence with the cue, and has no cue of its own, goes with it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator
from dataclasses import dataclass

from onrecord.coding.attribution import Candidate, candidates, subject, trim
from onrecord.coding.marks import quoted
from onrecord.model import Reading, Sentence

Stretch = tuple[int, int]
COLON = re.compile(
    r"^[ \t]*(?P<source>[A-Z][^\n:.!?]{1,58}?)(?P<cue>:)\s+(?P<content>[“\"‘'A-Z][^\n]{8,})$", re.MULTILINE
)

CLOSED = ("”", '"', "''")
BLANKS = re.compile(r"[ \t]*\n?[ \t]*(?=[^\s])")


@dataclass(slots=True)
class Proposal:
    """A candidate with its content as stretches of the text; `direct` is "direct", "partial" or "" (no marks)."""

    sentence: int
    candidate: Candidate
    content: list[Stretch]
    direct: str
    source: Stretch | None = None
    cue: Stretch | None = None


class Page:
    """A report with its quoted stretches and sentences, to look up what stands where."""

    def __init__(self, text: str, reading: Reading) -> None:
        self.text = text
        self.sentences = reading.sentences
        self.quoted = quoted(text)
        self.quote_starts = [a for a, _ in self.quoted]
        self.sentence_starts = [s.start for s in reading.sentences]

    def marks_in(self, start: int, end: int) -> list[Stretch]:
        """The quoted stretches that touch these characters."""
        k = max(bisect_right(self.quote_starts, start) - 1, 0)
        found = []
        while k < len(self.quoted) and self.quoted[k][0] < end:
            if self.quoted[k][1] > start:
                found.append(self.quoted[k])
            k += 1
        return found

    def sentence_at(self, at: int) -> int:
        """The number of the sentence that holds, or last began before, a character."""
        return max(bisect_right(self.sentence_starts, at) - 1, 0)

    def next_word(self, at: int) -> int:
        """The first character after `at` that is no blank, within the paragraph; -1 where it ends."""
        match = BLANKS.match(self.text, at)
        return match.end() if match else -1


def proposals(text: str, reading: Reading, nominal: Container[str] | None = None) -> list[Proposal]:
    """All that could be attributions in a report; `nominal` as in `candidates`."""
    page = Page(text, reading)
    found: list[Proposal] = []
    for number, s in enumerate(reading.sentences):
        if len(s) == 0:
            continue
        inside = page.marks_in(s.start, s.end)
        for candidate in candidates(s, nominal):
            if candidate.content:
                found.append(_proposal(page, number, s, candidate, inside))
    found.extend(_by_marks(page))
    found.extend(_by_colon(page))
    return found


def stretches(s: Sentence, words: list[int]) -> list[Stretch]:
    """Words as stretches of text, one for each unbroken run."""
    found: list[list[int]] = []
    for k in words:
        if found and k == found[-1][1] + 1:
            found[-1][1] = k
        else:
            found.append([k, k])
    return [(s.starts[a], s.ends[b]) for a, b in found]


def _hull(s: Sentence, words: list[int]) -> Stretch | None:
    """The stretch from the first word to the last."""
    return (s.starts[words[0]], s.ends[words[-1]]) if words else None


def _proposal(page: Page, number: int, s: Sentence, c: Candidate, inside: list[Stretch]) -> Proposal:
    """A candidate with its content widened to the quotation marks that it touches."""
    content = stretches(s, c.content)
    proposal = Proposal(number, c, content, "", _hull(s, c.source))
    if not inside:
        return proposal
    at = s.starts[c.cue]
    total = sum(b - a for a, b in content)
    covered, touched = 0, []
    for a, b in inside:
        if a <= at < b:
            continue
        shared = sum(max(0, min(b, d) - max(a, e)) for e, d in content)
        if shared >= 0.6 * (min(b, s.end) - max(a, s.start)) and shared:
            covered += shared
            touched.append((a, b))
    if not touched:
        return proposal
    proposal.direct = "direct" if covered >= 0.75 * total else "partial"
    if proposal.direct == "direct":
        others = [q for q in inside if not q[0] <= at < q[1] and q not in touched and _apart(page, s, q)]
        proposal.content = union([*touched, *others, *_before(page, touched), *_following(page, s, touched, at)])
    else:
        proposal.content = union([*content, *touched, *_following(page, s, touched, at, only_open=True)])
    return proposal


def _apart(page: Page, s: Sentence, q: Stretch) -> bool:
    """Whether a quoted stretch is a clause of its own in its sentence: after a comma or colon, or at an end of it."""
    before = page.text[s.start : q[0]].rstrip()
    return not before or before[-1] in ",:;—–-" or q[1] >= s.end - 1


def _before(page: Page, touched: list[Stretch]) -> list[Stretch]:
    """The quoted stretch that opens the paragraph, or the one before, where the quote with the cue goes on from it."""
    a = min(a for a, _ in touched)
    k = bisect_left(page.quote_starts, a) - 1
    if k < 0:
        return []
    start, end = page.quoted[k]
    head, gap = page.text[:start].rstrip(" \t"), page.text[end:a]
    if gap.strip() or (head and not head.endswith("\n")):
        return []
    closed = page.text[start:end].endswith(CLOSED)
    ends = page.text[start:end].rstrip("”\"'`")[-1:] in (".", "?", "!", "…")
    return [(start, end)] if (ends and "\n" not in gap) or not closed else []


def _following(page: Page, s: Sentence, touched: list[Stretch], cue: int, *, only_open: bool = False) -> list[Stretch]:
    """The quoted stretches that go on where the sentence with the cue, or its quote, ends."""
    found: list[Stretch] = []
    end = max(s.end, *(b for _, b in touched))
    if only_open and end <= s.end:
        return []
    for _ in range(12):
        at = page.next_word(end)
        if at < 0 and not page.text[:end].endswith(CLOSED):  # left open, it goes on in the next paragraph
            at = page.next_word(end + len(page.text[end : end + 4]) - len(page.text[end : end + 4].lstrip()))
        k = bisect_right(page.quote_starts, at) - 1
        if at < 0 or k < 0 or page.quoted[k][0] != at:
            break
        a, b = page.quoted[k]
        tail = page.text[a:b].rstrip("”\"'`")[-1:]
        after = page.text[b : b + 2]
        if tail not in ".?!…" or (after.strip() and not after[:1].isspace() and after[0] not in ".?!"):
            break
        follows = page.next_word(b)
        if tail in "?!" and follows >= 0 and page.text[follows].islower():
            break
        found.append((a, b))
        end = b
    return found


def _by_marks(page: Page) -> Iterator[Proposal]:
    """Verbs that stand right before or after a quoted stretch: "..., he said", "he said: ..."."""
    for a, b in page.quoted:
        if b - a < 8:
            continue
        head = page.text[max(0, a - 3) : a].rstrip()
        tail = page.text[a:b].rstrip("”\"'`").rstrip()[-1:]
        if tail in ",?!—-" or page.text[b : b + 1] == ",":
            at = page.next_word(b)
            if at >= 0:
                yield from _beside(page, (a, b), at, after=True)
        if head.endswith((",", ":")) or (head and head[-1].isalpha()):
            yield from _beside(page, (a, b), a - 1, after=False)


def _beside(page: Page, q: Stretch, at: int, *, after: bool) -> Iterator[Proposal]:
    """The verb next to a quoted stretch, as the cue of it."""
    number = page.sentence_at(at)
    s = page.sentences[number]
    first = bisect_right(s.ends, at)
    order = range(first, min(first + 14, len(s))) if after else range(min(first, len(s) - 1), max(first - 14, -1), -1)
    for k in order:
        if any(x <= s.starts[k] < y for x, y in page.marks_in(s.starts[k], s.ends[k])):
            if after:
                return
            continue
        if s.upos[k] == "VERB":
            source = subject(s, k)
            c = Candidate(k, "quote:after" if after else "quote:before", [], source)
            lead, direct = page.text[s.start : q[0]].rstrip(), "direct"
            if after and lead and lead[-1] not in ",:;—–-\n":
                # 'The plan was "a disgrace," she said': the whole clause is hers
                q, direct = (s.start, q[1]), "partial"
            earlier = _before(page, [q]) if direct == "direct" else []
            whole = union([q, *earlier, *_following(page, s, [q], s.starts[k])])
            for other in page.marks_in(s.start, s.end):
                if other[1] != q[1] and _apart(page, s, other) and not other[0] <= s.starts[k] < other[1]:
                    whole = union([*whole, other])
            yield Proposal(number, c, whole, direct, _hull(s, trim(s, source)))
            return


def _by_colon(page: Page) -> Iterator[Proposal]:
    """ "Minister: no talks before autumn": a headline, or an interview."""
    for match in COLON.finditer(page.text):
        number = page.sentence_at(match.start("source"))
        s = page.sentences[number] if page.sentences else None
        if s is None or len(s) == 0:
            continue
        cue = min(bisect_right(s.ends, match.start("cue")), len(s) - 1)
        words = match["source"].split()
        if len(words) > 8:
            continue
        told = [page.sentences[k] for k in {number, min(number + 1, len(page.sentences) - 1)}]
        if not any("VERB" in t.upos or "AUX" in t.upos for t in told):
            continue  # "Ohio: Ann Bell, Tom Reyes, ...": a list
        marks = page.marks_in(match.start("content"), match.end("content"))
        direct = "direct" if marks and marks[0][0] == match.start("content") else ""
        content = [match.span("content")]
        c = Candidate(cue, "colon", [], list(range(len(words))))
        yield Proposal(number, c, content, direct, match.span("source"), match.span("cue"))


def union(spans: list[Stretch]) -> list[Stretch]:
    """The stretches in order, those that overlap made one."""
    out: list[Stretch] = []
    for a, b in sorted(spans):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], b))
        else:
            out.append((a, b))
    return out
