"""A brief since a day, of one story, as plain text and as a PDF."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord import Record
from onrecord.cli.main import cli
from onrecord.errors import InputError, UnknownId
from onrecord.model import Report

TOLD = [
    ("2024-03-02", "Wire", "Shells hit a market in Gao on Friday, killing six people, the army of Mali said."),
    ("2024-03-03", "Gazette", "Shells hit the market in Gao on Friday and killed nine people, the hospital said."),
    ("2024-03-04", "Post", "Police arrested 12 miners in Calama on Monday, Chile's interior ministry said."),
    (
        "2024-03-05",
        "Post",
        "An army spokesman of Mali denied on Tuesday that the army had shelled the town of Timbuktu.",
    ),
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("brief") / "crisis.db"
    with Record(path) as record:
        record.add([Report(text=x, source=s, stated=date.fromisoformat(d)) for d, s, x in TOLD])
    return path


def test_since_a_day_only_what_became_known_after_it_and_changes_first(path: Path) -> None:
    with Record(path) as record:
        brief = record.brief(since="2024-03-02", as_of="2024-03-04", format="text")
    first, _, rest = brief.partition("REVISED")
    assert "What changed since 2 March 2024" in first
    assert "9, before 6" in " ".join(rest.split())
    assert "Calama" in brief
    assert "WHAT HAPPENED" in brief
    happened = brief.partition("WHAT HAPPENED\n")[2].partition("\n\n")[0]
    assert "Chile" in happened or "miners" in happened
    assert "Gao" not in happened  # it was known the day before


def test_since_a_day_without_news_there_is_nothing(path: Path) -> None:
    with Record(path) as record:
        assert record.brief(since="2024-03-05", format="text") == "Brief\n=====\n"


def test_one_story_only(path: Path) -> None:
    with Record(path) as record:
        (report,) = [r for r in record.reports() if "Calama" in r.text]
        brief = record.brief(stories=[report.id])
        assert "Calama" in brief
        assert "Gao" not in brief
        with pytest.raises(UnknownId, match="onrecord stories"):
            record.brief(stories=["s999"])
        with pytest.raises(InputError, match="markdown, html, text"):
            record.brief(format="word")


def test_every_quote_of_the_plain_text_is_in_its_report(path: Path) -> None:
    with Record(path) as record:
        brief = record.brief(format="text")
        texts = " ".join(" ".join(r.text.split()) for r in record.reports())
    assert all(len(line) <= 78 for line in brief.splitlines())
    sources = " ".join(brief.partition("Sources")[2].split())
    quotes = re.findall(r"\[\d+\] “([^”]+)”", sources)
    assert len(quotes) >= 4
    assert all(quote in texts for quote in quotes)
    cited = {int(n) for n in re.findall(r"\[(\d+)\]", brief.partition("Sources")[0])}
    assert cited == set(range(1, len(quotes) + 1))


def test_a_pdf_with_any_text_in_it(tmp_path: Path) -> None:
    with Record(tmp_path / "odd.db") as record:
        record.add(
            [
                Report(
                    text='Chad freed "two" hostages in #Mao on Friday \\ $5 @x _y_ *z* [q].',
                    title="#let x = 1",
                    stated=date(2024, 3, 2),
                )
            ]
        )
        made = record.brief_pdf(title='"Odd" #title')
    assert made.startswith(b"%PDF-")


def test_from_the_command_line(path: Path, tmp_path: Path) -> None:
    run = CliRunner()
    for name, begins in (("b.pdf", b"%PDF-"), ("b.txt", b"Brief\n"), ("b.html", b"<!doctype"), ("b.md", b"# Brief")):
        assert run.invoke(cli, ["brief", str(path), "-o", str(tmp_path / name)]).exit_code == 0
        assert (tmp_path / name).read_bytes().startswith(begins)
    assert run.invoke(cli, ["brief", str(path), "--since", "yesterday"]).output.startswith("# Brief")
    assert isinstance(run.invoke(cli, ["brief", str(path), "--format", "pdf"]).exception, InputError)


def test_who_denies_is_named_once(path: Path) -> None:
    with Record(path) as record:
        denied = record.brief(format="text").partition("DENIED")[2]
    assert "denied that" in denied
    assert "spokesman denied that the army spokesman" not in denied
