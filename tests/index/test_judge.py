"""What the judge reads, and that the one in the repository tells an answer from its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant import Assistant
from index.errors import ModelError
from index.judge import WEIGHTS, Judge, figure_text, load_judge, sentence_text


class Counting:
    """Scores a pair by the length of its second text, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def scores(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.asked += pairs
        return np.array([len(text) for _, text in pairs], dtype=np.float32)


def test_a_figure_is_read_with_its_place_labels_period_and_unit() -> None:
    text = figure_text(("Finances", "Dette"), "Emprunts – Capital", ("Budget eau",), "2023", "12 000", "€")
    assert text == "Finances › Dette | Emprunts – Capital, Budget eau (2023) : 12 000 €"


def test_what_is_said_twice_is_read_once() -> None:
    assert figure_text((), "Part", (), "", "12 %", "%") == "Part : 12 %"
    assert (
        figure_text(("Eau", "Volumes"), "Volumes – Total", (), "", "3", "m³")
        == "Eau | Volumes – Total : 3 m³"
    )
    assert sentence_text(["Eau"], "Le réseau perd 10 %.") == "Eau | Le réseau perd 10 %."


def test_a_pair_is_read_once_however_often_it_is_asked() -> None:
    model = Counting()
    judge = Judge(model, "query: ")
    assert judge.scores("Q", ["aa", "b", "aa"]).tolist() == [2.0, 1.0, 2.0]
    assert judge.scores("Q", ["b", "ccc"]).tolist() == [1.0, 3.0]
    assert model.asked == [("query: Q", "aa"), ("query: Q", "b"), ("query: Q", "ccc")]


def test_nothing_to_judge_asks_nothing() -> None:
    model = Counting()
    assert Judge(model).scores("Q", []).shape == (0,)
    assert model.asked == []


def test_a_folder_that_holds_no_model_is_told_in_french(tmp_path: Path, demo_assistant: Assistant) -> None:
    with pytest.raises(ModelError, match="RAPPORTEUR_RERANKER"):
        load_judge(str(tmp_path), demo_assistant.library.encoder, tmp_path)


@pytest.mark.skipif(not WEIGHTS.is_file(), reason="the repository has no judge")
@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        (
            "Combien doit-on encore aux banques ?",
            "Dette | Capital restant dû (2023) : 1 200 000 €",
            "Dette | Durée moyenne des emprunts (2023) : 12 ans",
        ),
        (
            "Pourquoi la piscine a-t-elle fermé ?",
            "Sports | La piscine a été fermée en mars à cause d'une fuite dans le bassin.",
            "Sports | La piscine accueille 120 000 nageurs par an.",
        ),
        (
            "Combien de femmes parmi les agents ?",
            "Effectifs | Agents par sexe – Femmes (2023) : 54 agents",
            "Effectifs | Agents par sexe – Hommes (2023) : 31 agents",
        ),
    ],
)
def test_the_judge_prefers_what_answers(
    demo_assistant: Assistant, question: str, right: str, wrong: str
) -> None:
    assert demo_assistant.judge is not None
    good, bad = demo_assistant.judge.scores(question, [right, wrong])
    assert good > bad
