"""A cited brief: what happened, story by story, every sentence with the quote that it rests on."""

from onrecord.brief.build import brief
from onrecord.brief.html import html
from onrecord.brief.markdown import markdown
from onrecord.brief.nouns import Brief, Chapter, Part, Sentence, Source

__all__ = ["Brief", "Chapter", "Part", "Sentence", "Source", "brief", "html", "markdown"]
