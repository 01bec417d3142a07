"""What was answered: one line per question, the answer's JSON object with its id, question and scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.report import Box
from evals.errors import ResultsError
from evals.jsonl import read_objects, write_objects

Scores = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as an answer's JSON gives it: `page` is physical, from 1."""

    report: str
    section: tuple[str, ...]
    page: int
    quote: str
    title: str = ""
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """One answered question.

    `seconds` is the time of the whole answer by the evaluation's own clock where it ran one, else by the
    answer's. `yardstick` is the time of a fixed piece of work done just before, in seconds, so that times
    taken on two machines can be compared. `record` is the answer's JSON object as it came. `retrieved` has
    the pages (report, page) of what was found, the best first, None where the set-up does not say. `report`
    is the one that the question is about, "" for none or several.
    """

    id: str
    question: str
    text: str
    refused: bool
    citations: tuple[Cited, ...]
    seconds: float
    record: Mapping[str, Any]
    kind: str = "other"
    report: str = ""
    yardstick: float | None = None
    scores: Scores | None = None
    retrieved: tuple[tuple[str, int], ...] | None = None

    @property
    def confidence(self) -> float | None:
        """How sure the answer says it is, 0 to 1; None when it does not say."""
        value = self.record.get("confidence")
        return float(value) if isinstance(value, int | float) else None

    def to_json(self) -> dict[str, Any]:
        """The line of a results file: the contract's object, id and question, then `evaluation`."""
        contract = {k: v for k, v in self.record.items() if k not in ("id", "question", "evaluation")}
        evaluation = {
            "kind": self.kind,
            "report": self.report,
            "seconds": round(self.seconds, 6),
            "yardstick": self.yardstick,
            "scores": dict(self.scores) if self.scores is not None else None,
            "retrieved": [list(place) for place in self.retrieved] if self.retrieved is not None else None,
        }
        return {"id": self.id, "question": self.question, **contract, "evaluation": evaluation}


def write_results(path: Path, results: Iterable[Result]) -> None:
    """Write a results file; it appears whole or not at all."""
    write_objects(path, (r.to_json() for r in results), ResultsError)


def read_results(path: Path) -> dict[str, Result]:
    """The results of a file by question id, in its order. Raises `ResultsError`."""
    results: dict[str, Result] = {}
    for where, raw in read_objects(path, ResultsError):
        result = parse_result(raw, where)
        if result.id in results:
            raise ResultsError(f"{where}, champ « id » : « {result.id} » est déjà dans le fichier.")
        results[result.id] = result
    if not results:
        raise ResultsError(f"Le fichier « {path} » ne contient aucun résultat.")
    return results


def parse_result(raw: Mapping[str, Any], where: str) -> Result:
    """Check one line. Raises `ResultsError` naming `where` and the field."""
    for field, kind in (
        ("id", str),
        ("question", str),
        ("text", str),
        ("refused", bool),
        ("citations", list),
    ):
        if not isinstance(raw.get(field), kind):
            raise ResultsError(
                f"{where}, champ « {field} » : il manque ou n'est pas du bon type. "
                "Est-ce bien un fichier écrit par « python -m evals run » ?"
            )
    evaluation = raw.get("evaluation") or {}
    try:
        return Result(
            id=raw["id"],
            question=raw["question"],
            text=raw["text"],
            refused=raw["refused"],
            citations=tuple(_cited(c) for c in raw["citations"]),
            seconds=float(evaluation.get("seconds", raw.get("seconds") or 0.0)),
            record={k: v for k, v in raw.items() if k != "evaluation"},
            kind=str(evaluation.get("kind", "other")),
            report=str(evaluation.get("report", "")),
            yardstick=evaluation.get("yardstick"),
            scores=evaluation.get("scores"),
            retrieved=_places(evaluation.get("retrieved")),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ResultsError(f"{where} : la ligne ne suit pas le format des résultats ({error!r}).") from error


def _cited(raw: Mapping[str, Any]) -> Cited:
    return Cited(
        report=str(raw["report"]),
        section=tuple(str(part) for part in raw.get("section") or ()),
        page=int(raw["page"]),
        quote=str(raw.get("quote") or ""),
        title=str(raw.get("title") or ""),
        boxes=tuple((float(a), float(b), float(c), float(d)) for a, b, c, d in raw.get("boxes") or ()),
    )


def _places(raw: Any) -> tuple[tuple[str, int], ...] | None:
    return None if raw is None else tuple((str(report), int(page)) for report, page in raw)
