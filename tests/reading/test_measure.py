"""The measurement of syntax, on a treebank of our own of two sentences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.errors import MalformedInput, MissingInput
from onrecord.evaluate import evaluate
from onrecord.evaluate.syntax import f1, tidied

ROWS = [
    {
        "doc": "a",
        "text": "The army shelled the town.",
        "words": ["The", "army", "shelled", "the", "town", "."],
        "upos": ["DET", "NOUN", "VERB", "DET", "NOUN", "PUNCT"],
        "head": [2, 3, 0, 5, 3, 3],
        "rel": ["det", "nsubj", "root", "det", "obj", "punct"],
        "relx": ["det", "nsubj", "root", "det", "obj", "punct"],
        "srl": [{"p": 2, "sense": "shell.01", "args": [["ARG0", 0, 1], ["ARG1", 3, 4]]}],
        "ner": [],
    },
    {
        "doc": "a",
        "text": "Kenya didn't agree.",
        "words": ["Kenya", "did", "n't", "agree", "."],
        "upos": ["PROPN", "AUX", "PART", "VERB", "PUNCT"],
        "head": [4, 4, 4, 0, 4],
        "rel": ["nsubj", "aux", "advmod", "root", "punct"],
        "relx": ["nsubj", "aux", "advmod", "root", "punct"],
        "srl": [{"p": 3, "sense": "agree.01", "args": [["ARG0", 0, 0], ["ARGM-NEG", 2, 2]]}],
        "ner": [["place", 0, 0]],
    },
]


def treebank(folder: Path, *rows: object) -> Path:
    """A file of those lines."""
    path = folder / "bank.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


def test_plain_sentences_are_read_without_fault(tmp_path: Path) -> None:
    result = evaluate("syntax", treebank(tmp_path, *ROWS))
    asked = ("UPOS", "UAS", "LAS", "role heads F1", "names F1, place", "sentences F1, raw text", "words F1, raw text")
    assert result.rows == 2
    assert {name: result.figures[name] for name in asked} == dict.fromkeys(asked, 1.0)
    assert result.mistakes == ()


def test_a_file_that_is_no_treebank_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(MalformedInput, match="line 2"):
        evaluate("syntax", treebank(tmp_path, ROWS[0], {"text": "no words"}))
    with pytest.raises(MissingInput, match="absent"):
        evaluate("syntax", tmp_path / "absent.jsonl")


def test_f1_counts_over_all_sets() -> None:
    assert f1([{1, 2}, set()], [{1}, {3}]) == pytest.approx(0.5)


def test_names_are_tidied_as_the_guidelines_say() -> None:
    words = ["the", "Prime", "Minister", "Ana", "Brek", ",", "of", "Tarnow"]
    assert tidied("person", 0, 7, words) == (3, 4)
    assert tidied("place", 0, 1, ["Varland", "'s"]) == (0, 0)
