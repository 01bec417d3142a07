"""What the judge learns from: a question with the candidates of one place, and which of them answer it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.judge import figure_text, sentence_text

_YEAR = re.compile(r"(?:19|20)\d\d(?:[-/]\d{2,4})?")


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the candidates of one place, and the indexes of those that answer (none: a refusal).

    `whole`: the candidates are what a search of whole reports found, so that none of another place is added;
    `signals` then has a row for each candidate, in the order of `assistant.signals.Signals`.
    """

    question: str
    candidates: tuple[str, ...]
    right: tuple[int, ...]
    whole: bool = False
    signals: tuple[tuple[float, ...], ...] = ()


def read_searched(path: Path) -> Iterator[Example]:
    """Questions with what a search of reports found for them, as `python -m evals.judge collect` writes."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            found = json.loads(line)
            yield Example(
                found["question"],
                tuple(found["candidates"]),
                tuple(found["right"]),
                whole=True,
                signals=tuple(map(tuple, found["signals"])),
            )


def read_squad(path: Path) -> Iterator[Example]:
    """Questions on paragraphs in SQuAD's format: which sentence of the paragraph holds the answer."""
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            text = paragraph["context"]
            spans = list(_sentences(text))
            for qa in paragraph.get("qas", ()):
                starts = {a["answer_start"] for a in qa["answers"]}
                right = tuple(i for i, (a, b) in enumerate(spans) if any(a <= s < b for s in starts))
                if right and len(spans) > 1:
                    heading = [article["title"]] if not re.fullmatch(r"F\d+", article["title"]) else []
                    texts = tuple(sentence_text(heading, text[a:b].strip()) for a, b in spans)
                    yield Example(qa["question"], texts, right)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in re.finditer(r"(?<=[.!?…])\s+(?=[A-ZÀ-Ý«\d])|\n+", text):
        if end.start() > start:
            yield start, end.start()
        start = end.end()
    if start < len(text):
        yield start, len(text)


def read_tatqa(path: Path) -> Iterator[Example]:
    """Questions on tables in TAT-QA's format, those whose answer is one cell: which cell it is."""
    for document in json.loads(path.read_text(encoding="utf-8")):
        table = document["table"]["table"]
        header = next((row for row in table if sum(bool(_YEAR.search(c)) for c in row[1:]) > 1), None)
        if header is None:
            continue
        cells = {}
        for row in table[table.index(header) + 1 :]:
            for column, cell in zip(header[1:], row[1:], strict=True):
                if row[0] and any(c.isdigit() for c in cell):
                    cells[(row[0], column)] = cell
        texts = tuple(figure_text((), label, (), column, cell, "") for (label, column), cell in cells.items())
        values = list(cells.values())
        for question in document["questions"]:
            if question["answer_type"] == "span" and len(question["answer"]) == 1:
                right = tuple(i for i, v in enumerate(values) if v == question["answer"][0])
                if len(right) == 1:
                    yield Example(question["question"], texts, right)
