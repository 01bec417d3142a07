"""What the index knows besides vectors: reports, passages, facts. One SQL database (SQLite by default).

A report is in the index when its row says "indexed"; the row is written last, in the transaction that
writes its passages and facts, so an interrupted sync leaves nothing half visible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sql
from pydantic import TypeAdapter, ValidationError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.schema import CreateIndex, CreateTable

from corpus.identity import Correction
from corpus.report import Passage, Report
from index import fact_table
from index.disagreements import Key, Stated
from index.errors import StoreError
from index.fact_rows import Figure, Wanted
from index.fact_table import metadata

FILE = "rapporteur.sqlite"
_DAMAGED = ("not a database", "malformed", "no such column", "no such table")

_manifest = sql.Table(
    "manifest",
    metadata,
    sql.Column("key", sql.String, primary_key=True),
    sql.Column("value", sql.String, nullable=False),
)
_reports = sql.Table(
    "reports",
    metadata,
    sql.Column("id", sql.String, primary_key=True),
    sql.Column("file", sql.String, nullable=False, unique=True),
    sql.Column("sha256", sql.String, nullable=False),
    sql.Column("status", sql.String, nullable=False),  # "indexed" or "failed"
    sql.Column("reason", sql.String, nullable=False, default=""),
    sql.Column("message", sql.Text, nullable=False, default=""),
    sql.Column("content", sql.Text, nullable=False, default=""),  # the Report as JSON, without passages
)
_passages = sql.Table(
    "passages",
    metadata,
    sql.Column("id", sql.String, primary_key=True),
    sql.Column("report", sql.String, sql.ForeignKey("reports.id"), nullable=False, index=True),
    sql.Column("content", sql.Text, nullable=False),
    sql.Column("token_vectors", sql.LargeBinary, nullable=False),
)
_corrections = sql.Table(  # what a report was read with, where that was not its own word
    "corrections",
    metadata,
    sql.Column("report", sql.String, sql.ForeignKey("reports.id"), primary_key=True),
    sql.Column("content", sql.Text, nullable=False),
)

_CORRECTION: TypeAdapter[Correction] = TypeAdapter(Correction)
_REPORT: TypeAdapter[Report] = TypeAdapter(Report)
_PASSAGE: TypeAdapter[Passage] = TypeAdapter(Passage)


@dataclass(frozen=True, slots=True)
class ReportState:
    """Where a file stands: `status` is "indexed" or "failed"; `message` says why it failed, in French."""

    id: str
    file: str
    sha256: str
    status: str
    reason: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its key in the vector store and its packed token vectors."""

    id: str
    report: str
    passage: Passage
    token_vectors: bytes


class Store:
    """The database of one index. Methods that write are one transaction each."""

    def __init__(self, url: str) -> None:
        self._engine = sql.create_engine(url)
        if self._engine.dialect.name == "sqlite":
            sql.event.listen(self._engine, "connect", _tune_sqlite)
        with self._transaction() as db:
            fact_table.drop_another_ledger(db)
            # not `create_all`, which looks first: another process may make them in between
            for table in metadata.sorted_tables:
                db.execute(CreateTable(table, if_not_exists=True))
                for index in table.indexes:
                    db.execute(CreateIndex(index, if_not_exists=True))

    @classmethod
    def open(cls, data: Path, url: str | None = None) -> Store:
        """Open the database of an existing data folder, making it when missing."""
        return cls(url or f"sqlite:///{data / FILE}")

    def close(self) -> None:
        """Release every connection."""
        self._engine.dispose()

    def manifest(self) -> dict[str, str]:
        """What the index was made with; empty for a new one."""
        with self._transaction() as db:
            return {row.key: row.value for row in db.execute(sql.select(_manifest))}

    def write_manifest(self, values: dict[str, str]) -> None:
        """Replace the manifest."""
        with self._transaction() as db:
            db.execute(sql.delete(_manifest))
            if values:
                db.execute(sql.insert(_manifest), [{"key": k, "value": v} for k, v in values.items()])

    def states(self) -> tuple[ReportState, ...]:
        """Every known file, by name."""
        columns = (_reports.c[n] for n in ("id", "file", "sha256", "status", "reason", "message"))
        with self._transaction() as db:
            rows = db.execute(sql.select(*columns).order_by(_reports.c.file))
            return tuple(ReportState(*row) for row in rows)

    def reports(self) -> dict[str, Report]:
        """The indexed reports by id, without their passages."""
        query = sql.select(_reports.c.id, _reports.c.content).where(_reports.c.status == "indexed")
        with self._transaction() as db:
            return {row.id: _REPORT.validate_json(row.content) for row in db.execute(query)}

    def passages(self) -> tuple[tuple[str, str, Passage], ...]:
        """Every passage of every indexed report as (id, report id, passage), in a stable order."""
        columns = (_passages.c.id, _passages.c.report, _passages.c.content)
        query = sql.select(*columns).order_by(_passages.c.id)
        with self._transaction() as db:
            return tuple(
                (row.id, row.report, _PASSAGE.validate_json(row.content)) for row in db.execute(query)
            )

    def counts(self) -> dict[str, int]:
        """How many passages each indexed report has, by report id."""
        query = sql.select(_reports.c.id, sql.func.count(_passages.c.id))
        query = query.outerjoin_from(_reports, _passages).where(_reports.c.status == "indexed")
        with self._transaction() as db:
            return {row[0]: row[1] for row in db.execute(query.group_by(_reports.c.id))}

    def token_vectors(self, ids: Sequence[str]) -> dict[str, bytes]:
        """The packed token vectors of some passages, by passage id."""
        query = sql.select(_passages.c.id, _passages.c.token_vectors).where(_passages.c.id.in_(ids))
        with self._transaction() as db:
            return {row.id: row.token_vectors for row in db.execute(query)}

    def corrections(self) -> dict[str, Correction]:
        """What reports were read with where somebody corrected them, by report id."""
        with self._transaction() as db:
            rows = db.execute(sql.select(_corrections.c.report, _corrections.c.content))
            return {row.report: _CORRECTION.validate_json(row.content) for row in rows}

    def add(
        self,
        id: str,
        report: Report,
        passages: list[StoredPassage],
        correction: Correction | None = None,
    ) -> None:
        """Make a report visible, in place of any earlier state of the same file."""
        content = _REPORT.dump_json(_without_passages(report)).decode()
        with self._transaction() as db:
            _remove(db, [*_ids_of_file(db, report.file), id])  # it may have stood under another name
            db.execute(
                sql.insert(_reports),
                {
                    "id": id,
                    "file": report.file,
                    "sha256": report.sha256,
                    "status": "indexed",
                    "reason": "",
                    "message": "",
                    "content": content,
                },
            )
            rows = [
                {
                    "id": p.id,
                    "report": id,
                    "content": _PASSAGE.dump_json(p.passage).decode(),
                    "token_vectors": p.token_vectors,
                }
                for p in passages
            ]
            if rows:
                db.execute(sql.insert(_passages), rows)
            fact_table.enter_facts(db, id, report)
            if correction:
                corrected = {"report": id, "content": _CORRECTION.dump_json(correction).decode()}
                db.execute(sql.insert(_corrections), corrected)

    def fail(self, state: ReportState) -> None:
        """Remember that a file could not be indexed, and why."""
        with self._transaction() as db:
            _remove(db, [*_ids_of_file(db, state.file), state.id])
            row = {
                "id": state.id,
                "file": state.file,
                "sha256": state.sha256,
                "status": "failed",
                "reason": state.reason,
                "message": state.message,
                "content": "",
            }
            db.execute(sql.insert(_reports), row)

    def remove(self, ids: list[str]) -> None:
        """Forget reports and all that came from them."""
        with self._transaction() as db:
            _remove(db, ids)

    def complete_ledger(self) -> int:
        """Enter the facts of reports that were stored without, or by another version; how many reports."""
        query = sql.select(_reports.c.id, _reports.c.content).where(
            _reports.c.status == "indexed", _reports.c.id.not_in(fact_table.entered())
        )
        with self._transaction() as db:
            missing = db.execute(query).all()
            for row in missing:
                fact_table.remove_facts(db, [row.id])
                fact_table.enter_facts(db, row.id, _REPORT.validate_json(row.content))
        return len(missing)

    def figures(self, wanted: Wanted, limit: int | None = None, offset: int = 0) -> tuple[Figure, ...]:
        """The figures that are wanted: those whose own label has the words as they were asked come first,
        then those where a near word or the titles above give some; else in the order of the pages."""
        with self._transaction() as db:
            return fact_table.figures(db, wanted, limit, offset)

    def count_figures(self, wanted: Wanted) -> int:
        """How many figures are wanted."""
        with self._transaction() as db:
            return fact_table.count_figures(db, wanted)

    def figures_at(self, keys: Iterable[Key]) -> dict[Key, Figure]:
        """Some figures by report id and position."""
        with self._transaction() as db:
            return fact_table.figures_at(db, keys)

    def repeated_figures(self) -> list[Stated]:
        """The figures one of whose labels stands more than once, in page order."""
        with self._transaction() as db:
            return fact_table.repeated_figures(db)

    def figure_years(self) -> tuple[int, ...]:
        """The years that figures end in, latest first."""
        with self._transaction() as db:
            return fact_table.figure_years(db)

    def figure_units(self) -> tuple[str, ...]:
        """The units in use, most frequent first; "" stands for figures without one."""
        with self._transaction() as db:
            return fact_table.figure_units(db)

    @contextmanager
    def _transaction(self) -> Iterator[sql.Connection]:
        try:
            with self._engine.begin() as db:
                yield db
        except (SQLAlchemyError, ValidationError) as error:
            raise StoreError(_told(error)) from error


def _told(error: SQLAlchemyError | ValidationError) -> str:
    reason = str(getattr(error, "orig", None) or error).splitlines()[0]
    if isinstance(error, ValidationError) or any(sign in reason for sign in _DAMAGED):
        return (
            f"La base de l'index est abîmée ({reason}). Supprimez les fichiers « {FILE}* » du dossier de "
            "données, puis relancez « python -m index sync » : les PDF suffisent à la refaire."
        )
    if "readonly" in reason or "unable to open" in reason:
        return (
            f"La base de l'index ne peut pas être ouverte ou écrite ({reason}). Vérifiez les droits sur le "
            "dossier de données, ou choisissez-en un autre avec --data ou RAPPORTEUR_DATA."
        )
    return (
        f"La base de l'index ne répond pas ou le disque est plein ({reason}). Libérez de la place, puis "
        "relancez la commande : rien de ce qui était indexé n'est perdu."
    )


def _without_passages(report: Report) -> Report:
    return replace(report, passages=())


def _ids_of_file(db: sql.Connection, file: str) -> list[str]:
    return list(db.scalars(sql.select(_reports.c.id).where(_reports.c.file == file)))


def _remove(db: sql.Connection, ids: list[str]) -> None:
    fact_table.remove_facts(db, ids)
    db.execute(sql.delete(_corrections).where(_corrections.c.report.in_(ids)))
    db.execute(sql.delete(_passages).where(_passages.c.report.in_(ids)))
    db.execute(sql.delete(_reports).where(_reports.c.id.in_(ids)))


def _tune_sqlite(connection: object, _: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
