"""Facts of a table: each figure with the labels of its row and column, its unit and its period."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.fact_setting import (
    Setting,
    clean_label,
    has_words,
    is_caption,
    joined,
    narrowest,
    stated_periods,
    titled_periods,
    without_periods,
)
from corpus.numbered_months import numbered_months
from corpus.numbers import Number, is_missing, parse_number
from corpus.periods import contains, year_of
from corpus.report import Cell, Fact, FactSource, Table
from corpus.sentence_facts import claims_of
from corpus.table_labels import LabelledGrid, Labels, find_letters
from corpus.units import Unit, find_unit


def table_facts(setting: Setting, table: Table) -> Iterator[Fact]:
    """Every figure of the table's body that its labels explain."""
    grid = LabelledGrid(table)
    titled = titled_periods(table.title, setting.year)
    months = numbered_months(table, setting.path, year_of(titled[0].value) if titled else setting.year)
    for cell in table.cells:
        if cell.row < table.header_rows or not cell.text.strip() or is_missing(cell.text):
            continue
        if not grid.holds_values(cell):
            continue
        labels = grid.labels(cell)
        labels = Labels(tuple(months.get(label.strip(), label) for label in labels.column), labels.row)
        labels = _without_axis(labels, setting.year)
        unit = _header_unit(labels, table) or grid.units[cell.column]
        number = parse_number(cell.text, unit=unit.name if unit else None, decimal=grid.marks[cell.column])
        if number is not None and not _has_words_beside(cell.text, number):
            fact = _figure_fact(setting, table, cell, labels, number, unit)
            if fact:
                yield fact
        elif find_letters(cell.text):
            yield from _worded_facts(setting, table, cell, labels)


def _without_axis(labels: Labels, year: int | None) -> Labels:
    """Without the header that only names the axis of the years or months which other labels give."""
    if not any(_AXIS.fullmatch(label.strip()) for label in labels.column):
        return labels
    column = tuple(label for label in labels.column if not _AXIS.fullmatch(label.strip()))
    dated = any(stated_periods(label, year) for label in (*column, *labels.row))
    return Labels(column, labels.row) if dated else labels


_AXIS = re.compile(
    r"(?i)(?:années?|ans|exercices?|mois|trimestres?|semestres?|périodes?|dates?|saisons?)\s*:?"
)


def _has_words_beside(text: str, number: Number) -> bool:
    """« 279 500 utilisateurs actifs »: the cell itself says what it counts."""
    beside = text.replace(number.printed, " ")
    return has_words(beside.replace(number.note, " ") if number.note else beside)


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
    groups = [label for label in row[:-1] if label and label.casefold() not in title.casefold()]
    members = [label for label in column if label and label.casefold() not in concept.casefold()]
    return concept, tuple(label for label in dict.fromkeys((*groups, *members)) if label not in measures)


def _is_its_period(label: str, period: str | None, year: int | None) -> bool:
    """Whether a label says no more than the period of its figures; another year names the row itself."""
    if _bare(label, year) or period is None:
        return False
    return any(contains(p.value, period) for p in stated_periods(label, year))


def _leads_in(title: str) -> bool:
    """« Monsieur le Président propose les taux présentés ci-dessous : » is a sentence, not a title."""
    if is_caption(title):
        return False
    words = len(title.split())
    return words > 25 or (title.rstrip().endswith((":", ".")) and words >= 8)


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
    titled = titled_periods(table.title, year)
    if len(titled) == 1:
        return titled[0].value, 0.95
    return setting.inherited_period()


def _year_among(periods: list[str]) -> int | None:
    years = [year_of(period) for period in periods if "/" not in period]
    return years[-1] if years else None


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
