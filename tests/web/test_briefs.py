"""A brief from the desk is the one that `onrecord brief` writes of the same stories and days."""

from __future__ import annotations

import html
import importlib.util
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord import Record

_spec = importlib.util.spec_from_file_location("desk_conftest", Path(__file__).parent / "conftest.py")
assert _spec is not None
assert _spec.loader is not None
given = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(given)


def stories(crisis: Path) -> dict[str, str]:
    """The report by which each story is chosen, by the first word of the story's title."""
    with Record(crisis) as record:
        return {story.title.split()[0]: story.reports[0] for story in record.stories()}


@pytest.mark.parametrize("format", ["markdown", "html", "text"])
def test_chosen_stories_and_days_give_what_the_command_writes(desk: TestClient, crisis: Path, format: str) -> None:
    known = stories(crisis)
    chosen = [known["Gao"], known["Kenya's"]]
    asked = {"story": chosen, "from": "2024-03-03", "to": "2024-03-04", "format": format, "title": "Gao"}
    got = desk.get("/brief", params=asked)
    assert got.status_code == 200
    assert (
        f'filename="brief-2024-03-03-2024-03-04.{ {"markdown": "md", "html": "html", "text": "txt"}[format] }"'
        in (got.headers["content-disposition"])
    )
    with Record(crisis) as record:
        wanted = record.brief(since="2024-03-02", as_of="2024-03-04", stories=chosen, format=format, title="Gao")
        everything = record.brief(format=format)
    assert got.text == wanted
    assert "nine people, before six people" in got.text  # what changed since the day before
    assert "journalists" in everything
    assert "journalists" not in got.text


def test_without_a_choice_it_is_of_all_stories(desk: TestClient, crisis: Path) -> None:
    with Record(crisis) as record:
        assert desk.get("/brief").text == record.brief()
        assert desk.get("/brief?as_of=2024-03-04").text == record.brief(as_of="2024-03-04")
        assert desk.get("/brief?as_of=2024-03-04&to=2024-03-08").text == record.brief(as_of="2024-03-04")


def test_as_a_pdf(desk: TestClient) -> None:
    pytest.importorskip("typst")
    got = desk.get("/brief?from=2024-03-03&to=2024-03-05&format=pdf")
    assert got.headers["content-type"] == "application/pdf"
    assert got.content.startswith(b"%PDF-")


def test_what_cannot_be_briefed_says_what_to_do(desk: TestClient, crisis: Path) -> None:
    late = stories(crisis)["Kenya's"]
    for asked, status, says in (
        ("from=2024-03-05&to=2024-03-04", 400, "from 2024-03-05 is after to 2024-03-04: change one of them"),
        ("from=spring", 400, "'spring' is no day"),
        ("format=docx", 400, "no brief in 'docx'; there are: markdown, html, pdf, text"),
        (f"story={late}&to=2024-03-03", 400, "the story “Kenya's offer” begins after 2024-03-03"),
        ("story=zzz", 404, "no story 'zzz'"),
        ("from=0001-01-01&to=2024-03-02", 200, "Brief"),
    ):
        got = desk.get(f"/brief?{asked}")
        assert got.status_code == status, asked
        assert says in html.unescape(got.text), asked


def test_the_list_of_stories_keeps_what_was_chosen(desk: TestClient, crisis: Path) -> None:
    known = stories(crisis)
    page = desk.get("/stories", params={"story": known["Gao"], "from": "2024-03-04", "to": "2024-03-05"}).text
    before, _, listed = page.partition("</fieldset>")
    assert re.search(rf'value="{known["Gao"]}"[^>]* checked', before)
    assert known["Gao"] not in listed  # no report of it in these days
    assert re.search(rf'value="{known["Kenya" + chr(39) + "s"]}"(?![^>]* checked)', listed)
    assert "No story had a report in these days" in desk.get("/stories?from=2030-01-01").text
    clock = page[page.index('class="clock"') :]
    assert f'name="story" value="{known["Gao"]}"' in clock[: clock.index("</form>")]
