"""What is served beside the page: only what is indexed, by id."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from corpus.sandbox import read_safely
from index.ledger import Ledger
from index.store import Store
from index.words import WordIndex
from page.site import site


@pytest.fixture
def client(make_pdf, tmp_path):
    path = make_pdf("a.pdf", ["# Rapport 2023\n154 agents en 2023.", "Deuxième page."])
    make_pdf("b.pdf", ["# Un autre"])
    (tmp_path / "secret.txt").write_text("secret")
    report = read_safely(path)
    store = Store.open(tmp_path)
    store.add("id", report, [])
    ledger = Ledger(store, {"id": report}, WordIndex([]))
    with TestClient(site(lambda: {"id": report}, lambda: ledger, tmp_path)) as client:
        yield client
    store.close()


def test_an_indexed_report_is_served(client):
    response = client.get("/rapports/id.pdf")
    assert response.content.startswith(b"%PDF")
    assert response.headers["content-disposition"].startswith("inline")
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("id", ["b", "a", "../secret", "..%2Fsecret", "%2e%2e/secret.txt%00", ""])
def test_nothing_else_is(client, id):
    assert client.get(f"/rapports/{id}.pdf").status_code == 404
    assert client.get(f"/rapports/{id}/pages/1.png").status_code == 404


def test_a_page_is_a_picture(client):
    response = client.get("/rapports/id/pages/2.png")
    assert response.content.startswith(b"\x89PNG")
    assert [client.get(f"/rapports/id/pages/{n}.png").status_code for n in (0, 3)] == [404, 404]


def test_a_report_that_left_the_folder_is_told(client, tmp_path):
    (tmp_path / "a.pdf").unlink()
    assert "dossier" in client.get("/rapports/id.pdf").json()["detail"]
    assert "dossier" in client.get("/rapports/id/pages/1.png").json()["detail"]


def test_figures_are_filtered(client):
    assert ";154;agents;2023;" in client.get("/chiffres.csv", params={"mots": "agent"}).text
    assert len(client.get("/chiffres.csv", params={"annee": 1990}).text.splitlines()) == 1
