"""Runs side by side as bars, in an HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from evals.display import format_score
from evals.measures import MEASURES, Measure
from evals.results import Result
from evals.scores import Group, group_scores

_PLOTTED = ("right", "page", "wrong_figure", "refusal_recall", "needless_refusal", "mrr", "latency")


def html_plot(title: str, runs: Mapping[str, Sequence[Result]]) -> str:
    """A group of bars per measure, a bar per run, its 95 % interval as a line on it."""
    style = (Path(__file__).parent / "report.css").read_text(encoding="utf-8")
    overall = {name: group_scores(results)[-1] for name, results in runs.items()}
    measures = [m for key in _PLOTTED for m in MEASURES if m.key == key]
    told = [m for m in measures if any(g.scores[m.key].count for g in overall.values())]
    drawn = "".join(_bars(m, overall) for m in told)
    count = next(iter(overall.values())).count if overall else 0
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{style}</style></head>'
        f"<body><main><h1>{escape(title)}</h1><p>{count} questions.</p>{drawn}</main></body></html>"
    )


def _bars(measure: Measure, overall: Mapping[str, Group]) -> str:
    values = {name: group.scores[measure.key] for name, group in overall.items()}
    full = 1.0 if measure.unit == "%" else max((s.value or 0.0) for s in values.values()) or 1.0
    rows = ""
    for name, score in values.items():
        if score.value is None:
            continue
        low, high = score.interval if score.interval and measure.unit == "%" else (score.value, score.value)
        line = f"left:{100 * low / full:.1f}%;width:{100 * (high - low) / full:.1f}%"
        rows += (
            f'<div class="run"><span>{escape(name)}</span><span class="track">'
            f'<span class="bar" style="width:{100 * score.value / full:.1f}%"></span>'
            f'<span class="whisker" style="{line}"></span></span>'
            f"<span>{escape(format_score(measure, score))}</span></div>"
        )
    better = "le plus haut est le meilleur" if measure.higher_is_better else "le plus bas est le meilleur"
    return f'<section><h2>{escape(measure.label)}</h2><p class="soft">{better}</p>{rows}</section>'
