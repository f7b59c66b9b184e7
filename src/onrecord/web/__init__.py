"""The desk: a record in a browser; pages for people, the same as JSON for programs."""

from onrecord.web.app import make_app
from onrecord.web.serving import serve

__all__ = ["make_app", "serve"]
