"""What a time looks like: the patterns of `grammar.tsv` over the classes of words, and where they match."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from onrecord.coding.when.words import Words, lexicon
from onrecord.errors import DataError

NAME = re.compile(r"[A-Za-z_]+")
NUMBERS = frozenset({"small", "big", "year", "count"})
APPROX = "about"


@dataclass(frozen=True, slots=True)
class Match:
    """Words `first` to `last` (not included) of a text that look like a time of the kind `rule`."""

    words: Words
    rule: str
    first: int
    last: int

    @property
    def start(self) -> int:
        """Where the first word begins."""
        return self.words.starts[self.first]

    @property
    def end(self) -> int:
        """Where the last word ends."""
        return self.words.ends[self.last - 1]

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.words.text[self.start : self.end]

    @property
    def kinds(self) -> list[str]:
        """The classes of the words."""
        return self.words.kinds[self.first : self.last]

    def has(self, *kinds: str) -> bool:
        """Whether a word of one of the classes is among them."""
        return any(kind in kinds for kind in self.kinds)

    def value(self, *kinds: str) -> str | None:
        """The value of the first word of one of the classes."""
        for i in range(self.first, self.last):
            if self.words.kinds[i] in kinds:
                return self.words.values[i]
        return None

    def last_value(self, *kinds: str) -> str | None:
        """The value of the last word of one of the classes."""
        for i in range(self.last - 1, self.first - 1, -1):
            if self.words.kinds[i] in kinds:
                return self.words.values[i]
        return None

    def number(self, *kinds: str) -> int:
        """The value of the first word of one of the classes as a whole number; the caller knows that there is one."""
        return int(self.value(*kinds) or 0)

    def before(self, n: int = 1) -> str:
        """The class of the n-th word before; empty at the beginning of the text."""
        return self.words.kinds[self.first - n] if self.first >= n else ""

    def after(self, n: int = 0) -> str:
        """The class of the n-th word after; empty at the end of the text."""
        return self.words.kinds[self.last + n] if self.last + n < len(self.words.kinds) else ""

    def word(self, i: int) -> str:
        """Word `i` of the text in lower case; empty outside it."""
        if not 0 <= i < len(self.words.starts):
            return ""
        return self.words.text[self.words.starts[i] : self.words.ends[i]].lower()


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern for a kind of time."""

    name: str
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The rules of `grammar.tsv`, read once; a malformed line is refused with its number."""
    letters = lexicon().letters
    parts: dict[str, str] = {}
    found = []
    source = files("onrecord") / "data" / "when" / "grammar.tsv"
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            if "\t" in line:
                name, pattern = line.split("\t")
                found.append(Rule(name, re.compile(_letters(pattern, parts, letters))))
            else:
                name, pattern = line.split(" = ")
                parts[name] = f"(?:{_letters(pattern, parts, letters)})"
        except (ValueError, KeyError, re.error) as error:
            raise DataError(
                f"data/when/grammar.tsv, line {number}: not a rule or a part: {line!r} ({error})"
            ) from error
    return tuple(found)


def _letters(pattern: str, parts: dict[str, str], letters: dict[str, str]) -> str:
    """A pattern of names as a pattern of letters."""

    def letter(match: re.Match[str]) -> str:
        name = match.group()
        return parts[name] if name.isupper() else letters[name]

    return re.sub(r"\((?!\?)", "(?:", NAME.sub(letter, pattern).replace(" ", ""))


def matches(words: Words) -> list[Match]:
    """All that looks like a time, from left to right, the longest first, then by the order of the rules."""
    found = []
    for order, rule in enumerate(rules()):
        for match in rule.pattern.finditer(words.letters):
            if match.end() > match.start():
                found.append((match.start(), -match.end(), order, rule.name))
    found.sort()
    return [Match(words, name, first, -last) for first, last, _, name in found]
