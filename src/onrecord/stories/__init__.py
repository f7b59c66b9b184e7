"""Which reports belong together: copies of one text, and reports of one development."""

from onrecord.stories.copies import duplicates, origins
from onrecord.stories.group import group

__all__ = ["duplicates", "group", "origins"]
