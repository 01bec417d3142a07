"""Two runs side by side as one HTML page that needs nothing else: verdict, scores, and what changed, with
pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from evals.comparison import Comparison, Pair
from evals.display import change_cells, format_score, latency_cells
from evals.measures import MEASURES, Measure, Topic
from evals.pictures import Pictures
from evals.results import Cited, Result
from evals.scores import Group, group_scores, report_scores

_PICTURED = 40  # changed questions that are shown with their pages


def html_report(
    title: str,
    found: Comparison,
    causes: Sequence[str],
    pictures: Pictures,
) -> str:
    """The page. `causes` are likely ones of what got worse."""
    style = (Path(__file__).parent / "report.css").read_text(encoding="utf-8")
    before, after = [p.before for p in found.pairs], [p.after for p in found.pairs]
    tables = [
        _groups("Par genre de question", group_scores(before), group_scores(after)),
        _groups("Par rapport", report_scores(before), report_scores(after)),
    ]
    changed = sorted((p for p in found.pairs if p.changed), key=lambda p: (not p.lost, not p.gained))
    parts = [_pair(pair, pictures if n < _PICTURED else None) for n, pair in enumerate(changed)]
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{style}</style></head><body><main><h1>{escape(title)}</h1>{_verdict(found, causes)}"
        f"<h2>Mesures</h2>{_measures(found)}{''.join(tables)}"
        f"<h2>{len(changed)} réponse(s) différente(s) sur {len(found.pairs)}</h2>{''.join(parts)}"
        "</main></body></html>"
    )


def _verdict(found: Comparison, causes: Sequence[str]) -> str:
    if not found.regressions:
        return '<p class="good"><strong>Pas de régression.</strong></p>'
    worse = "".join(f"<li>{escape(r)}</li>" for r in found.regressions)
    guess = "".join(f"<li>{escape(c)}</li>" for c in causes)
    likely = f"<h2>À regarder d'abord</h2><ul>{guess}</ul>" if guess else ""
    return f'<p class="bad"><strong>Régression</strong></p><ul class="bad">{worse}</ul>{likely}'


def _measures(found: Comparison) -> str:
    rows = "".join(
        f'<tr class="{_way(change.lost, change.gained)}"><td>{escape(change.measure.label)}</td>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in change_cells(change))
        + "</tr>"
        for topic in Topic
        for change in found.measures
        if change.measure.topic is topic
    )
    if found.latency:
        slower = "bad" if found.latency.slower else ""
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in latency_cells(found))
        rows += f'<tr class="{slower}"><td>temps médian</td>{cells}</tr>'
    heads = ("mesure", "n", "référence", "maintenant", "écart [95 %]", "perdues", "gagnées", "p")
    return _table(heads, rows)


def _groups(title: str, before: Sequence[Group], after: Sequence[Group]) -> str:
    """The measures that gate, each « before → after », a row per group."""
    shown = [m for m in MEASURES if m.gates and any(g.scores[m.key].count for g in after)]
    earlier = {g.name: g for g in before}
    rows = "".join(
        f"<tr><td>{escape(_name(g))}</td><td>{g.count}</td>"
        + "".join(_moved(m, earlier[g.name], g) for m in shown)
        + "</tr>"
        for g in after
        if g.name in earlier
    )
    return f"<h2>{title}</h2>" + _table(("", "n", *(m.label for m in shown)), rows)


def _name(group: Group) -> str:
    return "ensemble" if group.name is None else group.name or "(aucun, ou plusieurs)"


def _moved(measure: Measure, before: Group, after: Group) -> str:
    one, other = before.scores[measure.key], after.scores[measure.key]
    was, now = format_score(measure, one), format_score(measure, other)
    if was == now:
        return f"<td>{escape(now)}</td>"
    better = measure.gained(one.value, other.value)
    return f'<td class="{"good" if better else "bad"}">{escape(was)} → {escape(now)}</td>'


def _table(heads: Sequence[str], rows: str) -> str:
    head = "".join(f'<th scope="col">{escape(h)}</th>' for h in heads)
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _way(lost: int, gained: int) -> str:
    return "bad" if lost > gained else "good" if gained > lost else ""


def _pair(pair: Pair, pictures: Pictures | None) -> str:
    moves = [f'<span class="bad">moins bien : {escape(m.label)}</span>' for m in pair.lost]
    moves += [f'<span class="good">mieux : {escape(m.label)}</span>' for m in pair.gained]
    sides = _side("Avant", pair.before, pictures) + _side("Après", pair.after, pictures)
    return (
        f"<article><h3>{escape(pair.after.question)}</h3>"
        f'<p class="soft">{escape(pair.after.id)} · {" · ".join(moves) or "score égal"}</p>'
        f'<div class="pair">{sides}</div></article>'
    )


def _side(title: str, result: Result, pictures: Pictures | None) -> str:
    refused = "[refus] " if result.refused else ""
    lines = "<br>".join(escape(line) for line in result.text.splitlines())
    cited = "".join(_cited(c, pictures) for c in result.citations[:1])
    return f"<div><p><strong>{title}</strong> {refused}{lines}</p>{cited}</div>"


def _cited(cited: Cited, pictures: Pictures | None) -> str:
    path = " › ".join(cited.section) or "sans partie"
    picture = pictures.of(cited) if pictures else ""
    shown = f'<img src="{picture}" alt="{escape(cited.report)}, page {cited.page}" loading="lazy">'
    return f'<p class="soft">{escape(cited.report)}, page {cited.page} du PDF, {escape(path)}</p>' + (
        shown if picture else ""
    )
