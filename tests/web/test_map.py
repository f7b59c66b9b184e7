"""The map of a span of days: each number on it is the length of the list that it leads to."""

from __future__ import annotations

import html
import importlib.util
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord import Record
from onrecord.model import Report

_spec = importlib.util.spec_from_file_location("desk_conftest", Path(__file__).parent / "conftest.py")
assert _spec is not None
assert _spec.loader is not None
given = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(given)

PLACE = re.compile(r'<td><a href="([^"]+)">([^<]+)</a></td><td>[^<]*</td><td>[^<]*</td><td class="n">(\d+)</td>')
DOT = re.compile(r'<a href="([^"]+)"><circle [^>]*><title>([^<]+): (\d+) events? \(')
BAR = re.compile(r'<a href="([^"]+)"><rect class="(in|out)" [^>]*><title>([^<]+): (\d+) events?<')


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A desk with events in a country and in its towns, done and planned, on many days."""
    path = tmp_path_factory.mktemp("map") / "map.db"
    more = [
        ("2024-03-06", "Gunmen attacked a market in Gao on Wednesday. Gunmen attacked a school in Gao on Monday."),
        ("2024-03-07", "Mali's army will attack a camp in Gao on 30 March. Protesters marched in Bamako on Thursday."),
        ("2024-05-20", "Floods aside, protesters marched in Bamako on Sunday, police in Mali said."),
    ]
    with Record(path) as record:
        record.add([*given.reports(), *(Report(text=t, stated=date.fromisoformat(d), source="Post") for d, t in more)])
        record.events()
    with given.client(path) as opened:
        yield opened


def listed(desk: TestClient, link: str) -> int:
    """How many events the list behind a link holds; its rows are counted, and its heading must agree."""
    page = desk.get(html.unescape(link)).text
    rows = len(re.findall(r'<a class="tell"', page))
    heading = re.search(r'<span class="quiet">(\d+) event', page)
    assert heading
    assert int(heading[1]) == rows
    return rows


@pytest.mark.parametrize(
    "asked",
    ["", "?since=2024-03-04", "?until=2024-03-04", "?since=2024-03-04&until=2024-03-07", "?as_of=2024-03-06"],
)
def test_each_count_is_the_length_of_its_list(desk: TestClient, asked: str) -> None:
    page = desk.get(f"/map{asked}").text
    places = PLACE.findall(page)
    assert places
    assert sorted((n, c) for _, n, c in places) == sorted((n, c) for _, n, c in DOT.findall(page))
    for link, name, count in places + DOT.findall(page):
        assert listed(desk, link) == int(count), name


def test_the_days_narrow_the_map(desk: TestClient) -> None:
    def counts(asked: str) -> dict[str, int]:
        return {name: int(count) for _, name, count in PLACE.findall(desk.get(f"/map{asked}").text)}

    every, some = counts(""), counts("?since=2024-03-04&until=2024-03-07")
    assert every["Gao"] == 3  # the plan for 30 March is no deed
    assert some["Gao"] == 2
    assert counts("?since=2024-05-01").keys() == {"Bamako"} | ({"Mali"} & every.keys())
    assert "Gao" not in counts("?as_of=2024-03-01")


def test_each_bar_leads_to_as_many_events(desk: TestClient) -> None:
    bars = BAR.findall(desk.get("/map").text)
    assert len(bars) > 4
    assert {kind for _, kind, _, _ in bars} == {"in"}
    for link, _, days, count in bars:
        page = desk.get(html.unescape(link)).text
        assert f"{count} event" in re.sub(r"<[^>]+>", "", page[page.index('role="status">') :]), days
        assert [kind for _, kind, d, _ in BAR.findall(page) if d == days] == ["in"]
        assert "out" in {kind for _, kind, _, _ in BAR.findall(page)}


def test_the_frame_stays_while_the_days_change(desk: TestClient) -> None:
    views = {re.search(r'viewBox="([^"]+)" role="img" aria-label="Map', desk.get(f"/map{a}").text)[1] for a in (  # type: ignore[index]
        "", "?since=2024-03-04", "?since=2024-05-01",
    )}  # fmt: skip
    assert len(views) == 1


def test_as_long_before_and_after(desk: TestClient) -> None:
    page = desk.get("/map?since=2024-03-05&until=2024-03-06").text
    assert "/map?since=2024-03-03&amp;until=2024-03-04" in page
    assert "/map?since=2024-03-07&amp;until=2024-03-08" in page
    assert "as long before" not in desk.get("/map?since=2024-01-01&until=2024-03-06").text
    assert "after" in desk.get("/map?since=2024-03-06&until=2024-03-05").text
    assert desk.get("/map?since=2024-03-06&until=2024-03-05").status_code == 400


def test_a_place_of_which_nothing_is_told(desk: TestClient) -> None:
    assert "Nothing was done here" in desk.get("/map/place?name=Atlantis").text
