"""A brief says what the events say, each sentence with its quote, and lets no text become markup."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from onrecord.brief import Brief, Sentence, brief, html, markdown
from onrecord.brief.verbs import _patterns
from onrecord.errors import DataError
from onrecord.model import Doubt, Report, Span
from onrecord.stories import group


def crisis(desk: Any) -> Brief:
    """A raid told twice, frigates that are counted differently, a plan, a fear, a denial and a condition."""
    one = desk.report(
        "The Coral Front took 23 sailors hostage in Toamasina on Saturday. The army is preparing to storm the port. "
        "Diplomats fear that the Coral Front could attack ferries.",
        "2024-03-04", title="Raid on Toamasina",
    )  # fmt: skip
    two = desk.report(
        "The Coral Front abducted 23 sailors in Toamasina on Saturday. South Africa has sent a frigate to Madagascar. "
        "Norway urged Madagascar to hold back.",
        "2024-03-05", source="Gazette", title="Front holds sailors",
    )  # fmt: skip
    three = desk.report(
        "South Africa has dispatched two frigates to Madagascar. The army denied shelling Moramanga. In private France "
        "asked Madagascar for patience. France would suspend its aid if the army stormed Toamasina.",
        "2024-03-06", source="Ledger",
    )  # fmt: skip
    told = {"actors": ["The Coral Front"], "places": ["Toamasina"], "when": ("Saturday", "2024-03-02")}
    for report, verb in ((one, "took"), (two, "abducted")):
        desk.claim(report, verb, "ASSAULT", "abduct", figures=[("23 sailors", "abducted", 23)], **told)
    desk.claim(one, "storm", "ASSAULT", actors=["The army"], status="planned")
    desk.claim(one, "attack", "ASSAULT", actors=["the Coral Front"], status="hypothetical")
    desk.claim(two, "urged", "REQUEST", "yield", actors=["Norway"], recipients=["Madagascar"], topic="to hold back")
    ships = {"actors": ["South Africa"], "places": ["Madagascar"]}
    desk.claim(two, "sent", "MOBILIZE", "weapons", figures=[("a frigate", "frigates", 1)], **ships)
    desk.claim(three, "dispatched", "MOBILIZE", "weapons", figures=[("two frigates", "frigates", 2)], **ships)
    desk.claim(
        three, "shelling", "ASSAULT", "heavy-weapons", actors=["The army"], places=["Moramanga"], status="denied"
    )
    desk.claim(
        three, "asked", "REQUEST", "yield", actors=["France"], recipients=["Madagascar"], topic="patience",
        manner="private",
    )  # fmt: skip
    desk.condition(three, "the army stormed Toamasina", "France would suspend its aid", "France")
    return made(desk)


def made(desk: Any, **more: Any) -> Brief:
    return brief(
        desk.events(), desk.conditions, group(desk.reports.values()), desk.reports, claims=desk.claims, **more
    )  # fmt: skip


def texts(told: Brief, heading: str) -> list[str]:
    return [s.text for c in told.chapters for p in c.parts if p.heading == heading for s in p.sentences]


def test_what_happened(desk):
    told = texts(crisis(desk), "What happened")
    assert "The Coral Front abducted 23 sailors in Toamasina on 2 March 2024." in told
    assert "Norway urged Madagascar to hold back." in told
    assert "France asked Madagascar for patience in private." in told


def test_plans_fears_and_denials_stand_apart(desk):
    told = crisis(desk)
    assert texts(told, "Planned or announced") == ["The army plans to carry out an attack."]
    assert texts(told, "Feared or thought possible") == ["The Coral Front could carry out an attack."]
    assert texts(told, "Denied") == ["It was denied that the army had fired shells in Moramanga."]
    assert texts(told, "Conditions") == ["If “the army stormed Toamasina”, then “France would suspend its aid”."]


def test_figures_that_differ_are_put_side_by_side(desk):
    (frigates,) = [t for t in texts(crisis(desk), "Figures") if t.startswith("Frigates")]
    assert frigates.endswith(": 2 (Ledger, 6 March 2024) or 1 (Gazette, 5 March 2024); the reports differ.")


def test_every_sentence_leads_to_its_quote(desk):
    told = crisis(desk)
    numbers = {s.number: s for s in told.sources}
    assert len(told.sentences()) >= 9
    for sentence in told.sentences():
        assert sentence.sources
        assert set(sentence.sources) <= set(numbers)
    for source in told.sources:
        assert source.quote == source.span.of(desk.reports[source.report].text)
    assert list(numbers) == list(range(1, len(numbers) + 1))


def test_both_hands_are_cited(desk):
    told = crisis(desk)
    raid = next(s for s in told.sentences() if "abducted 23 sailors in Toamasina" in s.text)
    assert {told.sources[n - 1].source for n in raid.sources} == {"Wire", "Gazette"}


def test_no_sentence_without_a_source():
    with pytest.raises(ValidationError, match="needs a source"):
        Sentence(text="It rained.", sources=())


def test_an_event_whose_report_is_not_at_hand_is_not_told(desk):
    crisis(desk)
    assert brief(desk.events(), (), (), {}).chapters == ()


def test_disputed_deeds(desk):
    report = desk.report(
        "The Coral Front said the army shelled Moramanga. The army denied shelling Moramanga.", "2024-03-10"
    )
    a = desk.claim(report, "shelled", "ASSAULT", actors=["the army"], places=["Moramanga"], said_by="The Coral Front")
    b = desk.claim(
        report, "shelling", "ASSAULT", actors=["The army"], places=["Moramanga"], said_by="The army", status="denied"
    )
    desk.judge(a, b, True)
    (told,) = texts(made(desk), "Disputed")
    assert told.startswith("It is disputed whether the army fired shells in Moramanga: ")
    assert "told as done (the Coral Front, 10 March 2024)" in told
    assert "denied (the army, 10 March 2024)" in told


def test_stories_newest_first(desk):
    crisis(desk)
    late = desk.report("Bus drivers in Nairobi went on strike on Monday.", "2024-05-07", title="Strike in Nairobi")
    desk.claim(late, "strike", "PROTEST", "strike", actors=["Bus drivers"], places=["Nairobi"])
    chapters = made(desk).chapters
    assert chapters[0].title == "Strike in Nairobi"
    assert chapters[0].last == date(2024, 5, 7)


def test_doubted_dates(desk):
    crisis(desk)
    (report, *_) = desk.reports.values()
    doubt = Doubt(report=report.id, field="date", stated="2024-03-04", better="2024-02-20", reasons=("it looks ahead",))
    told = made(desk, doubts=[doubt])
    (sentence,) = told.doubts
    assert sentence.text == (
        "“Raid on Toamasina” (Wire) gives 2024-03-04 as its date; more likely is 2024-02-20: it looks ahead."
    )
    assert "## Doubted dates" in markdown(told)


class Page(HTMLParser):
    """The ids, links and tags of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src"):
                self.links.append(value or "")

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_page_is_whole_and_fetches_nothing(desk):
    page = Page(html(crisis(desk)))
    assert not page.tags & {"script", "link", "img", "iframe"}
    inner = [link[1:] for link in page.links if link.startswith("#")]
    assert inner
    assert set(inner) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_the_markdown_links_lead_somewhere(desk):
    text = markdown(crisis(desk))
    anchors = re.findall(r'<a id="(source-\d+)"></a>', text)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) == set(anchors)
    for line in text.split("## Sources")[0].splitlines():
        if line.startswith("- "):
            assert re.search(r"\[\[\d+\]\]\(#source-\d+\)$", line)


NASTY = st.text(min_size=1, max_size=40).filter(lambda t: t.strip() and not any("\ud800" <= c <= "\udfff" for c in t))


@settings(max_examples=60, deadline=None)
@given(NASTY, NASTY, st.sampled_from(["javascript:alert(1)", "https://paper.example/a", "https://x.example/>\n<b>"]))
def test_no_text_becomes_markup(words, title, url):
    nasty = f"<script>{words}</script> [x](javascript:1) **b** {words}"
    report = Report(text=nasty, title=f"<img src=x>{title}", source="# <b>Wire", url=url, published=date(2024, 3, 4))
    doubt = Doubt(report=report.id, field="date", stated="<i>", better=None, reasons=(nasty,))
    told = brief([], [], [], [report], doubts=[doubt], title=f"<b>{title}")
    page = Page(html(told))
    assert not page.tags & {"script", "img", "b", "i"}
    assert not any(link.startswith("javascript") for link in page.links)
    text = markdown(told)
    assert not re.search(r"(?<!\\)<(?!a id=|/a|https)", text)
    assert not re.search(r"(?<!\\)\[x", text)
    assert "](<javascript" not in text


def test_nothing_to_tell():
    empty = brief([], [], [], [])
    assert markdown(empty) == "# Brief\n"
    assert "<h1>Brief</h1>" in html(empty)


def test_the_same_brief_for_any_order(desk):
    first = crisis(desk)
    desk.claims.reverse()
    desk.reports = dict(reversed(desk.reports.items()))
    assert made(desk) == first


def test_quotes_are_trimmed():
    report = Report(text="  \n A short note without an end")
    told = brief(
        [], [], [], [report], doubts=[Doubt(report=report.id, field="date", stated=None, better=None, reasons=("?",))]
    )
    assert told.sources[0].span == Span(start=4, end=len(report.text))


@pytest.mark.parametrize(
    ("type", "trigger", "topic", "told"),
    [
        ("REQUEST", "called", "on the Coral Front to free them", "Norway called on the Coral Front to free them."),
        ("REQUEST", "urged", "both sides to wait", "Norway urged both sides to wait."),
        ("REJECT", "refused", "to lift the blockade", "Norway refused to lift the blockade."),
        ("ACCUSE", "condemned", "the attack", "Norway condemned the attack."),
        ("AGREE", "offered", "to host talks", "Norway offered to host talks."),
        ("CONSULT", "talks", "talks on fish", "Norway held talks on fish."),
        ("SUPPORT", "affirmed", "that all may fish", "Norway voiced support, saying that all may fish."),
        ("RETREAT", "lifted", "its blockade", "Norway lifted its blockade."),
    ],
)
def test_what_an_act_was_about(desk, type, trigger, topic, told):
    report = desk.report(f"Norway {trigger} {topic} there.", "2024-03-04")
    desk.claim(report, trigger, type, actors=["Norway"], topic=topic)
    assert texts(made(desk), "What happened") == [told]


def test_nobody_is_named(desk):
    report = desk.report("Three guards were killed in Toamasina. The port was closed.", "2024-03-04")
    desk.claim(report, "killed", "ASSAULT", recipients=["Three guards"], places=["Toamasina"])
    desk.claim(report, "closed", "COERCE", "restrict", topic="The port")
    assert texts(made(desk), "What happened") == ["Three guards were killed in Toamasina.", "The port was closed."]


@pytest.mark.parametrize("cell", ["urge R", "urge R|", "ask for T"])
def test_patterns_need_a_way_out(cell):
    with pytest.raises(DataError, match="must do without"):
        _patterns(cell)


@pytest.mark.parametrize(
    ("text", "told"), [("no tanker", "the tanker"), ("Norway", "Norway"), ("None of the rebels", "rebels")]
)
def test_nobody_is_retold_without_its_no(text: str, told: str) -> None:
    """ "No tanker was attacked" is told as a denial: "it was denied that the tanker had been attacked"."""
    from onrecord.brief.names import party
    from onrecord.model import Party, Span

    assert party(Party(span=Span(start=0, end=len(text)), text=text, name=text)) == told


def test_a_figure_that_is_whom_it_befell_stands_once(desk):
    report = desk.report("France evacuated 62 of its citizens on Thursday.", "2024-03-08")
    figures = [("62 of its citizens", "evacuated", 62.0)]
    desk.claim(report, "evacuated", "AID", actors=["France"], figures=figures)
    assert texts(made(desk), "What happened") == ["France evacuated 62 of its citizens."]
