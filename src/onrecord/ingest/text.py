"""Text with or without a header, one report or several in a file.

Three forms are known:

    date 2024-05-02 The text begins on the same line.      a dated line opens a report

    title: Ferry service resumes                            header lines open a report,
    date: 2024-05-02                                        a blank line may follow
    source: Harbour Gazette
    The text.

    The text alone.                                         one report without a date
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from onrecord.ingest.door import LONGEST_REPORT, Door
from onrecord.ingest.row import report
from onrecord.model import Report, Skipped

# "date 2024-05-02 Text": the word, blanks, a thing of digits and marks.  "date 2024" opens no report,
# it is how a sentence may begin; "date 2024-05" does and is then refused, for it names no day.
_DATED = re.compile(r"\s*date[ \t]+(\d[\d./-]{5,}\S*)(?:[ \t]+|$)")
# Files put together with `cat` where the first had no final newline: "... said.  date 2024-05-02 The".
_DATED_INSIDE = re.compile(r"""(?<=[.!?"'”’)\]])[ \t]+(?=date[ \t]+\d{4}-\d{2}-\d{2}[ \t]+\S)""")
_HEADER = re.compile(r"\s*(title|date|source|url|language)[ \t]*:[ \t]*(.*?)\s*$", re.I)
# "date: 2024-05-02 The text goes on" is the first form with a colon; "2024-05-02 10:30 UTC" is all date.
_DATE_THEN_TEXT = re.compile(r"(\d{4}-\d{2}-\d{2})\s+((?:\S+\s+){3}.*)$")
_RULE = re.compile(r"\s*(-{3,}|={3,}|\*{3,}|\f)\s*$")
_UNDECODED = re.compile("[\udc80-\udcff]")


@dataclass
class _Block:
    """The lines of one report on their way in."""

    line: int
    header: dict[str, object] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)
    size: int = 0
    fault: tuple[int, str] | None = None

    def head(self, number: int, name: str, value: str) -> None:
        """Add a header line; a text that follows the date on its line is the body's."""
        if name == "date" and (mixed := _DATE_THEN_TEXT.match(value)):
            value = mixed[1]
            self.take(number, mixed[2])
        self.header.setdefault(name, value)

    def take(self, number: int, text: str) -> None:
        """Add a line of the body, unless the report is lost already."""
        if self.fault:
            return
        self.size += len(text) + 1
        if _UNDECODED.search(text):
            self.fault = number, "not UTF-8: convert the file, iconv -f LATIN1 -t UTF-8, and add it again"
        elif self.size > LONGEST_REPORT:
            self.fault = self.line, f"more than {LONGEST_REPORT:,} characters, too long for one report: split it"
        else:
            self.body.append(text)
        if self.fault:
            self.body.clear()

    @property
    def blank(self) -> bool:
        """Whether nothing of the body has come yet."""
        return not self.fault and not any(line.strip() for line in self.body)


def read_text(door: Door, today: date) -> Iterator[Report | Skipped]:
    """The reports of a text file, each as soon as the next one begins."""
    block = _Block(1)
    waiting: list[tuple[int, str]] = []  # header lines that may open the next report
    before, any_text = "", False
    for number, text, whole in _decoded(door):
        if not whole:
            block.fault = number, "one line of more than 16 MB: no report is that long, split it"
            continue
        if dated := _DATED.match(text):
            yield from _closed(block, waiting, door, today)
            block, waiting = _Block(number, {"date": dated[1]}), []
            block.take(number, text[dated.end() :])
        elif block.blank and (found := _HEADER.match(text)):
            block.head(number, found[1].lower(), found[2])
        elif _HEADER.match(text) and (waiting or not before.strip() or _RULE.match(before)):
            waiting.append((number, text))
        elif waiting:
            if _opens(waiting, block):
                yield from _closed(block, [], door, today)
                block = _Block(waiting[0][0])
                for at, header in waiting:
                    if found := _HEADER.match(header):
                        block.head(at, found[1].lower(), found[2])
            else:
                for line in waiting:
                    block.take(*line)
            waiting = []
            block.take(number, text)
        else:
            block.take(number, text)
        before, any_text = text, any_text or bool(text.strip())
    if not any_text and not block.fault:
        yield door.skipped("blank: there is nothing to add")
    yield from _closed(block, waiting, door, today)


def _decoded(door: Door) -> Iterator[tuple[int, str, bool]]:
    """The lines as text, divided where a dated header stands inside one; bad bytes are kept as marks."""
    dated = False
    for line in door.lines():
        text = line.data.decode("utf-8", "surrogateescape")
        dated = dated or _DATED.match(text) is not None
        for piece in _DATED_INSIDE.split(text) if dated else (text,):
            yield line.number, piece, line.whole


def _opens(waiting: list[tuple[int, str]], block: _Block) -> bool:
    """Whether header lines inside a file begin a report: there are two, or a rule stands before one.

    "Source: health ministry" alone under a table does not.
    """
    first = _HEADER.match(waiting[0][1])
    ruled = _RULE.match(next((line for line in reversed(block.body) if line.strip()), "")) is not None
    return first is not None and first[1].lower() in ("title", "date") and (ruled or len(waiting) > 1)


def _closed(block: _Block, waiting: list[tuple[int, str]], door: Door, today: date) -> Iterator[Report | Skipped]:
    """The finished report, if the lines make one."""
    for line in waiting:
        block.take(*line)
    if block.fault:
        yield door.skipped(block.fault[1], block.fault[0])
        return
    while block.body and (_RULE.match(block.body[-1]) or not block.body[-1].strip()):
        block.body.pop()
    if block.blank:
        if block.header:
            yield door.skipped("a header without a text: add the text and add the file again", block.line)
        return
    text = "\n".join(block.body).strip()
    yield report({**block.header, "text": text}, f"{door.name}:{block.line}", today)
