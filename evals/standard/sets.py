"""Reading standard sets: SQuAD-style JSON (FQuAD, PIAF…) and BEIR-style folders."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.errors import QuestionsError
from evals.jsonl import read_objects
from evals.questions import Question
from evals.standard.documents import Document, Place


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a set: the ids of the documents that answer it, and what the answer says, if known."""

    id: str
    question: str
    documents: tuple[str, ...]
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StandardSet:
    """Documents, and questions about them."""

    documents: tuple[Document, ...]
    asked: tuple[Asked, ...]

    def questions(self, places: Mapping[str, Place], kind: str) -> tuple[Question, ...]:
        """The questions as known questions, their documents as the pages where these went."""
        return tuple(_question(asked, places, kind) for asked in self.asked)


def _question(asked: Asked, places: Mapping[str, Place], kind: str) -> Question:
    found = [places[id] for id in asked.documents]
    return Question(
        id=asked.id,
        question=asked.question,
        kind=kind,
        expected=(asked.answers,) if asked.answers else (),
        reports=tuple(dict.fromkeys(p.report for p in found)),
        pages=frozenset((p.report, p.page) for p in found),
        unanswerable=not found,
    )


def read_squad(path: Path) -> StandardSet:
    """A SQuAD file: each paragraph a document, its questions with their answers; one that is impossible, or
    has no answer, is unanswerable. Raises `QuestionsError`."""
    try:
        articles = json.loads(path.read_text(encoding="utf-8"))["data"]
        documents: list[Document] = []
        asked: list[Asked] = []
        for number, article in enumerate(articles):
            title = str(article.get("title") or f"article {number + 1}")
            for paragraph in article["paragraphs"]:
                id = f"d{len(documents)}"
                documents.append(Document(id, title, str(paragraph["context"]), title))
                asked += [_of_squad(qa, id, len(asked) + n) for n, qa in enumerate(paragraph["qas"])]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise QuestionsError(f"« {path} » n'est pas un fichier au format SQuAD ({error!r}).") from error
    return StandardSet(tuple(documents), tuple(asked))


def _of_squad(qa: Mapping[str, Any], document: str, number: int) -> Asked:
    answers = tuple(
        dict.fromkeys(str(a["text"]).strip() for a in qa.get("answers") or () if a["text"].strip())
    )
    impossible = bool(qa.get("is_impossible")) or not answers
    where = () if impossible else (document,)
    return Asked(str(qa.get("id") or f"q{number}"), str(qa["question"]), where, () if impossible else answers)


def read_beir(folder: Path) -> StandardSet:
    """A BEIR folder: `corpus.jsonl` (_id, title, text), `queries.jsonl` (_id, text), `qrels/test.tsv`.

    The queries of the qrels are asked; a document counts from a score of 1. Raises `QuestionsError`."""
    relevant = _qrels(folder / "qrels" / "test.tsv")
    documents = [
        Document(
            _text(raw, "_id", where), str(raw.get("title") or ""), _text(raw, "text", where), folder.name
        )
        for where, raw in read_objects(folder / "corpus.jsonl", QuestionsError)
    ]
    known = {d.id for d in documents}
    asked = [
        Asked(id, _text(raw, "text", where), tuple(d for d in relevant[id] if d in known))
        for where, raw in read_objects(folder / "queries.jsonl", QuestionsError)
        if (id := _text(raw, "_id", where)) in relevant
    ]
    if not documents or not any(a.documents for a in asked):
        raise QuestionsError(f"« {folder} » n'a aucune question dont un document soit là.")
    return StandardSet(tuple(documents), tuple(a for a in asked if a.documents))


def _text(raw: Mapping[str, Any], field: str, where: str) -> str:
    value = raw.get(field)
    if not isinstance(value, str | int):
        raise QuestionsError(f"{where}, champ « {field} » : un texte est attendu.")
    return str(value)


def _qrels(path: Path) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for query, document, score in _rows(path):
        if score > 0:
            found[query].append(document)
    return found


def _rows(path: Path) -> Iterator[tuple[str, str, int]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.reader(file, delimiter="\t"), 1):
                if number == 1 and not row[-1].lstrip("-").isdecimal():
                    continue  # the head
                query, document, score = row
                yield query, document, int(score)
    except (OSError, ValueError) as error:
        raise QuestionsError(
            f"« {path} » n'est pas un fichier qrels de BEIR (question, document, note, séparés par des "
            f"tabulations) : {error}."
        ) from error
