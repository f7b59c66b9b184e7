"""The desk as an application: routes, errors, guards."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from onrecord.errors import OnRecordError
from onrecord.web import api, pages
from onrecord.web.desk import Desk
from onrecord.web.guard import Guard

LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


def make_app(path: str | Path, *, hosts: frozenset[str] = LOCAL, read_only: bool = False) -> Starlette:
    """The desk of the record at `path`, for requests to one of `hosts`.

    Raises `MissingInput`, `NotARecord` or another `RecordError`.
    """
    desk = Desk(Path(path), read_only=read_only)
    static = Mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")

    def failed(request: Request, error: Exception) -> Response:
        if request.url.path.startswith("/api/"):
            return api.translated(error) if isinstance(error, OnRecordError) else _api_error(error)
        return pages.failed(desk, request, error)

    @asynccontextmanager
    async def living(_: Starlette) -> AsyncIterator[None]:
        yield
        desk.close()

    return Starlette(
        lifespan=living,
        routes=[*pages.routes(desk), *api.routes(desk), static],
        middleware=[Middleware(Guard, hosts=hosts)],
        exception_handlers={HTTPException: failed, OnRecordError: failed, Exception: failed},
    )


def _api_error(error: Exception) -> Response:
    if isinstance(error, HTTPException):
        code = {404: "not_found", 405: "not_allowed"}.get(error.status_code, "refused")
        message = f"{error.detail}: see /api/v1/openapi.json"
        return api.error(code, message, error.status_code, error.headers)
    return api.error("fault", f"a fault of ours, {type(error).__name__}: please report it", 500)
