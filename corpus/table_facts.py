"""Facts of a table: each figure with the labels of its row and column, its unit and its period."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.fact_setting import (
    Setting,
    clean_label,
    has_words,
    joined,
    narrowest,
    stated_periods,
    without_periods,
)
from corpus.numbers import Number, decimal_mark, is_missing, parse_number
from corpus.periods import contains, find_periods, year_of
from corpus.report import Cell, Fact, FactSource, Table
from corpus.sentence_facts import claims_of
from corpus.tables import column_header, row_header
from corpus.units import Unit, find_unit


@dataclass(frozen=True, slots=True)
class Labels:
    """What heads a cell: labels from the outermost in, of its column and of its row."""

    column: tuple[str, ...]
    row: tuple[str, ...]


def table_facts(setting: Setting, table: Table) -> Iterator[Fact]:
    """Every figure of the table's body that its labels explain."""
    grid = _Grid(table)
    for cell in table.cells:
        if cell.row < table.header_rows or not cell.text.strip() or is_missing(cell.text):
            continue
        if not grid.holds_values(cell):
            continue
        labels = grid.labels(cell)
        unit = _header_unit(labels, table) or grid.units[cell.column]
        number = parse_number(cell.text, unit=unit.name if unit else None, decimal=grid.marks[cell.column])
        if number is not None and not _has_words_beside(cell.text, number):
            fact = _figure_fact(setting, table, cell, labels, number, unit)
            if fact:
                yield fact
        elif find_letters(cell.text):
            yield from _worded_facts(setting, table, cell, labels)


def _has_words_beside(text: str, number: Number) -> bool:
    """« 279 500 utilisateurs actifs »: the cell itself says what it counts."""
    beside = text.replace(number.printed, " ")
    return has_words(beside.replace(number.note, " ") if number.note else beside)


class _Grid:
    """The table's columns, each told as labels, codes or values."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._row_headers: dict[int, tuple[str, ...]] = {}
        self._rows: dict[int, list[Cell]] = {}
        self.columns: dict[int, list[Cell]] = {c: [] for c in range(table.columns)}
        for cell in table.cells:
            if cell.row >= table.header_rows and cell.text.strip():
                self.columns[cell.column].append(cell)
        self.marks = {c: decimal_mark([cell.text for cell in cells]) for c, cells in self.columns.items()}
        shown = Counter(mark for mark in self.marks.values() if mark)
        common = shown.most_common(1)[0][0] if shown else None
        self.marks = {c: mark or common for c, mark in self.marks.items()}
        self.units = {c: _common_unit(cells) for c, cells in self.columns.items()}
        self.text_columns = {c for c, cells in self.columns.items() if _is_text(cells)}
        self.years = {c for c, cells in self.columns.items() if _is_years(cells)}
        self.codes = {c for c in self.columns if self._is_code(c)}
        self.first_value = min(
            (
                c
                for c in self.columns
                if self.columns[c] and c not in self.text_columns | self.years | self.codes
            ),
            default=table.columns,
        )
        self.second_lists = any(
            c > self.first_value and self._reads_as_labels(c)
            for c in self.text_columns
            if c >= table.header_columns
        )

    def holds_values(self, cell: Cell) -> bool:
        if cell.column in self.years | self.codes:
            return False
        if _STATES.search(cell.text):  # « Dépenses : 255 000 € » is a value, wherever it stands
            return True
        if cell.column < self.table.header_columns:
            return False
        return not cell.header or parse_number(cell.text) is not None or bool(_SHARE.match(cell.text))

    def labels(self, cell: Cell) -> Labels:
        column = column_header(self.table, cell.column, cell.row)
        beside = self._beside(cell)
        if cell.row not in self._row_headers:
            self._row_headers[cell.row] = row_header(self.table, cell.row)
        row = self._nearer(cell, self._row_headers[cell.row])
        leads = self.table.header_columns > 0 or not set(beside) & set(row)
        if beside and leads and cell.column > self.first_value:
            row = beside  # a second list at the right of the first: « Dépenses | € | Recettes | € »
        elif self.second_lists:
            row = (*self._heading_of(0), *row)
        elif not any(has_words(label) or find_periods(label) for label in row):
            row = tuple(dict.fromkeys((*row, *self._before(cell)))) or self._first(cell)
        return Labels(column, tuple(label for label in row if not _STATES.search(label)))

    def _before(self, cell: Cell) -> tuple[str, ...]:
        """Text, and years, that stand before the cell in its row."""
        return tuple(
            other.text
            for other in self._row(cell)
            if other.column < cell.column and other.column in self.text_columns | self.years
        )

    def _nearer(self, cell: Cell, row: tuple[str, ...]) -> tuple[str, ...]:
        """Without the labels at the right of the cell, when there are some at its left."""
        left = {o.text for o in self._row(cell) if o.header and o.column < cell.column}
        right = {o.text for o in self._row(cell) if o.header and o.column > cell.column}
        return tuple(label for label in row if label not in right - left) if left else row

    def _first(self, cell: Cell) -> tuple[str, ...]:
        """A code at the head of the row, when nothing else names it."""
        first = self._row(cell)[0]
        return (first.text,) if first.column < cell.column and first.column in self.codes else ()

    def _beside(self, cell: Cell) -> tuple[str, ...]:
        """The texts just before the cell, when figures stand before them."""
        found: list[str] = []
        seen_value = False
        for other in reversed([o for o in self._row(cell) if o.column < cell.column]):
            is_label = other.column in self.text_columns and other.column >= self.table.header_columns
            if is_label and self._reads_as_labels(other.column):
                found[:0] = [*self._heading_of(other.column), other.text]
            elif found:
                seen_value = True
                break
        return tuple(found) if seen_value else ()

    def _heading_of(self, column: int) -> tuple[str, ...]:
        """What heads a column of labels, which tells one list from the one beside it."""
        return tuple(label for label in column_header(self.table, column)[-1:] if has_words(label))

    def _reads_as_labels(self, column: int) -> bool:
        """Short texts, nearly all different: names of rows rather than remarks."""
        texts = [cell.text for cell in self.columns[column]]
        return len(set(texts)) > 0.8 * len(texts) and sum(map(len, texts)) < 60 * len(texts)

    def _row(self, cell: Cell) -> list[Cell]:
        """The cells with text that cross the row of `cell`, from left to right."""
        if not self._rows:
            for other in sorted(self.table.cells, key=lambda o: o.column):
                if other.row >= self.table.header_rows and other.text.strip():
                    for row in range(other.row, other.row + other.row_span):
                        self._rows.setdefault(row, []).append(other)
        return self._rows[cell.row]

    def _is_code(self, column: int) -> bool:
        header = " ".join(column_header(self.table, column)).strip()
        if _CODE_HEADER.fullmatch(header):
            return True
        texts = [cell.text.strip() for cell in self.columns[column]]
        if (
            column == 0
            and not header
            and texts
            and max(map(len, texts)) <= 4
            and len(set(texts)) == len(texts)
        ):
            return any(column_header(self.table, other) for other in range(1, self.table.columns))
        bare = [t for t in texts if t.isdigit()]
        if header or len(bare) < 3 or len(bare) < 0.9 * len(texts):
            return False
        numbers = [int(t) for t in bare]
        return column == 0 and numbers == sorted(set(numbers)) and numbers[-1] - numbers[0] < 3 * len(numbers)


_CODE_HEADER = re.compile(
    r"(?i)n\s?[°º].{0,20}|num(?:éro)?s?(?:\s.*)?|codes?(?:\s.*)?|articles?|art\.?|chap(?:itre)?s?\.?|comptes?|rang|"
    r"pages?|tél(?:éphone)?\.?|siret|siren|cp|réf(?:érence)?s?\.?|id|identifiant|dates?|années?|exercices?|parcelles?|"
    r"horaires?|imputation"
)


def _common_unit(cells: list[Cell]) -> Unit | None:
    """The one unit printed in a column, as when only the total shows « € »."""
    found = {number.unit for cell in cells if (number := parse_number(cell.text)) and number.unit}
    return Unit(found.pop() or "") if len(found) == 1 and found != {"%"} else None


def _is_text(cells: list[Cell]) -> bool:
    worded = sum(find_letters(c.text) and parse_number(c.text) is None for c in cells)
    return worded > 0.5 * len(cells)


def _is_years(cells: list[Cell]) -> bool:
    """Only years, each of them once: a column of labels, not of values."""
    texts = [c.text.strip() for c in cells]
    years = [t for t in texts if re.fullmatch(r"(?:19|20)\d\d", t)]
    return len(years) > 1 and len(years) >= 0.8 * len(texts)


def find_letters(text: str) -> bool:
    """Whether a word of three letters stands in `text`."""
    return re.search(r"[^\W\d_]{3}", text) is not None


def _header_unit(labels: Labels, table: Table) -> Unit | None:
    """The unit that the column announces, else the row, the table, or its title."""
    for label in (*reversed(labels.column), *reversed(labels.row)):
        unit = find_unit(label)
        if unit:
            return unit
    if table.unit:
        return find_unit(table.unit) or Unit(table.unit)
    titled = find_unit(table.title) if table.title else None
    if titled and _COUNTS_SEVERAL.search(table.title):
        return None
    return None if titled and any(_RELATIVE.search(label) for label in labels.column) else titled


_COUNTS_SEVERAL = re.compile(r"(?i)\bn(?:om)?b(?:re)?\s+(?:de\s|d['’ʼ])[^(]*\s(?:et|ou)\s")
_RELATIVE = re.compile(
    r"(?i)\b(?:parts?|taux|ratios?|durées?|coûts?|montants?|évolutions?|variations?|moyenn?es?)\b|%"
)


def _figure_fact(
    setting: Setting, table: Table, cell: Cell, labels: Labels, number: Number, header: Unit | None
) -> Fact | None:
    period, trust = _period(setting, table, labels)
    concept, dimensions = _concept(setting, table, labels, period)
    if not has_words(" ".join((concept, *dimensions))):
        return None
    value, unit = number.value, number.unit
    if header and (unit is None or unit == "%" == header.name):
        value, unit = value * header.multiplier, header.name or None
    certain = 0.95 if labels.column or labels.row else 0.6
    return Fact(
        concept=concept,
        dimensions=dimensions,
        period=period,
        value=value,
        unit=unit,
        printed=number.printed,
        page=setting.block.page,
        box=cell.box,
        block=setting.block.index,
        section=setting.block.section,
        source=FactSource.TABLE,
        confidence=round(certain * trust, 3),
    )


def _concept(
    setting: Setting, table: Table, labels: Labels, period: str | None
) -> tuple[str, tuple[str, ...]]:
    """Concept: the table's title, the row's own label and a measure at the head of the column.

    Dimensions: what else heads the column, and the groups that the row stands in.
    """
    year = setting.year
    column = [_bare(label, year) for label in labels.column]
    row = [_bare(label, year) or label for label in labels.row if not _is_its_period(label, period, year)]
    measures = [label for label in column if label and _is_measure(label)]
    title = _bare(table.title, year)
    if title.casefold() in setting.heading.casefold() or (setting.heading and _leads_in(table.title)):
        title = _bare(setting.heading, year)  # the last line of a heading, or a sentence: no title
    elif title[:1].islower():
        title = f"{_bare(setting.heading, year)} {title}".strip()  # the title began on the line above
    concept = joined([title, *([row[-1]] if row else []), *measures])
    members = [label for label in (*row[:-1], *column) if label and label not in measures]
    return concept, tuple(
        dict.fromkeys(label for label in members if label.casefold() not in concept.casefold())
    )


def _is_its_period(label: str, period: str | None, year: int | None) -> bool:
    """Whether a label says no more than the period of its figures; another year names the row itself."""
    if _bare(label, year) or period is None:
        return False
    return any(contains(p.value, period) for p in stated_periods(label, year))


def _leads_in(title: str) -> bool:
    """« Monsieur le Président propose les taux présentés ci-dessous : » is a sentence, not a title."""
    words = len(title.split())
    return words > 25 or (title.rstrip().endswith((":", ".")) and words >= 8)


_SHARE = re.compile(r"\s*[+-]?\d[\d,.]*\s?[%€]")
_STATES = re.compile(r":\s*-?\d[\d .,\u00a0\u202f]*(?:€|k€|M€|%|$|[a-z])")


def _bare(label: str, year: int | None) -> str:
    return clean_label(without_periods(label, year))


_MEASURE = re.compile(
    r"(?i)\b(?:montants?|nombres?|nb|nbre|effectifs?|total|tonnages?|quantités?|parts?|pourcentages?|taux|coûts?|prix|"
    r"tarifs?|ratios?|évolutions?|evolutions?|variations?|écarts?|moyennes?|médianes?|volumes?|surfaces?|durées?|"
    r"dépenses?|recettes?|soldes?|résultats?|valeurs?|proportions?|âge|age|poids|budget|crédits?|consommations?)\b|[%€]"
)


def _is_measure(label: str) -> bool:
    return _MEASURE.search(label) is not None or find_unit(label) is not None


def _period(setting: Setting, table: Table, labels: Labels) -> tuple[str | None, float]:
    """From the column, the row, the title; then from the sections and the report."""
    year = setting.year
    named: list[str] = []
    for label in (*labels.column, *labels.row):
        for period in stated_periods(label, _year_among(named) or year):
            if not named or contains(named[-1], period.value) or contains(period.value, named[-1]):
                named.append(period.value)
            break
    if named:
        return narrowest(named), 1.0
    titled = stated_periods(table.title, year)
    if len(titled) == 1:
        return titled[0].value, 0.95
    return setting.inherited_period()


def _year_among(periods: list[str]) -> int | None:
    years = [year_of(period) for period in periods if "/" not in period]
    return years[-1] if years else None


_PIECE = re.compile(r"[^\n•●▪■➢✓]+")


def _worded_facts(setting: Setting, table: Table, cell: Cell, labels: Labels) -> Iterator[Fact]:
    """The figures of a cell that holds words: « 4 066 389 bordereaux créés »."""
    year = setting.year
    period, trust = _period(setting, table, labels)
    concept, dimensions = _concept(setting, table, labels, period)
    for piece in re.split(r"(?:^|\s)[-–•●▪■➢✓]\s+|\n\n+", cell.text):
        for claim in claims_of(piece, year, item=True):
            number = claim.found.number
            words = joined([concept, claim.label])
            yield Fact(
                concept=words,
                dimensions=dimensions,
                period=claim.period or period,
                value=number.value,
                unit=number.unit,
                printed=number.printed,
                page=setting.block.page,
                box=cell.box,
                block=setting.block.index,
                section=setting.block.section,
                source=FactSource.TABLE,
                confidence=round(0.85 * (1.0 if claim.period else trust), 3),
            )
