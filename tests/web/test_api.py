"""The desk for programs: pages of lists, one shape of errors, and a description that keeps its word."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from onrecord.web.api import ANSWERS


def test_lists_come_a_page_at_a_time(desk: TestClient) -> None:
    every = desk.get("/api/v1/events?limit=500").json()
    assert every["more"] is False
    first = desk.get("/api/v1/events?limit=2").json()
    second = desk.get("/api/v1/events?limit=500&offset=2").json()
    assert first["more"] is True
    assert first["items"] + second["items"] == every["items"]


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda a: a.path)
def test_every_route_is_described_and_answers(desk: TestClient, answer: object) -> None:
    described = desk.get("/api/v1/openapi.json").json()["paths"]
    path = f"/api/v1{answer.path}"  # type: ignore[attr-defined]
    assert described[path]["get"]["summary"]
    event = desk.get("/api/v1/events?limit=1").json()["items"][0]
    id = event["reports"][0] if "reports" in path else event["id"]
    asked = "?from=2024-03-02" if path.endswith("diff") else ""
    found = desk.get(path.replace("{id}", id) + asked)
    assert found.status_code == 200
    assert isinstance(found.json(), dict)


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/events/zzz", 404, "unknown_id"),
        ("/reports/zzz", 404, "unknown_id"),
        ("/events?type=NONE", 400, "bad_request"),
        ("/events?limit=501", 400, "bad_request"),
        ("/events?limit=x", 400, "bad_request"),
        ("/events?as_of=never", 400, "bad_request"),
        ("/diff", 400, "bad_request"),
        ("/diff?from=2024-03-09&to=2024-03-01", 409, "contradiction"),
        ("/diff?from=2999-01-01", 409, "contradiction"),
        ("/events?since=2024-03-09&until=2024-03-01", 409, "contradiction"),
        ("/events?until=", 400, "bad_request"),
        ("/events?since=2024-03-09x", 400, "bad_request"),
        ("/nothing", 404, "not_found"),
    ],
)
def test_errors_have_one_shape(desk: TestClient, path: str, status: int, code: str) -> None:
    found = desk.get(f"/api/v1{path}")
    assert found.status_code == status
    assert found.json()["error"]["code"] == code
    assert found.json()["error"]["message"]


def test_only_reading(desk: TestClient) -> None:
    found = desk.post("/api/v1/events")
    assert found.status_code == 405
    assert found.json()["error"]["code"] == "not_allowed"
    assert "GET" in found.headers["allow"]
