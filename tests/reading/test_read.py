"""What the reader sees in sentences of news: its tree, roles and names, and that no text breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Reading, Report
from onrecord.reading import read, read_many
from onrecord.reading.trees import are_trees
from onrecord.reading.weights import weights


def roles(reading: Reading, predicate: str) -> dict[str, str]:
    """The arguments of the first frame of a predicate, role by role."""
    for s in reading.sentences:
        for f in s.frames:
            if s.words[f.predicate] == predicate:
                return {a.role: " ".join(s.words[a.first : a.last + 1]) for a in f.arguments}
    return {}


def holds(reading: Reading, text: str) -> None:
    """Offsets quote their words; each sentence is one tree; frames and names point to words that there are."""
    for s in reading.sentences:
        n = len(s)
        assert n == len(s.starts) == len(s.ends) == len(s.lemmas) == len(s.upos) == len(s.heads) == len(s.relations)
        assert all(text[a:b] == w for w, a, b in zip(s.words, s.starts, s.ends, strict=True))
        assert all(b <= c for b, c in zip(s.ends, s.starts[1:], strict=False))
        assert s.heads.count(0) == 1
        assert s.relations[s.heads.index(0)] == "root"
        assert sorted(s.subtree(s.heads.index(0))) == list(range(n))
        for f in s.frames:
            assert 0 <= f.predicate < n
            assert all(0 <= a.first <= a.head <= a.last < n for a in f.arguments)
    assert all(name.span.of(text).strip() for name in reading.names)


@pytest.mark.parametrize(
    ("text", "predicate", "expected"),
    [
        ("Gunmen killed two soldiers near Ostra on Friday.", "killed", {"ARG0": "Gunmen", "ARG1": "two soldiers"}),
        ("Two soldiers were killed by gunmen.", "killed", {"ARG1": "Two soldiers", "ARG0": "by gunmen"}),
        ("The ministry did not release the men.", "release", {"ARGM-NEG": "not", "ARG1": "the men"}),
        ("France may expel the envoy.", "expel", {"ARG0": "France", "ARGM-MOD": "may", "ARG1": "the envoy"}),
        ("POLICE ARRESTED FIVE STUDENTS.", "ARRESTED", {"ARG0": "POLICE", "ARG1": "FIVE STUDENTS"}),
    ],
)
def test_who_did_what_to_whom(text: str, predicate: str, expected: dict[str, str]) -> None:
    found = roles(read(text, threads=1), predicate)
    assert {role: found.get(role) for role in expected} == expected


def test_a_passive_is_told_from_an_active() -> None:
    active, passive = read("Rebels shelled the town. The town was shelled by rebels.", threads=1).sentences
    assert active.relations[0] == "nsubj"
    assert (passive.relations[1], passive.relations[-2]) == ("nsubj:pass", "obl:agent")


def test_names_have_their_kind() -> None:
    text = "Foreign Minister Annalena Weber met United Nations officials in Kenya."
    reading = read(text, threads=1)
    assert {(n.span.of(text), n.kind) for n in reading.names} >= {
        ("Annalena Weber", "person"),
        ("United Nations", "organization"),
        ("Kenya", "place"),
    }


def test_no_text_gives_an_empty_reading() -> None:
    assert read("") == Reading(sentences=())
    assert list(read_many([])) == []


def test_the_report_is_named() -> None:
    report = Report(text="Troops left Ostra.")
    assert read(report, threads=1).report == report.id


def test_many_are_read_as_one_by_one_and_in_order() -> None:
    texts = ["Troops left Ostra.", "", "Police in Tarn arrested two men on Monday. They deny it.", "No."]
    together = list(read_many(texts, threads=1))
    assert [len(r.sentences) for r in together] == [1, 0, 2, 1]
    assert [r.sentences for r in together] == [read(t, threads=1).sentences for t in texts]


@pytest.mark.parametrize(("towns", "sentences"), [(30, 1), (200, 6)])
def test_a_long_sentence_is_one_tree_up_to_250_words(towns: int, sentences: int) -> None:
    text = "Officials said that " + ", ".join(f"town {i} fell to the rebels" for i in range(towns)) + "."
    reading = read(text, threads=1)
    assert len(reading.sentences) == sentences
    holds(reading, text)


@given(st.text(max_size=120) | st.text(alphabet="Aab .!?\"'’-\n1$é漢😀\u0301\u200b\x00", max_size=80))
@settings(deadline=None, max_examples=60)
def test_no_text_breaks_the_reader(text: str) -> None:
    holds(read(text, threads=1), text)


def test_vectors_can_be_asked_for() -> None:
    out = weights(1).run([["Troops", "left"], ["Yes"]], ("heads", "vectors"))
    assert out["vectors"].shape == (2, 3, 384)
    assert are_trees(out["heads"], out["lengths"]).tolist() == [True, True]


def test_a_sentence_reads_the_same_in_any_company() -> None:
    """Neighbours, order and threads change nothing: the record must not depend on them."""
    places = ("Ostra", "Tarn", "the northern province of Varl", "a camp", "the capital, which the army had left,")
    texts = [f"{n} people were hurt near {place} on Monday, officials said." for n in range(2, 12) for place in places]
    together = [r.sentences for r in read_many(texts, threads=2)]
    assert [r.sentences for r in read_many(reversed(texts), threads=1)] == together[::-1]
    assert [read(t, threads=1).sentences for t in texts[::7]] == together[::7]
