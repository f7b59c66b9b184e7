"""Who may read and who may judge: names with hashed passwords, in a file beside the record."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from onrecord.errors import InputError, MalformedInput, UnknownId
from onrecord.model import Noun

Role = Literal["read", "judge"]
SHORTEST = 10
"""Characters that a password must have."""

COST = {"n": 2**14, "r": 8, "p": 1}
"""scrypt: a tenth of a second and 16 MB for each try."""


class User(Noun):
    """One who may open the desk; `judge` may also rule on events."""

    name: str
    role: Role
    salt: str
    hash: str


_USERS: TypeAdapter[list[User]] = TypeAdapter(list[User])


def file_of(record: Path) -> Path:
    """Where the users of a record are kept."""
    return record.with_name(record.name + ".users.json")


def users(record: Path) -> dict[str, User]:
    """The users by name; none where there is no file.  Raises `MalformedInput`."""
    file = file_of(record)
    if not file.exists():
        return {}
    try:
        return {user.name: user for user in _USERS.validate_json(file.read_bytes())}
    except ValidationError:
        raise MalformedInput(f"{file}: not a list of users: move it away and add them again") from None


def add(record: Path, name: str, role: Role, password: str) -> User:
    """Add a user, or give one a new password and role.  Raises `InputError` for a short password."""
    if len(password) < SHORTEST:
        raise InputError(f"a password wants {SHORTEST} characters or more: choose a longer one")
    if not name.strip() or name != name.strip() or name == "machine":
        raise InputError(f"{name!r} is no name for a user: give one without blanks around it")
    salt = secrets.token_bytes(16)
    user = User(name=name, role=role, salt=_text(salt), hash=_text(_hash(password, salt)))
    _write(record, users(record) | {name: user})
    return user


def remove(record: Path, name: str) -> None:
    """Remove a user.  Raises `UnknownId`."""
    known = users(record)
    if name not in known:
        raise UnknownId(f"no user {name!r}; there are: {', '.join(sorted(known)) or 'none'}")
    _write(record, {n: u for n, u in known.items() if n != name})


def check(record: Path, name: str, password: str) -> User | None:
    """The user whose password this is; as slow for a name that does not exist."""
    user = users(record).get(name)
    salt = base64.b64decode(user.salt) if user else b"nobody of that name"
    given = _hash(password, salt)
    return user if user and hmac.compare_digest(given, base64.b64decode(user.hash)) else None


def _hash(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, **COST)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _write(record: Path, known: dict[str, User]) -> None:
    """Replace the file in one step; only its owner may read it."""
    file = file_of(record)
    making = file.with_name(file.name + ".making")
    with os.fdopen(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        json.dump([known[name].model_dump() for name in sorted(known)], out, indent=1)
    os.replace(making, file)
