"""Several answers as one, and the page of an answer."""

from __future__ import annotations

from decimal import Decimal

from assistant.answer import Answer, AnswerKind, Citation
from assistant.joining import joined, on_page
from corpus.report import Fact, FactSource


def _citation(page: int, label: str = "") -> Citation:
    return Citation("r.pdf", "Bilan", ("Eau",), page, label, "quote", ())


def _fact(value: int) -> Fact:
    return Fact(
        concept="Postes",
        dimensions=(),
        period="2023",
        value=Decimal(value),
        unit=None,
        printed=str(value),
        page=3,
        box=(0.0, 0.0, 1.0, 1.0),
        section=None,
        source=FactSource.TABLE,
        confidence=1.0,
        block=0,
    )


def _answer(text: str, kind: AnswerKind, confidence: float, page: int, fact: Fact | None = None) -> Answer:
    refused = kind is AnswerKind.REFUSAL
    return Answer(text, kind, refused, (_citation(page),), (fact,) if fact else (), 0.1, "", confidence)


OPEN = _answer("Postes ouverts : 41.", AnswerKind.FIGURE, 0.9, 3, _fact(41))
FILLED = _answer("Postes pourvus : 35.", AnswerKind.FIGURE, 0.7, 4, _fact(35))
NONE = _answer("Rien trouvé.", AnswerKind.REFUSAL, 0.6, 9)
WORDS = _answer("« Oui. »", AnswerKind.QUOTE, 0.8, 5)


def test_two_figures_are_told_one_after_the_other_with_both_citations() -> None:
    answer = joined([("Combien d'ouverts ?", OPEN), ("Combien de pourvus ?", FILLED)])
    assert answer.text == "Postes ouverts : 41.\nPostes pourvus : 35."
    assert [c.page for c in answer.citations] == [3, 4]
    assert [f.value for f in answer.facts] == [41, 35]
    assert (answer.kind, answer.refused, answer.confidence) == (AnswerKind.FIGURE, False, 0.7)


def test_what_is_not_found_is_said_so_and_not_cited() -> None:
    answer = joined([("Combien de perdus ?", NONE), ("Combien d'ouverts ?", OPEN)])
    assert answer.text == "« Combien de perdus ? » : Rien trouvé.\nPostes ouverts : 41."
    assert [c.page for c in answer.citations] == [3]
    assert not answer.refused


def test_the_same_answer_is_given_once() -> None:
    assert joined([("A ?", OPEN), ("B ?", OPEN)]).text == OPEN.text
    assert len(joined([("A ?", OPEN), ("B ?", OPEN)]).citations) == 1
    both = joined([("A ?", OPEN), ("B ?", FILLED)])
    assert joined([("A et B ?", both), ("B ?", FILLED)]).text == both.text


def test_a_figure_and_words_make_a_quotation() -> None:
    assert joined([("A ?", OPEN), ("B ?", WORDS)]).kind is AnswerKind.QUOTE


def test_the_page_says_the_printed_and_the_physical_number() -> None:
    printed = Answer("x", AnswerKind.FIGURE, False, (_citation(15, "13"),), (_fact(1),), 0.1)
    answer = on_page(printed)
    assert answer.text == "Page 13 (page 15 du PDF) du rapport « Bilan », partie « Eau »."
    assert answer.facts == ()
    assert on_page(OPEN).text == "Page 3 du PDF du rapport « Bilan », partie « Eau »."
    assert on_page(NONE) is NONE


def test_what_another_answer_quotes_among_other_lines_is_not_repeated() -> None:
    both = _answer("Bilan : « Oui.\nDeux fois. »", AnswerKind.QUOTE, 0.8, 5)
    again = _answer("« Deux fois. »", AnswerKind.QUOTE, 0.8, 5)
    assert joined([("Est-ce vrai ?", both), ("Combien de fois ?", again)]).text == both.text
