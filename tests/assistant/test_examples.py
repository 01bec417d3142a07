"""Questions made of the reports' own figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.examples import candidates, examples, wording
from corpus.report import Fact, FactSource, Report


def fact(concept, unit=None, period="2023", source=FactSource.TABLE):
    return Fact(concept, (), period, Decimal(7), unit, "7", 1, (0, 0, 1, 1), 0, None, source)


@pytest.mark.parametrize(
    ("concept", "unit", "asked"),
    [
        ("Nombre d’agents formés", "agents", "Combien d’agents formés en 2023 ?"),
        ("tickets ouverts", "tickets", "Combien de tickets ouverts en 2023 ?"),
        ("Agents utilisent le logiciel", "agents", "Combien d’agents utilisent le logiciel en 2023 ?"),
        ("dépenses réalisées", "€", "Dépenses réalisées en 2023 ?"),
    ],
)
def test_a_figure_is_asked_for_in_words(concept, unit, asked):
    assert wording(fact(concept, unit)) == asked


def test_labels_that_do_not_read_as_words_are_left_out():
    facts = (
        fact("Agents – Pôle 2", "agents"),
        fact("Total", "€"),
        fact("compte 641 du budget", "€"),
        fact("la commune a dépensé", "€", source=FactSource.SENTENCE),
        fact("Agents en poste", "agents", period="2019"),
    )
    report = Report("r.pdf", "s", "t", "", "2023", (), (), (), (*facts, fact("Dépenses réalisées", "€")), ())
    assert [question for question, _ in candidates([report])] == ["Dépenses réalisées en 2023 ?"]


def test_each_example_is_answered(demo_assistant):
    offered = examples(demo_assistant, 4)
    assert len(set(offered)) == 4
    assert not any(demo_assistant.ask(question).refused for question in offered)
