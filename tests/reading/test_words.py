"""Text beside its words, as the treebanks cut them."""

from __future__ import annotations

import pytest

from onrecord.reading.words import words

TEXTS = [
    ("They didn't, can't and won't.", "They did n't , ca n't and wo n't ."),
    ("It cannot be Orlo's; she’s gone.", "It can not be Orlo 's ; she ’s gone ."),
    ("the soldiers' camp", "the soldiers ' camp"),
    ("$4.5bn, €3m or 40%", "$ 4.5 bn , € 3 m or 40 %"),
    ("1,200 men, 3rd day, the 1990s", "1,200 men , 3rd day , the 1990s"),
    ("at 5pm or 17:30", "at 5 pm or 17:30"),
    ("the Russian-born anti-government co-founder", "the Russian - born anti-government co-founder"),
    ("U.S.-led talks", "U.S. - led talks"),
    ("mid-July, re-elected", "mid-July , re-elected"),
    ("J. R. Hale", "J. R. Hale"),
    ("Gen. Orlo, Jan. 3, etc.", "Gen. Orlo , Jan. 3 , etc."),
    (
        "see http://ost.example/a?b=1, or write to desk@ost.example.",
        "see http://ost.example/a?b=1 , or write to desk@ost.example .",
    ),
    ("Tarnow–Ost road — closed…", "Tarnow – Ost road — closed …"),
    ("AT&T and O'Hara", "AT&T and O'Hara"),
    ("10-year-old, 2023-10-07, 7/10/2023", "10 - year - old , 2023-10-07 , 7/10/2023"),
    ("and/or", "and / or"),
    ("wait... no!!", "wait ... no !!"),
    ("(a) “yes”", "( a ) “ yes ”"),
    ("No. 10 said no.", "No. 10 said no ."),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_words(text: str, expected: str) -> None:
    assert " ".join(text[s:e] for s, e in words(text)) == expected


def test_a_stretch_keeps_the_offsets_of_the_whole() -> None:
    assert words("one two three", 4, 7) == [(4, 7)]
