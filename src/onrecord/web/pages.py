"""The pages of the desk: each a view, in a template; reading works without scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, get_args
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from onrecord import ontology
from onrecord.errors import InputError, OnRecordError, UnknownId
from onrecord.export import FORMATS
from onrecord.model import Event, Span, Status, When
from onrecord.record import corrected, explanation
from onrecord.record.filters import country_name
from onrecord.web import briefs, charts, places, users, views
from onrecord.web.desk import Desk, clock_of, day_of, number_of
from onrecord.web.guard import COOKIE, LASTS, Session

OWN = frozenset({"event.html", "log.html"})
"""Pages with forms, which hold a token of the session and are made for each reader."""

Show = Callable[[Desk, Request], dict[str, Any]]


def routes(desk: Desk) -> list[Route]:
    """All pages."""
    shown: list[tuple[str, str, Show]] = [
        ("/", "today.html", _today),
        ("/events", "events.html", _events),
        ("/events/{id}", "event.html", _event),
        ("/stories", "stories.html", _stories),
        ("/stories/{id}", "story.html", _story),
        ("/reports", "reports.html", _reports),
        ("/reports/{id}", "report.html", _report),
        ("/actors", "actors.html", _actors),
        ("/actors/{name}", "actor.html", _actor),
        ("/actors/{name}/{toward}", "dyad.html", _dyad),
        ("/map", "map.html", _map),
        ("/map/place", "place.html", _place),
        ("/conditions", "conditions.html", _conditions),
        ("/figures", "figures.html", _figures),
        ("/doubts", "doubts.html", _doubts),
        ("/search", "search.html", _search),
        ("/log", "log.html", _log),
    ]
    found = [Route(path, _page(desk, template, show), methods=["GET"]) for path, template, show in shown]
    return [
        *found,
        Route("/coming", _coming(desk), methods=["GET"]),
        Route("/brief", briefs.answer(desk), methods=["GET"]),
        Route("/export/{format}", _export(desk), methods=["GET"]),
        Route("/login", _login(desk), methods=["GET", "POST"]),
        Route("/logout", _logout(desk), methods=["POST"]),
        Route("/judge", _judge(desk), methods=["POST"]),
        Route("/correct", _correct(desk), methods=["POST"]),
    ]


# --- reading -------------------------------------------------------------------------------------


def _today(desk: Desk, request: Request) -> dict[str, Any]:
    clock = clock_of(request)
    return {"page": views.today(desk.record, clock, day_of(request, "day") or clock.as_of)}


def _events(desk: Desk, request: Request) -> dict[str, Any]:
    asked = {k: v.strip() for k, v in request.query_params.items() if k in views.FIELDS and v.strip()}
    page = views.events(desk.record, clock_of(request), asked, number_of(request, "offset", 0, 10**9))
    return {"page": page, "formats": FORMATS}


def _event(desk: Desk, request: Request) -> dict[str, Any]:
    page = views.event(desk.record, clock_of(request), request.path_params["id"])
    return {"page": page, "types": sorted(ontology.types()), "statuses": get_args(Status)}


def _stories(desk: Desk, request: Request) -> dict[str, Any]:
    return {"page": briefs.choice(desk, request)}


def _story(desk: Desk, request: Request) -> dict[str, Any]:
    return {"page": views.story(desk.record, clock_of(request), request.path_params["id"])}


def _reports(desk: Desk, request: Request) -> dict[str, Any]:
    found = desk.record.reports(as_of=clock_of(request).as_of)[::-1]
    offset = number_of(request, "offset", 0, 10**9)
    return {
        "reports": found[offset : offset + 100],
        "offset": offset,
        "more": len(found) > offset + 100,
        "all": len(found),
    }


def _report(desk: Desk, request: Request) -> dict[str, Any]:
    start, end = (number_of(request, name, 0, 10**9) for name in ("start", "end"))
    span = Span(start=start, end=end) if end > start else None
    return {"page": views.report(desk.record, clock_of(request), request.path_params["id"], span)}


def _actors(desk: Desk, request: Request) -> dict[str, Any]:
    page = views.actors(desk.record, clock_of(request))
    return {"page": page, "chart": charts.network({k: v for k, v in page.ties.items() if v[0] > 0})}


def _actor(desk: Desk, request: Request) -> dict[str, Any]:
    return {"page": views.actor(desk.record, clock_of(request), request.path_params["name"])}


def _dyad(desk: Desk, request: Request) -> dict[str, Any]:
    found = views.dyad(desk.record, clock_of(request), request.path_params["name"], request.path_params["toward"])
    return {"page": found, "chart": charts.bars(found.weeks)}


def _map(desk: Desk, request: Request) -> dict[str, Any]:
    span = day_of(request, "since"), day_of(request, "until")
    page = places.world(desk.record, clock_of(request), span)

    def days(span: places.Span, path: str = "/map", **more: str | None) -> str:
        return _address(path, request, {**more, "since": span[0], "until": span[1]})

    def there(place: places.MapPlace) -> str:
        return days(span, "/map/place", name=place.name, country=place.country)

    points = [(p.lat, p.lon, p.name, len(p.events), p.precision, there(p)) for p in page.places]
    line = charts.timeline([(b.first, b.last, b.count, b.inside, days((b.first, b.last))) for b in page.bars])
    return {"page": page, "chart": charts.world(points, page.around), "line": line, "there": there, "days": days}


def _place(desk: Desk, request: Request) -> dict[str, Any]:
    span, offset = (day_of(request, "since"), day_of(request, "until")), number_of(request, "offset", 0, 10**9)
    name, country = request.query_params.get("name", ""), request.query_params.get("country") or None
    return {"page": places.place(desk.record, clock_of(request), name, country, span, offset)}


def _conditions(desk: Desk, request: Request) -> dict[str, Any]:
    state = request.query_params.get("state") or None
    return {"conditions": desk.record.conditions(as_of=clock_of(request).as_of, state=state)[::-1], "state": state}


def _figures(desk: Desk, request: Request) -> dict[str, Any]:
    return {"page": views.figures(desk.record, clock_of(request), request.query_params.get("what") or None)}


def _doubts(desk: Desk, request: Request) -> dict[str, Any]:
    record = desk.record
    found = [(d, record.report(d.report)) for d in record.doubts(as_of=clock_of(request).as_of)]
    return {"doubts": found, "skipped": record.skipped()}


def _search(desk: Desk, request: Request) -> dict[str, Any]:
    return {"page": views.search(desk.record, clock_of(request), request.query_params.get("q", "")[:400])}


def _log(desk: Desk, request: Request) -> dict[str, Any]:
    record = desk.record
    return {"verdicts": record.verdicts()[::-1], "corrections": record.corrections()[::-1]}


def _page(desk: Desk, template: str, show: Show) -> Callable[[Request], Response]:
    def respond(request: Request) -> Response:
        session = desk.session(request)
        if session is None:
            here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"/login?{urlencode({'next': here})}", 303)
        as_of = clock_of(request).as_of
        state = {"behind": desk.keep_up(as_of), "coming": _coming_in(desk)}
        if desk.wants_password or template in OWN:
            return _rendered(desk, request, template, {**show(desk, request), **state}, session)
        key = f"{request.url.path}?{request.url.query} {state} {desk.record.stamp(as_of=as_of)}"
        body = desk.pages.get(key)
        if body is None:
            made = _rendered(desk, request, template, {**show(desk, request), **state}, session)
            body = desk.pages.keep(key, bytes(made.body))
        return _with_session(HTMLResponse(body), request, session)

    return respond


def _coming(desk: Desk) -> Callable[[Request], Response]:
    """What comes in while a page is looked at, as a line of text; nothing where nothing does."""

    def respond(request: Request) -> Response:
        if desk.session(request) is None:
            return RedirectResponse("/login", 303)
        return Response(_coming_in(desk), media_type="text/plain; charset=utf-8")

    return respond


def _coming_in(desk: Desk) -> str:
    return "; ".join(work.words for work in desk.record.under_way())


def _export(desk: Desk) -> Callable[[Request], Response]:
    def respond(request: Request) -> Response:
        if desk.session(request) is None:
            return RedirectResponse("/login", 303)
        format = request.path_params["format"]
        asked = {k: v.strip() for k, v in request.query_params.items() if k in (*views.FIELDS, "as_of") and v.strip()}
        lines = desk.record.export(format, **asked)
        ending = {"plover": "jsonl", "geojson": "geojson", "graphml": "graphml"}.get(format)
        ending = ending or ("csv" if format in ("acled", "ucdp", "hxl", "csv") else "tsv")
        headers = {"content-disposition": f'attachment; filename="events-{format}.{ending}"'}
        return Response("".join(lines), media_type="text/plain; charset=utf-8", headers=headers)

    return respond


# --- writing -------------------------------------------------------------------------------------


def _login(desk: Desk) -> Callable[[Request], Any]:
    async def respond(request: Request) -> Response:
        onward = _inside(request.query_params.get("next", "/"))
        if request.method == "GET":
            return _rendered(desk, request, "login.html", {"onward": onward, "wrong": ""}, None)
        form = await request.form()
        name, password = str(form.get("name", "")), str(form.get("password", ""))
        who = f"{request.client.host if request.client else ''} {name}"
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            raise HTTPException(403, "this form came from another site")
        if not desk.sessions.may_try(who):
            wrong = "too many wrong passwords: wait a minute and try again"
            return _rendered(desk, request, "login.html", {"onward": onward, "wrong": wrong}, None, 429)
        user = users.check(desk.path, name, password)
        if user is None:
            desk.sessions.wrong(who)
            wrong = "that name and password do not belong together"
            return _rendered(desk, request, "login.html", {"onward": onward, "wrong": wrong}, None, 401)
        answer = RedirectResponse(onward, 303)
        _remember(answer, desk.sessions.begin(user.name, user.role))
        return answer

    return respond


def _logout(desk: Desk) -> Callable[[Request], Any]:
    async def respond(request: Request) -> Response:
        session = await _trusted(desk, request)
        desk.sessions.end(session)
        answer = RedirectResponse("/login" if desk.wants_password else "/", 303)
        answer.delete_cookie(COOKIE, path="/")
        return answer

    return respond


def _judge(desk: Desk) -> Callable[[Request], Any]:
    async def respond(request: Request) -> Response:
        session = await _trusted(desk, request)
        if not desk.may_judge(session):
            raise HTTPException(403, "you may read this desk, and not judge: ask whoever serves it")
        form = await request.form()
        a, b, what = (str(form.get(name, "")).strip() for name in ("a", "b", "same"))
        if what not in ("yes", "no", "back"):
            raise InputError("say whether the two are the same, are not, or take your ruling back")
        same = {"yes": True, "no": False, "back": None}[what]
        from starlette.concurrency import run_in_threadpool

        def ruled() -> None:
            desk.record.judge(a, b, same=same, by=session.name)
            desk.record.derive()  # who rules wants to see it

        await run_in_threadpool(ruled)
        return RedirectResponse(_inside(str(form.get("onward", "/log"))), 303)

    return respond


def _correct(desk: Desk) -> Callable[[Request], Any]:
    async def respond(request: Request) -> Response:
        session = await _trusted(desk, request)
        if not desk.may_judge(session):
            raise HTTPException(403, "you may read this desk, and not judge: ask whoever serves it")
        form = await request.form()
        id, field, value, why = (str(form.get(name, "")).strip() for name in ("id", "field", "value", "why"))
        put = None if form.get("back") else "no" if field == "event" else value
        from starlette.concurrency import run_in_threadpool

        def put_right() -> None:
            desk.record.correct(id, by=session.name, field=field, value=put, why=why[:400])
            desk.record.derive()

        await run_in_threadpool(put_right)
        return RedirectResponse(_inside(str(form.get("onward", "/log"))), 303)

    return respond


async def _trusted(desk: Desk, request: Request) -> Session:
    """The session that a form came from.  Raises `HTTPException` for a form of another page."""
    session = desk.sessions.of(request)
    form = await request.form()
    if session is None or not desk.sessions.is_token(session, str(form.get("token", ""))):
        raise HTTPException(403, "this form is not of this session: open the page again and repeat")
    return session


def _inside(address: str) -> str:
    """An address on this desk: what a link elsewhere put there leads home.

    >>> _inside("/events?type=AID"), _inside("//elsewhere"), _inside("https://elsewhere")
    ('/events?type=AID', '/', '/')
    """
    inside = address.startswith("/") and not address.startswith(("//", "/\\")) and "\\" not in address
    return address if inside and address.isprintable() else "/"


# --- rendering -----------------------------------------------------------------------------------


def failed(desk: Desk, request: Request, error: Exception) -> Response:
    """A page that says what went wrong and what to do."""
    status, message = 500, f"a fault of ours, {type(error).__name__}: please report it"
    if isinstance(error, UnknownId):
        status, message = 404, str(error)
    elif isinstance(error, InputError):
        status, message = 400, str(error)
    elif isinstance(error, OnRecordError):
        message = str(error)
    elif isinstance(error, HTTPException):
        status = error.status_code
        message = "there is no such page" if status == 404 else str(error.detail)
    return _rendered(
        desk, request, "error.html", {"message": message, "status": status}, desk.sessions.of(request), status
    )


def _rendered(
    desk: Desk, request: Request, template: str, shown: dict[str, Any], session: Session | None, status: int = 200
) -> Response:
    as_of = request.query_params.get("as_of", "")
    values = {
        "name": desk.path.name,
        "path": request.url.path,
        "query": dict(request.query_params),
        "given": request.query_params.multi_items(),
        "as_of": as_of,
        "session": session,
        "token": desk.sessions.token(session) if session else "",
        "judges": desk.may_judge(session),
        "passwords": desk.wants_password,
        "behind": False,
        "coming": "",
        "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        "to": lambda path, **more: _address(path, request, more),
        **shown,
    }
    return _with_session(HTMLResponse(_TEMPLATES.get_template(template).render(values), status), request, session)


def _with_session(answer: HTMLResponse, request: Request, session: Session | None) -> Response:
    """The answer, with the cookie of a session that has just begun."""
    if session is not None and request.cookies.get(COOKIE) != session.id:
        _remember(answer, session)
    return answer


def _remember(answer: Response, session: Session) -> None:
    answer.set_cookie(COOKIE, session.id, max_age=LASTS, httponly=True, samesite="strict", path="/")


def _address(path: str, request: Request, more: dict[str, Any]) -> str:
    """An address on this desk that keeps the clock."""
    asked = {"as_of": request.query_params.get("as_of", ""), **more}
    given = {k: str(v) for k, v in asked.items() if v not in (None, "")}
    fragment = given.pop("fragment", "")
    return path + (f"?{urlencode(given)}" if given else "") + (f"#{fragment}" if fragment else "")


def _days(when: When | None) -> str:
    return explanation.day(when)


def _event_day(event: Event) -> str:
    """The day of an event; in brackets that of its first report where none is known."""
    return explanation.day(event.when) or (f"({event.first_published})" if event.first_published else "")


def _human(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def _sentence_of(report: Any, span: Span) -> str:
    return " ".join(span.of(report.text).split())


_TEMPLATES = Environment(
    loader=PackageLoader("onrecord.web"),
    autoescape=select_autoescape(default=True, default_for_string=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters |= {
    "days": _days,
    "event_day": _event_day,
    "human": _human,
    "headline": explanation.headline,
    "kind": explanation.kind,
    "party": explanation.party,
    "country": country_name,
    "in_words": explanation.in_words,
    "corrected": corrected.in_words,
    "path": lambda text: quote(str(text), safe=""),
}
_TEMPLATES.globals |= {"sentence_of": _sentence_of, "shown": explanation.shown}
