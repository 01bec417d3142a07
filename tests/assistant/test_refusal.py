"""A refusal says what was looked for and what is there instead."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, cast

from assistant.answer import AnswerKind
from assistant.evidence import Candidate
from assistant.found import Found as Told
from assistant.question import Question, understand
from assistant.refusal import refusal
from corpus.report import BlockKind, Fact, FactSource, Page, Passage, Report, Section, Sentence

BOX = (0.0, 0.0, 1.0, 1.0)
SECTION = Section(0, "Les tickets", 1, 1, ("Les tickets",))


def fact(year: str) -> Fact:
    return Fact("Tickets GLPI", (), year, Decimal(7), None, "7", 1, BOX, 0, 0, FactSource.KEY_FIGURE)


FACTS = (fact("2022"), fact("2023"))
REPORT = Report("r.pdf", "r", "Rapport 2023", "", "2023", (Page(1, "3", 9, 9, 9),), (SECTION,), (), FACTS, ())


@dataclass(frozen=True)
class Entry:
    passage: Passage


@dataclass(frozen=True)
class Hit:
    entry: Entry


SENTENCE = Sentence(0, 16, 1, (BOX,), 0)
HIT = Hit(Entry(Passage(0, BlockKind.KEY_FIGURE, "Tickets GLPI : 7", (1,), 0, ())))


@dataclass(frozen=True)
class Found:
    """What a refusal asks of a candidate."""

    fact: Fact | None
    report: Report
    missed: str
    score: float = -1.0
    score_any_year: float = 2.0
    sentence: Sentence = SENTENCE
    hit: Hit = HIT

    def misses(self, _: Question) -> str:
        return self.missed


def candidate(missed: str) -> Candidate:
    found: Any = Found(FACTS[1], REPORT, missed)
    return cast(Candidate, found)


def test_other_years_are_told_with_the_place() -> None:
    found = refusal(understand("Combien de tickets GLPI en 2015 ?"), [candidate("period")], ())
    assert found.kind is AnswerKind.REFUSAL
    assert found.text == (
        "Pas de chiffre pour 2015 ; « Tickets GLPI » est donné pour 2022 et 2023."
        " Le plus proche : la partie « Les tickets » du rapport « Rapport 2023 », page 3."
    )
    assert found.citations[0].page == 1
    assert found.facts == ()  # no figure is stated
    assert found.choices == ("Combien de tickets GLPI en 2022 ?", "Combien de tickets GLPI en 2023 ?")


def test_what_was_looked_for_and_what_is_nearest() -> None:
    found = refusal(understand("Combien d'appels à l'accueil d'Orly ?"), [candidate("")], ())
    assert found.text == (
        "Je n'ai pas trouvé de réponse à cette question dans les rapports indexés."
        " J'ai cherché : appels, accueil, Orly."
        " Le plus proche : « Tickets GLPI », dans la partie « Les tickets »"
        " du rapport « Rapport 2023 », page 3."
    )


def test_what_is_nearly_sure_is_shown() -> None:
    question = understand("Combien d'appels à l'accueil d'Orly ?")
    citation = refusal(question, [candidate("")], ()).citations[0]
    near = Told("Tickets GLPI (2023) : 7.", AnswerKind.FIGURE, (citation,), (FACTS[1],), 0.4)
    found = refusal(question, [candidate("")], (), near)
    assert found.text == (
        "Je n'ai pas trouvé de réponse sûre à cette question dans les rapports indexés."
        " J'ai cherché : appels, accueil, Orly."
        " Le plus proche, dans la partie « Les tickets » du rapport « Rapport 2023 », page 3 :"
        " Tickets GLPI (2023) : 7."
    )
    assert found.kind is AnswerKind.REFUSAL
    assert found.facts == ()
    assert "sûre" not in refusal(question, [candidate("")], (), replace(near, confidence=0.1)).text


def test_words_that_no_report_knows_are_named() -> None:
    question = understand("Combien de girafes à Orly ?")
    stem = next(t.stem for t in question.terms if t.word == "girafes")
    assert refusal(question, (), [stem]).text == "Les rapports indexés ne parlent pas de « girafes »."
