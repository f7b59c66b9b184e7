"""Two reports that tell an event in one sentence, word for word, are one witness of it, whatever else they hold.

A paper takes a paragraph from an agency and writes the rest itself: the texts are no copies, the paragraph is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from onrecord.model import Claim, Report, content_id
from onrecord.reconcile.words import WORD

RUN = 12
"""Words in a row, outside of quotes, that two hands do not write by chance in the sentence that tells an event."""

QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")


def shared_origins(
    claims: Iterable[Claim], reports: Mapping[str, Report], origins: Mapping[str, str]
) -> Mapping[str, str]:
    """The origin of each report as a witness of one event: those that tell it in the same words share one.

    The id of a shared origin is made of the ids that it joins.
    """
    told: dict[str, set[tuple[str, ...]]] = {}
    of: dict[str, str] = {}
    for claim in claims:
        origin = of[claim.report] = origins.get(claim.report, claim.report)
        if claim.report in reports:
            told.setdefault(origin, set()).update(runs(claim.sentence.of(reports[claim.report].text)))
    groups = [{origin} for origin in sorted(told)]
    for a in sorted(told):
        for b in sorted(told):
            if a < b and told[a] & told[b]:
                one, other = (next(g for g in groups if o in g) for o in (a, b))
                if one is not other:
                    one |= other
                    groups.remove(other)
    joined = {o: content_id("o", *sorted(group)) for group in groups if len(group) > 1 for o in group}
    return {report: joined.get(origin, origin) for report, origin in of.items()}


def runs(sentence: str) -> set[tuple[str, ...]]:
    """The runs of words of a sentence by which another is known for the same.

    >>> len(runs("Two people were shot on Friday night in a parking lot in Graz, police said."))
    4
    """
    found: set[tuple[str, ...]] = set()
    for piece in QUOTED.split(sentence):
        words = [w.lower() for w in WORD.findall(piece)]
        found |= {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}
    return found
