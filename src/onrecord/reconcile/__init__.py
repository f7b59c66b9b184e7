"""One event, many reports: which claims are worth comparing, how they compare, what is judged, what happened."""

from onrecord.reconcile.compare import compare, side
from onrecord.reconcile.decide import verdicts
from onrecord.reconcile.events import events
from onrecord.reconcile.pairs import pairs

__all__ = ["compare", "events", "pairs", "side", "verdicts"]
