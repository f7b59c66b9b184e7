"""Why a claim stands, and why a word made none."""

from onrecord.coding.explain import Explanation, explained
from onrecord.model import Report
from onrecord.reading import read


def why(text: str) -> list[Explanation]:
    report = Report(text=text)
    return list(explained(report, read(report)))


def test_each_field_is_told_with_its_words() -> None:
    (one,) = [e for e in why("Norway urged Mali to free the fishermen.") if e.claim]
    told = "\n".join(one.lines)
    assert one.claim is not None
    assert one.claim.type == "REQUEST"
    assert 'type        "urged": REQUEST/yield' in told
    assert "urge (coding/verbs.tsv" in told
    assert "the reader sees REQUEST with a chance of" in told
    assert 'actors      "Norway" (NOR GOV)' in told
    assert 'recipients  "Mali" (MLI GOV)' in told


def test_it_says_why_no_other_type_was_chosen() -> None:
    (one,) = [e for e in why("Norway urged Mali to free the fishermen.") if e.claim]
    (line,) = [line for line in one.lines if line.startswith("no other")]
    assert "share" in line


def test_a_denial_is_told_with_the_word_that_denies() -> None:
    (one,) = [e for e in why("Chad did not condemn the raid.") if e.claim]
    assert 'status      denied: "not"' in one.lines


def test_the_same_claims_are_explained_as_coded() -> None:
    from onrecord.coding import code

    report = Report(text="Rebels shelled the town of Tyrna on Monday. Norway condemned the shelling.")
    reading = read(report)
    assert tuple(e.claim for e in explained(report, reading) if e.claim) == code(report, reading).claims
