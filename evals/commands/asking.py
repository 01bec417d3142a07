"""Commands that ask: run, the references, robustness, set-ups, standard sets."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from evals.checking import check
from evals.display import show_scores, show_sided, terminal, track
from evals.errors import QuestionsError
from evals.measures import PageTexts
from evals.pages import FolderPages
from evals.questions import Question, read_questions
from evals.results import Result, write_results
from evals.run import Asker, InWords, ask_all
from evals.scores import group_scores, report_scores
from evals.table import markdown
from evals.variants import VARIANTS, vary
from evals.yardstick import make_yardstick

if TYPE_CHECKING:
    from assistant import Assistant
    from index.settings import Settings


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Bring the index in line, ask every question, write the results and show the scores."""
    questions = _questions(options)
    with _opened(options, settings, model=options.model) as assistant:
        asker = InWords(assistant) if options.model else assistant
        measure(asker, questions, FolderPages(options.reports), options.out)
    return 0


def reference(options: argparse.Namespace, settings: Settings) -> int:
    """The same of a plainer set-up, named by the command."""
    questions = _questions(options)
    measure(_reference(options, settings), questions, FolderPages(options.reports), options.out)
    return 0


def robustness(options: argparse.Namespace, settings: Settings) -> int:
    """Every question as it is and typed otherwise in five ways; what each way loses."""
    questions = _questions(options)
    runs: dict[str, list[Result]] = {}
    with _opened(options, settings) as assistant:
        pages = FolderPages(options.reports)
        ways = {"telles quelles": questions, **{name: vary(questions, name) for name in VARIANTS}}
        asked = ((name, q) for name, varied in ways.items() for q in varied)
        answered = ((name, r) for name, q in asked for r in ask_all(assistant, [q], pages, make_yardstick()))
        for name, result in track(answered, len(questions) * len(ways)):
            runs.setdefault(name, []).append(result)
    show_sided(terminal(), "Robustesse", runs)
    _write_each(runs, options.out)
    return 0


def setups(options: argparse.Namespace, settings: Settings) -> int:
    """Named set-ups side by side, each question asked of all in turn; a table, and a page with a plot."""
    from evals.plot import html_plot
    from evals.setups import SETUPS, make, side_by_side

    questions = _questions(options)
    unknown = [name for name in options.names if name not in SETUPS]
    if unknown:
        raise QuestionsError(f"Montage inconnu : « {unknown[0]} ». Il y a : {', '.join(SETUPS)}.")
    runs: dict[str, list[Result]] = {}
    with _opened(options, settings, model="modele" in (options.names or _with_model(settings))) as assistant:
        names = options.names or [n for n in SETUPS if n != "modele" or _with_model(settings)]
        askers = {name: make(name, assistant, options.reports) for name in names}
        pages, yardstick = FolderPages(options.reports), make_yardstick()
        found = side_by_side(askers, questions, pages, yardstick)
        for name, result in track(found, len(questions) * len(askers)):
            runs.setdefault(name, []).append(result)
    print(markdown(runs))
    show_sided(terminal(), "Montages", runs)
    _write_each(runs, options.out)
    if options.html:
        _write_text(options.html, html_plot("Montages côte à côte", runs))
    return 0


def standard(options: argparse.Namespace, settings: Settings) -> int:
    """A standard set, named by the command: its documents indexed, its questions asked."""
    from assistant import Assistant
    from evals.standard.documents import fill, place
    from evals.standard.sets import read_beir, read_squad
    from index.data import open_data

    found = (read_squad if options.command == "squad" else read_beir)(options.set)
    places, reports = place(found.documents)
    questions = found.questions(places, options.command)[: options.limit]
    with open_data(options.data, embedding_model=settings.embedding_model) as data:
        fill(data, reports, lambda done, total: print(f"Passages : {done}/{total}", file=sys.stderr))
        measure(Assistant(data), questions, None, options.out)
    return 0


def measure(asker: Asker, questions: Sequence[Question], pages: PageTexts | None, out: Path) -> None:
    """Ask, write the results file and print the scores."""
    answered: list[Result] = []

    def results() -> Iterator[Result]:
        for result in track(ask_all(asker, questions, pages, make_yardstick()), len(questions)):
            answered.append(result)
            yield result

    write_results(out, results())
    show_scores(terminal(), group_scores(answered), report_scores(answered))


def _questions(options: argparse.Namespace) -> tuple[Question, ...]:
    """The questions of the file, when its reports and pages are there. Raises `QuestionsError`."""
    questions = read_questions(options.questions)[: options.limit]
    wrong = [remark.told() for remark in check(questions, options.reports) if remark.wrong]
    if wrong:
        raise QuestionsError("\n".join(wrong))
    return questions


def _with_model(settings: Settings) -> list[str]:
    """The set-up with a model, where one is set."""
    return ["modele"] if settings.llm_url else []


@contextmanager
def _opened(options: argparse.Namespace, settings: Settings, *, model: bool = False) -> Iterator[Assistant]:
    """The assistant over the reports, its index brought in line first; with the language model that is set
    when it is asked for."""
    from assistant import Assistant
    from assistant.model import ModelSettings

    if model and not settings.llm_url:
        raise QuestionsError("Aucun modèle n'est réglé : donnez RAPPORTEUR_LLM_URL et RAPPORTEUR_LLM_MODEL.")
    from index.progress import bar

    # Always in the folder: a Chroma server or database that is set serves readers, and bringing it in line
    # with a folder of known reports would empty it of theirs.
    with Assistant.open(
        options.data,
        embedding_model=settings.embedding_model,
        reranker=settings.reranker,
        model=ModelSettings.set_in(settings) if model else None,
    ) as assistant:
        with bar() as progress:
            outcome = assistant.sync(options.reports, progress)
        for file, message in outcome.failed:
            print(f"{file} : {message}", file=sys.stderr)
        yield assistant


def _reference(options: argparse.Namespace, settings: Settings) -> Asker:
    from evals.references import AlwaysRefuse, WordSearch

    makers: dict[str, Callable[[], Asker]] = {
        "refuse": AlwaysRefuse,
        "bm25": lambda: WordSearch(options.reports),
    }
    if options.command in makers:
        return makers[options.command]()
    from evals.quickstart import Quickstart
    from index.embedding import load_encoder

    encoder = load_encoder(settings.embedding_model, options.data / "models")
    return Quickstart(options.reports, encoder, show_progress=True)


def _write_each(runs: dict[str, list[Result]], out: Path | None) -> None:
    """A results file for each run: « results-sans-accents.jsonl »."""
    if out is not None:
        for name, results in runs.items():
            write_results(out.with_name(f"{out.stem}-{name.replace(' ', '-')}{out.suffix}"), results)


def _write_text(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise QuestionsError(f"« {path} » ne peut pas être écrit ({error.strerror}).") from error
