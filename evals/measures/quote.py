"""Quote verbatim: the words of every citation stand on the page it names, by another reader of the PDF.

Compared without spaces, hyphens and punctuation, which readers of PDFs place differently. A quote from a
table is compared cell by cell (its cells are joined by « | »), and « … » stands for what was left out.
"""

from __future__ import annotations

import re

from evals.folding import fold
from evals.measures.measure import Measure, PageTexts
from evals.questions import Question
from evals.results import Cited, Result

_BREAK = re.compile(r"\||\n|\[?…\]?|\[\.\.\.\]")


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))


def on_page(quote: str, page: str) -> bool:
    """Whether every piece of a quote stands on a page; an empty quote does not."""
    pieces = [bare for piece in _BREAK.split(quote) if (bare := _bare(piece))]
    text = _bare(page)
    return bool(pieces) and all(piece in text for piece in pieces)


def _verbatim(_: Question, result: Result, pages: PageTexts) -> float | None:
    known = [(c, text) for c in result.citations if (text := _text(c, pages))]
    return float(all(on_page(citation.quote, text) for citation, text in known)) if known else None


def _text(citation: Cited, pages: PageTexts) -> str:
    return pages.text(citation.report, citation.page) or ""


QUOTE = Measure("quote", "citation mot à mot", _verbatim, needs_pdf=True)
