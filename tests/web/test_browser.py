"""The desk in a browser: a person who has never seen it answers five questions, judges, and turns the clock back."""

from __future__ import annotations

import importlib.util
import os
import shutil
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import Added
from onrecord.record.underway import OFTEN, telling

_spec = importlib.util.spec_from_file_location("desk_conftest", Path(__file__).parent / "conftest.py")
assert _spec is not None
assert _spec.loader is not None
given = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(given)

CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: install it, or name it in CHROMIUM")


@pytest.fixture(scope="module")
def crisis_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = given.make(tmp_path_factory.mktemp("browser") / "crisis.db")
    return made


@pytest.fixture(scope="module")
def served(crisis_file: Path) -> Iterator[str]:
    import uvicorn

    from onrecord.web import make_app
    from onrecord.web.serving import listening

    with listening("127.0.0.1", 0) as one:
        server = uvicorn.Server(uvicorn.Config(make_app(crisis_file), log_level="warning", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [one]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{one.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET.split())
        yield opened
        opened.close()


@pytest.fixture(params=["scripts", "no scripts"])
def page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page on which nothing may be refused by the policy and nothing fetched from elsewhere."""
    context = browser.new_context(java_script_enabled=request.param == "scripts")
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    opened.on("request", lambda asked: wrong.append(asked.url) if "//127.0.0.1:" not in asked.url else None)
    yield opened
    context.close()
    assert wrong == []


def test_five_questions(page: Any, served: str) -> None:
    page.goto(f"{served}/?day=2024-03-03")
    # what happened since yesterday?
    assert "1" in page.locator(".tally a", has_text="figure revised").inner_text()
    # what changed?
    assert page.locator("#revised td b").inner_text() == "9"
    page.locator("#revised a").first.click()
    # who says so? do they agree?
    assert "2 independent origins" in page.locator(".facts").inner_text()
    assert "9 (1 origin) against 6 (1 origin)" in page.locator(".warn").inner_text().replace("\n", " ")
    page.locator("#f-figures\\:killed blockquote a").first.click()
    assert "/reports/" in page.url
    assert page.locator(".body").inner_text().startswith(("A bus was bombed", "The bomb on a bus"))
    # what are we waiting for?
    page.goto(f"{served}/?day=2024-03-09")
    assert "talks with Norway in Bamako" in page.locator("#waiting").inner_text()
    page.locator("nav a", has_text="Conditions").click()
    assert page.locator(".state").inner_text() == "fired"


def test_the_clock(page: Any, served: str) -> None:
    page.goto(f"{served}/events")
    assert page.locator("table.events tbody tr").count() > 4
    page.locator("input[name=as_of]").last.fill("2024-03-02")
    page.locator("form.clock button").click()
    page.wait_for_url("**as_of=2024-03-02**")
    assert page.locator("table.events tbody tr").count() == 1
    assert "As known at the end of 2024-03-02" in page.locator(".asof").inner_text()
    page.locator("table.events a.tell").first.click()
    assert "as_of=2024-03-02" in page.url
    assert "1 report" in page.locator(".facts").inner_text()


def test_judge_and_take_back(page: Any, served: str) -> None:
    page.goto(f"{served}/events?type=ACCUSE")
    first = page.locator("a.tell").first.get_attribute("href")
    page.goto(f"{served}/events?type=SUPPORT")
    other = page.locator("a.tell").first.get_attribute("href").split("/")[-1]
    page.goto(served + first)
    page.locator(".judge input[name=b]").fill(other)
    page.locator(".judge button", has_text="The same").click()
    assert "the same event" in page.locator("main").inner_text()
    page.goto(served + first)
    assert "2 reports" in page.locator(".facts").inner_text()
    page.goto(f"{served}/log")
    page.locator("button", has_text="Take back").first.click()
    page.goto(served + first)
    assert "1 report " in page.locator(".facts").inner_text()


def test_a_text_that_tries_to_be_a_script(page: Any, served: str) -> None:
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.goto(f"{served}/search?q=Norway")
    page.locator("ul.found a", has_text="<script>").click()
    assert "<script>alert" in page.locator(".body").inner_text()
    assert said == []


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_runs_out_of_the_window(browser: Any, served: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    for path in (
        "/",
        "/events",
        "/actors",
        "/map",
        "/conditions",
        "/figures?what=killed",
        "/reports",
        "/search?q=Mali",
    ):
        page.goto(served + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


def test_by_keyboard(browser: Any, served: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{served}/events")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/e*")
    page.keyboard.press("/")
    page.keyboard.type("hostages")
    assert page.locator("#q").input_value() == "hostages"
    context.close()


def test_a_brief_of_chosen_stories(page: Any, served: str, tmp_path: Path) -> None:
    page.goto(f"{served}/stories")
    page.get_by_label("Kenya's offer").check()
    page.locator(".choose input[name=from]").fill("2024-03-02")
    page.locator("button", has_text="List the stories of these days").click()
    assert page.get_by_label("Kenya's offer").is_checked()
    page.locator(".choose input[name=to]").fill("2024-03-04")
    with page.expect_download() as awaited:
        page.locator("button", has_text="Markdown").click()
    awaited.value.save_as(tmp_path / "brief.md")
    written = (tmp_path / "brief.md").read_text()
    assert awaited.value.suggested_filename == "brief-2024-03-02-2024-03-04.md"
    assert "Kenya's offer" in written
    assert "Gao" not in written


def test_the_map_follows_its_days(page: Any, served: str) -> None:
    page.goto(f"{served}/map")
    page.locator("input[name=since]").fill("2024-03-01")
    page.locator("button", has_text="Show").click()
    page.wait_for_url("**since=2024-03-01**")
    assert "from 2024-03-01" in page.locator("#there [role=status]").inner_text()
    assert page.locator("#there td a").all_inner_texts() == ["Gao"]
    page.locator("#there a", has_text="all days").click()
    assert "2 events" in page.locator("#there [role=status]").inner_text()
    page.locator("#there svg.chart a").first.click()
    page.wait_for_url("**until=2024-02-28**")
    page.locator("#there td a", has_text="Kidal").click()
    assert page.locator("h1 .quiet").inner_text() == "1 event"
    assert page.locator("a.tell").count() == 1


def test_the_ends_of_the_time_line(browser: Any, served: str) -> None:
    """With scripts the map follows a handle without a new page; without them there is no handle."""
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{served}/map")
    assert plain.locator("input[name=since]").is_visible()
    assert plain.locator(".brush").is_hidden()
    plain.context.close()
    page = browser.new_context().new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(f"{served}/map")
    page.evaluate("window.same = true")
    gao, kidal = (page.locator("#there td a", has_text=town) for town in ("Gao", "Kidal"))
    assert (gao.count(), kidal.count()) == (1, 1)
    page.get_by_label("first day").press("ArrowRight")
    kidal.wait_for(state="detached")
    assert page.locator("form.days input[name=since]").input_value() == "2024-02-29"
    assert "from 2024-02-29" in page.locator("#there [role=status]").inner_text()
    assert page.url.endswith("since=2024-02-29")
    assert page.locator("form.clock input[name=since]").input_value() == "2024-02-29"  # the clock keeps the days
    page.get_by_label("first day").press("Home")
    kidal.wait_for()
    assert page.locator("form.days input[name=since]").input_value() == ""
    page.get_by_label("last day").press("Home")
    gao.wait_for(state="detached")
    assert kidal.count() == 1
    assert page.evaluate("window.same") is True
    assert wrong == []
    page.context.close()


def test_what_comes_in_is_counted_while_one_looks_on(browser: Any, served: str, crisis_file: Path) -> None:
    page = browser.new_context().new_page()
    with telling(crisis_file, "add", "wire.jsonl", lambda: datetime.now(UTC)) as told:
        page.goto(f"{served}/events")
        line = page.locator("#coming")
        assert "0 reports added from wire.jsonl" in line.inner_text()
        time.sleep(OFTEN)
        told(Added(added=3))
        line.get_by_text("3 reports added from wire.jsonl").wait_for()
    line.get_by_text("Reports have come in").wait_for()
    page.context.close()
