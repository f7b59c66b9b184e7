"""Each page shows what it should, leads where it says, and shows text as text."""

from __future__ import annotations

import html
import importlib.util
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from starlette.testclient import TestClient

from onrecord import Record
from onrecord.model import Report

_spec = importlib.util.spec_from_file_location("desk_conftest", Path(__file__).parent / "conftest.py")
assert _spec is not None
assert _spec.loader is not None
given = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(given)

PAGES = [
    "/",
    "/events",
    "/stories",
    "/reports",
    "/actors",
    "/map",
    "/conditions",
    "/figures",
    "/doubts",
    "/search",
    "/log",
]
LINK = re.compile(r'(?:href|src)="([^"]*)"')


@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_with_and_without_reports(path: str, desk: TestClient, tmp_path: Path) -> None:
    assert desk.get(path).status_code == 200
    Record(tmp_path / "empty.db").close()
    with given.client(tmp_path / "empty.db") as empty:
        page = empty.get(path)
    assert page.status_code == 200
    assert "onrecord" in page.text


def test_every_link_leads_somewhere(desk: TestClient) -> None:
    """Each address on each page opens, and where it names a place on the page, that place is there."""
    todo, seen, pages = ["/"], {"/"}, {}
    while todo:
        here = todo.pop()
        answer = desk.get(here)
        assert answer.status_code == 200, here
        if "text/html" not in answer.headers["content-type"]:
            continue
        pages[here] = answer.text
        for link in LINK.findall(answer.text):
            address, place = urldefrag(html.unescape(link))
            address = address or here
            assert address.startswith("/"), f"{here} leads out of the desk, to {address}"
            if address not in seen:
                seen.add(address)
                todo.append(address)
            if place:
                target = pages.get(address) or desk.get(address).text
                assert f'id="{place}"' in target, f"{here}: no {place} on {address}"
    assert len(pages) > 40


def test_what_happened_and_who_says_so(desk: TestClient) -> None:
    page = desk.get("/?day=2024-03-03").text
    assert "figures:killed" not in page
    assert re.search(r"<td>killed</td><td>6</td><td><b>9</b></td>", page)  # revised
    event = desk.get("/api/v1/events?type=ASSAULT").json()["items"][0]
    page = desk.get(f"/events/{event['id']}").text
    assert "2 reports of 2 independent origins" in page
    assert "Why these claims are one event" in page
    assert "contradict" in page
    assert "Gazette" in page


def test_one_is_one(desk: TestClient) -> None:
    def tally(day: str) -> str:
        page = desk.get(f"/?day={day}").text
        return " ".join(re.sub(r"<[^>]+>", "", page[page.index('class="tally"') : page.index('id="learnt"')]).split())

    assert "1 figure revised 1 new dispute" in tally("2024-03-03")
    assert "1 condition 1 story moving" in tally("2024-03-04")
    assert "0 figures revised 0 new disputes" in tally("2024-03-04")


def test_every_quote_is_in_its_report_letter_for_letter(desk: TestClient, crisis: Path) -> None:
    with Record(crisis) as record:
        texts = {r.id: r.text for r in record.reports()}
    events = desk.get("/api/v1/events?limit=500").json()["items"]
    assert len(events) > 4
    quotes = 0
    for event in events:
        for field in desk.get(f"/api/v1/events/{event['id']}").json()["fields"]:
            for quote in (q for v in field["values"] for q in v["quotes"]):
                assert quote["sentence"] in " ".join(texts[quote["report"]].split())
                for span, words in zip(quote["spans"], quote["words"], strict=True):
                    assert " ".join(texts[quote["report"]][span["start"] : span["end"]].split()) == words
                quotes += 1
    assert quotes > 20


def test_the_text_of_a_report_is_shown_whole_and_as_text(desk: TestClient, crisis: Path) -> None:
    with Record(crisis) as record:
        for report in record.reports():
            page = desk.get(f"/reports/{report.id}").text
            assert "<script>alert" not in page
            body = re.search(r'<div class="body">(.*?)</div>', page, re.DOTALL)
            assert body
            assert html.unescape(re.sub(r"<[^>]+>", "", body[1])) == report.text


def test_nowhere_does_a_title_become_markup(desk: TestClient) -> None:
    for path in (*PAGES, "/?day=2024-03-05", "/search?q=Norway", "/search?q=%3Cscript%3E"):
        page = desk.get(path).text
        assert "<script>alert" not in page
        assert "<script>&" not in page


def test_a_plan_looks_different_from_a_deed(desk: TestClient, crisis: Path) -> None:
    with Record(crisis) as record:
        (planned,) = record.claims(status="planned")
    page = desk.get(f"/reports/{planned.report}").text
    assert re.search(r'class="mark act[^"]*is-planned"', page)
    assert re.search(r'class="mark act[^"]*is-happened"', page)


def test_the_clock_turns_every_page_back(desk: TestClient) -> None:
    assert "9" in desk.get("/figures?what=killed").text
    before = desk.get("/figures?what=killed&as_of=2024-03-02").text
    assert "<b>six people</b>" in before
    assert "<b>nine people</b>" not in before
    assert 'as_of=2024-03-02"' in before  # links keep the clock
    assert "Mali asks" not in desk.get("/reports?as_of=2024-03-05").text


def test_conditions_say_where_they_stand(desk: TestClient) -> None:
    page = desk.get("/conditions").text
    assert ">fired</span>" in page
    assert "Mali asked Kenya for help on Friday." in page
    assert "No condition is lapsed" in desk.get("/conditions?state=lapsed").text


def test_words_and_filters_in_one_line(desk: TestClient) -> None:
    found = desk.get("/search?q=bus actor:MLI").text
    assert "No event passes" in found
    found = desk.get("/search?q=bus type:ASSAULT since:2024-03-01").text
    assert "ASSAULT" in found
    assert "Blast in Gao" in found
    assert "No report holds all of these words" in desk.get("/search?q=zeppelin").text


def test_what_is_not_there_says_so_and_what_to_do(desk: TestClient) -> None:
    for path, status, says in (
        ("/events/zzz", 404, "onrecord events"),
        ("/reports/zzz", 404, "no report zzz"),
        ("/stories/zzz", 404, "look in the list"),
        ("/nothing", 404, "no such page"),
        ("/events?type=ASSAUL", 400, "perhaps ASSAULT?"),
        ("/?as_of=yesterday", 400, "YYYY-MM-DD"),
        ("/events?offset=-1", 400, "a number from 0"),
        ("/conditions?state=closed", 400, "no state called"),
    ):
        answer = desk.get(path)
        assert answer.status_code == status, path
        assert says in html.unescape(answer.text), path
        assert "Traceback" not in answer.text


def test_readers_do_not_wait_for_what_has_just_come_in(tmp_path: Path) -> None:
    """While the record is brought up to date, the desk shows what was known before, and says so."""
    import time

    path = given.make(tmp_path / "growing.db")
    with given.client(path) as desk:
        before = len(desk.get("/api/v1/events?limit=500").json()["items"])
        with Record(path) as record:
            record.add([Report(text="Chad praised Kenya on Friday.", stated=date(2024, 3, 8), source="Post")])
        page = desk.get("/events")
        assert "being brought up to date" in page.text
        for _ in range(300):
            if "being brought up to date" not in desk.get("/events").text:
                break
            time.sleep(0.1)
        assert len(desk.get("/api/v1/events?limit=500").json()["items"]) == before + 1


ADDS = """
import sys
from datetime import date
from onrecord import Record
from onrecord.engines import Here
from onrecord.model import Report

def coming():
    for text in ("Chad praised Kenya on Friday.", "Norway praised Chad on Friday."):
        yield Report(text=text + chr(10) * 40_000, stated=date(2024, 3, 8))  # long enough for a chunk of its own
        print("wanted", flush=True)  # asked for the next one, for this one is on the disk
        sys.stdin.readline()

with Record(sys.argv[1], create=False) as record:
    record.add(coming(), engine=Here())
"""


def test_what_another_process_adds_is_counted_on_every_page(own: Path) -> None:
    with given.client(own) as desk:
        assert "Reports are coming in" not in desk.get("/").text
        command = [sys.executable, "-c", ADDS, str(own)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as adding:
            assert adding.stdout
            adding.stdout.readline()
            for path in ("/", "/events", "/log", "/map"):
                assert "1 report added, 0 skipped so far" in desk.get(path).text
            assert desk.get("/coming").text == "1 report added, 0 skipped so far"
            assert desk.get("/api/v1/under-way").json()["items"][0]["so_far"]["added"] == 1
            adding.communicate("\n\n")
        assert "Reports are coming in" not in desk.get("/events").text
        assert desk.get("/coming").text == ""
