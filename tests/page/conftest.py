"""A real browser on the real page: `python app.py` in its own process, Chromium with an empty profile."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, ViewportSize, sync_playwright
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = Path("/usr/bin/chromium")
HOSTILE_TITLE = "Rapport <img src=x onerror=window.run=1> ${1+1}"
# Each a sentence of its own; what must not run stands in the middle of what is asked about.
HOSTILE_LINES = (
    "Le marché des chaises a coûté <script>window.run=1</script> cher à la commune.",
    "Le marché des tables est **gras** et _souple_ avec `code` et # titre.",
    "La formule du barème est $x^2$ ou encore \\(y\\) selon le règlement du service.",
    "Le plan des écoles est ![plan](http://example.invalid/a.png) et <img src=http://example.invalid/b.png>.",
    "Le budget des fêtes se lit {{value}} et ${window.run=1} sur le registre.",
)
_ARGUMENTS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@contextmanager
def running(reports: Path, data: Path, *options: str, **settings: str) -> Iterator[str]:
    """Run the application with settings of the environment until the block ends; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "app.py", "--reports", str(reports), "--data", str(data), "--port", str(port)]
    environment = {**os.environ, **settings}
    with (
        tempfile.TemporaryFile("w+") as log,
        subprocess.Popen(
            [*command, *options], cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True, env=environment
        ) as process,
    ):
        assert process.stdout is not None
        try:
            # Each line is awaited; the stream ends when the process dies.
            if not any("répond sur" in line for line in process.stdout):
                log.seek(0)
                raise AssertionError(f"the application stopped before it answered: {log.read()}")
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def demo_site(demo_data: Path, demo_reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page over copies of the demonstration reports and of their index: one process owns an index, and
    what readers say of answers is kept beside the reports."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(demo_reports, folder / "reports", ignore=shutil.ignore_patterns("*.json*"))
    with running(folder / "reports", copied(demo_data, folder)) as address:
        yield address


def copied(data: Path, folder: Path) -> Path:
    """A copy of an index, its decoded model shared."""
    copy = folder / "data"
    shutil.copytree(data, copy, ignore=shutil.ignore_patterns("lock", "models"))
    (copy / "models").symlink_to(data / "models", target_is_directory=True)
    return copy


@pytest.fixture(scope="session")
def hostile_site(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page over one report that tries to be more than text."""
    folder = tmp_path_factory.mktemp("hostile")
    reports = folder / "reports"
    reports.mkdir()
    canvas = Canvas(str(reports / "hostile.pdf"), pagesize=A4, invariant=True)
    canvas.setTitle(HOSTILE_TITLE)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(60, 780, "Rapport de la commune de Tressan pour 2023")
    for line, text in enumerate(HOSTILE_LINES):
        canvas.drawString(60, 740 - 30 * line, text)
    canvas.save()
    data = folder / "data"
    data.mkdir()
    (data / "models").symlink_to(demo_data / "models", target_is_directory=True)
    with running(reports, data) as address:
        yield address


@pytest.fixture(scope="module")
def kept_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two small reports, to be changed."""
    folder = tmp_path_factory.mktemp("kept")
    for name, title, sentence in (
        ("piscine.pdf", "Rapport 2022 de la piscine", "La piscine a accueilli 4 812 baigneurs."),
        ("musee.pdf", "Bilan du musée", "Le musée a reçu 3 117 visiteurs."),
    ):
        canvas = Canvas(str(folder / name), pagesize=A4, invariant=True)
        canvas.setTitle(title)
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(60, 780, title)
        canvas.setFont("Helvetica", 11)
        canvas.drawString(60, 740, sentence)
        canvas.save()
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=_ARGUMENTS)
        yield chromium
        chromium.close()


@dataclass
class Reader:
    """Somebody in front of the page, with a session of their own."""

    page: Page
    asked: int = 0
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def ask(self, question: str) -> str:
        """Ask, wait for the reply, give its text."""
        self.page.get_by_label("Votre question").fill(question)
        self.page.keyboard.press("Enter")
        return self.reply()

    def reply(self) -> str:
        """The text of the next reply, awaited."""
        reply = self.page.locator(f"#turn-{self.asked} .reply:not(.pending)")
        reply.wait_for()
        self.asked += 1
        return reply.inner_text()


Visit = Callable[..., Reader]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """`visit(address, width=1280, height=900, until=".conversation")` opens the page for a new reader.

    At the end, nothing must have been asked of another address, and no script must have failed.
    """
    contexts: list[BrowserContext] = []
    readers: list[tuple[str, Reader]] = []

    def open_page(
        address: str, width: int = 1280, height: int = 900, until: str = ".conversation", **more: Any
    ) -> Reader:
        size = ViewportSize(width=width, height=height)
        context = browser.new_context(viewport=size, locale="en-US", **more)
        contexts.append(context)
        reader = Reader(context.new_page())
        readers.append((address, reader))
        context.on("request", lambda request: reader.requests.append(request.url))
        reader.page.on("pageerror", lambda error: reader.errors.append(str(error)))
        try:
            reader.page.goto(address)
        except Error:  # in a container Chromium may take its network to have changed just then
            reader.page.goto(address)
        reader.page.locator(until).wait_for()
        return reader

    yield open_page
    for address, reader in readers:
        foreign = [u for u in reader.requests if not u.startswith((address, "data:", "blob:"))]
        assert foreign == []
        assert reader.errors == []
    for context in contexts:
        context.close()
