"""A desk over a small crisis of our own, one report of which tries to be more than text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord import Record
from onrecord.model import Report
from onrecord.web import make_app

EVIL = "<script>alert('desk')</script>"
TOLD = [
    (
        "2024-03-02",
        "Wire",
        "Blast in Gao",
        "A bus was bombed in Gao on Saturday, killing six people, the army of Mali said.",
    ),
    ("2024-03-03", "Post", "March in Kidal", "Protesters marched in Kidal on Wednesday."),
    (
        "2024-03-03",
        "Gazette",
        "Gao toll rises",
        "The bomb on a bus in Gao on Saturday killed nine people, the hospital said.",
    ),
    ("2024-03-04", "Post", "Kenya's offer", "Kenya would send troops if Mali asked for help, its president said."),
    ("2024-03-05", "Post", f"Norway {EVIL}", f"Norway's foreign minister voiced support for Mali on Tuesday. {EVIL}"),
    (
        "2024-03-08",
        "Wire",
        "Mali asks",
        "Mali asked Kenya for help on Friday. Mali plans to hold talks with Norway in Bamako on 20 March.",
    ),
    ("2024-03-09", "Wire", None, "Norway condemned Mali on Saturday for the arrest of two journalists in Bamako."),
]


def reports() -> list[Report]:
    return [Report(text=x, title=t, source=s, stated=date.fromisoformat(d)) for d, s, t, x in TOLD]


def make(path: Path) -> Path:
    with Record(path) as record:
        record.add(reports())
        record.events()
    return path


@pytest.fixture(scope="session")
def crisis(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that tests only read."""
    return make(tmp_path_factory.mktemp("desk") / "crisis.db")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A record that a test may change."""
    return make(tmp_path / "own.db")


def client(path: Path, **options: object) -> TestClient:
    return TestClient(make_app(path, **options), base_url="http://127.0.0.1:8321", raise_server_exceptions=False)  # type: ignore[arg-type]


@pytest.fixture
def desk(crisis: Path) -> Iterator[TestClient]:
    with client(crisis) as opened:
        yield opened
