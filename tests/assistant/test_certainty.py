"""An answer is sure when it fits and when nothing else fits as well."""

from __future__ import annotations

from math import log

import pytest
from candidates import candidate, fact

from assistant.certainty import certainty, evidence


def test_a_rival_as_good_halves_the_share() -> None:
    best = candidate(2.0, "Tickets", fact("Tickets", value="12"))
    rival = candidate(2.0, "Appels", fact("Appels", value="7"))
    assert evidence(best, [best]) == (2.0, 0.0, 1.0)
    assert evidence(best, [best, rival])[1] == pytest.approx(log(2))
    assert certainty(best, [best, rival]) < certainty(best, [best])


def test_who_gives_the_same_answer_is_no_rival() -> None:
    best = candidate(2.0, "Tickets", fact("Tickets", value="12"))
    again = candidate(1.9, "Tickets de l'année", fact("Tickets de l'année", value="12"))
    sentence = candidate(1.8, "Le syndicat a reçu 12 tickets.")
    assert evidence(best, [best, again, sentence])[1] == 0.0
    assert evidence(sentence, [best, again, sentence])[1] == 0.0


def test_the_parts_of_a_total_are_no_rivals_of_it() -> None:
    total = candidate(2.0, "Total", fact("Effectif", "Total", value="12"))
    part = candidate(1.9, "Femmes", fact("Effectif", "Femmes", value="7"))
    finer = candidate(1.8, "Total", fact("Effectif", "Total", "Moins de 30 ans", value="2"))
    assert evidence(total, [total, part, finer])[1] == 0.0
    assert evidence(part, [total, part])[1] > 0.5


def test_one_answer_found_in_several_places_is_one_rival() -> None:
    best = candidate(2.0, "Tickets", fact("Tickets", value="12"))
    places = [candidate(2.0, f"Appels {k}", fact(f"Appels {k}", value="7")) for k in range(5)]
    assert evidence(best, [best, *places])[1] == pytest.approx(log(2))


def test_what_was_passed_over_does_not_count_without_bound() -> None:
    best, first = candidate(0.0, "Un mot."), candidate(30.0, "Un titre.")
    assert evidence(best, [first, best])[1] < 4


def test_the_better_the_fit_the_surer() -> None:
    fits = (candidate(score, "Tickets", fact("Tickets", value="12")) for score in (-4.0, 0.0, 4.0))
    sure = [certainty(fit, ()) for fit in fits]
    assert sure == sorted(sure)
