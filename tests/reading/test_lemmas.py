"""Forms beside lemmas, those of the news first."""

from __future__ import annotations

import pytest

from onrecord.reading.lemmas import lemma

VERBS = """
say said says saying; flee fled fleeing flees; kill killed killing kills; shoot shot shooting; begin began
begun beginning; strike struck stricken striking; bomb bombed bombing; fire fired firing; seize seized
seizing; arrest arrested; attack attacked attacking; abduct abducted; kidnap kidnapped kidnapping; rape raped;
raid raided; shell shelled shelling; invade invaded invading; agree agreed agrees agreeing; deny denied denies
denying; accuse accused accusing; urge urged urging; threaten threatened threatening; withdraw withdrew
withdrawn; release released releasing; resign resigned; ban banned banning; storm stormed; die died dying
dies; bury buried burying; injure injured; wound wounded wounding; evacuate evacuated; meet met meeting; order
ordered ordering; visit visited; plan planned planning; stop stopped stopping; target targeted; deploy
deployed deploys; destroy destroyed; hit hitting hits; control controlled; patrol patrolled; veto vetoed
vetoes; carry carried carries; pledge pledged pledging; rebuild rebuilt; overthrow overthrew overthrown;
protest protested; march marched marches marching; clash clashed clashes; launch launched launches; impose
imposed imposing; sanction sanctioned; express expressed expresses; lose lost losing; leave left leaving; find
found; lie lied; be was were been is are; have had has; go went gone goes; hold held; free freed freeing;
escape escaped; surrender surrendered; recognise recognised recognising; criticize criticized criticizing;
intervene intervened; use used using uses; close closed closing; open opened; prepare prepared; refuse
refused; reject rejected; rescue rescued; bring brought; assassinate assassinated; loot looted; riot rioted
rioting; burn burned burnt; crush crushed crushes; hope hoped hoping; vow vowed; warn warned; sue sued;
execute executed; mobilize mobilized; move moved moving; ease eased; vote voted voting
"""

NOUNS = """
troop troops; body bodies; attack attacks; child children; man men; wife wives; country countries; church
churches; hostage hostages; crisis crises; house houses; force forces; policeman policemen; gunman gunmen;
person people; life lives; loss losses; tax taxes; hero heroes; bus buses; class classes; news; series;
police; crossing crossings; airstrike airstrikes; case cases; base bases; price prices; village villages;
march marches; army armies; day days; virus viruses; process
"""


@pytest.mark.parametrize("line", [x.strip() for x in VERBS.replace("\n", " ").split(";")])
def test_verbs(line: str) -> None:
    expected, *forms = line.split()
    assert {form: lemma(form, "VERB") for form in (expected, *forms)} == dict.fromkeys((expected, *forms), expected)


def test_one_form_of_two_verbs_goes_with_the_commoner() -> None:
    assert [lemma(w, "VERB") for w in ("found", "founded", "wounded", "lay")] == ["find", "found", "wound", "lie"]


@pytest.mark.parametrize("line", [x.strip() for x in NOUNS.replace("\n", " ").split(";")])
def test_nouns(line: str) -> None:
    expected, *forms = line.split()
    assert {form: lemma(form, "NOUN") for form in (expected, *forms)} == dict.fromkeys((expected, *forms), expected)


def test_names_and_capitals() -> None:
    assert lemma("Times", "PROPN") == "Times"
    assert lemma("KILLED", "VERB") == "kill"
    assert lemma("n't", "PART") == "not"
    assert lemma("Wo", "AUX") == "will"
