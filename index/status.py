"""What an index holds, read from its database alone: no model is loaded, no lock is taken."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from corpus.report import BlockKind, Report
from index.store import FILE, ReportState, Store


def read_status(data: Path, database_url: str | None = None) -> dict[str, Any]:
    """`{"model", "dimensions", "reports": […], "failed": […]}`, empty lists for an index not yet made."""
    if not database_url and not (data / FILE).exists():
        return {"model": None, "dimensions": None, "reports": [], "failed": []}
    store = Store.open(data, database_url)
    try:
        manifest, states, reports = store.manifest(), store.states(), store.reports()
        passages = store.counts()
    finally:
        store.close()
    return {
        "model": manifest.get("model"),
        "dimensions": int(manifest["dimensions"]) if "dimensions" in manifest else None,
        "reports": [_indexed(s, reports[s.id], passages[s.id]) for s in states if s.status == "indexed"],
        "failed": [
            {"file": s.file, "reason": s.reason, "message": s.message} for s in states if s.status == "failed"
        ],
    }


def describe(status: dict[str, Any]) -> str:
    """The status as French text."""
    if not status["reports"] and not status["failed"]:
        return "Aucun rapport indexé. Lancez « python -m index sync --reports DOSSIER »."
    lines = [f"Modèle : {status['model']} ({status['dimensions']} dimensions)"]
    for r in status["reports"]:
        lines.append(
            f"  {r['file']} : {r['title']} ({r['period'] or 'année inconnue'}) · {r['pages']} pages, "
            f"{r['passages']} passages, {r['tables']} tableaux, {r['charts']} graphiques, "
            f"{r['facts']} chiffres"
        )
        lines.extend(f"    attention : {w}" for w in r["warnings"])
    lines.extend(f"  {f['file']} : non indexé. {f['message']}" for f in status["failed"])
    return "\n".join(lines)


def _indexed(state: ReportState, report: Report, passages: int) -> dict[str, Any]:
    kinds = Counter(block.kind for block in report.blocks)
    return {
        "file": state.file,
        "sha256": state.sha256,
        "title": report.title,
        "organisation": report.organisation,
        "period": report.period,
        "pages": len(report.pages),
        "passages": passages,
        "tables": kinds[BlockKind.TABLE],
        "charts": kinds[BlockKind.CHART],
        "facts": len(report.facts),
        "warnings": list(report.warnings),
    }
