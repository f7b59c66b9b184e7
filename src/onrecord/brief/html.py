"""A brief as one HTML page that fetches nothing."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from onrecord.brief.markdown import SAFE, subtitle
from onrecord.brief.names import day
from onrecord.brief.nouns import Brief, Source

if TYPE_CHECKING:
    from jinja2 import Template


def html(brief: Brief) -> str:
    """The brief as a page; each citation links to its quote, and each quote back to where it is first cited."""
    cited: dict[int, str] = {}
    for n, sentence in enumerate(brief.sentences()):
        for number in sentence.sources:
            cited.setdefault(number, f"t{n}")
    return template().render(brief=brief, cited=cited, day=day, subtitle=subtitle, link=link)


def link(source: Source) -> str:
    """The address of a report where it can be followed safely, else nothing."""
    return source.url if source.url and SAFE.match(source.url) else ""


@cache
def template() -> Template:
    """The page, in which every text is escaped."""
    from jinja2 import Environment, StrictUndefined

    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return made.from_string(files("onrecord").joinpath("data/brief/page.html.j2").read_text(encoding="utf-8"))
