"""Words of the index against those of a question: same stem, same family, near spelling."""

from __future__ import annotations

import math

import pytest

from index.matching import Matcher
from index.thesaurus import Thesaurus
from index.words import WordIndex, stem, stems

WORDS = WordIndex([stems("l'assainissement collectif des eaux"), stems("les eaux pluviales"), ["tickets"]])


def test_the_same_stem_has_full_credit_and_anything_else_less() -> None:
    matcher = Matcher(["eau", "assainisseur"], WORDS, {})
    eau, assainisseur = matcher.credit(stems("assainissement des eaux")).tolist()
    assert eau == 1.0
    assert 0.0 < assainisseur < 1.0


def test_a_misspelt_word_finds_its_neighbour() -> None:
    matcher = Matcher([stem("pluvialles")], WORDS, {})
    assert matcher.credit(stems("pluviales"))[0] > 0
    assert matcher.expanded() == [stem("pluviales")]


@pytest.mark.parametrize("term", ["2023", "co2"])
def test_what_has_a_digit_is_matched_whole(term: str) -> None:
    assert Matcher([term], WordIndex([["2024", "2022", "co3"]]), {}).expanded() == []


def test_weights_are_idf_times_emphasis() -> None:
    matcher = Matcher(["eau", "tickets"], WORDS, {"tickets": 0.3})
    # N = 3; "eau" in 2 documents: ln(1 + 1.5 / 2.5); "tickets" in 1: ln(1 + 2.5 / 1.5)
    assert matcher.weights.tolist() == pytest.approx([math.log(1.6), 0.3 * math.log(1 + 2.5 / 1.5)])


def test_the_share_is_weighted() -> None:
    matcher = Matcher(["eau", "tickets"], WORDS, {})
    eau, tickets = math.log(1.6), math.log(1 + 2.5 / 1.5)
    assert matcher.share(matcher.credit(["tickets"])) == pytest.approx(tickets / (eau + tickets))
    assert matcher.share(matcher.credit(["eau", "tickets"])) == pytest.approx(1.0)


def test_a_question_without_words_shares_nothing() -> None:
    matcher = Matcher([], WORDS, {})
    assert matcher.share(matcher.credit(["eau"])) == 0.0


def test_words_that_only_name_the_report_weigh_nothing_unless_they_are_all() -> None:
    matcher = Matcher(["eau", "tickets"], WORDS, {})
    assert matcher.weights_without(frozenset({"eau"})).tolist() == [0.0, matcher.weights[1]]
    assert matcher.weights_without(frozenset({"eau", "tickets"})).tolist() == matcher.weights.tolist()


def test_a_term_asked_twice_counts_once() -> None:
    assert Matcher(["eau", "eau"], WORDS, {}).terms == ("eau",)


THESAURUS = Thesaurus(["poubelle > ordures ménagères", "cantine = restauration", "toubib > docteur"])
TOWN = WordIndex(
    [stems("les ordures ménagères"), stems("les ordures"), stems("la restauration"), stems("le tableau")]
)


def _town(question: str) -> Matcher:
    return Matcher(stems(question), TOWN, {}, THESAURUS)


def test_what_stands_for_a_word_has_credit_but_less_than_the_word() -> None:
    assert 0.0 < _town("la cantine").credit(stems("restauration"))[0] < 1.0
    assert _town("la restauration").credit(stems("restauration"))[0] == 1.0


def test_several_words_that_stand_for_one_must_all_be_there() -> None:
    matcher = _town("les poubelles")
    assert matcher.credit(stems("des ordures")).tolist() == [0.0]
    assert matcher.credit(stems("des ordures très ménagères"))[0] > 0


def test_what_the_index_has_no_words_for_is_unknown() -> None:
    assert _town("la cantine").unknown() == ()
    assert _town("le toubib").unknown() == ("toubib",)  # the index has no « docteur » either


def test_what_stands_for_a_word_is_searched_with() -> None:
    assert _town("les poubelles").expanded() == stems("ordures ménagères")
    assert _town("le toubib").expanded() == []


def test_a_word_known_only_by_another_is_as_rare_as_that_one() -> None:
    # « restauration » in 1 document of 4: ln(1 + 3.5 / 1.5); a word never seen: ln(1 + 4.5 / 0.5)
    assert _town("la cantine").weights.tolist() == pytest.approx([math.log(1 + 3.5 / 1.5)])
    assert _town("le toubib").weights.tolist() == pytest.approx([math.log(1 + 4.5 / 0.5)])


def test_a_word_that_the_thesaurus_has_is_not_taken_for_a_misspelt_one() -> None:
    words = WordIndex([["roubib"]])  # one letter of six away: 1 - 1/6 = 0.83, beyond 0.75
    assert Matcher(stems("toubib"), words, {}, Thesaurus([])).expanded() == ["roubib"]
    assert Matcher(stems("toubib"), words, {}, THESAURUS).expanded() == []


def test_a_name_cut_to_three_letters_is_worth_something() -> None:
    words = WordIndex([["mul", "odi"], ["col"], ["hag"]])
    (credit,) = Matcher(["mulhous"], words, {}).credit(["mul"]).tolist()
    assert credit == pytest.approx(0.6)
    assert Matcher(["mulet"], words, {}).credit(["col"]).tolist() == [0.0]
