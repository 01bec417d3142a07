"""Whether the text can be read at all: scanned pages, text drawn as outlines, fonts without a map."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from corpus.content import PageContent, Word
from corpus.errors import ReportError
from corpus.report import Box

FEW_WORDS = 15  # a page with fewer has a stamp, a number or a running head, but no text
_PICTURE_SHARE = 0.5  # of the page's area, from which a picture is a scan and not an illustration
_UNREADABLE_SHARE = 0.3
_OUTLINES = 300  # curves on a page without words: letters drawn as shapes
_UNMAPPED = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f\x80-\x9f\U000f0000-\U0010ffff]")
_VOWEL = re.compile(r"[aeiouyœæàâäéèêëîïôöùûüÿ]", re.I)
NO_TEXT_MAP = (
    "Police sans table de caractères : une partie du texte de la page est illisible pour un programme."
)


def is_recognised(hidden: int, painted: int, pictures: Sequence[Box], area: float) -> bool:
    """Whether invisible letters are the text of a scanned page, as OCR lays it behind the picture.

    A stamp or a page number may be painted over the scan; next to text that shows, they are no text.
    """
    return hidden > 4 * painted and covered(pictures) >= _PICTURE_SHARE * area


def covered(pictures: Iterable[Box]) -> float:
    """The area of pictures, which scanners may cut into strips."""
    return sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in pictures)


def is_scanned(content: PageContent) -> bool:
    """Whether the page, its running heads left out, is a picture or drawn outlines of text."""
    if len(content.words) >= FEW_WORDS:
        return False
    area = content.width * content.height
    return (
        covered(content.pictures) >= _PICTURE_SHARE * area
        or sum(s.kind == "curve" for s in content.shapes) > _OUTLINES
    )


def is_unreadable(words: Iterable[Word]) -> bool:
    """Whether the fonts give no usable text: codes without letters, or letters that make no words."""
    texts = [word.text for word in words]
    together = "".join(texts)
    unmapped = sum(len(match[0]) for match in _UNMAPPED.finditer(together))
    if len(texts) >= 5 and unmapped > _UNREADABLE_SHARE * len(together):
        return True
    long = [text for text in texts if len(text) >= 4 and text.isalpha() and not text.isupper()]
    without_vowel = sum(_VOWEL.search(text) is None for text in long)
    return len(long) >= 20 and without_vowel > _UNREADABLE_SHARE * len(long)


def check_text(name: str, contents: Sequence[PageContent], legible: Sequence[PageContent]) -> None:
    """Raise ReportError when no page of file `name` has text; `legible` are its pages as they are kept."""
    if any(len(content.words) >= FEW_WORDS for content in legible):
        return
    if any(len(content.words) >= FEW_WORDS for content in contents):
        raise ReportError(
            "scanned",
            f"« {name} » : son texte est illisible pour un programme (police sans table de caractères). "
            "Passez-le par une reconnaissance de texte (OCR), puis remettez-le.",
        )
    if any(content.pictures or content.shapes for content in contents):
        raise ReportError(
            "scanned",
            f"« {name} » est un document numérisé, sans texte : passez-le par une reconnaissance de texte "
            "(OCR), puis remettez-le.",
        )
    if not any(content.words for content in contents):
        raise ReportError("empty", f"« {name} » ne contient aucun texte : vérifiez le fichier.")


def unreadable(unmapped: int, glyphs: int) -> bool:
    """Whether so many glyphs have no text that something is lost: a few are bullets and icons."""
    return (unmapped >= 20 and unmapped > 0.05 * glyphs) or (unmapped >= 4 and unmapped > 0.3 * glyphs)


def garbled(words: Sequence[Word]) -> bool:
    """Whether the letters cannot be French: a font whose codes mean other letters gives few vowels."""
    letters = [c for w in words for c in unicodedata.normalize("NFD", w.text.casefold()) if c.isalpha()]
    return len(letters) >= 200 and sum(c in "aeiouyœæ" for c in letters) < 0.22 * len(letters)
