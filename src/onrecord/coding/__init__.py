"""A reading in, claims out: a file for each question of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.model import Coded, Reading, Report

__all__ = ["code"]


def code(report: Report, reading: Reading) -> Coded:
    """All claims, conditions and figures of one report; see `coder.py`."""
    from onrecord.coding.coder import code as coder

    return coder(report, reading)
