"""The database: what goes in comes out, all or nothing, and what is wrong with it is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sql
from small_report import report, stored

from index.errors import StoreError
from index.store import FILE, ReportState, Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path)
    yield opened
    opened.close()


def _failed(file: str, sha256: str = "f" * 64) -> ReportState:
    return ReportState(f"{sha256}:{file}", file, sha256, "failed", "scanned", "document numérisé")


def test_a_report_comes_out_as_it_went_in_but_for_its_passages(store: Store) -> None:
    made = report()
    store.add(made.sha256, made, stored(made))
    (back,) = store.reports().values()
    assert back.facts == made.facts
    assert back.sections == made.sections
    assert back.passages == ()
    assert [p for _, _, p in store.passages()] == list(made.passages)
    assert store.counts() == {made.sha256: 2}


def test_token_vectors_are_given_by_passage(store: Store) -> None:
    made = report()
    first, second = stored(made)
    store.add(made.sha256, made, [first, second])
    assert store.token_vectors([second.id, "inconnu"]) == {second.id: second.token_vectors}


def test_a_file_has_one_state(store: Store) -> None:
    made = report()
    store.fail(_failed("eau.pdf"))
    store.add(made.sha256, made, stored(made))
    assert [(s.file, s.status) for s in store.states()] == [("eau.pdf", "indexed")]
    store.fail(_failed("eau.pdf"))
    assert [(s.file, s.status, s.message) for s in store.states()] == [
        ("eau.pdf", "failed", "document numérisé")
    ]
    assert store.passages() == ()


def test_the_same_content_under_a_new_name_replaces_the_old_name(store: Store) -> None:
    old, new = report("ancien.pdf"), report("nouveau.pdf")
    store.add(old.sha256, old, stored(old))
    store.add(new.sha256, new, stored(new))
    assert [s.file for s in store.states()] == ["nouveau.pdf"]


def test_removing_a_report_removes_its_passages(store: Store) -> None:
    one, other = report(), report("autre.pdf", "b" * 64)
    for made in (one, other):
        store.add(made.sha256, made, stored(made))
    store.remove([one.sha256])
    assert store.counts() == {other.sha256: 2}
    assert {id for _, id, _ in store.passages()} == {other.sha256}


def test_the_manifest_is_replaced_as_a_whole(store: Store) -> None:
    store.write_manifest({"model": "a", "old": "1"})
    store.write_manifest({"model": "b"})
    assert store.manifest() == {"model": "b"}


def test_what_fails_half_way_leaves_nothing(store: Store) -> None:
    made = report()
    twice = [stored(made)[0], stored(made)[0]]  # the same key again: the second insertion fails
    with pytest.raises(StoreError):
        store.add(made.sha256, made, twice)
    assert (store.states(), store.passages()) == ((), ())


def test_a_damaged_file_is_told_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"ceci n'est pas une base de donnees " * 100)
    with pytest.raises(StoreError, match=rf"abîmée.*Supprimez les fichiers « {FILE}\* ».*index sync"):
        Store.open(tmp_path)


def test_a_damaged_page_is_told(tmp_path: Path, store: Store) -> None:
    made = report()
    store.add(made.sha256, made, stored(made))
    store.close()
    with sqlite3.connect(tmp_path / FILE) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    path = tmp_path / FILE
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))  # only the first page is left
    with pytest.raises(StoreError, match="abîmée"):
        Store.open(tmp_path).passages()


def test_content_of_another_shape_is_told_as_damage(tmp_path: Path, store: Store) -> None:
    made = report()
    store.add(made.sha256, made, stored(made))
    with sqlite3.connect(tmp_path / FILE) as db:
        db.execute("UPDATE reports SET content = '{}'")
    db.close()
    with pytest.raises(StoreError, match="abîmée"):
        store.reports()


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    made = report()

    def small(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count=24")  # SQLite then says « database or disk is full »

    sql.event.listen(sql.Engine, "connect", small)
    try:
        store = Store.open(tmp_path)
        store.add(made.sha256, made, stored(made))
        big = report("gros.pdf", "b" * 64)
        too_much = [type(p)(p.id, p.report, p.passage, b"x" * 200_000) for p in stored(big)]
        with pytest.raises(StoreError, match=r"disque est plein.*Libérez de la place.*relancez"):
            store.add(big.sha256, big, too_much)
        assert [s.file for s in store.states()] == ["eau.pdf"]
        store.close()
    finally:
        sql.event.remove(sql.Engine, "connect", small)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="ne peut pas être ouverte"):
        Store.open(tmp_path / "absent")
