"""Errors of the index. Each message is in French, says what happened and what to do.

RapporteurError
├── ModelError      the embedding model cannot be loaded
├── StoreError      the database or the vectors cannot be read or written
├── FolderError     the folder of reports is missing or empty
├── MismatchError   the index was made with another model or version
└── BusyError       another process owns the index
"""

from __future__ import annotations

from corpus.errors import RapporteurError


class ModelError(RapporteurError):
    """The embedding model is missing, damaged or unreadable."""


class StoreError(RapporteurError):
    """The database or the vector store failed."""


class FolderError(RapporteurError):
    """The folder of reports is missing, empty or unreadable."""


class MismatchError(RapporteurError):
    """The index was made with another model or by another version."""


class BusyError(RapporteurError):
    """Another process owns the data folder."""
