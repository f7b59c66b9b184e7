"""The desk for programs: `/api/v1`, JSON, paged by `limit` and `offset`; every error has one shape.

{"error": {"code": "unknown_id", "message": "..."}}
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from onrecord import ontology
from onrecord.errors import InputError, OnRecordError, RecordError, UnknownId
from onrecord.model import State, Status
from onrecord.web import views
from onrecord.web.desk import Desk, clock_of, day_of, number_of
from onrecord.web.views import plain

MOST = 500
"""Things on one page of the API."""

EMPTY = frozenset({"actor", "recipient", "place", "report", "what", "toward", "q", "label"})
"""What may be asked with nothing: any word, even none."""

AS_OF = ("as_of", "As known at the end of this day (YYYY-MM-DD).", "date")
PAGED = (
    ("limit", f"At most so many (up to {MOST}).", "integer"),
    ("offset", "From this one on, counted from 0.", "integer"),
)
FILTERS = tuple((name, f"Only of this {name}.", "string") for name in ("actor", "recipient", "type", "place", "status"))
SPAN = (("since", "From this day on.", "date"), ("until", "Up to this day.", "date"))


@dataclass(frozen=True)
class Answer:
    """A route: its path, what it answers with, what may be asked, and how."""

    path: str
    summary: str
    asked: tuple[tuple[str, str, str], ...]
    answer: Callable[[Desk, Request], Any]


def _page(found: list[Any], request: Request) -> dict[str, Any]:
    """A page of a list, and whether there is more."""
    limit, offset = number_of(request, "limit", 50, MOST), number_of(request, "offset", 0, 10**9)
    return {"items": plain(found[offset : offset + limit]), "offset": offset, "more": len(found) > offset + limit}


def _events(desk: Desk, request: Request) -> Any:
    limit, offset = number_of(request, "limit", 50, MOST), number_of(request, "offset", 0, 10**9)
    asked = {k: v for k, v in request.query_params.items() if k in views.FIELDS}
    found = views.events(desk.record, clock_of(request), asked, offset, limit)
    return {"items": plain(found.events), "offset": offset, "more": found.more}


def _claims(desk: Desk, request: Request) -> Any:
    asked = {k: v for k, v in request.query_params.items() if k in (*views.FIELDS, "report") and v}
    return _page(desk.record.claims(as_of=clock_of(request).as_of, **asked), request)


def _reports(desk: Desk, request: Request) -> Any:
    return _page(desk.record.reports(as_of=clock_of(request).as_of), request)


def _report(desk: Desk, request: Request) -> Any:
    id = request.path_params["id"]
    return {"report": plain(desk.record.report(id)), "claims": plain(desk.record.claims(report=id))}


def _stories(desk: Desk, request: Request) -> Any:
    days = {"since": day_of(request, "since"), "until": day_of(request, "until")}
    return _page(desk.record.stories(as_of=clock_of(request).as_of, **days), request)


def _conditions(desk: Desk, request: Request) -> Any:
    asked = {k: request.query_params[k] for k in ("state", "actor") if request.query_params.get(k)}
    return _page(desk.record.conditions(as_of=clock_of(request).as_of, **asked), request)


def _figures(desk: Desk, request: Request) -> Any:
    what = request.query_params.get("what") or None
    since, until = day_of(request, "since"), day_of(request, "until")
    return _page(desk.record.figures(what=what, as_of=clock_of(request).as_of, since=since, until=until), request)


def _diff(desk: Desk, request: Request) -> Any:
    since = day_of(request, "from")
    if since is None:
        raise InputError("from which day? ask with ?from=YYYY-MM-DD")
    return plain(desk.record.diff(since, day_of(request, "to")))


def _positions(desk: Desk, request: Request) -> Any:
    asked = {k: request.query_params[k] for k in ("actor", "toward") if request.query_params.get(k)}
    return _page(desk.record.positions(as_of=clock_of(request).as_of, **asked), request)


def _search(desk: Desk, request: Request) -> Any:
    found = views.search(desk.record, clock_of(request), request.query_params.get("q", ""))
    return plain(found)


ANSWERS = (
    Answer("/events", "What happened, is planned, is denied", (*FILTERS, *SPAN, AS_OF, *PAGED), _events),
    Answer(
        "/events/{id}",
        "An event: every field, its values and sentences, and why its claims are one",
        (AS_OF,),
        lambda desk, r: plain(desk.record.explain(r.path_params["id"], as_of=clock_of(r).as_of)),
    ),
    Answer(
        "/claims",
        "What each report says",
        (*FILTERS, *SPAN, ("report", "Only of this report.", "string"), AS_OF, *PAGED),
        _claims,
    ),
    Answer("/reports", "The reports", (AS_OF, *PAGED), _reports),
    Answer("/reports/{id}", "A report with its claims", (), _report),
    Answer("/stories", "The developments that reports follow", (*SPAN, AS_OF, *PAGED), _stories),
    Answer(
        "/conditions",
        "If this, then that, and where it stands",
        (("state", "open, fired, averted or lapsed.", "string"), ("actor", "Who would act.", "string"), AS_OF, *PAGED),
        _conditions,
    ),
    Answer("/figures", "The numbers", (("what", "What is counted.", "string"), *SPAN, AS_OF, *PAGED), _figures),
    Answer(
        "/doubts",
        "Dates that are not believed",
        (AS_OF, *PAGED),
        lambda d, r: _page(d.record.doubts(as_of=clock_of(r).as_of), r),
    ),
    Answer(
        "/diff",
        "What changed between two days",
        (("from", "The earlier day.", "date"), ("to", "The later day.", "date")),
        _diff,
    ),
    Answer(
        "/positions",
        "How actors stand to one another",
        (("actor", "Whose position.", "string"), ("toward", "Towards whom.", "string"), AS_OF, *PAGED),
        _positions,
    ),
    Answer(
        "/under-way",
        "The adds and rebuilds that run now",
        PAGED,
        lambda d, r: _page(d.record.under_way(), r),
    ),
    Answer("/search", "Reports and events by words and filters", (("q", "The line.", "string"), AS_OF), _search),
)


def routes(desk: Desk) -> list[Route]:
    """The routes under `/api/v1`."""

    def answering(answer: Answer) -> Callable[[Request], Response]:
        def respond(request: Request) -> Response:
            if desk.session(request) is None:
                return error("log_in", "log in first, at /login", 401)
            try:
                if contradiction := _checked(answer, request):
                    return error("contradiction", contradiction, 409)
                desk.keep_up(clock_of(request).as_of)
                return JSONResponse(answer.answer(desk, request))
            except OnRecordError as wrong:
                return translated(wrong)

        return respond

    found = [Route(f"/api/v1{a.path}", answering(a), methods=["GET"]) for a in ANSWERS]
    return [*found, Route("/api/v1/openapi.json", lambda _: JSONResponse(openapi()), methods=["GET"])]


def _checked(answer: Answer, request: Request) -> str | None:
    """What contradicts itself in a question, if anything does.  Raises `InputError` for a day that is none."""
    days: dict[str, date] = {}
    for name, _, kind in answer.asked:
        given = request.query_params.get(name)
        if given is not None and not given and name not in EMPTY:
            raise InputError(f"{name} is empty: give it a value, or leave it out")
        if given and kind == "date":
            try:
                days[name] = date.fromisoformat(given if len(given) == 10 else "")
            except ValueError:
                raise InputError(f"{name}={given[:40]!r} is no day: write it as YYYY-MM-DD") from None
    for first, last in (("since", "until"), ("from", "to")):
        if first in days and last in days and days[first] > days[last]:
            return f"{first} {days[first]} is after {last} {days[last]}: change one of them"
    if "from" in days and "to" not in days and days["from"] > date.today():
        return f"from {days['from']} lies ahead: name a day that has been"
    return None


def translated(wrong: OnRecordError) -> JSONResponse:
    """An error of ours in the shape of the API."""
    if isinstance(wrong, UnknownId):
        return error("unknown_id", str(wrong), 404)
    if isinstance(wrong, InputError):
        return error("bad_request", str(wrong), 400)
    return error("record" if isinstance(wrong, RecordError) else "fault", str(wrong), 500)


def error(code: str, message: str, status: int, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """The one shape of an error."""
    return JSONResponse({"error": {"code": code, "message": message}}, status, dict(headers or {}))


def openapi() -> dict[str, Any]:
    """The API in the OpenAPI 3.1 format."""
    from onrecord import __version__

    failed = {
        "description": "What went wrong, and what to do",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
    }
    paths = {}
    for a in ANSWERS:
        asked = [
            {
                "name": name,
                "in": "query",
                "required": name == "from",
                "description": says,
                "schema": _schema(kind, name),
            }
            for name, says, kind in a.asked
        ]
        if "{id}" in a.path:
            id = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
            asked.append({**id, "description": "The id; of an event, its beginning will do."})
        answers = {"200": {"description": a.summary, "content": {"application/json": {"schema": {"type": "object"}}}}}
        answers |= dict.fromkeys(("400", "401", "404", "409"), failed)
        name = a.path.strip("/").replace("/{id}", "_one")
        paths[f"/api/v1{a.path}"] = {
            "get": {"operationId": name, "summary": a.summary, "parameters": asked, "responses": answers}
        }
    shape = {
        "type": "object",
        "required": ["code", "message"],
        "properties": {k: {"type": "string"} for k in ("code", "message")},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "onrecord", "version": __version__, "description": "A record of events, read only."},
        "paths": paths,
        "components": {"schemas": {"Error": {"type": "object", "required": ["error"], "properties": {"error": shape}}}},
    }


def _schema(kind: str, name: str) -> dict[str, Any]:
    if kind == "integer":
        return {"type": "integer", "minimum": 0, "maximum": MOST if name == "limit" else 10**9}
    if kind == "date":
        return {"type": "string", "format": "date", "minLength": 10}
    if name in CHOICES:
        return {"type": "string", "enum": list(CHOICES[name]())}
    return {"type": "string"}


CHOICES: Mapping[str, Callable[[], Iterable[str]]] = {
    "status": lambda: get_args(Status),
    "state": lambda: get_args(State),
    "type": lambda: (t + m for t in ontology.types() for m in ("", *(f"/{mode}" for mode in ontology.modes(t)))),
}
"""What can be asked where not every word makes sense."""
