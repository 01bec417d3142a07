"""The error tree. Each message is in French, says what happened and what to do.

RapporteurError
├── ReportError            one PDF that cannot be read (`reason` is a short stable code)
└── (index.errors, assistant.errors extend it)
"""

from __future__ import annotations


class RapporteurError(Exception):
    """Base of every error this project raises on purpose; its text can be shown to the reader."""


class ReportError(RapporteurError):
    """A PDF that cannot be indexed. `reason`: "not-pdf", "encrypted", "scanned", "broken", "too-large",
    "empty", "missing" or "limits"."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
