from pathlib import Path

import pytest

from onrecord import ontology
from onrecord.errors import DataError
from onrecord.ontology import read_table


def test_the_scheme_is_whole() -> None:
    assert len(ontology.types()) == 16
    assert {t.quad for t in ontology.types().values()} == {1, 2, 3, 4}
    assert {name for name in ontology.types() if not ontology.modes(name)} == {
        "AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID",
    }  # fmt: skip


def test_a_mode_has_its_own_score_and_an_unscored_mode_its_types() -> None:
    assert ontology.score("RETREAT", "disarm") == 10
    assert ontology.score("RETREAT") == 6.5
    assert ontology.score("PROTEST", "vandalize") == ontology.score("PROTEST") == -5


@pytest.mark.parametrize(
    ("cameo", "code"),
    [
        ("0841", ("RETREAT", "release", ())),
        ("1712", ("ASSAULT", "destroy", ())),
        ("999", None),
    ],
)
def test_crosswalk(cameo: str, code: tuple[str, str | None, tuple[str, ...]] | None) -> None:
    found = ontology.from_cameo(cameo)
    assert (found and found[:2]) == (code and code[:2])


@pytest.mark.parametrize("wrong", [("ATTACK",), ("AID", "release"), ("AID", None, ("weather",))])
def test_what_the_scheme_does_not_have_is_refused(wrong: tuple[str, ...]) -> None:
    with pytest.raises(DataError, match="no "):
        ontology.check(*wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("a\tb\n1\n", ":2: 1 cells, expected 2"),
        ("a\tc\n1\t2\n", ":1: columns"),
        ("a\tb\n1\t2\n1\t2\n", ":3: the row stands twice"),
        ("a\tb\n1\t 2\n", ":2: blanks around"),
        ("", "is empty"),
    ],
)
def test_a_malformed_table_is_refused_with_its_line(tmp_path: Path, content: str, says: str) -> None:
    file = tmp_path / "table.tsv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=says):
        read_table(file, ("a", "b"))
