"""A reading in, claims out: a file for each question of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.coding.own import Own
    from onrecord.model import Coded, Reading, Report

__all__ = ["code"]


def code(report: Report, reading: Reading, *, own: Own | None = None) -> Coded:
    """All claims, conditions and figures of one report; see `coder.py`.  `own` are a user's actors and types."""
    from onrecord.coding.coder import code as coder

    return coder(report, reading, own=own)
