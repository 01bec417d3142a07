"""Serving the site on one address. The only importer of uvicorn."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from corpus.errors import RapporteurError


class AddressError(RapporteurError):
    """The address cannot be listened on."""


@contextmanager
def listening(host: str, port: int) -> Iterator[Callable[[Any], None]]:
    """Hold the address at once, so that a taken port is told before any report is read.

    The value serves an ASGI application there until it is interrupted. Raises `AddressError`.
    """
    with _bound(host, port) as held:

        def start(application: Any) -> None:
            config = uvicorn.Config(
                application, log_level="warning", access_log=False, lifespan="on", timeout_graceful_shutdown=2
            )
            uvicorn.Server(config).run(sockets=[held])

        yield start


def _bound(host: str, port: int) -> socket.socket:
    try:
        if not 0 <= port < 65536:  # the resolver would take it modulo 65536
            raise OverflowError(port)
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        held = socket.socket(family, kind, protocol)
        try:
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            held.bind(address)
        except OSError:
            held.close()
            raise
    except (OSError, OverflowError) as error:
        raise AddressError(_told(host, port, error)) from error
    return held


def _told(host: str, port: int, error: Exception) -> str:
    code = error.errno if isinstance(error, OSError) else None
    if code == errno.EADDRINUSE:
        return f"Le port {port} est déjà pris. Arrêtez l'autre programme ou donnez un autre port avec --port."
    if code == errno.EACCES:
        return f"Le port {port} est réservé au système. Donnez un port au-dessus de 1023 avec --port."
    return f"L'adresse {host}:{port} ne peut pas être utilisée. Donnez-en une autre avec --host et --port."
