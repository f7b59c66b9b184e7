"""One event, many reports: which claims are worth comparing, how they compare, what is judged, what happened."""

from onrecord.reconcile.compare import compare, side
from onrecord.reconcile.conditions import standing
from onrecord.reconcile.decide import verdicts
from onrecord.reconcile.events import events
from onrecord.reconcile.pairs import pairs
from onrecord.reconcile.settle import Settled, settle

__all__ = ["Settled", "compare", "events", "pairs", "settle", "side", "standing", "verdicts"]
