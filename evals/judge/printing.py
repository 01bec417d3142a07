"""Imaginary reports printed as PDFs, with the questions asked of them as `evals` reads questions.

Read back by the reader and searched by the assistant, they give the judge what it will meet: labels as they
come out of a page, and the candidates that a search really brings. Values are drawn at random, no two alike
in a report, so that a value tells its cell.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from corpus.demo import charts, tables
from corpus.demo.press import BOLD, HEIGHT, WIDTH, Press, Style, paragraph_height
from corpus.demo.shapes import Chart, ChartKind, Series, Table, TableStyle
from corpus.demo.typography import french_number

_LEFT, _TOP, _BOTTOM = 60.0, 70.0, HEIGHT - 60
_ACROSS = WIDTH - 2 * _LEFT
_BODY = Style(size=9.5, leading=13.5)
_CAPTION = Style(BOLD, 9.5, 12.5)
_HEADINGS = (Style(BOLD, 16, 20, "#1F4E79"), Style(BOLD, 12.5, 16, "#1F4E79"), Style(BOLD, 10.5, 14))
_BOX = 62.0  # height of a key figure, in points
_BOUND = 4  # small documents bound in one PDF
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something was printed, and what of it answers: a value, or a whole sentence."""

    page: int
    printed: str
    kind: str


def print_all(documents: Sequence[dict[str, Any]], folder: Path, seed: int, per_folder: int = 16) -> int:
    """Print documents into numbered folders of PDFs, each with its `questions.jsonl`; how many folders."""
    rng = random.Random(seed)
    reports = list(_bound(documents, rng))
    rng.shuffle(reports)
    shelves = [reports[i : i + per_folder] for i in range(0, len(reports), per_folder)]
    for number, shelf in enumerate(shelves):
        place = folder / f"{number:03}"
        place.mkdir(parents=True, exist_ok=True)
        lines = []
        for at, bound in enumerate(shelf):
            file = f"r{number:03}-{at:02}.pdf"
            pdf, questions = _Printing(bound, file, rng).run()
            (place / file).write_bytes(pdf)
            lines += [json.dumps(q, ensure_ascii=False) for q in questions]
        (place / "questions.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(shelves)


def _bound(documents: Sequence[dict[str, Any]], rng: random.Random) -> Iterator[list[dict[str, Any]]]:
    """Reports of several blocks alone; those of one block a few together."""
    small = [d for d in documents if "blocks" not in d]
    rng.shuffle(small)
    yield from ([d] for d in documents if "blocks" in d)
    for start in range(0, len(small), _BOUND):
        yield [_one_block(d) for d in small[start : start + _BOUND]]


def _one_block(document: dict[str, Any]) -> dict[str, Any]:
    """A document of one block in the form of a report of several."""
    asked = []
    for question, *place in document["questions"]:
        options = [[i] if isinstance(i, int) else i for i in place]
        rows, columns = options[0], options[1] if len(options) > 1 else [None]
        asked.append([question, *([0, r] if c is None else [0, r, c] for r in rows for c in columns)])
    return {
        "report": document["report"],
        "blocks": [document],
        "questions": asked,
        "none": document.get("none", []),
    }


class _Printing:
    """One PDF and its questions."""

    def __init__(self, bound: Sequence[dict[str, Any]], file: str, rng: random.Random) -> None:
        self._bound, self._file, self._rng = bound, file, rng
        self._press = Press(bound[0]["report"] if len(bound) == 1 else "Recueil", "", "")
        self._y = _TOP
        self._drawn: set[str] = set()
        self._marked = rng.random() < 0.5  # with bookmarks

    def run(self) -> tuple[bytes, list[dict[str, Any]]]:
        questions: list[dict[str, Any]] = []
        for document in self._bound:
            if self._y > _TOP:
                self._turn()
            self._heading(document["report"], 0)
            self._above: list[str] = []
            places = [self._block(b, document) for b in document["blocks"]]
            questions += self._questions(document, places, len(questions))
        return self._press.finish(), questions

    def _questions(
        self, document: dict[str, Any], places: Sequence[dict[tuple[int, ...], _Place]], first: int
    ) -> Iterator[dict[str, Any]]:
        asked = [(q, [places[b][tuple(rest)] for b, *rest in where]) for q, *where in document["questions"]]
        for at, (question, found) in enumerate([*asked, *((q, []) for q in document.get("none", ()))], first):
            yield {
                "id": f"{Path(self._file).stem}-{at:03}",
                "question": question,
                "kind": found[0].kind if found else "unanswerable",
                "expected": [list(dict.fromkeys(p.printed for p in found))] if found else [],
                "report": self._file,
                "pages": sorted({p.page for p in found}),
                "unanswerable": not found,
                "history": [],
            }

    def _block(self, block: dict[str, Any], document: dict[str, Any]) -> dict[tuple[int, ...], _Place]:
        section = list(block["section"])
        for level, heading in enumerate(section[:2], 1):
            if self._above[:level] != section[:level]:
                self._heading(heading, level)
        self._above = section
        if block["kind"] == "text":
            return self._text(block["sentences"])
        edition = _YEAR.search(document["report"])
        rows = [(r, block.get("unit", "")) if isinstance(r, str) else (r[0], r[1]) for r in block["rows"]]
        columns = list(block["columns"])
        if block["kind"] == "figures" or not columns:
            return self._figures(rows)
        values = [
            [self._value(unit, edition.group() if edition else "") for _ in columns] for _, unit in rows
        ]
        chart = block["kind"] == "chart" and self._chart_kind([r for r, _ in rows], columns)
        if chart:
            return self._chart(chart, block, rows, columns, values)
        return self._table(block, rows, columns, values)

    def _text(self, sentences: Sequence[str]) -> dict[tuple[int, ...], _Place]:
        places: dict[tuple[int, ...], _Place] = {}
        at = 0
        while at < len(sentences):
            size = self._rng.choice((2, 3, 4))
            text = " ".join(sentences[at : at + size])
            self._room(paragraph_height(text, _BODY, _ACROSS))
            for i, sentence in enumerate(sentences[at : at + size], at):
                places[(i,)] = _Place(self._press.page, sentence, "prose")
            self._y += self._press.paragraph(text, _BODY, _LEFT, self._y, _ACROSS) + 7
            at += size
        return places

    def _figures(self, rows: Sequence[tuple[str, str]]) -> dict[tuple[int, ...], _Place]:
        places: dict[tuple[int, ...], _Place] = {}
        across = self._rng.choice((2, 3))
        wide = (_ACROSS - 12 * (across - 1)) / across
        for i, (label, unit) in enumerate(rows):
            if i % across == 0:
                self._y += _BOX + 10 if i else 0
                self._room(_BOX)
            x, value = _LEFT + (i % across) * (wide + 12), self._value(unit, "")
            shown = f"{value} {unit}".strip() if len(unit) < 8 else value
            label = label if len(unit) < 8 else f"{unit} : {label}"
            self._press.rect(x, self._y, wide, _BOX, fill="#EEF3F7", radius=4)
            self._press.text(x + wide / 2, self._y + 24, shown, font=BOLD, size=17, align="center")
            self._press.paragraph(
                label, Style(size=7.8, leading=9.2, align="center"), x + 6, self._y + 31, wide - 12
            )
            places[(i,)] = _Place(self._press.page, value, "key figure")
        self._y += _BOX + 14
        return places

    def _table(
        self,
        block: dict[str, Any],
        rows: Sequence[tuple[str, str]],
        columns: Sequence[str],
        values: Sequence[Sequence[str]],
    ) -> dict[tuple[int, ...], _Place]:
        unit, how = block.get("unit", ""), self._rng.random()
        shown = [
            (
                label if own == unit or how > 0.8 or not own else f"{label} ({own})",
                *(f"{v} {own}" if own and len(own) < 4 and (how > 0.8 or own != unit) else v for v in row),
            )
            for (label, own), row in zip(rows, values, strict=True)
        ]
        corner = self._rng.choice(("", "", block["title"].split(" ")[0], "Libellé"))
        table = Table(
            "",
            (corner, *columns),
            tuple(shown),
            self._rng.choice(get_args(TableStyle)),
            0.46 if len(columns) < 4 else 0.3,
        )
        self._room(tables.height(table, _ACROSS) + 30)
        self._caption(block["title"], unit if how < 0.8 else "")
        tables.draw(self._press, table, _LEFT, self._y - 12, _ACROSS)
        self._y += tables.height(table, _ACROSS) + 8
        return self._cells(values, "table")

    def _cells(self, values: Sequence[Sequence[str]], kind: str) -> dict[tuple[int, ...], _Place]:
        return {
            (r, c): _Place(self._press.page, v, kind)
            for r, row in enumerate(values)
            for c, v in enumerate(row)
        }

    def _chart_kind(self, labels: Sequence[str], columns: Sequence[str]) -> ChartKind | None:
        """A kind of chart that has room for these labels; None where none has."""
        longest = max(map(len, labels))
        if len(columns) == 1:
            round_ = len(labels) <= 5 and longest < 45
            lying = longest < 50
            kinds: list[ChartKind] = []
            kinds += ["pie", "ring"] if round_ else []
            kinds += ["bar", "bar"] if lying else []
            return self._rng.choice(kinds) if kinds else None
        if len(labels) <= 5 and max(map(len, columns)) * len(columns) < 90:
            return self._rng.choice(("column", "line"))
        return None

    def _chart(
        self,
        kind: ChartKind,
        block: dict[str, Any],
        rows: Sequence[tuple[str, str]],
        columns: Sequence[str],
        values: Sequence[Sequence[str]],
    ) -> dict[tuple[int, ...], _Place]:
        numbers = [[Decimal(v.replace(" ", "").replace(",", ".")) for v in row] for row in values]
        highest = max(max(row) for row in numbers)
        step = Decimal(10) ** (len(str(int(highest))) - 1)
        top = (int(highest / step) + 1) * step
        if len(columns) == 1:
            categories = tuple(label for label, _ in rows)
            series: tuple[Series, ...] = (Series("", tuple(row[0] for row in numbers)),)
        else:
            categories = tuple(columns)
            series = tuple(Series(label, tuple(row)) for (label, _), row in zip(rows, numbers, strict=True))
        unit = block.get("unit") or None
        axis = (Decimal(0), Decimal(top), Decimal(step) if top / step > 2 else Decimal(step) / 2)
        tick_decimals = 1 if axis[2] < 1 else 0
        chart = Chart(
            kind, "", categories, series, unit if unit and len(unit) < 4 else None, axis, tick_decimals
        )
        height = max(150.0, 20.0 * len(categories) + 50 if kind == "bar" else 0)
        self._room(height + 40)
        self._caption(block["title"], "" if chart.unit else unit or "")
        charts.draw(self._press, chart, _LEFT, self._y - 14, _ACROSS, height)
        self._y += height + 10
        return self._cells(values, "chart")

    def _value(self, unit: str, avoid: str) -> str:
        """A number that this report does not have yet, in figures that suit the unit."""
        power = self._rng.choice((2, 3, 3, 4, 5))
        while True:
            if "%" in unit:
                value = french_number(Decimal(self._rng.randrange(11, 999)) / 10)
            else:
                value = french_number(Decimal(self._rng.randrange(10 ** (power - 1), 10**power)))
            if value not in self._drawn and value != avoid and not _YEAR.fullmatch(value.replace(" ", "")):
                self._drawn.add(value)
                return value
            power = min(power + 1, 6)

    def _caption(self, title: str, unit: str) -> None:
        text = f"{title} (en {unit})" if title and unit and self._rng.random() < 0.7 else title
        if text:
            self._y += self._press.paragraph(text, _CAPTION, _LEFT, self._y, _ACROSS) + 6

    def _heading(self, title: str, level: int) -> None:
        style = _HEADINGS[level]
        took = paragraph_height(title, style, _ACROSS)
        self._room(took + 90)
        if self._marked:
            self._press.bookmark(title, level, self._y - 6)
        self._y += self._press.paragraph(title, style, _LEFT, self._y, _ACROSS) + 9

    def _room(self, height: float) -> None:
        if self._y + height > _BOTTOM and self._y > _TOP:
            self._turn()

    def _turn(self) -> None:
        self._press.next_page()
        self._y = _TOP
