"""Question → hits: vectors and words fused by rank, then put in order by `index.ranking`.

A llama-index `BaseRetriever`, so that it can be taken into any query engine as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode
from numpy.typing import NDArray

from index.library import Entry, Library
from index.ranking import (
    DEFAULT_WEIGHTS,
    Features,
    Weights,
    coverage,
    entry_words,
    late_interaction,
    report_fit,
    score,
)
from index.token_vectors import TokenVectors, unpack
from index.words import STOP_WORDS, fold, stem, stems

CANDIDATES = 40
HITS = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found, its score and what the score is made of."""

    entry: Entry
    score: float
    features: Features
    tokens: TokenVectors


@dataclass(frozen=True, slots=True)
class EncodedQuestion:
    """A question as the index compares it: `vector` (d,), token vectors (q, d), `weights` (q,)."""

    text: str
    vector: NDArray[np.float32]
    tokens: TokenVectors
    weights: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Search:
    """What was asked and what was found, best first."""

    question: EncodedQuestion
    hits: tuple[Hit, ...]


class VectorRetriever(BaseRetriever):
    """The passages whose vectors are nearest to the question's."""

    def __init__(self, library: Library, k: int = CANDIDATES) -> None:
        self._library, self._k = library, k
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        vector = query_bundle.embedding
        if vector is None:
            vector = self._library.encoder.encode_question(query_bundle.query_str).tolist()
        found = self._library.vectors.nearest(vector, self._k)
        entries, position = self._library.entries, self._library.position
        return [_node(entries[position[id]], similarity) for id, similarity in found if id in position]


class WordRetriever(BaseRetriever):
    """The passages whose words and headings match best by BM25."""

    def __init__(self, library: Library, k: int = CANDIDATES) -> None:
        self._library, self._k = library, k
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        scores = self._library.words.scores(stems(query_bundle.query_str))
        best = np.argsort(-scores, kind="stable")[: self._k]
        return [_node(self._library.entries[i], float(scores[i])) for i in best if scores[i] > 0]


class ReportRetriever(BaseRetriever):
    """The passages that answer a question, best first."""

    def __init__(
        self,
        library: Library,
        *,
        candidates: int = CANDIDATES,
        hits: int = HITS,
        weights: Weights = DEFAULT_WEIGHTS,
    ) -> None:
        self._library, self._hits, self._weights = library, hits, weights
        self._fusion = QueryFusionRetriever(
            [VectorRetriever(library, candidates), WordRetriever(library, candidates)],
            llm=MockLLM(),  # never called: one query, as asked
            mode=FUSION_MODES.RECIPROCAL_RANK,
            similarity_top_k=candidates,
            num_queries=1,
            use_async=False,
        )
        super().__init__()

    def search(self, question: str) -> Search:
        """Encode a question once, and rank what the index has for it."""
        encoded = self.encode(question)
        bundle = QueryBundle(question, embedding=encoded.vector.tolist())
        found = [n.node.node_id for n in self._fusion.retrieve(bundle)]
        return Search(encoded, self._ranked(encoded, found))

    def encode(self, question: str) -> EncodedQuestion:
        """The question's vectors, and the weight of each of its tokens by the rarity of its word."""
        vector, tokens = self._library.encoder.encode_question_with_tokens(question)
        return EncodedQuestion(question, vector, tokens, self._token_weights(question, tokens))

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [_node(hit.entry, hit.score) for hit in self.search(query_bundle.query_str).hits]

    def _ranked(self, question: EncodedQuestion, ids: Sequence[str]) -> tuple[Hit, ...]:
        library = self._library
        packed = library.store.token_vectors(ids)
        asked = list(dict.fromkeys(stems(question.text)))
        idf = {s: library.words.idf(s) for s in asked}
        word_scores = library.words.scores(asked)
        best_words = float(word_scores.max(initial=0.0)) or 1.0
        fit = report_fit(question.text, library)
        hits = []
        for id in ids:
            at = library.position[id]
            entry = library.entries[at]
            tokens = unpack(packed[id])
            everything, heading = entry_words(entry)
            report, named, year = fit[entry.report.sha256]
            features = Features(
                late=late_interaction(question.tokens.vectors, question.weights, tokens.vectors),
                coverage=coverage(asked, everything, idf),
                heading=coverage(asked, heading, idf),
                words=float(word_scores[at]) / best_words,
                similarity=float(question.tokens.vectors.mean(axis=0) @ tokens.vectors.mean(axis=0)),
                report=report,
                named=named,
                year=year,
            )
            hits.append(Hit(entry, score(features, self._weights), features, tokens))
        hits.sort(key=lambda hit: -hit.score)
        return tuple(hits[: self._hits])

    def _token_weights(self, question: str, tokens: TokenVectors) -> NDArray[np.float32]:
        weights = []
        for start, end in tokens.offsets:
            word = fold(_word_around(question, start, end))
            known = word and word not in STOP_WORDS and any(c.isalnum() for c in word)
            weights.append(self._library.words.idf(stem(word)) if known else 0.2)
        return np.asarray(weights, dtype=np.float32)


def _word_around(text: str, start: int, end: int) -> str:
    while start < end and text[start].isspace():
        start += 1
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return text[start:end]


def _node(entry: Entry, score: float) -> NodeWithScore:
    metadata = {
        "file": entry.report.file,
        "page": entry.passage.pages[0],
        "section": " › ".join(entry.report.section_path(entry.passage.section)),
    }
    return NodeWithScore(node=TextNode(id_=entry.id, text=entry.passage.text, metadata=metadata), score=score)
