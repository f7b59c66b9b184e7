"""Thin verbs: each is a method of `Record` or a function of `onrecord` with the same name.

Exit codes: 0 done; 1 it could not be done, and one line says why; 2 the command was not understood;
130 stopped by hand.
"""

from __future__ import annotations

from onrecord.cli.main import cli, main

__all__ = ["cli", "main"]
