"""An answer is sure when it fits and when nothing else fits as well."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import log
from typing import Any, cast

import pytest

from assistant.certainty import certainty, evidence
from assistant.evidence import Candidate
from corpus.report import BlockKind, Fact, FactSource, Passage, Sentence

BOX = (0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True)
class Entry:
    passage: Passage


@dataclass(frozen=True)
class Hit:
    entry: Entry


@dataclass(frozen=True)
class Scored:
    """What certainty asks of a candidate."""

    score: float
    fact: Fact | None
    sentence: Sentence
    hit: Hit


def candidate(score: float, text: str, printed: str = "") -> Candidate:
    hit = Hit(Entry(Passage(0, BlockKind.PARAGRAPH, text, (1,), 0, ())))
    fact = printed and Fact(text, (), "2023", Decimal(printed), None, printed, 1, BOX, 0, 0, FactSource.TABLE)
    found: Any = Scored(score, fact or None, Sentence(0, len(text), 1, (BOX,), 0), hit)
    return cast(Candidate, found)


def test_a_rival_as_good_halves_the_share() -> None:
    best, rival = candidate(2.0, "Tickets", "12"), candidate(2.0, "Appels", "7")
    assert evidence(best, [best]) == (2.0, 0.0, 1.0)
    assert evidence(best, [best, rival])[1] == pytest.approx(log(2))
    assert certainty(best, [best, rival]) < certainty(best, [best])


def test_who_gives_the_same_answer_is_no_rival() -> None:
    best = candidate(2.0, "Tickets", "12")
    again = candidate(1.9, "Tickets de l'année", "12")
    sentence = candidate(1.8, "Le syndicat a reçu 12 tickets.")
    assert evidence(best, [best, again, sentence])[1] == 0.0
    assert evidence(sentence, [best, again, sentence])[1] == 0.0


def test_one_answer_found_in_several_places_is_one_rival() -> None:
    best = candidate(2.0, "Tickets", "12")
    places = [candidate(2.0, f"Appels {k}", "7") for k in range(5)]
    assert evidence(best, [best, *places])[1] == pytest.approx(log(2))


def test_what_was_passed_over_does_not_count_without_bound() -> None:
    best, first = candidate(0.0, "Un mot."), candidate(30.0, "Un titre.")
    assert evidence(best, [first, best])[1] < 4


def test_the_better_the_fit_the_surer() -> None:
    sure = [certainty(candidate(score, "Tickets", "12"), ()) for score in (-4.0, 0.0, 4.0)]
    assert sure == sorted(sure)
