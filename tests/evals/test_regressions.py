"""Things broken on purpose in the real assistant: each is caught by the comparison, and named."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import assistant.reply
from assistant import Answer, Assistant
from corpus.report import Fact, FactSource
from evals.comparison import Comparison, compare
from evals.diagnosis import diagnose
from evals.pages import FolderPages
from evals.questions import Question, read_questions
from evals.results import Result
from evals.run import Asker, ask_all
from evals.yardstick import make_yardstick

KNOWN = Path(__file__).resolve().parent.parent.parent / "evals" / "demo.jsonl"
KINDS = ("table", "chart", "prose", "unanswerable")
PER_KIND = 9


@pytest.fixture(scope="module")
def questions() -> tuple[Question, ...]:
    """Some known questions of each kind."""
    known = read_questions(KNOWN)
    return tuple(q for kind in KINDS for q in [k for k in known if k.kind == kind][:PER_KIND])


@pytest.fixture(scope="module")
def ask(demo_reports: Path, questions: tuple[Question, ...]) -> Callable[[Asker], list[Result]]:
    """All of them asked of something."""
    pages, yardstick = FolderPages(demo_reports), make_yardstick()
    return lambda asker: list(ask_all(asker, questions, pages, yardstick))


@pytest.fixture(scope="module")
def baseline(demo_assistant: Assistant, ask: Callable[[Asker], list[Result]]) -> list[Result]:
    """What the assistant as it is answers."""
    return ask(demo_assistant)


class Altered:
    """The assistant with each answer changed on its way out."""

    def __init__(self, asked: Assistant, change: Callable[[Answer], Answer]) -> None:
        self._asked, self._change = asked, change

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        return self._change(self._asked.ask(question, history))


def _told(found: Comparison) -> tuple[set[str], str]:
    lost = {m.key for pair in found.pairs for m in pair.lost}
    return lost, " ".join((*found.regressions, *diagnose(found)))


def test_the_same_run_twice_gives_the_same_scores(
    demo_assistant: Assistant, ask: Callable[[Asker], list[Result]], baseline: list[Result]
) -> None:
    def scores(results: list[Result]) -> list[dict[str, float | None]]:
        return [{k: v for k, v in (r.scores or {}).items() if k != "latency"} for r in results]

    again = ask(demo_assistant)
    assert scores(again) == scores(baseline)
    found = compare(baseline, again)
    assert (found.regressions, diagnose(found)) == ((), ())


def _shifted(facts: Sequence[Fact]) -> Iterator[Fact]:
    """The figures of each row of a table one column on, as a reader that misses a cell would give them."""
    rows: dict[tuple[Any, ...], list[Fact]] = {}
    for fact in facts:
        if fact.source is FactSource.TABLE:
            rows.setdefault((fact.block, round(fact.box[1])), []).append(fact)
    moved = {}
    for row in rows.values():
        for fact, neighbour in zip(row, [*row[1:], row[0]], strict=True):
            moved[id(fact)] = replace(
                fact, value=neighbour.value, printed=neighbour.printed, box=neighbour.box
            )
    return (moved.get(id(fact), fact) for fact in facts)


def test_a_table_column_shifted_is_caught(
    demo_assistant: Assistant,
    ask: Callable[[Asker], list[Result]],
    baseline: list[Result],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = demo_assistant.library.store
    read = store.reports
    shifted = {id: replace(r, facts=tuple(_shifted(r.facts))) for id, r in read().items()}
    monkeypatch.setattr(type(store), "reports", lambda _: shifted)
    broken = Assistant(demo_assistant._data)  # over the same index, with the figures as they are now read
    lost, told = _told(compare(baseline, ask(broken)))
    assert {"right", "wrong_figure"} <= lost
    assert "chiffre faux" in told
    assert "une colonne ou une ligne de tableau" in told


def test_a_section_path_lost_is_caught(
    demo_assistant: Assistant, ask: Callable[[Asker], list[Result]], baseline: list[Result]
) -> None:
    def pathless(answer: Answer) -> Answer:
        return replace(answer, citations=tuple(replace(c, section=()) for c in answer.citations))

    lost, told = _told(compare(baseline, ask(Altered(demo_assistant, pathless))))
    assert "section" in lost
    assert "page" not in lost
    assert "bonne section" in told
    assert "Parties perdues" in told


@pytest.mark.parametrize(
    ("threshold", "measure", "cause"),
    [
        (0.0, "refusal_recall", "Seuil de refus trop bas"),
        (0.99, "needless_refusal", "Seuil de refus trop haut"),
    ],
)
def test_a_refusal_threshold_moved_is_caught(
    demo_assistant: Assistant,
    ask: Callable[[Asker], list[Result]],
    baseline: list[Result],
    monkeypatch: pytest.MonkeyPatch,
    threshold: float,
    measure: str,
    cause: str,
) -> None:
    for name in ("THRESHOLD", "SHOWN_THRESHOLD", "WORDS_THRESHOLD"):
        monkeypatch.setattr(assistant.reply, name, threshold)
    lost, told = _told(compare(baseline, ask(demo_assistant)))
    assert measure in lost
    assert cause in told


def test_citations_off_by_one_page_are_caught(
    demo_assistant: Assistant, ask: Callable[[Asker], list[Result]], baseline: list[Result]
) -> None:
    def next_page(answer: Answer) -> Answer:
        return replace(answer, citations=tuple(replace(c, page=c.page + 1) for c in answer.citations))

    lost, told = _told(compare(baseline, ask(Altered(demo_assistant, next_page))))
    assert {"page", "quote"} <= lost
    assert "bonne page" in told
    assert "décalées d'une page" in told


def test_a_slower_retriever_is_caught(
    demo_assistant: Assistant,
    ask: Callable[[Asker], list[Result]],
    baseline: list[Result],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    search = demo_assistant.retriever.search

    def slowly(*given: Any, **named: Any) -> Any:
        time.sleep(0.3)
        return search(*given, **named)

    monkeypatch.setattr(type(demo_assistant.retriever), "search", lambda _, *g, **n: slowly(*g, **n))
    lost, told = _told(compare(baseline, ask(demo_assistant)))
    assert not lost & {"right", "page", "section"}
    assert "temps de réponse" in told
    assert "plus lentes" in told
