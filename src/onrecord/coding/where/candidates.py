"""Runs of words that may name a place: known to the gazetteer, looking like a place, or standing where one would."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.coding.where.gazetteer import Bearer, Gazetteer
from onrecord.coding.where.words import Words, classes, peoples

LONGEST = 6
_JOINED = frozenset({" ", "-", "", "\n", "\u00a0", "‑"})


@dataclass(slots=True)
class Candidate:
    """Words `first` to `last` (inclusive) that may name a place.

    `kind` is known (to the gazetteer), exact (an abbreviation taken only as written), comma (a region's abbreviation
    after a comma), pattern ("the Orontes River") or unknown (stands where a place would).
    """

    first: int
    last: int
    kind: str
    key: str
    bearers: tuple[Bearer, ...] = ()
    score: float = 0.0
    features: list[str] = field(default_factory=list)


def candidates(words: Words, gazetteer: Gazetteer) -> list[Candidate]:
    """All candidates of a text, in order of their first word; they may overlap."""
    runs = _runs(words)
    found = gazetteer.find([*(k for _, _, k in runs), *(s for _, _, k in runs if (s := _without_article(k)))])
    people = _people(words)
    spans: dict[tuple[int, int], Candidate] = {}
    for first, last, k in runs:
        k = k if k in found else _without_article(k)
        if k in found and not any(a <= first and last <= b for a, b in people):
            # "the Gulf" is found with its article, but the article is no part of the mention.
            first += not words.capital[first] and words.low[first] == "the"
            spans.setdefault((first, last), Candidate(first, last, "known", k, found[k]))
    known = list(spans.values())
    _counties(words, known, gazetteer)
    exact = _exact(words, gazetteer)
    written = {c.first for c in exact}
    known = [c for c in known if c.first != c.last or c.first not in written] + exact
    commas = _after_comma(words, gazetteer, {c.last for c in known}, {c.first for c in known})
    known = [c for c in known if c.first != c.last or all(c.first != a.first for a in commas)] + commas
    covered = {i for c in known for i in range(c.first, c.last + 1)} | {i for a, b in people for i in range(a, b + 1)}
    # Where all is in capitals, everything looks like a name.
    spans_known = {(c.first, c.last) for c in known}
    others = [] if words.shouted else _patterned(words, spans_known, gazetteer) + _unknown(words, covered)
    return sorted(known + others, key=lambda c: (c.first, c.last))


_ARTICLES = ("al ", "el ", "ar ", "as ", "ash ", "at ", "az ", "an ", "ad ", "ez ", "es ")


def _without_article(k: str) -> str:
    """The key without its Arabic article, or nothing: "al-Qaim" may stand in the gazetteer as "Qaim"."""
    return k.split(" ", 1)[1] if k.startswith(_ARTICLES) else ""


def _runs(words: Words) -> list[tuple[int, int, str]]:
    """Each run of up to six words that begins and ends like a name, with its key."""
    particle, opening = classes()["particle"], classes()["side"] | {"the"}
    capital, gaps, keys, low = words.capital, words.gaps, words.keys, words.low
    size = len(words)
    found = []
    for i in range(size):
        start = capital[i]
        if not start:
            # "al-Bukamal", "the Gulf", "southern Lebanon": a small word that belongs to a name.
            if i + 1 >= size or not capital[i + 1] or low[i] not in opening | particle:
                continue
            if gaps[i + 1] != "-" and low[i] not in opening:
                continue
        if keys[i] == "'s" or not keys[i]:
            continue
        run = keys[i]
        if start:
            found.append((i, i, run))
        for j in range(i + 1, min(i + LONGEST, size)):
            if gaps[j] not in _JOINED or (gaps[j] == "\n" and not words.shouted):
                break
            run = f"{run} {keys[j]}"
            if capital[j]:
                if keys[j] != "'s":
                    found.append((i, j, run))
            elif low[j] not in particle and keys[j] != "'s":
                break
    return found


def _people(words: Words) -> list[tuple[int, int]]:
    """Where a people or an adjective stands ("Kenyan", "South Koreans"), which names no place."""
    names = peoples()
    spans = []
    for i, k in enumerate(words.keys):
        if not words.capital[i]:
            continue
        if k in names:
            spans.append((i, i))
        if i + 1 < len(words) and f"{k} {words.keys[i + 1]}" in names and words.gaps[i + 1] in _JOINED:
            spans.append((i, i + 1))
    return spans


def _counties(words: Words, known: list[Candidate], gazetteer: Gazetteer) -> None:
    """In "Butler, Clark and Warren counties" each name is a county's."""
    for i, low in enumerate(words.low):
        kind = {"counties": "county", "parishes": "parish"}.get(low)
        j = i - 1
        while kind and j >= 0:
            if words.low[j] == "and":
                j -= 1
                continue
            first = _county(words, j, kind, known, gazetteer)
            if first is None or words.gaps[first] not in (" ", ", "):
                break
            j = first - 1


def _county(words: Words, last: int, kind: str, known: list[Candidate], gazetteer: Gazetteer) -> int | None:
    """Makes the longest county name that ends at word `last` a candidate; gives its first word, if there is one."""
    for first in range(max(0, last - 2), last + 1):
        run = range(first, last + 1)
        if not all(words.capital[k] for k in run) or any(words.gaps[k] not in (" ", "-") for k in run[1:]):
            continue
        whole = " ".join([*words.keys[first : last + 1], kind])
        found = gazetteer.find([whole]).get(whole)
        if found:
            known[:] = [c for c in known if c.last < first or c.first > last]
            known.append(Candidate(first, last, "known", whole, found))
            return first
    return None


def _exact(words: Words, gazetteer: Gazetteer) -> list[Candidate]:
    """Abbreviations taken as written: "US" but never "us"; in a text all in capitals only with dots."""
    found = []
    for i, w in enumerate(words.words):
        if not words.capital[i] or len(w) > 8 or (words.shouted and "." not in w):
            continue
        numbers = gazetteer.exact(w)
        if numbers:
            found.append(Candidate(i, i, "exact", words.keys[i], tuple(Bearer(n, True, False) for n in numbers)))
    return found


def _after_comma(words: Words, gazetteer: Gazetteer, ends: set[int], taken: set[int]) -> list[Candidate]:
    """Regions abbreviated after a comma: "Reno, NV"."""
    found = []
    for i in range(1, len(words)):
        if words.gaps[i] != ", " or i - 1 not in ends:
            continue
        numbers = gazetteer.after_comma(words.words[i])
        if numbers and (i not in taken or words.words[i].isupper() or words.words[i][-1] == "."):
            bearers = tuple(Bearer(n, True, False) for n in numbers)
            found.append(Candidate(i, i, "comma", words.keys[i], bearers))
    return found


def _patterned(words: Words, known: set[tuple[int, int]], gazetteer: Gazetteer) -> list[Candidate]:
    """Names with a word that makes them a place: "Orontes River", "Lake Van", "Mosque Street", "Highway 9"."""
    lists = classes()
    feature, street, before, numbered = lists["feature"], lists["street"], lists["before"], lists["numbered"]
    capital, gaps, low = words.capital, words.gaps, words.low
    found = []
    for i in range(len(words)):
        if not capital[i]:
            continue
        if low[i] in feature or low[i] in street:
            first = i
            while first > 0 and i - first < 4 and gaps[first] in (" ", "-") and _in_name(words, first - 1):
                first -= 1
            if first < i and (first, i) not in known and words.keys[first] not in peoples():
                division = _division(words, first, i, gazetteer)
                kind = "street" if low[i] in street else low[i]
                found.append(division or Candidate(first, i, "pattern", kind))
        after = i + 1
        if after < len(words) and gaps[after] in (" ", "-"):
            if low[i] in before and capital[after] and words.words[after].isalpha():
                if (i, after) not in known:
                    found.append(Candidate(i, after, "pattern", f"before {low[i]}"))
            elif low[i] in numbered and words.words[after][0].isdigit():
                found.append(Candidate(i, after, "pattern", "numbered"))
    return found


def _division(words: Words, first: int, last: int, gazetteer: Gazetteer) -> Candidate | None:
    """ "Sumy Oblast", where the gazetteer calls the region "Sumy" only."""
    lists = classes()
    if words.low[last] not in lists["region"] and words.low[last] not in lists["district"]:
        return None
    for start in range(first, last):
        stem = " ".join(words.keys[start:last])
        bearers = gazetteer.find([stem]).get(stem, ())
        divisions = tuple(b for b in bearers if gazetteer.entry(b.number).feature in ("ADM1", "ADM2"))
        if divisions:
            return Candidate(start, last, "known", f"{stem} {words.keys[last]}", divisions)
    return None


def _in_name(words: Words, i: int) -> bool:
    w = words.words[i]
    return words.capital[i] and w[0] not in "'’" and words.low[i] not in ("the", "a", "in", "on", "at")


def _unknown(words: Words, covered: set[int]) -> list[Candidate]:
    """Capitalised runs that the gazetteer does not know, where something beside them speaks for a place."""
    lists = classes()
    leads = lists["in"] | lists["at"] | lists["from"] | lists["to"] | lists["of"] | lists["between"] | lists["side"]
    found = []
    i = 0
    while i < len(words):
        if not words.capital[i] or i in covered or words.words[i][0] in "'’":
            i += 1
            continue
        last = i
        while (
            last + 1 < len(words)
            and words.capital[last + 1]
            and words.gaps[last + 1] in (" ", "-")
            and last + 1 not in covered
            and words.words[last + 1][0] not in "'’"
        ):
            last += 1
        led = i > 0 and words.gaps[i] == " " and words.low[i - 1] in leads
        placed = last + 1 < len(words) and words.gaps[last + 1] == ", " and last + 1 in covered
        if last - i < 3 and (led or placed) and not words.shouted:
            found.append(Candidate(i, last, "unknown", " ".join(words.keys[i : last + 1])))
        i = last + 1
    return found
