"""Plain documents as an index: no PDF, each document a page of a report, cut into passages as any other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.facts import find_facts
from corpus.passages import build_passages
from corpus.report import Block, BlockKind, Box, Page, Report, Section, Span
from index.data import IndexData
from index.manifest import check
from index.nodes import embed

_BATCH = 128  # passages embedded at once
_TOGETHER = 100  # documents of a report
_PAPER: Box = (50.0, 50.0, 550.0, 750.0)  # where the text of a page is said to stand


@dataclass(frozen=True, slots=True)
class Document:
    """A text to be found, with its title ("" without one) and the collection it belongs to."""

    id: str
    title: str
    text: str
    collection: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document went: the report's file, and its page."""

    report: str
    page: int


def place(documents: Sequence[Document]) -> tuple[dict[str, Place], list[Report]]:
    """The documents as reports, at most a hundred of one collection each, and where each document went."""
    together: dict[str, list[list[Document]]] = {}
    for document in documents:
        parts = together.setdefault(document.collection, [[]])
        if len(parts[-1]) == _TOGETHER:
            parts.append([])
        parts[-1].append(document)
    places: dict[str, Place] = {}
    reports = []
    for collection, parts in together.items():
        for number, part in enumerate(parts, 1):
            file = f"{collection}.txt" if len(parts) == 1 else f"{collection} ({number}).txt"
            reports.append(_report(file, collection, part))
            places.update({d.id: Place(file, page) for page, d in enumerate(part, 1)})
    return places, reports


def fill(
    data: IndexData, reports: Sequence[Report], progress: Callable[[int, int], None] = lambda *_: None
) -> None:
    """Bring an index in line with some reports that no PDF holds; `progress` counts passages.

    Those that are there already stay as they are; an interrupted filling goes on where it was."""
    check(data.store.manifest(), data.manifest)
    data.store.write_manifest(data.manifest.values())
    wanted = {report.sha256 for report in reports}
    there = {state.id for state in data.store.states()}
    data.store.remove(sorted(there - wanted))
    for orphan in data.vectors.counts().keys() - (there & wanted):
        data.vectors.remove(orphan)
    total = sum(len(r.passages) for r in reports)
    done = sum(len(r.passages) for r in reports if r.sha256 in there)
    for report in (r for r in reports if r.sha256 not in there):
        stored = []
        for start in range(0, len(report.passages), _BATCH):
            nodes, kept = embed(report, report.passages[start : start + _BATCH], data.encoder)
            data.vectors.add(nodes)
            stored += kept
            done += len(kept)
            progress(done, total)
        data.store.add(report.sha256, report, stored)


def _report(file: str, title: str, documents: Sequence[Document]) -> Report:
    blocks: list[Block] = []
    sections: list[Section] = []
    for page, document in enumerate(documents, 1):
        section = len(sections)  # of its own: no passage then holds two documents
        sections.append(Section(section, document.title or title, 1, page, (document.title or title,)))
        text = " ".join(document.text.split())
        spans = (Span(0, len(text), _PAPER),)
        blocks.append(Block(len(blocks), BlockKind.PARAGRAPH, text, page, _PAPER, section, spans))
    told = "\x00".join((file, *(f"{d.title}\x01{d.text}" for d in documents)))
    return Report(
        file=file,
        sha256=hashlib.sha256(told.encode("utf-8", "replace")).hexdigest(),
        title=title,
        organisation="",
        period=None,
        pages=tuple(Page(n, "", 600.0, 800.0, len(d.text.split())) for n, d in enumerate(documents, 1)),
        sections=tuple(sections),
        blocks=tuple(blocks),
        facts=find_facts(blocks, tuple(sections), None),
        passages=build_passages(blocks, tuple(sections)),
    )
