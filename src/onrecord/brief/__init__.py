"""A cited brief: what happened, story by story, every sentence with the quote that it rests on."""

from onrecord.brief.build import brief
from onrecord.brief.html import html
from onrecord.brief.markdown import markdown
from onrecord.brief.nouns import Brief, Changed, Chapter, Part, Sentence, Source
from onrecord.brief.pdf import pdf
from onrecord.brief.text import text

__all__ = ["Brief", "Changed", "Chapter", "Part", "Sentence", "Source", "brief", "html", "markdown", "pdf", "text"]
