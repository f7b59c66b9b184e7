"""Claims of one event find one another; claims of two do not; what they say is kept, value by value."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Event, Report
from onrecord.reconcile import compare, events, side, verdicts
from onrecord.record import Record


def values(event: Event, field: str) -> dict[str, int]:
    """For each value of a field the number of its independent origins."""
    found = [d for d in event.fields if d.field == field]
    return {v.value: len(v.origins) for v in found[0].values} if found else {}


def disputed(event: Event) -> list[str]:
    return [d.field for d in event.disputes]


RAID = "Gunmen of the Coral Front took 23 sailors hostage in Toamasina on Saturday. Norway condemned it."
KIDNAP = "Toamasina was quiet on Monday. On Saturday the Coral Front had abducted 23 sailors there, officials recalled."


def raid(desk: Any) -> tuple[Any, Any]:
    one = desk.report(RAID, "2024-03-04", source="Wire")
    two = desk.report(KIDNAP, "2024-03-05", source="Gazette")
    a = desk.claim(
        one, "took", "ASSAULT", "abduct", actors=["the Coral Front"], places=["Toamasina"],
        when=("Saturday", "2024-03-02"), figures=[("23 sailors", "abducted", 23)],
    )  # fmt: skip
    b = desk.claim(
        two, "abducted", "ASSAULT", "abduct", actors=["the Coral Front"], when=("Saturday", "2024-03-02"),
        figures=[("23 sailors", "abducted", 23)],
    )  # fmt: skip
    return a, b


def test_one_event_told_in_other_words(desk):
    event = desk.event(*raid(desk))
    assert (event.type, event.mode, event.status) == ("ASSAULT", "abduct", "happened")
    assert len(event.origins) == 2
    assert values(event, "figures:abducted") == {"23": 2}
    assert not event.disputes
    assert event.first_published == date(2024, 3, 4)
    assert event.last_published == date(2024, 3, 5)


def test_a_verdict_says_why(desk):
    raid(desk)
    (verdict,) = desk.machine()
    assert verdict.same
    assert verdict.at is None
    assert "on the same day" in verdict.reasons
    assert "both count 23 abducted" in verdict.reasons


def test_every_field_leads_to_its_words(desk):
    event = desk.event(*raid(desk))
    quotes = {c.span.of(desk.reports[c.report].text) for c in event.evidence["type"]}
    assert quotes == {"took", "abducted"}
    sentences = [c.span.of(desk.reports[c.report].text) for c in event.evidence["sentence"]]
    assert sentences[0] == "Gunmen of the Coral Front took 23 sailors hostage in Toamasina on Saturday."


def test_another_day_is_another_event(desk):
    one = desk.report("The army shelled Moramanga on Saturday.", "2024-03-10")
    two = desk.report("The army shelled Moramanga on Tuesday.", "2024-03-13", source="Gazette")
    told = {"mode": "heavy-weapons", "places": ["Moramanga"]}
    desk.claim(one, "shelled", "ASSAULT", actors=["The army"], when=("Saturday", "2024-03-09"), **told)
    desk.claim(two, "shelled", "ASSAULT", actors=["The army"], when=("Tuesday", "2024-03-12"), **told)
    assert len(desk.events()) == 2


def test_another_town_is_another_event(desk):
    one = desk.report("The army shelled Moramanga on Saturday.", "2024-03-10")
    two = desk.report("The army shelled Toamasina on Saturday.", "2024-03-10", source="Gazette")
    day = ("Saturday", "2024-03-09")
    desk.claim(one, "shelled", "ASSAULT", "heavy-weapons", actors=["The army"], places=["Moramanga"], when=day)
    desk.claim(two, "shelled", "ASSAULT", "heavy-weapons", actors=["The army"], places=["Toamasina"], when=day)
    assert len(desk.events()) == 2


def test_ministers_meet_again_and_again(desk):
    """Type, word and parties alone make no event."""
    one = desk.report("Kenya held talks with Norway.", "2024-03-10")
    two = desk.report("Kenya held talks with Norway.  The weather was fine.", "2024-03-12", source="Gazette")
    for report in (one, two):
        desk.claim(report, "talks", "CONSULT", actors=["Kenya", "Norway"])
    copies = dict.fromkeys(desk.reports, "o")
    apart = {i: i for i in desk.reports}
    assert len(events(desk.claims, verdicts(desk.claims, desk.reports, apart), desk.reports, apart)) == 2
    assert len(events(desk.claims, verdicts(desk.claims, desk.reports, copies), desk.reports, copies)) == 1


def test_public_and_private_are_two(desk):
    report = desk.report(
        "Norway urged Madagascar to hold back from an assault. "
        "In private Norway asked Madagascar to put off the assault.",
        "2024-03-06",
    )
    told = {"actors": ["Norway"], "recipients": ["Madagascar"]}
    desk.claim(report, "urged", "REQUEST", "yield", topic="to hold back from an assault", **told)
    desk.claim(report, "asked", "REQUEST", "yield", topic="to put off the assault", manner="private", **told)
    assert len(desk.events()) == 2


def test_the_army_is_its_country(desk):
    one = desk.report("Madagascar blockaded Toamasina on Sunday.", "2024-03-04")
    two = desk.report("On Sunday the army closed off Toamasina.", "2024-03-05", source="Gazette")
    a = desk.claim(
        one,
        "blockaded",
        "COERCE",
        "restrict",
        actors=["Madagascar"],
        when=("Sunday", "2024-03-03"),
        places=["Toamasina"],
    )
    b = desk.claim(
        two, "closed", "COERCE", "restrict", actors=["the army"], when=("Sunday", "2024-03-03"), places=["Toamasina"]
    )
    event = desk.event(a, b)
    assert values(event, "actors") == {"Madagascar": 1, "army": 1}
    assert "actors" not in disputed(event)


def test_one_frigate_or_two(desk):
    one = desk.report("South Africa has sent a frigate towards Madagascar.", "2024-03-08")
    two = desk.report("South Africa has dispatched two frigates to Madagascar.", "2024-03-08", source="Ledger")
    told = {"mode": "weapons", "actors": ["South Africa"], "places": ["Madagascar"]}
    a = desk.claim(one, "sent", "MOBILIZE", figures=[("a frigate", "frigates", 1)], **told)
    b = desk.claim(two, "dispatched", "MOBILIZE", figures=[("two frigates", "frigates", 2)], **told)
    event = desk.event(a, b)
    assert disputed(event) == ["figures:frigates"]
    assert values(event, "figures:frigates") == {"1": 1, "2": 1}


def test_a_town_refines_its_country(desk):
    one = desk.report("The Coral Front freed four sailors in Toamasina on Thursday.", "2024-03-08")
    two = desk.report(
        "Four sailors were let go in Madagascar on Thursday by the Coral Front.", "2024-03-08", source="Post"
    )
    told = {"mode": "release", "when": ("Thursday", "2024-03-07")}
    a = desk.claim(
        one,
        "freed",
        "RETREAT",
        actors=["The Coral Front"],
        places=["Toamasina"],
        figures=[("four sailors", "released", 4)],
        **told,
    )
    b = desk.claim(
        two,
        "let go",
        "RETREAT",
        actors=["the Coral Front"],
        places=["Madagascar"],
        figures=[("Four sailors", "released", 4)],
        **told,
    )
    event = desk.event(a, b)
    (places,) = [d for d in event.fields if d.field == "places"]
    assert places.agreement == "refine"
    assert not event.disputes


@pytest.mark.parametrize(
    ("second", "agreement"), [((7, "exactly"), "agree"), ((5, "at least"), "refine"), ((11, "exactly"), "contradict")]
)
def test_tolls(desk, second, agreement):
    number, relation = second
    one = desk.report("Shells killed seven people in Moramanga on Saturday.", "2024-03-10")
    two = desk.report(
        "Shells killed people in Moramanga on Saturday: a doctor counted them.", "2024-03-11", source="Post"
    )
    told = {"mode": "heavy-weapons", "places": ["Moramanga"], "when": ("Saturday", "2024-03-09")}
    a = desk.claim(one, "killed", "ASSAULT", actors=["Shells"], figures=[("seven people", "killed", 7)], **told)
    b = desk.claim(
        two, "killed", "ASSAULT", actors=["Shells"], figures=[("people", "killed", number, relation)], **told
    )
    event = desk.event(a, b)
    assert next(d.agreement for d in event.fields if d.field == "figures:killed") == agreement
    assert disputed(event) == (["figures:killed"] if agreement == "contradict" else [])


def test_planned_then_done(desk):
    one = desk.report("Kenya and Norway will hold talks in Nairobi on Wednesday.", "2024-03-11")
    two = desk.report("Kenya and Norway held talks in Nairobi on Wednesday.", "2024-03-14", source="Post")
    told = {"actors": ["Kenya", "Norway"], "places": ["Nairobi"], "when": ("Wednesday", "2024-03-13")}
    a = desk.claim(one, "talks", "CONSULT", status="planned", **told)
    b = desk.claim(two, "talks", "CONSULT", **told)
    event = desk.event(a, b)
    assert event.status == "happened"
    assert event.history == ((date(2024, 3, 11), "planned"), (date(2024, 3, 14), "happened"))
    assert not event.disputes


def test_promised_then_done(desk):
    """A promise is AGREE, its deed AID: one event, which has the type of the deed."""
    one = desk.report("South Africa will fly 60 tonnes of food to Madagascar next week.", "2024-03-08")
    two = desk.report(
        "South Africa delivered 60 tonnes of food to Madagascar on Wednesday.", "2024-03-13", source="Post"
    )
    told = {"actors": ["South Africa"], "recipients": ["Madagascar"], "figures": [("60 tonnes of food", "food", 60)]}
    a = desk.claim(one, "fly", "AGREE", status="planned", when=("next week", "2024-03-11", "2024-03-17"), **told)
    b = desk.claim(two, "delivered", "AID", when=("Wednesday", "2024-03-13"), **told)
    event = desk.event(a, b)
    assert (event.type, event.status) == ("AID", "happened")


def test_a_plan_stays_a_plan(desk):
    one = desk.report("The army is preparing an assault on Toamasina.", "2024-03-04")
    two = desk.report("The army is still preparing to storm Toamasina.", "2024-03-08", source="Post")
    told = {"status": "planned", "places": ["Toamasina"], "actors": ["The army"]}
    desk.claim(one, "assault", "ASSAULT", **told)
    desk.claim(two, "storm", "ASSAULT", **told)
    assert {e.status for e in desk.events()} == {"planned"}


def test_a_fear_is_no_deed(desk):
    one = desk.report("Shippers fear that the Coral Front could attack Toamasina.", "2024-03-04")
    two = desk.report("The Coral Front attacked Toamasina.", "2024-03-04", source="Post")
    desk.claim(one, "attack", "ASSAULT", status="hypothetical", actors=["the Coral Front"], places=["Toamasina"])
    desk.claim(two, "attacked", "ASSAULT", actors=["The Coral Front"], places=["Toamasina"])
    assert len(desk.events()) == 2


def test_told_and_denied(desk):
    report = desk.report(
        "The Coral Front accused the army of shelling Moramanga on Saturday. "
        "The army denied shelling Moramanga on Saturday.",
        "2024-03-10",
    )
    told = {"mode": "heavy-weapons", "places": ["Moramanga"], "when": ("Saturday", "2024-03-09")}
    a = desk.claim(report, "shelling", "ASSAULT", actors=["the army"], said_by="The Coral Front", **told)
    b = desk.claim(report, "denied", "ASSAULT", actors=["The army"], status="denied", said_by="The army", **told)
    desk.judge(a, b, True)
    event = desk.event(a, b)
    assert event.status == "happened"
    assert disputed(event) == ["status"]
    assert event.said_by is not None


def test_copies_are_one_origin(desk):
    text = RAID + " The port has been closed since Sunday, a harbour pilot said, and no ship may leave or enter it."
    for source in ("Wire", "Gazette", "Ledger"):
        report = desk.report(text, "2024-03-04", source=source)
        desk.claim(
            report, "took", "ASSAULT", "abduct", actors=["the Coral Front"], figures=[("23 sailors", "abducted", 23)]
        )
    event = desk.event(*desk.claims)
    assert len(event.reports) == 3
    assert len(event.origins) == 1


def test_a_person_joins(desk):
    one = desk.report("Kenya met the Coral Front.", "2024-03-07")
    two = desk.report("Talks of Kenya with the Coral Front went on for hours.", "2024-03-09", source="Post")
    a = desk.claim(one, "met", "CONSULT", actors=["Kenya", "the Coral Front"])
    b = desk.claim(two, "Talks", "CONSULT", actors=["Kenya", "the Coral Front"])
    assert len(desk.events()) == 2
    desk.judge(a, b, True)
    desk.event(a, b)
    desk.judge(a, b, None)
    assert len(desk.events()) == 2


def test_a_person_parts_three(desk):
    """Two claims that a person keeps apart never meet in one event, by way of a third either."""
    made = []
    for source in ("Wire", "Gazette", "Post"):
        report = desk.report(
            f"{source}: the Coral Front freed four sailors in Toamasina on Thursday.", "2024-03-08", source=source
        )
        made.append(
            desk.claim(
                report, "freed", "RETREAT", "release", actors=["the Coral Front"], places=["Toamasina"],
                when=("Thursday", "2024-03-07"), figures=[("four sailors", "released", 4)],
            )
        )  # fmt: skip
    desk.event(*made)
    desk.judge(made[0], made[1], False)
    found = desk.events()
    assert len(found) == 2
    assert not any({made[0].id, made[1].id} <= set(e.claims) for e in found)


def test_the_later_origin_is_shown(desk):
    """One origin each: the value told last."""
    one = desk.report("South Africa has sent a frigate towards Madagascar.", "2024-03-08")
    two = desk.report("South Africa has dispatched two frigates to Madagascar.", "2024-03-09", source="Ledger")
    told = {"mode": "weapons", "actors": ["South Africa"], "places": ["Madagascar"]}
    a = desk.claim(one, "sent", "MOBILIZE", figures=[("a frigate", "frigates", 1)], **told)
    b = desk.claim(two, "dispatched", "MOBILIZE", figures=[("two frigates", "frigates", 2)], **told)
    (figure,) = desk.event(a, b).figures
    assert figure.low == 2
    assert figure.report == two.id


def crisis(desk: Any) -> Any:
    raid(desk)
    for day, ships, source in (("2024-03-08", "a frigate", "Wire"), ("2024-03-08", "two frigates", "Ledger")):
        report = desk.report(f"South Africa has sent {ships} towards Madagascar, {source} writes.", day, source=source)
        desk.claim(
            report, "sent", "MOBILIZE", "weapons", actors=["South Africa"], places=["Madagascar"],
            figures=[(ships, "frigates", 1 if ships[0] == "a" else 2)],
        )  # fmt: skip
    for day, verb, status in (("2024-03-11", "will hold", "planned"), ("2024-03-14", "held", "happened")):
        report = desk.report(f"Kenya and Norway {verb} talks in Nairobi on Wednesday.", day)
        desk.claim(
            report, "talks", "CONSULT", actors=["Kenya", "Norway"], places=["Nairobi"],
            when=("Wednesday", "2024-03-13"), status=status,
        )  # fmt: skip
    undated = desk.report(
        "The Coral Front took 23 sailors hostage in Toamasina, an old notebook says.", source="Notebook"
    )
    desk.claim(undated, "took", "ASSAULT", "abduct", actors=["The Coral Front"], places=["Toamasina"])
    return desk


def test_order_and_repetition_do_not_matter(desk):
    crisis(desk)
    reports, origins = desk.reports, desk.origins()
    first = events(desk.claims, desk.machine(), reports, origins)
    assert len(first) >= 3

    @settings(max_examples=25, deadline=None)
    @given(st.randoms(use_true_random=False), st.booleans())
    def check(chance: random.Random, twice: bool) -> None:
        claims = desk.claims * (2 if twice else 1)
        chance.shuffle(claims)
        items = list(reports.items())
        chance.shuffle(items)
        judged = verdicts(claims, dict(items), origins)
        assert judged == desk.machine()
        chance.shuffle(judged)
        assert events(claims, judged, dict(items), origins) == first

    check()


def test_an_event_keeps_its_id_as_it_grows(desk):
    a, _ = raid(desk)
    early = events([a], [], desk.reports, desk.origins())
    late = desk.events()
    assert early[0].id == late[0].id


def test_no_claims_no_events():
    assert events([], [], {}, {}) == []


def test_strikes_of_one_war(desk):
    """The same army, the same region, days apart: two tolls are two strikes."""
    one = desk.report("Air strikes by the army killed at least six people in Madagascar.", "2024-03-10")
    two = desk.report(
        "At least 40 people were killed in air strikes by the army in Madagascar.", "2024-03-12", source="Post"
    )
    told = {"mode": "aerial", "actors": ["the army"], "places": ["Madagascar"]}
    desk.claim(one, "strikes", "ASSAULT", figures=[("six people", "killed", 6, "at least")], **told)
    desk.claim(two, "strikes", "ASSAULT", figures=[("40 people", "killed", 40, "at least")], **told)
    assert len(desk.events()) == 2


def test_much_the_same_words(desk):
    """Without a day or a number, the words of the sentences and the names of the reports can do."""
    one = desk.report(
        "The Coral Front torched the customs archive with its ledgers and maps. The keeper, Ada Lund, told Per Holm, "
        "Ines Roy and Omar Diop of the Harbour Club in Toamasina.",
        "2024-03-10",
    )
    two = desk.report(
        "Ledgers and maps were lost when the Coral Front torched the old customs archive. In Toamasina the keeper, Ada "
        "Lund, spoke to Per Holm, Ines Roy and Omar Diop.",
        "2024-03-10",
        source="Post",
    )
    a = desk.claim(one, "torched", "ASSAULT", "destroy", actors=["The Coral Front"])
    b = desk.claim(two, "torched", "ASSAULT", "destroy", actors=["the Coral Front"])
    desk.event(a, b)


def test_claims_meet_by_what_they_count(desk):
    """Where one report does not say whose frigates they are, the verdict still says how the two stand."""
    one = desk.report("South Africa has sent a frigate towards Madagascar.", "2024-03-08")
    two = desk.report("Two frigates have been dispatched.", "2024-03-08", source="Ledger")
    desk.claim(one, "sent", "MOBILIZE", "weapons", actors=["South Africa"], figures=[("a frigate", "frigates", 1)])
    desk.claim(two, "dispatched", "MOBILIZE", "weapons", figures=[("Two frigates", "frigates", 2)])
    (verdict,) = desk.machine()
    assert "both count frigates" in " ".join(verdict.reasons)


def test_a_name_is_shown_over_gunmen(desk):
    """Two papers say "Gunmen", one says who they were: nobody says otherwise, and the record tells who."""
    seen = []
    for n, (who, source) in enumerate([("Gunmen", "Wire"), ("the Coral Front", "Gazette"), ("Gunmen", "Post")]):
        text = f"{who[0].upper() + who[1:]} took 23 sailors hostage in Toamasina on Saturday, page {n}."
        one = desk.report(text, f"2024-03-0{4 + n}", source=source)
        seen.append(
            desk.claim(
                one,
                "took",
                "ASSAULT",
                "abduct",
                actors=[who[0].upper() + who[1:]],
                places=["Toamasina"],
                when=("Saturday", "2024-03-02"),
                figures=[("23 sailors", "abducted", 23)],
            )
        )
    for a, b in ((0, 1), (1, 2)):
        desk.judge(seen[a], seen[b], same=True)
    event = desk.event(*seen)
    assert [p.name for p in event.actors] == ["Coral Front"]
    assert list(values(event, "actors")) == ["Coral Front", "Gunmen"]


NIGHT = "Two people were shot on Friday night in a parking lot behind the market in Toamasina, police said."


def test_one_paragraph_in_two_papers_is_one_witness(desk):
    """The texts are no copies, but the sentence that tells the event stands in both."""
    one = desk.report(f"{NIGHT} Shops stayed shut and the mayor spoke of a dark day for the port.", "2024-03-02")
    two = desk.report(
        f"Rain kept many at home over the weekend. {NIGHT} A concert was put off.", "2024-03-03", source="Post"
    )
    other = desk.report("Gunfire wounded two near the market of Toamasina on Friday.", "2024-03-03", source="Review")
    seen = [
        desk.claim(r, w, "ASSAULT", "firearms", places=["Toamasina"], when=(d, "2024-03-01"), figures=[(n, "shot", 2)])
        for r, w, d, n in (
            (one, "shot", "Friday", "Two people"),
            (two, "shot", "Friday", "Two people"),
            (other, "Gunfire", "Friday", "two"),
        )
    ]
    assert len(desk.origins().values()) == len(set(desk.origins().values())) == 3
    desk.judge(seen[0], seen[1], same=True)
    desk.judge(seen[0], seen[2], same=True)
    event = desk.event(*seen)
    assert len(event.reports) == 3
    assert len(event.origins) == 2


def test_a_report_comes_back_to_its_deed(desk):
    """ "The shooting" further down is the shooting of the first sentence; another one is not."""
    text = (
        "A man was shot in Toamasina on Friday. Police closed the road. The man was shot near the market. "
        "Another man was shot in a separate quarrel."
    )
    report = desk.report(text, "2024-03-02")
    first = desk.claim(report, "shot", "ASSAULT", "firearms", recipients=["A man"])
    again = desk.claim(report, "was shot near", "ASSAULT", "firearms", recipients=["The man"])
    other = desk.claim(report, "was shot in a", "ASSAULT", "firearms", recipients=["Another man"])
    desk.event(first, again)
    desk.event(other)


def test_reports_of_one_story_tell_one_deed(desk):
    """Two short reports of one shooting share no name and no number, but they follow one story."""
    one = desk.report("Shots fell at a wedding in the old town late on Friday.", "2024-03-02")
    two = desk.report(
        "The wedding shooting left guests in shock, and police seek two men.", "2024-03-03", source="Post"
    )
    a = desk.claim(one, "Shots", "ASSAULT", "firearms")
    b = desk.claim(two, "shooting", "ASSAULT", "firearms")

    def joined(stories: dict[str, str]) -> bool:
        judged = verdicts(desk.claims, desk.reports, desk.origins(), stories)
        return len(events(desk.claims, judged, desk.reports, desk.origins())) == 1

    assert joined({one.id: "s1", two.id: "s1"})
    assert not joined({one.id: "s1", two.id: "s2"})
    assert not joined({})
    assert {a.report, b.report} == {one.id, two.id}


def test_a_toll_that_has_risen_is_that_of_the_same_raid(desk):
    """Two numbers of dead are two raids, unless the later report says that the number has risen."""
    one = desk.report("Two guards were killed in the raid on the harbour of Toamasina, an officer said.", "2024-03-03")
    text = "The number of guards killed in the raid on the harbour of Toamasina has risen to four."
    two = desk.report(text, "2024-03-05", source="Post")
    three = desk.report(text.replace("has risen to", "is"), "2024-03-05", source="Review")
    a = desk.claim(one, "killed", "ASSAULT", recipients=["Two guards"], figures=[("Two guards", "killed", 2)])
    b = desk.claim(two, "killed", "ASSAULT", recipients=["guards"], figures=[("four", "killed", 4)])
    c = desk.claim(three, "killed", "ASSAULT", recipients=["guards"], figures=[("four", "killed", 4)])
    risen, other = (compare(side(a, one), side(x, r)) for x, r in ((b, two), (c, three)))
    assert risen.score > 3 * other.score
    assert any("the number has changed" in reason for reason in risen.reasons)


def test_who_denies_a_deed_is_not_who_did_it(desk):
    """Shells fell; the army denies that it fired them: nobody has said that it did."""
    one = desk.report("Shells hit the market of Moramanga on Saturday.", "2024-03-03")
    two = desk.report("the army denied shelling the market of Moramanga on Saturday.", "2024-03-04", source="Post")
    day = ("Saturday", "2024-03-02")
    fell = desk.claim(one, "hit", "ASSAULT", "heavy-weapons", places=["Moramanga"], when=day)
    denied = desk.claim(
        two,
        "shelling",
        "ASSAULT",
        "heavy-weapons",
        actors=["the army"],
        places=["Moramanga"],
        when=day,
        status="denied",
    )
    desk.judge(fell, denied, same=True)
    event = desk.event(fell, denied)
    assert event.status == "happened"
    assert event.actors == ()
    assert disputed(event) == ["status"]


def test_what_a_chronicle_tells_under_two_days_is_two_events(tmp_path: Path) -> None:
    told = {
        date(2024, 3, 5): "The Coral Front frees 12 sailors in Toamasina.",
        date(2024, 3, 6): "The Coral Front frees 14 sailors in Toamasina.",
    }
    with Record(tmp_path / "chronicle.db") as record:
        record.add([Report(text=text, stated=day) for day, text in told.items()])
        events = record.events(type="RETREAT")
    assert [(e.when.earliest, e.when.latest) for e in events if e.when] == [(day, day) for day in told]
