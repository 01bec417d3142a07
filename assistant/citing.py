"""Where an answer stands: citations made from candidates, facts and blocks, never from words."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Citation
from assistant.evidence import Candidate
from corpus.report import Block, Box, Fact, FactSource, Report, Sentence


def cite_candidate(candidate: Candidate) -> Citation:
    """The citation of a figure, or else of the candidate's sentence."""
    return cite_fact(candidate) if candidate.fact else cite_sentences(candidate, [candidate.sentence])


def cite_fact(candidate: Candidate) -> Citation:
    """The citation of a figure: its row or label as quoted, its own box to highlight."""
    fact, passage = candidate.fact, candidate.hit.entry.passage
    assert fact is not None
    row = passage.text[candidate.sentence.start : candidate.sentence.end]
    match fact.source:
        case FactSource.CHART:  # its lines are put together from labels: only these stand on the page
            quote = " | ".join(part for part in (passage.title, fact.printed) if part)
        case FactSource.KEY_FIGURE:
            quote = row.replace(" : ", " | ")
        case _:
            quote = row
    return _citation(candidate.report, fact.section, fact.page, one_line(quote), (fact.box,))


def cite_ledger(report: Report, fact: Fact) -> Citation:
    """The citation of a fact taken from the ledger, beside the one that was found."""
    quote = fact.printed or report.blocks[fact.block].text.split("\n")[0]
    return _citation(report, fact.section, fact.page, one_line(quote), (fact.box,))


def cite_sentences(best: Candidate, chosen: Sequence[Sentence]) -> Citation:
    """The citation of sentences of the candidate's passage; what is highlighted is on the best one's page."""
    passage = best.hit.entry.passage
    quote = " ".join(one_line(passage.text[s.start : s.end]) for s in chosen)
    page = best.sentence.page
    boxes = tuple(box for s in chosen if s.page == page for box in s.boxes)
    return _citation(best.report, passage.section, page, quote, boxes)


def cite_blocks(report: Report, blocks: Sequence[Block]) -> tuple[Citation, ...]:
    """The citations of whole blocks that follow each other: one for each page they stand on."""
    pages = dict.fromkeys(b.page for b in blocks)
    return tuple(
        _citation(
            report,
            here[0].section,
            page,
            " ".join(one_line(b.text) for b in here),
            tuple(b.box for b in here),
        )
        for page in pages
        if (here := [b for b in blocks if b.page == page])
    )


def one_line(text: str) -> str:
    """Runs of spaces as one; the cells of a row parted by bars, blank ones dropped."""
    return " | ".join(" ".join(cell.split()) for cell in text.split("|") if cell.strip())


def _citation(report: Report, section: int | None, page: int, quote: str, boxes: tuple[Box, ...]) -> Citation:
    return Citation(
        report=report.file,
        title=report.title,
        section=report.section_path(section),
        page=page,
        page_label=report.pages[page - 1].label,
        quote=quote,
        boxes=boxes,
    )
