"""A passage as the index keeps it: a llama-index node with its vector, and its token vectors."""

from __future__ import annotations

from collections.abc import Sequence

from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode

from corpus.report import Passage, Report
from index.embedding import Encoder
from index.store import StoredPassage
from index.token_vectors import pack


def embedded_text(report: Report, passage: Passage) -> tuple[str, str]:
    """What is embedded of a passage: where it stands, then what it says. Both parts, to be joined."""
    where = " › ".join(
        dict.fromkeys(part for part in (report.title, *report.section_path(passage.section)) if part)
    )
    return f"{where}\n", passage.text


def embed(
    report: Report, passages: Sequence[Passage], encoder: Encoder
) -> tuple[list[TextNode], list[StoredPassage]]:
    """The nodes of some passages and what the database keeps of them, from one pass of the model."""
    texts = ["".join(embedded_text(report, p)) for p in passages]
    found, token_vectors = encoder.encode_passages_with_tokens(texts)
    nodes, stored = [], []
    for passage, text, vector, of_tokens in zip(passages, texts, found, token_vectors, strict=True):
        id = f"{report.sha256}-{passage.index:05d}"
        nodes.append(
            TextNode(
                id_=id,
                text=text,
                embedding=vector.tolist(),
                metadata={
                    "report": report.sha256,
                    "file": report.file,
                    "page": passage.pages[0],
                    "section": " › ".join(report.section_path(passage.section)),
                },
                excluded_embed_metadata_keys=["report", "file", "page", "section"],
                relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=report.sha256)},
            )
        )
        stored.append(StoredPassage(id, report.sha256, passage, pack(of_tokens)))
    return nodes, stored
