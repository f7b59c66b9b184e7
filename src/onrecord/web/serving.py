"""The desk, served: on this machine alone, unless there are users who log in."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from onrecord.errors import InputError
from onrecord.web import users
from onrecord.web.app import LOCAL, make_app


def serve(
    path: str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8321,
    read_only: bool = False,
    told: Callable[[int], None] | None = None,
) -> None:
    """Serve until interrupted; `told` hears at which port.

    Raises `InputError` where the port is taken, or others could come in without a password.
    """
    import uvicorn

    if host not in LOCAL and not users.users(Path(path)):
        raise InputError(
            f"{host} can be reached by others, and this record has no users: "
            f"add one with  onrecord users {path} add NAME --role judge"
        )
    names = LOCAL if host in LOCAL else LOCAL | _names(host)
    app = make_app(path, hosts=frozenset(names), read_only=read_only)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=3
    )
    with listening(host, port) as one:
        if told:
            told(one.getsockname()[1])
        with suppress(KeyboardInterrupt):  # uvicorn ends in order, and then passes it on
            uvicorn.Server(config).run(sockets=[one])


def listening(host: str, port: int) -> socket.socket:
    """A socket at an address.  Raises `InputError` with the next step."""
    one = None
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        one = socket.socket(family, socket.SOCK_STREAM)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind((host, port))
        one.listen(128)
    except OSError as error:
        if one is not None:
            one.close()
        if error.errno == errno.EADDRINUSE:
            raise InputError(f"port {port} is taken, perhaps by another desk: name another with --port") from None
        why = error.strerror or error
        raise InputError(f"{host}:{port} cannot be listened at ({why}): name another --host") from None
    return one


def _names(host: str) -> set[str]:
    """The names by which others may ask for this machine."""
    return {host} if host not in ("0.0.0.0", "::") else {socket.gethostname(), socket.getfqdn(), *_addresses()}


def _addresses() -> set[str]:
    try:
        return {str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None)}
    except OSError:
        return set()
