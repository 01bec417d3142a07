"""What the terminal shows: scores, changes, verdict. The only module of the evaluation that draws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from evals.comparison import Comparison, MeasureChange, Pair, compare
from evals.measures import MEASURES, Measure, Topic
from evals.results import Result
from evals.scores import Group, Score, group_scores

_SHOWN = 400  # characters of an answer
_SIDED = ("mrr", "latency")


def terminal() -> Console:
    """Standard output, wide enough for the tables where it is not a terminal."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=160)


_T = TypeVar("_T")


def track(results: Iterable[_T], total: int) -> Iterator[_T]:
    """Pass results on under a progress bar, on standard error."""
    bar = Progress(
        TextColumn("Questions"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
    with bar:
        task = bar.add_task("", total=total)
        for result in results:
            bar.advance(task)
            yield result


def show_scores(console: Console, groups: Sequence[Group], reports: Sequence[Group] = ()) -> None:
    """A table per topic: a row per kind, a column per measure, the 95 % intervals in the last row. Then the
    measures that gate, report by report, where there are several."""
    for topic in Topic:
        _show_table(console, topic, "questions", [m for m in MEASURES if m.topic is topic], groups)
    if len(reports) > 1:
        named = [replace(g, name=g.name or "(aucun, ou plusieurs)") for g in reports]
        _show_table(console, "Par rapport", "rapport", [m for m in MEASURES if m.gates], named)


def show_sided(console: Console, title: str, runs: Mapping[str, Sequence[Result]]) -> None:
    """A row per run, a column per measure that gates or tells of the search; under each score what it lost
    on the first run, with the paired test's p where questions changed."""
    first, *others = runs
    overall = {name: group_scores(results)[-1] for name, results in runs.items()}
    told = {m.key for m in MEASURES if any(g.scores[m.key].count for g in overall.values())}
    shown = [m for m in MEASURES if m.key in told and (m.gates or m.key in _SIDED)]
    table = Table("", title=title, title_justify="left")
    for measure in shown:
        table.add_column(f"{measure.label} {'↑' if measure.higher_is_better else '↓'}", justify="right")
    table.add_row(first, *(format_score(m, overall[first].scores[m.key], interval=True) for m in shown))
    for name in others:
        found = {c.measure.key: c for c in compare(runs[first], runs[name]).measures}
        table.add_row(name, *(_sided(m, overall[name].scores[m.key], found.get(m.key)) for m in shown))
    console.print(table)


def _sided(measure: Measure, score: Score, change: MeasureChange | None) -> str:
    text = format_score(measure, score)
    if change is None or not (change.lost or change.gained):
        return text
    return f"{text} ({_points(change.after - change.before)} ; p {french(change.p, 2)})"


def _show_table(
    console: Console, title: str, of: str, measures: Sequence[Measure], groups: Sequence[Group]
) -> None:
    table = Table(of, title=title, title_justify="left")
    table.add_column("n", justify="right")
    shown = [m for m in measures if any(g.scores[m.key].count for g in groups)]
    if not shown:
        return
    for measure in shown:
        table.add_column(f"{measure.label} {'↑' if measure.higher_is_better else '↓'}", justify="right")
    for group in groups:
        last = group.name is None
        if last:
            table.add_section()
        cells = (format_score(m, group.scores[m.key], interval=last) for m in shown)
        table.add_row(escape(group.name or "ensemble"), str(group.count), *cells)
    console.print(table)


def show_comparison(console: Console, comparison: Comparison, causes: Sequence[str] = ()) -> None:
    """What changed question by question, then measure by measure; the verdict with its likely `causes`."""
    changed = [pair for pair in comparison.pairs if pair.changed]
    for pair in sorted(changed, key=lambda p: (not p.lost, not p.gained)):
        _show_pair(console, pair)
    for ids, what in ((comparison.missing, "sans résultat"), (comparison.new, "nouvelles")):
        if ids:
            console.print(f"Questions {what} : {escape(', '.join(ids))}\n")
    console.print(_measures_table(comparison))
    console.print(f"{len(changed)} réponse(s) différente(s) sur {len(comparison.pairs)}.")
    if comparison.regressions:
        console.print("[bold red]RÉGRESSION[/] — " + escape(" ; ".join(comparison.regressions)))
        for cause in causes:
            console.print(f"  → {escape(cause)}")
    else:
        console.print("[bold green]Pas de régression.[/]")


def _show_pair(console: Console, pair: Pair) -> None:
    moves = [f"[red]moins bien : {m.label}[/]" for m in pair.lost]
    moves += [f"[green]mieux : {m.label}[/]" for m in pair.gained]
    moved = ", ".join(moves) or "(score égal)"
    console.print(f"[bold]{escape(pair.after.id)}[/] {escape(pair.after.question)}  {moved}")
    console.print(f"  avant : {_answer(pair.before)}")
    console.print(f"  après : {_answer(pair.after)}\n")


def _answer(result: Result) -> str:
    text = " ".join(result.text.split())
    text = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    source = "".join(
        f" — {c.report}, p. {c.page}, {' › '.join(c.section) or 'sans section'}" for c in result.citations[:1]
    )
    return escape(f"{'[refus] ' if result.refused else ''}{text}{source}")


def _measures_table(comparison: Comparison) -> Table:
    table = Table("mesure", title="Mesures", title_justify="left")
    for column in ("n", "référence", "maintenant", "écart [95 %]", "perdues", "gagnées", "p"):
        table.add_column(column, justify="right")
    for change in comparison.measures:
        table.add_row(change.measure.label, *map(escape, change_cells(change)))
    if comparison.latency:
        table.add_row("temps médian", *latency_cells(comparison))
    return table


def change_cells(change: MeasureChange) -> tuple[str, ...]:
    """How many questions, before, now, the difference with its interval, lost, gained, p."""
    low, high = change.interval
    return (
        str(change.count),
        _share(change.before),
        _share(change.after),
        f"{_points(change.after - change.before)} [{_points(low)} ; {_points(high)}]",
        str(change.lost),
        str(change.gained),
        french(change.p, 3),
    )


def latency_cells(comparison: Comparison) -> tuple[str, ...]:
    """The same of the time of an answer; the difference is a ratio, on this machine and at equal machine."""
    latency = comparison.latency
    if latency is None:
        return ()
    adjusted = "" if latency.adjusted is None else f" (à machine égale × {french(latency.adjusted, 2)})"
    return (
        str(len(comparison.pairs)),
        _seconds(latency.before),
        _seconds(latency.after),
        f"× {french(latency.ratio, 2)}{adjusted}",
        "",
        "",
        french(latency.p, 3),
    )


def format_score(measure: Measure, score: Score, interval: bool = False) -> str:
    """« 78 % [70 ; 85] », « 41 ms », or a dash where the measure does not apply."""
    if score.value is None:
        return "–"
    if measure.unit == "s":
        return _seconds(score.value)
    text = _share(score.value)
    if interval and score.interval:
        low, high = score.interval
        text += escape(f" [{100 * low:.0f} ; {100 * high:.0f}]")
    return text


def french(value: float, decimals: int) -> str:
    """A number with a decimal comma."""
    return f"{value:.{decimals}f}".replace(".", ",")


def _share(value: float) -> str:
    return f"{100 * value:.0f} %"


def _points(value: float) -> str:
    return f"{100 * value:+.1f}".replace(".", ",").replace("-", "−")


def _seconds(value: float) -> str:
    return f"{1000 * value:.0f} ms" if value < 1 else f"{french(value, 2)} s"
