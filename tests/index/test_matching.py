"""Words of the index against those of a question: same stem, same family, near spelling."""

from __future__ import annotations

import math

import pytest

from index.matching import Matcher
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
