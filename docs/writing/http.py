"""The JSON API, from its own OpenAPI description."""

from __future__ import annotations

from typing import Any

from docs.writing.markdown import FROM, contents, fenced, table
from onrecord.web.api import MOST, openapi

ITEMS = {
    "/events": "Event",
    "/claims": "Claim",
    "/reports": "Report",
    "/stories": "Story",
    "/conditions": "Condition",
    "/figures": "Figure",
    "/doubts": "Doubt",
    "/positions": "Position",
    "/under-way": "UnderWay",
}
"""What the items of a list are; the tests ask the API."""

ONE = {
    "/events/{id}": "an [Explanation](nouns.md#explanation)",
    "/reports/{id}": "`report`, a [Report](nouns.md#report), and `claims`, a list of its [Claim](nouns.md#claim)s",
    "/diff": "a [Diff](nouns.md#diff)",
    "/search": "`line`, what was asked, parted into `words` and filters (`asked`); `found`, a list of "
    "[Found](nouns.md#found), for the words; `events`, a list of [Event](nouns.md#event), for the filters",
}


def page() -> str:
    """The page of the API."""
    told = openapi()
    paths = told["paths"]
    parts = [
        "# Reference: the JSON API\n",
        FROM + " `onrecord serve RECORD` answers under `http://127.0.0.1:8321/api/v1`; the description for machines, "
        f"OpenAPI {told['openapi']}, is at `/api/v1/openapi.json`. Only `GET`; who may come in is told in "
        "[the desk](../desk.md#who-may-come-in).\n",
        contents(paths),
        'A **list** is `{"items": [...], "offset": 0, "more": true}`: at most `limit` items (50 where it is not '
        f"said, {MOST} at most) from `offset` on. An **error** is\n",
        fenced('{"error": {"code": "unknown_id", "message": "..."}}', "json"),
        table(("status", "code", "when"), ERRORS),
        *(_path(path, told["get"]) for path, told in paths.items()),
    ]
    return "\n".join(parts)


ERRORS = (
    ("400", "`bad_request`", "a word that cannot be asked, a day that is none, an empty value"),
    ("401", "`log_in`", "the desk has users, and nobody is logged in"),
    ("404", "`unknown_id`", "no such event, claim or report"),
    ("409", "`contradiction`", "`since` after `until`, `from` after `to`"),
    ("500", "`record`, `fault`", "the record file; a fault of ours"),
)


def _path(path: str, told: dict[str, Any]) -> str:
    short = path.removeprefix("/api/v1")
    answer = (
        f"A list of [{ITEMS[short]}](nouns.md#{ITEMS[short].lower()})." if short in ITEMS else f"Answers {ONE[short]}."
    )
    rows = [(f"`{p['name']}`" + (" (must be given)" if p["required"] else ""), _asked(p)) for p in told["parameters"]]
    return "\n".join(
        (f"## {path}\n", f"{told['summary']}. {answer}\n", table(("asked with", ""), rows) if rows else "")
    )


def _asked(parameter: dict[str, Any]) -> str:
    schema, says = parameter["schema"], parameter["description"]
    if "enum" in schema and len(schema["enum"]) < 10:
        return says + " One of " + ", ".join(f"`{c}`" for c in schema["enum"]) + "."
    if "enum" in schema:
        return (
            says
            + " A type of PLOVER, or type and mode: `"
            + "`, `".join(c for c in schema["enum"] if "/" not in c)
            + "`."
        )
    return says
