"""What a time is told against: the day of writing, the times told before, and whether the verb looks back or ahead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from typing import TYPE_CHECKING

from onrecord.coding.when.calendar import first_day
from onrecord.coding.when.tense import look
from onrecord.model import Reading

if TYPE_CHECKING:
    from onrecord.coding.when.grammar import Match

FULL = re.compile(r"\d{4}-\d\d-\d\d")
MODAL = r"(?:will|'ll|’ll|won't|won’t|shall|would|may|might|must|should|could|can|going to|to)"
CUE = re.compile(
    r"(?P<back>\b(?:had|was|were) (?:been )?(?:due|expected|scheduled|slated|planned|supposed|set) to \w+\b)"
    r"|(?P<ahead>\b(?:" + MODAL + r"(?: not| also| soon| \w+ly)? be(?: \w+ly)?(?: \w+(?:ed|en|wn|ght|ut|ld|de))?|"
    r"will|'ll|’ll|won't|won’t|shall|would|may|might|must|should|could|going to|gonna|due|"
    r"set (?:to|for)|scheduled|slated|expect\w*|plan(?:s|ned|ning)? (?:to|for)|intend\w*|hop(?:es?|ing)|prepar\w+|likely|"
    r"about to|ready to|vow\w*|pledg\w*|promis\w*|agreed? to|agrees to|decided to|wants? to|urg\w+|asked? \w+ to|deadline|"
    r"until|till|by|effective|payable|upcoming|tentatively|starting|starts?|begins?|opens?|expires?|leaves|arrives|meets?|"
    r"takes effect|take effect|ahead of|in time for|postponed|extended|rescheduled|delayed|"
    r"to (?:resume|begin|start|meet|hold|visit|travel|leave|open|take|discuss|vote|decide|return|go|"
    r"attend|launch|expire|run|become|host|announce|join|send|sign|present|close|appear|arrive|address|deliver|complete))\b)"
    r"|(?P<past>\b(?:was|were|had|did|said|told|began|took|came|went|left|met|held|made|killed|died|shot|found|struck|fell|"
    r"rose|won|lost|gave|got|saw|sent|broke|hit|kept|led|paid|quit|ran|sold|spoke|stood|cut|since|ago|wrote|drew|flew|became|"
    r"fought|sought|brought|bought|thought|caught|taught|has been|have been|has|have|been|[a-z]{2,}(?:ed|pt))\b)",
    re.I,
)
STOP = re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z\"“'‘(`])|\n\s*\n|[;:]\s")


PASSING = frozenset({"for", "by", "until", "till", "than", "through"})
CLOSE = 14
"""Characters before a time within which a word decides over the syntax."""


@dataclass(slots=True)
class Told:
    """The state of the telling: `published`, the last value told, and those last told down to a day, month and year."""

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
        if re.match(r"\d{4}-\d\d", value):
            self.month = value[:7]
        if "-Q" in value and not self._to_come(value):
            # a comparison with an earlier quarter does not change which one is told of
            self.quarter, self.quarter_end = max(self.quarter or "", value), match.end

    def _to_come(self, value: str) -> bool:
        begin = first_day(value)
        return begin is None or (self.published is not None and begin > self.published)

    def _of_the_story(self, value: str, match: Match) -> bool:
        """Whether a time moves the story of a narrative: not a year in passing ("the 1978 treaty", "planned for 1976")."""
        if match.rule == "step" and not FULL.match(value):
            return False
        if self.year is None or len(value) > 4 or not value.isdigit() or not self.year.isdigit():
            return True
        if match.before() == "the" or match.word(match.first - 1) in PASSING:
            return False
        head = self.text[max(0, match.start - 14) : match.start]
        leads = not head.strip() or bool(re.search(r"(?:\n|[.!?]\s+|\A)\W*(?:In|By|During|From|Since)?\s*\Z", head))
        return leads or abs(int(value) - int(self.year)) <= 3

    def direction(self, start: int, end: int) -> int:
        """Whether the clause around a time looks back (-1), ahead (+1) or does not say (0)."""
        seen = direction(self.text, start, end)
        if self.reading is None or self.text.startswith(("'s", "’s"), end):
            return seen
        if direction(self.text[max(0, start - CLOSE) : end], min(start, CLOSE), end - max(0, start - CLOSE)):
            return seen  # "announced Wednesday", "until Tuesday": the word right before says it
        return look(self.reading, start, end) or seen

    def anchor(self) -> date | None:
        """The day that "the next day" or "two weeks later" counts from in a narrative: the one last told."""
        return first_day(self.last) if self.last else None


def direction(text: str, start: int, end: int) -> int:
    """Whether the verbs near a time look back (-1) or ahead (+1); 0 where none says.

    >>> direction("The panel will meet Monday in Oslo.", 20, 26), direction("The panel met Monday in Oslo.", 14, 20)
    (1, -1)
    """
    lead = text[max(0, start - 160) : start]
    stops = list(STOP.finditer(lead))
    if stops:
        lead = lead[stops[-1].end() :]
    if text.startswith(("'s", "’s"), end):  # "Friday's vote": the noun tells it, not the verb of the clause
        return 1 if OCCASION.search(lead) else -1
    near = list(CUE.finditer(lead))
    if near:
        return 1 if near[-1].lastgroup == "ahead" else -1
    rest = text[end : end + 120]
    stop = STOP.search(rest)
    found = CUE.search(rest[: stop.start()] if stop else rest)
    if found is None:
        return 0
    return 1 if found.lastgroup == "ahead" else -1


OCCASION = re.compile(r"\b(?:ahead of|until|for|by|upcoming|prepar\w+ \w+)\s+\Z", re.I)
DEICTIC = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|(?:last|next|this) (?:week|month|year|night)|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b",
    re.I,
)
YEARS = re.compile(r"\b(1[0-9]{3}|20[0-9]{2})\b(?!,\d|\s?%)|\b\d+ B\.?C\b")


def narrates(text: str, published: date | None) -> bool:
    """Whether the text tells a past that it dates itself, so that a bare "5 May" belongs to the year last told.

    History: years named often, few words that only mean something on the day of writing, and the years
    not those around publication.
    """
    named = [m[1] for m in YEARS.finditer(text)]
    if len(named) < 6:
        return False
    deictic = len(DEICTIC.findall(text))
    years = [int(y) if y else 0 for y in named]
    if published is not None:
        past = [y for y in years if y < published.year - 1]
        if len(past) < 0.7 * len(years):
            return False
    return len(years) >= 8 * deictic and len(text) < 1500 * len(years)
