"""The brief from the desk: of the whole record or of chosen stories, as known on a day or of a span of days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.errors import InputError, UnknownId
from onrecord.model import Story
from onrecord.record import Record
from onrecord.web.desk import Desk, clock_of, day_of, number_of

PAGE = 100
"""Stories on a page of their list."""

KINDS = {
    "markdown": ("md", "text/plain; charset=utf-8"),
    "html": ("html", "text/html; charset=utf-8"),
    "pdf": ("pdf", "application/pdf"),
    "text": ("txt", "text/plain; charset=utf-8"),
}
"""What a brief can be written as: how the name of its file ends, and its media type."""


@dataclass(frozen=True)
class Asked:
    """Which brief is asked for, from the day `first` to `last`, both counted; None leaves an end open."""

    stories: tuple[str, ...]
    first: date | None
    last: date | None

    @property
    def since(self) -> date | None:
        """The day at whose end the brief begins."""
        return self.first - timedelta(1) if self.first and self.first > date.min else None


def asked_of(request: Request) -> Asked:
    """The stories and days in an address; the clock of the desk is the last day there can be.

    Raises `InputError` where the days are none, or in the wrong order.
    """
    first, last = day_of(request, "from"), day_of(request, "to")
    if first and last and first > last:
        raise InputError(f"from {first} is after to {last}: change one of them")
    known = [day for day in (last, clock_of(request).as_of) if day]
    return Asked(
        tuple(dict.fromkeys(filter(None, request.query_params.getlist("story")))), first, min(known, default=None)
    )


@dataclass
class Choice:
    """The stories to choose from: a page of those that had a report in the days asked for, and what was chosen."""

    stories: list[Story]
    chosen: list[Story]
    asked: Asked
    offset: int
    more: bool
    all: int

    def is_chosen(self, story: Story) -> bool:
        """Whether a story was chosen before."""
        return story in self.chosen

    @property
    def elsewhere(self) -> list[Story]:
        """The chosen ones that do not stand on this page of the list."""
        return [story for story in self.chosen if story not in self.stories]


def choice(desk: Desk, request: Request) -> Choice:
    """The page of stories."""
    asked, as_of = asked_of(request), clock_of(request).as_of
    found = desk.record.stories(as_of=as_of, since=asked.first, until=asked.last)
    ids = set(asked.stories)
    chosen = [s for s in desk.record.stories(as_of=as_of) if ids & {s.id, *s.reports}] if ids else []
    offset = number_of(request, "offset", 0, 10**9)
    return Choice(found[offset : offset + PAGE], chosen, asked, offset, len(found) > offset + PAGE, len(found))


def answer(desk: Desk) -> Callable[[Request], Response]:
    """What `/brief` answers: the file that `onrecord brief` writes of the same stories and days."""

    def respond(request: Request) -> Response:
        if desk.session(request) is None:
            return RedirectResponse(f"/login?{urlencode({'next': f'/brief?{request.url.query}'})}", 303)
        asked = asked_of(request)
        format = request.query_params.get("format") or "markdown"
        made = _written(desk.record, asked, format, request.query_params.get("title", "").strip()[:200] or "Brief")
        ending, kind = KINDS[format]
        days = "".join(f"-{day}" for day in (asked.first, asked.last) if day)
        headers = {"content-disposition": f'attachment; filename="brief{days}.{ending}"'}
        return Response(made, media_type=kind, headers=headers)

    return respond


def _written(record: Record, asked: Asked, format: str, title: str) -> str | bytes:
    """The brief.  Raises `InputError` for another format or a story that begins later, `MissingExtra` without Typst."""
    if format not in KINDS:
        raise InputError(f"no brief in {format[:40]!r}; there are: {', '.join(KINDS)}")
    try:
        if format == "pdf":
            return record.brief_pdf(as_of=asked.last, since=asked.since, stories=asked.stories, title=title)
        return record.brief(as_of=asked.last, since=asked.since, stories=asked.stories, format=format, title=title)
    except UnknownId:
        later = [id for id in asked.stories if asked.last and _is_later(record, id, asked.last)]
        if not later:
            raise
        begins = record.report(later[0])
        name = f"“{begins.title}”" if begins.title else later[0]
        raise InputError(f"the story {name} begins after {asked.last}: choose a later day, or leave it out") from None


def _is_later(record: Record, id: str, last: date) -> bool:
    """Whether an id is that of a report which was not known yet at the end of a day."""
    try:
        return record.report(id).id not in {r.id for r in record.reports(as_of=last)}
    except UnknownId:
        return False
