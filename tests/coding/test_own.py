"""A user's own types, compared by vectors made up for the test."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from onrecord.coding.own import own, read_types
from onrecord.errors import MalformedInput, MissingInput

NEAR = {"evicted": (1.0, 0.0, 0.0), "removed": (0.95, 0.31, 0.0), "ousted": (0.6, 0.0, 0.8)}


def embed(words: Sequence[str]) -> np.ndarray:
    return np.array([NEAR.get(w, (0.0, 1.0, 0.0)) for w in words], dtype=np.float32)


def cut(text: str) -> list[tuple[list[str], list[int]]]:
    words = text.rstrip(".").split()
    return [(words, [text.index(w) for w in words])]


def types(path: Path, text: str):  # type: ignore[no-untyped-def]
    path.write_text(text, encoding="utf-8")
    return read_types(path, embed, cut, str.lower)


EVICT = """
[[type]]
name = "EVICT"
like = "COERCE/deport"
examples = ["Police [evicted] families.", "Troops [removed] squatters."]
not = ["Fans [ousted] him."]
"""


def test_a_word_near_the_examples_bears_the_type(tmp_path: Path) -> None:
    (kind,) = types(tmp_path / "t.toml", EVICT)
    over = kind.likeness(embed(["evicted", "removed", "ousted", "families"]))
    assert [bool(o >= 0) for o in over] == [True, True, False, False]
    assert (kind.code.type, kind.code.mode, kind.words) == ("COERCE", "deport", {"evicted", "removed"})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no \\[\\[type\\]\\]"),
        ("[[type]]\nname = 'A'\nlike = 'COERCE'\nexamples = ['Police [evicted] us.']", "two examples"),
        ("[[type]]\nname = 'A'\nlike = 'COERSE'\nexamples = []", "no PLOVER type 'COERSE'"),
        ("[[type]]\nname = 'A'\nlike = 'COERCE'\nexamples = ['Police evicted us.']", "in brackets"),
        ("[[type]]\nname = 'A'\nlik = 'COERCE'\nexamples = []", "expected name, like, examples"),
        ("[[type]\n", "not TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(MalformedInput, match=says):
        types(tmp_path / "t.toml", text)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match=r"gone\.toml"):
        own(types=tmp_path / "gone.toml", embed=embed, cut=cut)
