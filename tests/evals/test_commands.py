"""The commands as a maintainer types them, with a scripted assistant behind `run`."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from scripted import ScriptedAssistant, answer

import assistant
from evals.__main__ import main
from index.errors import BusyError
from index.sync import Outcome
from tests.conftest import MakePdf

TICKETS, POOL = "Combien de tickets ?", "Combien de nageurs à la mer ?"
LINES: list[dict[str, Any]] = [
    {
        "id": "t1",
        "question": TICKETS,
        "kind": "table",
        "expected": ["4979"],
        "report": "rapport.pdf",
        "pages": [1],
    },
    {"id": "u1", "question": POOL, "kind": "unanswerable", "unanswerable": True},
]
RIGHT = {
    TICKETS: answer("4 979 tickets.", page=1, quote="4979 ouverts"),
    POOL: answer("Pas trouvé.", refused=True),
}
Run = Callable[..., Path]


class Fake(ScriptedAssistant):
    """The assistant's door: opened on a data folder, brought in line, then asked."""

    opened: Path
    synced: Path

    @contextmanager
    def open(
        self, data: Path, *, embedding_model: str | None, reranker: str | None, model: object
    ) -> Iterator[Fake]:
        assert (embedding_model, reranker, model) == (None, None, None)
        self.opened = data
        yield self

    def sync(self, reports: Path, progress: object) -> Outcome:
        assert callable(progress)
        assert not self.asked
        self.synced = reports
        return Outcome((), ("rapport.pdf",), (), (("scan.pdf", "« scan.pdf » est un document numérisé."),))


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in LINES))
    return path


@pytest.fixture
def run(
    tmp_path: Path, reports: Path, questions: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Mapping[str, dict[str, Any]], str], Path]:
    """`run` with a script; gives the results file."""

    def run(script: Mapping[str, dict[str, Any]], name: str, *more: str) -> Path:
        fake = Fake(script)
        monkeypatch.setattr(assistant, "Assistant", fake)
        out = tmp_path / name
        command = ["run", "--questions", questions, "--reports", reports, "--data", tmp_path / "data"]
        assert main([*map(str, command), "--out", str(out), *more]) == 0
        assert (fake.opened, fake.synced) == (tmp_path / "data", reports)
        return out

    return run


def words(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().out.split())


def test_run_writes_results_and_prints_scores(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(RIGHT, "results.jsonl")
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert [line["id"] for line in lines] == ["t1", "u1"]
    assert lines[0]["evaluation"]["scores"]["quote"] == 1.0
    printed = capsys.readouterr()
    assert "ensemble" in printed.out
    assert "réponse juste" in " ".join(printed.out.split())
    assert "scan.pdf" in printed.err


def test_run_may_stop_early(run: Run) -> None:
    assert len(run(RIGHT, "results.jsonl", "--limit", "1").read_text().splitlines()) == 1


def test_the_same_run_compares_as_no_regression(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = run(RIGHT, "first.jsonl"), run(RIGHT, "second.jsonl")
    capsys.readouterr()
    # Scripted answers take microseconds, whose ratio means nothing.
    assert main(["compare", str(first), str(second), "--latency-tolerance", "1000"]) == 0
    assert "Pas de régression." in words(capsys)


@pytest.mark.parametrize("with_questions", [False, True])
def test_a_regression_is_shown_before_and_after_and_exits_with_one(
    run: Run, questions: Path, with_questions: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    first = run(RIGHT, "first.jsonl")
    second = run({**RIGHT, TICKETS: answer("4 397 tickets.", page=2)}, "second.jsonl")
    capsys.readouterr()
    more = ["--questions", str(questions)] if with_questions else []
    assert main(["compare", str(first), str(second), *more]) == 1
    printed = words(capsys)
    assert "avant : 4 979 tickets. — rapport.pdf, p. 1" in printed
    assert "après : 4 397 tickets. — rapport.pdf, p. 2" in printed
    assert "RÉGRESSION — réponse juste : 1 question(s) perdue(s), 0 gagnée(s) ; chiffre faux" in printed


def test_text_that_looks_like_markup_is_shown_as_it_is(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    first = run(RIGHT, "first.jsonl")
    second = run({**RIGHT, TICKETS: answer("[/bold] 4 979 [red]")}, "second.jsonl")
    capsys.readouterr()
    main(["compare", str(first), str(second)])
    assert "[/bold] 4 979 [red]" in words(capsys)


def test_references_and_table(
    run: Run, tmp_path: Path, reports: Path, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = run(RIGHT, "ours.jsonl")
    for name in ("bm25", "refuse"):
        command = [name, "--questions", questions, "--reports", reports, "--out", tmp_path / f"{name}.jsonl"]
        assert main([str(part) for part in command]) == 0
    capsys.readouterr()
    files = [f"Rapporteur={ours}", str(tmp_path / "bm25.jsonl"), str(tmp_path / "refuse.jsonl")]
    assert main(["table", *files, "--questions", str(questions)]) == 0
    lines = capsys.readouterr().out.splitlines()
    cells = {
        cells[0]: cells[1:] for line in lines if (cells := [c.strip() for c in line.strip("|").split("|")])
    }
    assert cells["Rapporteur"][:2] == ["100 %", "100 %"]
    assert cells["bm25"][:2] == ["100 %", "100 %"]
    assert cells["refuse"][:2] == ["0 %", "0 %"]
    assert cells["table (1)"] == ["100 %", "100 %", "0 %"]


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["compare", "absent.jsonl", "absent.jsonl"], "« absent.jsonl » n'existe pas"),
        (["table", "nom=absent.jsonl"], "« absent.jsonl » n'existe pas"),
        (["run", "--questions", "absent.jsonl", "--out", "r.jsonl"], "« absent.jsonl » n'existe pas"),
        (["bench", "--questions", "absent.jsonl"], "« absent.jsonl » n'existe pas"),
    ],
)
def test_bad_input_exits_with_two_and_says_why(
    command: Sequence[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(command) == 2
    assert message in capsys.readouterr().err


def test_a_busy_index_exits_with_two(
    tmp_path: Path,
    questions: Path,
    make_pdf: MakePdf,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    make_pdf("rapport.pdf", ["4979 tickets ouverts"])

    class Busy:
        @staticmethod
        def open(data: Path, **_: object) -> Iterator[Fake]:
            raise BusyError(f"L'index « {data} » est déjà utilisé.")

    monkeypatch.setattr(assistant, "Assistant", Busy)
    out = tmp_path / "results.jsonl"
    told = ["--reports", str(tmp_path), "--out", str(out)]
    assert main(["run", "--questions", str(questions), *told]) == 2
    assert "déjà utilisé" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("limit", ["0", "-1", "deux"])
def test_a_limit_is_a_positive_number(limit: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["run", "--questions", "q.jsonl", "--out", "r.jsonl", "--limit", limit])
    assert stopped.value.code == 2
    assert "nombre entier" in capsys.readouterr().err


def test_a_server_of_the_operator_is_left_alone(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORTEUR_CHROMA_URL", "http://chroma.example:8000")
    monkeypatch.setenv("RAPPORTEUR_DATABASE_URL", "postgresql://db.example/rapporteur")
    assert run(RIGHT, "results.jsonl").exists()  # the fake takes no other place than the folder


def test_results_that_cannot_be_written_exit_with_two(
    tmp_path: Path, reports: Path, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").touch()
    command = [
        "refuse",
        "--questions",
        questions,
        "--reports",
        reports,
        "--out",
        tmp_path / "taken" / "r.jsonl",
    ]
    assert main([str(part) for part in command]) == 2
    assert "ne peut pas être écrit" in capsys.readouterr().err


def test_help_loads_nothing_heavy() -> None:
    heavy = {"torch", "chromadb", "llama_index", "sentence_transformers", "gradio", "pypdf", "assistant"}
    code = f"import sys, evals.__main__; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
