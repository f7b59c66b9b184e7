"""What a story is called: the title that fits its reports best."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from onrecord.model import Report
from onrecord.stories.alike import cosine
from onrecord.stories.boilerplate import without_boilerplate
from onrecord.stories.fingerprint import headline, weighted
from onrecord.stories.words import stems

LONGEST = 110
"""Characters of a title that is made of a first sentence."""

DATELINE = re.compile(r"^\W*(?:[A-Z][A-Z.’' ]+(?:, [A-Z][\w. ]+)?\s*)?(?:\([^)]{2,30}\)\s*)?[—–-]{1,2}\s+")
SENTENCE = re.compile(r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][\"”’]?(?=\s)|\n")


def title(reports: Sequence[Report]) -> str:
    """Of the titles (or first sentences) of the reports, the one whose words the others use most.

    The earlier and then the shorter wins a tie, so that a story keeps its name.
    """
    named = [(r, t) for r in reports if (t := headline(r))]
    titles = named or [(r, first_sentence(r)) for r in reports]
    vectors = [weighted(Counter(stems(t))) for _, t in titles]
    whole = weighted(Counter(s for t in titles for s in set(stems(t[1]))))

    def rank(n: int) -> tuple[float, str, int, str]:
        report, text = titles[n]
        day = report.published or report.stated
        return (-round(cosine(vectors[n], whole), 6), day.isoformat() if day else "9999", len(text), text)

    return titles[min(range(len(titles)), key=rank)][1]


def first_sentence(report: Report) -> str:
    """The first sentence of a report without its dateline, cut at a word where it is long."""
    body = DATELINE.sub("", without_boilerplate(report.text[:1000]).strip(), count=1)
    end = SENTENCE.search(body)
    sentence = " ".join((body[: end.start()] if end else body).split())
    if len(sentence) <= LONGEST:
        return sentence or "Untitled"
    return sentence[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:–-") + " …"
