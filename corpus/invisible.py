"""Text that no reader sees: white on the white of the page."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.content import Color
from corpus.glyphs import Glyph
from corpus.report import Box

_WHITE = 0.97  # Each component, from which a colour is the paper's.
_MOST = 0.5  # Of a page's glyphs: more white than that, and its ground was drawn in a way not seen here.


def is_paper(color: Color | None) -> bool:
    """Whether a colour is the paper's; one that is not known may be any."""
    return color is not None and min(color) >= _WHITE


def without_white_on_white(glyphs: Sequence[Glyph], grounds: Sequence[Box]) -> list[Glyph]:
    """The glyphs but for white ones that stand on none of `grounds`: boxes of coloured areas and pictures."""
    hidden = {id(g) for g in glyphs if is_paper(g.color) and not _on_any(g.box, grounds)}
    if not hidden or len(hidden) > _MOST * len(glyphs):
        return list(glyphs)
    return [g for g in glyphs if id(g) not in hidden]


def _on_any(box: Box, grounds: Sequence[Box]) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(g[0] <= x <= g[2] and g[1] <= y <= g[3] for g in grounds)
