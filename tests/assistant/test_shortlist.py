"""Several answers side by side where none stands out."""

from __future__ import annotations

from dataclasses import replace

from candidates import REPORT, candidate, fact

from assistant.answer import Answer, AnswerKind
from assistant.evidence import Candidate, of_those_named
from assistant.found import Found
from assistant.question import understand
from assistant.reply import reply
from assistant.shortlist import MOST, shortlist

QUESTION = understand("Combien de tickets en 2023 ?")
CALLS = candidate(0.0, "Tickets | 12", fact("Accueil", "Tickets", value="12"))
MAILS = candidate(-0.3, "Courriels | 7", fact("Accueil", "Courriels", value="7"))
SENTENCE = candidate(-0.5, "Le syndicat a reçu 31 tickets par courrier.")


def told(candidates: list[Candidate]) -> Found:
    answer = reply(QUESTION, candidates, lambda _: (), unknown=(), seconds=lambda: 0.0)
    return Found(answer.text, answer.kind, answer.citations, answer.facts, answer.confidence, answer.choices)


def test_near_equals_are_told_together_the_likeliest_first() -> None:
    found = told([CALLS, MAILS])
    assert found.kind is AnswerKind.CHOICES
    assert found.text.splitlines() == [
        "Plusieurs réponses sont possibles, la plus probable d'abord :",
        "Accueil (2023) :",
        "• Tickets : 12",
        "• Courriels : 7",
    ]
    assert [f.printed for f in found.facts] == ["12", "7"]
    assert len(found.citations) == 2


def test_what_stands_out_is_told_alone() -> None:
    found = told([replace(CALLS, score=5.0), MAILS, SENTENCE])
    assert found.kind is AnswerKind.FIGURE
    assert found.text == "Accueil, Tickets (2023) : 12."


def test_a_sentence_beside_a_figure_is_quoted() -> None:
    assert told([CALLS, SENTENCE]).text.splitlines()[1:] == [
        "• Accueil, Tickets (2023) : 12.",
        "• « Le syndicat a reçu 31 tickets par courrier. »",
    ]


def test_each_says_its_report_where_there_are_several() -> None:
    other = candidate(
        -0.3, "Courriels | 7", fact("Courriels", value="7"), replace(REPORT, file="s.pdf", title="Bilan")
    )
    lines = told([CALLS, other]).text.splitlines()
    assert lines[1].endswith("(« Rapport 2023 »)")
    assert lines[2].endswith("(« Bilan »)")


def test_the_same_answer_stands_once_and_no_more_than_a_few_do() -> None:
    again = candidate(-0.1, "Tickets | 12", fact("Demandes", value="12"))
    many = [candidate(-1.2, f"Motif {n} | {n}", fact(f"Motif {n}", value=str(n))) for n in range(20, 24)]
    found = told([CALLS, again, *many])
    assert len(found.text.splitlines()) == 1 + MOST
    assert found.text.count("12") == 1


def test_a_unit_that_one_leaves_out_makes_no_other_answer() -> None:
    said = replace(fact("Tickets de l'année", value="12"), unit="tickets")
    lines = told([CALLS, candidate(-0.1, "Tickets de l'année : douze", said), MAILS]).text.splitlines()
    assert [line.rpartition(" : ")[2] for line in lines if line.startswith("•")] == ["12", "7"]


def test_no_figure_is_offered_where_a_name_is_asked() -> None:
    said = [replace(SENTENCE, score=0.0), MAILS, candidate(-0.4, "Le maire a signé le registre.")]
    answer = reply(understand("Qui est le maire ?"), said, lambda _: (), unknown=(), seconds=lambda: 0.0)
    assert answer.kind is AnswerKind.CHOICES
    assert answer.facts == ()


def test_what_is_far_behind_is_not_shown() -> None:
    assert shortlist(CALLS, [CALLS, replace(MAILS, score=-6.0)], lambda _: None) is None


def test_what_says_more_stands_for_what_it_holds() -> None:
    short = candidate(0.0, "La communauté n'est pas qu'à Paris.")
    long = candidate(-0.1, "La communauté n'est pas qu'à Paris. Elle est à Lyon.")
    texts = {id(short): "« Pas qu'à Paris. »", id(long): "« Pas qu'à Paris. À Lyon. »", id(MAILS): "7"}
    base = told([CALLS, MAILS])
    found = shortlist(short, [short, long, MAILS], lambda c: replace(base, text=texts[id(c)]))
    assert found is not None
    assert found.text.splitlines()[1:] == ["• « Pas qu'à Paris. À Lyon. »", "• 7"]


def test_reports_of_one_title_go_by_their_files() -> None:
    other = candidate(-0.3, "Courriels | 7", fact("Courriels", value="7"), replace(REPORT, file="s.pdf"))
    lines = told([CALLS, other]).text.splitlines()
    assert (lines[1].rpartition("(")[2], lines[2].rpartition("(")[2]) == ("« r.pdf »)", "« s.pdf »)")


def test_nothing_is_told_where_even_the_likeliest_is_unlikely() -> None:
    far = [replace(c, score=-9.0) for c in (CALLS, MAILS, SENTENCE)]
    assert told(far).kind is AnswerKind.REFUSAL


def test_a_refusal_shows_what_comes_nearest() -> None:
    many = [candidate(-1.0, f"Motif {n}", fact(f"Motif {n}", value=str(n))) for n in range(20, 22)]
    found = told([replace(CALLS, score=-1.0), *many])
    assert found.kind is AnswerKind.REFUSAL
    assert "réponse sûre" in found.text
    assert found.text.splitlines()[-1].startswith("• ")


def ask(text: str, candidates: list[Candidate]) -> Answer:
    return reply(understand(text), candidates, lambda _: (), unknown=(), seconds=lambda: 0.0)


def signalled(one: Candidate, **changed: float) -> Candidate:
    return replace(one, signals=replace(one.signals, **changed))


def test_no_figure_of_another_year_stands_beside_the_year_asked() -> None:
    other_year = signalled(MAILS, period=0.8)
    beside = ask("Combien de tickets ?", [CALLS, other_year])
    assert beside.kind is AnswerKind.CHOICES
    assert "7" not in ask("Selon le rapport 2023, combien de tickets ?", [CALLS, other_year]).text


def test_figures_do_not_make_a_sentence_less_sure_where_words_are_asked() -> None:
    person = candidate(1.0, "Le pôle est dirigé par Mme Martin.")
    rows = [
        candidate(1.2, f"Pôle {n} | {n}", fact("Pôle", f"Ligne {n}", value=str(n))) for n in range(10, 40)
    ]
    assert ask("Qui dirige le pôle ?", [*rows, person]).text == "« Le pôle est dirigé par Mme Martin. »"


def test_words_without_a_name_do_not_stand_beside_a_name() -> None:
    person = candidate(0.0, "Le pôle est dirigé par Mme Martin.")
    nobody = signalled(candidate(-0.2, "Le pôle a changé de direction."), kind=0.0)
    assert "changé" not in ask("Qui dirige le pôle ?", [person, nobody]).text


def test_what_is_named_for_other_years_only_is_not_told_of_something_else() -> None:
    other = signalled(candidate(3.0, "Paie | 46", fact("Jours de formation", "Paie", value="46")), names=0.5)
    named = signalled(
        candidate(-2.0, "Finances | 31", fact("Jours de formation", "Finances", value="31")), period=0.0
    )
    text = "Combien de jours de formation pour Finances en 2021 ?"
    assert ask(text, [other, named]).refused
    assert not ask(text, [other]).refused


def test_what_a_report_named_does_not_speak_of_is_not_told_from_another() -> None:
    asked = understand("Combien de policiers à Champagnac ?")
    elsewhere = signalled(candidate(0.0, "Quinze policiers.", report=replace(REPORT, sha256="b")), names=0.0)
    named_there = signalled(elsewhere, names=1.0)
    reports = {REPORT.sha256: frozenset({"champagnac"}), "b": frozenset({"pierrefond"})}
    assert of_those_named(asked, [SENTENCE, elsewhere, named_there], reports) == [SENTENCE, named_there]
    assert of_those_named(asked, [elsewhere], {"b": frozenset({"pierrefond"})}) == [elsewhere]
