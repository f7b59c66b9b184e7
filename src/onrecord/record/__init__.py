"""The public record: reports in, what happened out."""

from __future__ import annotations

from onrecord.record.diff import Diff
from onrecord.record.explanation import Explanation
from onrecord.record.positions import Position
from onrecord.record.record import Record
from onrecord.record.underway import UnderWay
from onrecord.store import Found

__all__ = ["Diff", "Explanation", "Found", "Position", "Record", "UnderWay"]
