"""Errors of the index. Each message is in French, says what happened and what to do.

RapporteurError
├── ModelError      the embedding model cannot be loaded
├── StoreError      the database or the vectors cannot be read or written
├── FolderError     the folder of reports is missing or empty
├── MismatchError   the index was made with another model or version
└── BusyError       another process owns the index
"""

from __future__ import annotations

import errno

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


_SPOKEN = {
    errno.EACCES: "vous n'en avez pas le droit",
    errno.EPERM: "vous n'en avez pas le droit",
    errno.EROFS: "il est en lecture seule",
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "le disque est plein",
    errno.ENOENT: "son chemin n'existe pas",
    errno.EEXIST: "un fichier porte ce nom",
    errno.ENOTDIR: "un fichier porte ce nom",
}


def spoken(error: OSError) -> str:
    """What the system refuses, in French where it is common."""
    return _SPOKEN.get(error.errno or 0) or error.strerror or str(error)
