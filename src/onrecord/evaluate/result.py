"""A measurement: its figures, and the mistakes that tell most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Result:
    """What `evaluate` found on one file: figures by name (shares or counts) and mistakes in a line each."""

    kind: str
    rows: int
    figures: dict[str, float] = field(default_factory=dict)
    mistakes: tuple[str, ...] = ()

    def lines(self) -> Iterable[str]:
        """The result as a person reads it."""
        yield f"{self.kind}: {self.rows} rows"
        width = max((len(name) for name in self.figures), default=0)
        for name, value in self.figures.items():
            shown = f"{value:.0f}" if float(value).is_integer() and abs(value) > 1 else f"{value:.3f}"
            yield f"  {name:<{width}}  {shown}"
        if self.mistakes:
            yield "the most telling mistakes:"
            yield from (f"  {n}. {mistake}" for n, mistake in enumerate(self.mistakes[:10], 1))


def scores(found: int, gold: int, right: int) -> tuple[float, float, float]:
    """Precision, recall and F1 from counts; a share of nothing is 0.

    >>> scores(found=4, gold=5, right=3)
    (0.75, 0.6, 0.6666666666666665)
    """
    precision = right / found if found else 0.0
    recall = right / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return precision, recall, f1
