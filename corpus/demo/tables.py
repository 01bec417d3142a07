"""Tables drawn in four styles: full rules, rules between rows, booktabs, and striped without rules."""

from __future__ import annotations

from corpus.demo.press import BOLD, Press, Style, paragraph_height
from corpus.demo.shapes import Table

PAD_X, PAD_Y, SIZE, LEADING = 6.0, 3.6, 8.2, 10.6
TITLE_HEIGHT = 17.0
ACCENT, PALE, RULE = "#1F4E79", "#E9F0F5", "#9FB2C1"
_CELL = Style(size=SIZE, leading=LEADING)
_FIGURE = Style(size=SIZE, leading=LEADING, align="right")


def height(table: Table, width: float) -> float:
    """The height of a table with its title."""
    return TITLE_HEIGHT + sum(_row_heights(table, width))


def draw(press: Press, table: Table, x: float, y: float, width: float) -> None:
    """Draw a table with its title, the top at `y`."""
    press.text(x, y + 10, table.title, font=BOLD, size=9, color=ACCENT)
    top = y + TITLE_HEIGHT
    heights, edges = _row_heights(table, width), _edges(table, x, width)
    _grounds(press, table, top, heights, edges)
    row_top = top
    for i, (row, row_height) in enumerate(zip((table.header, *table.rows), heights, strict=True)):
        for j, cell in enumerate(row):
            style = _style(table, i, j)
            left, right = edges[j] + PAD_X, edges[j + 1] - PAD_X
            press.paragraph(cell, style, left, row_top + PAD_Y - 0.6, right - left)
        row_top += row_height
    _rules(press, table, top, heights, edges)


def _edges(table: Table, x: float, width: float) -> list[float]:
    rest = width * (1 - table.label_share) / (len(table.header) - 1)
    return [x, *(x + width * table.label_share + rest * i for i in range(len(table.header)))]


def _row_heights(table: Table, width: float) -> list[float]:
    edges = _edges(table, 0, width)
    return [
        max(
            paragraph_height(cell or " ", _style(table, i, j), edges[j + 1] - edges[j] - 2 * PAD_X)
            for j, cell in enumerate(row)
        )
        + 2 * PAD_Y
        for i, row in enumerate((table.header, *table.rows))
    ]


def _style(table: Table, row: int, column: int) -> Style:
    figures = column > 0 and all(not r[column] or r[column][:1].isdecimal() for r in table.rows)
    figures = figures and not any("janvier" in r[column] for r in table.rows)
    if row == 0:
        filled = table.style in ("ruled", "striped")
        color = "#FFFFFF" if filled else ACCENT
        return Style(BOLD, SIZE, LEADING, color, "right" if figures else "left")
    return _FIGURE if figures else _CELL


def _grounds(press: Press, table: Table, top: float, heights: list[float], edges: list[float]) -> None:
    width = edges[-1] - edges[0]
    if table.style in ("ruled", "striped"):
        press.rect(edges[0], top, width, heights[0], fill=ACCENT)
    if table.style == "striped":
        y = top + heights[0]
        for i, row_height in enumerate(heights[1:]):
            if i % 2:
                press.rect(edges[0], y, width, row_height, fill=PALE)
            y += row_height


def _rules(press: Press, table: Table, top: float, heights: list[float], edges: list[float]) -> None:
    ys = [top]
    for row_height in heights:
        ys.append(ys[-1] + row_height)
    left, right = edges[0], edges[-1]
    if table.style == "booktabs":
        for y, width in ((ys[0], 1.2), (ys[1], 0.6), (ys[-1], 1.2)):
            press.line((left, y), (right, y), color=ACCENT, width=width)
    if table.style in ("ruled", "lines"):
        for y in ys:
            press.line((left, y), (right, y), color=RULE)
    if table.style == "ruled":
        for x in edges:
            press.line((x, ys[0]), (x, ys[-1]), color=RULE)
    if table.style == "striped":
        press.line((left, ys[-1]), (right, ys[-1]), color=ACCENT, width=0.8)
