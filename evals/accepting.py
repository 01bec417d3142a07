"""A better baseline, accepted with its reason: who comes later reads why the scores moved."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from evals.errors import ResultsError
from evals.results import Result, read_results
from evals.scores import Group, group_scores


def history_of(baseline: Path) -> Path:
    """Where the reasons of a baseline are kept: « baseline.history.jsonl » beside « baseline.jsonl »."""
    return baseline.with_name(f"{baseline.stem}.history.jsonl")


def accept(baseline: Path, results: Path, scored: Sequence[Result], reason: str) -> dict[str, Any]:
    """Put results in the place of the baseline, and add the reason and the scores to its history.

    Raises `ResultsError`, the baseline left as it was, without a reason or when it cannot be written."""
    if not reason.strip():
        raise ResultsError('Dites pourquoi cette référence est meilleure : --reason "…".')
    read_results(results)  # a file that is none must not take the place
    line = {
        "when": datetime.now().isoformat(timespec="seconds"),
        "reason": " ".join(reason.split()),
        "questions": len(scored),
        "scores": _overall(group_scores(scored)[-1]),
    }
    partial = baseline.with_name(f"{baseline.name}.part")
    try:
        shutil.copyfile(results, partial)
        with history_of(baseline).open("a", encoding="utf-8") as history:
            history.write(json.dumps(line, ensure_ascii=False) + "\n")
        partial.replace(baseline)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise ResultsError(f"« {baseline} » ne peut pas être écrit ({error.strerror}).") from error
    return line


def _overall(group: Group) -> dict[str, float]:
    return {key: round(s.value, 4) for key, s in group.scores.items() if s.value is not None}
