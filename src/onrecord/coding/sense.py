"""Which sense: sentences about sport, play and film use the words of war and tell no event."""

from __future__ import annotations

from functools import cache

from onrecord.model import Sentence
from onrecord.ontology import read_table


@cache
def _play_words() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("coding/sport.tsv", ("word",)))


def is_play(sentence: Sentence) -> bool:
    """Whether the sentence tells of a game: two words of play, since a "league" or a "coach" alone tells nothing."""
    words = _play_words()
    return (
        sum(w.lower() in words or m.lower() in words for w, m in zip(sentence.words, sentence.lemmas, strict=True)) >= 2
    )
