"""Lists and reader weighed: what each says of a word, and what is claimed."""

from dataclasses import replace

import pytest

from onrecord.coding import learnt
from onrecord.coding.clause import Clauses
from onrecord.coding.hit import Hit
from onrecord.coding.learnt import Candidate, Weights
from onrecord.model import Sentence, Told
from onrecord.ontology import Code

EVEN = Weights(
    event={"reader": 1.0, "lists": 1.0},
    threshold=0.5,
    type=1.0,
    status=1.0,
    mode=1.0,
    party=2.0,
    second=0.5,
    context=0.5,
    alone=0.8,
)


def sentence(*words: tuple[str, str, int, str], told: tuple[Told, ...] = ()) -> Sentence:
    """A sentence of (word, part of speech, head, relation)."""
    forms = [w for w, *_ in words]
    starts = [sum(len(w) + 1 for w in forms[:i]) for i in range(len(forms))]
    return Sentence(
        start=0,
        end=starts[-1] + len(forms[-1]),
        words=tuple(forms),
        starts=tuple(starts),
        ends=tuple(s + len(w) for s, w in zip(starts, forms, strict=True)),
        lemmas=tuple(w.lower() for w in forms),
        upos=tuple(u for _, u, _, _ in words),
        heads=tuple(h for _, _, h, _ in words),
        relations=tuple(r for *_, r in words),
        told=told,
    )


def told(word: int, **changes: object) -> Told:
    """A word that the reader takes for a request, with changes."""
    facts: dict[str, object] = {
        "types": {"REQUEST": 0.8, "ACCUSE": 0.1},
        "modes": {"yield": 0.7, "": 0.3},
        "statuses": {"happened": 0.95, "planned": 0.05},
        "contexts": {"diplomatic": 0.9, "legal": 0.2},
        "parts": {("actor", 0): 0.9, ("recipient", 2): 0.9},
    }
    return Told(word=word, **(facts | changes))  # type: ignore[arg-type]


def urged(*seen: Told) -> Clauses:
    """ "Norway urged Mali", with what the reader sees."""
    return Clauses(
        sentence(("Norway", "PROPN", 2, "nsubj"), ("urged", "VERB", 0, "root"), ("Mali", "PROPN", 2, "obj"), told=seen)
    )


def anybody(i: int) -> bool:
    return True


@pytest.fixture(autouse=True)
def even(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learnt, "weights", lambda: EVEN)


LISTED = Hit((1,), Code("REQUEST"), (0,), (2,))


def test_what_both_see_is_one_event_with_the_fields_of_both() -> None:
    (hit,) = learnt.weigh(urged(told(1)), [LISTED], anybody)
    assert (hit.code, hit.status) == (Code("REQUEST", "yield", ("diplomatic",)), "happened")
    assert (hit.actors, hit.recipients) == ((0,), (2,))
    assert hit.rivals[0][0] == "REQUEST"


def test_what_only_the_reader_sees_is_claimed_where_it_is_sure() -> None:
    (hit,) = learnt.weigh(urged(told(1)), [], anybody)
    assert (hit.code.type, hit.actors, hit.listed) == ("REQUEST", (0,), False)
    assert learnt.weigh(urged(told(1, types={"REQUEST": 0.2})), [], anybody) == []


def test_what_the_lists_find_goes_where_the_reader_sees_nothing() -> None:
    """ "The striker was attacked by boos": a word of the lists in a sentence that tells no event."""
    assert learnt.weigh(urged(), [LISTED], anybody) == []


def test_a_strong_word_of_the_lists_decides_between_two_likely_types() -> None:
    torn = told(1, types={"REQUEST": 0.5, "THREATEN": 0.45})
    threat = replace(LISTED, code=Code("THREATEN"))
    assert learnt.best_type(Candidate(threat, torn), EVEN) == "THREATEN"
    assert learnt.best_type(Candidate(threat, torn), replace(EVEN, type=0.0)) == "REQUEST"


def test_a_mode_is_one_that_the_type_has() -> None:
    """Decoding respects the scheme: an assault has no mode "yield", whatever the reader thinks."""
    seen = told(1, modes={"yield": 0.9, "aerial": 0.05})
    assert learnt.best_mode(Candidate(None, seen), "ASSAULT", EVEN) == "aerial"
    assert learnt.best_mode(Candidate(None, seen), "AGREE", EVEN) is None


def test_a_party_stands_on_one_side_only() -> None:
    torn = told(1, parts={("actor", 0): 0.9, ("recipient", 0): 0.6, ("recipient", 2): 0.9})
    (hit,) = learnt.weigh(urged(torn), [], anybody)
    assert (hit.actors, hit.recipients) == ((0,), (2,))


def test_who_meets_is_an_actor_on_both_sides() -> None:
    (hit,) = learnt.weigh(urged(told(1, types={"CONSULT": 0.9}, modes={"": 0.9})), [], anybody)
    assert (hit.actors, hit.recipients) == ((0, 2), ())


def test_the_chance_grows_with_each_witness() -> None:
    one = learnt.chance(Candidate(LISTED, None), EVEN)
    other = learnt.chance(Candidate(None, told(1)), EVEN)
    assert max(one, other) < learnt.chance(Candidate(LISTED, told(1)), EVEN)


def test_shares_add_up_to_one() -> None:
    ranked = learnt.ranked(learnt.type_scores(Candidate(LISTED, told(1)), EVEN))
    assert sum(p for _, p in ranked) == pytest.approx(1)
    assert [p for _, p in ranked] == sorted((p for _, p in ranked), reverse=True)


def agreed(*seen: Told) -> Clauses:
    """ "India and Pakistan agreed truce", with what the reader sees."""
    made = sentence(
        ("India", "PROPN", 4, "nsubj"),
        ("and", "CCONJ", 3, "cc"),
        ("Pakistan", "PROPN", 1, "conj"),
        ("agreed", "VERB", 0, "root"),
        ("truce", "NOUN", 4, "obj"),
        told=seen,
    )
    return Clauses(made.model_copy(update={"lemmas": ("india", "and", "pakistan", "agree", "truce")}))


BOTH = {("actor", 0): 0.9, ("actor", 2): 0.9}


def test_in_a_deal_the_first_side_deals_with_the_others() -> None:
    (hit,) = learnt.weigh(agreed(told(3, types={"AGREE": 0.9}, parts=BOTH)), [], anybody)
    assert (hit.actors, hit.recipients) == ((0,), (2,))


def test_those_who_offer_side_by_side_are_all_actors() -> None:
    """ "India and Pakistan pledged aid": neither does it to the other."""
    told_of = agreed(told(3, types={"AGREE": 0.9}, parts=BOTH)).sentence
    pledged = Clauses(told_of.model_copy(update={"lemmas": ("india", "and", "pakistan", "pledge", "aid")}))
    (hit,) = learnt.weigh(pledged, [], anybody)
    assert (hit.actors, hit.recipients) == ((0, 2), ())


def test_of_whoever_meets_the_chances_of_both_sides_count_together() -> None:
    """ "met Nawaz Sharif": a reader that cannot tell host from guest still knows that two met."""
    torn = {("actor", 0): 0.9, ("actor", 2): 0.4, ("recipient", 2): 0.4}
    (hit,) = learnt.weigh(urged(told(1, types={"CONSULT": 0.9}, modes={"": 0.9}, parts=torn)), [], anybody)
    assert (hit.actors, hit.recipients) == ((0, 2), ())


def test_two_doubtful_words_of_one_event_are_one() -> None:
    """ "announced a truce": the reader gives each word its share, and neither alone would be claimed."""
    doubtful = {"types": {"CONCEDE": 0.4}, "parts": {("actor", 0): 0.9}}
    (hit,) = learnt.weigh(agreed(told(3, **doubtful), told(4, **doubtful)), [], anybody)
    assert hit.code.type == "CONCEDE"
    assert hit.chance == pytest.approx(0.64)
    assert learnt.weigh(agreed(told(3, **doubtful)), [], anybody) == []


def test_whom_a_thing_that_is_hit_belongs_to_is_hit() -> None:
    """ "struck Hamas positions": positions are nobody."""
    hit_what = Clauses(
        sentence(
            ("Jets", "NOUN", 2, "nsubj"),
            ("struck", "VERB", 0, "root"),
            ("Hamas", "PROPN", 4, "compound"),
            ("positions", "NOUN", 2, "obj"),
            told=(told(1, types={"ASSAULT": 0.9}, parts={("actor", 0): 0.9, ("recipient", 3): 0.6}),),
        )
    )
    (hit,) = learnt.weigh(hit_what, [], lambda i: i in (0, 2))
    assert (hit.actors, hit.recipients) == ((0,), (2,))


def test_who_refuses_a_plan_refuses_its_author() -> None:
    """ "Klaus rejected a law proposed by Topol": the reader has not seen for whom it is."""
    refused = Clauses(
        sentence(
            ("Klaus", "PROPN", 2, "nsubj"),
            ("rejected", "VERB", 0, "root"),
            ("law", "NOUN", 2, "obj"),
            ("proposed", "VERB", 3, "acl"),
            ("by", "ADP", 6, "case"),
            ("Topol", "PROPN", 4, "obl:agent"),
            told=(told(1, types={"REJECT": 0.9}, parts={("actor", 0): 0.9}),),
        )
    )
    listed = Hit((1,), Code("REJECT"), (0,), (5,))
    (hit,) = learnt.weigh(refused, [listed], lambda i: i in (0, 5))
    assert (hit.actors, hit.recipients) == ((0,), (5,))


def test_where_the_lists_name_nobody_they_speak_against_nobody() -> None:
    """A party that the reader finds likelier than not stands, though a find of the lists has none."""
    likely = told(1, parts={("actor", 0): 0.6, ("recipient", 2): 0.9})
    (hit,) = learnt.weigh(urged(likely), [replace(LISTED, actors=())], anybody)
    assert hit.actors == (0,)


def test_the_subject_of_an_active_verb_acts() -> None:
    (hit,) = learnt.weigh(urged(told(1, parts={("actor", 0): 0.3, ("recipient", 2): 0.9})), [], anybody)
    assert (hit.actors, hit.recipients) == ((0,), (2,))
    (hit,) = learnt.weigh(urged(told(1, parts={("recipient", 0): 0.4, ("recipient", 2): 0.9})), [], anybody)
    assert hit.actors == ()


def test_whom_the_main_clause_is_about_stands_beside() -> None:
    """ "While Chad plans assault, officials wait": the officials are not whom it would hit."""
    clauses = Clauses(
        sentence(
            ("While", "SCONJ", 3, "mark"),
            ("Chad", "PROPN", 3, "nsubj"),
            ("plans", "VERB", 6, "advcl"),
            ("assault", "NOUN", 3, "obj"),
            ("officials", "NOUN", 6, "nsubj"),
            ("wait", "VERB", 0, "root"),
            told=(told(3, types={"ASSAULT": 0.9}, parts={("actor", 1): 0.9, ("recipient", 4): 0.55}),),
        )
    )
    (hit,) = learnt.weigh(clauses, [], anybody)
    assert (hit.actors, hit.recipients) == ((1,), ())
