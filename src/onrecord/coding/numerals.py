"""A numeral is a number as a reporter writes it: digits, words or "dozens", with its hedges and its unit.

No syntax is needed here.  What the number counts is `how_many`'s question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from onrecord.errors import DataError
from onrecord.model import Relation
from onrecord.ontology.table import read_table

BOUNDS: dict[str, tuple[bool, bool]] = {"at least": (True, False), "more than": (True, False)}
"""Which of low and high a relation keeps; the rest keep both, but for the two below."""
BOUNDS |= {"at most": (False, True), "fewer than": (False, True)}


SHARE = "a share of a whole"
"""The convention of "half" and "a third": so many percent, about."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at `start`..`end`, with hedges `marks` around it (spans) and what they make of it.

    `unit` is an ISO currency or "percent"; `vague` the convention by which words such as "dozens" are read.
    `attached` tells that a hyphen ties it to the next word ("54-truck convoy").
    """

    start: int
    end: int
    low: float | None
    high: float | None
    relation: Relation = "exactly"
    unit: str | None = None
    marks: tuple[tuple[int, int], ...] = ()
    vague: str | None = None
    attached: bool = False
    versus: bool = False

    @property
    def first(self) -> int:
        """Where its hedges begin."""
        return min([self.start, *(s for s, _ in self.marks)])

    @property
    def last(self) -> int:
        """Where its hedges end."""
        return max([self.end, *(e for _, e in self.marks)])


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The patterns and tables that the data files make."""

    number: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    hedges: dict[str, Relation]
    words: dict[str, tuple[str, float]]
    vague: dict[str, tuple[float, float | None, str]]
    money_before: dict[str, str]
    money_after: dict[str, str]
    unit_after: re.Pattern[str]
    scaled: re.Pattern[str]


def _rows(name: str, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The rows of a table of `data/how_many`."""
    return [tuple(row.values()) for row in read_table(f"how_many/{name}.tsv", columns)]


def _value(name: str, cell: str) -> float:
    """The number in a cell."""
    try:
        return float(cell)
    except ValueError as problem:
        raise DataError(f"how_many/{name}.tsv: {cell!r} is no number") from problem


def _either(phrases: list[str]) -> str:
    """A pattern for any of the phrases, the longest first, blanks being any blanks or a hyphen."""
    return "|".join(re.escape(p).replace(r"\ ", r"[\s-]+") for p in sorted(phrases, key=len, reverse=True))


@cache
def grammar() -> _Grammar:
    """The number grammar, read once from `data/how_many`."""
    words = {w: (kind, _value("words", value)) for w, kind, value in _rows("words", ("word", "kind", "value"))}
    hedges = _rows("hedges", ("phrase", "side", "relation"))
    money = _rows("money", ("sign", "side", "unit"))
    vague = {
        p: (_value("vague", low), _value("vague", high) if high else None, why)
        for p, low, high, why in _rows("vague", ("phrase", "low", "high", "convention"))
    }
    spelled = _either([w for w, (kind, _) in words.items() if kind != "suffix"])
    scales = _either([w for w, (kind, _) in words.items() if kind in ("scale", "hundred")])
    suffixes = _either([w for w, (kind, _) in words.items() if kind == "suffix"])
    signs = _either([s for s, side, _ in money if side == "before"])
    number = (
        r"(?<![\w/:.,#’'])(?<![A-Za-z]-)"
        rf"(?:(?P<vague>(?:{_either(list(vague))})\b)"
        rf"|(?P<sign>{signs})?\s?(?P<digits>(?:\d{{1,3}}(?:,\d{{2,3}})+|\d+)(?:\.\d+)?)"
        rf"(?:\s?(?P<suffix>{suffixes})(?![A-Za-z]))?(?P<scale>(?:[\s-](?:and\s+a\s+half\s+)?(?:{scales})\b)*)(?P<plus>\+?)"
        rf"|(?P<words>(?:half\s+an?[\s-]+(?:{scales})|half-dozen|an?\s+(?:{scales})|(?:{spelled}))\b"
        rf"(?:[\s-]+(?:and\s+(?:a\s+half\s+)?)?(?:{spelled})\b)*))"
    )
    pattern = re.compile(number, re.IGNORECASE)
    sides = {
        side: re.compile(rf"(?<!\w)(?:{_either([p for p, s, _ in hedges if s == side])})(?!\w)", re.IGNORECASE)
        for side in ("before", "after")
    }
    units = _either([s for s, side, _ in money if side == "after"])
    return _Grammar(
        pattern,
        re.compile(rf"{sides['before'].pattern}\W*\Z", re.IGNORECASE),
        re.compile(rf"\W*{sides['after'].pattern}", re.IGNORECASE),
        {p: _relation(r) for p, _, r in hedges},
        words,
        vague,
        {s: u for s, side, u in money if side == "before"},
        {s: u for s, side, u in money if side == "after"},
        re.compile(rf"\s?%|[\s-](?:per\s?cent|percent|pct|percentage\s+points?)\b|[\s-](?:{units})\b", re.IGNORECASE),
        re.compile(rf"(?<![A-Za-z])(?:{scales}|{suffixes})\b", re.IGNORECASE),
    )


def _relation(name: str) -> Relation:
    """The name of a relation, checked."""
    known: dict[str, Relation] = {
        r: r for r in ("exactly", "at least", "more than", "at most", "fewer than", "about", "nearly", "range")
    }
    if name not in known:
        raise DataError(f"how_many/hedges.tsv: no relation called {name!r}; there are: {', '.join(known)}")
    return known[name]


def _spelled(phrase: str, words: dict[str, tuple[str, float]]) -> tuple[float, int] | None:
    """The value of a spelled number and how many characters of the phrase it takes.

    >>> _spelled("two hundred and fifty thousand", grammar().words)
    (250000.0, 30)
    """
    total, group, last, end = 0.0, 0.0, "", 0
    for match in re.finditer(r"[a-z]+", phrase.lower()):
        word = match.group()
        if word in ("a", "an", "and"):
            continue
        if word == "half":
            group += 0.5
            end, last = match.end(), "half"
            continue
        kind, value = words[word]
        if kind == "scale":
            total, group = total + (group or 1) * value, 0.0
        elif kind == "hundred":
            group = (group or 1) * value
        elif last in ("unit", "teen") or (last == "ten" and kind != "unit"):
            break  # "five seven": two numbers that stand side by side
        else:
            group += value
        end, last = match.end(), kind
    return (total + group, end) if last else None


def _one(match: re.Match[str], g: _Grammar) -> Numeral | None:
    """The numeral that a match of the grammar tells, without hedges."""
    start, end = match.span()
    if match["vague"]:
        low, high, why = g.vague[re.sub(r"[\s-]+", " ", match["vague"].lower())]
        relation: Relation = "at least" if high is None else "exactly" if low == high else "range"
        end -= 3 if match["vague"].lower().endswith(" of") else 0
        if why == SHARE:  # "half of the homes", but not "half an hour" or "a third attack"
            return Numeral(start, end, low, high, "about", "percent", vague=why)
        return Numeral(start, end, low, high, relation, vague=why)
    if match["words"]:
        spelled = _spelled(match["words"], g.words)
        if spelled is None:
            return None
        return Numeral(start, start + spelled[1], spelled[0], spelled[0])
    value = float(match["digits"].replace(",", ""))
    if match["suffix"]:
        value *= g.words[match["suffix"].lower()][1]
    for word in re.findall(r"[a-z]+", match["scale"].lower()):
        value = value + 0.5 if word == "half" else value * g.words[word][1] if word in g.words else value
    unit = g.money_before[match["sign"].lower()] if match["sign"] else None
    start += len(match.group()) - len(match.group().lstrip())
    if match["plus"]:
        return Numeral(start, end, value, None, "at least", unit)
    return Numeral(start, end, value, value, "exactly", unit)


BARE_METRES = re.compile(r"\d\s?m\Z")
UNUSABLE = re.compile(
    r"(?:st|nd|rd|th)\b|/\d|:\d|\.\d|[A-Za-z]|['’]?s\b|-(?:year|day|week|month|hour|minute|state)", re.I
)
"""What makes a number no count when it follows at once: 21st, 9/11, 10:30, 12mm, 1990s, two-state."""


_TIME = re.compile(r"[\s-](hour|day|night|week|fortnight|month|year|decade)s?\b", re.I)
_NO_SPAN_AFTER = re.compile(
    r"[\s-]*(?:old|ago|later|earlier|before|after|late|from now|of age|into|hence|running|in a row|since)\b", re.I
)
_NO_SPAN_BEFORE = re.compile(
    r"\b(?:last|past|next|previous|coming|first|final|every|each|aged|recent|latest|in|least|day|week|age)\s*\Z", re.I
)
"""What makes a number of days a date or an age: "three days ago", "in the last two weeks", "the last 20 years"."""


LENGTHS = frozenset(f"{unit}s" for unit in ("hour", "day", "night", "week", "fortnight", "month", "year", "decade"))
"""Units of a length of time: "a 90-day truce", "nine years in jail"; speeches of minutes are of no matter."""
_LASTING = re.compile(r"\b(?:for|after|last|lasts|lasted|lasting)\s*\Z", re.I)


def _span_of_time(text: str, n: Numeral, end: int) -> tuple[str, int] | None:
    """The unit of a length of time that a number measures, and where it ends: "90-day", "nearly eleven months"."""
    unit = _TIME.match(text, n.end, end)
    if not unit or n.unit or _NO_SPAN_AFTER.match(text, unit.end(), end):
        return None
    if _NO_SPAN_BEFORE.search(text[max(0, n.start - 12) : n.start]):
        return None
    return unit[1].lower() + "s", unit.end()


def _units(text: str, n: Numeral, end: int, g: _Grammar) -> Numeral:
    """The numeral with the unit that follows it, and whether a hyphen ties it to the next word."""
    time = _span_of_time(text, n, end)
    if time:
        return replace(n, end=time[1], unit=time[0])
    unit = g.unit_after.match(text, n.end, end)
    if unit and n.unit is None:
        name = re.sub(r"[\s-]+", " ", unit.group().strip(" -\t\n").lower())
        iso = g.money_after.get(name, "percent")
        if name not in ("won", "rand") or (n.low or 0) >= 1000:  # "the 54 won their case"
            return replace(n, end=unit.end(), unit=iso)
    if unit and n.unit and g.money_after.get(unit.group().strip().lower()) == n.unit:
        return replace(n, end=unit.end())
    if re.match(r"[-‐‑][A-Za-z]", text[n.end : n.end + 2]):
        return replace(n, attached=True)
    return n


JOIN = re.compile(r"\s?[-–—]\s?|\s+to\s+|\s+or\s+|\s+and\s+", re.IGNORECASE)
BETWEEN = re.compile(r"\bbetween\s*\Z", re.IGNORECASE)
FROM = re.compile(r"\bfrom\s*\Z", re.IGNORECASE)


def _range(text: str, a: Numeral, b: Numeral, g: _Grammar) -> Numeral | None:
    """Two numerals read as one range: "between 10 and 20", "10 to 20", "12 or 13", "10-20".

    "From 10 to 20" is left as two: a toll that rose from the one to the other.
    """
    join = text[a.end : b.start].lower()
    if not JOIN.fullmatch(join) or a.low is None or b.high is None or a.vague or b.vague:
        return None
    before = text[max(0, a.start - 12) : a.start]
    between = BETWEEN.search(before)
    if join.strip() == "and":
        if not between:
            return None
    elif FROM.search(before):
        return None
    low, high = a.low, b.high
    scale = g.scaled.search(text, b.start, b.end)
    if scale and low < 1000 and not g.scaled.search(text, a.start, a.end):  # "three to five thousand", "$4-5bn"
        low *= g.words[scale.group().lower()][1]
    if low >= high:
        return replace(a, end=b.end, high=high, versus=True) if join.strip() in ("-", "–", "to") else None
    marks = (
        (((a.start - len(before) + between.start()), a.start - len(before) + between.start() + 7),) if between else ()
    )
    return replace(
        a, end=b.end, low=low, high=high, relation="range", unit=b.unit or a.unit, marks=marks, attached=b.attached
    )


def _hedge(text: str, n: Numeral, start: int, end: int, g: _Grammar) -> Numeral:
    """The numeral with the hedges that stand right before and after it."""
    marks, relation = list(n.marks), n.relation
    head = g.before.search(text, max(start, n.start - 28), n.start)
    if head:
        word = re.sub(r"[\s-]+", " ", head.group().strip(" \t\n\"'“”(-,").lower())
        spread = (
            word == "over" and n.unit in LENGTHS and not _LASTING.search(text[max(0, head.start() - 9) : head.start()])
        )
        if not spread:  # "pay $220 million over three years"
            relation = _join(relation, g.hedges.get(word, "exactly"), vague=n.vague is not None)
            marks.append((head.start(), head.start() + len(head.group().rstrip(" \t\n\"'“”(-,"))))
    tail = g.after.match(text, n.end, end)
    if tail and not (tail.group().strip() == "odd" and n.unit):
        word = re.sub(r"[\s-]+", " ", tail.group().strip(" \t\n,-").lower())
        relation = _join(relation, g.hedges.get(word, "exactly"), vague=n.vague is not None)
        marks.append((n.end + len(tail.group()) - len(tail.group().lstrip(" \t\n,-")), tail.end()))
    if relation == n.relation:
        return replace(n, marks=tuple(marks))
    keep_low, keep_high = BOUNDS.get(relation, (True, True))
    low, high = (n.low if keep_low else None), ((n.high if n.high is not None else n.low) if keep_high else None)
    return replace(n, marks=tuple(marks), relation=relation, low=low, high=high)


def _join(own: Relation, hedge: Relation, *, vague: bool) -> Relation:
    """What a hedge makes of a numeral: "about dozens" stays a lower bound, "about 10 to 20" a range."""
    if hedge == "exactly" or own == "range":
        return own
    if vague and hedge in ("about", "nearly", "at least", "more than"):
        return own
    return hedge


def numerals(text: str, start: int = 0, end: int | None = None) -> list[Numeral]:
    """All numbers between two offsets, in order, that could be counts; dates are not told apart here.

    >>> [(n.low, n.high, n.relation) for n in numerals("between 10 and 20 dead, at least 1,200 hurt, dozens held")]
    [(10.0, 20.0, 'range'), (1200.0, None, 'at least'), (12.0, None, 'at least')]
    >>> [(n.low, n.unit) for n in numerals("$4.5bn, 20 percent, 2.5 million euros")]
    [(4500000000.0, 'USD'), (20.0, 'percent'), (2500000.0, 'EUR')]
    """
    end = len(text) if end is None else end
    g = grammar()
    bare: list[Numeral] = []
    taken = start
    shares = _shares(text, start, end, g)
    at = start
    while match := g.number.search(text, at, end):
        numeral = _one(match, g)
        at = match.end() if numeral is None else max(numeral.end, match.start() + 1)
        if numeral is None or numeral.start < taken:
            continue
        share = next((x for x in shares if x.start == numeral.start), None)
        if share is not None:
            at = taken = share.end
            bare.append(share)
            continue
        taken = numeral.end
        whole = _units(text, numeral, end, g)
        if UNUSABLE.match(text, whole.end, end) or (
            whole.unit is None and BARE_METRES.search(text, whole.start, whole.end)
        ):
            whole = replace(whole, low=None, high=None)  # kept for the neighbours: the 11 of "9/11" is none either
        bare.append(whole)
    return [_hedge(text, n, start, end, g) for n in _ranges(text, bare, g) if n.low is not None or n.high is not None]


_WHOLES = {2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 20.0, 50.0, 100.0, 1000.0}
_SHARE = re.compile(
    r"\b(?P<a>nine|one|eight|two|seven|three|six|four|five|\d{1,3})(?:\s[a-z-]+){0,2}?\s(?:in|out\sof)(?:\severy)?\s"
    r"(?P<b>[a-z]+|\d+)\b(?![,.:/-]?\d)"
    r"(?!\s(?:day|week|month|year|hour|minute|round|game|match|attack|place|town|cit|countr|province|vote|bid)\w*)",
    re.IGNORECASE,
)


def _shares(text: str, start: int, end: int, g: _Grammar) -> list[Numeral]:
    """ "one in four", "four houses in five", "nine out of ten": shares of a whole, as percent."""
    found = []
    for m in _SHARE.finditer(text, start, end):
        part, whole = (_plain(m[k], g) for k in ("a", "b"))
        if part and whole in _WHOLES and part < whole:
            share = round(100 * part / whole, 1)
            found.append(Numeral(m.start(), m.end(), share, share, "exactly", "percent", vague=SHARE))
    return found


def _plain(word: str, g: _Grammar) -> float | None:
    """The value of a number in one word."""
    if word.isdigit():
        return float(word)
    kind, value = g.words.get(word.lower(), ("", 0.0))
    return value if kind in ("unit", "ten", "teen", "hundred", "scale") else None


def _ranges(text: str, bare: list[Numeral], g: _Grammar) -> list[Numeral]:
    """The numerals with neighbours joined to ranges."""
    out: list[Numeral] = []
    for numeral in bare:
        joined = _range(text, out[-1], numeral, g) if out and numeral.start - out[-1].end <= 6 else None
        if joined:
            out[-1] = joined
        else:
            out.append(numeral)
    return out
