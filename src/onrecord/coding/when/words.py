"""The words of a text as a time rule sees them: each of one class, and most of no interest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.errors import DataError

TOKEN = re.compile(
    r"""
    (?P<isodate>\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\w-]))
  | (?P<slashdate>\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?![\w/])|\d{1,2}\.\d{1,2}\.\d{4}(?!\w))
  | (?P<clock>\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.m\.|[ap]\.?m\b)|\d{1,2}:\d{2}(?::\d{2})?(?![.:]?\d)
              |\d{1,2}\s?(?:[ap]\.m\.|[ap]\.?m\b))
  | (?P<ord>\d{1,4}(?:st|nd|rd|th)\b)
  | (?P<decade>(?<!['’`])(?:\d{3}0|['’]?\d0)['’]?s\b)
  | (?P<yy>(?<!['’`])['’]\d{2}\b)
  | (?P<number>\d+(?:,\d{3})*(?:\.\d+)?)
  | (?P<word>\d*[^\W\d_]+(?:\.[^\W\d_]\b)*(?:['’](?!s\b)[^\W\d_]+)*)
  | (?P<poss>['’]s\b)
  | (?P<other>[^\w\s]|_)
    """,
    re.X | re.I,
)
DOTTED = re.compile(
    r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thur?s?|fri|b\.c(?:\.e)?|a\.d)\Z", re.I
)
SIGNS = {",": "comma", "-": "hyphen", "–": "hyphen", "—": "hyphen", "‑": "hyphen", "/": "slash", "(": "lparen"}
SIGNS |= {"$": "money", "£": "money", "€": "money", "¥": "money", "#": "money", "%": "percent"}
SIGNS |= dict.fromkeys('.;:!?)"”', "stop")
MADE = ("isodate", "slashdate", "clock", "ord", "decade", "yy", "small", "big", "year", "count", "poss", "holiday")
"""Classes that the tokeniser makes, beside those of `words.tsv`."""
LONGEST = 15
"""Figures beyond which a number counts no time."""
OTHER = "_"
"""The letter of a word of no interest; in patterns `x`."""


class Word(NamedTuple):
    """What a word of the lexicon is: its class, and its value as the table gives it."""

    kind: str
    value: str


class Lexicon(NamedTuple):
    """The words that a time rule knows: single ones, longer ones by their first word, and a letter for each class."""

    single: dict[str, Word]
    longer: dict[str, list[tuple[tuple[str, ...], Word]]]
    letters: dict[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """A text in words: `letters` holds a letter a word (its class), the lists what each word is and where it stands."""

    text: str
    letters: str
    kinds: list[str]
    values: list[str]
    starts: list[int]
    ends: list[int]


def table(name: str, columns: int) -> list[list[str]]:
    """The rows of one of our tables; refuses a row that has not so many columns."""
    rows = []
    source = files("onrecord") / "data" / "when" / name
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != columns or not all(cells):
            raise DataError(f"data/when/{name}, line {number}: {columns} columns parted by tabs expected, not {line!r}")
        rows.append(cells)
    return rows


@lru_cache(maxsize=32)
def listed(name: str) -> frozenset[str]:
    """The words of one list of `lists.tsv`."""
    found = frozenset(word for row, cell in table("lists.tsv", 2) if row == name for word in cell.split("|"))
    if not found:
        raise DataError(f"data/when/lists.tsv: no list called {name!r}")
    return found


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The words of `words.tsv` and `holidays.tsv`, read once."""
    single: dict[str, Word] = {}
    longer: dict[str, list[tuple[tuple[str, ...], Word]]] = {}
    rows = table("words.tsv", 3) + [["holiday", rule, forms] for rule, forms in table("holidays.tsv", 2)]
    for kind, value, forms in rows:
        for form in forms.split("|"):
            parts = tuple(form[s:e].lower().replace("’", "'") for s, e, _ in tokens(form))
            if len(parts) == 1:
                single.setdefault(parts[0], Word(kind, value))
            else:
                longer.setdefault(parts[0], []).append((parts, Word(kind, value)))
    for entries in longer.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    pool = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + "".join(map(chr, range(0xC0, 0x180)))
    kinds = sorted({*MADE, *SIGNS.values(), *(kind for kind, _, _ in rows)})
    return Lexicon(single, longer, {**dict(zip(kinds, pool, strict=False)), "x": OTHER})


def tokens(text: str) -> list[tuple[int, int, str]]:
    """Start, end and kind of each word; a short form takes its dot ("Aug.").

    >>> [text[s:e] for text in ["on Aug. 3 at 5 p.m."] for s, e, _ in tokens(text)]
    ['on', 'Aug.', '3', 'at', '5 p.m.']
    """
    found = []
    covered = 0
    for match in TOKEN.finditer(text):
        start, end = match.span()
        if start < covered:
            continue
        kind = match.lastgroup or "other"
        if kind == "word" and text[end : end + 1] == "." and DOTTED.match(text, start, end):
            end += 1
        covered = end
        found.append((start, end, kind))
    return found


def words(text: str) -> Words:
    """The text in words, each of one class."""
    known = lexicon()
    kinds: list[str] = []
    values: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    pieces = tokens(text)
    forms = [text[s:e].lower() for s, e, _ in pieces]
    i = 0
    while i < len(pieces):
        start, _, kind = pieces[i]
        length = 1
        if kind in ("word", "clock", "ord", "decade", "poss"):
            word, length = _look_up(known, forms, i)
            if word is None and kind == "word":
                word = Word("x", "")
            elif word is None:
                word = _figure(kind, forms[i])
        elif kind == "other":
            word = Word(SIGNS.get(forms[i], "x"), "")
        else:
            word = _figure(kind, forms[i])
        kinds.append(word.kind)
        values.append(word.value)
        starts.append(start)
        ends.append(pieces[i + length - 1][1])
        i += length
    made = Words(text, "", kinds, values, starts, ends)
    made = _count(made) if "num" in kinds else made
    _settle(made)
    letters = "".join([known.letters[k] for k in made.kinds])
    return Words(text, letters, made.kinds, made.values, made.starts, made.ends)


def _look_up(known: Lexicon, forms: list[str], i: int) -> tuple[Word | None, int]:
    """The longest entry of the lexicon that stands at word `i`, and how many words it has."""
    form = forms[i]
    if form in known.longer:
        for parts, word in known.longer[form]:
            if all(i + n < len(forms) and forms[i + n].replace("’", "'") == part for n, part in enumerate(parts)):
                return word, len(parts)
    return known.single.get(form), 1


def _figure(kind: str, form: str) -> Word:
    """A word of figures: a number by its size, a clock as HH:MM, an ordinal as its number."""
    if kind == "number":
        plain = form.replace(",", "")
        if len(plain) > LONGEST:
            return Word("x", "")
        if not plain.isdigit() or plain != form:
            return Word("big", plain)
        number = int(plain)
        if 1 <= number <= 31 and len(form) <= 2:
            return Word("small", str(number))
        return Word("year" if len(form) == 4 and 1000 <= number <= 2100 else "big", plain)
    if kind == "clock":
        return Word("clock", clock(form))
    if kind == "ord":
        number = int(re.match(r"\d+", form).group())  # type: ignore[union-attr]  # the tokeniser saw figures
        return Word("ord", str(number)) if number <= 99 else Word("x", "")
    if kind == "decade":
        digits = re.sub(r"\D", "", form)
        return Word("decade", digits[:3] if len(digits) == 4 else digits[0])
    if kind == "yy":
        return Word("yy", form[1:])
    return Word(kind, form)


def clock(form: str) -> str:
    """A time of day as HH:MM.

    >>> clock("5:30 p.m."), clock("12am"), clock("9:05")
    ('17:30', '00:00', '09:05')
    """
    digits = [int(d) for d in re.findall(r"\d+", form)]
    hour, minute = digits[0], digits[1] if len(digits) > 1 else 0
    if "p" in form and hour < 12:
        hour += 12
    elif "a" in form and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}"


def _count(made: Words) -> Words:
    """Number words that belong together as one count ("twenty-four"), or as a year ("nineteen ninety-six")."""
    out = Words(made.text, "", [], [], [], [])
    i, n = 0, len(made.kinds)
    while i < n:
        kind, value, last = made.kinds[i], made.values[i], i
        if kind == "num":
            numbers = [int(value)]
            j = i + 1
            while j < n:
                step = j + 1 if made.kinds[j] in ("hyphen", "and") and numbers[-1] >= 20 else j
                if step >= n or made.kinds[step] != "num" or (made.kinds[j] == "and" and numbers[-1] < 100):
                    break
                numbers.append(int(made.values[step]))
                last, j = step, step + 1
            kind, value = _number(numbers)
            if j + 1 < n and made.kinds[j] == "hyphen" and made.kinds[j + 1] in ("ord", "second") and numbers[-1] >= 20:
                kind, value, last = "ord", str(numbers[-1] + int(made.values[j + 1])), j + 1
        out.kinds.append(kind)
        out.values.append(value)
        out.starts.append(made.starts[i])
        out.ends.append(made.ends[last])
        i = last + 1
    return out


def _number(numbers: list[int]) -> tuple[str, str]:
    """Class and value of a row of number words.

    >>> _number([19, 90, 6]), _number([2, 1000]), _number([20, 4])
    (('year', '1996'), ('count', '2000'), ('count', '24'))
    """
    if len(numbers) > 1 and numbers[0] in (*range(13, 21),) and all(10 <= n < 100 for n in numbers[1:2]):
        tail = numbers[1:]
        if len(tail) == 1 or (tail[0] >= 20 and len(tail) == 2 and tail[1] < 10):
            return "year", str(numbers[0] * 100 + sum(tail))
    total, part = 0, 0
    for number in numbers:
        if number >= 1000:
            total, part = total + max(part, 1) * number, 0
        elif number == 100:
            part = max(part, 1) * 100
        else:
            part += number
    return "count", str(total + part)


DATEISH = frozenset({"small", "ord", "second", "year", "yy"})
LEADING = frozenset({"prep", "last", "next", "early", "late", "mid", "this", "from", "since", "of", "past", "coming"})


def _settle(made: Words) -> None:
    """Decide the words that name a month or weekday only in company: May, March, Sun, and those in small letters."""
    kinds = made.kinds
    for i, kind in enumerate(kinds):
        if kind == "maybe_month":
            kinds[i] = "month" if _named(made, i) and _month_here(made, i) else "x"
        elif kind == "maybe_weekday":
            after = kinds[i + 1 : i + 3]
            dated = bool(after) and (after[0] in {"month", "maybe_month", "small"} or after == ["comma", "month"])
            kinds[i] = "weekday" if dated and _named(made, i) else "x"
        elif kind in ("month", "holiday") and not _named(made, i):
            beside = {*kinds[max(i - 1, 0) : i], *kinds[i + 1 : i + 2]}
            kinds[i] = "month" if kind == "month" and beside & DATEISH else "x"


def _named(made: Words, i: int) -> bool:
    return made.text[made.starts[i]].isupper()


def _month_here(made: Words, i: int) -> bool:
    """Whether a word that may be a month is one: "in May", "May 3", "3 March"; not "Ms May", "may", "the March"."""
    kinds = made.kinds
    before = kinds[i - 1] if i else ""
    after = kinds[i + 1] if i + 1 < len(kinds) else ""
    if after in DATEISH or before in DATEISH:
        return True
    if after == "comma" and kinds[i + 2 : i + 3] == ["year"]:
        return True
    if before in LEADING or (before == "hyphen" and i > 1 and kinds[i - 2] == "mid"):
        return True
    beside = kinds[i + 2] if i + 2 < len(kinds) else ""
    if after in ("and", "to", "or", "hyphen") and beside in ("month", "maybe_month"):
        return True
    return before in ("and", "to", "or", "hyphen") and i > 1 and kinds[i - 2] == "month"
