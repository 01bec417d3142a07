from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus import sandbox
from corpus.errors import ReportError
from corpus.reader import read_report
from corpus.sandbox import read_safely
from corpus.wire import from_json, to_json


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "rapport-2023.pdf"
    canvas = Canvas(str(path))
    for number in (1, 2):
        canvas.setFont("Helvetica", 11)
        canvas.drawString(
            72, 700, f"Le service a traité 1 234,5 tonnes en 2023, page {number} : c'est un record."
        )
        canvas.drawString(72, 680, "Les habitants ont été invités à trier leurs déchets dans la commune.")
        canvas.showPage()
    canvas.save()
    return path


def run_instead(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """A child that runs `program` in place of the reader."""
    real = subprocess.Popen

    def start(_: list[str], **options: object) -> subprocess.Popen[bytes]:
        return real([sys.executable, "-c", program], **options)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr("corpus.sandbox.subprocess.Popen", start)


def refused(path: Path, **limits: float) -> ReportError:
    with pytest.raises(ReportError) as caught:
        read_safely(path, **limits)  # type: ignore[arg-type]
    return caught.value


def test_gives_the_same_report_as_the_reader(pdf: Path) -> None:
    assert read_safely(pdf) == read_report(pdf)


def test_counts_pages_as_they_are_read(pdf: Path) -> None:
    seen: list[tuple[int, int]] = []
    read_safely(pdf, progress=lambda done, total: seen.append((done, total)))
    assert seen[:2] == [(1, 2), (2, 2)]
    assert set(seen[2:]) <= {(2, 2)}


def test_a_report_travels_without_loss(pdf: Path) -> None:
    report = read_report(pdf)
    assert any(fact.value == Decimal("1234.5") for fact in report.facts)
    assert from_json(to_json(report)) == report
    with pytest.raises(ValueError, match="not a report"):
        from_json(b'{"file": 3}')


def test_the_reader_s_errors_come_through(tmp_path: Path) -> None:
    path = tmp_path / "note.pdf"
    path.write_text("Ceci n'est pas un PDF.")
    error = refused(path)
    assert error.reason == "not-pdf"
    assert "« note.pdf »" in str(error)
    assert refused(tmp_path / "absent.pdf").reason == "missing"


def test_a_crash_is_a_broken_report(pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_instead(monkeypatch, "import os; os.abort()")
    error = refused(pdf)
    assert error.reason == "broken"
    assert "« rapport-2023.pdf » est endommagé" in str(error)


@pytest.mark.parametrize(
    "answer",
    [
        "bonjour",
        '{"report":{"file": 3}}',
        '{"report":',
        "[1, 2]",
        '{"error": 3}',
        '{"page": [null]}',
        r"\xff\xfe",
    ],
)
def test_nonsense_is_a_broken_report(pdf: Path, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    run_instead(monkeypatch, f"print({answer!r})")
    assert refused(pdf).reason == "broken"


def test_a_process_killed_for_memory_hit_a_limit(pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_instead(monkeypatch, "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    assert refused(pdf).reason == "limits"


def test_silence_hits_the_limit_of_time(pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_START_SECONDS", 0.5)
    run_instead(monkeypatch, "import time; print('{\"page\": [1, 2]}', flush=True); time.sleep(60)")
    error = refused(pdf, page_seconds=0.5)
    assert error.reason == "limits"
    assert "trop de mémoire ou de temps" in str(error)


def test_the_whole_reading_has_a_limit_of_time(pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_instead(
        monkeypatch, "import time\nwhile True: print('{\"page\": [1, 2]}', flush=True); time.sleep(.05)"
    )
    assert refused(pdf, seconds=1.0).reason == "limits"


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_memory_has_a_limit(pdf: Path) -> None:
    # Python and the PDF libraries alone take more address space than this.
    assert refused(pdf, memory_mb=60).reason in {"limits", "broken"}


def test_the_child_loads_no_model() -> None:
    program = "import sys, corpus.reader, corpus.sandbox; print(sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    for heavy in ("torch", "chromadb", "gradio", "llama_index", "sentence_transformers"):
        assert f"'{heavy}'" not in loaded
