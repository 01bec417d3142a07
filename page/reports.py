"""The « Rapports » tab: what is indexed and what is not, with what a keeper can change of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

from corpus.identity import Correction
from corpus.report import BlockKind, Report

_HEADS = (
    ("Rapport", 0), ("Organisme", 0), ("Année", 1), ("Pages", 1), ("Tableaux", 1), ("Graphiques", 1),
    ("Chiffres", 1),
)  # fmt: skip


def draw_reports(
    reports: Mapping[str, Report],
    failed: Sequence[tuple[str, str]],
    *,
    keeper: bool = False,
    corrections: Mapping[str, Correction] | None = None,
) -> str:
    """What is indexed by id, one line a report, then the files that are not, with the reason.

    A `keeper` can correct and remove each; `corrections` has those that stand, by file name.
    """
    listed = sorted(reports.items(), key=lambda item: (item[1].title, item[1].period or ""))
    standing = corrections or {}
    rows = "".join(_report(id, r, standing.get(r.file), keeper) for id, r in listed)
    heads = "".join(f'<th scope="col"{_right(n)}>{h}</th>' for h, n in _HEADS)
    table = (
        '<div class="wide" tabindex="0" role="group" aria-label="Rapports indexés">'
        f'<table class="grid"><caption class="sr">Rapports indexés</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
        if rows
        else '<p class="none">Aucun rapport pour le moment. Déposez un PDF ci-dessous.</p>'
    )
    if not failed:
        return table
    reasons = "".join(
        f"<li><strong>{escape(file)}</strong> {escape(why)}{_removal(file, file) if keeper else ''}</li>"
        for file, why in failed
    )
    return f'{table}<h3>Non indexés</h3><ul class="failed">{reasons}</ul>'


def _report(id: str, report: Report, correction: Correction | None, keeper: bool) -> str:
    kinds = Counter(block.kind for block in report.blocks)
    counts = {
        "Pages": len(report.pages),
        "Tableaux": kinds[BlockKind.TABLE],
        "Graphiques": kinds[BlockKind.CHART],
        "Chiffres": len(report.facts),
    }
    changes = _correction(report) + _removal(report.file, report.title) if keeper else ""
    return (
        f'<tr><th scope="row">'
        f'<button type="button" class="title-button" data-action="report" data-report="{escape(id)}" '
        f'aria-pressed="false">{escape(report.title)}</button>'
        f'<p class="file">{escape(report.file)}{" · corrigé" if correction else ""}</p>'
        f"{_warnings(report)}{changes}</th>"
        f'<td data-label="Organisme">{escape(report.organisation) or "—"}</td>'
        f'<td class="n" data-label="Année">{escape(report.period or "—")}</td>'
        + "".join(f'<td class="n" data-label="{of}">{n}</td>' for of, n in counts.items())
        + "</tr>"
    )


def _warnings(report: Report) -> str:
    told = [*report.warnings, *(f"Page {p.number} : {w}" for p in report.pages for w in p.warnings)]
    return "".join(f'<p class="warning">{escape(w)}</p>' for w in dict.fromkeys(told))


def _correction(report: Report) -> str:
    """What can be corrected of a report, in fields; an emptied one goes back to what the report says."""
    fields = "".join(
        f'<label>{name} <input name="{field}" value="{escape(shown)}" maxlength="200"{hint}></label>'
        for name, field, shown, hint in (
            ("Titre", "title", report.title, ""),
            ("Organisme", "organisation", report.organisation, ""),
            ("Année", "period", report.period or "", ' placeholder="2023"'),
        )
    )
    return (
        f'<details class="change"><summary aria-label="Corriger {escape(report.title)}">Corriger</summary>'
        f'<form data-event="amend" data-file="{escape(report.file)}">{fields}'
        '<p class="file">Un champ vidé reprend ce que le rapport dit. Le rapport est relu.</p>'
        '<button type="submit" class="tool">Enregistrer</button></form></details>'
    )


def _removal(file: str, title: str) -> str:
    return (
        f'<details class="change"><summary aria-label="Retirer {escape(title)}">Retirer</summary>'
        f'<form data-event="remove" data-file="{escape(file)}">'
        f"<p>Le fichier {escape(file)} sera effacé du dossier des rapports, et ce qui en a été lu oublié.</p>"
        '<button type="submit" class="tool danger">Retirer définitivement</button></form></details>'
    )


def _right(right: int) -> str:
    return ' class="n"' if right else ""
