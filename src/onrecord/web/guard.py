"""What stands between the network and the desk: host names, headers, sessions, tokens, a limit on wrong passwords."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
COOKIE = "onrecord"
LASTS = 12 * 3600
"""Seconds that a session lasts."""

TRIES, WITHIN = 5, 60.0
"""Wrong passwords, and the seconds within which no more are heard."""


class Guard:
    """Refuses foreign host names (a page elsewhere could point its name at this machine) and sets the headers."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        if host_of(Request(scope)) not in self._hosts:
            answer = PlainTextResponse(
                "this desk does not go by that name: open it by the address it was served at", 400
            )
            await answer(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)


def host_of(request: Request) -> str:
    """The host name that a request asks for, without its port."""
    host = request.headers.get("host", "")
    return host[1 : host.find("]")] if host.startswith("[") else host.rpartition(":")[0] or host


@dataclass
class Session:
    """Someone at the desk; `role` is what they may do."""

    id: str
    name: str
    role: str
    until: float


class Sessions:
    """Those at the desk, in memory: stopping the desk ends all sessions."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._secret = secrets.token_bytes(32)
        self._open: dict[str, Session] = {}
        self._wrong: dict[str, deque[float]] = defaultdict(deque)

    def begin(self, name: str, role: str) -> Session:
        """A new session."""
        now = self._clock()
        self._open = {id: s for id, s in self._open.items() if s.until > now}
        session = Session(secrets.token_urlsafe(32), name, role, now + LASTS)
        self._open[session.id] = session
        return session

    def of(self, request: Request) -> Session | None:
        """The session that a request belongs to."""
        session = self._open.get(request.cookies.get(COOKIE, ""))
        return session if session and session.until > self._clock() else None

    def end(self, session: Session) -> None:
        """End a session."""
        self._open.pop(session.id, None)

    def token(self, session: Session) -> str:
        """What a form of this session must send along."""
        return hmac.new(self._secret, session.id.encode(), hashlib.sha256).hexdigest()

    def is_token(self, session: Session, token: str) -> bool:
        """Whether a form came from a page of this session."""
        return hmac.compare_digest(self.token(session).encode(), token.encode())

    def may_try(self, who: str) -> bool:
        """Whether another password is heard: not after `TRIES` wrong ones within `WITHIN` seconds."""
        wrong, now = self._wrong[who], self._clock()
        while wrong and wrong[0] < now - WITHIN:
            wrong.popleft()
        return len(wrong) < TRIES

    def wrong(self, who: str) -> None:
        """Note a wrong password."""
        self._wrong[who].append(self._clock())
