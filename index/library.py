"""An open index in memory: its reports, passages and words, with the vectors behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.report import Passage, Report
from index.data import IndexData
from index.manifest import check
from index.words import WordIndex, stems


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage with its report: `stems` of what it says, `context` of its report title and sections."""

    id: str
    report: Report
    passage: Passage
    stems: tuple[str, ...]
    context: tuple[str, ...]


class Library:
    """What questions are asked of. Built once from the store; a sync makes a new one."""

    def __init__(self, data: IndexData) -> None:
        check(data.store.manifest(), data.manifest)
        self.store, self.vectors, self.encoder = data.store, data.vectors, data.encoder
        self.reports: Mapping[str, Report] = self.store.reports()
        self.entries: Sequence[Entry] = [
            _entry(id, self.reports[report], passage) for id, report, passage in self.store.passages()
        ]
        self.position: Mapping[str, int] = {e.id: i for i, e in enumerate(self.entries)}
        self.words = WordIndex([(*e.stems, *e.context) for e in self.entries])
        self.report_words = WordIndex(_report_documents(self.reports, self.entries))


def identity_text(report: Report) -> str:
    """The words that name a report: title, organisation, period, file name."""
    file = Path(report.file).stem.replace("-", " ").replace("_", " ")
    return " ".join((report.title, report.organisation, report.period or "", file))


def _entry(id: str, report: Report, passage: Passage) -> Entry:
    context = " ".join((report.title, *report.section_path(passage.section)))
    return Entry(id, report, passage, tuple(stems(passage.text)), tuple(stems(context)))


def _report_documents(reports: Mapping[str, Report], entries: Sequence[Entry]) -> list[list[str]]:
    documents = {id: stems(identity_text(report)) for id, report in reports.items()}
    for entry in entries:
        documents[entry.report.sha256].extend(entry.stems)
    return list(documents.values())
