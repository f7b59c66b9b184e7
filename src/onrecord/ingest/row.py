"""Named values become a report, or a line that says why not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from onrecord.ingest.days import stated
from onrecord.ingest.door import LONGEST_REPORT
from onrecord.model import Report, Skipped

KEYS = ("text", "title", "date", "source", "url", "language")
"""What is read of a row; whatever else stands in it is ignored."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def report(row: Mapping[str, object], at: str, today: date) -> Report | Skipped:
    """The report that `row` gives; `at` is its address (file and line) for the skip.

    The text is kept to the character, so that offsets into it are offsets into the source; only what
    no file can hold (half of a surrogate pair, NUL) becomes the replacement character.
    """
    try:
        text = _text(row)
        day = stated(row.get("date"), today)
        title, source, url, language = (_short(row, key) for key in ("title", "source", "url", "language"))
    except ValueError as error:
        return Skipped(report=at, stage="ingest", reason=str(error))
    return Report(
        text=text,
        title=title,
        source=source,
        url=url,
        language=(language or "en").lower(),
        stated=day,
        published=day,
        published_how="header" if day else None,
        published_confidence=0.8 if day else 0.0,
    )


def _text(row: Mapping[str, object]) -> str:
    """The text of a row; raises `ValueError` where there is none to read."""
    text = row.get("text")
    if text is None:
        named = ", ".join(sorted(map(str, row))[:8]) or "nothing"
        raise ValueError(f"no text (it names: {named}): name the column that holds it, --column text=NAME")
    if not isinstance(text, str):
        raise ValueError(f"its text is {kind(text)}, not a string: correct it and add the file again")
    if not text.strip():
        raise ValueError("its text is empty: add the text and add the file again")
    if len(text) > LONGEST_REPORT:
        raise ValueError(
            f"its text has {len(text):,} characters, more than the {LONGEST_REPORT:,} of one report: split it"
        )
    return _UNSTORABLE.sub("\ufffd", text)


def _short(row: Mapping[str, object], key: str) -> str | None:
    """A title, source, URL or language: one line of text, None if it is blank."""
    value = row.get(key)
    if value is None:
        return None
    if isinstance(value, (dict, list, bool)):
        raise ValueError(f"its {key} is {kind(value)}, not a string: correct it and add the file again")
    return _UNSTORABLE.sub("\ufffd", " ".join(str(value).split())) or None


def kind(value: object) -> str:
    """What a JSON value is, in a phrase.

    >>> kind([1]), kind(5), kind(None)
    ('a list', 'a number', 'null')
    """
    if value is None or isinstance(value, bool):
        return "null" if value is None else "true or false"
    if isinstance(value, (dict, list)):
        return "an object" if isinstance(value, dict) else "a list"
    return "a string" if isinstance(value, str) else "a number"
