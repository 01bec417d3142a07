"""One door for the page, the command line and the evals: ask a question, get an answer with citations."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from assistant.answer import Answer
from assistant.evidence import Candidate, find_candidates
from assistant.joining import joined, on_page
from assistant.model import Model, ModelSettings
from assistant.question import Question, understand
from assistant.reply import reply
from assistant.rewording import Rewording
from assistant.scope import EVERYWHERE, Scope
from corpus.periods import year_of
from index.data import IndexData, open_data
from index.judge import Judge, load_judge
from index.library import Library
from index.retriever import ReportRetriever, Search
from index.sync import Outcome, Step, sync

Place = tuple[str, tuple[int, ...]]  # a report's file, pages from 1


class Assistant:
    """Answers questions over one index. Open it with `Assistant.open`."""

    def __init__(
        self,
        data: IndexData,
        judge: Judge | None = None,
        *,
        facts: bool = True,
        model: ModelSettings | None = None,
    ) -> None:
        self._data, self._facts = data, facts
        self.rewording = Rewording(Model.at(model), lambda: self.library) if model else None
        self.judge = judge
        self._load()

    @classmethod
    @contextmanager
    def open(
        cls,
        data: Path,
        *,
        embedding_model: str | None = None,
        reranker: str | None = None,
        chroma_url: str | None = None,
        database_url: str | None = None,
        model: ModelSettings | None = None,
    ) -> Iterator[Assistant]:
        """Hold the index in `data` while the block runs. Raises `RapporteurError` in French."""
        with open_data(
            data, embedding_model=embedding_model, chroma_url=chroma_url, database_url=database_url
        ) as parts:
            yield cls(parts, load_judge(reranker, parts.encoder, data / "models"), model=model)

    def without_facts(self) -> Assistant:
        """Another over the same index, that knows the text alone: to measure what figures bring."""
        return Assistant(self._data, self.judge, facts=False)

    def _load(self) -> None:
        self.library = Library(self._data, facts=self._facts)
        self.retriever = ReportRetriever(self.library)
        years = [y for r in self.library.reports.values() if r.period and (y := year_of(r.period))]
        self._latest = max(years, default=None)

    def sync(
        self,
        reports: Path,
        progress: Callable[[Step], None] = lambda _: None,
        *,
        may_be_empty: bool = False,
    ) -> Outcome:
        """Bring the index in line with a folder of PDFs, then answer from the new state."""
        outcome = sync(reports, self._data, progress=progress, may_be_empty=may_be_empty)
        self._load()
        return outcome

    def ask(self, question: str, history: Sequence[str] = (), scope: Scope = EVERYWHERE) -> Answer:
        """Answer a question; `history` holds the earlier questions of the conversation, oldest first.

        Raises `QuestionError` for a question that is empty or far too long, or a report that is not there.
        """
        started = time.perf_counter()
        understood = understand(question, history, reference=self._latest, year=scope.year)
        retriever = self._within(scope)
        answer = self._in_parts(understood, retriever, started) or self._answer(
            understood, retriever, started
        )
        return on_page(answer) if understood.asks_page else answer

    def ask_in_words(self, question: str, history: Sequence[str] = (), scope: Scope = EVERYWHERE) -> Answer:
        """The answer, then put into words by the language model where there is one."""
        return self.put_into_words(question, history, self.ask(question, history, scope), scope)

    def put_into_words(
        self, question: str, history: Sequence[str], answer: Answer, scope: Scope = EVERYWHERE
    ) -> Answer:
        """An answer reworded by the language model as far as the gate lets it. A follow-up that found nothing
        is asked once more as the model completes it; what then finds nothing stays refused."""
        if self.rewording is None:
            return answer
        asked = answer.understood or question
        if answer.refused and history and (whole := self.rewording.complete(question, history)):
            again = self.ask(whole, (), scope)
            if again.refused:
                return answer
            answer, asked = replace(again, understood=whole), whole
        return self.rewording.reword(asked, answer)

    def find(
        self, question: str, history: Sequence[str] = (), scope: Scope = EVERYWHERE
    ) -> tuple[Place, ...]:
        """Where a question is looked for: the passages found, best first, as (report's file, its pages)."""
        understood = understand(question, history, reference=self._latest, year=scope.year)
        hits = _search(understood, self._within(scope)).hits
        return tuple((hit.entry.report.file, hit.entry.passage.pages) for hit in hits)

    def _within(self, scope: Scope) -> ReportRetriever:
        reports = scope.ids(self.library.reports)
        return self.retriever if reports is None else ReportRetriever(self.library, reports=reports)

    def _in_parts(self, question: Question, retriever: ReportRetriever, started: float) -> Answer | None:
        """The answers to each of the questions in one; None when there is one, or when none is answered."""
        answers = [(part.text, self._answer(part, retriever, started)) for part in question.parts]
        return joined(answers, question.understood) if any(not a.refused for _, a in answers) else None

    def _answer(self, question: Question, retriever: ReportRetriever, started: float) -> Answer:
        search = _search(question, retriever)
        candidates = find_candidates(question, search, self.library, self.judge)
        return reply(
            question,
            candidates,
            lambda year: self._candidates(question.at(year), retriever),
            unknown=search.matcher.unknown(),
            seconds=lambda: time.perf_counter() - started,
        )

    def _candidates(self, question: Question, retriever: ReportRetriever) -> list[Candidate]:
        return find_candidates(question, _search(question, retriever), self.library, self.judge)


def _search(question: Question, retriever: ReportRetriever) -> Search:
    emphasis = {term.stem: term.emphasis for term in question.terms}
    return retriever.search(question.text, emphasis)
