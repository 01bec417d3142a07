"""The page of a report beside the conversation, with the quoted words marked on its picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

from corpus.report import Box, Page, Report

ZOOMS = (100, 150, 200, 300)  # per cent of the width of the panel


@dataclass(frozen=True, slots=True)
class View:
    """What the panel shows: `page` of the report `id`; `marked` is the page that `boxes` are on."""

    id: str
    page: int
    marked: int = 0
    boxes: tuple[Box, ...] = ()
    section: tuple[str, ...] = ()
    zoom: int = 100

    def moved(self, action: str, report: Report) -> View:
        """The view after "previous", "next", "closer" or "wider"; the same one at either end."""
        at = ZOOMS.index(self.zoom)
        match action:
            case "previous":
                return replace(self, page=max(1, self.page - 1))
            case "next":
                return replace(self, page=min(len(report.pages), self.page + 1))
            case "closer":
                return replace(self, zoom=ZOOMS[min(at + 1, len(ZOOMS) - 1)])
            case "wider":
                return replace(self, zoom=ZOOMS[max(at - 1, 0)])
            case _:
                return self


def draw_view(view: View, report: Report) -> str:
    """The panel: title, section trail, buttons, and the page with its marks."""
    page = report.pages[view.page - 1]
    printed = f"page {page.label}" if page.label else f"page {page.number}"
    trail = " › ".join(view.section) if view.page == view.marked else ""
    pdf = f"rapports/{escape(view.id)}.pdf"
    alternative = f"{report.title}, {printed}"
    return (
        f'<section class="view" tabindex="-1" aria-label="Page du rapport" data-page="{view.page}">'
        '<header><div class="names">'
        f"<h3>{escape(report.title)}</h3>"
        + (f'<p class="trail">{escape(trail)}</p>' if trail else "")
        + f"</div>{_button('close', 'Fermer la page', '✕')}</header>"
        '<div class="tools" role="toolbar" aria-label="Page et taille">'
        + _button("previous", "Page précédente", "←", off=view.page == 1)
        + f'<span class="where" role="status">{escape(printed)}'
        f'<span class="count"> · PDF {page.number}/{len(report.pages)}</span></span>'
        + _button("next", "Page suivante", "→", off=view.page == len(report.pages))
        + _button("wider", "Réduire", "−", off=view.zoom == ZOOMS[0])
        + _button("closer", "Agrandir", "+", off=view.zoom == ZOOMS[-1])
        + f'<a class="open" href="{pdf}#page={view.page}" target="_blank" rel="noopener">Ouvrir le PDF</a>'
        f'<a class="open" href="{pdf}" download="{escape(report.file)}">Télécharger</a></div>'
        '<div class="scroller" tabindex="0" role="group" aria-label="Image de la page">'
        f'<div class="paper" style="width:{view.zoom}%;aspect-ratio:{page.width:.2f}/{page.height:.2f}">'
        f'<img src="rapports/{escape(view.id)}/pages/{view.page}.png" alt="{escape(alternative)}">'
        f"{''.join(_mark(box, page) for box in view.boxes) if view.page == view.marked else ''}"
        "</div></div></section>"
    )


def _button(action: str, name: str, sign: str, *, off: bool = False) -> str:
    disabled = " disabled" if off else ""
    return (
        f'<button type="button" class="tool" data-action="{action}" aria-label="{name}" title="{name}"'
        f"{disabled}>{sign}</button>"
    )


def _mark(box: Box, page: Page) -> str:
    """A rectangle over the picture, in per cent of it, so that it follows any zoom."""
    x0, top, x1, bottom = box
    left, width = 100 * x0 / page.width, 100 * (x1 - x0) / page.width
    above, height = 100 * top / page.height, 100 * (bottom - top) / page.height
    return (
        f'<span class="mark" style="left:{left:.3f}%;top:{above:.3f}%;'
        f'width:{width:.3f}%;height:{height:.3f}%"></span>'
    )
