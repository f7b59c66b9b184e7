"""The reference is what the code says: pages written anew are those that are there, and the API answers as told."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import click
import pytest
from docs.writing import FOLDER, PAGES, cli, http, nouns, python
from starlette.testclient import TestClient

from onrecord import Record
from onrecord.model import Report
from onrecord.record.underway import telling
from onrecord.web import make_app

ROOT = Path(__file__).parent.parent
TOLD = [
    ("2024-06-03", "Rebels shelled a mill in Gao on Sunday and killed four people, the army of Mali said."),
    ("2024-06-04", "Norway praised Mali on Monday. Chad will attack Mali if Norway sends troops, its president said."),
    ("2024-08-28", "Posted: June 5, 2024\n\nNorway's envoy flew to Gao on Tuesday."),
]


@pytest.mark.parametrize("name", sorted({*PAGES, *(path.name for path in FOLDER.glob("*.md"))}))
def test_a_page_is_what_the_code_says(name: str) -> None:
    assert name in PAGES, f"docs/reference/{name} has no writer"
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name](), "out of date: run  python -m docs"


def test_the_check_names_a_page_that_is_out_of_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from docs import writing
    from docs.__main__ import main

    monkeypatch.setattr(writing, "FOLDER", tmp_path)
    assert sorted(writing.outdated()) == sorted(PAGES)
    assert main([]) == 0
    assert writing.outdated() == []
    (tmp_path / "cli.md").write_text("by hand", encoding="utf-8")
    (tmp_path / "old.md").write_text("of a verb that is gone", encoding="utf-8")
    assert writing.outdated() == ["cli.md", "old.md"]
    assert main(["--check"]) == 1
    assert main([]) == 0
    assert writing.outdated() == []
    assert main(["--chekc"]) == 2


def test_it_runs_as_told() -> None:
    done = subprocess.run([sys.executable, "-m", "docs", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("noun", nouns.FIRST)
def test_every_field_of_the_chief_nouns_is_explained(noun: str) -> None:
    plain = {"title", "url", "language"}
    fields = next(n for n in nouns.nouns() if n.__name__ == noun).model_fields
    assert {f for f in fields if (noun, f) not in nouns.words()} <= plain


def test_a_field_that_is_gone_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fields.tsv").write_text("noun\tfield\tsays\nClaim\tmood\thow it felt\n", encoding="utf-8")
    monkeypatch.setattr(nouns, "FIELDS", tmp_path / "fields.tsv")
    with pytest.raises(ValueError, match=r"no such field: Claim\.mood"):
        nouns.words()


def test_every_option_of_every_verb_is_there() -> None:
    page = PAGES["cli.md"]()
    for command in cli.commands():
        section = page.partition(f"## onrecord {command.name}\n")[2].partition("\n## ")[0]
        assert section
        for option in command.params:
            if isinstance(option, click.Option):
                assert all(name in section for name in option.opts)


def tell(text: str, day: date | None = None, *, now: object = lambda: 0, until: str = "now") -> list[str]:
    return [text, str(day), str(now), until]


def test_a_signature_reads_as_it_is_written() -> None:
    assert python.signature(tell, "tell") == (
        "tell(text: str, day: date | None = None, *, now: object = ..., until: str = 'now') -> list[str]"
    )
    assert python.signature(tell, "t" * 20).splitlines()[:3] == [
        "tttttttttttttttttttt(",
        "    text: str,",
        "    day: date | None = None,",
    ]


# --- the API -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("reference") / "crisis.db"
    with Record(path) as record:
        record.add([Report(text=x, source="Wire", stated=date.fromisoformat(d)) for d, x in TOLD])
    with (
        telling(path, "add", "wire.jsonl", lambda: datetime.now(UTC)),
        TestClient(make_app(path), base_url="http://127.0.0.1:8321") as opened,
    ):
        yield opened


FIELDS = {n.__name__: {*n.model_fields} for n in nouns.nouns()}


@pytest.mark.parametrize("path", sorted(http.ITEMS))
def test_a_list_holds_the_noun_that_the_page_names(path: str, desk: TestClient) -> None:
    items = desk.get(f"/api/v1{path}").json()["items"]
    assert items
    assert {*items[0]} == FIELDS[http.ITEMS[path]]


def test_other_answers_hold_what_the_page_names(desk: TestClient) -> None:
    event, report = (desk.get(f"/api/v1/{kind}").json()["items"][0]["id"] for kind in ("events", "reports"))
    assert {*desk.get(f"/api/v1/events/{event}").json()} == FIELDS["Explanation"]
    one = desk.get(f"/api/v1/reports/{report}").json()
    assert ({*one}, {*one["report"]}, {*one["claims"][0]}) == ({"report", "claims"}, FIELDS["Report"], FIELDS["Claim"])
    assert {*desk.get("/api/v1/diff?from=2024-06-03").json()} == FIELDS["Diff"]
    found = desk.get("/api/v1/search?q=Gao status:happened").json()
    assert {*found} == {*re.findall(r"`(\w+)`", http.ONE["/search"])}
    assert ({*found["found"][0]}, {*found["events"][0]}) == (FIELDS["Found"], FIELDS["Event"])


@pytest.mark.parametrize(("question", "status"), [("/events?since=June", 400), ("/events/e0", 404)])
def test_errors_have_the_codes_of_the_page(question: str, status: int, desk: TestClient) -> None:
    answer = desk.get(f"/api/v1{question}")
    code = answer.json()["error"]["code"]
    assert answer.status_code == status
    assert any(row[0] == str(status) and f"`{code}`" in row[1] for row in http.ERRORS)


def test_every_path_has_an_answer() -> None:
    assert {*http.ITEMS, *http.ONE} == {p.removeprefix("/api/v1") for p in http.openapi()["paths"]}
