"""Where the work runs: in this process, or in worker processes beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from onrecord.engines.workers import Workers, cores

__all__ = ["Engine", "Here", "Workers", "cores"]

T = TypeVar("T")
R = TypeVar("R")


class Engine(Protocol):
    """Does one piece of work for each chunk; results come in any order."""

    threads: int | None
    """How many cores one piece of work may use (None: all)."""

    def run(self, work: Callable[[T], R], chunks: Iterable[T]) -> Iterator[R]:
        """The result of each chunk, as soon as it is there."""
        ...


class Here:
    """Chunk after chunk in this process, each with all cores."""

    threads: int | None = None

    def run(self, work: Callable[[T], R], chunks: Iterable[T]) -> Iterator[R]:
        """The result of each chunk, in order."""
        return map(work, chunks)
