"""Whether the text of a page can be read at all: fonts without a map from their glyphs to letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from corpus.content import Word

NO_TEXT_MAP = (
    "Police sans table de caractères : une partie du texte de la page est illisible pour un programme."
)


def unreadable(unmapped: int, glyphs: int) -> bool:
    """Whether so many glyphs have no text that something is lost: a few are bullets and icons."""
    return (unmapped >= 20 and unmapped > 0.05 * glyphs) or (unmapped >= 4 and unmapped > 0.3 * glyphs)


def garbled(words: Sequence[Word]) -> bool:
    """Whether the letters cannot be French: a font whose codes mean other letters gives few vowels."""
    letters = [c for w in words for c in unicodedata.normalize("NFD", w.text.casefold()) if c.isalpha()]
    return len(letters) >= 200 and sum(c in "aeiouyœæ" for c in letters) < 0.22 * len(letters)
