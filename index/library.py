"""An open index in memory: its reports, passages, facts and words, with the vectors behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.periods import month_name
from corpus.report import Box, Fact, FactSource, Passage, Report, Sentence
from index.data import IndexData
from index.manifest import check
from index.nodes import embedded_text
from index.words import WordIndex, stems


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A fact as it can be found: the `stems` of its labels, and the sentence or row that shows it.

    `own` has the stems of the labels that tell it from its neighbours: not the title and the headings that
    they share. `labels` says where its labels stand in the embedded text of the passage, as character ranges.
    """

    fact: Fact
    stems: tuple[str, ...]
    own: tuple[str, ...]
    sentence: int
    labels: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage with its report.

    `sentences` has the stems of each sentence or row, `context` those of what stands above them: report,
    sections, table title; `ledger` the facts read from a table, chart, key figure or list of the passage;
    `periods` the periods of the figures that each sentence tells, where they are known.
    """

    id: str
    report: Report
    passage: Passage
    sentences: tuple[tuple[str, ...], ...]
    context: tuple[str, ...]
    ledger: tuple[LedgerLine, ...]
    periods: tuple[tuple[str, ...], ...] = ()

    @property
    def stems(self) -> tuple[str, ...]:
        """The stems of all that the passage says."""
        return tuple(s for sentence in self.sentences for s in sentence)


class Library:
    """What questions are asked of. Built once from the store; a sync makes a new one.

    Without `facts` only the text is known, as if no figure had been read: to measure what figures bring."""

    def __init__(self, data: IndexData, *, facts: bool = True) -> None:
        check(data.store.manifest(), data.manifest)
        self.store, self.vectors, self.encoder = data.store, data.vectors, data.encoder
        self.reports: Mapping[str, Report] = self.store.reports()
        self.names: Mapping[str, frozenset[str]] = {
            id: frozenset(stems(identity_text(report))) for id, report in self.reports.items()
        }
        known = {id: report.facts if facts else () for id, report in self.reports.items()}
        read = {id: _facts_by_block(found) for id, found in known.items()}
        told = {id: _facts_by_block(found, of_sentences=True) for id, found in known.items()}
        self.entries: Sequence[Entry] = [
            _entry(id, self.reports[report], passage, read[report], told[report])
            for id, report, passage in self.store.passages()
        ]
        self.position: Mapping[str, int] = {e.id: i for i, e in enumerate(self.entries)}
        self.words = WordIndex([(*e.stems, *e.context) for e in self.entries])
        self.report_words = WordIndex(_report_documents(self.reports, self.entries))
        self.lines: Sequence[tuple[int, LedgerLine]] = [
            (i, line) for i, entry in enumerate(self.entries) for line in entry.ledger
        ]
        self.fact_words = WordIndex([(*line.stems, *self.entries[i].context) for i, line in self.lines])


def identity_text(report: Report) -> str:
    """The words that name a report: title, organisation, period, file name."""
    file = Path(report.file).stem.replace("-", " ").replace("_", " ")
    return " ".join((report.title, report.organisation, report.period or "", file))


def _facts_by_block(facts: Iterable[Fact], *, of_sentences: bool = False) -> Mapping[int, Sequence[Fact]]:
    found: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        if (fact.source is FactSource.SENTENCE) is of_sentences:
            found[fact.block].append(fact)
    return found


def _entry(
    id: str,
    report: Report,
    passage: Passage,
    facts: Mapping[int, Sequence[Fact]],
    told: Mapping[int, Sequence[Fact]],
) -> Entry:
    context = " ".join((identity_text(report), *report.section_path(passage.section), passage.title))
    sentences = tuple(tuple(stems(passage.text[s.start : s.end])) for s in passage.sentences)
    ledger = []
    where = "".join(embedded_text(report, passage)).casefold()
    shared = frozenset(stems(context))
    for block in dict.fromkeys(s.block for s in passage.sentences):
        for fact in facts.get(block, ()):
            at = _sentence_of(fact, passage.sentences)
            if at is not None:
                ledger.append(_line(fact, at, where, shared))
    periods: list[list[str]] = [[] for _ in passage.sentences]
    for block in dict.fromkeys(s.block for s in passage.sentences):
        for fact in told.get(block, ()):
            at = _sentence_of(fact, passage.sentences)
            if at is not None and fact.period:
                periods[at].append(fact.period)
    return Entry(
        id,
        report,
        passage,
        sentences,
        tuple(dict.fromkeys(stems(context))),
        tuple(ledger),
        tuple(map(tuple, periods)),
    )


def _line(fact: Fact, sentence: int, where: str, shared: frozenset[str]) -> LedgerLine:
    parts = [tuple(stems(part)) for part in _labels(fact)]
    everything = tuple(dict.fromkeys(s for part in parts for s in part))
    telling = dict.fromkeys(s for part in parts if not shared.issuperset(part) for s in part)
    return LedgerLine(fact, everything, tuple(telling) or everything, sentence, _label_places(fact, where))


def _labels(fact: Fact) -> list[str]:
    """The labels of a fact one by one, from general to particular; its month is one."""
    labels = (fact.concept, *fact.dimensions, month_name(fact.period or ""))
    return [part.strip() for label in labels for part in label.split(" – ") if part]


def _sentence_of(fact: Fact, sentences: Sequence[Sentence]) -> int | None:
    """The sentence or row of the fact's block that holds its box, or the nearest on its page.

    None when the passage shows other rows of the block than the fact's.
    """
    x, y = (fact.box[0] + fact.box[2]) / 2, (fact.box[1] + fact.box[3]) / 2
    rows = [(i, s) for i, s in enumerate(sentences) if s.block == fact.block and s.page == fact.page]
    for i, sentence in rows:
        if any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in sentence.boxes):
            return i
    placed = [(_distance(y, s.boxes), i) for i, s in rows if s.boxes]
    if not placed:
        return rows[0][0] if rows else None
    distance, nearest = min(placed)
    return nearest if fact.source is not FactSource.TABLE or distance <= _ROW_TOLERANCE else None


def _label_places(fact: Fact, where: str) -> tuple[tuple[int, int], ...]:
    labels = [
        part.strip().casefold() for label in (fact.concept, *fact.dimensions) for part in label.split(" – ")
    ]
    starts = {label: where.find(label) for label in labels if label}
    return tuple((start, start + len(label)) for label, start in starts.items() if start >= 0)


_ROW_TOLERANCE = 6.0  # points between a cell's middle and the row of words it belongs to


def _distance(y: float, boxes: Sequence[Box]) -> float:
    return min(max(top - y, y - bottom, 0.0) for _, top, _, bottom in boxes)


def _report_documents(reports: Mapping[str, Report], entries: Sequence[Entry]) -> list[list[str]]:
    documents = {id: stems(identity_text(report)) for id, report in reports.items()}
    for entry in entries:
        documents[entry.report.sha256].extend(entry.stems)
    return list(documents.values())
