from __future__ import annotations

import json
from pathlib import Path

import pytest
from scripted import ScriptedAssistant, answer

from corpus.errors import RapporteurError
from evals.errors import ResultsError
from evals.questions import Question
from evals.results import read_results, write_results
from evals.run import ask_all

TICKETS = Question("t1", "Combien ?", "table", (("4979",),), ("r.pdf",), frozenset({("r.pdf", 22)}))
FOLLOW = Question("f1", "Et en 2022 ?", "followup", (("4397",),), history=("Combien ?",))
POOL = Question("u1", "La piscine ?", "unanswerable", unanswerable=True)
QUESTIONS = (TICKETS, FOLLOW, POOL)
SCRIPT = {
    "Combien ?": answer("4 979 tickets", report="r.pdf", page=22),
    "Et en 2022 ?": answer("4 397 tickets", report="r.pdf", page=23),
    "La piscine ?": answer("Pas trouvé.", refused=True),
}


def test_every_question_is_asked_once_with_its_history() -> None:
    assistant = ScriptedAssistant(SCRIPT)
    results = list(ask_all(assistant, QUESTIONS))
    assert assistant.asked == [("Combien ?", ()), ("Et en 2022 ?", ("Combien ?",)), ("La piscine ?", ())]
    assert [r.kind for r in results] == ["table", "followup", "unanswerable"]
    assert [(r.scores or {})["right"] for r in results] == [1.0, 1.0, None]


def test_a_results_line_is_the_answer_with_id_and_question(tmp_path: Path) -> None:
    out = tmp_path / "new" / "results.jsonl"
    write_results(out, ask_all(ScriptedAssistant(SCRIPT), QUESTIONS, yardstick=lambda: 0.004))
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert [line["id"] for line in lines] == ["t1", "f1", "u1"]
    for line, question in zip(lines, QUESTIONS, strict=True):
        evaluation = line.pop("evaluation")
        assert line == {"id": question.id, "question": question.question, **SCRIPT[question.question]}
        assert (evaluation["kind"], evaluation["yardstick"]) == (question.kind, 0.004)
    assert list(out.parent.iterdir()) == [out]


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    results = list(ask_all(ScriptedAssistant(SCRIPT), QUESTIONS))
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    write_results(first, results)
    write_results(second, read_results(first).values())
    assert first.read_text() == second.read_text()


def test_time_is_taken_around_the_answer() -> None:
    (slow,) = ask_all(ScriptedAssistant(SCRIPT, delay=0.05), [TICKETS])
    assert 0.05 <= slow.seconds < 1
    assert (slow.scores or {})["latency"] == slow.seconds


def test_an_error_meant_for_the_reader_is_an_answer_and_a_wrong_one() -> None:
    assistant = ScriptedAssistant({"Combien ?": RapporteurError("Question trop longue.")})
    (result,) = ask_all(assistant, [TICKETS])
    assert (result.text, result.record["kind"], result.refused) == ("Question trop longue.", "error", False)
    assert (result.scores or {})["right"] == 0.0


def test_a_bug_stops_the_run_and_leaves_the_earlier_results_alone(tmp_path: Path) -> None:
    out = tmp_path / "results.jsonl"
    out.write_text("as before")
    with pytest.raises(ZeroDivisionError):
        write_results(out, ask_all(ScriptedAssistant({"Combien ?": ZeroDivisionError()}), [TICKETS]))
    assert out.read_text() == "as before"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text": None}, "ligne 2, champ « text »"),
        ({"refused": "non"}, "ligne 2, champ « refused »"),
        ({"citations": [{}]}, "ligne 2 : la ligne ne suit pas"),
        ({"id": "t1"}, "ligne 2, champ « id » : « t1 » est déjà"),
    ],
)
def test_a_wrong_results_line_is_named(tmp_path: Path, change: dict[str, object], message: str) -> None:
    good = {"id": "t1", "question": "?", **answer("oui")}
    path = tmp_path / "results.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in (good, good | {"id": "t2"} | change)))
    with pytest.raises(ResultsError, match=message):
        read_results(path)
