"""Gold rows out of JSON Lines, refused loudly where a row is not of its kind."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from onrecord.errors import MalformedInput, MissingInput


def half_of(name: str) -> int:
    """0 for the half of the texts or incidents that may be looked at, 1 for the other, which is reported.

    The SHA-256 as a number is even or odd.  `places`, `times` and `quotes` cut their own halves by its first byte.
    """
    return sha256(name.encode()).digest()[-1] % 2


def rows(path: Path, keys: Sequence[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Line number and row of each line.

    Raises `MissingInput` where the file cannot be read, `MalformedInput` naming file, line and what
    was expected where a line is not an object with these keys.
    """
    try:
        lines = path.open(encoding="utf-8")
    except OSError as error:
        raise MissingInput(f"{path}: {error.strerror}; give a file of gold rows") from error
    with lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise MalformedInput(f"{path}:{number}: not JSON ({error.msg} at column {error.colno})") from error
            missing = [k for k in keys if not isinstance(row, dict) or k not in row]
            if missing:
                raise MalformedInput(
                    f"{path}:{number}: expected an object with {', '.join(keys)}; missing: {', '.join(missing)}"
                )
            yield number, row


def keys_of(path: Path) -> frozenset[str]:
    """The keys of the first row, by which a file tells which gold set it is."""
    return frozenset(next(rows(path, ()), (0, {}))[1])
