from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rich.console import Console

from evals.__main__ import main
from evals.bench import Timing, latency_table, percentile


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([3.0], 0.95, 3.0),
        ([4.0, 1.0, 3.0, 2.0, 5.0], 0.5, 3.0),
        ([float(n) for n in range(1, 21)], 0.95, 19.05),  # at 0.95 · 19 = 18.05: 19 + 0.05 · 1
        ([1.0, 2.0], 1.0, 2.0),
    ],
)
def test_percentile_goes_between_neighbours(values: list[float], share: float, expected: float) -> None:
    assert percentile(values, share) == pytest.approx(expected)


def test_latency_is_shown_beside_the_bare_embedding() -> None:
    # Embedding 10, 10, 20 ms: median 10, 95th 10 + 0.9 · 10 = 19. Answer three times that each: 30 and 57.
    timings = [Timing(s, 2 * s, 3 * s) for s in (0.010, 0.010, 0.020)]
    console = Console(width=120, record=True)
    console.print(latency_table(timings))
    rows = [line.strip("│").split("│") for line in console.export_text().splitlines() if "ms" in line]
    assert [[cell.strip() for cell in row] for row in rows] == [
        ["embedding de la question", "10,0 ms", "19,0 ms", "× 1,00", "× 1,00", "× 1,90"],
        ["recherche", "20,0 ms", "38,0 ms", "× 2,00", "× 2,00", "× 3,80"],
        ["réponse entière", "30,0 ms", "57,0 ms", "× 3,00", "× 3,00", "× 5,70"],
    ]


def test_bench_prints_times_rate_and_memory_from_one_run(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (reports / "faux.pdf").write_text("ce n'est pas un PDF")
    questions = tmp_path / "questions.jsonl"
    line = {"id": "t1", "question": "Combien de tickets ?", "expected": ["4979"]}
    questions.write_text("\n".join(json.dumps(line | {"id": f"t{i}"}) for i in range(6)))
    assert main(["bench", "--reports", str(reports), "--questions", str(questions)]) == 0
    printed = capsys.readouterr()
    assert "Temps de 6 questions" in printed.out
    assert re.search(r"réponse entière .* ms .* × \d", printed.out)
    assert re.search(
        r"Indexation \(\d+ passages\) : .* passages/s à nu, .* par « sync », soit \d+ %", printed.out
    )
    assert re.search(r"Mémoire, au plus haut : \d{3,} Mo", printed.out)
    assert "faux.pdf" in printed.err
