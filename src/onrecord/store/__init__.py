"""The record file: SQLite in one file, and the only SQL of the house."""

from __future__ import annotations

from onrecord.store.derivations import Derivation, Lookup, Outline, outline, term
from onrecord.store.rows import Packed, pack
from onrecord.store.search import Found
from onrecord.store.store import Store

__all__ = ["Derivation", "Found", "Lookup", "Outline", "Packed", "Store", "outline", "pack", "term"]
