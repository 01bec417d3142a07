"""Look-up questions with their gold, made of the figures that were read; a person confirms them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from assistant.examples import candidates
from corpus.report import Report


def suggest(reports: list[Report], limit: int) -> Iterator[dict[str, Any]]:
    """Questions lines, a report and a unit after the other, the latest reports first.

    The gold is what was read: look at the page before you keep it."""
    latest_first = sorted(reports, key=lambda r: r.period or "", reverse=True)
    of = {id(fact): report for report in reports for fact in report.facts}
    for number, (question, fact) in enumerate(islice(candidates(latest_first), limit), 1):
        report = of[id(fact)]
        path = report.section_path(fact.section)
        yield {
            "id": f"chiffre-{number:03d}",
            "question": question,
            "kind": str(fact.source),
            "expected": [fact.printed],
            "report": report.file,
            "pages": [fact.page],
            **({"section": path[-1]} if path else {}),
            "boxes": [[round(v, 2) for v in fact.box]],
            "unanswerable": False,
        }
