"""Nothing is served to who has no account."""

from __future__ import annotations

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from page.accounts import Accounts, Role, write_account
from page.sign_in import USER, Sessions, SignIn, Tries

PASSWORD = "une longue phrase"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "comptes.txt"
    write_account(path, "marie", Role.KEEPER, PASSWORD)
    return path


@pytest.fixture
def client(path):
    app = FastAPI()

    @app.get("/{rest:path}")
    def who(request: Request) -> str:
        return request.scope[USER].name

    with TestClient(SignIn(app, Accounts(path)), follow_redirects=False) as client:
        yield client


def sign_in(client, password=PASSWORD, **headers):
    return client.post("/connexion", data={"nom": "marie", "mot-de-passe": password}, headers=headers)


def test_a_browser_is_led_to_the_form_and_in(client):
    first = client.get("/", headers={"accept": "text/html"})
    assert (first.status_code, first.headers["location"]) == (303, "connexion")
    assert 'name="mot-de-passe"' in client.get("/connexion").text
    entered = sign_in(client)
    assert (entered.status_code, entered.headers["location"]) == (303, "./")
    cookie = entered.headers["set-cookie"]
    assert "HttpOnly; SameSite=Lax" in cookie
    assert "Secure" not in cookie
    assert client.get("/").json() == "marie"


def test_behind_https_the_cookie_stays_there(client):
    assert "Secure" in sign_in(client, **{"x-forwarded-proto": "https"}).headers["set-cookie"]


@pytest.mark.parametrize("asked", ["/rapports/x.pdf", "/chiffres.csv", "/gradio_api/info", "/config", "/mcp"])
def test_nothing_is_served_before(client, asked):
    assert client.get(asked).status_code == 401
    assert client.get(asked, headers={"accept": "text/html"}).status_code == 401


def test_a_wrong_password_is_told_and_the_name_kept(client):
    refused = sign_in(client, "autre")
    assert refused.status_code == 401
    assert "pas le bon" in refused.text
    assert 'value="marie"' in refused.text
    assert "set-cookie" not in refused.headers


def test_too_many_tries_have_to_wait(client):
    assert [sign_in(client, "autre").status_code for _ in range(9)][-2:] == [401, 429]
    assert sign_in(client).status_code == 429


def test_the_form_shows_a_name_literally(client):
    told = client.post("/connexion", data={"nom": '"><script>', "mot-de-passe": "x"}).text
    assert "<script" not in told


def test_signing_out_ends_the_session(client):
    sign_in(client)
    token = client.cookies["rapporteur"]
    assert client.get("/deconnexion").headers["location"] == "connexion"
    client.cookies.set("rapporteur", token)
    assert client.get("/").status_code == 401


def test_a_program_gives_its_password_with_each_request(client):
    assert client.get("/x", auth=("marie", PASSWORD)).json() == "marie"
    assert client.get("/x", auth=("marie", "autre")).status_code == 401
    assert client.get("/x", headers={"authorization": "Basic ???"}).status_code == 401


def test_an_account_that_changes_has_no_session_left(client, path):
    sign_in(client)
    write_account(path, "marie", Role.READER, "une autre phrase")
    assert client.get("/").status_code == 401


def test_a_session_ends_when_it_is_not_used(path):
    now = [0.0]
    accounts = Accounts(path)
    sessions = Sessions(accounts, lambda: now[0])
    token = sessions.start(accounts.all()["marie"])
    now[0] += 11 * 3600
    assert sessions.account(token)
    now[0] += 11 * 3600
    assert sessions.account(token)
    now[0] += 13 * 3600
    assert sessions.account(token) is None
    assert sessions.account("") is None


def test_tries_are_forgotten_after_some_minutes():
    now = [0.0]
    tries = Tries(lambda: now[0])
    for _ in range(8):
        tries.failed("marie")
    assert tries.too_many("marie")
    assert not tries.too_many("paul")
    now[0] = 301.0
    assert not tries.too_many("marie")
