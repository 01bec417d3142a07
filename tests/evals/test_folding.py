import pytest

from evals.folding import Number, fold, fold_words, is_number, numbers, stands_in


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L’Œuvre  ÉLUE", "l'oeuvre elue"),
        ("22\u00a0094,5\u202f€", "22094,5 €"),
        ("1 234 567 habitants", "1234567 habitants"),
        ("en 2023 150 tickets", "en 2023 150 tickets"),
        ("41\n135", "41 135"),
        ("1–5 ans dʼâge, −3", "1-5 ans d'age, -3"),
        ("exem\u00adple", "exemple"),
        ("4 979¹ tickets", "4979 tickets"),
        ("12 m³", "12 m3"),
    ],
)
def test_fold_leaves_only_what_counts(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("wording", "text", "stands"),
    [
        ("50", "Soit 50 %.", True),
        ("50", "Il y en a 50.", True),
        ("50", "150 agents", False),
        ("50", "50,5 tonnes", False),
        ("50", "3,50 euros", False),
        ("50", "50 000 euros", False),
        ("22094", "22 094 habitants", True),
        ("22 094", "22\u202f094 habitants", True),
        ("27", "la fiche CNU27", False),
        ("10 h", "à 10\u00a0h", True),
        ("2h40", "soit 12h40", False),
        ("territoire 2", "le territoire 25", False),
        ("déployé", "DEPLOYEES", True),
        ("n'a engagé", "n’a engagé aucun travail", True),
        ("59.87", "59,87 %", False),
    ],
)
def test_a_wording_stands_in_a_text_with_its_numbers_whole(wording: str, text: str, stands: bool) -> None:
    assert stands_in(wording, text) is stands


def test_numbers_know_years_from_counts() -> None:
    assert numbers("En 2023, 1 985 agents (12,5 %) ; m3 ; 08/10/2015") == (
        Number("2023", year=True),
        Number("1985", year=False),
        Number("12,5", year=False),
        Number("08", year=False),
        Number("10", year=False),
        Number("2015", year=True),
    )


@pytest.mark.parametrize(
    ("text", "number"), [("22 094", True), ("3485,58", True), ("2h40", False), ("50 %", False), ("", False)]
)
def test_is_number(text: str, number: bool) -> None:
    assert is_number(text) is number


def test_fold_words_drops_punctuation() -> None:
    assert fold_words("6.1.1  Coûts : détail !") == "6 1 1 couts detail"
