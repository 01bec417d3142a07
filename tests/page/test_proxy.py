"""The page behind nginx, on a path of its own, as a town's web server would have it."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from page.accounts import Role, write_account
from tests.page.conftest import copied, running

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
PASSWORD = "une longue phrase"
# As in the README, but for the port, TLS and the files that a test has no right to.
CONFIGURATION = """
daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
events {{}}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{
    listen 127.0.0.1:{port};
    client_max_body_size 200m;
    location /rapporteur/ {{
      proxy_pass {site};
      proxy_http_version 1.1;
      proxy_buffering off;
      proxy_read_timeout 300s;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-Proto $scheme;
    }}
  }}
}}
"""


@contextmanager
def nginx(folder: Path, site: str) -> Iterator[str]:
    """nginx in front of the page; the value is the page's public address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    path = folder / "nginx.conf"
    path.write_text(CONFIGURATION.format(folder=folder, port=port, site=site))
    with subprocess.Popen([NGINX, "-c", str(path), "-e", str(folder / "error.log")]) as process:
        try:
            for _ in range(100):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}/rapporteur/"
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def public(demo_data: Path, demo_reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not Path(NGINX).exists():
        pytest.skip("nginx is not installed")
    folder = tmp_path_factory.mktemp("proxy")
    users = folder / "comptes.txt"
    write_account(users, "marie", Role.KEEPER, PASSWORD)
    data = copied(demo_data, folder)
    with (
        running(demo_reports, data, "--root-path", "/rapporteur", RAPPORTEUR_USERS=str(users)) as site,
        nginx(folder, site) as address,
    ):
        yield address


def test_everything_works_on_a_path_of_its_own(public, visit):
    reader = visit(public, until="#nom")  # and asks nothing outside of it
    page = reader.page
    page.get_by_label("Nom").fill("marie")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.locator(".conversation").wait_for()
    assert page.url == public
    assert re.search(r"4\s979", reader.ask("Combien de tickets GLPI en 2023 ?"))
    page.locator(".source").first.click()
    expect(page.locator(".mark").first).to_be_in_viewport()
    assert page.locator(".paper img").evaluate("i => i.decode().then(() => i.naturalWidth)") > 500
    page.get_by_role("button", name="Fermer la page").click()
    page.get_by_role("tab", name="Chiffres").click()
    page.get_by_label("Mots").fill("tickets GLPI")
    expect(page.locator("#figures .count")).to_contain_text(re.compile(r"^\d{1,2} chiffres?\."))
    with page.expect_download() as download:
        page.get_by_role("link", name="Exporter en Excel").click()
    assert download.value.path().read_bytes().startswith(b"PK")
    assert page.request.get(f"{public}favicon.ico").status == 200
    page.get_by_role("link", name="Se déconnecter").click()
    expect(page.get_by_label("Mot de passe")).to_be_visible()
    assert page.request.get(f"{public}chiffres.csv").status == 401


def test_a_program_reaches_its_endpoint(public, visit):
    request = visit(public, until="#nom").page.request
    headers = {"Authorization": "Basic bWFyaWU6dW5lIGxvbmd1ZSBwaHJhc2U="}
    event = request.post(f"{public}gradio_api/call/reports", data={"data": []}, headers=headers).json()[
        "event_id"
    ]
    told = request.get(f"{public}gradio_api/call/reports/{event}", headers=headers).text()
    assert "sicio-rapport-activite-2023.pdf" in told
    initialize = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "test", "version": "1"},
        },
    }
    accept = {"Accept": "application/json, text/event-stream"}
    assert request.post(f"{public}mcp", data=initialize, headers=accept).status == 401
    answered = request.post(f"{public}mcp", data=initialize, headers={**headers, **accept}).json()
    assert answered["result"]["serverInfo"]["name"] == "rapporteur"
