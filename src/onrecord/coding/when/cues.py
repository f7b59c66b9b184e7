"""Whether the words around a time look back or ahead, without syntax."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.coding.when.words import table
from onrecord.errors import DataError

STOP = re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z\"“'‘(`])|\n\s*\n|[;:]\s")
BEFORE, AFTER = 160, 120
"""Characters on either side in which a verb is looked for."""
SIDES = ("modal", "ahead", "next", "back", "neither")


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words of `cues.tsv` as two patterns: the cue words of a clause, and those right before a time."""
    forms: dict[str, list[str]] = {side: [] for side in SIDES}
    for side, cell in table("cues.tsv", 2):
        if side not in forms:
            raise DataError(f"data/when/cues.tsv: {side!r} is none of {', '.join(SIDES)}")
        forms[side].extend(re.escape(form).replace(r"\*", r"\w*").replace(r"\ ", " ") for form in cell.split("|"))
    any_of = {side: "|".join(sorted(words, key=len, reverse=True)) for side, words in forms.items()}
    clause = re.compile(
        # "had been due to expire Friday": the plan is told as past
        r"(?P<back>\b(?:had|was|were) (?:been )?(?:due|expected|scheduled|slated|planned|supposed|set) to \w+\b)"
        # "will soon be released", "would not leave": the participle is the modal's
        rf"|(?P<ahead>(?<!\w)(?:{any_of['modal']})(?: not| also| soon| \w+ly)?(?: be)?(?: \w+ly)? \w+)"
        rf"|(?P<more>\b(?:to be \w+|{any_of['ahead']})\b)"
        rf"|(?P<skip>\bto \w+|\b(?:{any_of['neither']})\b)"
        rf"|(?P<past>\b(?:{any_of['back']}|[a-z]{{2,}}ed)\b)",
        re.I,
    )
    return clause, re.compile(rf"\b(?:{any_of['next']})\s+(?:(?:the|early|late|mid|this)[\s-]+)*\Z", re.I)


def direction(text: str, start: int, end: int) -> int:
    """-1 where the verbs near a time look back, 1 where they look ahead, 0 where none says.

    >>> direction("The panel will meet Monday in Oslo.", 20, 26), direction("The panel met Monday in Oslo.", 14, 20)
    (1, -1)
    """
    clause, touching = _patterns()
    lead = text[max(0, start - BEFORE) : start]
    stops = list(STOP.finditer(lead))
    if stops:
        lead = lead[stops[-1].end() :]
    if text.startswith(("'s", "’s"), end):  # "Friday's vote": the noun tells it, not the verb of the clause
        return 1 if re.search(r"\b(?:ahead of|until|for|by|upcoming)\s+\Z", lead, re.I) else -1
    if touching.search(lead):
        return 1
    near = [m for m in clause.finditer(lead) if m.lastgroup != "skip"]
    if not near:
        rest = text[end : end + AFTER]
        stop = STOP.search(rest)
        near = [m for m in clause.finditer(rest[: stop.start()] if stop else rest) if m.lastgroup != "skip"][:1]
    if not near:
        return 0
    return 1 if near[-1].lastgroup in ("ahead", "more") else -1
