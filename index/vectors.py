"""The vectors of the passages: Chroma behind llama-index's vector store. The only importer of chromadb."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import chromadb
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError
from llama_index.core.schema import BaseNode
from llama_index.core.vector_stores.types import (
    FilterOperator,
    MetadataFilter,
    MetadataFilters,
    VectorStoreQuery,
)
from llama_index.vector_stores.chroma import ChromaVectorStore

from index.errors import StoreError

COLLECTION = "passages"


class Vectors:
    """One Chroma collection with cosine distance, in a folder or on a Chroma server (`url`)."""

    def __init__(self, data: Path, url: str | None = None) -> None:
        settings = ChromaSettings(anonymized_telemetry=False)
        with _translated():
            self._client: Any  # chromadb's interface does not declare the client's own close()
            if url:
                parts = urlsplit(url)
                self._client = chromadb.HttpClient(
                    host=parts.hostname or "localhost",
                    port=parts.port or 8000,
                    ssl=parts.scheme == "https",
                    settings=settings,
                )
            else:
                self._client = chromadb.PersistentClient(path=str(data / "chroma"), settings=settings)
            self._open()

    def _open(self) -> None:
        self._collection = self._client.get_or_create_collection(
            COLLECTION,
            configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
            embedding_function=None,
        )
        self.store = ChromaVectorStore(chroma_collection=self._collection)

    def add(self, nodes: Sequence[BaseNode]) -> None:
        """Add nodes that carry their embedding; a node id that is there already is an error."""
        with _translated():
            self.store.add(list(nodes))

    def remove(self, report: str) -> None:
        """Remove every vector of a report."""
        with _translated():
            self._collection.delete(where={"report": report})

    def counts(self) -> Mapping[str, int]:
        """How many vectors each report has, by report id."""
        with _translated():
            found = self._collection.get(include=["metadatas"])
        return Counter(str(m["report"]) for m in found["metadatas"] or ())

    def clear(self) -> None:
        """Drop the collection and start an empty one."""
        with _translated():
            self._client.delete_collection(COLLECTION)
            self._open()

    def count(self) -> int:
        """How many vectors there are."""
        with _translated():
            return int(self._collection.count())

    def nearest(
        self, vector: Sequence[float], k: int, reports: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """The `k` nearest node ids with their cosine similarity, nearest first; of `reports` alone (by id)
        when these are given."""
        if self.count() == 0 or (reports is not None and not reports):
            return []
        query = VectorStoreQuery(
            query_embedding=[float(x) for x in vector],
            similarity_top_k=k,
            filters=None if reports is None else _of(reports),
        )
        with _translated():
            found = self.store.query(query)
        return list(zip(found.ids or (), found.similarities or (), strict=True))

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()


def _of(reports: Collection[str]) -> MetadataFilters:
    return MetadataFilters(
        filters=[MetadataFilter(key="report", value=sorted(reports), operator=FilterOperator.IN)]
    )


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (ChromaError, OSError, ValueError) as error:
        raise StoreError(
            f"La base de vecteurs (Chroma) ne répond pas : {error}. Si le disque est plein, libérez de la "
            "place ; si un serveur Chroma est configuré (RAPPORTEUR_CHROMA_URL), vérifiez qu'il tourne. Si "
            "la base est abîmée, supprimez « chroma » du dossier de données, puis relancez "
            "« python -m index sync » : les PDF suffisent à la refaire."
        ) from error
