"""Errors of the evaluation. Each message is in French, says what happened and what to do.

RapporteurError
├── QuestionsError   a file of questions that cannot be used; names the line and the field
└── ResultsError     a file of results that cannot be used
"""

from __future__ import annotations

from corpus.errors import RapporteurError


class QuestionsError(RapporteurError):
    """A file of questions is missing, empty or wrong."""


class ResultsError(RapporteurError):
    """A file of results is missing, empty, wrong, or has nothing to compare."""
