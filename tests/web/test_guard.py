"""Who comes in, who may judge, and what a page elsewhere cannot do."""

from __future__ import annotations

import importlib.util
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from onrecord import Record
from onrecord.cli.main import cli
from onrecord.errors import InputError
from onrecord.web import serve, users
from onrecord.web.guard import TRIES, Sessions

_spec = importlib.util.spec_from_file_location("desk_conftest", Path(__file__).parent / "conftest.py")
assert _spec is not None
assert _spec.loader is not None
given = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(given)

PASSWORD = "a long enough password"


def token(page: str) -> str:
    found = re.search(r'name="token" value="(\w+)"', page)
    assert found
    return found[1]


def pair(path: Path) -> tuple[str, str]:
    with Record(path) as record:
        a, b = record.events(type="ACCUSE")[0], record.events(type="SUPPORT")[0]
    return a.id, b.id


# --- judging -------------------------------------------------------------------------------------


def test_a_ruling_is_made_shown_and_taken_back(own: Path) -> None:
    a, b = pair(own)
    with given.client(own) as desk:
        page = desk.get(f"/events/{a}").text
        form = {"token": token(page), "a": a, "b": b, "same": "yes", "onward": "/log"}
        log = desk.post("/judge", data=form)
        assert log.url.path == "/log"
        assert "the same event" in log.text
        with Record(own) as record:
            assert record.event(a).id == record.event(b).id
            (verdict,) = record.verdicts()
        back = {"token": token(log.text), "a": verdict.a, "b": verdict.b, "same": "back"}
        assert "taken back" in desk.post("/judge", data=back).text
    with Record(own) as record:
        assert len(record.events(type="SUPPORT")) == 1
        assert record.event(a).id != record.event(b).id


def test_a_wrong_type_is_put_right_shown_and_taken_back(own: Path) -> None:
    a, _ = pair(own)
    with given.client(own) as desk:
        page = desk.get(f"/events/{a}").text
        form = {"token": token(page), "id": a, "field": "type", "value": "REJECT", "why": "see line 2"}
        log = desk.post("/correct", data=form)
        assert "is REJECT" in log.text
        with Record(own) as record:
            (told,) = record.events(type="REJECT")
            (made,) = record.corrections()
        assert "see line 2" in desk.get(f"/events/{told.id}").text
        back = {"token": token(log.text), "id": made.claim, "field": "type", "back": "yes"}
        assert "as onrecord read it" in desk.post("/correct", data=back).text
        wrong = desk.post("/correct", data=form | {"token": token(page), "value": "REJCT"})
        assert (wrong.status_code, "perhaps REJECT" in wrong.text) == (400, True)
    with Record(own) as record:
        assert record.events(type="REJECT") == []


def test_a_correction_of_another_page_changes_nothing(own: Path) -> None:
    a, _ = pair(own)
    with given.client(own) as desk:
        desk.get("/")
        assert desk.post("/correct", data={"token": "0" * 64, "id": a, "field": "event"}).status_code == 403
    with Record(own) as record:
        assert record.corrections() == []


@pytest.mark.parametrize("wrong", ["", "0" * 64])
def test_a_form_of_another_page_rules_nothing(own: Path, wrong: str) -> None:
    a, b = pair(own)
    with given.client(own) as desk:
        desk.get("/")
        answer = desk.post("/judge", data={"token": wrong, "a": a, "b": b, "same": "yes"})
        assert answer.status_code == 403
        assert "open the page again" in answer.text
    with given.client(own) as stranger:  # without a session
        assert stranger.post("/judge", data={"token": "x", "a": a, "b": b, "same": "yes"}).status_code == 403
    with Record(own) as record:
        assert record.verdicts() == []


def test_read_only_lets_nobody_judge(own: Path) -> None:
    a, b = pair(own)
    with given.client(own, read_only=True) as desk:
        page = desk.get(f"/events/{a}").text
        assert 'action="/judge"' not in page
        session = desk.cookies["onrecord"]
        assert session
        answer = desk.post("/judge", data={"token": "x", "a": a, "b": b, "same": "yes"})
        assert answer.status_code == 403


def test_a_wrong_ruling_is_answered_in_words(own: Path) -> None:
    a, _ = pair(own)
    with given.client(own) as desk:
        form = {"token": token(desk.get(f"/events/{a}").text), "a": a, "b": "zzz", "same": "yes"}
        answer = desk.post("/judge", data=form)
        assert answer.status_code == 404
        answer = desk.post("/judge", data=form | {"b": a})
        assert answer.status_code == 400


# --- logging in ----------------------------------------------------------------------------------


def test_with_users_one_must_log_in(own: Path) -> None:
    users.add(own, "ada", "judge", PASSWORD)
    users.add(own, "bo", "read", PASSWORD)
    a, _ = pair(own)
    with given.client(own) as desk:
        assert desk.get("/events").url.path == "/login"
        assert desk.get("/api/v1/events").status_code == 401
        assert desk.get("/brief").url.path == "/login"
        wrong = desk.post("/login", data={"name": "ada", "password": "wrong password"})
        assert wrong.status_code == 401
        assert "do not belong together" in wrong.text
        page = desk.post("/login?next=/events", data={"name": "bo", "password": PASSWORD})
        assert page.url.path == "/events"
        assert 'action="/judge"' not in desk.get(f"/events/{a}").text
        out = desk.post("/logout", data={"token": token(page.text)})
        assert out.url.path == "/login"
        assert desk.get("/events").url.path == "/login"
        desk.post("/login", data={"name": "ada", "password": PASSWORD})
        assert "signed ada" in desk.get(f"/events/{a}").text


def test_wrong_passwords_are_heard_only_so_often(own: Path) -> None:
    users.add(own, "ada", "judge", PASSWORD)
    with given.client(own) as desk:
        for _ in range(TRIES):
            assert desk.post("/login", data={"name": "ada", "password": "no"}).status_code == 401
        assert desk.post("/login", data={"name": "ada", "password": PASSWORD}).status_code == 429


def test_after_a_minute_they_are_heard_again() -> None:
    now = [0.0]
    sessions = Sessions(clock=lambda: now[0])
    for _ in range(TRIES):
        sessions.wrong("ada")
    assert not sessions.may_try("ada")
    assert sessions.may_try("bo")
    now[0] = 61.0
    assert sessions.may_try("ada")


def test_logging_in_leads_nowhere_else(own: Path) -> None:
    users.add(own, "ada", "judge", PASSWORD)
    with given.client(own) as desk:
        desk.follow_redirects = False
        for onward in ("//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example"):
            answer = desk.post("/login", params={"next": onward}, data={"name": "ada", "password": PASSWORD})
            assert answer.headers["location"] == "/"


def test_passwords_are_kept_hashed_and_for_their_owner_only(own: Path) -> None:
    users.add(own, "ada", "judge", PASSWORD)
    file = users.file_of(own)
    assert PASSWORD not in file.read_text()
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(InputError, match="10 characters"):
        users.add(own, "bo", "read", "short")
    users.remove(own, "ada")
    assert users.users(own) == {}


# --- the network ---------------------------------------------------------------------------------


def test_a_foreign_name_is_refused(desk: TestClient) -> None:
    """A page elsewhere can point its own name at this machine and read along, unless the name is looked at."""
    assert desk.get("/", headers={"host": "evil.example"}).status_code == 400
    assert desk.get("/", headers={"host": "127.0.0.1.evil.example:8321"}).status_code == 400
    assert desk.get("/", headers={"host": "localhost:8321"}).status_code == 200
    assert desk.get("/", headers={"host": "[::1]:8321"}).status_code == 200


def test_every_answer_has_the_headers(desk: TestClient) -> None:
    for path in ("/", "/nothing", "/api/v1/events", "/static/desk.css"):
        headers = desk.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    page = desk.get("/map").text
    assert " style=" not in page
    assert " onclick=" not in page


def test_others_come_in_only_with_users(own: Path) -> None:
    with pytest.raises(InputError, match="onrecord users"):
        serve(own, host="0.0.0.0", port=0)


def test_served_from_the_command_line(own: Path) -> None:
    command = [sys.executable, "-m", "onrecord", "serve", str(own), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            line = running.stdout.readline()
            address = re.search(r"http://\S+", line)
            assert address, line
            for _ in range(50):
                try:
                    page = urllib.request.urlopen(address[0], timeout=5).read().decode()
                    break
                except OSError:
                    time.sleep(0.1)
            assert "own.db" in page
            port = re.search(r":(\d+)/", address[0])
            assert port
            taken = CliRunner().invoke(cli, ["serve", str(own), "--port", port[1]])
            assert isinstance(taken.exception, InputError)
            assert "is taken" in str(taken.exception)
            running.send_signal(signal.SIGINT)
            assert running.wait(10) == 0
            assert running.stderr is not None
            assert running.stderr.read() == ""
        finally:
            running.kill()


def test_users_from_the_command_line(own: Path) -> None:
    run = CliRunner()
    assert "no users" in run.invoke(cli, ["users", str(own)]).output
    made = run.invoke(cli, ["users", str(own), "add", "ada", "--role", "judge"], input=PASSWORD + "\n")
    assert made.output == "ada may read and judge\n"
    assert users.check(own, "ada", PASSWORD)
    assert users.check(own, "ada", "something else") is None
    assert run.invoke(cli, ["users", str(own)]).output == "ada  judge\n"
    assert "no user any more" in run.invoke(cli, ["users", str(own), "remove", "ada"]).output
    assert isinstance(run.invoke(cli, ["users", str(own), "add"], input="").exception, InputError)
