"""Every kind of measurement says in a line what is wrong with its file; none calls it a fault of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import InputError, MalformedInput
from onrecord.evaluate import FOLDERS, KINDS, evaluate

FILES = sorted({*KINDS} - {*FOLDERS})


@pytest.mark.parametrize("kind", FILES)
def test_a_folder_is_not_a_file(kind: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a folder: name the file in it"):
        evaluate(kind, tmp_path)


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("content", [b"SQLite format 3\x00\xdb\xff", b"not rows\n", b'{"mood": "blue"}\n', b"[]\n"])
def test_a_file_of_another_kind(kind: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / "gold").write_bytes(content)
    with pytest.raises(InputError, match="gold"):
        evaluate(kind, tmp_path / "gold")


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    (tmp_path / "gold").write_bytes(b"\xdb\xff")
    with pytest.raises(MalformedInput, match="not UTF-8"):
        evaluate("times", tmp_path / "gold")


def test_an_unknown_kind_is_answered_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no measurement called 'mood'; there are: syntax, relation"):
        evaluate("mood", tmp_path)
