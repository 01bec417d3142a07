"""Commands for those who tune: bench, fit."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from evals.display import terminal
from evals.questions import read_questions

if TYPE_CHECKING:
    from index.settings import Settings


def bench(options: argparse.Namespace, settings: Settings) -> int:
    """Times, rate of indexing, memory."""
    questions = read_questions(options.questions)
    from evals.bench import bench as benched

    benched(terminal(), questions, options.reports, options.data, settings)
    return 0


def fit(options: argparse.Namespace, _: Settings) -> int:
    """The weights fitted, a report left out each time, and shown."""
    from evals.fit import Corpus, fit_all

    fit_all([Corpus(*paths) for paths in options.on], print)
    return 0
