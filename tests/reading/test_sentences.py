"""Text beside the sentences that a newspaper reader would see in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.sentences import sentences

TEXTS = [
    # abbreviations inside and at the end
    ("He left the U.S. The talks go on.", ["He left the U.S.", "The talks go on."]),
    ("The U.S. State Department agreed.", ["The U.S. State Department agreed."]),
    ("Sgt. Mara Voss of St. Petersburg was shot.", ["Sgt. Mara Voss of St. Petersburg was shot."]),
    ("J. R. Hale met Gen. A. Orlo.", ["J. R. Hale met Gen. A. Orlo."]),
    ("It begins on Jan. 3 at 5 p.m. Police will attend.", ["It begins on Jan. 3 at 5 p.m.", "Police will attend."]),
    ("Varl Corp. and Ost Inc. merged. No. 10 was silent.", ["Varl Corp. and Ost Inc. merged.", "No. 10 was silent."]),
    ("Did he agree? He said no. Then he left.", ["Did he agree?", "He said no.", "Then he left."]),
    # figures
    ("About 3.5 million fled. Some 1,200 stayed.", ["About 3.5 million fled.", "Some 1,200 stayed."]),
    # quotes
    ('"We will go." He went.', ['"We will go."', "He went."]),
    ("“We will go,” he said. “Soon.”", ["“We will go,” he said.", "“Soon.”"]),
    ('"Why now?" she asked.', ['"Why now?" she asked.']),
    ("They fled (some by boat.) Others stayed.", ["They fled (some by boat.)", "Others stayed."]),
    # ellipses
    ("We wait... and hope.", ["We wait... and hope."]),
    ("We wait... Nobody came.", ["We wait...", "Nobody came."]),
    # datelines stand alone
    ("TARNOW (Wire) - Troops left.", ["TARNOW (Wire) -", "Troops left."]),
    ("TARNOW, Varland — Troops left on Friday.", ["TARNOW, Varland —", "Troops left on Friday."]),
    ("OST, 8 MAY 89 (RADIO OST) -- [TEXT] TROOPS LEFT.", ["OST, 8 MAY 89 (RADIO OST) --", "[TEXT] TROOPS LEFT."]),
    # lines
    ("Troops leave Tarnow\n\nThe last convoy left.", ["Troops leave Tarnow", "The last convoy left."]),
    ("Troops leave Tarnow\nThe last convoy left.", ["Troops leave Tarnow", "The last convoy left."]),
    (
        "The last convoy of the mission left the\nnorthern town on Friday.",
        ["The last convoy of the mission left the\nnorthern town on Friday."],
    ),
    ("Demands:\n- Open the road\n- Free them", ["Demands:", "- Open the road", "- Free them"]),
    # capitals throughout
    ("POLICE FIRED. TWO MEN DIED IN OST.", ["POLICE FIRED.", "TWO MEN DIED IN OST."]),
    # small letters throughout
    (
        "tarnow: police opened fire on a crowd near the old mill on friday night. two men, one of them a driver, died.",
        [
            "tarnow: police opened fire on a crowd near the old mill on friday night.",
            "two men, one of them a driver, died.",
        ],
    ),
    # a missing blank
    ("They left.The road is open.", ["They left.", "The road is open."]),
    ("", []),
    (" \n\t ", []),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[s[0][0] : s[-1][1]] for s in sentences(text)] == expected


@given(st.text(max_size=300) | st.text(alphabet="ab AB.!?\"'’“”()-–,;:\n\t1$%/", max_size=200))
@settings(deadline=None, max_examples=300)
def test_any_text_keeps_its_characters(text: str) -> None:
    """Offsets ascend, no word is empty or holds a blank, and no character outside blanks is lost."""
    at = 0
    for sentence in sentences(text):
        assert sentence
        for start, end in sentence:
            assert at <= start < end
            assert not text[at:start].strip()
            assert text[start:end].split() == [text[start:end]]
            at = end
    assert not text[at:].strip()
