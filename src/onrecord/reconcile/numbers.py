"""Whether two figures agree: they count the same thing, and can both be right."""

from __future__ import annotations

import math
from typing import Literal

from onrecord.model import Figure

TOLLS = frozenset({"killed", "injured", "casualties", "missing", "displaced", "affected", "people"})
"""What changes as news comes in: another number does not make it another event."""

FAR = 1.5
"""How many times one figure can be another, where both are open above."""

SPREAD = 0.1
"""How far a figure given as about, or nearly, may be off."""


def subject(figure: Figure) -> tuple[str, str]:
    """What a figure counts."""
    unit = (figure.unit or "").casefold()
    return figure.what.casefold(), "" if unit in ("people", "persons", "person") else unit


def bounds(figure: Figure) -> tuple[float, float]:
    """The least and the most that a figure can mean.

    >>> from onrecord.model import Span
    >>> bounds(Figure(what="killed", relation="at least", low=3, span=Span(start=0, end=1), text="3"))
    (3.0, inf)
    """
    low = figure.low if figure.low is not None else -math.inf
    high = figure.high if figure.high is not None else math.inf
    if figure.relation == "exactly":
        high = low if figure.high is None else high
    elif figure.relation in ("at least", "more than"):
        high = math.inf
    elif figure.relation in ("at most", "fewer than"):
        low, high = 0.0, figure.high if figure.high is not None else figure.low if figure.low is not None else math.inf
    elif figure.relation in ("about", "nearly") and figure.low is not None:
        low, high = figure.low * (1 - SPREAD), (figure.high or figure.low) * (1 + SPREAD)
    return float(low), float(high)


def relation(a: Figure, b: Figure) -> Literal["same", "compatible", "other", "unknown"]:
    """How two figures of one subject stand to each other."""
    (low_a, high_a), (low_b, high_b) = bounds(a), bounds(b)
    if math.isinf(low_a) or math.isinf(low_b):
        return "unknown"
    if (low_a, high_a) == (low_b, high_b):
        return "same"
    if math.isinf(high_a) and math.isinf(high_b) and max(low_a, low_b) > FAR * min(low_a, low_b):
        return "other"  # "at least 6" and "at least 400": both can be right, but not of one thing
    if not (low_a <= high_b and low_b <= high_a):
        return "other"
    # "at least 2" and 6: both can be right, and say nothing of one another
    far = math.isinf(high_a) != math.isinf(high_b) and max(low_a, low_b) > FAR * min(low_a, low_b)
    return "unknown" if far else "compatible"


def shown(figure: Figure) -> str:
    """A figure in a few words: "at least 3", "20 to 30", "about 5,000".

    >>> from onrecord.model import Span
    >>> shown(Figure(what="killed", relation="about", low=5000, span=Span(start=0, end=1), text="some 5,000"))
    'about 5,000'
    """
    low, high = figure.low, figure.high
    if low is None and high is None:
        return figure.text
    if low is not None and high is not None and low != high:
        return f"{number(low)} to {number(high)}"
    value = number(low if low is not None else high or 0.0)
    return value if figure.relation in ("exactly", "range") else f"{figure.relation} {value}"


def number(value: float) -> str:
    """A number as it is written in a text."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"
