"""Nothing leaves the machine: every attempt to reach another one is refused and written down."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from commands import ROOT, environment, with_model

from tests.conftest import MakePdf

# Python runs a module of this name at its start, before any of ours; audit hooks cannot be taken off.
GUARD = """
import os
import sys

_LOCAL = ("127.0.0.1", "::1", "localhost", None, "", "0.0.0.0", "::", b"localhost", b"127.0.0.1")


def _hook(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        address = arguments
    else:
        return
    if isinstance(address, tuple) and address[0] not in _LOCAL:
        with open(os.environ["NETWORK_LOG"], "a") as log:
            log.write(f"{event} {address!r} by {sys.argv}\\n")
        raise OSError(101, "Network is unreachable")


sys.addaudithook(_hook)
"""


@pytest.fixture
def guarded(tmp_path: Path) -> dict[str, str]:
    """The environment of a process that cannot reach the network."""
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD)
    # Set by the machine's owner at most; the product must not depend on them.
    inherited = environment(NETWORK_LOG=str(tmp_path / "attempts"))
    for name in (
        "HF_HUB_OFFLINE",
        "TRANSFORMERS_OFFLINE",
        "ANONYMIZED_TELEMETRY",
        "GRADIO_ANALYTICS_ENABLED",
    ):
        inherited.pop(name, None)
    return {**inherited, "PYTHONPATH": f"{tmp_path / 'guard'}:{ROOT}"}


def _attempts(environment: dict[str, str]) -> str:
    log = Path(environment["NETWORK_LOG"])
    return log.read_text() if log.exists() else ""


def _python(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.create_connection(('192.0.2.1', 80), 1)",
        "import urllib.request; urllib.request.urlopen('http://example.invalid')",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
    ],
)
def test_the_guard_sees_what_it_must(guarded: dict[str, str], attempt: str) -> None:
    assert _python(guarded, "-c", attempt).returncode != 0
    assert "192.0.2.1" in _attempts(guarded) or "example.invalid" in _attempts(guarded)


def test_indexing_and_asking_stay_here(
    guarded: dict[str, str], make_pdf: MakePdf, demo_data: Path, tmp_path: Path
) -> None:
    reports = tmp_path / "reports"
    make_pdf("eau.pdf", ["# Eau 2023\nLe prix du mètre cube est de 3,52 euros."], reports)
    data = str(with_model(tmp_path / "data", demo_data))
    done = _python(guarded, "-m", "index", "sync", "--reports", str(reports), "--data", data)
    assert done.returncode == 0, done.stderr
    done = _python(guarded, "-m", "assistant", "Quel est le prix du mètre cube ?", "--json", "--data", data)
    assert done.returncode == 0, done.stderr
    assert "3,52" in done.stdout
    assert _attempts(guarded) == ""


def _opened(address: str) -> int:
    """The status of a page whose server may still be starting."""
    patience = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(address, timeout=30) as page:
                return int(page.status)
        except urllib.error.URLError:
            if time.monotonic() > patience:
                raise
            time.sleep(0.1)


def test_the_page_stays_here(
    guarded: dict[str, str], demo_data: Path, demo_reports: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(demo_data, data, ignore=shutil.ignore_patterns("lock", "models"))
    with_model(data, demo_data)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    where = ["--reports", str(demo_reports), "--data", str(data), "--port", str(port)]
    command = [sys.executable, "app.py", *where]
    with subprocess.Popen(
        command, cwd=ROOT, env=guarded, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            assert process.stdout is not None
            assert any("répond sur" in line for line in process.stdout)
            # Gradio counts its visitors from a thread when a page is opened: some time to try.
            assert _opened(f"http://127.0.0.1:{port}/") == 200
            time.sleep(1)
        finally:
            process.terminate()
    assert _attempts(guarded) == ""


def test_libraries_that_report_home_are_told_not_to(guarded: dict[str, str]) -> None:
    code = """
import page.blocks
from gradio import analytics
from index.vectors import Vectors
import tempfile
from pathlib import Path
with tempfile.TemporaryDirectory() as folder:
    vectors = Vectors(Path(folder))
    print(analytics.analytics_enabled(), vectors._client.get_settings().anonymized_telemetry)
    vectors.close()
"""
    done = _python(guarded, "-c", code)
    assert done.stdout.split() == ["False", "False"], done.stderr
    assert _attempts(guarded) == ""
