"""The public record: reports in, what happened out."""

from __future__ import annotations

from onrecord.record.explanation import Explanation
from onrecord.record.record import Record
from onrecord.store import Found

__all__ = ["Explanation", "Found", "Record"]
