"""Words become sentences: full stops are weighed, paragraphs and datelines part what no full stop parts."""

from __future__ import annotations

import re

from onrecord.reading.words import Word, listed, words

_ENDS = frozenset({".", "!", "?", "…", "。", "！", "？"})
_CLOSERS = frozenset("\"”’')]}»") | {"''"}
_LINE = re.compile(r"\n")
_BULLET = re.compile(r"[ \t]*(?:[-*•·▪●–—>]+[ \t]|\(?\d{1,2}[.)][ \t]|\(?[a-z]\)[ \t])")
_DATELINE = re.compile(
    r"""[ \t]*[A-Z][A-Z.'’-]+(?:[ ,/]+(?:[A-Z][A-Za-z.'’-]*|\d{1,4}))*   # GENEVA, Switzerland, Jan. 3
        (?:[ ]\([^()\n]{2,40}\))?                                     # (Reuters)
        [ ]?(?:[-–—_]|--)[ ]+(?=[\["“A-Z\d])""",
    re.VERBOSE,
)
LONGEST = 250
"""Words of a sentence at most: a table or a run of marks without a full stop is cut, not read as one tree."""
_WRAPPED = range(40, 121)
"""The lengths of a line that may go on in the next; shorter ones are headings, longer ones whole paragraphs."""


def sentences(text: str) -> list[list[Word]]:
    """The sentences of a text, each as the offsets of its words.

    >>> text = 'He left the U.S. on Jan. 3. "We agreed." Gen. A. B. Smith, 54, said so.'
    >>> [text[s[0][0]:s[-1][1]] for s in sentences(text)]
    ['He left the U.S. on Jan. 3.', '"We agreed."', 'Gen. A. B. Smith, 54, said so.']
    """
    found: list[list[Word]] = []
    for start, end in paragraphs(text):
        dateline = _DATELINE.match(text, start, min(end, start + 100))
        if dateline and sum(c.isupper() for c in text[start : start + 4]) > 1:
            found.append(words(text, start, dateline.end()))
            start = dateline.end()
        found.extend(part(text, words(text, start, end)))
    return [s[i : i + LONGEST] for s in found for i in range(0, len(s), LONGEST)]


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The stretches that a sentence cannot leave: paragraphs, headings, list entries; wrapped lines stay together."""
    found: list[tuple[int, int]] = []
    begin = line = 0
    for end in [m.start() for m in _LINE.finditer(text)] + [len(text)]:
        if end == len(text) or not _goes_on(text, line, end):
            if text[begin:end].strip():
                found.append((begin, end))
            begin = end + 1
        line = end + 1
    return found


def _goes_on(text: str, line: int, end: int) -> bool:
    """Whether the sentence may go on after the line break at `end`."""
    here = text[line:end].rstrip()
    after = text[end + 1 : end + 200].split("\n", 1)[0]
    if not here.strip() or not after.strip() or _BULLET.match(after):
        return False
    if here[-1] in '.!?:…"”':
        return len(here) in _WRAPPED and here[-1] not in ":" and not text[end + 1].isspace()
    return len(here) in _WRAPPED or after.lstrip()[0].islower()


def part(text: str, found: list[Word]) -> list[list[Word]]:
    """The words of a paragraph as sentences."""
    parts: list[list[Word]] = []
    begin = at = 0
    uncased = bool(found) and _uncased(text[found[0][0] : found[-1][1]])
    while at < len(found):
        after = at + 1
        if _may_end(text, found[at]):
            while after < len(found) and _closes(text, found, after):
                after += 1
            if after < len(found) and _ends(text, found, at, after, uncased):
                parts.append(found[begin:after])
                begin = after
        at = after
    if begin < len(found):
        parts.append(found[begin:])
    return parts


def _may_end(text: str, word: Word) -> bool:
    return text[word[1] - 1] in _ENDS


def _closes(text: str, found: list[Word], n: int) -> bool:
    """Whether the mark belongs to the sentence before it: it stands close to that, and no word close to it."""
    start, end = found[n]
    if text[start:end] in _ENDS:
        return True
    if text[start:end] not in _CLOSERS or start > found[n - 1][1]:
        return False
    return end >= len(text) or not text[end].isalnum()


def _uncased(paragraph: str) -> bool:
    """Whether a paragraph has no capitals to speak of, so that a small letter may begin a sentence."""
    letters = sum(c.isalpha() for c in paragraph)
    return letters > 80 and sum(c.isupper() for c in paragraph) < 0.005 * letters


def _ends(text: str, found: list[Word], at: int, after: int, uncased: bool) -> bool:
    """Whether a sentence ends with the word `at` (and its closing marks), the next beginning at `after`."""
    start, end = found[at]
    last, following = text[start:end], text[found[after][0] : found[after][1]]
    gap = found[after][0] > found[after - 1][1]
    opener = following
    n = after
    while opener in {'"', "“", "‘", "'", "(", "[", "``", "''", "-", "–", "—", "«"} and n + 1 < len(found):
        n += 1
        opener = text[found[n][0] : found[n][1]]
    small = opener[:1].islower() and not (uncased and set(last) <= {".", "!", "?"} and len(last) == 1)
    if not gap:
        return last in {".", "!", "?"} and at + 1 == after and following[:1].isupper() and len(following) > 1
    if small:
        return False
    if last in {"!", "?"} or set(last) <= {"!", "?"}:
        return opener[:1].isalnum()
    if set(last) == {"."}:
        return opener[:1] not in ",;:)"
    return _ends_with_abbreviation(last, opener, text[found[at - 1][0] : found[at - 1][1]] if at else "")


def _ends_with_abbreviation(last: str, following: str, before: str) -> bool:
    """Whether "U.S.", "Inc." or an initial ends the sentence: only where the next word is one that begins sentences."""
    low = last.lower()
    if low in listed("titles") or not following[:1].isupper():
        return False
    if len(last) == 2 and last[0].isupper():
        return following.lower() in listed("starters") and following != "I" and not before[:1].isupper()
    if low in {"a.m.", "p.m."}:  # "around 3 p.m. Saturday", "at 9 a.m. EST"
        return following.lower() not in listed("after_hours")
    if low == "etc.":
        return True
    return following.lower() in listed("starters")
