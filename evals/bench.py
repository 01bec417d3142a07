"""Speed from one run: question embedding, retrieval, whole answer; passages a second; peak memory.

What is compared is measured in turn, question by question and report by report, so that another program
on the machine slows both sides alike.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import permutations
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from evals.display import french
from evals.errors import ResultsError
from evals.questions import Question

if TYPE_CHECKING:
    from assistant import Assistant
    from index.data import IndexData
    from index.settings import Settings

_ORDERS = tuple(permutations(range(3)))


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of the three steps for one question."""

    embedding: float
    retrieval: float
    answer: float


@dataclass(frozen=True, slots=True)
class Rate:
    """Seconds that `passages` took, embedded bare and through a whole sync (reading the PDF included)."""

    passages: int
    bare: float
    sync: float


def bench(
    console: Console, questions: Sequence[Question], reports: Path, data: Path | None, settings: Settings
) -> None:
    """Print the speed of a fresh sync of `reports`, then of `questions` over `data` (or over that index)."""
    with TemporaryDirectory(prefix="rapporteur-bench-") as folder:
        fresh = Path(folder)
        rate = _measure_sync(reports, fresh, settings)
        with _assistant(data or fresh / "data", settings) as assistant:
            timings = _measure_questions(assistant, questions)
    console.print(latency_table(timings))
    console.print(
        f"Indexation ({rate.passages} passages) : {french(rate.passages / rate.bare, 1)} passages/s à nu, "
        f"{french(rate.passages / rate.sync, 1)} par « sync », soit {100 * rate.bare / rate.sync:.0f} %."
    )
    console.print(f"Mémoire, au plus haut : {_peak():.0f} Mo.")


def latency_table(timings: Sequence[Timing]) -> Table:
    """Median and 95th percentile of each step, and how many times the bare embedding that is."""
    bare = [t.embedding for t in timings]
    table = Table("étape", title=f"Temps de {len(timings)} questions", title_justify="left")
    for column in ("médiane", "95e centile", "médiane / nue", "95e / 95e nu", "95e / médiane nue"):
        table.add_column(column, justify="right")
    for name, seconds in (
        ("embedding de la question", bare),
        ("recherche", [t.retrieval for t in timings]),
        ("réponse entière", [t.answer for t in timings]),
    ):
        middle, slow = median(seconds), percentile(seconds, 0.95)
        ratios = (middle / median(bare), slow / percentile(bare, 0.95), slow / median(bare))
        table.add_row(
            name,
            *(f"{french(1000 * s, 1)} ms" for s in (middle, slow)),
            *(f"× {french(r, 2)}" for r in ratios),
        )
    return table


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie, by linear interpolation between neighbours."""
    ordered = sorted(values)
    at = share * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (at - low) * (ordered[high] - ordered[low])


def _measure_questions(assistant: Assistant, questions: Sequence[Question]) -> list[Timing]:
    """Time the three steps of each question, in every order in turn: each finds what another left warm."""
    encoder, retriever = assistant.library.encoder, assistant.retriever
    for question in questions[:3]:  # the first calls load what later ones find ready
        assistant.ask(question.question, question.history)
    timings = []
    for number, question in enumerate(questions):
        steps: list[Callable[[], object]] = [
            partial(encoder.encode_question, question.question),
            partial(retriever.search, question.question),
            partial(assistant.ask, question.question, question.history),
        ]
        seconds = [0.0, 0.0, 0.0]
        for step in _ORDERS[number % len(_ORDERS)]:
            start = perf_counter()
            steps[step]()
            seconds[step] = perf_counter() - start
        timings.append(Timing(*seconds))
    return timings


def _measure_sync(reports: Path, work: Path, settings: Settings) -> Rate:
    """Bring the folder in, then embed the same passages bare, report by report as `sync` does."""
    from index.sync import sync

    with _data(work / "data", settings) as data:
        data.encoder.encode_passages(["Un passage pour commencer."] * 8)
        start = perf_counter()
        outcome = sync(reports, data)
        through = perf_counter() - start
        for _, reason in outcome.failed:
            print(reason, file=sys.stderr)
        total, bare = 0, 0.0
        for file in outcome.added:
            texts = _texts(data, file)
            start = perf_counter()
            data.encoder.encode_passages(texts)
            bare += perf_counter() - start
            total += len(texts)
    if not total:
        raise ResultsError(f"Aucun PDF de « {reports} » n'a pu être indexé : il n'y a rien à mesurer.")
    return Rate(total, bare, through)


def _texts(data: IndexData, file: str) -> list[str]:
    """What `sync` embedded of a report."""
    from index.nodes import embedded_text

    reports = data.store.reports()
    return [
        "".join(embedded_text(reports[report], passage))
        for _, report, passage in data.store.passages()
        if reports[report].file == file
    ]


@contextmanager
def _data(folder: Path, settings: Settings) -> Iterator[IndexData]:
    from index.data import open_data

    # A bench index is thrown away: it never goes into the operator's own database or Chroma server.
    with open_data(folder, embedding_model=settings.embedding_model) as data:
        yield data


@contextmanager
def _assistant(folder: Path, settings: Settings) -> Iterator[Assistant]:
    from assistant import Assistant

    with Assistant.open(
        folder, embedding_model=settings.embedding_model, reranker=settings.reranker
    ) as assistant:
        if not assistant.library.reports:
            raise ResultsError(f"L'index « {folder} » est vide : lancez d'abord « python -m index sync ».")
        yield assistant


def _peak() -> float:
    """Megabytes this process took at most: `ru_maxrss` is in kilobytes, on macOS in bytes.

    The processes that read PDFs are not counted: theirs starts from a copy of this one's."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / (2**20 if sys.platform == "darwin" else 2**10)
