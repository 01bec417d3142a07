"""The tables of the « Rapports » and « Chiffres » tabs, and the figures as CSV."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from assistant.ledger import Line, Lines
from assistant.wording import spoken_period, value
from corpus.report import BlockKind, Report

MOST_LINES = 200
_HEADS = (
    "Chiffre", "Valeur", "Unité", "Année", "Rapport", "Partie", "Page imprimée", "Page du PDF",
    "Autre valeur",
)  # fmt: skip


def draw_reports(reports: Iterable[Report], failed: Sequence[tuple[str, str]]) -> str:
    """What is indexed, one line a report, then the files that are not, with the reason."""
    rows = "".join(_report(r) for r in sorted(reports, key=lambda r: (r.title, r.period or "")))
    heads = "".join(
        f'<th scope="col"{_number(n)}>{h}</th>'
        for h, n in (
            ("Rapport", 0), ("Organisme", 0), ("Année", 1), ("Pages", 1),
            ("Tableaux", 1), ("Graphiques", 1), ("Chiffres", 1),
        )
    )  # fmt: skip
    table = (
        '<div class="wide" tabindex="0" role="group" aria-label="Rapports indexés">'
        f'<table class="grid"><caption class="sr">Rapports indexés</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
    if not failed:
        return table
    reasons = "".join(f"<li><strong>{escape(file)}</strong> {escape(why)}</li>" for file, why in failed)
    return f'{table}<h3>Non indexés</h3><ul class="failed">{reasons}</ul>'


def _report(report: Report) -> str:
    kinds = Counter(block.kind for block in report.blocks)
    counts = {
        "Pages": len(report.pages),
        "Tableaux": kinds[BlockKind.TABLE],
        "Graphiques": kinds[BlockKind.CHART],
        "Chiffres": len(report.facts),
    }
    warnings = "".join(f'<p class="warning">{escape(w)}</p>' for w in report.warnings)
    return (
        f'<tr><th scope="row">{escape(report.title)}<p class="file">{escape(report.file)}</p>{warnings}</th>'
        f'<td data-label="Organisme">{escape(report.organisation) or "—"}</td>'
        f'<td class="n" data-label="Année">{escape(report.period or "—")}</td>'
        + "".join(f'<td class="n" data-label="{of}">{n}</td>' for of, n in counts.items())
        + "</tr>"
    )


def draw_figures(found: Lines, link: str) -> str:
    """The figures found, each with a button that shows its page; those that others contradict say so."""
    if not found.lines:
        return (
            '<p class="none" role="status">Aucun chiffre ne porte tous ces mots. Essayez-en moins, '
            "ou une autre année.</p>"
        )
    some = f" Les {len(found.lines)} premiers sont affichés." if found.total > len(found.lines) else ""
    count = f"{found.total} chiffre{'s' if found.total > 1 else ''}.{some}"
    rows = "".join(_figure(line) for line in found.lines)
    heads = "".join(
        f'<th scope="col"{_number(h in ("Valeur", "Année", "Page"))}>{h}</th>'
        for h in ("Chiffre", "Valeur", "Année", "Rapport", "Page")
    )
    return (
        f'<p class="count"><span role="status">{count}</span> '
        f'<a class="open" href="{escape(link)}" download="chiffres.csv">Exporter en CSV</a></p>'
        '<div class="wide" tabindex="0" role="group" aria-label="Chiffres">'
        f'<table class="grid"><caption class="sr">Chiffres trouvés</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


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
        f'<button type="button" class="tool" data-action="figure" data-report="{escape(line.id)}" '
        f'data-fact="{line.place}" aria-pressed="false" aria-label="Voir la page {page}">p. {page}</button>'
    )


def _number_of_page(line: Line) -> str:
    return line.page_label or str(line.fact.page)


def figures_csv(lines: Iterable[Line]) -> str:
    """The figures as CSV for a French spreadsheet: semicolons, decimal comma, byte order mark."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEADS)
    for line in lines:
        fact = line.fact
        cells = (
            line.label,
            format(fact.value, "f").replace(".", ","),
            fact.unit or "",
            spoken_period(fact.period) if fact.period else "",
            line.report.title,
            " › ".join(line.section),
            line.page_label,
            str(fact.page),
            " ; ".join(f"{value(o.fact)} ({o.report.title}, p. {_number_of_page(o)})" for o in line.others),
        )
        writer.writerow([_inert(cell) if n != 1 else cell for n, cell in enumerate(cells)])
    return out.getvalue()


def _inert(cell: str) -> str:
    """A text that a spreadsheet would run as a formula is quoted: a report is never trusted."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell


def query(filters: Mapping[str, str]) -> str:
    """The address of the CSV of a search."""
    return "chiffres.csv?" + urlencode({k: v for k, v in filters.items() if v})


def _number(right: object) -> str:
    return ' class="n"' if right else ""
