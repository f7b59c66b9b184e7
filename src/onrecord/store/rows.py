"""Nouns as rows, and rows as nouns."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from onrecord.model import Claim, Coded, Doubt, Report

REPORT_COLUMNS = (
    "id, text, title, source, url, language, stated, published, published_how, published_confidence, recorded"
)

Row = tuple[Any, ...]


class Packed(NamedTuple):
    """A report with what was found in it, as rows ready to be written; `coder` None: it has not been read."""

    report: Report
    coder: str | None = None
    claims: Sequence[Row] = ()
    conditions: Sequence[Row] = ()
    figures: Sequence[Row] = ()
    doubts: Sequence[Row] = ()


def pack(report: Report, coded: Coded, doubts: Sequence[Doubt] = (), *, coder: str) -> Packed:
    """The rows of a coded report.

    Made where the report is coded, for writing JSON takes longer than writing rows.
    """
    return Packed(
        report,
        coder,
        [claim_row(claim) for claim in coded.claims],
        [(c.id, c.report, c.state, c.model_dump_json(exclude_defaults=True)) for c in coded.conditions],
        [
            (report.id, f.span.start, f.what, _iso(f.as_of), f.model_dump_json(exclude_defaults=True))
            for f in coded.figures
        ],
        [(doubt.report, doubt.model_dump_json()) for doubt in doubts],
    )


def claim_row(claim: Claim) -> Row:
    """A claim in the columns of its table."""
    when = claim.when
    return (
        claim.id,
        claim.report,
        claim.type,
        claim.status,
        _iso(when.earliest) if when else None,
        _iso(when.latest) if when else None,
        claim.trigger,
        claim.sentence.start,
        claim.sentence.end,
        claim.model_dump_json(exclude_defaults=True),
    )


def report_row(report: Report, recorded: datetime) -> Row:
    """A report in the columns of its table, but for `coded`."""
    known = report.published or report.stated or recorded.date()
    return (
        report.id,
        report.text,
        report.title,
        report.source,
        report.url,
        report.language,
        _iso(report.stated),
        _iso(report.published),
        report.published_how,
        report.published_confidence,
        recorded.astimezone(UTC).isoformat(timespec="microseconds"),
        known.isoformat(),
    )


def to_report(row: Row) -> Report:
    """The report of a row in the order of `REPORT_COLUMNS`; it was checked when it came in."""
    id, text, title, source, url, language, stated, published, how, confidence, recorded = row
    return Report.model_construct(
        id=id,
        text=text,
        title=title,
        source=source,
        url=url,
        language=language,
        stated=date.fromisoformat(stated) if stated else None,
        published=date.fromisoformat(published) if published else None,
        published_how=how,
        published_confidence=confidence,
        recorded=datetime.fromisoformat(recorded),
    )


def mark(row: Row) -> str:
    """Where a claim stands, by which it is found again: report, type, trigger, sentence."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
