"""The report's own words: enough to stand alone, lists whole, nothing run together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast

from assistant.answer import AnswerKind
from assistant.evidence import Candidate
from assistant.question import understand
from assistant.quoting import denial, is_bare, quote
from corpus.report import Block, BlockKind, Fact, Page, Passage, Report, Section, Sentence

BOX = (0.0, 0.0, 1.0, 1.0)
PARAGRAPH, ITEM = BlockKind.PARAGRAPH, BlockKind.LIST_ITEM


@dataclass(frozen=True)
class Kinds:
    """Two signals, or the weights of them."""

    kind: float
    unit: float


FITTING, WEIGHTS = Kinds(1.0, 1.0), Kinds(2.5, 5.4)


@dataclass(frozen=True)
class Entry:
    passage: Passage


@dataclass(frozen=True)
class Hit:
    entry: Entry


@dataclass(frozen=True)
class Found:
    """What a quote asks of a candidate."""

    hit: Hit
    sentence: Sentence
    report: Report
    score: float
    signals: Kinds = FITTING
    weights: Kinds = WEIGHTS
    fact: Fact | None = None


def candidates(*blocks: tuple[BlockKind, list[str]], scores: dict[str, float]) -> list[Candidate]:
    """One passage of blocks of sentences; the candidates are those with a score, best first."""
    text, sentences, made = "", [], []
    for at, (kind, said) in enumerate(blocks):
        for sentence in said:
            sentences.append(Sentence(len(text), len(text) + len(sentence), 1, (BOX,), at))
            text += sentence + " "
        made.append(Block(at, kind, " ".join(said), 1, BOX, 0))
    passage = Passage(0, PARAGRAPH, text, (1,), 0, tuple(sentences))
    section = Section(0, "Titre", 1, 1, ("Titre",))
    report = Report(
        "r.pdf", "r", "R", "", "2023", (Page(1, "1", 9, 9, 9),), (section,), tuple(made), (), (passage,)
    )
    hit = Hit(Entry(passage))
    by_text = {text[s.start : s.end]: s for s in sentences}
    ranked: list[Any] = [
        Found(hit, by_text[said], report, score)
        for said, score in sorted(scores.items(), key=lambda x: -x[1])
    ]
    return cast(list[Candidate], ranked)


def said(question: str, found: list[Candidate]) -> str:
    answer = quote(understand(question), found)
    assert answer is not None
    assert answer.kind is AnswerKind.QUOTE
    assert answer.citations
    return answer.text


def test_a_sentence_that_leans_on_the_one_before_takes_it() -> None:
    text = ["Le proxy date de 2015.", "Il a été changé en mars 2023."]
    found = candidates((PARAGRAPH, text), scores={text[1]: 3.0, text[0]: 0.0})
    assert said("Quand l'a-t-on changé ?", found) == f"« {text[0]} {text[1]} »"


def test_one_that_stands_alone_does_not() -> None:
    text = ["Le proxy date de 2015.", "La messagerie a été changée en mars 2023."]
    found = candidates((PARAGRAPH, text), scores={text[1]: 3.0, text[0]: 0.0})
    assert said("Quand l'a-t-on changée ?", found) == f"« {text[1]} »"


def test_neighbours_as_good_join_but_not_beside_a_figure_asked_for() -> None:
    text = ["Le syndicat compte 26 agents.", "L'an passé, 24 agents y travaillaient."]
    found = candidates((PARAGRAPH, text), scores={text[0]: 3.0, text[1]: 2.9})
    assert said("Combien d'agents ?", found) == f"« {text[0]} »"
    assert said("Qui travaille au syndicat ?", found) == f"« {text[0]} {text[1]} »"


LIST = (
    (PARAGRAPH, ["Le service a grandi.", "Trois pôles se partagent le travail :"]),
    (ITEM, ["• Applicatifs"]),
    (ITEM, ["• Système"]),
    (ITEM, ["• Réseau"]),
    (PARAGRAPH, ["Autre chose."]),
)


def test_a_list_is_given_whole_with_the_line_that_leads_to_it() -> None:
    whole = "« Trois pôles se partagent le travail :\n• Applicatifs\n• Système\n• Réseau »"
    question = "Quels sont les trois pôles ?"
    assert said(question, candidates(*LIST, scores={"Trois pôles se partagent le travail :": 3.0})) == whole
    assert said(question, candidates(*LIST, scores={"• Système": 3.0})) == whole


def test_an_item_alone_answers_what_asks_for_no_list() -> None:
    found = candidates(*LIST, scores={"• Système": 3.0})
    assert said("Qui s'occupe des serveurs ?", found) == "« Système »"


def test_what_stands_apart_on_the_page_is_not_run_together() -> None:
    blocks = ((PARAGRAPH, ["La double authentification"]), (PARAGRAPH, ["Tous les agents l'utilisent."]))
    found = candidates(*blocks, scores={"La double authentification": 3.0})
    assert said("Où en est-on ?", found) == "« La double authentification\nTous les agents l'utilisent. »"


def test_a_label_with_nothing_after_it_is_bare() -> None:
    blocks = ((PARAGRAPH, ["Une phrase entière."]), (PARAGRAPH, ["CRITÈRE 3"]))
    label, sentence = candidates(*blocks, scores={"CRITÈRE 3": 3.0, "Une phrase entière.": 1.0})
    assert is_bare(label)
    assert not is_bare(sentence)


def test_a_sentence_that_says_there_is_no_figure_answers() -> None:
    text = "Cet organisme ne nous a pas transmis les tonnages."
    marked_down = replace(FITTING, kind=0.0, unit=0.0)
    found = candidates((PARAGRAPH, [text]), scores={text: -4.0})
    found = [cast(Any, Found(c.hit, c.sentence, c.report, c.score, marked_down)) for c in found]  # type: ignore[arg-type]
    answer = denial(understand("Combien de tonnes ?"), found)
    assert answer is not None
    assert answer.text == f"« {text} »"
    assert denial(understand("Pourquoi ?"), found) is None  # no figure is asked


def test_a_denial_far_from_the_question_does_not() -> None:
    text = "Il ne pleut pas."
    found = candidates((PARAGRAPH, [text]), scores={text: -20.0})
    assert denial(understand("Combien de tonnes ?"), found) is None


def test_a_short_line_of_a_column_brings_the_whole_column_where_a_list_is_asked() -> None:
    blocks = tuple((PARAGRAPH, [line]) for line in ("CRITÈRE 1", "Ouvert à tous", "CRITÈRE 2", "Sans papier"))
    found = candidates(*blocks, scores={"CRITÈRE 2": 3.0})
    whole = "« CRITÈRE 1\nOuvert à tous\nCRITÈRE 2\nSans papier »"
    assert said("Quels sont les critères ?", found) == whole
    assert said("Qu'est-ce que le critère 2 ?", found) == "« CRITÈRE 2\nSans papier »"
