from __future__ import annotations

import math

import pytest

from index.words import WordIndex, fold, stem, stems, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’eau d'agents", ["l", "eau", "d", "agents"]),
        ("3 485,58 tonnes", ["3485,58", "tonnes"]),
        ("4 889 660,10 €", ["4889660,10"]),
        ("Œuvré à Évian", ["oeuvre", "a", "evian"]),
        ("2022 2023", ["2022", "2023"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_fold_opens_ligatures_and_drops_accents() -> None:
    assert fold("ÇA Œ ŒUF déjà") == "ca oe oeuf deja"


@pytest.mark.parametrize("word", ["collecte", "collectes", "collectee", "collectees", "collecter"])
def test_inflections_meet_in_one_stem(word: str) -> None:
    assert stem(word) == "collect"


def test_stems_leave_function_words_out() -> None:
    assert stems("Combien de tonnes d'ordures la commune a-t-elle collectées ?") == [
        "combien",
        "ton",
        "ordur",
        "commun",
        "collect",
    ]


def test_idf_is_the_bm25_one() -> None:
    index = WordIndex([["eau", "prix"], ["eau"], ["bois"]])
    # N = 3 documents, n = 2 hold "eau": ln(1 + (3 - 2 + 0.5) / (2 + 0.5)) = ln(1.6)
    assert index.idf("eau") == pytest.approx(math.log(1.6))
    # never seen: ln(1 + 3.5 / 0.5) = ln(8)
    assert index.idf("neige") == pytest.approx(math.log(8))


def test_scores_favour_the_document_that_holds_the_rare_word() -> None:
    index = WordIndex([["eau", "prix"], ["eau", "bois"], ["eau", "eau"]])
    scores = index.scores(["prix", "eau"])
    assert scores.argmax() == 0
    assert scores.shape == (3,)


def test_nothing_known_scores_nothing() -> None:
    assert WordIndex([["eau"]]).scores(["neige"]).tolist() == [0.0]
    assert WordIndex([]).scores(["eau"]).tolist() == []
