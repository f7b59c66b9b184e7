"""PLOVER: its types, modes, contexts, scores, quads and sectors, and the CAMEO crosswalk.

Source: PLOVER manual, draft 0.8 (2021), Open Event Data Alliance, CC BY-SA 4.0.  The tables
are data files in `onrecord/data/ontology`; a malformed row is refused, never repaired.

>>> from onrecord import ontology
>>> ontology.quad("ASSAULT"), ontology.score("ASSAULT", "aerial"), ontology.score("AID")
(4, -9.5, 10.0)
>>> ontology.from_cameo("042")
Code(type='CONSULT', mode='visit', contexts=())
"""

from onrecord.ontology.plover import (
    QUADS,
    Code,
    EventType,
    check,
    contexts,
    from_cameo,
    groups,
    modes,
    needs_recipient,
    quad,
    score,
    sectors,
    types,
)
from onrecord.ontology.table import read_table

__all__ = [
    "QUADS",
    "Code",
    "EventType",
    "check",
    "contexts",
    "from_cameo",
    "groups",
    "modes",
    "needs_recipient",
    "quad",
    "read_table",
    "score",
    "sectors",
    "types",
]
