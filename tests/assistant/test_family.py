"""Labels of facts that stand together, and what each of them says."""

from __future__ import annotations

from dataclasses import replace

from candidates import candidate, fact

from assistant.family import alike, distinctive, is_aggregate, is_derived, named_first, own_label


def test_totals_and_means_sum_up() -> None:
    assert [is_aggregate(w) for w in ("Total", "SOUS-TOTAL", "Moyenne générale", "Orly", "Totalement")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_balances_and_rates_are_worked_out() -> None:
    assert [is_derived(w) for w in ("Solde", "Écart (%)", "Dépenses")] == [True, True, False]


def test_a_label_is_told_by_what_its_fellows_lack() -> None:
    labels = ["Recettes de fonctionnement", "Dépenses de fonctionnement"]
    assert distinctive(labels, labels[0]) == {"recet"}
    assert own_label(["Ville d'Orly", "Ville de Thiais"], "Ville d'Orly") == "Orly"


def test_stems_are_alike_when_one_begins_the_other() -> None:
    assert alike("depens", "depens")
    assert alike("realis", "realisat")
    assert not alike("vot", "votre")  # too short to tell


def test_the_total_within_reach_stands_for_a_part_that_the_question_does_not_name() -> None:
    part = candidate(4.0, "Lille | 31", fact("Enseignants", "Lille", "Professeurs", value="31"))
    total = candidate(3.0, "Lille | 116", fact("Enseignants", "Lille", "Total", value="116"))
    assert named_first(["enseign", "lill"], [part, total])[0].fact is total.fact
    assert named_first(["professeur", "lill"], [part, total])[0].fact is part.fact
    far = replace(total, score=2.0)
    assert named_first(["enseign", "lill"], [part, far])[0].fact is part.fact
