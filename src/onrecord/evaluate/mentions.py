"""Coreference with mentions given: do claims at marked words that tell of one event fall into one event.

Gold rows have `text`, `topic` and `mentions` (`kind` event, with offsets and a `chain`; without a chain it is alone).
Scored are validated sentences, topic by topic, by CoNLL F1 in two ways:

- *from bare text*: a claim of the coder stands for the mention that its trigger overlaps, if that has a chain; what the
  coder does not find is not scored, and counted as missed;
- *mentions given*: each mention becomes a claim (`coding.marked`), and `reconcile` decides.

Topics with an odd number may be tuned on, even ones are reported.  Beside our figures stand two baselines: one event
for each lemma of a head within a topic, and each mention alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from onrecord.coding import clocks, code
from onrecord.coding.marked import UNKNOWN, marked, words_in
from onrecord.errors import MalformedInput
from onrecord.evaluate.conll import conll
from onrecord.evaluate.gold import rows
from onrecord.evaluate.result import Result
from onrecord.model import Claim, Reading, Report, Span
from onrecord.reading import read_many
from onrecord.reconcile import events, pairs, verdicts
from onrecord.stories import group, origins

Mention = Mapping[str, Any]
Pair = tuple[str, str]
HALVES = ("tuned", "reported")


@dataclass(frozen=True)
class Document:
    """A text of a topic with its reading and its event mentions in validated sentences."""

    report: Report
    reading: Reading
    mentions: Sequence[Mention]

    def id(self, mention: Mention) -> str:
        """What a mention is called."""
        return f"{self.report.id}:{mention['start']:06}:{mention['end']}"

    def chain(self, mention: Mention) -> str:
        """The chain of a mention; its own name where it has none."""
        return str(mention.get("chain") or self.id(mention))


@dataclass
class Answer:
    """What one way of answering gives: the gold chain and the cluster of each item, and which pairs it compared."""

    gold: dict[str, Hashable] = field(default_factory=dict)
    found: dict[str, Hashable] = field(default_factory=dict)
    compared: set[Pair] = field(default_factory=set)
    quotes: dict[str, str] = field(default_factory=dict)

    def update(self, other: Answer) -> None:
        """Add the items of another topic."""
        self.gold |= other.gold
        self.found |= other.found
        self.compared |= other.compared
        self.quotes |= other.quotes


def evaluate(path: Path) -> Result:
    """Measure the events of a file's texts against its chains, topic by topic."""
    ways: dict[tuple[str, str], Answer] = defaultdict(Answer)
    missed: Counter[str] = Counter()
    chained: Counter[str] = Counter()
    count = 0
    for topic, documents in _topics(path):
        half = HALVES[0] if topic % 2 else HALVES[1]
        count += len(documents)
        bare = from_bare_text(documents)
        ways[half, "from bare text"].update(bare)
        ways[half, "mentions given"].update(mentions_given(documents))
        ways[half, "same lemma"].update(same_lemma(documents, topic))
        chained[half] += sum(1 for d in documents for m in d.mentions if m.get("chain"))
        missed[half] += sum(1 for d in documents for m in d.mentions if m.get("chain")) - len(bare.gold)
    figures: dict[str, float] = {}
    mistakes: list[str] = []
    for half in HALVES:
        bare, given = ways[half, "from bare text"], ways[half, "mentions given"]
        figures[f"{half} topics: mentions in chains"] = float(chained[half])
        figures[f"{half} topics: of these told by no claim"] = missed[half] / chained[half] if chained[half] else 0.0
        for way, answer in (("from bare text", bare), ("mentions given", given)):
            named = {f"{half} topics, {way}: {k}": v for k, v in _scored(answer).items()}
            figures |= named | {f"{half} topics, {way}: {k}": v for k, v in _causes(answer).items()}
        alone = {i: i for i in given.gold}
        figures[f"{half} topics, mentions given: CoNLL F1, same lemma"] = conll(
            given.gold, ways[half, "same lemma"].found
        ).f1
        figures[f"{half} topics, mentions given: CoNLL F1, each alone"] = conll(given.gold, alone).f1
        if half == "tuned":
            mistakes = list(_mistakes(given))
    return Result("mentions", count, figures, tuple(mistakes))


def _topics(path: Path) -> Iterator[tuple[int, list[Document]]]:
    """The documents of each topic, read."""
    topics: dict[int, list[tuple[Report, list[Mention]]]] = defaultdict(list)
    for number, row in rows(path, ("id", "text", "topic", "mentions")):
        topics[_number(row, path, number)].append((_report(row, path, number), list(_mentions(row, path, number))))
    for topic, told in sorted(topics.items()):
        readings = read_many([report for report, _ in told])
        yield (
            topic,
            [Document(report, reading, found) for (report, found), reading in zip(told, readings, strict=True)],
        )


def _number(row: Mapping[str, Any], path: Path, number: int) -> int:
    try:
        return int(row["topic"])
    except (TypeError, ValueError):
        raise MalformedInput(f"{path}:{number}: expected a topic as a number, not {row['topic']!r}") from None


def _report(row: Mapping[str, Any], path: Path, number: int) -> Report:
    try:
        day = date.fromisoformat(row["date"][:10]) if row.get("date") else None
    except (TypeError, ValueError):
        raise MalformedInput(f"{path}:{number}: expected a date as YYYY-MM-DD, not {row['date']!r}") from None
    return clocks.published(Report(id=str(row["id"]), text=row["text"], source=str(row["id"]), stated=day))


def _mentions(row: Mapping[str, Any], path: Path, number: int) -> Iterable[Mention]:
    """The event mentions in validated sentences."""
    for mention in row["mentions"]:
        if not {"kind", "start", "end"} <= set(mention):
            raise MalformedInput(f"{path}:{number}: expected mentions with kind, start and end, not {sorted(mention)}")
        if mention["kind"] == "event" and mention.get("in_validated_sentence", True):
            yield mention


# --- ways of answering -------------------------------------------------------------------------------


def from_bare_text(documents: Sequence[Document]) -> Answer:
    """Claims of the coder that lie on a chain, in the events that they fall into."""
    claims = [c for d in documents for c in code(d.report, d.reading).claims]
    of = {d.report.id: d for d in documents}
    gold = {c.id: chain for c in claims if (chain := _chain(c, of[c.report].mentions))}
    event_of, compared = _reconciled(claims, documents)
    quotes = {c.id: _quote(c, of[c.report].report) for c in claims}
    return Answer(dict(gold), {i: event_of[i] for i in gold}, compared, quotes)


def _chain(claim: Claim, mentions: Sequence[Mention]) -> str | None:
    """The chain of the mention that the trigger of a claim overlaps."""
    spans = claim.evidence.get("type", ())
    over = (m for m in mentions if any(m["start"] < s.end and s.start < m["end"] for s in spans))
    return next((m["chain"] for m in over if m.get("chain")), None)


def mentions_given(documents: Sequence[Document]) -> Answer:
    """The marked mentions as claims, in the events that `reconcile` makes of them."""
    answer = Answer()
    claims = []
    for d in documents:
        spans = [Span(start=m["start"], end=m["end"]) for m in d.mentions]
        for mention, claim in zip(d.mentions, marked(d.report, d.reading, spans), strict=True):
            id = d.id(mention)
            answer.gold[id] = d.chain(mention)
            answer.found[id] = id
            if claim is not None:
                claims.append(claim.model_copy(update={"id": id}))
                answer.quotes[id] = _quote(claim, d.report)
    event_of, answer.compared = _reconciled(claims, documents)
    answer.found |= event_of
    return answer


def _reconciled(claims: Sequence[Claim], documents: Sequence[Document]) -> tuple[dict[str, str], set[Pair]]:
    """The event of each claim, and the pairs of claims that were worth comparing."""
    reports = {d.report.id: d.report for d in documents}
    source = origins(reports.values())
    shown = [c if c.type else c.model_copy(update={"type": UNKNOWN.type}) for c in claims]  # an event shows a type
    stories = {i: story.id for story in group(reports.values()) for i in story.reports}
    made = events(shown, verdicts(claims, reports, source, stories), reports, source)
    compared = {(a.id, b.id) for a, b in pairs(claims, reports, stories)}
    return {i: event.id for event in made for i in event.claims}, compared


def same_lemma(documents: Sequence[Document], topic: int) -> Answer:
    """All mentions of a topic that have one head as one event, by its lemma: what is hard to beat."""
    answer = Answer()
    for d in documents:
        for mention in d.mentions:
            span = Span(start=mention["start"], end=mention["end"])
            sentence = next((s for s in d.reading.sentences if words_in(s, span)), None)
            lemma = sentence.lemmas[words_in(sentence, span)[0]].lower() if sentence else ""
            answer.gold[d.id(mention)] = d.chain(mention)
            answer.found[d.id(mention)] = (topic, lemma)
    return answer


# --- figures -----------------------------------------------------------------------------------------


def _scored(answer: Answer) -> dict[str, float]:
    gold, found = answer.gold, answer.found
    score = conll(gold, found)
    figures = {"items": float(len(gold)), "CoNLL F1": score.f1}
    for name, three in zip(("MUC", "B-cubed", "CEAF-e"), score, strict=True):
        for part, value in zip(("precision", "recall", "F1"), three, strict=True):
            figures[f"{name} {part}"] = value
    return figures


def _causes(answer: Answer) -> dict[str, float]:
    """What would be gained if one kind of mistake were not made."""
    now = conll(answer.gold, answer.found).f1
    apart = {i: (answer.found[i], answer.gold[i]) for i in answer.gold}
    gold, found = linked(answer.gold), linked(answer.found)
    return {
        "gained without wrong merges": conll(answer.gold, apart).f1 - now,
        "gained without missed merges": conll(answer.gold, joined(answer.gold, answer.found)).f1 - now,
        "pairs of one chain": float(len(gold)),
        "pairs found": len(gold & found) / len(gold) if gold else 0.0,
        "pairs never compared": len(gold - found - answer.compared) / len(gold) if gold else 0.0,
        "pairs compared and kept apart": len((gold - found) & answer.compared) / len(gold) if gold else 0.0,
    }


def linked(labels: Mapping[str, Hashable]) -> set[Pair]:
    """All pairs of items with one label.

    >>> sorted(linked({"b": 1, "a": 1, "c": 2}))
    [('a', 'b')]
    """
    together: dict[Hashable, list[str]] = defaultdict(list)
    for i, label in sorted(labels.items()):
        together[label].append(i)
    return {pair for ids in together.values() for pair in combinations(ids, 2)}


def joined(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> dict[str, str]:
    """The clusters found, joined wherever two of them hold items of one chain.

    >>> joined({"a": 1, "b": 1, "c": 2}, {"a": "x", "b": "y", "c": "y"})
    {'a': 'a', 'b': 'a', 'c': 'a'}
    """
    root = {i: i for i in sorted(gold)}

    def top(i: str) -> str:
        while root[i] != i:
            root[i] = i = root[root[i]]
        return i

    for labels in (found, gold):
        first: dict[Hashable, str] = {}
        for i in sorted(gold):
            a, b = top(first.setdefault(labels[i], i)), top(i)
            root[max(a, b)] = min(a, b)
    return {i: top(i) for i in sorted(gold)}


def _mistakes(answer: Answer) -> Iterator[str]:
    """Merges that are wrong, merges that are missed after comparing, and those never compared, in turn."""
    gold, found = linked(answer.gold), linked(answer.found)
    kinds = {
        "merged": sorted(found - gold),
        "kept apart": sorted((gold - found) & answer.compared),
        "never compared": sorted(gold - found - answer.compared),
    }
    quoted = {k: [p for p in v if set(p) <= answer.quotes.keys()] for k, v in kinds.items()}
    for n in range(max(map(len, quoted.values()), default=0)):
        for kind, wrong in quoted.items():
            step = max(1, len(wrong) // 30)
            if n * step < len(wrong):
                a, b = wrong[n * step]
                yield f"{kind}: {answer.quotes[a]} + {answer.quotes[b]}"


def _quote(claim: Claim, report: Report) -> str:
    sentence = " ".join(claim.sentence.of(report.text).split())
    return f"“{sentence[:70]}” ({claim.trigger}, {claim.type or 'no type'}, {report.id})"
