"""Sections of real reports, against labels written by looking at the rendered pages.

Two hundred blocks drawn at random over all the reports. Each label of `tests/golden/sections/*.json` gives
a point of a page and the path of the section it stands in: the beginning of each title, from the root down.
Where a page can be read in two ways, as a running title counted or not, it gives both.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus.reader import read_report
from corpus.report import Block, Report
from corpus.titles import fold

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ROOT.parent / "shared" / "reports"
GOLDEN = sorted((ROOT / "tests" / "golden" / "sections").glob("*.json"))
pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="needs ../shared/reports")


@cache
def report_of(golden: Path) -> Report:
    return read_report(REPORTS / json.loads(golden.read_text(encoding="utf-8"))["report"])


def block_at(report: Report, page: int, x: float, y: float) -> Block | None:
    """The smallest block of the page around a point, else the one whose box is nearest."""
    own = [block for block in report.blocks if block.page == page]

    def rank(block: Block) -> tuple[float, float]:
        x0, top, x1, bottom = block.box
        return max(x0 - x, x - x1, top - y, y - bottom, 0.0), (x1 - x0) * (bottom - top)

    return min(own, key=rank, default=None)


def is_right(report: Report, label: dict[str, Any]) -> bool:
    block = block_at(report, label["page"], *label["at"])
    path = report.section_path(block.section) if block else ()
    return any(
        len(wanted) == len(path)
        and all(fold(title).startswith(fold(start)) for title, start in zip(path, wanted, strict=True))
        for wanted in label["section"]
    )


def test_two_hundred_blocks_are_labelled() -> None:
    counts = [len(json.loads(golden.read_text(encoding="utf-8"))["blocks"]) for golden in GOLDEN]
    assert sum(counts) >= 200


def test_nearly_all_blocks_stand_in_their_section() -> None:
    wrong: list[str] = []
    count = 0
    for golden in GOLDEN:
        report = report_of(golden)
        for label in json.loads(golden.read_text(encoding="utf-8"))["blocks"]:
            count += 1
            if not is_right(report, label):
                wrong.append(f"{report.file} p. {label['page']} {label['at']}: {label['section'][0]}")
    assert len(wrong) <= 0.05 * count, "\n".join(wrong)
