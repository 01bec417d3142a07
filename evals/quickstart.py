"""The plain llama-index quickstart, as a reference: one document a page, default splitter, top 5.

Only the embedding model is ours, so that the difference is not the model's. The best node's text is the
answer and its page the citation: the quickstart has no memory of earlier questions.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from llama_index.core import Document, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.schema import TextNode

from evals.references import PageFound, PlainAnswer, read_pages
from index.embedding import Encoder

TOP = 5


class EncoderEmbedding(BaseEmbedding):
    """The index's encoder as a llama-index embedding model."""

    _encoder: Encoder = PrivateAttr()

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(model_name=encoder.name, embed_batch_size=32)
        self._encoder = encoder

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._vector(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._vector(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in row] for row in self._encoder.encode_passages(texts)]

    def _vector(self, query: str) -> list[float]:
        return [float(x) for x in self._encoder.encode_question(query)]


class Quickstart:
    """`VectorStoreIndex.from_documents(pages)` and the node nearest to the question."""

    def __init__(self, reports: Path, encoder: Encoder, *, show_progress: bool = False) -> None:
        documents = [
            Document(text=page.text, metadata={"page_label": str(page.page), "file_name": page.report})
            for page in read_pages(reports)
        ]
        index = VectorStoreIndex.from_documents(
            documents, embed_model=EncoderEmbedding(encoder), show_progress=show_progress
        )
        self._retriever = index.as_retriever(similarity_top_k=TOP)

    def ask(self, question: str, history: Sequence[str] = ()) -> PlainAnswer:  # noqa: ARG002
        """The text of the best node of the five."""
        nodes = [found.node for found in self._retriever.retrieve(question)]
        best = next((node for node in nodes if isinstance(node, TextNode)), None)
        if best is None:
            return PlainAnswer(None)
        return PlainAnswer(PageFound(best.metadata["file_name"], int(best.metadata["page_label"]), best.text))
