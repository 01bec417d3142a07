"""Quote verbatim: the words of every citation stand on the page it names, by another reader of the PDF.

Compared without spaces, hyphens and punctuation, which readers of PDFs place differently. Pieces that are
printed apart are looked for apart: the cells of a table, joined by « | », what « … » leaves out, and a
chart's label and value, joined by « : » or « — » (where the whole does not stand as it is).
"""

from __future__ import annotations

import re

from evals.folding import fold, stands_in
from evals.measures.measure import Measure, PageTexts, Topic
from evals.questions import Question
from evals.results import Cited, Result

_BREAK = re.compile(r"\||\n|\[?…\]?|\[\.\.\.\]")
_JOINT = re.compile(r"\s[:—–]\s")
_LONG = 6  # characters; a shorter piece must stand by itself, not inside another word or number


def on_page(quote: str, page: str) -> bool:
    """Whether every piece of a quote stands on a page; an empty quote does not."""
    bare_page = _bare(page)
    pieces = [piece for piece in _BREAK.split(quote) if _bare(piece)]
    return bool(pieces) and all(
        _piece_on_page(piece, page, bare_page)
        or all(_piece_on_page(part, page, bare_page) for part in _JOINT.split(piece) if _bare(part))
        for piece in pieces
    )


def _piece_on_page(piece: str, page: str, bare_page: str) -> bool:
    bare = _bare(piece)
    return stands_in(piece, page) or (len(bare) > _LONG and bare in bare_page)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))


def _verbatim(_: Question, result: Result, pages: PageTexts) -> float | None:
    known = [(c, text) for c in result.citations if (text := _text(c, pages))]
    return float(all(on_page(citation.quote, text) for citation, text in known)) if known else None


def _text(citation: Cited, pages: PageTexts) -> str:
    return pages.text(citation.report, citation.page) or ""


QUOTE = Measure("quote", "citation mot à mot", _verbatim, topic=Topic.SOURCE, needs_pdf=True)
