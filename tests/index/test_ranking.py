"""Ranking: the arithmetic of late interaction and of a report's fit."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from small_report import put, report

from index.data import IndexData
from index.library import Library
from index.matching import Matcher
from index.ranking import Features, Weights, late_interaction, report_fit, score
from index.words import stems


def test_late_interaction_is_a_weighted_mean_of_the_best_cosines() -> None:
    best, weights = np.array([0.9, 0.5], np.float32), np.array([3.0, 1.0], np.float32)
    # (0.9 x 3 + 0.5 x 1) / (3 + 1) = 0.8
    assert late_interaction(best, weights) == pytest.approx(0.8)


def test_no_token_interacts_with_nothing() -> None:
    assert late_interaction(np.zeros(0, np.float32), np.zeros(0, np.float32)) == 0.0


def test_the_score_is_the_weighted_sum_of_all_features() -> None:
    names = [f.name for f in fields(Features)]
    features = Features(**{name: float(at + 1) for at, name in enumerate(names)})
    weights = Weights(**{f.name: 0.0 for f in fields(Weights)} | {names[0]: 2.0, names[-1]: 10.0})
    assert score(features, weights) == pytest.approx(2.0 * 1 + 10.0 * len(names))


def test_every_feature_has_a_weight() -> None:
    assert {f.name for f in fields(Features)} == {f.name for f in fields(Weights)}


def _fit(data: IndexData, question: str) -> dict[str, tuple[float, float, float]]:
    library = Library(data)
    found = report_fit(question, Matcher(stems(question), library.words, {}), library)
    return {library.reports[id].file: fit for id, fit in found.items()}


def test_the_year_asked_for_favours_the_report_of_that_year(index_data: IndexData) -> None:
    put(index_data, report(), report("eau-2022.pdf", "b" * 64, "2022"))
    fit = _fit(index_data, "Quel volume d'eau en 2022 ?")
    assert (fit["eau.pdf"][2], fit["eau-2022.pdf"][2]) == (0.0, 1.0)


def test_a_report_that_the_question_names_is_named(index_data: IndexData) -> None:
    put(index_data, report(), report("cimetiere.pdf", "b" * 64))
    fit = _fit(index_data, "Que dit le rapport cimetière ?")
    assert fit["cimetiere.pdf"][1] == 1.0  # over the best
    assert fit["eau.pdf"][1] < 1.0


def test_fits_are_shares_of_the_best(index_data: IndexData) -> None:
    put(index_data, report(), report("bois.pdf", "b" * 64))
    fits = _fit(index_data, "Combien d'eau à Orly ?").values()
    assert max(f[0] for f in fits) == pytest.approx(1.0)
    assert all(0.0 <= part <= 1.0 for fit in fits for part in fit)


def test_nothing_known_fits_nothing(index_data: IndexData) -> None:
    put(index_data, report())
    assert _fit(index_data, "Zygomorphe ?")["eau.pdf"] == (0.0, 0.0, 0.0)
