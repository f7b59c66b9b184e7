"""What speaks to the reader of a page goes; what the news says stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import DataError
from onrecord.stories.boilerplate import PIECE, is_boilerplate, parse, without_boilerplate


@pytest.mark.parametrize(
    "piece",
    [
        "We use cookies to improve your visit.",
        "Sign up for our newsletter",
        "Follow us on Instagram",
        "© 2024 Harbour Media",
        "This material may not be published, broadcast or rewritten.",
        "Photo: Harbour Gazette",
        "1:27 Mayor opens the new bridge",
        "Whenever our editor posts something, you get an e-mail.",
        "To read on, log in to your account.",
        "ADVERTISEMENT",
    ],
)
def test_notices(piece):
    assert is_boilerplate(piece)


@pytest.mark.parametrize(
    "piece",
    [
        "The app that plans the buses failed on Monday.",
        "Parliament appealed to the commission over the newsletter of the party, which had been banned.",
        "“You can read the list on our website,” the minister told reporters.",
        "Police published a photo of the two men who had fled.",
        "The ceasefire began at 12:30 and was broken at 14:05, monitors said.",
        "Regulators fined the owners of Facebook and Instagram on Tuesday for failing to protect children.",
        "",
    ],
)
def test_news(piece):
    assert not is_boilerplate(piece)


def test_a_page_of_notices_is_left():
    assert without_boilerplate("Sign up for our newsletter.") == "Sign up for our newsletter."


@given(st.text())
def test_pieces_lose_nothing(text):
    assert "".join(PIECE.findall(text)) == text


@pytest.mark.parametrize("line", ["sure", "perhaps\tclick here", "hint\t "])
def test_a_malformed_list_is_refused(line):
    with pytest.raises(DataError, match=":2:"):
        parse(f"sure\tread more\n{line}")
