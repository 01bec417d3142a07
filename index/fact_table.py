"""The facts table of the index's database: each figure of each report, found by words, year and unit.

Beside `index.store`, which opens the database and owns the transactions; functions here work within one.
"""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import reduce

import sqlalchemy as sql

from corpus.report import FactSource, Report
from index.disagreements import Key, Stated
from index.fact_rows import VERSION, Figure, Wanted, fact_rows, figure

metadata = sql.MetaData()  # of the whole database
_facts = sql.Table(
    "facts",
    metadata,
    sql.Column("report", sql.String, sql.ForeignKey("reports.id"), primary_key=True),
    sql.Column("position", sql.Integer, primary_key=True),  # in the report's facts
    sql.Column("concept", sql.Text, nullable=False),
    sql.Column("dimensions", sql.Text, nullable=False),  # JSON
    sql.Column("period", sql.String),
    sql.Column("first_year", sql.Integer),
    sql.Column("last_year", sql.Integer),
    sql.Column("unit", sql.String),
    sql.Column("value", sql.String, nullable=False),  # a decimal as text: no binary fraction comes near it
    sql.Column("uncertainty", sql.String),
    sql.Column("printed", sql.Text, nullable=False),
    sql.Column("page", sql.Integer, nullable=False),
    sql.Column("box", sql.String, nullable=False),  # JSON
    sql.Column("block", sql.Integer, nullable=False),
    sql.Column("section", sql.Integer),
    sql.Column("source", sql.String, nullable=False),
    sql.Column("confidence", sql.Float, nullable=False),
    sql.Column("label_words", sql.Text, nullable=False),
    sql.Column("context_words", sql.Text, nullable=False),
    sql.Column("label", sql.String, index=True),  # shared by the facts that state the same thing
    sql.Column("place_label", sql.String, index=True),  # the same within the tables of one report
)
_ledgers = sql.Table(  # the reports whose facts are in `facts`, with the version of the rows
    "ledgers",
    metadata,
    sql.Column("report", sql.String, sql.ForeignKey("reports.id"), primary_key=True),
    sql.Column("version", sql.Integer, nullable=False),
)


def drop_another_ledger(db: sql.Connection) -> None:
    """Drop the facts of a version that kept other columns: they are entered again from the reports."""
    look = sql.inspect(db)
    if look.has_table(_facts.name):
        columns = {column["name"] for column in look.get_columns(_facts.name)}
        if columns != set(_facts.c.keys()):
            metadata.drop_all(db, [_ledgers, _facts])


def entered() -> sql.Select[str]:
    """The ids of the reports whose facts are there as this version enters them."""
    return sql.select(_ledgers.c.report).where(_ledgers.c.version == VERSION)


def enter_facts(db: sql.Connection, id: str, report: Report) -> None:
    """Enter the facts of a report."""
    rows = list(fact_rows(id, report))
    if rows:
        db.execute(sql.insert(_facts), rows)
    db.execute(sql.insert(_ledgers), {"report": id, "version": VERSION})


def remove_facts(db: sql.Connection, ids: list[str]) -> None:
    """Forget the facts of reports."""
    db.execute(sql.delete(_facts).where(_facts.c.report.in_(ids)))
    db.execute(sql.delete(_ledgers).where(_ledgers.c.report.in_(ids)))


def figures(
    db: sql.Connection, wanted: Wanted, limit: int | None = None, offset: int = 0
) -> tuple[Figure, ...]:
    """The figures that are wanted: those whose own label has the words as they were asked come first,
    then those where a near word or the titles above give some; else in the order of the pages."""
    query = sql.select(_facts).where(*_conditions(wanted))
    if wanted.words:
        own, near = zip(*(_found_in(_facts.c.label_words, s) for s in wanted.words), strict=True)
        query = query.order_by(_number_of(own).desc(), _number_of(near).desc())
    query = query.order_by(_facts.c.report, _facts.c.position).limit(limit).offset(offset)
    return tuple(figure(row._asdict()) for row in db.execute(query))


def count_figures(db: sql.Connection, wanted: Wanted) -> int:
    """How many figures are wanted."""
    query = sql.select(sql.func.count()).select_from(_facts).where(*_conditions(wanted))
    return db.scalar(query) or 0


def figures_at(db: sql.Connection, keys: Iterable[Key]) -> dict[Key, Figure]:
    """Some figures by report id and position."""
    positions: dict[str, list[int]] = defaultdict(list)
    for report, position in keys:
        positions[report].append(position)
    found: dict[Key, Figure] = {}
    for report, own in positions.items():
        query = sql.select(_facts).where(_facts.c.report == report, _facts.c.position.in_(own))
        found.update(((r.report, r.position), figure(r._asdict())) for r in db.execute(query))
    return found


def repeated_figures(db: sql.Connection) -> list[Stated]:
    """The figures one of whose labels stands more than once, in page order."""
    names = (
        "label",
        "place_label",
        "first_year",
        "report",
        "position",
        "block",
        "value",
        "printed",
        "source",
    )
    repeated = (_facts.c[n].in_(_repeated(_facts.c[n])) for n in names[:2])
    query = sql.select(*(_facts.c[n] for n in names)).where(sql.or_(*repeated))
    rows = db.execute(query.order_by(_facts.c.report, _facts.c.position)).all()
    return [
        Stated(r[0], r[1], r[2] or 0, r[3], r[4], r[5], Decimal(r[6]), r[7], FactSource(r[8])) for r in rows
    ]


def figure_years(db: sql.Connection) -> tuple[int, ...]:
    """The years that figures end in, latest first."""
    query = sql.select(_facts.c.last_year).distinct().where(_facts.c.last_year < date.max.year)
    return tuple(db.scalars(query.order_by(_facts.c.last_year.desc())))


def figure_units(db: sql.Connection) -> tuple[str, ...]:
    """The units in use, most frequent first; "" stands for figures without one."""
    # the empty text is written out: PostgreSQL does not see that two parameters are the same
    unit = sql.func.coalesce(_facts.c.unit, sql.literal_column("''"))
    query = sql.select(unit).group_by(unit).order_by(sql.func.count().desc(), unit)
    return tuple(db.scalars(query))


def _repeated(column: sql.Column[str]) -> sql.Select[str]:
    return sql.select(column).where(column.is_not(None)).group_by(column).having(sql.func.count() > 1)


def _conditions(wanted: Wanted) -> list[sql.ColumnElement[bool]]:
    conditions = [
        sql.or_(_found_in(_facts.c.label_words, said)[1], _found_in(_facts.c.context_words, said)[1])
        for said in wanted.words
    ]
    if wanted.years is not None:
        first, last = wanted.years
        conditions += [_facts.c.first_year <= last, _facts.c.last_year >= first]
    if wanted.unit is not None:
        conditions.append(sql.func.coalesce(_facts.c.unit, "") == wanted.unit)
    if wanted.report is not None:
        conditions.append(_facts.c.report == wanted.report)
    return conditions


def _found_in(
    column: sql.Column[str], alternatives: Sequence[str]
) -> tuple[sql.ColumnElement[bool], sql.ColumnElement[bool]]:
    """Whether the column has the first of the alternatives, and whether it has any."""
    own, *near = (sql.and_(*(_holds(column, s) for s in words.split())) for words in alternatives)
    return own, sql.or_(own, *near)


def _holds(column: sql.Column[str], stem: str) -> sql.ColumnElement[bool]:
    return column.like(f"% {stem}" if stem.endswith("%") else f"% {stem} %")


def _number_of(conditions: Sequence[sql.ColumnElement[bool]]) -> sql.ColumnElement[int]:
    cases = [sql.case((condition, 1), else_=0) for condition in conditions]
    return reduce(operator.add, cases)
