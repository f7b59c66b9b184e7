"""A report of doubted date is dated by what others tell."""

from __future__ import annotations

from datetime import date
from typing import Any

from onrecord.coding.when import reanchor
from onrecord.model import Doubt, Verdict, When
from onrecord.reconcile import settle

CRAWLED = "2024-06-20"
"""The header day of a page that was crawled weeks after it was written."""


def crawled(desk: Any) -> tuple[Any, list[Any]]:
    """A report that tells a release without its day, and aid "since Saturday"."""
    report = desk.report("The Coral Front freed two nurses. Norway sent rice since Saturday.", CRAWLED)
    freed = desk.claim(
        report,
        "freed",
        "RETREAT",
        "release",
        actors=["The Coral Front"],
        figures=[("two nurses", "released", 2)],
    )
    saturday = When(
        earliest=date(2024, 6, 15),
        latest=date(2024, 6, 20),
        precision="range",
        text="Saturday",
        anchor=date(2024, 6, 20),
        anchored_on="published",
    )
    sent = desk.claim(report, "sent", "AID", actors=["Norway"]).model_copy(update={"when": saturday})
    return report, [freed, sent]


def doubt(report: Any, better: str | None = "2024-05-01/2024-06-01") -> Doubt:
    return Doubt(report=report.id, field="stated", stated=CRAWLED, better=better, reasons=("it looks ahead",))


def news(desk: Any, day: str, count: float = 2, words: str = "two nurses") -> Any:
    report = desk.report(f"the Coral Front freed {words} on the road.", day, source="Radio")
    return desk.claim(
        report, "freed", "RETREAT", "release", actors=["the Coral Front"], figures=[(words, "released", count)]
    )


def run(desk: Any, claims: list[Any], doubts: list[Doubt]) -> Any:
    return settle(desk.reports, claims, doubts, [], reanchor)


def test_a_deed_that_one_day_tells_dates_the_report(desk: Any) -> None:
    report, own = crawled(desk)
    found = run(desk, [*own, news(desk, "2024-05-07")], [doubt(report)])
    assert found.doubts[0].better == "2024-05-07/2024-05-14"
    assert "others date to 2024-05-07" in found.doubts[0].reasons[-1]
    assert found.reports[report.id].published == date(2024, 5, 7)
    assert [(v.same, v.by) for v in found.verdicts] == [(True, "machine")]


def test_a_relative_time_means_what_most_possible_days_make_of_it(desk: Any) -> None:
    report, own = crawled(desk)
    found = run(desk, [*own, news(desk, "2024-05-11")], [doubt(report)])
    sent = next(c for c in found.claims if c.type == "AID")
    assert sent.when.earliest == date(2024, 5, 11)  # a Saturday; read on its header it was 15 June


def test_a_deed_that_two_days_tell_dates_nothing(desk: Any) -> None:
    report, own = crawled(desk)
    found = run(desk, [*own, news(desk, "2024-05-07"), news(desk, "2024-05-21")], [doubt(report)])
    assert found.doubts == [doubt(report)]
    assert found.reports[report.id].published == date(2024, 6, 20)


def test_another_number_is_another_deed(desk: Any) -> None:
    report, own = crawled(desk)
    other = news(desk, "2024-05-07", 9, "nine nurses")
    assert run(desk, [*own, other], [doubt(report)]).doubts == [doubt(report)]


def test_without_doubts_nothing_changes(desk: Any) -> None:
    _, own = crawled(desk)
    claims = [*own, news(desk, "2024-05-07")]
    found = run(desk, claims, [])
    assert found.reports is desk.reports
    assert list(found.claims) == claims


def test_a_report_under_the_same_header_that_tells_the_same_deed_goes_with_it(desk: Any) -> None:
    report, own = crawled(desk)
    other = desk.report("the Coral Front freed two nurses at dusk. Kenya hopes for more.", CRAWLED, source="Page")
    desk.reports[other.id] = other.model_copy(update={"published_how": "stated date"})
    freed = desk.claim(other, "freed", "RETREAT", "release", actors=["the Coral Front"])
    same = Verdict(a=min(own[0].id, freed.id), b=max(own[0].id, freed.id), same=True, score=0.8)
    found = settle(desk.reports, [*own, freed, news(desk, "2024-05-07")], [doubt(report)], [same], reanchor)
    assert {d.report for d in found.doubts} == {report.id, other.id}
    assert found.reports[other.id].published == date(2024, 5, 7)
