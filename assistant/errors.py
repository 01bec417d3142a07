"""Errors of the assistant. Each message is in French, says what happened and what to do.

RapporteurError
└── QuestionError   a question that cannot be answered as it is: empty, or far too long
"""

from __future__ import annotations

from corpus.errors import RapporteurError


class QuestionError(RapporteurError):
    """The question is empty or too long."""
