"""GraphML: who did what to whom; an actor a node, an event an edge from each of its actors to each recipient.

Deeds and words that happened or are under way; two that meet or agree without a recipient have an edge from each to
each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations
from xml.sax.saxutils import escape, quoteattr

from onrecord.export import cells
from onrecord.export.order import ordered
from onrecord.model import Event, Party, Report

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="name" for="node" attr.name="name" attr.type="string"/>
<key id="country" for="node" attr.name="country" attr.type="string"/>
<key id="type" for="edge" attr.name="type" attr.type="string"/>
<key id="mode" for="edge" attr.name="mode" attr.type="string"/>
<key id="day" for="edge" attr.name="day" attr.type="string"/>
<key id="score" for="edge" attr.name="score" attr.type="double"/>
<key id="quad" for="edge" attr.name="quad" attr.type="int"/>
<key id="origins" for="edge" attr.name="origins" attr.type="int"/>
<key id="event" for="edge" attr.name="event" attr.type="string"/>
<graph edgedefault="directed">
"""

NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 file can hold, even escaped; a text pasted from a terminal can."""


def graphml(events: Iterable[Event], reports: Mapping[str, Report]) -> Iterator[str]:
    """The lines of the file: nodes in order of their names, edges in order of days."""
    told = [(e, pairs) for e in ordered(events) if cells.deed(e) and (pairs := list(ties(e)))]
    nodes: dict[str, Party] = {}
    for _, pairs in told:
        for pair in pairs:
            for party in pair:
                nodes.setdefault(_node(party), party)
    yield HEAD
    for id in sorted(nodes):
        name = cells.country(nodes[id].country) or nodes[id].name
        data = _data("name", name) + _data("country", nodes[id].country or "")
        yield f"<node id={quoteattr(id)}>{data}</node>\n"
    for event, pairs in told:
        day = cells.day(event)
        data = (
            _data("type", event.type)
            + _data("mode", event.mode or "")
            + _data("day", str(day or ""))
            + _data("score", cells.number(event.score))
            + _data("quad", str(event.quad))
            + _data("origins", str(len(event.origins)))
            + _data("event", event.id)
        )
        for n, (a, b) in enumerate(pairs):
            ends = f"source={quoteattr(_node(a))} target={quoteattr(_node(b))}"
            yield f'<edge id="{event.id}-{n}" {ends}>{data}</edge>\n'
    yield "</graph>\n</graphml>\n"


def ties(event: Event) -> Iterator[tuple[Party, Party]]:
    """Who to whom, each two once."""
    actors = {_node(p): p for p in event.actors}
    recipients = {_node(p): p for p in event.recipients}
    if recipients:
        yield from ((actors[a], recipients[b]) for a in sorted(actors) for b in sorted(recipients) if a != b)
    else:
        yield from ((actors[a], actors[b]) for a, b in permutations(sorted(actors), 2))


def _node(party: Party) -> str:
    return _clean(party.country or party.name)


def _clean(value: str) -> str:
    return NO_XML.sub("\ufffd", value)


def _data(key: str, value: str) -> str:
    return f'<data key="{key}">{escape(_clean(value))}</data>' if value else ""
