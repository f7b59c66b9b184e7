"""What a time is told against: the day of writing, the times told before, and whether the text is news or history."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from onrecord.coding.when.calendar import bounds, first_day
from onrecord.coding.when.cues import direction
from onrecord.coding.when.digest import digests
from onrecord.coding.when.grammar import Match
from onrecord.coding.when.tense import look, of_speech, over_present
from onrecord.coding.when.words import listed
from onrecord.model import Reading

FULL = re.compile(r"\d{4}-\d\d-\d\d")
LEADS = re.compile(r"(?:\n|[.!?]\s+|\A)\W*(?:In|By|During|From|Since)?\s*\Z")
CLOSE = 14
"""Characters before a time within which a word decides over the syntax."""
JOINTS = ("to", "and", "or", "hyphen", "prep")
JOINED = 9
"""Characters between two times that stand together: " through "."""
STEP = 3
"""Years by which a narrative moves on in the middle of a sentence; a longer way is a remark in passing."""


@dataclass(slots=True)
class Told:
    """The state of the telling: `published`, the last value told, and those last told down to a day, month and year.

    `said` where the last day is the one on which somebody spoke ("police said Friday"); `deed` is the last other one.
    """

    text: str
    published: date | None
    narrative: bool
    reading: Reading | None = None
    last: str | None = None
    day: str | None = None
    month: str | None = None
    year: str | None = None
    quarter: str | None = None
    quarter_end: int = 0
    end: int = 0
    ahead: Match | None = None
    said: bool = False
    deed: str | None = None
    deed_end: int = 0

    def tell(self, value: str, match: Match) -> None:
        """Remember a time that the text has told."""
        if not value[:4].isdigit() and not value.startswith("BC"):
            return
        if self.narrative and not self._of_the_story(value, match):
            return
        self.last, self.end = value, match.end
        self.year = value[:4]
        if FULL.match(value):
            self.day = value[:10]
            self.said = self.reading is not None and of_speech(self.reading, match.start, match.end)
            if not self.said:
                self.deed, self.deed_end = value, match.end
        if re.match(r"\d{4}-\d\d", value):
            self.month = value[:7]
        if "-Q" in value and (self.quarter is None or self._over(value)):
            # neither a forecast nor a comparison with an earlier quarter changes which one is told of
            self.quarter, self.quarter_end = max(self.quarter or "", value), match.end

    def _over(self, value: str) -> bool:
        end = bounds(value)[1]
        return end is not None and (self.published is None or end < self.published)

    def _of_the_story(self, value: str, match: Match) -> bool:
        """Whether a time moves the story: not a year in passing ("the 1978 treaty", "planned for 1976")."""
        if match.rule == "step" and not FULL.match(value):
            return False
        if self.year is None or len(value) > 4 or not value.isdigit() or not self.year.isdigit():
            return True
        if match.before() == "the" or match.word(match.first - 1) in listed("passing"):
            return False
        head = self.text[max(0, match.start - 14) : match.start]
        leads = not head.strip() or bool(LEADS.search(head))
        return leads or abs(int(value) - int(self.year)) <= STEP

    def direction(self, start: int, end: int) -> int:
        """Whether the clause around a time looks back (-1), ahead (+1) or does not say (0)."""
        seen = direction(self.text, start, end)
        if self.reading is None or self.text.startswith(("'s", "’s"), end):
            return seen
        near = max(0, start - CLOSE)
        if direction(self.text[near:end], start - near, end - near):
            return seen  # "announced Wednesday", "until Tuesday": the word right before says it
        found = look(self.reading, start, end)
        if found > 0 and digests(self.reading) and over_present(self.reading, start, end):
            return -1  # "Rebels free two nurses on Monday", in a chronicle
        return found or seen

    def joined(self, match: Match) -> date | None:
        """The day right before, where a time is the second of two: "from 3 May to 9 May", "on Friday and Saturday"."""
        if match.before() not in JOINTS or not 0 < match.start - self.end <= JOINED or self.day is None:
            return None
        return first_day(self.day) if self.last is not None and self.last.startswith(self.day) else None

    def anchor(self) -> date | None:
        """The day that "the next day" or "two weeks later" counts from in a narrative: the one last told."""
        return first_day(self.last) if self.last else None


DEICTIC = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|(?:last|next|this) (?:week|month|year|night)|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b",
    re.I,
)
YEARS = re.compile(r"\b(1[0-9]{3}|20[0-9]{2})\b(?!,\d|\s?%)|\b\d+ B\.?C\b")
NAMED, PER_DEICTIC, PER_YEAR = 6, 8, 1500
"""A history names at least so many years, so many for each word like "today", and one in so many characters."""
CHRONICLE = 25
"""Years named in a text that keeps its own calendar even where they are recent."""


def narrates(text: str, published: date | None) -> bool:
    """Whether the text tells a past that it dates itself, so that a bare "5 May" belongs to the year last told.

    History: years named often, few words that only mean something on the day of writing, and the years either not
    those around publication or so many that the text keeps its own calendar (a war told up to now).
    """
    years = [int(m[1]) if m[1] else 0 for m in YEARS.finditer(text)]
    if len(years) < NAMED or len(text) > PER_YEAR * len(years):
        return False
    recent = published is not None and sum(y < published.year - 1 for y in years) < 0.7 * len(years)
    if recent and len(years) < CHRONICLE:
        return False
    return len(years) >= PER_DEICTIC * len(DEICTIC.findall(text))


def day_told(told: Told) -> date | None:
    """The day last told, if what was told last is a day."""
    if told.last is not None and FULL.match(told.last) and told.day is not None:
        return first_day(told.day)
    return None
