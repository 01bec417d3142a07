"""From a PDF to a `Report`: the stages of this package, in order.

A page that fails in one stage is kept as plain text, with a warning, rather than losing the report.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from corpus.charts import find_charts
from corpus.content import Document, Figure, PageContent, Piece, Word
from corpus.document import open_document
from corpus.errors import ReportError
from corpus.facts import find_facts
from corpus.furniture import Furniture, find_furniture
from corpus.identity import Correction, identify
from corpus.key_figures import find_key_figures
from corpus.layout import lay_out
from corpus.legibility import check_text, is_scanned, is_unreadable
from corpus.navigation import navigation
from corpus.orientation import as_displayed, displayed_size
from corpus.passages import build_passages
from corpus.pdf import read_pages
from corpus.rejoining import rejoin
from corpus.remarks import Remarks, name_pages
from corpus.report import Block, BlockKind, Box, Fact, Page, Report, Section, Span
from corpus.sections import find_sections
from corpus.tables import continue_tables, find_tables, without_borrowed_titles
from corpus.typography import vocabulary

Progress = Callable[[int, int], None]
_T = TypeVar("_T")
_log = logging.getLogger(__name__)

MAX_MEGABYTES = 300
MAX_PAGES = 3000
_NOTHING: frozenset[int] = frozenset()  # words left to drop: furniture goes before tables are looked for

_AS_READ = Correction()
_SCANNED = "Image sans texte (numérisation), non lue : passez le PDF par une reconnaissance de texte (OCR)."
_UNREADABLE = "Police sans table de caractères : le texte de la page est illisible, il n'est pas indexé."
_NO_FIGURES = "Les tableaux et graphiques de la page n'ont pas pu être lus : seul son texte est indexé."
_NO_LAYOUT = "La mise en page n'a pas pu être analysée : le texte est indexé tel quel."
_NO_SECTIONS = "Les parties du rapport n'ont pas pu être reconnues : les passages n'ont pas de titre."
_NO_FACTS = "Les chiffres de la page n'ont pas pu être relevés."


def read_report(
    path: Path,
    password: str = "",
    progress: Progress | None = None,
    correction: Correction = _AS_READ,
) -> Report:
    """Read the PDF `path`. `progress(done, total)` counts pages; it is called again by later stages.
    `correction` goes before the title, body and year that are read.

    Raises ReportError when nothing of it can be indexed: not a PDF, encrypted, scanned, broken, empty…
    """
    document = open_document(path, password)
    _check_size(path, document)
    remarks = Remarks()
    tick = progress or _silent
    contents = _contents(path, password, document, remarks, tick)
    furniture = _attempt(find_furniture, contents)
    bare = _without_furniture(contents, furniture)
    notes = _telling_heads(contents, furniture)
    heads = _heads(contents, bare)
    contents = _legible(path.name, bare, remarks)

    def beat() -> None:
        tick(document.page_count, document.page_count)

    figures = _figures(contents, remarks, beat)
    pieces = list(_pieces(contents, figures, remarks, beat))
    identity = correction.of(identify(document, path, pieces, heads))
    sections, blocks = _sections(_with_notes(pieces, notes), document, remarks)
    quotable = _quotable(blocks, document.page_count)
    return Report(
        file=path.name,
        sha256=_sha256(path),
        title=identity.title,
        organisation=identity.organisation,
        period=identity.period,
        sections=sections,
        blocks=blocks,
        facts=_facts(quotable, sections, identity.period, remarks),
        passages=build_passages(quotable, sections),
        pages=tuple(_page(content, remarks) for content in contents),
        warnings=remarks.of_report(),
    )


def _silent(done: int, total: int) -> None:
    """No one watches the progress."""


def _check_size(path: Path, document: Document) -> None:
    if path.stat().st_size > MAX_MEGABYTES * 1024 * 1024:
        raise ReportError(
            "too-large", f"« {path.name} » dépasse {MAX_MEGABYTES} Mo : allégez-le ou découpez-le."
        )
    if document.page_count > MAX_PAGES:
        raise ReportError(
            "too-large",
            f"« {path.name} » a {document.page_count} pages, plus que les {MAX_PAGES} prévues : découpez-le.",
        )


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _contents(
    path: Path, password: str, document: Document, remarks: Remarks, tick: Progress
) -> list[PageContent]:
    """The pages that can be read; those before the break when the file is broken half-way."""
    contents: list[PageContent] = []
    try:
        for content in read_pages(path, password):
            known = document.labels[content.number - 1 : content.number]
            contents.append(replace(content, label=known[0] if known else ""))
            remarks.pages[content.number] += content.warnings
            tick(content.number, document.page_count)
    except (ReportError, MemoryError):
        if not contents:
            raise
    # Whatever a PDF library raises on a damaged page, the pages before it are worth keeping.
    except Exception:
        _log.exception("%s: page %d cannot be read", path.name, len(contents) + 1)
    if not contents:
        raise ReportError(
            "broken",
            f"« {path.name} » est endommagé : aucune page n'a pu être lue. Ouvrez-le dans un lecteur de "
            "PDF et réenregistrez-le, ou demandez-en une nouvelle copie.",
        )
    missing = range(len(contents) + 1, document.page_count + 1)
    if missing:
        remarks.report.append(
            f"Fichier endommagé, lu en partie ; non lu : {name_pages(missing)}. Demandez une nouvelle copie."
        )
    return contents


def _without_furniture(contents: list[PageContent], furniture: Furniture | None) -> list[PageContent]:
    """The pages without running heads, page numbers and watermarks, labelled as they are printed."""
    if furniture is None:
        return contents
    return [
        replace(
            content,
            words=tuple(word for place, word in enumerate(content.words) if place not in dropped),
            label=content.label or label,
        )
        for content, dropped, label in zip(contents, furniture.dropped, furniture.labels, strict=True)
    ]


def _telling_heads(contents: list[PageContent], furniture: Furniture | None) -> tuple[Piece, ...]:
    """The running heads that give a figure, each as a note of the first page it stands on."""
    return tuple(
        _one_piece(contents[page], [contents[page].words[i] for i in words], BlockKind.FOOTNOTE)
        for page, words in (furniture.telling if furniture else ())
    )


def _with_notes(pieces: list[Piece], notes: Sequence[Piece]) -> list[Piece]:
    """The pieces in reading order, each note at the end of its page."""
    return sorted([*pieces, *notes], key=lambda piece: piece.page) if notes else pieces


def _heads(contents: list[PageContent], bare: list[PageContent]) -> tuple[str, ...]:
    """The running heads and feet of the first pages, line by line, cut at wide gaps."""
    found: dict[str, None] = {}
    for full, kept in zip(contents[:3], bare[:3], strict=True):
        own = set(kept.words)
        line: list[Word] = []
        for word in (*(word for word in full.words if word not in own), None):
            last = line[-1].box if line else None
            if last and (word is None or not _follows(last, word.box)):
                found[" ".join(part.text for part in line)] = None
                line = []
            line += [word] if word else []
    return tuple(found)


def _follows(last: Box, box: Box) -> bool:
    height = last[3] - last[1]
    return abs(box[1] - last[1]) < 0.5 * height and -height < box[0] - last[2] < 2 * height


def _legible(name: str, contents: list[PageContent], remarks: Remarks) -> list[PageContent]:
    """The pages, without the text that no one could read. Raises ReportError when there is no other."""
    kept: list[PageContent] = []
    for content in contents:
        if is_scanned(content):
            remarks.pages[content.number].append(_SCANNED)
        unreadable = is_unreadable(content.words)
        if unreadable:
            remarks.pages[content.number].append(_UNREADABLE)
        kept.append(replace(content, words=()) if unreadable else content)
    check_text(name, contents, kept)
    return kept


def _figures(
    contents: Sequence[PageContent], remarks: Remarks, beat: Callable[[], None]
) -> tuple[tuple[Figure, ...], ...]:
    """Tables, charts and key figures of each page, tables continued over pages joined."""
    found: list[tuple[Figure, ...]] = []
    for content in contents:
        found.append(_page_figures(content, remarks))
        beat()
    return _attempt(continue_tables, found, [content.height for content in contents]) or tuple(found)


def _page_figures(content: PageContent, remarks: Remarks) -> tuple[Figure, ...]:
    """What each finder sees in what the ones before it leave."""
    found: tuple[Figure, ...] = ()
    for find in (_tables, find_charts, find_key_figures):
        own = _attempt(find, content, [figure.box for figure in found])
        if own is None:
            remarks.pages[content.number].append(_NO_FIGURES)
        found += own or ()
    return without_borrowed_titles(found, [figure for figure in found if figure.chart is not None])


def _tables(content: PageContent, _: Sequence[Box]) -> tuple[Figure, ...]:
    return find_tables(content)


def _pieces(
    contents: Sequence[PageContent],
    figures: Sequence[tuple[Figure, ...]],
    remarks: Remarks,
    beat: Callable[[], None],
) -> Iterator[Piece]:
    """The pieces of all pages in reading order, placed on the pages as they are displayed."""
    known = vocabulary([word.text for content in contents for word in content.words])
    for content, own in zip(contents, figures, strict=True):
        pieces = _attempt(lay_out, content, own, _NOTHING, known)
        if pieces is None:
            remarks.pages[content.number].append(_NO_LAYOUT)
            pieces = _plain(content)
        yield from pieces
        beat()


def _plain(content: PageContent) -> tuple[Piece, ...]:
    """The words of a page in one paragraph, in the order in which they are drawn."""
    return (_one_piece(content, content.words, BlockKind.PARAGRAPH),) if content.words else ()


def _one_piece(content: PageContent, words: Sequence[Word], kind: BlockKind) -> Piece:
    """Some words of a page in a row."""
    spans: list[Span] = []
    end = -1
    for word in words:
        spans.append(Span(end + 1, end + 1 + len(word.text), word.box))
        end = spans[-1].end
    boxes = [word.box for word in words]
    box = (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
    piece = Piece(kind, " ".join(word.text for word in words), content.number, box, tuple(spans))
    return as_displayed(piece, content)


def _sections(
    pieces: list[Piece], document: Document, remarks: Remarks
) -> tuple[tuple[Section, ...], tuple[Block, ...]]:
    found = _attempt(find_sections, pieces, document.outline, document.page_count)
    if found is None:
        remarks.report.append(_NO_SECTIONS)
        return (), tuple(
            Block(index, p.kind, p.text, p.page, p.box, None, p.spans, p.table, p.chart)
            for index, p in enumerate(pieces)
        )
    sections, blocks = found
    return sections, rejoin(blocks)


def _quotable(blocks: tuple[Block, ...], page_count: int) -> tuple[Block, ...]:
    """The blocks, but for contents pages."""
    left_out = _attempt(navigation, blocks, page_count) or frozenset()
    return tuple(block for block in blocks if block.index not in left_out)


def _facts(
    blocks: tuple[Block, ...], sections: tuple[Section, ...], period: str | None, remarks: Remarks
) -> tuple[Fact, ...]:
    """The facts of all blocks; block by block when one of them fails."""
    facts = _attempt(find_facts, blocks, sections, period)
    if facts is not None:
        return facts
    kept: list[Fact] = []
    for block in blocks:
        own = _attempt(find_facts, [block], sections, period)
        if own is None:
            remarks.pages[block.page].append(_NO_FACTS)
        kept += own or ()
    return tuple(kept)


def _page(content: PageContent, remarks: Remarks) -> Page:
    width, height = displayed_size(content)
    return Page(
        content.number, content.label, width, height, len(content.words), remarks.of_page(content.number)
    )


def _attempt(stage: Callable[..., _T], *inputs: object) -> _T | None:
    """What `stage` makes of `inputs`, or None where it fails: one odd page must not lose a report."""
    try:
        return stage(*inputs)
    except MemoryError:
        raise
    except Exception:
        _log.exception("%s failed", stage.__name__)
        return None
