"""The door in: each form of a report, and each way in which one can be spoilt."""

from __future__ import annotations

import gzip
import io
import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError, MissingInput
from onrecord.ingest import read
from onrecord.model import Report, Skipped

TODAY = date(2024, 6, 1)
Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def put(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return put


def told(path: Path | str, **options: object) -> list[tuple[str, str | None]]:
    """What came of a file: text and day of each report, `!` and the reason of each skip."""
    return [
        (item.text, str(item.stated) if item.stated else None)
        if isinstance(item, Report)
        else ("!" + item.report.rpartition("/")[2], item.reason)
        for item in read(path, today=TODAY, **options)  # type: ignore[arg-type]
    ]


# --- text ------------------------------------------------------------------------------------


def test_dated_line_with_leading_blanks_opens_a_report(write: Write) -> None:
    path = write("a.txt", " date 2024-03-01 Divers searched the lake.\n\nThey found a boat.")
    assert told(path) == [("Divers searched the lake.\n\nThey found a boat.", "2024-03-01")]


def test_several_dated_reports_in_one_file(write: Write) -> None:
    path = write("a.txt", "date 2024-03-01 One.\n date 2024-03-02 Two.\nStill two.\ndate 2024-03-03\nThree.\n")
    assert told(path) == [("One.", "2024-03-01"), ("Two.\nStill two.", "2024-03-02"), ("Three.", "2024-03-03")]


def test_dated_files_put_together_without_a_newline_are_told_apart(write: Write) -> None:
    path = write("a.txt", " date 2024-03-01 The talks ended. date 2024-03-02 The talks resumed.")
    assert told(path) == [("The talks ended.", "2024-03-01"), ("The talks resumed.", "2024-03-02")]


@pytest.fixture(
    params=[
        "The mayor gave the release date 2024-03-02 as final.",  # the word belongs to the sentence
        "It rained. Then came date 2024-03-02 of the calendar.",
        "date 2024 was hot in the valley.",  # no day follows
        "The date: 2024-03-02 was agreed.",
    ]
)
def no_header(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_word_date_in_a_sentence_opens_nothing(write: Write, no_header: str) -> None:
    assert told(write("a.txt", no_header)) == [(no_header, None)]


def test_header_lines(write: Write) -> None:
    path = write(
        "a.txt",
        "title: Ferry resumes\nDate: 2 March 2024\nsource: Harbour Gazette\nURL: https://g.example/1\n\nIt sailed.\n",
    )
    (report,) = read(path, today=TODAY)
    assert isinstance(report, Report)
    assert (report.title, report.source, report.url) == (
        "Ferry resumes",
        "Harbour Gazette",
        "https://g.example/1",
    )
    assert (report.text, report.stated, report.published) == ("It sailed.", date(2024, 3, 2), date(2024, 3, 2))
    assert report.published_how == "header"


def test_text_behind_a_date_header_is_not_lost(write: Write) -> None:
    assert told(write("a.txt", "date: 2024-03-02 The ferry sailed at dawn.")) == [
        ("The ferry sailed at dawn.", "2024-03-02")
    ]


def test_header_lines_open_further_reports_but_a_source_line_in_the_text_does_not(write: Write) -> None:
    path = write(
        "a.txt",
        "title: A\ndate: 2024-03-01\n\nFirst.\n\nSource: health ministry\n\ntitle: B\ndate: 2024-03-02\n\nSecond.\n",
    )
    assert told(path) == [("First.\n\nSource: health ministry", "2024-03-01"), ("Second.", "2024-03-02")]


def test_a_rule_lets_a_single_header_line_open_a_report(write: Write) -> None:
    assert told(write("a.txt", "First.\n---\ndate: 2024-03-02\nSecond.")) == [
        ("First.", None),
        ("Second.", "2024-03-02"),
    ]


def test_plain_text_is_one_report_without_a_date(write: Write) -> None:
    assert told(write("a.txt", "\n\nA quiet day.\r\nNothing else.\n\n")) == [("A quiet day.\nNothing else.", None)]


# --- JSON ------------------------------------------------------------------------------------


def test_json_lines_keep_the_text_to_the_character(write: Write) -> None:
    rows = [
        {"text": " two  blanks \n", "date": "2024-03-01T10:00:00Z", "source": "Gazette", "other": [1]},
        {"text": "x"},
    ]
    path = write("a.jsonl", "\n".join(map(json.dumps, rows)) + "\n\n")
    assert told(path) == [(" two  blanks \n", "2024-03-01"), ("x", None)]


def test_each_bad_json_line_is_skipped_by_its_number(write: Write) -> None:
    lines = [
        b'{"text": "good"}',
        b'{"text": "cut',
        b'["a list"]',
        b'{"text": 5}',
        b'{"title": "no text"}',
        b'{"text": "  "}',
        b'{"text": "caf\xe9"}',
        b'{"text": "t", "title": ["x"]}',
        b'{"text": "last"}',
    ]
    got = told(write("a.jsonl", b"\n".join(lines)))
    assert got[0] == ("good", None)
    assert got[-1] == ("last", None)
    assert [name for name, _ in got[1:-1]] == [f"!a.jsonl:{n}" for n in range(2, 9)]
    wanted = ["not JSON", "a list", "a number", "no text", "empty", "not UTF-8", "its title is a list"]
    for (_, reason), words in zip(got[1:-1], wanted, strict=True):
        assert words in str(reason)


def test_json_array_over_many_lines_and_past_a_bad_value(write: Write) -> None:
    path = write("a.json", '[\n {"text":\n  "one"},\n {"text": broken},\n {"text": "three"}\n]\n')
    assert told(path) == [
        ("one", None),
        ("!a.json:4", "not JSON (expecting value at character 11): correct it and add the file again"),
        ("three", None),
    ]


def test_an_array_cut_short_says_so(write: Write) -> None:
    got = told(write("a.json", '[{"text": "one"}, '))
    assert got[0] == ("one", None)
    assert "cut short" in str(got[1][1])


def test_a_letter_on_the_border_of_two_pieces_is_read_whole(write: Write) -> None:
    text = "é" * 900_000
    (report,) = read(write("a.json", json.dumps([{"text": text}], ensure_ascii=False)), today=TODAY)
    assert isinstance(report, Report)
    assert report.text == text


def test_half_a_surrogate_pair_becomes_a_replacement_character(write: Write) -> None:
    assert told(write("a.jsonl", '{"text": "cut off \\ud83d"}')) == [("cut off �", None)]


# --- tables ----------------------------------------------------------------------------------


def test_csv_with_quotes_newlines_and_upper_case_header(write: Write) -> None:
    path = write("a.csv", 'Text,DATE,note\n"He said ""no"", then left.\nShe stayed.",2024-03-01,x\nplain,,\n')
    assert told(path) == [('He said "no", then left.\nShe stayed.', "2024-03-01"), ("plain", None)]


def test_columns_are_mapped(write: Write) -> None:
    path = write("a.csv", "body;day\nA strike began.;2024-03-01\n")
    assert told(path, columns={"text": "body", "date": "day"}) == [("A strike began.", "2024-03-01")]


def test_a_missing_column_names_those_there_are(write: Write) -> None:
    ((_, reason),) = told(write("a.csv", "body,day\nx,2024-03-01\n"))
    assert reason == "no column called text (there are: body, day): name the right one, --column text=NAME"


def test_an_open_quote_does_not_swallow_the_rows_behind_it(write: Write) -> None:
    path = write("a.csv", 'text,date\n"never closed,2024-03-01\nplain,2024-03-02\n"two\nlines",2024-03-03\n')
    got = told(path)
    assert got[0] == ("!a.csv:2", "a quote is opened here and never closed: correct it and add the file again")
    assert got[1:] == [("plain", "2024-03-02"), ("two\nlines", "2024-03-03")]


@pytest.mark.parametrize("row", ["a, b,2024-03-01", "a"])
def test_a_row_that_does_not_fit_under_the_header_is_no_report(write: Write, row: str) -> None:
    got = told(write("a.csv", f"text,date\n{row}\ngood,2024-03-02\n"))
    assert "cells under a header of 2" in str(got[0][1])
    assert got[1] == ("good", "2024-03-02")


def test_tsv(write: Write) -> None:
    assert told(write("a.tsv", "date\ttext\n2024-03-01\tcommas, here\n")) == [("commas, here", "2024-03-01")]


# --- dates -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "2024-03-01",
        "2024/3/1",
        "20240301",
        "2024-03-01T23:59:00+02:00",
        "1 March 2024",
        "1st Mar. 2024",
        "March 1, 2024",
        "Fri, 01 Mar 2024 10:00:00 GMT",
        "Friday, March 1, 2024",
    ],
)
def test_dates_that_mean_one_day(write: Write, written: str) -> None:
    assert told(write("a.jsonl", json.dumps({"text": "x", "date": written}))) == [("x", "2024-03-01")]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2023-02-30", "does not exist"),
        ("2024-13-01", "does not exist"),
        ("2024-06-03", "lies in the future"),
        ("03/01/2024", "two ways"),
        ("0001-01-01", "no report is of the year 1"),
        ("yesterday", "no date that can be read"),
        ("2024-05", "no date that can be read"),
    ],
)
def test_dates_that_cannot_be_believed_skip_the_report_alone(write: Write, written: str, words: str) -> None:
    rows = [{"text": "x", "date": written}, {"text": "y", "date": "2024-03-01"}]
    got = told(write("a.jsonl", "\n".join(map(json.dumps, rows))))
    assert got[0][0] == "!a.jsonl:1"
    assert words in str(got[0][1])
    assert got[1] == ("y", "2024-03-01")


def test_tomorrow_is_already_somewhere(write: Write) -> None:
    assert told(write("a.txt", "date 2024-06-02 Early news.")) == [("Early news.", "2024-06-02")]


def test_an_impossible_date_in_a_text_file_skips_that_report_alone(write: Write) -> None:
    got = told(write("a.txt", "date 2023-02-30 One.\ndate 2024-03-01 Two.\n"))
    assert got[0][0] == "!a.txt:1"
    assert got[1] == ("Two.", "2024-03-01")


# --- bytes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"  \n \n", "blank"),
        ("a.bin", b"\x00\x01\x02", "binary"),
        ("a.txt", b"%PDF-1.7 ...", "PDF"),
        ("a.html", b"<html><p>Hello</p>", "web page"),
        ("a", b"<!DOCTYPE html><p>Hello</p>", "web page"),
        ("a.txt", b"caf\xe9 closed", "not UTF-8"),
        ("a.txt", b"title: only\n", "without a text"),
    ],
)
def test_what_is_no_text_says_what_it_is(write: Write, name: str, content: bytes, words: str) -> None:
    got = told(write(name, content))
    assert len(got) == 1
    assert got[0][0].startswith("!")
    assert words in str(got[0][1])


def test_bytes_that_are_not_utf8_spoil_one_report_of_a_file(write: Write) -> None:
    got = told(write("a.txt", b"date 2024-03-01 caf\xe9.\ndate 2024-03-02 tea.\n"))
    assert got[0][0] == "!a.txt:1"
    assert got[1] == ("tea.", "2024-03-02")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_part_of_the_text(write: Write, encoding: str) -> None:
    assert told(write("a.txt", "date 2024-03-01 Süd, 東京.".encode(encoding))) == [("Süd, 東京.", "2024-03-01")]


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.json", "a.csv"])
def test_fifty_megabytes_in_one_line_cost_a_second_at_most(write: Write, name: str) -> None:
    long = b"x " * 25_000_000
    content = {
        "a.txt": b"date 2024-03-01 " + long + b"\ndate 2024-03-02 ok\n",
        "a.jsonl": b'{"text": "' + long + b'"}\n{"text": "ok"}\n',
        "a.json": b'[{"text": "' + long + b'"},\n {"text": "ok"}]',
        "a.csv": b"text,date\n" + long + b",2024-03-01\nok,2024-03-02\n",
    }[name]
    path = write(name, content)
    start = time.process_time()
    got = told(path)
    assert time.process_time() - start < 1
    assert [text for text, _ in got][1:] == ["ok"]
    assert "more than 16 MB" in str(got[0][1])


def test_a_text_longer_than_any_report_is_skipped(write: Write) -> None:
    got = told(write("a.txt", "date 2024-03-01 " + "word and word\n" * 100_000 + "date 2024-03-02 ok\n"))
    assert "too long for one report" in str(got[0][1])
    assert got[1] == ("ok", "2024-03-02")


def test_gzip_of_each_form(write: Write) -> None:
    assert told(write("a.txt.gz", gzip.compress(b"date 2024-03-01 One."))) == [("One.", "2024-03-01")]
    assert told(write("a.jsonl.gz", gzip.compress(b'{"text": "two"}'))) == [("two", None)]
    assert told(write("a.csv.gz", gzip.compress(b"text,date\nthree,\n"))) == [("three", None)]


def test_gzip_cut_short_keeps_what_came_before(write: Write) -> None:
    packed = gzip.compress(b"".join(b'{"text": "row %d %d"}\n' % (n, n * 7919) for n in range(5000)))
    got = told(write("a.jsonl.gz", packed[: len(packed) // 2]))
    assert len(got) > 500
    assert "damaged from here on" in str(got[-1][1])


# --- folders, streams, paths -----------------------------------------------------------------


def test_a_folder_is_read_in_the_order_of_its_paths_without_hidden_files(write: Write, tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", ".git/d.txt"):
        write(name, name)
    assert [text for text, _ in told(tmp_path)] == ["a.txt", "b.txt", "sub/c.txt"]


def test_an_unreadable_file_in_a_folder_stops_nothing(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.txt", "first")
    locked = write("b.txt", "second")
    write("c.txt", "third")
    opened = Path.open

    def refuse(self: Path, *args: str) -> object:
        if self == locked:
            raise PermissionError(13, "Permission denied")
        return opened(self, *args)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    got = told(tmp_path)
    assert [text for text, _ in got] == ["first", "!b.txt", "third"]
    assert "no permission" in str(got[1][1])
    with pytest.raises(MissingInput, match="no permission"):
        read(locked)


def test_a_missing_file_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match=r"nowhere\.txt: no such file or folder: check the path"):
        read(tmp_path / "nowhere.txt")


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    assert "empty folder" in str(told(tmp_path)[0][1])


def test_an_unknown_format_or_column_is_said_at_once(write: Write) -> None:
    path = write("a.txt", "x")
    with pytest.raises(InputError, match="no format called 'xls'"):
        read(path, format="xls")
    with pytest.raises(InputError, match="no column of ours is called 'body'"):
        read(path, columns={"body": "text"})


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ('{"text": "a"}\n{"text": "b"}\n', ["a", "b"]),
        ('[{"text": "a"}]', ["a"]),
        ('{\n "text": "a"\n}\n', ["a"]),
        ("text,date\na,2024-03-01\n", ["a"]),
        ("date\ttext\n2024-03-01\ta\n", ["a"]),
        ("[Correction] The bridge is open.", ["[Correction] The bridge is open."]),
        ("date 2024-03-01 a", ["a"]),
    ],
)
def test_a_stream_is_told_by_its_first_bytes(content: str, wanted: list[str]) -> None:
    for stream in (io.BytesIO(content.encode()), io.StringIO(content)):
        assert [r.text for r in read(stream, today=TODAY) if isinstance(r, Report)] == wanted


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "a"}\n{bad\n')))
    good, bad = read("-", today=TODAY)
    assert isinstance(good, Report)
    assert isinstance(bad, Skipped)
    assert bad.report == "<stdin>:2"


# --- what holds for any input ----------------------------------------------------------------


@given(st.binary(max_size=400), st.sampled_from(["text", "jsonl", "json", "csv", "tsv", None]))
def test_no_bytes_stop_the_reading(content: bytes, format: str | None) -> None:
    for item in read(io.BytesIO(content), format=format, today=TODAY):
        assert item.text.strip() if isinstance(item, Report) else item.reason


@given(st.lists(st.text(min_size=1, max_size=60).filter(str.strip), min_size=1, max_size=5))
def test_json_lines_come_back_as_written(texts: list[str]) -> None:
    lines = "\n".join(json.dumps({"text": text}) for text in texts)
    got = [item.text for item in read(io.BytesIO(lines.encode()), format="jsonl") if isinstance(item, Report)]
    assert got == [text.replace("\0", "\ufffd") for text in texts]
