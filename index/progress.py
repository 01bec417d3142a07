"""A progress bar for a sync, in the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from index.sync import Step

_STAGES = {"read": "pages lues", "embed": "passages indexés"}


@contextmanager
def bar() -> Iterator[Callable[[Step], None]]:
    """Draw on standard error which report is being read, and how far; the value is `sync`'s progress."""
    columns = (
        TextColumn("[{task.fields[report]}/{task.fields[reports]}]", markup=False),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        TextColumn("{task.completed}/{task.total} {task.fields[stage]}", markup=False),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("…", total=None, report=0, reports=0, stage="", visible=False)

        def show(step: Step) -> None:
            progress.update(
                task,
                description=step.file,
                completed=step.done,
                total=step.total,
                report=step.report,
                reports=step.reports,
                stage=_STAGES[step.stage],
                visible=True,
            )

        yield show
