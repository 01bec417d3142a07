"""The data folder of one index: its database, its vectors and the encoder they were made with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from index.embedding import Encoder, load_encoder
from index.errors import BusyError, StoreError, spoken
from index.manifest import Manifest
from index.store import Store
from index.vectors import Vectors


@dataclass(frozen=True, slots=True)
class IndexData:
    """The open parts of an index, owned by this process."""

    folder: Path
    store: Store
    vectors: Vectors
    encoder: Encoder

    @property
    def manifest(self) -> Manifest:
        """What a report indexed now is indexed with."""
        return Manifest(self.encoder.name, str(self.encoder.dimensions))


@contextmanager
def open_data(
    folder: Path,
    *,
    embedding_model: str | None = None,
    chroma_url: str | None = None,
    database_url: str | None = None,
) -> Iterator[IndexData]:
    """Open a data folder, making it when missing, and hold it until the block ends.

    Raises `BusyError` when another process holds it, `ModelError` and `StoreError` when a part fails.
    """
    with owned(folder), closing(Store.open(folder, database_url)) as store:
        encoder = load_encoder(embedding_model, folder / "models")
        with closing(Vectors(folder, chroma_url)) as vectors:
            yield IndexData(folder, store, vectors, encoder)


@contextmanager
def owned(data: Path) -> Iterator[None]:
    """Hold the data folder for one process: Chroma is not safe to share.

    Raises `BusyError`, or `StoreError` for a folder that cannot be made or written to."""
    lock = FileLock(data / "lock", timeout=0)
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise BusyError(
            f"L'index « {data} » est déjà utilisé par un autre programme (la page est sans doute ouverte, ou "
            "une indexation est en cours). Arrêtez-le, ou donnez un autre dossier avec --data."
        ) from error
    except OSError as error:
        raise StoreError(
            f"Le dossier de données « {data} » ne peut pas être utilisé : {spoken(error)}. "
            "Corrigez cela, ou choisissez-en un autre avec --data ou RAPPORTEUR_DATA."
        ) from error
    try:
        yield
    finally:
        lock.release()
