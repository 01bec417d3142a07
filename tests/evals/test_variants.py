"""Questions typed otherwise."""

from __future__ import annotations

import pytest

from evals.questions import Question
from evals.variants import VARIANTS, keywords, misspelt, vary, without_accents


def test_accents_go_and_letters_stay() -> None:
    assert without_accents("Où était l'œuvre à 3 €, dès août ?") == "Ou etait l'oeuvre a 3 €, des aout ?"


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Combien de tickets ?", "Cobmien de tickets ?"),
        ("Où est-ce ?", "Où est-ce ?"),
        ("du personnel", "du perosnnel"),
    ],
)
def test_one_word_is_misspelt(text: str, typed: str) -> None:
    assert misspelt(text) == typed


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Combien d'agents ont été formés à Civil Net RH en 2021 ?", "agents formés Civil Net RH 2021"),
        ("Quel est le taux en % ?", "taux %"),
        ("Combien ?", "Combien ?"),
    ],
)
def test_only_what_says_something_is_kept(text: str, kept: str) -> None:
    assert keywords(text) == kept


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_variant_keeps_the_gold_and_is_the_same_twice(variant: str) -> None:
    question = Question("q1", "Combien de tickets où ?", "table", (("12",),), history=("Et avant ?",))
    (varied,) = vary([question], variant)
    assert (varied.id, varied.expected, varied.history) == ("q1", (("12",),), ("Et avant ?",))
    assert varied.question != question.question
    assert vary([question], variant) == (varied,)
