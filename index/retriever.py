"""Question → hits: vectors and words fused by rank, then put in order by `index.ranking`.

A llama-index `BaseRetriever`, so that it can be taken into any query engine as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode
from numpy.typing import NDArray

from index.library import Entry, Library
from index.matching import Matcher
from index.ranking import DEFAULT_WEIGHTS, Features, Weights, late_interaction, report_fit, score
from index.token_vectors import TokenVectors, unpack
from index.words import STOP_WORDS, fold, stem, stems

CANDIDATES = 40
HITS = 15
_FUNCTION_WORD = 0.2  # what a token of a function word weighs beside idfs of 1 to 8


Reports = Collection[str] | None  # ids of those to look in; None for all


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found, its score and what the score is made of.

    `cosines` (question tokens, passage tokens) is kept to weigh the passage's sentences one by one;
    `offsets` (passage tokens, 2) says which characters of the embedded text each token covers.
    """

    entry: Entry
    score: float
    features: Features
    cosines: NDArray[np.float32]
    offsets: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class EncodedQuestion:
    """A question as the index compares it: `vector` (d,), token vectors (q, d).

    `stems` has the stem of each token's word ("" for a function word), `weights` (q,) its rarity.
    """

    text: str
    vector: NDArray[np.float32]
    tokens: TokenVectors
    stems: tuple[str, ...]
    weights: NDArray[np.float32]

    def weights_without(self, names: frozenset[str]) -> NDArray[np.float32]:
        """The weights with words that only name the report counting as little as function words."""
        named = np.array([s in names for s in self.stems], dtype=bool)
        return np.where(named, np.float32(_FUNCTION_WORD), self.weights)


@dataclass(frozen=True, slots=True)
class Search:
    """What was asked and what was found, best first."""

    question: EncodedQuestion
    matcher: Matcher
    hits: tuple[Hit, ...]


class VectorRetriever(BaseRetriever):
    """The passages whose vectors are nearest to the question's."""

    def __init__(self, library: Library, k: int = CANDIDATES, reports: Reports = None) -> None:
        self._library, self._k, self._reports = library, k, reports
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        vector = query_bundle.embedding
        if vector is None:
            vector = self._library.encoder.encode_question(query_bundle.query_str).tolist()
        found = self._library.vectors.nearest(vector, self._k, self._reports)
        entries, position = self._library.entries, self._library.position
        return [_node(entries[position[id]], similarity) for id, similarity in found if id in position]


class WordRetriever(BaseRetriever):
    """The passages whose words and headings match best by BM25."""

    def __init__(self, library: Library, k: int = CANDIDATES, reports: Reports = None) -> None:
        self._library, self._k = library, k
        self._within = _within(reports, library.entries)
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        scores = self._library.words.scores(stems(query_bundle.query_str)) * self._within
        best = np.argsort(-scores, kind="stable")[: self._k]
        return [_node(self._library.entries[i], float(scores[i])) for i in best if scores[i] > 0]


class FactRetriever(BaseRetriever):
    """The passages that show the facts whose labels match best by BM25."""

    def __init__(self, library: Library, k: int = CANDIDATES, reports: Reports = None) -> None:
        self._library, self._k = library, k
        self._within = _within(reports, [library.entries[at] for at, _ in library.lines])
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        scores = self._library.fact_words.scores(stems(query_bundle.query_str)) * self._within
        best = np.argsort(-scores, kind="stable")[: 4 * self._k]
        found: dict[int, float] = {}
        for i in best:
            if scores[i] > 0:
                found.setdefault(self._library.lines[i][0], float(scores[i]))
        return [_node(self._library.entries[at], score) for at, score in list(found.items())[: self._k]]


class ReportRetriever(BaseRetriever):
    """The passages that answer a question, best first; of `reports` alone (ids) when these are given."""

    def __init__(
        self,
        library: Library,
        *,
        reports: Reports = None,
        candidates: int = CANDIDATES,
        hits: int = HITS,
        weights: Weights = DEFAULT_WEIGHTS,
    ) -> None:
        self._library, self._hits, self._weights = library, hits, weights
        self._fusion = QueryFusionRetriever(
            [
                VectorRetriever(library, candidates, reports),
                WordRetriever(library, candidates, reports),
                FactRetriever(library, candidates // 2, reports),
            ],
            llm=MockLLM(),  # never called: one query, as asked
            mode=FUSION_MODES.RECIPROCAL_RANK,
            similarity_top_k=candidates,
            num_queries=1,
            use_async=False,
        )
        super().__init__()

    def search(self, question: str, emphasis: Mapping[str, float] | None = None) -> Search:
        """Encode a question once, and rank what the index has for it.

        `emphasis` says by stem how much a word counts; 1 when it is not there.
        """
        encoded = self.encode(question, emphasis)
        matcher = Matcher(stems(question), self._library.words, emphasis or {})
        searched = " ".join((question, *(s for s in matcher.expanded() if s not in matcher.terms)))
        bundle = QueryBundle(searched, embedding=encoded.vector.tolist())
        found = [n.node.node_id for n in self._fusion.retrieve(bundle)]
        return Search(encoded, matcher, self._ranked(encoded, matcher, found))

    def encode(self, question: str, emphasis: Mapping[str, float] | None = None) -> EncodedQuestion:
        """The question's vectors, and the weight of each of its tokens: the rarity of its word, or as little
        as a function word's where it is not said with full emphasis."""
        vector, tokens = self._library.encoder.encode_question_with_tokens(question)
        found = tuple(_stem_around(question, start, end) for start, end in tokens.offsets)
        loose = {s for s, how_much in (emphasis or {}).items() if how_much < 1}
        weights = [self._library.words.idf(s) if s and s not in loose else _FUNCTION_WORD for s in found]
        return EncodedQuestion(question, vector, tokens, found, np.asarray(weights, dtype=np.float32))

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [_node(hit.entry, hit.score) for hit in self.search(query_bundle.query_str).hits]

    def _ranked(self, question: EncodedQuestion, matcher: Matcher, ids: Sequence[str]) -> tuple[Hit, ...]:
        library = self._library
        packed = library.store.token_vectors(ids)
        word_scores = library.words.scores(matcher.expanded())
        best_words = float(word_scores.max(initial=0.0)) or 1.0
        fit = report_fit(question.text, matcher, library)
        found = [unpack(packed[id]) for id in ids]
        hits = []
        for id, tokens, cosines in zip(ids, found, _cosines(question.tokens, found), strict=True):
            at = library.position[id]
            entry = library.entries[at]
            best = cosines.max(axis=1, initial=0.0)
            heading = matcher.credit(entry.context)
            rows = [matcher.credit(s) for s in (*entry.sentences, *(line.stems for line in entry.ledger))]
            everything = np.max([heading, *rows], axis=0)
            report, named, year = fit[entry.report.sha256]
            features = Features(
                late=late_interaction(best, question.weights),
                coverage=matcher.share(everything),
                heading=matcher.share(heading),
                row=max((matcher.share(row) for row in rows), default=0.0),
                words=float(word_scores[at]) / best_words,
                similarity=_similarity(question.tokens, tokens),
                report=report,
                named=named,
                year=year,
            )
            hits.append(Hit(entry, score(features, self._weights), features, cosines, tokens.offsets))
        hits.sort(key=lambda hit: -hit.score)
        return tuple(hits[: self._hits])


def _within(reports: Reports, entries: Sequence[Entry]) -> NDArray[np.float32]:
    """1 for each entry of the reports to look in, 0 for the others."""
    if reports is None:
        return np.ones(len(entries), dtype=np.float32)
    return np.array([e.report.sha256 in reports for e in entries], dtype=np.float32)


def _cosines(question: TokenVectors, passages: Sequence[TokenVectors]) -> list[NDArray[np.float32]]:
    """For each passage, every question token against every passage token, from one product of matrices.

    Many small products would each wake and wait for the threads of the linear algebra library.
    """
    if not passages:
        return []
    everything = question.vectors @ np.concatenate([p.vectors for p in passages]).T
    ends = np.cumsum([len(p) for p in passages])[:-1]
    return np.split(everything, ends, axis=1)


def _similarity(question: TokenVectors, passage: TokenVectors) -> float:
    if not len(question) or not len(passage):
        return 0.0
    one, other = question.vectors.mean(axis=0), passage.vectors.mean(axis=0)
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other) + 1e-9))


def _stem_around(text: str, start: int, end: int) -> str:
    """The stem of the word that holds some characters; empty for a function word or a sign."""
    while start < end and text[start].isspace():
        start += 1
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    word = fold(text[start:end])
    return "" if word in STOP_WORDS or not any(c.isalnum() for c in word) else stem(word)


def _node(entry: Entry, score: float) -> NodeWithScore:
    metadata = {
        "file": entry.report.file,
        "page": entry.passage.pages[0],
        "section": " › ".join(entry.report.section_path(entry.passage.section)),
    }
    return NodeWithScore(node=TextNode(id_=entry.id, text=entry.passage.text, metadata=metadata), score=score)
