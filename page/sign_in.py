"""Signing in: nothing of the site is served to who has no account, when there is an accounts file.

A browser signs in once and holds a random token; a program sends its name and password with each request
(HTTP Basic). Tokens live in memory: a restart signs everybody out.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import threading
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, MutableMapping
from html import escape
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from anyio.to_thread import run_sync

from page.accounts import Account, Accounts

USER = "rapporteur.user"  # where the account stands in an ASGI scope
_COOKIE = "rapporteur"
_HOURS = 12  # a session lasts so long after its last request
_TRIES, _WINDOW = 8, 300.0  # wrong passwords of one name within so many seconds
_FIRST = "Connectez-vous d'abord."
_LARGEST = 10_000  # bytes of a form
_POLICY = b"default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'self'"

_Message = MutableMapping[str, Any]
_Scope = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[_Message]]
_Send = Callable[[_Message], Awaitable[None]]
_App = Callable[[_Scope, _Receive, _Send], Awaitable[None]]


class SignIn:
    """Lets through who is signed in, the account in the scope; answers the others itself."""

    def __init__(self, app: _App, accounts: Accounts, root_path: str = "") -> None:
        self._app, self._accounts, self._root = app, accounts, root_path or "/"
        self._sessions = Sessions(accounts)
        self._tries = Tries()

    async def __call__(self, scope: _Scope, receive: _Receive, send: _Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = {k.lower(): v.decode("latin-1") for k, v in scope["headers"]}
        path = scope["path"] if scope["type"] == "http" else ""
        token = _token(headers)
        if path == "/connexion":
            await self._form(scope, headers, receive, send)
        elif path == "/deconnexion":
            self._sessions.end(token)
            await _redirect(send, "connexion", self._cookie("", scope, headers, seconds=0))
        elif account := self._sessions.account(token) or await self._basic(headers):
            scope[USER] = account
            await self._app(scope, receive, send)
        elif scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
        elif "text/html" not in headers.get(b"accept", ""):
            await _answer(send, 401, _FIRST, [(b"www-authenticate", b'Basic realm="Rapporteur"')])
        elif path == "/":
            await _redirect(send, "connexion")
        else:
            await _answer(send, 401, _FIRST)

    async def _form(self, scope: _Scope, headers: dict[bytes, str], receive: _Receive, send: _Send) -> None:
        if scope["method"] != "POST":
            await _answer(send, 200, _page())
            return
        fields = parse_qs((await _body(receive)).decode("utf-8", "replace"))
        name, password = (fields.get(field, [""])[0] for field in ("nom", "mot-de-passe"))
        if self._tries.too_many(name):
            await _answer(send, 429, _page("Trop d'essais : attendez quelques minutes.", name))
            return
        account = await run_sync(self._accounts.signed_in, name, password)
        if account is None:
            self._tries.failed(name)
            await _answer(send, 401, _page("Le nom ou le mot de passe n'est pas le bon.", name))
            return
        token = self._sessions.start(account)
        await _redirect(send, "./", self._cookie(token, scope, headers, seconds=_HOURS * 3600))

    def _cookie(self, token: str, scope: _Scope, headers: dict[bytes, str], *, seconds: int) -> str:
        secure = "https" in (scope.get("scheme"), headers.get(b"x-forwarded-proto"))
        cookie = f"{_COOKIE}={token}; Path={self._root}; Max-Age={seconds}; HttpOnly; SameSite=Lax"
        return f"{cookie}; Secure" if secure else cookie

    async def _basic(self, headers: dict[bytes, str]) -> Account | None:
        kind, _, given = headers.get(b"authorization", "").partition(" ")
        if kind.lower() != "basic":
            return None
        if known := self._sessions.account(f"basic {given}"):
            return known
        try:
            name, _, password = base64.b64decode(given, validate=True).decode().partition(":")
        except ValueError:
            return None
        if self._tries.too_many(name):
            return None
        account = await run_sync(self._accounts.signed_in, name, password)
        if account is None:
            self._tries.failed(name)
        else:
            self._sessions.start(account, f"basic {given}")
        return account


class Sessions:
    """Who holds which token; an account that leaves the file, or changes, loses its sessions."""

    def __init__(self, accounts: Accounts, now: Callable[[], float] = time.monotonic) -> None:
        self._accounts, self._now = accounts, now
        self._held: dict[str, tuple[Account, float]] = {}
        self._lock = threading.Lock()

    def start(self, account: Account, token: str | None = None) -> str:
        """Begin a session; the value is its token."""
        token = token or secrets.token_urlsafe(32)
        now = self._now()
        with self._lock:
            self._held = {t: s for t, s in self._held.items() if s[1] > now}
            self._held[_digest(token)] = (account, now + _HOURS * 3600)
        return token

    def account(self, token: str) -> Account | None:
        """Whose session it is, if it lasts; it then lasts longer."""
        with self._lock:
            account, end = self._held.get(_digest(token), (None, 0.0))
        if account is None or end <= self._now() or self._accounts.all().get(account.name) != account:
            return None
        with self._lock:
            self._held[_digest(token)] = (account, self._now() + _HOURS * 3600)
        return account

    def end(self, token: str) -> None:
        """Sign out."""
        with self._lock:
            self._held.pop(_digest(token), None)


class Tries:
    """The wrong passwords of each name: too many in a few minutes, and it has to wait."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._failed: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=_TRIES))

    def failed(self, name: str) -> None:
        """Count one."""
        if len(self._failed) > 10_000:  # names are made up as fast as passwords
            self._failed.clear()
        self._failed[name].append(self._now())

    def too_many(self, name: str) -> bool:
        """Whether the name has to wait."""
        tries = self._failed.get(name)
        return tries is not None and len(tries) == _TRIES and tries[0] > self._now() - _WINDOW


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _token(headers: dict[bytes, str]) -> str:
    try:
        cookies = SimpleCookie(headers.get(b"cookie", ""))
    except CookieError:
        return ""
    return cookies[_COOKIE].value if _COOKIE in cookies else ""


async def _body(receive: _Receive) -> bytes:
    body = bytearray()
    while len(body) < _LARGEST:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    return bytes(body)


async def _redirect(send: _Send, to: str, cookie: str = "") -> None:
    headers = [(b"location", to.encode()), (b"cache-control", b"no-store")]
    await _answer(send, 303, "", [*headers, *([(b"set-cookie", cookie.encode())] if cookie else [])])


async def _answer(
    send: _Send, status: int, text: str, headers: list[tuple[bytes, bytes]] | None = None
) -> None:
    kind = b"text/html; charset=utf-8" if text.startswith("<!") else b"text/plain; charset=utf-8"
    body = text.encode()
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (b"content-type", kind),
                (b"content-length", str(len(body)).encode()),
                (b"x-content-type-options", b"nosniff"),
                (
                    b"content-security-policy",
                    b"default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
                ),
                *(headers or []),
            ],
        }
    )
    await send({"type": "http.response.body", "body": body})


def _page(problem: str = "", name: str = "") -> str:
    style = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
    told = f'<p class="error" role="alert">{escape(problem)}</p>' if problem else ""
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Rapporteur : connexion</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<style>{style}</style></head><body class="sign-in"><main><h1>Rapporteur</h1>{told}'
        '<form method="post" action="connexion"><label for="nom">Nom</label>'
        f'<input id="nom" name="nom" value="{escape(name)}" autocomplete="username" required autofocus>'
        '<label for="mot-de-passe">Mot de passe</label><input id="mot-de-passe" name="mot-de-passe" '
        'type="password" autocomplete="current-password" required>'
        "<button>Se connecter</button></form></main></body></html>"
    )
