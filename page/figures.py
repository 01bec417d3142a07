"""The « Chiffres » tab: the figures that a search finds, as a table, and the series among them as columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from assistant.ledger import Line, Lines
from assistant.wording import spoken_period, value
from index.words import fold
from page.plot import Point, draw_plot

MOST_LINES = 200
_MOST_SERIES = 3
_SHORTEST = 3  # years that make a series


def draw_figures(found: Lines, link: str) -> str:
    """The figures found, each with a button that shows its page; those that others contradict say so.

    `link` is the query of the same search, for its CSV and XLSX."""
    if not found.lines:
        return (
            '<p class="none" role="status">Aucun chiffre ne porte tous ces mots. Essayez-en moins, '
            "ou une autre année.</p>"
        )
    some = f" Les {len(found.lines)} premiers sont affichés." if found.total > len(found.lines) else ""
    count = f"{found.total} chiffre{'s' if found.total > 1 else ''}.{some}"
    rows = "".join(_figure(line) for line in found.lines)
    heads = "".join(
        f'<th scope="col"{_right(h in ("Valeur", "Année", "Page"))}>{h}</th>'
        for h in ("Chiffre", "Valeur", "Année", "Rapport", "Page")
    )
    exports = "".join(
        f'<a class="open" href="chiffres.{kind}?{escape(link)}" download="chiffres.{kind}">'
        f"Exporter en {name}</a>"
        for kind, name in (("csv", "CSV"), ("xlsx", "Excel"))
    )
    return (
        f'<p class="count"><span role="status">{count}</span> {exports}</p>{_plots(found.lines)}'
        '<div class="wide" tabindex="0" role="group" aria-label="Chiffres">'
        f'<table class="grid"><caption class="sr">Chiffres trouvés</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def series(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines that give one thing for three years or more, the longest series first, one line a year:
    of several reports' the latest."""
    groups: dict[tuple[str, str | None], dict[str, Line]] = defaultdict(dict)
    for line in lines:
        if line.year is None or not line.fact.period:
            continue
        years = groups[fold(line.label), line.fact.unit]
        other = years.get(line.fact.period)
        if other is None or (line.report.period or "") > (other.report.period or ""):
            years[line.fact.period] = line
    found = [[years[when] for when in sorted(years)] for years in groups.values() if len(years) >= _SHORTEST]
    return sorted(found, key=len, reverse=True)


def _plots(lines: Sequence[Line]) -> str:
    return "".join(_plot(group) for group in series(lines)[:_MOST_SERIES])


def _plot(lines: Sequence[Line]) -> str:
    unit = f" ({lines[0].fact.unit})" if lines[0].fact.unit else ""
    points = [
        Point(
            spoken_period(line.fact.period or ""),
            line.fact.value,
            value(line.fact),
            f"page {_number_of_page(line)}, {line.report.title}",
            _opens(line),
            bool(line.others),
        )
        for line in lines
    ]
    return draw_plot(f"{lines[0].label}{unit}", points)


def _figure(line: Line) -> str:
    trail = " › ".join(line.section)
    when = spoken_period(line.fact.period) if line.fact.period else "—"
    return (
        f'<tr><th scope="row">{escape(line.label)}'
        + (f'<p class="trail">{escape(trail)}</p>' if trail else "")
        + "".join(_other(other) for other in line.others)
        + f'</th><td class="n" data-label="Valeur">{escape(value(line.fact))}</td>'
        f'<td class="n" data-label="Année">{escape(when)}</td>'
        f'<td data-label="Rapport">{escape(line.report.title)}</td>'
        f'<td class="n" data-label="Page">{_page(line)}</td></tr>'
    )


def _other(line: Line) -> str:
    return (
        f'<p class="warning">Autre valeur : {escape(value(line.fact))} '
        f"({escape(line.report.title)}) {_page(line)}</p>"
    )


def _page(line: Line) -> str:
    page = escape(_number_of_page(line))
    return (
        f'<button type="button" class="tool" {_opens(line)} aria-label="Voir la page {page}">'
        f"p. {page}</button>"
    )


def _opens(line: Line) -> str:
    return (
        f'data-action="figure" data-report="{escape(line.id)}" data-fact="{line.place}" aria-pressed="false"'
    )


def _number_of_page(line: Line) -> str:
    return line.page_label or str(line.fact.page)


def query(filters: Mapping[str, str]) -> str:
    """The query of a search, for the address of its export."""
    return urlencode({k: v for k, v in filters.items() if v})


def _right(right: object) -> str:
    return ' class="n"' if right else ""
