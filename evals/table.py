"""Named runs of the same questions side by side, as a Markdown table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evals.display import format_score
from evals.measures import MEASURES
from evals.results import Result
from evals.scores import Group, group_scores

_OVERALL = ("page", "right", "section", "wrong_figure", "refusal_recall", "needless_refusal", "latency")
_PER_KIND = ("page", "right")


def markdown(runs: Mapping[str, Sequence[Result]]) -> str:
    """All questions, a row per run; then right pages and right answers per kind, a column per run."""
    groups = {name: group_scores(results) for name, results in runs.items()}
    overall = {name: found[-1] for name, found in groups.items()}
    measures = [m for key in _OVERALL for m in MEASURES if m.key == key]
    counts = {m.key: max(g.scores[m.key].count for g in overall.values()) for m in measures}
    header = [f"{m.label} ({counts[m.key]})" for m in measures]
    rows = [[name, *(format_score(m, g.scores[m.key]) for m in measures)] for name, g in overall.items()]
    tables = [_table(["", *header], rows)]
    for measure in (m for key in _PER_KIND for m in MEASURES if m.key == key):
        kinds = dict.fromkeys(g.name for found in groups.values() for g in found[:-1] if g.name)
        rows = [
            [f"{kind} ({_count(kind, measure.key, groups)})"]
            + [_cell(kind, measure.key, found) for found in groups.values()]
            for kind in kinds
            if _count(kind, measure.key, groups)
        ]
        tables.append(_table([f"{measure.label}, par genre", *groups], rows))
    return "\n\n".join(tables)


def _cell(kind: str, key: str, groups: Sequence[Group]) -> str:
    measure = next(m for m in MEASURES if m.key == key)
    return next((format_score(measure, g.scores[key]) for g in groups if g.name == kind), "–")


def _count(kind: str, key: str, groups: Mapping[str, Sequence[Group]]) -> int:
    return max((g.scores[key].count for found in groups.values() for g in found if g.name == kind), default=0)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    rule = ["---"] + ["---:"] * (len(header) - 1)
    lines = ([cell.replace("|", "\\|") for cell in row] for row in (header, rule, *rows))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
