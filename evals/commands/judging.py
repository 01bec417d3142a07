"""Commands that judge results: compare, accept, table."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from evals.accepting import accept as accepted
from evals.comparison import compare as compared
from evals.diagnosis import diagnose
from evals.display import show_comparison, terminal
from evals.errors import ResultsError
from evals.questions import read_questions
from evals.results import read_results
from evals.scores import rescore
from evals.table import markdown

if TYPE_CHECKING:
    from index.settings import Settings


def compare(options: argparse.Namespace, _: Settings) -> int:
    """Two runs held against each other. Exit status 1 on a regression."""
    questions = read_questions(options.questions) if options.questions else None
    found = compared(
        rescore(read_results(options.baseline).values(), questions),
        rescore(read_results(options.results).values(), questions),
        latency_tolerance=options.latency_tolerance,
        noisy=options.noisy,
    )
    causes = diagnose(found)
    show_comparison(terminal(), found, causes)
    if options.html:
        from evals.pictures import Pictures
        from evals.report import html_report

        title = f"{options.results.name} face à {options.baseline.name}"
        page = html_report(title, found, causes, Pictures(options.reports))
        try:
            options.html.write_text(page, encoding="utf-8")
        except OSError as error:
            raise ResultsError(f"« {options.html} » ne peut pas être écrit ({error.strerror}).") from error
        print(f"Le détail, avec les pages : {options.html}")
    return 1 if found.regressions else 0


def accept(options: argparse.Namespace, _: Settings) -> int:
    """Results put in the place of the baseline, with the reason."""
    questions = read_questions(options.questions) if options.questions else None
    scored = rescore(read_results(options.results).values(), questions)
    accepted(options.baseline, options.results, scored, options.reason)
    print(f"« {options.baseline} » est la nouvelle référence.")
    return 0


def table(options: argparse.Namespace, _: Settings) -> int:
    """Several runs as a Markdown table."""
    questions = read_questions(options.questions) if options.questions else None
    runs = {}
    for argument in options.results:
        name, _sep, file = argument.rpartition("=")
        results = rescore(read_results(Path(file)).values(), questions)
        if not results:
            raise ResultsError(f"« {file} » ne répond à aucune question du fichier de questions.")
        runs[name or Path(file).stem] = results
    print(markdown(runs))
    return 0
