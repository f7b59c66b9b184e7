"""Numbers that count nothing: dates, times of day, ages, addresses, the names of things."""

from __future__ import annotations

import re
from bisect import bisect_right

from onrecord.coding.counted import near, phrase
from onrecord.coding.numerals import Numeral
from onrecord.model import Sentence


def words_between(s: Sentence, start: int, end: int) -> tuple[int, int]:
    """The first and last word that stand between two offsets."""
    first = bisect_right(s.ends, start)
    return first, max(bisect_right(s.starts, end - 1) - 1, first - 1)


def is_no_count(text: str, s: Sentence, n: Numeral, first: int, stop: int) -> bool:
    """Whether a number is a date, a time, an age, an address or the name of something."""
    if n.unit:
        return False
    before = s.words[first - 1].lower() if first else ""
    after = s.words[stop + 1].lower() if stop + 1 < len(s) else ""
    if (before in near("month") and n.low is not None and n.low <= 31) or (after in near("month") and before != "in"):
        return not (before == "may" and s.upos[first - 1] == "AUX")
    if after.strip(".") in near("clock") or after in near("clock") or before in near("age"):
        return True
    if (
        first >= 2
        and s.words[first - 2].lower() in near("age")
        and before in ("of", "between", "from", "group", "under")
    ):
        return True
    if _age(text, n) or _PHONE.match(text, max(0, n.start - 1)) or _CALLED.search(text[max(0, n.start - 12) : n.end]):
        return True
    if _NUMBERED.search(text[max(0, n.start - 16) : n.end]):
        return True
    if before in near("name") or before == "#":
        return True
    if first == 0 and text[n.end : n.end + 1] in (".", ")") and n.end < s.end - 1:
        return True  # "1. Ceasefire"
    return _year(text, s, n, first, stop) or _address(s, stop)


_PHONE = re.compile(r"\(\d{3}\)\s?\d{3}-|.?\d{3}-\d{3}-\d{4}")
_CALLED = re.compile(r"\b(?:call\w*|dial\w*|phon\w+|to|a)\s(?:911|999|112|000)\Z", re.IGNORECASE)  # "called 911"
_NUMBERED = re.compile(r"\b(?:Image|Photo|Page|Slide|Part|Figure|Step)\s\d+(?:\sof\s\d+)?\Z")  # "Image 2 of 8"
_AGED = re.compile(r"[A-Z][\w.'’-]+,\s\Z")


def _age(text: str, n: Numeral) -> bool:
    """Whether a number behind a name and a comma is an age: "Ann Roe, 34, died", "the death of Lee Doe, 18."."""
    bare = n.first == n.start and n.last == n.end and n.low is not None and n.low <= 105
    return bare and bool(_AGED.search(text[max(0, n.start - 30) : n.start])) and text[n.end : n.end + 1] in ",.;:)"


def _year(text: str, s: Sentence, n: Numeral, first: int, stop: int) -> bool:
    """Whether four bare digits are a year: "in 2023", "the 2019 elections", but not "2000 soldiers"."""
    if not re.fullmatch(r"(?:1[5-9]|20)\d\d(?:\s?[-–]\s?(?:(?:19|20)?\d\d))?", text[n.start : n.end]) or n.marks:
        return False
    noun = s.parent(stop)
    if noun > stop and s.relations[stop] == "nummod" and phrase(s, noun)[1] in ("person", "thing", "casualty", "unit"):
        return s.words[first - 1].lower() in near("definite") if first else False
    return True


def _address(s: Sentence, stop: int) -> bool:
    """Whether a number opens an address: "1600 Pennsylvania Avenue", "the 300 block of"."""
    ahead = [w.lower().rstrip(".") for w in s.words[stop + 1 : stop + 5]]
    if ahead[:1] and ahead[0] in ("block", "blocks"):
        return True
    capital = [w[:1].isupper() for w in s.words[stop + 1 : stop + 5]]
    return (
        any(w in near("street") and all(capital[: k + 1]) and k > 0 for k, w in enumerate(ahead))
        and not s.words[0].isupper()
    )
