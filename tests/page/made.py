"""Answers, figures and reports made up for the tests of what is drawn."""

from __future__ import annotations

from decimal import Decimal

from assistant import Answer, AnswerKind, Citation
from assistant.ledger import Line
from corpus.report import Fact, FactSource, Page, Report


def citation(page=14, label="12", boxes=((50.0, 100.0, 150.0, 120.0),), text="Titre") -> Citation:
    return Citation("r.pdf", text, ("Partie", text), page, label, text, boxes)


def answer(text="Texte.", refused=False, citations=None) -> Answer:
    kind = AnswerKind.REFUSAL if refused else AnswerKind.FIGURE
    return Answer(text, kind, refused, citations or (citation(),), (), 0.0, understood=text)


def fact(concept="Agents", value="1234.5", printed="1 234,5", unit="agents") -> Fact:
    box = (50.0, 100.0, 150.0, 120.0)
    return Fact(concept, (), "2023", Decimal(value), unit, printed, 2, box, 0, None, FactSource.TABLE)


def report(title="Titre", facts=(), warnings=()) -> Report:
    pages = tuple(Page(n, str(n - 1) if n > 1 else "", 500.0, 800.0, 10) for n in (1, 2, 3))
    return Report("r.pdf", "0" * 64, title, title, "2023", pages, (), (), tuple(facts), (), tuple(warnings))


def line(fact, title="Titre", others=()) -> Line:
    return Line(title, report(title), 0, fact, others)
