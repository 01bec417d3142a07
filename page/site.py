"""The web site around the page: the PDFs, their pages as pictures, the figures as CSV; nothing foreign.

The only importer of fastapi. A PDF is reached by the id of an indexed report, never by a path.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException, Response
from fastapi.responses import FileResponse

from assistant.ledger import Line, search
from corpus.errors import ReportError
from corpus.picture import page_picture
from corpus.report import Report
from index.ledger import Ledger
from page.sheets import figures_csv, figures_xlsx

_PICTURES = 48  # kept in memory, about 150 kB each
# The browser itself refuses whatever is not served from here.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
# Gradio takes its language from the browser: the page is French for everyone.
_FRENCH = (
    b"<script>for (const [k, v] of [['language', 'fr-FR'], ['languages', ['fr-FR', 'fr']]])"
    b" Object.defineProperty(navigator, k, {get: () => v});</script>"
)

_SHEETS: Mapping[str, tuple[Callable[[Iterable[Line]], bytes], str]] = {
    "csv": (figures_csv, "text/csv; charset=utf-8"),
    "xlsx": (figures_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}

_Message = MutableMapping[str, Any]
_Scope = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[_Message]]
_Send = Callable[[_Message], Awaitable[None]]


def site(
    reports: Callable[[], Mapping[str, Report]],
    ledger: Callable[[], Ledger],
    folder: Path,
    tools: Any = None,
    lifespan: Any = None,
) -> FastAPI:
    """The routes beside the page. `reports` gives the indexed reports by id, `ledger` their figures;
    `folder` holds their PDFs. `tools` is the ASGI application that serves /mcp, while `lifespan` lasts."""
    app = FastAPI(title="Rapporteur", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    pictures = _Pictures()

    def known(id: str) -> Report:
        report = reports().get(id)
        if report is None:
            raise HTTPException(404, "Ce rapport n'est pas indexé.")
        return report

    @app.get("/rapports/{id}.pdf")
    def pdf(id: str) -> FileResponse:
        report = known(id)
        path = folder / Path(report.file).name
        if not path.is_file():
            raise HTTPException(404, "Ce rapport n'est plus dans le dossier.")
        return FileResponse(
            path,
            media_type="application/pdf",
            filename=report.file,
            content_disposition_type="inline",
        )

    @app.get("/rapports/{id}/pages/{number}.png")
    def picture(id: str, number: int) -> Response:
        report = known(id)
        if not 1 <= number <= len(report.pages):
            raise HTTPException(404, f"Ce rapport a {len(report.pages)} pages.")
        try:
            content = pictures.get(id, number, folder / Path(report.file).name)
        except ReportError as error:
            raise HTTPException(404, str(error)) from error
        return Response(content, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})

    @app.get("/chiffres.{kind}")
    def figures(
        kind: str, mots: str = "", annee: int | None = None, unite: str = "", rapport: str = ""
    ) -> Response:
        if kind not in _SHEETS:
            raise HTTPException(404, "Les chiffres s'exportent en csv ou en xlsx.")
        write, media_type = _SHEETS[kind]
        found = search(ledger(), mots[:200], year=annee, unit=unite or None, report=rapport or None)
        headers = {"Content-Disposition": f'attachment; filename="chiffres.{kind}"'}
        return Response(write(found.lines), media_type=media_type, headers=headers)

    if tools is not None:
        app.router.routes.extend(tools.routes)
    app.add_middleware(_Local)
    return app


class _Pictures:
    """The pictures made last, one made at a time: the server answers questions meanwhile."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, id: str, number: int, path: Path) -> bytes:
        with self._lock:
            if (id, number) not in self._kept:
                self._kept[id, number] = page_picture(path, number)
                if len(self._kept) > _PICTURES:
                    self._kept.popitem(last=False)
            self._kept.move_to_end((id, number))
            return self._kept[id, number]


class _Local:
    """Sends the security headers, and makes Gradio's page French and free of foreign addresses."""

    def __init__(self, app: Callable[[_Scope, _Receive, _Send], Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: _Scope, receive: _Receive, send: _Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        held: _Message | None = None
        body = bytearray()

        async def local(message: _Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start":
                headers = [
                    *message["headers"],
                    (b"x-content-type-options", b"nosniff"),
                    (b"referrer-policy", b"no-referrer"),
                ]
                message["headers"] = headers
                if any(k.lower() == b"content-type" and v.startswith(b"text/html") for k, v in headers):
                    headers.append((b"content-security-policy", _POLICY.encode()))
                    held = message
                    return
            elif held is not None:
                body.extend(message.get("body", b""))
                if message.get("more_body"):
                    return
                page = _french(bytes(body))
                kept = [(k, v) for k, v in held["headers"] if k.lower() != b"content-length"]
                held["headers"] = [*kept, (b"content-length", str(len(page)).encode())]
                await send(held)
                message = {"type": "http.response.body", "body": page}
            await send(message)

        await self._app(scope, receive, local)


def _french(page: bytes) -> bytes:
    """Gradio's page with `lang="fr"`, its locale set before its script runs, its sharing tags left out."""
    page = re.sub(rb"<meta\s+(?:property|name)=\"(?:og|twitter):[^>]*>", b"", page)
    page = page.replace(b'lang="en"', b'lang="fr"', 1)
    return page.replace(b"<head>", b"<head>" + _FRENCH, 1)
