"""Each measure by example; the comment on a case says why the score is what it is."""

from __future__ import annotations

from dataclasses import replace
from math import log2

import pytest
from scripted import answer, result

from evals.measures import MEASURES, score
from evals.questions import Question
from evals.results import Result

FIGURE = Question(
    "t1",
    "Combien de tickets en 2023 ?",
    "table",
    expected=(("4979",),),
    reports=("rapport.pdf",),
    pages=frozenset({("rapport.pdf", 22)}),
    section="2.3 Les tickets",
)
WORDS = Question("w1", "Quel logiciel ?", "prose", expected=(("glpi", "service desk"), ("tickets",)))
UNANSWERABLE = Question("u1", "Quel budget pour la piscine ?", "unanswerable", unanswerable=True)


def scored(key: str, question: Question, **reply: object) -> float | None:
    return score(question, result(question, answer(**reply)))[key]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "text", "right"),
    [
        (FIGURE, "4\u202f979 tickets en 2023.", 1.0),
        (FIGURE, "14 979 tickets", 0.0),  # another number that ends alike
        (FIGURE, "4 979 tickets : 1, 2, 3 et 4.", 1.0),  # four others are allowed
        (FIGURE, "4 979 tickets : 1, 2, 3, 4 et 5.", 0.0),  # five others: padded
        (FIGURE, "4 979 tickets ; 2019, 2020, 2021, 2022, 2023, 2024.", 1.0),  # years are set aside
        (FIGURE, "4 979, puis 4 979, 4 979, 4 979, 4 979, 4 979.", 1.0),  # the expected one is not padding
        (WORDS, "Les tickets sont suivis dans GLPI.", 1.0),
        (WORDS, "Le « service desk » reçoit les tickets.", 1.0),
        (WORDS, "GLPI", 0.0),  # every element is needed
    ],
)
def test_right_answer(question: Question, text: str, right: float) -> None:
    assert scored("right", question, text=text) == right


def test_a_refusal_that_happens_to_hold_the_figure_is_not_a_right_answer() -> None:
    assert scored("right", FIGURE, text="Pas trouvé ; 4 979 ailleurs.", refused=True) == 0.0


@pytest.mark.parametrize(
    ("text", "refused", "wrong"),
    [
        ("4 979 tickets en 2023.", False, 0.0),
        ("4 397 tickets en 2023.", False, 1.0),
        ("Beaucoup de tickets en 2023.", False, 0.0),  # no figure but a year: not right, not a wrong figure
        ("Pas trouvé ; 4 397 en 2022.", True, 0.0),  # a refusal states nothing
    ],
)
def test_wrong_figure(text: str, refused: bool, wrong: float) -> None:
    assert scored("wrong_figure", FIGURE, text=text, refused=refused) == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("982 professeurs en 2019", 0.0),  # half of it: incomplete
        ("982 professeurs (section 27) en 2019", 0.0),  # 27 is the question's own
        ("982 en 2019, puis 777 en 2020", 1.0),
        ("982 en 2019, puis 980 en 2020, soit 2 de moins", 0.0),  # complete: 2 is a comment
    ],
)
def test_wrong_figure_where_two_are_expected(text: str, wrong: float) -> None:
    question = Question("m1", "Section 27 : en 2019 et 2020 ?", "multi", expected=(("982",), ("980",)))
    assert scored("wrong_figure", question, text=text) == wrong


@pytest.mark.parametrize(
    ("report", "page", "right"),
    [("rapport.pdf", 22, 1.0), ("rapport.pdf", 21, 0.0), ("autre.pdf", 22, 0.0)],
)
def test_page_is_that_of_the_first_citation_in_the_right_report(report: str, page: int, right: float) -> None:
    assert scored("page", FIGURE, text="4 979", report=report, page=page) == right


def test_pages_of_two_reports_do_not_mix() -> None:
    pages = frozenset({("a.pdf", 8), ("b.pdf", 10)})
    question = Question("m2", "?", "multi", (("1",),), ("a.pdf", "b.pdf"), pages)
    assert scored("page", question, text="1", report="b.pdf", page=10) == 1.0
    assert scored("page", question, text="1", report="b.pdf", page=8) == 0.0


@pytest.mark.parametrize(
    ("path", "right"),
    [
        (("2 Informatique", "2.3 Les tickets"), 1.0),
        (("Informatique", "LES TICKETS"), 1.0),  # contained in the title expected
        (("2.3  Les  tickets : détail par commune",), 1.0),  # contains it
        (("2.3 Les ticketsnumériques",), 0.0),  # whole words only
        (("2",), 0.0),  # a number alone is contained in too many titles
        ((), 0.0),
    ],
)
def test_section_is_a_component_of_the_path(path: tuple[str, ...], right: float) -> None:
    assert scored("section", FIGURE, text="4 979", section=path) == right


def test_section_of_another_report_does_not_count() -> None:
    assert scored("section", FIGURE, text="4 979", section=("2.3 Les tickets",), report="autre.pdf") == 0.0


def test_refusals_make_precision_and_recall() -> None:
    others = [Question(f"u{i}", "?", "unanswerable", unanswerable=True) for i in range(4)]
    answerable = [Question(f"a{i}", "?", "table", (("1",),)) for i in range(4)]
    replies = [(q, i < 3) for i, q in enumerate(others)] + [(q, i < 2) for i, q in enumerate(answerable)]
    scores = [score(q, result(q, answer("…", refused=refused))) for q, refused in replies]

    def mean(key: str) -> float:
        values = [v for s in scores if (v := s[key]) is not None]
        return sum(values) / len(values)

    assert mean("refusal_recall") == 3 / 4  # 3 of 4 unanswerable refused
    assert mean("refusal_precision") == 3 / 5  # 3 of the 5 refused had no answer
    assert mean("needless_refusal") == 2 / 4  # 2 of 4 answerable refused


class OnePage:
    def text(self, report: str, page: int) -> str | None:
        return (
            "Les tickets\nGLPI : 4 979 ouver-\ntures en 2023"
            if (report, page) == ("rapport.pdf", 22)
            else None
        )


@pytest.mark.parametrize(
    ("page", "quote", "verbatim"),
    [
        (22, "GLPI : 4\u202f979 ouvertures", 1.0),  # hyphen at the line's end, kinds of spaces
        (22, "les tickets | 2023", 1.0),  # cells, each on the page
        (22, "Tickets : GLPI — 4 979", 1.0),  # a chart's title, label and value, printed apart
        (22, "GLPI : 979", 0.0),  # 979 is inside another number
        (22, "GLPI : 4 978", 0.0),
        (22, "4 978 ouvertures", 0.0),
        (22, "", 0.0),
        (23, "GLPI", None),  # no text to check against
    ],
)
def test_quote_stands_on_the_page(page: int, quote: str, verbatim: float | None) -> None:
    reply = result(FIGURE, answer("4 979", page=page, quote=quote))
    assert score(FIGURE, reply, OnePage())["quote"] == verbatim


@pytest.mark.parametrize(
    ("question", "applies"),
    [
        (FIGURE, {"right", "wrong_figure", "page", "section", "needless_refusal", "latency"}),
        (WORDS, {"right", "needless_refusal", "latency"}),
        (UNANSWERABLE, {"refusal_recall", "latency"}),
    ],
)
def test_a_measure_that_does_not_apply_gives_none(question: Question, applies: set[str]) -> None:
    scores = score(question, result(question, answer("Voilà.")))
    assert {key for key, value in scores.items() if value is not None} == applies
    assert set(scores) == {m.key for m in MEASURES}


BOXED = Question(
    "b", "?", "table", reports=("r.pdf",), pages=frozenset({("r.pdf", 2)}), boxes=((0.0, 0.0, 10.0, 10.0),)
)


def _boxed(page: int, *boxes: tuple[float, ...]) -> float | None:
    reply = answer("4979", report="r.pdf", page=page)
    reply["citations"][0]["boxes"] = [list(box) for box in boxes]
    return score(BOXED, result(BOXED, reply))["box"]


@pytest.mark.parametrize(
    ("boxes", "share"),
    [
        ([(0, 0, 10, 10)], 1.0),
        ([(5, 0, 15, 10)], 1 / 3),  # 50 shared of 150 covered
        ([(0, 0, 10, 5), (0, 5, 10, 10)], 1.0),  # in two halves
        ([(0, 0, 10, 10), (0, 0, 10, 10)], 1.0),  # twice is once
        ([(0, 0, 100, 10)], 0.1),  # the whole row is no help
        ([(20, 20, 30, 30)], 0.0),
        ([], 0.0),
    ],
)
def test_box_is_intersection_over_union(boxes: list[tuple[float, ...]], share: float) -> None:
    assert _boxed(2, *boxes) == pytest.approx(share)
    assert _boxed(3, *boxes) == 0.0  # another page


class _Pages:
    """Two pages of one report."""

    def text(self, report: str, page: int) -> str | None:
        texts = {
            1: "Les agents ont ouvert 4 979 tickets dans GLPI.",
            2: "Le service compte 26 agents municipaux.",
        }
        return texts.get(page) if report == "r.pdf" else None


def _cited(text: str, *pages: int) -> Result:
    reply = answer(text, report="r.pdf")
    reply["citations"] = [{**reply["citations"][0], "page": page} for page in pages]
    return result(BOXED, reply)


@pytest.mark.parametrize(
    ("text", "pages", "coverage", "need"),
    [
        ("4 979 tickets ouverts.", [1], 1.0, 1.0),
        ("4 980 tickets ouverts.", [1], 0.0, 0.0),  # the number is not there
        ("4 979 tickets ouverts. Le service compte 26 agents.", [1], 0.5, 1.0),
        ("4 979 tickets ouverts. Le service compte 26 agents.", [1, 2], 1.0, 1.0),
        ("4 979 tickets ouverts.", [1, 2], 1.0, 0.5),  # the second page shows nothing of it
        ("4 979 tickets. Évolution calculée : +582 (+13,2 %).", [1], 1.0, 1.0),  # computed is not stated
        ("La piscine municipale rouvrira bientôt.", [1], 0.0, 0.0),  # other words
        ("4 979 tickets ouverts.", [3], None, None),  # no such page at hand
    ],
)
def test_each_sentence_is_supported_and_each_citation_needed(
    text: str, pages: list[int], coverage: float | None, need: float | None
) -> None:
    scores = score(BOXED, _cited(text, *pages), _Pages())
    assert (scores["coverage"], scores["need"]) == (coverage, need)


def test_a_refusal_states_nothing_to_support() -> None:
    refused = result(BOXED, answer("Je n'ai pas trouvé.", refused=True))
    assert score(BOXED, refused, _Pages())["coverage"] is None


@pytest.mark.parametrize(
    ("text", "refused", "sure", "error"),
    [("4979", False, 0.9, 0.01), ("12", False, 0.9, 0.81), ("rien", True, 0.8, 0.64)],
)
def test_calibration_is_the_square_of_what_confidence_misses(
    text: str, refused: bool, sure: float, error: float
) -> None:
    question = Question("c", "?", "table", expected=(("4979",),))
    reply = {**answer(text, refused=refused), "confidence": sure}
    assert score(question, result(question, reply))["calibration"] == pytest.approx(error)
    assert score(question, result(question, answer(text)))["calibration"] is None  # it does not say


def test_a_refusal_that_is_right_is_sure_to_be() -> None:
    question = Question("u", "?", "unanswerable", unanswerable=True)
    reply = {**answer("rien", refused=True), "confidence": 0.7}
    assert score(question, result(question, reply))["calibration"] == pytest.approx(0.09)


@pytest.mark.parametrize(
    ("found", "recall_1", "recall_5", "mrr", "ndcg"),
    [
        ([1, 2, 3], 0.5, 1.0, 1.0, (1 + 1 / log2(4)) / (1 + 1 / log2(3))),
        ([9, 8, 1], 0.0, 0.5, 1 / 3, (1 / log2(4)) / (1 + 1 / log2(3))),
        ([9, 8, 7, 6, 5, 3], 0.0, 0.0, 1 / 6, (1 / log2(7)) / (1 + 1 / log2(3))),
        ([9], 0.0, 0.0, 0.0, 0.0),
        ([], 0.0, 0.0, 0.0, 0.0),
    ],
)
def test_what_is_found_is_measured_by_its_place(
    found: list[int], recall_1: float, recall_5: float, mrr: float, ndcg: float
) -> None:
    pages = frozenset({("r.pdf", 1), ("r.pdf", 3)})
    question = Question("r", "?", "table", reports=("r.pdf",), pages=pages)
    ranked = replace(result(question, answer("x")), retrieved=tuple(("r.pdf", p) for p in found))
    scores = score(question, ranked)
    assert [scores[k] for k in ("recall_1", "recall_5", "mrr", "ndcg")] == pytest.approx(
        [recall_1, recall_5, mrr, ndcg]
    )
    assert score(question, result(question, answer("x")))["mrr"] is None  # a set-up that does not say
