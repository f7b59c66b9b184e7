"""The measure of a crisis: its parts by hand, and a crisis of two reports as a whole."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onrecord.evaluate.chronicle import answered, evaluate, shows
from onrecord.evaluate.truth import Contest, Question, half
from onrecord.model import Dispute, Event, Value, When


def field(name: str, *values: str, agreement: str = "contradict") -> Dispute:
    told = tuple(Value(value=v, claims=(f"c{n}",), origins=(f"o{n}",)) for n, v in enumerate(values))
    return Dispute(field=name, values=told, agreement=agreement)  # type: ignore[arg-type]


KILLED = Contest(fields=("killed",), kind="disputed", values=(5, 9))
TRUCKS = Contest(fields=("trucks",), kind="revised", values=(24, 14))
DENIED = Contest(fields=("status", "actors"), kind="disputed", values=("happened", "denied"))


@pytest.mark.parametrize(
    ("told", "contest", "right"),
    [
        (field("figures:killed", "5", "at least 9"), KILLED, True),
        (field("figures:killed", "5", "7"), KILLED, False),
        (field("figures:killed", "5", "9", agreement="refine"), KILLED, False),
        (field("figures:injured", "5", "9"), KILLED, False),
        (field("figures:trucks", "24", "14", agreement="refine"), TRUCKS, True),
        (field("figures:trucks", "24", "14", agreement="agree"), TRUCKS, False),
        (field("figures:vehicles:trucks", "24", "14"), TRUCKS, True),
        (field("status", "happened", "denied"), DENIED, True),
        (field("status", "happened", "planned"), DENIED, False),
        (field("actors", "the army", "the League"), DENIED, True),
        (field("type", "happened", "denied"), DENIED, False),
    ],
)
def test_a_field_shows_a_contest(told: Dispute, contest: Contest, right: bool) -> None:
    assert shows(told, contest) is right


def event(**more: Any) -> Event:
    plain: dict[str, Any] = {"id": "e", "type": "ASSAULT", "quad": 4, "score": -9, "status": "happened"}
    return Event(**(plain | {"trigger": "hit", "claims": ("c",), "origins": ("o",), "reports": ("r",)} | more))


def asked(asks: str, answer: object, what: str | None = None) -> Question:
    return Question.model_validate(
        {"id": "q", "event": "e1", "as_of": "2016-09-08", "asks": asks, "answer": answer, "what": what, "in_words": ""}
    )


DAYS = When(earliest=date(2016, 9, 8), latest=date(2016, 9, 8))
COUNTED = (field("figures:killed", "9", "5"), field("figures:injured", "20"))


@pytest.mark.parametrize(
    ("question", "told", "right"),
    [
        (asked("status", [None, "planned"]), None, True),
        (asked("status", ["planned"]), None, False),
        (asked("status", ["planned"]), event(), False),
        (asked("status", ["happened"]), event(), True),
        (asked("figure", [9], "killed"), event(fields=COUNTED), True),
        (asked("figure", [5], "killed"), event(fields=COUNTED), False),
        (asked("figure", [5], "killed"), event(), False),
        (asked("figures", [5, 9], "killed"), event(fields=COUNTED), True),
        (asked("figures", [5, 20], "killed"), event(fields=COUNTED), False),
        (asked("day", ["2016-09-07", "2016-09-08"]), event(when=DAYS), True),
        (asked("day", ["2016-09-09", "2016-09-09"]), event(when=DAYS), False),
        (asked("day", ["2016-09-08", "2016-09-08"]), event(), False),
        (asked("disputed", True), event(disputes=(field("status", "happened", "denied"),)), True),
        (asked("disputed", True), event(), False),
    ],
)
def test_an_answer_is_right_or_wrong(question: Question, told: Event | None, right: bool) -> None:
    assert answered(question, told)[0] is right


def test_halves_do_not_move() -> None:
    assert [half(i) for i in ("e01", "e02", "k15", "e114")] == ["tuned", "reported", "tuned", "reported"]


TEXTS = {
    "a1": (
        "2016-09-05",
        "The army shelled the town of Salto on Sunday. Norway will send 30 trucks if the truce holds.",
    ),
    "a2": ("2016-09-06", "Kenya condemned Norway on Monday."),
}


def told(report: str, quote: str) -> dict[str, Any]:
    start = TEXTS[report][1].index(quote)
    return {"report": report, "start": start, "end": start + len(quote), "quote": quote}


def happening(id: str, types: list[str], status: str, *anchors: tuple[str, str]) -> dict[str, Any]:
    return {"id": id, "types": types, "status": [status], "anchors": [told(*a) for a in anchors]}


def test_a_crisis_of_two_reports(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    rows = [
        {"text": text, "date": day, "source": "Post", "url": f"https://post.example/{key}"}
        for key, (day, text) in TEXTS.items()
    ]
    (tmp_path / "reports" / "all.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    truth = {
        "first": "2016-09-05",
        "last": "2016-09-06",
        "events": [
            happening("e1", ["ASSAULT"], "happened", ("a1", "shelled")),
            happening("e2", ["ACCUSE/disapprove"], "happened", ("a2", "condemned")),
            happening("e4", ["PROTEST"], "happened", ("a2", "Norway")),
        ],
        "beside": [told("a1", "will send 30 trucks if the truce holds")],
        "conditions": [
            {
                "id": "k1",
                "states": [{"day": "2016-09-05", "state": ["open"]}, {"day": "2016-09-06", "state": ["fired"]}],
                "anchors": [
                    {
                        "report": "a1",
                        "trigger": told("a1", "the truce holds"),
                        "consequence": told("a1", "will send 30 trucks"),
                    }
                ],
            }
        ],
        "beside_conditions": [],
        "questions": [
            {
                "id": "q1",
                "event": "e1",
                "as_of": "2016-09-05",
                "asks": "status",
                "answer": ["happened"],
                "in_words": "",
            },
            {"id": "q2", "event": "e2", "as_of": "2016-09-05", "asks": "status", "answer": [None], "in_words": ""},
            {
                "id": "q3",
                "event": "e4",
                "as_of": "2016-09-06",
                "asks": "status",
                "answer": ["happened"],
                "in_words": "",
            },
        ],
        "origins": [],
        "stories": {"one": ["a1", "a2"]},
        "doubts": [],
    }
    (tmp_path / "truth.json").write_text(json.dumps(truth), encoding="utf-8")
    result = evaluate(tmp_path)
    figures = result.figures
    assert result.rows == 2
    assert figures["tuned half: events found, F1"] == 1
    assert figures["reported half: events found, precision"] == 1
    assert figures["reported half: events found, recall"] == 0.5
    assert figures["tuned half: conditions found, F1"] == 1
    assert figures["tuned half: states of conditions right, of all days"] == 0.5
    assert figures["tuned half: as-of answers right"] == 1
    assert figures["reported half: as-of answers right"] == 0.5
    assert not any("e4" in m for m in result.mistakes), "the reported half names no mistakes"
