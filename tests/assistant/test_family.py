"""Labels of facts that stand together, and what each of them says."""

from __future__ import annotations

from assistant.family import alike, distinctive, is_aggregate, is_derived, own_label


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
